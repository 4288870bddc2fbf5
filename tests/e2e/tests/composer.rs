//! The note in the ticket's composer, in real browsers and the real CKEditor. In every cell: the right text in the right
//! internal composer, or no change at all.

use serde_json::json;
use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, NOTE, on_ticket};
use vouch_e2e::{Tab, in_both_browsers};
use vouch_sandbox::zendesk::{Composer, HiddenTabs, Locale, Switches};

in_both_browsers! {
    where_everything_agrees_the_note_goes_in: V3,
    where_anything_disagrees_nothing_is_written: V3,
    the_editor_holds_the_note_and_one_undo_takes_it_back: V3,
}

const INSERTED: &str = "Inserted as an internal note. Nothing was sent: look at it, then submit it yourself.";

/// Of every composer in the page: its ticket, its channel, what its editor shows.
const COMPOSERS: &str = r#"[...document.querySelectorAll("[data-channel-switcher-trigger-for-ticket-id]")].map(button => {
    const area = button.closest("[data-ticket-id]");
    const editor = area?.querySelector("[data-test-id=omnicomposer-rich-text-ckeditor]");
    return [button.dataset.channelSwitcherTriggerForTicketId, button.dataset.channel ?? null, editor?.innerText.trim() || editor?.textContent.trim() || (editor ? "" : null)];
})"#;

/// Makes the page do something, in the page's own world.
fn page_does(tab: &Tab, script: &str) -> Result<(), Failure> {
    tab.evaluate(&format!("(() => {{ {script}; return true; }})()"))?;
    Ok(())
}

/// A ticket with its evidence gathered, in a page of its own that behaves so.
fn ready(agent: &Agent, switches: Switches) -> Result<(Tab, Panel), Failure> {
    agent.sandbox.zendesk().switch(|all| *all = switches);
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    if switches.composer == Composer::Editor {
        tab.wait_until("the editor", || {
            let editors = "document.querySelectorAll('[data-test-id=omnicomposer-rich-text-ckeditor]').length";
            Ok((tab.evaluate(editors)? == 1).then_some(()))
        })?;
    }
    Ok((tab, panel))
}

/// Presses `Insert note`, and gives back what the panel then says.
fn insert(panel: &Panel) -> Result<String, Failure> {
    panel.button("Insert note")?.click()?;
    outcome(panel)
}

/// What the panel says of the note's way, once it is over.
fn outcome(panel: &Panel) -> Result<String, Failure> {
    Ok(panel.frame().wait_until("what came of it", || {
        let said = panel.region("Evidence note")?;
        let line = said.lines().find(|line| line.starts_with("Inserted as") || line.starts_with("Not inserted."));
        Ok(line.map(str::to_owned))
    })?)
}

fn draft(tab: &Tab, text: &str) -> Result<(), Failure> {
    page_does(
        tab,
        &format!(
            "document.querySelector('[data-test-id=omnicomposer-rich-text-ckeditor]').ckeditorInstance.setData({})",
            json!(format!("<p>{text}</p>"))
        ),
    )
}

fn where_everything_agrees_the_note_goes_in(agent: &Agent) -> Done {
    let plain = Switches::default();
    // (what, how the page behaves, what it does before, the draft)
    let cells: [(&str, Switches, &str, &str); 7] = [
        ("public", plain, "", ""),
        ("public, with a draft", plain, "", "Looking into it."),
        ("German", Switches { locale: Locale::German, ..plain }, "", ""),
        ("the editor is mounted anew", Switches { remount_editor: true, ..plain }, "", "Looking into it."),
        ("an unknown channel", plain, "document.querySelector('[data-channel]').dataset.channel = 'sms'", ""),
        ("no channel said", plain, "delete document.querySelector('[data-channel]').dataset.channel", ""),
        ("hidden panes as until 2025", Switches { hidden_tabs: HiddenTabs::DisplayNone, ..plain }, "", ""),
    ];
    for (what, switches, before, drafted) in cells {
        let (tab, panel) = ready(agent, switches)?;
        if !drafted.is_empty() {
            draft(&tab, drafted)?;
        }
        page_does(&tab, before)?;
        assert_eq!(insert(&panel)?, INSERTED, "{what}");
        let text = [drafted, NOTE].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        assert_eq!(tab.evaluate(COMPOSERS)?, json!([["4101", "internal", text]]), "{what}");
        println!("{what:<36} the note is in the internal composer");
    }
    assert_eq!(agent.sandbox.zendesk().submissions().len(), 0, "nothing was sent");
    Ok(())
}

