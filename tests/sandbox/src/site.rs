//! What every site of the sandbox is: a function from a request to a response.

use bytes::Bytes;

/// A request, whole: the URI holds path and query as sent, the `host` header the site.
pub type Request = http::Request<Bytes>;
/// A response, whole.
pub type Response = http::Response<Bytes>;

/// A web site without a network: called by the TLS server, or straight from a test.
pub trait Site: Send + Sync {
    /// Answers one request.
    fn respond(&self, request: &Request) -> Response;
}
