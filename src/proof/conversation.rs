//! A ticket's conversation, searched: what in it a walk could start from, and the files worth reading.
//!
//! Nothing here starts anything: each hit says where it stands and who wrote it, newest first, and the agent chooses.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::Proof;
use super::key::Keys;
use super::license_file::{self, LicenseFile, LicenseFileError};
use super::source::Given;
pub use super::source::Place;
use super::text::{self, Mention, Mentions, Part, all_mentions, in_link, mentions};
use super::usage_export::{UsageExport, looks_like_usage_export};
use crate::zendesk::{Attachment, AuthorRole, Comment, FileKind, UserId};

mod evidence_note;
mod markup;

/// The most license keys that are looked at in one comment. Whoever sends more is not asked for that many.
const MAX_KEYS: usize = 20;

/// The most that one comment can offer besides its license keys, and the most files that it can.
const MAX_SAID: usize = 100;

/// The most comments that are kept of those that say the same.
const MAX_STANDS: usize = 30;

/// Something that the conversation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub said: Said,
    /// Where it stands, the newest comment first; never empty. One comment stands for all of the same author.
    pub stands: Vec<Stand>,
}

/// A comment that says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The comment.
    pub place: Place,
    /// Whether it only quotes somebody.
    pub quoted: bool,
}

impl Stand {
    /// What rests on it, on the ticket of this requester.
    #[must_use]
    pub fn given(&self, requester: Option<UserId>) -> Given {
        Given { source: self.place.source(requester), quoted: self.quoted }
    }

    /// Adds a comment to those that say the same. The newest one stands for all that are alike. When there are more than
    /// are kept, what counts least goes.
    pub fn add_to(self, stands: &mut Vec<Self>) {
        let alike = |known: &Self| known.quoted == self.quoted && known.place.is_alike(&self.place);
        if let Some(at) = stands.iter().position(alike) {
            if stands[at].place.is_before(&self.place) {
                stands[at] = self;
            }
        } else if stands.len() < MAX_STANDS {
            stands.push(self);
        } else {
            let rank = |stand: &Self| stand.given(None).rank();
            let worst = stands.iter_mut().max_by_key(|known| rank(known));
            if let Some(worst) = worst.filter(|worst| rank(worst) > rank(&self)) {
                *worst = self;
            }
        }
    }

    /// The comment that counts most of those that say the same: the requester's, then another customer's, then a
    /// quotation, then anybody else's; of two alike, the newer one.
    #[must_use]
    pub fn best(stands: &[Self], requester: Option<UserId>) -> Option<&Self> {
        let order = |stand: &&Self| (stand.given(requester).rank(), Reverse((stand.place.date, stand.place.comment)));
        stands.iter().min_by_key(order)
    }
}

/// What a text can say that is of use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Something that a walk can start from.
    Proof(Proof),
    /// The address that the subscription was sold to. Personal data.
    SoldTo(String),
    /// An address that may be the sold-to: a guess.
    MaybeSoldTo(String),
    /// A license key that could not be decoded. The key itself is not kept: it is read again when the agent asks for it.
    Undecoded {
        /// The comment that holds it.
        comment: u64,
        /// What tells it from another one, and does not give it away.
        fingerprint: u64,
        /// Why it could not be decoded.
        error: LicenseFileError,
    },
}

impl Said {
    fn of(mention: Mention) -> Option<Self> {
        match mention {
            Mention::SoldTo(email) => Some(Self::SoldTo(email)),
            Mention::MaybeSoldTo(email) => Some(Self::MaybeSoldTo(email)),
            mention => Proof::of_mention(mention).map(Self::Proof),
        }
    }

    /// What it is known by. Addresses that differ in letter case only have the same key, and so has a license key that is
    /// in two comments; everything else that differs has another one.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::SoldTo(address) => format!("sold-to {}", address.to_ascii_lowercase()),
            Self::MaybeSoldTo(address) => format!("maybe {}", address.to_ascii_lowercase()),
            Self::Undecoded { fingerprint, .. } => format!("key {fingerprint}"),
            // Two files of one license can differ in what else they say.
            Self::Proof(proof) => format!("proof {proof:?}"),
        }
    }
}

