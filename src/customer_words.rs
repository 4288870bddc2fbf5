//! What a customer's own words ask for, where the problem type leaves it open. A word table, so it is only ever a
//! suggestion.

/// Words that ask for somebody or something to be taken out, in lower case.
const REMOVE: &[&str] = &[
    // English
    "remove",
    "removed",
    "removing",
    "removal",
    "delete",
    "deleted",
    "deletion",
    "deassociate",
    "de-associate",
    "disassociate",
    "unassociate",
    "offboard",
    "offboarding",
    "offboarded",
    // German
    "entfernen",
    "entfernt",
    "entfernung",
    "löschen",
    "gelöscht",
    "loeschen",
    // French
    "supprimer",
    "supprimez",
    "suppression",
    "retirer",
    "retirez",
    "enlever",
    // Spanish and Portuguese
    "eliminar",
    "eliminen",
    "quitar",
    "borrar",
    "remover",
    "remova",
    "excluir",
    "exclua",
    // Italian
    "rimuovere",
    "rimozione",
    "eliminare",
    // Dutch
    "verwijderen",
    "verwijder",
    // Polish, Czech and Russian
    "usunąć",
    "usunięcie",
    "odstranit",
    "удалить",
    "удалите",
    "удаление",
];

/// Words that ask for somebody to be added: where one stands beside, nothing is certain.
const ADD: &[&str] = &[
    "add",
    "added",
    "adding",
    "associate",
    "replace",
    "instead",
    "hinzufügen",
    "hinzuzufügen",
    "ergänzen",
    "ersetzen",
    "ajouter",
    "ajoutez",
    "ajout",
    "remplacer",
    "añadir",
    "agregar",
    "agreguen",
    "adicionar",
    "adicione",
    "incluir",
    "reemplazar",
    "substituir",
    "aggiungere",
    "sostituire",
    "toevoegen",
    "vervangen",
    "dodać",
    "přidat",
    "добавить",
    "добавьте",
    "заменить",
];

/// The same in languages that are written without spaces.
const REMOVE_UNSPACED: &[&str] = &["削除", "外して", "移除", "删除", "刪除", "삭제", "제거"];
const ADD_UNSPACED: &[&str] = &["追加", "添加", "加入", "추가"];

/// Words that turn what follows into its opposite.
const NOT: &[&str] = &["not", "don't", "dont", "never", "nicht", "pas", "no", "não", "non", "niet", "nie", "не"];

/// Whether the words ask for a removal and for nothing else.
#[must_use]
pub fn ask_for_removal(text: &str) -> bool {
    let plain = text.to_lowercase().replace(['’', '‘'], "'");
    let words: Vec<_> = plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let has = |some: &[&str]| words.iter().any(|word| some.contains(word));
    let removes = words.iter().enumerate().any(|(at, word)| {
        let denied = words[at.saturating_sub(2)..at].iter().any(|before| NOT.contains(before));
        REMOVE.contains(word) && !denied
    });
    let holds = |some: &[&str]| some.iter().any(|one| plain.contains(one));
    (removes || holds(REMOVE_UNSPACED)) && !(has(ADD) || holds(ADD_UNSPACED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removal_is_asked_for_in_words_that_leave_no_doubt() {
        for (text, removal) in [
            ("Please remove alice@acme.example and former@acme.example from our contacts.", true),
            ("REMOVE CONTACT", true),
            ("Contact removal: Alice has left", true),
            ("Please de-associate Bob.", true),
            ("Bitte entfernen Sie Herrn Müller aus den Kontakten.", true),
            ("Merci de supprimer ce contact.", true),
            ("Por favor eliminar a Juan de los contactos", true),
            ("Por favor, remover o contato", true),
            ("Si prega di rimuovere il contatto", true),
            ("Graag deze contactpersoon verwijderen", true),
            ("この連絡先を削除してください", true),
            ("请删除此联系人", true),
            ("이 연락처를 삭제해 주세요", true),
            ("Пожалуйста, удалите этот контакт", true),
            // Both, or neither, or the opposite.
            ("Please remove Alice and add Bob.", false),
            ("Bitte Alice entfernen und Bob hinzufügen", false),
            ("削除して、追加してください", false),
            ("Please add me", false),
            ("Please do not remove anybody", false),
            ("Don’t delete Bob", false),
            ("Alice has left", false),
            // Parts of other words.
            ("Our removable drives fail", false),
            ("undeleted", false),
            ("", false),
        ] {
            assert_eq!(ask_for_removal(text), removal, "{text}");
        }
    }

    #[test]
    fn each_word_is_in_the_form_that_is_compared() {
        for word in [REMOVE, ADD, REMOVE_UNSPACED, ADD_UNSPACED, NOT].concat() {
            assert_eq!(word.to_lowercase(), word);
            assert!(!word.contains(char::is_whitespace), "{word}");
        }
    }
}
