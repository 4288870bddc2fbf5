//! What the checks judge: plain values, each with the page it was read from.

use crate::date::Date;
use crate::link::Link;

/// Everything that was gathered for one proof.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The day on which the checks are made, in UTC as in the portal.
    pub today: Date,
    /// The license; none when its page was not read.
    pub license: Option<LicenseFacts>,
    /// Whether the order says that it is a trial, with the order's page; none when it says nothing.
    pub order_trial: Option<(bool, Link)>,
    /// The billing account's sold-to; none when that page was not read.
    pub sold_to: Option<SoldToFacts>,
    /// The sold-to address that the customer gave; none when the agent has not entered it.
    pub sold_to_given: Option<String>,
    /// The organizations; none when they were not searched for.
    pub organizations: Option<OrganizationFacts>,
}

/// A license, as its page shows it.
#[derive(Clone, Debug)]
pub struct LicenseFacts {
    /// The license's page.
    pub page: Link,
    /// Whether it is a trial; none when the page does not say so readably.
    pub trial: Option<bool>,
    /// The first day.
    pub starts_at: Option<Date>,
    /// The day on which it ends: it has expired when this day begins (facts: domain 1.2).
    pub expires_at: Option<Date>,
}

/// A billing account's sold-to contact.
#[derive(Clone, Debug)]
pub struct SoldToFacts {
    /// The page that shows it: the contact's, or the billing account's.
    pub page: Link,
    /// The address; none when the page shows none.
    pub email: Option<String>,
}

/// The organizations whose Salesforce field equals the billing account's.
#[derive(Clone, Debug)]
pub struct OrganizationFacts {
    /// Zendesk's own search for them.
    pub search: Link,
    /// Their pages.
    pub equal: Vec<Link>,
    /// Whether there may be more.
    pub incomplete: bool,
}

#[cfg(test)]
impl Facts {
    pub(crate) fn nothing_read() -> Self {
        Self {
            today: day("2026-11-22"),
            license: None,
            order_trial: None,
            sold_to: None,
            sold_to_given: None,
            organizations: None,
        }
    }
}

#[cfg(test)]
pub(crate) fn day(iso: &str) -> Date {
    Date::parse_iso(iso).unwrap()
}

#[cfg(test)]
pub(crate) fn page(path: &str) -> Link {
    Link::new(path.to_owned(), format!("https://customers.gitlab.com/admin/{path}")).unwrap()
}
