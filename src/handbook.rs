//! The handbook's own words, in one table: names of teams, apps and macros. They differ between its versions and between
//! GitLab's set-ups (facts: domain 6.2, 6.4), so an agent can give each another text.

use serde::{Deserialize, Serialize};

/// A word of the handbook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Who reviews what the process does not cover.
    FullstackEngineer,
    /// The app with which contacts are associated.
    SupportOpsApp,
    /// The app that knows GitLab.com's users.
    GitLabApp,
    /// The macro that asks for proof of entitlement.
    ProofMacro,
    /// The macro that says that a GitLab.com user owns no paid top-level namespace.
    NotOwnerMacro,
    /// The macro that says that the contacts were added.
    UsersAddedMacro,
    /// The macro that says why there is to be no contact management project.
    NotQualifiedMacro,
    /// The macro that asks who is to maintain a contact management project.
    ProjectIntroMacro,
    /// The macro that says that a contact management project is set up.
    ProjectSetupMacro,
    /// The macro that moves a ticket of the wrong form to Support Operations.
    IncorrectFormMacro,
}

/// A row of the table.
struct Entry {
    key: &'static str,
    standard: &'static str,
    label: &'static str,
    seed: &'static str,
}

impl Term {
    /// Every term, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::FullstackEngineer,
        Self::SupportOpsApp,
        Self::GitLabApp,
        Self::ProofMacro,
        Self::NotOwnerMacro,
        Self::UsersAddedMacro,
        Self::NotQualifiedMacro,
        Self::ProjectIntroMacro,
        Self::ProjectSetupMacro,
        Self::IncorrectFormMacro,
    ];

    fn entry(self) -> Entry {
        let entry = |key, standard, label, seed| Entry { key, standard, label, seed };
        match self {
            Self::FullstackEngineer => entry(
                "fullstack_engineer",
                "Customer Support Operations, Fullstack Engineer",
                "Who reviews what the process does not cover",
                "seed 001, Common issues and troubleshooting",
            ),
            Self::SupportOpsApp => entry(
                "support_ops_app",
                "Support Ops Super App",
                "App that associates contacts",
                "seed 001, steps 2 and 4",
            ),
            Self::GitLabApp => entry(
                "gitlab_app",
                "GitLab Super App",
                "App that knows GitLab.com's users",
                "seed 001, Attempt auto-association app fails to locate organization",
            ),
            Self::ProofMacro => entry(
                "proof_macro",
                "Support::Support-Ops::Proof of support entitlement",
                "Macro that asks for proof",
                "seed 000, Proving support entitlement",
            ),
            Self::NotOwnerMacro => entry(
                "not_owner_macro",
                "Support::Support-Ops::GitLab.com user is not an Owner",
                "Macro for who owns no paid namespace",
                "seed 000, Proving support entitlement",
            ),
            Self::UsersAddedMacro => entry(
                "users_added_macro",
                "Support::Support-Ops::Users added to organization",
                "Macro for contacts that were added",
                "seed 000, Sending out the final reply",
            ),
            Self::NotQualifiedMacro => entry(
                "not_qualified_macro",
                "Support::Support-Ops::Not qualified for CMP",
                "Macro for who may have no contact management project",
                "seed 004, Eligibility Criteria",
            ),
            Self::ProjectIntroMacro => entry(
                "project_intro_macro",
                "Support::Support Ops::Contact management intro",
                "Macro that asks who maintains a contact management project",
                "seed 004, Intro stage",
            ),
            Self::ProjectSetupMacro => entry(
                "project_setup_macro",
                "Support::Support Ops::Contact management project setup",
                "Macro for a contact management project that is set up",
                "seed 004, Final stage",
            ),
            Self::IncorrectFormMacro => entry(
                "incorrect_form_macro",
                "General::Forms::Incorrect form used",
                "Macro for a ticket of the wrong form",
                "seed 002, Incorrect form tickets",
            ),
        }
    }

    /// Its name where it is kept.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// Its text in the handbook.
    #[must_use]
    pub fn standard(self) -> &'static str {
        self.entry().standard
    }

    /// What it is the word for.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// Where the handbook has it.
    #[must_use]
    pub fn seed(self) -> &'static str {
        self.entry().seed
    }

    /// The same, with the page's own title.
    #[must_use]
    pub fn place(self) -> String {
        let seed = self.seed();
        let page = PAGES.iter().find_map(|(number, title)| Some((title, seed.strip_prefix(number)?)));
        page.map_or_else(|| seed.to_owned(), |(title, section)| format!("{title}{section}"))
    }

    /// Whether it is the name of a macro.
    #[must_use]
    pub fn is_macro(self) -> bool {
        !matches!(self, Self::FullstackEngineer | Self::SupportOpsApp | Self::GitLabApp)
    }
}

