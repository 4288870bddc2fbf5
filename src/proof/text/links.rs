//! Addresses of the portal (facts: domain 3.2).
//!
//! Context: the address is one, on the portal's own host. Staging and look-alikes are other hosts.

use std::ops::Range;

use super::{Mention, activation_code, subscription};
use crate::hosts::PORTAL;
use crate::ids::LicenseId;
use crate::portal::{Model, Place, PortalUrl};

/// What the addresses at these places lead to.
pub fn find(text: &str, urls: &[Range<usize>]) -> Vec<(Range<usize>, Mention)> {
    urls.iter().filter_map(|at| Some((at.clone(), target(&text[at.clone()])?))).collect()
}

/// What one address leads to. A record's other pages (`/edit`, `/history`) count as the record.
pub fn target(address: &str) -> Option<Mention> {
    let rest = strip_scheme(address.trim());
    let host = rest.get(..PORTAL.len()).filter(|host| host.eq_ignore_ascii_case(PORTAL))?;
    let rest = &rest[host.len()..];
    let (path, query) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
    let url = PortalUrl::parse(&format!("https://{PORTAL}{}", record_path(path))).ok()?;
    match url.place() {
        Place::Show(Model::License, id) => LicenseId::parse(id.as_str()).ok().map(Mention::License),
        Place::Show(model @ (Model::CloudActivation | Model::Order | Model::BillingAccount), id) => {
            Some(Mention::Record(*model, id.clone()))
        }
        Place::List(model) => searched_for(*model, query),
        _ => None,
    }
}

fn strip_scheme(address: &str) -> &str {
    ["https://", "http://"]
        .iter()
        .find_map(|scheme| {
            let start = address.get(..scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then(|| &address[scheme.len()..])
        })
        .unwrap_or(address)
}

/// `/admin/MODEL/ID` of `/admin/MODEL/ID/ACTION`, and any other path as it is.
fn record_path(path: &str) -> &str {
    let path = path.strip_suffix('/').unwrap_or(path);
    match path.rsplit_once('/') {
        Some((record, action)) if path.split('/').count() == 5 && action.bytes().all(is_action) => record,
        _ => path,
    }
}

fn is_action(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}

/// What a list was searched or filtered for, when that can only be one thing: a subscription's name, or in the list of
/// cloud activations a code.
fn searched_for(model: Model, query: &str) -> Option<Mention> {
    let query = query.strip_prefix('?')?.split('#').next()?;
    let values = query.split('&').filter_map(|pair| pair.split_once('=')).filter_map(|(key, value)| {
        let key = decoded(key)?;
        (key == "query" || key.ends_with("[v]")).then(|| decoded(value)).flatten()
    });
    let mut searched = values.filter_map(|value| {
        let code = || activation_code::whole(value.trim()).filter(|_| model == Model::CloudActivation);
        subscription::whole(value.trim()).or_else(code)
    });
    let only = searched.next()?;
    searched.all(|other| other == only).then_some(only)
}

/// A part of a query, decoded; nothing when it is not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(high)? * 16 + digit(low)?
            }
            _ => *first,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_or_nothing() {
        for (text, value) in
            [("a+b%20c", Some("a b c")), ("%C3%A9", Some("é")), ("%ff", None), ("%zz", None), ("%4", Some("%4"))]
        {
            assert_eq!(decoded(text).as_deref(), value, "{text}");
        }
    }
}
