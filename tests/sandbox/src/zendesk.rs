//! The sandbox Zendesk: the agent API and an agent page, for the host `gitlab.zendesk.com`.
//!
//! `session` says who asks; `api` answers with records as JSON, within its limits and for GET alone; `attachment`
//! leads to the files of comments; `page` serves the agent page, whose scripts are in `assets/zendesk`. The records are in
//! [`data`]: tickets, people, organizations. A test lets time pass by changing them.

mod api;
mod attachment;
pub mod data;
mod journal;
mod json;
mod limits;
mod page;
mod paging;
mod query;
mod records;
mod refusal;
mod reply;
mod search;
mod session;
mod switches;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::Method;

use crate::site::{Request, Response, Site};
use data::{AGENT, Status};
use journal::Journal;
use limits::Limits;
use records::Records;
use refusal::Refusal;
use session::Sessions;

pub use journal::{ApiRequest, Submission};
pub use json::{PROBLEM_TYPE, PRODUCT_TYPE, SUBSCRIPTION_EMAIL};
pub use switches::{
    CkEditor, Composer, Files, Form, HiddenTabs, Locale, ProjectField, Remount, Switches, TicketFields,
};

/// The host that the sandbox answers for.
pub const HOST: &str = "gitlab.zendesk.com";

/// A Zendesk with its agent page, its API and its sessions. Nothing that is sent changes its records; a test does.
#[derive(Debug)]
pub struct Zendesk {
    editors: Editors,
    state: Mutex<State>,
}

/// The scripts of the composer's editor, by their version.
type Editors = HashMap<CkEditor, Bytes>;

/// What a request or a test may change.
#[derive(Debug, Default)]
struct State {
    records: Arc<Records>,
    sessions: Sessions,
    limits: Limits,
    journal: Journal,
    switches: Switches,
}

impl Zendesk {
    /// A Zendesk whose composer is a CKEditor of this folder of npm packages, `node_modules`. Where the package of a
    /// version is missing, the composer says so.
    pub fn new(packages: impl AsRef<Path>) -> Self {
        let script = |version: CkEditor| packages.as_ref().join(version.package()).join("build/ckeditor.js");
        let editor = |version| Some((version, Bytes::from(std::fs::read(script(version)).ok()?)));
        let editors = CkEditor::ALL.into_iter().filter_map(editor).collect();
        Self { editors, state: Mutex::default() }
    }

    /// Whether the script of this version of the editor was found.
    pub fn has_editor(&self, version: CkEditor) -> bool {
        self.editors.contains_key(&version)
    }

    /// Signs the usual agent in and gives what the `cookie` header must say.
    pub fn sign_in(&self) -> String {
        self.sign_in_as(AGENT)
    }

    /// Signs the agent with this user ID in and gives what the `cookie` header must say.
    pub fn sign_in_as(&self, agent: u64) -> String {
        self.state().sessions.open(agent)
    }

    /// Ends every session.
    pub fn sign_everyone_out(&self) {
        self.state().sessions.close_all();
    }

    /// Answers the next requests to the API, but for the page's own, with 429 and this `Retry-After`.
    pub fn throttle(&self, answers: u32, retry_after_seconds: u32) {
        self.state().limits.throttle(answers, Some(retry_after_seconds));
    }

    /// Answers the next requests to the API, but for the page's own, with 429 and no `Retry-After`.
    pub fn throttle_without_time(&self, answers: u32) {
        self.state().limits.throttle(answers, None);
    }

    /// Adds a comment to a ticket.
    pub fn add_comment(&self, ticket: u64, author: u64, public: bool, text: impl Into<String>) {
        self.change(|records| records.ticket_mut(ticket).map(|one| one.add_comment(author, public, text.into())));
    }

    /// Sets a custom field of a ticket, by the field's ID: to a text or a choice's tag, or to nothing.
    pub fn set_field(&self, ticket: u64, field: u64, value: Option<&str>) {
        self.change(|records| records.ticket_mut(ticket).map(|one| one.set_field(field, value.map(str::to_owned))));
    }

    /// Sets a ticket's status.
    pub fn set_ticket_status(&self, ticket: u64, status: Status) {
        self.change(|records| records.ticket_mut(ticket).map(|one| one.set_status(status)));
    }

