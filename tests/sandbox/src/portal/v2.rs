//! The markup of rails_admin 2.x (portal.md a).

mod list;

use super::Markup;
use super::page::{self, Body, Frame, Tab, View};
use super::records::Record;
use super::schema::Model;
use super::values::{absolute, escape};

pub(super) use list::index;

/// A page: the frame around its content; for pjax the content alone.
pub(super) fn page(view: &View<'_>, frame: &Frame, body: &Body) -> String {
    let inner = format!("{}\n{}\n", head(view, frame, &body.menus), body.content);
    if view.fragment {
        return inner;
    }
    let nonce = view.nonce;
    let token = (view.token)();
    let models: String = page::models()
        .map(|model| {
            let href = absolute(&format!("/admin/{}", model.name));
            format!(r#"<li data-model="{}"><a class="pjax" href="{href}">{}</a></li>"#, model.name, model.plural)
        })
        .collect();
    format!(
        r#"<!DOCTYPE html>
<html lang='en'>
<head>
<meta charset='utf-8'>
<meta content='width=device-width, initial-scale=1' name='viewport'>
<meta content='NONE,NOARCHIVE' name='robots'>
<meta name="csrf-param" content="authenticity_token" />
<meta name="csrf-token" content="{token}" />
<link rel="stylesheet" href="/assets/rails_admin/rails_admin.css" />
<script src="/assets/rails_admin/rails_admin.js" nonce="{nonce}" defer></script>
</head>
<body class='rails_admin'>
<div id='admin-js'></div>
<div class='label label-warning' id='loading'>Loading...</div>
<nav class='navbar navbar-default navbar-fixed-top'>
<div class='container-fluid'>
<div class='navbar-header'>
<a class='navbar-brand pjax' href='/admin/'>
GitLab Customers Portal
<small>Admin</small>
</a>
</div>
<div class='collapse navbar-collapse' id='secondary-navigation'>
<ul class='nav navbar-nav navbar-right root_links'>
<li class='dashboard_root_link'><a class="pjax" href="/admin/">Dashboard</a></li>
<li><a href="/">Home</a></li>
</ul>
</div>
</div>
</nav>
<div class='container-fluid'>
<div class='row'>
<div class='col-sm-3 col-md-2 sidebar-nav'>
<ul class='nav nav-pills nav-stacked'><li class='dropdown-header'>Navigation</li>{models}</ul>
<ul class='nav nav-pills nav-stacked'></ul>
<ul class='nav nav-pills nav-stacked'></ul>
</div>
<div class='col-sm-9 col-sm-offset-3 col-md-10 col-md-offset-2'>
<div class='content' data-pjax-container>
{inner}</div>
</div>
</div>
</div>
</body>
</html>
"#
    )
}

/// Title, heading, message, breadcrumb and tabs. The title stands in the content.
fn head(view: &View<'_>, frame: &Frame, menus: &str) -> String {
    let flash = view.flash.as_ref().map(|flash| {
        format!(
            "<div class='alert alert-dismissible {}'>
<button class='close' data-dismiss='alert' type='button'>&times;</button>
{}
</div>
",
            flash.level.class(),
            escape(&flash.text),
        )
    });
    let crumbs: String = frame
        .crumbs
        .iter()
        .map(|crumb| match &crumb.path {
            Some(path) => {
                let (href, text) = (absolute(path), escape(&crumb.text));
                format!(r#"<li class="false"><a class="pjax" href="{href}">{text}</a></li>"#)
            }
            None => format!(r#"<li class="active">{}</li>"#, escape(&crumb.text)),
        })
        .collect();
    let tabs: String = frame.tabs.iter().map(|tab| tab_link(tab, false)).collect();
    format!(
        r#"<title>{} | GitLab Customers Portal Admin</title>
<div class='page-header'{}>
<h1>{}</h1>
</div>
{}<ol class="breadcrumb">{crumbs}</ol>
<ul class='nav nav-tabs'>{tabs}
{menus}</ul>"#,
        frame.title,
        frame.model.map(|model| format!(" data-model='{}'", model.name)).unwrap_or_default(),
        escape(&frame.heading),
        flash.unwrap_or_default(),
    )
}

/// A tab, or an icon of a row, whose text the style sheet hides: the policy has no room for a style of its own.
fn tab_link(tab: &Tab, icon_only: bool) -> String {
    let (tip, rel) = if icon_only { (tab.title, "tooltip") } else { ("", "") };
    format!(
        r#"
  <li title="{tip}" rel="{rel}" class="icon {} {}">
    <a class="pjax" href="{}">
      <i class="{}"></i>
      <span>{}</span>
    </a>
  </li>"#,
        tab.class,
        if tab.active { "active" } else { "" },
        absolute(&tab.path),
        tab.icon(Markup::V2),
        tab.title,
    )
}

fn icons(tabs: &[Tab]) -> String {
    let icons: String = tabs.iter().map(|tab| tab_link(tab, true)).collect();
    format!("<ul class='inline list-inline'>{icons}</ul>")
}

/// The content of a record's page: the field's class is on its label.
pub(super) fn show(view: &View<'_>, model: &'static Model, record: &Record) -> String {
    let group = |group: &page::Group| {
        let fields: String = group
            .fields
            .iter()
            .map(|shown| {
                format!(
                    "<dt>
<span class='label label-info {}_type {}_field'>
{}
</span>
</dt>
<dd class='well'>
{}
</dd>
",
                    shown.field.kind.class(),
                    shown.field.name,
                    escape(&shown.label),
                    shown.html,
                )
            })
            .collect();
        format!("<div class='fieldset'>\n<h4>\n{}\n</h4>\n<dl>\n{fields}</dl>\n</div>\n", group.title)
    };
    page::groups(view.writer, model, record).iter().map(group).collect()
}

/// The content of the dashboard.
pub(super) fn dashboard(view: &View<'_>) -> String {
    let records = view.writer.records;
    let most = page::models().map(|model| records.count(model.name)).max().unwrap_or_default();
    let rows: String = page::models()
        .enumerate()
        .map(|(at, model)| {
            let count = records.count(model.name);
            let (percent, colour) = page::bar(count, most);
            let stripe = if at % 2 == 0 { "odd" } else { "even" };
            format!(
                r#"<tr class='{stripe} link {name}_links' data-link='/admin/{name}'>
<td>
<span class='show'><a class="pjax" href="/admin/{name}">{}</a></span>
</td>
<td>
{}
</td>
<td>
<div class='progress progress-{colour}'><div class='progress-bar animate-width-to progress-bar-{colour}' data-animate-width-to='{percent}%'>{count}</div></div>
</td>
<td class='links'>
{}
</td>
</tr>
"#,
                model.plural,
                page::last_created(view.writer, model),
                icons(&page::collection_tabs(model)),
                name = model.name,
            )
        })
        .collect();
    format!(
        "<table class='table table-condensed table-striped'>
<thead>
<tr>
<th class='shrink model-name'>Model name</th>
<th class='shrink last-created'>Last created</th>
<th class='records'>Records</th>
<th class='shrink controls'></th>
</tr>
</thead>
<tbody>
{rows}</tbody>
</table>"
    )
}
