//! The markup of rails_admin 3.x (portal.md a).

mod list;

use super::Markup;
use super::page::{self, Body, Frame, Tab, View};
use super::records::Record;
use super::schema::Model;
use super::values::{absolute, escape};

pub(super) use list::index;

/// A page: the frame around its content.
pub(super) fn page(view: &View<'_>, frame: &Frame, body: &Body) -> String {
    let nonce = view.nonce;
    let token = (view.token)();
    let active = frame.model.map(|model| model.name);
    let models: String = page::models()
        .map(|model| {
            let class = if active == Some(model.name) { "nav-link active" } else { "nav-link" };
            let href = absolute(&format!("/admin/{}", model.name));
            let name = model.name;
            format!(r#"<li data-model="{name}"><a class="{class}" href="{href}"> {}</a></li>"#, model.plural)
        })
        .collect();
    let head = head(view, frame, &body.menus);
    let content = &body.content;
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="NONE,NOARCHIVE">
    <meta name="csrf-param" content="authenticity_token">
    <meta name="csrf-token" content="{token}">
    <link rel="stylesheet" href="/stylesheets/rails_admin.css" data-turbo-track="reload">
    <script src="/javascripts/rails_admin.js" nonce="{nonce}" defer data-turbo-track="reload"></script>
  </head>
  <body class="rails_admin">
    <div id="admin-js"></div>
    <div class="badge bg-warning" id="loading">Loading...</div>
    <nav class="navbar navbar-expand-md fixed-top navbar-dark bg-primary border-bottom">
      <div class="container-fluid">
        <a class="navbar-brand" href="/admin/">GitLab Customers Portal <small>Admin</small></a>
        <div class="collapse navbar-collapse" id="secondary-navigation">
          <ul class="navbar-nav ms-auto root_links">
            <li class="nav-item dashboard_root_link"><a class="nav-link" href="/admin/">Dashboard</a></li>
            <li class="nav-item"><a class="nav-link" href="/">Home</a></li>
          </ul>
        </div>
      </div>
    </nav>
    <div class="container-fluid">
      <div class="row">
        <div class="col-sm-3 col-md-2 flex-wrap p-0">
          <ul class="sidebar col-sm-3 col-md-2 nav btn-toggle-nav flex-column flex-nowrap bg-light">
            <li class="mb-1"><button class="btn btn-toggle align-items-center rounded" aria-expanded="true"><i class="fas fa-chevron-down"></i> Navigation</button><div class="collapse show"><ul class="btn-toggle-nav list-unstyled fw-normal pb-1">{models}</ul></div></li>
          </ul>
        </div>
        <div class="col-sm-9 col-sm-offset-3 col-md-10 col-md-offset-2">
          <div class="container-fluid">
            {head}
{content}
          </div>
        </div>
      </div>
    </div>
  </body>
</html>
"#
    )
}

/// Title, heading, message, breadcrumb and tabs. The title stands in the body.
fn head(view: &View<'_>, frame: &Frame, menus: &str) -> String {
    let flash = view.flash.as_ref().map(|flash| {
        format!(
            r#"
<div class="{} alert alert-dismissible">
  {}
  <button type="button" class="btn-close" data-bs-dismiss="alert" aria-label="Close"></button>
</div>"#,
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
                format!(r#"<li class="breadcrumb-item"><a href="{href}">{text}</a></li>"#)
            }
            None => format!(r#"<li class="breadcrumb-item active">{}</li>"#, escape(&crumb.text)),
        })
        .collect();
    let tabs: Vec<_> = frame.tabs.iter().map(|tab| tab_link(tab, false)).collect();
    format!(
        r#"<title>
  {} | GitLab Customers Portal Admin
</title>
<header class="py-2 m-2 border-bottom" data-model="{}">
  <h1>
    {}
  </h1>
</header>{}
<nav aria-label="breadcrumb">
  <ol class="breadcrumb">{crumbs}</ol>
</nav>
<ul class="nav nav-tabs mb-3">
  {}
{menus}</ul>"#,
        frame.title,
        frame.model.map_or("", |model| model.name),
        escape(&frame.heading),
        flash.unwrap_or_default(),
        tabs.join(" "),
    )
}

/// A tab, or an icon of a row, whose text the style sheet hides: the policy has no room for a style of its own.
fn tab_link(tab: &Tab, icon_only: bool) -> String {
    let tip = if icon_only { format!(r#" title="{}" rel="tooltip""#, tab.title) } else { String::new() };
    format!(
        r#"<li class="nav-item icon {}"{tip}><a href="{}" class="nav-link{}"><i class="{}"></i> <span>{}</span></a></li>"#,
        tab.class,
        absolute(&tab.path),
        if tab.active { " active" } else { "" },
        tab.icon(Markup::V3),
        tab.title,
    )
}

fn icons(tabs: &[Tab]) -> String {
    let icons: Vec<_> = tabs.iter().map(|tab| tab_link(tab, true)).collect();
    format!(r#"<ul class="nav d-inline list-inline">{}</ul>"#, icons.join(" "))
}

/// The content of a record's page. RailsAdmin closes each list group with a `</dl>` that was never opened, so every
/// group but the first ends up inside the one before it.
pub(super) fn show(view: &View<'_>, model: &'static Model, record: &Record) -> String {
    let group = |group: &page::Group| {
        let fields: String = group
            .fields
            .iter()
            .map(|shown| {
                format!(
                    r#"
    <div class="list-group-item border-0 {}_type {}_field">
      <div class="card">
        <h5 class="card-header bg-light">
          {}
        </h5>
        <div class="card-body">
          {}
        </div>
      </div>
    </div>"#,
                    shown.field.kind.class(),
                    shown.field.name,
                    escape(&shown.label),
                    shown.html,
                )
            })
            .collect();
        format!(
            r#"
<div class="fieldset">
  <h4>
    {}
  </h4>
  <div class="list-group">{fields}
  </dl>
</div>"#,
            group.title
        )
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
                r#"
<tr class="{stripe} link {name}_links" data-link="/admin/{name}">
  <td><span class="show"><a href="/admin/{name}">{}</a></span></td>
  <td>{}</td>
  <td><div class="progress"><div class="bg-{colour} progress-bar animate-width-to" data-animate-width-to="{percent}%">{count}</div></div></td>
  <td class="links">{}</td>
</tr>"#,
                model.plural,
                page::last_created(view.writer, model),
                icons(&page::collection_tabs(model)),
                name = model.name,
            )
        })
        .collect();
    format!(
        r#"<table class="table table-condensed table-striped table-hover">
<thead><tr><th class="shrink model-name">Model name</th><th class="shrink last-created">Last created</th><th class="records">Records</th><th class="shrink controls"></th></tr></thead>
<tbody class="table-group-divider">{rows}</tbody>
</table>"#
    )
}
