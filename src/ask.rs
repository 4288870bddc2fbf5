//! What to ask a requester for who has not proven an entitlement yet. Two pieces are needed, the license and the sold-to
//! (handbook: User association, "Verifying license information"), and only the missing one is asked for.

use crate::handbook::{Term, Wording};
use crate::route::NextStep;

const FOR_SOLD_TO: &str = "Thank you for the license information. To go on, we also need the e-mail address of the \
                           subscription's owner: the person or department that the subscription was sold to. Please send it \
                           to us in a reply to this ticket.";

const FOR_LICENSE: &str = "Thank you for the address of the subscription's owner. To go on, we also need one of these:

- the license ID of your subscription
- the cloud activation code of your subscription
- the license file
- a license usage export (CSV)

Please send it to us in a reply to this ticket.";

const REJECTION: &str = "Without proof of a support entitlement we cannot associate you with an organization. Somebody who is \
                         a support contact of your organization already can ask us to add you. Or send us the license and \
                         the e-mail address of the subscription's owner in a new ticket.";

/// What to ask for, of a ticket that was read whole. None where both pieces are there.
#[must_use]
pub fn missing_piece(has_proof: bool, has_sold_to: bool, wording: &Wording) -> Option<NextStep> {
    match (has_proof, has_sold_to) {
        (true, true) => None,
        (true, false) => {
            let step = "The ticket does not name the sold-to. Ask for that alone:";
            Some(NextStep::of(step).with_copy(FOR_SOLD_TO.to_owned()))
        }
        (false, true) => {
            let step = "The ticket names a sold-to and no license. Ask for the license alone:";
            Some(NextStep::of(step).with_copy(FOR_LICENSE.to_owned()))
        }
        (false, false) => {
            let step = "Nothing in the ticket proves anything. Ask with this macro:";
            Some(NextStep::of(step).with_macro(Term::ProofMacro, wording))
        }
    }
}

/// What to do where the requester cannot give what is missing.
#[must_use]
pub fn rejection() -> NextStep {
    NextStep::of("If the requester cannot send it, reject the request with this:").with_copy(REJECTION.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_missing_piece_is_asked_for() {
        let macro_name = "Support::Support-Ops::Proof of support entitlement";
        for (has_proof, has_sold_to, asks, not) in [
            (true, true, None, ""),
            (true, false, Some("subscription's owner: the person"), "license ID"),
            (false, true, Some("license ID of your subscription"), "the person or department"),
            (false, false, Some(macro_name), "Thank you"),
        ] {
            let step = missing_piece(has_proof, has_sold_to, &Wording::default());
            let copied = step.as_ref().and_then(NextStep::copied);
            assert_eq!(copied.is_some(), asks.is_some(), "{has_proof} {has_sold_to}");
            if let (Some(copied), Some(asks)) = (copied, asks) {
                assert!(copied.contains(asks) && !copied.contains(not), "{copied}");
            }
        }
    }

    #[test]
    fn public_texts_name_no_address() {
        for text in [FOR_SOLD_TO, FOR_LICENSE, REJECTION] {
            assert!(!text.contains('@'), "{text}");
        }
    }
}