/// An attachment that looks like a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The attachment.
    pub attachment: Attachment,
    /// What it looks like.
    pub kind: FileKind,
    /// Where it was found.
    pub place: Place,
}

/// What a search of comments comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Everything that the comments say, newest first, each thing once, with the comments that say it.
    pub hits: Vec<Hit>,
    /// The attachments that look like license files or usage exports, newest first.
    pub files: Vec<File>,
    /// What one comment holds beyond the most that is taken of it: a number for each thing.
    pub left_out: BTreeSet<u32>,
}

/// Searches comments. Time is linear in their length.
#[must_use]
pub fn search(comments: &[Comment], keys: &Keys) -> Search {
    let mut search = Search::default();
    let mut known: HashMap<String, usize> = HashMap::new();
    for comment in newest_first(comments) {
        let read = markup::read_html(&comment.html_body);
        let text = text_of(comment, read.as_ref());
        let place = Place::of(comment, evidence_note::is_in(&text));
        for (key, said, quoted) in said_in(comment, read.as_ref(), &text, keys, &mut search.left_out) {
            let stand = Stand { place: place.clone(), quoted };
            match known.get(&key) {
                Some(at) => stand.add_to(&mut search.hits[*at].stands),
                None => {
                    known.insert(key, search.hits.len());
                    search.hits.push(Hit { said, stands: vec![stand] });
                }
            }
        }
        let files = comment.attachments.iter().filter_map(|attachment| Some((attachment, attachment.looks_like()?)));
        for (at, (attachment, kind)) in files.enumerate() {
            if at < MAX_SAID {
                search.files.push(File { attachment: attachment.clone(), kind, place: place.clone() });
            } else {
                search.left_out.insert(short_hash(&("file", attachment.id)));
            }
        }
    }
    search
}

/// A number that tells a thing from most others.
pub fn short_hash(thing: &impl Hash) -> u32 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// What the customers have written that is no proof, oldest first, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The e-mail addresses: whom they may want to have added or removed.
    pub addresses: Vec<NamedAddress>,
    /// The namespaces of GitLab.com.
    pub namespaces: Vec<String>,
}

/// An e-mail address in a public comment that no agent wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedAddress {
    /// The address.
    pub address: String,
    /// Where it stands.
    pub stands: AddressStands,
}

/// Where an address stands: in a customer's own words, or in less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressStands {
    /// In a customer's own words.
    OwnWords,
    /// In a customer's signature.
    Signature,
    /// In what a customer quotes.
    Quotation,
    /// In a comment whose author Zendesk did not send.
    UnknownAuthor,
}

/// What the customers' own comments name. What agents wrote, evidence notes and internal notes are none of theirs.
#[must_use]
pub fn named(comments: &[Comment]) -> Named {
    let mut named = Named::default();
    for comment in comments.iter().filter(|comment| comment.public && comment.author.role != AuthorRole::Agent) {
        let read = markup::read_html(&comment.html_body);
        let text = text_of(comment, read.as_ref());
        if evidence_note::is_in(&text) {
            continue;
        }
        let is_customers = comment.author.role == AuthorRole::EndUser;
        named.addresses.extend(text::addresses_by_part(&text).into_iter().map(|(address, part)| {
            let stands = match part {
                _ if !is_customers => AddressStands::UnknownAuthor,
                Part::Own => AddressStands::OwnWords,
                Part::Signature => AddressStands::Signature,
                Part::Quoted => AddressStands::Quotation,
            };
            NamedAddress { address, stands }
        }));
        if is_customers {
            let links: String =
                read.iter().flat_map(|read| &read.links).map(|(href, _)| href.as_str()).collect::<Vec<_>>().join("\n");
            named.namespaces.extend(text::namespaces(&text));
            named.namespaces.extend(text::namespaces(&links));
        }
    }
    named
}

/// The license key with this fingerprint in a comment, read again.
#[must_use]
pub fn undecoded_key(comments: &[Comment], comment: u64, fingerprint: u64) -> Option<String> {
    let comment = comments.iter().find(|one| one.id == comment)?;
    let read = markup::read_html(&comment.html_body);
    let text = text_of(comment, read.as_ref());
    let mut keys = license_file::candidates(&text).into_iter().map(|at| &text[at]);
    keys.find(|key| self::fingerprint(key) == fingerprint).map(str::to_owned)
}

