//! What the customer sent, found in the ticket: one press each.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, NOTE, on_ticket, portal_requests};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::portal::Markup;

use crate::ACTIVATION_NOTE;

in_both_browsers! {
    what_was_found_in_a_ticket_is_walked_from_when_it_is_pressed: V3,
    two_proofs_of_one_case: V3,
}

fn what_was_found_in_a_ticket_is_walked_from_when_it_is_pressed(agent: &Agent) -> Done {
    for (ticket, requester, markup, proof, sold_to, note) in [
        (
            4101,
            "Charlie Castro",
            Markup::V3,
            "License 700001 Charlie Castro 2026-10-14 requester public comment",
            "Sold-to alice@acme.example Charlie Castro 2026-10-14 requester public comment",
            NOTE,
        ),
        (
            4112,
            "Clara Cloud",
            Markup::V2,
            "Cloud activation Gv3JSmg8YQyvm4tSGXbhDYfZ Clara Cloud 2026-10-25 requester public comment",
            "Sold-to alice@acme.example Clara Cloud 2026-10-25 requester public comment",
            ACTIVATION_NOTE,
        ),
        (
            4120,
            "Key Kessler",
            Markup::V3,
            "License file of license 700001 Key Kessler 2026-10-05 requester public comment",
            "Sold-to alice@acme.example Key Kessler 2026-10-05 requester public comment",
            NOTE,
        ),
    ] {
        agent.sandbox.portal().set_markup(markup);
        agent.sandbox.forget_traffic();
        let (_tab, panel) = on_ticket(agent, ticket, requester)?;
        assert_eq!(panel.found()?, [proof, sold_to], "#{ticket}");
        assert_eq!(portal_requests(agent), [], "#{ticket}: nothing is read in the portal before the agent wants it");

        panel.button(sold_to)?.click()?;
        panel.frame().wait_until("the sold-to in its field", || {
            let entered = panel.field("Sold-to given by the customer")?;
            Ok((entered == "alice@acme.example").then_some(()))
        })?;
        assert_eq!(portal_requests(agent), [], "#{ticket}: the sold-to alone is no proof");

        assert_eq!(panel.verdict_after(|| panel.button(proof)?.click())?, "Entitled", "#{ticket}");
        assert_eq!(panel.note()?, note, "#{ticket}");
        // The same address in the trail, so that the agent can look for himself.
        let (_, first) = panel.links("Trail")?.swap_remove(0);
        assert_eq!(Some(first.as_str()), note.lines().next().and_then(|line| line.split(' ').next_back()), "#{ticket}");
    }
    Ok(())
}

fn two_proofs_of_one_case(agent: &Agent) -> Done {
    // More than one page of comments: one proof stands in the oldest of them and one in the newest.
    let (_tab, panel) = on_ticket(agent, 4123, "Lena Long")?;
    let [newest, sold_to, oldest] = <[String; 3]>::try_from(panel.found()?).map_err(|found| found.join("\n"))?;
    assert!(newest.starts_with("License 700001 Lena Long "), "{newest}");
    assert!(sold_to.starts_with("Sold-to alice@acme.example Lena Long "), "{sold_to}");
    assert!(oldest.starts_with("License 700003 Lena Long "), "{oldest}");
    let pages =
        |request: &&vouch_sandbox::zendesk::ApiRequest| !request.by_page && request.target.contains("/comments");
    assert_eq!(agent.sandbox.zendesk().api_requests().iter().filter(pages).count(), 6);

    assert_eq!(panel.verdict_after(|| panel.button(&oldest)?.click())?, "Not entitled");
    assert!(!panel.frame().has(Role::Group, "Proof for the note")?, "one proof needs no choice");
    panel.button(&sold_to)?.click()?;
    assert_eq!(panel.verdict_after(|| panel.button(&newest)?.click())?, "Entitled");
    assert_eq!(panel.note()?, NOTE);

    panel.frame().wait_for(Role::Group, "Proof for the note")?;
    let radio = |name: &str| panel.frame().wait_for(Role::Radio, name);
    assert!(radio("License 700001 Entitled")?.is_checked()?);
    agent.sandbox.forget_traffic();
    radio("License 700003 Not entitled")?.click()?;
    panel.wait_for_verdict("Not entitled")?;
    let note = panel.note()?;
    assert!(note.starts_with("- License: https://customers.gitlab.com/admin/license/700003\n"), "{note}");
    assert!(note.lines().any(|line| line.starts_with("- Reason: The license expired on ")), "{note}");
    assert_eq!(panel.field("License ID")?, "700003");

    radio("License 700001 Entitled")?.click()?;
    panel.wait_for_verdict("Entitled")?;
    assert_eq!(panel.note()?, NOTE);
    assert_eq!(portal_requests(agent), [], "what was read is not read again");
    Ok(())
}
