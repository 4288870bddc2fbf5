//! Faults, in real browsers: the program that breaks at its work, the extension that is updated under an open panel, and
//! the walk that stands still until the agent has signed in elsewhere. Every place of a walk is tried in
//! `tests/walk/faults.rs`; here each kind of fault is tried once.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, on_ticket, portal_requests};
use vouch_e2e::{Kind, Tab, in_both_browsers};

in_both_browsers! {
    program_that_breaks_loses_one_ticket_and_goes_on: V3,
    program_that_breaks_at_an_answer_loses_that_ticket: V3,
    program_that_breaks_at_its_start_says_so_and_tries_no_more: V3,
    panel_without_an_extension_says_so_and_closes: V3,
    panel_without_an_extension_reloads_its_tab: V3,
    walk_goes_on_when_the_agent_comes_back_from_signing_in: V3,
}

const LOST: &str = "Vouch stopped while it worked on ticket 4101; what was gathered for it is lost.";

/// A page of the extension's own: only there is a channel to the worker.
fn own_page(agent: &Agent) -> Result<Tab, Failure> {
    Ok(agent.browser.new_tab(&format!("{}/options.html", agent.browser.extension_origin()?))?)
}

/// Has the program trap at its next work on each of these tickets, one after the other.
fn trap_at(page: &Tab, tickets: &[u32]) -> Done {
    let traps: Vec<_> = tickets.iter().map(|ticket| format!("{{ on: '/{ticket}', after: 0 }}")).collect();
    let armed = page.evaluate(&format!(
        "new Promise(done => {{
            const channel = new BroadcastChannel('trap');
            channel.onmessage = ({{ data }}) => {{ channel.close(); done(data); }};
            channel.postMessage([{}]);
        }})",
        traps.join(",")
    ))?;
    assert_eq!(armed, "armed");
    Ok(())
}

fn program_that_breaks_loses_one_ticket_and_goes_on(agent: &Agent) -> Done {
    let (other_tab, other) = on_ticket(agent, 4102, "Beate Brandt")?;
    other.enter("700010", "bob.bauer@beta.example")?;
    assert_eq!(other.collect()?, "Entitled");
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");

    let page = own_page(agent)?;
    trap_at(&page, &[4101])?;
    // The agent looks at the ticket again.
    tab.activate()?;
    panel.frame().wait_for_text(LOST)?;
    assert!(!panel.frame().text()?.contains("Entitled"));

    // The other ticket goes on where it was.
    other_tab.activate()?;
    other.wait_for_verdict("Entitled")?;
    other.enter("700010", "somebody@beta.example")?;
    other.wait_for_verdict("Not entitled")?;

    // Nothing is read for the lost one before the agent begins it again.
    tab.activate()?;
    agent.sandbox.forget_traffic();
    panel.frame().wait_for_text(LOST)?;
    assert_eq!(portal_requests(agent), []);
    panel.button("Begin again")?.click()?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(panel.field("License ID")?, "");
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    Ok(())
}

fn program_that_breaks_at_an_answer_loses_that_ticket(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    let page = own_page(agent)?;
    tab.activate()?;
    panel.enter("700001", "alice@acme.example")?;
    let hold = agent.sandbox.hold("customers.gitlab.com", "/admin/order/5001");
    panel.button("Collect")?.click()?;
    assert!(hold.wait_for_one(agent.browser.patience()), "the order is asked for");
    trap_at(&page, &[4101])?;
    hold.release();
    panel.frame().wait_for_text(LOST)?;
    // It stays lost when the browser stops the worker.
    agent.browser.stop_background()?;
    page.activate()?;
    tab.activate()?;
    panel.button("Begin again")?.click()?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(panel.field("License ID")?, "");
    Ok(())
}

