//! The ways of the handbook's chart, each from its ticket to what comes next, in real browsers (seed 001, its chart).

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, on_ticket};
use vouch_e2e::{Role, Tab, in_both_browsers, picture};

in_both_browsers! {
    each_ticket_says_what_comes_next: V3,
    what_comes_next_is_ready_to_copy: V3,
    the_addresses_are_compared_and_copied: V3,
    where_there_is_no_room_the_contacts_are_in_the_reply: V3,
    contacts_are_removed_one_by_one: V3,
    an_attacker_is_noted_and_rejected: V3,
    who_is_refused_is_told_why: V3,
}

fn each_ticket_says_what_comes_next(agent: &Agent) -> Done {
    // (ticket, license and sold-to to be walked with, what comes next)
    let routes = [
        (4109, None, "Already associated: add the contacts"),
        (4134, None, "Already associated, but not now"),
        (4130, None, "GitLab.com: attempt the association"),
        (4118, None, "Ask for proof"),
        (4103, Some(("700002", "alice@acme.example")), "Not entitled: reply"),
        (4107, Some(("700025", "")), "Decide"),
        (4117, Some(("700141", "filler@example.org")), "Entitled, but not now"),
        (4101, Some(("700001", "alice@acme.example")), "Associate the requester"),
    ];
    for (ticket, walk, next) in routes {
        let tab = agent.open_ticket(ticket)?;
        let panel = Panel::open(&tab)?;
        panel.frame().wait_for(Role::Link, &format!("Ticket #{ticket}"))?;
        if let Some((license, sold_to)) = walk {
            panel.enter(license, sold_to)?;
            panel.collect()?;
        }
        panel.frame().wait_until(next, || Ok(panel.region("Next")?.contains(next).then_some(())))?;
        picture!(&tab, &format!("route-{ticket}"))?;
    }
    Ok(())
}

/// A ticket's panel, once it says what comes next.
fn on(agent: &Agent, ticket: u32) -> Result<(Tab, Panel), Failure> {
    let tab = agent.open_ticket(ticket)?;
    let panel = Panel::open(&tab)?;
    panel.frame().wait_for(Role::Link, &format!("Ticket #{ticket}"))?;
    panel.frame().wait_for(Role::Region, "Next")?;
    Ok((tab, panel))
}

fn what_comes_next_is_ready_to_copy(agent: &Agent) -> Done {
    let (_, panel) = on(agent, 4130)?;
    assert_eq!(panel.copied(&agent.browser, "Copy acme-group")?, "acme-group");

    let (_, panel) = on(agent, 4118)?;
    let ask = "Support::Support-Ops::Proof of support entitlement";
    assert_eq!(panel.copied(&agent.browser, &format!("Copy {ask}"))?, ask);

    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    assert_eq!(panel.copied(&agent.browser, "Copy Acme Corp")?, "Acme Corp");
    let done = "Support::Support-Ops::Users added to organization";
    assert_eq!(panel.copied(&agent.browser, &format!("Copy {done}"))?, done);
    let links = panel.links("Next")?;
    assert!(links.iter().any(|(_, url)| url.starts_with("https://gitlab.zendesk.com/agent/users/")), "{links:?}");
    Ok(())
}

fn the_addresses_are_compared_and_copied(agent: &Agent) -> Done {
    let (tab, panel) = on(agent, 4109)?;
    let all = "charlie.castro@acme.example, dora.diaz@acme.example";
    panel.frame().wait_for(Role::Region, "Current contacts")?;
    assert_eq!(panel.copied(&agent.browser, "Copy addresses")?, all);
    panel.frame().wait_for_text("2 addresses to add")?;

    let field = panel.frame().find(Role::TextBox, "Addresses to add")?;
    field.clear()?;
    field.type_text("Alice <alice@acme.example>, dora.diaz@acme.example, nobody")?;
    panel.frame().wait_for_text("alice@acme.example is a contact already")?;
    panel.frame().wait_for_text("nobody is no e-mail address")?;
    picture!(&tab, "addresses")?;
    assert_eq!(panel.copied(&agent.browser, "Copy addresses")?, "dora.diaz@acme.example");
    panel.button("As in the ticket")?.click()?;
    panel.frame().wait_until("the ticket's own", || Ok(panel.region("Next")?.contains(all).then_some(())))?;
    Ok(())
}

fn where_there_is_no_room_the_contacts_are_in_the_reply(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4113, "山田 花子")?;
    panel.enter("700008", "yamada.taro@kk.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    let summary = panel.frame().wait_for(Role::Group, "Addresses to add")?;
    summary.click()?;
    panel.button("List contacts")?.click()?;
    let reply = panel.copied(&agent.browser, "Copy Your organization can have 30 support contacts, and with the ones to be added it would have more. These are the current ones:")?;
    assert_eq!(reply.lines().filter(|line| line.starts_with("- ")).count(), 30, "{reply}");
    picture!(&tab, "no-room")?;
    Ok(())
}

fn contacts_are_removed_one_by_one(agent: &Agent) -> Done {
    let (tab, panel) = on(agent, 4131)?;
    // The problem type fits adding and removing; the customer's words suggest which.
    panel.frame().wait_for_text("The customer's words may ask for: Remove contacts.")?;
    panel.button("Choose it")?.click()?;
    panel.frame().wait_for_text("former@acme.example is no contact of the organization")?;
    let note = "De-associated as per https://gitlab.zendesk.com/agent/tickets/4131";
    assert_eq!(panel.copied(&agent.browser, &format!("Copy {note}"))?, note);
    let links = panel.links("Next")?;
    assert_eq!(
        links,
        [("Alice Anders".to_owned(), "https://gitlab.zendesk.com/agent/users/26000000001001".to_owned())]
    );
    picture!(&tab, "removal")?;
    Ok(())
}

fn an_attacker_is_noted_and_rejected(agent: &Agent) -> Done {
    let (tab, panel) = on(agent, 4132)?;
    panel.choose("Task", "Malicious user")?;
    panel.frame().wait_for(Role::TextBox, "Reason, for the user's notes")?.type_text("Phishing")?;
    let note = "Suspended as per https://gitlab.zendesk.com/agent/tickets/4132: Phishing";
    assert_eq!(panel.copied(&agent.browser, &format!("Copy {note}"))?, note);
    let reject = "reject:service@evil.example";
    assert_eq!(panel.copied(&agent.browser, &format!("Copy {reject}"))?, reject);
    picture!(&tab, "malicious")?;
    Ok(())
}

fn who_is_refused_is_told_why(agent: &Agent) -> Done {
    let (_, panel) = on(agent, 4118)?;
    panel.enter("700002", "purchasing@acme.example")?;
    assert_eq!(panel.collect()?, "Not entitled");
    let next = panel.region("Next")?;
    assert!(next.contains("belongs to a trial") && next.contains("not the one on record"), "{next}");
    assert!(!next.contains("alice@acme.example"), "{next}");
    Ok(())
}
