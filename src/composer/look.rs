//! What the page script is told to look at, what it saw, and what it can be told to do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::zendesk::{TicketId, host};

/// What the page script looks at: CSS selectors, and the attributes to note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    tab: String,
    switcher: String,
    editor: String,
    item: String,
    hidden: String,
    written: String,
    objects: String,
    attributes: Vec<String>,
    telling: Vec<String>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            tab: host::TAB.to_owned(),
            switcher: host::SWITCHER.to_owned(),
            editor: host::EDITOR.to_owned(),
            item: host::ITEM.to_owned(),
            hidden: host::HIDDEN.to_owned(),
            written: host::WRITTEN.to_owned(),
            objects: host::OBJECTS.to_owned(),
            attributes: host::ATTRIBUTES.map(str::to_owned).to_vec(),
            telling: host::TELLING.map(str::to_owned).to_vec(),
        }
    }
}

/// An element of the page. The page script numbers the elements that it sees; each keeps its number while its document
/// lives, and no other element gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ElementId(pub u32);

/// What the page script can be told to do. There is nothing else: it cannot press what sends a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Press this channel switch, or this item of its menu.
    Press(ElementId),
    /// Change an editor's text, as one step that can be undone.
    Write(Write),
    /// Undo the last step of this editor.
    Undo(ElementId),
}

/// A change of an editor's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// The editor.
    pub editor: ElementId,
    /// What to take out wherever it stands, without white space; empty for nothing.
    pub take_out: String,
    /// What to add at the end, as HTML; empty for nothing.
    pub add: String,
}

/// What the page script answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the order that it answers.
    pub step: u32,
    /// Whether it did what it was told. None when it was told to look.
    pub acted: Option<bool>,
    /// What the page looks like now, as JSON of [`Seen`]: it is given back as it is, as what to expect.
    pub seen: String,
    /// The editor's own content as HTML, after it was written into.
    pub data: Option<String>,
}

/// What a page looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its address.
    pub href: String,
    /// The tabs of its header.
    pub tabs: Vec<Element>,
    /// Its composers, hidden ones too.
    pub composers: Vec<Composer>,
    /// The items of channel menus.
    pub items: Vec<Element>,
}

/// An element as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Its number.
    pub id: ElementId,
    /// Whether a person can see it.
    pub visible: bool,
    /// The attributes that were asked for; none for those that it lacks.
    pub attributes: BTreeMap<String, Option<String>>,
}

/// A channel switch with what is nearest to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composer {
    /// The channel switch.
    pub switcher: Element,
    /// The text on it.
    pub label: String,
    /// How many channel switches are in the smallest part of the page that also has an editor.
    pub switchers: usize,
    /// The editors in it.
    pub editors: Vec<Editor>,
}

/// An editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editor {
    /// Its number.
    pub id: ElementId,
    /// Whether a person can see it.
    pub visible: bool,
    /// What it holds, hidden or not; without what parts its lines.
    pub text: String,
    /// How many pictures, tables and the like it holds.
    pub objects: usize,
}

impl Element {
    /// An attribute's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)?.as_deref()
    }

    fn is_for(&self, attribute: &str, ticket: TicketId) -> bool {
        self.get(attribute).and_then(TicketId::parse) == Some(ticket)
    }

    /// Whether it is a menu's item for the internal channel.
    #[must_use]
    pub fn is_internal_item(&self) -> bool {
        self.get(host::TEST_ID) == Some(host::INTERNAL_ITEM)
    }
}

/// Whom a composer's text is for, as its channel switch says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The customer does not see it.
    Internal,
    /// One part of the switch says internal and another says public.
    Contradicting,
    /// Everything that does not say that it is internal.
    Public,
}

impl Composer {
    /// Whether its channel switch is this ticket's.
    #[must_use]
    pub fn is_for(&self, ticket: TicketId) -> bool {
        self.switcher.is_for(host::SWITCHER_TICKET, ticket)
    }

    /// Whom its text is for. The attribute says it; a label can only contradict, because it is in the agent's language.
    #[must_use]
    pub fn channel(&self) -> Channel {
        if self.switcher.get(host::CHANNEL) != Some(host::INTERNAL) {
            return Channel::Public;
        }
        let labels = host::LABELS.iter().filter_map(|label| self.switcher.get(label)).chain([self.label.as_str()]);
        if labels.into_iter().any(host::names_a_public_channel) { Channel::Contradicting } else { Channel::Internal }
    }

    /// Whether its channel menu is open; none where it does not say.
    #[must_use]
    pub fn is_expanded(&self) -> Option<bool> {
        self.switcher.get(host::EXPANDED).map(|expanded| expanded == "true")
    }
}

impl Editor {
    /// Whether nothing was written in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects == 0 && super::held::letters(&self.text).is_empty()
    }
}

impl Seen {
    /// Whether the active tab, and no other, is this ticket's.
    #[must_use]
    pub fn active_tab_is(&self, ticket: TicketId) -> bool {
        let mut active = self.tabs.iter().filter(|tab| tab.get(host::CURRENT) == Some(host::CURRENT_PAGE));
        matches!((active.next(), active.next()), (Some(tab), None) if tab.is_for(host::ENTITY, ticket))
    }

    /// The composers of a ticket, hidden or not.
    pub fn composers_of(&self, ticket: TicketId) -> impl Iterator<Item = &Composer> {
        self.composers.iter().filter(move |composer| composer.is_for(ticket))
    }
}
