//! The search for an organization by whatever an agent has of it, as a machine without a network.

use serde::{Deserialize, Serialize};

use super::search::{A_SEARCH, SalesforceSearch};
use crate::date::UnixSeconds;
use crate::fetch::{Reply, Target};
use crate::lookup::{Lookup, read_answer, read_record};
use crate::problem::Problem;
use crate::salesforce::{SalesforceId, SalesforceIdError};
use crate::zendesk::{ApiUrl, Organization, OrganizationId, OrganizationSearch, organization_of};

/// The longest text that is searched for, in characters: names of organizations are shorter.
const MAX_LENGTH: usize = 200;

/// What Salesforce's IDs of accounts begin with.
const ACCOUNT: &str = "001";

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Query {
    /// The organizations with this Salesforce ID.
    Salesforce(SalesforceId),
    /// The organization with this number.
    Page(OrganizationId),
    /// The organizations with this name.
    Name(String),
}

/// Why a text is nothing to search for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum QueryError {
    /// There is none.
    #[error("Type a Salesforce ID, an organization's name, or the address of its page.")]
    Empty,
    /// It is too long to be a name.
    #[error("This is too long for a name.")]
    TooLong,
    /// It looks like a Salesforce ID and is none; the reason is in words.
    #[error("This is not a Salesforce ID: {0}.")]
    NotSalesforceId(String),
    /// An address that is neither an organization's nor has a Salesforce ID in it.
    #[error("This address is not an organization's.")]
    AnotherPage,
}

impl From<SalesforceIdError> for QueryError {
    fn from(error: SalesforceIdError) -> Self {
        Self::NotSalesforceId(error.to_string())
    }
}

impl Query {
    /// Reads what an agent has typed, pasted or selected: a Salesforce ID, alone or in Zendesk's search term or in the
    /// address of the account; the address of an organization; else a name.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(QueryError::Empty);
        }
        if text.starts_with("https://") || text.starts_with("http://") {
            let account = || {
                let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
                parts.filter(|part| part.starts_with(ACCOUNT)).find_map(|part| SalesforceId::parse(part).ok())
            };
            let page = organization_of(text).map(Self::Page);
            return page.or_else(|| account().map(Self::Salesforce)).ok_or(QueryError::AnotherPage);
        }
        if let Some((field, id)) = text.split_once(':')
            && ["salesforce_id", "sfdc_short_id"].iter().any(|name| field.trim().eq_ignore_ascii_case(name))
        {
            return Ok(Self::Salesforce(SalesforceId::parse(id.trim().trim_end_matches('*'))?));
        }
        let looks_like_id = text.starts_with(ACCOUNT) && text.len() > 11 && !text.contains(char::is_whitespace);
        if looks_like_id {
            return Ok(Self::Salesforce(SalesforceId::parse(text.trim_end_matches('*'))?));
        }
        if text.chars().count() > MAX_LENGTH {
            return Err(QueryError::TooLong);
        }
        // Without a letter or a digit, every organization would be found.
        if !text.contains(char::is_alphanumeric) {
            return Err(QueryError::Empty);
        }
        Ok(Self::Name(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

/// One search and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finder {
    text: String,
    found: Option<Found>,
    /// When the last answer came; none before that.
    #[serde(default)]
    read_at: Option<UnixSeconds>,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// There was nothing to search for.
    Nothing(QueryError),
    /// The organizations with a Salesforce ID.
    Salesforce(SalesforceId, SalesforceSearch),
    /// The organization with a number.
    Page(OrganizationId, Outcome<Organization>),
    /// The organizations with a name: those with exactly this name, and the others.
    Name(String, Outcome<(OrganizationSearch, Vec<Organization>)>),
}

/// How far one answer has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome<T>(Lookup<T>);

impl<T> Outcome<T> {
    /// What was found, once it was.
    #[must_use]
    pub fn got(&self) -> Option<&T> {
        self.0.got()
    }

    /// Why it was not.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.0.problem()
    }
}

impl Finder {
    /// Begins a search; the one before is forgotten.
    pub fn search(&mut self, text: String) {
        self.found = Some(match Query::parse(&text) {
            Ok(Query::Salesforce(id)) => Found::Salesforce(id, SalesforceSearch::default()),
            Ok(Query::Page(id)) => Found::Page(id, Outcome(Lookup::Waiting)),
            Ok(Query::Name(name)) => Found::Name(name, Outcome(Lookup::Waiting)),
            Err(error) => Found::Nothing(error),
        });
        self.text = text;
    }

    /// What was searched for, as it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What came of it; none where nothing is searched for.
    #[must_use]
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// What to ask next.
    #[must_use]
    pub fn wants(&self) -> Option<Target> {
        match self.found.as_ref()? {
            Found::Salesforce(id, search) => search.wants(id),
            Found::Page(id, outcome) => outcome.0.is_waiting().then(|| Target::Zendesk(ApiUrl::organization(*id))),
            Found::Name(name, outcome) => {
                outcome.0.is_waiting().then(|| Target::Zendesk(ApiUrl::organizations_named(name)))
            }
            Found::Nothing(_) => None,
        }
    }

