//! Recognising what a person wrote: a proof that an agent typed or pasted, and everything in a ticket's text that a walk
//! can start from.
//!
//! Two questions, two functions. [`typed`] asks what one field holds, and answers only if that is one thing. [`mentions`]
//! searches prose, and takes a number or a code only with its context: a phone number, a date, a seat count or a session
//! ID must never become a proof (each kind's file says what its context is), and neither must what a reader sees in another
//! order than it is written in. Both take linear time for any text, read
//! no more than the first [`MAX_LENGTH`] bytes of it, and find nothing inside base64, so that a license key yields no
//! code and no ID.

mod activation_code;
mod email;
mod layout;
mod license_id;
mod links;
mod mask;
mod namespace;
mod scan;
mod sold_to;
mod subscription;
mod turned;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::ids::{ActivationCode, LicenseId, RecordId, SubscriptionName};
use crate::portal::Model;
use crate::visible::is_turning;
use turned::Turned;

pub use layout::{Layout, Part};
pub use namespace::namespaces;

/// The most of a text that is searched, in bytes: several times what a comment of Zendesk can hold.
pub const MAX_LENGTH: usize = 256 * 1024;

/// The most that one text can offer; a list of a thousand licenses is not a proof.
const MAX_FOUND: usize = 100;

/// What a text names, as far as its shape and its surroundings can say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mention {
    /// A license, by its ID or by its page's address (seed 001, step 6).
    License(LicenseId),
    /// A cloud activation, by its code (seed 001, step 7).
    ActivationCode(ActivationCode),
    /// A subscription, by its name, in the letter case in which it was written.
    SubscriptionName(SubscriptionName),
    /// A cloud activation, an order or a billing account, by its page's address.
    Record(Model, RecordId),
    /// The address that the text says the subscription was sold to. Personal data (facts: domain 0.7).
    SoldTo(String),
    /// An address beside a word that may mean the owner of the subscription, or somebody else: a guess.
    MaybeSoldTo(String),
}

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it names.
    pub mention: Mention,
    /// Where it stands: bytes of the text that was searched.
    pub at: Range<usize>,
    /// Whether it stands in a quotation, as [`Layout`] reads it.
    pub quoted: bool,
}

/// What a text mentions, and what goes beyond the most that is taken of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// What is taken, in the order in which it is written; each thing once, where it stands unquoted if it does so
    /// anywhere.
    pub found: Vec<Found>,
    /// What else it mentions.
    pub left_out: HashSet<Mention>,
}

/// Everything that a text mentions, in the order in which it is written; each thing once, where it stands unquoted if
/// it does so anywhere.
#[must_use]
pub fn mentions(text: &str) -> Vec<Found> {
    all_mentions(text).found
}

/// What a text mentions, and what is left out of that.
#[must_use]
pub fn all_mentions(text: &str) -> Mentions {
    let text = &text[..text.floor_char_boundary(MAX_LENGTH)];
    let masks = mask::Masks::of(text);
    let mut hits: Vec<(Range<usize>, Mention)> = Vec::new();
    // One line a kind. What is searched: the text without base64, or also without addresses.
    hits.extend(links::find(text, &masks.urls));
    hits.extend(subscription::find(&masks.without_blobs));
    hits.extend(license_id::find(&masks.without_urls));
    hits.extend(activation_code::find(&masks.without_urls));
    hits.extend(sold_to::find(&masks.without_urls));

    let turned = Turned::of(text);
    hits.retain(|(at, _)| !turned.has(at));
    hits.sort_by_key(|(at, _)| (at.start, at.end));
    let layout = Layout::of(text);
    let mut all = Mentions::default();
    let found = &mut all.found;
    let mut known: HashMap<Mention, usize> = HashMap::new();
    for (at, mention) in hits {
        let quoted = layout.part_at(at.start) == Part::Quoted;
        match known.get(&same(&mention)) {
            Some(earlier) if found[*earlier].quoted && !quoted => found[*earlier] = Found { mention, at, quoted },
            Some(_) => {}
            None if found.len() < MAX_FOUND => {
                known.insert(same(&mention), found.len());
                found.push(Found { mention, at, quoted });
            }
            None => {
                all.left_out.insert(same(&mention));
            }
        }
    }
    found.sort_by_key(|found| found.at.start);
    all
}

/// What is the same for all mentions of one thing: addresses that differ in letter case name one, and nothing else that
/// differs does.
fn same(mention: &Mention) -> Mention {
    match mention {
        Mention::SoldTo(address) => Mention::SoldTo(address.to_ascii_lowercase()),
        Mention::MaybeSoldTo(address) => Mention::MaybeSoldTo(address.to_ascii_lowercase()),
        other => other.clone(),
    }
}

