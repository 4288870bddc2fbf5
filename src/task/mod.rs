//! What a ticket asks for, where it is something else than to associate contacts: one file each, with what there is to do
//! (seed 001, "Removing associated users"; seed 002; seed 004).
//!
//! Vouch tells what to do and has the words ready; it changes nothing, here as elsewhere.

mod incorrect_form;
mod malicious_user;
mod portal_issue;
mod removal;
mod secondary_email;
mod shared_organization;
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
    /// The contacts of an organization want to see one another's tickets (handbook: Working tickets, "Shared organization
    /// requests").
    SharedOrganization,
}

impl Task {
    /// Every task, the most frequent first.
    pub const ALL: [Self; 10] = [
        Self::Associate,
        Self::Remove,
        Self::ProjectSetUp,
        Self::ProjectRemoval,
        Self::ProjectPipeline,
        Self::SecondaryEmail,
        Self::PortalIssue,
        Self::IncorrectForm,
        Self::MaliciousUser,
        Self::SharedOrganization,
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
            Self::SharedOrganization => "Shared organization request",
        }
    }

    /// The task that a problem type names. None where it names no task, or where several fit: then the agent chooses.
    ///
    /// "Manage my organization's contacts" is an association until the agent says that contacts are to be removed, and a
    /// contact management project is set up unless the agent says otherwise: see [`Task::suggested`].
    #[must_use]
    pub fn named(problem_type: &str) -> Option<Self> {
        let plain = problem_type.trim().to_lowercase().replace(['’', '‘', '`'], "'");
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        // The problem types that the form has had over the years, by the words that they begin with.
        const NAMES: [(&str, Task); 9] = [
            ("first time setup", Task::Associate),
            ("first time set up", Task::Associate),
            ("manage my organization's contacts", Task::Associate),
            ("manage my organisation's contacts", Task::Associate),
            ("contact management project", Task::ProjectSetUp),
            ("shared organization", Task::SharedOrganization),
            ("shared organisation", Task::SharedOrganization),
            ("support portal issue", Task::PortalIssue),
            ("support portal problem", Task::PortalIssue),
        ];
        NAMES.into_iter().find_map(|(name, task)| plain.starts_with(name).then_some(task))
    }

    /// The task that the customer's own words ask for instead of the named one. Words are less certain than a problem
    /// type, so Vouch only suggests it.
    #[must_use]
    pub fn suggested(named: Option<Self>, asks_for_removal: bool) -> Option<Self> {
        match named {
            Some(Self::Associate) if asks_for_removal => Some(Self::Remove),
            Some(Self::ProjectSetUp) if asks_for_removal => Some(Self::ProjectRemoval),
            _ => None,
        }
    }

    /// Whether contacts are added, so that the organization needs room for them.
    #[must_use]
    pub fn adds_contacts(self) -> bool {
        matches!(self, Self::Associate)
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
            Self::IncorrectForm => incorrect_form::steps(asked, wording),
            Self::MaliciousUser => malicious_user::steps(asked, wording),
            Self::SharedOrganization => shared_organization::steps(asked),
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
    /// The requester's organization.
    pub organization: RequesterOrganization,
    /// The one organization that the evidence leads to; none where there is no such evidence.
    pub proven: Option<Link>,
    /// Whether the product type is GitLab.com; none where it is not known.
    pub on_gitlab_com: Option<bool>,
    /// What follows from the evidence; none while there is none.
    pub verdict: Option<Verdict>,
    /// The pages of the contacts whose addresses are listed.
    pub people: Vec<Link>,
    /// Why the agent does what is to be done.
    pub reason: String,
}

/// What is known of the requester's organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequesterOrganization {
    /// It was not read yet.
    NotRead,
    /// It could not be read, for this reason.
    Unknown(String),
    /// The requester is in no organization.
    Nowhere,
    /// The requester is in this one.
    In {
        /// Its page.
        page: Link,
        /// Its contact management project, or why that is not known.
        project: Result<Option<String>, String>,
        /// What its details say of contacts who see one another's tickets.
        sharing: Option<String>,
    },
}

#[cfg(test)]
impl RequesterOrganization {
    pub(crate) fn with_project(project: Result<Option<String>, String>) -> Self {
        let page = "https://gitlab.zendesk.com/agent/organizations/1".to_owned();
        Self::In { page: Link::new("Acme Corp".to_owned(), page).unwrap(), project, sharing: None }
    }
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
            organization: RequesterOrganization::Nowhere,
            proven: None,
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
    fn problem_type_names_the_task() {
        for (problem_type, task) in [
            ("First time setup", Some(Task::Associate)),
            ("First time setup?", Some(Task::Associate)),
            ("Manage my organization's contacts", Some(Task::Associate)),
            (" manage my Organization’s contacts ", Some(Task::Associate)),
            ("Shared organization requests", Some(Task::SharedOrganization)),
            ("Shared Organization request", Some(Task::SharedOrganization)),
            ("Contact management project setup/questions", Some(Task::ProjectSetUp)),
            ("Contact management project requests", Some(Task::ProjectSetUp)),
            ("Contact management project", Some(Task::ProjectSetUp)),
            ("Support portal issues", Some(Task::PortalIssue)),
            // A question about the portal may be about anything: a second address, a password, a contact.
            ("Support portal questions", None),
            ("Other", None),
            ("Something else", None),
            ("", None),
            ("No contact management project", None),
        ] {
            assert_eq!(Task::named(problem_type), task, "{problem_type:?}");
        }
    }

    #[test]
    fn removal_words_suggest_and_never_switch() {
        for (named, asks_for_removal, suggested) in [
            (Some(Task::Associate), true, Some(Task::Remove)),
            (Some(Task::Associate), false, None),
            (Some(Task::ProjectSetUp), true, Some(Task::ProjectRemoval)),
            (Some(Task::SharedOrganization), true, None),
            (Some(Task::PortalIssue), true, None),
            (None, true, None),
        ] {
            assert_eq!(Task::suggested(named, asks_for_removal), suggested, "{named:?} {asks_for_removal}");
        }
    }

    #[test]
    fn only_an_association_adds_contacts() {
        let adding: Vec<_> = Task::ALL.into_iter().filter(|task| task.adds_contacts()).collect();
        assert_eq!(adding, [Task::Associate]);
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
