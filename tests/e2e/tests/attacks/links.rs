//! Links: an address that a foreign page, a mail or a ticket's text can hold opens no panel and changes no case.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, asked_by_extension, on_ticket, portal_requests, stored};
use vouch_e2e::{Role, in_both_browsers};

in_both_browsers! {
    no_address_opens_the_panel: V3,
    moved_tab_chooses_no_ticket_for_the_portal: V3,
}

/// Addresses on the three hosts, with what once opened the panel and what might.
const ADDRESSES: [&str; 9] = [
    "https://gitlab.zendesk.com/agent/tickets/4102#vouch-4102",
    "https://gitlab.zendesk.com/agent/tickets/4103#vouch-",
    "https://gitlab.zendesk.com/agent/tickets/4103?vouch#panel.html",
    "https://gitlab.zendesk.com/agent/dashboard#vouch-4101",
    "https://customers.gitlab.com/admin/license/validate_license#vouch-4101",
    "https://customers.gitlab.com/admin/license/700001#vouch-4101",
    "https://customers.gitlab.com/admin/order#vouch-x",
    "https://gitlab-federal-support.zendesk.com/agent/tickets/4101#vouch-4101",
    "https://gitlab-federal-support.zendesk.com/agent/dashboard#vouch-",
];

fn no_address_opens_the_panel(agent: &Agent) -> Done {
    let links: String = ADDRESSES.iter().map(|url| format!("<p><a target=_blank href='{url}'>{url}</a></p>")).collect();
    let foreign = agent.browser.new_tab(&format!("data:text/html,{}", links.replace('#', "%23")))?;
    let asked_before = asked_by_extension(agent).len();
    for (number, address) in ADDRESSES.into_iter().enumerate() {
        foreign.activate()?;
        foreign.find_css("a")?[number].click()?;
        let tab = agent.browser.wait_for_tab(address)?;
        tab.activate()?;
        // It is hidden while a panel is open.
        tab.wait_for(Role::Button, "Open Vouch")?;
        assert!(!tab.has_extension_frame()?, "{address}");
        tab.close()?;
    }
    assert_eq!(asked_by_extension(agent).len(), asked_before);
    assert_eq!(stored(agent)?, "{}");
    Ok(())
}

fn moved_tab_chooses_no_ticket_for_the_portal(agent: &Agent) -> Done {
    let (tab, _panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    let portal = agent.browser.new_tab("https://customers.gitlab.com/admin/license/700001")?;
    let beside = Panel::open(&portal)?;
    let add = beside.frame().wait_until("the button that names the ticket", || {
        let buttons = beside.frame().find_all(Role::Button, None)?;
        for button in buttons {
            let text = button.text()?;
            if text.starts_with("Add to ticket #4101, “") {
                return Ok(Some(text));
            }
        }
        Ok(None)
    })?;
    agent.sandbox.forget_traffic();

    // What the ticket's page does by itself, as a link in a ticket's text would.
    tab.evaluate("history.pushState(null, '', '/agent/tickets/4113')")?;
    let offered = beside.frame().wait_until("the ticket that was moved to among the others", || {
        let others = beside.frame().find_all(Role::Region, Some("Other tickets"))?;
        let Some(others) = others.first() else { return Ok(None) };
        let text = others.text()?;
        Ok(text.contains("Ticket #4113").then_some(text))
    })?;
    assert!(!offered.contains("#4101"), "{offered}");
    beside.wait_for_ticket(4101, "Charlie Castro")?;
    assert_eq!(beside.button(&add)?.text()?, add);
    assert_eq!(portal_requests(agent), []);

    // The agent chooses it.
    portal.activate()?;
    let others = beside.frame().wait_for(Role::Region, "Other tickets")?;
    let choose = "element => element.querySelector('button').innerText.trim()";
    let name = others.call(choose, &[])?.as_str().unwrap_or_default().to_owned();
    beside.button(&name)?.click()?;
    beside.frame().wait_for(Role::Link, "Ticket #4113")?;
    Ok(())
}
