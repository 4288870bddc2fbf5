//! The few functions of the WebExtension API that the two programs call, under the name that both browsers know.

pub mod wording;

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::sender::{Sender, Tab};

#[wasm_bindgen]
extern "C" {
    /// One end of a connection between a panel and the worker.
    #[derive(Clone)]
    pub type Port;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Port) -> String;
    #[wasm_bindgen(method, getter)]
    fn sender(this: &Port) -> JsValue;
    #[wasm_bindgen(catch, method, js_name = postMessage)]
    fn post_message(this: &Port, message: &JsValue) -> Result<(), JsValue>;
    /// Ends the connection.
    #[wasm_bindgen(method)]
    pub fn disconnect(this: &Port);
    #[wasm_bindgen(method, getter, js_name = onMessage)]
    fn on_message(this: &Port) -> BrowserEvent;
    #[wasm_bindgen(method, getter, js_name = onDisconnect)]
    fn on_disconnect(this: &Port) -> BrowserEvent;

    type BrowserEvent;
    #[wasm_bindgen(method, js_name = addListener)]
    fn add_listener(this: &BrowserEvent, listener: &JsValue);

    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "runtime"], js_name = onMessage)]
    static RUNTIME_MESSAGES: BrowserEvent;
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getURL)]
    fn get_url(path: &str) -> String;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"])]
    fn connect(options: &JsValue) -> Result<Port, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    async fn runtime_send(message: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = openOptionsPage)]
    async fn runtime_open_options() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    async fn tabs_send(tab: i32, message: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = create)]
    async fn tabs_create(options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = get)]
    async fn session_get(keys: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = set)]
    async fn session_set(items: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = remove)]
    async fn session_remove(keys: &JsValue) -> Result<JsValue, JsValue>;
}

impl Port {
    /// Opens a connection to the worker, which starts if it was stopped.
    ///
    /// # Errors
    /// When the extension was updated or removed while the page stayed open.
    pub fn to_worker(name: &str) -> Result<Self, JsValue> {
        #[derive(Serialize)]
        struct Options<'a> {
            name: &'a str,
        }
        connect(&to_js(&Options { name })?)
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the other end is gone.
    pub fn post<T: Serialize>(&self, message: &T) -> Result<(), JsValue> {
        self.post_message(&to_js(message)?)
    }

    /// Calls a function with every message that can be read as `T`; others are dropped.
    pub fn listen<T: DeserializeOwned + 'static>(&self, mut listener: impl FnMut(T) + 'static) {
        let closure = Closure::<dyn FnMut(JsValue)>::new(move |message| {
            if let Ok(message) = from_js(message) {
                listener(message);
            }
        });
        self.on_message().add_listener(&closure.into_js_value());
    }

    /// Calls a function when the other end is gone.
    pub fn on_close(&self, listener: impl FnMut() + 'static) {
        let closure = Closure::<dyn FnMut()>::new(listener);
        self.on_disconnect().add_listener(&closure.into_js_value());
    }

    /// The name that the connection was opened with.
    #[must_use]
    pub fn opened_as(&self) -> String {
        self.name()
    }

    /// What the browser tells of the other end.
    #[must_use]
    pub fn other_end(&self) -> Sender {
        from_js(self.sender()).unwrap_or_default()
    }
}

/// Calls a function with every message to the whole extension that can be read as `T`; others are dropped.
pub fn listen_to_extension<T: DeserializeOwned + 'static>(mut listener: impl FnMut(T) + 'static) {
    let closure = Closure::<dyn FnMut(JsValue)>::new(move |message| {
        if let Ok(message) = from_js(message) {
            listener(message);
        }
    });
    RUNTIME_MESSAGES.with(|event| event.add_listener(&closure.into_js_value()));
}

/// Sends a message to every other page of the extension. Nobody listening is no error.
pub async fn tell_extension<T: Serialize>(message: &T) {
    if let Ok(message) = to_js(message) {
        let _nobody_listens = runtime_send(&message).await;
    }
}

/// Sends a message to the page script of a tab: in this document, where it is known, and in none that has taken its place.
/// A tab without one is no error: it may be closing.
pub async fn tell_page<T: Serialize>(tab: i32, document: Option<String>, message: &T) {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Options {
        FrameId(u32),
        DocumentId(String),
    }
    let options = document.map_or(Options::FrameId(0), Options::DocumentId);
    if let (Ok(message), Ok(options)) = (to_js(message), to_js(&options)) {
        let _nobody_listens = tabs_send(tab, &message, &options).await;
    }
}

/// Opens an address in a new tab beside another, and says which tab that is.
pub async fn open_tab(url: &str, opener: i32) -> Option<i32> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Options<'a> {
        url: &'a str,
        opener_tab_id: i32,
    }
    let options = to_js(&Options { url, opener_tab_id: opener }).ok()?;
    let tab: Tab = from_js(tabs_create(&options).await.ok()?).ok()?;
    tab.id
}

/// Opens the extension's options, or brings them to the front where they are open.
pub async fn open_options() {
    let _none_without_a_window = runtime_open_options().await;
}

/// The extension's own ID; none when it was updated or removed while the page stayed open, and outside an extension.
#[must_use]
pub fn own_id() -> Option<String> {
    let chrome = Reflect::get(&js_sys::global(), &JsValue::from_str("chrome")).ok()?;
    let runtime = Reflect::get(&chrome, &JsValue::from_str("runtime")).ok()?;
    Reflect::get(&runtime, &JsValue::from_str("id")).ok()?.as_string()
}

/// The address of one of the extension's own files.
#[must_use]
pub fn own_url(path: &str) -> String {
    get_url(path)
}

/// Everything in the storage that the browser forgets when it closes: each entry's name, and its content where that is a
/// text.
///
/// # Errors
/// When the browser refuses.
pub async fn load_session() -> Result<Vec<(String, Option<String>)>, JsValue> {
    let all = Object::try_from(&session_get(&JsValue::NULL).await?).map(Object::entries).unwrap_or_default();
    let entries = all.iter().map(|entry| {
        let entry: Array = entry.unchecked_into();
        (entry.get(0).as_string().unwrap_or_default(), entry.get(1).as_string())
    });
    Ok(entries.collect())
}

/// Keeps some entries in the storage that the browser forgets when it closes.
///
/// # Errors
/// When the browser refuses, as when the storage is full.
pub async fn save_session<T: Serialize>(items: &T) -> Result<(), JsValue> {
    session_set(&to_js(items)?).await.map(drop)
}

/// Removes some entries from the storage that the browser forgets when it closes.
///
/// # Errors
/// When the browser refuses.
pub async fn remove_session(keys: &[String]) -> Result<(), JsValue> {
    session_remove(&to_js(&keys)?).await.map(drop)
}

/// Messages travel as JSON in Chromium, so maps have to be plain objects.
fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// Reads a value that came from the browser.
///
/// # Errors
/// When it has another shape.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}
