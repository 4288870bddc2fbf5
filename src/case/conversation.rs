//! The search of a ticket's conversation: page by page, keeping what was found and nothing else of it.

use serde::{Deserialize, Serialize};

use crate::fetch::{Reply, Site, Target};
use crate::known::Known;
use crate::problem::Problem;
use crate::proof::conversation::{self, File, Hit, Place, Said};
use crate::proof::key::Keys;
use crate::protocol::{FoundState, FoundView, HitId, HitView};
use crate::zendesk::{ApiUrl, CommentPage, Cursor, FileKind, MAX_PAGES, TicketId};

/// The most addresses or namespaces that are kept of one ticket.
const MAX_NAMED: usize = 100;

/// How far the search has come, and what it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Conversation {
    state: State,
    pages_read: u32,
    /// How many comments were read.
    comments: u32,
    /// Newest first.
    found: Vec<Found>,
    numbered: HitId,
    /// The e-mail addresses that the customers have written, in that order.
    addresses: Vec<String>,
    /// The namespaces of GitLab.com that they have named.
    namespaces: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// The page after this cursor is read next.
    Reading(Option<Cursor>),
    Read,
    Failed(Problem),
}

/// Something found, with the number by which the panel names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Found {
    id: HitId,
    what: What,
    place: Place,
    quoted: bool,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// In the text of a comment.
    Said(Said),
    /// Beside it.
    File(File),
}

impl What {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Said(one), Self::Said(other)) => one.is_same(other),
            (Self::File(one), Self::File(other)) => one.attachment.id == other.attachment.id,
            _ => false,
        }
    }
}

impl Default for Conversation {
    fn default() -> Self {
        Self {
            state: State::Reading(None),
            pages_read: 0,
            comments: 0,
            found: Vec::new(),
            numbered: 0,
            addresses: Vec::new(),
            namespaces: Vec::new(),
        }
    }
}

impl Conversation {
    /// Whether something was found that a walk can begin with, or that may hold it.
    pub(super) fn has_proof(&self) -> bool {
        self.found.iter().any(|found| !matches!(found.what, What::Said(Said::SoldTo(_))))
    }

    /// Whether all of it was read.
    pub(super) fn was_read(&self) -> bool {
        matches!(self.state, State::Read)
    }

    /// How far the reading has come.
    pub(super) fn known(&self) -> Known<()> {
        match &self.state {
            State::Reading(_) => Known::Reading,
            State::Read => Known::Value(()),
            State::Failed(problem) => Known::Unknown(problem.to_string()),
        }
    }

    /// Whether it is still being read.
    pub(super) fn is_reading(&self) -> bool {
        matches!(self.state, State::Reading(_))
    }

    /// Why it could not be read.
    pub(super) fn problem(&self) -> Option<&Problem> {
        match &self.state {
            State::Failed(problem) => Some(problem),
            State::Reading(_) | State::Read => None,
        }
    }

    /// How many comments were read.
    pub(super) fn comments(&self) -> u32 {
        self.comments
    }

    /// The e-mail addresses that the customers have written.
    pub(super) fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// The namespaces of GitLab.com that they have named.
    pub(super) fn namespaces(&self) -> &[String] {
        &self.namespaces
    }

    /// The sold-to addresses that they gave.
    pub(super) fn sold_tos(&self) -> impl Iterator<Item = &str> {
        self.found.iter().filter_map(|found| match &found.what {
            What::Said(Said::SoldTo(email)) => Some(email.as_str()),
            _ => None,
        })
    }

    /// What to read next.
    pub(super) fn wants(&self, ticket: TicketId) -> Option<Target> {
        match &self.state {
            State::Reading(after) => Some(Target::Zendesk(ApiUrl::comments(ticket, after.as_ref()))),
            State::Read | State::Failed(_) => None,
        }
    }

