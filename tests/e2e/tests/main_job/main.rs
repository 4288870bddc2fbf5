//! The main job in real browsers: from a ticket with a license ID in it to a verdict and a note on the clipboard.
//!
//! Each test runs in Chromium and in Firefox, each with a browser and a sandbox of its own.

mod collect;
mod open;
mod stay;

use std::fmt::{self, Debug, Display, Formatter};
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::{Kind, Tab};
use vouch_sandbox::portal::Markup;
use vouch_sandbox::server;

type Done = Result<(), Failure>;

/// Whatever went wrong, shown in its own words.
struct Failure(String);

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Debug for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes a test of each function for each browser, over the portal's markup that stands with it.
macro_rules! in_both_browsers {
    ($($test:ident: $markup:ident $(= $body:ident)?),* $(,)?) => {
        mod chromium {
            $( #[test] fn $test() -> $crate::Done { $crate::in_both_browsers!(@run Chromium, $test, $markup $(, $body)?) } )*
        }
        mod firefox {
            $( #[test] fn $test() -> $crate::Done { $crate::in_both_browsers!(@run Firefox, $test, $markup $(, $body)?) } )*
        }
    };
    (@run $kind:ident, $test:ident, $markup:ident) => {
        $crate::in_both_browsers!(@run $kind, $test, $markup, $test)
    };
    (@run $kind:ident, $test:ident, $markup:ident, $body:ident) => {
        $crate::run(vouch_e2e::Kind::$kind, vouch_sandbox::portal::Markup::$markup, stringify!($test), super::$body)
    };
}
pub(crate) use in_both_browsers;

/// Runs a test for an agent who is signed in to both sites. Where it fails, a picture of every tab is left in
/// `target/e2e`.
fn run(kind: Kind, markup: Markup, name: &str, test: fn(&Agent) -> Done) -> Done {
    let agent = Agent::start(kind, markup, |launch| launch)?;
    let done = panic::catch_unwind(AssertUnwindSafe(|| {
        agent.sign_in()?;
        test(&agent)?;
        nothing_went_wrong(&agent)
    }));
    if !matches!(done, Ok(Ok(()))) {
        // What is worth knowing is the failure, not that a tab could not be pictured.
        let _no_pictures = picture(&agent, name);
    }
    done.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
}

fn picture(agent: &Agent, name: &str) -> Done {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e");
    fs::create_dir_all(&folder)?;
    for (number, tab) in agent.browser.tabs()?.iter().enumerate() {
        tab.activate()?;
        tab.screenshot(&folder.join(format!("{name}-{}-{number}.png", agent.browser.kind())))?;
    }
    Ok(())
}

/// A ticket's page with the panel open on it.
fn on_ticket(agent: &Agent, ticket: u32, requester: &str) -> Result<(Tab, Panel), Failure> {
    let tab = agent.open_ticket(ticket)?;
    let panel = Panel::open(&tab)?;
    panel.wait_for_ticket(ticket, requester)?;
    Ok((tab, panel))
}

/// What must hold at the end of every test: the extension made no error, and the browser reached for no host but the
/// sandbox's and for nothing there in any other way than `GET`, except by the forms through which the agent signs in.
fn nothing_went_wrong(agent: &Agent) -> Done {
    assert_eq!(agent.browser.extension_errors()?, []);
    let traffic = agent.sandbox.traffic();
    let foreign: Vec<_> = traffic.iter().filter(|seen| seen.is_foreign()).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
    let is_sign_in = |target: &str| target.starts_with("/admins/sign_in") || target.starts_with("/access/");
    let writes: Vec<_> = traffic
        .iter()
        .filter(|seen| seen.kind == server::Kind::Request && seen.method != "GET" && !is_sign_in(&seen.target))
        .collect();
    assert!(writes.is_empty(), "{writes:#?}");
    assert_eq!(agent.sandbox.zendesk().submissions(), [], "nothing is ever submitted");
    Ok(())
}

/// Takes the focus out of the panel, as an agent who goes on with the ticket does.
fn leave_panel(tab: &Tab) -> Done {
    tab.find_css("body")?[0].call("body => document.activeElement?.blur()", &[])?;
    Ok(())
}
