//! A site that asks to slow down is left alone until its time has come, by every case: all agents share its limits
//! (facts: zendesk C3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::CaseKey;
use crate::date::UnixSeconds;
use crate::fetch::{Answer, Reply, Site};

/// How long a site is left alone that does not say for how long, in seconds.
const UNSAID: u64 = 60;

/// The sites that have asked to slow down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pauses {
    portal: Option<Pause>,
    zendesk: Option<Pause>,
}

/// How long a site is left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pause {
    until: UnixSeconds,
    /// The cases for which the agent has asked all the same; none for what belongs to no case.
    pressed: BTreeSet<Option<CaseKey>>,
}

/// For whom a site would be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// A case.
    Case(CaseKey),
    /// What every case needs to know, or the search beside all of them.
    Shared,
    /// Nobody who has pressed anything.
    Nobody,
}

impl Pauses {
    /// Notes that a site asks to slow down, and writes until when into a reply that does not say so. Gives whether it
    /// does ask that.
    pub(super) fn note(&mut self, site: Site, reply: &mut Reply, now: UnixSeconds) -> bool {
        let Reply::Answer(Answer { status: 429, retry_at, .. }) = reply else { return false };
        let until = UnixSeconds(*retry_at.get_or_insert(now.plus(UNSAID).0));
        let pause = self.of(site);
        let until = pause.as_ref().map_or(until, |pause| pause.until.max(until));
        *pause = Some(Pause { until, pressed: BTreeSet::new() });
        true
    }

    /// The agent asks in this case, or in none, whatever the sites have said.
    pub(super) fn press(&mut self, case: Option<CaseKey>) {
        for pause in [&mut self.portal, &mut self.zendesk].into_iter().flatten() {
            pause.pressed.insert(case);
        }
    }

    /// Ends the pauses whose time has come. Gives whether there was one.
    pub(super) fn end(&mut self, now: UnixSeconds) -> bool {
        let mut any = false;
        for pause in [&mut self.portal, &mut self.zendesk] {
            if pause.as_ref().is_some_and(|pause| pause.until <= now) {
                *pause = None;
                any = true;
            }
        }
        any
    }

    /// Until when this site is not asked for this asker; none where it may be asked now.
    pub(super) fn holds(&self, site: Site, asker: Asker, now: UnixSeconds) -> Option<UnixSeconds> {
        let pause = match site {
            Site::Portal => self.portal.as_ref()?,
            Site::Zendesk => self.zendesk.as_ref()?,
        };
        let pressed = match asker {
            Asker::Case(key) => pause.pressed.contains(&Some(key)),
            Asker::Shared => !pause.pressed.is_empty(),
            Asker::Nobody => false,
        };
        (!pressed && now < pause.until).then_some(pause.until)
    }

    fn of(&mut self, site: Site) -> &mut Option<Pause> {
        match site {
            Site::Portal => &mut self.portal,
            Site::Zendesk => &mut self.zendesk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zendesk::TicketId;

    const NOW: UnixSeconds = UnixSeconds(1_800_000_000);

    fn refused(retry_at: Option<u64>) -> Reply {
        Reply::Answer(Answer { status: 429, retry_at, body: String::new() })
    }

    #[test]
    fn pause_holds_one_site_until_its_time() {
        let mut pauses = Pauses::default();
        assert!(pauses.note(Site::Portal, &mut refused(Some(NOW.0 + 17)), NOW));
        assert_eq!(pauses.holds(Site::Portal, Asker::Shared, NOW), Some(NOW.plus(17)));
        assert_eq!(pauses.holds(Site::Zendesk, Asker::Shared, NOW), None);
        assert!(!pauses.end(NOW.plus(16)) && pauses.end(NOW.plus(17)));
        assert_eq!(pauses.holds(Site::Portal, Asker::Shared, NOW), None);
    }

    #[test]
    fn pause_without_a_time_lasts_a_minute_and_the_reply_says_so() {
        let (mut pauses, mut reply) = (Pauses::default(), refused(None));
        assert!(pauses.note(Site::Zendesk, &mut reply, NOW));
        assert_eq!(reply, refused(Some(NOW.0 + 60)));
        assert_eq!(pauses.holds(Site::Zendesk, Asker::Nobody, NOW), Some(NOW.plus(60)));
        assert!(!pauses.note(Site::Zendesk, &mut Reply::Timeout, NOW));
    }

    #[test]
    fn pause_is_lifted_for_the_case_that_pressed_until_the_next_refusal() {
        let [one, other] = ["1", "2"].map(|id| CaseKey::new(TicketId::parse(id).unwrap()));
        let mut pauses = Pauses::default();
        pauses.note(Site::Portal, &mut refused(Some(NOW.0 + 17)), NOW);
        pauses.press(Some(one));
        let held = |pauses: &Pauses, asker| pauses.holds(Site::Portal, asker, NOW).is_some();
        assert!(!held(&pauses, Asker::Case(one)) && !held(&pauses, Asker::Shared));
        assert!(held(&pauses, Asker::Case(other)) && held(&pauses, Asker::Nobody));
        // The shorter of two times does not shorten the longer.
        pauses.note(Site::Portal, &mut refused(Some(NOW.0 + 5)), NOW);
        assert_eq!(pauses.holds(Site::Portal, Asker::Case(one), NOW), Some(NOW.plus(17)));
    }
}
