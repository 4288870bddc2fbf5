//! Fields: from the blocks of a show page, or the cells of a row, to typed values.
//!
//! A field is found by its label or by its class, labels first. Where two places claim to be the same field and do not
//! say the same, where a label and a class contradict each other, or where a value has no form we know, the answer is
//! `None`: unknown, never a guess.

use scraper::{ElementRef, Node};

use super::host::{BLANKS, Model, boolean, markup};
use super::url::linked_record;
use crate::date::Date;
use crate::ids::{RecordId, SubscriptionName};

/// A field of a record, and how to recognise it.
#[derive(Debug)]
pub(super) struct Field {
    /// Its key in our own output.
    pub key: &'static str,
    /// What it may be called. Several are asked in turn: the first that shows something readable decides.
    pub names: &'static [Names],
}

/// Names for one and the same thing.
#[derive(Debug)]
pub(super) struct Names {
    /// Labels, in lower case.
    pub labels: &'static [&'static str],
    /// Field classes, without `_field`.
    pub classes: &'static [&'static str],
}

/// One place on a page that shows a field: its label, its class and its value.
#[derive(Debug)]
pub(super) struct Block<'a> {
    label: String,
    classes: Vec<&'a str>,
    /// `None` when there is not exactly one value for the label: whatever it is, it is not readable.
    value: Option<Value<'a>>,
}

impl<'a> Block<'a> {
    pub fn new(label: &str, marked: ElementRef<'a>, value: Option<Value<'a>>) -> Self {
        Self { label: normal_label(label), classes: field_classes(marked).collect(), value }
    }
}

/// The fields of an element's class: `trial` for `boolean_type trial_field`.
pub(super) fn field_classes<'a>(element: ElementRef<'a>) -> impl Iterator<Item = &'a str> {
    element.value().classes().filter_map(|class| class.strip_suffix(markup::FIELD_SUFFIX))
}

/// Lower case, single spaces, no colon at the end (`Sold To:`).
fn normal_label(label: &str) -> String {
    let label = label.trim().trim_end_matches(':');
    label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The blocks of one record, each with the field it was recognised as.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    blocks: Vec<(Claim, Block<'a>)>,
}

/// What a block claims to be, by the keys of its fields and, among the field's [`Names`], the position.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Claim {
    Nothing,
    One(&'static str, usize),
    /// Its label says one field and its class another: it is neither, and spoils both.
    Two(&'static str, &'static str),
}

impl<'a> Fields<'a> {
    pub fn new(table: &'static [&'static Field], blocks: Vec<Block<'a>>) -> Self {
        let blocks = blocks.into_iter().map(|block| (Claim::of(&block, table), block)).collect();
        Self { blocks }
    }

    /// The keys of the fields that are there at all, readable or not.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.blocks
            .iter()
            .flat_map(|(claim, _)| match *claim {
                Claim::Nothing => [None, None],
                Claim::One(key, _) => [Some(key), None],
                Claim::Two(one, other) => [Some(one), Some(other)],
            })
            .flatten()
    }

    /// The value of a field, as `read` reads it.
    pub fn value<T: PartialEq>(&self, field: &Field, read: impl Fn(&Value<'a>) -> Option<T>) -> Option<T> {
        let spoilt = |claim: &Claim| matches!(claim, Claim::Two(one, other) if [*one, *other].contains(&field.key));
        if self.blocks.iter().any(|(claim, _)| spoilt(claim)) {
            return None;
        }
        for at in 0..field.names.len() {
            let mut found = self
                .blocks
                .iter()
                .filter(|(claim, _)| *claim == Claim::One(field.key, at))
                .map(|(_, block)| block.value.as_ref().and_then(&read));
            if let Some(first) = found.next() {
                if found.any(|other| other != first) {
                    return None;
                }
                if first.is_some() {
                    return first;
                }
            }
        }
        None
    }

    /// The field's text.
    pub fn text(&self, field: &Field) -> Option<String> {
        self.value(field, Value::text)
    }

    /// The field's text as a subscription name.
    pub fn subscription_name(&self, field: &Field) -> Option<SubscriptionName> {
        self.value(field, |value| SubscriptionName::parse(&value.text()?).ok())
    }

    /// The field as a date, with any time of day dropped.
    pub fn date(&self, field: &Field) -> Option<Date> {
        self.value(field, |value| Date::parse_shown(&value.text()?))
    }

    /// The field as a whole number.
    pub fn number(&self, field: &Field) -> Option<u64> {
        self.value(field, |value| number(&value.text()?))
    }

    /// The field as yes or no.
    pub fn boolean(&self, field: &Field) -> Option<bool> {
        self.value(field, Value::boolean)
    }

    /// The record of the given model that the field links to.
    pub fn link_to(&self, field: &Field, model: Model) -> Option<RecordId> {
        self.value(field, |value| value.link_to(model))
    }
}