/// The handbook's pages that are cited, each with its title.
const PAGES: [(&str, &str); 4] = [
    ("seed 000", "User association"),
    ("seed 001", "Organization association"),
    ("seed 002", "Working tickets"),
    ("seed 004", "Contact management projects"),
];

/// The most characters of a text: the longest of the handbook's is a quarter of that.
const LONGEST: usize = 200;

/// What the words are here: the handbook's, but for those that were given another text. It holds nothing that a customer
/// has said, and is the one thing that is kept when the browser closes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(String, String)>", into = "Vec<(String, String)>")]
pub struct Wording(Vec<(Term, String)>);

impl Wording {
    /// The word for this.
    #[must_use]
    pub fn say(&self, term: Term) -> &str {
        self.own(term).unwrap_or_else(|| term.standard())
    }

    /// The text that it was given; none where the handbook's stands.
    #[must_use]
    pub fn own(&self, term: Term) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == term).map(|(_, text)| text.as_str())
    }

    /// Gives it a text. The handbook's own, and one of which nothing is left, give it none.
    pub fn set(&mut self, term: Term, text: &str) {
        let text = plain(text);
        // In the order of the table, so that what says the same is the same.
        let at = self.0.partition_point(|(own, _)| *own < term);
        self.0.retain(|(own, _)| *own != term);
        if !(text.is_empty() || text == term.standard()) {
            self.0.insert(at, (term, text));
        }
    }
}

/// A macro, by its name. An agent applies it; Vouch never does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Macro {
    /// Which one it is.
    pub term: Term,
    /// Its name: as this Zendesk has it, where it was found there.
    pub title: String,
    /// What this Zendesk has of it.
    pub state: MacroState,
}

/// What a Zendesk has of a macro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MacroState {
    /// Nothing is known: it was not asked for, it is on its way, or what came cannot be read.
    Unread,
    /// It is there.
    Found,
    /// There is none of this name.
    NotFound,
    /// It is there, and nobody can apply it.
    Deactivated,
    /// It could not be asked for, for this reason.
    Failed(String),
}

impl Macro {
    /// The macro as it is called here, before Zendesk is asked for it.
    #[must_use]
    pub fn named(term: Term, wording: &Wording) -> Self {
        Self { term, title: wording.say(term).to_owned(), state: MacroState::Unread }
    }
}

/// A text on one line, with nothing in it that cannot be seen: it is copied, and stands in notes.
fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let seen: String = text.chars().filter(|c| c.is_whitespace() || !(c.is_control() || turns(*c))).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// What was kept, perhaps by another version: of what this one does not know, nothing is taken.
impl From<Vec<(String, String)>> for Wording {
    fn from(kept: Vec<(String, String)>) -> Self {
        let mut wording = Self::default();
        for (key, text) in kept {
            if let Some(term) = Term::ALL.into_iter().find(|term| term.key() == key) {
                wording.set(term, &text);
            }
        }
        wording
    }
}

