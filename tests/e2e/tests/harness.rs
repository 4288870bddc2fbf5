//! The client itself, in both browsers: what the tests on top of it take for granted.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;
use vouch_e2e::{Browser, ColorScheme, Error, Frame, Kind, Launch, Level, MenuItem, Result, Role, Tab, wait_until};
use vouch_sandbox::Sandbox;
use vouch_sandbox::server::Options;

/// A closed shadow root in a closed shadow root, what cannot be used, and what can.
const PAGE: &str = r#"data:text/html,<!doctype html><title>Harness</title>
<button>Plain</button> <button>Twice</button><button>Twice</button> <button disabled>Disabled</button>
<button><svg aria-hidden="true" width="9" height="9"></svg> With icon</button>
<div style="position:relative"><button>Covered</button><i style="position:absolute;inset:0"></i></div>
<label>Words <input id="words"></label> <label><input type="checkbox"> Tick</label>
<p role="status" id="said"></p> <div id="host"></div> <div style="height:3000px"></div> <button>Far below</button>
<script>
  const say = text => document.getElementById('said').textContent = text;
  const outer = document.getElementById('host').attachShadow({ mode: 'closed' });
  outer.innerHTML = '<div></div>';
  const inner = outer.firstChild.attachShadow({ mode: 'closed' });
  inner.innerHTML = '<button>Hidden away</button>';
  for (const root of [document, inner]) root.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button) say(`${button.textContent.trim()}, trusted: ${event.isTrusted}`);
  });
  document.addEventListener('keydown', event => {
    if (event.altKey && event.code === 'KeyK') say(`chord, shift: ${event.shiftKey}`);
  });
</script>"#;

/// An extension that adds to the context menu of a selection; chosen, it opens a tab whose address says what it was told.
const MANIFEST: &str = r#"{
  "manifest_version": 3, "name": "Context menu", "version": "1", "permissions": ["contextMenus", "tabs"],
  "background": { "service_worker": "background.js", "scripts": ["background.js"] },
  "browser_specific_settings": { "gecko": { "id": "context-menu@harness.example" } }
}"#;
const BACKGROUND: &str = "
  const { contextMenus, runtime, tabs } = globalThis.browser ?? chrome;
  runtime.onInstalled.addListener(() => contextMenus.create({ id: 'say', title: 'Say it', contexts: ['selection'] }));
  contextMenus.onClicked.addListener(({ menuItemId, selectionText, editable, frameId }, { url }) =>
    tabs.create({ url: `told.html#${[menuItemId, selectionText, editable, frameId, url.slice(0, 10)]}` }));
";

fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn launch(kind: Kind, sandbox: &Sandbox) -> Result<Browser> {
    let patience = Duration::from_secs(5);
    Browser::launch(kind, &Launch { patience, color_scheme: ColorScheme::Dark, ..Launch::through(sandbox.proxy()) })
}

/// A browser with an extension of this background script, which is in the folder for as long as that is kept.
fn launch_with(kind: Kind, sandbox: &Sandbox, background: &str) -> Result<(Browser, TempDir)> {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    for (name, text) in [("manifest.json", MANIFEST), ("background.js", background), ("told.html", "<!doctype html>")] {
        fs::write(folder.path().join(name), text).unwrap_or_else(|error| panic!("{error}"));
    }
    let launch = Launch { patience: Duration::from_secs(5), ..Launch::through(sandbox.proxy()) };
    Ok((Browser::launch(kind, &launch.with_extension(folder.path()))?, folder))
}

fn open(browser: &Browser) -> Result<Tab> {
    browser.new_tab(&PAGE.replace('#', "%23").replace('\n', " "))
}

/// Runs the test in both browsers at once.
fn in_both(test: fn(Kind) -> Result<()>) {
    std::thread::scope(|scope| {
        for kind in Kind::ALL {
            scope.spawn(move || test(kind).unwrap_or_else(|error| panic!("{kind}: {error}")));
        }
    });
}

fn said(page: &Frame) -> Result<String> {
    page.find_css("#said")?.first().map_or(Ok(String::new()), |status| status.text())
}

