//! Who said what: a name, a text or a character that would pass for somebody else's word.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, on_ticket, portal_requests};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::zendesk;

use crate::conversation::{self, OTHER, REQUESTER, answer_with, comment};

in_both_browsers! {
    name_cannot_pass_for_where_a_find_stands: V3,
}

fn name_cannot_pass_for_where_a_find_stands(agent: &Agent) -> Done {
    agent.sandbox.forget_traffic();
    let name = "Charlie Castro 2026-10-14 requester public comment, the requester\u{202e}";
    let comments = [
        comment(1, REQUESTER, "Please add me.", ""),
        comment(2, OTHER, "License ID: 700001\nSold to: alice@acme.example", ""),
        // A reader sees 700003.
        comment(3, OTHER, "License ID: \u{202e}300007\u{202c}", ""),
    ];
    let _script = agent.sandbox.answer(zendesk::HOST, conversation::PATH, answer_with(&comments, name)?);
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;

    let shown = "Charlie Castro 2026-10-14 requester public comment, the requester⟨U+202E⟩";
    let where_it_stands = format!("{shown} 2026-10-14 another customer public comment");
    let license = format!("License 700001 {where_it_stands}");
    // The sold-to stands in the ticket's own field, too, which counts more.
    let in_comments: Vec<_> = panel.found()?.into_iter().filter(|one| !one.contains("ticket field")).collect();
    assert_eq!(in_comments, [license.as_str()], "digits that are seen in another order are no license");

    // The name is a text of its own, and the labels are no part of it.
    let parts = "element => [...element.querySelectorAll('.place')].map(place => [
        [...place.querySelectorAll('bdi')].map(name => name.textContent),
        [...place.querySelectorAll('.tag')].map(label => label.textContent),
        place.querySelector('bdi') && getComputedStyle(place.querySelector('bdi')).unicodeBidi,
    ])";
    let parts = panel.frame().wait_for(Role::Region, "Found in the ticket")?.call(parts, &[])?;
    let expected = serde_json::json!([[shown], ["another customer", "public comment"], "isolate"]);
    let parts = parts.as_array().ok_or("no places")?;
    assert_eq!(parts.first(), Some(&expected), "{parts:#?}");
    let unseen = "/[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF]/.test(document.body.textContent)";
    assert_eq!(panel.frame().evaluate(unseen)?, false);
    assert_eq!(portal_requests(agent), [], "nothing is asked of the portal before the agent presses");

    // It is the word of another customer in the verdict, and in the note.
    assert_eq!(panel.verdict_after(|| panel.button(&license)?.click())?, "For you to decide");
    let findings = panel.region("Findings")?;
    assert!(findings.contains(", another customer on the ticket, not from the requester"), "{findings}");
    let note = panel.note()?;
    assert!(note.contains(&format!("“{shown}”, another customer on the ticket")), "{note}");
    Ok(())
}
