//! All the cases of the session and the panels that show them, as one machine: [`Event`]s in, [`Effect`]s out.
//!
//! The worker feeds it and carries its effects out; so the rule that evidence belongs to one ticket is kept here,
//! where a test can try every order in which things happen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::keeping::{self, Decoded, Keeper, Order, Slot, Tell};
use super::page::OpenPage;
use super::pause::{Asker, Pauses};
use super::{Case, CaseKey, Location, Purpose, finder, organization};
use crate::composer::{Act, Answer, Channel, ElementId, End, Insertion, Next, Refusal, Seen, Watch, unknown_parts};
use crate::date::{Date, UnixSeconds};
use crate::directory::{BELIEVED, Directory, Need};
use crate::fetch::{Reply, Site, Target};
use crate::handbook::{Term, Wording};
use crate::link::Link;
use crate::lookup::read_answer;
use crate::note::Note;
use crate::organization::Finder;
use crate::portal::ValidateLicense;
use crate::proof::Proof;
use crate::proof::key::Keys;
use crate::protocol::{Body, ComposerOrder, Fill, Find, InsertionView, Intent, NamedTicket, PauseView, View};
use crate::zendesk::{ApiUrl, Organization, UserId, read_me};

/// One open panel. It stays the same while its tab is open, however often it connects anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PanelId(pub u32);

/// One request under way. A number is never used twice, so a reply that nobody waits for is known by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrandId(u32);

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A panel was opened, or its page has moved.
    PanelAt(PanelId, Location),
    /// The agent looks at a panel again.
    LookedAt(PanelId),
    /// The same, and the agent was in another tab before.
    CameBack(PanelId),
    /// A panel's page is this document: a page that was reloaded is another one.
    Document(PanelId, u64),
    /// A panel is gone.
    PanelClosed(PanelId),
    /// The agent wants something of the case that a panel showed.
    Intent(PanelId, CaseKey, Intent),
    /// The agent searches for an organization, in a panel that showed this case or none.
    Find(PanelId, Option<CaseKey>, Find),
    /// The search of a panel is to have the keyboard, and perhaps to search for this at once. The panel may still be on
    /// its way.
    OpenSearch(PanelId, Option<String>),
    /// The page of a panel has said what it shows: its address, the number of its document, and that document.
    PageShown(PanelId, String, u64, String),
    /// A tab was opened for a case.
    TabOpened(PanelId, CaseKey),
    /// The Validate License page has loaded in a tab.
    Arrived(PanelId),
    /// The agent has sent the form that was filled in: from which document, where to, and with which text.
    FormSent(PanelId, u64, Location, String),
    /// The agent wants this ticket's case beside the portal's pages.
    Choose(PanelId, CaseKey),
    /// The composer's script has answered.
    Composer(PanelId, Answer),
    /// The channel switch beside a note says something else.
    ComposerChanged(PanelId),
    /// As long as was to be waited has passed since this step of an insertion.
    Waited(PanelId, u32),
    /// These are the handbook's words from now on.
    Wording(Wording),
    /// A request was answered.
    Reply(ErrandId, Reply),
    /// The agent begins a case again on which the worker has stopped.
    BeginAgain(PanelId, CaseKey),
    /// The worker was started.
    Started,
    /// The storage has done what [`Effect::Store`] or [`Effect::Unstore`] told it last, or has refused.
    Stored(bool),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a request and come back with an [`Event::Reply`].
    Fetch(ErrandId, Target),
    /// Nobody waits for this request any more.
    Abort(ErrandId),
    /// Write these entries into the storage, all or none, and come back with [`Event::Stored`]. Until then the storage is
    /// told nothing else.
    Store(BTreeMap<String, String>),
    /// Remove the entries with these names from the storage, and come back with [`Event::Stored`], as above.
    Unstore(Vec<String>),
    /// Let a panel show this.
    Show(PanelId, Box<View>),
    /// Open a page in a new tab, beside the panel's.
    OpenTab(PanelId, Link),
    /// Open a page in a new tab for a case, and come back with an [`Event::TabOpened`].
    OpenFor(PanelId, Link, CaseKey),
    /// Open the panel in a tab.
    OpenPanel(PanelId),
    /// Have a panel's page say what it shows, and come back with an [`Event::PageShown`].
    ReadPage(PanelId),
    /// Put a text into a field of a panel's page.
    Fill(PanelId, Fill),
    /// Tell the composer's script of a panel's page, and come back with an [`Event::Composer`].
    Composer(PanelId, ComposerOrder),
    /// Have the composer's script look at a panel's page and do nothing, and come back with an [`Event::Composer`].
    LookAtComposer(PanelId, ComposerOrder),
    /// Come back with [`Event::Waited`] and this number after so many milliseconds.
    Wait(PanelId, u32, u32),
}

/// The cases of this session and the panels that show them.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    keys: Keys,
    /// When the event that is being handled happens.
    now: UnixSeconds,
    cases: BTreeMap<CaseKey, Case>,
    last: Option<CaseKey>,
    shared: Shared,
    panels: BTreeMap<PanelId, (Location, Option<OpenPage>)>,
    errands: BTreeMap<ErrandId, (Owner, Target)>,
    errands_sent: u32,
    insertions: BTreeMap<PanelId, OpenInsertion>,
    insertion_steps: u32,
    /// The note in the composer of each panel's page.
    watches: BTreeMap<PanelId, Watch>,
    /// What was to be searched for in a panel that is still on its way.
    searches: BTreeMap<PanelId, Option<String>>,
    /// How often the search was to have the keyboard, for each panel.
    focus: BTreeMap<PanelId, u32>,
    /// The macros that each panel names.
    named: BTreeMap<PanelId, BTreeSet<Term>>,
    /// Whether each panel's page is still known.
    checked: BTreeMap<PanelId, PageCheck>,
    /// The document that each panel's page is.
    documents: BTreeMap<PanelId, u64>,
    /// The other tickets that each panel offers.
    offered: BTreeMap<PanelId, Vec<NamedTicket>>,
    /// The cases of which something waits for a site that asked to slow down.
    held: BTreeSet<CaseKey>,
    /// Whether the same holds for what belongs to no case.
    held_shared: bool,
    /// When it was last asked who is signed in, and whether that is still to be answered.
    who: (Option<UnixSeconds>, bool),
    keeper: Keeper,
    /// Is told what the desk works on.
    tell: Option<Tell>,
}

/// How long an answer to who is signed in is believed, in seconds.
const WHO_BELIEVED: u64 = 60;

/// A look at whether Vouch still knows a page.
#[derive(Clone, Debug)]
struct PageCheck {
    /// The step whose answer or pause is waited for.
    step: u32,
    /// How often is looked again before something counts as missing: the page may still be loading.
    looks_left: u32,
    /// What is not known of it; none while that is looked for.
    unknown: Option<Vec<String>>,
}

/// How often a page is looked at before something counts as missing.
const PAGE_LOOKS: u32 = 6;
/// Between two of these looks, in milliseconds.
const PAGE_PAUSE: u32 = 1000;

/// What belongs to no case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Shared {
    /// What is the same for every case.
    directory: Directory,
    /// The search for an organization where no case is shown.
    finder: Finder,
    /// The sites that asked to slow down.
    #[serde(default)]
    pauses: Pauses,
    /// The agent who was signed in to Zendesk.
    #[serde(default)]
    agent: Option<UserId>,
    /// What to tell the agent of the cases that are gone.
    #[serde(default)]
    notice: Option<Notice>,
    /// The cases that went without the agent, the newest last, until a panel comes to one of them again.
    #[serde(default)]
    gone: Vec<(CaseKey, Gone)>,
    /// The cases that the worker stopped on, the newest last: nothing is read for them before the agent begins them again.
    #[serde(default)]
    stopped: Vec<CaseKey>,
    /// The tabs that were opened for a case.
    #[serde(default)]
    opened: BTreeMap<PanelId, OpenedTab>,
    /// The tickets that were looked at, the latest first.
    #[serde(default)]
    looked_at: Vec<CaseKey>,
}

