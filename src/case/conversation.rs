//! The search of a ticket's conversation: page by page, keeping what was found and nothing else of it.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::given::{Candidate, Giver, place_view, sold_to_title};
use crate::fetch::{Reply, Site, Target};
use crate::known::Known;
use crate::problem::Problem;
use crate::proof::Proof;
use crate::proof::conversation::{self, AddressStands, File, Hit, NamedAddress, Said, Stand, short_hash};
use crate::proof::key::Keys;
use crate::protocol::{FoundState, FoundView, HitId, HitView};
use crate::zendesk::{ApiUrl, CommentPage, Cursor, FileKind, MAX_PAGES, TicketId, UserId};

/// The most addresses or namespaces that are kept of one ticket.
const MAX_NAMED: usize = 100;

/// The most that is kept of what was found in one ticket.
const MAX_FOUND: usize = 100;

/// Up to how many things that are not kept are told apart, so that none is counted twice.
const MAX_LEFT_OUT: usize = 1000;

/// The most that is read of one ticket's comments, in bytes. Each of the longest comments takes 200 kB, and a usual
/// ticket takes less than one of them.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// How far the search has come, and what it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Conversation {
    state: State,
    pages_read: u32,
    /// How many comments were read.
    comments: u32,
    /// How many bytes they came in.
    #[serde(default)]
    bytes: u64,
    /// Newest first.
    found: Vec<Found>,
    /// What was found and is not kept.
    #[serde(default)]
    left_out: LeftOut,
    /// Whether there are more comments than are ever read: the newest are missing.
    #[serde(default)]
    is_cut: bool,
    numbered: HitId,
    /// The e-mail addresses that the customers have written, in that order.
    addresses: Vec<NamedAddress>,
    /// The addresses of the agents who have written.
    agents: Vec<String>,
    /// The namespaces of GitLab.com that the customers have named.
    namespaces: Vec<String>,
}

/// What was found and is not kept: a number for each thing, and from some point on only how often there was one more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct LeftOut {
    known: BTreeSet<u32>,
    beyond: u32,
}

impl LeftOut {
    fn add(&mut self, thing: u32) {
        if self.known.len() < MAX_LEFT_OUT {
            self.known.insert(thing);
        } else if !self.known.contains(&thing) {
            self.beyond = self.beyond.saturating_add(1);
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.known.len()).unwrap_or(u32::MAX).saturating_add(self.beyond)
    }
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
    /// The comments that say it; never empty.
    stands: Vec<Stand>,
    /// The page of comments on which it was found first begins after this cursor.
    page: Option<Cursor>,
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
    /// What it is known by: the same text for the same thing, and another one for every other.
    fn key(&self) -> String {
        match self {
            Self::Said(said) => said.key(),
            Self::File(file) => format!("file {}", file.attachment.id),
        }
    }

    /// Whether it leads nowhere by itself: a guess, or a key that cannot be read.
    fn is_weak(&self) -> bool {
        matches!(self, Self::Said(Said::MaybeSoldTo(_) | Said::Undecoded { .. }))
    }

    fn sold_to(&self) -> Option<(&str, bool)> {
        match self {
            Self::Said(Said::SoldTo(address)) => Some((address, false)),
            Self::Said(Said::MaybeSoldTo(address)) => Some((address, true)),
            _ => None,
        }
    }
}

impl Default for Conversation {
    fn default() -> Self {
        Self {
            state: State::Reading(None),
            pages_read: 0,
            comments: 0,
            bytes: 0,
            found: Vec::new(),
            left_out: LeftOut::default(),
            is_cut: false,
            numbered: 0,
            addresses: Vec::new(),
            agents: Vec::new(),
            namespaces: Vec::new(),
        }
    }
}

impl Conversation {
    /// Whether a customer sent something that a walk can begin with, or that may hold it.
    pub(super) fn has_proof(&self, requester: Option<UserId>) -> bool {
        let is_proof = |found: &&Found| found.what.sold_to().is_none();
        self.found.iter().filter(is_proof).any(|found| found.is_customers(requester))
    }

    /// Whether all of it was read.
    pub(super) fn was_read(&self) -> bool {
        matches!(self.state, State::Read)
    }

