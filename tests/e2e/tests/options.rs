//! The options: the handbook's words, each of which an agent can give another text, in real browsers.

use std::path::Path;

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, on_ticket};
use vouch_e2e::{Element, Kind, Role, Tab, in_both_browsers};

in_both_browsers! {
    a_word_is_changed_and_every_panel_says_it: V3,
    what_is_not_saved_is_marked_and_goes_nowhere: V3,
}

const ENGINEER: &str = "Who reviews what the process does not cover";
const OLDER: &str = "Customer Support Operations, Fullstack Engineer";
const NEWER: &str = "Customer Support Systems, Fullstack Engineer";

/// Opens the options from a panel.
fn options(agent: &Agent, panel: &Panel) -> Result<Tab, Failure> {
    panel.button("Options")?.click()?;
    let tab = agent.browser.wait_for_tab(&format!("{}/options.html", agent.browser.extension_origin()?))?;
    tab.activate()?;
    tab.wait_for(Role::TextBox, ENGINEER)?;
    Ok(tab)
}

fn field(tab: &Tab, label: &str) -> Result<Element, Failure> {
    Ok(tab.wait_for(Role::TextBox, label)?)
}

/// Leaves a picture for who wants to look at it.
fn picture(agent: &Agent, tab: &Tab, name: &str) -> Done {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e");
    std::fs::create_dir_all(&folder)?;
    tab.screenshot(&folder.join(format!("{name}-{}.png", agent.browser.kind())))?;
    Ok(())
}

/// A ticket that ends with the reviewer: the organization has no room.
fn on_full_organization(agent: &Agent) -> Result<(Tab, Panel), Failure> {
    on_ticket(agent, 4113, "山田 花子")
}

fn wait_for_words(panel: &Panel, words: &str, others: &str) -> Done {
    panel.frame().wait_until(&format!("“{words}” to come next"), || {
        let next = panel.region("Next")?;
        Ok((next.contains(words) && !next.contains(others)).then_some(()))
    })?;
    Ok(())
}

fn a_word_is_changed_and_every_panel_says_it(agent: &Agent) -> Done {
    let (ticket, panel) = on_full_organization(agent)?;
    panel.enter("700008", "yamada.taro@kk.example")?;
    panel.collect()?;
    wait_for_words(&panel, OLDER, NEWER)?;
    picture(agent, &ticket, "options-link")?;

    // By keyboard alone: the field, the text, Enter.
    let tab = options(agent, &panel)?;
    field(&tab, ENGINEER)?.type_text(NEWER)?;
    tab.wait_for_text("1 change is not saved.")?;
    field(&tab, ENGINEER)?.press("Enter")?;
    tab.wait_for_text("Saved.")?;
    assert!(!tab.text()?.contains("not saved"));
    picture(agent, &tab, "options-saved")?;
    ticket.activate()?;
    wait_for_words(&panel, NEWER, OLDER)?;

    // It outlives the worker, and the page on which it was written. That page goes first: while Chromium's driver holds a
    // tab of the extension's own, it also holds a worker that starts.
    tab.navigate("https://gitlab.zendesk.com/agent/dashboard")?;
    agent.browser.stop_background()?;
    let (second_ticket, second) = on_full_organization(agent)?;
    wait_for_words(&second, NEWER, OLDER)?;
    let tab = options(agent, &second)?;
    assert_eq!(field(&tab, ENGINEER)?.value()?, NEWER);

    // The handbook's own again; in Firefox while the worker sleeps.
    if agent.browser.kind() == Kind::Firefox {
        agent.browser.stop_background()?;
    }
    tab.find(Role::Button, &format!("Reset: {ENGINEER}"))?.click()?;
    assert!(field(&tab, ENGINEER)?.is_focused()?, "the keyboard stays in the row");
    tab.find(Role::Button, "Save")?.click()?;
    tab.wait_for_text("Saved.")?;
    for (ticket, panel) in [(&ticket, &panel), (&second_ticket, &second)] {
        ticket.activate()?;
        wait_for_words(panel, OLDER, NEWER)?;
    }
    Ok(())
}

fn what_is_not_saved_is_marked_and_goes_nowhere(agent: &Agent) -> Done {
    let (ticket, panel) = on_ticket(agent, 4118, "Quinn Quiet")?;
    let proof = "Macro that asks for proof";
    let tab = options(agent, &panel)?;
    field(&tab, proof)?.type_text("Ops::Ask for proof")?;
    field(&tab, ENGINEER)?.type_text(NEWER)?;
    tab.wait_for_text("2 changes are not saved.")?;
    picture(agent, &tab, "options-changed")?;
    assert_eq!(tab.find_css(".term.changed")?.len(), 2);
    ticket.activate()?;
    assert!(!panel.region("Next")?.contains("Ops::Ask for proof"));
    tab.activate()?;

    // What was typed is nothing but the handbook's own: there is nothing to save.
    tab.find(Role::Button, "Reset all")?.click()?;
    tab.wait_until("nothing to be marked", || Ok(tab.find_css(".term.changed")?.is_empty().then_some(())))?;
    field(&tab, proof)?.type_text("  Support::Support-Ops::Proof of support entitlement ")?;
    assert!(tab.find_css(".term.changed")?.is_empty());

    // A line of what was typed, and nothing that cannot be seen, is what is kept.
    field(&tab, proof)?.clear()?;
    field(&tab, proof)?.type_text("  Ops::Ask  <b>for</b> proof ")?;
    tab.find(Role::Button, "Save")?.click()?;
    tab.wait_for_text("Saved.")?;
    assert_eq!(field(&tab, proof)?.value()?, "Ops::Ask <b>for</b> proof");
    // No other word of it went anywhere.
    let kept = tab.evaluate("chrome.storage.local.get(null).then(kept => JSON.stringify(kept))")?;
    assert_eq!(kept, r#"{"wording":[["proof_macro","Ops::Ask <b>for</b> proof"]]}"#);
    ticket.activate()?;
    panel.frame().wait_until("the macro of here", || {
        let next = panel.region("Next")?;
        Ok((next.contains("Ops::Ask <b>for</b> proof") && next.contains("Not found in Zendesk")).then_some(()))
    })?;
    picture(agent, &ticket, "options-macro")?;
    Ok(())
}