fn program_that_breaks_at_its_start_says_so_and_tries_no_more(agent: &Agent) -> Done {
    let mut panels = Vec::new();
    for (ticket, requester) in [(4101, "Charlie Castro"), (4102, "Beate Brandt"), (4103, "Tina Tran")] {
        panels.push(on_ticket(agent, ticket, requester)?);
    }
    let page = own_page(agent)?;
    let (tab, panel) = &panels[0];
    // At work on the first, and then at bringing back each of the others.
    trap_at(&page, &[4101, 4102, 4103])?;
    tab.activate()?;
    panel.frame().wait_for_text("Vouch cannot start")?;
    panels[2].1.frame().wait_for_text("Vouch cannot start")?;
    agent.sandbox.forget_traffic();
    tab.activate()?;
    assert_eq!(agent.sandbox.traffic(), []);

    // The browser's next start of the worker is another try.
    agent.browser.stop_background()?;
    page.activate()?;
    tab.activate()?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    Ok(())
}

/// The extension is updated while its panel is open in a tab for each of these tickets. Firefox takes the old panels away
/// itself, so there is none.
fn updated(agent: &Agent, tickets: &[(u32, &str)]) -> Result<Vec<(Tab, Panel)>, Failure> {
    let mut open = Vec::new();
    for (ticket, requester) in tickets {
        open.push(on_ticket(agent, *ticket, requester)?);
    }
    let page = own_page(agent)?;
    page.wait_for_text("Vouch: options")?;
    let tabs = agent.browser.tabs()?.len();
    // The page goes with its extension, so it does not answer.
    let _gone = page.evaluate("setTimeout(() => chrome.runtime.reload())");
    if agent.browser.kind() == Kind::Firefox {
        for (tab, _) in &open {
            tab.wait_until("the old panel to be gone", || Ok((!tab.has_extension_frame()?).then_some(())))?;
        }
        return Ok(Vec::new());
    }
    let (first, _) = open.first().ok_or("no ticket")?;
    first.wait_until("the extension's page to be closed", || Ok((agent.browser.tabs()?.len() < tabs).then_some(())))?;
    agent.browser.new_tab("https://gitlab.zendesk.com/agent/dashboard")?;
    for (tab, panel) in &open {
        // The agent comes back to the tab.
        tab.activate()?;
        panel.frame().wait_for_text("Vouch was updated")?;
        panel.frame().wait_for_text("What was gathered is gone, and has to be gathered again.")?;
    }
    Ok(open)
}

fn panel_without_an_extension_says_so_and_closes(agent: &Agent) -> Done {
    let open = updated(agent, &[(4101, "Charlie Castro"), (4102, "Beate Brandt"), (4103, "Tina Tran")])?;
    for ((tab, panel), way) in open.iter().zip(["×", "Escape", "Close the panel"]) {
        tab.activate()?;
        match way {
            "×" => panel.button("Close")?.click()?,
            "Escape" => {
                panel.frame().evaluate("document.querySelector('main button').focus()")?;
                // The panel may be gone before the key is up, and then there is no frame that could be told so.
                let _gone_before = tab.press("Escape");
            }
            _ => panel.button(way)?.click()?,
        }
        tab.wait_until("the panel to be closed", || Ok((!tab.has_extension_frame()?).then_some(())))?;
    }
    Ok(())
}

fn panel_without_an_extension_reloads_its_tab(agent: &Agent) -> Done {
    for (tab, panel) in updated(agent, &[(4101, "Charlie Castro")])? {
        tab.evaluate("window.before = true")?;
        panel.button("Reload this tab")?.click()?;
        let is_new = || Ok(tab.evaluate("window.before ?? null")?.is_null().then_some(()));
        tab.wait_until("the tab to be loaded anew", is_new)?;
    }
    Ok(())
}

fn walk_goes_on_when_the_agent_comes_back_from_signing_in(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    agent.sandbox.portal().sign_everyone_out();
    panel.enter("700001", "alice@acme.example")?;
    panel.button("Collect")?.click()?;
    panel.frame().wait_for_text("You are signed out of the portal.")?;
    // That may take the agent longer than the browser lets the worker idle.
    agent.sign_in_to_portal()?;
    agent.browser.stop_background()?;
    tab.activate()?;
    panel.wait_for_verdict("Entitled")?;
    Ok(())
}
