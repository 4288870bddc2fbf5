//! Files and long texts that the agent pastes, drops or picks: read here, because only the page that was given a file
//! may, and handed on as they are.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, File};
use yew::Callback;

use crate::protocol::Intent;

/// How much of a file is read, in bytes: what proves something stands at its beginning, and a usage export may have
/// 15 MB of history behind it (facts: domain 2).
const READ_AT_MOST: f64 = 1024.0 * 1024.0;

/// A pasted text of more characters than a field shows is read as a file.
const FIELD_HOLDS: usize = 300;

/// Hands on what stands in a file.
pub(super) fn read(file: File, intend: Callback<Intent>) {
    spawn_local(async move {
        let name = Some(file.name());
        let text = match file.slice_with_f64_and_f64(0.0, READ_AT_MOST) {
            Ok(start) => JsFuture::from(start.text()).await.ok().and_then(|text| text.as_string()),
            Err(_) => None,
        };
        // A file that cannot be read, such as a folder, is as good as an empty one.
        intend.emit(Intent::ReadFile { name, text: text.unwrap_or_default() });
    });
}

/// Hands on what was dropped: a file, or else a text. False when it is neither.
pub(super) fn take_drop(data: &DataTransfer, intend: &Callback<Intent>) -> bool {
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        read(file, intend.clone());
        return true;
    }
    match data.get_data("text/plain") {
        Ok(text) if !text.trim().is_empty() => {
            intend.emit(Intent::ReadFile { name: None, text });
            true
        }
        _ => false,
    }
}

/// Hands on what was pasted, where that is more than a field holds. False when it is not.
pub(super) fn take_paste(event: &web_sys::Event, intend: &Callback<Intent>) -> bool {
    let Some(data) = event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data)
    else {
        return false;
    };
    if data.files().is_some_and(|files| files.length() > 0) {
        return take_drop(&data, intend);
    }
    let Ok(text) = data.get_data("text/plain") else { return false };
    let is_long = text.trim().contains('\n') || text.len() > FIELD_HOLDS;
    if is_long {
        intend.emit(Intent::ReadFile { name: None, text });
    }
    is_long
}
