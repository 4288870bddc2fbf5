//! The records of the panel, and how they point at one another.

use std::collections::BTreeMap;

use super::schema::{self, Field, Kind, Many, Model, Naming};
use crate::date::{Date, Moment};

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Text(String),
    Integer(i64),
    Boolean(bool),
    Date(Date),
    Moment(Moment),
    /// JSON, as text with sorted keys.
    Json(&'static str),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Integer(number)
    }
}

impl From<bool> for Value {
    fn from(boolean: bool) -> Value {
        Value::Boolean(boolean)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Value {
        Value::Date(date)
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Value {
        Value::Moment(moment)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// A row of a table. A column that was never set is null.
pub(super) struct Record {
    pub id: i64,
    values: BTreeMap<&'static str, Value>,
}

impl Record {
    /// A record with nothing but its id and the two times every record has.
    pub fn new(id: i64, created_at: Moment, updated_at: Moment) -> Record {
        let values =
            BTreeMap::from([("id", id.into()), ("created_at", created_at.into()), ("updated_at", updated_at.into())]);
        Record { id, values }
    }

    /// The same record with a column set.
    pub fn with(mut self, column: &'static str, value: impl Into<Value>) -> Record {
        self.values.insert(column, value.into());
        self
    }

    /// What a column holds.
    pub fn get(&self, column: &str) -> &Value {
        self.values.get(column).unwrap_or(&Value::Null)
    }

    /// The text of a column, if it holds text.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number in a column, if it holds one.
    pub fn integer(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

/// All tables.
pub(super) struct Records {
    tables: BTreeMap<&'static str, BTreeMap<i64, Record>>,
}

impl Records {
    /// Tables of these records, each named with its model.
    pub fn new(records: impl IntoIterator<Item = (&'static str, Record)>) -> Records {
        let mut tables = BTreeMap::<_, BTreeMap<_, _>>::new();
        for (model, record) in records {
            tables.entry(model).or_default().insert(record.id, record);
        }
        Records { tables }
    }

    /// A model's record.
    pub fn find(&self, model: &str, id: i64) -> Option<&Record> {
        self.tables.get(model)?.get(&id)
    }

    /// A model's records, newest id last.
    pub fn all(&self, model: &str) -> impl DoubleEndedIterator<Item = &Record> {
        self.tables.get(model).into_iter().flat_map(BTreeMap::values)
    }

    /// How many records a model has.
    pub fn count(&self, model: &str) -> usize {
        self.tables.get(model).map_or(0, BTreeMap::len)
    }

    /// The record that a belongs-to or a polymorphic association leads to.
    pub fn target(&self, field: &Field, record: &Record) -> Option<(&'static Model, &Record)> {
        let model = match field.kind {
            Kind::BelongsTo(model) => schema::model(model)?,
            Kind::Polymorphic => schema::model(record.text("notable_type")?)?,
            _ => return None,
        };
        Some((model, self.find(model.name, record.integer(field.column)?)?))
    }

    /// The records of a has-many association, oldest id first.
    pub fn targets(&self, many: Many, of: &Record) -> Vec<(&'static Model, &Record)> {
        let (model, found): (_, Vec<&Record>) = match many {
            Many::Of(model, column) => {
                (model, self.all(model).filter(|record| record.integer(column) == Some(of.id)).collect())
            }
            Many::Through(join, own, other, model) => {
                let joined = self.all(join).filter(|record| record.integer(own) == Some(of.id));
                (model, joined.filter_map(|record| self.find(model, record.integer(other)?)).collect())
            }
            Many::As(model, class) => {
                let pointing = self.all(model).filter(|record| {
                    record.text("notable_type") == Some(class) && record.integer("notable_id") == Some(of.id)
                });
                (model, pointing.collect())
            }
        };
        let Some(model) = schema::model(model) else { return Vec::new() };
        found.into_iter().map(|record| (model, record)).collect()
    }
}

/// A record's name in links and titles; nothing while the column it is named by is null (portal.md c, contact 22).
pub(super) fn name(model: &Model, record: &Record) -> Option<String> {
    match model.naming {
        Naming::ClassAndId => Some(format!("{} #{}", model.class, record.id)),
        Naming::Column(column) => record.text(column).map(str::to_owned),
        Naming::FirstAndLast => {
            let names = ["first_name", "last_name"].map(|column| record.text(column).unwrap_or_default());
            Some(names.join(" "))
        }
    }
}
