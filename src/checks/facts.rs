//! What the checks judge: plain values, each with the page it was read from.

use crate::date::Date;
use crate::known::Known;
use crate::link::Link;
use crate::proof::source::Given;
use crate::proof::usage_export::Difference;
use crate::shown::Shown;

/// Everything that was gathered for one proof.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The day on which the checks are made, in UTC as in the portal.
    pub today: Date,
    /// The license or cloud activation; none when its page was not read.
    pub entitlement: Option<EntitlementFacts>,
    /// The license ID that the customer sent, whether its page was read or not.
    pub license_id: Option<String>,
    /// The order; none when its page was not read.
    pub order: Option<OrderFacts>,
    /// The license file or usage export that was decoded; none when the customer sent something else.
    pub license_file: Option<LicenseFileFacts>,
    /// The billing account's sold-to; none when that page was not read.
    pub sold_to: Option<SoldToFacts>,
    /// The sold-to address that the customer gave; none when the agent has not entered it.
    pub sold_to_given: Option<GivenSoldTo>,
    /// Who gave the proof, and what a proof of its kind is called; none where there is none.
    pub proof_given: Option<(&'static str, Given)>,
    /// The organizations; none when they were not searched for.
    pub organizations: Option<OrganizationFacts>,
    /// The organization that the requester is in; `Empty` when the requester is in none.
    pub requester_organization: Known<KnownOrganization>,
    /// The requester's address; none when it is not known.
    pub requester_email: Option<String>,
    /// The oldest page that was read; none while every page was read within a day.
    pub old_evidence: Option<OldEvidence>,
}

/// Evidence that was read more than a day ago.
#[derive(Clone, Debug)]
pub struct OldEvidence {
    /// The day on which it was read, in UTC.
    pub read_on: Date,
    /// How many whole days have passed since.
    pub days: u64,
    /// The page.
    pub page: Option<Link>,
}

/// A license or a cloud activation, as its page shows it.
#[derive(Clone, Debug)]
pub struct EntitlementFacts {
    /// Which of the two it is.
    pub kind: EntitlementKind,
    /// Its page.
    pub page: Link,
    /// The license's ID; a cloud activation is known by another.
    pub license_id: Option<String>,
    /// The company that the license was made for.
    pub company: Option<String>,
    /// The address that the license was made for.
    pub email: Option<String>,
    /// Whether it is a trial.
    pub trial: Shown<bool>,
    /// The first day; a cloud activation shows none.
    pub starts_at: Shown<Date>,
    /// The day on which it ends: it has expired when this day begins (facts: domain 1.2). A cloud activation shows
    /// none.
    pub expires_at: Shown<Date>,
    /// Where the portal keeps the temporary licenses of its subscription; none where that is not known.
    pub temporary_extensions: Option<Link>,
}

/// What the portal keeps for an entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntitlementKind {
    /// A license (seed 001, step 6).
    License,
    /// A cloud activation (seed 001, step 7). It has no dates of its own (facts: domain 3.3).
    CloudActivation,
}

impl EntitlementKind {
    /// Its name in the middle of a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::License => "license",
            Self::CloudActivation => "cloud activation",
        }
    }
}

/// An order, as its page shows it.
#[derive(Clone, Debug)]
pub struct OrderFacts {
    /// Its page.
    pub page: Link,
    /// Whether it is a trial.
    pub trial: Shown<bool>,
    /// The first day.
    pub start_date: Shown<Date>,
    /// The day on which it ends.
    pub end_date: Shown<Date>,
}

/// A decoded license file, beside the record of the license that it names.
#[derive(Clone, Debug)]
pub struct LicenseFileFacts {
    /// The license's page.
    pub page: Link,
    /// What both of them say; none when the page was not read.
    pub compared: Option<Vec<Compared>>,
    /// Where the head of a usage export differs from its license key; none when there is no such head.
    pub head: Option<Vec<Difference>>,
}

