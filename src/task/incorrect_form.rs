//! Agents of other teams move a ticket with the wrong form to Support Operations, which moves it on to the right one
//! (handbook: Working tickets, "Incorrect form tickets").

use super::{Asked, RequesterOrganization};
use crate::handbook::{Term, Wording};
use crate::route::NextStep;
use crate::zendesk::host;

pub(super) fn steps(asked: &Asked, wording: &Wording) -> Vec<NextStep> {
    let macro_name = wording.say(Term::IncorrectFormMacro);
    let mut steps = vec![
        NextStep::of(&format!(
            "Another team has moved this ticket to {} with the macro {macro_name}: do not apply it again. Its internal \
             note says why.",
            host::SUPPORT_OPS_FORM
        )),
        NextStep::of("Read what the customer wants, and choose the form that fits it."),
    ];
    let associate = match &asked.organization {
        RequesterOrganization::In { .. } => None,
        RequesterOrganization::Nowhere => Some("The requester is in no organization."),
        RequesterOrganization::NotRead | RequesterOrganization::Unknown(_) => {
            Some("It is not known whether the requester is in an organization.")
        }
    };
    steps.extend(associate.map(|said| {
        NextStep::of(&format!(
            "{said} A form for paying customers alone needs an associated requester: associate first, then remove this \
             tag:"
        ))
        .with_copy(BASE_WEIGHT_TAG.to_owned())
    }));
    steps.extend(
        [
            "Set the assignee to the group Support Ops, unless the internal note says otherwise.",
            "Change the form, and fill in every field of it that the ticket answers.",
            "2FA Removal for another user than the requester: the ticket has to give that user's address. L&R: tick BPO \
             Ticket. Billing: set the group to Billing/AR Team, or to Billing where there is none.",
            "If Ticket Stage is NRT and the ticket is better treated as a first reply, set it to FRT.",
            "Submit it with the status that it came with.",
        ]
        .map(NextStep::of),
    );
    steps
}

/// The tag that an unassociated requester's ticket got on its first form.
const BASE_WEIGHT_TAG: &str = "base_weight_set";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_ops_moves_the_ticket_on_and_never_applies_the_macro_again() {
        let associated = RequesterOrganization::with_project(Ok(None));
        for (organization, has_to_associate) in [
            (associated, false),
            (RequesterOrganization::Nowhere, true),
            (RequesterOrganization::NotRead, true),
            (RequesterOrganization::Unknown("Zendesk failed.".to_owned()), true),
        ] {
            let steps =
                steps(&Asked { organization: organization.clone(), ..Asked::of_nothing() }, &Wording::default());
            assert!(steps.iter().all(|step| step.macro_.is_none()), "the macro moves it back: {steps:?}");
            let texts: Vec<_> = steps.iter().map(|step| step.text.as_str()).collect();
            let all = texts.join("\n");
            for part in [
                "General::Forms::Incorrect form used: do not apply it again",
                "choose the form that fits",
                "Set the assignee to the group Support Ops",
                "fill in every field",
                "If Ticket Stage is NRT",
                "set it to FRT",
                "the status that it came with",
            ] {
                assert!(all.contains(part), "{part}: {all}");
            }
            assert_eq!(all.contains("associate first"), has_to_associate, "{organization:?}: {all}");
            let copied: Vec<_> = steps.iter().filter_map(NextStep::copied).collect();
            assert_eq!(copied, if has_to_associate { vec!["base_weight_set"] } else { vec![] });
            // The form is changed only after the association that it needs.
            let at = |part: &str| texts.iter().position(|text| text.contains(part));
            assert!(at("associate first") < at("Change the form"), "{all}");
        }
    }
}
