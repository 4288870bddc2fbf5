//! The names of things: a type for each, so that one cannot be passed for another.
//!
//! Each has one strict constructor, `parse`, and is printed and serialized as the text it holds. An error says what was
//! expected and never repeats the text it refused: that may be a customer's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How every license key begins: `{"data":"` in Base64.
pub(crate) const LICENSE_KEY: &str = "eyJkYXRhIjoi";

/// A text that is not the name it was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not {what}: expected {rule}")]
pub struct IdError {
    what: &'static str,
    rule: &'static str,
}

/// A text newtype: its doc, what an error calls it, the rule in words, and the rule as a function that gives back the
/// text to keep.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $what:literal, $rule:literal, $accept:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            #[doc = concat!("Accepts ", $rule, ".")]
            ///
            /// # Errors
            /// [`IdError`] for anything else.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let accept: fn(&str) -> Option<&str> = $accept;
                match accept(text) {
                    Some(kept) => Ok(Self(kept.to_owned())),
                    None => Err(IdError { what: $what, rule: $rule }),
                }
            }

            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

name!(
    /// The ID of a license: the number in `/admin/license/700001` and the `id` a license file carries.
    ///
    /// Signs, spaces and leading zeros are refused: the portal casts what it is given to a number, so another spelling
    /// would open the same record under another name (facts/portal.md a, "Ids in the URL").
    LicenseId,
    "a license ID",
    "a positive number of at most 19 digits, without leading zeros",
    |text| (is_digits(text, 19) && !text.starts_with('0')).then_some(text)
);

name!(
    /// The ID of any record of the portal: the digits in its URL, kept as they stand there.
    RecordId,
    "a record ID",
    "one to 32 digits",
    |text| is_digits(text, 32).then_some(text)
);

name!(
    /// The name of a subscription, such as `A-S00012345`: the thread from a license to its order.
    ///
    /// Spaces around it are dropped; its letter case and whatever stands inside it are kept, because the comparison is
    /// exact (facts/portal.md c: `a-s00012345`, `Old Subscription 2017 (renewed)`).
    SubscriptionName,
    "a subscription name",
    "a single line of at most 255 characters, not blank",
    |text| single_line(text.trim())
);

name!(
    /// A cloud activation code, as the portal's `Activation code` shows it; its letter case counts.
    ///
    /// A code is usually 24 letters and digits. That shape is for recognising codes in a ticket: here the portal's own
    /// word is taken, so that any code it shows can be compared.
    ActivationCode,
    "an activation code",
    "at most 255 characters without spaces, not blank",
    |text| single_line(text).filter(|text| !text.contains(char::is_whitespace))
);

impl From<&LicenseId> for RecordId {
    fn from(id: &LicenseId) -> Self {
        Self(id.0.clone())
    }
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn single_line(text: &str) -> Option<&str> {
    let fits = !text.is_empty() && text.chars().nth(255).is_none() && !text.contains(char::is_control);
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept<T, E>(parsed: Result<T, E>) -> Option<String>
    where
        T: Into<String>,
    {
        parsed.ok().map(Into::into)
    }

    #[test]
    fn a_license_id_is_a_number_written_in_one_way() {
        for text in ["1", "700001", "9223372036854775807"] {
            assert_eq!(kept(LicenseId::parse(text)).as_deref(), Some(text));
        }
        for text in
            ["", "0", "0700001", "-1", "+1", " 700001", "700001 ", "7e5", "70_0001", "٧", "1.0", &"9".repeat(20)]
        {
            assert_eq!(kept(LicenseId::parse(text)), None, "{text:?}");
        }
    }

    #[test]
    fn a_record_id_is_the_digits_of_a_url() {
        for text in ["0", "5001", "05001", &"9".repeat(32)] {
            assert_eq!(kept(RecordId::parse(text)).as_deref(), Some(text));
        }
        for text in ["", "5001abc", "5001 ", "-1", &"9".repeat(33)] {
            assert_eq!(kept(RecordId::parse(text)), None, "{text:?}");
        }
    }

    #[test]
    fn a_subscription_name_is_trimmed_and_otherwise_kept() {
        for (text, name) in [
            ("A-S00012345", Some("A-S00012345")),
            (" a-s00012345\n", Some("a-s00012345")),
            ("Old Subscription 2017 (renewed)", Some("Old Subscription 2017 (renewed)")),
            ("", None),
            (" \t", None),
            ("two\nlines", None),
            ("nul\0", None),
        ] {
            assert_eq!(kept(SubscriptionName::parse(text)).as_deref(), name, "{text:?}");
        }
        assert!(SubscriptionName::parse(&"é".repeat(255)).is_ok());
        assert!(SubscriptionName::parse(&"é".repeat(256)).is_err());
    }

    #[test]
    fn an_activation_code_has_no_spaces() {
        for (text, code) in [
            ("Gv3JSmg8YQyvm4tSGXbhDYfZ", Some("Gv3JSmg8YQyvm4tSGXbhDYfZ")),
            ("Under_score<b>", Some("Under_score<b>")),
            (" Gv3JSmg8YQyvm4tSGXbhDYfZ", None),
            ("Gv3J Smg8", None),
            ("Gv3J\u{a0}Smg8", None),
            ("", None),
        ] {
            assert_eq!(kept(ActivationCode::parse(text)).as_deref(), code, "{text:?}");
        }
    }

    #[test]
    fn names_are_checked_again_when_they_arrive_in_a_message() {
        assert_eq!(serde_json::from_str::<LicenseId>("\"700001\"").ok(), LicenseId::parse("700001").ok());
        for message in ["\"\"", "\"7x\"", "700001", "null"] {
            assert!(serde_json::from_str::<LicenseId>(message).is_err(), "{message}");
        }
        assert_eq!(serde_json::to_string(&LicenseId::parse("700001").unwrap()).unwrap(), "\"700001\"");
    }

    #[test]
    fn an_error_does_not_repeat_what_it_refused() {
        let error = LicenseId::parse("secret").unwrap_err().to_string();
        assert_eq!(error, "not a license ID: expected a positive number of at most 19 digits, without leading zeros");
    }
}
