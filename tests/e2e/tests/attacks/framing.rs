//! Framing: the panel's page in a frame that Vouch did not make, or in a tab, shows and reads nothing.

use vouch_e2e::agent::Agent;
use vouch_e2e::testing::{Done, asked_by_extension, on_ticket, stored};
use vouch_e2e::{Frame, Role, Tab, in_both_browsers};

in_both_browsers! {
    panel_that_a_page_frames_shows_and_reads_nothing: V3,
    panel_in_a_tab_shows_and_reads_nothing: V3,
    panel_of_vouch_goes_on_beside_one_that_the_page_frames: V3,
}

/// What the page puts behind the panel's address: nothing, what is no token, and one that is nobody's.
const FRAGMENTS: [&str; 3] = ["", "#x", "#00112233445566778899aabbccddeeff"];

/// Has the page frame the panel's page, and waits until that page's program runs. None where the browser refuses to load
/// it.
fn framed_by_page(agent: &Agent, tab: &Tab, fragment: &str) -> Result<Option<Frame>, vouch_e2e::Error> {
    let url = format!("{}/panel.html{fragment}", agent.browser.extension_origin()?);
    let before = tab.frames()?.len();
    tab.evaluate(&format!(
        "new Promise(done => {{
            const frame = Object.assign(document.createElement('iframe'), {{ src: '{url}', onload: done, onerror: done }});
            frame.style.cssText = 'position: fixed; left: 0; top: 0; width: 420px; height: 100vh';
            document.body.append(frame);
        }})"
    ))?;
    let frames = tab.frames()?;
    assert_eq!(frames.len(), before + 1);
    for frame in frames {
        let is_it = frame.evaluate("document.URL").is_ok_and(|found| found.as_str() == Some(&url));
        if is_it && frame.evaluate("import('./panel.js').then(() => true)")? == true {
            return Ok(Some(frame));
        }
    }
    Ok(None)
}

fn panel_that_a_page_frames_shows_and_reads_nothing(agent: &Agent) -> Done {
    for page in ["https://gitlab.zendesk.com/agent/tickets/4101", "https://customers.gitlab.com/admin/license/700001"] {
        let tab = agent.browser.new_tab(page)?;
        tab.wait_for(Role::Button, "Open Vouch")?;
        let before = asked_by_extension(agent).len();
        for fragment in FRAGMENTS {
            if let Some(frame) = framed_by_page(agent, &tab, fragment)? {
                assert_eq!(frame.text()?.trim(), "", "{page} {fragment}");
            }
        }
        // The page's own script is asked who has opened a panel: by then, the worker has heard of all the frames.
        assert_eq!(stored(agent)?, "{}", "{page}");
        assert_eq!(asked_by_extension(agent).len(), before, "{page}");
    }
    Ok(())
}

fn panel_in_a_tab_shows_and_reads_nothing(agent: &Agent) -> Done {
    let before = asked_by_extension(agent).len();
    for fragment in FRAGMENTS {
        let tab = agent.browser.new_tab(&format!("{}/panel.html{fragment}", agent.browser.extension_origin()?))?;
        assert_eq!(tab.evaluate("import('./panel.js').then(() => true)")?, true);
        assert_eq!(tab.text()?.trim(), "", "{fragment}");
        tab.close()?;
    }
    assert_eq!(stored(agent)?, "{}");
    assert_eq!(asked_by_extension(agent).len(), before);
    Ok(())
}

fn panel_of_vouch_goes_on_beside_one_that_the_page_frames(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    // The page has no way to our frame, and so to its token.
    assert_eq!(tab.evaluate("window.length")?, 0);
    let mut framed = Vec::new();
    for fragment in FRAGMENTS {
        framed.extend(framed_by_page(agent, &tab, fragment)?);
    }
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    // It connects anew, as after a worker that was stopped, and so do they.
    agent.browser.stop_background()?;
    tab.activate()?;
    panel.wait_for_verdict("Entitled")?;
    panel.enter("700002", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Not entitled");
    for frame in framed {
        assert_eq!(frame.text()?.trim(), "");
    }
    Ok(())
}
