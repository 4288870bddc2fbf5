//! Finding an organization from any page, the pre-checks, and every copy, in real browsers (seed 001, steps 11 and 12).

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, NOTE, on_ticket};
use vouch_e2e::{MenuItem, Role, Tab, in_both_browsers, picture};

in_both_browsers! {
    an_organization_is_found_without_a_case: V3,
    what_is_not_found_says_what_to_do: V3,
    the_context_menu_finds_what_is_selected: V3,
    the_command_opens_the_panel_on_the_search: V3,
    the_ticket_says_what_is_to_be_set_and_whether_there_is_room: V3,
    every_id_and_every_line_is_copied_alone: V3,
    who_is_asked_to_slow_down_sees_for_how_long: V3,
    what_is_no_longer_known_of_the_page_is_named: V3,
    the_same_ticket_in_two_tabs_has_one_case_and_two_composers: V3,
    a_closed_ticket_says_so_and_keeps_the_note_for_the_clipboard: V3,
}

const ITEM: MenuItem<'_> = MenuItem { id: "find-organization", title: "Find organization by Salesforce ID" };

const ACME: &str = "https://gitlab.zendesk.com/agent/organizations/9306291001001";

/// A page of Zendesk that is no ticket's, with the panel open on it.
fn on_dashboard(agent: &Agent) -> Result<(Tab, Panel), Failure> {
    let tab = agent.browser.new_tab("https://gitlab.zendesk.com/agent/dashboard")?;
    let panel = Panel::open(&tab)?;
    panel.frame().wait_for(Role::TextBox, "Find organization")?;
    Ok((tab, panel))
}

/// Searches, and gives back what the panel then says.
fn find(panel: &Panel, text: &str) -> Result<String, Failure> {
    if panel.frame().has(Role::Region, "Organizations")? {
        // So that what is read next is not of the search before.
        panel.button("Clear")?.click()?;
        panel.frame().wait_for_none(Role::Region, "Organizations")?;
    }
    let field = panel.frame().wait_for(Role::TextBox, "Find organization")?;
    field.clear()?;
    field.type_text(text)?;
    field.press("Enter")?;
    found(panel)
}

/// What came of a search, once it is over and the contacts are counted.
fn found(panel: &Panel) -> Result<String, Failure> {
    Ok(panel.frame().wait_until("the search to be over", || {
        let region = panel.frame().wait_for(Role::Region, "Organizations")?;
        let busy = region.call("region => region.querySelector('[aria-busy=true]') !== null", &[])?;
        if busy == true { Ok(None) } else { region.text().map(Some) }
    })?)
}

/// Presses a button that copies, and gives back what is on the clipboard then.
fn an_organization_is_found_without_a_case(agent: &Agent) -> Done {
    let (tab, panel) = on_dashboard(agent)?;
    for (text, says) in [
        ("0016100000aBcDeAAK", "One organization, by salesforce_id:0016100000aBcDeAAK"),
        ("0016100000abcdeaak", "One organization, by salesforce_id:0016100000aBcDeAAK"),
        ("0016100000aBcDe", "One organization, by sfdc_short_id:0016100000aBcDe"),
        ("acme corp", "One is called exactly"),
        (ACME, "The organization of this address"),
    ] {
        let found = find(&panel, text)?;
        assert!(found.contains(says), "{text}: {found}");
        for shown in ["Acme Corp", "Plan", "Account owner", "contacts now", "Prefers to be called, not written to."] {
            assert!(found.contains(shown), "{text}: {shown} in {found}");
        }
    }
    assert_eq!(panel.copied(&agent.browser, "Copy name of Acme Corp")?, "Acme Corp");
    assert_eq!(panel.copied(&agent.browser, "Copy link of Acme Corp")?, ACME);
    picture!(&tab, "organization-found")?;

    // Zendesk's own search, prefilled.
    find(&panel, "0016100000aBcDe")?;
    let native = "https://gitlab.zendesk.com/agent/search/1?type=organization&q=sfdc_short_id%3A0016100000aBcDe";
    panel.frame().find(Role::Link, "sfdc_short_id:0016100000aBcDe")?.click()?;
    agent.browser.wait_for_tab(native)?;
    tab.activate()?;

    // Escape takes the results away, and then closes the panel.
    let field = panel.frame().find(Role::TextBox, "Find organization")?;
    field.press("Escape")?;
    panel.frame().wait_for_none(Role::Region, "Organizations")?;
    // The panel may be gone before the key is up again, and its frame with it.
    let _closed_meanwhile = field.press("Escape");
    tab.wait_for(Role::Button, "Open Vouch")?;
    Ok(())
}