/// A comment's text, without its markup.
fn text_of<'c>(comment: &'c Comment, read: Option<&'c markup::Read>) -> Cow<'c, str> {
    match read {
        // Zendesk's plain text does not say what is quoted.
        Some(read) if read.has_quotation => (&read.text).into(),
        // Zendesk's plain text can keep a space as it was written in the HTML.
        _ if !comment.plain_body.trim().is_empty() => comment.plain_body.replace("&nbsp;", "\u{a0}").into(),
        Some(read) => (&read.text).into(),
        None => (&comment.body).into(),
    }
}

/// What one comment says, in its text and in the addresses that only its links have, each thing once: its key, and whether
/// it only stands in a quotation. What goes beyond the most that is taken is added to `left_out`.
fn said_in(
    comment: &Comment,
    read: Option<&markup::Read>,
    text: &str,
    keys: &Keys,
    left_out: &mut BTreeSet<u32>,
) -> Vec<(String, Said, bool)> {
    let license_keys = license_keys(comment.id, text, keys, left_out);
    let from_keys = license_keys.len();
    let Mentions { found, left_out: unsaid } = all_mentions(text);
    left_out.extend(unsaid.into_iter().filter_map(Said::of).map(|said| short_hash(&said.key())));
    let mentioned = found.into_iter().map(|found| (found.mention, found.quoted));
    let links = read.into_iter().flat_map(|read| &read.links);
    let linked = links.filter_map(|(href, quoted)| Some((in_link(href)?, *quoted)));
    let of_use = |(mention, quoted): (Mention, bool)| Some((Said::of(mention)?, quoted));
    // What a link repeats stands where the text has it.
    let mut once: Vec<(String, Said, bool)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (said, quoted) in license_keys.into_iter().chain(mentioned.chain(linked).filter_map(of_use)) {
        let key = said.key();
        match known.get(&key) {
            Some(at) => once[*at].2 &= quoted,
            None if once.len() < from_keys + MAX_SAID => {
                known.insert(key.clone(), once.len());
                once.push((key, said, quoted));
            }
            None => {
                left_out.insert(short_hash(&key));
            }
        }
    }
    once
}

/// The license keys in a comment: a usage export's where the comment is one, else each by itself. A key is the thing itself
/// and not what somebody says of it, so whoever quotes one has it.
fn license_keys(comment: u64, text: &str, keys: &Keys, left_out: &mut BTreeSet<u32>) -> Vec<(Said, bool)> {
    if looks_like_usage_export(text)
        && let Ok(export) = UsageExport::read(text, keys)
    {
        return vec![(Said::Proof(Proof::UsageExport(Box::new(export))), false)];
    }
    let key = |at: std::ops::Range<usize>| {
        let key = &text[at];
        let said = match LicenseFile::decode(key, keys) {
            Ok(license) => Said::Proof(Proof::LicenseFile(Box::new(license))),
            // What only looks like a key is nothing to offer.
            Err(LicenseFileError::NotALicenseFile) => return None,
            Err(error) => Said::Undecoded { comment, fingerprint: fingerprint(key), error },
        };
        Some((said, false))
    };
    let mut candidates = license_file::candidates(text);
    let beyond = candidates.split_off(candidates.len().min(MAX_KEYS));
    left_out.extend(beyond.into_iter().map(|at| short_hash(&fingerprint(&text[at]))));
    candidates.into_iter().filter_map(key).collect()
}

/// What tells a license key from another one, however it is broken into lines or quoted.
fn fingerprint(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for c in key.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/')) {
        c.hash(&mut hasher);
    }
    hasher.finish()
}

fn newest_first(comments: &[Comment]) -> Vec<&Comment> {
    let mut newest: Vec<_> = comments.iter().collect();
    newest.sort_by_key(|comment| Reverse((comment.created_at.as_str(), comment.id)));
    newest
}

/// What a ticket's own field says that a walk can start from: a subscription's name, or what else has its own label.
/// A bare number is not taken for a license there.
#[must_use]
pub fn proof_in_field(value: &str) -> Option<Proof> {
    mentions(value).into_iter().find_map(|found| Proof::of_mention(found.mention))
}
