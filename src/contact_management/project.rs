//! Setting a contact management project up (seed 004, "Setup" and "Manual setup"). An app does that. What follows here is for
//! the case that it cannot be made to work, with everything that has to be typed made ready to be copied.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::handbook::{Term, Wording};
use crate::link::Link;
use crate::route::NextStep;
use crate::zendesk::OrganizationId;

/// The group in which the projects are made.
const GROUP: &str = "https://gitlab.com/groups/support/zd-global-orgs";
/// The template's files.
const TEMPLATE_FILES: &str = "https://gitlab.com/support/zd-global-orgs/project-templates/\
                              contact-management-project-template/-/blob/master";
/// The template.
const TEMPLATE: &str = "Contact Management Project Template";
/// A project with a working `contacts.yaml`.
const EXAMPLE: &str = "https://gitlab.com/support/zd-global-orgs/aaa-jason-test-setup-zzz/-/blob/master/contacts.yaml";
/// The pipeline that a project's webhook starts.
const TRIGGER: &str = "https://gitlab.com/api/v4/projects/39250741/ref/master/trigger/pipeline";
/// What stands for the token, which Vouch never asks for.
const TOKEN: &str = "TOKEN";

/// The features that are switched off in a project's general settings.
const DISABLED: &[(&str, &str)] = &[
    ("cve", "Enable CVE ID requests in the issue sidebar"),
    ("forks", "Forks"),
    ("lfs", "Git Large File Storage (LFS)"),
    ("ci", "CI/CD"),
    ("container-registry", "Container registry"),
    ("analytics", "Analytics"),
    ("requirements", "Requirements"),
    ("security", "Security & Compliance"),
    ("wiki", "Wiki"),
    ("snippets", "Snippets"),
    ("package-registry", "Package registry"),
    ("pages", "Pages"),
    ("monitor", "Monitor"),
    ("environments", "Environments"),
    ("feature-flags", "Feature flags"),
    ("infrastructure", "Infrastructure"),
    ("releases", "Releases"),
];

/// The ID of a GitLab project: digits, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectId(String);

/// A text that is no project's ID. It does not repeat the text, which may be a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A project's ID is digits alone. Nothing of what was entered is kept; a token has no place here.")]
pub struct ProjectIdError;

impl ProjectId {
    /// Reads an ID, with white space around it or without.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &str) -> Result<Self, ProjectIdError> {
        let text = text.trim();
        let is_id =
            (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        if is_id { Ok(Self(text.to_owned())) } else { Err(ProjectIdError) }
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ProjectId {
    type Error = ProjectIdError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<ProjectId> for String {
    fn from(id: ProjectId) -> Self {
        id.0
    }
}

/// What a project is made from.
#[derive(Clone, Debug)]
pub struct Project {
    /// The organization whose contacts it manages.
    pub organization: OrganizationId,
    /// The organization's page.
    pub page: Link,
    /// The title of the organization's field with the project's ID.
    pub field: &'static str,
    /// The project's own ID, once it is made.
    pub id: Option<ProjectId>,
    /// The addresses of those who are to maintain it, separated by commas; none while there is none.
    pub maintainers: Option<String>,
    /// The organization's `AM Project ID`: its existing collaboration project, where it has one.
    pub collaboration: Option<String>,
}

/// A part of the work by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it is called.
    pub title: &'static str,
    /// What to mind; none where there is nothing.
    pub warning: Option<String>,
    /// What to do, in order.
    pub items: Vec<Item>,
}

/// One thing to do, which the agent ticks off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// By what it is known.
    pub id: &'static str,
    /// What to do.
    pub step: NextStep,
}

impl Project {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("Organization {}", self.organization)
    }

    /// The last part of its address.
    #[must_use]
    pub fn slug(&self) -> String {
        format!("organization-{}", self.organization)
    }

    /// The address of its webhook, in which the agent puts the token in the place of [`TOKEN`]; none while the project's
    /// ID is not known.
    #[must_use]
    pub fn webhook(&self) -> Option<String> {
        self.id.as_ref().map(|id| webhook(TOKEN, id))
    }

    /// What GitLab shows of that address once the token is masked.
    #[must_use]
    pub fn masked_webhook(&self) -> Option<String> {
        self.id.as_ref().map(|id| webhook(&format!("{{{TOKEN}}}"), id))
    }

