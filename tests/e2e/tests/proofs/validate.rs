//! The way over the portal's Validate License page, for a license key that Vouch cannot read itself (seed 001, step 8).

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, on_ticket, portal_requests};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::license;
use vouch_sandbox::portal::{Validated, Variant};
use vouch_sandbox::server::Seen;

use crate::SOLD_TO;

in_both_browsers! {
    the_portal_validates_what_vouch_cannot_read: V3,
    the_older_portal_validates_it_too: V2 = the_portal_validates_what_vouch_cannot_read,
}

fn the_portal_validates_what_vouch_cannot_read(agent: &Agent) -> Done {
    for (ticket, requester, license, validated, verdict) in [
        (4118, "Quinn Quiet", 700_001, Validated::Json, "Entitled"),
        (4103, "Tina Tran", 700_002, Validated::Ruby, "Not entitled"),
    ] {
        agent.sandbox.portal().set_variant(Variant { validated, ..Variant::default() });
        let key = license::file(license).and_then(|file| license::signed_anew(&file)).ok_or("no such license")?;
        let (tab, panel) = on_ticket(agent, ticket, requester)?;
        panel.enter("", SOLD_TO)?;
        agent.sandbox.forget_traffic();
        // As a mail quotes it; the portal gets it as it was written.
        tab.copy(&format!("Alice wrote:\n> {}\n", key.trim_end().replace('\n', "\n> ")))?;
        panel.frame().find(Role::TextBox, "License ID")?.paste()?;
        panel.frame().wait_for_text("The license key is not decryptable with GitLab's production key")?;
        assert_eq!(portal_requests(agent), []);

        // The portal's own form, filled in and not sent.
        panel.button("Validate in the portal")?.click()?;
        let portal = agent.browser.wait_for_tab("https://customers.gitlab.com/admin/license/validate_license")?;
        portal.activate()?;
        let beside = Panel::of(&portal)?;
        beside.frame().wait_for_text("Press Validate on the page: Vouch never does.")?;
        beside.frame().wait_for(Role::Link, &format!("Ticket #{ticket}"))?;
        let field = portal.find(Role::TextBox, "License file")?;
        portal.wait_until("the license key in its field", || Ok((field.value()? == key).then_some(())))?;
        assert_eq!(sent(agent), []);

        // The agent sends it; what the answer says is taken up for the ticket that it was opened for.
        portal.find(Role::Button, "Validate")?.click()?;
        portal.wait_for_text("licensee")?;
        let beside = Panel::of(&portal)?;
        beside.wait_for_verdict(verdict)?;
        assert!(beside.region("This page")?.contains(&license.to_string()));
        let [sent] = &sent(agent)[..] else { return Err(format!("{:#?}", sent(agent)).into()) };
        assert_eq!(sent.origin.as_deref(), Some("https://customers.gitlab.com"), "the portal's page has sent it");

        tab.activate()?;
        panel.wait_for_verdict(verdict)?;
        let first = format!("- License: https://customers.gitlab.com/admin/license/{license}\n");
        assert!(panel.note()?.starts_with(&first), "{}", panel.note()?);
        assert_eq!(panel.field("License ID")?, license.to_string());
        assert!(!panel.frame().has(Role::Region, "File")?, "the key is not kept");
        portal.close()?;
    }
    Ok(())
}

/// What was sent to the portal by a form.
fn sent(agent: &Agent) -> Vec<Seen> {
    portal_requests(agent).into_iter().filter(|seen| seen.method != "GET").collect()
}
