//! The sandbox portal: a RailsAdmin panel as the real one is, traps included. What it does is described in portal.md;
//! the letters and numbers in these comments are that page's sections.
//!
//! A request goes through the log-in, then as a `visit` to one of the panel's pages. What a page says is put together in
//! `page` and `values` and written as HTML by one of the two markups, `v3` and `v2`, or as JSON by `json`.

mod json;
mod page;
mod query;
mod records;
mod reply;
mod request;
mod schema;
mod seed;
mod session;
mod sign_in;
mod v2;
mod v3;
mod validate;
mod values;
mod variant;
mod visit;

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use http::{Method, StatusCode};

use crate::date::Date;
use crate::site::{Request, Response, Site};
use query::Params;
use records::Records;
use request::{Format, Headers};
use session::{COOKIE, Flash, Level, Sessions};
use visit::Visit;

pub use variant::{Blanks, Booleans, Dates, Groups, SalesforceAccount, SoldTo, Validated, Variant};

/// The host that the sandbox answers for.
pub const HOST: &str = "customers.gitlab.com";

/// Which RailsAdmin wrote the HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// rails_admin 3.x: cards, and Turbo.
    #[default]
    V3,
    /// rails_admin 2.x: definition lists, and pjax.
    V2,
}

/// The license file of a seed license.
pub(crate) fn license_file(id: i64) -> Option<String> {
    seed::records(Date::today()).find("license", id)?.text("license_file").map(str::to_owned)
}

/// A customers portal with its records and its sessions. Nothing that is sent changes its records.
pub struct Portal {
    markup: AtomicU8,
    variant: RwLock<Variant>,
    records: Records,
    sessions: Sessions,
    throttle: Mutex<Throttle>,
    today: Date,
}

/// The next answers that are refused, and the `Retry-After` that they carry.
#[derive(Clone, Copy, Debug, Default)]
struct Throttle {
    answers: u32,
    retry_after: Option<u32>,
}

impl Portal {
    /// A stock portal whose seed licenses end around today (portal.md c).
    pub fn new(markup: Markup) -> Portal {
        Portal::on(markup, Date::today())
    }

    /// The portal as it is on some day.
    pub fn on(markup: Markup, today: Date) -> Portal {
        let portal = Portal {
            markup: AtomicU8::default(),
            variant: RwLock::default(),
            records: seed::records(today),
            sessions: Sessions::default(),
            throttle: Mutex::default(),
            today,
        };
        portal.set_markup(markup);
        portal
    }

    /// The markup of the next page.
    pub fn markup(&self) -> Markup {
        if self.markup.load(Ordering::Relaxed) == Markup::V2 as u8 { Markup::V2 } else { Markup::V3 }
    }

    /// Changes the markup from the next page on.
    pub fn set_markup(&self, markup: Markup) {
        self.markup.store(markup as u8, Ordering::Relaxed);
    }

    /// Customises the panel from the next page on.
    pub fn set_variant(&self, variant: Variant) {
        *self.variant.write().unwrap_or_else(PoisonError::into_inner) = variant;
    }

    /// Signs an admin in and gives what the `cookie` header must say.
    pub fn sign_in(&self) -> String {
        format!("{COOKIE}={}", self.sessions.open(true))
    }

    /// Ends every session: the next request of any browser leads to the log-in.
    pub fn sign_everyone_out(&self) {
        self.sessions.close_all();
    }

    /// Answers the next requests for pages of the panel, but for those that a tab itself loads, with 429 and this
    /// `Retry-After`.
    pub fn throttle(&self, answers: u32, retry_after_seconds: u32) {
        self.set_throttle(Throttle { answers, retry_after: Some(retry_after_seconds) });
    }

    /// As [`Portal::throttle`], without a `Retry-After`.
    pub fn throttle_without_time(&self, answers: u32) {
        self.set_throttle(Throttle { answers, retry_after: None });
    }

    fn set_throttle(&self, throttle: Throttle) {
        *self.throttle.lock().unwrap_or_else(PoisonError::into_inner) = throttle;
    }

    /// The refusal of a request, where the next one is to be refused.
    fn refusal(&self, headers: Headers<'_>) -> Option<Response> {
        let mut throttle = self.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        if throttle.answers == 0 || headers.get("sec-fetch-dest") == Some("document") {
            return None;
        }
        throttle.answers -= 1;
        Some(reply::too_many(throttle.retry_after))
    }

