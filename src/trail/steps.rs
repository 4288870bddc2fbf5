//! The trail as the agent sees it: one step for each page, with its address.

use serde::{Deserialize, Serialize};

use super::Trail;
use crate::date::Date;
use crate::ids::{RecordId, SubscriptionName};
use crate::link::Link;
use crate::lookup::Lookup;
use crate::portal::PortalUrl;
use crate::problem::{Advice, Problem, quoted};
use crate::proof::Origin;
use crate::salesforce::SalesforceId;
use crate::shown::Shown;
use crate::zendesk::{agent_organization, agent_search};

/// One step of the walk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which one it is.
    pub name: StepName,
    /// How far the step has come.
    pub state: StepState,
    /// The page, once its address is known.
    pub link: Option<Link>,
    /// How long ago the page was read, in a few words; none where it was not.
    pub age: Option<String>,
}

/// The steps of a walk, by the kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// The license (seed 001, step 6).
    License,
    /// The cloud activation (seed 001, step 7).
    CloudActivation,
    /// The order (seed 001, step 9).
    Order,
    /// The billing account (seed 001, step 10).
    BillingAccount,
    /// The billing account's sold-to contact.
    SoldTo,
    /// The Zendesk organization (seed 001, step 11).
    Organization,
}

impl StepName {
    /// What the portal and Zendesk call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::License => "License",
            Self::CloudActivation => "Cloud activation",
            Self::Order => "Order",
            Self::BillingAccount => "Billing account",
            Self::SoldTo => "Sold-to",
            Self::Organization => "Organization",
        }
    }
}

/// How far a step has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Its turn has not come.
    Waiting,
    /// It is being read.
    Reading,
    /// It was read; what it showed, in a few words.
    Read(String),
    /// It could not be taken.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
    /// The agent has to choose the order (facts: domain 3.1).
    Choose(Vec<OrderOption>),
}

/// One of several orders with the same subscription name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderOption {
    /// The order.
    pub id: RecordId,
    /// Its page.
    pub link: Link,
    /// What tells it from the others: its dates, whether it is a trial, its billing account.
    pub summary: String,
}

impl From<Progress> for StepState {
    fn from(progress: Progress) -> Self {
        match progress {
            Progress::Waiting => Self::Waiting,
            Progress::Read(summary) => Self::Read(summary),
            Progress::Failed(problem) => Self::Failed { message: problem.to_string(), advice: problem.advice() },
            Progress::Choose(orders) => Self::Choose(orders),
        }
    }
}

/// How far a step has come, before it is put into words for the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It was not read yet.
    Waiting,
    /// It was read; what it showed, in a few words.
    Read(String),
    /// It could not be taken.
    Failed(Problem),
    /// The agent has to choose the order.
    Choose(Vec<OrderOption>),
}

impl Progress {
    fn of<T>(lookup: &Lookup<T>, summary: impl FnOnce(&T) -> String) -> Self {
        match lookup {
            Lookup::Waiting => Self::Waiting,
            Lookup::Got(value) => Self::Read(summary(value)),
            Lookup::Failed(problem) => Self::Failed(problem.clone()),
        }
    }
}

/// A step of the walk with its progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepProgress {
    pub(crate) name: StepName,
    pub(crate) progress: Progress,
    link: Option<Link>,
}

/// Whether a walk has ended, and what it waits for where it has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// There is a page to read next, for this step. While nobody reads it, the walk was cancelled there.
    Unfinished(StepName),
    /// It stopped at this step for a problem that does not last.
    Stopped(StepName, Problem),
    /// The agent has to choose between this many orders.
    Choosing(usize),
    /// There is nothing more to read, whether everything was found or not.
    Ended,
}

impl Trail {
    /// The steps of the walk in their order. While `walking`, the one whose turn it is reads.
    #[must_use]
    pub fn steps(&self, walking: bool) -> Vec<Step> {
        let step = |StepProgress { name, progress, link }| Step { name, state: progress.into(), link, age: None };
        let mut steps: Vec<_> = self.progress().into_iter().map(step).collect();
        if walking && let Some(next) = steps.iter_mut().find(|step| step.state == StepState::Waiting) {
            next.state = StepState::Reading;
        }
        steps
    }

    /// The steps of the walk in their order, with what came of each.
    pub(crate) fn progress(&self) -> Vec<StepProgress> {
        let mut steps = match self.proof().origin() {
            Origin::License(_) => vec![self.license_step(), self.order_step()],
            Origin::ActivationCode(_) | Origin::CloudActivation(_) => vec![self.activation_step(), self.order_step()],
            Origin::Subscription(_) | Origin::Order(_) => vec![self.order_step()],
            Origin::BillingAccount(_) => vec![],
        };
        steps.extend([self.billing_account_step(), self.sold_to_step(), self.organization_step()]);
        steps
    }

