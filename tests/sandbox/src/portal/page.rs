//! What the pages of both markups have in common: the parts of a page, before either markup writes them.

use super::Markup;
use super::query::{Filter, Found, Params};
use super::records::{self, Record};
use super::schema::{self, Action, Field, Model};
use super::session::Flash;
use super::values::Writer;
use super::variant::Groups;

/// Where a page stands while it is written.
pub(super) struct View<'a> {
    pub writer: Writer<'a>,
    /// Makes a token for a form.
    pub token: &'a dyn Fn() -> String,
    /// What the page's scripts carry.
    pub nonce: &'a str,
    pub flash: Option<Flash>,
    /// Whether pjax asked, which wants the content alone (portal.md a, "Navigation events").
    pub fragment: bool,
}

/// A page around its content.
pub(super) struct Frame {
    /// What stands before ` | GitLab Customers Portal Admin`.
    pub title: String,
    pub model: Option<&'static Model>,
    pub heading: String,
    pub crumbs: Vec<Crumb>,
    pub tabs: Vec<Tab>,
}

/// What a page's frame is put around.
pub(super) struct Body {
    /// What a list adds to its tabs.
    pub menus: String,
    pub content: String,
}

impl From<String> for Body {
    fn from(content: String) -> Body {
        Body { menus: String::new(), content }
    }
}

/// A step of the breadcrumb; the last one has no path.
pub(super) struct Crumb {
    pub text: String,
    pub path: Option<String>,
}

/// A tab, or an icon at the end of a row.
pub(super) struct Tab {
    /// `show_member_link`.
    pub class: String,
    pub path: String,
    pub title: &'static str,
    /// The icon's class in v3 and in v2.
    pub icons: (&'static str, &'static str),
    pub active: bool,
}

impl Tab {
    /// The icon's class.
    pub fn icon(&self, markup: Markup) -> &'static str {
        match markup {
            Markup::V3 => self.icons.0,
            Markup::V2 => self.icons.1,
        }
    }
}

/// A group of fields of a show page.
pub(super) struct Group {
    pub title: &'static str,
    pub fields: Vec<Shown>,
}

/// A field of a show page.
pub(super) struct Shown {
    pub field: &'static Field,
    pub label: String,
    /// The value as HTML.
    pub html: String,
}

/// The list page's own data.
pub(super) struct List<'a> {
    pub model: &'static Model,
    pub params: &'a Params,
    pub filters: &'a [Filter],
    pub found: Found<'a>,
}

fn tab(class: String, path: String, title: &'static str, icons: (&'static str, &'static str)) -> Tab {
    Tab { class, path, title, icons, active: false }
}

fn activate(mut tabs: Vec<Tab>, class: &str) -> Vec<Tab> {
    for tab in &mut tabs {
        tab.active = tab.class == class;
    }
    tabs
}

