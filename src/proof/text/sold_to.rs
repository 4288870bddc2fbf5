//! The sold-to: the address that the requester says the subscription was sold to (seed 001, step 5).
//!
//! Context: a label (*sold to*, *subscription owner*, *purchased by*, in the languages that tickets are written in) and an
//! address after it, on the same line or at the beginning of one of the next; or an address of which the same line says
//! that it is the owner's. No address of another sentence: the one to write to, the one in a signature. Beside a weaker
//! word, such as *owner*, an address is only a guess.

use std::collections::HashSet;
use std::ops::Range;

use super::{Mention, email, scan};

/// Words in one language.
type Words = (&'static str, &'static [&'static str]);

/// Words that name who bought the subscription, or owns it, by language. An address after one of them is the sold-to.
const LABELS: &[Words] = &[
    (
        "en",
        &[
            "sold to",
            "soldto",
            "buyer",
            "purchaser",
            "purchasing contact",
            "purchase contact",
            "purchased by",
            "bought by",
            "purchased through",
            "purchased with",
            "subscription owner",
            "subscription holder",
            "owner of the subscription",
            "owner of our subscription",
            "owner of this subscription",
            "holder of the subscription",
            "holder of our subscription",
            "subscription's owner",
            "subscription contact",
            "subscription email",
            "subscription e mail",
        ],
    ),
    (
        "de",
        &[
            "verkauft an",
            "käufer",
            "kaeufer",
            "käuferin",
            "einkäufer",
            "einkäuferin",
            "erwerber",
            "einkaufskontakt",
            "ansprechpartner einkauf",
            "ansprechpartner im einkauf",
            "gekauft von",
            "erworben von",
            "abonnement inhaber",
            "abonnementinhaber",
            "abo inhaber",
            "subscription inhaber",
            "inhaber des abonnements",
            "inhaberin des abonnements",
            "inhaber der subscription",
            "besitzer des abonnements",
            "eigentümer des abonnements",
        ],
    ),
    (
        "fr",
        &[
            "vendu à",
            "vendu a",
            "vendue à",
            "acheteur",
            "acheteuse",
            "acquéreur",
            "acheté par",
            "achete par",
            "achetée par",
            "contact achats",
            "contact d'achat",
            "propriétaire de l'abonnement",
            "proprietaire de l'abonnement",
            "titulaire de l'abonnement",
            "détenteur de l'abonnement",
        ],
    ),
    (
        "es",
        &[
            "vendido a",
            "vendida a",
            "comprador",
            "compradora",
            "comprado por",
            "comprada por",
            "contacto de compras",
            "contacto de compra",
            "propietario de la suscripción",
            "propietario de la suscripcion",
            "propietaria de la suscripción",
            "titular de la suscripción",
            "titular de la suscripcion",
            "dueño de la suscripción",
        ],
    ),
    (
        "pt",
        &[
            "vendido para",
            "vendida para",
            "contato de compras",
            "contato de compra",
            "proprietário da assinatura",
            "proprietario da assinatura",
            "proprietária da assinatura",
            "titular da assinatura",
            "dono da assinatura",
            "proprietário da subscrição",
            "titular da subscrição",
        ],
    ),
    (
        "it",
        &[
            "venduto a",
            "venduta a",
            "acquirente",
            "compratore",
            "acquistato da",
            "acquistata da",
            "contatto acquisti",
            "referente acquisti",
            "proprietario dell'abbonamento",
            "titolare dell'abbonamento",
            "intestatario dell'abbonamento",
            "titolare della sottoscrizione",
        ],
    ),
    (
        "nl",
        &[
            "verkocht aan",
            "koper",
            "inkoper",
            "gekocht door",
            "aangeschaft door",
            "inkoopcontact",
            "contactpersoon inkoop",
            "eigenaar van het abonnement",
            "houder van het abonnement",
            "abonnementseigenaar",
            "abonnementhouder",
        ],
    ),
    (
        "pl",
        &[
            "sprzedano dla",
            "sprzedane dla",
            "nabywca",
            "nabywcą",
            "kupujący",
            "kupująca",
            "zakupione przez",
            "zakupiona przez",
            "kupione przez",
            "właściciel subskrypcji",
            "wlasciciel subskrypcji",
            "właścicielem subskrypcji",
            "właścicielka subskrypcji",
            "posiadacz subskrypcji",
        ],
    ),
    (
        "cs",
        &[
            "prodáno komu",
            "kupující",
            "nákupčí",
            "nákupní kontakt",
            "vlastník předplatného",
            "vlastníkem předplatného",
            "majitel předplatného",
            "majitelem předplatného",
            "držitel předplatného",
        ],
    ),
    (
        "tr",
        &[
            "satılan kişi",
            "satın alan",
            "satin alan",
            "satın alan kişi",
            "alıcı",
            "satın alma sorumlusu",
            "abonelik sahibi",
            "aboneliğin sahibi",
            "aboneliğimizin sahibi",
        ],
    ),
    (
        "ru",
        &[
            "продано",
            "покупатель",
            "покупателя",
            "покупателем",
            "контакт по закупкам",
            "контактное лицо по закупкам",
            "владелец подписки",
            "владельца подписки",
            "владельцем подписки",
            "держатель подписки",
        ],
    ),
    (
        "uk",
        &[
            "покупець",
            "покупця",
            "покупцем",
            "контакт із закупівель",
            "власник підписки",
            "власника підписки",
            "власником підписки",
            "утримувач підписки",
        ],
    ),
    (
        "ja",
        &[
            "販売先",
            "購入者",
            "購入担当者",
            "購買担当者",
            "買主",
            "サブスクリプションの所有者",
            "サブスクリプション所有者",
            "サブスクリプションの契約者",
            "サブスクリプション契約者",
            "サブスクリプションオーナー",
            "サブスクリプションのオーナー",
        ],
    ),
    ("ko", &["판매처", "판매 대상", "구매자", "구매 담당자", "구독 소유자", "구독의 소유자", "구독 보유자"]),
    (
        "zh",
        &[
            "售予",
            "售给",
            "售給",
            "销售给",
            "銷售給",
            "购买者",
            "購買者",
            "购买人",
            "購買人",
            "买方",
            "買方",
            "买家",
            "買家",
            "采购联系人",
            "採購聯絡人",
            "订阅所有者",
            "訂閱所有者",
            "订阅拥有者",
            "訂閱擁有者",
            "订阅持有者",
            "訂閱持有者",
        ],
    ),
    ("ar", &["المشتري", "مشتري الاشتراك", "صاحب الاشتراك", "مالك الاشتراك", "تم البيع إلى", "بيع إلى", "مسؤول المشتريات"]),
    ("he", &["הקונה", "הרוכש", "רוכש המנוי", "בעל המנוי", "בעלת המנוי", "בעלי המנוי", "נמכר אל", "איש קשר לרכש"]),
    ("sv", &["såld till", "sålt till", "köpare", "köparen", "prenumerationsägare", "ägare av prenumerationen"]),
    ("da", &["solgt til", "køber", "køberen", "ejer af abonnementet", "abonnementsejer"]),
    ("no", &["kjøper", "kjøperen", "eier av abonnementet", "abonnementseier"]),
    ("fi", &["myyty henkilölle", "ostaja", "tilauksen omistaja"]),
    ("hu", &["vásárló", "vevő", "az előfizetés tulajdonosa", "előfizetés tulajdonosa"]),
    ("ro", &["vândut către", "cumpărător", "cumpărătorul", "proprietarul abonamentului", "titularul abonamentului"]),
    ("id", &["dijual kepada", "pembeli", "pemilik langganan"]),
    ("vi", &["người mua", "chủ sở hữu gói đăng ký"]),
];

/// Words that tell of the purchase: only an address close by belongs to them.
const WEAK_LABELS: &[Words] = &[
    ("en", &["bought", "purchased", "purchase was made"]),
    ("de", &["gekauft"]),
    ("fr", &["acheté"]),
    ("es", &["comprado"]),
    ("cs", &["zakoupeno", "zakoupil", "zakoupila"]),
    ("ru", &["куплено", "приобретено"]),
    ("uk", &["куплено", "придбано"]),
];

/// Words that may mean the owner of the subscription, or somebody else: an address close by is offered as a guess and
/// never taken unasked.
const MAYBE_LABELS: &[Words] = &[
    (
        "en",
        &[
            "owner",
            "account holder",
            "license holder",
            "licence holder",
            "contact for the subscription",
            "contact for our subscription",
            "contact of the subscription",
            "license contact",
            "licensing contact",
            "renewal contact",
            "billing contact",
            "invoice contact",
            "responsible for the subscription",
            "responsible for our subscription",
            "in charge of the subscription",
            "in charge of our subscription",
            "registered to",
            "licensed to",
            "bill to",
            "billed to",
            "ordered by",
        ],
    ),
    (
        "de",
        &[
            "inhaber",
            "besitzer",
            "eigentümer",
            "vertragsinhaber",
            "lizenzinhaber",
            "lizenznehmer",
            "kontakt für das abonnement",
            "ansprechpartner für das abonnement",
            "bestellt von",
        ],
    ),
    ("fr", &["propriétaire", "titulaire", "contact de l'abonnement", "contact pour l'abonnement", "commandé par"]),
    ("es", &["propietario", "titular", "dueño", "contacto de la suscripción", "responsable de la suscripción"]),
    ("pt", &["proprietário", "contato da assinatura", "responsável pela assinatura"]),
    ("it", &["proprietario", "titolare", "intestatario", "referente dell'abbonamento"]),
    ("nl", &["eigenaar", "contactpersoon voor het abonnement"]),
    ("pl", &["właściciel", "właścicielem", "posiadacz"]),
    ("cs", &["vlastník", "majitel", "držitel"]),
    ("tr", &["sahibi"]),
    ("ru", &["владелец", "владельцем"]),
    ("uk", &["власник", "власником"]),
    ("ja", &["所有者", "契約者", "オーナー"]),
    ("ko", &["소유자", "계약자"]),
    ("zh", &["所有者", "拥有者", "擁有者", "持有人"]),
    ("ar", &["المالك", "صاحب الحساب"]),
    ("he", &["הבעלים"]),
];

/// Words that may stand between an address and the label after it.
const BEFORE_LABEL: &[&str] = &[
    "is",
    "was",
    "are",
    "the",
    "our",
    "as",
    "a",
    "ist",
    "der",
    "die",
    "est",
    "es",
    "le",
    "la",
    "l",
    "el",
    "il",
    "o",
    "de",
    "het",
    "jest",
    "je",
    "является",
    "є",
    "هو",
    "הוא",
    "subscription",
    "license",
];

/// How far an address may be from its label, in bytes.
const REACH: usize = 160;
const WEAK_REACH: usize = 60;
const REACH_BACK: usize = 40;

/// The addresses that a text names as the sold-to.
pub fn find(text: &str) -> Vec<(Range<usize>, Mention)> {
    let addresses = email::find(text);
    if addresses.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(Range<usize>, Mention)> = Vec::new();
    for start in scan::word_starts(text) {
        let end_of = |table: &[Words]| {
            let longest = |(_, words): &Words| scan::longest(text, start, words);
            table.iter().filter_map(longest).filter(|end| scan::ends_word(text, *end)).max()
        };
        let near = |end, strong| after(text, &addresses, end, strong);
        let back = || before(text, &addresses, start);
        let sure = match (end_of(LABELS), end_of(WEAK_LABELS)) {
            (Some(end), _) => near(end, true).or_else(back),
            (None, Some(end)) => near(end, false),
            (None, None) => None,
        };
        let maybe = || end_of(MAYBE_LABELS).and_then(|end| near(end, false).or_else(back));
        let mention = |at: &Range<usize>, is_sure| {
            let address = text[at.clone()].to_owned();
            if is_sure { Mention::SoldTo(address) } else { Mention::MaybeSoldTo(address) }
        };
        let is_sure = sure.is_some();
        if let Some(at) = sure.or_else(maybe) {
            found.push((at.clone(), mention(&at, is_sure)));
        }
    }
    // Where a text says of an address that it is the sold-to, it is no guess.
    let said: HashSet<String> = found.iter().filter_map(|(_, mention)| said_address(mention)).collect();
    found.retain(|(_, mention)| match mention {
        Mention::MaybeSoldTo(address) => !said.contains(&address.to_ascii_lowercase()),
        _ => true,
    });
    found
}

fn said_address(mention: &Mention) -> Option<String> {
    match mention {
        Mention::SoldTo(address) => Some(address.to_ascii_lowercase()),
        _ => None,
    }
}

/// The first address after a label, unless another sentence or too much else stands between.
fn after(text: &str, addresses: &[Range<usize>], label_end: usize, strong: bool) -> Option<Range<usize>> {
    let next = addresses.partition_point(|address| address.start < label_end);
    let at = addresses.get(next)?;
    if at.start - label_end > if strong { REACH } else { WEAK_REACH } {
        return None;
    }
    let between = &text[label_end..at.start];
    let mut lines = between.split('\n');
    let rest = lines.next().unwrap_or_default();
    if sentence_ends(rest) || (!strong && between.contains(['\n', ';'])) {
        return None;
    }
    let below: Vec<_> = lines.filter(|line| !is_blank(line)).collect();
    let fits = match below.as_slice() {
        // The address is on this line, or begins the next.
        [] => true,
        // "Sold to:", then a name, then the address.
        [line] => is_announced(rest) && !line.trim_end().ends_with(['.', '?', '!', ',']),
        _ => false,
    };
    fits.then(|| at.clone())
}

/// The address of which the same line says that it is the owner's: "alice@acme.example is the subscription owner".
fn before(text: &str, addresses: &[Range<usize>], label_start: usize) -> Option<Range<usize>> {
    let next = addresses.partition_point(|address| address.end <= label_start);
    let at = addresses.get(next.checked_sub(1)?)?;
    let between = text.get(at.end..label_start).filter(|between| between.len() <= REACH_BACK)?;
    let joins = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says = joins.into_iter().all(|word| BEFORE_LABEL.iter().any(|join| join.eq_ignore_ascii_case(word)));
    (says && !between.contains(['\n', '.', ':', ';', ',', '?', '!'])).then(|| at.clone())
}

/// Whether a line's rest ends in a colon, whatever markup closes it.
fn is_announced(rest: &str) -> bool {
    rest.trim_end_matches(|c: char| scan::is_space(c) || "*_|".contains(c)).ends_with([':', '：'])
}

/// Whether a line holds no more than what an address may begin with: quote signs, bullets, markup.
fn is_blank(line: &str) -> bool {
    !line.contains(scan::is_word) || line.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("mailto")
}

/// Whether a sentence ends in a part of a line: a point after more than an initial or a title, or a question.
fn sentence_ends(part: &str) -> bool {
    let mut word = 0;
    let mut chars = part.chars().peekable();
    while let Some(c) = chars.next() {
        let last = chars.peek().is_none_or(|next| scan::is_space(*next));
        match c {
            '?' | '!' | '。' | '？' => return true,
            '.' if last && (word > 3 || word == 0) => return true,
            _ => {}
        }
        word = if c.is_alphanumeric() { word + 1 } else { 0 };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "alice@acme.example";

    fn is_sold_to(text: &str) -> bool {
        let found = find(text);
        !found.is_empty() && found.iter().all(|(_, mention)| *mention == Mention::SoldTo(ADDRESS.to_owned()))
    }

    fn is_maybe(text: &str) -> bool {
        !find(text).is_empty()
            && find(text).iter().all(|(_, mention)| *mention == Mention::MaybeSoldTo(ADDRESS.to_owned()))
    }

    #[test]
    fn each_label_of_each_language_is_recognised() {
        for (language, labels) in LABELS.iter().chain(WEAK_LABELS) {
            for label in *labels {
                assert_eq!(label.to_lowercase(), *label, "{language}: labels are in lower case");
                for text in [
                    format!("{label}: {ADDRESS}"),
                    format!("{} {ADDRESS}", label.to_uppercase()),
                    format!("1. {label} — {ADDRESS}, 700001"),
                ] {
                    // Some letters have no upper case that leads back to them.
                    let is_folded = text.contains('İ') || text.contains('I') && label.contains('ı');
                    assert!(is_sold_to(&text) || is_folded, "{language}: {text}");
                }
            }
        }
        for (language, labels) in MAYBE_LABELS {
            for label in *labels {
                assert!(is_maybe(&format!("{label}: {ADDRESS}")), "{language}: {label}");
            }
        }
    }

    #[test]
    fn a_guess_is_no_sold_to() {
        for text in [
            "The owner is alice@acme.example",
            "alice@acme.example is the owner",
            "Our contact for the subscription: alice@acme.example",
            "Licensed to alice@acme.example",
            "Der Inhaber ist alice@acme.example.",
            "Владелец: alice@acme.example",
            "契約者：alice@acme.example",
        ] {
            assert!(is_maybe(text), "{text}: {:?}", find(text));
        }
        // What the text says elsewhere is no guess; what it says of nobody is nothing.
        let found = find("Owner: alice@acme.example\nSold-to: ALICE@acme.example");
        assert_eq!(found.len(), 1, "{found:?}");
        for text in [
            "Who is the owner? Write to alice@acme.example",
            "The owner has left. alice@acme.example",
            "ownership moved to alice@acme.example",
            "The owner of the repository, whom we have asked many times, can be reached by mail at alice@acme.example",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
