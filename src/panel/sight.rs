//! Whether the agent sees the panel: the page around it can make it transparent, cover it or move it away, and have the
//! agent press what is under the pointer. While the panel is not seen, it does nothing.
//!
//! Only the page script can tell, so it is asked again and again (extension/seen.js).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, MessageEvent, MessagePort, VisibilityState};

use super::connection::{Connection, tell_page};
use crate::protocol::SIGHT;

/// How long the panel must be seen before it acts, and not be seen before it says so, in milliseconds.
const STEADY: u32 = 500;
/// Between two questions to the page script, in milliseconds.
const PAUSE: u32 = 250;
/// How many questions may be without an answer before the page script counts as gone.
const UNANSWERED: u32 = 6;

/// What is known of whether the panel is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// It has changed a moment ago, or is not known yet.
    Unsteady,
    /// All of it is seen.
    Seen,
    /// It is not, or not all of it.
    Hidden,
}

struct Watch {
    /// What the page script has said last; none before that.
    last: Cell<Option<bool>>,
    timer: RefCell<Option<Timeout>>,
    tell: Box<dyn Fn(Sight)>,
}

impl Watch {
    fn saw(self: &Rc<Self>, is_seen: bool) {
        if self.last.replace(Some(is_seen)) == Some(is_seen) {
            return;
        }
        (self.tell)(Sight::Unsteady);
        let watch = Rc::clone(self);
        let steady = move || (watch.tell)(if is_seen { Sight::Seen } else { Sight::Hidden });
        // The timer before is cancelled.
        self.timer.replace(Some(Timeout::new(STEADY, steady)));
    }
}

/// Watches whether the panel is seen, for as long as it is there.
pub(super) fn watch(connection: &Connection, tell: impl Fn(Sight) + 'static) {
    // Whatever else has framed the panel is asked nothing.
    if !connection.is_given() {
        return;
    }
    ask(connection, &Rc::new(Watch { last: Cell::default(), timer: RefCell::default(), tell: Box::new(tell) }));
}

/// Asks the page script, over the newest port that it has given. The panel asks for the port, because only the panel knows
/// when it listens.
fn ask(connection: &Connection, watch: &Rc<Watch>) {
    let port = Rc::new(RefCell::new(None::<MessagePort>));
    let unanswered = Rc::new(Cell::new(0));
    {
        let (port, watch, unanswered) = (Rc::clone(&port), Rc::clone(watch), Rc::clone(&unanswered));
        connection.on_sight(move |given| {
            let (watch, answered) = (Rc::clone(&watch), Rc::clone(&unanswered));
            let take = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                answered.set(0);
                watch.saw(event.data() == JsValue::TRUE);
            });
            given.set_onmessage(Some(take.into_js_value().unchecked_ref()));
            let _answer_comes_later = given.post_message(&JsValue::NULL);
            unanswered.set(0);
            port.replace(Some(given));
        });
    }
    tell_page(SIGHT);
    let watch = Rc::clone(watch);
    let again = Interval::new(PAUSE, move || {
        // A page that is not shown answers late or never.
        if document().is_none_or(|document| document.visibility_state() != VisibilityState::Visible) {
            unanswered.set(0);
            return;
        }
        let so_far = unanswered.replace(unanswered.get() + 1);
        if so_far == UNANSWERED {
            watch.saw(false);
        }
        match &*port.borrow() {
            Some(port) if so_far % UNANSWERED != UNANSWERED - 1 => {
                let _answer_comes_later = port.post_message(&JsValue::NULL);
            }
            // The port is not there yet, or leads nowhere any more: the page script gives another one.
            _ => tell_page(SIGHT),
        }
    });
    again.forget();
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
