//! Who attacks is shut out, once that is certain (seed 002, "Handling malicious users"). Vouch has the words ready; every
//! step is the agent's own.

use super::Asked;
use crate::handbook::{Term, Wording};
use crate::route::NextStep;

pub(super) fn steps(asked: &Asked, wording: &Wording) -> Vec<NextStep> {
    let engineer = wording.say(Term::FullstackEngineer);
    let suspend = NextStep::of("Once it is certain, suspend the user:");
    let reject = NextStep::of("In the end-user settings, add to the blocklist:");
    let mut steps = vec![
        NextStep::of(&format!(
            "Look into it thoroughly first. When in doubt, ask your manager, a {engineer} or GitLab's security \
             team."
        )),
        match &asked.requester {
            Some(user) => suspend.with_link(user.clone()),
            None => suspend,
        },
        NextStep::of("Add to the user's notes:").with_copy(note(asked)),
    ];
    steps.extend(asked.requester_email.as_ref().map(|email| reject.with_copy(format!("reject:{}", email.trim()))));
    steps.push(NextStep::of("Close the ticket, through the API."));
    steps.push(NextStep::of("Delete the user's sessions, through the API."));
    steps
}

/// What the user's notes are to say: the ticket and the reason.
fn note(asked: &Asked) -> String {
    let reason = asked.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = if reason.is_empty() { "REASON" } else { reason.as_str() };
    format!("Suspended as per {}: {reason}", asked.ticket.url())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;

    #[test]
    fn doubt_is_escalated_and_certainty_shuts_the_user_out() {
        let steps = steps(&Asked::of_nothing(), &Wording::default());
        let texts: Vec<_> = steps.iter().map(|step| step.text.as_str()).collect();
        // Investigated and escalated before anything is done.
        for whom in ["your manager", "Customer Support Operations, Fullstack Engineer", "security team"] {
            assert!(texts[0].contains(whom), "{whom}: {texts:?}");
        }
        assert!(texts[0].contains("thoroughly") && texts[0].contains("When in doubt"), "{texts:?}");
        let suspended = steps.iter().find(|step| step.text.contains("suspend the user")).unwrap();
        assert_eq!(suspended.link.as_ref().map(Link::url), Some("https://gitlab.zendesk.com/agent/users/7"));
        for done in ["Close the ticket, through the API.", "Delete the user's sessions, through the API."] {
            assert!(texts.contains(&done), "{done}: {texts:?}");
        }
    }

    #[test]
    fn the_snippets_are_filled_in() {
        for (reason, note) in [
            ("", "Suspended as per https://gitlab.zendesk.com/agent/tickets/4101: REASON"),
            (" Phishing,\n twice ", "Suspended as per https://gitlab.zendesk.com/agent/tickets/4101: Phishing, twice"),
        ] {
            let steps = steps(&Asked { reason: reason.to_owned(), ..Asked::of_nothing() }, &Wording::default());
            let copied: Vec<_> = steps.iter().filter_map(|step| step.copied()).collect();
            assert_eq!(copied, [note, "reject:mallory@evil.example"]);
        }
        let nobody = Asked { requester: None, requester_email: None, ..Asked::of_nothing() };
        assert!(steps(&nobody, &Wording::default()).iter().all(|step| step.link.is_none()));
    }
}
