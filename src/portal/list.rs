//! A page of a list: its rows, how many records there are in all, and which filters are really in force.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use scraper::ElementRef;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::Record;
use super::fields::{Block, Fields, Value, field_classes, has_class, number, shown_text};
use super::host::{filter, markup};
use super::output::Output;
use super::url::linked_record;
use crate::ids::RecordId;

/// One page of a list of records.
///
/// Never "the first row": a missing record, an ignored filter and an empty search all show a full page of other records
/// (facts/portal.md 0.2 to 0.5). A row counts only when its own cell says what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T> {
    /// The rows of this page, in page order.
    pub rows: Vec<Row<T>>,
    /// How many records there are over all pages, from `.total-count`.
    pub total: Option<u64>,
    /// The filters in force. One that the portal ignored is not among them.
    pub filters: Vec<Filter>,
    columns: BTreeSet<&'static str>,
}

/// One row of a list; its fields can be reached through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// The record's ID, from checkbox, `Show` link and ID cell; `None` when they do not agree or none is there.
    pub id: Option<RecordId>,
    /// What its cells show. A field whose column is not in the table is absent, too: see [`List::has_column`].
    pub record: T,
}

/// A filter of a list that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// The field it looks at, such as `subscription_name`.
    pub field: String,
    /// How it compares, such as `like` (*Contains*) or `is` (*Is exactly*); `None` where the field has no operators.
    pub operator: Option<String>,
    /// What it compares with, exactly as sent; several values are joined with a comma.
    pub value: String,
}

impl<T> List<T> {
    /// Whether the table has a column for the field of this key, such as `subscription_name`. RailsAdmin 2 shows some
    /// six columns only (facts/portal.md 0.9).
    #[must_use]
    pub fn has_column(&self, key: &str) -> bool {
        self.columns.contains(key)
    }

    /// Whether this page shows all the records there are.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.total.is_some_and(|total| usize::try_from(total).is_ok_and(|total| total == self.rows.len()))
    }

    /// Whether exactly this filter, and no other, is in force.
    #[must_use]
    pub fn is_filtered_by(&self, field: &str, operator: &str, value: &str) -> bool {
        matches!(self.filters.as_slice(), [filter]
            if filter.field == field && filter.operator.as_deref() == Some(operator) && filter.value == value)
    }
}

impl<T> Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// Reads what is under `#list`. Of a page that is not `whole`, the cell in which it may end is not read.
pub(super) fn read<T: Record>(list: ElementRef<'_>, whole: bool) -> List<T> {
    let table = Table::find::<T>(list);
    let heads = table.heads.iter().map(|(head, label)| Block::new(label, *head, None)).collect();
    let total = descendants(list).find(|element| has_class(*element, markup::TOTAL) && !is_in_cell(*element));
    List {
        rows: table.rows.iter().map(|row| table.read_row(*row, whole)).collect(),
        total: total.and_then(|total| number(shown_text(total).trim().split_once(' ')?.0)),
        filters: filters(list),
        columns: Fields::new(T::TABLE, heads).keys().map(T::key).collect(),
    }
}

/// Writes a list's part of a page's output.
pub(super) fn write<T: Record, M: SerializeMap>(list: &List<T>, page: &mut M) -> Result<(), M::Error> {
    let rows: Vec<_> = list.rows.iter().map(|row| ShownRow { row, columns: &list.columns }).collect();
    page.serialize_entry("rows", &rows)?;
    page.serialize_entry("total", &list.total)?;
    page.serialize_entry("filters", &list.filters)
}

/// The table of a list.
struct Table<'a> {
    /// The heads of its columns, each with its label.
    heads: Vec<(ElementRef<'a>, String)>,
    /// Where the head with a field's class is.
    places: BTreeMap<&'a str, usize>,
    rows: Vec<ElementRef<'a>>,
}

impl<'a> Table<'a> {
    /// The first table under the list; its rows are those that carry the model's class (`order_row`), which the row
    /// that says "No records found" does not.
    fn find<T: Record>(list: ElementRef<'a>) -> Self {
        let table = descendants(list).find(|element| element.value().name() == "table");
        let rows = |part: &'static str| {
            let parts = table.into_iter().flat_map(|table| table.child_elements());
            parts.filter(move |element| element.value().name() == part).flat_map(|part| part.child_elements())
        };
        let row_class = format!("{}{}", T::MODEL, markup::ROW_SUFFIX);
        let heads: Vec<_> =
            rows("thead").flat_map(|row| row.child_elements()).map(|head| (head, shown_text(head))).collect();
        Self {
            places: heads
                .iter()
                .enumerate()
                .flat_map(|(at, (head, _))| field_classes(*head).map(move |class| (class, at)))
                .collect(),
            heads,
            rows: rows("tbody").filter(|row| has_class(*row, &row_class)).collect(),
        }
    }

    fn read_row<T: Record>(&self, row: ElementRef<'a>, whole: bool) -> Row<T> {
        let cells: Vec<_> = row.child_elements().collect();
        let fields = cells.iter().enumerate().filter(|(_, cell)| field_classes(**cell).next().is_some());
        let blocks = fields
            .map(|(at, cell)| Block::new(self.label(at, *cell, cells.len()), *cell, Value::of(*cell, whole)))
            .collect();
        Row { id: row_id(&cells, T::MODEL.name(), whole), record: T::read(&Fields::new(T::TABLE, blocks)) }
    }

    /// The label over a cell: that of the head with the cell's class, or of the head in its place.
    fn label(&self, at: usize, cell: ElementRef<'a>, cells: usize) -> &str {
        let same_class = field_classes(cell).find_map(|class| self.places.get(class).copied());
        let head = same_class.or_else(|| (self.heads.len() == cells).then_some(at));
        head.and_then(|at| self.heads.get(at)).map_or("", |(_, label)| label)
    }
}