impl From<Wording> for Vec<(String, String)> {
    fn from(wording: Wording) -> Self {
        wording.0.into_iter().map(|(term, text)| (term.key().to_owned(), text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_term_has_a_row_of_its_own() {
        let of_all = |field: fn(Term) -> &'static str| Term::ALL.map(field).into_iter().collect::<BTreeSet<_>>();
        assert_eq!(Term::ALL.into_iter().collect::<BTreeSet<_>>().len(), Term::ALL.len());
        for texts in [of_all(Term::key), of_all(Term::standard), of_all(Term::label)] {
            assert_eq!(texts.len(), Term::ALL.len(), "{texts:?}");
        }
        for term in Term::ALL {
            assert_eq!(plain(term.standard()), term.standard());
            assert!(term.seed().starts_with("seed 00") && !term.place().contains("seed"), "{term:?}");
            assert_eq!(term.is_macro(), term.standard().contains("::"), "{term:?}");
        }
    }

    #[test]
    fn macro_names_are_spelled_as_on_their_pages() {
        for (term, name) in [
            (Term::ProofMacro, "Support::Support-Ops::Proof of support entitlement"),
            (Term::NotOwnerMacro, "Support::Support-Ops::GitLab.com user is not an Owner"),
            (Term::UsersAddedMacro, "Support::Support-Ops::Users added to organization"),
            (Term::NotQualifiedMacro, "Support::Support-Ops::Not qualified for CMP"),
            // The page on contact management projects writes these two with a space.
            (Term::ProjectIntroMacro, "Support::Support Ops::Contact management intro"),
            (Term::ProjectSetupMacro, "Support::Support Ops::Contact management project setup"),
            (Term::IncorrectFormMacro, "General::Forms::Incorrect form used"),
        ] {
            assert_eq!(term.standard(), name);
        }
        assert_eq!(Term::ALL.into_iter().filter(|term| term.is_macro()).count(), 7);
    }

    #[test]
    fn a_text_of_ones_own_stands_for_the_handbooks() {
        let standard = Term::FullstackEngineer.standard();
        let newer = "Customer Support Systems, Fullstack Engineer";
        let long = "é".repeat(LONGEST + 1);
        for (given, said) in [
            (newer, newer),
            ("  Customer Support Systems,\r\n\tFullstack Engineer ", newer),
            ("Customer\u{0} Support\u{7f} Systems,\u{2028}Fullstack Engineer", newer),
            ("Customer Support \u{202e}Systems, Fullstack Engineer\u{200f}", newer),
            ("<b>\"x\"</b>", "<b>\"x\"</b>"),
            (long.as_str(), &long[..LONGEST * 2]),
            (standard, standard),
            ("", standard),
            (" \n\u{1b}\u{202e}", standard),
        ] {
            let mut wording = Wording::default();
            wording.set(Term::FullstackEngineer, given);
            assert_eq!(wording.say(Term::FullstackEngineer), said, "{given:?}");
            assert_eq!(wording.own(Term::FullstackEngineer), Some(said).filter(|said| *said != standard), "{given:?}");
            // The others are as they were, and an empty text takes it back.
            assert_eq!(wording.say(Term::ProofMacro), Term::ProofMacro.standard());
            wording.set(Term::FullstackEngineer, " ");
            assert_eq!(wording, Wording::default());
        }
    }

    #[test]
    fn whatever_was_given_its_text_first_the_words_are_the_same() {
        let [mut one, mut other] = [Wording::default(), Wording::default()];
        for (place, term) in Term::ALL.into_iter().enumerate() {
            assert_eq!(term as usize, place);
            one.set(term, "x");
            other.set(Term::ALL[Term::ALL.len() - 1 - place], "x");
        }
        assert_eq!(one, other);
    }

    #[test]
    fn what_was_kept_is_read_as_if_it_were_typed() {
        for (kept, own) in [
            (r#"[["support_ops_app","Ops App"]]"#, Some("Ops App")),
            (r#"[["of_another_version","x"],["support_ops_app","Ops\nApp"]]"#, Some("Ops App")),
            (r#"[["support_ops_app","Ops App"],["support_ops_app",""]]"#, None),
            ("[]", None),
        ] {
            let wording: Wording = serde_json::from_str(kept).unwrap();
            assert_eq!(wording.own(Term::SupportOpsApp), own, "{kept}");
            let again = serde_json::to_string(&wording).unwrap();
            assert_eq!(serde_json::from_str::<Wording>(&again).unwrap(), wording);
        }
        for other in ["{}", r#"[["support_ops_app",1]]"#, r#"["support_ops_app"]"#, "7"] {
            assert!(serde_json::from_str::<Wording>(other).is_err(), "{other}");
        }
    }
}
