//! Keeping the cases in session storage: one thing at a time and in order, so that no write overtakes another; and never
//! an older case where a newer one could not be kept.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::CaseKey;
use crate::zendesk::UserId;

/// What an entry was written by. Another number means another meaning, though the entry may still be readable.
const VERSION: u32 = 1;

/// The entry that names the case worked on last.
pub(super) const LAST: &str = "last";

/// The entry with what belongs to no case.
pub(super) const SHARED: &str = "shared";

/// An entry of the storage. A case has its own, so that saving one never writes another.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry<T> {
    version: u32,
    /// The agent who was signed in to Zendesk, as far as that was known.
    pub(super) agent: Option<UserId>,
    pub(super) value: T,
}

/// An entry as it is written.
pub(super) fn write<T: Serialize>(agent: Option<UserId>, value: &T) -> String {
    // Nothing that is kept has a map with other keys than texts, which is all that JSON cannot say.
    serde_json::to_string(&Entry { version: VERSION, agent, value }).unwrap_or_default()
}

/// An entry as it was written by this version; none where it cannot be read.
pub(super) fn read<T: DeserializeOwned>(json: &str) -> Option<Entry<T>> {
    serde_json::from_str::<Entry<T>>(json).ok().filter(|entry| entry.version == VERSION)
}

/// Is told the name of the entry that is worked on from now on; empty for none. Where the program breaks, that entry is the
/// one to lose.
pub type Tell = fn(&str);

/// What the storage has of the desk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// A case.
    Case(CaseKey),
    /// What belongs to no case.
    Shared,
    /// Which case was worked on last.
    Last,
    /// An entry that nobody can read.
    Unreadable(String),
}

impl Slot {
    /// The name of its entry.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Case(key) => key.to_string(),
            Self::Shared => SHARED.to_owned(),
            Self::Last => LAST.to_owned(),
            Self::Unreadable(name) => name.clone(),
        }
    }
}

/// One thing that the storage is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Write this as it is by then.
    Save(Slot),
    /// Remove these.
    Remove(Vec<Slot>),
}

/// What is to be done with the storage, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Keeper {
    queue: VecDeque<Order>,
    /// What the storage is doing now.
    under_way: Option<Order>,
    /// The cases that the storage may have, with any content.
    stored: BTreeSet<CaseKey>,
    /// What could not be kept.
    not_kept: BTreeSet<Slot>,
    /// What could not be removed.
    stuck: BTreeSet<Slot>,
    /// How many cases make room when a save is refused. It doubles with each refusal in a row.
    room: usize,
}

impl Default for Keeper {
    fn default() -> Self {
        Self {
            queue: VecDeque::new(),
            under_way: None,
            stored: BTreeSet::new(),
            not_kept: BTreeSet::new(),
            stuck: BTreeSet::new(),
            room: 1,
        }
    }
}

impl Keeper {
    /// The storage has these cases; these other entries are to go.
    pub(super) fn over(stored: impl IntoIterator<Item = CaseKey>, unreadable: Vec<Slot>) -> Self {
        let mut keeper = Self { stored: stored.into_iter().collect(), ..Self::default() };
        if !unreadable.is_empty() {
            keeper.queue.push_back(Order::Remove(unreadable));
        }
        keeper
    }

    /// This has changed, so it is to be saved.
    pub(super) fn save(&mut self, slot: Slot) {
        let order = Order::Save(slot);
        if !self.queue.contains(&order) {
            self.queue.push_back(order);
        }
    }

    /// Nothing of this is to be kept. That comes before all that waits, but after what the storage is doing now.
    pub(super) fn remove(&mut self, slot: Slot) {
        self.queue.retain(|order| *order != Order::Save(slot.clone()));
        self.not_kept.remove(&slot);
        self.queue.push_front(Order::Remove(vec![slot]));
    }

    /// What the storage is to do now; none while it does something, and when there is nothing to do.
    pub(super) fn next(&mut self) -> Option<Order> {
        if self.under_way.is_some() {
            return None;
        }
        let order = self.queue.pop_front()?;
        if let Order::Save(Slot::Case(key)) = order {
            self.stored.insert(key);
        }
        self.under_way = Some(order.clone());
        Some(order)
    }

    /// There was nothing to do for the order that [`Self::next`] gave last.
    pub(super) fn skip(&mut self) {
        self.under_way = None;
    }

