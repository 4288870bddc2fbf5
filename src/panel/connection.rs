//! The connection to the worker, which the browser may stop at any moment.
//!
//! A panel that nobody uses leaves the worker asleep. It connects again when the agent wants something, when the
//! worker was started by somebody else, when the panel is looked at again, and at once when something was being read.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, VisibilityState};

use crate::case::{CaseKey, Loss, Revision};
use crate::protocol::{
    Body, Find, FinderState, Intent, PANEL_PORT, PanelToWorker, View, WorkerToExtension, WorkerToPanel,
};
use crate::webext::{self, Port};

/// What the connection says to the panel.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a panel holds one of them")]
pub(super) enum News {
    /// Show this, and what was lost of the case since the panel has shown it before.
    View(View, Option<LossSeen>),
    /// The extension was updated or removed while the page stayed open.
    Orphaned,
    /// The worker has stopped and cannot be started.
    Stopped,
    /// The panel is a page of its own, as `trunk serve` shows it.
    Alone,
}

/// What was lost of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LossSeen {
    /// A number that is another one for each loss.
    pub number: u32,
    /// The case.
    pub case: CaseKey,
    /// What was lost; none for what the agent did last, which the worker may not have heard.
    pub loss: Option<Loss>,
}

/// Tells the page script around the panel something, without the worker. The host's own scripts may read it, too, and it
/// tells them nothing.
pub(super) fn tell_page(what: &str) {
    let page = web_sys::window().and_then(|window| window.parent().ok().flatten());
    if let Some(page) = page {
        let _nobody_there = page.post_message(&JsValue::from_str(what), "*");
    }
}

/// The panel's end of the connection.
#[derive(Clone)]
pub(super) struct Connection {
    inner: Rc<Inner>,
}

/// Takes a port to the page script, over which it is asked whether the panel is seen.
type TakeSight = Rc<dyn Fn(MessagePort)>;

struct Inner {
    /// What the worker knows this panel by.
    token: String,
    port: RefCell<Option<Port>>,
    /// How many ports were opened: what comes from an earlier one is late.
    opened: Cell<u32>,
    /// What was said while the worker did not yet know where this panel is; it would drop it.
    unsent: RefCell<Vec<PanelToWorker>>,
    /// Whether the worker has sent a view over this port, and so knows where the panel is.
    is_known: Cell<bool>,
    is_busy: Cell<bool>,
    /// The newest revision that was shown of each case.
    seen: RefCell<BTreeMap<CaseKey, Revision>>,
    /// The case of what the agent wanted last, until the worker has shown what came of it.
    awaited: Cell<Option<CaseKey>>,
    /// What was lost last.
    loss: Cell<Option<LossSeen>>,
    /// Whether the agent sees the panel: what is pressed on another one is not meant.
    acts: Cell<bool>,
    sight: RefCell<Option<TakeSight>>,
    tell: Box<dyn Fn(News)>,
}

impl PartialEq for Connection {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Connection {
    /// Connects, and hands every view on.
    pub(super) fn open(tell: impl Fn(News) + 'static) -> Self {
        let token = given_token();
        let connection = Self {
            inner: Rc::new(Inner {
                token: token.clone().unwrap_or_default(),
                port: RefCell::default(),
                opened: Cell::default(),
                unsent: RefCell::default(),
                is_known: Cell::new(false),
                is_busy: Cell::new(false),
                seen: RefCell::default(),
                awaited: Cell::default(),
                loss: Cell::default(),
                acts: Cell::new(false),
                sight: RefCell::default(),
                tell: Box::new(tell),
            }),
        };
        if webext::own_id().is_none() {
            (connection.inner.tell)(News::Alone);
            return connection;
        }
        if token.is_none() {
            // Nothing is ever shown.
            return connection;
        }
        connection.connect();

        let again = connection.clone();
        webext::listen_to_extension(move |WorkerToExtension::Started| again.connect_anew());

        connection.listen_to_page();
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let again = connection.clone();
            let looked_at = document.clone();
            let listener = Closure::<dyn Fn()>::new(move || {
                if looked_at.visibility_state() == VisibilityState::Visible && !again.is_orphaned() {
                    again.send(PanelToWorker::CameBack);
                }
            });
            let listener = listener.into_js_value();
            let _cannot_fail = document.add_event_listener_with_callback("visibilitychange", listener.unchecked_ref());
        }
        // A window that another one has covered was visible all the time.
        if let Some(window) = web_sys::window() {
            let again = connection.clone();
            let listener = Closure::<dyn Fn()>::new(move || again.look()).into_js_value();
            let _cannot_fail = window.add_event_listener_with_callback("focus", listener.unchecked_ref());
        }
        connection
    }

