//! The order: found by its subscription name (seed 001, step 9), or named by where the walk began.
//!
//! Several orders may have one name (facts: domain 3.1). Then all of them are read: where they lead to one billing
//! account the walk goes on, else the agent chooses.

use serde::{Deserialize, Serialize};

use super::not_asked;
use super::search::{Search, Wanted};
use crate::ids::{RecordId, SubscriptionName};
use crate::lookup::Lookup;
use crate::portal::{Content, List, Order, PortalUrl};
use crate::problem::Problem;
use crate::shown::Shown;

/// How many orders of one name are read.
const MAX_CANDIDATES: usize = 10;

/// The search, the orders that it found, and which of them is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Orders {
    search: Search,
    candidates: Vec<Candidate>,
    choice: Option<RecordId>,
}

/// An order that may be the one that is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Candidate {
    pub id: RecordId,
    pub page: Lookup<Order>,
}

impl Orders {
    /// Of an order that is named by its ID.
    pub(super) fn only(id: RecordId) -> Self {
        Self { candidates: vec![Candidate { id, page: Lookup::Waiting }], ..Self::default() }
    }

    /// Nothing of it was read, but the agent's choice stands.
    pub(super) fn keep_choice_of(&mut self, before: &Self) {
        self.choice = before.choice.clone();
    }

    /// What to read next of the orders with this subscription name; none of it is known for an order that was named by
    /// its ID.
    pub(super) fn pending(&self, name: Option<&SubscriptionName>) -> Option<Pending> {
        if let Some(candidate) = self.candidates.iter().find(|candidate| candidate.page.is_waiting()) {
            return Some(Pending::Page(candidate.id.clone()));
        }
        let is_searched_for = self.candidates.is_empty() && self.search.is_waiting();
        name.filter(|_| is_searched_for).map(|name| Pending::Search(self.search_url(name)))
    }

    /// The address of the page of hits that is read next, or again.
    pub(super) fn search_url(&self, name: &SubscriptionName) -> PortalUrl {
        PortalUrl::orders_by_subscription(name, if self.search.is_waiting() { self.search.next_page() } else { 1 })
    }

    /// The order that is meant; none while that is not known.
    pub(super) fn meant(&self) -> Option<&Candidate> {
        match self.candidates.as_slice() {
            [] => None,
            [one] => Some(one),
            several => match &self.choice {
                // One that was chosen in an earlier walk may be gone.
                Some(choice) => several.iter().find(|one| one.id == *choice).or_else(|| one_account(several)),
                None => one_account(several),
            },
        }
    }

    /// The orders that the agent has to choose from; none while there is nothing to choose.
    pub(super) fn to_choose_from(&self) -> Option<&[Candidate]> {
        let all_read = self.candidates.iter().all(|candidate| candidate.page.got().is_some());
        (self.candidates.len() > 1 && all_read && one_account(&self.candidates).is_none())
            .then_some(self.candidates.as_slice())
    }

    /// How many orders have the name.
    pub(super) fn count(&self) -> usize {
        self.candidates.len()
    }

    /// Takes the agent's choice; false when there is no such order to choose.
    pub(super) fn choose(&mut self, id: &RecordId) -> bool {
        let known = self.to_choose_from().is_some_and(|orders| orders.iter().any(|order| order.id == *id));
        if known {
            self.choice = Some(id.clone());
        }
        known
    }

    pub(super) fn problem(&self) -> Option<&Problem> {
        // One that does not last comes first: until it is over, the walk has not ended.
        let problems = || self.candidates.iter().filter_map(|candidate| candidate.page.problem());
        let of_pages = || problems().find(|problem| problem.is_temporary()).or_else(|| problems().next());
        self.search.problem().or_else(of_pages)
    }

    /// Whatever failed waits again. A search starts anew, because its hits may have changed.
    pub(super) fn retry(&mut self) {
        if self.search.problem().is_some() {
            *self = Self::default();
        }
        for candidate in &mut self.candidates {
            candidate.page.retry();
        }
    }

    /// Every order is read again.
    pub(super) fn reread(&mut self) {
        for candidate in &mut self.candidates {
            candidate.page = Lookup::Waiting;
        }
    }

