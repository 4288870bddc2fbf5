//! The ticket's form and fields are set (seed 001, step 1; facts: domain 6.2). It is no part of the verdict: it says how a
//! ticket is filed, not who is entitled.

use crate::directory::Known;
use crate::protocol::{MetadataState, MetadataView};
use crate::route::NextStep;
use crate::task::Task;
use crate::zendesk::host;

/// What a field of a ticket is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// This, however its apostrophes and letter case are written.
    This(&'static str),
    /// Something.
    Anything,
    /// Whatever it holds, or nothing.
    Nothing,
}

/// One of the four fields that tell how a ticket is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The form.
    Form,
    /// What it is about.
    ProblemType,
    /// What the customer has bought.
    ProductType,
    /// What the requester says the sold-to is.
    SubscriptionEmail,
}

impl Field {
    /// Every field, in the order of seed 001, step 1.
    pub(super) const ALL: [Self; 4] = [Self::Form, Self::ProblemType, Self::ProductType, Self::SubscriptionEmail];

    /// Its title in Zendesk.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Form => "Form",
            Self::ProblemType => host::PROBLEM_TYPE,
            Self::ProductType => host::PRODUCT_TYPE,
            Self::SubscriptionEmail => host::SUBSCRIPTION_EMAIL,
        }
    }

    /// What it is to hold for a task, of a requester who is in an organization or in none. A problem type that names the
    /// task stays as it is, so a ticket is never filed away from what it asks for.
    pub(super) fn wanted(self, task: Task, is_associated: bool) -> Wanted {
        match (self, task) {
            // It is to go to another team.
            (_, Task::IncorrectForm) => Wanted::Nothing,
            (Self::Form, _) => Wanted::This(host::SUPPORT_OPS_FORM),
            (Self::ProblemType, Task::Associate | Task::Remove) => Wanted::This(host::MANAGE_CONTACTS),
            (Self::ProblemType, _) => Wanted::Anything,
            (Self::ProductType | Self::SubscriptionEmail, task) if !task.needs_proof() => Wanted::Nothing,
            (Self::ProductType, _) => Wanted::Anything,
            // Nobody asks for a sold-to whose requester needs no proof.
            (Self::SubscriptionEmail, Task::Associate) if is_associated => Wanted::Nothing,
            (Self::SubscriptionEmail, _) => Wanted::Anything,
        }
    }
}

/// Whether a field holds what it is to hold, and what to do if not. Where nobody has said yet what the ticket asks for,
/// nothing that it holds is to be changed.
pub(super) fn judge(value: &Known<String>, wanted: Wanted, is_task_certain: bool) -> MetadataState {
    match (value, wanted) {
        (Known::Reading, _) => MetadataState::Reading,
        (Known::Unknown(why), _) => MetadataState::Unknown(why.clone()),
        (_, Wanted::Nothing) | (Known::Value(_), Wanted::Anything) => MetadataState::Set,
        (Known::Value(value), Wanted::This(wanted)) if same(value, wanted) => MetadataState::Set,
        (Known::Value(_), Wanted::This(wanted)) if !is_task_certain => {
            MetadataState::ToJudge(format!("For contacts it has to be “{wanted}”: choose the task first."))
        }
        (Known::Empty, _) if !is_task_certain => MetadataState::ToJudge("Choose the task first.".to_owned()),
        (_, Wanted::This(wanted)) => MetadataState::ToSet(format!("Set it to “{wanted}” and save the ticket.")),
        (Known::Empty, Wanted::Anything) => MetadataState::ToSet("Set it and save the ticket.".to_owned()),
    }
}

/// What to do first about a field: nothing where it holds what it is to hold, or is not known.
pub(super) fn step(field: &MetadataView, wanted: Wanted) -> Option<NextStep> {
    let MetadataView { label, value, state, .. } = field;
    let text = match (state, wanted) {
        (MetadataState::ToSet(_), Wanted::This(wanted)) => format!("Set {label} to “{wanted}” and save the ticket."),
        (MetadataState::ToSet(_), _) => {
            format!("Set {label} and save the ticket. If the ticket does not say it, ask the customer.")
        }
        (MetadataState::ToJudge(_), _) => {
            // The field that holds something else says it for those that hold nothing.
            let value = value.as_deref()?;
            format!("{label} is “{value}”: choose above what the ticket asks for, before you change it.")
        }
        (MetadataState::Set | MetadataState::Reading | MetadataState::Unknown(_), _) => return None,
    };
    Some(NextStep::of(&text))
}

