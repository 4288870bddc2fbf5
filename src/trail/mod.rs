//! The walk through the portal to the organization (seed 001, steps 6 to 11), as a machine without a network:
//! [`Trail::next`] says what to read, [`Trail::take`] takes what came back.
//!
//! The whole state is in the value, so a walk goes on from where it was when the worker is started anew, and a
//! reply that is not the one asked for changes nothing.

mod orders;
mod search;
mod status;
mod steps;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::date::UnixSeconds;
use crate::fetch::{Reply, Site, Target};
use crate::ids::{ActivationCode, RecordId, SubscriptionName};
use crate::lookup::Lookup;
use crate::organization::SalesforceSearch;
use crate::portal::{
    self, BillingAccount, BillingAccountContact, CloudActivation, Content, License, List, Order, PortalUrl, Unread,
};
use crate::problem::Problem;
use crate::proof::{Origin, Proof};
use crate::salesforce::SalesforceId;
use crate::shown::Shown;
use crate::zendesk::Organization;

pub use status::{Status, StatusAction};
pub use steps::{OrderOption, Step, StepName, StepState};
pub(crate) use steps::{Progress, Standing, portal_link};

use orders::{Orders, Pending};
use search::{Search, Wanted};

/// A walk: what was gathered so far, and where it stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    proof: Proof,
    license: Lookup<License>,
    activation_search: Search,
    activation: Lookup<CloudActivation>,
    orders: Orders,
    billing_account: Lookup<BillingAccount>,
    contact: Lookup<BillingAccountContact>,
    organizations: SalesforceSearch,
    /// When the pages of each step were read.
    #[serde(default)]
    read_at: Vec<(StepName, UnixSeconds)>,
}

/// One stage of the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    License,
    ActivationSearch,
    Activation,
    OrderSearch,
    Order(RecordId),
    BillingAccount,
    Contact,
    Organizations,
}

impl Stage {
    /// The step that it belongs to.
    fn step(&self) -> StepName {
        match self {
            Self::License => StepName::License,
            Self::ActivationSearch | Self::Activation => StepName::CloudActivation,
            Self::OrderSearch | Self::Order(_) => StepName::Order,
            Self::BillingAccount => StepName::BillingAccount,
            Self::Contact => StepName::SoldTo,
            Self::Organizations => StepName::Organization,
        }
    }
}

impl Trail {
    /// A walk that has not begun.
    #[must_use]
    pub fn new(proof: Proof) -> Self {
        let orders = match proof.origin() {
            Origin::Order(id) => Orders::only(id.clone()),
            _ => Orders::default(),
        };
        Self {
            proof,
            license: Lookup::Waiting,
            activation_search: Search::default(),
            activation: Lookup::Waiting,
            orders,
            billing_account: Lookup::Waiting,
            contact: Lookup::Waiting,
            organizations: SalesforceSearch::default(),
            read_at: Vec::new(),
        }
    }

    /// The same walk, not yet begun. An order that the agent has chosen stays chosen.
    #[must_use]
    pub fn again(&self) -> Self {
        let mut again = Self::new(self.proof.clone());
        again.orders.keep_choice_of(&self.orders);
        again
    }

    /// When the page of a step was read. A sold-to without a page of its own is the billing account's.
    #[must_use]
    pub fn read_at(&self, step: StepName) -> Option<UnixSeconds> {
        let at = |step| self.read_at.iter().find(|(name, _)| *name == step).map(|(_, at)| *at);
        match step {
            StepName::SoldTo if self.contact_url().is_none() => at(StepName::BillingAccount),
            step => at(step),
        }
    }

    /// When the oldest of the pages was read that the evidence rests on, and which step's it is.
    #[must_use]
    pub fn oldest(&self) -> Option<(StepName, UnixSeconds)> {
        let read = self.steps(false).into_iter().filter(|step| matches!(step.state, StepState::Read(_)));
        // A page of which that is not known counts as older than all others.
        read.map(|step| (step.name, self.read_at(step.name).unwrap_or_default())).min_by_key(|(_, at)| *at)
    }

