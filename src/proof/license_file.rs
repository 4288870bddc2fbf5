//! A license file, or its text in whatever a customer pasted: found, decoded, and reduced to what is compared later
//! (facts: domain 1).
//!
//! What decoding proves is little, and no check may rest on it: the AES key block was made with a private key whose
//! public half we hold. The rest of the file is not signed. Whoever has one license file can read its AES key and write
//! any text under it. So a license file *names* a license; what holds is what the portal says about that license.
//! Damage by accident is found all the same: a changed bit garbles sixteen bytes of JSON, which then no longer parse.

use std::ops::Range;

use aes::Aes128;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::key::Keys;
use crate::date::Date;
use crate::ids::{LicenseId, SubscriptionName};

/// How much text is searched, in bytes: far more than any ticket comment or mail.
const MAX_TEXT: usize = 1024 * 1024;
/// How long a key can be, in characters of Base64: real ones have one to three thousand.
const MAX_KEY: usize = 64 * 1024;
/// The longest text that is taken from a key, in characters. Anybody who has one key can put any content under it, as
/// ARCHITECTURE.md says of license files, and what is found is kept and shown.
const MAX_VALUE: usize = 255;
/// How long the words are that tell a damaged key between boundary lines from a legal text.
const LONG_WORD: usize = 40;

/// What a license file says about the license it names; `None` is always "absent or not readable", never "no".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseFile {
    /// `restrictions.id`: the license's ID in the portal.
    pub id: LicenseId,
    /// `licensee.Name`.
    pub name: Option<String>,
    /// `licensee.Company`.
    pub company: Option<String>,
    /// `licensee.Email`.
    pub email: Option<String>,
    /// The first day: `starts_at`, or `issued_at` as it was called.
    pub starts_at: Option<Date>,
    /// The day with whose beginning it expires.
    pub expires_at: Option<Date>,
    /// `restrictions.plan`, such as `premium`.
    pub plan: Option<String>,
    /// `restrictions.trial`.
    pub trial: Option<bool>,
    /// `restrictions.subscription_name`.
    pub subscription_name: Option<SubscriptionName>,
    /// How the instance is licensed.
    pub kind: Option<LicenseKind>,
}

/// How an instance is licensed, from the file's two cloud licensing flags (facts: domain 1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenseKind {
    /// With a license file.
    Legacy,
    /// With a license file of a subscription that uses cloud licensing.
    OfflineCloud,
    /// With an activation code; the instance fetched this file itself.
    OnlineCloud,
}

/// Why no license was read from a text. No variant repeats any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum LicenseFileError {
    /// No license key stands in the text.
    #[error("This is not a license file: there is no license key in it.")]
    NotALicenseFile,
    /// More text than is searched, or a key longer than keys are.
    #[error("This is too long for a license file.")]
    TooLong,
    /// The key's beginning or end is missing.
    #[error("The license key is cut off: a part of it is missing.")]
    Truncated,
    /// The key is whole but something in it was changed or lost.
    #[error("The license key is damaged: something in it was changed or lost.")]
    Damaged,
    /// Its AES key was not encrypted with a key we hold.
    #[error(
        "The license key is not decryptable with GitLab's production key: it may be from staging or JiHu, or forged."
    )]
    OtherKey,
    /// The format of its content is not version 1.
    #[error("The license key has a format version that Vouch does not know.")]
    UnsupportedVersion,
    /// It was decoded, and has no `restrictions.id` that is a license ID.
    #[error("The license key names no license ID.")]
    NoLicenseId,
    /// Several keys that say different things.
    #[error("There are several different license keys in it.")]
    Several,
}

impl LicenseFile {
    /// Reads the license key that stands in a text: the whole text, or anywhere in it, with or without its boundary
    /// lines; wrapped anywhere or not at all; indented; quoted with `>`.
    ///
    /// The same license may stand there more than once. Time is linear in the text's length.
    ///
    /// # Errors
    /// A [`LicenseFileError`]; when none of several keys can be read, the first one's.
    pub fn decode(text: &str, keys: &Keys) -> Result<Self, LicenseFileError> {
        if text.len() > MAX_TEXT {
            return Err(LicenseFileError::TooLong);
        }
        let symbols = Symbols::of(text);
        let parts = symbols.parts();
        if parts.is_empty() {
            return Err(if symbols.have_an_end(0..symbols.values.len()) {
                LicenseFileError::Truncated
            } else if bounded(text).is_empty() {
                LicenseFileError::NotALicenseFile
            } else {
                LicenseFileError::Damaged
            });
        }
        let mut found: Option<Self> = None;
        let mut first_error = None;
        for part in parts {
            match symbols.envelope(part).and_then(|envelope| Self::open(envelope, keys)) {
                Ok(license) if found.as_ref().is_some_and(|found| *found != license) => {
                    return Err(LicenseFileError::Several);
                }
                Ok(license) => found = Some(license),
                Err(error) => first_error = first_error.or(Some(error)),
            }
        }
        found.ok_or(first_error.unwrap_or(LicenseFileError::NotALicenseFile))
    }

