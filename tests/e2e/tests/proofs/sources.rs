//! Who said it: what the panel offers as the customer's, what it lists apart, and where the agent chooses.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, NOTE, on_ticket};
use vouch_e2e::{Role, in_both_browsers};

use crate::SOLD_TO;

in_both_browsers! {
    an_agents_evidence_note_is_never_the_customers_word: V3,
    one_press_takes_the_sold_to_along_or_leaves_the_choice: V3,
}

fn an_agents_evidence_note_is_never_the_customers_word(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4150, "Circe Cirillo")?;
    let found = panel.found()?;
    assert!(found.iter().all(|name| !name.contains(SOLD_TO)), "{found:?}");
    let apart = panel.region("Not from the customer")?;
    assert!(apart.contains("Order #5001") && apart.contains("internal note"), "{apart}");

    assert_eq!(panel.verdict_after(|| panel.take_up("License 700001"))?, "Not entitled");
    assert_eq!(panel.field("Sold-to given by the customer")?, "purchasing@acme.example");
    Ok(())
}

fn one_press_takes_the_sold_to_along_or_leaves_the_choice(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    assert_eq!(panel.verdict_after(|| panel.take_up("License 700001"))?, "Entitled");
    assert_eq!(panel.field("Sold-to given by the customer")?, SOLD_TO);
    assert_eq!(panel.note()?, NOTE);
    panel.frame().wait_for_text("From the ticket, which names no other:")?;

    let (_tab, panel) = on_ticket(agent, 4156, "Several Severin")?;
    assert_eq!(panel.verdict_after(|| panel.take_up("License 700001"))?, "For you to decide");
    assert_eq!(panel.field("Sold-to given by the customer")?, "");
    panel.frame().wait_for(Role::Region, "Choose the sold-to")?;
    panel.button("alice@acme.example Several Severin 2026-10-13 requester public comment")?.click()?;
    panel.wait_for_verdict("Entitled")?;
    assert_eq!(panel.field("Sold-to given by the customer")?, SOLD_TO);
    Ok(())
}
