//! What a ticket asks for, where it is something else than to associate contacts: one file each, with what there is to do
//! (seed 001, "Removing associated users"; seed 002; seed 004).
//!
//! Vouch tells what to do and has the words ready; it changes nothing, here as elsewhere.

mod incorrect_form;
mod malicious_user;
mod portal_issue;
mod removal;
mod secondary_email;
pub mod us_government;

use serde::{Deserialize, Serialize};

use crate::checks::Verdict;
use crate::handbook::Wording;
use crate::link::Link;
use crate::route::NextStep;

/// What a ticket asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// To associate the requester, or further contacts (seeds 000 and 001); its ways are those of [`crate::route`].
    #[default]
    Associate,
    /// To take contacts out of an organization (seed 001, "Removing associated users").
    Remove,
    /// A contact management project (seed 004, "Eligibility Criteria", "Manual setup").
    ProjectSetUp,
    /// The end of a contact management project (seed 004, "Removal").
    ProjectRemoval,
    /// The pipeline of a contact management project has failed (seed 004, "Common troubleshooting").
    ProjectPipeline,
    /// A second address for an account of the support portal (seed 002, "Adding Secondary Email").
    SecondaryEmail,
    /// Something does not work in the support portal (seed 002, "Support portal issues").
    PortalIssue,
    /// It came with the form of another team (seed 002, "Incorrect form tickets").
    IncorrectForm,
    /// It is an attack (seed 002, "Handling malicious users").
    MaliciousUser,
}

impl Task {
    /// Every task, the most frequent first.
    pub const ALL: [Self; 9] = [
        Self::Associate,
        Self::Remove,
        Self::ProjectSetUp,
        Self::ProjectRemoval,
        Self::ProjectPipeline,
        Self::SecondaryEmail,
        Self::PortalIssue,
        Self::IncorrectForm,
        Self::MaliciousUser,
    ];

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Associate => "Associate contacts",
            Self::Remove => "Remove contacts",
            Self::ProjectSetUp => "Contact management project: set up",
            Self::ProjectRemoval => "Contact management project: remove",
            Self::ProjectPipeline => "Contact management project: pipeline failed",
            Self::SecondaryEmail => "Add a secondary e-mail address",
            Self::PortalIssue => "Support portal issue",
            Self::IncorrectForm => "Incorrect form",
            Self::MaliciousUser => "Malicious user",
        }
    }

    /// What the ticket's problem type says that it asks for. It is the customer's choice, so it suggests and no more.
    #[must_use]
    pub fn suggested(problem_type: Option<&str>) -> Self {
        let says = |words: &str| problem_type.is_some_and(|said| said.to_lowercase().contains(words));
        if says("contact management project") { Self::ProjectSetUp } else { Self::Associate }
    }

    /// Whether evidence of an entitlement is a part of it.
    #[must_use]
    pub fn needs_proof(self) -> bool {
        matches!(self, Self::Associate | Self::SecondaryEmail | Self::ProjectSetUp)
    }

    /// Whether addresses are to be added or taken out.
    #[must_use]
    pub fn is_about_contacts(self) -> bool {
        matches!(self, Self::Associate | Self::Remove)
    }

    /// Whether the organization's contacts have to be known one by one.
    #[must_use]
    pub fn needs_contacts(self) -> bool {
        matches!(self, Self::Remove | Self::ProjectSetUp)
    }

    /// What to do; nothing for the tasks that have more of their own to show.
    #[must_use]
    pub fn steps(self, asked: &Asked, wording: &Wording) -> Vec<NextStep> {
        match self {
            Self::Associate | Self::ProjectSetUp | Self::ProjectRemoval | Self::ProjectPipeline => Vec::new(),
            Self::Remove => removal::steps(asked),
            Self::SecondaryEmail => secondary_email::steps(asked, wording),
            Self::PortalIssue => portal_issue::steps(),
            Self::IncorrectForm => incorrect_form::steps(wording),
            Self::MaliciousUser => malicious_user::steps(asked, wording),
        }
    }
}

/// What is known of a ticket, as far as a task needs it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The ticket's page.
    pub ticket: Link,
    /// The requester's page.
    pub requester: Option<Link>,
    /// The requester's address.
    pub requester_email: Option<String>,
    /// Whether the requester is in an organization.
    pub is_associated: bool,
    /// Whether the product type is GitLab.com; none where it is not known.
    pub on_gitlab_com: Option<bool>,
    /// What follows from the evidence; none while there is none.
    pub verdict: Option<Verdict>,
    /// The pages of the contacts whose addresses are listed.
    pub people: Vec<Link>,
    /// Why the agent does what is to be done.
    pub reason: String,
}

#[cfg(test)]
impl Asked {
    pub(crate) fn of_nothing() -> Self {
        let page = |text: &str, path: &str| {
            Link::new(text.to_owned(), format!("https://gitlab.zendesk.com/agent/{path}")).unwrap()
        };
        Self {
            ticket: page("Ticket #4101", "tickets/4101"),
            requester: Some(page("Mallory", "users/7")),
            requester_email: Some("mallory@evil.example".to_owned()),
            is_associated: false,
            on_gitlab_com: None,
            verdict: None,
            people: Vec::new(),
            reason: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_problem_type_suggests() {
        for (problem_type, task) in [
            (None, Task::Associate),
            (Some("Manage my organization's contacts"), Task::Associate),
            (Some("Contact management project"), Task::ProjectSetUp),
            (Some("Shared organization requests"), Task::Associate),
        ] {
            assert_eq!(Task::suggested(problem_type), task, "{problem_type:?}");
        }
    }

    #[test]
    fn every_task_is_in_the_list_once() {
        let mut all = Task::ALL.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), Task::ALL.len());
        assert_eq!(Task::ALL[0], Task::default());
    }
}
