//! The trail as the agent sees it: one step for each page, with its address.

use serde::{Deserialize, Serialize};

use super::{Progress, Trail};
use crate::link::Link;
use crate::portal::PortalUrl;
use crate::problem::{Advice, Problem};
use crate::zendesk::{agent_organization, agent_search};

/// One step of the walk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The kind of page, such as `Billing account`.
    pub title: String,
    /// How far the step has come.
    pub state: StepState,
    /// The page, once its address is known.
    pub link: Option<Link>,
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
}

impl StepState {
    fn failed(problem: &Problem) -> Self {
        Self::Failed { message: problem.to_string(), advice: problem.advice() }
    }

    fn of<T>(progress: &Progress<T>, summary: impl FnOnce(&T) -> String) -> Self {
        match progress {
            Progress::Waiting => Self::Waiting,
            Progress::Got(value) => Self::Read(summary(value)),
            Progress::Failed(problem) => Self::failed(problem),
        }
    }
}

impl Trail {
    /// The steps of the walk in their order. While `walking`, the one whose turn it is reads.
    #[must_use]
    pub fn steps(&self, walking: bool) -> Vec<Step> {
        let mut steps = vec![
            self.license_step(),
            self.order_step(),
            self.billing_account_step(),
            self.sold_to_step(),
            self.organization_step(),
        ];
        if walking && let Some(next) = steps.iter_mut().find(|step| step.state == StepState::Waiting) {
            next.state = StepState::Reading;
        }
        steps
    }

    fn license_step(&self) -> Step {
        let state = StepState::of(&self.license, |license| {
            let kind = match license.trial {
                Some(true) => Some("trial".to_owned()),
                Some(false) | None => license.plan.clone(),
            };
            let end = license.expires_at.map(|end| format!("until {end}"));
            summary([license.subscription_name.as_ref().map(ToString::to_string), kind, end])
        });
        Step { title: "License".to_owned(), state, link: Some(portal_link(&self.license_url())) }
    }

    fn order_step(&self) -> Step {
        let state = match (&self.order, self.orders.problem(), self.license()) {
            (_, Some(problem), _) => StepState::failed(problem),
            (Progress::Waiting, None, Some(license)) if license.subscription_name.is_none() => {
                StepState::failed(&blank("license page", "subscription name"))
            }
            (order, None, _) => {
                StepState::of(order, |order| summary([order.subscription_name.as_ref().map(ToString::to_string)]))
            }
        };
        let search = || self.license()?.subscription_name.as_ref().map(|name| self.orders.url(name));
        Step { title: "Order".to_owned(), state, link: self.order_url().or_else(search).as_ref().map(portal_link) }
    }

    fn billing_account_step(&self) -> Step {
        let state = match (&self.billing_account, self.order()) {
            (Progress::Waiting, Some(order)) if order.billing_account_id.is_none() => {
                StepState::failed(&blank("order page", "billing account"))
            }
            (account, _) => {
                StepState::of(account, |account| summary([account.name.clone(), account.salesforce_account.clone()]))
            }
        };
        let link = self.billing_account_url().as_ref().map(portal_link);
        Step { title: "Billing account".to_owned(), state, link }
    }

    fn sold_to_step(&self) -> Step {
        let state = match (&self.billing_account, &self.contact) {
            (Progress::Waiting | Progress::Failed(_), _) => StepState::Waiting,
            (Progress::Got(_), Progress::Failed(problem)) => StepState::failed(problem),
            (Progress::Got(_), Progress::Waiting) if self.contact_url().is_some() => StepState::Waiting,
            (Progress::Got(_), Progress::Got(_)) | (Progress::Got(_), Progress::Waiting) => match self.sold_to() {
                Some(email) => StepState::Read(email.to_owned()),
                None => StepState::failed(&blank("billing account", "sold-to address")),
            },
        };
        Step { title: "Sold-to".to_owned(), state, link: self.sold_to_url().as_ref().map(portal_link) }
    }

    fn organization_step(&self) -> Step {
        let state = match (&self.organizations, self.billing_account.got()) {
            (Progress::Waiting, Some(account)) => {
                match (account.salesforce_account.as_deref(), self.salesforce_problem()) {
                    (None, _) => StepState::failed(&blank("billing account", "Salesforce account")),
                    (Some(_), Some(problem)) => StepState::failed(&problem),
                    (Some(_), None) => StepState::Waiting,
                }
            }
            (organizations, _) => StepState::of(organizations, |search| match search.equal.as_slice() {
                [] => "none has this Salesforce ID".to_owned(),
                [one] => one.name.clone(),
                several => format!("{} have this Salesforce ID", several.len()),
            }),
        };
        Step { title: "Organization".to_owned(), state, link: self.organization_link().or_else(|| self.search_link()) }
    }

    /// The organization's page, where there is exactly one.
    #[must_use]
    pub fn organization_link(&self) -> Option<Link> {
        match self.organizations()?.equal.as_slice() {
            [one] => Some(agent_organization(one.id, &one.name)),
            _ => None,
        }
    }

    /// Zendesk's own search for the organization, once there is a Salesforce ID.
    #[must_use]
    pub fn search_link(&self) -> Option<Link> {
        self.salesforce_id().as_ref().map(agent_search)
    }

    fn salesforce_problem(&self) -> Option<Problem> {
        let value = self.salesforce_account()?;
        let error = crate::salesforce::SalesforceId::parse(value).err()?;
        Some(Problem::NotSalesforceId { value: value.to_owned(), reason: error.to_string() })
    }
}

fn blank(page: &str, field: &str) -> Problem {
    Problem::Blank { page: page.to_owned(), field: field.to_owned() }
}

fn summary<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A page of the portal, shown as its path: that is how agents know them.
fn portal_link(url: &PortalUrl) -> Link {
    let path = url.as_str().split_once("/admin/").map_or("", |(_, path)| path);
    Link::portal(path.split('?').next().unwrap_or(path), url)
}