/// The row's ID, from the cells that are not fields: the checkbox and the `Show` link; and from the cell of the field
/// `id`, where the table has one.
fn row_id(cells: &[ElementRef<'_>], model: &str, whole: bool) -> Option<RecordId> {
    let mut said = Vec::new();
    for cell in cells {
        if field_classes(*cell).any(|class| class == "id") {
            said.push(Value::of(*cell, whole).and_then(|value| RecordId::parse(value.text().read()?).ok()));
        } else if field_classes(*cell).next().is_none() {
            for element in descendants(*cell) {
                if element.attr("name") == Some(markup::ROW_ID) {
                    said.push(RecordId::parse(element.attr("value").unwrap_or_default()).ok());
                }
                if has_class(element, markup::SHOW_LINK) {
                    let links = descendants(element).filter_map(|link| link.attr("href"));
                    said.extend(
                        links.map(|href| linked_record(href).filter(|(linked, _)| *linked == model).map(|(_, id)| id)),
                    );
                }
            }
        }
    }
    let first = said.first()?.clone()?;
    said.iter().all(|id| id.as_ref() == Some(&first)).then_some(first)
}

/// The filters in force. The page repeats every filter it was sent, also those that RailsAdmin ignores: a blank value,
/// `_discard`, an operator it does not know (facts/portal.md 0.3; pages `order_filter_empty_value_ALL` and
/// `order_filter_bogus_operator_ALL`). Those are left out here.
fn filters(list: ElementRef<'_>) -> Vec<Filter> {
    let options = descendants(list)
        .find(|element| element.value().id() == Some(markup::FILTERS) && !is_in_cell(*element))
        .and_then(|element| serde_json::from_str::<Vec<Json>>(element.attr(markup::OPTIONS)?).ok());
    options.unwrap_or_default().iter().filter_map(filter_in_force).collect()
}

fn filter_in_force(options: &Json) -> Option<Filter> {
    let text = |key: &str| options.get(key).and_then(Json::as_str);
    let field = text("name")?.to_owned();
    let value = match options.get("value") {
        Some(Json::String(value)) => value.clone(),
        Some(Json::Array(values)) => values.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(","),
        Some(value @ (Json::Number(_) | Json::Bool(_))) => value.to_string(),
        _ => String::new(),
    };
    let operator = text("operator").filter(|operator| !operator.is_empty());
    // Without an operator a text is looked for as by *Contains*; other kinds of field have no operator.
    let is_text = matches!(text("type"), Some("string" | "text"));
    let operator = operator.or_else(|| is_text.then_some(filter::DEFAULT));
    // v3 names the operators it has for the field; v2 does not, and has fewer.
    let known = match (operator, options.get("operators").and_then(Json::as_array)) {
        (None, _) => true,
        (Some(operator), Some(own)) => own.iter().any(|known| known.as_str() == Some(operator)),
        (Some(operator), None) => filter::KNOWN_V2.contains(&operator) || filter::NEED_NO_VALUE.contains(&operator),
    };
    let idle = |word: &str| filter::IGNORED.contains(&word);
    let has_value = !value.trim_matches([' ', ',', '\t', '\n']).is_empty() && !idle(&value);
    let complete = has_value || operator.is_some_and(|operator| filter::NEED_NO_VALUE.contains(&operator));
    (known && complete && !operator.is_some_and(idle)).then(|| Filter {
        field,
        operator: operator.map(str::to_owned),
        value,
    })
}

/// Whether an element is a part of what a cell shows, which says nothing about the list.
fn is_in_cell(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "td")
}

fn descendants(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.descendants().skip(1).filter_map(ElementRef::wrap)
}

/// A row with those fields only whose columns are in the table.
struct ShownRow<'a, T> {
    row: &'a Row<T>,
    columns: &'a BTreeSet<&'static str>,
}

impl<T: Record> Serialize for ShownRow<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut output = Output::of(&self.row.record);
        let is_column = |key: &str| self.columns.contains(key.split('.').next().unwrap_or(key));
        output.fields.retain(|(key, _)| is_column(key));
        output.unreadable.retain(|key, _| is_column(key));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.row.id)?;
        for (key, value) in &output.fields {
            map.serialize_entry(key, value)?;
        }
        output.write_unreadable(&mut map)?;
        map.end()
    }
}
