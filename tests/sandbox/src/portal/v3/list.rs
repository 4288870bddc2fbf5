//! The lists of rails_admin 3.x (portal.md a, "Index page").

use serde::Serialize;

use super::icons;
use crate::portal::Markup;
use crate::portal::page::{self, Body, List, Step, View};
use crate::portal::query::Filter;
use crate::portal::records::Record;
use crate::portal::schema::{Field, Kind, Model};
use crate::portal::values::escape;

/// What the scripts need to make a filter's controls.
#[derive(Serialize)]
struct Control<'a> {
    label: String,
    name: &'static str,
    operator: Option<&'a str>,
    operators: Vec<Choice>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    datetimepicker_options: Option<Picker>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Chosen<'a>>,
}

/// How a date is picked.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Picker {
    allow_input: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    enable_time: bool,
    alt_format: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Choice {
    Operator(&'static str),
    Value { label: &'static str, value: usize },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Chosen<'a> {
    One(&'a str),
    More(&'a [String]),
}

impl<'a> Control<'a> {
    fn new(field: &'static Field) -> Control<'a> {
        const DAYS: [&str; 8] =
            ["default", "between", "today", "yesterday", "this_week", "last_week", "_not_null", "_null"];
        let named = |names: &[&'static str]| names.iter().copied().map(Choice::Operator).collect();
        let mut operators: Vec<Choice> = match field.kind {
            Kind::Integer => named(&["default", "between", "_not_null", "_null"]),
            Kind::Date | Kind::Datetime => named(&DAYS),
            Kind::Boolean => named(&["_discard", "true", "false", "_present", "_blank"]),
            Kind::Enum(labels) => {
                let values = labels.iter().enumerate().map(|(value, label)| Choice::Value { label, value });
                let blank = ["_present", "_blank"].map(Choice::Operator);
                std::iter::once(Choice::Operator("_discard")).chain(values).chain(blank).collect()
            }
            _ => named(&["_discard", "like", "not_like", "is", "starts_with", "ends_with", "_present", "_blank"]),
        };
        operators.insert(operators.len() - 2, Choice::Operator("_separator"));
        let picker = |enable_time, alt_format| Picker { allow_input: true, enable_time, alt_format };
        Control {
            label: field.stock_label(),
            name: field.name,
            operator: None,
            operators,
            r#type: field.kind.class(),
            datetimepicker_options: match field.kind {
                Kind::Date => Some(picker(false, "F d, Y")),
                Kind::Datetime => Some(picker(true, "F d, Y H:i")),
                _ => None,
            },
            index: None,
            value: None,
        }
    }

    fn of(filter: &'a Filter) -> Control<'a> {
        let value = match filter.values.as_slice() {
            [] => Chosen::One(""),
            [value] => Chosen::One(value),
            values => Chosen::More(values),
        };
        Control {
            operator: filter.operator.as_deref(),
            index: Some(&filter.index),
            value: Some(value),
            ..Control::new(filter.field)
        }
    }
}

fn options(controls: &impl Serialize) -> String {
    escape(&serde_json::to_string(controls).unwrap_or_default())
}

/// The content of a list, and the two menus it adds to the tabs.
pub(in crate::portal) fn index(view: &View<'_>, list: &List<'_>) -> Body {
    let (name, plural) = (list.model.name, list.model.plural);
    let filters: String = list
        .model
        .filterable()
        .map(|field| {
            let control = Control::new(field);
            let label = control.label.clone();
            format!(r##"<li><a href="#" class="dropdown-item" data-options="{}">{label}</a></li>"##, options(&control))
        })
        .collect();
    let chosen: Vec<_> = list.filters.iter().map(Control::of).collect();
    let headers: String = list
        .model
        .listed()
        .map(|field| {
            format!(
                r#"
        <th class="header {}_field {}_type" data-href="{}" rel="tooltip" title="">
          {}
        </th>"#,
                field.name,
                field.kind.class(),
                escape(&page::sort_path(list, field)),
                field.stock_label(),
            )
        })
        .collect();
    let rows: String = if list.found.records.is_empty() {
        let columns = list.model.list.len() + 1;
        format!(r#"<tr class="empty_row"><td colspan="{columns}">No records found</td></tr>"#)
    } else {
        list.found.records.iter().map(|record| row(view, list.model, record)).collect()
    };
    let show_all = page::show_all_path(list)
        .map(|path| format!(r#"<a class="show-all btn btn-light clearfix" href="{}">Show all</a>"#, escape(&path)));
    let menus = format!(
        r##"  <li class="nav-item dropdown">
    <a class="nav-link dropdown-toggle" data-bs-toggle="dropdown" href="#">Add filter <b class="caret"></b></a>
    <ul class="dropdown-menu dropdown-menu-end" id="filters">{filters}</ul>
  </li>
  <li class="nav-item dropdown dropdown-menu-end"><a class="nav-link dropdown-toggle" data-bs-toggle="dropdown" href="#">Selected items <b class="caret"></b></a><ul class="dropdown-menu"><li><a class="dropdown-item bulk-link" data-action="export" href="#">Export selected {plural}</a></li><li><a class="dropdown-item bulk-link" data-action="bulk_delete" href="#">Delete selected {plural}</a></li></ul></li>
"##
    );
    let content = format!(
        r#"<div id="list">
  <form action="{}" accept-charset="UTF-8" method="get">
    <div class="card mb-3 p-3 bg-light">
      <div class="row" data-options="{}" id="filters_box"></div>
      <hr class="filters_box">
      <div class="row">
        <div class="col-sm-6">
          <div class="input-group">
            <input class="form-control" name="query" placeholder="Filter" type="search" value="{}">
            <button class="btn btn-primary" type="submit"><i class="fas fa-sync"></i> Refresh</button>
            <button class="btn btn-info" id="remove_filter" title="Reset filters"><i class="fas fa-times"></i></button>
          </div>
        </div>
        <div class="col-sm-6 text-end"><a class="btn btn-info" href="{}">Export found {plural}</a></div>
      </div>
    </div>
  </form>
  <form id="bulk_form" class="form mb-3" action="/admin/{name}/bulk_action" accept-charset="UTF-8" method="post"><input type="hidden" name="authenticity_token" value="{}" autocomplete="off">
    <input type="hidden" name="bulk_action" id="bulk_action" autocomplete="off">
    <div id="sidescroll">
      <table class="table table-condensed table-striped table-hover">
        <thead>
          <tr>
            <th class="shrink sticky"><input class="toggle" type="checkbox"></th>{headers}
            <th class="last shrink"></th>
          </tr>
        </thead>
        <tbody class="table-group-divider">{rows}</tbody>
      </table>
    </div>
    <div class="row"><div class="col-md-6">{}</div></div>
    <div class="row"><div class="col-md-6">{}</div></div>
    <div class="clearfix total-count">
      {}
    </div>
  </form>
</div>"#,
        escape(&page::form_path(list)),
        options(&chosen),
        escape(list.params.get("query").unwrap_or_default()),
        escape(&page::export_path(list)),
        (view.token)(),
        paging(list),
        show_all.unwrap_or_default(),
        page::total_count(list),
    );
    Body { menus, content }
}

fn row(view: &View<'_>, model: &'static Model, record: &Record) -> String {
    let cells: String = model
        .listed()
        .map(|field| {
            format!(
                r#"
  <td class="{}_field {}_type" title="{}">
    {}
</td>"#,
                field.name,
                field.kind.class(),
                view.writer.title(field, record),
                view.writer.cell(field, record),
            )
        })
        .collect();
    format!(
        r#"
<tr class="{}_row ">
  <td class="sticky"><input type="checkbox" name="bulk_ids[]" id="bulk_ids_" value="{}"></td>{cells}
  <td class="last links ra-sidescroll-frozen">{}</td>
</tr>"#,
        model.name,
        record.id,
        icons(&page::member_tabs(model, record)),
    )
}

fn paging(list: &List<'_>) -> String {
    let steps = page::steps(&list.found);
    if steps.is_empty() {
        return String::new();
    }
    let href = |page: usize| escape(&page::page_path(list, page, Markup::V3));
    let item = |class: &str, href: &str, text: &str| {
        format!(r#"<li class="page-item{class}"><a class="page-link" href="{href}">{text}</a></li>"#)
    };
    let end = |class: &str, page: Option<usize>, text: &str| match page {
        Some(page) => item(&format!(" {class}"), &href(page), text),
        None => item(&format!(" {class} disabled"), "#", text),
    };
    let items: String = steps
        .iter()
        .map(|step| match *step {
            Step::Previous(page) => end("prev", page, "&laquo; Prev"),
            Step::Next(page) => end("next", page, "Next &raquo;"),
            Step::Gap => item(" disabled", "#", "…"),
            Step::Page(page) => {
                item(if page == list.found.page { " active" } else { "" }, &href(page), &page.to_string())
            }
        })
        .collect();
    format!(r#"<nav aria-label="Page navigation"><ul class="pagination">{items}</ul></nav>"#)
}
