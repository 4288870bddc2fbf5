//! Contacts, and what there is to say about a list of them, line by line.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::pipeline::PipelineError;
use super::{CONTACT_LIMIT, PROJECT_CONTACT_LIMIT, contacts_csv, contacts_yaml};
use crate::checks::Outcome;

/// The longest list that is read, in bytes: some thousand contacts.
pub const MAX_LENGTH: usize = 128 * 1024;

/// The most remarks that are shown of one list.
const MAX_REMARKS: usize = 100;

/// A contact of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The contact's name; blank where it is not known.
    pub name: String,
    /// The contact's address.
    pub email: String,
}

impl Contact {
    /// What stands for the name in the project's file, which has to have one (seed 004, "Files setup").
    #[must_use]
    pub fn written_name(&self) -> &str {
        if self.name.trim().is_empty() { &self.email } else { &self.name }
    }

    /// Whether both are one contact: their addresses are one, in any letter case.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        same_address(&self.email, &other.email)
    }
}

/// Whether two addresses are one: whatever their letter case, and the white space around them.
#[must_use]
pub fn same_address(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// An address in the form that [the same addresses](same_address) share.
#[must_use]
pub fn folded_address(address: &str) -> String {
    address.trim().to_ascii_lowercase()
}

/// The lines on which the addresses of a list stand first.
#[derive(Debug, Default)]
pub(super) struct Lines(HashMap<String, usize>);

/// Whether the whole text is one e-mail address such as Zendesk takes: a name of ASCII without quotation marks, and a
/// domain with a dot.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let is_in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_in_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        (1..64).contains(&label.len())
            && label.bytes().all(is_in_label)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (1..=64).contains(&name.len())
        && name.bytes().all(is_in_name)
        && name.split('.').all(|part| !part.is_empty())
        && domain.len() <= 253
        && domain.split('.').all(is_label)
        && domain.rsplit_once('.').is_some_and(|(_, top)| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()))
}

/// Something to say about a line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The line, counted from 1.
    pub line: usize,
    /// [`Outcome::Fail`] for what has to be mended, [`Outcome::Attention`] for what is to be looked at.
    pub outcome: Outcome,
    /// What it is, as a sentence.
    pub text: String,
    /// What the project's pipeline would fail with, where that is known.
    pub pipeline: Option<PipelineError>,
}

impl Remark {
    pub(super) fn fail(line: usize, text: impl Into<String>, pipeline: Option<PipelineError>) -> Self {
        Self { line, outcome: Outcome::Fail, text: text.into(), pipeline }
    }

    pub(super) fn attention(line: usize, text: impl Into<String>, pipeline: Option<PipelineError>) -> Self {
        Self { line, outcome: Outcome::Attention, text: text.into(), pipeline }
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// As a project's `contacts.yaml`.
    Yaml,
    /// As a table, such as one exported from Zendesk.
    Csv,
}

/// A list of contacts that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactList {
    /// The contacts that could be read, each once.
    pub contacts: Vec<Contact>,
    /// What there is to say about it, in the order of its lines.
    pub remarks: Vec<Remark>,
}

/// The contacts of which only one of two lists knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those that the list lacks.
    pub missing: Vec<Contact>,
    /// Those that only the list has.
    pub added: Vec<Contact>,
}

impl ContactList {
    /// Reads a list, in whichever of the two forms it is.
    #[must_use]
    pub fn read(text: &str) -> (Format, Self) {
        let format = Format::of(text);
        let list = match format {
            Format::Yaml => contacts_yaml::read(text),
            Format::Csv => contacts_csv::read(text),
        };
        (format, list)
    }

