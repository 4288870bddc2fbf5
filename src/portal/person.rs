//! A person with an e-mail address, in every arrangement with one meaning: `Name <address>`, `Name (address)`,
//! `Name - address`, the address alone, or an address that only a link has.
//!
//! There has to be exactly one address, in the text and in the links together. What else the value shows may only be set
//! apart from it as a name is: in `formerly ada@example.com` the address is somebody's, and whose is not for us to say.

use std::ops::Deref;

use scraper::{ElementRef, Node};

use super::fields::Value;
use super::host::{MAIL_LABELS, MAILTO, Model, markup};
use super::url::linked_record;
use crate::shown::Shown;

/// What a value shows of a person.
#[derive(Debug, PartialEq)]
pub(super) struct Person {
    /// The address, in the letter case shown.
    pub email: Shown<String>,
    /// The name.
    pub name: Shown<String>,
}

/// How often one address may be shown.
const MAX_ADDRESSES: usize = 8;

/// The edge of an element within a line: an address does not reach over it.
const EDGE: char = '\0';
/// A link to an address whose own text is no address.
const LINK: char = '\u{1}';
/// The edge of a link that is not the person's record.
const LINK_EDGE: char = '\u{2}';

/// What sets an address apart from a name before it, and after it. Dashes within a line need space around them.
const OPENING: [(char, char); 3] = [('<', '>'), ('(', ')'), ('[', ']')];
const APART: [char; 7] = [',', ';', '|', '-', '–', '—', '\n'];

/// Reads a person; the links of the value to records of `model` are to the person's own record.
pub(super) fn read(value: &Value<'_>, model: Model) -> Person {
    let parts = Parts::of(value, model);
    match parts.person(value) {
        Some(person) => person,
        None => Person { email: value.unreadable(), name: Shown::Absent },
    }
}

/// Reads the one address that a value shows, or links to.
pub(super) fn address(value: &Value<'_>, model: Model) -> Shown<String> {
    match read(value, model) {
        // A text that is no address: it is there, and it is not what the field is for.
        Person { email: Shown::Absent, name: Shown::Read(_) } => value.unreadable(),
        person => person.email,
    }
}

/// What a value shows, taken apart.
#[derive(Default)]
struct Parts {
    /// Its text, with the marks above.
    text: String,
    /// The addresses of its links; none where a link has no single one.
    linked: Option<Vec<String>>,
    /// The texts of the links that are no addresses themselves.
    labels: Vec<String>,
}

type NodeRef<'a> = <ElementRef<'a> as Deref>::Target;

/// What is still to be looked at.
enum Next<'a> {
    Node(NodeRef<'a>),
    Mark(char),
}

impl Parts {
    fn of(value: &Value<'_>, model: Model) -> Self {
        let mut parts = Self { linked: Some(Vec::new()), ..Self::default() };
        let mut waiting = vec![Next::Node(*value.element())];
        while let Some(next) = waiting.pop() {
            let node = match next {
                Next::Mark(mark) => {
                    parts.text.push(mark);
                    continue;
                }
                Next::Node(node) => node,
            };
            match node.value() {
                // No control character of the page's is one of ours.
                Node::Text(text) => parts.text.extend(text.chars().map(|c| if is_mark(c) { '\u{fffd}' } else { c })),
                Node::Element(inner) if markup::NOT_SHOWN.contains(&inner.name()) => {}
                Node::Element(inner) => {
                    let href = inner.attr("href").filter(|_| inner.name() == "a").unwrap_or_default();
                    if let Some(address) = strip_mailto(href) {
                        parts.take_link(node, address);
                        continue;
                    }
                    let is_own = linked_record(href).is_some_and(|(linked, _)| linked == model.name());
                    let mark = match inner.name() {
                        name if markup::LINES.contains(&name) => Some('\n'),
                        "wbr" => None,
                        "a" if is_own => Some('\n'),
                        "a" => Some(LINK_EDGE),
                        _ => Some(EDGE),
                    };
                    parts.text.extend(mark);
                    waiting.extend(mark.map(Next::Mark));
                    waiting.extend(node.children().rev().map(Next::Node));
                }
                _ => waiting.extend(node.children().rev().map(Next::Node)),
            }
        }
        parts
    }