/// What an agent typed or pasted into one field, when that is one thing and no other: never a guess.
///
/// Taken are, with spaces or quotes round them: a license's number, with or without `#`; an address of the portal, with or
/// without its scheme; a subscription name; 24 letters and digits; and any line in which [`mentions`] finds exactly one
/// thing, such as `License ID: 700001`. A number in groups (`700 001`, `700,001`) is refused: it is as likely two numbers.
#[must_use]
pub fn typed(text: &str) -> Option<Mention> {
    if text.contains(is_turning) {
        return None;
    }
    let bare = text.trim_matches(|c: char| scan::is_space(c) || "\"'`<>()[]“”„‘’".contains(c));
    if bare.is_empty() || bare.len() > MAX_LENGTH {
        return None;
    }
    let number = bare.strip_prefix('#').map_or(bare, |rest| rest.trim_start_matches(scan::is_space));
    if let Ok(id) = LicenseId::parse(number) {
        return Some(Mention::License(id));
    }
    if !bare.contains(scan::is_space) {
        if let Some(mention) = subscription::whole(bare).or_else(|| activation_code::whole(bare)) {
            return Some(mention);
        }
        if let Some(mention) = in_link(bare) {
            return Some(mention);
        }
    }
    let sure = mentions(bare).into_iter().filter(|found| !matches!(found.mention, Mention::MaybeSoldTo(_)));
    match <[Found; 1]>::try_from(sure.collect::<Vec<_>>()) {
        Ok([found]) if !another_number(bare, &found.at) => Some(found.mention),
        _ => None,
    }
}

/// What an address leads to, when it leads to the page of a license, a cloud activation, an order or a billing account,
/// or to the search for one activation code or subscription.
#[must_use]
pub fn in_link(address: &str) -> Option<Mention> {
    links::target(address)
}

/// The e-mail addresses in a text, in the order in which they are written, each once, with the part of the text in which
/// it stands: the author's own words before a signature, and a signature before a quotation.
#[must_use]
pub fn addresses_by_part(text: &str) -> Vec<(String, Part)> {
    let text = &text[..text.floor_char_boundary(MAX_LENGTH)];
    let layout = Layout::of(text);
    let mut found: Vec<(String, Part)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let turned = Turned::of(text);
    for at in email::find(text).into_iter().filter(|at| !turned.has(at)) {
        let part = layout.part_at(at.start);
        let address = &text[at];
        match known.get(&address.to_ascii_lowercase()) {
            Some(earlier) => found[*earlier].1 = found[*earlier].1.min(part),
            None if found.len() < MAX_FOUND => {
                known.insert(address.to_ascii_lowercase(), found.len());
                found.push((address.to_owned(), part));
            }
            None => {}
        }
    }
    found
}

/// The e-mail addresses in a text, in the order in which they are written, each once: however many there are.
#[must_use]
pub fn every_address(text: &str) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(MAX_LENGTH)];
    let turned = Turned::of(text);
    let mut known: HashSet<String> = HashSet::new();
    let mut found: Vec<String> = Vec::new();
    for at in email::find(text).into_iter().filter(|at| !turned.has(at)) {
        if known.insert(text[at.clone()].to_ascii_lowercase()) {
            found.push(text[at].to_owned());
        }
    }
    found
}

/// Whether a number long enough for an ID stands outside of what was found.
fn another_number(text: &str, found: &Range<usize>) -> bool {
    let is_long = |part: &str| part.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 5);
    is_long(&text[..found.start]) || is_long(&text[found.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_found_where_it_stands() {
        let text =
            "Hi,\n> License ID: 700001\nour license ID is 700001, sold to Alice@acme.example / alice@acme.example";
        let found = mentions(text);
        let places: Vec<_> = found.iter().map(|found| (&text[found.at.clone()], found.quoted)).collect();
        assert_eq!(places, [("700001", false), ("Alice@acme.example", false)]);
        assert_eq!(found[0].at.start, text.rfind("700001").unwrap_or_default());
    }

    #[test]
    fn a_mention_travels_in_a_message() {
        for mention in [
            Mention::Record(Model::CloudActivation, RecordId::parse("9001").unwrap()),
            Mention::SoldTo("alice@acme.example".to_owned()),
        ] {
            let message = serde_json::to_string(&mention).unwrap();
            assert_eq!(serde_json::from_str::<Mention>(&message).unwrap(), mention);
        }
    }

    #[test]
    fn a_text_offers_so_many_things_and_no_more() {
        let text: String = (10_000..20_000).map(|id| format!("License ID: {id}\n")).collect();
        assert_eq!(mentions(&text).len(), MAX_FOUND);
    }
}
