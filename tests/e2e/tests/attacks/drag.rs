//! Dragging: the page can put a text under the agent's pointer and have it dragged over the panel. Only a file that is
//! dropped on the drop area is read.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, on_ticket, portal_requests, stored};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::license;

in_both_browsers! {
    only_a_file_on_the_drop_area_is_read: V3,
}

/// Drops a text on an element. No driver drags between documents, so the events are made here.
const DROP_TEXT: &str = "(element, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', text);
    for (const type of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
}";

fn only_a_file_on_the_drop_area_is_read(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4118, "Quinn Quiet")?;
    agent.sandbox.forget_traffic();
    let before = stored(agent)?;
    tab.activate()?;
    panel.wait_until_it_acts()?;
    let key = license::file(700_001).ok_or("no such license")?;
    let places = ["header", "main", "form[data-drop]", "#license-id", "#sold-to", "button.primary"];
    for place in places {
        let element = panel.frame().find_css(place)?.into_iter().next().ok_or(place)?;
        for text in ["License ID: 700001\n", "700001", key.as_str()] {
            element.call(DROP_TEXT, &[text.into()])?;
        }
    }
    // A file beside the drop area.
    for place in ["header", "section[aria-label=Ticket]"] {
        let element = panel.frame().find_css(place)?.into_iter().next().ok_or(place)?;
        element.drop_file("acme.gitlab-license", &key)?;
    }
    let form = panel.frame().find_css("form[data-drop]")?.pop().ok_or("no form")?;
    form.call(
        "element => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([new Uint8Array(33 * 2 ** 20)], 'huge.csv'));
            element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }",
        &[],
    )?;
    // What was dropped before has been handled by then, too.
    panel.frame().wait_for_text("The file is larger than 32 MB, so it is not read.")?;
    assert_eq!(panel.field("License ID")?, "");
    assert_eq!(portal_requests(agent), []);
    panel.button("Dismiss")?.click()?;
    panel.frame().wait_for_none(Role::Region, "File")?;
    assert!(!stored(agent)?.contains("700001") || before.contains("700001"), "nothing of it was kept");
    tab.activate()?;

    // On the drop area, a file is read.
    panel.wait_until_it_acts()?;
    panel.verdict_after(|| form.drop_file("acme.gitlab-license", &key))?;
    assert_ne!(portal_requests(agent), []);
    Ok(())
}