    /// Takes a link to an address: `mailto:` and what follows it.
    fn take_link(&mut self, link: NodeRef<'_>, address: &str) {
        match (linked_address(address), &mut self.linked) {
            (Some(address), Some(linked)) => linked.push(address),
            (None, linked) => *linked = None,
            (Some(_), None) => {}
        }
        let label = ElementRef::wrap(link).map(super::fields::shown_text).unwrap_or_default();
        let label: String = label.chars().filter(|c| !is_mark(*c)).collect();
        self.text.push(LINK_EDGE);
        if has_at(&label) {
            self.text.push_str(&label);
        } else {
            self.text.push(LINK);
            self.labels.push(label.trim().to_owned());
        }
        self.text.push(LINK_EDGE);
    }

    /// The person; none where there is no single meaning.
    fn person(self, value: &Value<'_>) -> Option<Person> {
        let links: Vec<_> = value.links().collect();
        let name = |text: &str| {
            let text = text.replace(LINK_EDGE, " ").split_whitespace().collect::<Vec<_>>().join(" ");
            let is_label = MAIL_LABELS.contains(&text.to_lowercase().as_str());
            // What stands for a contact without a name or an address is not a person's name: RailsAdmin's own title for
            // the record, or the link's own address (page `billing_account_list`, account 1014).
            let is_record = is_record_title(&text) || links.contains(&text.as_str());
            let is_name = text.chars().any(char::is_alphanumeric);
            (is_name && !is_label && !is_record).then_some(text)
        };
        let linked = self.linked?;
        let plain: String = self.text.chars().filter(|c| *c != EDGE).collect();
        let whole = plain.trim_matches(|c: char| c.is_whitespace() || c == LINK_EDGE);
        let mut found = Vec::new();
        for (at, word) in words(&self.text) {
            if has_at(word) {
                found.push((at..at + word.len(), address_in(word, whole)?));
            } else if word.starts_with(LINK) {
                found.push((at..at + word.len(), String::new()));
            }
        }
        // So many are no one person's, and each is compared with every link.
        if found.len() > MAX_ADDRESSES {
            return None;
        }
        let mut addresses =
            found.iter().map(|(_, address)| address).filter(|address| !address.is_empty()).chain(&linked);
        let Some(email) = addresses.next() else {
            let name = name(whole.trim_matches(is_apart)).map_or(Shown::Absent, Shown::Read);
            return Some(Person { email: Shown::Absent, name });
        };
        if addresses.any(|other| !other.eq_ignore_ascii_case(email)) {
            return None;
        }
        let mut names = Vec::new();
        let mut from = 0;
        let ends = found.iter().map(|(range, _)| Some(range.clone())).chain([None]);
        let mut opened = None;
        for range in ends {
            let piece = &self.text[from..range.as_ref().map_or(self.text.len(), |range| range.start)];
            let is_first = from == 0;
            let (piece, opens) = Self::piece(piece, (!is_first).then_some(opened), range.is_some())?;
            opened = opens;
            names.extend(name(&piece));
            from = range.map_or(self.text.len(), |range| range.end);
        }
        if names.is_empty() {
            names.extend(self.labels.iter().filter_map(|label| name(label)));
        }
        names.dedup();
        let name = match names.as_slice() {
            [one] => Shown::Read(one.clone()),
            _ => Shown::Absent,
        };
        Some(Person { email: Shown::Read(email.clone()), name })
    }