fn what_is_not_found_says_what_to_do(agent: &Agent) -> Done {
    let (tab, panel) = on_dashboard(agent)?;
    let found = find(&panel, "0019999999zZzZz")?;
    for shown in [
        "No organization has this Salesforce ID.",
        "sfdc_short_id:0019999999zZzZz, salesforce_id:0019999999zZzZz",
        "salesforce_id:0019999999zZzZz*",
        "Sync Data from ZBilling",
        "1 to 2 hours",
        "Fullstack Engineer",
    ] {
        assert!(found.contains(shown), "{shown} in {found}");
    }
    let note = panel.copied(&agent.browser, "Copy note about it")?;
    let searched = "- Salesforce ID: 0019999999zZzZz\n- Organization: none found (searched for sfdc_short_id:";
    assert!(note.starts_with(searched), "{note}");
    picture!(&tab, "organization-none")?;

    for (text, why) in [
        ("0016100000aBcDeAAA", "This is not a Salesforce ID: the last three characters do not fit"),
        ("https://gitlab.zendesk.com/agent/tickets/4101", "This address is not an organization's."),
        ("Nobody is called so", "No organization is called"),
    ] {
        let found = find(&panel, text)?;
        assert!(found.contains(why), "{text}: {found}");
    }

    // Two organizations with one Salesforce ID are shown as two.
    let several = find(&panel, twins())?;
    assert!(several.contains("2 organizations have this Salesforce ID"), "{several}");
    picture!(&tab, "organization-several")?;
    Ok(())
}

/// The Salesforce ID that two organizations have.
fn twins() -> &'static str {
    let ids: Vec<_> = vouch_sandbox::zendesk::data::ORGANIZATIONS.iter().filter_map(|one| one.salesforce_id).collect();
    ids.iter().find(|id| ids.iter().filter(|other| other == id).count() == 2).copied().unwrap_or_default()
}

fn the_context_menu_finds_what_is_selected(agent: &Agent) -> Done {
    for (url, ticket) in [
        ("https://customers.gitlab.com/admin/billing_account/1001", false),
        ("https://gitlab.zendesk.com/agent/dashboard", true),
    ] {
        let tab = agent.browser.new_tab(url)?;
        tab.wait_for(Role::Button, "Open Vouch")?;
        if ticket {
            // As a comment might quote it.
            tab.evaluate("document.body.append(Object.assign(document.createElement('p'), { id: 'quoted', textContent: ' 0016100000aBcDeAAK ', style: 'position: fixed; top: 200px; left: 300px; background: white; z-index: 9' }))")?;
            tab.find_css("#quoted")?.first().ok_or("no quoted text")?.select_text()?;
        } else {
            let cell = "[...document.querySelectorAll('*')].find(e => e.childElementCount === 0 && e.textContent.trim() === '0016100000aBcDeAAK')?.setAttribute('id', 'quoted')";
            tab.evaluate(cell)?;
            tab.find_css("#quoted")?.first().ok_or("no Salesforce account on the page")?.select_text()?;
        }
        agent.browser.choose_from_context_menu(&tab, ITEM)?;
        let panel = Panel::of(&tab)?;
        let found = found(&panel)?;
        assert!(found.contains("One organization, by salesforce_id:0016100000aBcDeAAK"), "{url}: {found}");
        assert!(found.contains("Acme Corp"), "{url}: {found}");
        // The panel is open already: it is used as it is.
        agent.browser.choose_from_context_menu(&tab, ITEM)?;
        panel.frame().wait_for_text("Acme Corp")?;
    }
    Ok(())
}