    fn open(envelope: Envelope, keys: &Keys) -> Result<Self, LicenseFileError> {
        let mut data = envelope.data;
        let aes_key = keys.open(&envelope.key).ok_or(LicenseFileError::OtherKey)?;
        let plain = Decryptor::<Aes128>::new(&aes_key.into(), &envelope.iv.into())
            .decrypt_padded::<Pkcs7>(&mut data)
            .map_err(|_| LicenseFileError::Damaged)?;
        let payload = serde_json::from_slice::<Map<String, Value>>(plain).map_err(|_| LicenseFileError::Damaged)?;
        Self::read(&payload)
    }

    fn read(payload: &Map<String, Value>) -> Result<Self, LicenseFileError> {
        if payload.get("version").and_then(Value::as_u64) != Some(1) {
            return Err(LicenseFileError::UnsupportedVersion);
        }
        // Every license has a licensee: without one, these are not the bytes that were encrypted.
        let licensee = payload.get("licensee").and_then(Value::as_object).ok_or(LicenseFileError::Damaged)?;
        let restriction = |name| payload.get("restrictions").and_then(|restrictions| restrictions.get(name));
        Ok(Self {
            id: restriction("id").and_then(license_id).ok_or(LicenseFileError::NoLicenseId)?,
            name: text(licensee.get("Name")),
            company: text(licensee.get("Company")),
            email: text(licensee.get("Email")),
            starts_at: day(payload.get("starts_at").or_else(|| payload.get("issued_at"))),
            expires_at: day(payload.get("expires_at")),
            plan: text(restriction("plan")),
            trial: restriction("trial").and_then(Value::as_bool),
            subscription_name: text(restriction("subscription_name"))
                .and_then(|name| SubscriptionName::parse(&name).ok()),
            kind: LicenseKind::read(payload),
        })
    }
}

impl LicenseKind {
    /// Files older than a flag do not have it, and it was off.
    fn read(payload: &Map<String, Value>) -> Option<Self> {
        let flag = |name| payload.get(name).map_or(Some(false), Value::as_bool);
        match (flag("cloud_licensing_enabled")?, flag("offline_cloud_licensing_enabled")?) {
            (false, _) => Some(Self::Legacy),
            (true, true) => Some(Self::OfflineCloud),
            (true, false) => Some(Self::OnlineCloud),
        }
    }
}

fn license_id(value: &Value) -> Option<LicenseId> {
    let text = match value {
        Value::Number(number) => number.as_u64()?.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    LicenseId::parse(&text).ok()
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty() && text.chars().count() <= MAX_VALUE).then(|| text.to_owned())
}

/// A day in ISO form, with or without a time after it.
fn day(value: Option<&Value>) -> Option<Date> {
    let text = value?.as_str()?;
    // A license file writes nothing else, so another form is somebody's edit.
    Date::parse_iso(text.trim().get(..10)?).ok()?;
    Date::parse_shown(text)
}

/// Where license keys stand in a longer text, such as a ticket's comment: in order, without overlap, each a range of
/// bytes that [`LicenseFile::decode`] can be given. Where there is something it cannot decode, it says why.
///
/// A key begins with the Base64 of `{"data":"` (facts: domain 1.1). What lacks that counts when it has boundary lines
/// around it. Only the first megabyte is searched.
#[must_use]
pub fn candidates(text: &str) -> Vec<Range<usize>> {
    let text = &text[..text.floor_char_boundary(MAX_TEXT)];
    let symbols = Symbols::of(text);
    let mut found: Vec<_> = symbols.parts().into_iter().map(|part| symbols.range_of_key(part, text)).collect();
    let headless = bounded(text).into_iter().filter(|bounded| {
        let after = found.partition_point(|key| key.end <= bounded.start);
        found.get(after).is_none_or(|key| key.start >= bounded.end)
    });
    let headless: Vec<_> = headless.collect();
    found.extend(headless);
    found.sort_by_key(|range| range.start);
    found
}

