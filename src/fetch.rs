//! What the engine asks of the network, and what comes back: the port that the worker implements over
//! `fetch` and the tests over the sandbox.

use serde::{Deserialize, Serialize};

use crate::html;
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

    /// The kind of body that is wanted.
    fn kind(&self) -> Kind {
        match self {
            Self::Portal(_) => Kind::Html,
            Self::Zendesk(_) => Kind::Json,
            Self::Attachment(_) => Kind::File,
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

/// What came back. The body of an answer is read by [`Incoming`], within bounds.
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
    /// The body is longer than anything that is asked for. Reading stopped there.
    TooLarge {
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// The body is of another type than the one asked for, and was not read.
    AnotherType {
        /// What was asked for, such as `JSON`.
        wanted: &'static str,
        /// What came instead, such as `text/html`.
        got: String,
    },
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

/// The most that is read of one answer of each kind, in bytes.
const MAX_JSON: usize = 8 * 1024 * 1024;
/// Only the head of a file is needed: a usage export begins with the license, and a license file is short.
const MAX_FILE: usize = 1024 * 1024;

/// The most of a `Content-Type` header that is shown, in characters.
const MAX_TYPE: usize = 60;

/// A kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Html,
    Json,
    File,
}

impl Kind {
    fn limit(self) -> usize {
        match self {
            Self::Html => html::MAX_LENGTH,
            Self::Json => MAX_JSON,
            Self::File => MAX_FILE,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Html => "a web page",
            Self::Json => "JSON",
            Self::File => "a file",
        }
    }

    /// Why a `Content-Type` header contradicts this kind, as what came instead; none where it does not. An answer
    /// without the header is told by its content alone.
    fn contradicted_by(self, content_type: &str) -> Option<String> {
        let mut parts = content_type.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_html = matches!(essence.as_str(), "text/html" | "application/xhtml+xml");
        let fits = match self {
            Self::Html => is_html,
            Self::Json => essence == "application/json" || essence.ends_with("+json"),
            // A web page in place of a file is a sign-in page or an error.
            Self::File => !is_html,
        };
        if !fits {
            let shown: String = essence.chars().take(MAX_TYPE).collect();
            return Some(if shown.is_empty() { "something without a type".to_owned() } else { shown });
        }
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
        });
        let charset =
            charset.filter(|one| self != Self::File && !matches!(one.as_str(), "utf-8" | "utf8" | "us-ascii"));
        charset.map(|one| format!("text in {}", one.chars().take(MAX_TYPE).collect::<String>()))
    }
}

/// An answer while its body arrives, piece by piece. No more of it is kept than is wanted.
#[derive(Debug)]
pub struct Incoming {
    kind: Kind,
    status: u16,
    retry_at: Option<u64>,
    body: Vec<u8>,
}

impl Incoming {
    /// Begins to read an answer by its head.
    ///
    /// # Errors
    /// The whole reply, when the body is not wanted: the status says enough, or the type is another one.
    pub fn new(target: &Target, status: u16, retry_at: Option<u64>, content_type: Option<&str>) -> Result<Self, Reply> {
        let kind = target.kind();
        if !matches!(status, 200 | 404) {
            return Err(Reply::Answer(Answer { status, retry_at, body: String::new() }));
        }
        match content_type.filter(|_| status == 200 || kind != Kind::File).and_then(|one| kind.contradicted_by(one)) {
            Some(got) => Err(Reply::AnotherType { wanted: kind.name(), got }),
            None => Ok(Self { kind, status, retry_at, body: Vec::new() }),
        }
    }

    /// Adds a piece of the body. Gives whether more is wanted.
    pub fn add(&mut self, piece: &[u8]) -> bool {
        // One byte more than the limit tells a body that is too long from one that just fits.
        let room = (self.kind.limit() + 1).saturating_sub(self.body.len());
        self.body.extend_from_slice(&piece[..piece.len().min(room)]);
        self.body.len() <= self.kind.limit()
    }

    /// The reply, once the body has ended or no more of it is wanted.
    #[must_use]
    pub fn finish(mut self) -> Reply {
        let limit = self.kind.limit();
        if self.body.len() > limit && self.kind != Kind::File {
            return Reply::TooLarge { limit };
        }
        self.body.truncate(limit);
        let body = match (String::from_utf8(self.body), self.kind) {
            (Ok(body), _) => body,
            // What a customer attaches may have any encoding, and may be cut in the middle of a character.
            (Err(error), Kind::File) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            (Err(_), kind) => {
                return Reply::AnotherType { wanted: kind.name(), got: "text that is not UTF-8".to_owned() };
            }
        };
        let body = body.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(body);
        Reply::Answer(Answer { status: self.status, retry_at: self.retry_at, body })
    }
}

