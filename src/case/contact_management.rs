//! The contact management project that a ticket is about (seed 004): what the agent has entered and ticked, and
//! what the panel shows of it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::decisions::Decidable;
use super::{Case, organization};
use crate::cached::Cached;
use crate::checks::Finding;
use crate::contact_management::contact::{Contact, ContactList, Difference, Format, MAX_LENGTH};
use crate::contact_management::eligibility::{self, CustomerFacts, Eligibility, EligibilityFacts, WalkFacts};
use crate::contact_management::pipeline::PipelineError;
use crate::contact_management::project::{Item, Project, ProjectId, ProjectIdError, Stage};
use crate::contact_management::removal::{Removal, RemovalFacts};
use crate::contact_management::{contacts_yaml, maintainers};
use crate::date::Date;
use crate::directory::Directory;
use crate::handbook::{Term, Wording};
use crate::known::Known;
use crate::protocol::{ContactFileView, ItemView, ProjectIntent, ProjectView, SetUpSteps, SetUpView, StageView};
use crate::route::NextStep;
use crate::task::Task;
use crate::visible::AsTyped;
use crate::zendesk::{Organization, agent_organization, host};

/// The title of the organization's field with the project's ID.
const FIELD: &str = host::CONTACT_MANAGEMENT_PROJECT_TITLES[0];

/// The most addresses that are named in which a list and Zendesk differ.
const MAX_NAMED: usize = 100;

/// What an agent has entered and ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ContactManagement {
    maintainers: String,
    id: Option<ProjectId>,
    /// Whether the last that was entered as the project's ID is none. It may be a token, so it is not kept.
    id_is_refused: bool,
    list: String,
    /// What that list reads as.
    #[serde(skip)]
    read: Cached<(Format, ContactList)>,
    log: String,
    done: BTreeSet<String>,
}

impl ContactManagement {
    fn edit_id(&mut self, text: &str) {
        self.id = ProjectId::parse(text).ok();
        self.id_is_refused = self.id.is_none() && !text.trim().is_empty();
    }

    fn tick(&mut self, item: String, done: bool) {
        if done {
            self.done.insert(item);
        } else {
            self.done.remove(&item);
        }
    }
}

impl Case {
    /// The agent wants something of the contact management project.
    pub fn manage_project(&mut self, intent: ProjectIntent, directory: &Directory, today: Date) {
        match intent {
            ProjectIntent::Decide { title, decision } => {
                let criteria = self.criteria(directory, today);
                self.decisions.decide(None, criteria, Decidable::Attention, &title, decision);
            }
            ProjectIntent::EditMaintainers(text) => self.project.maintainers = text,
            ProjectIntent::EditProjectId(text) => self.project.edit_id(&text),
            ProjectIntent::EditContacts(text) => {
                // Enough of it to say that it is too long.
                self.project.list = text[..text.floor_char_boundary(MAX_LENGTH + 4)].to_owned();
            }
            ProjectIntent::EditLog(text) => {
                // What went wrong stands at a log's end.
                let start = text.ceil_char_boundary(text.len().saturating_sub(MAX_LENGTH));
                self.project.log = text[start..].to_owned();
            }
            ProjectIntent::Tick { item, done } => self.project.tick(item, done),
        }
    }

    /// What the panel shows of the contact management project; none where the ticket asks for something else.
    pub(super) fn project_view(&self, directory: &Directory, today: Date) -> Option<ProjectView> {
        match self.task() {
            Task::ProjectSetUp => Some(ProjectView::SetUp(Box::new(self.set_up_view(directory, today)))),
            Task::ProjectRemoval => Some(ProjectView::Removal(self.removal(directory, today))),
            Task::ProjectPipeline => {
                let log = self.project.log.clone();
                let errors = PipelineError::find(&log);
                let none_found = (errors.is_empty() && !log.trim().is_empty()).then(PipelineError::none_found);
                Some(ProjectView::Pipeline { log, errors, none_found, list: self.contact_file() })
            }
            _ => None,
        }
    }

    /// Every criterion, with what the agent has decided about it.
    fn criteria(&self, directory: &Directory, today: Date) -> Vec<Finding> {
        let mut findings = eligibility::findings(&self.eligibility_facts(directory, today));
        self.decisions.write_into(None, &mut findings);
        findings
    }

