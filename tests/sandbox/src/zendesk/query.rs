//! The query string of a request, decoded.

use form_urlencoded::parse;

use crate::site::Request;

/// The parameters of a request, in their order.
#[derive(Debug)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Those of this request.
    pub fn of(request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default();
        Self(parse(query.as_bytes()).into_owned().collect())
    }

    /// A parameter's value: the last one, as Rails reads them.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether `include=` names this sideload.
    pub fn includes(&self, what: &str) -> bool {
        self.get("include").is_some_and(|list| list.split(',').any(|item| item.trim() == what))
    }

    /// The parameters with one of them replaced, ready to stand in a URL.
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.0.iter().filter(|(key, _)| key != name).map(|(key, value)| (key.as_str(), value.as_str()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair(name, value).finish()
    }
}