impl Claim {
    fn of(block: &Block<'_>, table: &[&'static Field]) -> Self {
        let claimed = |names: &dyn Fn(&Names) -> bool| {
            table.iter().find_map(|field| Some((field.key, field.names.iter().position(names)?)))
        };
        let by_label = claimed(&|names: &Names| names.labels.contains(&block.label.as_str()));
        let by_class = claimed(&|names: &Names| block.classes.iter().any(|class| names.classes.contains(class)));
        match (by_label, by_class) {
            (None, None) => Self::Nothing,
            (Some((label, _)), Some((class, _))) if label != class => Self::Two(label, class),
            (Some((key, at)), _) | (None, Some((key, at))) => Self::One(key, at),
        }
    }
}

/// The element that holds a field's value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a>(ElementRef<'a>);

impl<'a> Value<'a> {
    /// The value an element holds; nothing when the page may have been cut off in the middle of it.
    pub fn of(element: ElementRef<'a>, whole: bool) -> Option<Self> {
        let is_last = || element.ancestors().chain([*element]).all(|node| node.next_sibling().is_none());
        (whole || !is_last()).then_some(Self(element))
    }

    /// What it shows, trimmed; nothing when that is empty or stands for nothing.
    pub fn text(&self) -> Option<String> {
        let text = shown_text(self.0);
        let text = text.trim();
        (!text.is_empty() && !BLANKS.contains(&text)).then(|| text.to_owned())
    }

    /// Yes or no, from every sign the value gives: its text, its icon, its badge's colour. Signs that contradict each
    /// other, and a text or an icon that is not known, make it unknown (facts/domain.md 3.2).
    pub fn boolean(&self) -> Option<bool> {
        let mut signs = Vec::new();
        let text = shown_text(self.0).trim().to_lowercase();
        if !text.is_empty() {
            signs.push(meaning(&boolean::TEXTS, &text)?);
        }
        for element in self.elements() {
            let value = element.value();
            let icons = value.classes().filter_map(|class| class.strip_prefix(boolean::ICON_PREFIX));
            for icon in icons.filter(|icon| !boolean::ICON_STYLES.contains(icon)) {
                signs.push(meaning(&boolean::ICONS, icon)?);
            }
            if boolean::BADGES.iter().any(|badge| has_class(element, badge)) {
                signs.extend(value.classes().filter_map(|class| meaning(&boolean::COLOURS, class)));
            }
        }
        let first = *signs.first()?;
        if signs.iter().all(|sign| *sign == first) { first } else { None }
    }

    /// The addresses of all its links.
    pub fn links(&self) -> Vec<&'a str> {
        self.elements().filter(|element| element.value().name() == "a").filter_map(|a| a.attr("href")).collect()
    }

    /// The one record of the given model to which its links lead; nothing when they lead to several.
    pub fn link_to(&self, model: Model) -> Option<RecordId> {
        let mut ids = self
            .links()
            .into_iter()
            .filter_map(linked_record)
            .filter(|(linked, _)| *linked == model.name())
            .map(|(_, id)| id);
        let first = ids.next()?;
        ids.all(|id| id == first).then_some(first)
    }

    fn elements(&self) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
        self.0.descendants().skip(1).filter_map(ElementRef::wrap)
    }
}

fn meaning(table: &[(&str, Option<bool>)], sign: &str) -> Option<Option<bool>> {
    table.iter().find(|(known, _)| *known == sign).map(|(_, meaning)| *meaning)
}

/// `1234` or `1,234`.
pub(super) fn number(text: &str) -> Option<u64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    let plain = !first.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The text under an element, without that of scripts, styles and buttons.
pub(super) fn shown_text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut waiting = vec![*element];
    while let Some(node) = waiting.pop() {
        match node.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(inner) if matches!(inner.name(), "script" | "style" | "template" | "button") => {}
            _ => waiting.extend(node.children().rev()),
        }
    }
    text
}

/// Whether an element has a class, exactly as written.
pub(super) fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|own| own == class)
}
