//! The worker program: it carries the desk's effects out over `fetch`, the extension API and session storage.
//!
//! The browser may stop it at any moment, so nothing is kept here alone that an agent would miss.

mod network;
mod store;

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::case::{Desk, Effect, ErrandId, Event, Location, PanelId};
use crate::date::UnixSeconds;
use crate::protocol::{
    Body, ComposerOrder, PANEL_PORT, PageToWorker, PanelToWorker, WorkerToExtension, WorkerToPage, WorkerToPanel,
};
use crate::sender::{PanelEnd, Sender, Tab};
use crate::visible::Visible;
use crate::webext::{self, Port};

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
    static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
}

/// What the worker holds while it runs.
#[derive(Default)]
struct Worker {
    desk: Desk,
    /// The open panels, one a tab, each with its newest connection: a panel that connects anew is still the same.
    panels: BTreeMap<PanelId, Connection>,
    /// The connections that no page script has vouched for yet, by their numbers. What comes over them is not heard.
    waiting: BTreeMap<u32, Connection>,
    requests: BTreeMap<ErrandId, AbortController>,
    /// The document of each panel's page, where the browser gives documents a name.
    documents: BTreeMap<PanelId, String>,
}

/// A panel's connection, with the number that the loader gave it.
struct Connection {
    number: u32,
    /// The token that the panel has given.
    token: String,
    end: PanelEnd,
    port: Port,
}

#[wasm_bindgen]
extern "C" {
    /// Where the program says what it works on. It is the loader's, so it is still there when the program has stopped.
    pub type Work;
    /// A setter that throws is as a trap: nothing here goes on.
    #[wasm_bindgen(method, setter)]
    fn set_on(this: &Work, name: &str);
}

/// From here on the program works on the entry with this name.
fn works_on(name: &str) {
    WORK.with_borrow(|work| {
        if let Some(work) = work {
            work.set_on(name);
        }
    });
}

/// Brings back what was kept, and has the panels that are still open connect again. The entries on which the
/// program has stopped before are `lost`.
#[wasm_bindgen]
pub async fn start(work: Work, lost: Vec<String>) {
    WORK.replace(Some(work));
    let desk = store::load(&lost, works_on).await;
    WORKER.with_borrow_mut(|worker| worker.desk = desk);
    handle(Event::Started);
    wording_changed().await;
    spawn_local(async { webext::tell_extension(&WorkerToExtension::Started).await });
}

/// The handbook's words may be others than they were. Where they cannot be read, they stay as they are.
#[wasm_bindgen(js_name = wordingChanged)]
pub async fn wording_changed() {
    if let Ok(wording) = webext::wording::load().await {
        handle(Event::Wording(wording));
    }
}

/// A page of the extension has connected. The number is the loader's, and new for each connection.
#[wasm_bindgen(js_name = portConnected)]
pub fn port_connected(number: u32, port: Port) {
    let Some(end) = port.other_end().panel(&own_id(), &webext::own_url("panel.html")) else { return };
    let Some(token) = port.opened_as().strip_prefix(PANEL_PORT).map(str::to_owned) else { return };
    let tab = end.tab;
    WORKER.with_borrow_mut(|worker| worker.waiting.insert(number, Connection { number, token, end, port }));
    tell_tab(tab, WorkerToPage::SayWhere);
}

/// Takes up the connection of the panel that a page script has opened in its tab; every other one there is ended.
fn admit(tab: i32, token: &str) {
    WORKER.with_borrow_mut(|worker| {
        let here = worker.waiting.extract_if(.., |_, connection| connection.end.tab == tab).map(|(_, one)| one);
        for connection in here.collect::<Vec<_>>() {
            let before = worker.panels.get(&panel_in(tab)).filter(|before| before.token == token);
            // The same token from another frame: that is not the panel that it was made for.
            let is_another = before.is_some_and(|before| before.end != connection.end);
            if connection.token != token || is_another {
                connection.port.disconnect();
            } else {
                worker.panels.insert(panel_in(tab), connection);
            }
        }
    });
}