    /// Whether the walk has ended, and what it waits for where it has not.
    pub(crate) fn standing(&self) -> Standing {
        let steps = self.progress();
        if self.next().is_some() {
            let waiting = steps.iter().find(|step| step.progress == Progress::Waiting);
            return Standing::Unfinished(waiting.map_or(StepName::Organization, |step| step.name));
        }
        let stopped = steps.iter().find_map(|step| match &step.progress {
            Progress::Failed(problem) if problem.is_temporary() => Some((step.name, problem.clone())),
            _ => None,
        });
        if let Some((name, problem)) = stopped {
            return Standing::Stopped(name, problem);
        }
        let choice = steps.iter().find_map(|step| match &step.progress {
            Progress::Choose(orders) => Some(orders.len()),
            _ => None,
        });
        choice.map_or(Standing::Ended, Standing::Choosing)
    }

    fn license_step(&self) -> StepProgress {
        let progress = Progress::of(&self.license, |license| {
            let kind = match &license.trial {
                Shown::Read(true) => Some("trial".to_owned()),
                Shown::Unreadable(text) => Some(format!("trial not readable{}", quoted(text))),
                Shown::Read(false) | Shown::Absent => license.plan.read().cloned(),
            };
            summary([named(&license.subscription_name), kind, until(&license.expires_at)])
        });
        StepProgress { name: StepName::License, progress, link: self.license_url().as_ref().map(portal_link) }
    }

    fn activation_step(&self) -> StepProgress {
        let progress = match self.activation_search.problem() {
            Some(problem) => Progress::Failed(problem.clone()),
            None => Progress::of(&self.activation, |activation| {
                summary([named(&activation.subscription_name), trial(&activation.trial), None])
            }),
        };
        let link = self.activation_url().or_else(|| self.activation_search_url());
        StepProgress { name: StepName::CloudActivation, progress, link: link.as_ref().map(portal_link) }
    }

    fn order_step(&self) -> StepProgress {
        let read_before = match self.proof().origin() {
            Origin::License(_) => self.license().map(|license| ("license page", &license.subscription_name)),
            Origin::ActivationCode(_) | Origin::CloudActivation(_) => {
                self.activation().map(|activation| ("cloud activation", &activation.subscription_name))
            }
            _ => None,
        };
        let nameless = read_before.and_then(|(page, name)| name.problem(page, "subscription name"));
        let progress = if let Some(problem) = self.orders.problem() {
            Progress::Failed(problem.clone())
        } else if let Some(problem) = nameless {
            Progress::Failed(problem)
        } else if let Some(order) = self.order() {
            let name = named(&order.subscription_name);
            let several = match self.orders.count() {
                0 | 1 => None,
                count if self.orders.to_choose_from().is_some() => Some(format!("chosen from {count} orders")),
                count => Some(format!("the last to end of {count} orders with one billing account")),
            };
            Progress::Read(summary([name, order_dates(&order.start_date, &order.end_date), several]))
        } else if let Some(orders) = self.orders.to_choose_from() {
            let option = |candidate: &super::orders::Candidate| {
                let order = candidate.page.got()?;
                let account = match &order.billing_account_id {
                    Shown::Read(id) => format!("billing account #{id}"),
                    Shown::Unreadable(text) => format!("billing account not readable{}", quoted(text)),
                    Shown::Absent => "no billing account".to_owned(),
                };
                Some(OrderOption {
                    id: candidate.id.clone(),
                    link: portal_link(&PortalUrl::order(&candidate.id)),
                    summary: summary([
                        order_dates(&order.start_date, &order.end_date),
                        trial(&order.trial),
                        Some(account),
                    ]),
                })
            };
            Progress::Choose(orders.iter().filter_map(option).collect())
        } else {
            Progress::Waiting
        };
        let search = || self.subscription_name().map(|name| self.orders.search_url(name));
        let link = self.order_url().or_else(search);
        StepProgress { name: StepName::Order, progress, link: link.as_ref().map(portal_link) }
    }

    fn billing_account_step(&self) -> StepProgress {
        let unlinked = self.order().and_then(|order| order.billing_account_id.problem("order page", "billing account"));
        let progress = match (&self.billing_account, unlinked) {
            (Lookup::Waiting, Some(problem)) => Progress::Failed(problem),
            (account, _) => Progress::of(account, |account| {
                summary([account.name.read().cloned(), self.salesforce_account().map(str::to_owned), None])
            }),
        };
        let link = self.billing_account_url().as_ref().map(portal_link);
        StepProgress { name: StepName::BillingAccount, progress, link }
    }

