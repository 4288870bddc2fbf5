//! What somebody who is signed in gets: one of the panel's pages, as HTML or as JSON.

use std::sync::PoisonError;

use http::{Method, StatusCode};

use super::page::{self, Body, Frame, List, View};
use super::query::{self, Params};
use super::records::Record;
use super::request::{self, Format, Headers};
use super::schema::{self, Model};
use super::session::{Flash, Level};
use super::values::Writer;
use super::{Markup, Portal, json, reply, v2, v3, validate};
use crate::license;
use crate::site::{Request, Response};

/// One request of somebody who is signed in.
pub(super) struct Visit<'a> {
    pub portal: &'a Portal,
    pub request: &'a Request,
    pub session: &'a str,
    pub markup: Markup,
}

impl Visit<'_> {
    fn headers(&self) -> Headers<'_> {
        Headers::of(self.request)
    }

    fn params(&self) -> Params {
        // rack-pjax takes its own parameter away before the application sees it.
        Params::parse(self.request.uri().query().unwrap_or_default().as_bytes()).without(&["_pjax"])
    }

    /// Writes a page; the flash is what was left for it, or else what it has to say itself.
    fn write(
        &self,
        status: StatusCode,
        frame: &Frame,
        flash: Option<Flash>,
        body: impl FnOnce(&View<'_>) -> Body,
    ) -> Response {
        let nonce = reply::nonce();
        let variant = self.portal.variant.read().unwrap_or_else(PoisonError::into_inner);
        let view = View {
            writer: Writer { markup: self.markup, variant: &variant, records: &self.portal.records },
            token: &|| self.portal.sessions.token(self.session),
            nonce: &nonce,
            flash: flash.or_else(|| self.portal.sessions.take(self.session)),
            fragment: self.markup == Markup::V2 && self.headers().get("x-pjax").is_some(),
        };
        let body = body(&view);
        let html = match self.markup {
            Markup::V3 => v3::page(&view, frame, &body),
            Markup::V2 => v2::page(&view, frame, &body),
        };
        reply::html(status, html, &nonce)
    }

    /// The dashboard.
    pub fn dashboard(&self, status: StatusCode, flash: Option<Flash>) -> Response {
        self.write(status, &page::dashboard_frame(), flash, |view| match self.markup {
            Markup::V3 => v3::dashboard(view).into(),
            Markup::V2 => v2::dashboard(view).into(),
        })
    }

    /// A model nobody has heard of: the dashboard, with a 404.
    pub fn unknown_model(&self, name: &str, extension: Option<&str>) -> Response {
        if self.headers().format(extension) == Format::Json && self.markup == Markup::V3 {
            let error = r#"{"status":500,"error":"Internal Server Error"}"#;
            return reply::json(StatusCode::INTERNAL_SERVER_ERROR, error.to_owned());
        }
        let text = format!("Model '{}' could not be found", request::camel_case(name));
        self.dashboard(StatusCode::NOT_FOUND, Some(Flash { level: Level::Error, text }))
    }

    /// A list.
    pub fn index(&self, model: &'static Model, extension: Option<&str>) -> Response {
        match self.headers().format(extension) {
            Format::Json => self.index_json(model, &self.params()),
            // On a list HTML is what comes first (portal.md 0.1).
            Format::Html | Format::Any => self.index_html(model, &self.params(), StatusCode::OK, None),
            Format::Export => reply::error(StatusCode::INTERNAL_SERVER_ERROR),
            Format::Other => reply::error(StatusCode::NOT_ACCEPTABLE),
        }
    }

    fn index_json(&self, model: &'static Model, params: &Params) -> Response {
        let Ok(filters) = query::filters(model, params) else {
            return reply::error(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let found = query::find(&self.portal.records, model, params, &filters, self.markup, self.portal.today);
        let compact = params.get("compact") == Some("true");
        reply::json(StatusCode::OK, json::list(model, &found.records, compact))
    }

    fn index_html(&self, model: &'static Model, params: &Params, status: StatusCode, flash: Option<Flash>) -> Response {
        let Ok(filters) = query::filters(model, params) else {
            return reply::error(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let found = query::find(&self.portal.records, model, params, &filters, self.markup, self.portal.today);
        let list = List { model, params, filters: &filters, found };
        self.write(status, &page::index_frame(model), flash, |view| match self.markup {
            Markup::V3 => v3::index(view, &list),
            Markup::V2 => v2::index(view, &list),
        })
    }

    /// A record's page.
    pub fn show(&self, model: &'static Model, id: &str, extension: Option<&str>) -> Response {
        let format = self.headers().format(extension);
        let Some(record) = request::cast_id(id).and_then(|cast| self.portal.records.find(model.name, cast)) else {
            return self.missing(model, id, format);
        };
        match format {
            // On a record's page JSON is what comes first (portal.md 0.1).
            Format::Json | Format::Any => reply::json(StatusCode::OK, json::record(model, record)),
            Format::Html => self.show_html(model, record),
            Format::Export | Format::Other => reply::error(StatusCode::NOT_ACCEPTABLE),
        }
    }

    fn show_html(&self, model: &'static Model, record: &Record) -> Response {
        self.write(StatusCode::OK, &page::show_frame(model, record), None, |view| match self.markup {
            Markup::V3 => v3::show(view, model, record).into(),
            Markup::V2 => v2::show(view, model, record).into(),
        })
    }

    /// A record that is not there: the list of the others. As HTML that is a 404 with a message; as JSON it is a 200
    /// (portal.md 0.2).
    fn missing(&self, model: &'static Model, id: &str, format: Format) -> Response {
        let params = self.params().with("id", id);
        match format {
            Format::Json => self.index_json(model, &params),
            Format::Html | Format::Any => {
                let text = format!("{} with id '{id}' could not be found", model.label);
                let flash = Flash { level: Level::Error, text };
                self.index_html(model, &params, StatusCode::NOT_FOUND, Some(flash))
            }
            Format::Export | Format::Other => reply::error(StatusCode::NOT_ACCEPTABLE),
        }
    }

    /// The Validate License page, and its answer to what was sent.
    pub fn validate_license(&self) -> Response {
        let Some((model, action)) = schema::model("license").and_then(|model| Some((model, model.actions.first()?)))
        else {
            return reply::error(StatusCode::NOT_FOUND);
        };
        let form = Params::parse(self.request.body());
        let sent = form.get("license_file").filter(|_| self.request.method() == Method::POST);
        let contents = sent.and_then(license::read_by_portal);
        let flash = (sent.is_some() && contents.is_none()).then(|| {
            let text = "The license is invalid: it could not be decrypted.".to_owned();
            Flash { level: Level::Error, text }
        });
        self.write(StatusCode::OK, &page::action_frame(model, action), flash, |view| {
            let result = contents.as_ref().map(|contents| validate::result(contents, view.writer.variant.validated));
            validate::content(&(view.token)(), sent.unwrap_or_default(), result).into()
        })
    }
}