/// A panel has said something.
#[wasm_bindgen(js_name = panelSaid)]
pub fn panel_said(number: u32, message: JsValue) {
    let Some(panel) = connected(number) else { return };
    match webext::from_js(message) {
        Ok(PanelToWorker::Intent { case, intent }) => handle(Event::Intent(panel, case, intent)),
        Ok(PanelToWorker::Find { case, find }) => handle(Event::Find(panel, case, find)),
        Ok(PanelToWorker::LookedAt) => handle(Event::LookedAt(panel)),
        Ok(PanelToWorker::CameBack) => handle(Event::CameBack(panel)),
        Ok(PanelToWorker::BeginAgain { case }) => handle(Event::BeginAgain(panel, case)),
        Ok(PanelToWorker::Choose(case)) => handle(Event::Choose(panel, case)),
        Ok(PanelToWorker::OpenOptions) => spawn_local(webext::open_options()),
        Err(_) => {}
    }
}

/// A connection has ended.
#[wasm_bindgen(js_name = portDisconnected)]
pub fn port_disconnected(number: u32) {
    WORKER.with_borrow_mut(|worker| worker.waiting.remove(&number));
    // A panel that has connected anew is not gone with its connection before.
    let Some(panel) = connected(number) else { return };
    WORKER.with_borrow_mut(|worker| worker.panels.remove(&panel));
    handle(Event::PanelClosed(panel));
}

/// The panel whose newest connection this is.
fn connected(number: u32) -> Option<PanelId> {
    WORKER.with_borrow(|worker| {
        let mut panels = worker.panels.iter();
        panels.find(|(_, connection)| connection.number == number).map(|(panel, _)| *panel)
    })
}

/// The panel in a tab: there is at most one.
fn panel_in(tab: i32) -> PanelId {
    PanelId(tab.cast_unsigned())
}

fn tab_of(panel: PanelId) -> i32 {
    panel.0.cast_signed()
}

/// A page script has said something.
#[wasm_bindgen(js_name = pageSaid)]
pub fn page_said(message: JsValue, sender: JsValue) {
    let Ok(message) = webext::from_js::<PageToWorker>(message) else { return };
    let (PageToWorker::Moved { href, .. }
    | PageToWorker::PageShown { href, .. }
    | PageToWorker::Composer { href, .. }
    | PageToWorker::ComposerChanged { href }
    | PageToWorker::Arrived { href }
    | PageToWorker::FormSent { href, .. }) = &message;
    let Ok(sender) = webext::from_js::<Sender>(sender) else { return };
    let Some(tab) = sender.page_tab(&own_id(), href) else { return };
    let panel = panel_in(tab);
    if let PageToWorker::Moved { token, .. } = &message {
        admit(tab, token);
        WORKER.with_borrow_mut(|worker| match sender.document_id {
            Some(document) => drop(worker.documents.insert(panel, document)),
            None => drop(worker.documents.remove(&panel)),
        });
    } else if let (PageToWorker::PageShown { .. } | PageToWorker::Composer { .. }, Some(document)) =
        (&message, sender.document_id)
        && WORKER.with_borrow(|worker| worker.documents.get(&panel).is_some_and(|known| *known != document))
    {
        // It was told to another document than that of the panel.
        return;
    }
    let is_open = WORKER.with_borrow(|worker| worker.panels.contains_key(&panel));
    match message {
        PageToWorker::Moved { href, document, .. } if is_open => {
            handle(Event::Document(panel, document));
            handle(Event::PanelAt(panel, Location::of(&href)));
        }
        PageToWorker::PageShown { href, document, html } if is_open => {
            handle(Event::PageShown(panel, href, document, html));
        }
        PageToWorker::Arrived { .. } => handle(Event::Arrived(panel)),
        PageToWorker::FormSent { document, action, text, .. } => {
            handle(Event::FormSent(panel, document, Location::of(&action), text));
        }
        // Whatever became of the panel: a note that is on its way is seen through.
        PageToWorker::Composer { answer, .. } => handle(Event::Composer(panel, answer)),
        PageToWorker::ComposerChanged { .. } if is_open => handle(Event::ComposerChanged(panel)),
        // The panel was closed while the worker was stopped, or connects in a moment and has it watched anew.
        PageToWorker::ComposerChanged { .. } => {
            tell_page(panel, WorkerToPage::Composer(Box::new(ComposerOrder::look(0, None))))
        }
        PageToWorker::Moved { .. } | PageToWorker::PageShown { .. } => {}
    }
}

/// The toolbar button was clicked, or its shortcut pressed.
#[wasm_bindgen(js_name = actionClicked)]
pub fn action_clicked(tab: JsValue) {
    if let Ok(Tab { id: Some(tab) }) = webext::from_js(tab) {
        tell_tab(tab, WorkerToPage::TogglePanel);
    }
}

