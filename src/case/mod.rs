//! One ticket's case: what is known, what the agent wants, what to read next.

mod contact_management;
mod contacts;
mod conversation;
mod decisions;
mod desk;
mod evidence;
mod file;
mod finder;
mod given;
mod keeping;
mod location;
mod metadata;
mod organization;
mod page;
mod pause;
mod requester;
mod revision;
mod ticket;
mod view;
mod watch;
mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::{Date, UnixSeconds};
use crate::directory::{BELIEVED, Directory, Need};
use crate::fetch::{Reply, Target};
use crate::ids::RecordId;
use crate::known::Known;
use crate::link::Link;
use crate::lookup::{Lookup, read_record};
use crate::note::NotePart;
use crate::organization::Finder;
use crate::portal::PortalUrl;
use crate::problem::Problem;
use crate::proof::Proof;
use crate::proof::key::Keys;
use crate::protocol::{NamedTicket, Ruling};
use crate::task::Task;
use crate::trail::{StepName, Trail};
use crate::zendesk::{ApiUrl, Organization, OrganizationId, Requester, Ticket, UserId};

use contact_management::ContactManagement;
use contacts::{Beside, Contacts};
use conversation::Conversation;
use decisions::{Decidable, Decisions};
use file::OpenFile;
use given::{Giver, ProofGivers, SoldToGiven};
use requester::Fetched;
use watch::Watch;
use written::Written;

pub use desk::{Desk, Effect, ErrandId, Event, PanelId};
pub use keeping::Tell;
pub use location::{CaseKey, Location};
pub use revision::{Loss, Revision};

/// One ticket's case. Nothing in it is ever taken from or given to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    key: CaseKey,
    ticket: Lookup<Ticket>,
    /// The requester and their organization, where the ticket came without them.
    fetched: Fetched,
    conversation: Conversation,
    file: Option<Box<OpenFile>>,
    /// What stands in the field for the license ID.
    entry: String,
    /// Whether the agent typed that, rather than took it over.
    entry_typed: bool,
    sold_to: SoldToGiven,
    /// Who gave the proofs of the trails.
    proof_givers: ProofGivers,
    /// What the ticket asks for, as the agent says; none for what the problem type names.
    task: Option<Task>,
    /// What the problem type names, as far as that is known.
    #[serde(default)]
    named: Option<Task>,
    /// Why the agent does that, where it is written down.
    reason: String,
    contacts: Contacts,
    /// The contact management project that it is about.
    project: ContactManagement,
    /// How many contacts are to be added, as the agent says; none for as many as are listed.
    adding: Option<Adding>,
    /// The search for an organization beside the walk.
    finder: Finder,
    /// Set when the agent asked to collect and what stands in the field is no proof.
    asked_in_vain: bool,
    collecting: bool,
    /// One for each proof, in the order in which they were begun.
    trails: Vec<Trail>,
    /// The trail that the panel shows and the note uses.
    chosen: Option<usize>,
    /// The note as the agent has changed it, and what it was before that. Where the evidence says something else by
    /// now, the change is void.
    edited_note: Option<(String, String)>,
    /// What of the evidence is written.
    note_part: NotePart,
    /// Whether the agent wants the note though the walk has not ended. It says what there was at that point, so it is
    /// forgotten when the walk goes on.
    note_so_far: bool,
    /// The notes that were written into the composer.
    #[serde(default)]
    written: Written,
    decisions: Decisions,
    /// What the agent has decided about the pre-checks of each organization.
    prechecks: BTreeMap<String, Decisions>,
    /// When the ticket was read, and what is being read again.
    #[serde(default)]
    watch: Watch,
    /// When a panel last showed the case.
    #[serde(default)]
    seen_at: UnixSeconds,
    /// How new all of this is.
    revision: Revision,
    /// The organizations whose pre-checks the case has just come to.
    #[serde(skip)]
    reached: Vec<OrganizationId>,
    /// What the clock shows.
    #[serde(skip)]
    now: UnixSeconds,
}

/// How long a case is kept that no panel shows, in seconds.
const KEPT: u64 = 12 * 60 * 60;

