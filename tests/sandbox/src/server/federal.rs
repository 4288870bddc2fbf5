//! The Zendesk of US Government customers: a page that looks like an agent's, on which the extension must stay away.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};

use crate::site::{Request, Response, Site};

/// The host it answers for.
pub(super) const HOST: &str = "gitlab-federal-support.zendesk.com";

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>GitLab US Government Support – Agent Workspace</title>
</head>
<body>
  <main data-test-id="ticket-workspace">
    <h1>GitLab US Government Support</h1>
    <p>License ID 700001 for A-S00012345, as a customer would send it.</p>
  </main>
</body>
</html>
"#;

/// The site.
pub(super) struct Federal;

impl Site for Federal {
    fn respond(&self, _: &Request) -> Response {
        let mut response = Response::new(Bytes::from_static(PAGE.as_bytes()));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    }
}
