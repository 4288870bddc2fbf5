//! The contacts of an organization want to see one another's tickets (handbook: Working tickets, "Shared organization
//! requests"). The steps are on a page of their own, which Vouch does not know yet: it says so, and shows what it knows.

use super::{Asked, RequesterOrganization};
use crate::route::NextStep;

pub(super) fn steps(asked: &Asked) -> Vec<NextStep> {
    let known = match &asked.organization {
        RequesterOrganization::NotRead => NextStep::of("The requester's organization was not read yet."),
        RequesterOrganization::Unknown(why) => {
            NextStep::of(&format!("The requester's organization is not known: {why}"))
        }
        RequesterOrganization::Nowhere => {
            NextStep::of("The requester is in no organization, so there is none to share tickets in.")
        }
        RequesterOrganization::In { page, sharing, .. } => {
            let said = match sharing {
                Some(sharing) => format!("Its details say: “{sharing}”"),
                None => "Its details say nothing of shared tickets.".to_owned(),
            };
            NextStep::of(&format!("{said} Read its notes and details:")).with_link(page.clone())
        }
    };
    vec![
        known,
        NextStep::of(
            "Vouch has no steps for this yet. Follow the handbook's page Shared Organization management, and leave the \
             problem type as it is.",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_the_details_say_and_that_there_are_no_steps() {
        let with = |sharing: Option<&str>| match RequesterOrganization::with_project(Ok(None)) {
            RequesterOrganization::In { page, project, .. } => {
                RequesterOrganization::In { page, project, sharing: sharing.map(str::to_owned) }
            }
            other => other,
        };
        let enabled = "Shared organization (Read only) enabled 2026-02-03 as per LINK";
        for (organization, said) in [
            (with(Some(enabled)), "Its details say: “Shared organization (Read only) enabled"),
            (with(None), "Its details say nothing of shared tickets."),
            (RequesterOrganization::Nowhere, "The requester is in no organization"),
            (RequesterOrganization::NotRead, "was not read yet"),
            (RequesterOrganization::Unknown("Zendesk failed (status 500).".to_owned()), "Zendesk failed (status 500)."),
        ] {
            let steps = steps(&Asked { organization: organization.clone(), ..Asked::of_nothing() });
            assert!(steps[0].text.contains(said), "{organization:?}: {steps:?}");
            assert!(steps[1].text.contains("no steps for this yet"), "{steps:?}");
            assert!(steps.iter().all(|step| step.copied().is_none()), "{steps:?}");
        }
    }
}