    /// What could not be removed is tried again.
    pub(super) fn try_again(&mut self) {
        if !self.stuck.is_empty() {
            self.queue.push_front(Order::Remove(std::mem::take(&mut self.stuck).into_iter().collect()));
        }
    }

    /// The storage has done what it was told, or has refused. Gives the slot whose save was refused.
    pub(super) fn answered(&mut self, done: bool) -> Option<Slot> {
        match (self.under_way.take()?, done) {
            (Order::Save(slot), true) => {
                self.not_kept.remove(&slot);
                self.room = 1;
                None
            }
            (Order::Save(slot), false) => Some(slot),
            (Order::Remove(slots), true) => {
                for slot in slots {
                    if let Slot::Case(key) = slot {
                        self.stored.remove(&key);
                    }
                }
                None
            }
            (Order::Remove(slots), false) => {
                self.stuck.extend(slots);
                None
            }
        }
    }

    /// A save was refused: what is stored of it is old, so it goes at once. The first of `others`, the cases that nobody
    /// looks at, make room, and it is saved again. Where there is none, it is not kept. Gives which cases make room.
    pub(super) fn make_room(&mut self, slot: &Slot, others: impl Iterator<Item = CaseKey>) -> Vec<CaseKey> {
        let stored = others.filter(|key| self.stored.contains(key) && Slot::Case(*key) != *slot);
        let evicted: Vec<_> = stored.take(self.room).collect();
        self.room = self.room.saturating_mul(2);
        let save = Order::Save(slot.clone());
        // It has changed since, so a newer state of it waits, which may be a smaller one.
        let has_changed = self.queue.contains(&save);
        self.queue.retain(|order| *order != save);
        if evicted.is_empty() && !has_changed {
            self.not_kept.insert(slot.clone());
            self.room = 1;
        } else {
            self.queue.push_front(save);
        }
        let mut gone = vec![slot.clone()];
        if let Slot::Case(_) = slot {
            // It names this case, or an older one.
            gone.push(Slot::Last);
        }
        gone.extend(evicted.iter().copied().map(Slot::Case));
        self.queue.push_front(Order::Remove(gone));
        evicted
    }

    /// Whether this could not be kept, or an older state of it could not be removed.
    pub(super) fn is_not_kept(&self, slot: &Slot) -> bool {
        self.not_kept.contains(slot) || self.stuck.contains(slot)
    }
}

/// The entries of the storage, each decoded by itself.
pub(super) struct Decoded<C, S> {
    /// The cases, each with the agent for whom it was kept.
    pub(super) cases: Vec<(C, Option<UserId>)>,
    pub(super) shared: Option<S>,
    pub(super) last: Option<CaseKey>,
    /// The entries that cannot be read.
    pub(super) unreadable: Vec<Slot>,
}

