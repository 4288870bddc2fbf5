//! E-mail addresses, as people write them: `name@domain`, of letters and digits of ASCII and a few signs.
//!
//! Rarer shapes that the standards allow (quoted names, addresses beyond ASCII) are left out on purpose: what is taken for
//! an address here is compared with the portal's, and half an address would be another one.

use std::ops::Range;

use super::scan;

const MAX_NAME: usize = 64;
const MAX_DOMAIN: usize = 253;

/// The addresses in a text, in order.
pub fn find(text: &str) -> Vec<Range<usize>> {
    text.match_indices('@').filter_map(|(at, _)| around(text, at)).collect()
}

fn around(text: &str, at: usize) -> Option<Range<usize>> {
    let name = text[..at].bytes().rev().take(MAX_NAME + 1).take_while(|byte| is_in_name(*byte)).count();
    let domain = text[at + 1..].bytes().take(MAX_DOMAIN + 1).take_while(|byte| is_in_domain(*byte)).count();
    if name > MAX_NAME || domain > MAX_DOMAIN {
        return None;
    }
    // Markup and quotation marks that a name could begin with, and the sentence's own punctuation.
    let marks = |c: char| !c.is_ascii_alphanumeric();
    let start = at - text[at - name..at].trim_start_matches(marks).len();
    let end = at + 1 + text[at + 1..at + 1 + domain].trim_end_matches(marks).len();
    // What goes on as a word, as another address or as a place in a repository is something else.
    let before = scan::before(text, start).is_none_or(|c| !scan::is_word(c) && c != '@');
    let mut after = text[end..].chars();
    let apart = match after.next() {
        Some('@') => false,
        Some(':' | '/') => after.next().is_none_or(|c| scan::is_space(c) || c == '/'),
        next => next.is_none_or(|c| !scan::is_word(c)),
    };
    (before && apart && is_name(&text[start..at]) && is_domain(&text[at + 1..end])).then_some(start..end)
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._%+-'&".contains(&byte)
}

fn is_in_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-".contains(&byte)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.ends_with(['.', '\'']) && !name.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.len() < 64 && !label.starts_with('-') && !label.ends_with('-');
    let Some((_, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let is_top = top.len() >= 2 && (top.bytes().all(|byte| byte.is_ascii_alphabetic()) || top.starts_with("xn--"));
    is_top && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_address() {
        for (text, addresses) in [
            ("alice@acme.example", &["alice@acme.example"] as &[_]),
            ("<mallory.o'neil+gitlab@evil.example>,", &["mallory.o'neil+gitlab@evil.example"]),
            ("'alice@acme.example' *bob@acme.example*.", &["alice@acme.example", "bob@acme.example"]),
            ("mailto:a@b.co?subject=x [b@c.co](mailto:b@c.co)", &["a@b.co", "b@c.co", "b@c.co"]),
            ("alice@acme.example.evil.example", &["alice@acme.example.evil.example"]),
            ("連絡先はyamada@kk.exampleです", &["yamada@kk.example"]),
            ("a@b", &[]),
            ("@user and user@ and a@.b and a@b..co", &[]),
            ("git@gitlab.example:group/project.git", &[]),
            ("müller@firma.example", &[]),
            ("a@b.co@c.example", &[]),
            ("root@10.0.0.1", &[]),
            ("a..b@c.example", &[]),
        ] {
            let found: Vec<_> = find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, addresses, "{text}");
        }
    }
}
