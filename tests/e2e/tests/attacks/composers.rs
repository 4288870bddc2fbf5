//! Markup that looks like Zendesk's composer: in a comment, beside the composer, over it. None of it is ever pressed or
//! written into, and what a customer wrote keeps no note out.

use serde_json::json;
use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, Failure};
use vouch_e2e::{Tab, in_both_browsers};

use crate::insertion::{insert, loaded};

in_both_browsers! {
    comment_with_a_composers_markup_is_neither_pressed_nor_in_the_way: V3,
    markup_beside_the_composer_is_never_pressed: V3,
}

const SWITCHER: &str = "[data-ticket-id=\"4101\"] [data-channel-switcher-trigger-for-ticket-id]";
const INSERTED: &str = "Inserted as an internal note.";

/// What an attacker can write: a tab, a switch with the ticket's number, an editor, and a menu item, all in sight. Each
/// press on one of them is counted.
const FAKES: &str = r#"
    const fakes = () => {
        const made = (tag, test, more = {}) => {
            const element = document.createElement(tag);
            element.dataset.testId = test;
            for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
            element.textContent = 'fake';
            element.style.cssText = 'display: block; width: 60px; height: 20px';
            element.addEventListener('click', event => { event.preventDefault(); globalThis.pressed += 1; });
            return element;
        };
        const tie = { 'data-channel-switcher-trigger-for-ticket-id': '4101', 'data-channel': 'internal' };
        return {
            tab: made('div', 'header-tab', { 'aria-current': 'page', 'data-entity-id': '4102' }),
            switcher: made('button', 'omnichannel-channel-switcher-button', tie),
            editor: made('div', 'omnicomposer-rich-text-ckeditor', { contenteditable: 'true' }),
            item: made('a', 'omnichannel-channel-switcher-menuitem-internal', { href: 'https://evil.example/' }),
        };
    };
    globalThis.pressed ??= 0;
"#;

fn page_does(tab: &Tab, script: &str) -> Done {
    tab.evaluate(&format!("(() => {{ {FAKES} {script}; return true; }})()"))?;
    Ok(())
}

/// How often a fake was pressed, and how many elements hold the note: the real editor, and fakes.
fn outcome(tab: &Tab) -> Result<serde_json::Value, Failure> {
    Ok(tab.evaluate(
        "(() => {
            const holds = element => element.textContent.includes('alice@acme.example');
            const editors = [...document.querySelectorAll('[data-test-id=omnicomposer-rich-text-ckeditor]')];
            const menus = [...document.querySelectorAll('[class*=StyledChannelMenu]')];
            return {
                pressed: globalThis.pressed,
                real: editors.filter(editor => editor.ckeditorInstance && holds(editor)).length,
                fake: editors.filter(editor => !editor.ckeditorInstance && holds(editor)).length,
                menus: menus.filter(menu => menu.checkVisibility()).length,
                address: location.href,
            };
        })()",
    )?)
}

fn expected(real: u32) -> serde_json::Value {
    let address = "https://gitlab.zendesk.com/agent/tickets/4101";
    json!({ "pressed": 0, "real": real, "fake": 0, "menus": 0, "address": address })
}

fn comment_with_a_composers_markup_is_neither_pressed_nor_in_the_way(agent: &Agent) -> Done {
    let (tab, panel) = loaded(agent)?;
    // Before the note, and again while the menu opens: whatever is made of a comment's text.
    page_does(
        &tab,
        &format!(
            "const contents = document.querySelectorAll('[data-test-id=omni-log-message-content]');
             const log = document.querySelector('[data-test-id=omni-log-container]');
             for (const content of [...contents, log]) content.append(...Object.values(fakes()));
             document.querySelector('{SWITCHER}').addEventListener('click', () => {{
                 contents[0].prepend(...Object.values(fakes()));
             }});"
        ),
    )?;
    let said = insert(&panel)?;
    assert!(said.starts_with(INSERTED), "{said}");
    assert_eq!(outcome(&tab)?, expected(1));
    Ok(())
}

fn markup_beside_the_composer_is_never_pressed(agent: &Agent) -> Done {
    let item_comes = |count: u32| {
        format!(
            "document.querySelector('{SWITCHER}').addEventListener('click', () => {{
                 for (let at = 0; at < {count}; at += 1) document.body.append(fakes().item);
             }})"
        )
    };
    let (one, two) = (item_comes(1), item_comes(2));
    let unclear = "It is not clear which composer is the ticket's.";
    let hidden = "document.body.append(Object.assign(document.createElement('div'), { hidden: true }));
         document.body.lastChild.append(fakes().switcher)";
    let faded = format!(
        "const box = document.querySelector('{SWITCHER}').closest('[data-test-id=omnicomposer-box]');
         box.style.opacity = '0.01'"
    );
    // (what the page has beside its composer, what the panel says)
    for (script, says) in [
        // It was there before the menu was opened, so it is none of the menu's.
        ("document.body.append(fakes().item)", INSERTED),
        (&one, "It is not clear which menu item leads to an internal note."),
        (&two, "It is not clear which menu item leads to an internal note."),
        ("document.body.append(fakes().switcher)", unclear),
        (hidden, unclear),
        (&faded, "The ticket has no composer that Vouch knows."),
        ("document.body.append(fakes().tab)", "The active tab is not this ticket's."),
    ] {
        let (tab, panel) = loaded(agent)?;
        page_does(&tab, script)?;
        let said = insert(&panel)?;
        assert!(said.contains(says), "{script}: {said}");
        let outcome = outcome(&tab)?;
        assert_eq!(outcome, expected(u32::from(says == INSERTED)), "{script}");
        tab.close()?;
    }
    Ok(())
}