fn where_anything_disagrees_nothing_is_written(agent: &Agent) -> Done {
    let plain = Switches::default();
    // Before anything of Zendesk's own, the page does this when the internal channel is chosen.
    let on_choosing = |script: &str| {
        format!(
            "document.addEventListener('click', event => {{
                if (!event.target.closest('[data-test-id=omnichannel-channel-switcher-menuitem-internal]')) return;
                event.stopImmediatePropagation();
                {script}
            }}, true)"
        )
    };
    let moves_on = "history.pushState(null, '', '/agent/tickets/4102');\
         document.querySelector('[data-test-id=header-tab][aria-current=page]').dataset.entityId = '4102'";
    let cells: [(&str, Switches, String, &str); 7] = [
        ("no composer", Switches { composer: Composer::None, ..plain }, String::new(), "no composer"),
        ("no editor", Switches { composer: Composer::NoEditor, ..plain }, String::new(), "no editor"),
        ("the channel does not change", plain, on_choosing(""), "could not be switched"),
        ("the agent moves on while it changes", plain, on_choosing(moves_on), "no longer shows"),
        (
            "the active tab is another ticket's",
            plain,
            "document.querySelector('[data-test-id=header-tab][aria-current=page]').dataset.entityId = '4102'"
                .to_owned(),
            "active tab",
        ),
        (
            "the composer is another ticket's",
            plain,
            "document.querySelector('[data-channel]').dataset.channelSwitcherTriggerForTicketId = '4102'".to_owned(),
            "no composer",
        ),
        (
            "the composer becomes public by writing",
            plain,
            "document.addEventListener('vouch-editor', () => {
                document.querySelector('[data-channel]').dataset.channel = 'web';
            })"
            .to_owned(),
            "did not stay internal",
        ),
    ];
    for (what, switches, before, why) in cells {
        let (tab, panel) = ready(agent, switches)?;
        let drafted = if switches.composer == Composer::Editor { "Looking into it." } else { "" };
        if !drafted.is_empty() {
            draft(&tab, drafted)?;
        }
        page_does(&tab, &before)?;
        let said = if before.contains("pushState") {
            panel.button("Insert note")?.click()?;
            panel.wait_for_ticket(4102, "Beate Brandt")?;
            page_does(&tab, "history.pushState(null, '', '/agent/tickets/4101')")?;
            outcome(&panel)?
        } else {
            insert(&panel)?
        };
        assert!(said.contains(why), "{what}: {said}");
        // It is there in every cell; a panel that has shown another ticket meanwhile no longer says so.
        assert!(before.contains("pushState") || said.contains("The note is on the clipboard"), "{what}: {said}");
        let composers = tab.evaluate(COMPOSERS)?;
        let texts: Vec<_> = composers.as_array().into_iter().flatten().map(|composer| composer[2].clone()).collect();
        assert!(texts.iter().all(|text| *text == drafted || text.is_null()), "{what}: {composers}");
        println!("{what:<36} {why}");
    }
    assert_eq!(agent.browser.read_clipboard()?.text, NOTE);
    assert_eq!(agent.sandbox.zendesk().submissions().len(), 0, "nothing was sent");
    Ok(())
}

fn the_editor_holds_the_note_and_one_undo_takes_it_back(agent: &Agent) -> Done {
    let (tab, panel) = ready(agent, Switches::default())?;
    draft(&tab, "Looking into it.")?;
    assert_eq!(insert(&panel)?, INSERTED);
    let editor = "document.querySelector('[data-test-id=omnicomposer-rich-text-ckeditor]').ckeditorInstance";
    let data = tab.evaluate(&format!("{editor}.getData()"))?;
    let data = data.as_str().unwrap_or_default();
    assert!(data.starts_with("<p>Looking into it.</p><p>- License: <a href=\"https://customers.gitlab.com/"), "{data}");
    page_does(&tab, &format!("{editor}.execute('undo')"))?;
    assert_eq!(tab.evaluate(&format!("{editor}.getData()"))?, "<p>Looking into it.</p>");

    // Another ticket in the same page: the hidden composer of the first is not touched.
    page_does(
        &tab,
        "window.postMessage(JSON.stringify({ target: 'route', memo: { hash: 'tickets/4102' } }), location.origin)",
    )?;
    panel.wait_for_ticket(4102, "Beate Brandt")?;
    panel.enter("700010", "bob.bauer@beta.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    tab.wait_until("the second editor", || {
        let editors = "document.querySelectorAll('[data-test-id=omnicomposer-rich-text-ckeditor]').length";
        Ok((tab.evaluate(editors)? == 2).then_some(()))
    })?;
    assert_eq!(insert(&panel)?, INSERTED);
    let composers = tab.evaluate(COMPOSERS)?;
    let of = |ticket: &str| composers.as_array().into_iter().flatten().find(|one| one[0] == ticket).cloned();
    assert_eq!(of("4101"), Some(json!(["4101", "internal", "Looking into it."])));
    let second = of("4102").unwrap_or_default();
    assert!(second[1] == "internal" && second[2].as_str().is_some_and(|text| text.contains("/admin/license/700010")));
    Ok(())
}
