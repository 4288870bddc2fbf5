//! Subscription names: `A-S00012345` (facts: domain 3.1).
//!
//! Context: none, the shape is enough. `A-S` and 7 to 12 digits; 7, 8 and 9 have been seen. The letter case is kept,
//! because the portal compares it.

use std::ops::Range;

use super::{Mention, scan};
use crate::ids::SubscriptionName;

const DIGITS: Range<usize> = 7..13;

/// The name that is the whole text.
pub fn whole(text: &str) -> Option<Mention> {
    let digits = text.strip_prefix("A-S").or_else(|| text.strip_prefix("a-s"))?;
    let fits = DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| SubscriptionName::parse(text).ok().map(Mention::SubscriptionName)).flatten()
}

/// The names in a text. Addresses are searched too: other systems link to subscriptions by name.
pub fn find(text: &str) -> Vec<(Range<usize>, Mention)> {
    text.match_indices("-S")
        .chain(text.match_indices("-s"))
        .filter_map(|(hyphen, _)| {
            let start = hyphen.checked_sub(1).filter(|start| text.is_char_boundary(*start))?;
            let digits = text[hyphen + 2..].bytes().take(DIGITS.end).take_while(u8::is_ascii_digit).count();
            let end = hyphen + 2 + digits;
            let apart = scan::before(text, start).is_none_or(|c| !scan::is_word(c) && !matches!(c, '-' | '_'));
            Some((start..end, whole(&text[start..end]).filter(|_| apart && ends(text, end))?))
        })
        .collect()
}

/// Whether a name ends here: `A-S00012345-1` and `A-S00012345_old` are other names.
fn ends(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    match rest.next() {
        Some('-' | '_') => rest.next().is_none_or(|c| !scan::is_word(c)),
        next => next.is_none_or(|c| !scan::is_word(c)),
    }
}
