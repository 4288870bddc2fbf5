//! Whether a note that was inserted is still in the composer, and still internal.

use super::held::Held;
use super::look::{Channel, Composer, ElementId, Seen};
use crate::case::{CaseKey, Location};

/// A note that is in a ticket's composer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// What the note says.
    pub note: String,
    /// The composer's channel.
    pub channel: Channel,
    switcher: ElementId,
}

/// What is known of the composer of one page.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// The case whose composer it is.
    case: Option<CaseKey>,
    holding: Option<Holding>,
    is_lost: bool,
    /// The order whose answer was the latest.
    step: u32,
    /// The channel switch that the page script watches, as far as it was told.
    told: Option<ElementId>,
}

impl Watch {
    /// The case whose composer it is.
    #[must_use]
    pub fn case(&self) -> Option<CaseKey> {
        self.case
    }

    /// The note that is in the composer.
    #[must_use]
    pub fn holding(&self) -> Option<&Holding> {
        self.holding.as_ref()
    }

    /// Whether a note was in the composer and is there no more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// Whether the page script watches something, as far as it was told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.told.is_some()
    }

    /// The channel switch to watch; none while there is no note beside it.
    #[must_use]
    pub fn wanted(&self) -> Option<ElementId> {
        self.holding.as_ref().map(|holding| holding.switcher)
    }

    /// The page script is told what to watch.
    pub fn tell(&mut self) -> Option<ElementId> {
        self.told = self.wanted();
        self.told
    }

    /// Nobody is there to be told what happens. Says whether the page script watches something, as far as it was told.
    pub fn stop(&mut self) -> bool {
        self.told.take().is_some()
    }

    /// Whether the page script has to be told anew.
    #[must_use]
    pub fn is_to_be_told(&self) -> bool {
        self.told != self.wanted()
    }

    /// Takes what a page looks like, where one of these notes may be in the composer of this case. An answer that was
    /// overtaken says nothing, nor does a page that shows something else.
    pub fn see(&mut self, case: CaseKey, notes: &[String], step: u32, seen: &Seen) {
        if step < self.step || Location::of(&seen.href) != Location::Ticket(case) {
            return;
        }
        self.step = step;
        self.case = Some(case);
        let held = |composer: &Composer| {
            // One may be a part of another.
            let note = notes.iter().filter(|note| Held::of(note, composer).is_whole()).max_by_key(|note| note.len())?;
            let (channel, switcher) = (composer.channel(), composer.switcher.id);
            Some(Holding { note: note.clone(), channel, switcher })
        };
        let holding: Vec<_> = seen.composers_of(case.ticket()).filter_map(held).collect();
        let public = holding.iter().find(|holding| holding.channel != Channel::Internal);
        let now = public.or(holding.first()).cloned();
        self.is_lost = now.is_none() && (self.is_lost || self.holding.is_some());
        self.holding = now;
    }
}
