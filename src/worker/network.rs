//! The port to the network: `GET` with the agent's own session, and nothing else.

use gloo_net::http::Request;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortSignal, ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestCache,
    RequestCredentials, RequestRedirect, ResponseType,
};

use crate::fetch::{Incoming, Reply, TIMEOUT_SECONDS, Target};
use crate::webext;

/// Reads one address. An aborted request comes back as unreachable; nobody waits for it any more.
pub(super) async fn get(target: &Target, abort: &AbortSignal) -> Reply {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
    let either = AbortSignal::any(&Array::of2(abort, &timeout));
    match send(target, &either).await {
        Some(reply) => reply,
        None if timeout.aborted() => Reply::Timeout,
        None if is_offline() => Reply::Offline,
        None => Reply::Unreachable,
    }
}

/// Reads a file of the extension's own.
pub(super) async fn own_file(path: &str) -> Option<String> {
    Request::get(&webext::own_url(path)).send().await.ok()?.text().await.ok()
}

/// Sends the request and reads the answer; none when the connection fails or is aborted before the answer's end.
async fn send(target: &Target, signal: &AbortSignal) -> Option<Reply> {
    let response = Request::get(target.url())
        .header("Accept", target.accept())
        .credentials(RequestCredentials::Include)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(signal))
        .send()
        .await
        .ok()?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Some(Reply::Redirect);
    }
    let retry_after = response.headers().get("Retry-After").and_then(|seconds| seconds.trim().parse::<u32>().ok());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole seconds since 1970")]
    let retry_at = retry_after.map(|seconds| (js_sys::Date::now() / 1000.0).ceil() as u64 + u64::from(seconds));
    let content_type = response.headers().get("Content-Type");
    let mut incoming = match Incoming::new(target, response.status(), retry_at, content_type.as_deref()) {
        Ok(incoming) => incoming,
        Err(reply) => {
            if let Some(body) = response.body() {
                stop(body.cancel());
            }
            return Some(reply);
        }
    };
    if let Some(body) = response.body() {
        read_body(&body, &mut incoming).await.ok()?;
    }
    Some(incoming.finish())
}

/// Reads a body piece by piece, and no more of it than is wanted.
async fn read_body(body: &ReadableStream, incoming: &mut Incoming) -> Result<(), JsValue> {
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    loop {
        let piece: ReadableStreamReadResult = JsFuture::from(reader.read()).await?.unchecked_into();
        if piece.get_done() == Some(true) {
            return Ok(());
        }
        let bytes: Uint8Array = piece.get_value().dyn_into()?;
        if !incoming.add(&bytes.to_vec()) {
            stop(reader.cancel());
            return Ok(());
        }
    }
}

/// Lets the browser end a download. Nobody waits for it.
fn stop(cancelled: Promise) {
    spawn_local(async {
        // A download that has ended by itself is as good.
        let _ended = JsFuture::from(cancelled).await;
    });
}

/// Whether the browser knows that there is no connection. A worker's navigator is another type than a page's, so it is
/// asked by name.
fn is_offline() -> bool {
    let of = |value: &JsValue, name: &str| Reflect::get(value, &JsValue::from_str(name));
    let on_line = of(&js_sys::global(), "navigator").and_then(|navigator| of(&navigator, "onLine"));
    on_line.is_ok_and(|on_line| on_line == JsValue::FALSE)
}