    /// Whether nothing in it has to be mended.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.remarks.iter().all(|remark| remark.outcome != Outcome::Fail)
    }

    /// A list that is too long to be read; none for one that is not.
    pub(super) fn too_long(text: &str) -> Option<Self> {
        let remark = || Remark::fail(1, format!("It is longer than {} KB, and was not read.", MAX_LENGTH / 1024), None);
        (text.len() > MAX_LENGTH).then(|| Self { contacts: Vec::new(), remarks: vec![remark()] })
    }

    /// Takes a contact of a line, if no line before has it. The lines of the addresses so far are `lines`.
    pub(super) fn take(&mut self, contact: Contact, line: usize, lines: &mut Lines) {
        match lines.0.entry(folded_address(&contact.email)) {
            Entry::Occupied(before) => {
                let text = format!("{} is on line {} already.", contact.email, before.get());
                self.remarks.push(Remark::attention(line, text, None));
            }
            Entry::Vacant(new) => {
                new.insert(line);
                self.contacts.push(contact);
                if self.contacts.len() == PROJECT_CONTACT_LIMIT + 1 {
                    let text = format!("From here on there are more than {PROJECT_CONTACT_LIMIT} contacts.");
                    self.remarks.push(Remark::attention(line, text, None));
                }
            }
        }
    }

    /// So many of the remarks as are shown, what has to be mended first and then by their lines; and how many more there
    /// are.
    #[must_use]
    pub fn shown_remarks(&self) -> (Vec<Remark>, usize) {
        if self.remarks.len() <= MAX_REMARKS {
            return (self.remarks.clone(), 0);
        }
        let (fails, others): (Vec<_>, Vec<_>) = self.remarks.iter().partition(|remark| remark.outcome == Outcome::Fail);
        let shown = fails.into_iter().chain(others).take(MAX_REMARKS).cloned().collect();
        (shown, self.remarks.len() - MAX_REMARKS)
    }

    /// What is to be said about how many there are; none where there is nothing.
    #[must_use]
    pub fn limit_remark(&self) -> Option<String> {
        let count = self.contacts.len();
        let without = usize::try_from(CONTACT_LIMIT).unwrap_or(usize::MAX);
        if count > PROJECT_CONTACT_LIMIT {
            Some(format!(
                "{count} contacts: at most {PROJECT_CONTACT_LIMIT} with a contact management project, {CONTACT_LIMIT} \
                 without."
            ))
        } else if count > without {
            Some(format!("{count} contacts: more than the {CONTACT_LIMIT} that there may be without such a project."))
        } else {
            None
        }
    }

    /// How it differs from what the organization has in Zendesk (seed 004, "Files setup").
    #[must_use]
    pub fn difference(&self, organization: &[Contact]) -> Difference {
        let without = |some: &[Contact], others: &[Contact]| {
            let others: HashSet<_> = others.iter().map(|other| folded_address(&other.email)).collect();
            some.iter().filter(|one| !others.contains(&folded_address(&one.email))).cloned().collect()
        };
        Difference { missing: without(organization, &self.contacts), added: without(&self.contacts, organization) }
    }
}

