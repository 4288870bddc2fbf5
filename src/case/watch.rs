//! A ticket goes on while a case is open: when it was read, when it is read again, and what is new in it.
//!
//! What was read stays shown until its successor is there. Where that cannot be read, the panel says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::conversation::Conversation;
use crate::date::UnixSeconds;
pub(super) use crate::directory::BELIEVED;
use crate::problem::Problem;
use crate::protocol::{FreshnessView, NewsView, NotRefreshed};
use crate::zendesk::OrganizationId;

/// The least time between two readings of a ticket that nobody has pressed for, in seconds.
pub(super) const TICKET_PAUSE: u64 = 15;
/// How long evidence is believed, in seconds.
pub(super) const EVIDENCE_BELIEVED: u64 = 24 * 60 * 60;
/// The most new finds that are named.
const MAX_TITLES: usize = 10;

/// When a ticket was read, and what is being read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watch {
    /// When the ticket was read; none before that.
    pub(super) read_at: Option<UnixSeconds>,
    /// When it was last to be read, whatever came of it.
    asked_at: Option<UnixSeconds>,
    /// Whether a ticket that was read is to be read again.
    pub(super) due: bool,
    /// Why the ticket or its conversation could not be read again.
    problem: Option<Problem>,
    /// When the whole conversation was read.
    heard_at: Option<UnixSeconds>,
    /// The ticket's `updated_at` from before the conversation was read; none where that was not known.
    heard_as_of: Option<String>,
    /// The conversation that takes the place of the one that is shown, once all of it was read.
    again: Option<Box<Again>>,
    /// How often the conversation was begun again: an answer to an earlier question is late.
    pub(super) round: u32,
    news: Option<News>,
    /// When the organizations' records were asked for, by their numbers.
    organizations: BTreeMap<String, OrganizationRead>,
}

/// A conversation that is being read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Again {
    conversation: Conversation,
    as_of: Option<String>,
}

/// When an organization's record was asked for, and why it could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct OrganizationRead {
    asked_at: UnixSeconds,
    problem: Option<Problem>,
}

/// What a ticket got since the agent has looked at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct News {
    since: UnixSeconds,
    comments: u32,
    titles: Vec<String>,
}

impl Watch {
    /// Whether the ticket may be read again without anybody pressing for it; then it counts as asked for now.
    pub(super) fn may_ask(&mut self, now: UnixSeconds) -> bool {
        let may = self.asked_at.is_none_or(|at| now.is_past(at, TICKET_PAUSE));
        if may {
            self.asked_at = Some(now);
        }
        may
    }

    /// Has a ticket that was read be read again, unless that failed for a reason that does not pass by itself.
    pub(super) fn come_back(&mut self, now: UnixSeconds) {
        self.due |= self.problem.as_ref().is_none_or(|problem| problem.passes(now));
    }

    /// Has everything be read again, whenever that was done last.
    pub(super) fn press(&mut self, now: UnixSeconds) {
        self.asked_at = Some(now);
        self.due = true;
        self.organizations.clear();
    }

    /// The ticket was read, with these organizations.
    pub(super) fn ticket_read(&mut self, organizations: &[OrganizationId], now: UnixSeconds) {
        self.due = false;
        self.problem = None;
        self.read_at = Some(now);
        for id in organizations {
            self.organization_read(*id, now);
        }
    }

    /// The ticket, or its conversation, could not be read again.
    pub(super) fn not_read(&mut self, problem: Problem) {
        self.due = false;
        self.problem = Some(problem);
    }

    /// Whether the conversation may have moved on since it was read, or since that was begun again.
    pub(super) fn is_behind(&self, updated_at: &str) -> bool {
        let as_of = self.again.as_deref().map_or(&self.heard_as_of, |again| &again.as_of);
        updated_at.is_empty() || as_of.as_deref() != Some(updated_at)
    }

    /// Reads the conversation from its beginning: an earlier comment may have been made internal or taken down since.
    pub(super) fn hear_again(&mut self, as_of: Option<String>) {
        self.round = self.round.wrapping_add(1);
        self.again = Some(Box::new(Again { conversation: Conversation::default(), as_of }));
    }

    /// The conversation that is being read again.
    pub(super) fn hearing(&self) -> Option<&Conversation> {
        self.again.as_deref().map(|again| &again.conversation)
    }

    /// As [`Self::hearing`].
    pub(super) fn hearing_mut(&mut self) -> Option<&mut Conversation> {
        self.again.as_deref_mut().map(|again| &mut again.conversation)
    }

    /// All of the conversation was read for the first time.
    pub(super) fn heard(&mut self, now: UnixSeconds) {
        self.heard_at = Some(now);
    }