    /// Takes a page of comments.
    pub(super) fn take(&mut self, reply: Reply, keys: &Keys) {
        self.state = match read(reply) {
            Ok(page) => {
                self.pages_read += 1;
                self.comments += u32::try_from(page.comments.len()).unwrap_or_default();
                let said = conversation::hits(&page.comments, keys);
                let files = conversation::files(&page.comments);
                let named = conversation::named(&page.comments);
                add_new(&mut self.addresses, named.addresses);
                add_new(&mut self.namespaces, named.namespaces);
                let said = said.into_iter().map(|Hit { said, place, quoted }| (What::Said(said), place, quoted));
                let files = files.into_iter().map(|file| {
                    let place = file.place.clone();
                    (What::File(file), place, false)
                });
                self.add(said.chain(files).collect());
                match page.next {
                    Some(_) if self.pages_read >= MAX_PAGES => State::Read,
                    Some(next) => State::Reading(Some(next)),
                    None => State::Read,
                }
            }
            Err(problem) => State::Failed(problem),
        };
    }

    /// Adds what a page holds. Zendesk gives the oldest page first, so what is added is newer than what is there.
    fn add(&mut self, newer: Vec<(What, Place, bool)>) {
        let mut found = Vec::new();
        for (what, place, quoted) in newer {
            let known = self.found.iter().position(|known| known.what.is_same(&what));
            match known {
                // What only quotes an earlier comment says nothing new.
                Some(at) if quoted && !self.found[at].quoted => {}
                // It keeps its number: an agent may be about to press it.
                Some(at) => found.push(Found { place, quoted, ..self.found.remove(at) }),
                None => {
                    self.numbered += 1;
                    found.push(Found { id: self.numbered, what, place, quoted });
                }
            }
        }
        found.append(&mut self.found);
        // Within a page what was said comes before the files; both are in order, so this only merges them.
        found.sort_by_key(|found| std::cmp::Reverse(found.place.date));
        self.found = found;
    }

    /// Gives what was found before its number: an agent may be about to press it. What is new gets a new one; these are
    /// its titles.
    pub(super) fn keep_numbers_of(&mut self, before: &Self) -> Vec<String> {
        self.numbered = before.numbered;
        let mut new = Vec::new();
        for found in &mut self.found {
            match before.found.iter().find(|known| known.what.is_same(&found.what)) {
                Some(known) => found.id = known.id,
                None => {
                    self.numbered += 1;
                    found.id = self.numbered;
                    new.push(found.view().title);
                }
            }
        }
        new
    }

    /// What was found under this number.
    pub(super) fn get(&self, id: HitId) -> Option<&What> {
        self.found.iter().find(|found| found.id == id).map(|found| &found.what)
    }

    /// What the panel shows.
    pub(super) fn view(&self) -> FoundView {
        let state = match &self.state {
            State::Reading(_) => FoundState::Reading,
            State::Read => FoundState::Read,
            State::Failed(problem) => FoundState::Failed { message: problem.to_string(), advice: problem.advice() },
        };
        FoundView { state, hits: self.found.iter().map(Found::view).collect() }
    }
}

/// Adds what is not there yet, in any letter case.
fn add_new(known: &mut Vec<String>, named: Vec<String>) {
    for one in named {
        if known.len() < MAX_NAMED && !known.iter().any(|known| known.eq_ignore_ascii_case(&one)) {
            known.push(one);
        }
    }
}

impl Found {
    fn view(&self) -> HitView {
        let title = match &self.what {
            What::Said(Said::Proof(proof)) => proof.title(),
            What::Said(Said::SoldTo(email)) => format!("Sold-to {email}"),
            What::Said(Said::Undecoded { .. }) => "A license key that cannot be read".to_owned(),
            What::File(File { attachment, kind, .. }) => match kind {
                FileKind::License => format!("Attached license file {}", attachment.file_name),
                FileKind::UsageExport => format!("Attached usage export {}", attachment.file_name),
            },
        };
        let author = self.place.author.clone().unwrap_or_else(|| "somebody".to_owned());
        let date = self.place.date.map(|date| format!(", {date}")).unwrap_or_default();
        let note = if self.place.public { "" } else { ", internal note" };
        HitView { id: self.id, title, place: format!("{author}{date}{note}") }
    }
}

fn read(reply: Reply) -> Result<CommentPage, Problem> {
    let site = Site::Zendesk;
    let what = "the ticket's conversation".to_owned();
    let answer = Problem::sift(site, reply)?;
    if answer.status == 404 {
        return Err(Problem::Missing { site, what: "conversation of this ticket".to_owned() });
    }
    CommentPage::read(&answer.body).map_err(|_| Problem::NotAsked { site, what })
}
