//! The client itself, in both browsers: what the tests on top of it take for granted.

use std::time::Duration;

use vouch_e2e::{Browser, ColorScheme, Error, Frame, Kind, Launch, Result, Role, Tab};
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

fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn launch(kind: Kind, sandbox: &Sandbox) -> Result<Browser> {
    let patience = Duration::from_secs(5);
    Browser::launch(kind, &Launch { patience, color_scheme: ColorScheme::Dark, ..Launch::through(sandbox.proxy()) })
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