#[test]
fn what_a_user_sees_is_found_and_used_as_a_user_would() {
    in_both(|kind| {
        let sandbox = sandbox();
        let browser = launch(kind, &sandbox)?;
        let page = open(&browser)?;

        for name in ["Plain", "With icon", "Hidden away", "Far below"] {
            page.find(Role::Button, name)?.click()?;
            assert_eq!(said(&page)?, format!("{name}, trusted: true"));
        }

        let words = page.find(Role::TextBox, "Words")?;
        words.type_text("Grüße, ☃!")?;
        assert!(words.is_focused()?);
        assert_eq!(words.value()?, "Grüße, ☃!");
        words.clear()?;
        page.type_text("again")?;
        assert_eq!(words.value()?, "again");
        page.press("Tab")?;
        page.press("Space")?;
        assert!(page.find(Role::Checkbox, "Tick")?.is_checked()?);
        page.press("Alt+Shift+K")?;
        assert_eq!(said(&page)?, "chord, shift: true");

        assert_eq!(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")?, true);
        page.set_viewport(640, 480)?;
        assert_eq!(page.evaluate("[innerWidth, innerHeight]")?.to_string(), "[640,480]");
        Ok(())
    });
}

#[test]
fn what_a_user_could_not_do_fails_and_says_why() {
    in_both(|kind| {
        let sandbox = sandbox();
        let browser = launch(kind, &sandbox)?;
        let page = open(&browser)?;

        let refused = |name: &str| {
            page.find(Role::Button, name)?.click().map_or_else(|error| Ok(error.to_string()), |()| Ok(String::new()))
        };
        assert_eq!(refused("Disabled")?, "cannot click button “Disabled”: it is disabled");
        assert_eq!(
            refused("Covered")?,
            "cannot click button “Covered”: it is covered by <i style=\"position:absolute;inset:0\"></i>"
        );

        assert!(matches!(page.find(Role::Button, "Twice"), Err(Error::Ambiguous { count: 2, .. })));
        let missing = page.find(Role::Button, "Missing").map_err(|error| error.to_string());
        assert!(missing.is_err_and(|error| error.contains("no button “Missing”") && error.contains("button “Plain”")));

        let late = "setTimeout(() => document.body.append(Object.assign(document.createElement('button'), { textContent: 'Late' })), 300), 0";
        page.evaluate(late)?;
        assert!(!page.has(Role::Button, "Late")?);
        page.wait_for(Role::Button, "Late")?.click()?;
        Ok(())
    });
}

#[test]
fn each_browser_has_its_own_clipboard_and_speaks_to_nobody_by_itself() {
    in_both(|kind| {
        let sandbox = sandbox();
        let browsers = [launch(kind, &sandbox)?, launch(kind, &sandbox)?];
        for (browser, text) in browsers.iter().zip(["first", "second"]) {
            let words = open(browser)?.find(Role::TextBox, "Words")?;
            words.type_text(text)?;
            words.press("Ctrl+A")?;
            words.press("Ctrl+C")?;
        }
        for (browser, text) in browsers.iter().zip(["first", "second"]) {
            assert_eq!(browser.read_clipboard()?.text, text);
        }
        assert_eq!(sandbox.traffic(), []);
        Ok(())
    });
}

#[test]
fn an_item_of_the_context_menu_is_chosen_on_a_selection() {
    in_both(|kind| {
        let sandbox = sandbox();
        let (browser, _folder) = launch_with(kind, &sandbox, BACKGROUND)?;
        let page = browser.new_tab(
            "data:text/html,<p>The account is <b>0016100000aBcDe</b>.</p><div style='height:3000px'></div>\
             <label>Account <input value='0013X00002fGhIj'></label> <p style='user-select:none'>Not this</p>",
        )?;
        let told = |text: &str, editable: bool| {
            let told = format!("/told.html#say,{text},{editable},0,data:text/");
            wait_until(&format!("a tab at {told}"), browser.patience(), || {
                let mut tabs = browser.tabs()?.into_iter();
                tabs.find_map(|tab| tab.url().map(|url| url.ends_with(&told).then_some(())).transpose()).transpose()
            })
        };
        let item = MenuItem { id: "say", title: "Say it" };

        let nothing = browser.choose_from_context_menu(&page, item);
        assert!(matches!(&nothing, Err(Error::Unusable { why, .. }) if why == "is nothing"), "{nothing:?}");
        for unselectable in page.find_css("p[style]")? {
            assert!(matches!(unselectable.select_text(), Err(Error::Unusable { action: "select", .. })));
        }

        for bold in page.find_css("b")? {
            bold.select_text()?;
        }
        let other = MenuItem { id: "shout", title: "Shout it" };
        let missing = browser.choose_from_context_menu(&page, other);
        assert!(matches!(&missing, Err(Error::NotFound { .. })), "{missing:?}");
        browser.choose_from_context_menu(&page, item)?;
        told("0016100000aBcDe", false)?;

        // The background starts again for it.
        browser.stop_background()?;
        page.activate()?;
        page.find(Role::TextBox, "Account")?.select_text()?;
        browser.choose_from_context_menu(&page, item)?;
        told("0013X00002fGhIj", true)?;
        assert_eq!(browser.extension_errors()?, []);
        Ok(())
    });
}

#[test]
fn what_the_background_says_and_throws_is_heard_once_even_after_it_was_stopped() {
    in_both(|kind| {
        let sandbox = sandbox();
        let background = "
          (globalThis.browser ?? chrome).runtime.onMessage.addListener(() => {
            console.warn('warned', 1);
            setTimeout(() => { throw new Error('thrown'); });
          });
        ";
        let (browser, _folder) = launch_with(kind, &sandbox, background)?;
        let heard = |level: Level, text: &str, times: usize| {
            wait_until(&format!("“{text}” {times} times"), browser.patience(), || {
                let console = browser.console()?;
                let count = console.iter().filter(|entry| entry.level == level && entry.text.contains(text)).count();
                Ok((count == times).then_some(()))
            })
        };
        let page = browser.new_tab(&format!("{}/told.html", browser.extension_origin()?))?;
        for times in 1..=2 {
            page.evaluate("void (globalThis.browser ?? chrome).runtime.sendMessage('speak').catch(() => {})")?;
            heard(Level::Warning, "warned 1", times)?;
            heard(Level::Error, "thrown", times)?;
            browser.stop_background()?;
            heard(Level::Error, "thrown", times)?;
        }
        assert_eq!(browser.extension_errors()?.len(), 2, "{:?}", browser.extension_errors()?);
        Ok(())
    });
}
