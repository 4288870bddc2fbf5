//! What of a text must not be searched: addresses of the web, and base64.
//!
//! A masked text is as long as the text itself, so that a place in one is the same place in the other; what is masked
//! becomes a character that no word, no gap and no value has.

use std::ops::Range;

use super::scan;
use crate::hosts::PORTAL;
use crate::ids::LICENSE_KEY;

/// A control character: it separates what it stands between, and nothing accepts it.
const MASK: char = '\u{1}';

/// So long is no word; license keys have lines of 60, PEM files of 64.
const LONG: usize = 40;

/// So long may the last line of base64 not be to pass for a code.
const SHORT: usize = 20;

/// A text's addresses, and the text without what must not be searched.
pub struct Masks {
    /// Where addresses stand: `scheme://…`, and the portal's without scheme.
    pub urls: Vec<Range<usize>>,
    /// The text without base64, addresses kept.
    pub without_blobs: String,
    /// The text without base64 and without addresses.
    pub without_urls: String,
}

impl Masks {
    pub fn of(text: &str) -> Self {
        let urls = urls(text);
        let without_urls = masked(text, &urls);
        // An address can be as long and as odd as base64, so base64 is looked for beside them.
        let blobs = blobs(&without_urls);
        Self { without_blobs: masked(text, &blobs), without_urls: masked(&without_urls, &blobs), urls }
    }
}

/// The text with these ranges masked; they are sorted, apart, and on character boundaries.
fn masked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        masked.push_str(&text[done..range.start]);
        masked.extend(std::iter::repeat_n(MASK, range.len()));
        done = range.end;
    }
    masked.push_str(&text[done..]);
    masked
}

fn urls(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let schemes = lower.match_indices("://").filter_map(|(at, _)| {
        let scheme = lower[..at].bytes().rev().take(16).take_while(u8::is_ascii_alphanumeric).count();
        (scheme > 0).then_some(at - scheme)
    });
    let bare = lower.match_indices(PORTAL).map(|(at, _)| at).filter(|at| {
        let begins = scan::before(text, *at).is_none_or(|c| !scan::is_word(c) && !"./-_@%".contains(c));
        begins && text[at + PORTAL.len()..].starts_with('/')
    });
    let mut starts: Vec<_> = schemes.chain(bare).collect();
    starts.sort_unstable();
    let mut urls: Vec<Range<usize>> = Vec::new();
    for start in starts {
        if urls.last().is_none_or(|last| last.end <= start) {
            urls.push(start..end_of_url(text, start));
        }
    }
    urls
}

/// An address ends before white space, markup and letters beyond ASCII, and without the punctuation of its sentence.
fn end_of_url(text: &str, start: usize) -> usize {
    let url = &text[start..];
    let end = url.find(|c: char| !c.is_ascii_graphic() || "<>\"|\\^{}`".contains(c)).unwrap_or(url.len());
    let kept = url[..end].trim_end_matches(|c: char| ".,;:!?)]'*_~".contains(c));
    start + kept.len()
}

/// Runs of base64: long tokens, tokens that begin like a license key or a JSON object, and what follows them without
/// anything between but white space, quotation marks and quote signs. Once a token ends in `=`, nothing follows.
fn blobs(text: &str) -> Vec<Range<usize>> {
    let mut blobs: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for token in tokens(text) {
        let word = &text[token.clone()];
        let follows =
            open.is_some_and(|end| text[end..token.start].chars().all(|c| scan::is_space(c) || ">|\"'`\\".contains(c)));
        let begins = word.starts_with(LICENSE_KEY)
            || (word.len() >= SHORT && word.starts_with("eyJ"))
            || (word.len() >= LONG && looks_random(word));
        open = None;
        if begins || (follows && word.len() >= SHORT) {
            open = (!word.ends_with('=')).then_some(token.end);
            blobs.push(token);
        }
    }
    blobs
}

/// The maximal runs of the characters of base64, of both alphabets, with the `=` that may end them.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !is_inside(bytes[at]) {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && is_inside(bytes[at]) {
            at += 1;
        }
        while start < at && at < bytes.len() && bytes[at] == b'=' {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

/// Whether a long token has both letter cases and digits, unlike a ruler of dashes, a hash in hexadecimal or a path.
fn looks_random(token: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| token.bytes().any(|byte| kind(&byte));
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_every_place() {
        let text = "é https://a.example/x?y=1, (customers.gitlab.com/admin/order/1). eyJkYXRhIjoi\n> Qk51bGpwWXpFb2NQUXI2\nend";
        let masks = Masks::of(text);
        assert_eq!(masks.without_urls.len(), text.len());
        let urls: Vec<_> = masks.urls.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(urls, ["https://a.example/x?y=1", "customers.gitlab.com/admin/order/1"]);
        let left: Vec<_> = masks.without_urls.split(MASK).filter(|part| !part.is_empty()).collect();
        assert_eq!(left, ["é ", ", (", "). ", "\n> ", "\nend"]);
    }

    #[test]
    fn what_is_base64() {
        let line = "Qk51bGpwWXpFb2NQUXI2QmxnQlM2Z1NCXG5EYXJxaHdGY0NQSTRUQjF5Qloy";
        for (text, blobs) in [
            ("", 0),
            ("eyJkYXRhIjoi and the rest", 1),
            ("----------------------------------------------------------------\nGv3JSmg8YQyvm4tSGXbhDYfZ", 0),
            ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nGv3JSmg8YQyvm4tSGXbhDYfZ", 0),
            (&format!("{line}\nGv3JSmg8YQyvm4tSGXbhDYfZ"), 2),
            (&format!("> {line}\n> Gv3JSmg8YQyvm4tSGXbhDYfZ"), 2),
            (&format!("{line}=\nGv3JSmg8YQyvm4tSGXbhDYfZ"), 1),
            (&format!("{line}, Gv3JSmg8YQyvm4tSGXbhDYfZ"), 1),
            (&format!("{line}\nshort"), 1),
        ] {
            assert_eq!(super::blobs(text).len(), blobs, "{text}");
        }
    }
}
