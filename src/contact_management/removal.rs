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
        let steps = match room.outcome {
            Outcome::Pass => vec![
                NextStep::of("Say to the customer that once it is removed, it cannot be enabled again."),
                match &facts.project {
                    Ok(Some(id)) => {
                        NextStep::of("Delete the contact management project with this ID:").with_copy(id.clone())
                    }
                    Ok(None) | Err(_) => NextStep::of("Delete the contact management project."),
                },
                NextStep::of(&format!("Then empty the field {} of", facts.field)).with_link(facts.page.clone()),
            ],
            Outcome::Fail => vec![NextStep::of(&format!(
                "Remove nothing yet: ask the customer to bring the contacts down to {CONTACT_LIMIT} in the project \
                 first, because an organization without such a project has no more."
            ))],
            Outcome::Attention | Outcome::Unknown => {
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
        for (contacts, project, outcomes, deletes) in [
            (Ok(0), Ok(Some("417")), [Pass, Pass], true),
            (Ok(30), Ok(Some("417")), [Pass, Pass], true),
            (Ok(31), Ok(Some("417")), [Fail, Pass], false),
            (Ok(50), Ok(None), [Fail, Attention], false),
            (Ok(30), Ok(None), [Pass, Attention], true),
            (Ok(30), Err("Zendesk has no field \"cmp_id\"."), [Pass, Unknown], true),
            (Err("Zendesk did not answer in time."), Ok(Some("417")), [Unknown, Pass], false),
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
        }
    }
}
