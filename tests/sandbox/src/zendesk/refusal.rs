//! Why the API gives no record, in each of the shapes that it says so (zendesk.md C).

use http::StatusCode;
use http::header::{ALLOW, HeaderValue, RETRY_AFTER};
use serde_json::{Value, json};

use super::reply;
use crate::site::Response;

/// A refusal of the API.
#[derive(Debug)]
pub enum Refusal {
    /// The session is missing or over.
    Unauthenticated,
    /// There is no such record.
    NoRecord,
    /// There is no such route.
    NoEndpoint,
    /// A parameter is not what it must be.
    BadParameter {
        /// The parameter's name.
        name: &'static str,
        /// What it must be.
        must: &'static str,
    },
    /// An agent's role does not reach this.
    Forbidden,
    /// The search cannot be run, and why.
    BadSearch(String),
    /// The limit is used up; come back after these seconds, where Zendesk says so.
    TooMany(Option<u32>),
    /// Nobody writes here: not the page, not an extension.
    Write,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::NoRecord | Self::NoEndpoint => StatusCode::NOT_FOUND,
            Self::BadParameter { .. } => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::BadSearch(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Write => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    fn body(&self) -> Value {
        let described = |error: &str, description: &str| json!({ "error": error, "description": description });
        let titled = |title: &str, message: &str| json!({ "error": { "title": title, "message": message } });
        match self {
            Self::Unauthenticated => json!({ "error": "Couldn't authenticate you" }),
            Self::NoRecord => described("RecordNotFound", "Not found"),
            Self::NoEndpoint => described("InvalidEndpoint", "Not found"),
            Self::BadParameter { name, must } => {
                titled("Invalid attribute", &format!("You passed an invalid value for the {name} attribute. {must}"))
            }
            Self::Forbidden => titled("Forbidden", "You do not have access to this page."),
            Self::BadSearch(why) => described("invalid", &format!("Invalid search: {why}")),
            Self::TooMany(_) => described("APIRateLimitExceeded", "Number of allowed API requests per minute exceeded"),
            Self::Write => titled("Method not allowed", "The sandbox takes no writes."),
        }
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        let mut response = reply::json(refusal.status(), &refusal.body());
        match refusal {
            Refusal::TooMany(Some(seconds)) => reply::set(response.headers_mut(), RETRY_AFTER, seconds),
            Refusal::Write => {
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
            }
            _ => {}
        }
        response
    }
}
