//! The search for the order by its subscription name (seed 001, step 9).
//!
//! The handbook's `Contains` filter finds longer names too, and an ignored filter lists everything, so a row
//! counts only when its own cell equals the name (facts: portal 0.3, 0.4).

use serde::{Deserialize, Serialize};

use super::Progress;
use crate::ids::{RecordId, SubscriptionName};
use crate::portal::{self, Content, Order, PortalUrl};
use crate::problem::Problem;

/// How many pages of hits are looked at before the search gives up.
const MAX_PAGES: u32 = 10;

/// The search, page by page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OrderSearch {
    pages_read: u32,
    rows_read: u64,
    equal: Vec<RecordId>,
    found: Progress<RecordId>,
}

impl OrderSearch {
    pub(super) fn is_waiting(&self) -> bool {
        self.found.is_waiting()
    }

    pub(super) fn found(&self) -> Option<&RecordId> {
        self.found.got()
    }

    pub(super) fn problem(&self) -> Option<&Problem> {
        match &self.found {
            Progress::Failed(problem) => Some(problem),
            Progress::Waiting | Progress::Got(_) => None,
        }
    }

    /// The address of the page of hits that is to be read next.
    pub(super) fn url(&self, name: &SubscriptionName) -> PortalUrl {
        PortalUrl::orders_by_subscription(name, self.pages_read + 1)
    }

    /// A search that failed starts anew: its hits may have changed.
    pub(super) fn retry(&mut self) {
        if self.problem().is_some() {
            *self = Self::default();
        }
    }

    /// Takes one page of hits.
    pub(super) fn take(&mut self, name: &SubscriptionName, page: Result<Content, Problem>) {
        match page.and_then(|content| self.add(name, content)) {
            Ok(true) => self.found = self.decide(name).into(),
            Ok(false) => {}
            Err(problem) => self.found = Progress::Failed(problem),
        }
    }

    /// Adds a page's rows; true when it was the last page.
    fn add(&mut self, name: &SubscriptionName, content: Content) -> Result<bool, Problem> {
        let Content::OrderList(list) = content else { return Err(super::not_asked("the list of orders".to_owned())) };
        let is_similar = |row: &portal::Row<Order>| {
            row.subscription_name
                .as_ref()
                .is_some_and(|found| found.as_str().to_lowercase().contains(&name.as_str().to_lowercase()))
        };
        // A list that does not say how it is filtered is believed when its rows say it.
        if !list.is_filtered_by("subscription_name", "like", name.as_str()) && !list.rows.iter().all(is_similar) {
            return Err(Problem::FilterIgnored);
        }
        if !list.rows.is_empty() && !list.has_column("subscription_name") {
            return Err(blank("subscription name"));
        }
        for row in list.rows.iter().filter(|row| row.subscription_name.as_ref() == Some(name)) {
            self.equal.push(row.id.clone().ok_or_else(|| blank("ID for the order"))?);
        }
        self.pages_read += 1;
        self.rows_read += list.rows.len() as u64;
        let all_read = list.rows.is_empty() || list.total.is_some_and(|total| self.rows_read >= total);
        if !all_read && self.pages_read == MAX_PAGES {
            let limit = self.rows_read;
            return Err(Problem::TooManyOrders { name: name.to_string(), limit });
        }
        Ok(all_read)
    }

    fn decide(&self, name: &SubscriptionName) -> Result<RecordId, Problem> {
        match self.equal.as_slice() {
            [] => Err(Problem::NoOrder { name: name.to_string() }),
            [one] => Ok(one.clone()),
            several => Err(Problem::SeveralOrders { name: name.to_string(), count: several.len() }),
        }
    }
}

fn blank(field: &str) -> Problem {
    Problem::Blank { page: "list of orders".to_owned(), field: field.to_owned() }
}