    /// Puts an organization's newer record in the place of its older one.
    pub fn refresh_organization(&mut self, newer: &Organization) {
        if let Some(id) = self.salesforce_id() {
            self.organizations.refresh(&id, newer);
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

    /// Takes the reply to [`Trail::next`], which comes `now`. A reply to anything else is dropped.
    pub fn take(&mut self, target: &Target, reply: Reply, now: UnixSeconds) {
        let Some((stage, expected)) = self.pending() else { return };
        if *target != expected {
            return;
        }
        let step = stage.step();
        self.read_at.retain(|(name, _)| *name != step);
        self.read_at.push((step, now));
        match stage {
            Stage::License => self.license = self.read_license(target, reply).into(),
            Stage::ActivationSearch => {
                if let Origin::ActivationCode(code) = self.proof.origin() {
                    let list = read_activation_list(target, reply);
                    let cell =
                        |row: &portal::Row<CloudActivation>| row.activation_code.clone().map(|code| code.to_string());
                    self.activation_search.take(&activations_with(code), list, cell);
                    self.refuse_several_activations();
                }
            }
            Stage::Activation => self.activation = self.read_activation(target, reply).into(),
            Stage::OrderSearch => {
                if let Some(name) = self.subscription_name().cloned() {
                    self.orders.take_hits(&name, read_page(target, reply, "the list of orders"));
                }
            }
            Stage::Order(id) => {
                let name = self.subscription_name().cloned();
                let page = read_page(target, reply, &format!("order {id}"));
                self.orders.take_page(&id, name.as_ref(), page);
            }
            Stage::BillingAccount => self.billing_account = read_billing_account(target, reply).into(),
            Stage::Contact => self.contact = read_contact(target, reply).into(),
            Stage::Organizations => {
                if let Some(id) = self.salesforce_id() {
                    self.organizations.take(&id, reply);
                }
            }
        }
    }

    /// Lets everything that failed wait again; what was gathered stays.
    pub fn retry(&mut self) {
        self.license.retry();
        self.retry_activation();
        self.orders.retry();
        self.billing_account.retry();
        self.contact.retry();
        self.organizations.retry();
    }

    /// Reads again what one step failed on. That may be the page of the step before, where that one lacks the value
    /// that leads on; what follows from a page that is read again is read again, too.
    pub fn retry_step(&mut self, step: StepName) {
        if !self.failed_at(step) {
            return;
        }
        match step {
            StepName::License => self.license.retry(),
            StepName::CloudActivation => self.retry_activation(),
            StepName::Order if self.orders.problem().is_some() => self.orders.retry(),
            StepName::Order => {
                self.license = Lookup::Waiting;
                self.activation = Lookup::Waiting;
            }
            StepName::BillingAccount if self.billing_account.problem().is_some() => self.billing_account.retry(),
            StepName::BillingAccount => self.orders.reread(),
            StepName::SoldTo if self.contact.problem().is_some() => self.contact.retry(),
            StepName::Organization if self.organizations.problem().is_some() => self.organizations.retry(),
            StepName::SoldTo | StepName::Organization => self.forget_billing_account(),
        }
    }

    /// Takes the agent's choice between orders of one name.
    pub fn choose_order(&mut self, id: &RecordId) {
        if self.orders.choose(id) {
            self.forget_billing_account();
        }
    }

    fn forget_billing_account(&mut self) {
        self.billing_account = Lookup::Waiting;
        self.contact = Lookup::Waiting;
        self.organizations = SalesforceSearch::default();
    }

    fn retry_activation(&mut self) {
        if self.activation_search.problem().is_some() {
            self.activation_search = Search::default();
        }
        self.activation.retry();
    }

    /// Whether everything was gathered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.sold_to_was_read() && self.organizations.is_over()
    }

    /// The license, once its page was read.
    #[must_use]
    pub fn license(&self) -> Option<&License> {
        self.license.got()
    }

    /// The cloud activation, once its page was read.
    #[must_use]
    pub fn activation(&self) -> Option<&CloudActivation> {
        self.activation.got()
    }

    /// The order, once it is known which one is meant and its page was read.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        self.orders.meant()?.page.got()
    }

    /// The address of the license's page, where the walk begins with a license.
    #[must_use]
    pub fn license_url(&self) -> Option<PortalUrl> {
        match self.proof.origin() {
            Origin::License(id) => Some(PortalUrl::license(id)),
            _ => None,
        }
    }

