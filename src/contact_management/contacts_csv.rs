//! Contacts in a table, as Zendesk's Advanced search exports them: a name and an e-mail address a row (seed 004, "Intro
//! stage"). What an export begins with is passed over, and a table without a head is read by where its addresses stand.

use csv::StringRecord;

use super::contact::{Contact, ContactList, Lines, Remark, is_address};
use crate::table::{self, is, trim};

/// The first cell of the row in which an export repeats what was searched for.
const QUERY: &str = "Query";

/// Reads a table.
#[must_use]
pub fn read(text: &str) -> ContactList {
    if let Some(list) = ContactList::too_long(text) {
        return list;
    }
    let text = text.trim_start_matches('\u{feff}');
    let read = |separator| Table::read(text, separator);
    let better = |best: Table, other: Table| if other.rank() > best.rank() { other } else { best };
    let table = table::SEPARATORS.map(read).into_iter().reduce(better).unwrap_or_default();
    let mut list = table.list;
    if list.contacts.is_empty() && list.remarks.is_empty() {
        let said = "There is no contact: a row is to have a name and an e-mail address.";
        list.remarks.push(Remark::fail(1, said, None));
    }
    list
}

#[derive(Default)]
struct Table {
    columns: Option<Columns>,
    list: ContactList,
}

#[derive(Clone, Copy)]
struct Columns {
    name: usize,
    email: usize,
}

impl Table {
    fn read(text: &str, separator: u8) -> Self {
        let mut table = Self::default();
        let mut lines = Lines::default();
        let mut here = Line { number: 1, at: 0 };
        for row in table::rows(text, separator) {
            let cells: Vec<&str> = row.iter().map(trim).collect();
            let line = here.of(text, &row);
            let is_blank = cells.iter().all(|cell| cell.is_empty());
            if is_blank || cells.first().is_some_and(|first| is(first, QUERY)) {
                continue;
            }
            if let Some(columns) = Columns::of(&cells) {
                // Two exports, one after the other, are one list.
                table.columns = Some(columns);
                continue;
            }
            match contact(&cells, table.columns) {
                Ok(contact) => table.list.take(contact, line, &mut lines),
                Err(why) => table.list.remarks.push(Remark::fail(line, why, None)),
            }
        }
        table
    }

    /// How likely it is that its cells were separated so.
    fn rank(&self) -> (bool, usize) {
        (self.columns.is_some(), self.list.contacts.len())
    }
}

impl Columns {
    /// The columns that a head names; none where the row is no head.
    fn of(cells: &[&str]) -> Option<Self> {
        let letters = |cell: &str| -> String { cell.chars().filter(|c| c.is_alphanumeric()).collect() };
        let place = |names: &[&str]| {
            cells.iter().position(|cell| names.iter().any(|name| letters(cell).eq_ignore_ascii_case(name)))
        };
        Some(Self { name: place(&["name"])?, email: place(&["email", "emailaddress"])? })
    }
}

fn contact(cells: &[&str], columns: Option<Columns>) -> Result<Contact, String> {
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    let (name, email) = match columns {
        Some(Columns { name, email }) => (cell(name), cell(email)),
        None => {
            let mut addresses = cells.iter().enumerate().filter(|(_, cell)| is_address(cell));
            match (addresses.next(), addresses.next()) {
                (Some((at, email)), None) => {
                    let mut names = cells.iter().enumerate().filter(|(other, cell)| *other != at && !cell.is_empty());
                    (names.next().map_or("", |(_, name)| *name), *email)
                }
                (Some((at, name)), Some((other, email))) if name == email || at + 1 == other => (*name, *email),
                _ => return Err(format!("No e-mail address stands in this row: {}.", shown(&cells.join(", ")))),
            }
        }
    };
    if email.is_empty() {
        Err(format!("{} has no e-mail address.", shown(name)))
    } else if email.contains('\n') {
        Err("The e-mail address goes on in the next line: is a quotation mark missing?".to_owned())
    } else if is_address(email) {
        Ok(Contact { name: name.to_owned(), email: email.to_owned() })
    } else {
        Err(format!("{} is not an e-mail address.", shown(email)))
    }
}

/// The line that a row begins on. The reader counts from where it went on reading, which may be several lines before.
struct Line {
    number: usize,
    /// The byte up to which lines were counted.
    at: usize,
}

impl Line {
    fn of(&mut self, text: &str, row: &StringRecord) -> usize {
        let from = row.position().and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or(self.at);
        let text = text.as_bytes();
        let breaks = text.iter().skip(from).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = (from + breaks).max(self.at);
        let is_break = |at: &usize| match text.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.number += (self.at..start).filter(is_break).count();
        self.at = start;
        self.number
    }
}

