//! Pages as RailsAdmin renders them, in both of its markups: only as much as a reader could look at.
//! Written from facts/portal.md a; values are escaped as RailsAdmin does, unless given as `raw`.

use std::fmt::Write as _;

use Markup::{V2, V3};

/// The two markups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Markup {
    /// Definition lists.
    V2,
    /// Cards.
    V3,
}

pub const BOTH: [Markup; 2] = [V2, V3];

pub const PORTAL: &str = "https://customers.gitlab.com";

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// The panel's frame around a page's content. The sidebar names every model, as on each real page.
pub fn panel(markup: Markup, model: &str, title: &str, content: &str) -> String {
    let sidebar: String = ["billing_account", "customer", "license", "order"]
        .map(|name| format!(r#"<li data-model="{name}"><a href="{PORTAL}/admin/{name}">{name}</a></li>"#))
        .concat();
    let head = r#"<head><meta name="csrf-param" content="authenticity_token" /></head>"#;
    let title = escape(title);
    match markup {
        V3 => format!(
            r#"<!DOCTYPE html><html lang="en">{head}<body class="rails_admin"><ul class="sidebar">{sidebar}</ul>
            <div class="col-sm-9"><div class="container-fluid"><title>Portal</title>
            <header class="py-2 m-2 border-bottom" data-model="{model}"><h1>{title}</h1></header>
            {content}</div></div></body></html>"#
        ),
        V2 => format!(
            r"<!DOCTYPE html><html lang='en'>{head}<body class='rails_admin'><ul class='nav nav-pills'>{sidebar}</ul>
            <div class='content' data-pjax-container><title>Portal</title>
            <div class='page-header' data-model='{model}'><h1>{title}</h1></div>
            {content}</div></body></html>"
        ),
    }
}

/// The message that something failed.
pub fn alert(markup: Markup, text: &str) -> String {
    let text = escape(text);
    match markup {
        V3 => format!(
            r#"<div class="alert-danger alert alert-dismissible">{text}<button type="button" class="btn-close"></button></div>"#
        ),
        V2 => format!(
            r"<div class='alert alert-dismissible alert-danger'><button class='close' type='button'>&times;</button>{text}</div>"
        ),
    }
}

/// The tabs, `(class, href)`; the first one is open.
pub fn tabs(markup: Markup, tabs: &[(&str, &str)]) -> String {
    let mut html = String::from(r#"<ul class="nav nav-tabs">"#);
    for (at, (class, href)) in tabs.iter().enumerate() {
        let open = if at == 0 { "active" } else { "" };
        let _ = match markup {
            V3 => write!(
                html,
                r#"<li class="nav-item icon {class}"><a href="{href}" class="nav-link {open}"><span>Tab</span></a></li>"#
            ),
            V2 => write!(
                html,
                r#"<li class="icon {class} {open}"><a class="pjax" href="{href}"><span>Tab</span></a></li>"#
            ),
        };
    }
    html + "</ul>"
}

/// A boolean as RailsAdmin draws it.
pub fn boolean(markup: Markup, value: Option<bool>) -> &'static str {
    match (markup, value) {
        (V3, Some(true)) => r#"<span class="badge bg-success"><span class="fas fa-check"></span></span>"#,
        (V3, Some(false)) => r#"<span class="badge bg-danger"><span class="fas fa-times"></span></span>"#,
        (V3, None) => r#"<span class="badge bg-default"><span class="fas fa-minus"></span></span>"#,
        (V2, Some(true)) => "<span class='label label-success'>&#x2713;</span>",
        (V2, Some(false)) => "<span class='label label-danger'>&#x2718;</span>",
        (V2, None) => "<span class='label label-default'>&#x2012;</span>",
    }
}

/// A record's page.
#[derive(Clone)]
pub struct Show {
    markup: Markup,
    model: String,
    tabs: Vec<(String, String)>,
    groups: Vec<String>,
    before: String,
}

impl Show {
    pub fn new(markup: Markup, model: &str, id: &str) -> Self {
        let tab =
            |action: &str, rest: &str| (format!("{action}_member_link"), format!("{PORTAL}/admin/{model}/{id}{rest}"));
        Self {
            markup,
            model: model.to_owned(),
            tabs: vec![tab("show", ""), tab("edit", "/edit"), tab("delete", "/delete")],
            groups: vec![String::new()],
            before: String::new(),
        }
    }

    /// A field with a text for its value; the class without `_field`.
    pub fn field(self, class: &str, label: &str, value: &str) -> Self {
        let value = escape(value);
        self.raw(class, label, &value)
    }

    /// A field with HTML for its value.
    pub fn raw(mut self, class: &str, label: &str, value: &str) -> Self {
        let label = escape(label);
        let field = match self.markup {
            V3 => format!(
                r#"
            <div class="list-group-item border-0 string_type {class}_field">
              <div class="card">
                <h5 class="card-header bg-light">
                  {label}
                </h5>
                <div class="card-body">
                  {value}
                </div>
              </div>
            </div>"#
            ),
            V2 => format!(
                "\n<dt>\n<span class='label label-info string_type {class}_field'>\n{label}\n</span>\n</dt>\n<dd class='well'>\n{value}\n</dd>"
            ),
        };
        if let Some(group) = self.groups.last_mut() {
            group.push_str(&field);
        }
        self
    }

    /// A link to another record, as an association shows it.
    pub fn link(self, class: &str, label: &str, href: &str, text: &str) -> Self {
        let text = escape(text);
        self.raw(class, label, &format!(r#"<a class="pjax" href="{href}">{text}</a>"#))
    }

    /// A boolean field.
    pub fn boolean(self, class: &str, label: &str, value: Option<bool>) -> Self {
        let value = boolean(self.markup, value);
        self.raw(class, label, value)
    }

    /// Begins another group of fields.
    pub fn group(mut self) -> Self {
        self.groups.push(String::new());
        self
    }

    /// Puts other tabs in the place of the record's own, `(class, href)`.
    pub fn with_tabs(mut self, tabs: &[(&str, &str)]) -> Self {
        self.tabs = tabs.iter().map(|(class, href)| ((*class).to_owned(), (*href).to_owned())).collect();
        self
    }

    /// Puts HTML between title and tabs.
    pub fn with(mut self, html: &str) -> Self {
        self.before.push_str(html);
        self
    }

    pub fn html(&self) -> String {
        let links: Vec<_> = self.tabs.iter().map(|(class, href)| (class.as_str(), href.as_str())).collect();
        let mut content = self.before.clone();
        content.push_str(&tabs(self.markup, &links));
        for group in &self.groups {
            // v3 closes its `<div class="list-group">` with `</dl>`: the next group ends up inside this one.
            content.push_str(&match self.markup {
                V3 => format!(r#"<div class="fieldset"><h4>Basic info</h4><div class="list-group">{group}</dl></div>"#),
                V2 => format!("<div class='fieldset'><h4>Basic info</h4><dl>{group}</dl></div>"),
            });
        }
        panel(self.markup, &self.model, "Details for a record", &content)
    }
}

/// A page of a list.
#[derive(Clone)]
pub struct Index {
    markup: Markup,
    model: String,
    columns: Vec<(String, String)>,
    rows: Vec<String>,
    filters: String,
    total: String,
    before: String,
}

impl Index {
    /// A list with these columns, `(class, label)`.
    pub fn new(markup: Markup, model: &str, columns: &[(&str, &str)]) -> Self {
        Self {
            markup,
            model: model.to_owned(),
            columns: columns.iter().map(|(class, label)| ((*class).to_owned(), (*label).to_owned())).collect(),
            rows: Vec::new(),
            filters: "[]".to_owned(),
            total: String::new(),
            before: String::new(),
        }
    }

    /// A row with these values, as HTML, one a column.
    pub fn row(self, id: &str, values: &[&str]) -> Self {
        let href = format!("{PORTAL}/admin/{}/{id}", self.model);
        self.odd_row(id, &href, values)
    }

    /// A row whose checkbox and whose icon may name different records.
    pub fn odd_row(mut self, checkbox: &str, href: &str, values: &[&str]) -> Self {
        assert_eq!(values.len(), self.columns.len());
        let model = &self.model;
        let mut row = format!(
            r#"<tr class="{model}_row "><td class="sticky"><input type="checkbox" name="bulk_ids[]" value="{checkbox}" /></td>"#
        );
        for ((class, _), value) in self.columns.iter().zip(values) {
            let _ = write!(row, "<td class=\"{class}_field string_type\" title=\"{}\">\n{value}\n</td>", escape(value));
        }
        let _ = write!(
            row,
            r#"<td class="last links"><ul><li class="icon show_member_link" title="Show"><a href="{href}"><span style="display:none">Show</span></a></li><li class="icon edit_member_link"><a href="{href}/edit"></a></li></ul></td></tr>"#
        );
        self.rows.push(row);
        self
    }

    /// The JSON of the filters box.
    pub fn filters(mut self, json: &serde_json::Value) -> Self {
        self.filters = json.to_string();
        self
    }

    /// The text under the table, such as `2 orders`.
    pub fn total(mut self, total: &str) -> Self {
        self.total = total.to_owned();
        self
    }

    /// Puts HTML between title and tabs.
    pub fn with(mut self, html: &str) -> Self {
        self.before.push_str(html);
        self
    }

    pub fn html(&self) -> String {
        let Self { model, total, .. } = self;
        let options = escape(&self.filters);
        let heads: String = self
            .columns
            .iter()
            .map(|(class, label)| format!(r#"<th class="header {class}_field string_type">{}</th>"#, escape(label)))
            .collect();
        let rows = match (self.rows.as_slice(), self.markup) {
            ([], V3) => r#"<tr class="empty_row"><td colspan="9">No records found</td></tr>"#.to_owned(),
            (rows, _) => rows.concat(),
        };
        let box_tag = if self.markup == V3 { "div" } else { "span" };
        let list = format!(
            r#"<div id="list"><form method="get"><{box_tag} data-options="{options}" id="filters_box"></{box_tag}>
            <input name="query" type="search" /></form>
            <form id="bulk_form" method="post"><table class="table"><thead><tr><th class="shrink"><input class="toggle" type="checkbox" /></th>
            {heads}<th class="last shrink"></th></tr></thead><tbody>{rows}</tbody></table>
            <div class="clearfix total-count">{total}</div></form></div>"#
        );
        let index = format!("{PORTAL}/admin/{model}");
        let tabs =
            tabs(self.markup, &[("index_collection_link", &index), ("new_collection_link", &format!("{index}/new"))]);
        panel(self.markup, model, "List of records", &format!("{}{tabs}{list}", self.before))
    }
}

/// What a missing record's page is: an alert over a list of others (facts/portal.md 0.2).
pub fn missing(markup: Markup, model: &str, id: &str) -> Index {
    let others = (0..20).fold(Index::new(markup, model, &[("trial", "Trial")]), |index, at| {
        index.row(&(5000 + at).to_string(), &[boolean(markup, Some(false))])
    });
    others.total("228 orders").with(&alert(markup, &format!("A record with id '{id}' could not be found")))
}