    /// The panel: everything under `/admin`.
    fn panel(&self, request: &Request, path: &str) -> Response {
        let headers = Headers::of(request);
        if let Some(refusal) = self.refusal(headers) {
            return refusal;
        }
        let session = headers.cookie(COOKIE).unwrap_or_default();
        if request.method() != Method::GET && request.method() != Method::HEAD && !self.is_ours(request, session) {
            return reply::error(StatusCode::UNPROCESSABLE_ENTITY);
        }
        if !self.sessions.signed_in(session) {
            return self.ask_to_sign_in(request, session);
        }
        let visit = Visit { portal: self, request, session, markup: self.markup() };
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let posted = request.method() == Method::POST;
        match (segments.as_slice(), posted) {
            ([], false) => visit.dashboard(StatusCode::OK, None),
            (["license", "validate_license"], _) => visit.validate_license(),
            // What only changes records, or leads there, is not built.
            ([_, "new" | "export" | "bulk_action"], _) | (_, true) | ([_, _, _, ..], _) => {
                reply::error(StatusCode::NOT_FOUND)
            }
            ([name], false) => {
                let (name, extension) = request::split_extension(name);
                match schema::model(name) {
                    Some(model) => visit.index(model, extension),
                    None => visit.unknown_model(name, extension),
                }
            }
            ([name, id], false) => {
                let (id, extension) = request::split_extension(id);
                match schema::model(name) {
                    Some(model) => visit.show(model, id, extension),
                    None => visit.unknown_model(name, extension),
                }
            }
        }
    }

    /// Whether a request that may change something comes from a page of ours: with the session's token, and from this
    /// origin if it names one (portal.md 0.10).
    fn is_ours(&self, request: &Request, session: &str) -> bool {
        let headers = Headers::of(request);
        let from_elsewhere = headers.get("origin").is_some_and(|origin| origin != format!("https://{HOST}"));
        let form = Params::parse(request.body());
        let token = form.get("authenticity_token").or(headers.get("x-csrf-token"));
        !from_elsewhere && token.is_some_and(|token| self.sessions.accepts(session, token))
    }

    /// What the panel tells those who are not signed in: pages lead to the log-in, programs get a 401.
    fn ask_to_sign_in(&self, request: &Request, session: &str) -> Response {
        let headers = Headers::of(request);
        let (_, extension) = request::split_extension(request.uri().path());
        if headers.is_xhr() || !matches!(headers.format(extension), Format::Html | Format::Any) {
            let error = r#"{"error":"You need to sign in or sign up before continuing."}"#;
            return reply::json(StatusCode::UNAUTHORIZED, error.to_owned());
        }
        let known = self.sessions.knows(session);
        let opened = if known { session.to_owned() } else { self.sessions.open(false) };
        if request.method() == Method::GET {
            let wanted = request.uri().path_and_query().map_or("/admin/", |wanted| wanted.as_str());
            self.sessions.want(&opened, wanted);
        }
        reply::with_session(reply::redirect(sign_in::PATH), &opened)
    }

    /// The log-in's own page.
    fn sign_in_page(&self, request: &Request) -> Response {
        let headers = Headers::of(request);
        let session = headers.cookie(COOKIE).unwrap_or_default();
        if request.method() != Method::POST {
            if self.sessions.signed_in(session) {
                let text = "You are already signed in.".to_owned();
                self.sessions.leave(session, Flash { level: Level::Alert, text });
                return reply::redirect("/admin/");
            }
            let session = if self.sessions.knows(session) { session.to_owned() } else { self.sessions.open(false) };
            let page = sign_in::page(&self.sessions.token(&session));
            return reply::with_session(reply::html(StatusCode::OK, page, &reply::nonce()), &session);
        }
        if !self.is_ours(request, session) {
            return reply::error(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let wanted = self.sessions.close(session);
        let session = self.sessions.open(true);
        self.sessions.leave(&session, Flash { level: Level::Notice, text: "Signed in successfully.".to_owned() });
        reply::with_session(reply::redirect(wanted.as_deref().unwrap_or("/admin/")), &session)
    }

    fn file(&self, path: &str) -> Option<Response> {
        const CSS: &str = "text/css; charset=utf-8";
        const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
        const STYLES: &str = include_str!("portal/assets/rails_admin.css");
        const TURBO: &str = concat!(include_str!("portal/assets/filters.js"), include_str!("portal/assets/turbo.js"));
        const PJAX: &str = concat!(include_str!("portal/assets/filters.js"), include_str!("portal/assets/pjax.js"));
        const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#292961"/></svg>"##;
        match path {
            "/favicon.ico" => Some(reply::file("image/svg+xml", ICON)),
            "/stylesheets/rails_admin.css" | "/assets/rails_admin/rails_admin.css" => Some(reply::file(CSS, STYLES)),
            "/javascripts/rails_admin.js" => Some(reply::file(JAVASCRIPT, TURBO)),
            "/assets/rails_admin/rails_admin.js" => Some(reply::file(JAVASCRIPT, PJAX)),
            _ => None,
        }
    }
}

impl Site for Portal {
    fn respond(&self, request: &Request) -> Response {
        let path = request.uri().path();
        if let Some(file) = self.file(path) {
            return file;
        }
        if path == sign_in::PATH {
            return self.sign_in_page(request);
        }
        match path.strip_prefix("/admin") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => self.panel(request, &request::decode(rest)),
            _ => reply::error(StatusCode::NOT_FOUND),
        }
    }
}

#[cfg(test)]
mod tests;