    /// How it is set up as a rule.
    #[must_use]
    pub fn with_app(&self, wording: &Wording) -> Vec<NextStep> {
        let app = wording.say(Term::SupportOpsApp);
        let give = format!("In the {app}, begin the setup, and give it the maintainers' addresses:");
        vec![
            NextStep { copy: self.maintainers.clone(), ..NextStep::of(&give) },
            NextStep::of("The app and the ticket processor do the rest."),
        ]
    }

    /// What comes before setting it up by hand.
    #[must_use]
    pub fn before_by_hand(wording: &Wording) -> String {
        format!(
            "Only where the app fails and cannot be made to work. Ask the {} first whether it is to be done by hand.",
            wording.say(Term::FullstackEngineer)
        )
    }

    /// Setting it up by hand.
    #[must_use]
    pub fn by_hand(&self, wording: &Wording) -> Vec<Stage> {
        vec![
            self.intro(wording),
            self.creation(wording),
            general(),
            repository(),
            files(),
            self.webhook_stage(),
            self.organization_stage(),
            self.contacts_stage(),
            self.invites(),
            Stage {
                title: "Final reply",
                warning: None,
                items: vec![item(
                    "final-macro",
                    NextStep::of("Reply with this macro:").with_macro(Term::ProjectSetupMacro, wording),
                )],
            },
        ]
    }

    fn intro(&self, wording: &Wording) -> Stage {
        let known = NextStep {
            copy: self.maintainers.clone(),
            ..NextStep::of("The requester has confirmed who is to maintain the contacts.")
        };
        let items = vec![
            item(
                "intro-macro",
                NextStep::of("Ask who is to maintain the contacts, with this macro:")
                    .with_macro(Term::ProjectIntroMacro, wording),
            ),
            item("maintainers", known),
            item(
                "associated",
                NextStep::of("Each of them is one of the organization's contacts; associate who is not."),
            ),
            item(
                "contacts",
                NextStep::of(
                    "Have the list of the organization's contacts: from Zendesk, or exported with Advanced search as CSV \
                     with the columns name and email alone.",
                ),
            ),
        ];
        Stage { title: "Maintainers", warning: None, items }
    }

    fn creation(&self, wording: &Wording) -> Stage {
        let items = vec![
            item("group", copied("Open the group, and press New project:", GROUP)),
            item("template", copied("Create from template, tab Group, Use template beside:", TEMPLATE)),
            item("name", copied("Project name:", &self.name())),
            item("slug", copied("Project slug:", &self.slug())),
            item("create", NextStep::of("Press Create project.")),
        ];
        let warning = self.collaboration.as_ref().map(|id| {
            format!(
                "The organization has a collaboration project already (AM Project ID {id}). A new project is only for \
                 organizations without one: ask the {} before you create it.",
                wording.say(Term::FullstackEngineer)
            )
        });
        Stage { title: "The project", warning, items }
    }

    fn webhook_stage(&self) -> Stage {
        let not_yet = " Enter the project's ID above to have it here.";
        let with = |text: &str, address: Option<String>| match address {
            Some(address) => copied(text, &address),
            None => NextStep::of(&format!("{text}{not_yet}")),
        };
        let items = vec![
            item("project-id", NextStep::of("Copy the project's ID, and enter it above.")),
            item("url", with("Settings, Webhooks, a new webhook. URL:", self.webhook())),
            item(
                "token",
                NextStep::of(
                    "In the URL, put the Contact Management Project Token in the place of TOKEN. It is in 1Password, in \
                     the Customer Support Operations Vault; never paste it here.",
                ),
            ),
            item("mask", NextStep::of("Choose Mask portions of URL, and put the token into Sensitive portion of URL.")),
            item("shown", copied("How it looks in the UI:", TOKEN)),
            item("preview", with("URL preview now shows:", self.masked_webhook())),
            item("push", copied("Tick Push events, choose Wildcard pattern, and enter:", "master")),
            item("ssl", NextStep::of("Tick Enable SSL verification.")),
            item("add", NextStep::of("Press Add webhook.")),
        ];
        Stage { title: "Webhook", warning: None, items }
    }

    fn organization_stage(&self) -> Stage {
        let set = NextStep {
            copy: self.id.as_ref().map(ToString::to_string),
            link: Some(self.page.clone()),
            ..NextStep::of(&format!(
                "Set {} to the project's ID, before anything is committed to the project, of",
                self.field
            ))
        };
        Stage { title: "Organization", warning: None, items: vec![item("field", set)] }
    }

