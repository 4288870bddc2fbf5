//! The port to the network: `GET` with the agent's own session, and nothing else.

use gloo_net::http::Request;
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect, ResponseType};

use crate::fetch::{Answer, Reply, TIMEOUT_SECONDS, Target};
use crate::webext;

/// Reads one address. An aborted request comes back as unreachable; nobody waits for it any more.
pub(super) async fn get(target: &Target, abort: &AbortSignal) -> Reply {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
    let either = AbortSignal::any(&Array::of2(abort, &timeout));
    match send(target, &either).await {
        Ok(reply) => reply,
        Err(_) if timeout.aborted() => Reply::Timeout,
        Err(_) if is_offline() => Reply::Offline,
        Err(_) => Reply::Unreachable,
    }
}

/// Reads a file of the extension's own.
pub(super) async fn own_file(path: &str) -> Option<String> {
    Request::get(&webext::own_url(path)).send().await.ok()?.text().await.ok()
}

async fn send(target: &Target, signal: &AbortSignal) -> Result<Reply, gloo_net::Error> {
    let response = Request::get(target.url())
        .header("Accept", target.accept())
        .credentials(RequestCredentials::Include)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(signal))
        .send()
        .await?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Ok(Reply::Redirect);
    }
    let retry_after = response.headers().get("Retry-After").and_then(|seconds| seconds.trim().parse::<u32>().ok());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole seconds since 1970")]
    let retry_at = retry_after.map(|seconds| (js_sys::Date::now() / 1000.0).ceil() as u64 + u64::from(seconds));
    Ok(Reply::Answer(Answer { status: response.status(), retry_at, body: response.text().await? }))
}

/// Whether the browser knows that there is no connection. A worker's navigator is another type than a page's, so it is
/// asked by name.
fn is_offline() -> bool {
    let of = |value: &JsValue, name: &str| Reflect::get(value, &JsValue::from_str(name));
    let on_line = of(&js_sys::global(), "navigator").and_then(|navigator| of(&navigator, "onLine"));
    on_line.is_ok_and(|on_line| on_line == JsValue::FALSE)
}
