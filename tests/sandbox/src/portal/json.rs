//! The JSON of a record: every column of its table, in table order, and nothing computed (portal.md a, "JSON").

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::records::{self, Record, Value};
use super::schema::Model;

/// A record with the model that says which columns it has.
struct Row<'a>(&'a Model, &'a Record);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for column in self.0.columns() {
            map.serialize_entry(column, self.1.get(column))?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Value::Date(date) => serializer.serialize_str(&date.iso()),
            Value::Moment(moment) => serializer.serialize_str(&moment.iso()),
            Value::Json(json) => {
                let value: serde_json::Value = serde_json::from_str(json).map_err(serde::ser::Error::custom)?;
                value.serialize(serializer)
            }
        }
    }
}

/// What a list says of a record when only its name is asked for.
#[derive(serde::Serialize)]
struct Compact {
    id: String,
    label: String,
}

/// One record.
pub(super) fn record(model: &Model, record: &Record) -> String {
    serde_json::to_string(&Row(model, record)).unwrap_or_default()
}

/// A page of records, whole or only their names.
pub(super) fn list(model: &Model, found: &[&Record], compact: bool) -> String {
    if compact {
        let named = found.iter().map(|record| {
            let label = records::name(model, record).unwrap_or_default();
            Compact { id: record.id.to_string(), label }
        });
        return serde_json::to_string(&named.collect::<Vec<_>>()).unwrap_or_default();
    }
    let rows: Vec<_> = found.iter().map(|record| Row(model, record)).collect();
    serde_json::to_string(&rows).unwrap_or_default()
}
