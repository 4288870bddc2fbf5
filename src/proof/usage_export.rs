//! A license usage export: the CSV file that an instance's administrator downloads, with the license key in it
//! (facts: domain 2).
//!
//! The key is looked for in all of the file's head, not in its cell: so it is found however the file was re-saved,
//! re-quoted, cut or pasted. The cells are read only for what the export says in clear, to compare it with the key.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::key::Keys;
use super::license_file::{LicenseFile, LicenseFileError};
use crate::date::Date;
use crate::table::{self, is, trim};

/// How much of an export is read, in bytes: the head is its first few thousand, and the table after it may be large.
const MAX_HEAD: usize = 256 * 1024;
/// How many rows the head can have, with a key of one line a row.
const MAX_ROWS: usize = 4096;

/// A license usage export: the license in it, and what its head says in clear.
///
/// A header value is `None` when it is absent, blank or not readable for certain, as `1/2/2026` is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageExport {
    /// What the key decodes to.
    pub license: LicenseFile,
    /// `Email`.
    pub email: Option<String>,
    /// `Company`.
    pub company: Option<String>,
    /// `License Start Date`.
    pub starts_at: Option<Date>,
    /// `License End Date`.
    pub expires_at: Option<Date>,
    /// The day of `Generated At`.
    pub generated_at: Option<Date>,
}

/// Why a text is not read as a license usage export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum UsageExportError {
    /// There is neither its first row nor a license key in it.
    #[error("This is not a license usage export.")]
    NotAUsageExport,
    /// There is no license key in it.
    #[error("The license usage export has no license key.")]
    NoKey,
    /// Its license key cannot be read.
    #[error(transparent)]
    Key(LicenseFileError),
}

/// A value that an export's head says in clear and its key too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderField {
    /// `Email`.
    Email,
    /// `Company`.
    Company,
    /// `License Start Date`.
    StartsAt,
    /// `License End Date`.
    ExpiresAt,
}

/// A value of the head that is not the key's: the file was edited, or re-saved by something that changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub field: HeaderField,
    /// What the head says.
    pub header: String,
    /// What the key says.
    pub key: String,
}

impl HeaderField {
    /// Its label in the export.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Email => "Email",
            Self::Company => "Company",
            Self::StartsAt => "License Start Date",
            Self::ExpiresAt => "License End Date",
        }
    }
}

impl fmt::Display for HeaderField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl UsageExport {
    /// Reads an export, or what became of it: re-saved with another separator, re-quoted, its line breaks changed or
    /// lost, only its beginning or only the key pasted. Where the cells cannot be told apart any more, the header
    /// values are `None`.
    ///
    /// # Errors
    /// A [`UsageExportError`].
    pub fn read(text: &str, keys: &Keys) -> Result<Self, UsageExportError> {
        let head = head(text);
        let license = LicenseFile::decode(head, keys).map_err(|error| match error {
            LicenseFileError::NotALicenseFile if looks_like_usage_export(text) => UsageExportError::NoKey,
            LicenseFileError::NotALicenseFile => UsageExportError::NotAUsageExport,
            error => UsageExportError::Key(error),
        })?;
        let header = table::SEPARATORS
            .map(|separator| Header::read(head, separator))
            .into_iter()
            .reduce(|best, other| if other.count() > best.count() { other } else { best })
            .unwrap_or_default();
        Ok(Self {
            license,
            starts_at: header.starts_at.as_deref().and_then(day),
            expires_at: header.expires_at.as_deref().and_then(day),
            generated_at: header.generated_at.as_deref().and_then(day),
            email: header.email,
            company: header.company,
        })
    }

    /// Whether anything of the head could be read, besides the key.
    #[must_use]
    pub fn has_head(&self) -> bool {
        self.email.is_some() || self.company.is_some() || self.starts_at.is_some() || self.expires_at.is_some()
    }

    /// Where the head and the key say different things. A value that is unknown on either side is not compared, and the
    /// letter case of an address does not count.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let Self { license, .. } = self;
        let shown = |date: Option<Date>| date.map(|date| date.to_string());
        [
            (HeaderField::Email, self.email.clone(), license.email.clone()),
            (HeaderField::Company, self.company.clone(), license.company.clone()),
            (HeaderField::StartsAt, shown(self.starts_at), shown(license.starts_at)),
            (HeaderField::ExpiresAt, shown(self.expires_at), shown(license.expires_at)),
        ]
        .into_iter()
        .filter_map(|(field, header, key)| Some(Difference { field, header: header?, key: key? }))
        .filter(|Difference { field, header, key }| match field {
            HeaderField::Email => !header.eq_ignore_ascii_case(key),
            _ => header != key,
        })
        .collect()
    }
}

/// Whether a text begins as an export does: with a cell that says `License Key`, whatever separates it from the next.
#[must_use]
pub fn looks_like_usage_export(text: &str) -> bool {
    const FIRST: &str = "License Key";
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '"'));
    let Some((first, rest)) = start.split_at_checked(FIRST.len()) else { return false };
    let rest = rest.trim_start_matches(['"', ' ', '\u{a0}']);
    first.eq_ignore_ascii_case(FIRST) && (rest.is_empty() || rest.starts_with([',', ';', '\t', '\r', '\n']))
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_HEAD)]
}

