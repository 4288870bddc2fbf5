//! Whether Vouch still knows the page: which of the composer's parts it does not find any more (facts: zendesk A5).

use super::look::Seen;
use crate::zendesk::host;

/// The parts of the agent page that were not found on one that shows a ticket, each with how it is looked for.
#[must_use]
pub fn unknown_parts(seen: &Seen) -> Vec<String> {
    let any_tab = |attribute: &str| seen.tabs.iter().any(|tab| tab.get(attribute).is_some());
    let any_switcher =
        |attribute: &str| seen.composers.iter().any(|composer| composer.switcher.get(attribute).is_some());
    let parts = [
        (!seen.tabs.is_empty(), "the tickets' tabs", host::TAB.to_owned()),
        (any_tab(host::CURRENT), "the active tab", attribute(host::TAB, host::CURRENT)),
        (any_tab(host::ENTITY), "the tab's ticket", attribute(host::TAB, host::ENTITY)),
        (!seen.composers.is_empty(), "the composer's channel", host::SWITCHER.to_owned()),
        (
            any_switcher(host::SWITCHER_TICKET),
            "the composer's ticket",
            attribute(host::SWITCHER, host::SWITCHER_TICKET),
        ),
        (any_switcher(host::CHANNEL), "which channel it is", attribute(host::SWITCHER, host::CHANNEL)),
        (
            seen.composers.iter().any(|composer| !composer.editors.is_empty()),
            "the composer's editor",
            host::EDITOR.to_owned(),
        ),
    ];
    // The menu's item is in the page only while the menu is open, so it cannot be missed here.
    let missing = parts.into_iter().filter(|(found, ..)| !found);
    missing.map(|(_, what, selector)| format!("{what} ({selector})")).collect()
}

fn attribute(selector: &str, name: &str) -> String {
    format!("{selector}[{name}]")
}