    /// Puts the conversation that was read again in the place of the one that is shown, or says why it cannot.
    pub(super) fn adopt(&mut self, shown: &mut Conversation, now: UnixSeconds) {
        let Some(again) = self.again.take_if(|again| !again.conversation.is_reading()) else { return };
        let Again { mut conversation, as_of } = *again;
        if let Some(problem) = conversation.problem().filter(|_| shown.was_read()) {
            self.problem = Some(problem.clone());
            return;
        }
        let titles = conversation.keep_numbers_of(shown);
        if conversation.was_read() {
            if shown.was_read() {
                let comments = conversation.comments().saturating_sub(shown.comments());
                self.add_news(comments, titles, now);
            }
            self.heard_at = Some(now);
            self.heard_as_of = as_of;
        }
        *shown = conversation;
    }

    fn add_news(&mut self, comments: u32, titles: Vec<String>, now: UnixSeconds) {
        if comments == 0 && titles.is_empty() {
            return;
        }
        let since = self.heard_at.unwrap_or(now);
        let news = self.news.get_or_insert(News { since, comments: 0, titles: Vec::new() });
        news.comments = news.comments.saturating_add(comments);
        news.titles.extend(titles);
        news.titles.truncate(MAX_TITLES);
    }

    /// Something else is new than comments.
    pub(super) fn add_change(&mut self, title: String, now: UnixSeconds) {
        self.add_news(0, vec![title], now);
    }

    /// The agent knows what is new.
    pub(super) fn dismiss_news(&mut self) {
        self.news = None;
    }

    /// An organization's record was read.
    pub(super) fn organization_read(&mut self, id: OrganizationId, now: UnixSeconds) {
        let read = OrganizationRead { asked_at: now, problem: None };
        self.organizations.insert(id.to_string(), read);
    }

    /// An organization's record could not be read again.
    pub(super) fn organization_not_read(&mut self, id: OrganizationId, problem: Problem, now: UnixSeconds) {
        let read = self.organizations.entry(id.to_string()).or_default();
        (read.asked_at, read.problem) = (now, Some(problem));
    }

    /// Whether an organization's record is too old to judge by, and was not asked for since, nor refused.
    pub(super) fn is_old(&self, id: OrganizationId, now: UnixSeconds) -> bool {
        self.organizations.get(&id.to_string()).is_none_or(|read| {
            let may_work = read.problem.as_ref().is_none_or(|problem| problem.passes(now));
            may_work && now.is_past(read.asked_at, BELIEVED)
        })
    }

    /// When an organization's record was read.
    pub(super) fn organization_read_at(&self, id: OrganizationId) -> Option<UnixSeconds> {
        let read = self.organizations.get(&id.to_string())?;
        read.problem.is_none().then_some(read.asked_at)
    }

    /// Why the record of an organization could not be read again.
    pub(super) fn organization_problem(&self, id: OrganizationId) -> Option<String> {
        let read = self.organizations.get(&id.to_string())?;
        read.problem.as_ref().map(|problem| format!("The organization could not be read again. {problem}"))
    }

    /// What the panel shows.
    pub(super) fn view(&self, now: UnixSeconds) -> FreshnessView {
        let news = self.news.as_ref();
        FreshnessView {
            read: self.read_at.map(|at| age(at, now)),
            refreshing: self.due || self.again.is_some(),
            not_refreshed: self
                .problem
                .as_ref()
                .map(|problem| NotRefreshed { message: problem.to_string(), advice: problem.advice() }),
            news: news.map(|news| NewsView { since: news.since, comments: news.comments, titles: news.titles.clone() }),
        }
    }
}

/// How long ago something was, in a few words.
pub(super) fn age(at: UnixSeconds, now: UnixSeconds) -> String {
    let seconds = now.since(at);
    match (seconds / 60, seconds / 3600, seconds / 86_400) {
        (0, ..) => "just now".to_owned(),
        (minutes, 0, _) => format!("{minutes} min ago"),
        (_, hours, 0) => format!("{hours} h ago"),
        (_, _, 1) => "1 day ago".to_owned(),
        (_, _, days) => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_is_said_in_the_largest_whole_unit() {
        let now = UnixSeconds(1_800_000_000);
        for (seconds, said) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 min ago"),
            (3599, "59 min ago"),
            (3600, "1 h ago"),
            (86_399, "23 h ago"),
            (86_400, "1 day ago"),
            (200_000, "2 days ago"),
        ] {
            assert_eq!(age(UnixSeconds(now.0 - seconds), now), said, "{seconds}");
        }
        assert_eq!(age(now.plus(500), now), "just now", "the clock was set back");
    }

    #[test]
    fn ticket_is_asked_for_by_itself_every_fifteen_seconds_at_most() {
        let (mut watch, now) = (Watch::default(), UnixSeconds(1_800_000_000));
        assert!(watch.may_ask(now) && !watch.may_ask(now.plus(14)) && watch.may_ask(now.plus(15)));
        // A clock that was set back does not keep a ticket from being read.
        assert!(watch.may_ask(now));
    }
}