/// The item of the context menu was chosen, for what is selected on a page.
#[wasm_bindgen(js_name = menuClicked)]
pub fn menu_clicked(info: JsValue, tab: JsValue) {
    /// What the browser tells of it, as far as it is used.
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Info {
        selection_text: Option<String>,
    }
    let text = webext::from_js(info).ok().and_then(|info: Info| info.selection_text);
    open_search(tab, Some(text.unwrap_or_default()));
}

/// The command that opens the panel on the search was used.
#[wasm_bindgen(js_name = searchCommanded)]
pub fn search_commanded(tab: JsValue) {
    open_search(tab, None);
}

fn open_search(tab: JsValue, text: Option<String>) {
    if let Ok(Tab { id: Some(tab) }) = webext::from_js(tab) {
        let panel = panel_in(tab);
        tell_tab(tab, WorkerToPage::OpenPanel { focus: true });
        handle(Event::OpenSearch(panel, text));
    }
}

fn handle(event: Event) {
    let effects = WORKER.with_borrow_mut(|worker| worker.desk.handle(event, now()));
    for effect in effects {
        carry_out(effect);
    }
    works_on("");
}

fn carry_out(effect: Effect) {
    match effect {
        Effect::Fetch(id, target) => {
            let Ok(controller) = AbortController::new() else { return };
            let signal = controller.signal();
            WORKER.with_borrow_mut(|worker| worker.requests.insert(id, controller));
            spawn_local(async move {
                let reply = network::get(&target, &signal).await;
                WORKER.with_borrow_mut(|worker| worker.requests.remove(&id));
                handle(Event::Reply(id, reply));
            });
        }
        Effect::Abort(id) => {
            if let Some(controller) = WORKER.with_borrow_mut(|worker| worker.requests.remove(&id)) {
                controller.abort();
            }
        }
        Effect::Store(entries) => spawn_local(async move {
            let done = store::write(entries).await;
            handle(Event::Stored(done));
        }),
        Effect::Unstore(names) => spawn_local(async move {
            let done = store::remove(names).await;
            handle(Event::Stored(done));
        }),
        Effect::Show(panel, view) => WORKER.with_borrow(|worker| {
            if let Body::Case(case) = &view.body {
                works_on(&case.case.to_string());
            }
            if let Some(Connection { port, .. }) = worker.panels.get(&panel) {
                // A panel that is gone says so by itself.
                let _gone = port.post(&Visible(WorkerToPanel::Show(view)));
            }
        }),
        Effect::OpenTab(panel, link) => {
            let tab = tab_of(panel);
            spawn_local(async move {
                let _shown_by_itself = webext::open_tab(link.url(), tab).await;
            });
        }
        Effect::OpenFor(panel, link, case) => {
            let opener = tab_of(panel);
            spawn_local(async move {
                if let Some(tab) = webext::open_tab(link.url(), opener).await {
                    handle(Event::TabOpened(panel_in(tab), case));
                }
            });
        }
        Effect::OpenPanel(panel) => tell_tab(tab_of(panel), WorkerToPage::OpenPanel { focus: false }),
        Effect::ReadPage(panel) => tell_page(panel, WorkerToPage::ReadPage),
        Effect::Composer(panel, order) | Effect::LookAtComposer(panel, order) => {
            tell_page(panel, WorkerToPage::Composer(Box::new(order)))
        }
        Effect::Wait(panel, step, milliseconds) => spawn_local(async move {
            TimeoutFuture::new(milliseconds).await;
            handle(Event::Waited(panel, step));
        }),
        Effect::Fill(panel, fill) => tell_page(panel, WorkerToPage::Fill(fill)),
    }
}

/// Tells the page that a panel stands on.
fn tell_page(panel: PanelId, message: WorkerToPage) {
    let tab = tab_of(panel);
    let document = WORKER.with_borrow(|worker| worker.documents.get(&panel).cloned());
    spawn_local(async move { webext::tell_page(tab, document, &message).await });
}

/// Tells the page of a tab, whichever it is by now.
fn tell_tab(tab: i32, message: WorkerToPage) {
    spawn_local(async move { webext::tell_page(tab, None, &message).await });
}

fn own_id() -> String {
    webext::own_id().unwrap_or_default()
}

/// The computer's clock.
fn now() -> UnixSeconds {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole seconds since 1970")]
    let seconds = (js_sys::Date::now() / 1000.0) as u64;
    UnixSeconds(seconds)
}
