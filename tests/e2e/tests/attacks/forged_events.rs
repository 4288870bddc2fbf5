//! The events between the two scripts of the composer pass through the page's document, so a script of the page can send
//! them, too. What it says is believed only where the page shows the same, and it opens nothing that the page could not do
//! by itself.

use serde_json::json;
use vouch_e2e::agent::Agent;
use vouch_e2e::in_both_browsers;
use vouch_e2e::testing::{Done, NOTE};

use crate::insertion::{EDITOR, insert, loaded};

in_both_browsers! {
    forged_answer_is_not_believed: V3,
    forged_order_is_no_note_of_ours: V3,
}

fn forged_answer_is_not_believed(agent: &Agent) -> Done {
    let note = json!(format!("<p>{}</p>", NOTE.replace('\n', "<br>")));
    let swallows = "event.stopImmediatePropagation();";
    let answers = |detail: &str| {
        format!("event.target.dispatchEvent(new CustomEvent('vouch-editor-holds', {{ detail: {detail} }}));")
    };
    let claims = format!("{swallows} {}", answers(&note.to_string()));
    let garbage = format!("{swallows} {}", answers("{ toString: 1 }"));
    // The note goes in and out again before anybody looks, and the answer says that it is there.
    let removes = "const editor = event.target;
         editor.addEventListener('vouch-editor-holds', () => editor.ckeditorInstance.setData(''), { once: true });";
    for script in [swallows, &claims, &garbage, removes] {
        let (tab, panel) = loaded(agent)?;
        tab.evaluate(&format!("addEventListener('vouch-editor', event => {{ {script} }}, true)"))?;
        let said = insert(&panel)?;
        assert!(said.contains("The editor did not take the note as it is"), "{script}: {said}");
        assert_eq!(tab.evaluate(&format!("{EDITOR}.ckeditorInstance.getData()"))?, "", "{script}");
        tab.close()?;
    }
    Ok(())
}

fn forged_order_is_no_note_of_ours(agent: &Agent) -> Done {
    let (tab, panel) = loaded(agent)?;
    let order = |detail: &str| {
        tab.evaluate(&format!(
            "{EDITOR}.dispatchEvent(new CustomEvent('vouch-editor', {{ bubbles: true, detail: {detail} }}))"
        ))
    };
    // What cannot be read does nothing.
    for detail in ["null", "'{'", "{}", "'null'", "'[]'", "JSON.stringify({ take_out: 1, add: {}, undo: 0 })"] {
        order(detail)?;
    }
    assert_eq!(tab.evaluate(&format!("{EDITOR}.ckeditorInstance.getData()"))?, "");
    // A page can write into its own editor. It is not said to be Vouch's doing.
    order("JSON.stringify({ take_out: '', add: '<p>mine</p>', undo: false })")?;
    assert_eq!(tab.evaluate(&format!("{EDITOR}.ckeditorInstance.getData()"))?, "<p>mine</p>");
    assert!(!panel.region("Evidence note")?.contains("Inserted"));
    // Then the reply is public and not empty.
    let said = insert(&panel)?;
    assert!(said.contains("A public reply is begun"), "{said}");
    assert_eq!(tab.evaluate(&format!("{EDITOR}.ckeditorInstance.getData()"))?, "<p>mine</p>");
    Ok(())
}
