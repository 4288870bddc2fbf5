//! What the panel shows of the portal's page that it stands on, beside the case.
//!
//! A record's page is read anew from its address, not from the document: so what is shown is always this record's,
//! however the page was changed under the panel (facts: portal, navigation events).

use super::Location;
use super::watch::age;
use crate::date::UnixSeconds;
use crate::directory::BELIEVED;
use crate::fetch::{Reply, Site, Target};
use crate::portal::{self, Content, Model, PortalUrl, ValidateLicense};
use crate::problem::{Problem, quoted};
use crate::proof::Proof;
use crate::protocol::{NamedTicket, PageState, PageView};
use crate::shown::Shown;
use crate::trail::{portal_link, read_page};

/// The portal's page that a panel stands on, and what was read of it.
#[derive(Clone, Debug)]
pub(super) enum OpenPage {
    /// A record's page, and when it was read; none while it is read.
    Record(Model, PortalUrl, Option<(Box<Result<Content, Problem>>, UnixSeconds)>),
    /// The Validate License page; none while the page has not said what it shows.
    ValidateLicense(Option<Result<ValidateLicense, Problem>>),
}

impl OpenPage {
    /// The page at this location, not yet read; none where it tells nothing.
    pub(super) fn at(location: &Location) -> Option<Self> {
        match location {
            Location::Record(model, url) => Some(Self::Record(*model, url.clone(), None)),
            Location::ValidateLicense => Some(Self::ValidateLicense(None)),
            _ => None,
        }
    }

    /// What to read for it.
    pub(super) fn wants(&self) -> Option<Target> {
        match self {
            Self::Record(_, url, None) => Some(Target::Portal(url.clone())),
            _ => None,
        }
    }

    /// Takes the record's page.
    pub(super) fn take(&mut self, target: &Target, reply: Reply, now: UnixSeconds) {
        if let Self::Record(model, url, read) = self {
            let what = format!("{} {}", title(*model).to_lowercase(), url.record_id().map_or("", |id| id.as_str()));
            let page = match read_page(target, reply, &what) {
                Ok(Content::Other(_)) => Err(Problem::NotAsked { site: Site::Portal, what }),
                read => read,
            };
            *read = Some((Box::new(page), now));
        }
    }

    /// Reads the record's page again, if it was read some minutes ago.
    pub(super) fn read_again_when_old(&mut self, now: UnixSeconds) {
        if let Self::Record(_, _, read) = self {
            read.take_if(|(_, at)| now.is_past(*at, BELIEVED));
        }
    }

    /// Takes the document of the Validate License page, and says what it shows.
    pub(super) fn take_document(&mut self, href: &str, html: &str) -> Option<ValidateLicense> {
        let Self::ValidateLicense(read) = self else { return None };
        let url = PortalUrl::parse(href).ok()?;
        let not_asked = || Problem::NotAsked { site: Site::Portal, what: "the Validate License page".to_owned() };
        let shown = match portal::read(&url, 200, html).content {
            Content::ValidateLicense(shown) => Ok(shown),
            Content::SignIn => Err(Problem::SignedOut { site: Site::Portal }),
            _ => Err(not_asked()),
        };
        *read = Some(shown.clone());
        shown.ok()
    }

    /// What a walk can begin with on this page.
    pub(super) fn proof(&self) -> Option<Proof> {
        match self {
            Self::Record(model, url, Some((read, _))) if read.is_ok() => Proof::of_record(*model, url.record_id()?),
            _ => None,
        }
    }