fn the_command_opens_the_panel_on_the_search(agent: &Agent) -> Done {
    let tab = agent.browser.new_tab("https://gitlab.zendesk.com/agent/tickets/4101")?;
    tab.wait_for(Role::Button, "Open Vouch")?;
    agent.browser.press_extension_shortcut(&tab, "Alt+Shift+O")?;
    let panel = Panel::of(&tab)?;
    let field = panel.frame().wait_for(Role::TextBox, "Find organization")?;
    panel.frame().wait_until("the search to have the keyboard", || Ok(field.is_focused()?.then_some(())))?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    assert!(field.is_focused()?, "the case's own field does not take it away");
    tab.type_text("0016100000aBcDe")?;
    tab.press("Enter")?;
    assert!(found(&panel)?.contains("Acme Corp"));
    // From a field of the case back to the search.
    panel.frame().find(Role::TextBox, "License ID")?.click()?;
    agent.browser.press_extension_shortcut(&tab, "Alt+Shift+O")?;
    panel.frame().wait_until("the search to have the keyboard again", || Ok(field.is_focused()?.then_some(())))?;
    Ok(())
}

fn the_ticket_says_what_is_to_be_set_and_whether_there_is_room(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    panel.frame().wait_until("the contacts to be counted", || {
        Ok(panel.region("Pre-checks")?.contains("after adding 1").then_some(()))
    })?;
    let adding = panel.frame().find_css("[aria-label='Contacts to add']")?;
    let adding = adding.first().ok_or("no number of contacts")?;
    adding.clear()?;
    adding.type_text("30")?;
    panel.frame().wait_until("the count with 30 more", || {
        Ok(panel.region("Pre-checks")?.contains("after adding 30; at most 30.").then_some(()))
    })?;
    assert_eq!(panel.verdict()?, "Entitled", "room is no part of the verdict");
    picture!(&tab, "prechecks")?;
    Ok(())
}

fn every_id_and_every_line_is_copied_alone(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    for (button, text) in [
        ("Copy license ID", "700001"),
        ("Copy order ID", "5001"),
        ("Copy billing account ID", "1001"),
        ("Copy Salesforce account", "0016100000aBcDeAAK"),
        ("Copy sold-to", "alice@acme.example"),
        ("Copy IDs", "700001\n5001\n1001\n0016100000aBcDeAAK\nalice@acme.example"),
    ] {
        assert_eq!(panel.copied(&agent.browser, button)?, text, "{button}");
    }
    for (name, text) in [
        ("Order line", "- Order: https://customers.gitlab.com/admin/order/5001"),
        ("Bare IDs", "700001\n5001\n1001\n0016100000aBcDeAAK\nalice@acme.example"),
        ("Sold-to line", "- Sold-to: alice@acme.example"),
    ] {
        panel.choose("Part of the note", name)?;
        panel.frame().wait_until(&format!("the {name}"), || Ok((panel.note()? == text).then_some(())))?;
        panel.copy_note()?;
        assert_eq!(agent.browser.read_clipboard()?.text, text);
    }
    // A line alone goes into the composer as the whole note does.
    panel.button("Insert note")?.click()?;
    panel.frame().wait_for_text("Inserted as an internal note.")?;
    tab.wait_for_text("- Sold-to: alice@acme.example")?;
    picture!(&tab, "note-part")?;
    Ok(())
}