/// Decodes entries one by one: one that cannot be read, as one that another version has written, loses itself alone. A
/// case counts only under its own name.
pub(super) fn decode<C: DeserializeOwned, S: DeserializeOwned>(
    entries: impl IntoIterator<Item = (String, Option<String>)>,
    key: impl Fn(&C) -> CaseKey,
    tell: Tell,
) -> Decoded<C, S> {
    let mut decoded = Decoded { cases: Vec::new(), shared: None, last: None, unreadable: Vec::new() };
    let entries: BTreeMap<_, _> = entries.into_iter().collect();
    for (name, json) in entries {
        tell(&name);
        let json = json.unwrap_or_default();
        let is_read = match name.as_str() {
            LAST => read(&json).map(|entry| decoded.last = Some(entry.value)).is_some(),
            SHARED => read(&json).map(|entry| decoded.shared = Some(entry.value)).is_some(),
            _ => read::<C>(&json)
                .filter(|entry| key(&entry.value).to_string() == name)
                .map(|entry| decoded.cases.push((entry.value, entry.agent)))
                .is_some(),
        };
        if !is_read {
            decoded.unreadable.push(Slot::Unreadable(name));
        }
    }
    tell("");
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zendesk::TicketId;

    fn key(number: u64) -> CaseKey {
        CaseKey::new(TicketId::parse(&number.to_string()).unwrap())
    }

    fn case(number: u64) -> Slot {
        Slot::Case(key(number))
    }

    /// A keeper whose storage has these cases.
    fn keeper(stored: &[u64]) -> Keeper {
        Keeper::over(stored.iter().copied().map(key), Vec::new())
    }

    #[test]
    fn storage_does_one_thing_at_a_time_and_in_order() {
        let mut keeper = keeper(&[]);
        for slot in [case(1), case(2), case(1), Slot::Shared] {
            keeper.save(slot);
        }
        for slot in [case(1), case(2), Slot::Shared] {
            assert_eq!(keeper.next(), Some(Order::Save(slot)));
            assert_eq!(keeper.next(), None, "one is under way");
            // What changes while it is written is written again.
            assert_eq!(keeper.answered(true), None);
        }
        assert_eq!(keeper.next(), None);
    }

    #[test]
    fn late_refusal_of_an_older_save_is_made_good_by_the_newer_one() {
        let mut keeper = keeper(&[1, 2]);
        keeper.save(case(1));
        keeper.next();
        keeper.save(case(1));
        assert_eq!(keeper.answered(false), Some(case(1)));
        assert_eq!(keeper.make_room(&case(1), [key(2)].into_iter()), [key(2)]);
        assert_eq!(keeper.next(), Some(Order::Remove(vec![case(1), Slot::Last, case(2)])));
        keeper.answered(true);
        assert_eq!(keeper.next(), Some(Order::Save(case(1))));
        keeper.answered(true);
        assert_eq!(keeper.next(), None, "it is saved once more, not twice");
        assert!(!keeper.is_not_kept(&case(1)));
    }

    #[test]
    fn refused_save_makes_room_by_more_and_more_cases_and_ends() {
        let mut keeper = keeper(&[1, 2, 3, 4, 5, 6, 7]);
        keeper.save(case(1));
        let mut evicted = Vec::new();
        let mut orders = 0;
        while let Some(order) = keeper.next() {
            orders += 1;
            let is_save = matches!(order, Order::Save(_));
            if let Some(slot) = keeper.answered(!is_save) {
                evicted.push(keeper.make_room(&slot, (1..8).map(key)).len());
            }
        }
        assert_eq!((evicted.as_slice(), orders), ([1, 2, 3, 0].as_slice(), 8));
        assert!(keeper.is_not_kept(&case(1)));
        // A save that is done later makes up for it.
        keeper.save(case(1));
        keeper.next();
        keeper.answered(true);
        assert!(!keeper.is_not_kept(&case(1)));
    }

    #[test]
    fn what_could_not_be_removed_is_removed_later() {
        let mut keeper = keeper(&[1]);
        keeper.remove(case(1));
        keeper.next();
        keeper.answered(false);
        assert!(keeper.is_not_kept(&case(1)));
        assert_eq!(keeper.next(), None);
        keeper.try_again();
        assert_eq!(keeper.next(), Some(Order::Remove(vec![case(1)])));
        keeper.answered(true);
        assert!(!keeper.is_not_kept(&case(1)));
    }

    #[test]
    fn entry_that_cannot_be_read_loses_itself_alone() {
        let entries = [
            ("a", Some(write(None, &"a"))),
            ("b", Some("{".to_owned())),
            ("c", None),
            // Another version's, and another case's under this name.
            ("d", Some(write(None, &"d").replace("\"version\":1", "\"version\":2"))),
            ("e", Some(write(None, &"a"))),
            (LAST, Some("[]".to_owned())),
            (SHARED, Some(write(None, &7))),
        ];
        let entries = entries.map(|(name, json)| (name.to_owned(), json));
        let decoded = decode::<String, u32>(
            entries,
            |case| match case.as_str() {
                "a" => key(1),
                _ => key(2),
            },
            |_| (),
        );
        // None of them has the name of its ticket.
        assert!(decoded.cases.is_empty() && decoded.last.is_none());
        assert_eq!(decoded.shared, Some(7));
        let unreadable: Vec<_> = decoded.unreadable.iter().map(Slot::name).collect();
        assert_eq!(unreadable, ["a", "b", "c", "d", "e", LAST]);
        let own = decode::<String, u32>([(key(1).to_string(), Some(write(None, &"x")))], |_| key(1), |_| ());
        assert_eq!((own.cases.len(), own.unreadable.len()), (1, 0));
    }
}
