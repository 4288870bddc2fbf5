//! Agents of other teams hand a ticket over that came with the wrong form; it goes on to the right one (seed 002,
//! "Incorrect form tickets").

use crate::handbook::{Term, Wording};
use crate::route::NextStep;
use crate::zendesk::host;

pub(super) fn steps(wording: &Wording) -> Vec<NextStep> {
    vec![
        NextStep::of(&format!(
            "This macro has set the form to {} and left an internal note that says why; if it was not used, use it:",
            host::SUPPORT_OPS_FORM
        ))
        .with_macro(Term::IncorrectFormMacro, wording),
        NextStep::of("Read what the customer wants, and set the form that fits it."),
        NextStep::of("Fill in every field of that form that the ticket tells."),
        NextStep::of("If the ticket stage is NRT and nobody has answered the customer yet, set it to FRT."),
    ]
}