fn who_is_asked_to_slow_down_sees_for_how_long(agent: &Agent) -> Done {
    let (tab, panel) = on_dashboard(agent)?;
    agent.sandbox.zendesk().throttle(1, 300);
    let found = find(&panel, "0016100000aBcDeAAK")?;
    assert!(found.contains("Zendesk asks to slow down."), "{found}");
    let seconds = || -> vouch_e2e::Result<Option<u32>> {
        let text = panel.region("Organizations")?;
        Ok(text.split_once("Wait ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok()))
    };
    let first = panel.frame().wait_until("the seconds to wait", seconds)?;
    assert!((200..=301).contains(&first), "{first}");
    panel.frame().wait_until("a second less", || Ok(seconds()?.filter(|now| *now < first)))?;
    picture!(&tab, "countdown")?;
    // Nothing is asked for until the agent wants it.
    panel.button("Search again")?.click()?;
    assert!(self::found(&panel)?.contains("Acme Corp"));
    Ok(())
}

fn what_is_no_longer_known_of_the_page_is_named(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    // A release of Zendesk's has renamed the switch.
    let rename = |from: &str, to: &str| {
        format!(
            "(() => {{ for (const e of document.querySelectorAll('[data-test-id={from}]')) e.dataset.testId = '{to}'; \
             return document.querySelectorAll('[data-test-id={to}]').length; }})()"
        )
    };
    let [known, renamed] = ["omnichannel-channel-switcher-button", "omnichannel-channel-picker"];
    tab.wait_until("the composer", || Ok((tab.evaluate(&rename(known, renamed))? != 0).then_some(())))?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    panel.frame().wait_for_text("Vouch does not find")?;
    let region = panel.region("Evidence note")?;
    assert!(region.contains("Copy the note"), "{region}");
    let details = panel.frame().find_css("details.unknown")?;
    let details = details.first().ok_or("no details")?;
    details.call("details => { details.open = true; }", &[])?;
    assert!(
        details.text()?.contains("the composer's channel ([data-test-id=\"omnichannel-channel-switcher-button\"])")
    );
    picture!(&tab, "unknown-parts")?;
    // It comes back, and so does Vouch.
    tab.evaluate(&rename(renamed, known))?;
    panel.button("Check again")?.click()?;
    panel.frame().wait_until("nothing to be unknown", || {
        Ok((!panel.region("Evidence note")?.contains("Vouch does not find")).then_some(()))
    })?;
    panel.button("Insert note")?.click()?;
    panel.frame().wait_for_text("Inserted as an internal note.")?;
    Ok(())
}

fn the_same_ticket_in_two_tabs_has_one_case_and_two_composers(agent: &Agent) -> Done {
    let (first_tab, first) = on_ticket(agent, 4101, "Charlie Castro")?;
    first.enter("700001", "alice@acme.example")?;
    assert_eq!(first.collect()?, "Entitled");
    let (second_tab, second) = on_ticket(agent, 4101, "Charlie Castro")?;
    second.wait_for_verdict("Entitled")?;
    assert_eq!(second.note()?, NOTE);
    second.button("Insert note")?.click()?;
    second.frame().wait_for_text("Inserted as an internal note.")?;
    second_tab.wait_for_text("- Salesforce ID: 0016100000aBcDeAAK")?;
    // The other tab's composer is as it was, and its panel says nothing of it.
    first_tab.activate()?;
    assert!(!first_tab.text()?.contains("- Salesforce ID: 0016100000aBcDeAAK"));
    assert!(!first.region("Evidence note")?.contains("Inserted"));
    Ok(())
}

fn a_closed_ticket_says_so_and_keeps_the_note_for_the_clipboard(agent: &Agent) -> Done {
    for (ticket, says) in [(4110, "This ticket is closed"), (4126, "This ticket was merged into another")] {
        let tab = agent.open_ticket(ticket)?;
        let panel = Panel::open(&tab)?;
        panel.frame().wait_for_text(says)?;
        panel.enter("700001", "alice@acme.example")?;
        assert_eq!(panel.collect()?, "Entitled");
        panel.frame().wait_for_text("The ticket is closed, so nothing can be inserted. Copy the note.")?;
        panel.copy_note()?;
        assert_eq!(agent.browser.read_clipboard()?.text, NOTE, "{ticket}");
        assert!(panel.frame().has(Role::Link, &format!("Ticket #{ticket}"))?);
    }
    Ok(())
}
