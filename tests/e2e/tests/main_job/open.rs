//! How the panel is opened and closed, and where it stays.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, leave_panel, on_ticket};
use vouch_e2e::{Role, in_both_browsers};

in_both_browsers! {
    by_launcher_toolbar_and_shortcut: V3,
    by_keyboard_alone: V3,
    it_survives_the_portals_navigation: V3,
    it_survives_the_older_portals_navigation: V2 = it_survives_the_portals_navigation,
    on_the_us_governments_zendesk_it_says_why_it_does_nothing: V3,
    an_idle_page_asks_for_nothing: V3,
}

fn by_launcher_toolbar_and_shortcut(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.button("Close")?.click()?;
    tab.wait_until("no panel", || Ok((!tab.has_extension_frame()?).then_some(())))?;

    agent.browser.click_toolbar_button(&tab)?;
    Panel::of(&tab)?.wait_for_ticket(4101, "Charlie Castro")?;
    agent.browser.click_toolbar_button(&tab)?;
    tab.wait_until("no panel", || Ok((!tab.has_extension_frame()?).then_some(())))?;

    agent.browser.press_extension_shortcut(&tab, "Alt+Shift+Y")?;
    Panel::of(&tab)?.wait_for_ticket(4101, "Charlie Castro")?;
    Ok(())
}

fn by_keyboard_alone(agent: &Agent) -> Done {
    let tab = agent.open_ticket(4101)?;
    tab.wait_for(Role::Button, "Open Vouch")?;
    agent.browser.press_extension_shortcut(&tab, "Alt+Shift+Y")?;
    let panel = Panel::of(&tab)?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    // The first field has the focus: type, go on, type, collect.
    panel.frame().wait_until("the focus in the first field", || {
        Ok(panel.frame().find(Role::TextBox, "License ID")?.is_focused()?.then_some(()))
    })?;
    tab.type_text("700001")?;
    tab.press("Tab")?;
    tab.type_text("alice@acme.example")?;
    tab.press("Enter")?;
    assert_eq!(panel.verdict()?, "Entitled");
    // The panel closes between the key's down and up, which the browser then reports.
    let _closed_meanwhile = tab.press("Escape");
    tab.wait_until("no panel", || Ok((!tab.has_extension_frame()?).then_some(())))?;
    Ok(())
}

fn it_survives_the_portals_navigation(agent: &Agent) -> Done {
    let (ticket, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    drop(ticket);

    // The portal's tab shows the case of the ticket that was worked on.
    let portal = agent.browser.new_tab("https://customers.gitlab.com/admin/billing_account/1001")?;
    let beside = Panel::open(&portal)?;
    beside.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(beside.verdict()?, "Entitled");

    // A link inside the portal replaces its body, or a part of it, and not the panel.
    leave_panel(&portal)?;
    portal.find_css(".orders_field a, .orders_field + * a, dd a[href*='/admin/order/']")?[0].click()?;
    portal.wait_until("the order's page", || Ok(portal.url()?.contains("/admin/order/").then_some(())))?;
    assert!(portal.has_extension_frame()?);
    assert_eq!(Panel::of(&portal)?.verdict()?, "Entitled");
    portal.back()?;
    portal.wait_until("the billing account's page again", || {
        Ok(portal.url()?.ends_with("/admin/billing_account/1001").then_some(()))
    })?;
    assert!(portal.has_extension_frame()?);
    Ok(())
}

fn on_the_us_governments_zendesk_it_says_why_it_does_nothing(agent: &Agent) -> Done {
    agent.sandbox.forget_traffic();
    let tab = agent.browser.new_tab("https://gitlab-federal-support.zendesk.com/agent/tickets/4101")?;
    let panel = Panel::open(&tab)?;
    panel.frame().wait_for_text("Vouch does nothing here")?;
    panel.frame().wait_for_text("set the status to Solved.")?;
    // What to reply, with the address that the agent enters: Vouch reads none.
    panel.frame().find(Role::TextBox, "Account manager's e-mail address")?.type_text("jane@gitlab.example")?;
    let reply = panel.copied(&agent.browser, "Copy reply")?;
    assert!(reply.contains("your account manager, jane@gitlab.example, and ask"), "{reply}");
    let api: Vec<_> = agent.sandbox.traffic().into_iter().filter(|seen| seen.target.contains("/api/")).collect();
    assert!(api.is_empty(), "{api:#?}");
    Ok(())
}

fn an_idle_page_asks_for_nothing(agent: &Agent) -> Done {
    let before = agent.sandbox.zendesk().api_requests().len();
    let tab = agent.open_ticket(4101)?;
    tab.wait_for(Role::Button, "Open Vouch")?;
    let portal = agent.browser.new_tab("https://customers.gitlab.com/admin/license/700001")?;
    portal.wait_for(Role::Button, "Open Vouch")?;
    let asked = agent.sandbox.zendesk().api_requests();
    assert!(asked[before..].iter().all(|request| request.by_page), "{asked:#?}");
    assert!(!tab.has_extension_frame()? && !portal.has_extension_frame()?);
    Ok(())
}