/// The first license key in a text as the portal can take it: a whole one as GitLab writes it, in lines of sixty
/// characters, without what got between them; any other as it stands.
#[must_use]
pub fn first_key(text: &str) -> Option<String> {
    let key = &text[candidates(text).into_iter().next()?];
    let symbols = Symbols::of(key);
    let whole = symbols.parts().into_iter().next().and_then(|part| symbols.json(part));
    let Some((json, _)) = whole.filter(|(json, _)| Envelope::parse(json).is_some()) else {
        return Some(key.to_owned());
    };
    let base64: Vec<_> = STANDARD.encode(json).chars().collect();
    Some(base64.chunks(60).flat_map(|line| line.iter().chain(&['\n'])).collect())
}

/// A license key taken apart, its parts decoded from Base64 and of the sizes they must have.
struct Envelope {
    data: Vec<u8>,
    key: Vec<u8>,
    iv: [u8; 16],
}

impl Envelope {
    fn parse(json: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Parts {
            data: String,
            key: String,
            iv: String,
        }
        let bytes = |text: String| STANDARD.decode(text.replace(char::is_whitespace, "")).ok();
        let Parts { data, key, iv } = serde_json::from_slice(json).ok()?;
        let envelope = Self { data: bytes(data)?, key: bytes(key)?, iv: bytes(iv)?.try_into().ok()? };
        let is_cbc = !envelope.data.is_empty() && envelope.data.len().is_multiple_of(16);
        // The sizes of RSA keys of 1024 to 4096 bits: one of ours or another's.
        let is_rsa = matches!(envelope.key.len(), 128 | 256 | 384 | 512);
        (is_cbc && is_rsa).then_some(envelope)
    }
}

/// The characters of a text that can belong to a license key, as numbers of six bits, without what mail programs,
/// spreadsheets and people put between them; and where each stands.
///
/// What cannot stand inside a key is one [`Symbols::BREAK`], however much of it there is.
struct Symbols {
    values: Vec<u8>,
    at: Vec<usize>,
}

impl Symbols {
    const BREAK: u8 = 64;
    /// `eyJkYXRhIjoi`, the Base64 of `{"data":"`. It stands nowhere inside a key: at no alignment does it decode to
    /// characters that a key's parts can have.
    const START: [u8; 12] = [30, 50, 9, 36, 24, 23, 17, 33, 8, 35, 40, 34];

    fn of(text: &str) -> Self {
        let mut symbols = Self { values: Vec::with_capacity(text.len()), at: Vec::with_capacity(text.len()) };
        let mut rest = text.char_indices();
        while let Some((at, character)) = rest.next() {
            let value = match character {
                'A'..='Z' => character as u8 - b'A',
                'a'..='z' => character as u8 - b'a' + 26,
                '0'..='9' => character as u8 - b'0' + 52,
                '+' => 62,
                '/' => 63,
                // A line break or a tab as JSON writes it.
                '\\' if rest.as_str().starts_with(['n', 'r', 't']) => {
                    rest.next();
                    continue;
                }
                // A soft line break, as a mail's source has it; padding at the end of a line is dropped with it.
                '=' if ["\n", "\r\n", "\\n", "\\r"].iter().any(|end| rest.as_str().starts_with(end)) => continue,
                _ if stands_between(character) => continue,
                _ if symbols.values.last() == Some(&Self::BREAK) => continue,
                _ => Self::BREAK,
            };
            symbols.values.push(value);
            symbols.at.push(at);
        }
        symbols
    }

