//! A value that a page shows, does not show, or shows in a form that cannot be read.

use serde::{Deserialize, Serialize};

use crate::ids::LICENSE_KEY;
use crate::problem::Problem;

/// The most characters of an unreadable text that are kept.
const MAX_TEXT: usize = 200;

/// What a page shows for a field. The three cases are three different things: a check must never take one for another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown<T> {
    /// The row is missing or blank.
    #[default]
    Absent,
    /// There is a value, and it has no single meaning. Keeps the text as shown, cut at 200 characters; empty where the
    /// page shows something other than text.
    Unreadable(String),
    /// The value.
    Read(T),
}

impl<T> Shown<T> {
    /// A value that cannot be read, with the text that the page shows: no license key, which a damaged page may run together
    /// with the value.
    #[must_use]
    pub fn unreadable(text: &str) -> Self {
        let mut kept = String::new();
        let (text, key) = text.split_at(text.find(LICENSE_KEY).unwrap_or(text.len()));
        for word in text.split_whitespace() {
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.extend(word.chars().take(MAX_TEXT));
            if kept.chars().count() >= MAX_TEXT {
                let short: String = kept.chars().take(MAX_TEXT - 1).collect();
                kept = short + "…";
                return Self::Unreadable(kept);
            }
        }
        if !key.is_empty() {
            kept.push('…');
        }
        Self::Unreadable(kept)
    }

    /// The value, where it was read.
    #[must_use]
    pub fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }

    /// The text of a value that cannot be read.
    #[must_use]
    pub fn unreadable_text(&self) -> Option<&str> {
        match self {
            Self::Unreadable(text) => Some(text),
            Self::Absent | Self::Read(_) => None,
        }
    }

    /// Whether the page shows nothing for it.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The same, with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Absent => Shown::Absent,
            Self::Unreadable(text) => Shown::Unreadable(text),
            Self::Read(value) => Shown::Read(change(value)),
        }
    }

    /// Why there is no value: none where there is one. `page` and `field` name it in a sentence, such as `license page`
    /// and `end date`.
    #[must_use]
    pub fn problem(&self, page: &str, field: &str) -> Option<Problem> {
        let (page, field) = (page.to_owned(), field.to_owned());
        match self {
            Self::Read(_) => None,
            Self::Absent => Some(Problem::Blank { page, field }),
            Self::Unreadable(text) => Some(Problem::Unreadable { page, field, text: text.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_text_is_one_line_of_bounded_length() {
        assert_eq!(Shown::<u8>::unreadable(" a\n  b ").unreadable_text(), Some("a b"));
        for text in ["x".repeat(10_000), "é ".repeat(10_000)] {
            let kept = Shown::<u8>::unreadable(&text);
            let kept = kept.unreadable_text().unwrap();
            assert_eq!(kept.chars().count(), 200);
            assert!(kept.ends_with('…'));
        }
    }

    #[test]
    fn unreadable_text_holds_no_license_key() {
        for (text, kept) in [
            ("Yes Notes eyJkYXRhIjoiNmtlS1lv cHRtUHJI", "Yes Notes…"),
            ("Yes:eyJkYXRhIjoiNmtlS1lv", "Yes:…"),
            ("eyJkYXRhIjoi", "…"),
        ] {
            assert_eq!(Shown::<u8>::unreadable(text).unreadable_text(), Some(kept), "{text}");
        }
    }

    #[test]
    fn absent_and_unreadable_have_their_own_sentences() {
        let said = |shown: Shown<u8>| shown.problem("license page", "end date").map(|problem| problem.to_string());
        assert_eq!(said(Shown::Read(1)), None);
        assert_eq!(said(Shown::Absent).unwrap(), "The license page shows no end date.");
        assert_eq!(
            said(Shown::unreadable("31.12.27 (approx.)")).unwrap(),
            "The license page's end date is not readable: \"31.12.27 (approx.)\"."
        );
        assert_eq!(said(Shown::unreadable("")).unwrap(), "The license page's end date is not readable.");
    }
}
