//! License IDs: numbers, which say nothing by themselves.
//!
//! Context: a label before the number. A full label (*license ID*, *license number*, *license #*, also as *ID of our
//! license*) takes 3 to 10 digits; the word *license* alone takes 5 to 9, and no number that could be a day. After
//! neither may the number be a part of anything else (a date, a version, an amount, a phone number in groups) or count
//! something (users, seats, days). Languages are those in which GitLab's customers write most; labels are the portal's
//! and the license file's own words, and their translations.

use std::ops::Range;

use super::{Mention, scan};
use crate::date::Date;
use crate::ids::LicenseId;

const LICENSE: &[&str] = &[
    "license",
    "licence",
    "lizenz",
    "licencia",
    "licença",
    "licenca",
    "licenza",
    "licentie",
    "лицензия",
    "лицензии",
    "ライセンス",
    "许可证",
    "許可證",
    "라이선스",
];

/// The words for a number that names, which make a full label with the above.
const ID: &[&str] = &[
    "id",
    "ids",
    "number",
    "numbers",
    "no",
    "nr",
    "num",
    "nummer",
    "identifier",
    "identifiant",
    "kennung",
    "número",
    "numéro",
    "numero",
    "#",
    "№",
    "n°",
    "nº",
    "id number",
    "番号",
    "编号",
    "編號",
    "번호",
];

/// Between the two: "license key ID", "license (ID", "license with the ID", "license's ID".
const BETWEEN: &[&str] = &["key", "file", "with", "with the", "mit der", "(", "'s"];

/// The label the other way round: "ID of our license".
const OF: &[&str] = &["of", "for", "der", "unserer", "de", "da", "del", "della", "van de"];
const ARTICLE: &[&str] =
    &["the", "our", "my", "your", "gitlab", "la", "notre", "votre", "nuestra", "nossa", "unserer", "der"];

/// After a number these say that it counts something; by their beginning.
const COUNTED: &[&str] = &[
    "user",
    "seat",
    "people",
    "employee",
    "developer",
    "day",
    "month",
    "year",
    "week",
    "hour",
    "utilisateur",
    "benutzer",
    "nutzer",
    "plätze",
    "usuario",
    "usuári",
    "tage",
    "jahr",
    "eur",
    "usd",
    "gbp",
    "ユーザー",
    "名",
    "用户",
    "席",
    "个",
];

/// How sure a label is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// It names an ID: of one license, or (plural) of several.
    Full { plural: bool },
    /// It only names a license.
    Short,
}

/// The IDs in a text.
pub fn find(text: &str) -> Vec<(Range<usize>, Mention)> {
    let mut found = Vec::new();
    let mut done = 0;
    for start in scan::word_starts(text) {
        if start < done {
            continue;
        }
        let Some((end, label)) = label(text, start) else { continue };
        let mut value = value(text, end, label);
        while let Some((at, id)) = value {
            done = at.end;
            found.push((at, Mention::License(id)));
            // "License IDs: 700001, 700002 and 700003".
            value = (label == Label::Full { plural: true }).then(|| next_in_list(text, done)).flatten();
        }
    }
    found
}

/// The label that begins at a place: its end, and how sure it is.
fn label(text: &str, start: usize) -> Option<(usize, Label)> {
    if let Some((license, many)) = license_word(text, start) {
        let mut id = scan::gap(text, license);
        if let Some(between) = scan::longest(text, id, BETWEEN) {
            id = scan::gap(text, between);
        }
        let direct = id_word(text, scan::gap(text, license)).or_else(|| id_word(text, id));
        if let Some(word) = direct.filter(|word| word.fits(many)) {
            return Some((word.end, Label::Full { plural: many || word.plural }));
        }
        let key = scan::longest(text, scan::gap(text, license), &["key"]).unwrap_or(license);
        // "Licenses: 50000" counts them.
        return (!many && scan::ends_word(text, key)).then_some((key, Label::Short));
    }
    let word = id_word(text, start)?;
    let of = scan::longest(text, scan::gap(text, word.end), OF)?;
    let mut place = scan::gap(text, of);
    if let Some(article) = scan::longest(text, place, ARTICLE).filter(|end| scan::ends_word(text, *end)) {
        place = scan::gap(text, article);
    }
    let (end, many) = license_word(text, place)?;
    let whole = scan::ends_word(text, end) && word.fits(many);
    whole.then_some((end, Label::Full { plural: word.plural || many }))
}