/// One thing that a license file and the license's page both say.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The page's label.
    pub label: &'static str,
    /// What the file says.
    pub file: String,
    /// What the page says.
    pub record: String,
}

/// A billing account's sold-to contact.
#[derive(Clone, Debug)]
pub struct SoldToFacts {
    /// The page that shows it: the contact's, or the billing account's.
    pub page: Link,
    /// The address.
    pub email: Shown<String>,
}

/// The sold-to address that the customer gave.
#[derive(Clone, Debug)]
pub struct GivenSoldTo {
    /// The address, as it was written.
    pub address: String,
    /// Who gave it.
    pub given: Given,
}

/// The organizations whose Salesforce field equals the billing account's.
#[derive(Clone, Debug)]
pub struct OrganizationFacts {
    /// Zendesk's own search for them.
    pub search: Link,
    /// The organizations themselves.
    pub equal: Vec<KnownOrganization>,
    /// The organization, where there is exactly one.
    pub only: Option<FoundOrganization>,
    /// Whether there may be more.
    pub incomplete: bool,
}

/// An organization, as far as every answer of Zendesk's tells of it.
#[derive(Clone, Debug)]
pub struct KnownOrganization {
    /// Its page.
    pub page: Link,
    /// The domains whose users Zendesk puts into it by itself (seed 003, "User Association").
    pub domains: Vec<String>,
}

/// The one organization with the Salesforce ID, as its fields show it (facts: zendesk D2).
#[derive(Clone, Debug)]
pub struct FoundOrganization {
    /// Its page.
    pub page: Link,
    /// Its plan, as the field's tag.
    pub plan: Option<String>,
    /// What its ticked boxes say against working for it, one sentence each.
    pub marks: Vec<&'static str>,
    /// Its Salesforce ID of 18 characters.
    pub salesforce_id: Option<String>,
    /// Its Salesforce ID of 15 characters.
    pub sfdc_short_id: Option<String>,
    /// When its subscription ends, as the text field shows it.
    pub expiration_date: Option<String>,
    /// The domains whose users Zendesk puts into it by itself (seed 003, "User Association").
    pub domains: Vec<String>,
}

#[cfg(test)]
impl Facts {
    pub(crate) fn nothing_read() -> Self {
        Self {
            today: day("2026-11-22"),
            entitlement: None,
            license_id: None,
            order: None,
            license_file: None,
            sold_to: None,
            sold_to_given: None,
            proof_given: None,
            organizations: None,
            requester_organization: Known::Empty,
            requester_email: None,
            old_evidence: None,
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

/// A license or cloud activation whose page shows nothing.
#[cfg(test)]
pub(crate) fn entitlement(kind: EntitlementKind) -> EntitlementFacts {
    EntitlementFacts {
        kind,
        page: page("entitlement/1"),
        license_id: None,
        company: None,
        email: None,
        trial: Shown::Absent,
        starts_at: Shown::Absent,
        expires_at: Shown::Absent,
        temporary_extensions: None,
    }
}

#[cfg(test)]
impl KnownOrganization {
    pub(crate) fn of(path: &str, domains: &[&str]) -> Self {
        Self { page: page(path), domains: domains.iter().map(|&domain| domain.to_owned()).collect() }
    }
}

/// The search for organizations that found this one, of which nothing is known.
#[cfg(test)]
pub(crate) fn found(path: &str) -> OrganizationFacts {
    OrganizationFacts {
        search: page("search"),
        equal: vec![KnownOrganization::of(path, &[])],
        only: Some(FoundOrganization {
            page: page(path),
            plan: None,
            marks: Vec::new(),
            salesforce_id: None,
            sfdc_short_id: None,
            expiration_date: None,
            domains: Vec::new(),
        }),
        incomplete: false,
    }
}

/// An order whose page shows nothing.
#[cfg(test)]
pub(crate) fn order() -> OrderFacts {
    OrderFacts { page: page("order/1"), trial: Shown::Absent, start_date: Shown::Absent, end_date: Shown::Absent }
}
