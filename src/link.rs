//! Links: the only way in which an address reaches the panel or a note.

use serde::{Deserialize, Serialize};

use crate::hosts;
use crate::portal::PortalUrl;

/// A text and the address it leads to, which is always `https` on one of the two hosts.
///
/// A link that arrives in a message is checked again while it is read, so that the panel can trust its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawLink")]
pub struct Link {
    text: String,
    url: String,
}

#[derive(Deserialize)]
struct RawLink {
    text: String,
    url: String,
}

/// An address that is not `https` on a known host.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not an address of the portal or of Zendesk")]
pub struct UnknownHost(String);

impl TryFrom<RawLink> for Link {
    type Error = UnknownHost;
    fn try_from(raw: RawLink) -> Result<Self, Self::Error> {
        Self::new(raw.text, raw.url)
    }
}

impl Link {
    /// A link to an address that came from anywhere.
    ///
    /// # Errors
    /// When the address is not `https` on the portal's or Zendesk's host.
    pub fn new(text: String, url: String) -> Result<Self, UnknownHost> {
        if is_known(&url) { Ok(Self { text, url }) } else { Err(UnknownHost(url)) }
    }

    /// A link to a page of the portal.
    #[must_use]
    pub fn portal(text: impl Into<String>, url: &PortalUrl) -> Self {
        Self::built(text.into(), url.as_str().to_owned())
    }

    /// A link to an address that this crate built itself.
    pub(crate) fn built(text: String, url: String) -> Self {
        debug_assert!(is_known(&url), "{url}");
        Self { text, url }
    }

    /// What the link shows.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the link leads.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Whether an address is `https` on one of the two hosts, with no user, no port and no white space.
fn is_known(url: &str) -> bool {
    [hosts::PORTAL, hosts::ZENDESK].iter().any(|host| {
        url.strip_prefix("https://")
            .and_then(|rest| rest.strip_prefix(host))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    }) && url.bytes().all(|b| b.is_ascii_graphic())
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_on_the_two_hosts_becomes_a_link() {
        for (url, known) in [
            ("https://customers.gitlab.com/admin/order/5001", true),
            ("https://gitlab.zendesk.com/agent/organizations/1", true),
            ("https://gitlab.zendesk.com", true),
            ("http://gitlab.zendesk.com/agent", false),
            ("https://gitlab.zendesk.com.evil.example/", false),
            ("https://gitlab.zendesk.com@evil.example/", false),
            ("https://gitlab.zendesk.com:8443/", false),
            ("https://evil.example/?https://gitlab.zendesk.com/", false),
            ("javascript:alert(1)//https://gitlab.zendesk.com/", false),
            ("https://gitlab.zendesk.com/a b", false),
            ("https://gitlab.zendesk.com/\u{202e}", false),
        ] {
            assert_eq!(Link::new(String::new(), url.to_owned()).is_ok(), known, "{url}");
            let message = serde_json::json!({ "text": "x", "url": url });
            assert_eq!(serde_json::from_value::<Link>(message).is_ok(), known, "{url}");
        }
    }

    #[test]
    fn percent_encoding_keeps_only_unreserved_characters() {
        assert_eq!(percent_encode("A-S_1.~ %&+é"), "A-S_1.~%20%25%26%2B%C3%A9");
    }
}