/// A cell as it is repeated in a sentence.
fn shown(cell: &str) -> String {
    const MOST: usize = 60;
    let cut = if cell.chars().count() > MOST { "…" } else { "" };
    format!("“{}{cut}”", cell.chars().take(MOST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::contacts_yaml;
    use super::*;

    const BOTH: &[(&str, &str)] = &[("Alice", "alice@acme.example"), ("Bob, Jr.", "bob@acme.example")];

    fn read_both(text: &str) -> (Vec<(String, String)>, Vec<usize>) {
        let list = read(text);
        let contacts = list.contacts.into_iter().map(|one| (one.name, one.email)).collect();
        (contacts, list.remarks.iter().map(|remark| remark.line).collect())
    }

    #[test]
    fn an_export_is_read_however_it_was_saved() {
        for text in [
            "name,email\nAlice,alice@acme.example\n\"Bob, Jr.\",bob@acme.example\n",
            "\u{feff}\"name\",\"email\"\r\n\"Alice\",\"alice@acme.example\"\r\n\"Bob, Jr.\",\"bob@acme.example\"\r\n",
            "Email;Name\nalice@acme.example;Alice\nbob@acme.example;Bob, Jr.\n",
            "NAME\tE-mail\nAlice\talice@acme.example\nBob, Jr.\tbob@acme.example",
            "id,name,role,email\n1,Alice,end-user,alice@acme.example\n2,\"Bob, Jr.\",end-user,bob@acme.example\n",
            // What the export begins with, and rows with nothing in them.
            "Query,organization:9306291001001\n\n\"name\",\"email\"\nAlice,alice@acme.example\n,\n\"Bob, Jr.\",bob@acme.example\n",
            "query;type:user\nname;email\n Alice ;alice@acme.example\nBob, Jr.; bob@acme.example \n",
            // Without a head, in either order.
            "Alice,alice@acme.example\n\"Bob, Jr.\",bob@acme.example\n",
            "alice@acme.example\tAlice\nbob@acme.example\tBob, Jr.\n",
        ] {
            let (contacts, remarks) = read_both(text);
            let expected: Vec<_> = BOTH.iter().map(|(name, email)| ((*name).to_owned(), (*email).to_owned())).collect();
            assert_eq!((contacts, remarks), (expected, vec![]), "{text:?}");
        }
    }

    #[test]
    fn each_bad_line_is_named() {
        for (text, contacts, remarks) in [
            ("name,email\nAlice,\nBob,bob@acme.example\n", 1, &[(2_usize, "“Alice” has no e-mail address.")] as &[_]),
            ("name,email\nAlice,alice\n", 0, &[(2, "“alice” is not an e-mail address.")]),
            ("name,email\nAlice\n", 0, &[(2, "“Alice” has no e-mail address.")]),
            (
                "name,email\nA,a@b.co\nB,\"b@b.co\nC,c@b.co\n",
                1,
                &[(3, "The e-mail address goes on in the next line: is a quotation mark missing?")],
            ),
            ("name,email\nA,a@b.co\n\nB,A@B.co\n", 1, &[(4, "A@B.co is on line 2 already.")]),
            ("name;email\r\nA;a@b.co\r\n\r\n\r\nB;b\r\n", 1, &[(5, "“b” is not an e-mail address.")]),
            ("name,email\rA,a@b.co\r\rB,b\r", 1, &[(4, "“b” is not an e-mail address.")]),
            ("\n\nname,email\n\"A\nB\",a@b.co\nC,c\n", 1, &[(6, "“c” is not an e-mail address.")]),
            ("Alice\n", 0, &[(1, "No e-mail address stands in this row: “Alice”.")]),
            ("", 0, &[(1, "There is no contact: a row is to have a name and an e-mail address.")]),
            ("name,email\n", 0, &[(1, "There is no contact: a row is to have a name and an e-mail address.")]),
        ] {
            let list = read(text);
            let found: Vec<_> = list.remarks.iter().map(|remark| (remark.line, remark.text.as_str())).collect();
            assert_eq!((list.contacts.len(), found.as_slice()), (contacts, remarks), "{text:?}");
        }
    }

    #[test]
    fn a_contact_without_a_name_is_kept() {
        // Cutting the file up at its commas would drop the first and break the second.
        let text = "name,email\n,alice@acme.example\n\"Bob, Jr.\",bob@acme.example\n";
        let written = contacts_yaml::write(&read(text).contacts);
        let expected = "- name: \"alice@acme.example\"\n  email: \"alice@acme.example\"\n\
                        - name: \"Bob, Jr.\"\n  email: \"bob@acme.example\"\n";
        assert_eq!(written, expected);
    }

    #[test]
    fn a_name_that_is_an_address_is_no_second_contact() {
        for text in ["a@b.co,a@b.co\n", "name,email\na@b.co,a@b.co\n"] {
            assert_eq!(read_both(text), (vec![("a@b.co".to_owned(), "a@b.co".to_owned())], vec![]), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
