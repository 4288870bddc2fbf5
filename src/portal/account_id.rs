//! The ID of a Salesforce account, in every arrangement with one meaning: alone, in a link to Salesforce, beside a name.

use super::fields::Value;
use super::host::{ACCOUNT_PREFIX, SALESFORCE_HOSTS};
use crate::salesforce::SalesforceId;
use crate::shown::Shown;

/// The shortest word that may be a damaged ID.
const NEARLY: usize = 10;

/// Reads the one ID that the value's text and links name. Its forms of 15 and 18 characters are the same ID; the text's
/// form is the one that is given.
pub(super) fn read(value: &Value<'_>) -> Shown<SalesforceId> {
    let text = match value.text() {
        Shown::Read(text) => text,
        Shown::Absent => return Shown::Absent,
        Shown::Unreadable(_) => String::new(),
    };
    // What stands alone is taken for what it is; among other words only an account's ID is one.
    let mut ids = match SalesforceId::parse(&text) {
        Ok(id) => vec![id],
        Err(_) => {
            let words = || text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_nearly(word));
            let ids: Option<Vec<_>> = words().map(account).collect();
            match ids {
                Some(ids) => ids,
                None => return value.unreadable(),
            }
        }
    };
    ids.extend(value.links().filter_map(salesforce_path).flat_map(|path| path.split(is_separator).filter_map(account)));
    match ids.split_first() {
        Some((first, rest)) if rest.iter().all(|id| id.short() == first.short()) => Shown::Read(first.clone()),
        _ => value.unreadable(),
    }
}

/// Whether a word is the ID of an account, or was one before it was damaged.
fn is_nearly(word: &str) -> bool {
    word.len() >= NEARLY && word.starts_with(ACCOUNT_PREFIX)
}

fn account(word: &str) -> Option<SalesforceId> {
    SalesforceId::parse(word).ok().filter(|id| id.as_str().starts_with(ACCOUNT_PREFIX))
}

/// What follows the host, where that is Salesforce's: `/001…`, `/lightning/r/Account/001…/view`.
fn salesforce_path(href: &str) -> Option<&str> {
    let rest = href.trim().strip_prefix("https://")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#'])?);
    let host = host.to_ascii_lowercase();
    SALESFORCE_HOSTS.iter().any(|end| host.ends_with(end)).then_some(path)
}

fn is_separator(c: char) -> bool {
    matches!(c, '/' | '?' | '#' | '&' | '=')
}
