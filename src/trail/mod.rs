//! The walk through the portal to the organization (seed 001, steps 6 to 11), as a machine without a network:
//! [`Trail::next`] says what to read, [`Trail::take`] takes what came back.
//!
//! The whole state is in the value, so a walk goes on from where it was when the worker is started anew, and a
//! reply that is not the one asked for changes nothing.

mod orders;
mod steps;

use serde::{Deserialize, Serialize};

use crate::fetch::{Reply, Site, Target};
use crate::portal::{self, BillingAccount, BillingAccountContact, Content, License, Order, PortalUrl};
use crate::problem::Problem;
use crate::proof::Proof;
use crate::salesforce::SalesforceId;
use crate::zendesk::{ApiUrl, OrganizationSearch};

pub use steps::{Step, StepState};

use orders::OrderSearch;

/// A walk: what was gathered so far, and where it stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    proof: Proof,
    license: Progress<License>,
    orders: OrderSearch,
    order: Progress<Order>,
    billing_account: Progress<BillingAccount>,
    contact: Progress<BillingAccountContact>,
    organizations: Progress<OrganizationSearch>,
}

/// How far one stage of the walk has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Progress<T> {
    #[default]
    Waiting,
    Got(T),
    Failed(Problem),
}

impl<T> Progress<T> {
    fn got(&self) -> Option<&T> {
        match self {
            Self::Got(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }

    fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting)
    }

    fn retry(&mut self) {
        if let Self::Failed(_) = self {
            *self = Self::Waiting;
        }
    }
}

impl<T> From<Result<T, Problem>> for Progress<T> {
    fn from(result: Result<T, Problem>) -> Self {
        match result {
            Ok(value) => Self::Got(value),
            Err(problem) => Self::Failed(problem),
        }
    }
}

/// One stage of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    License,
    Orders,
    Order,
    BillingAccount,
    Contact,
    Organizations,
}

impl Trail {
    /// A walk that has not begun.
    #[must_use]
    pub fn new(proof: Proof) -> Self {
        Self {
            proof,
            license: Progress::Waiting,
            orders: OrderSearch::default(),
            order: Progress::Waiting,
            billing_account: Progress::Waiting,
            contact: Progress::Waiting,
            organizations: Progress::Waiting,
        }
    }

    /// What the walk started from.
    #[must_use]
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// What to read next; none when the walk is finished or stands still.
    #[must_use]
    pub fn next(&self) -> Option<Target> {
        self.pending().map(|(_, target)| target)
    }

    /// Takes the reply to [`Trail::next`]. A reply to anything else is dropped.
    pub fn take(&mut self, target: &Target, reply: Reply) {
        let Some((stage, expected)) = self.pending() else { return };
        if *target != expected {
            return;
        }
        match stage {
            Stage::License => self.license = self.read_license(target, reply).into(),
            Stage::Orders => {
                let page = read_page(target, reply, "the list of orders");
                let name = self.license.got().and_then(|license| license.subscription_name.as_ref());
                if let Some(name) = name {
                    self.orders.take(name, page);
                }
            }
            Stage::Order => self.order = self.read_order(target, reply).into(),
            Stage::BillingAccount => self.billing_account = read_billing_account(target, reply).into(),
            Stage::Contact => self.contact = read_contact(target, reply).into(),
            Stage::Organizations => self.organizations = self.read_organizations(reply).into(),
        }
    }

    /// Lets every stage that failed wait again; what was gathered stays.
    pub fn retry(&mut self) {
        self.license.retry();
        self.orders.retry();
        self.order.retry();
        self.billing_account.retry();
        self.contact.retry();
        self.organizations.retry();
    }

