//! All the cases of the session and the panels that show them, as one machine: [`Event`]s in, [`Effect`]s out.
//!
//! The worker feeds it and carries its effects out; so the rule that evidence belongs to one ticket is kept here,
//! where a test can try every order in which things happen.

use std::collections::BTreeMap;

use super::page::OpenPage;
use super::{Case, CaseKey, Location, Purpose};
use crate::composer::{Act, Answer, Insertion, Look, Next, Refusal};
use crate::date::Date;
use crate::fetch::{Reply, Target};
use crate::link::Link;
use crate::portal::ValidateLicense;
use crate::proof::Proof;
use crate::proof::key::Keys;
use crate::protocol::{Body, ComposerOrder, Fill, InsertionView, Intent, View};

/// One open panel. It stays the same while its tab is open, however often it connects anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PanelId(pub u32);

/// One request under way. A number is never used twice, so a reply that nobody waits for is known by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrandId(u32);

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A panel was opened, or its page has moved.
    PanelAt(PanelId, Location),
    /// A panel is gone.
    PanelClosed(PanelId),
    /// The agent wants something of the case that a panel showed.
    Intent(PanelId, CaseKey, Intent),
    /// The page of a panel has said what it shows: its address and its document.
    PageShown(PanelId, String, String),
    /// The composer's script has answered.
    Composer(PanelId, Answer),
    /// As long as was to be waited has passed since this step of an insertion.
    Waited(PanelId, u32),
    /// A request was answered.
    Reply(ErrandId, Reply),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a request and come back with an [`Event::Reply`].
    Fetch(ErrandId, Target),
    /// Nobody waits for this request any more.
    Abort(ErrandId),
    /// Keep this case, and which one was worked on last.
    Save(CaseKey),
    /// Let a panel show this.
    Show(PanelId, View),
    /// Open a page in a new tab, beside the panel's.
    OpenTab(PanelId, Link),
    /// Have a panel's page say what it shows, and come back with an [`Event::PageShown`].
    ReadPage(PanelId),
    /// Put a text into a field of a panel's page.
    Fill(PanelId, Fill),
    /// Tell the composer's script of a panel's page, and come back with an [`Event::Composer`].
    Composer(PanelId, ComposerOrder),
    /// Come back with [`Event::Waited`] and this number after so many milliseconds.
    Wait(PanelId, u32, u32),
}

/// The cases of this session and the panels that show them.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    keys: Keys,
    cases: BTreeMap<CaseKey, Case>,
    last: Option<CaseKey>,
    panels: BTreeMap<PanelId, (Location, Option<OpenPage>)>,
    errands: BTreeMap<ErrandId, (Owner, Target)>,
    errands_sent: u32,
    insertions: BTreeMap<PanelId, OpenInsertion>,
    insertion_steps: u32,
}

/// A note on its way into a page's composer. It is not stored: a worker that is stopped on the way leaves nothing half
/// done, because the page does each step as a whole.
#[derive(Clone, Debug)]
struct OpenInsertion {
    insertion: Insertion,
    /// The step whose answer or pause is waited for; none when it is over.
    waits_for: Option<(u32, Awaited)>,
    outcome: Option<Result<(), Refusal>>,
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
}

impl Desk {
    /// The desk as it was left: every case that was saved, and the last one worked on. License files are decoded with
    /// the `keys`.
    #[must_use]
    pub fn restore(keys: Keys, cases: impl IntoIterator<Item = Case>, last: Option<CaseKey>) -> Self {
        let cases: BTreeMap<_, _> = cases.into_iter().map(|case| (case.key(), case)).collect();
        Self { keys, last: last.filter(|key| cases.contains_key(key)), cases, ..Self::default() }
    }

    /// A case, to be saved.
    #[must_use]
    pub fn case(&self, key: CaseKey) -> Option<&Case> {
        self.cases.get(&key)
    }

    /// The case worked on last.
    #[must_use]
    pub fn last(&self) -> Option<CaseKey> {
        self.last
    }