    /// The parts of the text that begin with a key: each up to the beginning of the next.
    fn parts(&self) -> Vec<Range<usize>> {
        let starts: Vec<_> = self
            .values
            .windows(Self::START.len())
            .enumerate()
            .filter_map(|(at, window)| (window == Self::START).then_some(at))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([self.values.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The JSON of the key that a part begins with, and how many symbols it takes; nothing when its end does not come.
    fn json(&self, part: Range<usize>) -> Option<(Vec<u8>, usize)> {
        let run = self.values[part].iter().take(MAX_KEY).copied().take_while(|value| *value != Self::BREAK);
        let mut json = Vec::new();
        for (byte, used) in decoded(run) {
            json.push(byte);
            if json.ends_with(END_OF_JSON) {
                return Some((json, used));
            }
        }
        None
    }

    fn envelope(&self, part: Range<usize>) -> Result<Envelope, LicenseFileError> {
        let json = self.json(part.clone());
        if let Some(envelope) = json.as_ref().and_then(|(json, _)| Envelope::parse(json)) {
            return Ok(envelope);
        }
        let run = self.values[part.clone()].iter().take_while(|value| **value != Self::BREAK);
        Err(if json.is_none() && run.count() > MAX_KEY {
            LicenseFileError::TooLong
        } else if self.have_an_end(part) {
            LicenseFileError::Damaged
        } else {
            LicenseFileError::Truncated
        })
    }

    /// Whether the end of a key stands somewhere in a part of the text, whatever became of what is before it: where a
    /// character was lost or put in, all after it is shifted.
    fn have_an_end(&self, part: Range<usize>) -> bool {
        let run = || self.values[part.clone()].iter().copied().filter(|value| *value != Self::BREAK);
        (0..4).any(|shift| {
            let bytes: Vec<u8> = decoded(run().skip(shift)).map(|(byte, _)| byte).collect();
            find(&bytes, b"\"iv\":\"").is_some_and(|iv| find(&bytes[iv..], END_OF_JSON).is_some())
        })
    }

    /// Where in the text the key stands that a part begins with: to its end, or as far as it could go on.
    fn range_of_key(&self, part: Range<usize>, text: &str) -> Range<usize> {
        let start = self.at[part.start];
        let used = match self.json(part.clone()) {
            Some((_, used)) => used,
            None => self.values[part.clone()].iter().take_while(|value| **value != Self::BREAK).count(),
        };
        let end = self.at[part.start + used - 1] + 1;
        let padding = text[end..].bytes().take_while(|byte| *byte == b'=').count();
        start..end + padding
    }
}

const END_OF_JSON: &[u8] = b"\"}";

/// The bytes that Base64 symbols stand for, each with the number of symbols it took until then.
fn decoded(symbols: impl Iterator<Item = u8>) -> impl Iterator<Item = (u8, usize)> {
    let mut bits = 0_u32;
    symbols.enumerate().filter_map(move |(at, value)| {
        bits = (bits << 6) | u32::from(value);
        match at % 4 {
            0 => None,
            1 => Some(((bits >> 4) as u8, at + 1)),
            2 => Some(((bits >> 2) as u8, at + 1)),
            _ => Some((bits as u8, at + 1)),
        }
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// What gets between the characters of a key: white space, quote marks of mails and of CSV, and characters without
/// width.
fn stands_between(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '>' | '"' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        )
}

/// Where something stands between a `BEGIN … LICENSE` and an `END … LICENSE` that looks like a key, whatever its
/// beginning; the boundaries belong to it.
fn bounded(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin: Option<Range<usize>> = None;
    for (at, line) in lines(text) {
        // Where the line breaks were lost, all of it is one line.
        let mut from = 0;
        loop {
            let rest = &line[from..];
            let wanted = if begin.is_some() { "END " } else { "BEGIN " };
            let Some(boundary) = boundary(rest, wanted) else { break };
            from += boundary.end;
            let place = at + from - boundary.len()..at + from;
            match begin.take() {
                None => begin = Some(place),
                Some(begin) => {
                    let inside = &text[begin.end..place.start];
                    if inside.len() <= 2 * MAX_KEY && has_a_long_word(inside) {
                        found.push(begin.start..place.end);
                    }
                }
            }
        }
    }
    found
}

/// The lines of a text, without their breaks, and where they stand.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |next, line| {
        let at = *next;
        *next += line.len() + 1;
        Some((at, line))
    })
}

/// `BEGIN GITLAB LICENSE` with whatever dashes are around it, at the beginning of a line or after a dash.
fn boundary(line: &str, keyword: &str) -> Option<Range<usize>> {
    const LAST: &str = " LICENSE";
    /// The longest name of a product, and the deepest indentation, in bytes.
    const NAME: usize = 100;
    line.match_indices(keyword).find_map(|(at, _)| {
        let before = line[..at].trim_end_matches(is_dash);
        let own = before.len() < at || (before.len() <= NAME && before.chars().all(stands_between));
        let name = at + keyword.len() - 1;
        let within = &line[name..line.floor_char_boundary(name + NAME)];
        let end = name + within.find(LAST)? + LAST.len();
        let dashes = line[end..].len() - line[end..].trim_start_matches(is_dash).len();
        own.then_some(before.len()..end + dashes)
    })
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}')
}

fn has_a_long_word(text: &str) -> bool {
    text.split(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '+' | '/'))
        .any(|word| word.len() >= LONG_WORD)
}
