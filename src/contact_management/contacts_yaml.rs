//! A project's `contacts.yaml`: written from contacts, and read as its pipeline would read it (seed 004, "Files setup" and
//! "Common troubleshooting").
//!
//! The pipeline is Ruby's, so a plain word that YAML 1.1 takes for something else than text is not believed to be a name.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::contact::{Contact, ContactList, Lines, Remark, is_address};
use super::pipeline::PipelineError;
use crate::visible::is_unseen;

/// How deep the file may be nested: a list of contacts is two deep, three in a mapping.
const MAX_DEPTH: usize = 16;

/// Writes the list of a file. Every value is quoted, so that any name comes out as it went in.
#[must_use]
pub fn write(contacts: &[Contact]) -> String {
    let entry =
        |one: &Contact| format!("- name: {}\n  email: {}\n", quoted(one.written_name()), quoted(one.email.as_str()));
    if contacts.is_empty() { "[]\n".to_owned() } else { contacts.iter().map(entry).collect() }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if !is_unseen(c) => quoted.push(c),
            c => quoted.push_str(&match u32::from(c) {
                code @ 0..=0xff => format!("\\x{code:02x}"),
                code @ 0x100..=0xffff => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    quoted.push('"');
    quoted
}

/// Reads a file.
#[must_use]
pub fn read(text: &str) -> ContactList {
    if let Some(list) = ContactList::too_long(text) {
        return list;
    }
    let mut list = ContactList::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(line) = text.lines().position(|line| line.contains(is_forbidden)) {
        let said = "A control character stands here, which YAML does not allow.";
        list.remarks.push(Remark::fail(line + 1, said, Some(PipelineError::ReadingYaml)));
        return list;
    }
    match document(text) {
        Ok(Document { root, rest }) => {
            file(root, &mut list);
            if let Some(line) = rest {
                let said = "Another document begins here, and is not read.";
                list.remarks.push(Remark::attention(line, said, None));
            }
        }
        Err((line, why)) => {
            let line = if why.contains("tab") { indented_by_tab(text, line) } else { line };
            let said = format!("This is not valid YAML: {why}.");
            list.remarks.push(Remark::fail(line, said, Some(PipelineError::ReadingYaml)));
        }
    }
    // What is missed at the end of the file is missed on its last line.
    let breaks = text.replace("\r\n", "\n").matches(['\n', '\r']).count();
    let last = if text.ends_with(['\n', '\r']) { breaks } else { breaks + 1 };
    list.remarks.iter_mut().for_each(|remark| remark.line = remark.line.clamp(1, last));
    list.remarks.sort_by_key(|remark| remark.line);
    list
}

/// The first line from here on that is indented by a tab: the reader names the line of the text before it.
fn indented_by_tab(text: &str, from: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_tabbed = |line: &str| line[..indent(line)].contains('\t');
    let mut lines = text.lines().enumerate().skip(from.saturating_sub(1));
    lines.find(|(_, line)| is_tabbed(line)).map_or(from, |(at, _)| at + 1)
}

fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')
}

/// What the contacts of a file are found in, and what else it holds.
fn file(root: Option<Node>, list: &mut ContactList) {
    let missing = |line: usize, text: &str| Remark::fail(line, text, Some(PipelineError::NoMethod));
    let Some(Node { line, content }) = root else {
        return list.remarks.push(missing(1, "The file holds no contacts."));
    };
    match content {
        Content::List(entries) => contacts(line, entries, list),
        Content::Map(pairs) => {
            let mut lists = Vec::new();
            for (key, value) in pairs {
                match value.content {
                    Content::List(entries) => lists.push((key, entries)),
                    _ => list.remarks.push(beside(&key)),
                }
            }
            match (lists.pop(), lists.is_empty()) {
                (Some((key, entries)), true) => {
                    let said = format!("The contacts stand under {}, not at the top of the file.", key.shown());
                    list.remarks.push(Remark::attention(key.line, said, None));
                    contacts(key.line, entries, list);
                }
                (Some((key, _)), false) => {
                    list.remarks.push(missing(key.line, "There is more than one list: which are the contacts?"));
                }
                (None, _) => list.remarks.push(missing(line, "The file holds no list of contacts.")),
            }
        }
        Content::Scalar { ref text, is_plain: true } if Plain::of(text) == Plain::Nothing => {
            list.remarks.push(missing(line, "The file holds no contacts."));
        }
        Content::Scalar { .. } | Content::Strange(_) => {
            list.remarks.push(missing(line, "The file is not a list of contacts: each begins with a hyphen."));
        }
    }
}

fn contacts(line: usize, entries: Vec<Node>, list: &mut ContactList) {
    if entries.is_empty() {
        let said = "The list is empty: no contact would be left.";
        list.remarks.push(Remark::fail(line, said, None));
    }
    let mut lines = Lines::default();
    for (at, entry) in entries.into_iter().enumerate() {
        let line = entry.line;
        if let Some(contact) = self::entry(at, entry, &mut list.remarks) {
            list.take(contact, line, &mut lines);
        }
    }
}

/// What stands in the file beside the contacts. The handbook has the organization's ID in it, and does not name its key.
fn beside(key: &Node) -> Remark {
    let said = format!("{} is no part of a contact: is it the organization's ID?", key.shown());
    Remark::attention(key.line, said, None)
}

/// One contact of the list; none where something is missing.
fn entry(at: usize, entry: Node, remarks: &mut Vec<Remark>) -> Option<Contact> {
    let Node { line, content } = entry;
    let Content::Map(pairs) = content else {
        let said = "This entry is no contact: it needs a name and an e-mail address.";
        remarks.push(Remark::fail(line, said, Some(PipelineError::NoMethod)));
        return None;
    };
    if let (0, [(key, value)]) = (at, pairs.as_slice())
        && value.is_number()
    {
        remarks.push(beside(key));
        return None;
    }
    let (mut name, mut email) = (None, None);
    for (key, value) in pairs {
        let place = match () {
            () if key.is("name") => &mut name,
            () if key.is("email") => &mut email,
            () => {
                let said = format!("{} is not read: a contact has a name and an email.", key.shown());
                remarks.push(Remark::attention(key.line, said, None));
                continue;
            }
        };
        if place.is_some() {
            let said = format!("{} stands here a second time, and this one counts.", key.shown());
            remarks.push(Remark::attention(key.line, said, None));
        }
        *place = Some((key.line, value));
    }
    let name = value("name", line, name, remarks);
    let email = value("email", line, email, remarks);
    let (contact, line) = match (name, email) {
        (Some((name, _)), Some((email, line))) => (Contact { name, email }, line),
        _ => return None,
    };
    if is_address(&contact.email) {
        Some(contact)
    } else {
        let said = format!("{:?} is not an e-mail address.", contact.email);
        remarks.push(Remark::fail(line, said, Some(PipelineError::SyncContacts)));
        None
    }
}

/// What a contact has under a key, with its line; none where that is missing.
fn value(key: &str, entry: usize, value: Option<(usize, Node)>, remarks: &mut Vec<Remark>) -> Option<(String, usize)> {
    let mut missing = |line: usize, said: String| {
        remarks.push(Remark::fail(line, said, Some(PipelineError::NoMethod)));
        None
    };
    let advice = if key == "name" { ": write the e-mail address there" } else { "" };
    let Some((line, value)) = value else {
        return missing(entry, format!("This contact has no {key}{advice}."));
    };
    match value.content {
        Content::Scalar { text, is_plain } => {
            let plain = if is_plain { Plain::of(&text) } else { Plain::Text };
            if text.trim().is_empty() || plain == Plain::Nothing {
                return missing(line, format!("The {key} is blank{advice}."));
            }
            if let Plain::Other(what) = plain {
                let said = format!("The {key} {text} is read as {what}: put it into quotation marks.");
                remarks.push(Remark::attention(line, said, Some(PipelineError::NoMethod)));
            }
            Some((text, line))
        }
        Content::List(_) | Content::Map(_) => missing(line, format!("The {key} is not one text.")),
        Content::Strange(what) => missing(line, format!("The {key} is {what}: write it out.")),
    }
}

/// What a word without quotation marks is to the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Text,
    Nothing,
    Other(&'static str),
}

impl Plain {
    fn of(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        let looks_like_number = || {
            let is_part = |byte: u8| byte.is_ascii_hexdigit() || b"_,.:+-xo tz".contains(&byte);
            lower.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
                && lower.bytes().all(is_part)
                && lower.bytes().any(|byte| byte.is_ascii_digit())
        };
        match lower.as_str() {
            "" | "~" | "null" => Self::Nothing,
            "yes" | "no" | "true" | "false" | "on" | "off" | "y" | "n" => Self::Other("yes or no"),
            ".inf" | "-.inf" | "+.inf" | ".nan" => Self::Other("a number"),
            "=" | "<<" => Self::Other("a sign"),
            symbol if symbol.len() > 1 && symbol.starts_with(':') => Self::Other("a symbol"),
            _ if looks_like_number() => Self::Other("a number or a date"),
            _ => Self::Text,
        }
    }
}

/// A part of a file, with the line on which it begins.
#[derive(Debug)]
struct Node {
    line: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Scalar {
        text: String,
        is_plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// Something that a list of contacts has no use for.
    Strange(&'static str),
}

impl Node {
    fn is(&self, key: &str) -> bool {
        matches!(&self.content, Content::Scalar { text, .. } if text == key)
    }

    fn is_number(&self) -> bool {
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        matches!(&self.content, Content::Scalar { text, .. } if is_digits(text))
    }

    fn shown(&self) -> String {
        match &self.content {
            Content::Scalar { text, .. } => format!("{text:?}"),
            _ => "This".to_owned(),
        }
    }
}

/// The first document of a file, and the line on which another begins.
struct Document {
    root: Option<Node>,
    rest: Option<usize>,
}

/// A list or mapping whose end was not reached; the keys and values of a mapping stand one after the other.
struct Open {
    line: usize,
    is_map: bool,
    parts: Vec<Node>,
}

impl Open {
    fn close(self) -> Node {
        let content = if self.is_map {
            let mut pairs = Vec::with_capacity(self.parts.len() / 2);
            let mut parts = self.parts.into_iter();
            while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                pairs.push((key, value));
            }
            Content::Map(pairs)
        } else {
            Content::List(self.parts)
        };
        Node { line: self.line, content }
    }
}

/// Reads the first document; else the line on which it stops being YAML, and why.
fn document(text: &str) -> Result<Document, (usize, String)> {
    let mut parser = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| (error.marker().line(), error.info().to_owned()))?;
        let line = span.start.line();
        let content = match event {
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => continue,
            Event::DocumentEnd => break,
            Event::StreamEnd => return Ok(Document { root, rest: None }),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= MAX_DEPTH => {
                return Err((line, "it is nested too deeply for a list of contacts".to_owned()));
            }
            Event::SequenceStart(..) => {
                open.push(Open { line, is_map: false, parts: Vec::new() });
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open { line, is_map: true, parts: Vec::new() });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(open) => open.close(),
                None => continue,
            },
            Event::Alias(_) => Node { line, content: Content::Strange("a reference to another part") },
            Event::Scalar(text, style, _, tag) => {
                let is_text = tag.as_ref().is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let content = if tag.is_some() && !is_text {
                    Content::Strange("marked with a tag")
                } else {
                    let is_plain = style == ScalarStyle::Plain && !is_text;
                    Content::Scalar { text: text.into_owned(), is_plain }
                };
                Node { line, content }
            }
        };
        match open.last_mut() {
            Some(open) => open.parts.push(content),
            None => root = Some(content),
        }
    }
    // What follows is not read, whether it is YAML or not.
    let rest = match parser.next_event() {
        Some(Ok((Event::DocumentStart(_), span))) => Some(span.start.line()),
        Some(Err(error)) => Some(error.marker().line()),
        _ => None,
    };
    Ok(Document { root, rest })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::Outcome::{Attention, Fail};

    fn contact(name: &str, email: &str) -> Contact {
        Contact { name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn a_name_that_is_not_known_is_the_address() {
        let written = write(&[contact(" ", "a@acme.example"), contact("Bob", "b@acme.example")]);
        let expected = "- name: \"a@acme.example\"\n  email: \"a@acme.example\"\n\
                        - name: \"Bob\"\n  email: \"b@acme.example\"\n";
        assert_eq!(written, expected);
        assert_eq!(write(&[]), "[]\n");
    }

    #[test]
    fn every_name_comes_out_as_it_went_in() {
        for name in [
            "yes",
            "no",
            "null",
            "~",
            "1e3",
            "0x1F",
            "1_000",
            "12:30:00",
            "2026-11-22",
            ".inf",
            "=",
            "<<",
            ":symbol",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "#a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "{a: b}",
            "[a]",
            "---",
            "...",
            "'",
            "\"",
            "\\",
            "\\n",
            "a\nb",
            "a\r\nb",
            "\ta",
            " a ",
            "\u{0}",
            "\u{7f}",
            "a\u{85}b",
            "a\u{a0}",
            "a\u{2028}b",
            "\u{feff}a",
            "\u{ffff}",
            "\u{202e}a",
            "Ünï 株式会社 🦊",
            "O'Neil \"Bob\" \\ Inc: #1",
        ] {
            let contacts = [contact(name, "a@acme.example")];
            let list = read(&write(&contacts));
            assert_eq!((&list.contacts[..], list.remarks.len()), (&contacts[..], 0), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(names in proptest::collection::vec("(\\PC|[\\pC\\pZ\"'\\\\:#\n-]){0,20}", 1..8)) {
            let contacts: Vec<_> =
                names.iter().enumerate().map(|(at, name)| contact(name, &format!("a{at}@acme.example"))).collect();
            let named: Vec<_> =
                contacts.iter().map(|one| contact(one.written_name(), &one.email)).collect();
            let written = write(&contacts);
            prop_assert!(!written.contains(is_unseen), "{:?}", written);
            let list = read(&written);
            prop_assert_eq!(list.remarks, []);
            prop_assert_eq!(list.contacts, named);
        }

        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn any_yaml_is_read(parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "- ", "name", "email", ": ", "\n", "  ", "a@b.co", "\"", "'", "[", "]", "{", "}", ",", "#", "&a", "*a",
                "!!str", "!x", "|", ">", "---", "...", "? ", "%YAML 1.2", "\t", "\r", "é", "~", "1e3", "\\", "<<",
            ]), 0..60)) {
            let list = read(&parts.concat());
            let lines = parts.iter().filter(|part| matches!(**part, "\n" | "\r")).count() + 1;
            prop_assert!(list.remarks.iter().all(|remark| (1..=lines).contains(&remark.line)), "{:?}", list.remarks);
        }
    }

    #[test]
    fn a_file_that_is_in_order() {
        for text in [
            "- name: Alice\n  email: alice@acme.example\n",
            "---\n# The contacts\n- name: 'Alice'\n  email: \"alice@acme.example\"\n...\n",
            "- email: alice@acme.example\n  name: Alice\n",
            "- {name: Alice, email: alice@acme.example}",
            "\u{feff}- name: Alice\r\n  email: alice@acme.example\r\n",
            "  - name: |-\n      Alice\n    email: alice@acme.example",
            "- name: !!str Alice\n  email: alice@acme.example",
            "-\n  name: Alice\n  email: alice@acme.example",
        ] {
            let list = read(text);
            assert_eq!((list.contacts, list.remarks), (vec![contact("Alice", "alice@acme.example")], vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_its_pipeline_error() {
        use PipelineError::{NoMethod, ReadingYaml, SyncContacts};
        const ALICE: &str = "- name: Alice\n  email: alice@acme.example\n";
        for (text, remarks) in [
            // Not YAML.
            ("- name: Alice: Bob\n  email: a@b.co", &[(1_usize, Fail, Some(ReadingYaml))] as &[_]),
            ("- name: \"Alice\n  email: a@b.co\n", &[(1, Fail, Some(ReadingYaml))]),
            ("- name: Alice\n email: a@b.co\n", &[(2, Fail, Some(ReadingYaml))]),
            ("- name: Alice\n\temail: a@b.co\n", &[(2, Fail, Some(ReadingYaml))]),
            ("- name: @alice\n  email: a@b.co\n", &[(1, Fail, Some(ReadingYaml))]),
            ("- name: A\u{7}\n  email: a@b.co\n", &[(1, Fail, Some(ReadingYaml))]),
            // No list.
            ("", &[(1, Fail, Some(NoMethod))]),
            ("# nothing\n", &[(1, Fail, Some(NoMethod))]),
            ("null\n", &[(1, Fail, Some(NoMethod))]),
            ("alice@acme.example\n", &[(1, Fail, Some(NoMethod))]),
            ("contacts: none\n", &[(1, Attention, None), (1, Fail, Some(NoMethod))]),
            ("a: []\nb: []\n", &[(2, Fail, Some(NoMethod))]),
            ("[]\n", &[(1, Fail, None)]),
            // Something is missing.
            ("- email: a@b.co\n", &[(1, Fail, Some(NoMethod))]),
            ("- name: Alice\n", &[(1, Fail, Some(NoMethod))]),
            ("- name:\n  email: a@b.co\n", &[(1, Fail, Some(NoMethod))]),
            ("- name: Alice\n  email: ~\n", &[(2, Fail, Some(NoMethod))]),
            ("- name: Alice\n  email: \"  \"\n", &[(2, Fail, Some(NoMethod))]),
            ("- name:\n  email:\n", &[(1, Fail, Some(NoMethod)), (2, Fail, Some(NoMethod))]),
            ("- alice@acme.example\n", &[(1, Fail, Some(NoMethod))]),
            ("- {}\n", &[(1, Fail, Some(NoMethod)), (1, Fail, Some(NoMethod))]),
            (
                "- Name: A\n  Email: a@b.co\n",
                &[(1, Attention, None), (1, Fail, Some(NoMethod)), (1, Fail, Some(NoMethod)), (2, Attention, None)],
            ),
            ("- - name: Alice\n", &[(1, Fail, Some(NoMethod))]),
            ("- name: [Alice]\n  email: a@b.co\n", &[(1, Fail, Some(NoMethod))]),
            ("- &a\n  name: Alice\n  email: a@b.co\n- *a\n", &[(4, Fail, Some(NoMethod))]),
            ("- name: !ruby/object:Object x\n  email: a@b.co\n", &[(1, Fail, Some(NoMethod))]),
            // Not a text.
            ("- name: yes\n  email: a@b.co\n", &[(1, Attention, Some(NoMethod))]),
            ("- name: 1e3\n  email: a@b.co\n", &[(1, Attention, Some(NoMethod))]),
            ("- name: 2026-11-22\n  email: a@b.co\n", &[(1, Attention, Some(NoMethod))]),
            // Not an address.
            ("- name: Alice\n  email: alice\n", &[(2, Fail, Some(SyncContacts))]),
            ("- name: Alice\n  email: \" a@b.co\"\n", &[(2, Fail, Some(SyncContacts))]),
            // Twice, or more than there is to read.
            ("- name: A\n  email: a@b.co\n\n- name: A\n  email: A@B.co\n", &[(4, Attention, None)]),
            ("- name: A\n  name: B\n  email: a@b.co\n", &[(2, Attention, None)]),
            ("- name: A\n  email: a@b.co\n  phone: 1\n", &[(3, Attention, None)]),
            ("- Name: A\n  email: a@b.co\n", &[(1, Attention, None), (1, Fail, Some(NoMethod))]),
            ("- name: A\n  email: a@b.co\n---\n- name: B\n", &[(3, Attention, None)]),
        ] {
            for (before, lines) in [("", 0), ("# A comment\n\n", 2)] {
                let list = read(&format!("{before}{text}"));
                let found: Vec<_> = list.remarks.iter().map(|one| (one.line, one.outcome, one.pipeline)).collect();
                let expected: Vec<_> =
                    remarks.iter().map(|(line, outcome, error)| (line + lines, *outcome, *error)).collect();
                let is_blank = text.trim().is_empty() || text.starts_with('#');
                if lines == 0 || !is_blank {
                    assert_eq!(found, expected, "{text:?} after {before:?}: {:?}", list.remarks);
                }
            }
        }
        // What is wrong in one contact does not hide another.
        let list = read(&format!("{ALICE}- name: Bob\n{ALICE}"));
        assert_eq!((list.contacts.len(), list.remarks.len()), (1, 2), "{:?}", list.remarks);
    }

    #[test]
    fn the_organizations_id_may_stand_beside_the_contacts() {
        const CONTACT: &str = "- name: A\n  email: a@acme.example\n";
        for (text, lines) in [
            (format!("- organization_id: 9306291001001\n{CONTACT}"), &[1_usize] as &[_]),
            (format!("organization: 9306291001001\ncontacts:\n{CONTACT}"), &[1, 2]),
            (format!("contacts:\n{CONTACT}"), &[1]),
        ] {
            let list = read(&text);
            let found: Vec<_> = list.remarks.iter().map(|remark| remark.line).collect();
            assert_eq!((found.as_slice(), list.contacts.len(), list.is_valid()), (lines, 1, true), "{text}");
        }
    }

    #[test]
    fn a_hostile_file_takes_no_longer_than_others() {
        for unit in
            ["[", "{", "- ", "? ", "a: ", "&a ", "*a ", "\"", "'", "|\n", "- - -\n", "# \n", "---\n", "{a: ", "a,"]
        {
            let length = super::super::contact::MAX_LENGTH;
            let _ = read(&unit.repeat(length / unit.len()));
            let _ = read(&format!("- name: {}", unit.repeat(length / 2 / unit.len())));
        }
    }
}