/// The cells beside the labels of an export's head, as they stand, without the blank ones.
#[derive(Default)]
struct Header {
    email: Option<String>,
    company: Option<String>,
    starts_at: Option<String>,
    expires_at: Option<String>,
    generated_at: Option<String>,
}

impl Header {
    fn read(head: &str, separator: u8) -> Self {
        let mut header = Self::default();
        let mut rows = table::rows(head, separator).take(MAX_ROWS);
        // What comes before the first row is no part of the export.
        if !rows.any(|row| row.get(0).is_some_and(|cell| is(cell, "License Key"))) {
            return header;
        }
        for row in rows {
            let label = row.get(0).unwrap_or_default();
            // The table of users, by the day: the head is over.
            if is(label, "Date") {
                break;
            }
            let place = match label {
                _ if is(label, HeaderField::Email.label()) => &mut header.email,
                _ if is(label, HeaderField::Company.label()) => &mut header.company,
                _ if is(label, HeaderField::StartsAt.label()) => &mut header.starts_at,
                _ if is(label, HeaderField::ExpiresAt.label()) => &mut header.expires_at,
                _ if is(label, "Generated At") => &mut header.generated_at,
                _ => continue,
            };
            let value = trim(row.get(1).unwrap_or_default());
            if place.is_none() && !value.is_empty() {
                *place = Some(value.to_owned()).filter(|value| value.chars().count() <= MAX_VALUE);
            }
        }
        header
    }

    fn count(&self) -> usize {
        let Self { email, company, starts_at, expires_at, generated_at } = self;
        [email, company, starts_at, expires_at, generated_at].into_iter().flatten().count()
    }
}

/// The longest value that is taken from the head, in characters.
const MAX_VALUE: usize = 255;

/// The day of a cell: `2026-01-31`, or as a spreadsheet re-saves it, such as `1/31/2026` and `31.01.2026`, with or
/// without a time after it. Where day and month could be swapped, it is nothing, never a guess.
fn day(cell: &str) -> Option<Date> {
    let (date, time) = cell.split_once([' ', 'T']).unwrap_or((cell, ""));
    let is_time = |c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | ' ' | 'A' | 'P' | 'M' | 'U' | 'T' | 'C' | 'Z')
    };
    if !time.to_ascii_uppercase().chars().all(is_time) {
        return None;
    }
    let separator = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = date.trim_end_matches(separator).split(separator).collect();
    let number = |text: &str, digits: usize| {
        let fits = (1..=digits).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u16>().ok()).flatten()
    };
    let date = |year: u16, month: u16, day: u16| {
        Date::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(number(year, 4)?, number(month, 2)?, number(day, 2)?),
        [one, other, year] if year.len() == 4 => {
            let (one, other, year) = (number(one, 2)?, number(other, 2)?, number(year, 4)?);
            match (date(year, one, other), date(year, other, one)) {
                (Some(month_first), Some(day_first)) => (month_first == day_first).then_some(month_first),
                (one, other) => one.or(other),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_when_it_can_be_only_one() {
        for (cell, iso) in [
            ("2026-01-31", Some("2026-01-31")),
            ("2026-01-02", Some("2026-01-02")),
            ("2026-11-22 01:02:03", Some("2026-11-22")),
            ("2026-11-22T01:02:03Z", Some("2026-11-22")),
            ("2026-11-22 01:02:03 UTC", Some("2026-11-22")),
            ("2026/1/31", Some("2026-01-31")),
            ("2026. 01. 31.", None),
            ("2026.01.31.", Some("2026-01-31")),
            ("1/31/2026", Some("2026-01-31")),
            ("01/31/2026", Some("2026-01-31")),
            ("31/01/2026", Some("2026-01-31")),
            ("31.01.2026", Some("2026-01-31")),
            ("31-01-2026", Some("2026-01-31")),
            ("1/31/2026 1:02:03 AM", Some("2026-01-31")),
            ("1/31/2026 1:02", Some("2026-01-31")),
            ("2/2/2026", Some("2026-02-02")),
            ("2/30/2026", None),
            ("1/2/2026", None),
            ("01.02.2026", None),
            ("1/31/26", None),
            ("31-Jan-26", None),
            ("46053", None),
            ("2026-13-01", None),
            ("2026-1-31-1", None),
            ("2026-01-31 or so", None),
            ("", None),
            ("-", None),
            ("////", None),
            ("ä/1/2026", None),
        ] {
            assert_eq!(day(cell).map(|date| date.to_string()).as_deref(), iso, "{cell:?}");
        }
    }

    #[test]
    fn an_export_is_told_by_its_first_cell() {
        for text in [
            "License Key,\"eyJ",
            "\u{feff}License Key;\"eyJ",
            "\"License Key\"\t\"eyJ",
            "\r\n license key , x",
            "License Key",
            "License Key\neyJ",
        ] {
            assert!(looks_like_usage_export(text), "{text:?}");
        }
        for text in ["", "License Keys,x", "License", "Our License Key,x", "License Key is here", "Licensé Key,x"] {
            assert!(!looks_like_usage_export(text), "{text:?}");
        }
    }
}
