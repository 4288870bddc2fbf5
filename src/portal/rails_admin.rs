//! The RailsAdmin reader: the frame of a page, and what its content holds, in either markup.

use scraper::{ElementRef, Html};

use super::fields::{Block, Value, field_classes, has_class, shown_text};
use super::host::markup;
use super::url::linked_record;
use crate::ids::RecordId;

/// A page of the panel, taken apart once. What stands inside a value, a cell or a filter is never taken for a part of
/// the page: the walk does not enter them.
#[derive(Debug)]
pub(super) struct Panel<'a> {
    /// The model the title names; empty on the dashboard.
    pub model: &'a str,
    /// Whether a message says that something failed.
    pub alert: bool,
    /// The fields of a show page, in page order.
    pub blocks: Vec<Block<'a>>,
    /// What holds the list, on an index page.
    pub list: Option<ElementRef<'a>>,
    /// The addresses of the `Show` tabs: one on a record's page, none on others.
    pub show_tabs: Vec<&'a str>,
    /// Whether a tab other than `Show` is the open one.
    pub elsewhere: bool,
    /// Whether it has the form for a license file.
    pub validates: bool,
}

impl<'a> Panel<'a> {
    /// The panel's page, when this is one: `body.rails_admin` with a title that names its model.
    /// Of a page that is not `whole`, the value in which it may end is not read.
    pub fn find(page: &'a Html, whole: bool) -> Option<Self> {
        let body = elements(page).find(|element| element.value().name() == "body")?;
        if !has_class(body, markup::FRAME) {
            return None;
        }
        let mut walk = Walk { whole, ..Walk::default() };
        walk.through(body);
        Some(Self {
            model: walk.model?,
            alert: walk.alert,
            blocks: walk.blocks,
            list: walk.list,
            show_tabs: walk.show_tabs,
            elsewhere: walk.elsewhere,
            validates: walk.validates,
        })
    }

    /// Whether the page shows a list, and so no record.
    pub fn is_index(&self) -> bool {
        self.list.is_some()
    }

    /// Whether the page shows one record.
    pub fn is_show(&self) -> bool {
        !self.is_index() && !self.elsewhere && (!self.blocks.is_empty() || !self.show_tabs.is_empty())
    }

    /// Whether nothing on the page says that it shows another record than this one. The ID is not among the fields
    /// (facts/portal.md 0.8), but the `Show` tab carries it.
    pub fn agrees_with(&self, model: &str, id: &RecordId) -> bool {
        self.show_tabs.iter().all(|href| linked_record(href).is_some_and(|(of, tab)| of == model && tab == *id))
    }
}

/// Whether this is the page on which an agent signs in, or the redirect to it.
pub(super) fn is_sign_in(page: &Html) -> bool {
    let leads_there = |address: Option<&str>| {
        let path = address.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
        markup::SIGN_IN_PATHS.iter().any(|sign_in| path.ends_with(sign_in))
    };
    let form = |element: ElementRef<'_>| match element.value().name() {
        "form" => leads_there(element.attr("action")),
        "input" => element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")),
        _ => false,
    };
    let redirect = |element: ElementRef<'_>| {
        element.value().name() == "body"
            && shown_text(element).trim() == markup::REDIRECT
            && element.child_elements().any(|link| leads_there(link.attr("href")))
    };
    elements(page).any(|element| form(element) || redirect(element))
}

fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.tree.root().descendants().filter_map(ElementRef::wrap)
}

/// What the walk has found so far.
#[derive(Default)]
struct Walk<'a> {
    whole: bool,
    model: Option<&'a str>,
    alert: bool,
    blocks: Vec<Block<'a>>,
    list: Option<ElementRef<'a>>,
    show_tabs: Vec<&'a str>,
    elsewhere: bool,
    validates: bool,
}

impl<'a> Walk<'a> {
    fn through(&mut self, body: ElementRef<'a>) {
        let mut waiting = vec![(body, false)];
        while let Some((element, fieldset)) = waiting.pop() {
            if self.take(element, fieldset) {
                let fieldset = fieldset || has_class(element, markup::FIELDSET);
                waiting.extend(
                    element.child_elements().map(|child| (child, fieldset)).collect::<Vec<_>>().into_iter().rev(),
                );
            }
        }
    }