fn own(actions: &'static [Action], member: bool) -> impl Iterator<Item = &'static Action> {
    actions.iter().filter(move |action| action.member == member)
}

/// The tabs of a list, and the icons of the model's row on the dashboard.
pub(super) fn collection_tabs(model: &Model) -> Vec<Tab> {
    let path = format!("/admin/{}", model.name);
    let mut tabs = vec![tab("index_collection_link".into(), path.clone(), "List", ("fas fa-th-list", "icon-th-list"))];
    tabs.extend(own(model.actions, false).map(|action| {
        tab(format!("{}_collection_link", action.key), format!("{path}/{}", action.key), action.title, action.icons)
    }));
    tabs.push(tab("new_collection_link".into(), format!("{path}/new"), "Add new", ("fas fa-plus", "icon-plus")));
    let export = ("fas fa-file-export", "icon-share");
    tabs.push(tab("export_collection_link".into(), format!("{path}/export"), "Export", export));
    tabs
}

/// The tabs of a record, and the icons of its row.
pub(super) fn member_tabs(model: &Model, record: &Record) -> Vec<Tab> {
    let path = format!("/admin/{}/{}", model.name, record.id);
    let mut tabs = vec![
        tab("show_member_link".into(), path.clone(), "Show", ("fas fa-info-circle", "icon-info-sign")),
        tab("edit_member_link".into(), format!("{path}/edit"), "Edit", ("fas fa-pencil-alt", "icon-pencil")),
        tab("delete_member_link".into(), format!("{path}/delete"), "Delete", ("fas fa-times", "icon-remove")),
    ];
    tabs.extend(own(model.actions, true).map(|action| {
        tab(format!("{}_member_link", action.key), format!("{path}/{}", action.key), action.title, action.icons)
    }));
    tabs
}

fn dashboard_crumb() -> Crumb {
    Crumb { text: "Dashboard".into(), path: Some("/admin/".into()) }
}

fn list_crumb(model: &Model) -> Crumb {
    Crumb { text: model.plural.into(), path: Some(format!("/admin/{}", model.name)) }
}

fn last_crumb(text: impl Into<String>) -> Crumb {
    Crumb { text: text.into(), path: None }
}

/// The frame of a record's page.
pub(super) fn show_frame(model: &'static Model, record: &Record) -> Frame {
    let name = records::name(model, record).unwrap_or_default();
    Frame {
        title: model.label.into(),
        model: Some(model),
        heading: format!("Details for {} '{name}'", model.label),
        crumbs: vec![dashboard_crumb(), list_crumb(model), last_crumb(name)],
        tabs: activate(member_tabs(model, record), "show_member_link"),
    }
}

/// The frame of a list.
pub(super) fn index_frame(model: &'static Model) -> Frame {
    Frame {
        title: model.label.into(),
        model: Some(model),
        heading: format!("List of {}", model.plural),
        crumbs: vec![dashboard_crumb(), last_crumb(model.plural)],
        tabs: activate(collection_tabs(model), "index_collection_link"),
    }
}

/// The frame of a collection action of the model's own.
pub(super) fn action_frame(model: &'static Model, action: &Action) -> Frame {
    Frame {
        title: model.label.into(),
        model: Some(model),
        heading: action.title.into(),
        crumbs: vec![dashboard_crumb(), list_crumb(model), last_crumb(action.title)],
        tabs: activate(collection_tabs(model), &format!("{}_collection_link", action.key)),
    }
}

/// The frame of the dashboard.
pub(super) fn dashboard_frame() -> Frame {
    let dashboard = tab("dashboard_root_link".into(), "/admin/".into(), "Dashboard", ("fas fa-home", "icon-home"));
    Frame {
        title: "Site Administration".into(),
        model: None,
        heading: "Site Administration".into(),
        crumbs: vec![last_crumb("Dashboard")],
        tabs: activate(vec![dashboard], "dashboard_root_link"),
    }
}

/// The groups of a show page, without the blank fields and without groups that are left with none.
pub(super) fn groups(writer: Writer<'_>, model: &'static Model, record: &Record) -> Vec<Group> {
    let shown = |field: &'static Field| {
        let html = writer.shown(field, record)?;
        Some(Shown { field, label: writer.label(field), html })
    };
    let mut groups: Vec<Group> = if model.groups.is_empty() {
        vec![Group { title: "Basic info", fields: model.fields.iter().filter_map(shown).collect() }]
    } else {
        let fields = |names: &[&str]| names.iter().filter_map(|name| model.field(name)).filter_map(shown).collect();
        model.groups.iter().map(|(title, names)| Group { title, fields: fields(names) }).collect()
    };
    if writer.variant.groups == Groups::Two
        && let [group] = groups.as_mut_slice()
    {
        let second = group.fields.split_off(group.fields.len() / 2);
        groups.push(Group { title: "Further info", fields: second });
    }
    groups.retain(|group| !group.fields.is_empty());
    groups
}

