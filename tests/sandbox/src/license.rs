//! License files and license usage exports, made as GitLab's gem and GitLab make them (domain.md 1 and 2), for the
//! seed's licenses: with a key of our own, see `keys/README.md`.
//!
//! All of it is the same on every run but for the licenses that end around today.

mod envelope;
mod payload;
mod signer;

use std::fmt::Write;

use crate::date::Date;
use crate::portal;

pub use payload::Payload;
pub use signer::Signer;

/// The public half of the key that the sandbox's license files are made with.
pub const TEST_PUBLIC_KEY_PEM: &str = include_str!("../keys/license_test_key.pub");

/// When every usage export was made.
const GENERATED_AT: &str = "2026-11-22 10:00:00";

/// The license file of one of the portal's licenses, as its page shows it.
pub fn file(id: i64) -> Option<String> {
    portal::license_file(id)
}

/// What a license file says, in the order in which it says it; nothing unless the test key made it.
pub fn read(file: &str) -> Option<Payload> {
    envelope::open(file, Signer::test()).and_then(|json| serde_json::from_slice(&json).ok())
}

/// The same license signed with the key that only the portal knows yet.
pub fn signed_anew(file: &str) -> Option<String> {
    read(file).map(|payload| Signer::next().sign(&payload.json(), "signed anew"))
}

/// What a license file says to the portal, which knows one key more.
pub(crate) fn read_by_portal(file: &str) -> Option<Payload> {
    let json = [Signer::test(), Signer::next()].into_iter().find_map(|signer| envelope::open(file, signer))?;
    serde_json::from_slice(&json).ok()
}

/// A license file between the boundary lines that the gem puts around it when asked to.
pub fn with_boundary(file: &str) -> String {
    let line = |word: &str| format!("{:-^60}", format!("{word} GITLAB LICENSE"));
    format!("{}\n{}\n{}\n", line("BEGIN"), file.trim_end(), line("END"))
}

/// The license usage export of an instance with this license.
pub fn usage_export(id: i64) -> Option<String> {
    usage_export_of(&file(id)?)
}

/// The license usage export of an instance with this license file.
pub fn usage_export_of(file: &str) -> Option<String> {
    let payload = read(file)?;
    let licensee = |key: &str| payload.at(&["licensee", key]).and_then(Payload::text).unwrap_or_default();
    let date = |key: &str| payload.at(&[key]).and_then(Payload::text).unwrap_or_default();
    let key = format!("{}\n", file.replace("\r\n", "\n").trim_end_matches('\n'));
    let mut csv = String::new();
    for (label, value) in [
        ("License Key", key.as_str()),
        ("Email", licensee("Email")),
        ("License Start Date", date("issued_at")),
        ("License End Date", date("expires_at")),
        ("Company", licensee("Company")),
        ("Generated At", GENERATED_AT),
    ] {
        let _ = writeln!(csv, "{label},{}", cell(value));
    }
    csv.push_str("\"\",\"\"\nDate,Billable User Count\n");
    for day in 17..=21 {
        let _ = writeln!(csv, "{} 12:00:04,{}", Date::new(2026, 11, day).iso(), day + 3);
    }
    Some(csv)
}

/// A cell as Ruby's CSV writes it: quoted only where it must be. A cell without a value is empty.
fn cell(value: &str) -> String {
    let special =
        value.starts_with([' ', '\t']) || value.ends_with([' ', '\t']) || value.contains([',', '"', '\r', '\n']);
    if special { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
}

#[cfg(test)]
mod tests;
