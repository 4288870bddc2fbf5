//! Files and long texts that the agent pastes, drops or picks: read here, because only the page that was given a file
//! may, and handed on as they are.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, File, HtmlInputElement, HtmlTextAreaElement};
use yew::Callback;

use crate::protocol::Intent;

/// How much of a file is read, in bytes: what proves something stands at its beginning, and a usage export may have
/// 15 MB of history behind it (facts: domain 2).
const READ_AT_MOST: f64 = 1024.0 * 1024.0;

/// A text of more characters than a field shows, in bytes, is read as a file.
const FIELD_HOLDS: usize = 300;

/// A file of more bytes is not read at all: none that proves something comes near.
const TAKEN_AT_MOST: f64 = 32.0 * 1024.0 * 1024.0;

/// Hands on what stands in a file, as what may prove something.
pub(super) fn read(file: File, intend: Callback<Intent>) {
    if file.size() > TAKEN_AT_MOST {
        return intend.emit(Intent::RefuseFile { name: file.name() });
    }
    let name = Some(file.name());
    read_text(file, intend.reform(move |text| Intent::ReadFile { name: name.clone(), text }));
}

/// Hands on what stands in a file.
pub(super) fn read_text(file: File, take: Callback<String>) {
    spawn_local(async move {
        let text = match file.slice_with_f64_and_f64(0.0, READ_AT_MOST) {
            Ok(start) => JsFuture::from(start.text()).await.ok().and_then(|text| text.as_string()),
            Err(_) => None,
        };
        // A file that cannot be read, such as a folder, is as good as an empty one.
        take.emit(text.unwrap_or_default());
    });
}

/// Takes the file that is picked in a field for files.
pub(super) fn picked(take: impl Fn(File) + 'static) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        // The same file may be picked again.
        input.set_value("");
    })
}

/// Takes a file that is pasted or dropped on a part of the panel, and keeps the event from [`listen`]: a text goes where it
/// is pasted.
pub(super) fn take_here(event: &Event, take: &Callback<String>) {
    event.stop_propagation();
    let Some(data) = data_of(event).filter(has_files) else { return };
    event.prevent_default();
    // While it is dragged, it cannot be read yet.
    if let Some(file) = first_file(&data).filter(|_| event.type_() != "dragover") {
        read_text(file, take.clone());
    }
}

/// Takes what is pasted anywhere in the panel, and files that are dropped on the drop area, until the returned function is
/// called. A text that is dragged begins nothing: the page may have put it under the pointer.
///
/// The document listens, because that is where a paste arrives while no field has the focus.
pub(super) fn listen(intend: Callback<Intent>) -> impl FnOnce() {
    const KINDS: [&str; 3] = ["dragover", "drop", "paste"];
    let document = web_sys::window().and_then(|window| window.document());
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let Some(data) = data_of(&event) else { return };
        let is_taken = match event.type_().as_str() {
            "dragover" => has_files(&data),
            "drop" if has_files(&data) => {
                if let Some(file) = first_file(&data).filter(|_| is_on_drop_area(&event)) {
                    read(file, intend.clone());
                }
                // A browser leaves the panel for a file that nobody takes.
                true
            }
            // A field takes a text by itself.
            "drop" => !is_in_field(&event),
            _ if is_in_area(&event) && !has_files(&data) => false,
            _ => take(&data, is_in_field(&event), &intend),
        };
        if is_taken {
            event.prevent_default();
        }
    });
    if let Some(document) = &document {
        for kind in KINDS {
            let _cannot_fail = document.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
        }
    }
    move || {
        if let Some(document) = document {
            for kind in KINDS {
                let _cannot_fail =
                    document.remove_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
            }
        }
    }
}

/// Keeps the browser from leaving the panel for a file that is dropped where nothing takes it.
pub(super) fn stay(event: &DragEvent) {
    if event.data_transfer().is_some_and(|data| has_files(&data)) {
        event.prevent_default();
    }
}

/// Hands on a file, or else a text; false when it is neither, or a text that is for the field alone.
fn take(data: &DataTransfer, in_field: bool, intend: &Callback<Intent>) -> bool {
    if let Some(file) = first_file(data) {
        read(file, intend.clone());
        return true;
    }
    let Ok(text) = data.get_data("text/plain") else { return false };
    let is_for_field = in_field && !text.trim().contains('\n') && text.len() <= FIELD_HOLDS;
    if is_for_field || text.trim().is_empty() {
        return false;
    }
    intend.emit(Intent::ReadFile { name: None, text });
    true
}

fn data_of(event: &Event) -> Option<DataTransfer> {
    let dragged = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    dragged.or_else(|| event.dyn_ref::<ClipboardEvent>()?.clipboard_data())
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&JsValue::from_str("Files"), 0)
}

fn first_file(data: &DataTransfer) -> Option<File> {
    data.files().and_then(|files| files.get(0))
}

/// Whether it is on the part of the panel that takes files.
fn is_on_drop_area(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest("[data-drop]").is_ok_and(|area| area.is_some()))
}

fn is_in_field(event: &Event) -> bool {
    event.target().is_some_and(|target| target.has_type::<HtmlInputElement>()) || is_in_area(event)
}

/// Whether it is in a field of several lines, for which a long text is meant.
fn is_in_area(event: &Event) -> bool {
    event.target().is_some_and(|target| target.has_type::<HtmlTextAreaElement>())
}