/// `45 orders`, `1 order`.
pub(super) fn total_count(list: &List<'_>) -> String {
    let total = list.found.total;
    let noun = if total == 1 { list.model.label } else { list.model.plural };
    format!("{total} {}", noun.to_lowercase())
}

/// A step of the paging.
pub(super) enum Step {
    Previous(Option<usize>),
    Page(usize),
    Gap,
    Next(Option<usize>),
}

/// The steps of the paging: four pages either side of this one, the rest behind an ellipsis; none for a single page.
pub(super) fn steps(found: &Found<'_>) -> Vec<Step> {
    if found.pages < 2 {
        return Vec::new();
    }
    let mut steps = vec![Step::Previous((found.page > 1).then(|| found.page - 1))];
    let (first, last) = (found.page.saturating_sub(4).max(1), (found.page + 4).min(found.pages));
    if first > 1 {
        steps.push(Step::Gap);
    }
    steps.extend((first..=last).map(Step::Page));
    if last < found.pages {
        steps.push(Step::Gap);
    }
    steps.push(Step::Next((found.page < found.pages).then(|| found.page + 1)));
    steps
}

/// The link to a page.
pub(super) fn page_path(list: &List<'_>, page: usize, markup: Markup) -> String {
    let params = list.params.clone().without(&["model_name", "page"]).with("sort_reverse", "false");
    let params = if page == 1 { params } else { params.with("page", page.to_string()) };
    let params = if markup == Markup::V2 { params.with("sort", "id") } else { params };
    format!("/admin/{}?{}", list.model.name, params.to_query())
}

/// The list with other parameters; a query that is empty is left out of these links.
fn list_path(list: &List<'_>, change: impl FnOnce(Params) -> Params) -> String {
    let params = list.params.clone();
    let params = if params.get("query") == Some("") { params.without(&["query"]) } else { params };
    let query = change(params).with("model_name", list.model.name).to_query();
    format!("/admin/{}?{query}", list.model.name)
}

/// The link that sorts by a field.
pub(super) fn sort_path(list: &List<'_>, field: &Field) -> String {
    list_path(list, |params| params.without(&["page"]).with("sort", field.name))
}

/// The link to another set of columns (v2).
pub(super) fn set_path(list: &List<'_>, set: usize) -> String {
    list_path(list, |params| match set {
        0 => params.without(&["set"]),
        _ => params.with("set", set.to_string()),
    })
}

/// The link that exports what was found.
pub(super) fn export_path(list: &List<'_>) -> String {
    list_path(list, |params| params.without(&["page", "set"])).replacen('?', "/export?", 1)
}

/// The link that ends the paging, on lists of at most a hundred.
pub(super) fn show_all_path(list: &List<'_>) -> Option<String> {
    let offered = list.found.pages > 1 && list.found.total <= 100;
    offered.then(|| list_path(list, |params| params.with("all", "true")))
}

/// Where the form with the filters leads; filters and query come from its own fields.
pub(super) fn form_path(list: &List<'_>) -> String {
    list_path(list, |params| params.without(&["page", "query"]).without_filters())
}

/// All models for the side bar.
pub(super) fn models() -> impl Iterator<Item = &'static Model> {
    schema::MODELS.iter()
}

/// How far a count's bar on the dashboard goes, in percent on a logarithmic scale, and its colour.
pub(super) fn bar(count: usize, most: usize) -> (usize, &'static str) {
    let share = ((count + 1) as f64).ln() / ((most + 1) as f64).ln();
    let percent = ((share * 100.0) as usize).min(99);
    let colour = match percent {
        0..=33 => "info",
        34..=67 => "success",
        68..=83 => "warning",
        _ => "danger",
    };
    (percent, colour)
}

/// When a model's newest record was made.
pub(super) fn last_created(writer: Writer<'_>, model: &Model) -> String {
    let created_at = model.field("created_at").zip(writer.records.all(model.name).last());
    created_at.map(|(field, record)| writer.cell(field, record)).unwrap_or_default()
}