    /// How far the reading has come.
    pub(super) fn known(&self) -> Known<()> {
        match &self.state {
            State::Reading(_) => Known::Reading,
            // The newest comments are those that were not read.
            State::Read if self.is_cut => Known::Unknown("The ticket has more comments than Vouch reads.".to_owned()),
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

    /// Whether more was found than is kept.
    pub(super) fn has_more(&self) -> bool {
        self.left_out.count() > 0 || self.is_cut
    }

    /// The e-mail addresses that the customers have written.
    pub(super) fn addresses(&self) -> &[NamedAddress] {
        &self.addresses
    }

    /// The addresses of the agents who have written.
    pub(super) fn agents(&self) -> &[String] {
        &self.agents
    }

    /// The namespaces of GitLab.com that the customers have named.
    pub(super) fn namespaces(&self) -> &[String] {
        &self.namespaces
    }

    /// The sold-to addresses that customers gave, newest first; a guess only where nobody says it outright.
    pub(super) fn sold_tos(&self, requester: Option<UserId>) -> Vec<Candidate> {
        let customers = self.found.iter().filter(|found| found.is_customers(requester));
        let candidate = |found: &Found| {
            let (address, maybe) = found.what.sold_to()?;
            let stand = found.best(requester)?;
            Some((
                (stand.place.date, stand.place.comment),
                Candidate { id: found.id, address: address.to_owned(), giver: Giver::Comment(stand.clone()), maybe },
            ))
        };
        let mut all: Vec<_> = customers.filter_map(candidate).collect();
        let sure: Vec<_> =
            all.iter().filter(|(_, one)| !one.maybe).map(|(_, one)| one.address.to_ascii_lowercase()).collect();
        all.retain(|(_, one)| !one.maybe || !sure.contains(&one.address.to_ascii_lowercase()));
        all.sort_by_key(|(written, _)| std::cmp::Reverse(*written));
        all.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// The comments that name a proof.
    pub(super) fn stands_of(&self, proof: &Proof) -> &[Stand] {
        let is_it = |found: &&Found| matches!(&found.what, What::Said(Said::Proof(named)) if named == proof);
        self.found.iter().find(is_it).map_or(&[], |found| &found.stands)
    }

    /// What to read next.
    pub(super) fn wants(&self, ticket: TicketId) -> Option<Target> {
        match &self.state {
            State::Reading(after) => Some(Target::Zendesk(ApiUrl::comments(ticket, after.as_ref()))),
            State::Read | State::Failed(_) => None,
        }
    }

    /// Takes a page of comments, on the ticket of this requester; none while the ticket was not read.
    pub(super) fn take(&mut self, reply: Reply, keys: &Keys, requester: Option<UserId>) {
        let page = match &self.state {
            State::Reading(after) => after.clone(),
            State::Read | State::Failed(_) => None,
        };
        if let Reply::Answer(answer) = &reply {
            self.bytes = self.bytes.saturating_add(answer.body.len() as u64);
        }
        self.state = match read(reply) {
            Ok(CommentPage { comments, agents, next }) => {
                self.pages_read += 1;
                self.comments += u32::try_from(comments.len()).unwrap_or_default();
                let conversation::Search { hits: said, files, left_out } = conversation::search(&comments, keys);
                left_out.into_iter().for_each(|thing| self.left_out.add(thing));
                let named = conversation::named(&comments);
                self.name(named.addresses);
                add_new(&mut self.agents, agents);
                add_new(&mut self.namespaces, named.namespaces);
                let said = said.into_iter().map(|Hit { said, stands }| (What::Said(said), stands));
                let files = files.into_iter().map(|file| {
                    let place = file.place.clone();
                    (What::File(file), vec![Stand { place, quoted: false }])
                });
                self.add(said.chain(files).collect(), page.as_ref());
                self.keep_the_best(requester);
                match next {
                    Some(_) if self.pages_read >= MAX_PAGES || self.bytes >= MAX_BYTES => {
                        self.is_cut = true;
                        State::Read
                    }
                    Some(next) => State::Reading(Some(next)),
                    None => State::Read,
                }
            }
            Err(problem) => State::Failed(problem),
        };
    }

    /// Adds what a page holds. Zendesk gives the oldest page first, so what is added is newer than what is there.
    fn add(&mut self, newer: Vec<(What, Vec<Stand>)>, page: Option<&Cursor>) {
        let mut before: Vec<_> = std::mem::take(&mut self.found).into_iter().map(Some).collect();
        let known: HashMap<_, _> =
            before.iter().enumerate().filter_map(|(at, found)| Some((found.as_ref()?.what.key(), at))).collect();
        // One page names each thing once.
        for (what, stands) in newer {
            // It keeps its number: an agent may be about to press it.
            let known = known.get(&what.key()).and_then(|at| before[*at].take());
            self.found.push(match known {
                Some(mut known) => {
                    stands.into_iter().for_each(|stand| stand.add_to(&mut known.stands));
                    known
                }
                None => {
                    self.numbered += 1;
                    Found { id: self.numbered, what, stands, page: page.cloned() }
                }
            });
        }
        self.found.extend(before.into_iter().flatten());
    }

    /// Keeps no more than is ever shown: what counts most first, as the requester's own words do. Of customers who count
    /// the same each keeps a share, so that nobody drowns what another one sent; and what leads nowhere by itself goes
    /// before what does. What goes is counted.
    fn keep_the_best(&mut self, requester: Option<UserId>) {
        if self.found.len() <= MAX_FOUND {
            return;
        }
        let mut shares: HashMap<_, usize> = HashMap::new();
        let mut order = Vec::with_capacity(self.found.len());
        for (at, found) in self.found.iter().enumerate() {
            let best = found.best(requester);
            let class = (best.map_or(u8::MAX, |stand| stand.given(requester).rank()), found.what.is_weak());
            let share = shares.entry((class, best.and_then(|stand| stand.place.author.id))).or_default();
            order.push((class, *share, at));
            *share += 1;
        }
        order.sort_unstable();
        let kept: BTreeSet<_> = order.into_iter().take(MAX_FOUND).map(|(.., at)| at).collect();
        let mut found = Vec::with_capacity(MAX_FOUND);
        for (at, one) in std::mem::take(&mut self.found).into_iter().enumerate() {
            if kept.contains(&at) {
                found.push(one);
            } else {
                self.left_out.add(short_hash(&one.what.key()));
            }
        }
        self.found = found;
    }

    /// Adds the addresses of a page. A customer's own words count more than where else an address stands.
    fn name(&mut self, named: Vec<NamedAddress>) {
        for one in named {
            match self.addresses.iter().position(|known| known.address.eq_ignore_ascii_case(&one.address)) {
                Some(at) => self.addresses[at].stands = self.addresses[at].stands.min(one.stands),
                None if self.addresses.len() < MAX_NAMED => self.addresses.push(one),
                None => {
                    let least = self.addresses.iter().rposition(|known| known.stands != AddressStands::OwnWords);
                    if let Some(at) = least.filter(|_| one.stands == AddressStands::OwnWords) {
                        self.addresses.remove(at);
                        self.addresses.push(one);
                    }
                }
            }
        }
    }

    /// Gives what was found before its number: an agent may be about to press it. What is new gets a new one; these are
    /// the titles of what is new from a customer.
    pub(super) fn keep_numbers_of(&mut self, before: &Self) -> Vec<String> {
        self.numbered = before.numbered;
        let known: HashMap<_, _> = before.found.iter().map(|found| (found.what.key(), found.id)).collect();
        let mut new = Vec::new();
        for found in &mut self.found {
            match known.get(&found.what.key()) {
                Some(id) => found.id = *id,
                None => {
                    self.numbered += 1;
                    found.id = self.numbered;
                    if found.is_customers(None) {
                        new.push(found.title());
                    }
                }
            }
        }
        new
    }

    /// What was found under this number, the comment that stands for it, and the cursor of the page on which it was found.
    pub(super) fn get(&self, id: HitId, requester: Option<UserId>) -> Option<(&What, &Stand, Option<&Cursor>)> {
        let found = self.found.iter().find(|found| found.id == id)?;
        Some((&found.what, found.best(requester)?, found.page.as_ref()))
    }

    /// What the panel shows: what customers sent, and apart from it what others wrote. Nobody but a customer gives a
    /// sold-to.
    pub(super) fn view(&self, requester: Option<UserId>) -> FoundView {
        let state = match &self.state {
            State::Reading(_) => FoundState::Reading,
            State::Read => FoundState::Read,
            State::Failed(problem) => FoundState::Failed { message: problem.to_string(), advice: problem.advice() },
        };
        let mut found: Vec<_> = self.found.iter().filter_map(|found| Some((found, found.best(requester)?))).collect();
        // What one comment holds stays in its order.
        found.sort_by_key(|(_, stand)| std::cmp::Reverse((stand.place.date, stand.place.comment)));
        let (customers, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(_, stand)| stand.given(requester).is_customers());
        let view = |(found, stand): (&Found, &Stand)| found.view(stand, requester);
        let is_proof = |(found, _): &(&Found, &Stand)| found.what.sold_to().is_none();
        FoundView {
            state,
            hits: customers.into_iter().map(view).collect(),
            others: others.into_iter().filter(is_proof).map(view).collect(),
            left_out: self.left_out.count(),
            is_cut: self.is_cut,
        }
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
    fn best(&self, requester: Option<UserId>) -> Option<&Stand> {
        Stand::best(&self.stands, requester)
    }

    fn is_customers(&self, requester: Option<UserId>) -> bool {
        self.best(requester).is_some_and(|stand| stand.given(requester).is_customers())
    }

    fn title(&self) -> String {
        match &self.what {
            What::Said(Said::Proof(proof)) => proof.title(),
            What::Said(Said::SoldTo(email) | Said::MaybeSoldTo(email)) => sold_to_title(email),
            What::Said(Said::Undecoded { .. }) => "A license key that cannot be read".to_owned(),
            What::File(File { attachment, kind, .. }) => match kind {
                FileKind::License => format!("Attached license file {}", attachment.file_name),
                FileKind::UsageExport => format!("Attached usage export {}", attachment.file_name),
            },
        }
    }

    fn view(&self, stand: &Stand, requester: Option<UserId>) -> HitView {
        let sold_to = self.what.sold_to();
        HitView {
            id: self.id,
            title: self.title(),
            place: place_view(stand, requester),
            maybe: sold_to.is_some_and(|(_, maybe)| maybe),
            is_sold_to: sold_to.is_some(),
        }
    }
}

/// Reads a page of comments.
pub(super) fn read(reply: Reply) -> Result<CommentPage, Problem> {
    let site = Site::Zendesk;
    let what = "the ticket's conversation".to_owned();
    let answer = Problem::sift(site, reply)?;
    if answer.status == 404 {
        return Err(Problem::Missing { site, what: "conversation of this ticket".to_owned() });
    }
    CommentPage::read(&answer.body).map_err(|_| Problem::NotAsked { site, what })
}