    fn sold_to_step(&self) -> StepProgress {
        let progress = match (&self.billing_account, &self.contact) {
            (Lookup::Waiting | Lookup::Failed(_), _) => Progress::Waiting,
            (Lookup::Got(_), Lookup::Failed(problem)) => Progress::Failed(problem.clone()),
            (Lookup::Got(_), Lookup::Waiting) if self.contact_url().is_some() => Progress::Waiting,
            (Lookup::Got(_), Lookup::Got(_)) | (Lookup::Got(_), Lookup::Waiting) => {
                match self.sold_to_shown().as_deref() {
                    Some(Shown::Read(email)) => Progress::Read(email.clone()),
                    Some(other) => {
                        other.problem("billing account", "sold-to address").map_or(Progress::Waiting, Progress::Failed)
                    }
                    None => Progress::Waiting,
                }
            }
        };
        StepProgress { name: StepName::SoldTo, progress, link: self.sold_to_url().as_ref().map(portal_link) }
    }

    fn organization_step(&self) -> StepProgress {
        let progress = match (self.salesforce_problem(), self.organizations.problem()) {
            (Some(problem), _) => Progress::Failed(problem),
            (None, Some(problem)) => Progress::Failed(problem.clone()),
            (None, None) if self.billing_account().is_some() && self.organizations.is_over() => {
                Progress::Read(self.organization_summary())
            }
            (None, None) => Progress::Waiting,
        };
        let link = self.organization_link().or_else(|| self.search_link());
        StepProgress { name: StepName::Organization, progress, link }
    }

    fn organization_summary(&self) -> String {
        let searched = self.searched();
        let summary = match self.organizations.equal() {
            [] => return format!("none has this Salesforce ID; searched for {}", searched.join(", ")),
            [one] => one.name.clone(),
            several => format!("{} have this Salesforce ID", several.len()),
        };
        match searched.split_last() {
            Some((found_by, before @ [_, ..])) => format!("{summary}, by {found_by}; none by {}", before.join(", ")),
            _ => summary,
        }
    }

    /// Whether the walk steps still at this step.
    pub(super) fn failed_at(&self, name: StepName) -> bool {
        let failed = |step: &Step| step.name == name && matches!(step.state, StepState::Failed { .. });
        self.steps(false).iter().any(failed)
    }

    /// The organization's page, where there is exactly one.
    #[must_use]
    pub fn organization_link(&self) -> Option<Link> {
        self.organization().map(|one| agent_organization(one.id, &one.name))
    }

    /// Zendesk's own search for the organization, once there is a Salesforce ID.
    #[must_use]
    pub fn search_link(&self) -> Option<Link> {
        self.salesforce_id().as_ref().map(agent_search)
    }

    fn salesforce_problem(&self) -> Option<Problem> {
        let account = &self.billing_account()?.salesforce_account;
        match account.unreadable_text().map(|text| (text, SalesforceId::parse(text))) {
            Some((text, Err(error))) => {
                Some(Problem::NotSalesforceId { value: text.to_owned(), reason: error.to_string() })
            }
            _ => account.problem("billing account", "Salesforce account"),
        }
    }
}

fn named(name: &Shown<SubscriptionName>) -> Option<String> {
    match name {
        Shown::Read(name) => Some(name.to_string()),
        Shown::Unreadable(text) => Some(format!("subscription name not readable{}", quoted(text))),
        Shown::Absent => None,
    }
}

fn trial(trial: &Shown<bool>) -> Option<String> {
    match trial {
        Shown::Read(true) => Some("trial".to_owned()),
        Shown::Unreadable(text) => Some(format!("trial not readable{}", quoted(text))),
        Shown::Read(false) | Shown::Absent => None,
    }
}

/// The end of a period.
fn until(end: &Shown<Date>) -> Option<String> {
    match end {
        Shown::Read(end) => Some(format!("until {end}")),
        Shown::Unreadable(text) => Some(format!("end date not readable{}", quoted(text))),
        Shown::Absent => None,
    }
}

fn summary(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn order_dates(start: &Shown<Date>, end: &Shown<Date>) -> Option<String> {
    let from = match start {
        Shown::Read(start) => Some(format!("from {start}")),
        Shown::Unreadable(text) => Some(format!("start date not readable{}", quoted(text))),
        Shown::Absent => None,
    };
    match (start, end, from, until(end)) {
        (Shown::Read(start), Shown::Read(end), ..) => Some(format!("{start} to {end}")),
        (.., Some(from), Some(until)) => Some(format!("{from}, {until}")),
        (.., from, until) => from.or(until),
    }
}

/// A page of the portal, shown as its path: that is how agents know them.
pub(crate) fn portal_link(url: &PortalUrl) -> Link {
    let path = url.as_str().split_once("/admin/").map_or("", |(_, path)| path);
    Link::portal(path.split('?').next().unwrap_or(path), url)
}
