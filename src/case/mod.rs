//! One ticket's case: what is known, what the agent wants, what to read next.

mod desk;
mod location;
mod view;

use serde::{Deserialize, Serialize};

use crate::fetch::{Reply, Site, Target};
use crate::ids::LicenseId;
use crate::problem::Problem;
use crate::proof::Proof;
use crate::trail::Trail;
use crate::zendesk::{ApiUrl, Ticket};

pub use desk::{Desk, Effect, ErrandId, Event, PanelId};
pub use location::{CaseKey, Location};

/// One ticket's case. Nothing in it is ever taken from or given to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    key: CaseKey,
    ticket: TicketLookup,
    license_id: String,
    sold_to: String,
    /// Set when the agent asked to collect and the license ID was none.
    asked_in_vain: bool,
    collecting: bool,
    trail: Option<Trail>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum TicketLookup {
    Wanted,
    Got(Ticket),
    Failed(Problem),
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To know who asked.
    Ticket,
    /// To gather evidence.
    Walk,
}

impl Case {
    /// A new case.
    #[must_use]
    pub fn new(key: CaseKey) -> Self {
        Self {
            key,
            ticket: TicketLookup::Wanted,
            license_id: String::new(),
            sold_to: String::new(),
            asked_in_vain: false,
            collecting: false,
            trail: None,
        }
    }

    /// The case's key.
    #[must_use]
    pub fn key(&self) -> CaseKey {
        self.key
    }

    /// What to read now.
    #[must_use]
    pub fn wants(&self) -> Vec<(Purpose, Target)> {
        let ticket = (self.ticket == TicketLookup::Wanted)
            .then(|| (Purpose::Ticket, Target::Zendesk(ApiUrl::ticket(self.key.ticket()))));
        let walk = self.collecting.then(|| self.trail.as_ref()?.next()).flatten().map(|next| (Purpose::Walk, next));
        ticket.into_iter().chain(walk).collect()
    }

    /// Takes a reply. One that is no longer wanted changes nothing.
    pub fn take(&mut self, purpose: Purpose, target: &Target, reply: Reply) {
        if !self.wants().iter().any(|(wanted, at)| *wanted == purpose && at == target) {
            return;
        }
        match purpose {
            Purpose::Ticket => {
                self.ticket = match read_ticket(self.key, reply) {
                    Ok(ticket) => TicketLookup::Got(ticket),
                    Err(problem) => TicketLookup::Failed(problem),
                };
            }
            Purpose::Walk => {
                if let Some(trail) = &mut self.trail {
                    trail.take(target, reply);
                    self.collecting = trail.next().is_some();
                }
            }
        }
    }

    /// The license ID is now this text. Another license ends the walk of the one before; its trail is kept and
    /// comes back with its ID.
    pub fn edit_license_id(&mut self, text: String) {
        self.license_id = text;
        self.asked_in_vain = false;
        if self.current_trail().is_none() {
            self.collecting = false;
        }
    }

    /// The sold-to address that the customer gave is now this text.
    pub fn edit_sold_to(&mut self, text: String) {
        self.sold_to = text;
    }

    /// Gathers the evidence: goes on where a walk for the same license stopped, else begins a new one.
    pub fn collect(&mut self) {
        let Ok(license_id) = self.parsed_license_id() else {
            self.asked_in_vain = true;
            return;
        };
        if self.collecting {
            return;
        }
        let proof = Proof::License(license_id);
        let stopped = self.trail.take().filter(|trail| *trail.proof() == proof && !trail.is_complete());
        let resumed = stopped.and_then(|mut trail| {
            trail.retry();
            trail.next().is_some().then_some(trail)
        });
        self.trail = Some(resumed.unwrap_or_else(|| Trail::new(proof)));
        self.collecting = true;
    }

    /// Stops gathering; what was gathered stays.
    pub fn cancel(&mut self) {
        self.collecting = false;
    }

    /// Reads the ticket again if that failed.
    pub fn retry_ticket(&mut self) {
        if let TicketLookup::Failed(_) = self.ticket {
            self.ticket = TicketLookup::Wanted;
        }
    }

    /// The trail of the license that stands in the field. The evidence of another one is not shown with it.
    fn current_trail(&self) -> Option<&Trail> {
        let Ok(id) = self.parsed_license_id() else { return None };
        self.trail.as_ref().filter(|trail| *trail.proof() == Proof::License(id))
    }

    fn parsed_license_id(&self) -> Result<LicenseId, crate::ids::IdError> {
        LicenseId::parse(self.license_id.trim().trim_start_matches('#'))
    }
}

fn read_ticket(key: CaseKey, reply: Reply) -> Result<Ticket, Problem> {
    let site = Site::Zendesk;
    let what = format!("ticket #{}", key.ticket());
    let answer = Problem::sift(site, reply)?;
    if answer.status == 404 {
        return Err(Problem::Missing { site, what });
    }
    Ticket::read(key.ticket(), &answer.body).map_err(|_| Problem::NotAsked { site, what })
}
