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
    attributes: Vec<String>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            tab: host::TAB.to_owned(),
            switcher: host::SWITCHER.to_owned(),
            editor: host::EDITOR.to_owned(),
            item: host::INTERNAL_ITEM.to_owned(),
            hidden: host::HIDDEN.to_owned(),
            attributes: host::ATTRIBUTES.map(str::to_owned).to_vec(),
        }
    }
}

/// What the page script can be told to do. There is nothing else: it cannot press what sends a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Press the channel switch of the composer at this place.
    PressSwitcher(usize),
    /// Press the menu item at this place.
    PressItem(usize),
    /// Put the note at the end of the editor of the composer at this place.
    Insert(usize),
    /// Undo the editor's last step, in the composer at this place.
    Undo(usize),
}

/// What the page script answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the order that it answers.
    pub step: u32,
    /// Whether it did what it was told: only where the page looked as expected. None when it was told to look.
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
    /// The menu items that lead to the internal channel.
    pub items: Vec<Element>,
}

/// An element of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
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
    /// How many channel switches are in the smallest part of the page that also has an editor.
    pub switchers: usize,
    /// The editors in it.
    pub editors: Vec<Editor>,
}

/// An editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editor {
    /// Whether a person can see it.
    pub visible: bool,
    /// What it holds, hidden or not; without what parts its lines.
    pub text: String,
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
}

impl Composer {
    /// Whether its channel switch is this ticket's.
    #[must_use]
    pub fn is_for(&self, ticket: TicketId) -> bool {
        self.switcher.is_for(host::SWITCHER_TICKET, ticket)
    }

    /// Whether the customer does not see what is written here. Everything that does not say so is public.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.switcher.get(host::CHANNEL) == Some(host::INTERNAL)
    }

    /// Whether its channel menu is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.switcher.get(host::EXPANDED) == Some("true")
    }
}

impl Seen {
    /// Whether the active tab, and no other, is this ticket's.
    #[must_use]
    pub fn active_tab_is(&self, ticket: TicketId) -> bool {
        let mut active = self.tabs.iter().filter(|tab| tab.get(host::CURRENT) == Some(host::CURRENT_PAGE));
        matches!((active.next(), active.next()), (Some(tab), None) if tab.is_for(host::ENTITY, ticket))
    }
}
