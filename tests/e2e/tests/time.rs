//! Tickets and organizations go on while the panel is open, in real browsers.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, on_ticket};
use vouch_e2e::{Role, in_both_browsers, picture};
use vouch_sandbox::zendesk::SUBSCRIPTION_EMAIL;
use vouch_sandbox::zendesk::data::ACME;

in_both_browsers! {
    the_customers_answer_arrives: V3,
    a_field_that_was_set_is_seen: V3,
    the_second_ticket_of_an_organization_that_is_full: V3,
    a_portal_that_asks_to_slow_down_is_left_alone: V3,
    a_ticket_is_forgotten: V3,
}

fn the_customers_answer_arrives(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4118, "Quinn Quiet")?;
    assert_eq!(panel.found()?, [""; 0]);
    let answer = "Here it is.\n\nLicense ID: 700001\nSold-to: alice@acme.example\n\nQuinn";
    agent.sandbox.zendesk().add_comment(4118, 26_000_000_004_118, true, answer);
    panel.button("Read the ticket again")?.click()?;
    panel.frame().wait_for_text("1 new comment since ")?;
    panel.frame().wait_for_text(": License 700001, Sold-to alice@acme.example")?;
    picture!(&tab, "new-comment")?;
    panel.take_up("Sold-to alice@acme.example")?;
    assert_eq!(
        panel.verdict_after(|| {
            panel.take_up("License 700001")?;
            Ok(())
        })?,
        "Entitled"
    );
    assert!(!panel.frame().has(Role::Button, "Seen")?, "what was acted on is not new any more");
    Ok(())
}

fn a_field_that_was_set_is_seen(agent: &Agent) -> Done {
    let (_, panel) = on_ticket(agent, 4118, "Quinn Quiet")?;
    panel.frame().wait_for_text("Fields: 1 to set")?;
    agent.sandbox.zendesk().set_field(4118, SUBSCRIPTION_EMAIL, Some("alice@acme.example"));
    panel.button("Read the ticket again")?.click()?;
    panel.frame().wait_for_text("Fields: all set")?;
    Ok(())
}

fn the_second_ticket_of_an_organization_that_is_full(agent: &Agent) -> Done {
    agent.sandbox.zendesk().add_contacts(ACME, 26);
    let (_, first) = on_ticket(agent, 4101, "Charlie Castro")?;
    first.enter("700001", "alice@acme.example")?;
    assert_eq!(first.collect()?, "Entitled");
    first.frame().wait_until("room", || Ok(first.region("Next")?.contains("Associate the requester").then_some(())))?;
    agent.sandbox.zendesk().set_requester_organization(26_000_000_004_101, Some(ACME));

    let (tab, second) = on_ticket(agent, 4112, "Clara Cloud")?;
    second.enter("700001", "alice@acme.example")?;
    assert_eq!(second.collect()?, "Entitled");
    second
        .frame()
        .wait_until("no room", || Ok(second.region("Next")?.contains("Entitled, but not now").then_some(())))?;
    second.frame().wait_for_text("Contacts counted just now.")?;
    picture!(&tab, "second-ticket")?;
    Ok(())
}

fn a_portal_that_asks_to_slow_down_is_left_alone(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    agent.sandbox.portal().throttle(1, 300);
    panel.enter("700001", "alice@acme.example")?;
    panel.button("Collect")?.click()?;
    panel.frame().wait_for_text("The portal asks to slow down.")?;

    // A page of the portal is not read in another tab, either.
    let portal = agent.browser.new_tab("https://customers.gitlab.com/admin/license/700001")?;
    let beside = Panel::open(&portal)?;
    beside.frame().wait_for_text("Vouch waits for the portal, which asks to slow down.")?;
    picture!(&portal, "paused")?;

    // The agent presses, and the walk goes on.
    tab.activate()?;
    assert_eq!(panel.collect()?, "Entitled");
    Ok(())
}

fn a_ticket_is_forgotten(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    panel.button("Forget this ticket")?.click()?;
    panel.frame().wait_for(Role::Group, "Forget this ticket?")?;
    picture!(&tab, "forget")?;
    panel.button("Keep")?.click()?;
    panel.wait_for_verdict("Entitled")?;
    panel.button("Forget this ticket")?.click()?;
    panel.button("Forget")?.click()?;
    panel.frame().wait_for_text("Ticket #4101 is forgotten. Open the panel on it again to start over.")?;
    panel.button("Close")?.click()?;
    let panel = Panel::open(&tab)?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(panel.field("License ID")?, "");
    Ok(())
}