/// How many contacts the agent says are to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Adding {
    count: u32,
    /// How many addresses were listed then: once there are more or fewer, it says nothing any more.
    listed: usize,
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To know the ticket.
    Ticket,
    /// To know who asked, where the ticket came without them.
    Requester(UserId),
    /// To know the organization that the requester is in, where the ticket came without it.
    RequesterOrganization(OrganizationId),
    /// To know what the customer sent; the number tells one reading of it from the next.
    Conversation(u32),
    /// To know an organization's record as it is now.
    Organization(OrganizationId),
    /// To read a file that the customer attached, or again a license key in a comment.
    File,
    /// To gather evidence.
    Walk,
    /// To find an organization beside the walk.
    Find,
    /// To know an organization's contacts.
    Contacts(OrganizationId),
}

impl Case {
    /// A new case.
    #[must_use]
    pub fn new(key: CaseKey, now: UnixSeconds) -> Self {
        Self {
            key,
            ticket: Lookup::Waiting,
            fetched: Fetched::default(),
            conversation: Conversation::default(),
            file: None,
            entry: String::new(),
            entry_typed: false,
            sold_to: SoldToGiven::default(),
            proof_givers: ProofGivers::default(),
            task: None,
            named: None,
            reason: String::new(),
            contacts: Contacts::default(),
            project: ContactManagement::default(),
            adding: None,
            finder: Finder::default(),
            asked_in_vain: false,
            collecting: false,
            trails: Vec::new(),
            chosen: None,
            edited_note: None,
            note_part: NotePart::default(),
            note_so_far: false,
            written: Written::default(),
            decisions: Decisions::default(),
            prechecks: BTreeMap::new(),
            watch: Watch::default(),
            seen_at: UnixSeconds::default(),
            revision: Revision::begin(now),
            reached: Vec::new(),
            now,
        }
    }

    /// The organizations whose pre-checks the case has come to since this was last asked for: how many contacts they have
    /// is to be known as of now.
    pub(crate) fn take_reached(&mut self) -> Vec<OrganizationId> {
        std::mem::take(&mut self.reached)
    }

    /// The organizations that are judged in the case.
    pub(crate) fn judged(&self) -> Vec<OrganizationId> {
        let found = self.chosen_trail().and_then(Trail::organization);
        let own = self.membership().value();
        found.into_iter().chain(own).chain(self.finder.organizations()).map(|one| one.id).collect()
    }

    /// Says what the clock shows.
    pub(crate) fn set_now(&mut self, now: UnixSeconds) {
        self.now = now;
    }

    /// A panel shows the case.
    pub(crate) fn seen(&mut self) {
        self.seen_at = self.now;
    }

    /// Whether the case was not shown for so long that it is not to be kept.
    pub(crate) fn is_forgotten(&self) -> bool {
        // A clock that was set back tells nothing of how long that is.
        self.now.since(self.seen_at) >= KEPT
    }

    /// When a panel last showed the case.
    pub(crate) fn seen_at(&self) -> UnixSeconds {
        self.seen_at
    }

    /// How new the case is.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The case was brought back from storage.
    pub(crate) fn restored(&mut self) {
        self.revision.restore();
    }

    /// The case has changed.
    pub(crate) fn changed(&mut self) {
        self.revision.change(self.now);
    }

    /// The case's key.
    #[must_use]
    pub fn key(&self) -> CaseKey {
        self.key
    }

    /// What to read now.
    #[must_use]
    pub fn wants(&self) -> Vec<(Purpose, Target)> {
        let ticket = (self.ticket.is_waiting() || self.watch.due)
            .then(|| (Purpose::Ticket, Target::Zendesk(ApiUrl::ticket(self.key.ticket()))));
        let walk = self.collecting.then(|| self.chosen_trail()?.next()).flatten().map(|next| (Purpose::Walk, next));
        let conversation = self.watch.hearing().unwrap_or(&self.conversation).wants(self.key.ticket());
        let conversation = conversation.map(|target| (Purpose::Conversation(self.watch.round), target));
        let file = self.file.as_deref().and_then(|file| file.wants(self.key.ticket()));
        let file = file.map(|target| (Purpose::File, target));
        let find = self.finder.wants().map(|target| (Purpose::Find, target));
        let contacts = self.contacts_wanted();
        let organization = self.organization_wanted();
        let requester = self.fetched.wants(&self.ticket);
        let wants =
            ticket.into_iter().chain(requester).chain(conversation).chain(file).chain(walk).chain(find).chain(contacts);
        wants.chain(organization).collect()
    }

