//! What a list shows: the filters of `f[…]`, the `query`, and paging (portal.md a, "Filter URL grammar").

use super::Markup;
use super::records::{Record, Records, Value};
use super::schema::{Field, Kind, Model};
use crate::date::Date;

/// How many records a page lists unless `per` says otherwise.
const PER_PAGE: usize = 20;

/// The parameters of a request, decoded, in the order they came.
#[derive(Clone, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string, or a form's body: percent-encoding is undone and `+` is a space.
    pub fn parse(query: &[u8]) -> Params {
        Params(form_urlencoded::parse(query).into_owned().collect())
    }

    /// The last value of a parameter, as Rails takes it.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The same parameters with one set.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Params {
        self.0.retain(|(name, _)| name != key);
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// The same parameters without these.
    pub fn without(mut self, keys: &[&str]) -> Params {
        self.0.retain(|(name, _)| !keys.contains(&name.as_str()));
        self
    }

    /// The same parameters without any filter.
    pub fn without_filters(mut self) -> Params {
        self.0.retain(|(name, _)| !name.starts_with("f["));
        self
    }

    /// A query string of them, keys in alphabetical order as Rails writes links.
    pub fn to_query(&self) -> String {
        let mut sorted = self.0.clone();
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(sorted).finish()
    }

    fn number(&self, key: &str) -> Option<usize> {
        self.get(key)?.parse().ok().filter(|number| *number > 0)
    }
}

/// One filter: `f[field][index][o]` and `[v]`.
pub(super) struct Filter {
    pub field: &'static Field,
    pub index: String,
    pub operator: Option<String>,
    pub values: Vec<String>,
}

/// A filter names a field the list does not have: the panel answers that with a 500.
pub(super) struct UnknownField;

/// Reads the filters of a list's parameters.
pub(super) fn filters(model: &Model, params: &Params) -> Result<Vec<Filter>, UnknownField> {
    let mut filters: Vec<Filter> = Vec::new();
    for (key, value) in &params.0 {
        let Some((name, rest)) = key.strip_prefix("f[").and_then(|rest| rest.split_once("][")) else { continue };
        let Some((index, part)) = rest.split_once("][") else { continue };
        let field = model.filterable().find(|field| field.name == name).ok_or(UnknownField)?;
        let at = filters.iter().position(|filter| filter.field.name == name && filter.index == index);
        let at = at.unwrap_or_else(|| {
            filters.push(Filter { field, index: index.to_owned(), operator: None, values: Vec::new() });
            filters.len() - 1
        });
        match part {
            "o]" => filters[at].operator = Some(value.clone()),
            "v]" => filters[at].values = vec![value.clone()],
            "v][]" => filters[at].values.push(value.clone()),
            _ => {}
        }
    }
    Ok(filters)
}

/// A page of a list.
pub(super) struct Found<'a> {
    pub records: Vec<&'a Record>,
    /// How many records there are on all pages.
    pub total: usize,
    pub page: usize,
    pub pages: usize,
}

/// The records that the parameters ask for, newest id first.
pub(super) fn find<'a>(
    records: &'a Records,
    model: &Model,
    params: &Params,
    filters: &[Filter],
    markup: Markup,
    today: Date,
) -> Found<'a> {
    let conditions: Vec<_> = filters.iter().filter_map(|filter| condition(filter, markup, today)).collect();
    let query = params.get("query").filter(|query| !query.trim().is_empty());
    let hits: Vec<&Record> = records
        .all(model.name)
        .rev()
        .filter(|record| conditions.iter().all(|(column, condition)| condition.holds(record.get(column))))
        .filter(|record| query.is_none_or(|query| queried(model, record, query)))
        .collect();
    let total = hits.len();
    if params.get("all") == Some("true") {
        return Found { records: hits, total, page: 1, pages: 1 };
    }
    let per = params.number("per").unwrap_or(PER_PAGE);
    let page = params.number("page").unwrap_or(1);
    let records = hits.into_iter().skip((page - 1).saturating_mul(per)).take(per).collect();
    Found { records, total, page, pages: total.div_ceil(per) }
}

/// Whether any listed column has the query in it: text as a substring, numbers as they are.
fn queried(model: &Model, record: &Record, query: &str) -> bool {
    model.listed().any(|field| match record.get(field.column) {
        Value::Text(text) if matches!(field.kind, Kind::String | Kind::Text) => like(&format!("%{query}%"), text),
        Value::Integer(number) if field.kind == Kind::Integer => number.to_string() == query,
        _ => false,
    })
}

/// What a filter asks of its column's value.
enum Condition {
    Present,
    Blank,
    Null,
    NotNull,
    /// Case-sensitive.
    Equals(Value),
    False,
    /// A pattern of LIKE.
    Like(String),
    NotLike(String),
    /// Days from the one to the other, both among them.
    Between(Option<Date>, Option<Date>),
    Numbers(Option<i64>, Option<i64>),
}

