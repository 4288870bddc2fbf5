//! Fields: from the blocks of a show page, or the cells of a row, to typed values.
//!
//! A field is found by its label or by its class, labels first. Where two places claim to be the same field and do not
//! say the same, where a label and a class contradict each other, or where a value has no single meaning, the answer is
//! [`Shown::Unreadable`] with the text: never a guess, and never the same as a field that is not there.

use scraper::{ElementRef, Node};

use super::host::{BLANKS, Model, boolean, markup};
use super::url::linked_record;
use crate::date::Date;
use crate::ids::{LICENSE_KEY, RecordId, SubscriptionName};
use crate::shown::Shown;

/// How many of the values that contradict each other are kept.
const MAX_CONTRADICTING: usize = 4;

/// The most characters of a text: no name is longer. What is, is not the value alone: where a page was damaged, the rest of
/// it may stand in one field, with the license key.
const MAX_TEXT: usize = 255;

/// A field of a record, and how to recognise it.
#[derive(Debug)]
pub(super) struct Field {
    /// Its key in our own output.
    pub key: &'static str,
    /// What it may be called. Several are asked in turn: the first that shows something decides.
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
    pub fn value<T: PartialEq>(&self, field: &Field, read: impl Fn(&Value<'a>) -> Shown<T>) -> Shown<T> {
        let spoilt = |claim: &Claim| matches!(claim, Claim::Two(one, other) if [*one, *other].contains(&field.key));
        if self.blocks.iter().any(|(claim, _)| spoilt(claim)) {
            return self
                .contradiction(|claim| spoilt(claim) || matches!(claim, Claim::One(key, _) if *key == field.key));
        }
        for at in 0..field.names.len() {
            let claim = Claim::One(field.key, at);
            let mut found = self.blocks.iter().filter(|(own, _)| *own == claim).map(|(_, block)| match &block.value {
                Some(value) => read(value),
                None => Shown::unreadable(""),
            });
            if let Some(first) = found.next() {
                if found.any(|other| other != first) {
                    return self.contradiction(|own| *own == claim);
                }
                if !first.is_absent() {
                    return first;
                }
            }
        }
        Shown::Absent
    }

    /// What blocks show that contradict each other.
    fn contradiction<T>(&self, of: impl Fn(&Claim) -> bool) -> Shown<T> {
        let blocks = self.blocks.iter().filter(|(claim, _)| of(claim)).take(MAX_CONTRADICTING);
        let texts: Vec<_> = blocks.filter_map(|(_, block)| Some(block.value.as_ref()?.shown())).collect();
        Shown::unreadable(&texts.join(" / "))
    }

    /// The field's text.
    pub fn text(&self, field: &Field) -> Shown<String> {
        self.value(field, Value::text)
    }

    /// The field's text as a name of some kind.
    pub fn parsed<T: PartialEq, E>(&self, field: &Field, parse: impl Fn(&str) -> Result<T, E>) -> Shown<T> {
        self.value(field, |value| value.parsed(|text| parse(text).ok()))
    }

    /// The field's text as a subscription name.
    pub fn subscription_name(&self, field: &Field) -> Shown<SubscriptionName> {
        self.parsed(field, SubscriptionName::parse)
    }

    /// The field as a day in UTC.
    pub fn date(&self, field: &Field) -> Shown<Date> {
        self.value(field, Value::date)
    }

    /// The field as a whole number.
    pub fn number(&self, field: &Field) -> Shown<u64> {
        self.value(field, |value| value.parsed(number))
    }

    /// The field as yes or no.
    pub fn boolean(&self, field: &Field) -> Shown<bool> {
        self.value(field, Value::boolean)
    }

    /// The record of the given model that the field links to.
    pub fn link_to(&self, field: &Field, model: Model) -> Shown<RecordId> {
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

    /// What it shows, trimmed: its text, or else what its elements are called, or else their classes in brackets.
    pub fn shown(&self) -> String {
        let text = shown_text(self.0);
        let text = text.trim();
        if !text.is_empty() {
            return text.to_owned();
        }
        let own =
            |element: ElementRef<'a>, name: &str| element.attr(name).map(str::trim).filter(|text| !text.is_empty());
        let called = |element| ["aria-label", "alt", "title", "href"].into_iter().find_map(|name| own(element, name));
        if let Some(name) = self.elements().find_map(called) {
            return name.to_owned();
        }
        let classes: Vec<_> =
            self.elements().filter_map(|element| own(element, "class")).take(MAX_CONTRADICTING).collect();
        if classes.is_empty() { String::new() } else { format!("[{}]", classes.join(" ")) }
    }

    /// Whether it shows nothing, or what stands for nothing.
    pub fn is_blank(&self) -> bool {
        let text = shown_text(self.0);
        let text = text.trim();
        let is_drawn = |element: ElementRef<'_>| {
            matches!(element.value().name(), "img" | "svg" | "input" | "object" | "canvas" | "i")
                || ["aria-label", "alt", "title", "href"].iter().any(|name| element.attr(name).is_some())
        };
        BLANKS.contains(&text) || (text.is_empty() && !self.elements().any(is_drawn))
    }

    /// Its text, trimmed.
    pub fn text(&self) -> Shown<String> {
        let is_one = |text: &str| text.chars().take(MAX_TEXT + 1).count() <= MAX_TEXT && !text.contains(LICENSE_KEY);
        self.parsed(|text| (!text.is_empty() && is_one(text)).then(|| text.to_owned()))
    }

    /// Its text, trimmed, as `parse` reads it.
    pub fn parsed<T>(&self, parse: impl Fn(&str) -> Option<T>) -> Shown<T> {
        if self.is_blank() {
            return Shown::Absent;
        }
        parse(shown_text(self.0).trim()).map_or_else(|| self.unreadable(), Shown::Read)
    }

    /// A value that cannot be read.
    pub fn unreadable<T>(&self) -> Shown<T> {
        Shown::unreadable(&self.shown())
    }

    /// The day that its text says. Where a `<time>` or a tooltip says a day, too, it has to be the same; a text in which day
    /// and month can be swapped is then read.
    pub fn date(&self) -> Shown<Date> {
        if self.is_blank() {
            return Shown::Absent;
        }
        let mut days = Date::readings(&shown_text(self.0));
        for element in self.elements() {
            let machine = element.attr("datetime").filter(|_| element.value().name() == "time");
            let said = match machine.map(Date::readings) {
                // What a `<time>` says is always about this value, so it has to be understood.
                Some(said) if said.is_empty() => return self.unreadable(),
                Some(said) => said,
                None => element.attr("title").map(Date::readings).unwrap_or_default(),
            };
            if !said.is_empty() {
                days.retain(|day| said.contains(day));
            }
        }
        match days.as_slice() {
            [day] => Shown::Read(*day),
            _ => self.unreadable(),
        }
    }

    /// Yes or no, from every sign the value gives: its text, its icon, its badge's colour, its label for a screen reader, its
    /// tooltip. Signs that contradict each other, and a text, icon or label that is not known, make it unreadable.
    pub fn boolean(&self) -> Shown<bool> {
        match self.signs() {
            Some(signs) if signs.is_empty() => {
                // A class alone may be an icon.
                let is_marked = self.elements().any(|element| element.value().classes().next().is_some());
                if is_marked || !self.is_blank() { self.unreadable() } else { Shown::Absent }
            }
            // A minus is a value that was never set.
            Some(signs) if signs.iter().all(Option::is_none) => Shown::Absent,
            Some(signs) => match signs.split_first() {
                Some((Some(first), rest)) if rest.iter().all(|sign| *sign == Some(*first)) => Shown::Read(*first),
                _ => self.unreadable(),
            },
            None => self.unreadable(),
        }
    }

    /// What each sign means; none where one of them is not known.
    fn signs(&self) -> Option<Vec<Option<bool>>> {
        let word = |text: &str| {
            let text = text.trim().trim_end_matches(boolean::VARIATION_SELECTORS).to_lowercase();
            meaning(&boolean::TEXTS, &text)
        };
        let mut signs = Vec::new();
        for text in shown_text(self.0).split_whitespace() {
            signs.push(word(text)?);
        }
        for element in self.elements() {
            let value = element.value();
            for icon in boolean::ICON_PREFIXES
                .iter()
                .flat_map(|prefix| value.classes().filter_map(move |class| class.strip_prefix(prefix)))
            {
                if !boolean::ICON_STYLES.contains(&icon) {
                    signs.push(meaning(&boolean::ICONS, icon)?);
                }
            }
            if boolean::BADGES.iter().any(|badge| has_class(element, badge)) {
                signs.extend(value.classes().filter_map(|class| meaning(&boolean::COLOURS, class)));
            }
            for label in ["aria-label", "alt"].into_iter().filter_map(|name| element.attr(name)) {
                if !label.trim().is_empty() {
                    signs.push(word(label)?);
                }
            }
            // A tooltip may say anything beside the value.
            signs.extend(element.attr("title").and_then(word));
        }
        Some(signs)
    }

    /// Its elements, outermost first.
    pub fn elements(&self) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
        self.0.descendants().skip(1).filter_map(ElementRef::wrap)
    }