    /// The organization to read again: one that is judged, and whose record is too old for that. The ticket may
    /// bring the requester's own.
    fn organization_wanted(&self) -> Option<(Purpose, Target)> {
        let found = self.chosen_trail().and_then(Trail::organization).map(|one| one.id);
        let own = self.membership().value().map(|one| one.id);
        let own_is_coming = self.watch.due || self.ticket.is_waiting();
        let all = [found.filter(|id| !(own_is_coming && own == Some(*id))), own.filter(|_| !own_is_coming)];
        let id = all.into_iter().flatten().find(|id| self.watch.is_old(*id, self.now))?;
        Some((Purpose::Organization(id), Target::Zendesk(ApiUrl::organization(id))))
    }

    /// The contacts to read: where the ticket asks for something that needs them, or names addresses to compare with them.
    fn contacts_wanted(&self) -> Option<(Purpose, Target)> {
        let of = self.contact_organization()?.id;
        let beside = self.beside();
        let is_needed = self.task().needs_contacts() || !self.contacts.addresses(&beside).valid.is_empty();
        Some((Purpose::Contacts(of), self.contacts.wants(Some(of), is_needed)?))
    }

    /// What the ticket asks for: what the agent says, else what its problem type names.
    #[must_use]
    pub fn task(&self) -> Task {
        self.task.or(self.named).unwrap_or_default()
    }

    /// Whether it is certain what the ticket asks for, because the agent or the problem type says so.
    pub(super) fn is_task_certain(&self) -> bool {
        self.task.or(self.named).is_some()
    }

    /// Takes up the task that the ticket's problem type names by now. Whether that is another one than before.
    pub fn learn(&mut self, directory: &Directory) -> bool {
        let problem_type = self.ticket.got().and_then(|ticket| ticket::problem_type(ticket, directory));
        let named = problem_type.as_deref().and_then(Task::named);
        std::mem::replace(&mut self.named, named) != named
    }

