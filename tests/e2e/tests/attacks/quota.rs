//! A storage that is full: what could not be kept is not kept in an older state either.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, on_ticket};
use vouch_e2e::{Role, Tab, in_both_browsers};

in_both_browsers! {
    full_storage_never_brings_an_older_verdict_back: V3,
    case_that_nobody_looks_at_makes_room: V3,
}

/// A page of the extension's own: only there is its storage at hand.
fn own_page(agent: &Agent) -> Result<Tab, Failure> {
    Ok(agent.browser.new_tab(&format!("{}/options.html", agent.browser.extension_origin()?))?)
}

/// Fills the storage until not even a hundred characters fit in any more.
fn fill(page: &Tab) -> Done {
    let fill = "(async () => {
        let entries = 0;
        for (let size = 1 << 20; size > 100; size = size >> 1) {
            for (;;) {
                try {
                    await chrome.storage.session.set({ ['filler-' + entries]: 'x'.repeat(size) });
                } catch {
                    break;
                }
                if (++entries > 60) return 'it has no end';
            }
        }
        return 'full';
    })()";
    assert_eq!(page.evaluate(fill)?, "full");
    Ok(())
}

/// Whether the cases of these tickets are stored, and no others.
fn is_stored(page: &Tab, tickets: &[u32]) -> vouch_e2e::Result<bool> {
    let names =
        "chrome.storage.session.get(null).then(all => Object.keys(all).filter(one => one.includes('/')).sort().join())";
    let expected: Vec<_> = tickets.iter().map(|ticket| format!("gitlab.zendesk.com/{ticket}")).collect();
    Ok(page.evaluate(names)? == expected.join(","))
}

/// Gives a sold-to of so many characters, all at once.
fn enter_long(panel: &Panel, length: usize) -> Done {
    let type_it = "(element, length) => {
        element.value = 'm'.repeat(length) + '@evil.example';
        element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }";
    panel.frame().wait_for(Role::TextBox, "Sold-to given by the customer")?.call(type_it, &[length.into()])?;
    Ok(())
}

fn full_storage_never_brings_an_older_verdict_back(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    let page = own_page(agent)?;
    fill(&page)?;
    tab.activate()?;
    // More than everything else that is stored.
    enter_long(&panel, 200_000)?;
    panel.wait_for_verdict("Not entitled")?;
    panel.frame().wait_for_text("Not kept: the browser does not store what Vouch gathers for this ticket.")?;
    page.wait_until("the older case to be gone", || Ok(is_stored(&page, &[])?.then_some(())))?;

    agent.browser.stop_background()?;
    page.activate()?;
    tab.activate()?;
    panel.frame().wait_for_text("What was gathered for ticket #4101 was not kept")?;
    assert!(!panel.frame().text()?.contains("Entitled"));
    assert!(!panel.frame().has(Role::Region, "Evidence note")?);

    // The agent gathers it again, and it is kept again: what filled the storage was nothing that Vouch knows.
    panel.button("OK")?.click()?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    page.wait_until("the case to be kept", || Ok(is_stored(&page, &[4101])?.then_some(())))?;
    Ok(())
}

fn case_that_nobody_looks_at_makes_room(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4102, "Beate Brandt")?;
    enter_long(&panel, 200_000)?;
    tab.evaluate("history.pushState(null, '', '/agent/tickets/4101')")?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    let page = own_page(agent)?;
    page.wait_until("both cases to be kept", || Ok(is_stored(&page, &[4101, 4102])?.then_some(())))?;
    fill(&page)?;
    tab.activate()?;
    enter_long(&panel, 100_000)?;
    panel.wait_for_verdict("Not entitled")?;
    page.wait_until("the newer case alone to be kept", || Ok(is_stored(&page, &[4101])?.then_some(())))?;
    assert!(!panel.frame().text()?.contains("Not kept"));

    // A page of the extension's own would have to do with the worker, too.
    page.close()?;
    agent.browser.stop_background()?;
    agent.browser.new_tab("https://gitlab.zendesk.com/agent/dashboard")?;
    tab.activate()?;
    // The worker has started when what filled the storage is gone.
    let page = own_page(agent)?;
    page.wait_until("the worker to start", || {
        // Asked for its size alone: what fills it is megabytes to read.
        let size = page.evaluate("chrome.storage.session.getBytesInUse(null)")?.as_f64();
        Ok(size.is_some_and(|size| size < 2_000_000.0).then_some(()))
    })?;
    tab.activate()?;
    panel.wait_for_verdict("Not entitled")?;
    tab.evaluate("history.pushState(null, '', '/agent/tickets/4102')")?;
    panel.wait_for_ticket(4102, "Beate Brandt")?;
    panel
        .frame()
        .wait_for_text("What was known of ticket #4102 is forgotten: the browser's storage for Vouch was full.")?;
    assert_eq!(panel.field("Sold-to given by the customer")?, "");
    Ok(())
}