    /// The element itself.
    pub fn element(&self) -> ElementRef<'a> {
        self.0
    }

    /// The addresses of all its links.
    pub fn links(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.elements().filter(|element| element.value().name() == "a").filter_map(|a| a.attr("href"))
    }

    /// The one record of the given model to which its links lead. Several records, and a text without such a link, are
    /// unreadable.
    pub fn link_to(&self, model: Model) -> Shown<RecordId> {
        match self.linked(model) {
            Shown::Absent if !self.is_blank() => self.unreadable(),
            linked => linked,
        }
    }

    /// The one record of the given model to which its links lead, whatever else it shows.
    pub fn linked(&self, model: Model) -> Shown<RecordId> {
        let mut ids =
            self.links().filter_map(linked_record).filter(|(linked, _)| *linked == model.name()).map(|(_, id)| id);
        match ids.next() {
            None => Shown::Absent,
            Some(first) if ids.all(|id| id == first) => Shown::Read(first),
            Some(_) => self.unreadable(),
        }
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

/// The text under an element, without that of scripts, styles and buttons. What a browser shows on lines of its own is on
/// lines of its own here: two values never run together into a third.
pub(super) fn shown_text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    // Nothing stands for the end of a line.
    let mut waiting = vec![Some(*element)];
    while let Some(next) = waiting.pop() {
        let Some(node) = next else {
            text.push('\n');
            continue;
        };
        match node.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(inner) if markup::NOT_SHOWN.contains(&inner.name()) => {}
            value => {
                if value.as_element().is_some_and(|inner| markup::LINES.contains(&inner.name())) {
                    text.push('\n');
                    waiting.push(None);
                }
                waiting.extend(node.children().rev().map(Some));
            }
        }
    }
    text
}

/// Whether an element has a class, exactly as written.
pub(super) fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|own| own == class)
}