/// A word for licenses at a place: its end, and whether it is a plural.
fn license_word(text: &str, start: usize) -> Option<(usize, bool)> {
    let end = scan::longest(text, start, LICENSE)?;
    let plural = scan::longest(text, end, &["s", "en", "n"]).filter(|plural| scan::ends_word(text, *plural));
    Some(plural.map_or((end, false), |end| (end, true)))
}

/// A word for an ID.
struct IdWord {
    end: usize,
    plural: bool,
    /// Whether it cannot also mean how many there are.
    names: bool,
}

impl IdWord {
    /// Whether it makes a label with one license, or with many: "number of licenses" counts them.
    fn fits(&self, many: bool) -> bool {
        self.names || !many
    }
}

/// The word for an ID at a place. An abbreviation takes its point along.
fn id_word(text: &str, start: usize) -> Option<IdWord> {
    let end = scan::longest(text, start, ID)?;
    let word = &text[start..end];
    // A digit may follow a sign.
    let ends = scan::ends_word(text, end) || word.ends_with('º');
    let names = word.get(..2).is_some_and(|first| first.eq_ignore_ascii_case("id"));
    let plural = word.ends_with(['s', 'S']);
    ends.then(|| IdWord { end: end + usize::from(text[end..].starts_with('.')), plural, names })
}

/// The number that a label announces.
fn value(text: &str, label_end: usize, label: Label) -> Option<(Range<usize>, LicenseId)> {
    let gap = scan::to_value(text, label_end);
    let at = number(text, gap.end)?;
    let digits = match label {
        Label::Full { .. } => 3..=10,
        Label::Short => 5..=9,
    };
    if !digits.contains(&at.len()) || (label == Label::Short && is_day(&text[at.clone()])) {
        return None;
    }
    // Below the label it must be all of its line, unless a sentence was only broken: "our license ID is / 700001 and".
    let broken = gap.said && gap.breaks == 1;
    if gap.breaks > 0 && !broken && scan::line_after(text, at.end).contains(scan::is_word) {
        return None;
    }
    Some((at.clone(), LicenseId::parse(&text[at]).ok()?))
}

/// A further number of a list.
fn next_in_list(text: &str, end: usize) -> Option<(Range<usize>, LicenseId)> {
    let mut place = end;
    let mut joined = false;
    for _ in 0..8 {
        let c = scan::at(text, place)?;
        if scan::is_space(c) || ",;&/#、-*>".contains(c) {
            joined |= !matches!(c, ' ' | '#');
            place += c.len_utf8();
        } else if let Some(end) = scan::longest(text, place, &["and", "und", "et", "y", "e", "or"]) {
            joined = true;
            place = end;
        } else {
            break;
        }
    }
    let at = number(text, place).filter(|at| joined && (5..=10).contains(&at.len()))?;
    Some((at.clone(), LicenseId::parse(&text[at]).ok()?))
}

/// A whole number at a place that is a part of nothing else and counts nothing.
fn number(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start + text[start..].bytes().take(20).take_while(u8::is_ascii_digit).count();
    let mut rest = text[end..].chars();
    let (next, second) = (rest.next(), rest.next());
    let goes_on = match next {
        None => false,
        Some('.' | ',' | ':' | '\'' | '’' | '·') => second.is_some_and(|c| c.is_ascii_digit()),
        Some('-' | '/' | '–') => second.is_some_and(char::is_alphanumeric),
        Some('+') => true,
        Some(c) => scan::is_word(c) || "_%@°€$£=\\".contains(c),
    };
    if start == end || goes_on {
        return None;
    }
    let after = text[end..].trim_start_matches(|c: char| c != '\n' && scan::is_space(c));
    let in_groups =
        end - start <= 3 && after.len() < text.len() - end && after.starts_with(|c: char| c.is_ascii_digit());
    (!in_groups && !counts(after)).then_some(start..end)
}

/// Whether what follows a number is what it counts: "120 users", and not the next label, "Users: 120".
fn counts(after: &str) -> bool {
    let Some(end) = scan::longest(after, 0, COUNTED) else {
        return false;
    };
    let rest = after[end..].trim_start_matches(|c: char| scan::is_word(c) || c == ' ');
    !rest.starts_with([':', '=', '：'])
}

/// Whether eight digits are a day: `20260131`.
fn is_day(digits: &str) -> bool {
    let part = |range| digits.get(range).and_then(|part: &str| part.parse::<u16>().ok());
    match (digits.len(), part(0..4), part(4..6), part(6..8)) {
        (8, Some(year @ 1900..2200), Some(month), Some(day)) => {
            let (month, day) = (u8::try_from(month).unwrap_or_default(), u8::try_from(day).unwrap_or_default());
            Date::new(i32::from(year), month, day).is_some()
        }
        _ => false,
    }
}
