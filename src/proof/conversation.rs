//! A ticket's conversation, searched: what in it a walk could start from, and the files worth reading.
//!
//! Nothing here starts anything: each hit says where it was found, newest first, and the agent chooses.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Proof;
use super::key::Keys;
use super::license_file::{self, LicenseFile, LicenseFileError};
use super::text::{self, Mention, in_link, mentions};
use super::usage_export::{UsageExport, looks_like_usage_export};
use crate::date::Date;
use crate::zendesk::{Attachment, Comment, FileKind};

mod markup;

/// The comment in which something was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Who wrote it; none when Zendesk did not say.
    pub author: Option<String>,
    /// The day it was written, in UTC.
    pub date: Option<Date>,
    /// Whether the customer sees it; otherwise it is an internal note.
    pub public: bool,
}

/// Something that the conversation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub said: Said,
    /// Where it was found.
    pub place: Place,
    /// Whether it only quotes an earlier comment.
    pub quoted: bool,
}

/// What a text can say that is of use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Something that a walk can start from.
    Proof(Proof),
    /// The address that the subscription was sold to. Personal data (facts: domain 0.7).
    SoldTo(String),
    /// A license key that could not be decoded. It is held so that the portal's Validate License page can be given it.
    Undecoded {
        /// The text that holds the key.
        text: String,
        /// Why it could not.
        error: LicenseFileError,
    },
}

impl Said {
    fn of(mention: Mention) -> Option<Self> {
        match mention {
            Mention::SoldTo(email) => Some(Self::SoldTo(email)),
            mention => Proof::of_mention(mention).map(Self::Proof),
        }
    }

    /// Whether two texts say one thing: addresses that differ in letter case do, nothing else that differs does.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::SoldTo(one), Self::SoldTo(other)) => one.eq_ignore_ascii_case(other),
            _ => self == other,
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

/// Everything that the comments say, newest first, each thing once: in the newest comment that says it, and in one
/// that only quotes it if no other does.
#[must_use]
pub fn hits(comments: &[Comment], keys: &Keys) -> Vec<Hit> {
    let mut hits: Vec<(usize, Hit)> = Vec::new();
    for (rank, comment) in newest_first(comments).into_iter().enumerate() {
        for (said, quoted) in said_in(comment, keys) {
            let hit = || (rank, Hit { said: said.clone(), place: Place::of(comment), quoted });
            match hits.iter_mut().find(|(_, earlier)| earlier.said.is_same(&said)) {
                Some(earlier) if earlier.1.quoted && !quoted => *earlier = hit(),
                Some(_) => {}
                None => hits.push(hit()),
            }
        }
    }
    hits.sort_by_key(|(rank, _)| *rank);
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// The attachments that look like license files or usage exports, newest first.
#[must_use]
pub fn files(comments: &[Comment]) -> Vec<File> {
    let of = |comment: &&Comment| {
        let place = Place::of(comment);
        let file = |attachment: &Attachment| {
            let kind = attachment.looks_like()?;
            Some(File { attachment: attachment.clone(), kind, place: place.clone() })
        };
        comment.attachments.iter().filter_map(file).collect::<Vec<_>>()
    };
    newest_first(comments).iter().flat_map(of).collect()
}

/// What the customers have written that is no proof, oldest first, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The e-mail addresses: whom they may want to have added or removed.
    pub addresses: Vec<String>,
    /// The namespaces of GitLab.com.
    pub namespaces: Vec<String>,
}

/// What the customers' own comments name. What agents wrote, and internal notes, are none of theirs.
#[must_use]
pub fn named(comments: &[Comment]) -> Named {
    let mut named = Named::default();
    for comment in comments.iter().filter(|comment| comment.public && !comment.by_agent) {
        let read = markup::read_html(&comment.html_body);
        let text = text_of(comment, read.as_ref());
        let links: String =
            read.iter().flat_map(|read| &read.links).map(|(href, _)| href.as_str()).collect::<Vec<_>>().join("\n");
        named.addresses.extend(text::addresses(&text));
        named.namespaces.extend(text::namespaces(&text));
        named.namespaces.extend(text::namespaces(&links));
    }
    named
}

/// A comment's text, without its markup.
fn text_of<'c>(comment: &'c Comment, read: Option<&'c markup::Read>) -> Cow<'c, str> {
    match read {
        // Zendesk's plain text can keep a space as it was written in the HTML.
        _ if !comment.plain_body.trim().is_empty() => comment.plain_body.replace("&nbsp;", "\u{a0}").into(),
        Some(read) => (&read.text).into(),
        None => (&comment.body).into(),
    }
}

/// What one comment says: in its text, and in the addresses that only its links have. With each, whether it quotes.
fn said_in(comment: &Comment, keys: &Keys) -> Vec<(Said, bool)> {
    let read = markup::read_html(&comment.html_body);
    let text = text_of(comment, read.as_ref());
    let mut said = license_keys(&text, keys);
    let mentioned = mentions(&text).into_iter().map(|found| (found.mention, found.quoted));
    let links = read.iter().flat_map(|read| &read.links);
    let linked = links.filter_map(|(href, quoted)| Some((in_link(href)?, *quoted)));
    let of_use = |(mention, quoted): (Mention, bool)| Some((Said::of(mention)?, quoted));
    said.extend(mentioned.chain(linked).filter_map(of_use));
    said
}

/// The license keys in a comment: a usage export's where the comment is one, else each by itself.
fn license_keys(text: &str, keys: &Keys) -> Vec<(Said, bool)> {
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
            Err(error) => Said::Undecoded { text: key.to_owned(), error },
        };
        Some((said, false))
    };
    license_file::candidates(text).into_iter().filter_map(key).collect()
}

fn newest_first(comments: &[Comment]) -> Vec<&Comment> {
    let mut newest: Vec<_> = comments.iter().collect();
    newest.sort_by_key(|comment| Reverse((comment.created_at.as_str(), comment.id)));
    newest
}

impl Place {
    fn of(comment: &Comment) -> Self {
        let date = comment.created_at.get(..10).and_then(|day| Date::parse_iso(day).ok());
        Self { author: comment.author.clone(), date, public: comment.public }
    }
}