/// How many tickets are offered beside the one that is shown.
const RECENT: usize = 5;

/// A tab with the Validate License page that was opened for a case. Only there is a form filled in, and its answer taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OpenedTab {
    case: CaseKey,
    /// The document from which the form was sent with the text that was filled in.
    sent_from: Option<u64>,
}

/// What is said where a case could not be kept.
const NOT_KEPT: &str = "Not kept: the browser does not store what Vouch gathers for this ticket. It is lost when Vouch \
                        pauses, half a minute after it was last used, so take the note now.";

/// How many cases are kept that no panel shows.
const MOST_UNSHOWN: usize = 40;

/// Of how many cases is known that they are gone.
const MOST_GONE: usize = 100;

/// Why a case went without the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Gone {
    /// No panel was on it for a long time.
    Unseen,
    /// There were too many newer ones.
    TooMany,
    /// The storage was full, so that it was lost when the worker was stopped.
    NoRoom,
}

/// Why cases are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Notice {
    /// The agent wanted it.
    Forgotten(CaseKey),
    /// Another agent has signed in.
    AnotherAgent,
    /// It went without the agent.
    Gone(CaseKey, Gone),
    /// The worker stopped while it worked on it.
    Stopped(CaseKey),
}

impl Notice {
    fn text(self) -> String {
        match self {
            Self::Forgotten(key) => {
                format!("Ticket #{} is forgotten. Open the panel on it again to start over.", key.ticket())
            }
            Self::AnotherAgent => "Another agent has signed in to Zendesk, so every ticket is forgotten.".to_owned(),
            Self::Gone(key, why) => {
                let why = match why {
                    Gone::Unseen => "nobody looked at it for 12 hours",
                    Gone::TooMany => "many other tickets were opened since",
                    Gone::NoRoom => "the browser's storage for Vouch was full",
                };
                format!("What was known of ticket #{} is forgotten: {why}.", key.ticket())
            }
            Self::Stopped(key) => stopped_on(key),
        }
    }
}

/// What is said where the worker has stopped on a case.
fn stopped_on(key: CaseKey) -> String {
    format!("Vouch stopped while it worked on ticket {}; what was gathered for it is lost.", key.ticket())
}

/// A note on its way into a page's composer. It is not stored: a worker that is stopped on the way leaves nothing half
/// done, because the page does each step as a whole. What was written is found again by what it says.
#[derive(Clone, Debug)]
struct OpenInsertion {
    insertion: Insertion,
    /// The step whose answer or pause is waited for; none when it is over.
    waits_for: Option<(u32, Awaited)>,
    outcome: Option<Result<End, Refusal>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    Pause,
    Answer,
}

/// How long the composer's script may take to answer, in milliseconds.
const ANSWER_IN: u32 = 3000;

/// Who waits for a request's reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Case(CaseKey, Purpose),
    Page(PanelId),
    Directory(Need),
    Finder,
    /// The question who is signed in.
    Who,
}

impl Owner {
    fn asker(self) -> Asker {
        match self {
            Self::Case(key, _) => Asker::Case(key),
            Self::Directory(_) | Self::Finder => Asker::Shared,
            Self::Page(_) | Self::Who => Asker::Nobody,
        }
    }
}

impl Desk {
    /// The desk as it was left in the entries of the storage: each has a name and, where it is a text, its content.
    /// License files are decoded with the `keys`, and `tell` is told what the desk works on. The entries on which the
    /// program has stopped before are `lost`.
    #[must_use]
    pub fn restore(
        keys: Keys,
        entries: impl IntoIterator<Item = (String, Option<String>)>,
        lost: &[String],
        tell: Tell,
    ) -> Self {
        let entries = entries.into_iter().filter(|(name, _)| !lost.contains(name));
        let Decoded { cases, shared, last, mut unreadable } = keeping::decode(entries, Case::key, tell);
        unreadable.extend(lost.iter().cloned().map(Slot::Unreadable));
        let shared: Option<Shared> = shared;
        let mut shared = shared.unwrap_or_default();
        // Whose the cases are is known though the rest of what belongs to no case could not be kept.
        shared.agent = shared.agent.or_else(|| cases.iter().find_map(|(_, agent)| *agent));
        let mut keeper = Keeper::over(cases.iter().map(|(case, _)| case.key()), unreadable);
        for key in lost.iter().filter_map(|name| CaseKey::named(name)) {
            shared.stopped.retain(|stopped| *stopped != key);
            shared.stopped.push(key);
            let too_many = shared.stopped.len().saturating_sub(MOST_GONE);
            shared.stopped.drain(..too_many);
            shared.notice = Some(Notice::Stopped(key));
            keeper.save(Slot::Shared);
        }
        let mut kept = BTreeMap::new();
        for (mut case, agent) in cases {
            if agent.is_some() && agent != shared.agent {
                keeper.remove(Slot::Case(case.key()));
                continue;
            }
            case.restored();
            shared.gone.retain(|(key, _)| *key != case.key());
            kept.insert(case.key(), case);
        }
        Self {
            keys,
            last: last.filter(|key| kept.contains_key(key)),
            cases: kept,
            shared,
            keeper,
            tell: Some(tell),
            ..Self::default()
        }
    }

