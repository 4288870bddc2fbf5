//! Responses: their bodies and the headers that every one carries.

use std::fmt::Display;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use http::{Response as HttpResponse, StatusCode};
use serde_json::Value;

use crate::site::Response;

/// A response with a body of this type.
pub fn body(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Response {
    let mut response = HttpResponse::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("max-age=0, private, must-revalidate"));
    response
}

/// A JSON answer of the API.
pub fn json(status: StatusCode, value: &Value) -> Response {
    body(status, "application/json; charset=utf-8", value.to_string())
}

/// A page.
pub fn html(status: StatusCode, page: String) -> Response {
    body(status, "text/html; charset=utf-8", page)
}

/// A short plain answer.
pub fn text(status: StatusCode, text: &'static str) -> Response {
    body(status, "text/plain; charset=utf-8", text)
}

/// An answer without a body.
pub fn no_content() -> Response {
    let mut response = HttpResponse::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// A redirect to a path of this site.
pub fn redirect(path: &str) -> Response {
    let mut response = html(StatusCode::FOUND, String::from("<html><body>You are being redirected.</body></html>"));
    set(response.headers_mut(), LOCATION, path);
    response
}

/// Sets a header whose value is made at run time; a value that no header can hold is left out.
pub fn set(headers: &mut HeaderMap, name: HeaderName, value: impl Display) {
    if let Ok(value) = HeaderValue::from_str(&value.to_string()) {
        headers.insert(name, value);
    }
}

/// The headers that every answer has, whatever it is.
pub fn add_strict_headers(headers: &mut HeaderMap) {
    for (name, value) in [
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("x-xss-protection", "1; mode=block"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-zendesk-api-version", "v2"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
