//! What the panel shows of the portal's page that it stands on, beside the case.
//!
//! A record's page is read anew from its address, not from the document: so what is shown is always this record's,
//! however the page was changed under the panel (facts: portal, navigation events).

use super::{CaseKey, Location};
use crate::fetch::{Reply, Site, Target};
use crate::portal::{self, Content, Model, PortalUrl, ValidateLicense};
use crate::problem::Problem;
use crate::proof::Proof;
use crate::protocol::{PageState, PageView};
use crate::trail::{portal_link, read_page};

/// The portal's page that a panel stands on, and what was read of it.
#[derive(Clone, Debug)]
pub(super) enum OpenPage {
    /// A record's page; none while it is read.
    Record(Model, PortalUrl, Option<Result<Content, Problem>>),
    /// The Validate License page; none while the page has not said what it shows.
    ValidateLicense(Option<Result<ValidateLicense, Problem>>),
}

impl OpenPage {
    /// The page at this location, not yet read; none where it tells nothing.
    pub(super) fn at(location: &Location) -> Option<Self> {
        match location {
            Location::Record(model, url) => Some(Self::Record(*model, url.clone(), None)),
            Location::ValidateLicense(_) => Some(Self::ValidateLicense(None)),
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
    pub(super) fn take(&mut self, target: &Target, reply: Reply) {
        if let Self::Record(model, url, read) = self {
            let what = format!("{} {}", title(*model).to_lowercase(), url.record_id().map_or("", |id| id.as_str()));
            *read = Some(match read_page(target, reply, &what) {
                Ok(Content::Other(_)) => Err(Problem::NotAsked { site: Site::Portal, what }),
                read => read,
            });
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
            Self::Record(model, url, Some(Ok(_))) => Proof::of_record(*model, url.record_id()?),
            _ => None,
        }
    }

    /// What the panel shows. `case` is the one that the page can be added to.
    pub(super) fn view(&self, case: Option<CaseKey>) -> PageView {
        let failed = |problem: &Problem| PageState::Failed { message: problem.to_string(), advice: problem.advice() };
        match self {
            Self::Record(model, url, read) => PageView {
                title: title(*model).to_owned(),
                link: Some(portal_link(url)),
                state: match read {
                    None => PageState::Reading,
                    Some(Ok(content)) => PageState::Record(rows(content)),
                    Some(Err(problem)) => failed(problem),
                },
                add_to: case.filter(|_| self.proof().is_some()),
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
    let text = |value: &Option<String>| value.clone();
    let shown: Vec<(&str, Option<String>)> = match content {
        Content::License(license) => vec![
            ("Subscription name", license.subscription_name.as_ref().map(ToString::to_string)),
            ("Trial", Some(license.trial.map_or_else(|| "unknown".to_owned(), yes_no))),
            ("Starts at", license.starts_at.map(|day| day.to_string())),
            ("Expires at", license.expires_at.map(|day| day.to_string())),
            ("Plan", text(&license.plan)),
            ("Company", text(&license.company)),
            ("Email", text(&license.email)),
        ],
        Content::CloudActivation(activation) => vec![
            ("Activation code", activation.activation_code.as_ref().map(ToString::to_string)),
            ("Subscription name", activation.subscription_name.as_ref().map(ToString::to_string)),
            ("Trial", Some(activation.trial.map_or_else(|| "unknown".to_owned(), yes_no))),
            ("Billing account", activation.billing_account_id.as_ref().map(|id| format!("#{id}"))),
        ],
        Content::Order(order) => vec![
            ("Subscription name", order.subscription_name.as_ref().map(ToString::to_string)),
            ("Trial", Some(order.trial.map_or_else(|| "unknown".to_owned(), yes_no))),
            ("Start date", order.start_date.map(|day| day.to_string())),
            ("End date", order.end_date.map(|day| day.to_string())),
            ("Billing account", order.billing_account_id.as_ref().map(|id| format!("#{id}"))),
        ],
        Content::BillingAccount(account) => vec![
            ("Name", text(&account.name)),
            ("Salesforce account", text(&account.salesforce_account)),
            ("Sold to", account.sold_to.email.clone().or_else(|| text(&account.sold_to.name))),
        ],
        Content::BillingAccountContact(contact) => {
            vec![("Name", text(&contact.name)), ("Email", text(&contact.email))]
        }
        _ => Vec::new(),
    };
    shown.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect()
}

/// A boolean as the handbook shows it.
pub(super) fn yes_no(value: bool) -> String {
    if value { "Yes" } else { "No" }.to_owned()
}
