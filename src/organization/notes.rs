//! What agents have written about an organization, and which of it may say not to proceed (seed 001, "Pre-checks").
//!
//! Whether it does is always the agent's to judge: what is marked is only read first.

use serde::{Deserialize, Serialize};

/// A piece of a text: a sentence, or what stands between two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The piece as it was written.
    pub text: String,
    /// Whether its wording may say stop.
    pub says_stop: bool,
}

/// Wording that may say not to proceed, in lower case. It is broad: a sentence that is marked in vain costs a look.
const STOP: &[&str] = &[
    "do not",
    "don't",
    "dont",
    "must not",
    "may not",
    "should not",
    "shouldn't",
    "cannot",
    "can not",
    "can't",
    "not allowed",
    "not permitted",
    "not proceed",
    "not add",
    "not associate",
    "never",
    "stop",
    "refuse",
    "reject",
    "decline",
    "no new",
    "no more",
    "no further",
    "no additional",
    "no longer",
    "no contacts",
    "nobody",
    "only add",
    "only associate",
    "only be",
    "approv",
    "permission",
    "authoriz",
    "authoris",
    "without",
    "before adding",
    "before associating",
    "before proceeding",
    "prior to",
    "check with",
    "ask the",
    "ask first",
    "consult",
    "on hold",
    "hold off",
    "blocked",
    "suspended",
    "restrict",
    "prohibit",
    "forbid",
    "legal",
    "escalat",
    "contact management",
];

/// The text in pieces: all of it, in order, those marked whose wording may say stop.
#[must_use]
pub fn passages(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for sentence in sentences(text) {
        let says_stop = says_stop(sentence);
        match passages.last_mut().filter(|last| last.says_stop == says_stop) {
            Some(last) => last.text.push_str(sentence),
            None => passages.push(Passage { text: sentence.to_owned(), says_stop }),
        }
    }
    passages
}

fn says_stop(sentence: &str) -> bool {
    let plain = sentence.to_lowercase().replace(['’', '‘', '`'], "'");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    STOP.iter().any(|wording| plain.contains(wording))
}

/// Sentences and lines, each with what ends it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            let ends = match letter {
                '\n' => true,
                '.' | '!' | '?' => next.is_some_and(|next| next == ' ' || next == '\t'),
                '。' | '！' | '？' => true,
                _ => false,
            };
            if ends {
                let (sentence, after) = rest.split_at(at + letter.len_utf8());
                rest = after;
                return Some(sentence);
            }
        }
        (!rest.is_empty()).then(|| std::mem::take(&mut rest))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wording_that_says_stop_is_marked() {
        for (text, marked) in [
            ("", &[] as &[&str]),
            ("Prefers to be called, not written to.", &[]),
            ("Do not add contacts. Prefers mail.", &["Do not add contacts."]),
            ("Prefers mail.\nDON’T ASSOCIATE anybody!\nThanks", &["DON’T ASSOCIATE anybody!\n"]),
            ("Contacts need the approval of Jane.", &["Contacts need the approval of Jane."]),
            (
                "Must\n not be split over lines, but do  not miss this.",
                &[" not be split over lines, but do  not miss this."],
            ),
            ("Uses a Contact Management Project", &["Uses a Contact Management Project"]),
            ("v1.2.3 is on hold", &["v1.2.3 is on hold"]),
        ] {
            let passages = passages(text);
            let found: Vec<_> = passages.iter().filter(|one| one.says_stop).map(|one| one.text.as_str()).collect();
            assert_eq!(found, marked, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(text in "(?s).{0,80}|([a-z.!? \n。]{0,40}(do not|stop)?){0,4}") {
            let whole: String = passages(&text).into_iter().map(|passage| passage.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
