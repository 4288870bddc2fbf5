//! Why a project's pipeline failed, and what to do about it (seed 004, "Common troubleshooting").

use serde::{Deserialize, Serialize};

use super::contact::MAX_LENGTH;

/// Each error that the handbook knows, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PipelineError {
    /// No organization has the project's ID.
    NoOrganization,
    /// Several organizations have it.
    TooManyOrganizations,
    /// The file is not YAML.
    ReadingYaml,
    /// The webhook sends another ID.
    InvalidProjectId,
    /// Zendesk refused to add users.
    SyncContacts,
    /// Zendesk refused to remove users.
    RemoveUsers,
    /// The file lacks something.
    NoMethod,
    /// Zendesk created a user and did not say so.
    CreateUser,
}

/// What to do about a file that the pipeline cannot work with.
const MEND_FILE: &[&str] = &[
    "Correct the file in the project, which is quickest and best for the customer; or ask the customer to, in a new \
     ticket. Its lines can be checked here, under Contacts.",
    "If it keeps happening to this customer, tell the Account Manager.",
];

/// How the pipeline is run again in spite of what it has cached.
const RUN_AGAIN: &str = "Run it again past the cache: on the project's webhooks page, Test, Push events.";

impl PipelineError {
    /// Every one of them.
    pub const ALL: [Self; 8] = [
        Self::NoOrganization,
        Self::TooManyOrganizations,
        Self::ReadingYaml,
        Self::InvalidProjectId,
        Self::SyncContacts,
        Self::RemoveUsers,
        Self::NoMethod,
        Self::CreateUser,
    ];

    /// What the pipeline says.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::NoOrganization => "No org found",
            Self::TooManyOrganizations => "Too many orgs",
            Self::ReadingYaml => "Error reading YAML file",
            Self::InvalidProjectId => "Invalid project ID",
            Self::SyncContacts => "Failed to sync contacts",
            Self::RemoveUsers => "Failed to remove users",
            Self::NoMethod => "NoMethodError",
            Self::CreateUser => "Unable to create user",
        }
    }

    /// What has gone wrong.
    #[must_use]
    pub fn cause(self) -> &'static str {
        match self {
            Self::NoOrganization => {
                "The pipeline ran before the organization's field Contact Management Project ID was set. What it found \
                 then stays cached for up to an hour."
            }
            Self::TooManyOrganizations => "Several organizations in Zendesk have this project's ID.",
            Self::ReadingYaml => "contacts.yaml is not valid YAML.",
            Self::InvalidProjectId => "The webhook sends a PROJECT_ID that is none.",
            Self::SyncContacts => "Zendesk refused, with another status than 200, to add users to the organization.",
            Self::RemoveUsers => {
                "Zendesk refused, with another status than 200, to remove users from the organization."
            }
            Self::NoMethod => {
                "contacts.yaml is valid YAML, and a name or an address is missing in it: left blank, or misplaced."
            }
            Self::CreateUser => {
                "Zendesk's cache: most likely the user was created, and the answer that says so did not come through."
            }
        }
    }

    /// What to do, a step each.
    #[must_use]
    pub fn fix(self) -> &'static [&'static str] {
        match self {
            Self::NoOrganization => &["Make sure that the organization has the project's ID.", RUN_AGAIN],
            Self::TooManyOrganizations => {
                &["Find out which organization has the ID wrongly, and empty its field.", RUN_AGAIN]
            }
            Self::ReadingYaml | Self::NoMethod => MEND_FILE,
            Self::InvalidProjectId => {
                &["Compare the address of the project's webhook with the project's ID, and correct it."]
            }
            Self::SyncContacts | Self::RemoveUsers => {
                &["Find out by hand what stands in the way in Zendesk, and clear it away."]
            }
            Self::CreateUser => &[
                "Wait about 5 minutes, and run the pipeline again.",
                "If it still fails: create the user by hand, associate the user with the organization, wait 5 minutes, \
                 and run a new sync through the project's webhook.",
            ],
        }
    }

    /// The errors that a pipeline's log names, each once, in the order of the handbook.
    #[must_use]
    pub fn find(log: &str) -> Vec<Self> {
        // What went wrong stands at a log's end.
        let start = log.ceil_char_boundary(log.len().saturating_sub(MAX_LENGTH));
        let log = log[start..].to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        Self::ALL.into_iter().filter(|error| log.contains(&error.text().to_lowercase())).collect()
    }

    /// What is said of a log that names none of them.
    #[must_use]
    pub fn none_found() -> String {
        let texts: Vec<_> = Self::ALL.iter().map(|error| error.text()).collect();
        format!("None of the errors that the handbook explains is in this text: {}.", texts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_cause_and_its_fix() {
        use PipelineError::{
            CreateUser, InvalidProjectId, NoMethod, NoOrganization, ReadingYaml, RemoveUsers, SyncContacts,
            TooManyOrganizations,
        };
        // What the handbook's answer turns on.
        for (text, error, cause, fix) in [
            ("No org found", NoOrganization, "up to an hour", "Push events"),
            ("Too many orgs", TooManyOrganizations, "Several organizations", "Push events"),
            ("Error reading YAML file", ReadingYaml, "not valid YAML", "Account Manager"),
            ("Invalid project ID", InvalidProjectId, "PROJECT_ID", "webhook"),
            ("Failed to sync contacts", SyncContacts, "to add users", "by hand"),
            ("Failed to remove users", RemoveUsers, "to remove users", "by hand"),
            ("NoMethodError", NoMethod, "missing", "Account Manager"),
            ("Unable to create user", CreateUser, "cache", "5 minutes"),
        ] {
            assert_eq!(PipelineError::find(text), [error]);
            let fixes = error.fix().join(" ");
            assert!(error.cause().contains(cause) && fixes.contains(fix), "{text}: {} {fixes}", error.cause());
        }
        // The quicker way is offered first.
        assert!(ReadingYaml.fix()[0].starts_with("Correct the file"));
    }

    #[test]
    fn errors_are_found_anywhere_in_a_log() {
        use PipelineError::{CreateUser, NoMethod, NoOrganization, SyncContacts};
        for (log, errors) in [
            ("ERROR: no ORG found for project 417", &[NoOrganization] as &[_]),
            ("sync.rb:12:in `sync': undefined method `downcase' for nil (NoMethodError)", &[NoMethod]),
            (
                "Unable to create user a@b.co\nFailed to sync\n  contacts: 422\nUnable to create user",
                &[SyncContacts, CreateUser],
            ),
            ("Job succeeded", &[]),
            ("", &[]),
            ("No organization found", &[]),
        ] {
            assert_eq!(PipelineError::find(log), errors, "{log}");
        }
        let long = format!("{}É No org found", "ä ".repeat(MAX_LENGTH));
        assert_eq!(PipelineError::find(&long), [NoOrganization]);
    }

    #[test]
    fn a_text_without_any_names_all_eight() {
        let said = PipelineError::none_found();
        assert!(PipelineError::ALL.iter().all(|error| said.contains(error.text())), "{said}");
    }
}