    fn eligibility_facts(&self, directory: &Directory, today: Date) -> EligibilityFacts {
        let organization = self.membership().map(customer).known();
        let requester = self.requester().value();
        EligibilityFacts {
            today,
            organization,
            requester_email: requester.and_then(|requester| requester.email.clone()),
            gitlab_app: directory.wording().say(Term::GitLabApp).to_owned(),
            walk: self.walk_facts(today),
        }
    }

    /// What the walk has found, where it led to the requester's own organization.
    fn walk_facts(&self, today: Date) -> Option<WalkFacts> {
        let organization = self.membership().value()?.id;
        let trail =
            self.chosen_trail().filter(|trail| trail.organization().is_some_and(|one| one.id == organization))?;
        let facts = self.facts(trail, today);
        let is_trial = facts.entitlement.as_ref().and_then(|entitlement| entitlement.trial.read().copied());
        let license = facts.entitlement.filter(|_| is_trial == Some(false));
        // A license for no user says nothing of seats.
        let users = trail.license().and_then(|license| license.users_count.read().copied()).filter(|users| *users > 0);
        let seats = license.as_ref().zip(users).map(|(license, users)| ("license", license.page.clone(), users));
        let license = license.and_then(|one| Some(("license", one.page, *one.expires_at.read()?)));
        let order = facts.order.filter(|order| is_trial != Some(true) && order.trial.read() != Some(&true));
        let order = order.and_then(|one| Some(("order", one.page, *one.end_date.read()?)));
        Some(WalkFacts {
            ends: license.into_iter().chain(order).collect(),
            sold_to: facts.sold_to.map(|sold_to| (sold_to.page, sold_to.email)),
            seats,
        })
    }

    fn set_up_view(&self, directory: &Directory, today: Date) -> SetUpView {
        let wording = directory.wording();
        let findings = self.criteria(directory, today);
        let eligibility = Eligibility::of(&findings);
        let organization = self.contact_organization();
        let existing = match organization.map(|one| directory.contact_management_project(&one.fields)) {
            Some(Known::Value(project)) => {
                Some(format!("The organization has contact management project {project} already."))
            }
            Some(Known::Unknown(why)) => {
                Some(format!("Whether the organization has a project already is not known: {why}"))
            }
            Some(Known::Empty | Known::Reading) | None => None,
        };
        let note = NextStep::of("Add this as an internal note:").with_copy(eligibility::note(eligibility, &findings));
        let reply = NextStep::of("Not every criterion is met. Reply with this macro:")
            .with_macro(Term::NotQualifiedMacro, wording);
        let next = match eligibility {
            Eligibility::Eligible => vec![note],
            Eligibility::NotEligible => vec![note, reply],
            Eligibility::ForYouToDecide => eligibility::to_decide(&findings),
        };
        let steps = organization.filter(|_| eligibility == Eligibility::Eligible);
        SetUpView {
            eligibility,
            findings,
            existing,
            next,
            steps: steps.map(|one| Box::new(self.set_up_steps(one, wording))),
        }
    }

    fn set_up_steps(&self, organization: &Organization, wording: &Wording) -> SetUpSteps {
        let addresses = maintainers::read(&self.project.maintainers);
        let contacts = self.contacts.all_of(organization.id).map(of_zendesk);
        let contacts = contacts.as_ref().map(|(contacts, _)| contacts.as_slice());
        let associations =
            maintainers::associations(&addresses, contacts.ok_or("the organization's contacts were not all read."));
        let list = self.contact_file();
        let project = Project {
            organization: organization.id,
            page: agent_organization(organization.id, &organization.name),
            field: FIELD,
            id: self.project.id.clone(),
            maintainers: Some(addresses.joined()).filter(|joined| !joined.is_empty()),
            collaboration: organization.fields.get(host::AM_PROJECT_ID).map(str::to_owned),
        };
        let item = |Item { id, step }: Item| ItemView { done: self.project.done.contains(id), id: id.to_owned(), step };
        let stage = |Stage { title, warning, items }: Stage| StageView {
            title: title.to_owned(),
            warning,
            items: items.into_iter().map(item).collect(),
        };
        SetUpSteps {
            maintainers: self.project.maintainers.clone(),
            limit: maintainers::limit_remark(&addresses),
            left_out: addresses.shown_left_out(),
            associations,
            with_app: project.with_app(wording),
            before_by_hand: Project::before_by_hand(wording),
            project_id: self.project.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            project_id_error: self.project.id_is_refused.then(|| ProjectIdError.to_string()),
            stages: project.by_hand(wording).into_iter().map(stage).collect(),
            list,
        }
    }