    /// Takes one event.
    pub fn handle(&mut self, event: Event, today: Date) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::PanelAt(panel, location) => self.panel_at(panel, location, today, &mut effects),
            Event::PanelClosed(panel) => {
                // A note that is on its way is seen through, and a panel that connects anew says what came of it.
                self.panels.remove(&panel);
                self.run_errands(|owner| owner == Owner::Page(panel), Vec::new(), &mut effects);
            }
            Event::Intent(panel, key, intent) => self.intent(panel, key, intent, today, &mut effects),
            Event::Composer(panel, answer) => {
                let step = Some(answer.step);
                self.go_on(panel, Awaited::Answer, step, |insertion| insertion.take(answer), &mut effects);
                self.show(panel, today, &mut effects);
            }
            Event::Waited(panel, step) => {
                self.go_on(panel, Awaited::Pause, Some(step), |insertion| insertion.waited(), &mut effects);
                self.go_on(panel, Awaited::Answer, Some(step), |insertion| insertion.unanswered(), &mut effects);
                self.show(panel, today, &mut effects);
            }
            Event::PageShown(panel, href, html) => self.page_shown(panel, &href, &html, today, &mut effects),
            Event::Reply(id, reply) => match self.errands.remove(&id) {
                Some((Owner::Case(key, purpose), target)) => {
                    if let Some(case) = self.cases.get_mut(&key) {
                        case.take(purpose, &target, reply, &self.keys);
                        self.changed(key, today, &mut effects);
                    }
                }
                Some((Owner::Page(panel), target)) => {
                    if let Some((_, Some(page))) = self.panels.get_mut(&panel) {
                        page.take(&target, reply);
                        self.show(panel, today, &mut effects);
                    }
                }
                None => {}
            },
        }
        effects
    }

    fn panel_at(&mut self, panel: PanelId, location: Location, today: Date, effects: &mut Vec<Effect>) {
        if let Location::Ticket(key) = location {
            self.cases.entry(key).or_insert_with(|| Case::new(key)).retry_ticket();
            self.last = Some(key);
        }
        let before = self.panels.remove(&panel).filter(|(before, _)| *before == location).and_then(|(_, page)| page);
        let page = before.or_else(|| OpenPage::at(&location));
        let wants = page.as_ref().and_then(OpenPage::wants).map(|target| (Owner::Page(panel), target));
        self.panels.insert(panel, (location, page));
        self.run_errands(|owner| owner == Owner::Page(panel), wants.into_iter().collect(), effects);
        if let Some((Location::ValidateLicense(_), _)) = self.panels.get(&panel) {
            effects.push(Effect::ReadPage(panel));
        }
        match self.shown_in(panel) {
            // Panels beside the ticket follow to the case worked on last.
            Some(key) => self.changed(key, today, effects),
            None => self.show(panel, today, effects),
        }
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
        self.insertion_steps += 1;
        let step = self.insertion_steps;
        let mut order = |act: Option<Act>, expected: String| {
            let html = open.insertion.note().html.clone();
            effects.push(Effect::Composer(panel, ComposerOrder { step, look: Look::default(), act, expected, html }));
            effects.push(Effect::Wait(panel, step, ANSWER_IN));
            Some((step, Awaited::Answer))
        };
        open.waits_for = match next {
            Next::Look => order(None, String::new()),
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
    fn insert_note(&mut self, panel: PanelId, key: CaseKey, today: Date, effects: &mut Vec<Effect>) {
        let on_ticket = self.panels.get(&panel).is_some_and(|(location, _)| *location == Location::Ticket(key));
        let running = self.insertions.get(&panel).is_some_and(|open| open.waits_for.is_some());
        let Some(note) = self.cases.get(&key).and_then(|case| case.note(today)).filter(|_| on_ticket && !running)
        else {
            return;
        };
        let insertion = Insertion::new(key, note);
        let open = OpenInsertion { insertion, waits_for: Some((0, Awaited::Pause)), outcome: None };
        self.insertions.insert(panel, open);
        self.go_on(panel, Awaited::Pause, None, |insertion| insertion.waited(), effects);
    }

    /// What the Validate License page shows: its form, to be filled in for the case that it was opened for, or the
    /// answer to the agent's pressing Validate there (seed 001, step 8).
    fn page_shown(&mut self, panel: PanelId, href: &str, html: &str, today: Date, effects: &mut Vec<Effect>) {
        let Some((location, Some(page))) = self.panels.get_mut(&panel) else { return };
        let Location::ValidateLicense(key) = *location else { return };
        // What comes from an address that the page has left by now is late.
        if *location != Location::of(href) {
            return;
        }
        let Some(shown) = page.take_document(href, html) else { return };
        let case = key.and_then(|key| self.cases.get_mut(&key));
        match (shown, case) {
            (ValidateLicense { license_id: Some(id), .. }, Some(case)) if case.validated_text().is_some() => {
                case.dismiss_file();
                case.take_up(Proof::License(id));
                self.last = key;
            }
            (ValidateLicense { has_field: true, license_id: None }, Some(case)) => {
                effects.extend(case.validated_text().map(|text| {
                    let (field, fragment) = (ValidateLicense::FIELD.to_owned(), case.key().validate_fragment());
                    Effect::Fill(panel, Fill { field, text: text.to_owned(), fragment })
                }));
            }
            _ => {}
        }
        match key.filter(|key| self.cases.contains_key(key)) {
            Some(key) => self.changed(key, today, effects),
            None => self.show(panel, today, effects),
        }
    }

    fn intent(&mut self, panel: PanelId, key: CaseKey, intent: Intent, today: Date, effects: &mut Vec<Effect>) {
        // The agent acted on what the panel showed. If it shows another case by now, the click was not meant for it.
        let shown = self.shown_in(panel);
        let page = self.panels.get(&panel).and_then(|(_, page)| page.as_ref()?.proof());
        let Some(case) = self.cases.get_mut(&key).filter(|_| shown == Some(key)) else { return };
        match intent {
            Intent::EditLicenseId(text) => case.edit_entry(text),
            Intent::EditSoldTo(text) => case.edit_sold_to(text),
            Intent::Collect => case.collect(),
            Intent::Cancel => case.cancel(),
            Intent::ReadFile { name, text } => case.read_file(name, text, &self.keys),
            Intent::TakeHit(id) => case.take_hit(id),
            Intent::SearchTicket => case.search_again(),
            Intent::ValidateInPortal => {
                effects.extend(case.validate_file().map(|link| Effect::OpenTab(panel, link)));
            }
            Intent::DismissFile => case.dismiss_file(),
            Intent::EditNote(text) => case.edit_note(text, today),
            Intent::InsertNote => self.insert_note(panel, key, today, effects),
            Intent::ChooseTrail(index) => case.choose_trail(index),
            Intent::RetryStep(step) => case.retry_step(step),
            Intent::ChooseOrder(id) => case.choose_order(&id),
            Intent::AddPage => {
                if let Some(proof) = page {
                    case.take_up(proof);
                }
            }
            Intent::ReloadTicket => case.retry_ticket(),
            Intent::OpenOrganization => {
                effects.extend(case.organization_link().map(|link| Effect::OpenTab(panel, link)))
            }
            Intent::OpenSearch => effects.extend(case.search_link().map(|link| Effect::OpenTab(panel, link))),
        }
        self.last = Some(key);
        self.changed(key, today, effects);
    }

    /// After a case has changed: save it, show it, and see to it that what it wants is under way, and nothing else.
    fn changed(&mut self, key: CaseKey, today: Date, effects: &mut Vec<Effect>) {
        let Some(case) = self.cases.get(&key) else { return };
        effects.push(Effect::Save(key));

        let wants = case.wants().into_iter().map(|(purpose, target)| (Owner::Case(key, purpose), target)).collect();
        self.run_errands(|owner| matches!(owner, Owner::Case(of, _) if of == key), wants, effects);
        let showing: Vec<_> = self.panels.keys().copied().filter(|panel| self.shown_in(*panel) == Some(key)).collect();
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
            let id = ErrandId(self.errands_sent);
            self.errands_sent += 1;
            self.errands.insert(id, (owner, target.clone()));
            effects.push(Effect::Fetch(id, target));
        }
    }

    /// The case that a panel shows.
    fn shown_in(&self, panel: PanelId) -> Option<CaseKey> {
        match self.panels.get(&panel)?.0 {
            Location::Ticket(key) => Some(key),
            Location::ValidateLicense(Some(key)) if self.cases.contains_key(&key) => Some(key),
            Location::Record(..) | Location::ValidateLicense(_) | Location::Beside => self.last,
            Location::UsGovernment | Location::Elsewhere => None,
        }
    }

    fn show(&self, panel: PanelId, today: Date, effects: &mut Vec<Effect>) {
        let Some((location, page)) = self.panels.get(&panel) else { return };
        let case = self.shown_in(panel).and_then(|key| self.cases.get(&key));
        let body = match case {
            Some(case) => Body::Case(Box::new(case.view(today))),
            None if *location == Location::UsGovernment => Body::UsGovernment,
            None => Body::NoTicket,
        };
        let page = page.as_ref().map(|page| page.view(case.map(Case::key)));
        let key = case.map(Case::key);
        let can_insert = key.is_some_and(|key| *location == Location::Ticket(key));
        // What came of a note that the panel no longer shows says nothing of the one that it shows.
        let insertion = self.insertions.get(&panel).filter(|open| {
            Some(open.insertion.case()) == key
                && case.and_then(|case| case.note(today)).as_ref() == Some(open.insertion.note())
        });
        let insertion = insertion.map(|open| match open.outcome {
            None => InsertionView::Running,
            Some(Ok(())) => InsertionView::Inserted,
            Some(Err(refusal)) => InsertionView::Refused(refusal.to_string()),
        });
        effects.push(Effect::Show(panel, View { page, body, can_insert, insertion }));
    }
}