    /// Takes the reply to what was asked.
    pub fn take(&mut self, reply: Reply, now: UnixSeconds) {
        self.read_at = Some(now);
        match &mut self.found {
            Some(Found::Salesforce(id, search)) => search.take(id, reply),
            Some(Found::Page(id, outcome)) => {
                outcome.0 =
                    read_record(reply, &format!("organization {id}"), |body| Organization::read(*id, body)).into();
            }
            Some(Found::Name(name, outcome)) => {
                outcome.0 = read_answer(reply, A_SEARCH, |body| OrganizationSearch::read_named(name, body)).into();
            }
            Some(Found::Nothing(_)) | None => {}
        }
    }

    /// Searches again: what failed goes on, what is over begins anew, because a new organization is found only some
    /// minutes after it was made (facts: zendesk C1).
    pub fn again(&mut self) {
        let failed = match &mut self.found {
            Some(Found::Salesforce(_, search)) if search.problem().is_some() => {
                search.retry();
                true
            }
            _ => false,
        };
        if !failed {
            self.search(self.text.clone());
        }
    }

    /// When the organizations were read.
    #[must_use]
    pub fn read_at(&self) -> Option<UnixSeconds> {
        self.read_at
    }

    /// Searches again, if what was found is older than this many seconds.
    pub fn again_when_older(&mut self, seconds: u64, now: UnixSeconds) {
        let is_old = self.read_at.is_some_and(|at| now.is_past(at, seconds));
        if is_old && !self.organizations().is_empty() {
            self.again();
        }
    }

    /// The organizations that are shown, the exact ones first.
    #[must_use]
    pub fn organizations(&self) -> Vec<&Organization> {
        match self.found.as_ref() {
            Some(Found::Salesforce(_, search)) => search.equal().iter().collect(),
            Some(Found::Page(_, outcome)) => outcome.got().into_iter().collect(),
            Some(Found::Name(_, outcome)) => match outcome.got() {
                Some((search, others)) => search.equal.iter().chain(others).take(Self::SHOWN).collect(),
                None => Vec::new(),
            },
            Some(Found::Nothing(_)) | None => Vec::new(),
        }
    }

    /// How many organizations are shown at most: who sees more hits than these types more of the name.
    pub const SHOWN: usize = 8;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_agent_may_have_of_an_organization() {
        let id = |text: &str| Ok(Query::Salesforce(SalesforceId::parse(text).unwrap()));
        let name = |text: &str| Ok(Query::Name(text.to_owned()));
        let not_id = |reason: &str| Err(QueryError::NotSalesforceId(reason.to_owned()));
        for (text, query) in [
            ("0016100000aBcDe", id("0016100000aBcDe")),
            (" 0016100000aBcDeAAK\n", id("0016100000aBcDeAAK")),
            // The case is repaired by the last three characters.
            ("0016100000abcdeaak", id("0016100000aBcDeAAK")),
            ("salesforce_id:0016100000aBcDeAAK", id("0016100000aBcDeAAK")),
            ("sfdc_short_id: 0016100000aBcDe", id("0016100000aBcDe")),
            ("salesforce_id:0016100000aBcDe*", id("0016100000aBcDe")),
            ("https://gitlab.my.salesforce.com/0016100000aBcDe", id("0016100000aBcDe")),
            (
                "https://gitlab.lightning.force.com/lightning/r/Account/0016100000aBcDeAAK/view",
                id("0016100000aBcDeAAK"),
            ),
            ("0016100000aBcDf", id("0016100000aBcDf")),
            (
                "0016100000aBcDeAAA",
                not_id("the last three characters do not fit the first fifteen: the ID was mistyped or damaged"),
            ),
            ("0016100000aBcDeAA", not_id("a Salesforce ID has 15 or 18 characters, this value has 17")),
            ("salesforce_id:acme", not_id("a Salesforce ID has 15 or 18 characters, this value has 4")),
            (
                "https://gitlab.zendesk.com/agent/organizations/9306291001001/tickets?x=1",
                Ok(Query::Page(OrganizationId::parse("9306291001001").unwrap())),
            ),
            ("https://gitlab.zendesk.com/agent/tickets/4101", Err(QueryError::AnotherPage)),
            ("https://evil.example/agent/organizations/9306291001001", Err(QueryError::AnotherPage)),
            ("Acme   Corp", name("Acme Corp")),
            // As long as an ID, and a name.
            ("Internationales", name("Internationales")),
            ("001 Logistics", name("001 Logistics")),
            ("", Err(QueryError::Empty)),
            (" ** ", Err(QueryError::Empty)),
        ] {
            assert_eq!(Query::parse(text), query, "{text:?}");
        }
        assert_eq!(Query::parse(&"a".repeat(201)), Err(QueryError::TooLong));
    }
}
