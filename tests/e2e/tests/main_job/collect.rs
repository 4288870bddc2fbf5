//! From a license ID to the note.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, NOTE, on_ticket};
use vouch_e2e::{Role, in_both_browsers};

in_both_browsers! {
    the_whole_job: V3,
    the_whole_job_over_the_older_markup: V2 = the_whole_job,
    a_trial_is_not_entitled_and_the_note_says_why: V3,
    cancel_while_a_page_is_read: V3,
    a_signed_out_portal_says_where_to_sign_in: V3,
    hostile_text_stays_text: V3,
}

/// Of Zendesk's agent page (facts: zendesk A3).
const INTERNAL: &str = "[data-test-id=omnichannel-channel-switcher-menuitem-internal]";
const COMPOSER: &str = "[data-test-id=omnicomposer-rich-text-ckeditor]";

const ORGANIZATION: &str = "https://gitlab.zendesk.com/agent/organizations/9306291001001";

fn the_whole_job(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    agent.sandbox.forget_traffic();

    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");

    // Each step with the link to its page.
    let trail: Vec<_> = panel.links("Trail")?.into_iter().map(|(_, url)| url).collect();
    assert_eq!(
        trail,
        [
            "https://customers.gitlab.com/admin/license/700001",
            "https://customers.gitlab.com/admin/order/5001",
            "https://customers.gitlab.com/admin/billing_account/1001",
            "https://customers.gitlab.com/admin/billing_account_contact/11",
            ORGANIZATION,
        ]
    );
    let findings = panel.region("Findings")?;
    for reason in [
        "The license is not a trial.",
        "The license is valid until 2099-12-31.",
        "The sold-to is the address that the customer gave.",
        "Acme Corp has this Salesforce ID.",
    ] {
        assert!(findings.contains(reason), "{reason} in {findings}");
    }

    // The organization's pre-checks come last.
    for known in ["contacts now", "It has no contact management project."] {
        let shown = || Ok(panel.region("Pre-checks")?.contains(known).then_some(()));
        panel.frame().wait_until(known, shown)?;
    }

    // What the worker asked for: these pages in this order, with the agent's session, and nothing else.
    let asked: Vec<_> = agent.sandbox.traffic().into_iter().filter(|seen| seen.method == "GET").collect();
    let portal: Vec<_> = asked.iter().filter(|seen| seen.host == "customers.gitlab.com").collect();
    assert_eq!(portal.len(), 5, "{portal:#?}");
    assert!(portal.iter().all(|seen| seen.cookie && seen.accept.as_deref() == Some("text/html")), "{portal:#?}");
    // The macro that comes next is looked up last, and nothing waits for it.
    let macro_ = "/api/v2/macros/search?query=Users%20added%20to%20organization";
    let ours = || -> Vec<String> {
        let all = agent.sandbox.zendesk().api_requests();
        all.into_iter().filter(|request| !request.by_page).map(|request| request.target).collect()
    };
    panel.frame().wait_until("the macro", || Ok(ours().iter().any(|target| target == macro_).then_some(())))?;
    let mut ours = ours();
    // What does not wait for one another comes in any order; and each is asked for once.
    ours.sort_unstable();
    assert_eq!(
        ours,
        [
            macro_,
            "/api/v2/organization_fields?page%5Bsize%5D=100",
            "/api/v2/organizations/9306291001001/users/count",
            "/api/v2/organizations/9306291001001/users/count?role=end-user",
            "/api/v2/search.json?query=type%3Aorganization%20salesforce_id%3A0016100000aBcDeAAK",
            "/api/v2/ticket_fields?page%5Bsize%5D=100",
            "/api/v2/ticket_forms?page%5Bsize%5D=100",
            "/api/v2/tickets/4101/comments?include=users&page%5Bsize%5D=25",
            "/api/v2/tickets/4101?include=users,organizations",
            "/api/v2/users/me",
        ]
    );

    // The clipboard really holds the note, in both forms.
    assert_eq!(panel.note()?, NOTE);
    panel.copy_note()?;
    let clipboard = agent.browser.read_clipboard()?;
    assert_eq!(clipboard.text, NOTE);
    let html = clipboard.html_fragment().unwrap_or_default();
    for url in trail.iter().filter(|url| !url.contains("contact")) {
        assert!(html.contains(&format!("<a href=\"{url}\">{url}</a>")), "{url} in {html}");
    }

    // And what is pasted into the ticket's own composer, on an internal note, shows the same lines.
    tab.find(Role::Button, "Channel: Email")?.click()?;
    tab.wait_until("the channel menu", || Ok(tab.find_css(INTERNAL)?.pop()))?.click()?;
    tab.wait_for(Role::Button, "Channel: Internal note")?;
    let composer = tab.wait_until("the composer", || Ok(tab.find_css(COMPOSER)?.pop()))?;
    composer.paste()?;
    tab.wait_for_text("- Salesforce ID: 0016100000aBcDeAAK")?;
    // The editor puts characters without a width at the ends of a link.
    assert_eq!(composer.text()?.replace('\u{2060}', "").trim(), NOTE);

    // Each opens a tab in front, some time after the click: only then is this one brought back.
    let search = "https://gitlab.zendesk.com/agent/search/1?type=organization&q=salesforce_id%3A0016100000aBcDeAAK";
    for (button, url) in [("Open organization", ORGANIZATION), ("Search in Zendesk", search)] {
        panel.button(button)?.click()?;
        agent.browser.wait_for_tab(url)?;
        tab.activate()?;
    }
    Ok(())
}

