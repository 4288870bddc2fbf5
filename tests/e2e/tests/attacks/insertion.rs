//! A ticket whose note is ready, and the press that inserts it: what the attacks on the composer begin with.

use std::time::Duration;

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Failure, on_ticket};
use vouch_e2e::{Tab, wait_until};

/// The ticket's real editor, as an expression of its page.
pub const EDITOR: &str =
    "document.querySelector('[data-ticket-id=\"4101\"] [data-test-id=omnicomposer-rich-text-ckeditor]')";

/// The page of the ticket, loaded anew, with its evidence gathered.
pub fn loaded(agent: &Agent) -> Result<(Tab, Panel), Failure> {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    panel.collect()?;
    let is_there = format!("Boolean({EDITOR}?.ckeditorInstance)");
    tab.wait_until("the editor", || Ok((tab.evaluate(&is_there)? == true).then_some(())))?;
    Ok((tab, panel))
}

/// Presses `Insert note`; what the panel says in the end.
pub fn insert(panel: &Panel) -> Result<String, Failure> {
    panel.button("Insert note")?.click()?;
    Ok(wait_until("what came of it", Duration::from_secs(60), || {
        let said = panel.region("Evidence note")?;
        let is_over = |line: &&str| line.starts_with("Inserted as") || line.starts_with("Not inserted.");
        Ok(said.lines().find(is_over).map(str::to_owned))
    })?)
}