/// How long one request may take before it counts as failed, in seconds.
pub const TIMEOUT_SECONDS: u32 = 30;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LicenseId;
    use crate::zendesk::TicketId;

    fn targets() -> [Target; 3] {
        let file = "https://gitlab.zendesk.com/attachments/token/abc/?name=a.csv";
        [
            Target::Portal(PortalUrl::license(&LicenseId::parse("700001").unwrap())),
            Target::Zendesk(ApiUrl::comments(TicketId::parse("4101").unwrap(), None)),
            Target::Attachment(ApiUrl::attachment(file).unwrap()),
        ]
    }

    fn read(target: &Target, status: u16, content_type: Option<&str>, body: &[u8]) -> Reply {
        let mut incoming = match Incoming::new(target, status, None, content_type) {
            Ok(incoming) => incoming,
            Err(reply) => return reply,
        };
        for piece in body.chunks(64 * 1024) {
            if !incoming.add(piece) {
                break;
            }
        }
        incoming.finish()
    }

    #[test]
    fn answer_of_another_type_is_not_read() {
        let [html, json, file] = targets();
        let page = "a web page";
        for (target, content_type, refused) in [
            (&html, Some("text/html; charset=utf-8"), None),
            (&html, Some("Text/HTML;charset=\"UTF-8\""), None),
            (&html, Some("application/xhtml+xml"), None),
            (&html, None, None),
            (&html, Some("application/json; charset=utf-8"), Some((page, "application/json"))),
            (&html, Some(""), Some((page, "something without a type"))),
            (&html, Some("text/html; charset=utf-16le"), Some((page, "text in utf-16le"))),
            (&json, Some("application/json; charset=utf-8"), None),
            (&json, Some("application/problem+json"), None),
            (&json, None, None),
            (&json, Some("text/html; charset=utf-8"), Some(("JSON", "text/html"))),
            (&json, Some("application/json; charset=iso-8859-1"), Some(("JSON", "text in iso-8859-1"))),
            (&file, Some("text/csv; charset=windows-1252"), None),
            (&file, Some("application/octet-stream"), None),
            (&file, None, None),
            (&file, Some("text/html"), Some(("a file", "text/html"))),
        ] {
            let expected = match refused {
                Some((wanted, got)) => Reply::AnotherType { wanted, got: got.to_owned() },
                None => Reply::Answer(Answer { status: 200, retry_at: None, body: "{}".to_owned() }),
            };
            assert_eq!(read(target, 200, content_type, b"{}"), expected, "{target:?} {content_type:?}");
        }
        // A missing file may be told of by a web page.
        assert!(matches!(read(&file, 404, Some("text/html"), b"x"), Reply::Answer(_)));
        assert!(matches!(read(&json, 404, Some("text/html"), b"x"), Reply::AnotherType { .. }));
    }

    #[test]
    fn answer_of_any_length_is_read_up_to_its_limit() {
        let [html, json, file] = targets();
        for (target, limit) in [(&html, 4), (&json, 8)] {
            let limit = limit * 1024 * 1024;
            let whole = read(target, 200, None, &vec![b'a'; limit]);
            assert!(matches!(whole, Reply::Answer(answer) if answer.body.len() == limit));
            assert_eq!(read(target, 200, None, &vec![b'a'; limit + 1]), Reply::TooLarge { limit });
        }
        // A piece may be as long as it likes.
        let mut incoming = Incoming::new(&json, 200, None, None).unwrap();
        assert!(!incoming.add(&vec![b'a'; 40 * 1024 * 1024]));
        assert!(incoming.body.len() <= 8 * 1024 * 1024 + 1);
        let cut = read(&file, 200, None, "é".repeat(600 * 1024).as_bytes());
        assert!(matches!(cut, Reply::Answer(answer) if answer.body.len() == MAX_FILE && answer.body.ends_with('é')));
    }

    #[test]
    fn answer_that_is_no_text_is_not_read() {
        let [html, json, file] = targets();
        for target in [&html, &json] {
            assert!(matches!(read(target, 200, None, b"a\xff"), Reply::AnotherType { .. }));
        }
        let lossy = Answer { status: 200, retry_at: None, body: "a\u{fffd}".to_owned() };
        assert_eq!(read(&file, 200, None, b"a\xff"), Reply::Answer(lossy));
        let plain = Answer { status: 200, retry_at: None, body: "{}".to_owned() };
        assert_eq!(read(&json, 200, None, b"\xef\xbb\xbf{}"), Reply::Answer(plain));
    }

    #[test]
    fn body_of_an_error_is_not_read() {
        let [_, json, _] = targets();
        for status in [204, 401, 403, 422, 429, 500] {
            let reply = Incoming::new(&json, status, Some(7), Some("text/html")).unwrap_err();
            assert_eq!(reply, Reply::Answer(Answer { status, retry_at: Some(7), body: String::new() }));
        }
    }
}
