//! Contacts are taken out of their organization by hand (seed 001, "Removing associated users").

use super::Asked;
use crate::route::NextStep;

pub(super) fn steps(asked: &Asked) -> Vec<NextStep> {
    let mut steps = Vec::new();
    if !asked.is_associated {
        steps.push(NextStep::of(
            "The requester is in no organization: only who is associated can have others removed. Do not go on.",
        ));
    }
    if asked.people.is_empty() {
        steps.push(NextStep::of("List the addresses to remove below: those that are contacts are linked here."));
    }
    let open = asked.people.iter().map(|person| NextStep::of("Open the user's page:").with_link(person.clone()));
    steps.extend(open);
    steps.push(NextStep::of("On each page, add this to Notes:").with_copy(note(asked)));
    steps.push(NextStep::of("Click the value under Organization, type a hyphen, and choose the blank value."));
    steps.push(NextStep::of("Reply that the contacts are removed, and set the status to Solved."));
    steps
}

/// What the user's notes are to say.
fn note(asked: &Asked) -> String {
    format!("De-associated as per {}", asked.ticket.url())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;

    #[test]
    fn each_user_is_opened_and_noted() {
        let person = Link::new("Bob".to_owned(), "https://gitlab.zendesk.com/agent/users/8".to_owned()).unwrap();
        let asked = Asked { is_associated: true, people: vec![person.clone()], ..Asked::of_nothing() };
        let steps = steps(&asked);
        assert_eq!(steps[0].link.as_ref(), Some(&person));
        assert_eq!(steps[1].copied(), Some("De-associated as per https://gitlab.zendesk.com/agent/tickets/4101"));
        assert_eq!(steps.len(), 4);
    }

    #[test]
    fn who_is_in_no_organization_has_nobody_removed() {
        for (is_associated, refused) in [(true, false), (false, true)] {
            let steps = steps(&Asked { is_associated, ..Asked::of_nothing() });
            assert_eq!(steps[0].text.ends_with("Do not go on."), refused);
        }
    }
}
