//! A record as our own output has it, for a look at what the reader sees.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::Record;
use crate::shown::Shown;

/// The fields of a record. One that is read has its value, one that is not has `null`; what is there and cannot be read is
/// among `unreadable`, too, with the text that the page shows. So a `null` that is not there is a row that is missing or
/// blank.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub fields: Vec<(&'static str, Value)>,
    pub unreadable: Map<String, Value>,
}

impl Output {
    pub fn of(record: &impl Record) -> Self {
        let mut output = Self::default();
        record.write(&mut output);
        output
    }

    /// Writes a field.
    pub fn field<T: Serialize>(&mut self, key: &'static str, shown: &Shown<T>) {
        let value = self.value(key, shown);
        self.fields.push((key, value));
    }

    /// Writes a field that has its text where that is no value by itself, because nobody takes it for one.
    pub fn value_or_text<T: Serialize, E>(
        &mut self,
        key: &'static str,
        shown: &Shown<T>,
        parse: impl Fn(&str) -> Result<T, E>,
    ) {
        match shown {
            Shown::Unreadable(text) if !text.is_empty() && parse(text).is_err() => {
                self.fields.push((key, json!(text)));
            }
            shown => self.field(key, shown),
        }
    }

    /// Writes a field of several parts: an object of them, also where all are absent.
    pub fn parts(&mut self, key: &'static str, parts: Map<String, Value>) {
        self.fields.push((key, Value::Object(parts)));
    }

    /// A value for the output; `key` names it among the unreadable ones.
    pub fn value<T: Serialize>(&mut self, key: &'static str, shown: &Shown<T>) -> Value {
        if let Some(text) = shown.unreadable_text() {
            self.unreadable.insert(key.to_owned(), json!(text));
        }
        shown.read().and_then(|value| serde_json::to_value(value).ok()).unwrap_or_default()
    }

    /// Writes itself as a part of a page.
    pub fn write<M: SerializeMap>(&self, page: &mut M) -> Result<(), M::Error> {
        page.serialize_entry("fields", &InOrder(&self.fields))?;
        self.write_unreadable(page)
    }

    /// Writes what is there and cannot be read, where there is any.
    pub fn write_unreadable<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if self.unreadable.is_empty() { Ok(()) } else { map.serialize_entry("unreadable", &self.unreadable) }
    }
}

/// Fields as an object that keeps their order.
struct InOrder<'a>(&'a [(&'static str, Value)]);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