    /// Takes one page of hits.
    pub(super) fn take_hits(&mut self, name: &SubscriptionName, page: Result<Content, Problem>) {
        let wanted =
            Wanted { key: "subscription_name", field: "subscription name", record: "order", value: name.as_str() };
        let list = page.and_then(|content| filtered(name, content));
        self.search.take(&wanted, list, |row| row.subscription_name.clone().map(|name| name.to_string()));
        match self.search.equal() {
            Some(equal) if equal.len() > MAX_CANDIDATES => {
                let count = equal.len();
                self.search.fail(Problem::SeveralOrders { name: name.to_string(), count });
            }
            Some(equal) => {
                let candidate = |id: &RecordId| Candidate { id: id.clone(), page: Lookup::Waiting };
                self.candidates = equal.iter().map(candidate).collect();
            }
            None => {}
        }
    }

    /// Takes an order's page. What was searched for by a name must have it: a page that says otherwise than the list
    /// is not trusted.
    pub(super) fn take_page(&mut self, id: &RecordId, name: Option<&SubscriptionName>, page: Result<Content, Problem>) {
        let Some(candidate) = self.candidates.iter_mut().find(|candidate| candidate.id == *id) else { return };
        candidate.page = match page {
            Ok(Content::Order(order)) if name.is_none() || order.subscription_name.read() == name => Lookup::Got(order),
            Ok(Content::Order(Order { subscription_name: Shown::Unreadable(text), .. })) => {
                let (page, field) = ("order page".to_owned(), "subscription name".to_owned());
                Lookup::Failed(Problem::Unreadable { page, field, text })
            }
            Ok(_) => Lookup::Failed(not_asked(format!("order {id}"))),
            Err(problem) => Lookup::Failed(problem),
        };
    }
}

/// What to read next.
pub(super) enum Pending {
    Search(PortalUrl),
    Page(RecordId),
}

/// The last of several orders, where all of them were read and lead to one billing account. None where an end is not
/// readable: then which of them is the last is not known.
fn one_account(candidates: &[Candidate]) -> Option<&Candidate> {
    let orders: Option<Vec<_>> = candidates.iter().map(|candidate| Some((candidate, candidate.page.got()?))).collect();
    let orders = orders?;
    let accounts: Option<Vec<_>> = orders.iter().map(|(_, order)| order.billing_account_id.read()).collect();
    let same = accounts?.windows(2).all(|pair| pair[0] == pair[1]);
    let unreadable = orders.iter().any(|(_, order)| order.end_date.unreadable_text().is_some());
    if !same || unreadable {
        return None;
    }
    // An order without an end goes on for ever. The list begins with the newest: of orders that end together, that one.
    let last = orders.iter().rev().max_by_key(|(_, order)| (order.end_date.is_absent(), order.end_date.read()));
    last.map(|(candidate, _)| *candidate)
}

/// The list, where the portal has really filtered it.
fn filtered(name: &SubscriptionName, content: Content) -> Result<List<Order>, Problem> {
    let Content::OrderList(list) = content else { return Err(not_asked("the list of orders".to_owned())) };
    let name = name.as_str();
    let is_similar = |found: &SubscriptionName| found.as_str().to_lowercase().contains(&name.to_lowercase());
    // A list that does not say how it is filtered is believed when its rows say it.
    let is_filtered = list.is_filtered_by("subscription_name", "like", name)
        || list.rows.iter().all(|row| row.subscription_name.read().is_some_and(is_similar));
    if is_filtered { Ok(list) } else { Err(Problem::FilterIgnored) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn order_with_an_unreadable_end_is_never_taken_for_the_last() {
        let day = |text: &str| Shown::Read(Date::parse_iso(text).unwrap());
        let order = |id: &str, end_date: Shown<Date>| {
            let billing_account_id = Shown::Read(RecordId::parse("1001").unwrap());
            let page = Lookup::Got(Order { end_date, billing_account_id, ..Order::default() });
            Candidate { id: RecordId::parse(id).unwrap(), page }
        };
        for (end, meant) in [
            (day("2027-12-31"), Some("2")),
            (day("2020-12-31"), Some("1")),
            (Shown::Absent, Some("2")),
            (Shown::unreadable("31.12.20 (approx.)"), None),
        ] {
            let candidates = vec![order("1", day("2025-12-31")), order("2", end)];
            let orders = Orders { candidates, ..Orders::default() };
            assert_eq!(orders.meant().map(|order| order.id.as_str()), meant);
            assert_eq!(orders.to_choose_from().is_some(), meant.is_none(), "the agent chooses");
        }
    }
}