    fn removal(&self, directory: &Directory, today: Date) -> Removal {
        let Some(organization) = self.contact_organization() else {
            let step = "No organization is known yet of which a project could be removed.";
            return Removal { findings: Vec::new(), steps: vec![NextStep::of(step)] };
        };
        let facts = organization::facts(organization, &self.judged_with(organization, directory, today));
        Removal::of(&RemovalFacts {
            page: facts.page,
            contacts: facts.contacts.known().and_then(|count| count.ok_or_else(|| "Zendesk did not say.".to_owned())),
            project: facts.contact_management_project.known(),
            field: FIELD,
        })
    }

    /// The contacts of the project's file, and what there is to say about them.
    fn contact_file(&self) -> ContactFileView {
        let text = self.project.list.clone();
        let of_zendesk = self.contact_organization().and_then(|one| self.contacts.all_of(one.id)).map(of_zendesk);
        let mut advice = Vec::new();
        let read;
        let (source, list) = match (text.trim().is_empty(), &of_zendesk) {
            (true, None) => ("", Cow::Owned(ContactList::default())),
            (true, Some((contacts, without_address))) => {
                match without_address {
                    0 => {}
                    1 => advice.push("1 contact has no e-mail address in Zendesk, and is left out.".to_owned()),
                    more => {
                        advice.push(format!("{more} contacts have no e-mail address in Zendesk, and are left out."))
                    }
                }
                ("Zendesk", Cow::Owned(ContactList { contacts: contacts.clone(), remarks: Vec::new() }))
            }
            (false, _) => {
                read = self.project.read.of(&text, ContactList::read);
                let (format, list) = &*read;
                (if *format == Format::Yaml { "contacts.yaml" } else { "CSV" }, Cow::Borrowed(list))
            }
        };
        advice.extend(list.limit_remark());
        if let Some((contacts, _)) = &of_zendesk {
            let Difference { missing, added } = list.difference(contacts);
            let named = |said: &str, some: &[Contact]| {
                let addresses: Vec<_> = some.iter().take(MAX_NAMED).map(|one| one.email.as_str()).collect();
                let more = some.len() - addresses.len();
                let more = if more == 0 { String::new() } else { format!(" and {more} more") };
                (!some.is_empty()).then(|| format!("{said}: {}{more}.", addresses.join(", ")))
            };
            advice.extend(named("In Zendesk, and not in this list", &missing));
            advice.extend(named("In this list, and not in Zendesk", &added));
        }
        let summary = match (source, list.contacts.len()) {
            ("", _) => "Paste or drop a CSV file or a contacts.yaml.".to_owned(),
            (source, 1) => format!("{source}: 1 contact"),
            (source, count) => format!("{source}: {count} contacts"),
        };
        let yaml = (!list.contacts.is_empty()).then(|| contacts_yaml::write(&list.contacts));
        let (remarks, more_remarks) = list.shown_remarks();
        ContactFileView { text: AsTyped(text), summary, remarks, more_remarks, advice, yaml }
    }
}

/// What the criteria need of an organization.
fn customer(one: &Organization) -> CustomerFacts {
    let field = |key: &str| one.fields.get(key).map(str::to_owned);
    let is_ticked = |(key, _): &&(&str, &str)| one.fields.get(key) == Some("true");
    CustomerFacts {
        page: agent_organization(one.id, &one.name),
        plan: field(host::SUPPORT_LEVEL),
        expiration_date: field(host::EXPIRATION_DATE),
        seats: field(host::SEATS),
        subscriptions: host::QUALIFYING_SUBSCRIPTIONS.iter().filter(is_ticked).map(|(_, name)| *name).collect(),
        account_type: field(host::ACCOUNT_TYPE),
        is_upgraded_by_hand: one.fields.get(host::MANUAL_SUPPORT_UPGRADE) == Some("true"),
    }
}

/// An organization's contacts as a project's file has them, and how many have no address.
fn of_zendesk(contacts: &[crate::zendesk::Contact]) -> (Vec<Contact>, usize) {
    let contact = |one: &crate::zendesk::Contact| {
        let email = one.email.as_deref()?.trim();
        (!email.is_empty()).then(|| Contact { name: one.name.clone(), email: email.to_owned() })
    };
    let listed: Vec<_> = contacts.iter().filter_map(contact).collect();
    let without_address = contacts.len() - listed.len();
    (listed, without_address)
}
