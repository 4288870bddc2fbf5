//! Whether contacts may be added to an organization (seed 001, "Pre-checks"; seed 000, "Pre-checks"): one file each, apart
//! from the checks, because the verdict says whether a customer is entitled, not whether there is room.
//!
//! To add one, write its file beside the others and add one line to [`PRECHECKS`].

mod contact_management_project;
mod contacts;
mod notes;
mod state;

use super::{Finding, FoundOrganization, Judgement};
use crate::date::Date;
use crate::known::Known;
use crate::link::Link;

pub use contacts::CONTACT_LIMIT;

/// Every pre-check, in the order of the handbook.
pub const PRECHECKS: &[Precheck] =
    &[contacts::PRECHECK, notes::PRECHECK, contact_management_project::PRECHECK, state::PRECHECK];

/// What a pre-check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Room for the contacts.
    Room,
    /// Notes and details.
    Notes,
    /// A contact management project.
    Project,
    /// What its fields say against working for it.
    State,
}

/// One pre-check.
pub struct Precheck {
    /// What it is about.
    pub subject: Subject,
    /// Its name in the panel, as what is hoped for.
    pub title: &'static str,
    /// Where the handbook asks for it.
    pub seed: &'static str,
    /// The check itself; none where there is nothing to say.
    pub judge: fn(&OrganizationFacts) -> Option<Judgement>,
}

/// An organization to which contacts may be added.
#[derive(Clone, Debug)]
pub struct OrganizationFacts {
    /// Its page.
    pub page: Link,
    /// How many contacts it has, as end users.
    pub contacts: Known<u64>,
    /// How many of them are suspended; none where they were not all listed.
    pub suspended: Option<usize>,
    /// How many agents are in it beside them.
    pub agents: Known<u64>,
    /// How many are to be added; none where the task adds nobody.
    pub adding: Option<u32>,
    /// Whether it has notes or details, and whether their wording may say stop.
    pub notes: Notes,
    /// The notes and the details themselves.
    pub written: [String; 2],
    /// The number of its contact management project; `Empty` where it has none.
    pub contact_management_project: Known<String>,
    /// Its fields, and the day on which they are judged; none where the checks of a walk judge them already.
    pub state: Option<(FoundOrganization, Date)>,
}

/// What agents have written about an organization, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    /// Nothing.
    None,
    /// Something.
    Some,
    /// Something whose wording may say not to proceed.
    SayStop,
}

/// What every pre-check says, each with what it is about.
#[must_use]
pub fn findings(facts: &OrganizationFacts) -> Vec<(Subject, Finding)> {
    let judged = PRECHECKS.iter().filter_map(|check| Some((check, (check.judge)(facts)?)));
    judged.map(|(check, judgement)| (check.subject, Finding::of(check.title, judgement))).collect()
}

#[cfg(test)]
impl OrganizationFacts {
    fn of_nothing() -> Self {
        Self {
            page: super::facts::page("organization"),
            contacts: Known::Unknown("Zendesk did not answer in time.".to_owned()),
            suspended: None,
            agents: Known::Reading,
            adding: Some(1),
            notes: Notes::None,
            written: Default::default(),
            contact_management_project: Known::Unknown("Zendesk did not answer in time.".to_owned()),
            state: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precheck_says_where_the_handbook_asks_for_it() {
        assert!(PRECHECKS.iter().all(|check| check.seed.starts_with("seed 00")));
    }
}