    fn contacts_stage(&self) -> Stage {
        let id = copied("Put the organization's ID into it, as the example does:", &self.organization.to_string());
        let items = vec![
            item("yaml", NextStep::of("Put the contacts into contacts.yaml: copy the file under Contacts.")),
            item("organization-id", id),
            item("example", copied("A working example:", EXAMPLE)),
            item("same", NextStep::of("The contacts are those that the organization has in Zendesk now.")),
            item("commit", NextStep::of("Commit the file to master: that starts the first sync.")),
        ];
        Stage { title: "Contacts", warning: None, items }
    }

    fn invites(&self) -> Stage {
        let enter = "Invite members, and enter under Username or email address:";
        let items = vec![
            item("members", NextStep::of("Open Manage, Members.")),
            item("addresses", NextStep { copy: self.maintainers.clone(), ..NextStep::of(enter) }),
            item("role", copied("Select a role:", "Developer")),
            item("invite", NextStep::of("Look at the role once more, and press Invite.")),
        ];
        let warning = "The role decides what a customer can reach here: anything above Developer opens GitLab's own side to \
                       an outsider.";
        Stage { title: "Invitations", warning: Some(warning.to_owned()), items }
    }
}

fn webhook(token: &str, id: &ProjectId) -> String {
    format!("{TRIGGER}?token={token}&variables[PROJECT_ID]={id}")
}

fn general() -> Stage {
    let mut items = vec![item("visibility", NextStep::of("Project visibility: Private"))];
    items.extend(DISABLED.iter().map(|(id, name)| item(id, NextStep::of(&format!("{name}: disabled")))));
    Stage { title: "Settings, General: Visibility, project features, permissions", warning: None, items }
}

fn repository() -> Stage {
    let items = [
        ("default-branch", "Branch defaults, default branch: master"),
        ("protected", "Protected branches, branch: master"),
        ("merge", "Allowed to merge: 2 roles (Maintainers+Developers)"),
        ("allowed-push", "Allowed to push: 2 roles (Maintainers+Developers)"),
        ("force-push", "Allowed to force push: disabled"),
        ("code-owner", "Code owner approval: disabled"),
    ];
    let items = items.into_iter().map(|(id, text)| item(id, NextStep::of(text))).collect();
    Stage { title: "Settings, Repository", warning: None, items }
}

fn files() -> Stage {
    let same = |id, name: &str| {
        item(id, copied(&format!("{name} is as in the template:"), &format!("{TEMPLATE_FILES}/{name}")))
    };
    let items = vec![same("contacts-md", "CONTACTS.md"), same("contacts-yaml", "contacts.yaml")];
    Stage { title: "Files", warning: None, items }
}

fn item(id: &'static str, step: NextStep) -> Item {
    Item { id, step }
}