    /// Whether the ticket is known to be closed: nothing can be added to it any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.ticket.got().is_some_and(|ticket| ticket.is_closed() || ticket.is_merged())
    }

    /// What is said of the case on a page that is not its ticket's.
    pub(crate) fn aside(&self) -> String {
        format!("This page is not a ticket. Below is ticket {}, which you worked on last.", self.name())
    }

    /// The ticket as an agent tells it from others.
    pub(crate) fn name(&self) -> NamedTicket {
        let subject = self.ticket.got().map(|ticket| ticket.subject.trim().to_owned());
        NamedTicket { case: self.key, subject: subject.unwrap_or_default() }
    }

    /// The user who asked.
    fn requester(&self) -> Known<&Requester> {
        self.fetched.requester(&self.ticket)
    }

    /// The organization that the requester is in; `Empty` where the requester is in none.
    fn membership(&self) -> Known<&Organization> {
        self.fetched.organization(&self.ticket)
    }

    /// The organization whose contacts the ticket is about: the requester's own, else the one that the walk found. At a
    /// requester's wish only the requester's own organization is changed.
    fn contact_organization(&self) -> Option<&Organization> {
        match self.membership() {
            Known::Value(own) => Some(own),
            Known::Empty if self.task().adds_contacts() => self.chosen_trail().and_then(Trail::organization),
            Known::Empty | Known::Reading | Known::Unknown(_) => None,
        }
    }

    /// What the addresses of the ticket are compared with.
    fn beside(&self) -> Beside<'_> {
        self.compared_with(self.contact_organization())
    }

    fn compared_with<'c>(&'c self, organization: Option<&'c Organization>) -> Beside<'c> {
        Beside {
            in_ticket: self.conversation.addresses(),
            agents: self.conversation.agents(),
            sold_tos: self.sold_tos_named(),
            requester: self.requester().value().and_then(|requester| requester.email.as_deref()),
            organization,
            removing: self.task() == Task::Remove,
        }
    }

    /// How many contacts the task adds to an organization: as many as the agent says, else as are listed, and the
    /// requester who is not known to be in it. None where the task adds nobody.
    fn adding_to(&self, organization: Option<&Organization>) -> Option<u32> {
        if !self.task().adds_contacts() {
            return None;
        }
        let listed = self.contacts.addresses(&self.compared_with(organization)).valid.len();
        if let Some(said) = self.adding.filter(|said| said.listed == listed) {
            return Some(said.count);
        }
        let own = self.membership().value().map(|one| one.id);
        let is_in_it = own.is_some() && own == organization.map(|one| one.id);
        // Where nobody is listed, somebody is to be added all the same.
        let all = if is_in_it { listed.max(1) } else { listed + 1 };
        Some(u32::try_from(all).unwrap_or(u32::MAX))
    }

    /// What has to be known besides, to show the case.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let of_trail = self.chosen_trail().and_then(Trail::organization);
        let mut needs = ticket::needs(&self.ticket, self.membership().value());
        needs.extend(organization::needs(of_trail.into_iter().chain(self.finder.organizations())));
        needs
    }

    /// Takes a reply. One that is no longer wanted changes nothing.
    pub fn take(&mut self, purpose: Purpose, target: &Target, reply: Reply, keys: &Keys) {
        if !self.wants().iter().any(|(wanted, at)| *wanted == purpose && at == target) {
            return;
        }
        match purpose {
            Purpose::Ticket => self.take_ticket(ticket::read(self.key.ticket(), reply)),
            Purpose::Requester(id) => self.fetched.take_requester(id, reply),
            Purpose::RequesterOrganization(id) => {
                self.fetched.take_organization(id, reply);
                self.watch.organization_read(id, self.now);
                self.reached.push(id);
            }
            Purpose::Organization(id) => self.take_organization(id, reply),
            Purpose::Find => self.finder.take(reply, self.now),
            Purpose::Contacts(of) => self.contacts.take(of, reply, self.now),
            Purpose::Conversation(_) => {
                let requester = self.ticket.got().and_then(|one| one.requester_id);
                match self.watch.hearing_mut() {
                    Some(again) => {
                        again.take(reply, keys, requester);
                        self.watch.adopt(&mut self.conversation, self.now);
                    }
                    None => {
                        self.conversation.take(reply, keys, requester);
                        if self.conversation.was_read() {
                            self.watch.heard(self.now);
                        }
                    }
                }
            }
            Purpose::File => {
                if let Some(file) = self.file.take() {
                    self.opened(file.take(reply, keys));
                }
            }
            Purpose::Walk => {
                let now = self.now;
                if let Some(trail) = self.chosen_trail_mut() {
                    let had = trail.organization().is_some();
                    trail.take(target, reply, now);
                    self.collecting = trail.next().is_some();
                    let found = self.chosen_trail().and_then(Trail::organization).filter(|_| !had).map(|one| one.id);
                    if let Some(id) = found {
                        self.watch.organization_read(id, now);
                        self.reached.push(id);
                    }
                }
            }
        }
    }

    /// Takes the ticket. One that was read before stays where it cannot be read again; its conversation is read again
    /// where something has happened since.
    fn take_ticket(&mut self, read: Result<Ticket, Problem>) {
        let was_read = self.ticket.got().is_some();
        match read {
            Ok(ticket) => {
                let before = self.membership().value().map(|one| one.id);
                // A first answer that the agent has pressed for may come after a conversation that was read long ago.
                let may_have_moved = was_read || self.watch.due;
                let came_along: Vec<_> = ticket.organizations.iter().map(|one| one.id).collect();
                self.watch.ticket_read(&came_along, self.now);
                if may_have_moved && self.watch.is_behind(&ticket.updated_at) {
                    self.watch.hear_again(Some(ticket.updated_at.clone()));
                }
                self.fetched.ticket_read(&ticket);
                let asked_before = self.requester_id();
                self.ticket = Lookup::Got(ticket);
                if was_read && self.requester_id() != asked_before {
                    self.requester_changed();
                }
                let own = self.membership().value().map(|one| one.id);
                self.reached.extend(own.filter(|_| own != before));
            }
            Err(problem) if was_read => self.watch.not_read(problem),
            Err(problem) => {
                self.watch.due = false;
                self.ticket = Lookup::Failed(problem);
            }
        }
    }

    /// Somebody else is the requester now. What was decided was decided about the one before; what was typed stays, and is
    /// known to have been typed for the one before.
    fn requester_changed(&mut self) {
        let name = self.requester().value().map_or_else(|| "somebody else".to_owned(), |now| now.name.clone());
        self.watch.add_change(format!("The requester is now {name}"), self.now);
        self.decisions.clear();
        self.prechecks.clear();
        self.edited_note = None;
        self.adding = None;
        self.sold_to.was_for_another();
        self.proof_givers.were_for_another();
    }

    /// Drops the decisions whose findings say something else by now. Returns whether there was one.
    pub(crate) fn prune_decisions(&mut self, directory: &Directory, today: Date) -> bool {
        let mut judged = Vec::new();
        for id in self.prechecks.keys() {
            let Some(one) = OrganizationId::parse(id).and_then(|id| self.organization(id)) else { continue };
            let findings = organization::prechecks(one, &self.judged_with(one, directory, today));
            judged.push((id.clone(), findings.into_iter().map(|(_, finding)| finding).collect::<Vec<_>>()));
        }
        let mut pruned = false;
        for (id, findings) in judged {
            pruned |= self.prechecks.get_mut(&id).is_some_and(|decisions| decisions.prune(None, &findings));
        }
        let ended = self.chosen_trail().filter(|trail| self.has_ended(trail) && !self.decisions.is_empty());
        let walked = ended.map(|trail| (trail.proof().clone(), self.findings(trail, today)));
        walked.is_some_and(|(proof, findings)| self.decisions.prune(Some(&proof), &findings)) || pruned
    }

    /// Takes an organization's record as it is now, wherever the case has it.
    fn take_organization(&mut self, id: OrganizationId, reply: Reply) {
        match read_record(reply, &format!("organization {id}"), |body| Organization::read(id, body)) {
            Ok(organization) => {
                self.watch.organization_read(id, self.now);
                if let Lookup::Got(ticket) = &mut self.ticket
                    && let Some(own) = ticket.organizations.iter_mut().find(|one| one.id == id)
                {
                    *own = organization.clone();
                }
                self.fetched.refresh(&organization);
                for trail in &mut self.trails {
                    trail.refresh_organization(&organization);
                }
                // One that has another Salesforce ID by now is searched for again.
                self.collecting |= self.chosen_trail().is_some_and(|trail| {
                    trail.sold_to_was_read() && trail.organizations().is_none() && trail.next().is_some()
                });
            }
            Err(problem) => self.watch.organization_not_read(id, problem, self.now),
        }
    }

    /// The agent comes back to the ticket: it may have moved on. What failed for a reason that passes by itself is tried
    /// again.
    pub fn come_back(&mut self) {
        if !self.watch.may_ask(self.now) {
            return;
        }
        let (ticket, conversation) = (self.ticket.problem(), self.conversation.problem());
        let conversation_passes = conversation.is_some_and(|problem| problem.passes(self.now));
        match ticket.map(|problem| problem.passes(self.now)) {
            Some(true) => self.ticket.retry(),
            Some(false) => {}
            None if self.ticket.got().is_some() => self.watch.come_back(self.now),
            None => {}
        }
        self.fetched.retry_where(|problem| problem.passes(self.now));
        if conversation_passes {
            self.search_again();
        }
        self.contacts.read_again_when_old(self.now);
        self.finder.again_when_older(BELIEVED, self.now);
    }

    /// The agent looks at the case. A walk that the agent has begun goes on where it stood still: once when a pause is
    /// over, and once when the agent comes back from elsewhere, perhaps from signing in.
    pub(crate) fn go_on_by_itself(&mut self, was_away: bool) {
        let now = self.now;
        let may_go_on = |problem: Problem| match problem {
            Problem::RateLimited { .. } => problem.passes(now),
            Problem::SignedOut { .. } => was_away,
            _ => false,
        };
        // The note of what there is so far is the agent's work by now.
        if !self.collecting
            && !self.note_so_far
            && self.chosen_trail().and_then(Trail::stopped_by).is_some_and(may_go_on)
        {
            self.go_on(Trail::retry);
        }
    }

    /// Reads the ticket, its conversation and its organizations again, because the agent wants it.
    pub fn read_again(&mut self) {
        self.watch.press(self.now);
        self.ticket.retry();
        self.fetched.retry_where(|_| true);
        if self.conversation.problem().is_some() {
            self.search_again();
        }
        self.contacts.read_again();
        self.finder.again_when_older(0, self.now);
    }

    /// Gathers the evidence for the proof that is shown once more, from the start.
    pub fn read_evidence_again(&mut self) {
        if let Some(trail) = self.chosen_trail_mut() {
            *trail = trail.again();
            self.collecting = true;
        }
    }

    /// The agent knows what is new.
    pub fn dismiss_news(&mut self) {
        self.watch.dismiss_news();
    }

    /// The field for the license ID now holds this text. Another proof ends the walk of the one before; its trail is
    /// kept and comes back with its proof. An empty field says nothing.
    pub fn edit_entry(&mut self, text: String) {
        self.entry = text;
        self.entry_typed = true;
        self.asked_in_vain = false;
        if !self.entry.trim().is_empty() {
            self.choose(self.entered().and_then(|proof| self.position(&proof)));
        }
    }

    /// The sold-to address that the customer gave is now this text.
    pub fn edit_sold_to(&mut self, text: String) {
        self.sold_to = SoldToGiven::typed(text);
    }

    /// So many contacts are to be added.
    pub fn edit_adding(&mut self, adding: u32) {
        let listed = self.contacts.addresses(&self.beside()).valid.len();
        self.adding = Some(Adding { count: adding, listed });
    }

    /// The ticket asks for this.
    pub fn choose_task(&mut self, task: Task) {
        self.task = Some(task);
        self.adding = None;
    }

    /// The agent does what the task is for this reason.
    pub fn edit_reason(&mut self, reason: String) {
        self.reason = reason;
    }

    /// The addresses that the ticket is about are now this text; none for what the ticket says. How many are to be added
    /// follows from them again.
    pub fn edit_addresses(&mut self, text: Option<String>) {
        self.contacts.edit(text);
        self.adding = None;
    }

    /// Adds an address that was left out to those that the ticket is about.
    pub fn add_address(&mut self, address: &str) {
        let mut contacts = std::mem::take(&mut self.contacts);
        contacts.add(address, &self.beside());
        self.contacts = contacts;
        self.adding = None;
    }

    /// Lists the organization's contacts, anew if they were read.
    pub fn list_contacts(&mut self) {
        self.contacts.ask();
    }

    /// The search for an organization beside the walk.
    pub fn finder_mut(&mut self) -> &mut Finder {
        &mut self.finder
    }

    /// Decides about the finding with this title. Only what the panel shows and needs attention can be decided, and only
    /// with a reason.
    pub fn decide(&mut self, title: &str, ruling: Ruling, today: Date) {
        let Some(trail) = self.chosen_trail().filter(|trail| self.has_ended(trail)) else { return };
        let (findings, proof) = (self.findings(trail, today), trail.proof().clone());
        // What is said of the requester is decided once, for every proof.
        let of_requester = self.requester_finding().is_some_and(|finding| finding.title == title);
        let proof = Some(&proof).filter(|_| !of_requester);
        self.decisions.decide(proof, findings, Decidable::Attention, title, ruling);
    }

    /// Decides about what the ticket alone says of its requester. The decision counts for every proof of the ticket.
    pub fn decide_requester(&mut self, title: &str, ruling: Ruling) {
        let findings = self.requester_finding().into_iter().collect();
        self.decisions.decide(None, findings, Decidable::Attention, title, ruling);
    }

    /// Decides about a pre-check of this organization. What is unknown can be accepted too: the agent may have looked.
    pub fn decide_precheck(
        &mut self,
        organization: OrganizationId,
        title: &str,
        ruling: Ruling,
        directory: &Directory,
        today: Date,
    ) {
        let Some(one) = self.organization(organization) else { return };
        let judged = organization::prechecks(one, &self.judged_with(one, directory, today));
        let findings = judged.into_iter().map(|(_, finding)| finding).collect();
        let decisions = self.prechecks.entry(organization.to_string()).or_default();
        decisions.decide(None, findings, Decidable::AttentionAndUnknown, title, ruling);
    }

    /// An organization that the case shows.
    fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        let own = self.membership().value();
        let found = self.chosen_trail().and_then(Trail::organization);
        own.into_iter().chain(found).chain(self.finder.organizations()).find(|one| one.id == id)
    }

    /// Whether there is a note that could be inserted: the walk has ended, or stopped and the agent wants the note of what
    /// there is so far.
    #[must_use]
    pub fn has_note(&self) -> bool {
        self.chosen_trail().is_some_and(|trail| self.has_ended(trail) || (self.note_so_far && !self.collecting))
    }

    /// Whether there is nothing more to read of this trail.
    fn has_ended(&self, trail: &Trail) -> bool {
        // The checks need to know whether the requester is in an organization.
        !self.is_walking(trail) && trail.has_ended() && self.membership() != Known::Reading
    }

    /// Whether this trail is being walked.
    fn is_walking(&self, trail: &Trail) -> bool {
        self.collecting && self.chosen_trail().is_some_and(|chosen| chosen.proof() == trail.proof())
    }

    /// Writes the note of what there is so far, where the walk has stopped before its end.
    pub fn write_note_so_far(&mut self) {
        self.note_so_far = !self.collecting && self.chosen_trail().is_some_and(|trail| !trail.has_ended());
    }

    /// What of the evidence is written.
    pub fn choose_note_part(&mut self, part: NotePart) {
        self.note_part = part;
    }

    /// Shows the trail at this place of those that were begun, and uses it for the note.
    pub fn choose_trail(&mut self, index: usize) {
        if let Some(trail) = self.trails.get(index) {
            self.entry = trail.proof().entry().unwrap_or_default();
            self.entry_typed = false;
            self.asked_in_vain = false;
            self.choose(Some(index));
        }
    }

    /// Gathers the evidence for what stands in the field, or else for the trail that is shown.
    pub fn collect(&mut self) {
        let shown = || self.chosen_trail().filter(|_| self.entry.trim().is_empty()).map(|trail| trail.proof().clone());
        match self.entered().or_else(shown) {
            Some(proof) => {
                if self.entry_typed && !self.entry.trim().is_empty() {
                    self.proof_givers.set(&proof, Giver::Typed);
                }
                self.walk(proof);
            }
            None => self.asked_in_vain = true,
        }
    }

    /// Gathers the evidence for a page that the agent chose.
    pub fn take_up_page(&mut self, proof: Proof) {
        self.take_up(proof, Giver::Typed);
    }

    /// Gathers the evidence for the license that the portal read in the open file.
    pub fn take_up_validated(&mut self, proof: Proof) {
        let giver = self.file.take().map_or(Giver::Typed, |file| file.giver().clone());
        self.take_up(proof, giver);
    }

    /// Gathers the evidence for a proof that was taken up elsewhere than in the field.
    fn take_up(&mut self, proof: Proof, giver: Giver) {
        self.proof_givers.set(&proof, giver);
        self.entry = proof.entry().unwrap_or_default();
        self.entry_typed = false;
        self.asked_in_vain = false;
        self.walk(proof);
    }

    /// Goes on where a walk for the same proof stopped, else begins a new one.
    fn walk(&mut self, proof: Proof) {
        let known = self.position(&proof);
        if self.collecting && self.chosen == known {
            return;
        }
        let index = match known {
            Some(index) => {
                let trail = &mut self.trails[index];
                if !trail.is_complete() {
                    trail.retry();
                }
                if trail.is_complete() || trail.next().is_none() {
                    *trail = trail.again();
                }
                index
            }
            None => {
                self.trails.push(Trail::new(proof));
                self.trails.len() - 1
            }
        };
        self.choose(Some(index));
        self.collecting = true;
        self.note_so_far = false;
    }

    /// Takes up the proof in a text that was pasted, or in a file's that was dropped or picked.
    pub fn read_file(&mut self, name: Option<String>, text: String, keys: &Keys) {
        self.opened(OpenFile::read(name, text, Giver::Typed, keys));
    }

    /// A file that the agent has given is not read, because it is too large.
    pub fn refuse_file(&mut self, name: String) {
        self.file = Some(OpenFile::too_large(name));
    }

    fn opened(&mut self, file: Result<(Proof, Giver), Box<OpenFile>>) {
        match file {
            Ok((proof, giver)) => {
                self.file = None;
                self.take_up(proof, giver);
            }
            Err(file) => self.file = Some(file),
        }
    }

    /// Has the portal's answer waited for; none where no file is open that it could know more about.
    pub fn validate_file(&mut self) -> Option<Link> {
        let is_ready = self.file.as_mut().is_some_and(|file| file.validate());
        is_ready.then(|| Link::built("Validate License".to_owned(), PortalUrl::validate_license().to_string()))
    }

    /// The text that the portal's Validate License page is to be given.
    #[must_use]
    pub fn validated_text(&self) -> Option<&str> {
        self.file.as_ref()?.validated_text()
    }

    /// Forgets the file that could not be read.
    pub fn dismiss_file(&mut self) {
        self.file = None;
    }

    /// Searches the ticket's conversation again.
    pub fn search_again(&mut self) {
        let as_of = self.ticket.got().map(|ticket| ticket.updated_at.clone());
        self.watch.hear_again(as_of);
    }

    /// The note is now this text; none for what follows from the evidence.
    pub fn edit_note(&mut self, text: Option<String>, directory: &Directory, today: Date) {
        let shown = self.chosen_trail().filter(|_| self.has_note());
        let written = shown.map(|trail| self.evidence_note(trail, directory, today).text);
        self.edited_note = written.zip(text);
    }

    /// Reads again what one step of the trail failed on, and goes on from there.
    pub fn retry_step(&mut self, step: StepName) {
        self.go_on(|trail| trail.retry_step(step));
    }

    /// Takes the agent's choice between orders of one name, and goes on from there.
    pub fn choose_order(&mut self, id: &RecordId) {
        self.go_on(|trail| trail.choose_order(id));
    }

    fn go_on(&mut self, change: impl FnOnce(&mut Trail)) {
        if let Some(trail) = self.chosen_trail_mut() {
            change(trail);
            self.collecting = trail.next().is_some();
            self.note_so_far &= !self.collecting;
        }
    }

    /// Stops gathering; what was gathered stays.
    pub fn cancel(&mut self) {
        self.collecting = false;
    }

    /// The trail that is shown. While another proof stands in the field, none is.
    fn chosen_trail(&self) -> Option<&Trail> {
        self.trails.get(self.chosen?)
    }

    fn chosen_trail_mut(&mut self) -> Option<&mut Trail> {
        self.trails.get_mut(self.chosen?)
    }

    fn choose(&mut self, index: Option<usize>) {
        if self.chosen != index {
            self.chosen = index;
            self.collecting = false;
            self.note_so_far = false;
        }
    }

    fn position(&self, proof: &Proof) -> Option<usize> {
        self.trails.iter().position(|trail| trail.proof() == proof)
    }

    /// What stands in the field, where that is something to start from.
    fn entered(&self) -> Option<Proof> {
        Proof::typed(&self.entry)
    }
}