    /// What stands before, between or after addresses: without what sets it apart from them, and the bracket that it opens.
    /// `after` is the bracket that was open before it, where an address is. None where it is not set apart.
    fn piece(piece: &str, after: Option<Option<char>>, before: bool) -> Option<(String, Option<char>)> {
        let text: String = piece.chars().filter(|c| *c != EDGE).collect();
        let blank = |c: char| c == LINK_EDGE || (c.is_whitespace() && c != '\n');
        let mut text = text.as_str();
        if let Some(opened) = after {
            text = text.trim_start_matches(blank);
            if let Some(close) = opened {
                text = text.trim_start_matches('\n').trim_start_matches(blank).strip_prefix(close)?;
            } else if !text.starts_with(APART) {
                // `ada@example.com (Ada)`: the bracket is the name's.
                let bracket = OPENING.iter().find(|(open, _)| !before && text.starts_with(*open));
                if let Some((open, close)) = bracket {
                    text = text.strip_prefix(*open)?.trim_end_matches(is_apart).strip_suffix(*close)?;
                }
                text.chars().next().is_none_or(|c| !c.is_lowercase()).then_some(())?;
            }
        }
        let mut opens = None;
        if before {
            text = text.trim_end_matches(blank);
            let above = text.trim_end_matches(|c| blank(c) || c == '\n');
            let open = OPENING.iter().find_map(|(open, close)| Some((above.strip_suffix(*open)?, *close)));
            if let Some((rest, close)) = open {
                text = rest;
                opens = Some(close);
            } else if let Some(rest) = above.strip_suffix(':') {
                let label = rest.rsplit(['\n', ',', ';', '|', LINK_EDGE]).next().unwrap_or_default().trim();
                MAIL_LABELS.contains(&label.to_lowercase().as_str()).then_some(())?;
                text = rest.strip_suffix(label).unwrap_or(rest);
            } else if !text.is_empty() && !text.ends_with(APART) {
                let last = text.rsplit(|c: char| c.is_whitespace() || c == LINK_EDGE).next().unwrap_or_default();
                last.chars().next().is_none_or(|c| !c.is_lowercase()).then_some(())?;
            }
        }
        Some((text.trim_matches(is_apart).to_owned(), opens))
    }
}

fn is_apart(c: char) -> bool {
    c.is_whitespace() || APART.contains(&c) || is_mark(c)
}

fn is_mark(c: char) -> bool {
    [EDGE, LINK, LINK_EDGE].contains(&c)
}

fn has_at(text: &str) -> bool {
    text.contains(['@', '＠'])
}

/// The words of a text, each with its place. A link to an address is one.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let splits = |c: char| c.is_whitespace() || "<>()[]{},;:\"|–—".contains(c) || c == LINK_EDGE;
    text.split(splits).map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The address that a word is, where nothing hides in it. Beside other words it has a whole domain and no slash.
fn address_in(word: &str, whole: &str) -> Option<String> {
    if word.trim_matches(EDGE).contains(EDGE) {
        return None;
    }
    let word = word.trim_matches(EDGE);
    if word == whole && is_email(word) {
        return Some(word.to_owned());
    }
    let quoted = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let address = quoted.unwrap_or(word);
    let address = address.strip_suffix('.').unwrap_or(address);
    let (local, domain) = address.split_once('@')?;
    let labels_are_whole = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    let begins_well = !local.starts_with(['.', '-']) && !domain.starts_with('-') && !domain.ends_with('-');
    (is_email(address) && labels_are_whole && begins_well && !address.contains('/')).then(|| address.to_owned())
}

/// Whether the whole text is one address: enough to tell an address from a name, not to judge it.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let clean = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| {
                c.is_whitespace() || c.is_control() || is_invisible(c) || "@＠<>(),;:\"[]\\…".contains(c)
            })
    };
    clean(local) && clean(domain)
}

/// Characters that change or hide what is seen: soft hyphen, zero-width characters, direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

/// What follows `mailto:`, in any letter case.
fn strip_mailto(href: &str) -> Option<&str> {
    let href = href.trim();
    let scheme = href.get(..MAILTO.len())?;
    scheme.eq_ignore_ascii_case(MAILTO).then(|| &href[MAILTO.len()..])
}

/// The one address that a link goes to.
fn linked_address(target: &str) -> Option<String> {
    let (to, query) = target.split_once('?').unwrap_or((target, ""));
    let names_another =
        query.split('&').any(|pair| ["to", "cc", "bcc"].iter().any(|key| pair.split('=').next() == Some(*key)));
    let address = decode(to)?;
    let address = address.trim();
    (!names_another && is_email(address)).then(|| address.to_owned())
}

/// Percent-decodes a text; none where that is not possible.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn is_record_title(text: &str) -> bool {
    text.split_once(" #").is_some_and(|(class, id)| {
        !class.is_empty()
            && class.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b':')
            && !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
    })
}
