//! Removing a contact management project (seed 004, "Removal").

use serde::{Deserialize, Serialize};

use super::CONTACT_LIMIT;
use crate::checks::{Finding, Judgement, Outcome};
use crate::link::Link;
use crate::route::NextStep;

/// The organization whose project is to be removed.
#[derive(Clone, Debug)]
pub struct RemovalFacts {
    /// Its page.
    pub page: Link,
    /// How many contacts it has, or why that is not known.
    pub contacts: Result<u64, String>,
    /// Its project's ID, or why that is not known.
    pub project: Result<Option<String>, String>,
    /// The title of the field with the ID.
    pub field: &'static str,
}

/// Whether a project can be removed, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// What was looked at.
    pub findings: Vec<Finding>,
    /// What to do.
    pub steps: Vec<NextStep>,
}

impl Removal {
    /// Whether a project can be removed. What is not known does not allow it.
    #[must_use]
    pub fn of(facts: &RemovalFacts) -> Self {
        let room = Finding::of(&format!("At most {CONTACT_LIMIT} contacts"), room(facts));
        let project = Finding::of("It has a project", project(facts));
        let steps = match (room.outcome, &facts.project) {
            (_, Ok(None)) => vec![
                NextStep::of(&format!("There is no project to remove. The field {} is empty:", facts.field))
                    .with_link(facts.page.clone()),
            ],
            (_, Err(_)) => vec![NextStep::of("Remove nothing before it is known whether there is a project.")],
            (Outcome::Pass, Ok(Some(id))) => vec![
                NextStep::of("Say to the customer that once it is removed, it cannot be enabled again."),
                NextStep::of("Delete the contact management project with this ID:").with_copy(id.clone()),
                NextStep::of(&format!("Then empty the field {} of", facts.field)).with_link(facts.page.clone()),
            ],
            (Outcome::Fail, Ok(Some(_))) => vec![
                NextStep::of(&format!(
                    "Remove nothing yet: an organization without such a project has at most {CONTACT_LIMIT} contacts. \
                     Reply with this:"
                ))
                .with_copy(format!(
                    "Without the contact management project your organization can have {CONTACT_LIMIT} support contacts, \
                     and it has more now. Please use the project to bring them down to {CONTACT_LIMIT} first, and tell us \
                     when that is done: then we remove the project. Once it is removed, it cannot be enabled again."
                )),
            ],
            (Outcome::Attention | Outcome::Unknown, Ok(Some(_))) => {
                vec![NextStep::of("Remove nothing before it is known how many contacts there are.")]
            }
        };
        Self { findings: vec![room, project], steps }
    }
}

fn room(facts: &RemovalFacts) -> Judgement {
    match &facts.contacts {
        Ok(count) => {
            let contacts = if *count == 1 { "contact" } else { "contacts" };
            let said = format!("{count} {contacts}; at most {CONTACT_LIMIT} without a project.");
            if *count <= CONTACT_LIMIT {
                Judgement::pass(said, &facts.page)
            } else {
                Judgement::fail(said, &facts.page)
            }
        }
        Err(why) => Judgement::unknown(format!("The contacts were not counted: {why}"), Some(&facts.page)),
    }
}

fn project(facts: &RemovalFacts) -> Judgement {
    match &facts.project {
        Ok(Some(project)) => Judgement::pass(format!("Its project is {project}."), &facts.page),
        Ok(None) => Judgement::attention("It has no contact management project.", &facts.page),
        Err(why) => Judgement::unknown(format!("Not known: {why}"), Some(&facts.page)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        let no_field = Err("Zendesk has no field \"cmp_id\".");
        // (contacts, the project, outcomes, whether it is deleted, what the first step says)
        for (contacts, project, outcomes, deletes, first) in [
            (Ok(0), Ok(Some("417")), [Pass, Pass], true, "Say to the customer"),
            (Ok(30), Ok(Some("417")), [Pass, Pass], true, "Say to the customer"),
            (Ok(31), Ok(Some("417")), [Fail, Pass], false, "Remove nothing yet"),
            // Where there is no project, or nobody knows, there is none to delete.
            (Ok(50), Ok(None), [Fail, Attention], false, "There is no project to remove"),
            (Ok(30), Ok(None), [Pass, Attention], false, "There is no project to remove"),
            (Ok(30), no_field, [Pass, Unknown], false, "Remove nothing before it is known whether there is a project"),
            (Ok(31), no_field, [Fail, Unknown], false, "Remove nothing before it is known whether there is a project"),
            (
                Err("Zendesk did not answer in time."),
                Ok(Some("417")),
                [Unknown, Pass],
                false,
                "Remove nothing before it is known how many",
            ),
        ] {
            let facts = RemovalFacts {
                page: crate::checks::page("organization"),
                contacts: contacts.map_err(str::to_owned),
                project: project.map(|project| project.map(str::to_owned)).map_err(str::to_owned),
                field: "Contact Management Project ID",
            };
            let removal = Removal::of(&facts);
            let found: Vec<_> = removal.findings.iter().map(|finding| finding.outcome).collect();
            assert_eq!(found, outcomes, "{facts:?}");
            let all: String = removal.steps.iter().map(|step| step.text.as_str()).collect();
            let said = (all.contains("Delete the contact management project"), all.contains("cannot be enabled again"));
            assert_eq!(said, (deletes, deletes), "{facts:?}: {all}");
            assert_eq!(removal.steps.iter().any(|step| step.text.contains("empty the field")), deletes);
            assert!(removal.steps[0].text.starts_with(first), "{facts:?}: {all}");
            // Whoever has too many is answered, and only with what may be said.
            let reply = removal.steps.iter().find_map(NextStep::copied).filter(|copy| copy.contains("bring them down"));
            assert_eq!(reply.is_some(), first == "Remove nothing yet", "{facts:?}");
        }
    }
}
