//! The one thing that is kept when the browser closes: the handbook's words as they are here, which are nobody's personal
//! data (design rule 5).

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::{from_js, to_js};
use crate::handbook::Wording;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = get)]
    async fn local_get(keys: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = set)]
    async fn local_set(items: &JsValue) -> Result<JsValue, JsValue>;
}

/// All that is kept.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    wording: Wording,
}

/// The words as they are kept; the handbook's where nothing is.
///
/// # Errors
/// When the browser refuses, or what is kept are no words.
pub async fn load() -> Result<Wording, JsValue> {
    let kept: Kept = from_js(local_get(&to_js(&Kept::default())?).await?)?;
    Ok(kept.wording)
}

/// Keeps the words.
///
/// # Errors
/// When the browser refuses.
pub async fn save(wording: Wording) -> Result<(), JsValue> {
    local_set(&to_js(&Kept { wording })?).await.map(drop)
}
