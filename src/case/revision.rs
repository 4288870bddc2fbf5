//! How new a case is: so that a panel that has shown a newer one than it gets can say so.

use serde::{Deserialize, Serialize};

use crate::date::UnixSeconds;

/// How new a case is. It grows with every change of the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// When the case was begun: a case that was forgotten and begun again is another one.
    begun: UnixSeconds,
    /// How often the case was brought back from storage.
    restored: u32,
    /// What [`Self::number`] was in storage, and when that was; none for a case that did not come from there.
    kept: Option<(u64, UnixSeconds)>,
    /// How often the case has changed.
    number: u64,
    /// When it changed last.
    changed_at: UnixSeconds,
}

/// What was lost of a case that a panel has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Everything.
    All,
    /// What came after this.
    Since(UnixSeconds),
}

impl Revision {
    /// That of a case that begins now.
    pub(super) fn begin(now: UnixSeconds) -> Self {
        Self { begun: now, changed_at: now, ..Self::default() }
    }

    /// The case was brought back from storage.
    pub(super) fn restore(&mut self) {
        self.restored = self.restored.saturating_add(1);
        self.kept = Some((self.number, self.changed_at));
    }

    /// The case has changed.
    pub(super) fn change(&mut self, now: UnixSeconds) {
        self.number += 1;
        self.changed_at = now;
    }

    /// What was lost, where a panel gets this after it has shown `seen` of the same ticket; none where nothing was.
    #[must_use]
    pub fn loss_after(&self, seen: &Self) -> Option<Loss> {
        if self.begun != seen.begun {
            return Some(Loss::All);
        }
        let is_older = match self.kept {
            // What was stored was less than what the panel has shown of an earlier start of the worker.
            Some((kept, _)) if self.restored > seen.restored => kept < seen.number,
            _ => self.restored < seen.restored || self.number < seen.number,
        };
        let since = self.kept.map_or(self.begun, |(_, at)| at);
        is_older.then_some(Loss::Since(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixSeconds = UnixSeconds(1_800_000_000);

    fn changed(mut revision: Revision, times: u64) -> Revision {
        (0..times).for_each(|time| revision.change(NOW.plus(time)));
        revision
    }

    fn restored(mut revision: Revision) -> Revision {
        revision.restore();
        revision
    }

    #[test]
    fn newer_revision_has_lost_nothing() {
        let seen = changed(Revision::begin(NOW), 5);
        assert_eq!(seen.loss_after(&seen), None);
        assert_eq!(changed(seen, 1).loss_after(&seen), None);
        assert_eq!(changed(restored(seen), 1).loss_after(&seen), None);
        assert_eq!(changed(restored(changed(seen, 3)), 1).loss_after(&seen), None);
    }

    #[test]
    fn older_revision_is_noticed_however_often_it_has_changed_since() {
        let kept = changed(Revision::begin(NOW), 3);
        for seen in [changed(kept, 1), restored(changed(kept, 9)), changed(restored(kept), 20)] {
            for changes in 0..12 {
                let now = changed(restored(kept), changes);
                if now.restored > seen.restored || now.number < seen.number {
                    assert_eq!(now.loss_after(&seen), Some(Loss::Since(NOW.plus(2))), "{changes} {seen:?}");
                }
            }
        }
    }

    #[test]
    fn case_that_was_begun_again_has_lost_everything() {
        let seen = changed(Revision::begin(NOW), 1);
        assert_eq!(changed(Revision::begin(NOW.plus(9)), 30).loss_after(&seen), Some(Loss::All));
    }
}
