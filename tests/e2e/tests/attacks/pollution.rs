//! Prototype pollution: a script in the page has changed what every script there relies on. Vouch's scripts stand in a world
//! of their own, but for the one that reaches the editor; where that one is misled, nothing becomes public.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, NOTE};
use vouch_e2e::{Role, in_both_browsers};

in_both_browsers! {
    polluted_page_changes_neither_panel_nor_verdict: V3,
}

/// Makes what scripts use most throw, and plants values that a careless reader takes for its own.
const POLLUTION: &str = "
    const fail = () => { throw new Error('polluted'); };
    Object.assign(Object.prototype, {
        kind: 'close_panel', token: '', href: 'https://gitlab.zendesk.com/agent/tickets/4102', document: 7, focus: true,
    });
    for (const [prototype, names] of [
        [Element.prototype, ['attachShadow', 'setAttribute', 'removeAttribute', 'getBoundingClientRect', 'closest', 'append']],
        [HTMLElement.prototype, ['showPopover', 'hidePopover', 'focus']],
        [Document.prototype, ['createElement', 'createElementNS', 'elementFromPoint']],
        [MessagePort.prototype, ['postMessage', 'start']],
        [Array.prototype, ['join', 'filter', 'some', 'every']],
        [String.prototype, ['padStart', 'startsWith']],
        [Number.prototype, ['toString']],
    ]) for (const name of names) prototype[name] = fail;
    Crypto.prototype.getRandomValues = (array) => array.fill(0);
    JSON.stringify = fail;
    globalThis.getComputedStyle = () => new Proxy({}, { get: () => () => 'none' });
    globalThis.MutationObserver = class { observe() {} disconnect() {} takeRecords() { return []; } };
    globalThis.MessageChannel = fail;
    globalThis.isSeen = () => true;
    globalThis.makeLauncher = fail;
    true";

fn polluted_page_changes_neither_panel_nor_verdict(agent: &Agent) -> Done {
    let tab = agent.open_ticket(4101)?;
    let launcher = tab.wait_for(Role::Button, "Open Vouch")?;
    // Looked for before: the driver's own scripts are in the page's world, too.
    let place = launcher.bounding_box()?;
    assert_eq!(tab.evaluate(POLLUTION)?, true);
    tab.click_at(place.x + place.width / 2.0, place.y + place.height / 2.0)?;
    let panel = Panel::of(&tab)?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    assert_eq!(panel.note()?, NOTE);
    Ok(())
}