    /// Gives a ticket another requester, whose organization the ticket then has.
    pub fn set_requester(&self, ticket: u64, user: u64) {
        self.change(|records| {
            let organization = records.user(user)?.organization;
            let ticket = records.ticket_mut(ticket)?;
            (ticket.row.requester, ticket.row.organization) = (user, organization);
            ticket.changes += 1;
            Some(())
        });
    }

    /// Associates a user to an organization, or to none. The user's open tickets follow, and their `updated_at` does not
    /// move.
    pub fn set_requester_organization(&self, user: u64, organization: Option<u64>) {
        self.change(|records| records.associate(user, organization));
    }

    /// Associates a user to an organization, or to none; the user's tickets stay where they are.
    pub fn set_user_organization(&self, user: u64, organization: Option<u64>) {
        self.change(|records| records.move_user(user, organization));
    }

    /// Adds so many contacts to an organization.
    pub fn add_contacts(&self, organization: u64, count: usize) {
        self.change(|records| records.add_contacts(organization, count));
    }

    /// Writes the notes of an organization.
    pub fn set_notes(&self, organization: u64, text: impl Into<String>) {
        self.change(|records| records.organization_mut(organization).map(|one| one.set_notes(text.into())));
    }

    /// Writes the details of an organization.
    pub fn set_details(&self, organization: u64, text: impl Into<String>) {
        self.change(|records| records.organization_mut(organization).map(|one| one.set_details(text.into())));
    }

    /// Sets a field of an organization, by the field's key.
    pub fn set_organization_field(&self, organization: u64, key: &str, value: impl Into<serde_json::Value>) {
        self.change(|records| records.organization_mut(organization).map(|one| one.set_field(key, value.into())));
    }

    /// Leaves a ticket's organization out of the answers that name it, or puts it in again.
    pub fn leave_organization_out(&self, ticket: u64, leave_out: bool) {
        self.change(|records| {
            records.ticket_mut(ticket)?.leaves_organization_out = leave_out;
            Some(())
        });
    }

    /// Changes the records.
    ///
    /// # Panics
    /// Where there is no such record: the test that asks for it is wrong.
    fn change(&self, change: impl FnOnce(&mut Records) -> Option<()>) {
        let done = change(Arc::make_mut(&mut self.state().records));
        assert!(done.is_some(), "there is no such record");
    }

    fn records(&self) -> Arc<Records> {
        Arc::clone(&self.state().records)
    }

    /// Changes how the agent page behaves, from the next page load on, and what the API gives, at once.
    pub fn switch(&self, change: impl FnOnce(&mut Switches)) {
        change(&mut self.state().switches);
    }

    /// Every request to the API so far, oldest first, refused ones too (the latest thousand).
    pub fn api_requests(&self) -> Vec<ApiRequest> {
        self.state().journal.requests()
    }

    /// What was sent with a button of the composer. Nobody but a person may do that.
    pub fn submissions(&self) -> Vec<Submission> {
        self.state().journal.submissions()
    }

    /// Forgets the requests and the submissions.
    pub fn forget(&self) {
        self.state().journal = Journal::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Assets and the sign-in page are for everybody, the agent page for the signed in; the API sees to itself.
    fn route(&self, request: &Request) -> Response {
        let path = request.uri().path();
        let is_get = request.method() == Method::GET;
        if path == "/api" || path.starts_with("/api/") {
            return self.api(request);
        }
        if let Some(name) = path.strip_prefix("/assets/") {
            return page::asset(name, &self.editors);
        }
        if let Some(file) = path.strip_prefix("/attachments/token/") {
            return self.attachment(request, file);
        }
        if path.starts_with("/access/") {
            return self.access(request);
        }
        let signed_in = self.state().sessions.knows(request);
        match path {
            "/" => reply::redirect("/agent/dashboard"),
            "/sandbox/submissions" if request.method() == Method::POST => {
                if !signed_in {
                    return Refusal::Unauthenticated.into();
                }
                self.state().journal.submit(request.body());
                reply::no_content()
            }
            _ if path == "/agent" || path.starts_with("/agent/") => match (is_get, signed_in) {
                (false, _) => reply::text(http::StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"),
                (true, false) => session::to_sign_in(request),
                (true, true) => page::document(self.state().switches, &self.editors),
            },
            _ => reply::text(http::StatusCode::NOT_FOUND, "Page not found"),
        }
    }
}

impl Site for Zendesk {
    fn respond(&self, request: &Request) -> Response {
        let mut response = self.route(request);
        reply::add_strict_headers(response.headers_mut());
        response
    }
}