    /// Takes what the element is; true when what it holds is still to be looked at.
    fn take(&mut self, element: ElementRef<'a>, fieldset: bool) -> bool {
        let name = element.value().name();
        if matches!(name, "script" | "style" | "template") {
            return false;
        }
        if [markup::LIST, markup::LIST_FORM].iter().any(|id| element.value().id() == Some(id)) {
            self.list.get_or_insert(element);
            return false;
        }
        if markup::ALERT.iter().all(|class| has_class(element, class)) {
            self.alert = true;
            return false;
        }
        if let Some(model) = element.attr(markup::MODEL)
            && (name == markup::TITLE_V3 || has_class(element, markup::TITLE_V2))
        {
            self.model.get_or_insert(model);
            return false;
        }
        if name == "ul" && has_class(element, markup::TABS) {
            self.tabs(element);
            return false;
        }
        if fieldset && has_class(element, markup::BLOCK_V3) {
            self.blocks.push(card(element, self.whole));
            return false;
        }
        if fieldset && name == "dl" {
            self.blocks.extend(definitions(element, self.whole));
            return false;
        }
        self.validates |= element.attr("name") == Some(markup::VALIDATE_INPUT);
        true
    }

    fn tabs(&mut self, tabs: ElementRef<'a>) {
        for tab in tabs.child_elements() {
            let links = || tab.child_elements().filter(|child| child.value().name() == "a");
            let shows = has_class(tab, markup::SHOW_LINK);
            if shows {
                self.show_tabs.extend(links().filter_map(|a| a.attr("href")));
            }
            let open = has_class(tab, markup::ACTIVE) || links().any(|a| has_class(a, markup::ACTIVE));
            let opens_a_page = tab.value().classes().any(|class| class.ends_with(markup::TAB_SUFFIX));
            self.elsewhere |= open && opens_a_page && !shows;
            self.validates |= open && has_class(tab, markup::VALIDATE_TAB);
        }
    }
}

/// A field in v3: `.list-group-item.boolean_type.trial_field > .card > (h5.card-header + .card-body)`.
fn card(block: ElementRef<'_>, whole: bool) -> Block<'_> {
    let card = only(block, markup::CARD).unwrap_or(block);
    let label = only(card, markup::CARD_LABEL).map(shown_text).unwrap_or_default();
    Block::new(&label, block, only(card, markup::CARD_VALUE).and_then(|value| Value::of(value, whole)))
}

/// The one child with a class; nothing when there are several.
fn only<'a>(parent: ElementRef<'a>, class: &str) -> Option<ElementRef<'a>> {
    let mut found = parent.child_elements().filter(|child| has_class(*child, class));
    found.next().filter(|_| found.next().is_none())
}

/// The fields of a v2 list: `dt > span.label.trial_field`, then one `dd`. A `dt` without that `span` is not RailsAdmin's:
/// it is what a value with a `<dt>` of its own would make, because the parser lets `<dt>` close an open `dd`.
fn definitions(list: ElementRef<'_>, whole: bool) -> Vec<Block<'_>> {
    let children: Vec<_> = list.child_elements().collect();
    let is = |at: usize, name: &str| children.get(at).is_some_and(|child| child.value().name() == name);
    let mut blocks = Vec::new();
    for (at, dt) in children.iter().enumerate().filter(|(at, _)| is(*at, "dt")) {
        let mut spans = dt
            .child_elements()
            .filter(|span| has_class(*span, markup::LABEL_V2) || field_classes(*span).next().is_some());
        if let (Some(span), None) = (spans.next(), spans.next()) {
            let alone = is(at + 1, "dd") && !is(at + 2, "dd");
            let value = children.get(at + 1).filter(|_| alone).and_then(|dd| Value::of(*dd, whole));
            blocks.push(Block::new(&shown_text(span), span, value));
        }
    }
    blocks
}