fn copied(text: &str, copy: &str) -> NextStep {
    NextStep::of(text).with_copy(copy.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::checks::page;

    fn project(id: Option<&str>) -> Project {
        Project {
            organization: OrganizationId::parse("9306291001001").unwrap(),
            page: page("organization/1"),
            field: "Contact Management Project ID",
            id: id.map(|id| ProjectId::parse(id).unwrap()),
            maintainers: Some("alice@acme.example, bob@acme.example".to_owned()),
            collaboration: None,
        }
    }

    fn copied_of(project: &Project, wanted: &str) -> Option<String> {
        let stages = project.by_hand(&Wording::default());
        let item = stages.iter().flat_map(|stage| &stage.items).find(|item| item.id == wanted).unwrap();
        item.step.copied().map(str::to_owned)
    }

    #[test]
    fn what_is_typed_is_made_from_the_organization_and_the_project() {
        let project = project(Some("123456789"));
        for (id, copy) in [
            ("name", "Organization 9306291001001"),
            ("slug", "organization-9306291001001"),
            ("group", "https://gitlab.com/groups/support/zd-global-orgs"),
            ("template", "Contact Management Project Template"),
            (
                "url",
                "https://gitlab.com/api/v4/projects/39250741/ref/master/trigger/pipeline?token=TOKEN&\
                 variables[PROJECT_ID]=123456789",
            ),
            (
                "preview",
                "https://gitlab.com/api/v4/projects/39250741/ref/master/trigger/pipeline?token={TOKEN}&\
                 variables[PROJECT_ID]=123456789",
            ),
            ("shown", "TOKEN"),
            ("push", "master"),
            ("field", "123456789"),
            ("organization-id", "9306291001001"),
            ("addresses", "alice@acme.example, bob@acme.example"),
            ("role", "Developer"),
            ("intro-macro", "Support::Support Ops::Contact management intro"),
            ("final-macro", "Support::Support Ops::Contact management project setup"),
        ] {
            assert_eq!(copied_of(&project, id).as_deref(), Some(copy), "{id}");
        }
    }

    #[test]
    fn without_the_projects_id_there_is_no_webhook() {
        for id in ["url", "preview", "field"] {
            assert_eq!(copied_of(&project(None), id), None, "{id}");
        }
    }

    #[test]
    fn a_projects_id_is_digits_alone() {
        for (text, is) in [
            ("123456789", true),
            (" 417\n", true),
            ("", false),
            ("0", false),
            ("-1", false),
            ("12 34", false),
            ("１２３", false),
            ("glptt-0123456789abcdef", false),
            ("0123456789abcdef0123456789abcdef", false),
            ("9999999999999999", false),
            ("https://gitlab.com/support/zd-global-orgs/organization-1", false),
        ] {
            assert_eq!(ProjectId::parse(text).is_ok(), is, "{text}");
            let read = serde_json::from_value::<ProjectId>(serde_json::json!(text));
            assert_eq!(read.is_ok(), is, "{text}");
            // What was entered may be a token: nothing repeats it.
            let error = read.map_err(|error| error.to_string()).err().unwrap_or_default();
            assert!(text.is_empty() || text == "0" || !error.contains(text), "{error}");
        }
    }

    #[test]
    fn every_setting_is_an_item_of_its_own() {
        let stages = project(None).by_hand(&Wording::default());
        let items: Vec<_> = stages.iter().flat_map(|stage| &stage.items).collect();
        let ids: BTreeSet<_> = items.iter().map(|item| item.id).collect();
        assert_eq!(ids.len(), items.len(), "each is known by its own ID");
        let texts: Vec<_> = items.iter().map(|item| item.step.text.as_str()).collect();
        for text in [
            "Project visibility: Private",
            "Enable CVE ID requests in the issue sidebar: disabled",
            "Git Large File Storage (LFS): disabled",
            "Security & Compliance: disabled",
            "Releases: disabled",
            "Branch defaults, default branch: master",
            "Protected branches, branch: master",
            "Allowed to merge: 2 roles (Maintainers+Developers)",
            "Allowed to push: 2 roles (Maintainers+Developers)",
            "Allowed to force push: disabled",
            "Code owner approval: disabled",
            "CONTACTS.md is as in the template:",
            "contacts.yaml is as in the template:",
            "Tick Enable SSL verification.",
        ] {
            assert!(texts.contains(&text), "{text}: {texts:#?}");
        }
        assert_eq!(texts.iter().filter(|text| text.ends_with(": disabled")).count(), 19);
        let warned: Vec<_> = stages.iter().filter(|stage| stage.warning.is_some()).map(|stage| stage.title).collect();
        assert_eq!(warned, ["Invitations"]);
    }

    #[test]
    fn an_existing_collaboration_project_is_told_before_another_is_created() {
        for (collaboration, warned) in [(None, None), (Some("5512"), Some("AM Project ID 5512"))] {
            let project = Project { collaboration: collaboration.map(str::to_owned), ..project(None) };
            let stages = project.by_hand(&Wording::default());
            let creation = stages.iter().find(|stage| stage.title == "The project").unwrap();
            assert_eq!(creation.warning.is_some(), warned.is_some(), "{creation:?}");
            if let (Some(warning), Some(warned)) = (&creation.warning, warned) {
                assert!(warning.contains(warned) && warning.contains("Fullstack Engineer"), "{warning}");
            }
        }
    }

    #[test]
    fn the_organization_has_the_id_before_the_first_sync() {
        // Else the first pipeline finds no organization, and goes on doing so for an hour.
        let stages = project(None).by_hand(&Wording::default());
        let ids: Vec<_> = stages.iter().flat_map(|stage| &stage.items).map(|item| item.id).collect();
        let place = |id: &str| ids.iter().position(|one| *one == id);
        assert!(place("field") < place("commit") && place("associated") < place("addresses"), "{ids:?}");
    }

    #[test]
    fn the_app_does_it_and_by_hand_somebody_is_asked_first() {
        let with_app = project(None).with_app(&Wording::default());
        assert!(with_app[0].text.contains(Term::SupportOpsApp.standard()));
        assert_eq!(with_app[0].copy.as_deref(), Some("alice@acme.example, bob@acme.example"));
        assert!(Project::before_by_hand(&Wording::default()).contains(Term::FullstackEngineer.standard()));
    }
}
