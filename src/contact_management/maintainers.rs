//! Who is to maintain a project's contacts: addresses that the requester has confirmed, each of which has to be one of the
//! organization's contacts (seed 004, "Intro stage").

use serde::{Deserialize, Serialize};

use super::MAINTAINER_LIMIT;
use super::contact::{Contact, same_address};
use crate::addresses::Addresses;
use crate::checks::Outcome;

/// The most that is read of a list, in bytes: five addresses are wanted.
const MAX_LENGTH: usize = 4096;

/// The addresses of a list, and what of it is left out.
#[must_use]
pub fn read(list: &str) -> Addresses {
    Addresses::parse(&list[..list.floor_char_boundary(MAX_LENGTH)])
}

/// What is to be said of how many there are; none where there is nothing.
#[must_use]
pub fn limit_remark(addresses: &Addresses) -> Option<String> {
    let count = addresses.valid.len();
    (count > MAINTAINER_LIMIT)
        .then(|| format!("{count} addresses: a project has at most {MAINTAINER_LIMIT} maintainers."))
}

/// Whether an address is among an organization's contacts, and how that is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Association {
    /// The address.
    pub address: String,
    /// Pass where it is, fail where it is not.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

/// Whether each is one of the organization's contacts; or why those are not known.
#[must_use]
pub fn associations(addresses: &Addresses, contacts: Result<&[Contact], &str>) -> Vec<Association> {
    let association = |address: &String| {
        let (outcome, reason) = match contacts {
            Err(why) => (Outcome::Unknown, format!("Not known: {why}")),
            Ok(contacts) if contacts.iter().any(|contact| same_address(&contact.email, address)) => {
                (Outcome::Pass, "One of the organization's contacts.".to_owned())
            }
            Ok(_) => (Outcome::Fail, "Not one of the organization's contacts: associate this user first.".to_owned()),
        };
        Association { address: address.clone(), outcome, reason }
    };
    addresses.valid.iter().map(association).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_split_checked_and_without_repetitions() {
        for (text, listed, left_out) in [
            ("", "", 0),
            ("a@b.co, b@b.co;c@b.co\nd@b.co e@b.co", "a@b.co, b@b.co, c@b.co, d@b.co, e@b.co", 0),
            ("Alice Anders <a@b.co>, \"Bob\" <b@b.co>", "a@b.co, b@b.co", 0),
            ("a@b.co, A@B.CO,a@b.co", "a@b.co", 2),
            ("a@b.co, Bob Berger, c@", "a@b.co", 2),
        ] {
            let addresses = read(text);
            assert_eq!((addresses.joined().as_str(), addresses.left_out.len()), (listed, left_out), "{text}");
        }
    }

    #[test]
    fn more_than_five_are_too_many() {
        for (count, remark) in [(5, None), (6, Some("6 addresses: a project has at most 5 maintainers."))] {
            let text: String = (0..count).map(|at| format!("a{at}@b.co,")).collect();
            assert_eq!(limit_remark(&read(&text)).as_deref(), remark, "{count}");
        }
    }

    #[test]
    fn each_has_to_be_one_of_the_organizations_contacts() {
        let contacts = [Contact { name: "Alice".to_owned(), email: "Alice@acme.example".to_owned() }];
        let addresses = read("alice@acme.example, bob@acme.example");
        for (contacts, outcomes) in [
            (Ok(&contacts[..]), [Outcome::Pass, Outcome::Fail]),
            (Ok(&[]), [Outcome::Fail, Outcome::Fail]),
            (Err("they are being read."), [Outcome::Unknown, Outcome::Unknown]),
        ] {
            let found: Vec<_> = associations(&addresses, contacts).iter().map(|one| one.outcome).collect();
            assert_eq!(found, outcomes, "{contacts:?}");
        }
    }
}