/// A filter's column and condition; none if the panel ignores it.
fn condition(filter: &Filter, markup: Markup, today: Date) -> Option<(&'static str, Condition)> {
    let value = filter.values.first().map(String::as_str).unwrap_or_default();
    let operator = filter.operator.as_deref();
    if operator == Some("_discard") || value == "_discard" {
        return None;
    }
    let unary = |word: &str| match word {
        "_present" | "_not_blank" => Some(Condition::Present),
        "_blank" => Some(Condition::Blank),
        "_null" => Some(Condition::Null),
        "_not_null" => Some(Condition::NotNull),
        _ => None,
    };
    let condition = match operator.and_then(unary).or_else(|| unary(value)) {
        Some(condition) => condition,
        None => match filter.field.kind {
            Kind::String | Kind::Text | Kind::Json => text(operator, value, markup)?,
            Kind::Boolean => boolean(value)?,
            Kind::Integer => numbers(operator, &filter.values)?,
            Kind::Date | Kind::Datetime => days(operator, &filter.values, today)?,
            Kind::Enum(labels) => {
                let label = value.parse::<usize>().ok().and_then(|number| labels.get(number).copied());
                Condition::Equals(label.unwrap_or(Some(value).filter(|value| !value.is_empty())?).into())
            }
            Kind::BelongsTo(_) | Kind::Polymorphic => Condition::Equals(Value::Integer(value.parse().ok()?)),
            Kind::HasMany(_) => return None,
        },
    };
    Some((filter.field.column, condition))
}

fn text(operator: Option<&str>, value: &str, markup: Markup) -> Option<Condition> {
    if value.trim().is_empty() {
        return None;
    }
    match operator {
        None | Some("" | "default" | "like") => Some(Condition::Like(format!("%{value}%"))),
        // Only 3.x knows this one; 2.x ignores it like any other word it has never heard of.
        Some("not_like") if markup == Markup::V3 => Some(Condition::NotLike(format!("%{value}%"))),
        Some("is" | "=") => Some(Condition::Equals(value.into())),
        Some("starts_with") => Some(Condition::Like(format!("{value}%"))),
        Some("ends_with") => Some(Condition::Like(format!("%{value}"))),
        Some(_) => None,
    }
}

fn boolean(value: &str) -> Option<Condition> {
    match value {
        "true" | "t" | "1" => Some(Condition::Equals(Value::Boolean(true))),
        "false" | "f" | "0" => Some(Condition::False),
        _ => None,
    }
}

fn numbers(operator: Option<&str>, values: &[String]) -> Option<Condition> {
    let number = |at: usize| values.get(at).and_then(|value| value.parse().ok());
    match operator {
        // The UI sends three values: the one of "Number …", and the two of "Between … and …".
        Some("between") => {
            let (low, high) = (number(1), number(2));
            low.or(high).map(|_| Condition::Numbers(low, high))
        }
        _ => number(0).map(|number| Condition::Equals(Value::Integer(number))),
    }
}

fn days(operator: Option<&str>, values: &[String], today: Date) -> Option<Condition> {
    let day = |at: usize| values.get(at).and_then(|value| Date::parse(value));
    let monday = today.plus(-today.days_since_monday());
    let (from, to) = match operator {
        Some("today") => (Some(today), Some(today)),
        Some("yesterday") => (Some(today.plus(-1)), Some(today.plus(-1))),
        Some("this_week") => (Some(monday), Some(monday.plus(6))),
        Some("last_week") => (Some(monday.plus(-7)), Some(monday.plus(-1))),
        Some("between") => (day(1), day(2)),
        _ => (day(0), day(0)),
    };
    from.or(to).map(|_| Condition::Between(from, to))
}

impl Condition {
    fn holds(&self, value: &Value) -> bool {
        let blank = match value {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        };
        match self {
            Condition::Present => !blank,
            Condition::Blank => blank,
            Condition::Null => *value == Value::Null,
            Condition::NotNull => *value != Value::Null,
            Condition::Equals(wanted) => value == wanted,
            Condition::False => matches!(value, Value::Null | Value::Boolean(false)),
            Condition::Like(pattern) => matches!(value, Value::Text(text) if like(pattern, text)),
            Condition::NotLike(pattern) => !matches!(value, Value::Text(text) if like(pattern, text)),
            Condition::Between(from, to) => {
                let day = match value {
                    Value::Date(date) => *date,
                    Value::Moment(moment) => moment.date(),
                    _ => return false,
                };
                from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
            }
            Condition::Numbers(low, high) => {
                let Value::Integer(number) = value else { return false };
                low.is_none_or(|low| low <= *number) && high.is_none_or(|high| *number <= high)
            }
        }
    }
}

/// SQL's LIKE in lower case: `%` is any text, `_` any one character, and nothing escapes them (portal.md 0.4).
fn like(pattern: &str, text: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    matches(&fold(pattern), &fold(text))
}

fn matches(pattern: &[char], text: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['%', rest @ ..] => (0..=text.len()).any(|skipped| matches(rest, &text[skipped..])),
        [wanted, rest @ ..] => match text {
            [first, text @ ..] => (*wanted == '_' || wanted == first) && matches(rest, text),
            [] => false,
        },
    }
}