impl Format {
    /// How a text is written, by its first line that says something.
    fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let is_key = |colon: usize| {
            let rest = &line[colon + 1..];
            (rest.is_empty() || rest.starts_with(' ')) && !line[..colon].contains([',', ';', '\t', '"'])
        };
        let is_yaml = line.starts_with(['-', '[', '{', '#', '%']) || line.find(':').is_some_and(is_key);
        if is_yaml { Self::Yaml } else { Self::Csv }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(name: &str, email: &str) -> Contact {
        Contact { name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn what_is_an_address() {
        for (text, is) in [
            ("alice@acme.example", true),
            ("o'neil+gitlab@acme-group.co.uk", true),
            ("_ops@acme.example", true),
            ("a@xn--80ak6aa92e.com", true),
            ("", false),
            ("alice", false),
            ("alice@", false),
            ("@acme.example", false),
            ("alice@acme", false),
            ("alice@acme.", false),
            ("alice@.example", false),
            ("alice@acme..example", false),
            ("alice@-acme.example", false),
            ("alice@acme.1", false),
            ("alice@10.0.0.1", false),
            ("a..b@acme.example", false),
            (".a@acme.example", false),
            ("a@b@acme.example", false),
            ("alice @acme.example", false),
            (" alice@acme.example", false),
            ("alice@acme.example,", false),
            ("<alice@acme.example>", false),
            ("\"al ice\"@acme.example", false),
            ("müller@acme.example", false),
            ("alice@müller.example", false),
            ("mailto:alice@acme.example", false),
        ] {
            assert_eq!(is_address(text), is, "{text:?}");
        }
    }

    #[test]
    fn an_address_is_one_in_any_letter_case() {
        for (one, other, same) in [
            ("Alice@Acme.Example", " alice@acme.example ", true),
            ("alice@acme.example", "alicia@acme.example", false),
            // A sign whose lower case is an ASCII letter.
            ("kim@acme.example", "\u{212a}im@acme.example", false),
        ] {
            assert_eq!(same_address(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn the_form_of_a_list_is_told_by_its_beginning() {
        for (text, format) in [
            ("- name: A\n  email: a@b.co", Format::Yaml),
            ("\u{feff}\n---\n- name: A", Format::Yaml),
            ("# The contacts\n- name: A", Format::Yaml),
            ("contacts:\n  - name: A", Format::Yaml),
            ("organization_id: 1\n", Format::Yaml),
            ("[]", Format::Yaml),
            ("name,email\nA,a@b.co", Format::Csv),
            ("\"name\";\"email\"", Format::Csv),
            ("Query,organization:9306291001001", Format::Csv),
            ("\"Doe: Jane\",jane@b.co", Format::Csv),
            ("Doe,Jane: x", Format::Csv),
            ("alice@acme.example", Format::Csv),
            ("", Format::Csv),
        ] {
            assert_eq!(Format::of(text), format, "{text:?}");
        }
    }

    #[test]
    fn how_many_contacts_there_may_be() {
        for (count, remark) in [
            (0, None),
            (30, None),
            (31, Some("31 contacts: more than the 30 that there may be without such a project.")),
            (50, Some("50 contacts: more than the 30 that there may be without such a project.")),
            (51, Some("51 contacts: at most 50 with a contact management project, 30 without.")),
        ] {
            let contacts = (0..count).map(|at| contact("", &format!("a{at}@acme.example"))).collect();
            let list = ContactList { contacts, remarks: Vec::new() };
            assert_eq!(list.limit_remark().as_deref(), remark, "{count}");
        }
    }

    #[test]
    fn the_contact_above_the_limit_is_named_by_its_line() {
        for (count, lines) in [(50, &[] as &[usize]), (51, &[101]), (60, &[101])] {
            let text: String = (1..=count).map(|at| format!("- name: A\n  email: a{at}@acme.example\n")).collect();
            let (_, list) = ContactList::read(&text);
            let found: Vec<_> = list.remarks.iter().map(|remark| remark.line).collect();
            assert_eq!((found.as_slice(), list.is_valid()), (lines, true), "{count}");
        }
    }

    #[test]
    fn a_list_is_compared_with_the_organization() {
        let list = ContactList {
            contacts: vec![contact("A", "a@acme.example"), contact("B", "b@acme.example")],
            remarks: Vec::new(),
        };
        let organization = [contact("Another name", "A@Acme.example"), contact("C", "c@acme.example")];
        let difference = list.difference(&organization);
        assert_eq!(difference.missing, [contact("C", "c@acme.example")]);
        assert_eq!(difference.added, [contact("B", "b@acme.example")]);
    }

    #[test]
    fn only_so_many_remarks_are_shown_and_what_has_to_be_mended_first() {
        let many = "a@b.co\n".repeat(150) + "x\n";
        let (_, list) = ContactList::read(&many);
        let (shown, more) = list.shown_remarks();
        assert_eq!((list.remarks.len(), shown.len(), more), (150, MAX_REMARKS, 50));
        assert_eq!((shown[0].line, shown[0].outcome, shown[1].line), (151, Outcome::Fail, 2));
        assert!(!list.is_valid());
    }

    #[test]
    fn what_is_too_long_is_not_read() {
        for format in ["- name: A\n  email: a@b.co\n", "name,email\n"] {
            let (_, list) = ContactList::read(&format.repeat(MAX_LENGTH / format.len() + 1));
            assert_eq!((list.contacts.len(), list.remarks.len(), list.is_valid()), (0, 1, false), "{format:?}");
        }
    }
}
