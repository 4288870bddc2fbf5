//! Evidence belongs to one ticket, and outlives the worker.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, on_ticket};
use vouch_e2e::{Role, in_both_browsers};

in_both_browsers! {
    the_worker_is_stopped_in_the_middle_of_a_collection: V3,
    the_worker_is_stopped_while_nothing_happens: V3,
    two_tickets_have_two_notes: V3,
    an_answer_that_arrives_after_the_agent_has_moved_on: V3,
}

fn the_worker_is_stopped_in_the_middle_of_a_collection(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    let hold = agent.sandbox.hold("customers.gitlab.com", "/admin/order/5001");
    panel.button("Collect")?.click()?;
    assert!(hold.wait_for_one(agent.browser.patience()), "the order is asked for");
    agent.browser.stop_background()?;
    hold.release();
    assert_eq!(panel.verdict()?, "Entitled");
    assert!(panel.note()?.contains("- Sold-to: alice@acme.example"));
    Ok(())
}

fn the_worker_is_stopped_while_nothing_happens(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    agent.browser.stop_background()?;
    // The next click wakes it, and finds everything.
    assert_eq!(panel.collect()?, "Entitled");

    // The agent moves on while the worker sleeps: the panel follows.
    agent.browser.stop_background()?;
    tab.evaluate("history.pushState(null, '', '/agent/tickets/4102')")?;
    panel.wait_for_ticket(4102, "Beate Brandt")?;
    assert_eq!(panel.field("License ID")?, "");
    Ok(())
}

fn two_tickets_have_two_notes(agent: &Agent) -> Done {
    let (first_tab, first) = on_ticket(agent, 4101, "Charlie Castro")?;
    first.enter("700001", "alice@acme.example")?;
    assert_eq!(first.collect()?, "Entitled");

    let (second_tab, second) = on_ticket(agent, 4102, "Beate Brandt")?;
    assert_eq!(second.field("License ID")?, "", "another ticket is another case");
    assert!(!second.frame().has(Role::Region, "Evidence note")?);
    second.enter("700010", "bob.bauer@beta.example")?;
    assert_eq!(second.collect()?, "Entitled");

    // Each panel copies its own.
    for (tab, panel, own, other) in [
        (&first_tab, &first, "alice@acme.example", "bob.bauer@beta.example"),
        (&second_tab, &second, "bob.bauer@beta.example", "alice@acme.example"),
    ] {
        tab.activate()?;
        panel.copy_note()?;
        let text = agent.browser.read_clipboard()?.text;
        assert!(text.contains(own) && !text.contains(other), "{text}");
    }

    // The same tab goes to the other ticket without a reload, and its panel shows the other case, whole.
    second_tab.evaluate("history.pushState(null, '', '/agent/tickets/4101')")?;
    second.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(second.field("License ID")?, "700001");
    assert!(second.note()?.contains("alice@acme.example"));

    // And a tab of the portal shows the one worked on last, and not the one that a page has moved to; the agent chooses.
    let portal = agent.browser.new_tab("https://customers.gitlab.com/admin/order/5001")?;
    let beside = Panel::open(&portal)?;
    beside.wait_for_ticket(4102, "Beate Brandt")?;
    beside.button("Ticket #4101, “Please add me to our organization”")?.click()?;
    beside.wait_for_ticket(4101, "Charlie Castro")?;
    assert!(beside.note()?.contains("alice@acme.example"));
    Ok(())
}

fn an_answer_that_arrives_after_the_agent_has_moved_on(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    let hold = agent.sandbox.hold("customers.gitlab.com", "/admin/license/700001");
    panel.button("Collect")?.click()?;
    assert!(hold.wait_for_one(agent.browser.patience()), "the license is asked for");
    tab.evaluate("history.pushState(null, '', '/agent/tickets/4102')")?;
    panel.wait_for_ticket(4102, "Beate Brandt")?;
    hold.release();
    // The walk of the ticket before goes on and ends; nothing of it shows here.
    let done = |seen: &[vouch_sandbox::server::Seen]| {
        seen.iter().any(|seen| seen.target.contains("/search.json") && seen.status.is_some())
    };
    assert!(agent.sandbox.wait_for_traffic(agent.browser.patience(), done), "the walk ends");
    assert!(!panel.frame().has(Role::Region, "Trail")?);
    assert_eq!(panel.field("License ID")?, "");

    tab.evaluate("history.back()")?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(panel.verdict()?, "Entitled");
    Ok(())
}
