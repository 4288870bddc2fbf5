//! Contacts are taken out of their organization by hand (seed 001, "Removing associated users").

use super::{Asked, RequesterOrganization};
use crate::route::NextStep;

/// What to tell a customer whose contacts are kept in a contact management project.
const IN_PROJECT: &str = "Your organization keeps its support contacts in a contact management project. Please remove the \
                          contacts there: delete their entries from contacts.yaml, and the next sync removes them.";

pub(super) fn steps(asked: &Asked) -> Vec<NextStep> {
    let mut steps = Vec::new();
    // What is not known, or speaks against it, holds the removal up.
    match &asked.organization {
        RequesterOrganization::NotRead => {
            return vec![NextStep::of(
                "The requester's organization was not read yet. Remove nobody before it is known.",
            )];
        }
        RequesterOrganization::Unknown(why) => {
            let step = NextStep::of(&format!(
                "Whether the requester is in an organization is not known: {why} Only an associated user can have others \
                 removed. Look at the requester's page first:"
            ));
            return vec![with_requester(step, asked)];
        }
        RequesterOrganization::Nowhere => {
            let step = NextStep::of(
                "The requester is in no organization: only an associated user can have others removed. Do not go on.",
            );
            return vec![with_requester(step, asked)];
        }
        RequesterOrganization::In { project: Ok(Some(project)), page, .. } => {
            let step = format!(
                "The organization has contact management project {project}: a contact who is removed by hand comes back \
                 with its next sync. Remove nobody by hand:"
            );
            return vec![
                NextStep::of(&step).with_link(page.clone()),
                NextStep::of("The customer removes them in the project. Reply with this:")
                    .with_copy(IN_PROJECT.to_owned()),
            ];
        }
        RequesterOrganization::In { project: Err(why), page, .. } => {
            let step = format!(
                "Whether the organization has a contact management project is not known: {why} If it has one, the \
                 customer removes the contacts there. Look at its page first:"
            );
            steps.push(NextStep::of(&step).with_link(page.clone()));
        }
        RequesterOrganization::In { project: Ok(None), .. } => {}
    }
    if asked.people.is_empty() {
        steps.push(NextStep::of("List the addresses to remove below: those that are contacts are linked here."));
    }
    let open = asked.people.iter().map(|person| NextStep::of("Open the user's page:").with_link(person.clone()));
    steps.extend(open);
    steps.push(NextStep::of("On each page, add this to Notes:").with_copy(note(asked)));
    steps.push(NextStep::of("Click the value under Organization, type a hyphen, and choose the blank value (-)."));
    steps.push(NextStep::of("Reply that the contacts are removed, and set the status to Solved."));
    steps
}

fn with_requester(step: NextStep, asked: &Asked) -> NextStep {
    NextStep { link: asked.requester.clone(), ..step }
}

/// What the user's notes are to say.
fn note(asked: &Asked) -> String {
    format!("De-associated as per {}", asked.ticket.url())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;

    fn associated() -> RequesterOrganization {
        RequesterOrganization::with_project(Ok(None))
    }

    #[test]
    fn each_user_is_opened_and_noted() {
        let person = Link::new("Bob".to_owned(), "https://gitlab.zendesk.com/agent/users/8".to_owned()).unwrap();
        let asked = Asked { organization: associated(), people: vec![person.clone()], ..Asked::of_nothing() };
        let steps = steps(&asked);
        assert_eq!(steps[0].link.as_ref(), Some(&person));
        assert_eq!(steps[1].copied(), Some("De-associated as per https://gitlab.zendesk.com/agent/tickets/4101"));
        assert_eq!(steps.len(), 4);
    }

    #[test]
    fn the_organization_is_emptied_with_a_hyphen_and_the_blank_value() {
        let steps = steps(&Asked { organization: associated(), ..Asked::of_nothing() });
        let said = steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>();
        let emptied = said.iter().position(|text| {
            ["under Organization", "type a hyphen", "the blank value (-)"].iter().all(|part| text.contains(part))
        });
        let noted = said.iter().position(|text| text.contains("add this to Notes"));
        assert!(noted.is_some() && noted < emptied, "{said:?}");
        assert!(said.last().is_some_and(|text| text.contains("Solved")), "{said:?}");
    }

    #[test]
    fn only_a_known_associated_requester_without_a_project_has_others_removed() {
        let project = |project: Result<Option<&str>, &str>| {
            RequesterOrganization::with_project(project.map(|id| id.map(str::to_owned)).map_err(str::to_owned))
        };
        // (the requester's organization, what the first step says, whether the removal by hand follows)
        for (organization, said, by_hand) in [
            (associated(), "List the addresses", true),
            (project(Err("Zendesk has no field \"cmp_id\".")), "Zendesk has no field \"cmp_id\".", true),
            (project(Ok(Some("417"))), "contact management project 417", false),
            (RequesterOrganization::Nowhere, "Do not go on.", false),
            (RequesterOrganization::NotRead, "was not read yet", false),
            (RequesterOrganization::Unknown("Zendesk failed (status 500).".to_owned()), "is not known: Zendesk", false),
        ] {
            let steps = steps(&Asked { organization: organization.clone(), ..Asked::of_nothing() });
            assert!(steps[0].text.contains(said), "{organization:?}: {steps:?}");
            let copied: Vec<_> = steps.iter().filter_map(NextStep::copied).collect();
            assert_eq!(copied.iter().any(|copy| copy.starts_with("De-associated")), by_hand, "{organization:?}");
            let replies = organization == project(Ok(Some("417")));
            assert_eq!(copied.iter().any(|copy| copy.contains("contacts.yaml")), replies, "{organization:?}");
        }
    }
}
