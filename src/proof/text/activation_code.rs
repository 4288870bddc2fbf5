//! Cloud activation codes: 24 letters and digits (facts: domain 3.1).
//!
//! Context: a label (*activation code*, in a few languages) takes any token of 12 to 64 letters, digits, hyphens and
//! underscores that no word is. Without a label only 24 characters that look random are taken, standing alone in prose:
//! both letter cases and a digit, changing often (a name in a program changes with its words), not on a line of a log,
//! and not said to be something else (a token, a password, a session).

use std::ops::Range;

use super::{Mention, scan};
use crate::ids::ActivationCode;

/// The length of a code.
const LENGTH: usize = 24;

/// How often the kind of character must change in a code without a label. In 24 random ones it does 14 times on average,
/// and fewer than 9 times once in a hundred; five words joined to a name make 9.
const CHANGES: usize = 9;

const LABELS: &[&str] = &[
    "activation code",
    "activation codes",
    "activation key",
    "cloud activation",
    "cloud license code",
    "cloud licensing code",
    "aktivierungs code",
    "aktivierungsschlüssel",
    "code d'activation",
    "code d activation",
    "código de activación",
    "codigo de activacion",
    "código de ativação",
    "codigo de ativacao",
    "codice di attivazione",
    "activeringscode",
    "код активации",
    "アクティベーションコード",
    "激活码",
    "啟用碼",
    "활성화 코드",
];

/// Words on the same line, shortly before, that say that a random token is something else.
const OTHERWISE: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "session",
    "request",
    "correlation",
    "trace",
    "span",
    "hash",
    "checksum",
    "digest",
    "signature",
    "nonce",
    "cookie",
    "csrf",
    "auth",
    "authorization",
    "bearer",
    "api",
    "apikey",
    "etag",
    "uuid",
    "guid",
    "jid",
    "job",
    "salt",
    "fingerprint",
    "ssh",
    "pin",
    "commit",
    "runner",
];

/// Words in capitals that a line of a log has.
const LEVELS: &[&str] = &["TRACE", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL"];

/// The code that is the whole text: 24 letters and digits, some of each.
pub fn whole(text: &str) -> Option<Mention> {
    let shape = text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (shape && has_letter_and_digit(text)).then(|| mention(text)).flatten()
}

/// The codes in a text.
pub fn find(text: &str) -> Vec<(Range<usize>, Mention)> {
    let mut found: Vec<_> = scan::word_starts(text)
        .filter_map(|start| {
            let label = scan::longest(text, start, LABELS).filter(|end| scan::ends_word(text, *end))?;
            let at = labelled(text, label)?;
            Some((at.clone(), mention(&text[at])?))
        })
        .collect();
    found.extend(tokens(text).filter(|at| stands_alone(text, at)).filter_map(|at| {
        let code = &text[at.clone()];
        looks_random(code).then(|| mention(code)).flatten().map(|mention| (at, mention))
    }));
    found
}

fn mention(code: &str) -> Option<Mention> {
    ActivationCode::parse(code).ok().map(Mention::ActivationCode)
}

/// What a label announces.
fn labelled(text: &str, label_end: usize) -> Option<Range<usize>> {
    let start = scan::to_value(text, label_end).end;
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let length = text[start..].bytes().take(65).take_while(is_inside).count();
    let code = text[start..start + length].trim_end_matches(['-', '_']);
    let at = start..start + code.len();
    let mixed = code.len() == LENGTH
        && code.bytes().any(|b| b.is_ascii_uppercase())
        && code.bytes().any(|b| b.is_ascii_lowercase());
    let fits = (12..=64).contains(&code.len()) && (has_letter_and_digit(code) || mixed);
    // A subscription name, a UUID and a date with a time have hyphens; an address goes on.
    let parts = code.split('-').count();
    let is_other = parts == 5
        || (parts > 1 && code.split('-').any(|part| part.len() < 4))
        || code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'T');
    (fits && !is_other && ends(text, at.end)).then_some(at)
}

/// The tokens of 24 letters and digits.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            if at - start == LENGTH {
                return Some(start..at);
            }
            at += usize::from(at == start);
        }
        None
    })
}

/// Whether a token is not a part of anything: an address, a path, an assignment, a longer name, a log.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    begins(text, at.start)
        && ends(text, at.end)
        && !is_log(text, at)
        && !is_otherwise(scan::line_before(text, at.start))
}

fn begins(text: &str, start: usize) -> bool {
    let quotes = |c: char| "\"'`“„‘*<([{|>".contains(c);
    let before = text[..start].trim_end_matches(quotes);
    // `"id":"…"` is data; `code:"…"` is said by a person, and has a label if it is to be a code.
    let quoted = before.len() < start;
    before.chars().next_back().is_none_or(|c| {
        scan::is_space(c) || matches!(c, '\u{2e80}'..='\u{ffef}') || (!quoted && matches!(c, ':' | ',' | ';'))
    })
}

fn ends(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    match rest.next() {
        None => true,
        Some('.' | ',' | ';' | '!' | '?' | ':') => {
            rest.next().is_none_or(|c| !scan::is_word(c) && c != '/' && c != ':')
        }
        Some(c) => scan::is_space(c) || "\"'`”’*>)]}|<".contains(c) || (!c.is_ascii() && !scan::is_word(c)),
    }
}

/// Whether a line is a log's: it tells the time to the second, or a level in capitals.
fn is_log(text: &str, at: &Range<usize>) -> bool {
    let parts = [scan::line_before(text, at.start), scan::line_after(text, at.end)];
    parts.iter().any(|part| {
        let times = part.as_bytes().windows(8).any(|time| {
            time.iter().enumerate().all(|(at, byte)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_digit() })
        });
        times || words(part).any(|word| LEVELS.contains(&word))
    })
}

/// Whether one of the last few words says that what follows is something else than a code.
fn is_otherwise(before: &str) -> bool {
    let near: Vec<_> = words(before).collect();
    near.iter().rev().take(4).any(|word| OTHERWISE.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn has_letter_and_digit(code: &str) -> bool {
    code.bytes().any(|byte| byte.is_ascii_alphabetic()) && code.bytes().any(|byte| byte.is_ascii_digit())
}

fn looks_random(code: &str) -> bool {
    let kind = |byte: u8| (byte.is_ascii_uppercase(), byte.is_ascii_digit());
    let bytes = code.as_bytes();
    let has = |wanted| bytes.iter().any(|byte| kind(*byte) == wanted);
    let changes = bytes.windows(2).filter(|pair| kind(pair[0]) != kind(pair[1])).count();
    has((true, false)) && has((false, true)) && has((false, false)) && changes >= CHANGES && !looks_named(code)
}

/// Whether a token is words joined together: all small letters follow a capital, and there are two or three to each.
fn looks_named(code: &str) -> bool {
    let bytes = code.as_bytes();
    let small = bytes.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    let runs: Vec<_> =
        bytes.windows(2).filter(|pair| !pair[0].is_ascii_lowercase() && pair[1].is_ascii_lowercase()).collect();
    !bytes[0].is_ascii_lowercase()
        && runs.iter().all(|pair| pair[0].is_ascii_uppercase())
        && small * 2 >= runs.len() * 5
}