    /// The address of the cloud activation's page, once it is known.
    #[must_use]
    pub fn activation_url(&self) -> Option<PortalUrl> {
        let id = match self.proof.origin() {
            Origin::CloudActivation(id) => Some(id),
            Origin::ActivationCode(_) => self.activation_search.equal()?.first(),
            _ => None,
        };
        id.map(PortalUrl::cloud_activation)
    }

    /// The addresses of the cloud activations that have the code, where several have it.
    pub(crate) fn several_activations(&self) -> Vec<PortalUrl> {
        let is_refused = self.activation_search.problem() == Some(&Problem::SeveralActivations);
        let found = self.activation_search.found().iter().filter(|_| is_refused);
        found.map(PortalUrl::cloud_activation).collect()
    }

    /// The address of the order's page, once the order was found.
    #[must_use]
    pub fn order_url(&self) -> Option<PortalUrl> {
        self.orders.meant().map(|order| PortalUrl::order(&order.id))
    }

    /// The address of the billing account's page, once it is known.
    #[must_use]
    pub fn billing_account_url(&self) -> Option<PortalUrl> {
        let id = match self.proof.origin() {
            Origin::BillingAccount(id) => Some(id),
            _ => self.order()?.billing_account_id.read(),
        };
        id.map(PortalUrl::billing_account)
    }

    /// The address of the page that shows the sold-to's address: the contact's where the billing account links to
    /// it, else the billing account's; none until the billing account was read.
    #[must_use]
    pub fn sold_to_url(&self) -> Option<PortalUrl> {
        let account = self.billing_account()?;
        let contact_shows_none = self.contact.got().is_some_and(|contact| contact.email.is_absent());
        let is_in_account = contact_shows_none && account.sold_to.email.read().is_some();
        self.contact_url().filter(|_| !is_in_account).or_else(|| self.billing_account_url())
    }

    /// The sold-to's address.
    #[must_use]
    pub fn sold_to(&self) -> Option<&str> {
        match self.sold_to_shown()? {
            Cow::Borrowed(Shown::Read(email)) => Some(email),
            _ => None,
        }
    }

    /// The sold-to's address as the pages show it; none until they were read. Where the billing account and its contact
    /// show two addresses, neither is believed.
    #[must_use]
    pub fn sold_to_shown(&self) -> Option<Cow<'_, Shown<String>>> {
        let in_account = &self.billing_account()?.sold_to.email;
        if self.contact_url().is_none() {
            return Some(Cow::Borrowed(in_account));
        }
        let in_contact = &self.contact.got()?.email;
        Some(match (in_account, in_contact) {
            (Shown::Read(one), Shown::Read(other)) if !one.trim().eq_ignore_ascii_case(other.trim()) => {
                Cow::Owned(Shown::unreadable(&format!("{one} / {other}")))
            }
            (Shown::Read(_), Shown::Absent) | (Shown::Unreadable(_), Shown::Absent) => Cow::Borrowed(in_account),
            _ => Cow::Borrowed(in_contact),
        })
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

    /// The Salesforce account as the billing account shows it, whether it is an ID or not.
    #[must_use]
    pub fn salesforce_account(&self) -> Option<&str> {
        match &self.billing_account()?.salesforce_account {
            Shown::Read(id) => Some(id.as_str()),
            Shown::Unreadable(text) => Some(text),
            Shown::Absent => None,
        }
    }

    /// The Salesforce account where it is an ID.
    #[must_use]
    pub fn salesforce_id(&self) -> Option<SalesforceId> {
        self.billing_account()?.salesforce_account.read().cloned()
    }

    /// The organizations, once they were searched for.
    #[must_use]
    pub fn organizations(&self) -> Option<&SalesforceSearch> {
        Some(&self.organizations).filter(|search| search.is_over())
    }

