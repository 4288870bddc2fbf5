//! Salesforce record IDs: 15 characters, 18 characters, checksum and case repair (facts: domain 4).
//!
//! The 15-character form is case-sensitive. The 18-character form appends three characters that say which of
//! the first fifteen are upper-case, so it survives systems that change or ignore case.

use std::fmt;

use serde::{Deserialize, Serialize};

const SHORT: usize = 15;
const LONG: usize = 18;
const CHECKSUM_ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// A Salesforce ID in the form in which it was given, with its case repaired when it has a checksum.
///
/// Two forms of one ID are different values here, because Zendesk keeps them in different fields: compare
/// [`SalesforceId::short`] or [`SalesforceId::long`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SalesforceId(String);

/// Why a value is not a Salesforce ID.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SalesforceIdError {
    /// Neither 15 nor 18 characters.
    #[error("a Salesforce ID has 15 or 18 characters, this value has {0}")]
    Length(usize),
    /// A character that is neither a letter nor a digit of ASCII.
    #[error("a Salesforce ID holds only letters and digits, this value holds {0:?}")]
    Character(char),
    /// The last three of 18 characters do not fit the first fifteen.
    #[error("the last three characters do not fit the first fifteen: the ID was mistyped or damaged")]
    Checksum,
}

impl SalesforceId {
    /// Reads an ID, ignoring white space around it.
    ///
    /// # Errors
    /// When the value has another length, another character, or a checksum that cannot be right.
    pub fn parse(value: &str) -> Result<Self, SalesforceIdError> {
        let value = value.trim();
        if let Some(other) = value.chars().find(|c| !c.is_ascii_alphanumeric()) {
            return Err(SalesforceIdError::Character(other));
        }
        match value.len() {
            SHORT => Ok(Self(value.to_owned())),
            LONG => {
                let (record, checksum) = value.split_at(SHORT);
                let record = repair(record, checksum).ok_or(SalesforceIdError::Checksum)?;
                let checksum = checksum_of(&record);
                Ok(Self(record + &checksum))
            }
            length => Err(SalesforceIdError::Length(length)),
        }
    }

    /// The ID as given (15 or 18 characters).
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the ID was given with its checksum, as 18 characters.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.0.len() == LONG
    }

    /// The 15-character form, which Zendesk keeps in `sfdc_short_id`.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..SHORT).unwrap_or(&self.0)
    }

    /// The 18-character form, which Zendesk keeps in `salesforce_id`.
    #[must_use]
    pub fn long(&self) -> String {
        let short = self.short();
        format!("{short}{}", checksum_of(short))
    }
}

impl fmt::Display for SalesforceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SalesforceId {
    type Error = SalesforceIdError;
    fn try_from(value: String) -> Result<Self, Self::Error> {
        Self::parse(&value)
    }
}

impl From<SalesforceId> for String {
    fn from(id: SalesforceId) -> Self {
        id.0
    }
}

/// One character for each five of the record's: bit i is set when the i-th of the five is upper-case.
fn checksum_of(record: &str) -> String {
    record
        .as_bytes()
        .chunks(5)
        .map(|five| {
            let index =
                five.iter().enumerate().fold(0, |bits, (i, c)| bits | (usize::from(c.is_ascii_uppercase()) << i));
            char::from(CHECKSUM_ALPHABET[index])
        })
        .collect()
}

/// The record with the case that its checksum says; none when the checksum asks for an upper-case digit, holds
/// a character that no checksum has, or contradicts a record that still has both cases: that one did not lose
/// its case, it was mistyped.
fn repair(record: &str, checksum: &str) -> Option<String> {
    let mut repaired = String::with_capacity(LONG);
    for (five, check) in record.as_bytes().chunks(5).zip(checksum.bytes()) {
        let check = check.to_ascii_uppercase();
        let bits = CHECKSUM_ALPHABET.iter().position(|c| *c == check)?;
        for (i, c) in five.iter().enumerate() {
            let upper = bits >> i & 1 == 1;
            if upper && c.is_ascii_digit() {
                return None;
            }
            repaired.push(char::from(if upper { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }));
        }
    }
    let has_both_cases =
        record.bytes().any(|c| c.is_ascii_uppercase()) && record.bytes().any(|c| c.is_ascii_lowercase());
    (repaired == record || !has_both_cases).then_some(repaired)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_checksum_of_known_ids() {
        for (short, suffix) in [
            ("0036000000QKv5T", "AAT"),
            ("0012800000CXn0k", "AAD"),
            ("0014x000004Pq1q", "AAC"),
            ("70130000001tcyI", "AAQ"),
            ("00558000001N0Ke", "AAK"),
            ("500x000000003TR", "AAY"),
            ("a0D30000001n7Pi", "EAI"),
            ("0019000000B98de", "AAB"),
            ("906F00000008ipK", "IAQ"),
            ("80120000000test", "AAA"),
            ("80120000000tEst", "AAE"),
            ("001600000000000", "AAA"),
        ] {
            let id = SalesforceId::parse(short).unwrap();
            assert_eq!(id.long(), format!("{short}{suffix}"));
            assert_eq!(SalesforceId::parse(&id.long()).unwrap().short(), short);
        }
    }

    #[test]
    fn the_checksum_repairs_lost_case() {
        for (given, repaired) in [
            ("0036000000qkv5taat", "0036000000QKv5TAAT"),
            ("80120000000TESTAAE", "80120000000tEstAAE"),
            ("00G30000000CIFAEA2", "00G30000000cIFAEA2"),
            ("  0016100000aBcDeAAK \n", "0016100000aBcDeAAK"),
        ] {
            assert_eq!(SalesforceId::parse(given).unwrap().as_str(), repaired);
        }
    }

    #[test]
    fn what_is_not_an_id() {
        for (given, error) in [
            ("", SalesforceIdError::Length(0)),
            ("0016100000aBcDeAA", SalesforceIdError::Length(17)),
            ("0016100000aBcD-", SalesforceIdError::Character('-')),
            ("0016100000 BcDe", SalesforceIdError::Character(' ')),
            ("0016100000aBcDé", SalesforceIdError::Character('é')),
            // A digit cannot be upper-case.
            ("001000000000000BAA", SalesforceIdError::Checksum),
            // Both cases are there, and they are not the ones of the checksum.
            ("a0D30000001n7PiEAC", SalesforceIdError::Checksum),
            ("00120000001YztiABD", SalesforceIdError::Checksum),
            // 6 to 9 are in no checksum.
            ("0016100000aBcDeAA9", SalesforceIdError::Checksum),
        ] {
            assert_eq!(SalesforceId::parse(given), Err(error), "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn an_id_survives_the_loss_of_its_case(short in "[0-9A-Za-z]{15}", upper: bool) {
            let long = SalesforceId::parse(&short).unwrap().long();
            let damaged = if upper { long.to_uppercase() } else { long.to_lowercase() };
            let repaired = SalesforceId::parse(&damaged).unwrap();
            prop_assert_eq!(repaired.short(), short);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = SalesforceId::parse(&text);
        }
    }
}