    /// What the panel shows. `ticket` is the one that the page can be added to.
    pub(super) fn view(&self, ticket: Option<NamedTicket>, now: UnixSeconds) -> PageView {
        let failed = |problem: &Problem| PageState::Failed { message: problem.to_string(), advice: problem.advice() };
        match self {
            Self::Record(model, url, read) => PageView {
                title: title(*model).to_owned(),
                link: Some(portal_link(url)),
                state: match read.as_ref().map(|(read, _)| read.as_ref()) {
                    None => PageState::Reading,
                    Some(Ok(content)) => PageState::Record(rows(content)),
                    Some(Err(problem)) => failed(problem),
                },
                age: read.as_ref().map(|(_, at)| age(*at, now)),
                add_to: ticket.filter(|_| self.proof().is_some()),
            },
            Self::ValidateLicense(shown) => PageView {
                title: "Validate License".to_owned(),
                link: None,
                state: match shown {
                    None => PageState::Reading,
                    Some(Err(problem)) => failed(problem),
                    Some(Ok(ValidateLicense { license_id: Some(id), .. })) => {
                        PageState::Record(vec![("License ID".to_owned(), id.to_string())])
                    }
                    Some(Ok(ValidateLicense { has_field: true, .. })) => PageState::Hint(
                        "Press Validate on the page: Vouch never does. The license ID in the answer is then taken up."
                            .to_owned(),
                    ),
                    Some(Ok(_)) => PageState::Hint(
                        "The page has no field for a license file that Vouch knows. Paste the file in yourself, then \
                         type the license ID from the answer."
                            .to_owned(),
                    ),
                },
                age: None,
                add_to: None,
            },
        }
    }
}

fn title(model: Model) -> &'static str {
    match model {
        Model::License => "License",
        Model::CloudActivation => "Cloud activation",
        Model::Order => "Order",
        Model::BillingAccount => "Billing account",
        Model::BillingAccountContact => "Billing account contact",
    }
}

/// What a record's page says of the things that a check or a step needs; what it does not show is left out.
fn rows(content: &Content) -> Vec<(String, String)> {
    let rows = match content {
        Content::License(license) => vec![
            ("Subscription name", text(&license.subscription_name)),
            ("Trial", trial(&license.trial)),
            ("Starts at", text(&license.starts_at)),
            ("Expires at", text(&license.expires_at)),
            ("Plan", text(&license.plan)),
            ("Company", text(&license.company)),
            ("Email", text(&license.email)),
        ],
        Content::CloudActivation(activation) => vec![
            ("Activation code", text(&activation.activation_code)),
            ("Subscription name", text(&activation.subscription_name)),
            ("Trial", trial(&activation.trial)),
            ("Billing account", text(&activation.billing_account_id.clone().map(|id| format!("#{id}")))),
        ],
        Content::Order(order) => vec![
            ("Subscription name", text(&order.subscription_name)),
            ("Trial", trial(&order.trial)),
            ("Start date", text(&order.start_date)),
            ("End date", text(&order.end_date)),
            ("Billing account", text(&order.billing_account_id.clone().map(|id| format!("#{id}")))),
        ],
        Content::BillingAccount(account) => vec![
            ("Name", text(&account.name)),
            ("Salesforce account", text(&account.salesforce_account)),
            ("Sold to", text(&account.sold_to.email).or_else(|| text(&account.sold_to.name))),
        ],
        Content::BillingAccountContact(contact) => {
            vec![("Name", text(&contact.name)), ("Email", text(&contact.email))]
        }
        _ => Vec::new(),
    };
    rows.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect()
}

/// A value in the agent's words; none where the page shows none.
fn text<T: ToString>(shown: &Shown<T>) -> Option<String> {
    match shown {
        Shown::Read(value) => Some(value.to_string()),
        Shown::Unreadable(text) => Some(format!("not readable{}", quoted(text))),
        Shown::Absent => None,
    }
}

/// Whether something is a trial. That a page does not say so is worth a row.
fn trial(shown: &Shown<bool>) -> Option<String> {
    Some(text(&shown.clone().map(yes_no)).unwrap_or_else(|| "not shown".to_owned()))
}

/// A boolean as the handbook shows it.
pub(super) fn yes_no(value: bool) -> String {
    if value { "Yes" } else { "No" }.to_owned()
}
