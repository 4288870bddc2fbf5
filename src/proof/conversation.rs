//! A ticket's conversation, searched: what in it a walk could start from, and the files worth reading.
//!
//! Nothing here starts anything: each hit says where it was found, newest first, and the agent chooses.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::text::{self, Mention, in_link, mentions};
use crate::date::Date;
use crate::html;
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

/// Something that the conversation mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub mention: Mention,
    /// Where it was found.
    pub place: Place,
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

/// Everything that the comments mention, newest first, each thing once: in the newest comment that says it, and in one
/// that only quotes it if no other does.
#[must_use]
pub fn hits(comments: &[Comment]) -> Vec<Hit> {
    struct Kept {
        mention: Mention,
        rank: usize,
        quoted: bool,
    }
    let newest_first = newest_first(comments);
    let mut kept: Vec<Kept> = Vec::new();
    for (rank, comment) in newest_first.iter().enumerate() {
        for (mention, quoted) in said_in(comment) {
            match kept.iter_mut().find(|earlier| text::same(&earlier.mention, &mention)) {
                Some(earlier) if earlier.quoted && !quoted => *earlier = Kept { mention, rank, quoted },
                Some(_) => {}
                None => kept.push(Kept { mention, rank, quoted }),
            }
        }
    }
    kept.sort_by_key(|kept| kept.rank);
    kept.into_iter().map(|kept| Hit { mention: kept.mention, place: Place::of(newest_first[kept.rank]) }).collect()
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

/// What one comment says: in its text, and in the addresses that only its links have. With each, whether it quotes.
fn said_in(comment: &Comment) -> Vec<(Mention, bool)> {
    let tree = if comment.html_body.is_empty() { None } else { html::parse(&comment.html_body) };
    let read = tree.as_ref().map(markup::read).unwrap_or_default();
    let text = if !comment.plain_body.trim().is_empty() {
        // Zendesk's plain text can keep a space as it was written in the HTML.
        Cow::from(comment.plain_body.replace("&nbsp;", "\u{a0}"))
    } else if tree.is_some() {
        Cow::from(&read.text)
    } else {
        Cow::from(&comment.body)
    };
    let mut said: Vec<_> = mentions(&text).into_iter().map(|found| (found.mention, found.quoted)).collect();
    said.extend(read.links.iter().filter_map(|(href, quoted)| Some((in_link(href)?, *quoted))));
    said
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
