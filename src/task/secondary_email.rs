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
            let first = "The product type is not known. For GitLab.com the next two steps count, for everything else \
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
        NextStep::of("If it does not, the requester can add it, as is written here:")
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
    let done = asked.verdict == Some(Verdict::Entitled);
    vec![
        NextStep::of(&from),
        NextStep::of(&proof),
        NextStep::of(
            "The account's primary address has to be in CC, and to reply on this ticket that it agrees. Until then, wait.",
        ),
        NextStep::of(if done {
            "Then add the address to the existing profile, reply, and set the status to Solved."
        } else {
            "Only with all three is the address added to the existing profile."
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_follows_from_the_product() {
        // Partners and GitLab Dedicated are as Self-Managed.
        for (on_gitlab_com, steps_of) in [(Some(true), 2), (Some(false), 4), (None, 7)] {
            let asked = Asked { on_gitlab_com, ..Asked::of_nothing() };
            assert_eq!(steps(&asked, &Wording::default()).len(), steps_of, "{on_gitlab_com:?}");
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
            assert_eq!(steps[3].text.starts_with("Then add"), adds, "{verdict:?}");
        }
    }
}
