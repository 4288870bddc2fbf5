//! The ways of the handbook's chart, each from its ticket to what comes next, in real browsers (seed 001, its chart).

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::Done;
use vouch_e2e::{Role, in_both_browsers};

in_both_browsers! {
    each_ticket_says_what_comes_next: V3,
    what_comes_next_is_ready_to_copy: V3,
}

fn each_ticket_says_what_comes_next(agent: &Agent) -> Done {
    // (ticket, license and sold-to to be walked with, what comes next)
    let routes = [
        (4109, None, "Already associated: add the contacts"),
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
    }
    Ok(())
}

fn what_comes_next_is_ready_to_copy(agent: &Agent) -> Done {
    let tab = agent.open_ticket(4118)?;
    let panel = Panel::open(&tab)?;
    let copied = |button: &str| -> Result<String, vouch_e2e::testing::Failure> {
        let element = panel.button(button)?;
        element.click()?;
        panel.frame().wait_until(button, || Ok((element.text()? == "Copied").then_some(())))?;
        Ok(agent.browser.read_clipboard()?.text)
    };
    let ask = "Support::Support-Ops::Proof of support entitlement";
    assert_eq!(copied(&format!("Copy {ask}"))?, ask);

    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    assert_eq!(copied("Copy Acme Corp")?, "Acme Corp");
    let done = "Support::Support-Ops::Users added to organization";
    assert_eq!(copied(&format!("Copy {done}"))?, done);
    let links = panel.links("Next")?;
    assert!(links.iter().any(|(_, url)| url.starts_with("https://gitlab.zendesk.com/agent/users/")), "{links:?}");
    Ok(())
}
