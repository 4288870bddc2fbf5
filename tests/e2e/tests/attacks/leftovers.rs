//! What a full run leaves behind: nothing in `storage.local`, on disk, in the console or on the clipboard, and no request
//! beyond the two hosts. The browser is closed, and every file of its profile is searched.

use std::collections::BTreeSet;

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, nothing_went_wrong, on_ticket};
use vouch_e2e::{Kind, Role, Tab, Trace, wait_until};
use vouch_sandbox::license;
use vouch_sandbox::portal::Markup;

/// Each ends by closing its browser, so none can be run by `in_both_browsers`.
macro_rules! closing {
    ($($browser:ident = $kind:ident),*) => { $(
        mod $browser {
            use vouch_e2e::Kind;
            use vouch_e2e::testing::Done;

            #[test]
            fn full_run_leaves_nothing_personal_behind() -> Done {
                super::full_run_leaves_nothing_personal_behind(Kind::$kind)
            }

            #[test]
            fn planted_value_is_found_on_disk() -> Done {
                super::planted_value_is_found_on_disk(Kind::$kind)
            }
        }
    )* };
}

closing!(chromium = Chromium, firefox = Firefox);

/// Who asked, on the ticket of the run.
const TICKET: u32 = 4118;
const REQUESTER: &str = "Quinn Quiet";

/// Whom the portal names as sold-to. The ticket does not: the agent types it.
const SOLD_TO: &str = "alice@acme.example";

/// What only Vouch asks for: an address of Zendesk's and one of the portal's. Either would be beside its answer in a cache.
const ASKED: [&str; 2] = ["/users/count", "/admin/license/700001"];

/// What the agent types last, into a field of the page: once it is on disk, the browser has kept what it keeps of the
/// fields in that tab, the panel's among them.
const LAST: &str = "typed last into the page";

/// What is on the clipboard before the run.
const COPIED_BEFORE: &str = "copied before the run";

/// A license file, and one that only the portal can read.
fn keys() -> Result<[String; 2], Failure> {
    let file = license::file(700_001).ok_or("no such license")?;
    let unknown = license::signed_anew(&file).ok_or("no such license")?;
    Ok([file, unknown])
}

/// A line of a license key: no other text has these characters.
fn line_of(key: &str) -> Result<&str, Failure> {
    Ok(key.lines().max_by_key(|line| line.len()).filter(|line| line.len() > 40).ok_or("the key has no long line")?)
}

fn start(kind: Kind) -> Result<Agent, Failure> {
    let agent = Agent::start(kind, Markup::V3, |mut launch| {
        // Firefox keeps its windows every quarter of a minute.
        launch.firefox_prefs.push(("browser.sessionstore.interval".to_owned(), 500.into()));
        launch
    })?;
    agent.sign_in()?;
    Ok(agent)
}

/// A page of the extension's own: only there are its storage areas at hand.
fn own_page(agent: &Agent) -> Result<Tab, Failure> {
    Ok(agent.browser.new_tab(&format!("{}/options.html", agent.browser.extension_origin()?))?)
}

/// Types [`LAST`] into a field of the page, and waits until the browser has kept it.
fn type_last(agent: &Agent, tab: &Tab) -> Done {
    tab.evaluate("document.body.append(Object.assign(document.createElement('input'), { id: 'last' }))")?;
    tab.find_css("#last")?.pop().ok_or("no field")?.type_text(LAST)?;
    wait_until("the browser to keep its tabs", agent.browser.patience() * 3, || {
        Ok((!agent.browser.find_on_disk(&[LAST])?.is_empty()).then_some(()))
    })?;
    Ok(())
}

