//! The lists of rails_admin 2.x (portal.md a, "Index page").

use serde::Serialize;

use super::icons;
use crate::portal::Markup;
use crate::portal::page::{self, Body, List, Step, View};
use crate::portal::query::Filter;
use crate::portal::records::Record;
use crate::portal::schema::{Field, Kind};
use crate::portal::values::escape;

/// How many columns a list shows at once; the others are a click away (portal.md 0.9).
const SET: usize = 6;

/// What the scripts need to make a filter's controls.
#[derive(Serialize)]
struct Control<'a> {
    index: &'a str,
    label: String,
    name: &'static str,
    r#type: &'static str,
    value: Chosen<'a>,
    operator: Option<&'a str>,
    required: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Chosen<'a> {
    One(&'a str),
    More(&'a [String]),
}

impl<'a> Control<'a> {
    fn of(filter: &'a Filter) -> Control<'a> {
        Control {
            index: &filter.index,
            label: filter.field.stock_label(),
            name: filter.field.name,
            r#type: filter.field.kind.class(),
            value: match filter.values.as_slice() {
                [] => Chosen::One(""),
                [value] => Chosen::One(value),
                values => Chosen::More(values),
            },
            operator: filter.operator.as_deref(),
            required: false,
        }
    }
}

/// The content of a list, and the two menus it adds to the tabs.
pub(in crate::portal) fn index(view: &View<'_>, list: &List<'_>) -> Body {
    let plural = list.model.plural;
    let filters: String = list.model.filterable().map(add_filter).collect();
    let menus = format!(
        r##"<li class="dropdown"><a class="dropdown-toggle" data-toggle="dropdown" href="#">Selected items <b class="caret"></b></a><ul class="dropdown-menu"><li><a class="bulk-link" data-action="export" href="#">Export selected {plural}</a></li><li><a class="bulk-link" data-action="bulk_delete" href="#">Delete selected {plural}</a></li></ul></li>
<li class='dropdown'>
<a class='dropdown-toggle' data-toggle='dropdown' href='#'>
Add filter
<b class='caret'></b>
</a>
<ul class='dropdown-menu' id='filters'>{filters}</ul>
</li>
"##
    );
    Body { menus, content: list_content(view, list) }
}

fn add_filter(field: &'static Field) -> String {
    let label = field.stock_label();
    let options = match field.kind {
        Kind::Enum(labels) => {
            let options = labels.iter().enumerate();
            let options: Vec<_> =
                options.map(|(value, label)| format!(r#"<option value="{value}">{label}</option>"#)).collect();
            escape(&options.join("\n"))
        }
        _ => String::new(),
    };
    let format = match field.kind {
        Kind::Date => " data-field-datetimepicker-format='MMMM DD, YYYY'",
        Kind::Datetime => " data-field-datetimepicker-format='MMMM DD, YYYY HH:mm'",
        _ => "",
    };
    format!(
        "
<li>
<a{format} data-field-label='{label}' data-field-name='{}' data-field-options='{options}' data-field-required='false' data-field-type='{}' data-field-value='' href='#'>{label}</a>
</li>",
        field.name,
        field.kind.class(),
    )
}

fn list_content(view: &View<'_>, list: &List<'_>) -> String {
    let (name, plural) = (list.model.name, list.model.plural);
    let chosen: Vec<_> = list.filters.iter().map(Control::of).collect();
    let query = list.params.get("query").map(|query| format!(" value='{}'", escape(query))).unwrap_or_default();
    let columns = Columns::of(list);
    let headers: String = columns
        .fields
        .iter()
        .map(|field| {
            format!(
                "<th class='header pjax  {}_field {}_type' data-href='{}' rel='tooltip' title=''>{}</th>\n",
                field.name,
                field.kind.class(),
                escape(&page::sort_path(list, field)),
                field.stock_label(),
            )
        })
        .collect();
    let rows: String = list.found.records.iter().map(|record| row(view, list, &columns, record)).collect();
    let show_all = page::show_all_path(list).map(|path| {
        format!(r#"<a class="show-all btn btn-default clearfix pjax" href="{}">Show all</a>"#, escape(&path))
    });
    format!(
        r#"<div id='list'>
<form class="pjax-form form-inline" action="{}" accept-charset="UTF-8" method="get">
<div class='well'>
<span data-options='{}' id='filters_box'></span>
<hr class='filters_box'>
<div class='input-group'>
<input class='form-control input-small' name='query' placeholder='Filter' type='search'{query}>
<span class='input-group-btn'>
<button class='btn btn-primary' type='submit'>
<i class='icon-white icon-refresh'></i>
Refresh
</button>
<button class='btn btn-info' id='remove_filter' title='Reset filters'>
<i class='icon-white icon-remove'></i>
</button>
</span>
</div>
<span class='export-found'><a class="btn btn-info" href="{}">Export found {plural}</a></span>
</div>
</form>

<form id="bulk_form" class="form" action="/admin/{name}/bulk_action" accept-charset="UTF-8" method="post"><input type="hidden" name="authenticity_token" value="{}" autocomplete="off" />
<input type="hidden" name="bulk_action" id="bulk_action" autocomplete="off" />
<table class='table table-condensed table-striped'>
<thead>
<tr>
<th class='shrink'>
<input class='toggle' type='checkbox'>
</th>
{}{headers}{}<th class='last shrink'></th>
</tr>
</thead>
<tbody>
{rows}</tbody>
</table>
<div class='row'>
<div class='col-md-6'>{}</div>
</div>
<div class='row'>
<div class='col-md-6'>{}</div>
</div>
<div class='clearfix total-count'>{}</div>
</form>

</div>"#,
        escape(&page::form_path(list)),
        escape(&serde_json::to_string(&chosen).unwrap_or_default()),
        escape(&page::export_path(list)),
        (view.token)(),
        if columns.before.is_some() { "<th class='other left shrink'>...</th>\n" } else { "" },
        if columns.after.is_some() { "<th class='other right shrink'>...</th>\n" } else { "" },
        paging(list),
        show_all.unwrap_or_default(),
        page::total_count(list),
    )
}

/// The columns of a list that are shown, and the sets before and after them.
struct Columns {
    fields: Vec<&'static Field>,
    before: Option<usize>,
    after: Option<usize>,
}

impl Columns {
    fn of(list: &List<'_>) -> Columns {
        let set = list.params.get("set").and_then(|set| set.parse().ok()).unwrap_or(0);
        let fields: Vec<_> = list.model.listed().skip(set * SET).take(SET).collect();
        let after = (list.model.list.len() > (set + 1) * SET).then_some(set + 1);
        Columns { fields, before: set.checked_sub(1), after }
    }
}

fn row(view: &View<'_>, list: &List<'_>, columns: &Columns, record: &Record) -> String {
    let cells: String = columns
        .fields
        .iter()
        .map(|field| {
            format!(
                "<td class='{}_field {}_type' title='{}'>{}</td>\n",
                field.name,
                field.kind.class(),
                view.writer.title(field, record),
                view.writer.cell(field, record),
            )
        })
        .collect();
    let other = |side: &str, set: Option<usize>| {
        let href = set.map(|set| escape(&page::set_path(list, set)));
        href.map(|href| format!("<td class='other {side}'><a class=\"pjax\" href=\"{href}\">...</a></td>\n"))
    };
    format!(
        r#"<tr class='{}_row '>
<td><input type="checkbox" name="bulk_ids[]" id="bulk_ids_" value="{}" /></td>
{}{cells}{}<td class='last links'>
{}
</td>
</tr>
"#,
        list.model.name,
        record.id,
        other("left", columns.before).unwrap_or_default(),
        other("right", columns.after).unwrap_or_default(),
        icons(&page::member_tabs(list.model, record)),
    )
}

fn paging(list: &List<'_>) -> String {
    let steps = page::steps(&list.found);
    if steps.is_empty() {
        return String::new();
    }
    let item = |class: &str, page: usize, text: &str| {
        let href = escape(&page::page_path(list, page, Markup::V2));
        format!("<li{class}><a class=\"pjax\" href=\"{href}\">{text}</a></li>\n")
    };
    let end = |class: &str, page: Option<usize>, text: &str| match page {
        Some(page) => item(&format!(" class='{class}'"), page, text),
        None => format!("<li class='{class} disabled'><a href=\"#\">{text}</a></li>\n"),
    };
    let items: String = steps
        .iter()
        .map(|step| match *step {
            Step::Previous(page) => end("prev", page, "&laquo; Prev"),
            Step::Next(page) => end("next", page, "Next &raquo;"),
            Step::Gap => "<li class='disabled'>\n<a href='#'>…</a>\n</li>\n".to_owned(),
            Step::Page(page) => {
                item(if page == list.found.page { " class='active'" } else { "" }, page, &page.to_string())
            }
        })
        .collect();
    format!("<ul class='pagination'>\n{items}</ul>\n")
}
