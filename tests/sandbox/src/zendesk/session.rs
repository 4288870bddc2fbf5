//! Sessions: a cookie, a sign-in page that takes any name and password, and the way back to the page that was wanted.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use form_urlencoded::{byte_serialize, parse};
use http::header::{COOKIE, SET_COOKIE};
use http::{Method, StatusCode};

use super::data::{AGENT, Role};
use super::{Zendesk, query::Query, reply};
use crate::site::{Request, Response};

const COOKIE_NAME: &str = "_zendesk_session";

/// The sessions that are open, each with the agent whom it belongs to.
#[derive(Debug, Default)]
pub struct Sessions {
    open: HashMap<String, u64>,
}

impl Sessions {
    /// Opens a session of an agent and gives its cookie, `name=value`.
    pub fn open(&mut self, agent: u64) -> String {
        let id = token();
        let cookie = format!("{COOKIE_NAME}={id}");
        self.open.insert(id, agent);
        cookie
    }

    /// Ends them all.
    pub fn close_all(&mut self) {
        self.open.clear();
    }

    /// Whether the request carries the cookie of an open session.
    pub fn knows(&self, request: &Request) -> bool {
        self.agent(request).is_some()
    }

    /// The agent whose open session's cookie the request carries.
    pub fn agent(&self, request: &Request) -> Option<u64> {
        request
            .headers()
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, id)| self.open.get(id).filter(|_| name == COOKIE_NAME).copied())
    }
}

/// Something nobody guesses: for session IDs, nonces and CSRF tokens.
pub fn token() -> String {
    (0..2).map(|part: u8| format!("{:016x}", RandomState::new().hash_one(part))).collect()
}

/// Sends somebody without a session to the sign-in page, which then leads back here.
pub fn to_sign_in(request: &Request) -> Response {
    let wanted = request.uri().path_and_query().map_or("/agent/dashboard", |wanted| wanted.as_str());
    let wanted: String = byte_serialize(wanted.as_bytes()).collect();
    reply::redirect(&format!("/access/unauthenticated?return_to={wanted}"))
}

/// Where to go after signing in: a page of the agent interface and nothing else.
fn destination(return_to: Option<&str>) -> &str {
    return_to.filter(|path| path.starts_with("/agent/")).unwrap_or("/agent/dashboard")
}

impl Zendesk {
    /// `/access/…`: the sign-in page and its form.
    pub(super) fn access(&self, request: &Request) -> Response {
        if request.method() != Method::POST {
            let query = Query::of(request);
            return reply::html(StatusCode::OK, sign_in_page(destination(query.get("return_to"))));
        }
        let form: Vec<_> = parse(request.body()).collect();
        let return_to = form.iter().find(|(name, _)| name == "return_to").map(|(_, value)| value.as_ref());
        let mut response = reply::redirect(destination(return_to));
        let email = form.iter().find(|(name, _)| name == "user[email]").map(|(_, value)| value.as_ref());
        let records = self.records();
        let agents = records.users.iter().filter(|user| user.role == Role::Agent);
        let named = agents.filter(|user| email == Some(user.email.as_ref())).map(|user| user.id).next();
        let cookie = self.sign_in_as(named.unwrap_or(AGENT));
        reply::set(response.headers_mut(), SET_COOKIE, format!("{cookie}; path=/; Secure; HttpOnly; SameSite=Lax"));
        response
    }
}

fn sign_in_page(return_to: &str) -> String {
    let return_to = escape(return_to);
    format!(
        r#"<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to GitLab Support (sandbox)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/agent/sign-in.css">
</head>
<body>
<main>
<h1>Sign in to GitLab Support</h1>
<p>This is the sandbox: any e-mail address and any password will do.</p>
<form method="post" action="/access/login">
<input type="hidden" name="return_to" value="{return_to}">
<label for="user_email">Email</label>
<input id="user_email" name="user[email]" type="email" value="nadia.novak@agents.example" autocomplete="username">
<label for="user_password">Password</label>
<input id="user_password" name="user[password]" type="password" value="sandbox" autocomplete="current-password">
<button id="sign-in-submit-button" type="submit">Sign in</button>
</form>
</main>
</body>
</html>
"#
    )
}

/// Text as it stands in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