    /// The page around the panel says that it has moved. What it says is not read: whoever says it, the worker asks the
    /// page script where its page is once the panel connects.
    fn listen_to_page(&self) {
        let Some(window) = web_sys::window() else { return };
        let again = self.clone();
        let parent = window.parent().ok().flatten().map(JsValue::from);
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if event.source().map(JsValue::from) != parent {
                return;
            }
            match event.ports().get(0).dyn_into::<MessagePort>() {
                Ok(port) => {
                    let sight = again.inner.sight.borrow().clone();
                    if let Some(sight) = sight {
                        sight(port);
                    }
                }
                Err(_) => again.connect_anew(),
            }
        });
        let listener = listener.into_js_value();
        let _cannot_fail = window.add_event_listener_with_callback("message", listener.unchecked_ref());
    }

    /// Whether a page script has given the panel a token.
    pub(super) fn is_given(&self) -> bool {
        !self.inner.token.is_empty()
    }

    /// Says whether the agent sees the panel. Until then, and while it is not so, what is pressed there counts for nothing.
    pub(super) fn set_acts(&self, acts: bool) {
        self.inner.acts.set(acts);
    }

    /// Calls a function with the port to the page script that is asked whether the panel is seen.
    pub(super) fn on_sight(&self, take: impl Fn(MessagePort) + 'static) {
        self.inner.sight.replace(Some(Rc::new(take)));
    }

    /// Sends what the agent wants of a case.
    pub(super) fn intend(&self, case: CaseKey, intent: Intent) {
        self.act(PanelToWorker::Intent { case, intent });
    }

    /// Sends what the agent has pressed, on a panel that can be seen.
    fn act(&self, message: PanelToWorker) {
        if self.inner.acts.get() {
            self.send(message);
        }
    }

    /// Sends what the agent wants of the search for an organization, beside this case or none.
    pub(super) fn find(&self, case: Option<CaseKey>, find: Find) {
        self.act(PanelToWorker::Find { case, find });
    }

    /// Begins a case again on which the worker has stopped.
    pub(super) fn begin_again(&self, case: CaseKey) {
        self.act(PanelToWorker::BeginAgain { case });
    }

    /// Sends that this ticket's case is to be shown beside the portal's pages.
    pub(super) fn choose(&self, case: CaseKey) {
        self.act(PanelToWorker::Choose(case));
    }

    /// Asks for the options.
    pub(super) fn open_options(&self) {
        self.send(PanelToWorker::OpenOptions);
    }

    /// The agent looks at the panel. A connection that is only being made tells the worker as much.
    fn look(&self) {
        if self.is_orphaned() {
            return;
        }
        let port = self.inner.port.borrow().clone();
        match port {
            None => self.connect(),
            Some(port) if self.inner.is_known.get() => {
                if port.post(&PanelToWorker::LookedAt).is_err() {
                    self.inner.port.take();
                    self.connect();
                }
            }
            Some(_) => {}
        }
    }

    /// Whether the extension was updated or removed while the page stayed open, which the panel then says.
    fn is_orphaned(&self) -> bool {
        let is_orphaned = webext::own_id().is_none();
        if is_orphaned {
            (self.inner.tell)(News::Orphaned);
        }
        is_orphaned
    }

    fn send(&self, message: PanelToWorker) {
        self.connect();
        let port = self.inner.port.borrow().clone();
        match port {
            Some(port) if self.inner.is_known.get() => {
                if port.post(&message).is_err() {
                    return self.send_again(message);
                }
                if let PanelToWorker::Intent { case, .. } = message {
                    self.inner.awaited.set(Some(case));
                }
            }
            _ => self.inner.unsent.borrow_mut().push(message),
        }
    }

    /// The worker was stopped and the browser has not yet said so.
    fn send_again(&self, message: PanelToWorker) {
        self.inner.port.take();
        self.inner.unsent.borrow_mut().push(message);
        self.connect();
    }

    /// The worker was started anew. A port that is still there may be one to the worker before, whose end the browser
    /// has not told yet.
    fn connect_anew(&self) {
        if let Some(case) = self.inner.awaited.take() {
            self.lost(case, None);
        }
        if let Some(port) = self.inner.port.take() {
            port.disconnect();
        }
        self.connect();
    }

    fn connect(&self) {
        if self.inner.port.borrow().is_some() {
            return;
        }
        let opened = webext::own_id().and_then(|_| Port::to_worker(&format!("{PANEL_PORT}{}", self.inner.token)).ok());
        let Some(port) = opened else { return (self.inner.tell)(News::Orphaned) };
        self.inner.is_known.set(false);
        let number = self.inner.opened.get() + 1;
        self.inner.opened.set(number);

        let connection = self.clone();
        port.listen(move |message| {
            if connection.inner.opened.get() == number {
                match message {
                    WorkerToPanel::Show(view) => connection.show(*view),
                    WorkerToPanel::StartedAnew => connection.connect_anew(),
                    WorkerToPanel::Stopped => connection.stopped(),
                }
            }
        });
        let connection = self.clone();
        port.on_close(move || {
            if connection.inner.opened.get() == number {
                connection.closed();
            }
        });
        self.inner.port.replace(Some(port));
    }

    /// The worker cannot be started. What the agent wanted is not kept for it: it may be what stops it.
    fn stopped(&self) {
        self.inner.is_busy.set(false);
        self.inner.unsent.take();
        (self.inner.tell)(News::Stopped);
    }

    fn closed(&self) {
        self.inner.port.take();
        if self.is_orphaned() {
            return;
        }
        let unheard = self.inner.awaited.take();
        if let Some(case) = unheard {
            self.lost(case, None);
        }
        if self.inner.is_busy.get() || unheard.is_some() || !self.inner.unsent.borrow().is_empty() {
            self.connect();
        }
    }

    /// What was lost of the case that is shown now. It is said for as long as that case is shown.
    fn loss_of(&self, view: &View) -> Option<LossSeen> {
        let (Body::Case(shown), Some(revision)) = (&view.body, view.revision) else { return None };
        let case = shown.case;
        let before = self.inner.seen.borrow_mut().insert(case, revision);
        // Where the worker says itself that the case was begun again, nothing else is said.
        let loss = before.and_then(|seen| revision.loss_after(&seen));
        if let Some(loss) = loss.filter(|loss| *loss != Loss::All || view.notice.is_none()) {
            self.lost(case, Some(loss));
        }
        self.inner.loss.get().filter(|last| last.case == case)
    }

    fn lost(&self, case: CaseKey, loss: Option<Loss>) {
        let number = self.inner.loss.get().map_or(0, |last| last.number) + 1;
        self.inner.loss.set(Some(LossSeen { number, case, loss }));
    }

    fn show(&self, view: View) {
        self.inner.awaited.take();
        let collects = matches!(&view.body, Body::Case(case) if case.collecting);
        let finds = matches!(&view.finder, Some(finder) if matches!(finder.state, FinderState::Searching { .. }));
        self.inner.is_busy.set(collects || finds);
        let loss = self.loss_of(&view);
        (self.inner.tell)(News::View(view, loss));
        if !self.inner.is_known.replace(true) {
            for message in self.inner.unsent.take() {
                self.send(message);
            }
        }
    }
}

/// The token that the page script has put into the panel's address; none where something else has opened the panel.
fn given_token() -> Option<String> {
    let window = web_sys::window()?;
    let is_framed = window.parent().ok().flatten().is_some_and(|parent| parent != window);
    let hash = window.location().hash().ok()?;
    let token = hash.strip_prefix('#').filter(|token| is_framed && !token.is_empty())?;
    Some(token.to_owned())
}