    /// Takes one event, which happens `now`.
    pub fn handle(&mut self, event: Event, now: UnixSeconds) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = now;
        let today = now.day();
        self.shared.directory.set_now(now);
        self.cases.values_mut().for_each(|case| case.set_now(now));
        if let Event::Stored(done) = event {
            self.stored(done, today, &mut effects);
            self.keep(&mut effects);
            return effects;
        }
        self.keeper.try_again();
        self.forget_unseen(&mut effects);
        match event {
            Event::PanelAt(panel, location) => self.panel_at(panel, location, today, &mut effects),
            Event::LookedAt(panel) => self.looked_at(panel, false, today, &mut effects),
            Event::CameBack(panel) => self.looked_at(panel, true, today, &mut effects),
            Event::Document(panel, document) => {
                // The composer of another document is empty: what came of a note says nothing of it.
                if self.documents.insert(panel, document).is_some_and(|before| before != document) {
                    self.insertions.remove(&panel);
                    self.checked.remove(&panel);
                    self.watches.remove(&panel);
                }
            }
            Event::PanelClosed(panel) => {
                // A note that is on its way is seen through, and a panel that connects anew says what came of it.
                self.panels.remove(&panel);
                self.focus.remove(&panel);
                self.named.remove(&panel);
                self.checked.remove(&panel);
                if self.watches.get_mut(&panel).is_some_and(Watch::stop) {
                    self.insertion_steps += 1;
                    effects.push(Effect::LookAtComposer(panel, ComposerOrder::look(self.insertion_steps, None)));
                }
                self.offered.remove(&panel);
                self.run_errands(|owner| owner == Owner::Page(panel), Vec::new(), &mut effects);
            }
            Event::Find(panel, case, find) => self.find(panel, case, find, today, &mut effects),
            Event::OpenSearch(panel, text) => {
                self.searches.insert(panel, text);
                self.begin_search(panel, today, &mut effects);
            }
            Event::Intent(panel, key, intent) => self.intent(panel, key, intent, today, &mut effects),
            Event::Composer(panel, answer) => {
                let step = Some(answer.step);
                let seen = (answer.step, answer.seen.clone());
                self.go_on(panel, Awaited::Answer, step, |insertion| insertion.take(answer), &mut effects);
                self.composer_seen(panel, seen, today, &mut effects);
                self.show(panel, today, &mut effects);
            }
            Event::ComposerChanged(panel) => {
                self.look_at_composer(panel, &mut effects);
            }
            Event::Waited(panel, step) => {
                if self.checked.get(&panel).is_some_and(|check| check.step == step && check.unknown.is_none()) {
                    let order = ComposerOrder::look(step, self.tell_watch(panel));
                    effects.push(Effect::LookAtComposer(panel, order));
                }
                self.go_on(panel, Awaited::Pause, Some(step), |insertion| insertion.waited(), &mut effects);
                self.go_on(panel, Awaited::Answer, Some(step), |insertion| insertion.unanswered(), &mut effects);
                self.show(panel, today, &mut effects);
            }
            Event::Wording(wording) => {
                self.shared.directory.set_wording(wording);
                self.show_all(today, &mut effects);
            }
            Event::PageShown(panel, href, document, html) => {
                self.page_shown(panel, (&href, document), &html, today, &mut effects);
            }
            Event::TabOpened(panel, key) => self.tab_opened(panel, key, &mut effects),
            Event::Arrived(panel) => {
                effects.extend(self.shared.opened.contains_key(&panel).then_some(Effect::OpenPanel(panel)));
            }
            Event::FormSent(panel, document, action, text) => {
                let still_ours = action == Location::ValidateLicense && self.is_filled_in(panel, &text);
                if let Some(opened) = self.shared.opened.get_mut(&panel) {
                    opened.sent_from = still_ours.then_some(document);
                    self.keeper.save(Slot::Shared);
                }
            }
            Event::Choose(panel, key) => self.choose(panel, key, today, &mut effects),
            Event::Reply(id, reply) => self.reply(id, reply, today, &mut effects),
            Event::BeginAgain(panel, key) => self.begin_again(panel, key, today, &mut effects),
            Event::Started | Event::Stored(_) => {}
        }
        self.go_on_after_pauses(today, &mut effects);
        self.look_up(&mut effects);
        self.check_pages(&mut effects);
        self.offer(today, &mut effects);
        self.keep(&mut effects);
        effects
    }

    /// From here on the desk works on a case.
    fn works_on(&self, key: CaseKey) {
        if let Some(tell) = self.tell {
            tell(&key.to_string());
        }
    }

    /// The agent begins a case again on which the worker has stopped.
    fn begin_again(&mut self, panel: PanelId, key: CaseKey, today: Date, effects: &mut Vec<Effect>) {
        let is_there = self.panels.get(&panel).is_some_and(|(location, _)| *location == Location::Ticket(key));
        if !is_there || !self.shared.stopped.contains(&key) {
            return;
        }
        self.shared.stopped.retain(|stopped| *stopped != key);
        self.shared.notice = self.shared.notice.filter(|notice| *notice != Notice::Stopped(key));
        self.open_case(key);
        self.last = Some(key);
        self.ask_who();
        self.changed(key, today, effects);
        self.shared_changed(today, effects);
    }

    /// Tells the storage the next thing that it is to do, if it does nothing now.
    fn keep(&mut self, effects: &mut Vec<Effect>) {
        while let Some(order) = self.keeper.next() {
            let agent = self.shared.agent;
            let last = self.last.map(|last| (Slot::Last.name(), keeping::write(agent, &last)));
            let entries: BTreeMap<_, _> = match &order {
                Order::Remove(slots) => {
                    return effects.push(Effect::Unstore(slots.iter().map(Slot::name).collect()));
                }
                Order::Save(slot @ Slot::Case(key)) => {
                    self.works_on(*key);
                    let case = self.cases.get(key).map(|case| (slot.name(), keeping::write(agent, case)));
                    case.into_iter().flat_map(|case| [case].into_iter().chain(last.clone())).collect()
                }
                Order::Save(Slot::Shared) => [(Slot::Shared.name(), keeping::write(agent, &self.shared))].into(),
                Order::Save(Slot::Last) => last.into_iter().collect(),
                Order::Save(Slot::Unreadable(_)) => BTreeMap::new(),
            };
            if entries.is_empty() {
                self.keeper.skip();
            } else {
                return effects.push(Effect::Store(entries));
            }
        }
    }

    /// The storage has answered. A case that it refuses is shown as not kept, because an agent may want to hurry.
    fn stored(&mut self, done: bool, today: Date, effects: &mut Vec<Effect>) {
        let not_kept = |desk: &Self| -> BTreeSet<CaseKey> {
            let shown = desk.panels.keys().filter_map(|panel| desk.shown_in(*panel));
            shown.filter(|key| desk.keeper.is_not_kept(&Slot::Case(*key))).collect()
        };
        let before = not_kept(self);
        if let Some(slot) = self.keeper.answered(done) {
            let unshown = self.unshown();
            let evicted = self.keeper.make_room(&slot, unshown.into_iter());
            for key in evicted {
                self.gone(key, Gone::NoRoom);
            }
        }
        let after = not_kept(self);
        for panel in self.panels.keys().copied().collect::<Vec<_>>() {
            let changed = |key: &CaseKey| before.contains(key) != after.contains(key);
            if self.shown_in(panel).as_ref().is_some_and(changed) {
                self.show(panel, today, effects);
            }
        }
    }

    /// The cases that no panel shows, the one that was shown longest ago first.
    fn unshown(&self) -> Vec<CaseKey> {
        let shown: BTreeSet<_> = self.panels.keys().filter_map(|panel| self.shown_in(*panel)).collect();
        let mut unshown: Vec<_> = self.cases.values().filter(|case| !shown.contains(&case.key())).collect();
        unshown.sort_by_key(|case| case.seen_at());
        unshown.into_iter().map(Case::key).collect()
    }

    /// A case went without the agent, who is told when a panel comes to it again.
    fn gone(&mut self, key: CaseKey, why: Gone) {
        self.shared.gone.retain(|(gone, _)| *gone != key);
        self.shared.gone.push((key, why));
        let too_many = self.shared.gone.len().saturating_sub(MOST_GONE);
        self.shared.gone.drain(..too_many);
        self.keeper.save(Slot::Shared);
    }

    /// Takes the reply to a request that somebody still waits for.
    fn reply(&mut self, id: ErrandId, mut reply: Reply, today: Date, effects: &mut Vec<Effect>) {
        let Some((owner, target)) = self.errands.remove(&id) else { return };
        if self.shared.pauses.note(target.site(), &mut reply, self.now) {
            self.keeper.save(Slot::Shared);
        }
        // Somebody else may sign in next.
        let is_signed_out =
            matches!(&reply, Reply::Redirect) || matches!(&reply, Reply::Answer(one) if one.status == 401);
        if is_signed_out && target.site() == Site::Zendesk {
            self.who.0 = None;
        }
        match owner {
            Owner::Case(key, purpose) => {
                self.works_on(key);
                if let Some(case) = self.cases.get_mut(&key) {
                    case.take(purpose, &target, reply, &self.keys);
                    for id in case.take_reached() {
                        self.shared.directory.count_again(id);
                    }
                    self.changed(key, today, effects);
                }
            }
            Owner::Page(panel) => {
                if let Some((_, Some(page))) = self.panels.get_mut(&panel) {
                    page.take(&target, reply, self.now);
                    self.show(panel, today, effects);
                }
            }
            Owner::Directory(need) => {
                self.shared.directory.take(need, reply);
                self.shared_changed(today, effects);
            }
            Owner::Finder => {
                self.shared.finder.take(reply, self.now);
                self.shared_changed(today, effects);
            }
            Owner::Who => self.signed_in(reply, today, effects),
        }
    }

    /// Takes the answer to who is signed in. Nobody is no other agent, and an answer that cannot be read tells nothing.
    fn signed_in(&mut self, reply: Reply, today: Date, effects: &mut Vec<Effect>) {
        self.who.1 = false;
        let Ok(Some(agent)) = read_answer(reply, "who is signed in", read_me) else {
            // Nobody knows yet whose cases these are: it is asked again at the next look.
            self.who.0 = None;
            return;
        };
        let before = self.shared.agent.replace(agent);
        if before.is_some_and(|before| before != agent) {
            for key in self.cases.keys().copied().collect::<Vec<_>>() {
                self.forget(key, effects);
            }
            self.run_errands(|owner| !matches!(owner, Owner::Page(_)), Vec::new(), effects);
            let Shared { directory, pauses, .. } = std::mem::take(&mut self.shared);
            let notice = Some(Notice::AnotherAgent);
            self.shared = Shared { agent: Some(agent), pauses, notice, ..Shared::default() };
            self.shared.directory.set_wording(directory.wording().clone());
            self.shared.directory.set_now(self.now);
            for key in self.panels.values().filter_map(|(location, _)| ticket_at(location)).collect::<Vec<_>>() {
                self.open_case(key);
                self.changed(key, today, effects);
            }
        }
        if before != Some(agent) {
            // Each is kept for this agent from now on.
            self.cases.keys().for_each(|key| self.keeper.save(Slot::Case(*key)));
            self.shared_changed(today, effects);
        }
    }

    /// The agent knows what has become of the cases that are gone.
    fn dismiss_notice(&mut self) {
        if self.shared.notice.take().is_some() {
            self.keeper.save(Slot::Shared);
        }
    }

    /// Keeps nothing of a case any more.
    fn forget(&mut self, key: CaseKey, effects: &mut Vec<Effect>) {
        self.run_errands(|owner| matches!(owner, Owner::Case(of, _) if of == key), Vec::new(), effects);
        self.cases.remove(&key);
        self.held.remove(&key);
        self.insertions.retain(|_, open| open.insertion.case() != key);
        let is_on_it = |panel: &&PanelId| self.panels.get(panel).is_some_and(|(at, _)| *at == Location::Ticket(key));
        for panel in self.watches.keys().filter(is_on_it).copied().collect::<Vec<_>>() {
            if self.watches.remove(&panel).is_some_and(|watch| watch.is_told()) {
                self.look_at_composer(panel, effects);
            }
        }
        self.keeper.remove(Slot::Case(key));
        self.last = self.last.filter(|last| *last != key);
        match self.last {
            Some(_) => self.keeper.save(Slot::Last),
            None => self.keeper.remove(Slot::Last),
        }
        self.shared.opened.retain(|_, opened| opened.case != key);
        self.shared.looked_at.retain(|looked_at| *looked_at != key);
        self.keeper.save(Slot::Shared);
    }

    /// Forgets the cases that no panel has shown for a long time, and the oldest where there are too many.
    fn forget_unseen(&mut self, effects: &mut Vec<Effect>) {
        for key in self.panels.keys().filter_map(|panel| self.shown_in(*panel)).collect::<BTreeSet<_>>() {
            if let Some(case) = self.cases.get_mut(&key) {
                case.seen();
            }
        }
        let unseen = self.cases.iter().filter(|(_, case)| case.is_forgotten());
        for key in unseen.map(|(key, _)| *key).collect::<Vec<_>>() {
            self.forget(key, effects);
            self.gone(key, Gone::Unseen);
        }
        let unshown = self.unshown();
        for key in unshown.iter().take(unshown.len().saturating_sub(MOST_UNSHOWN)) {
            self.forget(*key, effects);
            self.gone(*key, Gone::TooMany);
        }
    }

    /// Asks what had to wait for a site whose time has come by now.
    fn go_on_after_pauses(&mut self, today: Date, effects: &mut Vec<Effect>) {
        if !self.shared.pauses.end(self.now) {
            return;
        }
        self.shared_changed(today, effects);
        for key in std::mem::take(&mut self.held) {
            self.changed(key, today, effects);
        }
        for panel in self.panels.keys().copied().collect::<Vec<_>>() {
            self.read_open_page(panel, effects);
        }
    }

    /// The agent looks at a panel: its ticket may have moved on.
    fn looked_at(&mut self, panel: PanelId, was_away: bool, today: Date, effects: &mut Vec<Effect>) {
        if let Some((_, Some(page))) = self.panels.get_mut(&panel) {
            page.read_again_when_old(self.now);
            self.read_open_page(panel, effects);
            self.show(panel, today, effects);
        }
        let Some(key) = self.panels.get(&panel).and_then(|(location, _)| ticket_at(location)) else {
            self.shared.finder.again_when_older(BELIEVED, self.now);
            return;
        };
        let Some(case) = self.cases.get_mut(&key) else { return };
        case.come_back();
        case.go_on_by_itself(was_away);
        self.look_at(key);
        self.ask_who();
        self.shared.directory.retry_passing();
        self.look_for_note(panel, effects);
        self.changed(key, today, effects);
    }

    /// Asks who is signed in, unless that was asked a moment ago.
    fn ask_who(&mut self) {
        if self.who.0.is_none_or(|at| self.now.is_past(at, WHO_BELIEVED)) {
            self.who = (Some(self.now), true);
        }
    }

    /// The case of a ticket that a panel shows, which may be new.
    fn open_case(&mut self, key: CaseKey) {
        if self.shared.stopped.contains(&key) {
            return;
        }
        self.works_on(key);
        if let Some(at) = self.shared.gone.iter().position(|(gone, _)| *gone == key) {
            let (_, why) = self.shared.gone.remove(at);
            // The storage had no room for it, but the worker was not stopped since.
            if !self.cases.contains_key(&key) {
                self.shared.notice = Some(Notice::Gone(key, why));
            }
            self.keeper.save(Slot::Shared);
        }
        let case = self.cases.entry(key).or_insert_with(|| Case::new(key, self.now));
        case.set_now(self.now);
        case.come_back();
        case.go_on_by_itself(false);
    }

    /// The agent looks at a ticket. That alone changes no other tab.
    fn look_at(&mut self, key: CaseKey) {
        if self.shared.looked_at.first() != Some(&key) {
            self.shared.looked_at.retain(|looked_at| *looked_at != key);
            self.shared.looked_at.insert(0, key);
            self.shared.looked_at.truncate(RECENT + 1);
            self.keeper.save(Slot::Shared);
        }
    }

    /// The agent wants a ticket's case beside the portal's pages.
    fn choose(&mut self, panel: PanelId, key: CaseKey, today: Date, effects: &mut Vec<Effect>) {
        if self.recent(panel).iter().any(|recent| recent.case == key) {
            self.last = Some(key);
            self.look_at(key);
            self.changed(key, today, effects);
            self.show_all(today, effects);
        }
    }

    /// Has the panels show which other tickets there are by now.
    fn offer(&mut self, today: Date, effects: &mut Vec<Effect>) {
        for panel in self.panels.keys().copied().collect::<Vec<_>>() {
            if self.offered.get(&panel).is_some_and(|offered| *offered != self.recent(panel)) {
                self.show(panel, today, effects);
            }
        }
    }

    /// The other tickets that a panel offers.
    fn recent(&self, panel: PanelId) -> Vec<NamedTicket> {
        let is_beside = self.panels.get(&panel).is_some_and(|(location, _)| {
            location.can_search() && ticket_at(location).is_none() && self.tied_to(panel, location).is_none()
        });
        let shown = self.shown_in(panel);
        let others = self.shared.looked_at.iter().filter(|key| is_beside && Some(**key) != shown);
        others.filter_map(|key| self.cases.get(key)).map(Case::name).take(RECENT).collect()
    }

    /// The case that a tab was opened for, while it is on the page that it was opened with.
    fn tied_to(&self, panel: PanelId, location: &Location) -> Option<CaseKey> {
        let opened = self.shared.opened.get(&panel).filter(|_| *location == Location::ValidateLicense)?;
        Some(opened.case).filter(|key| self.cases.contains_key(key))
    }

    /// A tab was opened for a case. What was opened for it before is forgotten.
    fn tab_opened(&mut self, panel: PanelId, key: CaseKey, effects: &mut Vec<Effect>) {
        self.shared.opened.retain(|_, opened| opened.case != key);
        if self.cases.contains_key(&key) {
            self.shared.opened.insert(panel, OpenedTab { case: key, sent_from: None });
            // The page may have loaded before its tab was known.
            effects.push(Effect::OpenPanel(panel));
        }
        self.keeper.save(Slot::Shared);
    }

    /// Whether this is the text that was filled in, in the tab that was opened for its case. Line breaks are written in
    /// another way by each page.
    fn is_filled_in(&self, panel: PanelId, text: &str) -> bool {
        let case = self.shared.opened.get(&panel).and_then(|opened| self.cases.get(&opened.case));
        let ours = case.and_then(Case::validated_text);
        ours.is_some_and(|ours| ours.lines().eq(text.lines()))
    }

    /// Sees to it that what the panels need to know of what belongs to no case is asked for, once.
    fn look_up(&mut self, effects: &mut Vec<Effect>) {
        let mut needs = BTreeSet::new();
        let mut finder = None;
        for (panel, (location, _)) in &self.panels {
            match self.shown_in(*panel).and_then(|key| self.cases.get(&key)) {
                Some(case) => needs.extend(case.needs()),
                None if location.can_search() => {
                    finder = self.shared.finder.wants();
                    needs.extend(organization::needs(self.shared.finder.organizations()));
                }
                None => {}
            }
        }
        needs.extend(self.named.values().flatten().copied().map(Need::Macro));
        self.held_shared = false;
        let wants = self.shared.directory.wants(&needs);
        let wants = wants.into_iter().map(|(need, target)| (Owner::Directory(need), target)).collect();
        self.run_errands(|owner| matches!(owner, Owner::Directory(_)), wants, effects);
        let wants = finder.map(|target| (Owner::Finder, target)).into_iter().collect();
        self.run_errands(|owner| owner == Owner::Finder, wants, effects);
        let wants = self.who.1.then(|| (Owner::Who, Target::Zendesk(ApiUrl::me()))).into_iter().collect();
        self.run_errands(|owner| owner == Owner::Who, wants, effects);
    }

    /// After what belongs to no case has changed.
    fn shared_changed(&mut self, today: Date, effects: &mut Vec<Effect>) {
        self.keeper.save(Slot::Shared);
        // What a ticket asks for may be known only now, and with it what has to be read.
        let directory = &self.shared.directory;
        let learnt = self.cases.iter_mut().filter_map(|(key, case)| {
            // Each follows what is known now, so none may be left out.
            let (learnt, followed) = (case.learn(directory), case.follow_ticket(directory));
            let pruned = case.prune_decisions(directory, today);
            (learnt || followed || pruned).then_some(*key)
        });
        for key in learnt.collect::<Vec<_>>() {
            self.changed(key, today, effects);
        }
        self.show_all(today, effects);
    }

    fn show_all(&mut self, today: Date, effects: &mut Vec<Effect>) {
        for panel in self.panels.keys().copied().collect::<Vec<_>>() {
            self.show(panel, today, effects);
        }
    }

    /// What an agent wants of the search for an organization. It belongs to the case that the panel shows, or to none.
    fn find(&mut self, panel: PanelId, case: Option<CaseKey>, find: Find, today: Date, effects: &mut Vec<Effect>) {
        self.dismiss_notice();
        let can_search = self.panels.get(&panel).is_some_and(|(location, _)| location.can_search());
        let shown = self.shown_in(panel);
        if !can_search || shown != case {
            return;
        }
        let finder = match shown.and_then(|key| self.cases.get_mut(&key)) {
            Some(case) => case.finder_mut(),
            None => &mut self.shared.finder,
        };
        if find != Find::Clear {
            self.shared.pauses.press(shown);
        }
        match find {
            Find::Search(text) => finder.search(text),
            Find::Again => finder.again(),
            Find::Clear => *finder = Finder::default(),
        }
        self.shared.directory.retry();
        match shown {
            Some(key) => self.changed(key, today, effects),
            None => self.shared_changed(today, effects),
        }
    }

    /// Begins the search that a panel was opened for.
    fn begin_search(&mut self, panel: PanelId, today: Date, effects: &mut Vec<Effect>) {
        if !self.panels.contains_key(&panel) {
            return;
        }
        let Some(text) = self.searches.remove(&panel) else { return };
        *self.focus.entry(panel).or_default() += 1;
        match text {
            Some(text) => self.find(panel, self.shown_in(panel), Find::Search(text), today, effects),
            None => self.show(panel, today, effects),
        }
    }

    /// Has a panel's page looked at, to see whether Vouch still knows it.
    fn check_page(&mut self, panel: PanelId, looks: u32, effects: &mut Vec<Effect>) {
        self.insertion_steps += 1;
        let step = self.insertion_steps;
        self.checked.insert(panel, PageCheck { step, looks_left: looks.saturating_sub(1), unknown: None });
        effects.push(Effect::LookAtComposer(panel, ComposerOrder::look(step, self.tell_watch(panel))));
    }

    /// Has the composer of a panel's page looked at.
    fn look_at_composer(&mut self, panel: PanelId, effects: &mut Vec<Effect>) {
        self.insertion_steps += 1;
        let order = ComposerOrder::look(self.insertion_steps, self.tell_watch(panel));
        effects.push(Effect::LookAtComposer(panel, order));
    }

    /// Has it looked at whether a note that was written is still in the composer.
    fn look_for_note(&mut self, panel: PanelId, effects: &mut Vec<Effect>) {
        let ticket = self.panels.get(&panel).and_then(|(location, _)| ticket_at(location));
        let was_written = |key| self.cases.get(&key).is_some_and(|case| !case.written_notes().is_empty());
        if ticket.is_some_and(was_written) && !self.is_inserting(panel) {
            self.look_at_composer(panel, effects);
        }
    }

    /// The channel switch that the page of a panel is to watch, which is about to be told so.
    fn tell_watch(&mut self, panel: PanelId) -> Option<ElementId> {
        self.watches.get_mut(&panel).and_then(Watch::tell)
    }

    /// Whether a note is on its way in a panel's page.
    fn is_inserting(&self, panel: PanelId) -> bool {
        self.insertions.get(&panel).is_some_and(|open| open.waits_for.is_some())
    }

    /// Takes what the composer of a page looks like.
    fn composer_seen(&mut self, panel: PanelId, seen: (u32, String), today: Date, effects: &mut Vec<Effect>) {
        let (step, parsed) = (seen.0, serde_json::from_str::<Seen>(&seen.1).ok());
        self.page_checked(panel, seen, effects);
        let Some(key) = self.panels.get(&panel).and_then(|(location, _)| ticket_at(location)) else { return };
        let (Some(seen), false) = (parsed, self.is_inserting(panel)) else { return };
        let note = self.note(key, today);
        let Some(case) = self.cases.get(&key) else { return };
        let notes: Vec<_> = note.iter().map(|note| &note.text).chain(case.written_notes()).cloned().collect();
        let watch = self.watches.entry(panel).or_default();
        watch.see(key, &notes, step, &seen);
        let (is_there, is_to_be_told) = (watch.holding().is_some(), watch.is_to_be_told());
        if is_to_be_told {
            self.look_at_composer(panel, effects);
        }
        // A worker before was stopped while a note was on its way.
        let is_inserted_elsewhere =
            self.insertions.values().any(|open| open.waits_for.is_some() && open.insertion.case() == key);
        if is_inserted_elsewhere {
            return;
        }
        let was_stopped = self.cases.get_mut(&key).is_some_and(|case| case.note_is_under_way(false));
        if was_stopped {
            self.keeper.save(Slot::Case(key));
        }
        if let Some(note) = note.filter(|_| was_stopped && !is_there) {
            let (insertion, outcome) = (Insertion::stopped(key, note), Some(Err(Refusal::Stopped)));
            self.insertions.insert(panel, OpenInsertion { insertion, waits_for: None, outcome });
        }
    }

    /// Takes what a page looks like, where it was asked for or a note was refused there.
    fn page_checked(&mut self, panel: PanelId, (step, seen): (u32, String), effects: &mut Vec<Effect>) {
        let refused = |open: &OpenInsertion| matches!(open.outcome, Some(Err(_)));
        let looks_left = match self.checked.get(&panel) {
            Some(check) if check.step == step => check.looks_left,
            _ if self.insertions.get(&panel).is_some_and(refused) => 0,
            _ => return,
        };
        let seen = serde_json::from_str::<Seen>(&seen);
        let unknown = seen.map_or_else(|_| vec!["the page script's answer".to_owned()], |seen| unknown_parts(&seen));
        if unknown.is_empty() || looks_left == 0 {
            self.checked.insert(panel, PageCheck { step, looks_left: 0, unknown: Some(unknown) });
        } else {
            self.insertion_steps += 1;
            let step = self.insertion_steps;
            self.checked.insert(panel, PageCheck { step, looks_left: looks_left - 1, unknown: None });
            effects.push(Effect::Wait(panel, step, PAGE_PAUSE));
        }
    }

    /// Has every ticket's page looked at once, when there is a note that could go into it.
    fn check_pages(&mut self, effects: &mut Vec<Effect>) {
        // A closed ticket has no composer that could be missing.
        let has_note = |key: &CaseKey| self.cases.get(key).is_some_and(|case| case.has_note() && !case.is_closed());
        let unchecked = self.panels.iter().filter(|(panel, (location, _))| {
            matches!(location, Location::Ticket(key) if has_note(key)) && !self.checked.contains_key(*panel)
        });
        for panel in unchecked.map(|(panel, _)| *panel).collect::<Vec<_>>() {
            self.check_page(panel, PAGE_LOOKS, effects);
        }
    }

    fn panel_at(&mut self, panel: PanelId, location: Location, today: Date, effects: &mut Vec<Effect>) {
        let stays = self.panels.get(&panel).is_some_and(|(before, _)| *before == location);
        if let Some(key) = ticket_at(&location) {
            self.open_case(key);
            self.look_at(key);
            // Where nothing is shown beside tickets yet, the agent begins with the one that the panel was opened on.
            if self.last.is_none() && !self.panels.contains_key(&panel) {
                self.last = Some(key);
            }
        }
        // Beside a ticket, too, its case is shown to the agent who is signed in.
        if location.can_search() {
            self.ask_who();
        }
        // A panel that only connects again says once more what it said.
        let is_new = matches!(self.shared.notice, Some(Notice::Gone(key, _)) if ticket_at(&location) == Some(key));
        let moves = !stays && !is_new && self.panels.contains_key(&panel);
        if moves || ticket_at(&location).is_some_and(|key| self.shared.notice == Some(Notice::Forgotten(key))) {
            self.dismiss_notice();
        }
        self.shared.directory.retry_passing();
        if !stays {
            self.checked.remove(&panel);
            // What another ticket's composer holds is looked at when the page comes back to it.
            let ticket = ticket_at(&location);
            let is_of_another = self.watches.get(&panel).is_some_and(|watch| watch.case() != ticket);
            if is_of_another && self.watches.remove(&panel).is_some_and(|watch| watch.is_told()) {
                self.look_at_composer(panel, effects);
            }
        }
        let before = self.panels.remove(&panel).filter(|_| stays).and_then(|(_, page)| page);
        let page = before.or_else(|| OpenPage::at(&location));
        self.panels.insert(panel, (location, page));
        self.read_open_page(panel, effects);
        if let Some((Location::ValidateLicense, _)) = self.panels.get(&panel) {
            effects.push(Effect::ReadPage(panel));
        }
        match self.shown_in(panel) {
            // Panels beside the ticket follow to the case worked on last.
            Some(key) => self.changed(key, today, effects),
            None => self.show(panel, today, effects),
        }
        self.begin_search(panel, today, effects);
        self.look_for_note(panel, effects);
    }

    /// Reads the portal's page that a panel stands on.
    fn read_open_page(&mut self, panel: PanelId, effects: &mut Vec<Effect>) {
        let page = self.panels.get(&panel).and_then(|(_, page)| page.as_ref());
        let wants = page.and_then(OpenPage::wants).map(|target| (Owner::Page(panel), target));
        self.run_errands(|owner| owner == Owner::Page(panel), wants.into_iter().collect(), effects);
    }

    /// Takes an insertion one step on, if this is what it waits for.
    fn go_on(
        &mut self,
        panel: PanelId,
        awaited: Awaited,
        step: Option<u32>,
        take: impl FnOnce(&mut Insertion) -> Next,
        effects: &mut Vec<Effect>,
    ) {
        let Some(open) = self.insertions.get_mut(&panel) else { return };
        let Some((waits_for, _)) = open.waits_for.filter(|(_, kind)| *kind == awaited) else { return };
        if step.is_some_and(|step| step != waits_for) {
            return;
        }
        let next = take(&mut open.insertion);
        let (key, note) = (open.insertion.case(), open.insertion.note().map(|note| note.text.clone()));
        if let Some(case) = self.cases.get_mut(&key) {
            // Before it is in the composer: whatever stops the worker then, the note is known there.
            match (&next, &note) {
                (Next::Do { act: Act::Write(write), .. }, Some(note)) if !write.add.is_empty() => {
                    case.note_is_written(note);
                    self.keeper.save(Slot::Case(key));
                }
                (Next::Done(_), _) => {
                    case.note_is_under_way(false);
                    self.keeper.save(Slot::Case(key));
                }
                _ => {}
            }
        }
        self.insertion_steps += 1;
        let step = self.insertion_steps;
        let watch = self.watches.get_mut(&panel).and_then(Watch::tell);
        let mut order = |act: Option<Act>, expected: Option<String>| {
            let order = ComposerOrder { act, expected, ..ComposerOrder::look(step, watch) };
            effects.push(Effect::Composer(panel, order));
            effects.push(Effect::Wait(panel, step, ANSWER_IN));
            Some((step, Awaited::Answer))
        };
        open.waits_for = match next {
            Next::Look => order(None, None),
            Next::Do { act, expected } => order(Some(act), expected),
            Next::Wait(pause) => {
                effects.push(Effect::Wait(panel, step, pause));
                Some((step, Awaited::Pause))
            }
            Next::Done(outcome) => {
                open.outcome = Some(outcome);
                None
            }
        };
    }

    /// Puts the note of the case into the composer of the panel's page, which has to be the case's ticket.
    fn insert_note(&mut self, panel: PanelId, key: CaseKey, replaces: bool, today: Date, effects: &mut Vec<Effect>) {
        let is_open = self.cases.get(&key).is_some_and(|case| !case.is_closed());
        let Some(note) = self.note(key, today).filter(|_| is_open) else { return };
        let Some(case) = self.cases.get_mut(&key) else { return };
        let insertion = Insertion::new(key, note, case.written_notes().to_vec(), replaces);
        self.begin_insertion(panel, insertion, effects);
    }

    /// Takes the note out of the composer of the panel's page, which has to be the case's ticket.
    fn take_note_out(&mut self, panel: PanelId, key: CaseKey, today: Date, effects: &mut Vec<Effect>) {
        let note = self.note(key, today).map(|note| note.text);
        let Some(case) = self.cases.get(&key) else { return };
        let notes = case.written_notes().iter().cloned().chain(note).collect();
        self.begin_insertion(panel, Insertion::take_out(key, notes), effects);
    }

    fn begin_insertion(&mut self, panel: PanelId, insertion: Insertion, effects: &mut Vec<Effect>) {
        let key = insertion.case();
        let on_ticket = self.panels.get(&panel).is_some_and(|(location, _)| *location == Location::Ticket(key));
        if !on_ticket || self.is_inserting(panel) {
            return;
        }
        if let Some(case) = self.cases.get_mut(&key) {
            case.note_is_under_way(insertion.note().is_some());
        }
        let open = OpenInsertion { insertion, waits_for: Some((0, Awaited::Pause)), outcome: None };
        self.insertions.insert(panel, open);
        self.go_on(panel, Awaited::Pause, None, |insertion| insertion.waited(), effects);
    }

    /// What the Validate License page shows: its form, to be filled in for the case that its tab was opened for, or the
    /// answer to the agent's pressing Validate there. The answer counts only where the form still held
    /// the text that was filled in.
    fn page_shown(
        &mut self,
        panel: PanelId,
        (href, document): (&str, u64),
        html: &str,
        today: Date,
        effects: &mut Vec<Effect>,
    ) {
        let Some((location, Some(page))) = self.panels.get_mut(&panel) else { return };
        // What comes from an address that the page has left by now is late.
        if *location != Location::ValidateLicense || *location != Location::of(href) {
            return;
        }
        let Some(shown) = page.take_document(href, html) else { return };
        let key = self.tied_to(panel, &Location::ValidateLicense);
        let case = key.and_then(|key| self.cases.get_mut(&key));
        if let (Some(case), Some(opened)) = (case, self.shared.opened.get_mut(&panel)) {
            // A document that the form was sent from is not yet the answer.
            let is_answer = opened.sent_from.take_if(|from| *from != document).is_some();
            let text = case.validated_text().map(str::to_owned);
            match shown {
                ValidateLicense { license_id: Some(id), .. } if is_answer && text.is_some() => {
                    case.take_up_validated(Proof::License(id));
                }
                ValidateLicense { has_field: true, license_id: None } if opened.sent_from.is_none() => {
                    let field = ValidateLicense::FIELD.to_owned();
                    effects.extend(text.map(|text| Effect::Fill(panel, Fill { field, text })));
                }
                ValidateLicense { .. } => {}
            }
            self.keeper.save(Slot::Shared);
        }
        match key {
            Some(key) => self.changed(key, today, effects),
            None => self.show(panel, today, effects),
        }
    }

    fn intent(&mut self, panel: PanelId, key: CaseKey, intent: Intent, today: Date, effects: &mut Vec<Effect>) {
        // The agent acted on what the panel showed. If it shows another case by now, the click was not meant for it.
        let shown = self.shown_in(panel);
        let page = self.panels.get(&panel).and_then(|(_, page)| page.as_ref()?.proof());
        self.works_on(key);
        let Some(case) = self.cases.get_mut(&key).filter(|_| shown == Some(key)) else { return };
        if self.shared.notice.take().is_some() {
            self.keeper.save(Slot::Shared);
        }
        if intent.presses() {
            self.shared.pauses.press(Some(key));
        }
        if let Intent::TakeHit(_) | Intent::Collect = intent {
            case.dismiss_news();
        }
        match intent {
            Intent::EditLicenseId(text) => case.edit_entry(text),
            Intent::EditSoldTo(text) => case.edit_sold_to(text),
            Intent::Collect => case.collect(),
            Intent::Cancel => case.cancel(),
            Intent::ReadFile { name, text } => case.read_file(name, text, &self.keys),
            Intent::RefuseFile { name } => case.refuse_file(name),
            Intent::TakeHit(id) => case.take_hit(id, &self.shared.directory),
            Intent::SearchTicket => case.search_again(),
            Intent::ValidateInPortal => {
                effects.extend(case.validate_file().map(|link| Effect::OpenFor(panel, link, key)));
            }
            Intent::DismissFile => case.dismiss_file(),
            Intent::EditNote(text) => case.edit_note(text, &self.shared.directory, today),
            Intent::InsertNote => self.insert_note(panel, key, false, today, effects),
            Intent::ReplaceNote => self.insert_note(panel, key, true, today, effects),
            Intent::TakeNoteOut => self.take_note_out(panel, key, today, effects),
            Intent::ChooseTrail(index) => case.choose_trail(index),
            Intent::RetryStep(step) => case.retry_step(step),
            Intent::ChooseOrder(id) => case.choose_order(&id),
            Intent::AddPage => {
                if let Some(proof) = page {
                    case.take_up_page(proof);
                }
            }
            Intent::ReloadTicket => {
                case.read_again();
                self.shared.directory.retry();
                for id in case.judged() {
                    self.shared.directory.count_again(id);
                }
                // What is on its way was asked for before the agent pressed.
                self.abort_of(key, effects);
            }
            Intent::ReadEvidenceAgain => case.read_evidence_again(),
            Intent::DismissNews => case.dismiss_news(),
            Intent::RetryDefinitions => self.shared.directory.retry(),
            Intent::GoOn => {}
            Intent::Forget => {
                self.forget(key, effects);
                self.shared.notice = Some(Notice::Forgotten(key));
                return self.shared_changed(today, effects);
            }
            Intent::TakeSubscriptionEmail => case.take_subscription_email(&self.shared.directory),
            Intent::EditAdding(adding) => case.edit_adding(adding),
            Intent::ChooseTask(task) => case.choose_task(task),
            Intent::EditReason(reason) => case.edit_reason(reason),
            Intent::EditAddresses(text) => case.edit_addresses(text),
            Intent::AddAddress(address) => case.add_address(&address),
            Intent::ListContacts => case.list_contacts(),
            Intent::Project(intent) => case.manage_project(intent, &self.shared.directory, today),
            Intent::CountContacts(id) => self.shared.directory.count_again(id),
            Intent::ChooseNotePart(part) => case.choose_note_part(part),
            Intent::Decide { title, decision } => case.decide(&title, decision, today),
            Intent::DecideRequester { title, decision } => case.decide_requester(&title, decision),
            Intent::DecidePrecheck { organization, title, decision } => {
                case.decide_precheck(organization, &title, decision, &self.shared.directory, today);
            }
            Intent::WriteNoteSoFar => case.write_note_so_far(),
            Intent::CheckPage => self.check_page(panel, 1, effects),
            Intent::OpenOrganization => {
                effects.extend(case.organization_link().map(|link| Effect::OpenTab(panel, link)))
            }
            Intent::OpenSearch => effects.extend(case.search_link().map(|link| Effect::OpenTab(panel, link))),
        }
        self.last = Some(key);
        self.look_at(key);
        self.changed(key, today, effects);
    }

    /// After a case has changed: save it, show it, and see to it that what it wants is under way, and nothing else.
    fn changed(&mut self, key: CaseKey, today: Date, effects: &mut Vec<Effect>) {
        self.works_on(key);
        let Some(case) = self.cases.get_mut(&key) else { return };
        case.learn(&self.shared.directory);
        case.follow_ticket(&self.shared.directory);
        case.prune_decisions(&self.shared.directory, today);
        let Some(case) = self.cases.get(&key) else { return };
        let showing: Vec<_> = self.panels.keys().copied().filter(|panel| self.shown_in(*panel) == Some(key)).collect();
        // An organization is judged where somebody sees it.
        let is_wanted = |purpose: &Purpose| !showing.is_empty() || !matches!(purpose, Purpose::Organization(_));
        let wants = case.wants().into_iter().filter(|(purpose, _)| is_wanted(purpose));
        let wants = wants.map(|(purpose, target)| (Owner::Case(key, purpose), target)).collect();
        if let Some(case) = self.cases.get_mut(&key).filter(|_| !showing.is_empty()) {
            case.seen();
        }
        if let Some(case) = self.cases.get_mut(&key) {
            case.changed();
        }
        self.keeper.save(Slot::Case(key));
        self.held.remove(&key);
        self.run_errands(|owner| matches!(owner, Owner::Case(of, _) if of == key), wants, effects);
        for panel in showing {
            self.show(panel, today, effects);
        }
    }

    /// Sees to it that of the errands of one owner those that are wanted are under way, and no others.
    fn run_errands(
        &mut self,
        is_its: impl Fn(Owner) -> bool,
        mut wants: Vec<(Owner, Target)>,
        effects: &mut Vec<Effect>,
    ) {
        self.errands.retain(|id, errand| {
            if !is_its(errand.0) {
                return true;
            }
            let wanted = wants.iter().position(|want| want == errand);
            match wanted {
                Some(at) => drop(wants.swap_remove(at)),
                None => effects.push(Effect::Abort(*id)),
            }
            wanted.is_some()
        });
        for (owner, target) in wants {
            if self.shared.pauses.holds(target.site(), owner.asker(), self.now).is_some() {
                self.hold(owner);
                continue;
            }
            let id = ErrandId(self.errands_sent);
            self.errands_sent += 1;
            self.errands.insert(id, (owner, target.clone()));
            effects.push(Effect::Fetch(id, target));
        }
    }

    /// Something has to wait for a site that asked to slow down.
    fn hold(&mut self, owner: Owner) {
        match owner {
            Owner::Case(key, _) => drop(self.held.insert(key)),
            Owner::Directory(_) | Owner::Finder => self.held_shared = true,
            Owner::Page(_) | Owner::Who => {}
        }
    }

    /// Asks nothing more of what a case waits for, nor of how many contacts its organizations have.
    fn abort_of(&mut self, key: CaseKey, effects: &mut Vec<Effect>) {
        let judged = self.cases.get(&key).map(Case::judged).unwrap_or_default();
        let is_its = |owner| match owner {
            Owner::Case(of, _) => of == key,
            Owner::Directory(Need::Contacts(id) | Need::Users(id)) => judged.contains(&id),
            Owner::Directory(_) | Owner::Page(_) | Owner::Finder | Owner::Who => false,
        };
        self.run_errands(is_its, Vec::new(), effects);
    }

    /// The sites that something of what a panel shows waits for.
    fn paused(&self, panel: PanelId) -> Vec<PauseView> {
        let key = self.shown_in(panel);
        let of_case = key.filter(|key| self.held.contains(key)).map(Asker::Case);
        let of_shared = self.held_shared.then_some(Asker::Shared);
        let of_page = self.panels.get(&panel).and_then(|(_, page)| page.as_ref()?.wants()).map(|_| Asker::Nobody);
        let site = |site: Site| {
            let wanted = |asker: &Asker| match asker {
                Asker::Case(key) => {
                    self.cases.get(key).is_some_and(|case| case.wants().iter().any(|(_, target)| target.site() == site))
                }
                Asker::Shared => site == Site::Zendesk,
                Asker::Nobody => site == Site::Portal,
            };
            let askers = [of_case, of_shared, of_page].into_iter().flatten().filter(wanted);
            let until = askers.filter_map(|asker| self.shared.pauses.holds(site, asker, self.now)).max()?;
            Some(PauseView { site: site.name().to_owned(), until: until.0 })
        };
        [Site::Portal, Site::Zendesk].into_iter().filter_map(site).collect()
    }

    /// The note of a case, as its panels show it.
    fn note(&self, key: CaseKey, today: Date) -> Option<Note> {
        self.cases.get(&key)?.note(&self.shared.directory, today)
    }

    /// The case that a panel shows.
    fn shown_in(&self, panel: PanelId) -> Option<CaseKey> {
        let location = &self.panels.get(&panel)?.0;
        match location {
            // A forgotten ticket has no case until a panel opens it again.
            Location::Ticket(key) => Some(*key).filter(|key| self.cases.contains_key(key)),
            Location::ValidateLicense => self.tied_to(panel, location).or(self.last),
            Location::Record(..) | Location::Beside => self.last,
            Location::UsGovernment | Location::Elsewhere => None,
        }
    }

    /// What there is to say of the note of a case and the composer of a panel's page.
    fn insertion_view(&self, panel: PanelId, key: CaseKey, today: Date) -> Option<InsertionView> {
        let open = self.insertions.get(&panel).filter(|open| open.insertion.case() == key);
        if open.is_some_and(|open| open.waits_for.is_some()) {
            return Some(InsertionView::Running);
        }
        let note = self.note(key, today);
        let watch = self.watches.get(&panel);
        if let Some(holding) = watch.and_then(Watch::holding) {
            let is_current = note.is_some_and(|note| note.text == holding.note);
            return Some(match (holding.channel, is_current) {
                (Channel::Internal, true) => InsertionView::Inserted,
                (Channel::Internal, false) => InsertionView::Earlier,
                (Channel::Contradicting | Channel::Public, _) => InsertionView::Public,
            });
        }
        // What came of a note that the panel no longer shows says nothing of the one that it shows.
        let is_of_note = |open: &&OpenInsertion| open.insertion.note().is_none_or(|of| note.as_ref() == Some(of));
        let open = open.filter(is_of_note);
        let takes_out = open.is_some_and(|open| open.insertion.note().is_none());
        match open.and_then(|open| open.outcome) {
            Some(Err(refusal)) if takes_out => Some(InsertionView::NotTakenOut(refusal.to_string())),
            Some(Err(refusal)) => Some(InsertionView::Refused(refusal.to_string())),
            Some(Ok(End::TakenOut)) => Some(InsertionView::TakenOut),
            Some(Ok(End::Inserted | End::AlreadyThere)) | None => {
                watch.is_some_and(Watch::is_lost).then_some(InsertionView::Gone)
            }
        }
    }

    fn show(&mut self, panel: PanelId, today: Date, effects: &mut Vec<Effect>) {
        let Some((location, page)) = self.panels.get(&panel) else { return };
        let case = self.shown_in(panel).and_then(|key| self.cases.get(&key));
        if let Some(case) = case {
            self.works_on(case.key());
        }
        let stopped = ticket_at(location).filter(|key| self.shared.stopped.contains(key));
        let body = match case {
            Some(case) => Body::Case(Box::new(case.view(&self.shared.directory, today))),
            None if *location == Location::UsGovernment => Body::UsGovernment,
            None => stopped.map_or(Body::NoTicket, Body::Stopped),
        };
        let page = page.as_ref().map(|page| page.view(case.map(Case::name), self.now));
        let key = case.map(Case::key);
        let on_ticket = key.is_some_and(|key| *location == Location::Ticket(key));
        let no_insert = match case {
            _ if !on_ticket => Some("The note can be inserted in the ticket's own tab only."),
            Some(case) if case.is_closed() => Some("The ticket is closed, so nothing can be inserted. Copy the note."),
            _ => None,
        };
        let no_insert = no_insert.map(str::to_owned);
        let aside = case.filter(|_| !on_ticket && self.tied_to(panel, location).is_none());
        let aside = aside.map(Case::aside);
        let insertion = key.filter(|_| on_ticket).and_then(|key| self.insertion_view(panel, key, today));
        let focus = self.focus.get(&panel).copied().unwrap_or_default();
        let finder = location.can_search().then(|| match case {
            Some(case) => case.finder_view(focus, &self.shared.directory, today),
            None => {
                let directory = &self.shared.directory;
                let beside = organization::Beside {
                    directory,
                    today,
                    // Somebody is to be added to the organization that is searched for.
                    adding: Some(1),
                    suspended: None,
                    read_at: self.shared.finder.read_at(),
                    judged_by_walk: false,
                    decisions: None,
                };
                let shown = |one: &Organization| organization::view(one, &beside);
                finder::view(&self.shared.finder, focus, directory.wording(), shown)
            }
        });
        let of_page = self.checked.get(&panel).and_then(|check| check.unknown.as_ref());
        let of_fields = case.map(|_| self.shared.directory.unknown_parts()).unwrap_or_default();
        let unknown_parts = of_page.into_iter().flatten().cloned().chain(of_fields).collect();
        // Where the body says it, the notice does not.
        let notice = self.shared.notice.filter(|notice| stopped.map(Notice::Stopped) != Some(*notice));
        let (paused, notice) = (self.paused(panel), notice.map(Notice::text));
        let revision = case.map(Case::revision);
        let is_not_kept = key.is_some_and(|key| self.keeper.is_not_kept(&Slot::Case(key)));
        let not_kept = is_not_kept.then(|| NOT_KEPT.to_owned());
        let recent = self.recent(panel);
        self.offered.insert(panel, recent.clone());
        let mut view = View {
            page,
            body,
            no_insert,
            aside,
            insertion,
            unknown_parts,
            finder,
            paused,
            notice,
            revision,
            not_kept,
            recent,
        };
        let named = match &mut view.body {
            Body::Case(case) => case.steps_mut().filter_map(|step| Some(step.macro_.as_ref()?.term)).collect(),
            Body::NoTicket | Body::UsGovernment | Body::Stopped(_) => BTreeSet::new(),
        };
        self.named.insert(panel, named);
        effects.push(Effect::Show(panel, Box::new(view)));
    }
}

/// The ticket that a page is.
fn ticket_at(location: &Location) -> Option<CaseKey> {
    match location {
        Location::Ticket(key) => Some(*key),
        _ => None,
    }
}
