//! The clipboard: rich and plain text together, so that each place the agent pastes into takes the form it knows.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ClipboardItem;

/// Puts a text that has no rich form on the clipboard. Browsers allow it while the agent's click is being handled.
///
/// # Errors
/// When the browser refuses; its reason is for developers.
pub(super) async fn write_text(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.map(drop)
}

/// Puts both forms on the clipboard. Browsers allow it while the agent's click is being handled.
///
/// # Errors
/// When the browser refuses; its reason is for developers.
pub(super) async fn write(text: &str, html: &str) -> Result<(), JsValue> {
    let forms = Object::new();
    for (kind, form) in [("text/plain", text), ("text/html", html)] {
        Reflect::set(&forms, &JsValue::from_str(kind), &Promise::resolve(&JsValue::from_str(form)))?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_str_promise(&forms)?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.navigator().clipboard().write(&Array::of1(&item))).await.map(drop)
}
