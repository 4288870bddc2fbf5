//! Where the agent decides: a step that failed, orders to choose from, and what needs attention.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, NOTE, on_ticket, portal_requests};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::portal::HOST;
use vouch_sandbox::server::Answer;
use vouch_sandbox::site::Response;

use crate::SOLD_TO;

in_both_browsers! {
    a_failed_step_is_retried_alone_and_an_order_is_chosen: V2,
    what_needs_attention_is_accepted_or_refused_with_a_reason: V3,
}

fn a_failed_step_is_retried_alone_and_an_order_is_chosen(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.take_up(&format!("Sold-to {SOLD_TO}"))?;
    let mut broken = Response::default();
    *broken.status_mut() = 500.try_into()?;
    agent.sandbox.answer_next(HOST, "/admin/order/5001", Answer::Respond(broken));
    let stopped = "Stopped at Order. The portal failed (status 500).";
    assert_eq!(panel.verdict_after(|| panel.take_up("License 700001"))?, stopped);
    let trail = panel.region("Trail")?;
    assert!(trail.contains("The portal failed (status 500)."), "{trail}");

    agent.sandbox.forget_traffic();
    assert_eq!(panel.verdict_after(|| panel.button("Try again: Order")?.click())?, "Entitled");
    assert_eq!(panel.note()?, NOTE);
    let asked: Vec<_> = portal_requests(agent).into_iter().map(|seen| seen.target).collect();
    assert_eq!(asked, ["/admin/order/5001", "/admin/billing_account/1001", "/admin/billing_account_contact/11"]);

    // Two orders of one name lead to two billing accounts.
    let (_tab, panel) = on_ticket(agent, 4116, "Rob Reseller")?;
    panel.take_up("Sold-to rita@reseller.example")?;
    let choose = "Choose the order. 2 orders have this subscription name, with different billing accounts.";
    assert_eq!(panel.verdict_after(|| panel.take_up("License 700017"))?, choose);
    assert!(!panel.frame().has(Role::Button, "Insert note")?);
    panel.frame().wait_for_text("Choose one:")?;
    panel.button("Show the orders")?.click()?;
    let option =
        |order: u32, account: u32| format!("Order #{order} 2025-01-01 to 2099-12-31 · billing account #{account}");
    assert!(panel.frame().has(Role::Button, &option(5011, 1001))?);
    let first = panel.button(&option(5012, 1009))?;
    panel.frame().wait_until("the keyboard on the first order", || Ok(first.is_focused()?.then_some(())))?;
    assert_eq!(panel.verdict_after(|| panel.button(&option(5012, 1009))?.click())?, "Entitled");
    assert!(panel.region("Trail")?.contains("chosen from 2 orders"));
    let note = panel.note()?;
    for line in [
        "- Order: https://customers.gitlab.com/admin/order/5012",
        "- Billing account: https://customers.gitlab.com/admin/billing_account/1009",
        "- Sold-to: rita@reseller.example",
    ] {
        assert!(note.lines().any(|one| one == line), "{line} in {note}");
    }
    Ok(())
}

fn what_needs_attention_is_accepted_or_refused_with_a_reason(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    // An account that Zendesk has no organization of.
    panel.enter("700025", SOLD_TO)?;
    panel.collect()?;
    let trail = panel.region("Trail")?;
    let sold_to = trail.split_whitespace().find(|word| word.contains('@')).ok_or("no sold-to")?.to_owned();
    panel.enter("700025", &sold_to)?;
    panel.wait_for_verdict("For you to decide")?;
    assert!(panel.region("No organization found")?.contains("Sync Data from ZBilling"));

    panel.button("Accept: Organization found")?.click()?;
    let why = panel.frame().wait_for(Role::TextBox, "Why: Organization found")?;
    panel.frame().wait_until("the keyboard in the field", || Ok(why.is_focused()?.then_some(())))?;
    why.type_text("The account was made today.")?;
    why.press("Enter")?;
    panel.wait_for_verdict("Entitled, with 1 accepted exception")?;
    let decided = "- Decided: No organization has this Salesforce ID. Accepted: The account was made today.";
    assert!(panel.note()?.ends_with(decided), "{}", panel.note()?);

    panel.button("Take back: Organization found")?.click()?;
    panel.wait_for_verdict("For you to decide")?;
    assert!(!panel.note()?.contains("Decided"), "{}", panel.note()?);

    panel.button("Refuse: Organization found")?.click()?;
    let why = panel.frame().wait_for(Role::TextBox, "Why: Organization found")?;
    panel.frame().wait_until("the keyboard in the field", || Ok(why.is_focused()?.then_some(())))?;
    why.type_text("The account is nobody's.")?;
    why.press("Enter")?;
    panel.wait_for_verdict("Not entitled")?;
    let refused = "- Reason: No organization has this Salesforce ID. Refused: The account is nobody's.";
    assert!(panel.note()?.ends_with(refused), "{}", panel.note()?);
    Ok(())
}
