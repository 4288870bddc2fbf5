//! `/attachments/token/TOKEN/?name=…`: the files that come with comments.
//!
//! Zendesk keeps files on a host of its own and only leads there, for a while and for those who are signed in; an extension
//! without access to that host can see that there is a redirect and no more.

use http::header::{CONTENT_DISPOSITION, LOCATION};
use http::{Method, StatusCode};

use super::data::ATTACHMENTS;
use super::switches::Files;
use super::{Zendesk, reply, session};
use crate::site::{Request, Response};

/// The host that keeps the files, with the number of the account.
const KEPT_AT: &str = "https://p17.zdusercontent.com/attachment/1000123";

impl Zendesk {
    /// Answers a request for a file, by what stands after `/attachments/token/`.
    pub(super) fn attachment(&self, request: &Request, rest: &str) -> Response {
        let (signed_in, files) = {
            let state = self.state();
            (state.sessions.knows(request), state.switches.files)
        };
        if request.method() != Method::GET {
            return reply::text(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed");
        }
        if !signed_in {
            return session::to_sign_in(request);
        }
        let token = rest.strip_suffix('/').unwrap_or(rest);
        let Some(file) = ATTACHMENTS.iter().find(|file| file.token == token) else {
            return reply::text(StatusCode::NOT_FOUND, "Page not found");
        };
        match files {
            Files::Elsewhere => {
                let pass = session::token();
                let mut response = reply::redirect("/");
                reply::set(response.headers_mut(), LOCATION, format!("{KEPT_AT}/{token}?token={pass}"));
                response
            }
            Files::Here => {
                let mut response = reply::body(StatusCode::OK, file.content_type, file.content());
                let disposition = format!("attachment; filename=\"{}\"", file.file_name);
                reply::set(response.headers_mut(), CONTENT_DISPOSITION, disposition);
                response
            }
        }
    }
}
