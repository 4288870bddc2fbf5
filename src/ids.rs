//! The names of things: a type for each, so that one cannot be passed for another.
//!
//! Each has one strict constructor, `parse`, and is printed and serialized as the text it holds. An error says what was
//! expected and never repeats the text it refused: that may be a customer's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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
