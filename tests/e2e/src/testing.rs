//! What the tests in the browsers share: each is run for an agent who is signed in to both sites, and ends with the
//! same questions about what the browser did.

use std::fmt::{self, Debug, Display, Formatter};
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use vouch_sandbox::portal::Markup;
use vouch_sandbox::server::{self, Seen};

use crate::agent::{Agent, Panel};
use crate::{Kind, Tab};

/// The evidence note of everything that leads to Acme's first license (seed 001, step 12), byte for byte.
pub const NOTE: &str = "\
- License: https://customers.gitlab.com/admin/license/700001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001";

/// How a test ends.
pub type Done = Result<(), Failure>;

/// Whatever went wrong, shown in its own words.
pub struct Failure(String);

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
#[macro_export]
macro_rules! in_both_browsers {
    ($($test:ident: $markup:ident $(= $body:ident)?),* $(,)?) => {
        mod chromium {
            $( #[test] fn $test() -> $crate::testing::Done {
                $crate::in_both_browsers!(@run Chromium, $test, $markup $(, $body)?)
            } )*
        }
        mod firefox {
            $( #[test] fn $test() -> $crate::testing::Done {
                $crate::in_both_browsers!(@run Firefox, $test, $markup $(, $body)?)
            } )*
        }
    };
    (@run $kind:ident, $test:ident, $markup:ident) => {
        $crate::in_both_browsers!(@run $kind, $test, $markup, $test)
    };
    (@run $kind:ident, $test:ident, $markup:ident, $body:ident) => {{
        let pictures = ::std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e");
        let (kind, markup) = ($crate::Kind::$kind, ::vouch_sandbox::portal::Markup::$markup);
        $crate::testing::run(kind, markup, &pictures.join(stringify!($test)), super::$body)
    }};
}

/// Leaves a picture of a tab for who wants to look at it.
#[macro_export]
macro_rules! picture {
    ($tab:expr, $name:expr) => {
        $crate::testing::leave_picture($tab, &::std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e"), $name)
    };
}

/// Leaves a picture of a tab in a folder.
///
/// # Errors
/// When it cannot be taken or written.
pub fn leave_picture(tab: &Tab, folder: &Path, name: &str) -> Done {
    fs::create_dir_all(folder)?;
    tab.screenshot(&folder.join(format!("{name}.png")))?;
    Ok(())
}

/// Runs a test for an agent who is signed in to both sites. Where it fails, a picture of every tab is left, in files
/// that begin so.
///
/// # Errors
/// The test's own, or that a browser did not start.
///
/// # Panics
/// As the test does, and where [`nothing_went_wrong`] does.
pub fn run(kind: Kind, markup: Markup, pictures: &Path, test: fn(&Agent) -> Done) -> Done {
    let agent = Agent::start(kind, markup, |launch| launch)?;
    let done = panic::catch_unwind(AssertUnwindSafe(|| {
        agent.sign_in()?;
        test(&agent)?;
        nothing_went_wrong(&agent)
    }));
    if !matches!(done, Ok(Ok(()))) {
        // What is worth knowing is the failure, not that a tab could not be pictured.
        let _no_pictures = picture(&agent, pictures);
    }
    done.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
}

fn picture(agent: &Agent, pictures: &Path) -> Done {
    if let Some(folder) = pictures.parent() {
        fs::create_dir_all(folder)?;
    }
    for (number, tab) in agent.browser.tabs()?.iter().enumerate() {
        tab.activate()?;
        tab.screenshot(Path::new(&format!("{}-{}-{number}.png", pictures.display(), agent.browser.kind())))?;
    }
    Ok(())
}

/// A ticket's page with the panel open on it.
///
/// # Errors
/// When there is no panel, or it does not name the ticket and who asked.
pub fn on_ticket(agent: &Agent, ticket: u32, requester: &str) -> Result<(Tab, Panel), Failure> {
    let tab = agent.open_ticket(ticket)?;
    let panel = Panel::open(&tab)?;
    panel.wait_for_ticket(ticket, requester)?;
    Ok((tab, panel))
}

/// The requests so far to the portal.
#[must_use]
pub fn portal_requests(agent: &Agent) -> Vec<Seen> {
    let is_one = |seen: &Seen| seen.kind == server::Kind::Request && seen.host == vouch_sandbox::portal::HOST;
    agent.sandbox.traffic().into_iter().filter(is_one).collect()
}

/// The requests so far that the extension has made: those to the portal cannot be told from the page's own.
#[must_use]
pub fn asked_by_extension(agent: &Agent) -> Vec<String> {
    let requests = agent.sandbox.zendesk().api_requests();
    requests.into_iter().filter(|request| !request.by_page).map(|request| format!("{request:?}")).collect()
}

/// What the extension keeps in memory, as JSON.
///
/// # Errors
/// When its own page does not tell.
pub fn stored(agent: &Agent) -> Result<String, Failure> {
    let page = agent.browser.new_tab(&format!("{}/options.html", agent.browser.extension_origin()?))?;
    let stored = page.evaluate("chrome.storage.session.get(null).then(JSON.stringify)")?;
    page.close()?;
    Ok(stored.as_str().unwrap_or_default().to_owned())
}

/// What must hold at the end of every test: the extension made no error, and the browser reached for no host but the
/// sandbox's and for nothing there in any other way than `GET`, except by the forms that the agent sends: those of the
/// sign-in, and the portal's own Validate License form.
///
/// # Errors
/// When the browser does not tell.
///
/// # Panics
/// When it does not hold.
pub fn nothing_went_wrong(agent: &Agent) -> Done {
    assert_eq!(agent.browser.extension_errors()?, []);
    let traffic = agent.sandbox.traffic();
    let foreign: Vec<_> = traffic.iter().filter(|seen| seen.is_foreign()).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
    let is_the_agents = |seen: &Seen| {
        let is_form = seen.target.starts_with("/admins/sign_in")
            || seen.target.starts_with("/access/")
            || (seen.target == "/admin/license/validate_license");
        is_form && seen.origin.as_deref().and_then(|origin| origin.strip_prefix("https://")) == Some(&seen.host)
    };
    let writes: Vec<_> = traffic
        .iter()
        .filter(|seen| seen.kind == server::Kind::Request && seen.method != "GET" && !is_the_agents(seen))
        .collect();
    assert!(writes.is_empty(), "{writes:#?}");
    assert_eq!(agent.sandbox.zendesk().submissions(), [], "nothing is ever submitted");
    Ok(())
}

/// Takes the focus out of the panel, as an agent who goes on with the ticket does.
///
/// # Errors
/// When the tab is gone.
pub fn leave_panel(tab: &Tab) -> Done {
    tab.evaluate("document.activeElement?.blur()")?;
    Ok(())
}