    /// The organization, where exactly one has the Salesforce ID.
    #[must_use]
    pub fn organization(&self) -> Option<&Organization> {
        match self.organizations()?.equal() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The terms that were searched for so far.
    #[must_use]
    pub fn searched(&self) -> Vec<String> {
        self.salesforce_id().map(|id| self.organizations.tried(&id)).unwrap_or_default()
    }

    /// The name that the order is searched by; none where it is not known, or where the walk begins behind it.
    fn subscription_name(&self) -> Option<&SubscriptionName> {
        match self.proof.origin() {
            Origin::License(_) => self.license()?.subscription_name.read(),
            Origin::ActivationCode(_) | Origin::CloudActivation(_) => self.activation()?.subscription_name.read(),
            Origin::Subscription(name) => Some(name),
            Origin::Order(_) | Origin::BillingAccount(_) => None,
        }
    }

    fn contact_url(&self) -> Option<PortalUrl> {
        let contact = self.billing_account()?.sold_to.contact_id.read()?;
        Some(PortalUrl::billing_account_contact(contact))
    }

    /// The first stage that waits and whose address is known.
    fn pending(&self) -> Option<(Stage, Target)> {
        let portal = |stage, url: PortalUrl| Some((stage, Target::Portal(url)));
        let has_order = match self.proof.origin() {
            Origin::License(id) => {
                if self.license.is_waiting() {
                    return portal(Stage::License, PortalUrl::license(id));
                }
                true
            }
            Origin::ActivationCode(_) | Origin::CloudActivation(_) => {
                if let Some(url) = self.activation_search_url().filter(|_| self.activation_search.is_waiting()) {
                    return portal(Stage::ActivationSearch, url);
                }
                if self.activation.is_waiting() {
                    return portal(Stage::Activation, self.activation_url()?);
                }
                true
            }
            Origin::Subscription(_) | Origin::Order(_) => true,
            Origin::BillingAccount(_) => false,
        };
        if has_order {
            match self.orders.pending(self.subscription_name()) {
                Some(Pending::Search(url)) => return portal(Stage::OrderSearch, url),
                Some(Pending::Page(id)) => {
                    let url = PortalUrl::order(&id);
                    return portal(Stage::Order(id), url);
                }
                None => {}
            }
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
        Some((Stage::Organizations, self.organizations.wants(&self.salesforce_id()?)?))
    }

    /// The address of the page of hits for the activation code that is read next, or again.
    fn activation_search_url(&self) -> Option<PortalUrl> {
        let search = &self.activation_search;
        match self.proof.origin() {
            Origin::ActivationCode(code) => {
                Some(PortalUrl::cloud_activation_query(code, if search.is_waiting() { search.next_page() } else { 1 }))
            }
            _ => None,
        }
    }

    /// A code names one activation. Where it names several, none of them is believed.
    fn refuse_several_activations(&mut self) {
        if let Some([_, _, ..]) = self.activation_search.equal() {
            self.activation_search.fail(Problem::SeveralActivations);
        }
    }

    fn read_license(&self, target: &Target, reply: Reply) -> Result<License, Problem> {
        let what = match self.proof.origin() {
            Origin::License(id) => format!("license {id}"),
            _ => String::new(),
        };
        match read_page(target, reply, &what)? {
            Content::License(license) => Ok(license),
            _ => Err(not_asked(what)),
        }
    }

    fn read_activation(&self, target: &Target, reply: Reply) -> Result<CloudActivation, Problem> {
        let what = named(target, "cloud activation");
        let Content::CloudActivation(activation) = read_page(target, reply, &what)? else {
            return Err(not_asked(what));
        };
        match (self.proof.origin(), &activation.activation_code) {
            // The list said that it has this code; a page that says otherwise is not trusted.
            (Origin::ActivationCode(asked), Shown::Read(shown)) if asked != shown => Err(not_asked(what)),
            (Origin::ActivationCode(_), Shown::Unreadable(text)) => Err(Problem::Unreadable {
                page: "cloud activation".to_owned(),
                field: "activation code".to_owned(),
                text: text.clone(),
            }),
            _ => Ok(activation),
        }
    }
}

/// What the search for a cloud activation code wants (facts: portal 0.5).
fn activations_with(code: &ActivationCode) -> Wanted<'_> {
    Wanted { key: "activation_code", field: "activation code", record: "cloud activation", value: code.as_str() }
}

fn read_activation_list(target: &Target, reply: Reply) -> Result<List<CloudActivation>, Problem> {
    let what = "the list of cloud activations";
    match read_page(target, reply, what)? {
        Content::CloudActivationList(list) => Ok(list),
        _ => Err(not_asked(what.to_owned())),
    }
}

fn read_billing_account(target: &Target, reply: Reply) -> Result<BillingAccount, Problem> {
    let what = named(target, "billing account");
    match read_page(target, reply, &what)? {
        Content::BillingAccount(account) => Ok(account),
        _ => Err(not_asked(what)),
    }
}

fn read_contact(target: &Target, reply: Reply) -> Result<BillingAccountContact, Problem> {
    let what = named(target, "billing account contact");
    match read_page(target, reply, &what)? {
        Content::BillingAccountContact(contact) => Ok(contact),
        _ => Err(not_asked(what)),
    }
}

/// A record of this kind, with the ID that its address has.
fn named(target: &Target, kind: &str) -> String {
    let id = match target {
        Target::Portal(url) => url.record_id(),
        Target::Zendesk(_) | Target::Attachment(_) => None,
    };
    id.map_or_else(|| kind.to_owned(), |id| format!("{kind} {id}"))
}

/// Reads a reply of the portal with the reader of its address; what it is *not* is a problem.
pub(crate) fn read_page(target: &Target, reply: Reply, what: &str) -> Result<Content, Problem> {
    let Target::Portal(url) = target else { return Err(not_asked(what.to_owned())) };
    let answer = Problem::sift(Site::Portal, reply)?;
    match portal::read(url, answer.status, &answer.body).content {
        Content::SignIn => Err(Problem::SignedOut { site: Site::Portal }),
        Content::NotFound => Err(Problem::Missing { site: Site::Portal, what: what.to_owned() }),
        Content::Other(Unread::AnotherRecord | Unread::AnotherModel) => {
            Err(Problem::AnotherRecord { what: what.to_owned() })
        }
        Content::Other(Unread::NotThePanel) => Err(Problem::NotThePanel { what: what.to_owned() }),
        content => Ok(content),
    }
}

fn not_asked(what: String) -> Problem {
    Problem::NotAsked { site: Site::Portal, what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::{Model, SoldTo};

    fn id(text: &str) -> RecordId {
        RecordId::parse(text).unwrap()
    }

    /// A walk from a billing account whose cell links to a contact, with what the two pages show as the address.
    fn walked(in_account: Shown<String>, in_contact: Shown<String>) -> Trail {
        let mut trail = Trail::new(Proof::of_record(Model::BillingAccount, &id("1001")).unwrap());
        let sold_to = SoldTo { email: in_account, name: Shown::Absent, contact_id: Shown::Read(id("11")) };
        trail.billing_account = Lookup::Got(BillingAccount { sold_to, ..BillingAccount::default() });
        trail.contact = Lookup::Got(BillingAccountContact { email: in_contact, name: Shown::Absent });
        trail
    }

    #[test]
    fn sold_to_is_what_account_and_contact_agree_on() {
        let read = |text: &str| Shown::Read(text.to_owned());
        let garbled = || Shown::unreadable("a@x.example, b@x.example");
        let (account, contact) = ("billing_account/1001", "billing_account_contact/11");
        for (in_account, in_contact, shown, page) in [
            (Shown::Absent, read("a@x.example"), read("a@x.example"), contact),
            (read("A@x.example"), read("a@x.example"), read("a@x.example"), contact),
            (garbled(), read("a@x.example"), read("a@x.example"), contact),
            (read("a@x.example"), Shown::Absent, read("a@x.example"), account),
            (Shown::Absent, Shown::Absent, Shown::Absent, contact),
            (garbled(), Shown::Absent, garbled(), contact),
            (read("a@x.example"), garbled(), garbled(), contact),
            (read("b@x.example"), read("a@x.example"), Shown::unreadable("b@x.example / a@x.example"), contact),
        ] {
            let trail = walked(in_account, in_contact);
            assert_eq!(trail.sold_to_shown().as_deref(), Some(&shown));
            assert_eq!(trail.sold_to(), shown.read().map(String::as_str));
            assert!(trail.sold_to_url().unwrap().as_str().ends_with(page), "{shown:?}");
            let stored = serde_json::to_string(&trail).unwrap();
            assert_eq!(serde_json::from_str::<Trail>(&stored).unwrap(), trail);
        }
    }
}