    /// Whether everything was gathered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.sold_to_was_read() && self.organizations.got().is_some()
    }

    /// The license, once its page was read.
    #[must_use]
    pub fn license(&self) -> Option<&License> {
        self.license.got()
    }

    /// The order, once its page was read.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        self.order.got()
    }

    /// The address of the license's page.
    #[must_use]
    pub fn license_url(&self) -> PortalUrl {
        let Proof::License(id) = &self.proof;
        PortalUrl::license(id)
    }

    /// The address of the order's page, once the order was found.
    #[must_use]
    pub fn order_url(&self) -> Option<PortalUrl> {
        self.orders.found().map(PortalUrl::order)
    }

    /// The address of the billing account's page, once the order named it.
    #[must_use]
    pub fn billing_account_url(&self) -> Option<PortalUrl> {
        self.order()?.billing_account_id.as_ref().map(PortalUrl::billing_account)
    }

    /// The address of the page that shows the sold-to's address: the contact's where the billing account links to
    /// it, else the billing account's; none until the billing account was read.
    #[must_use]
    pub fn sold_to_url(&self) -> Option<PortalUrl> {
        self.billing_account()?;
        self.contact_url().or_else(|| self.billing_account_url())
    }

    /// The sold-to's address.
    #[must_use]
    pub fn sold_to(&self) -> Option<&str> {
        if self.contact_url().is_some() {
            self.contact.got()?.email.as_deref()
        } else {
            self.billing_account()?.sold_to.email.as_deref()
        }
    }

    /// Whether the page that shows the sold-to's address was read.
    #[must_use]
    pub fn sold_to_was_read(&self) -> bool {
        self.billing_account().is_some() && (self.contact_url().is_none() || self.contact.got().is_some())
    }

    /// The billing account, once its page was read.
    #[must_use]
    pub fn billing_account(&self) -> Option<&BillingAccount> {
        self.billing_account.got()
    }

    /// The Salesforce account as the billing account shows it.
    #[must_use]
    pub fn salesforce_account(&self) -> Option<&str> {
        self.billing_account()?.salesforce_account.as_deref()
    }

    /// The Salesforce account where it is an ID.
    #[must_use]
    pub fn salesforce_id(&self) -> Option<SalesforceId> {
        SalesforceId::parse(self.salesforce_account()?).ok()
    }

    /// The organizations, once they were searched for.
    #[must_use]
    pub fn organizations(&self) -> Option<&OrganizationSearch> {
        self.organizations.got()
    }

    fn contact_url(&self) -> Option<PortalUrl> {
        let contact = self.billing_account()?.sold_to.contact_id.as_ref()?;
        Some(PortalUrl::billing_account_contact(contact))
    }

    /// The first stage that waits and whose address is known.
    fn pending(&self) -> Option<(Stage, Target)> {
        let portal = |stage, url: PortalUrl| Some((stage, Target::Portal(url)));
        if self.license.is_waiting() {
            return portal(Stage::License, self.license_url());
        }
        if self.orders.is_waiting() {
            let name = self.license()?.subscription_name.as_ref()?;
            return portal(Stage::Orders, self.orders.url(name));
        }
        if self.order.is_waiting() {
            return portal(Stage::Order, self.order_url()?);
        }
        if self.billing_account.is_waiting() {
            return portal(Stage::BillingAccount, self.billing_account_url()?);
        }
        // A contact that cannot be read does not keep the organization from being found.
        if self.contact.is_waiting()
            && let Some(url) = self.contact_url()
        {
            return portal(Stage::Contact, url);
        }
        if self.organizations.is_waiting() {
            return Some((Stage::Organizations, Target::Zendesk(ApiUrl::organizations_by(&self.salesforce_id()?))));
        }
        None
    }

    fn read_license(&self, target: &Target, reply: Reply) -> Result<License, Problem> {
        let Proof::License(id) = &self.proof;
        let what = format!("license {id}");
        match read_page(target, reply, &what)? {
            Content::License(license) => Ok(license),
            _ => Err(not_asked(what)),
        }
    }

    fn read_order(&self, target: &Target, reply: Reply) -> Result<Order, Problem> {
        let what = self.orders.found().map(|id| format!("order {id}")).unwrap_or_default();
        let name = self.license().and_then(|license| license.subscription_name.as_ref());
        match read_page(target, reply, &what)? {
            // The list said that it has this name; a page that says otherwise is not trusted.
            Content::Order(order) if order.subscription_name.as_ref() == name => Ok(order),
            _ => Err(not_asked(what)),
        }
    }

    fn read_organizations(&self, reply: Reply) -> Result<OrganizationSearch, Problem> {
        let not_asked = || Problem::NotAsked { site: Site::Zendesk, what: "a search for organizations".to_owned() };
        let answer = Problem::sift(Site::Zendesk, reply)?;
        let id = self.salesforce_id().ok_or_else(not_asked)?;
        OrganizationSearch::read(&id, &answer.body).map_err(|_| not_asked())
    }
}

fn read_billing_account(target: &Target, reply: Reply) -> Result<BillingAccount, Problem> {
    match read_page(target, reply, "the billing account")? {
        Content::BillingAccount(account) => Ok(account),
        _ => Err(not_asked("the billing account".to_owned())),
    }
}

fn read_contact(target: &Target, reply: Reply) -> Result<BillingAccountContact, Problem> {
    match read_page(target, reply, "the sold-to contact")? {
        Content::BillingAccountContact(contact) => Ok(contact),
        _ => Err(not_asked("the sold-to contact".to_owned())),
    }
}

/// Reads a reply of the portal with the reader of its address; what it is *not* is a problem.
fn read_page(target: &Target, reply: Reply, what: &str) -> Result<Content, Problem> {
    let Target::Portal(url) = target else { return Err(not_asked(what.to_owned())) };
    let answer = Problem::sift(Site::Portal, reply)?;
    match portal::read(url, answer.status, &answer.body).content {
        Content::SignIn => Err(Problem::SignedOut { site: Site::Portal }),
        Content::NotFound => Err(Problem::Missing { site: Site::Portal, what: what.to_owned() }),
        content => Ok(content),
    }
}

fn not_asked(what: String) -> Problem {
    Problem::NotAsked { site: Site::Portal, what }
}
