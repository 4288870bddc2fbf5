//! All the cases of the session and the panels that show them, as one machine: [`Event`]s in, [`Effect`]s out.
//!
//! The worker feeds it and carries its effects out; so the rule that evidence belongs to one ticket is kept here,
//! where a test can try every order in which things happen.

use std::collections::BTreeMap;

use super::{Case, CaseKey, Location, Purpose};
use crate::date::Date;
use crate::fetch::{Reply, Target};
use crate::link::Link;
use crate::protocol::{Intent, View};

/// One open panel, for as long as it is connected.
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
}

/// The cases of this session and the panels that show them.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    cases: BTreeMap<CaseKey, Case>,
    last: Option<CaseKey>,
    panels: BTreeMap<PanelId, Location>,
    errands: BTreeMap<ErrandId, (CaseKey, Purpose, Target)>,
    errands_sent: u32,
}

impl Desk {
    /// The desk as it was left: every case that was saved, and the last one worked on.
    #[must_use]
    pub fn restore(cases: impl IntoIterator<Item = Case>, last: Option<CaseKey>) -> Self {
        let cases: BTreeMap<_, _> = cases.into_iter().map(|case| (case.key(), case)).collect();
        Self { last: last.filter(|key| cases.contains_key(key)), cases, ..Self::default() }
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
                self.panels.remove(&panel);
            }
            Event::Intent(panel, key, intent) => self.intent(panel, key, intent, today, &mut effects),
            Event::Reply(id, reply) => {
                if let Some((key, purpose, target)) = self.errands.remove(&id)
                    && let Some(case) = self.cases.get_mut(&key)
                {
                    case.take(purpose, &target, reply);
                    self.changed(key, today, &mut effects);
                }
            }
        }
        effects
    }

    fn panel_at(&mut self, panel: PanelId, location: Location, today: Date, effects: &mut Vec<Effect>) {
        self.panels.insert(panel, location);
        if let Location::Ticket(key) = location {
            self.cases.entry(key).or_insert_with(|| Case::new(key)).retry_ticket();
            self.last = Some(key);
        }
        match self.shown_at(location) {
            // Panels beside the ticket follow to the case worked on last.
            Some(key) => self.changed(key, today, effects),
            None => effects.push(Effect::Show(panel, self.view(location, today))),
        }
    }

    fn intent(&mut self, panel: PanelId, key: CaseKey, intent: Intent, today: Date, effects: &mut Vec<Effect>) {
        // The agent acted on what the panel showed. If it shows another case by now, the click was not meant for it.
        let shown = self.panels.get(&panel).and_then(|location| self.shown_at(*location));
        let Some(case) = self.cases.get_mut(&key).filter(|_| shown == Some(key)) else { return };
        match intent {
            Intent::EditLicenseId(text) => case.edit_license_id(text),
            Intent::EditSoldTo(text) => case.edit_sold_to(text),
            Intent::Collect => case.collect(),
            Intent::Cancel => case.cancel(),
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

        let mut wants = case.wants();
        self.errands.retain(|id, (of, purpose, target)| {
            if *of != key {
                return true;
            }
            let wanted = wants.iter().position(|want| want.0 == *purpose && want.1 == *target);
            match wanted {
                Some(at) => drop(wants.swap_remove(at)),
                None => effects.push(Effect::Abort(*id)),
            }
            wanted.is_some()
        });
        for (purpose, target) in wants {
            let id = ErrandId(self.errands_sent);
            self.errands_sent += 1;
            self.errands.insert(id, (key, purpose, target.clone()));
            effects.push(Effect::Fetch(id, target));
        }

        for (panel, location) in &self.panels {
            if self.shown_at(*location) == Some(key) {
                effects.push(Effect::Show(*panel, self.view(*location, today)));
            }
        }
    }

    /// The case that a panel at this location shows.
    fn shown_at(&self, location: Location) -> Option<CaseKey> {
        match location {
            Location::Ticket(key) => Some(key),
            Location::Beside => self.last,
            Location::UsGovernment | Location::Elsewhere => None,
        }
    }

    fn view(&self, location: Location, today: Date) -> View {
        match self.shown_at(location).and_then(|key| self.cases.get(&key)) {
            Some(case) => View::Case(Box::new(case.view(today))),
            None if location == Location::UsGovernment => View::UsGovernment,
            None => View::NoTicket,
        }
    }
}