fn full_run_leaves_nothing_personal_behind(kind: Kind) -> Done {
    let keys = keys()?;
    let personal = [SOLD_TO, REQUESTER, line_of(&keys[0])?, line_of(&keys[1])?];
    let sought = [&personal[..], &ASKED].concat();

    // What the pages leave by themselves: the same tabs, without a panel.
    let without = start(kind)?;
    type_last(&without, &without.open_ticket(TICKET)?)?;
    let without: BTreeSet<Trace> = without.browser.close()?.find(&sought)?.into_iter().collect();
    assert!(without.iter().all(|trace| [SOLD_TO, REQUESTER].contains(&trace.text.as_str())), "{without:#?}");

    let agent = start(kind)?;
    agent.browser.new_tab("https://gitlab.zendesk.com/agent/dashboard")?.copy(COPIED_BEFORE)?;
    let (tab, panel) = on_ticket(&agent, TICKET, REQUESTER)?;
    run(&agent, &tab, &panel, &keys)?;
    assert_eq!(agent.browser.read_clipboard()?.text, COPIED_BEFORE);

    let page = own_page(&agent)?;
    let json = |area: &str| page.evaluate(&format!("chrome.storage.{area}.get(null).then(JSON.stringify)"));
    assert_eq!(json("local")?, "{}");
    let session = json("session")?.as_str().unwrap_or_default().to_owned();
    assert!(session.contains(SOLD_TO) && session.contains(REQUESTER), "the run is in memory: {session}");
    assert!(!personal[2..].iter().any(|key| session.contains(key)), "a license key is in memory when it was used");
    for elsewhere in ["caches.keys()", "indexedDB.databases()"] {
        assert_eq!(page.evaluate(&format!("{elsewhere}.then(all => all.length)"))?, 0, "{elsewhere}");
    }
    assert_eq!(page.evaluate("localStorage.length + sessionStorage.length")?, 0);
    page.close()?;

    let said = agent.browser.console()?;
    let telling: Vec<_> = said.iter().filter(|entry| personal.iter().any(|text| entry.text.contains(text))).collect();
    assert!(telling.is_empty(), "{telling:#?}");
    nothing_went_wrong(&agent)?;

    tab.activate()?;
    type_last(&agent, &tab)?;
    let remains = agent.browser.close()?;
    assert!(!remains.find(&[LAST])?.is_empty(), "the profile is still there");
    let with: BTreeSet<Trace> = remains.find(&sought)?.into_iter().collect();
    let left: Vec<_> = with.difference(&without).collect();
    assert!(left.is_empty(), "{left:#?}\n--- without a panel ---\n{without:#?}");
    Ok(())
}

/// A license ID that is typed, a license file that is dropped, one that cannot be read, and a worker that stops.
fn run(agent: &Agent, tab: &Tab, panel: &Panel, [file, unknown]: &[String; 2]) -> Done {
    panel.enter("700002", SOLD_TO)?;
    assert_eq!(panel.collect()?, "Not entitled");
    let form = panel.frame().find_css("form[data-drop]")?.pop().ok_or("no form")?;
    assert_eq!(panel.verdict_after(|| form.drop_file("AcmeCorp.gitlab-license", file))?, "Entitled");
    form.drop_file("other.gitlab-license", unknown)?;
    panel.frame().wait_for_text("The license key is not decryptable with GitLab's production key")?;
    panel.button("Dismiss")?.click()?;
    panel.frame().wait_for_none(Role::Region, "File")?;
    agent.browser.stop_background()?;
    tab.activate()?;
    panel.wait_for_verdict("Entitled")?;
    Ok(())
}

/// The search finds what the extension, or the browser for it, could have kept: else the test above would show nothing.
fn planted_value_is_found_on_disk(kind: Kind) -> Done {
    const TYPED: &str = "Tilda Typed";
    let agent = start(kind)?;
    let page = own_page(&agent)?;
    let case = r#"{ planted: JSON.stringify({ requester: 'Stella Stored', sold_to: 'zoe@qwv.example' }) }"#;
    page.evaluate(&format!("chrome.storage.local.set({case})"))?;
    page.evaluate("localStorage.setItem('planted', 'Lena Local')")?;
    page.evaluate(
        "caches.open('planted').then(cache => cache.put('https://gitlab.zendesk.com/', new Response('Carl Cached')))",
    )?;
    // A field of the panel that lets the browser keep what is typed into it.
    let (tab, panel) = on_ticket(&agent, TICKET, REQUESTER)?;
    panel
        .frame()
        .evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'kept' }))")?;
    panel.frame().find_css("#kept")?.pop().ok_or("no field")?.type_text(TYPED)?;
    type_last(&agent, &tab)?;
    let found =
        agent.browser.close()?.find(&["Stella Stored", "zoe@qwv.example", "Lena Local", "Carl Cached", TYPED])?;
    let is_found = |text: &str| found.iter().any(|trace| trace.text == text);
    for text in ["Stella Stored", "zoe@qwv.example", "Lena Local", "Carl Cached"] {
        assert!(is_found(text), "{text}: {found:#?}");
    }
    // Firefox keeps no fields of a frame that a script has added to its page; Chromium does.
    assert_eq!(is_found(TYPED), kind == Kind::Chromium, "{found:#?}");
    Ok(())
}
