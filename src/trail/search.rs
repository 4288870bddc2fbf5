//! The search through the pages of a list for the rows that were really meant.
//!
//! The portal's filters find longer names too, and an ignored one lists everything, so a row counts only when its own
//! cell equals what was asked for (facts: portal 0.3 to 0.5).

use serde::{Deserialize, Serialize};

use crate::ids::RecordId;
use crate::lookup::Lookup;
use crate::portal::{List, Row};
use crate::problem::Problem;
use crate::shown::Shown;

/// How many pages of hits are looked at before a search gives up.
const MAX_PAGES: u32 = 10;

/// How many names that are only similar are kept, to be shown.
const MAX_SIMILAR: usize = 3;

/// One search, page by page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Search {
    pages_read: u32,
    rows_read: u64,
    equal: Vec<RecordId>,
    similar: Vec<String>,
    unreadable: Option<String>,
    done: Lookup<()>,
}

/// What is searched for: one field of the rows, and one value of it.
pub(super) struct Wanted<'a> {
    /// The field's key, such as `subscription_name`.
    pub key: &'static str,
    /// The field's name in a sentence, such as `subscription name`.
    pub field: &'static str,
    /// What one record is called in a sentence, such as `order`.
    pub record: &'static str,
    /// The value.
    pub value: &'a str,
}

impl Search {
    pub(super) fn is_waiting(&self) -> bool {
        self.done.is_waiting()
    }

    pub(super) fn problem(&self) -> Option<&Problem> {
        self.done.problem()
    }

    /// Counted from 1.
    pub(super) fn next_page(&self) -> u32 {
        self.pages_read + 1
    }

    /// The records that are equal, once every page was read.
    pub(super) fn equal(&self) -> Option<&[RecordId]> {
        self.done.got().map(|()| self.equal.as_slice())
    }

    /// The records that are equal so far, whatever came of the search.
    pub(super) fn found(&self) -> &[RecordId] {
        &self.equal
    }

    /// The search has come to nothing.
    pub(super) fn fail(&mut self, problem: Problem) {
        self.done = Lookup::Failed(problem);
    }

    /// Takes one page of hits, whose list has passed the caller's own checks.
    pub(super) fn take<'r, T>(
        &mut self,
        wanted: &Wanted,
        page: Result<List<T>, Problem>,
        cell: impl Fn(&Row<T>) -> Shown<String> + 'r,
    ) {
        match page.and_then(|list| self.add(wanted, &list, cell)) {
            Ok(true) => self.done = self.decide(wanted).into(),
            Ok(false) => {}
            Err(problem) => self.done = Lookup::Failed(problem),
        }
    }

    /// Adds a page's rows; true when it was the last page.
    fn add<T>(
        &mut self,
        wanted: &Wanted,
        list: &List<T>,
        cell: impl Fn(&Row<T>) -> Shown<String>,
    ) -> Result<bool, Problem> {
        let blank = |field: String| Problem::Blank { page: format!("list of {}s", wanted.record), field };
        if !list.rows.is_empty() && !list.has_column(wanted.key) {
            return Err(blank(wanted.field.to_owned()));
        }
        for row in &list.rows {
            let text = match cell(row) {
                Shown::Read(text) => text,
                Shown::Absent => continue,
                Shown::Unreadable(text) => {
                    self.unreadable.get_or_insert(text);
                    continue;
                }
            };
            if text == wanted.value {
                let id = row.id.clone().ok_or_else(|| blank("ID".to_owned()))?;
                if !self.equal.contains(&id) {
                    self.equal.push(id);
                }
            } else if text.eq_ignore_ascii_case(wanted.value) && self.similar.len() < MAX_SIMILAR {
                self.similar.push(text);
            }
        }
        self.pages_read += 1;
        self.rows_read += list.rows.len() as u64;
        let all_read = list.rows.is_empty() || list.total.is_some_and(|total| self.rows_read >= total);
        if !all_read && self.pages_read == MAX_PAGES {
            return Err(Problem::TooManyHits {
                record: wanted.record.to_owned(),
                field: wanted.field.to_owned(),
                value: wanted.value.to_owned(),
                limit: self.rows_read,
            });
        }
        Ok(all_read)
    }

    fn decide(&self, wanted: &Wanted) -> Result<(), Problem> {
        if self.equal.is_empty() {
            // It may be the one that is meant, so it cannot be said that there is none.
            if let Some(text) = &self.unreadable {
                return Err(Problem::Unreadable {
                    page: format!("{} list", wanted.record),
                    field: wanted.field.to_owned(),
                    text: text.clone(),
                });
            }
            return Err(Problem::NoHit {
                record: wanted.record.to_owned(),
                field: wanted.field.to_owned(),
                value: wanted.value.to_owned(),
                similar: self.similar.clone(),
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::{self, Content, PortalUrl};

    #[test]
    fn unreadable_cell_is_not_taken_for_another_value() {
        let wanted = Wanted { key: "subscription_name", field: "subscription name", record: "order", value: "A-S1" };
        for (cell, problem) in [
            ("A-S2", "No order has the subscription name \"A-S1\"."),
            (" - ", "No order has the subscription name \"A-S1\"."),
            ("A-S1<br>A-S2", "The order list's subscription name is not readable: \"A-S1 A-S2\"."),
        ] {
            let html = format!(
                "<html><body class='rails_admin'><header data-model='order'></header><div id='list'><table>\
                 <thead><tr><th class='subscription_name_field'>Subscription name</th></tr></thead>\
                 <tbody><tr class='order_row'><td class='subscription_name_field'>{cell}</td></tr></tbody></table>\
                 <div class='total-count'>1 order</div></div></body></html>"
            );
            let url = PortalUrl::parse("https://customers.gitlab.com/admin/order").unwrap();
            let Content::OrderList(list) = portal::read(&url, 200, &html).content else { panic!("{html}") };
            let mut search = Search::default();
            search.take(&wanted, Ok(list), |row| row.subscription_name.clone().map(|name| name.to_string()));
            assert_eq!(search.problem().unwrap().to_string(), problem);
        }
    }
}
