//! What a license file says: JSON whose order is kept, and how the portal may print it.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A JSON value that keeps its keys in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Payload {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(serde_json::Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Payload>),
    /// An object.
    Object(IndexMap<String, Payload>),
}

impl Payload {
    /// An object with these entries.
    pub fn object<const N: usize>(entries: [(&str, Payload); N]) -> Payload {
        Payload::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// The same object without the entries whose value is null.
    pub fn without_nulls(self) -> Payload {
        match self {
            Payload::Object(mut entries) => {
                entries.retain(|_, value| *value != Payload::Null);
                Payload::Object(entries)
            }
            other => other,
        }
    }

    /// The value under these keys, one inside the other.
    pub fn at(&self, keys: &[&str]) -> Option<&Payload> {
        keys.iter().try_fold(self, |value, key| match value {
            Payload::Object(entries) => entries.get(*key),
            _ => None,
        })
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Payload::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As JSON over several lines.
    pub fn pretty_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// As Ruby's `inspect` prints it.
    pub fn ruby(&self) -> String {
        match self {
            Payload::Null => "nil".to_owned(),
            // Ruby and JSON quote texts alike, as far as the seed's go.
            Payload::Boolean(_) | Payload::Number(_) | Payload::Text(_) => self.json(),
            Payload::List(values) => format!("[{}]", values.iter().map(Payload::ruby).collect::<Vec<_>>().join(", ")),
            Payload::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key:?}=>{}", value.ruby()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl From<&str> for Payload {
    fn from(text: &str) -> Payload {
        Payload::Text(text.to_owned())
    }
}

impl From<i64> for Payload {
    fn from(number: i64) -> Payload {
        Payload::Number(number.into())
    }
}

impl From<bool> for Payload {
    fn from(boolean: bool) -> Payload {
        Payload::Boolean(boolean)
    }
}

impl<T: Into<Payload>> From<Option<T>> for Payload {
    fn from(value: Option<T>) -> Payload {
        value.map_or(Payload::Null, Into::into)
    }
}