fn a_trial_is_not_entitled_and_the_note_says_why(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4103, "Tina Tran")?;
    panel.enter("700002", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Not entitled");
    assert!(panel.note()?.contains("\n- Reason: The license is a trial.\n"), "{}", panel.note()?);

    // The sold-to that the customer gave is judged as it is typed.
    panel.enter("700001", "purchasing@acme.example")?;
    assert_eq!(panel.collect()?, "Not entitled");
    assert!(panel.region("Findings")?.contains("the customer gave purchasing@acme.example"));
    panel.enter("700001", "alice@acme.example")?;
    panel
        .frame()
        .wait_until("the verdict of the address that matches", || Ok((panel.verdict()? == "Entitled").then_some(())))?;
    Ok(())
}

fn cancel_while_a_page_is_read(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    let hold = agent.sandbox.hold("customers.gitlab.com", "/admin/billing_account/");
    panel.button("Collect")?.click()?;
    assert!(hold.wait_for_one(agent.browser.patience()), "the billing account is asked for");
    panel.frame().wait_for_text("Reading…")?;
    assert!(!panel.button("Collect")?.is_enabled()?);

    panel.button("Cancel")?.click()?;
    panel.frame().wait_for_none(Role::Button, "Cancel")?;
    assert_eq!(panel.verdict()?, "Cancelled at Billing account. The walk was cancelled.");
    assert!(panel.region("Trail")?.contains("A-S00012345"), "what was gathered stays");
    assert!(!panel.frame().has(Role::Button, "Insert note")?);
    hold.release();

    assert_eq!(panel.verdict_after(|| panel.button("Go on")?.click())?, "Entitled");
    Ok(())
}

fn a_signed_out_portal_says_where_to_sign_in(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    agent.sandbox.portal().sign_everyone_out();
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Stopped at License. You are signed out of the portal.");
    assert!(panel.region("Trail")?.contains("You are signed out of the portal."));
    let links = panel.links("What to do")?;
    assert!(
        links.contains(&("Sign in to the portal".to_owned(), "https://customers.gitlab.com/admin".to_owned())),
        "{links:?}"
    );

    // There is no note to insert, unless the agent asks for what there is so far.
    assert!(!panel.frame().has(Role::Button, "Insert note")?);
    panel.button("Note of what there is so far")?.click()?;
    panel.button("Insert note")?;
    let note = panel.note()?;
    assert!(note.contains("- Organization: not read (signed out of the portal)\n- Open: The walk stopped"), "{note}");

    agent.sign_in_to_portal()?;
    tab.activate()?;
    assert_eq!(panel.verdict_after(|| panel.button("Try again: License")?.click())?, "Entitled");
    assert!(!panel.note()?.contains("not read"), "{}", panel.note()?);
    Ok(())
}

fn hostile_text_stays_text(agent: &Agent) -> Done {
    let ticket = vouch_sandbox::zendesk::data::ticket(4108).ok_or("no ticket 4108")?;
    let (_tab, panel) = on_ticket(agent, 4108, "<img")?;
    assert!(panel.region("Ticket")?.contains(ticket.subject.trim()), "{}", panel.region("Ticket")?);
    panel.enter("700007", "<b>mallory.o'neil+gitlab@evil.example</b>")?;
    panel.collect()?;
    let elements = panel.frame().evaluate("document.querySelectorAll('main img, main script, main b').length")?;
    assert_eq!(elements, 0, "no value became an element");
    assert!(panel.note()?.contains("- Sold-to: mallory.o'neil+gitlab@evil.example"));
    Ok(())
}