/// Whether two names are one, however their apostrophes and cases are written.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace('’', "'");
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::Wanted::{Anything, Nothing, This};
    use super::*;

    #[test]
    fn cases() {
        let value = |text: &str| Known::Value(text.to_owned());
        let (set, to_set, unknown) = ("set", "to set", "unknown");
        for (value, wanted, state) in [
            (value("Support Ops"), This("Support Ops"), set),
            (value(" support ops "), This("Support Ops"), set),
            (value("Manage my organization’s contacts"), This(host::MANAGE_CONTACTS), set),
            (value("Support Ops (old)"), This("Support Ops"), to_set),
            (Known::Empty, This("Support Ops"), to_set),
            (value("Self-Managed"), Anything, set),
            (Known::Empty, Anything, to_set),
            (Known::Empty, Nothing, set),
            (value("x"), Nothing, set),
            (Known::Reading, Anything, "reading"),
            (Known::Reading, Nothing, "reading"),
            (Known::Unknown("No field.".to_owned()), This("Support Ops"), unknown),
            (Known::Unknown("No field.".to_owned()), Nothing, unknown),
        ] {
            assert_eq!(said(&judge(&value, wanted, true)), state, "{value:?} {wanted:?}");
        }
    }

    fn said(state: &MetadataState) -> &'static str {
        match state {
            MetadataState::Set => "set",
            MetadataState::ToSet(_) => "to set",
            MetadataState::ToJudge(_) => "to judge",
            MetadataState::Reading => "reading",
            MetadataState::Unknown(_) => "unknown",
        }
    }

    #[test]
    fn nothing_is_changed_before_the_task_is_certain() {
        let value = |text: &str| Known::Value(text.to_owned());
        for (value, wanted, is_task_certain, state) in [
            (value("Other"), This(host::MANAGE_CONTACTS), false, "to judge"),
            (value("Other"), This(host::MANAGE_CONTACTS), true, "to set"),
            (value("Self-Managed"), This("Support Ops"), false, "to judge"),
            (value("Support Ops"), This("Support Ops"), false, "set"),
            (Known::Empty, This(host::MANAGE_CONTACTS), false, "to judge"),
            (Known::Empty, Anything, false, "to judge"),
            (Known::Empty, Anything, true, "to set"),
            (Known::Empty, Nothing, false, "set"),
            (Known::Reading, This("Support Ops"), false, "reading"),
        ] {
            assert_eq!(said(&judge(&value, wanted, is_task_certain)), state, "{value:?} {wanted:?} {is_task_certain}");
        }
    }

    #[test]
    fn what_is_to_be_set_is_a_step() {
        let field = |value: Known<String>, wanted: Wanted, is_task_certain: bool| MetadataView {
            label: "Form".to_owned(),
            state: judge(&value, wanted, is_task_certain),
            value: value.known().ok().flatten(),
            is_sold_to: false,
        };
        for (value, wanted, is_task_certain, text) in [
            (Known::Empty, This("Support Ops"), true, Some("Set Form to “Support Ops” and save the ticket.")),
            (
                Known::Empty,
                Anything,
                true,
                Some("Set Form and save the ticket. If the ticket does not say it, ask the customer."),
            ),
            (
                Known::Value("L&R".to_owned()),
                This("Support Ops"),
                false,
                Some("Form is “L&R”: choose above what the ticket asks for, before you change it."),
            ),
            (Known::Empty, Anything, false, None),
            (Known::Value("Support Ops".to_owned()), This("Support Ops"), true, None),
            (Known::Reading, Anything, true, None),
            (Known::Unknown("No field.".to_owned()), Anything, true, None),
        ] {
            let step = step(&field(value.clone(), wanted, is_task_certain), wanted);
            assert_eq!(step.as_ref().map(|step| step.text.as_str()), text, "{value:?} {wanted:?}");
        }
    }

    #[test]
    fn what_is_wanted_follows_from_the_task() {
        let form = This(host::SUPPORT_OPS_FORM);
        let contacts = This(host::MANAGE_CONTACTS);
        for (task, is_associated, wanted) in [
            (Task::Associate, false, [form, contacts, Anything, Anything]),
            (Task::Associate, true, [form, contacts, Anything, Nothing]),
            (Task::Remove, true, [form, contacts, Nothing, Nothing]),
            (Task::SecondaryEmail, true, [form, Anything, Anything, Anything]),
            (Task::ProjectSetUp, true, [form, Anything, Anything, Anything]),
            (Task::ProjectPipeline, true, [form, Anything, Nothing, Nothing]),
            (Task::MaliciousUser, false, [form, Anything, Nothing, Nothing]),
            // A ticket is never filed away from what it asks for.
            (Task::SharedOrganization, true, [form, Anything, Nothing, Nothing]),
            (Task::PortalIssue, false, [form, Anything, Nothing, Nothing]),
            (Task::IncorrectForm, false, [Nothing; 4]),
        ] {
            assert_eq!(Field::ALL.map(|field| field.wanted(task, is_associated)), wanted, "{task:?} {is_associated}");
        }
    }
}
