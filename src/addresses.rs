//! A list of e-mail addresses, as agents and customers write them (seed 001, step 2: separated by commas).

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::proof::text;

/// The most of a list that is read, in bytes.
const MAX_LENGTH: usize = 64 * 1024;

/// The most addresses that are taken from a list: far more than an organization may have contacts.
const MAX_ADDRESSES: usize = 1000;

/// The most of what is left out that is shown.
const MAX_SHOWN: usize = 100;

/// The addresses that a list holds, and what of it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// The addresses, each once, as they were written.
    pub valid: Vec<String>,
    /// What is left out, with the reason.
    pub left_out: Vec<LeftOut>,
}

/// Something of a list that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// As it was written.
    pub text: String,
    /// Why, as the rest of a sentence that begins with the text.
    pub why: String,
    /// Whether the agent may add it all the same: it is an address.
    #[serde(default)]
    pub can_add: bool,
}

impl Addresses {
    /// Reads a list: addresses separated by commas, semicolons, white space or line ends; with names, too, as
    /// `Alice <alice@acme.example>`. Of two that differ in letter case only, the first is taken.
    #[must_use]
    pub fn parse(list: &str) -> Self {
        let mut read = Self::default();
        let mut known: HashSet<String> = HashSet::new();
        let end = list.floor_char_boundary(MAX_LENGTH);
        let (list, rest) = list.split_at(end);
        let mut is_cut = !rest.trim().is_empty();
        for part in list.split([',', ';', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
            let found = text::every_address(part);
            if found.is_empty() {
                read.leave_out(part, "is no e-mail address");
            }
            for address in found {
                if known.contains(&address.to_ascii_lowercase()) {
                    read.leave_out(&address, "stands there twice");
                } else if read.valid.len() < MAX_ADDRESSES {
                    known.insert(address.to_ascii_lowercase());
                    read.valid.push(address);
                } else {
                    is_cut = true;
                }
            }
            // Two addresses that only a space parts are two; a word beside one may be half of another.
            let rest =
                part.split_whitespace().filter(|word| word.contains('@') && text::every_address(word).is_empty());
            for word in rest.filter(|word| *word != part) {
                read.leave_out(word, "is no e-mail address");
            }
        }
        is_cut |= read.left_out.len() > MAX_ADDRESSES;
        read.left_out.truncate(MAX_ADDRESSES);
        if is_cut {
            read.leave_out("The rest of the list", &format!("is left out: it has more than {MAX_ADDRESSES} entries"));
        }
        read
    }

    /// Leaves out the addresses for which there is a reason.
    #[must_use]
    pub fn without(mut self, why: impl Fn(&str) -> Option<String>) -> Self {
        let (mut kept, mut left_out) = (Vec::new(), Vec::new());
        for address in self.valid {
            match why(&address) {
                Some(why) => left_out.push(LeftOut { text: address, why, can_add: false }),
                None => kept.push(address),
            }
        }
        self.left_out.append(&mut left_out);
        Self { valid: kept, left_out: self.left_out }
    }

    /// So much of what is left out as is shown: what can be added first, then the beginning, and how many more there are.
    #[must_use]
    pub fn shown_left_out(self) -> Vec<LeftOut> {
        let mut all = self.left_out;
        if all.len() <= MAX_SHOWN {
            return all;
        }
        all.sort_by_key(|one| !one.can_add);
        let more = all.len() - MAX_SHOWN;
        all.truncate(MAX_SHOWN);
        all.push(LeftOut { text: format!("And {more} more"), why: "that are left out".to_owned(), can_add: false });
        all
    }

    /// The list as the app takes it: separated by commas.
    #[must_use]
    pub fn joined(&self) -> String {
        self.valid.join(", ")
    }

    fn leave_out(&mut self, text: &str, why: &str) {
        self.left_out.push(LeftOut { text: text.to_owned(), why: why.to_owned(), can_add: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_people_write_them() {
        for (list, joined, left_out) in [
            ("", "", &[] as &[&str]),
            (
                "alice@acme.example, bob@acme.example; carol@acme.example\ndora@acme.example",
                "alice@acme.example, bob@acme.example, carol@acme.example, dora@acme.example",
                &[],
            ),
            (
                "Alice Anders <alice@acme.example>, \"Bob\" <bob@acme.example>",
                "alice@acme.example, bob@acme.example",
                &[],
            ),
            ("alice@acme.example bob@acme.example", "alice@acme.example, bob@acme.example", &[]),
            (
                "alice@acme.example, ALICE@acme.example",
                "alice@acme.example",
                &["ALICE@acme.example stands there twice"],
            ),
            (
                "alice@acme, müller@firma.example, bob@acme.example",
                "bob@acme.example",
                &["alice@acme is no e-mail address", "müller@firma.example is no e-mail address"],
            ),
            ("alice@acme bob@acme.example", "bob@acme.example", &["alice@acme is no e-mail address"]),
            ("Alice", "", &["Alice is no e-mail address"]),
        ] {
            let read = Addresses::parse(list);
            assert_eq!(read.joined(), joined, "{list}");
            let said: Vec<_> = read.left_out.iter().map(|one| format!("{} {}", one.text, one.why)).collect();
            assert_eq!(said, left_out, "{list}");
        }
    }

    #[test]
    fn a_list_without_end_is_cut_and_says_so() {
        let list: String = (0..5000).map(|number| format!("a{number}@b.co,")).collect();
        let read = Addresses::parse(&list);
        assert_eq!(read.valid.len(), MAX_ADDRESSES);
        assert_eq!(read.left_out.last().unwrap().text, "The rest of the list");
        let read = Addresses::parse(&"x, ".repeat(100_000));
        assert!(read.left_out.len() <= MAX_ADDRESSES + 1, "{}", read.left_out.len());
        assert!(Addresses::parse(&"é".repeat(MAX_LENGTH)).valid.is_empty());
    }

    #[test]
    fn list_without_commas_is_read_to_its_end() {
        let list: String = (0..500).map(|number| format!("a{number}@b.co ")).collect();
        let read = Addresses::parse(&list);
        assert_eq!((read.valid.len(), read.left_out.len()), (500, 0));
        // A name that is the address again is no second one.
        assert_eq!(Addresses::parse("a@b.co <A@b.co>").left_out, []);
    }

    #[test]
    fn only_so_much_of_what_is_left_out_is_shown_and_what_can_be_added_first() {
        let mut read = Addresses::parse(&"x, ".repeat(300));
        read.left_out.push(LeftOut { text: "a@b.co".to_owned(), why: "is signed".to_owned(), can_add: true });
        let shown = read.shown_left_out();
        assert_eq!((shown.len(), shown[0].text.as_str()), (MAX_SHOWN + 1, "a@b.co"));
        assert_eq!(format!("{} {}", shown[100].text, shown[100].why), "And 201 more that are left out");
    }

    #[test]
    fn what_there_is_a_reason_for_is_left_out() {
        let read = Addresses::parse("alice@acme.example, bob@acme.example")
            .without(|address| address.starts_with("bob").then(|| "is a contact already".to_owned()));
        assert_eq!(read.joined(), "alice@acme.example");
        assert_eq!(read.left_out[0].text, "bob@acme.example");
    }
}
