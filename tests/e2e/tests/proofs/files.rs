//! Files: attached to the ticket, dropped on the panel, picked, and pasted as text.

use std::fs;

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, NOTE, on_ticket, portal_requests};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::license;
use vouch_sandbox::zendesk::Files;

use crate::SOLD_TO;

in_both_browsers! {
    an_attachment_that_cannot_be_read_is_dropped_or_picked: V3,
    an_attachment_that_zendesk_hands_out_is_read: V2,
    a_pasted_file_is_read_and_not_typed: V3,
}

const ATTACHED: &str = "Attached usage export license_usage.csv";

fn an_attachment_that_cannot_be_read_is_dropped_or_picked(agent: &Agent) -> Done {
    let export = license::usage_export(700_001).ok_or("no such license")?;
    let (_tab, panel) = on_ticket(agent, 4121, "Uma Usher")?;
    panel.take_up(&format!("Sold-to {SOLD_TO}"))?;
    panel.take_up(ATTACHED)?;
    // Zendesk leads to the host that keeps the files, where Vouch may not go.
    panel.frame().wait_for_text("The browser lets Vouch read attachments only while Zendesk itself hands them out.")?;
    let links = panel.links("File")?;
    let [(text, address)] = links.as_slice() else { return Err(format!("{links:?}").into()) };
    assert_eq!(text, "Download it");
    assert!(address.starts_with("https://gitlab.zendesk.com/attachments/token/"), "{address}");
    assert_eq!(
        portal_requests(agent).iter().filter(|seen| seen.cookie && seen.target.contains("/license/")).count(),
        0
    );

    let form = panel.frame().find_css("form[data-drop]")?.pop().ok_or("no form")?;
    assert_eq!(panel.verdict_after(|| form.drop_file("license_usage.csv", &export))?, "Entitled");
    assert_eq!(panel.note()?, NOTE);
    assert!(!panel.frame().has(Role::Region, "File")?, "it is done with");
    panel.frame().wait_for_text("Usage export of license 700001")?;

    // Picked by its dialog: this time a license file, and of another license.
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("Acme.gitlab-license");
    fs::write(&file, license::file(700_002).ok_or("no such license")?)?;
    let field = panel.frame().find_css("input[type=file]")?.pop().ok_or("no file field")?;
    assert_eq!(field.attribute("aria-label")?.as_deref(), Some("License file or usage export"));
    assert_eq!(panel.verdict_after(|| field.pick_files(&[&file]))?, "Not entitled");
    assert!(panel.note()?.starts_with("- License: https://customers.gitlab.com/admin/license/700002\n"));
    panel.frame().wait_for(Role::Radio, "License file of license 700002 Not entitled")?;

    // What holds no proof says so and changes nothing of what was gathered.
    fs::write(&file, "PK\u{3}\u{4}\u{14}\0")?;
    field.pick_files(&[&file])?;
    panel.frame().wait_for_text("It is an Excel workbook, not a CSV file.")?;
    assert!(!panel.frame().has(Role::Button, "Validate in the portal")?);
    panel.button("Dismiss")?.click()?;
    panel.frame().wait_for_none(Role::Region, "File")?;
    assert_eq!(panel.verdict()?, "Not entitled");
    Ok(())
}

fn an_attachment_that_zendesk_hands_out_is_read(agent: &Agent) -> Done {
    agent.sandbox.zendesk().switch(|switches| switches.files = Files::Here);
    for (ticket, requester, attached, proof) in [
        (4121, "Uma Usher", ATTACHED, "Usage export of license 700001"),
        (4122, "Finn Falk", "Attached license file AcmeCorp.gitlab-license", "License file of license 700001"),
    ] {
        agent.sandbox.forget_traffic();
        let (_tab, panel) = on_ticket(agent, ticket, requester)?;
        panel.take_up(&format!("Sold-to {SOLD_TO}"))?;
        assert_eq!(portal_requests(agent), [], "#{ticket}");
        assert_eq!(panel.verdict_after(|| panel.take_up(attached))?, "Entitled", "#{ticket}");
        assert_eq!(panel.note()?, NOTE, "#{ticket}");
        panel.frame().wait_for_text(&format!("Proof: {proof}"))?;
    }
    Ok(())
}

fn a_pasted_file_is_read_and_not_typed(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4118, "Quinn Quiet")?;
    assert_eq!(panel.found()?, [""; 0]);
    panel.frame().wait_for_text("No proof, and no sold-to address.")?;
    let paste = |panel: &Panel, text: &str| {
        tab.copy(text)?;
        panel.frame().find(Role::TextBox, "License ID")?.paste()
    };

    panel.enter("", SOLD_TO)?;
    let file = license::file(700_001).ok_or("no such license")?;
    assert_eq!(panel.verdict_after(|| paste(&panel, &license::with_boundary(&file)))?, "Entitled");
    assert_eq!(panel.note()?, NOTE);
    assert_eq!(panel.field("License ID")?, "", "a key is read and not shown");

    let export = license::usage_export(700_002).ok_or("no such license")?;
    assert_eq!(panel.verdict_after(|| paste(&panel, &export))?, "Not entitled");
    assert_eq!(panel.field("License ID")?, "");
    panel.frame().wait_for(Role::Radio, "Usage export of license 700002 Not entitled")?;

    // Nor does it need a field that has the focus.
    tab.copy(&file)?;
    panel.frame().find(Role::Heading, "Vouch")?.click()?;
    assert_eq!(panel.verdict_after(|| panel.frame().press("Ctrl+V"))?, "Entitled");

    // A short text is typed, as ever.
    paste(&panel, "700001")?;
    panel.frame().wait_until("what was pasted", || Ok((panel.field("License ID")? == "700001").then_some(())))?;
    assert_eq!(panel.collect()?, "Entitled");
    Ok(())
}
