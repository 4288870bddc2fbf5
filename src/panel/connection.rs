//! The connection to the worker, which the browser may stop at any moment.
//!
//! A panel that nobody uses leaves the worker asleep. It connects again when the agent wants something, when the
//! worker was started by somebody else, when the panel is looked at again, and at once when something was being read.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, VisibilityState};

use crate::case::CaseKey;
use crate::protocol::{
    Body, Find, FinderState, Intent, PANEL_PORT, PanelToWorker, View, WorkerToExtension, WorkerToPanel,
};
use crate::webext::{self, Port};

/// What the connection says to the panel.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a panel holds one of them")]
pub(super) enum News {
    /// Show this.
    View(View),
    /// The extension was updated or removed while the page stayed open.
    Orphaned,
    /// The panel is a page of its own, as `trunk serve` shows it.
    Alone,
}

/// The panel's end of the connection.
#[derive(Clone)]
pub(super) struct Connection {
    inner: Rc<Inner>,
}

struct Inner {
    port: RefCell<Option<Port>>,
    /// How many ports were opened: what comes from an earlier one is late.
    opened: Cell<u32>,
    /// What was said while the worker did not yet know where this panel is; it would drop it.
    unsent: RefCell<Vec<PanelToWorker>>,
    /// Whether the worker has sent a view over this port, and so knows where the panel is.
    is_known: Cell<bool>,
    is_busy: Cell<bool>,
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
        let connection = Self {
            inner: Rc::new(Inner {
                port: RefCell::default(),
                opened: Cell::default(),
                unsent: RefCell::default(),
                is_known: Cell::new(false),
                is_busy: Cell::new(false),
                tell: Box::new(tell),
            }),
        };
        if webext::own_id().is_none() {
            (connection.inner.tell)(News::Alone);
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
                if looked_at.visibility_state() == VisibilityState::Visible {
                    again.look();
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
            if event.source().map(JsValue::from) == parent {
                again.connect_anew();
            }
        });
        let listener = listener.into_js_value();
        let _cannot_fail = window.add_event_listener_with_callback("message", listener.unchecked_ref());
    }

    /// Sends what the agent wants of a case.
    pub(super) fn intend(&self, case: CaseKey, intent: Intent) {
        self.send(PanelToWorker::Intent { case, intent });
    }

    /// Sends what the agent wants of the search for an organization, beside this case or none.
    pub(super) fn find(&self, case: Option<CaseKey>, find: Find) {
        self.send(PanelToWorker::Find { case, find });
    }

    /// Asks for the options.
    pub(super) fn open_options(&self) {
        self.send(PanelToWorker::OpenOptions);
    }

    /// Asks for the panel to be closed.
    pub(super) fn close(&self) {
        self.send(PanelToWorker::Close);
    }

    /// The agent looks at the panel. A connection that is only being made tells the worker as much.
    fn look(&self) {
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

    fn send(&self, message: PanelToWorker) {
        self.connect();
        let port = self.inner.port.borrow().clone();
        match port {
            Some(port) if self.inner.is_known.get() => {
                if port.post(&message).is_err() {
                    self.lost(message);
                }
            }
            _ => self.inner.unsent.borrow_mut().push(message),
        }
    }

    /// The worker was stopped and the browser has not yet said so.
    fn lost(&self, message: PanelToWorker) {
        self.inner.port.take();
        self.inner.unsent.borrow_mut().push(message);
        self.connect();
    }

    /// The worker was started anew. A port that is still there may be one to the worker before, whose end the browser
    /// has not told yet.
    fn connect_anew(&self) {
        if let Some(port) = self.inner.port.take() {
            port.disconnect();
        }
        self.connect();
    }

    fn connect(&self) {
        if self.inner.port.borrow().is_some() {
            return;
        }
        let opened = webext::own_id().and_then(|_| Port::to_worker(PANEL_PORT).ok());
        let Some(port) = opened else { return (self.inner.tell)(News::Orphaned) };
        self.inner.is_known.set(false);
        let number = self.inner.opened.get() + 1;
        self.inner.opened.set(number);

        let connection = self.clone();
        port.listen(move |WorkerToPanel::Show(view)| {
            if connection.inner.opened.get() == number {
                connection.show(view);
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

    fn closed(&self) {
        self.inner.port.take();
        if self.inner.is_busy.get() || !self.inner.unsent.borrow().is_empty() {
            self.connect();
        }
    }

    fn show(&self, view: View) {
        let collects = matches!(&view.body, Body::Case(case) if case.collecting);
        let finds = matches!(&view.finder, Some(finder) if matches!(finder.state, FinderState::Searching { .. }));
        self.inner.is_busy.set(collects || finds);
        (self.inner.tell)(News::View(view));
        if !self.inner.is_known.replace(true) {
            for message in self.inner.unsent.take() {
                self.send(message);
            }
        }
    }
}
