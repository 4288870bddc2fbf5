//! What the engine asks of the network, and what comes back: the port that the worker implements over
//! `fetch` and the tests over the sandbox.

use serde::{Deserialize, Serialize};

use crate::portal::PortalUrl;
use crate::zendesk::ApiUrl;

/// An address from the allow-list, to be read with `GET` and the agent's own session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A page of the portal, as HTML.
    Portal(PortalUrl),
    /// An answer of Zendesk's agent API, as JSON.
    Zendesk(ApiUrl),
    /// A file that is attached to a ticket's comment.
    Attachment(ApiUrl),
}

impl Target {
    /// The whole address.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Portal(url) => url.as_str(),
            Self::Zendesk(url) | Self::Attachment(url) => url.as_str(),
        }
    }

    /// The `Accept` header. Without it the portal answers a show page with JSON (facts: portal 0.1).
    #[must_use]
    pub fn accept(&self) -> &'static str {
        match self {
            Self::Portal(_) => "text/html",
            Self::Zendesk(_) => "application/json",
            Self::Attachment(_) => "text/csv, text/plain, */*",
        }
    }

    /// The site that is asked.
    #[must_use]
    pub fn site(&self) -> Site {
        match self {
            Self::Portal(_) => Site::Portal,
            Self::Zendesk(_) | Self::Attachment(_) => Site::Zendesk,
        }
    }
}

/// One of the two sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Site {
    /// The customers portal.
    Portal,
    /// Zendesk.
    Zendesk,
}

impl Site {
    /// The site's name in the middle of a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Portal => "the portal",
            Self::Zendesk => "Zendesk",
        }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer from the very address that was asked.
    Answer(Answer),
    /// The site wanted to lead elsewhere. Redirects are not followed: to the addresses that Vouch asks for, the
    /// only one is to a sign-in page, which may be on a third host (facts: portal, log-in).
    Redirect,
    /// Nothing came back within [`TIMEOUT_SECONDS`].
    Timeout,
    /// The computer has no connection.
    Offline,
    /// The browser could not reach the site.
    Unreachable,
}

/// An answer with its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// When the site may be asked again, in seconds since 1970: now, and what its `Retry-After` header says.
    pub retry_at: Option<u64>,
    /// The body, as text.
    pub body: String,
}

/// How long one request may take before it counts as failed, in seconds.
pub const TIMEOUT_SECONDS: u32 = 30;
