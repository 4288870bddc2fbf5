//! Answers with the headers of a Rails application (portal.md a, "Headers"), under a strict content security policy.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderValue, LOCATION, RETRY_AFTER, SET_COOKIE, VARY,
    X_FRAME_OPTIONS,
};
use http::{HeaderName, StatusCode};

use super::session::{self, COOKIE};
use super::values::{absolute, escape};
use crate::site::Response;

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// What a page's own scripts and styles carry.
pub(super) fn nonce() -> String {
    STANDARD.encode(session::random::<16>())
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
}

fn reply(status: StatusCode, content_type: &str, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, content_type);
    set(&mut response, X_FRAME_OPTIONS, "SAMEORIGIN");
    response
}

fn dynamic(status: StatusCode, content_type: &str, body: String) -> Response {
    let etag = format!("W/\"{:x}\"", md5::compute(&body));
    let mut response = reply(status, content_type, body);
    set(&mut response, VARY, "Accept");
    if status == StatusCode::OK {
        set(&mut response, ETAG, &etag);
        set(&mut response, CACHE_CONTROL, "max-age=0, private, must-revalidate");
    } else {
        set(&mut response, CACHE_CONTROL, "no-cache");
    }
    response
}

/// A page whose scripts and styles carry this nonce.
pub(super) fn html(status: StatusCode, body: String, nonce: &str) -> Response {
    let mut response = dynamic(status, HTML, body);
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; object-src 'none'; \
         frame-ancestors 'self'; base-uri 'self'"
    );
    set(&mut response, CONTENT_SECURITY_POLICY, &policy);
    response
}

/// JSON.
pub(super) fn json(status: StatusCode, body: String) -> Response {
    dynamic(status, JSON, body)
}

/// A redirection to one of the portal's own pages, with an absolute address as Rails gives it.
pub(super) fn redirect(path: &str) -> Response {
    let to = absolute(path);
    let body = format!(r#"<html><body>You are being <a href="{}">redirected</a>.</body></html>"#, escape(&to));
    let mut response = dynamic(StatusCode::FOUND, HTML, body);
    set(&mut response, LOCATION, &to);
    response
}

/// A file of the portal's `public` folder.
pub(super) fn file(content_type: &str, body: &'static str) -> Response {
    let mut response = reply(StatusCode::OK, content_type, Bytes::from_static(body.as_bytes()));
    set(&mut response, CACHE_CONTROL, "no-cache");
    response
}

/// The same answer with the session's cookie.
pub(super) fn with_session(mut response: Response, id: &str) -> Response {
    set(&mut response, SET_COOKIE, &format!("{COOKIE}={id}; path=/; secure; HttpOnly; SameSite=Lax"));
    response
}

/// What a limit on requests answers, in plain text, and perhaps when to come back.
pub(super) fn too_many(retry_after: Option<u32>) -> Response {
    let mut response = reply(StatusCode::TOO_MANY_REQUESTS, "text/plain", "Retry later\n");
    set(&mut response, CACHE_CONTROL, "no-cache");
    if let Some(seconds) = retry_after {
        set(&mut response, RETRY_AFTER, &seconds.to_string());
    }
    response
}

/// One of the pages that Rails keeps for when the application itself has nothing to say: without `body.rails_admin`.
pub(super) fn error(status: StatusCode) -> Response {
    let (title, explanation) = match status {
        StatusCode::NOT_FOUND => ("The page you were looking for doesn't exist", "You may have mistyped the address."),
        StatusCode::UNPROCESSABLE_ENTITY => {
            ("The change you wanted was rejected", "Maybe you tried to change something you didn't have access to.")
        }
        _ => ("We're sorry, but something went wrong", "The log of the application says more."),
    };
    let body = format!(
        r#"<!DOCTYPE html>
<html>
<head>
  <title>{title} ({})</title>
  <meta name="viewport" content="width=device-width,initial-scale=1">
  <link rel="stylesheet" href="/stylesheets/rails_admin.css">
</head>
<body class="rails-default-error-page">
  <div class="dialog">
    <h1>{title}.</h1>
    <p>{explanation}</p>
  </div>
</body>
</html>
"#,
        status.as_u16(),
    );
    let mut response = html(status, body, &nonce());
    response.headers_mut().remove(CACHE_CONTROL);
    response
}
