//! What was asked of the sandbox: so that a test can say what must never have been asked.

use std::collections::VecDeque;

use bytes::Bytes;
use http::Method;
use serde_json::Value;

use crate::site::Request;

/// More than a test asks for, and little enough for a sandbox that runs for days.
const KEPT: usize = 1000;

/// A request to the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiRequest {
    /// The method. Anything but GET was refused.
    pub method: Method,
    /// Path and query as sent.
    pub target: String,
    /// Whether the agent page asked, rather than somebody else in its name.
    pub by_page: bool,
    /// The status that it was answered with.
    pub status: u16,
}

/// A press on one of the composer's buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The ticket.
    pub ticket: u64,
    /// The composer's channel: `web` would have been public.
    pub channel: String,
    /// The text of the editor.
    pub text: String,
}

/// Whether the agent page asks: it marks its requests, and an extension has no reason to.
pub fn by_page(request: &Request) -> bool {
    request.headers().contains_key("x-zendesk-lotus")
}

#[derive(Debug, Default)]
pub struct Journal {
    requests: VecDeque<ApiRequest>,
    submissions: VecDeque<Submission>,
}

impl Journal {
    pub fn record(&mut self, request: &Request, status: u16) {
        let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        push(
            &mut self.requests,
            ApiRequest { method: request.method().clone(), target, by_page: by_page(request), status },
        );
    }

    /// Records what the page sent: `{"ticket", "channel", "text"}`. What cannot be read counts too, as ticket 0.
    pub fn submit(&mut self, body: &Bytes) {
        let sent: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |key: &str| sent.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let ticket = sent.get("ticket").and_then(Value::as_u64).unwrap_or_default();
        push(&mut self.submissions, Submission { ticket, channel: text("channel"), text: text("text") });
    }

    pub fn requests(&self) -> Vec<ApiRequest> {
        self.requests.iter().cloned().collect()
    }

    pub fn submissions(&self) -> Vec<Submission> {
        self.submissions.iter().cloned().collect()
    }
}

fn push<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(item);
}
