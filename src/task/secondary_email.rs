//! A secondary address ties tickets to an account; the primary one stays the one that is written to (seed 002, "Adding
//! Secondary Email"). Partners count as Self-Managed.

use super::Asked;
use crate::checks::Verdict;
use crate::handbook::{Term, Wording};
use crate::route::NextStep;

/// Where GitLab says how to add an address to an account.
const DOCUMENTATION: &str = "https://docs.gitlab.com/user/profile/#add-emails-to-your-user-profile";

pub(super) fn steps(asked: &Asked, wording: &Wording) -> Vec<NextStep> {
    match asked.on_gitlab_com {
        Some(true) => of_gitlab_com(wording),
        Some(false) => by_proof(asked),
        None => {
            let first = "The product type is not known. For GitLab.com the next three steps count, for everything else \
                         the ones after them.";
            [vec![NextStep::of(first)], of_gitlab_com(wording), by_proof(asked)].concat()
        }
    }
}

fn of_gitlab_com(wording: &Wording) -> Vec<NextStep> {
    let app = wording.say(Term::GitLabApp);
    vec![
        NextStep::of(&format!(
            "With User Lookup in the {app}, see whether the requester's GitLab.com account lists the secondary \
             address as verified."
        )),
        NextStep::of("If it does, add the address to the existing profile, reply, and set the status to Solved."),
        NextStep::of(
            "If it does not, reply that the requester has to add it to that account first, as described here:",
        )
        .with_copy(DOCUMENTATION.to_owned()),
    ]
}

fn by_proof(asked: &Asked) -> Vec<NextStep> {
    let from = match &asked.requester_email {
        Some(email) => format!("This ticket came from {email}: that has to be the address to be added."),
        None => "The ticket has to come from the address that is to be added.".to_owned(),
    };
    let proof = match asked.verdict {
        Some(verdict) => {
            format!("The proof that came with this address has to show an entitlement: {}.", verdict.label())
        }
        None => "Proof of entitlement has to come with this address again: collect it below.".to_owned(),
    };
    let same = asked.proven.as_ref().map(|proven| {
        let text = "The existing profile has to be in the organization that the proof leads to:";
        NextStep::of(text).with_link(proven.clone())
    });
    let done = asked.verdict == Some(Verdict::Entitled);
    let mut steps = vec![NextStep::of(&from), NextStep::of(&proof)];
    steps.extend(same);
    steps.push(NextStep::of(
        "The account's primary address has to be in CC, and to reply on this ticket that it agrees. Until then, wait.",
    ));
    steps.push(NextStep::of(if done {
        "Then add the address to the existing profile, reply, and set the status to Solved."
    } else {
        "Only with all three is the address added to the existing profile."
    }));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_follows_from_the_product() {
        let verified = "account lists the secondary address as verified";
        let primary = "primary address has to be in CC, and to reply";
        // Partners and GitLab Dedicated are as Self-Managed.
        for (on_gitlab_com, first, has, has_not) in [
            (Some(true), "With User Lookup in the GitLab Super App", vec![verified], vec![primary]),
            (Some(false), "This ticket came from mallory@evil.example", vec![primary], vec![verified]),
            (None, "The product type is not known.", vec![verified, primary], vec![]),
        ] {
            let steps = steps(&Asked { on_gitlab_com, ..Asked::of_nothing() }, &Wording::default());
            let all = steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>().join("\n");
            assert!(all.starts_with(first), "{on_gitlab_com:?}: {all}");
            assert!(has.iter().all(|part| all.contains(part)), "{on_gitlab_com:?}: {all}");
            assert!(has_not.iter().all(|part| !all.contains(part)), "{on_gitlab_com:?}: {all}");
        }
    }

    #[test]
    fn gitlab_com_says_what_to_do_whether_verified_or_not() {
        let steps = of_gitlab_com(&Wording::default());
        assert!(steps[1].text.contains("add the address to the existing profile") && steps[1].text.contains("Solved"));
        assert!(steps[2].text.starts_with("If it does not, reply"), "{steps:?}");
        let documentation = "https://docs.gitlab.com/user/profile/#add-emails-to-your-user-profile";
        assert_eq!(steps[2].copied(), Some(documentation));
    }

    #[test]
    fn proof_has_to_lead_to_the_organization_of_the_profile() {
        let page = "https://gitlab.zendesk.com/agent/organizations/1".to_owned();
        let acme = crate::link::Link::new("Acme Corp".to_owned(), page).unwrap();
        for proven in [None, Some(acme)] {
            let steps = by_proof(&Asked { proven: proven.clone(), ..Asked::of_nothing() });
            let linked: Vec<_> = steps.iter().filter_map(|step| step.link.clone()).collect();
            assert_eq!(linked, Vec::from_iter(proven));
        }
    }

    #[test]
    fn the_address_is_added_only_with_proof() {
        for (verdict, adds) in [
            (None, false),
            (Some(Verdict::ForYouToDecide), false),
            (Some(Verdict::NotEntitled), false),
            (Some(Verdict::Entitled), true),
        ] {
            let steps = by_proof(&Asked { verdict, ..Asked::of_nothing() });
            assert_eq!(steps[3].text.starts_with("Then add"), adds, "{verdict:?}: {steps:?}");
        }
    }
}
