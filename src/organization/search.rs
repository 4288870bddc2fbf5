//! The search for the organizations with a Salesforce ID: the handbook's form first, then the others, until one finds.

use serde::{Deserialize, Serialize};

use crate::fetch::{Reply, Target};
use crate::lookup::read_answer;
use crate::problem::Problem;
use crate::salesforce::SalesforceId;
use crate::zendesk::{ApiUrl, Organization, OrganizationSearch, SearchForm};

/// What the answer to a search is called in the middle of a sentence.
pub(super) const A_SEARCH: &str = "a search for organizations";

/// How far the search has come. The ID that is searched for belongs to whoever searches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesforceSearch {
    tried: Vec<OrganizationSearch>,
    problem: Option<Problem>,
}

impl SalesforceSearch {
    /// What to ask next; none when the search is over or stands still.
    #[must_use]
    pub fn wants(&self, id: &SalesforceId) -> Option<Target> {
        self.next().map(|form| Target::Zendesk(ApiUrl::organizations_by(id, form)))
    }

    fn next(&self) -> Option<SearchForm> {
        if self.problem.is_some() || !self.equal().is_empty() {
            return None;
        }
        SearchForm::ALL.get(self.tried.len()).copied()
    }

    /// Takes the reply to what was asked.
    pub fn take(&mut self, id: &SalesforceId, reply: Reply) {
        let Some(form) = self.next() else { return };
        match read_answer(reply, A_SEARCH, |body| OrganizationSearch::read(id, form, body)) {
            Ok(search) => self.tried.push(search),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Puts an organization's newer record in the place of its older one. Where that no longer has the ID, the search begins
    /// again.
    pub fn refresh(&mut self, id: &SalesforceId, newer: &Organization) {
        let form = self.tried.len().checked_sub(1).and_then(|last| SearchForm::ALL.get(last).copied());
        if let (Some(search), Some(form)) = (self.tried.last_mut(), form)
            && !search.refresh(id, form, newer)
        {
            *self = Self::default();
        }
    }

    /// Lets what failed be asked again.
    pub fn retry(&mut self) {
        self.problem = None;
    }

    /// Why it stands still.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Whether it is over, with or without a find.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.problem.is_none() && self.next().is_none()
    }

    /// The organizations that have exactly this ID.
    #[must_use]
    pub fn equal(&self) -> &[Organization] {
        self.tried.last().map_or(&[], |search| &search.equal)
    }

    /// How many hits were only similar: in other letters, or longer.
    #[must_use]
    pub fn similar(&self) -> usize {
        self.tried.iter().map(|search| search.similar).max().unwrap_or_default()
    }

    /// Whether an answer left hits out, so that there may be more.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.tried.iter().any(|search| search.incomplete)
    }

    /// The search terms that were tried so far, the one that found last.
    #[must_use]
    pub fn tried(&self, id: &SalesforceId) -> Vec<String> {
        SearchForm::ALL.iter().take(self.tried.len()).map(|form| form.query(id)).collect()
    }
}
