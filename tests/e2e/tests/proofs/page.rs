//! The panel on the portal's own pages: it tells what the page shows, and adds it to the case.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, NOTE, leave_panel, on_ticket};
use vouch_e2e::{Role, Tab, in_both_browsers};
use vouch_sandbox::portal::HOST;

use crate::SOLD_TO;

in_both_browsers! {
    the_portals_page_tells_what_it_shows: V3,
    the_older_portals_page_tells_it_too: V2 = the_portals_page_tells_what_it_shows,
}

/// What only the order's page shows, and what only the billing account's does.
const ORDER: &str = "2025-01-01";
const ACCOUNT: &str = "0016100000aBcDeAAK";

fn the_portals_page_tells_what_it_shows(agent: &Agent) -> Done {
    let (ticket_tab, ticket) = on_ticket(agent, 4101, "Charlie Castro")?;
    ticket.take_up(&format!("Sold-to {SOLD_TO}"))?;

    // From a list, which shows no record, to an order and its billing account, as the portal itself moves.
    let portal = agent.browser.new_tab("https://customers.gitlab.com/admin/order?query=A-S00012345")?;
    let beside = Panel::open(&portal)?;
    beside.wait_for_ticket(4101, "Charlie Castro")?;
    assert!(!beside.frame().has(Role::Region, "This page")?);
    watch(&beside)?;
    follow(&portal, "/admin/order/5001")?;
    wait_for_page(&beside, "order/5001", &["Order", "A-S00012345", ORDER, "#1001"])?;
    follow(&portal, "/admin/billing_account/1001")?;
    wait_for_page(&beside, "billing_account/1001", &["Billing account", "Acme Corp", ACCOUNT, SOLD_TO])?;

    // Back, which asks the portal for nothing, so what is held is what the panel reads.
    let hold = agent.sandbox.hold(HOST, "/admin/order/5001");
    portal.back()?;
    assert!(hold.wait_for_one(agent.browser.patience()), "the order is read anew");
    wait_for_page(&beside, "order/5001", &["Order", "Reading the page…"])?;
    // On to the next page while it is still being read.
    portal.forward()?;
    wait_for_page(&beside, "billing_account/1001", &["Billing account", ACCOUNT])?;
    hold.release();
    portal.back()?;
    wait_for_page(&beside, "order/5001", &["Order", ORDER])?;

    // Of all that was ever shown, nothing stood under another record's address.
    let shown = beside.frame().evaluate("[...pagesShown]")?;
    let shown: Vec<_> = shown.as_array().into_iter().flatten().filter_map(|shown| shown.as_str()).collect();
    assert!(shown.len() > 3, "{shown:#?}");
    for one in shown {
        let of_order = one.contains("/admin/order/5001\n");
        let of_account = one.contains("/admin/billing_account/1001\n");
        assert!(of_order || !one.contains(ORDER), "{one}");
        assert!(of_account || !one.contains(ACCOUNT), "{one}");
    }

    // What the page shows is what the walk begins with.
    let license = agent.browser.new_tab("https://customers.gitlab.com/admin/license/700001")?;
    let beside = Panel::open(&license)?;
    wait_for_page(&beside, "license/700001", &["License", "A-S00012345", "2099-12-31", "Acme Corp"])?;
    let add = "section => [...section.querySelectorAll('button')].map(button => button.innerText.trim()).join()";
    let add =
        beside.frame().wait_for(Role::Region, "This page")?.call(add, &[])?.as_str().unwrap_or_default().to_owned();
    assert!(add.starts_with("Add to ticket #4101, “"), "{add}");
    assert_eq!(beside.verdict_after(|| beside.button(&add)?.click())?, "Entitled");
    assert_eq!(beside.note()?, NOTE);
    ticket_tab.activate()?;
    assert_eq!(ticket.note()?, NOTE);
    Ok(())
}

/// Follows a link of the page with the keyboard: the panel may stand over it.
fn follow(portal: &Tab, path: &str) -> Done {
    leave_panel(portal)?;
    let links = portal.find_css(&format!("a[href$='{path}']"))?;
    let link = links.first().ok_or_else(|| format!("no link to {path}"))?;
    link.call("link => link.focus()", &[])?;
    portal.press("Enter")?;
    portal.wait_until(path, || Ok(portal.url()?.ends_with(path).then_some(())))?;
    assert!(portal.has_extension_frame()?, "the panel stays");
    Ok(())
}

/// Waits until the panel shows the page of this record, with all of these texts.
fn wait_for_page(panel: &Panel, link: &str, texts: &[&str]) -> Done {
    panel.frame().wait_until(&format!("{link} with {texts:?}"), || {
        let Some(region) = panel.frame().find_all(Role::Region, Some("This page"))?.pop() else { return Ok(None) };
        // The heading is written in capitals.
        let text = region.call("region => region.textContent", &[])?;
        let text = text.as_str().unwrap_or_default();
        Ok((text.contains(link) && texts.iter().all(|wanted| text.contains(wanted))).then_some(()))
    })?;
    Ok(())
}

/// Has the panel's document write down every state of its part about the page: its address and its values.
fn watch(panel: &Panel) -> Done {
    panel.frame().evaluate(
        "globalThis.pagesShown = new Set();
         new MutationObserver(() => {
             const page = document.querySelector('section[aria-label=\"This page\"]');
             if (page) pagesShown.add(page.querySelector('h2 a')?.href + '\\n' + page.querySelector('dl')?.textContent);
         }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })",
    )?;
    Ok(())
}
