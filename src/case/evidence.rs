//! What a walk has gathered, as the note tells it (handbook: Organization association, step 12): what was found, what was
//! not read and why, what the search did not find, and where it found several.

use super::organization::stop_notes;
use crate::checks::{EntitlementKind, Finding, Outcome};
use crate::link::Link;
use crate::note::{Entry, Evidence, Remark};
use crate::portal::PortalUrl;
use crate::problem::Problem;
use crate::proof::Origin;
use crate::trail::{Progress, Standing, StepName, Trail};
use crate::zendesk::{Organization, agent_organization};

/// The evidence of a walk, with what its findings add to it.
pub(super) fn evidence(trail: &Trail, findings: &[Finding]) -> Evidence {
    Evidence {
        entitlement: entitlement(trail),
        order: order(trail),
        billing_account: page(trail, StepName::BillingAccount, trail.billing_account_url()),
        sold_to: match trail.sold_to() {
            Some(email) => Entry::Found(email.to_owned()),
            None => unread(trail, StepName::SoldTo),
        },
        sold_to_given_by: None,
        salesforce_id: salesforce_id(trail),
        organization: organization(trail),
        stop_notes: trail.organization().map(stop_notes).unwrap_or_default(),
        remarks: remarks(trail, findings),
    }
}

/// The findings of a walk that has not ended which are true already: what failed stays failed, whatever is read after it.
pub(super) fn failed_already(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.outcome == Outcome::Fail).collect()
}

/// What the findings add. Before the end of a walk, what is unknown is so because the walk has not got there: then where it
/// stopped says it all.
fn remarks(trail: &Trail, findings: &[Finding]) -> Vec<Remark> {
    let stopped = match trail.standing() {
        Standing::Ended => return Remark::of_findings(findings),
        Standing::Unfinished(at) => format!("The walk was cancelled at {}.", at.title()),
        Standing::Stopped(at, problem) => format!("The walk stopped at {} ({}).", at.title(), problem.in_note()),
        Standing::Choosing(_) => "The order is not chosen.".to_owned(),
    };
    let known: Vec<_> = findings.iter().filter(|one| one.outcome != Outcome::Unknown).cloned().collect();
    let known = if known.is_empty() { Vec::new() } else { Remark::of_findings(&known) };
    let (reasons, others): (Vec<_>, Vec<_>) = known.into_iter().partition(|one| matches!(one, Remark::Reason(_)));
    reasons.into_iter().chain([Remark::Open(stopped)]).chain(others).collect()
}

fn entitlement(trail: &Trail) -> Option<(EntitlementKind, Entry<Link>)> {
    match trail.proof().origin() {
        Origin::License(_) => Some((EntitlementKind::License, page(trail, StepName::License, trail.license_url()))),
        Origin::ActivationCode(_) | Origin::CloudActivation(_) => {
            let several = trail.several_activations();
            let entry = if several.is_empty() {
                page(trail, StepName::CloudActivation, trail.activation_url())
            } else {
                Entry::Several(several.iter().map(|url| Link::portal("", url)).collect())
            };
            Some((EntitlementKind::CloudActivation, entry))
        }
        Origin::Subscription(_) | Origin::Order(_) | Origin::BillingAccount(_) => None,
    }
}

fn order(trail: &Trail) -> Option<Entry<Link>> {
    let step = trail.progress().into_iter().find(|step| step.name == StepName::Order)?;
    Some(match step.progress {
        Progress::Choose(orders) => Entry::Several(orders.into_iter().map(|order| order.link).collect()),
        _ => page(trail, StepName::Order, trail.order_url()),
    })
}

fn salesforce_id(trail: &Trail) -> Entry<String> {
    match trail.salesforce_account() {
        None => unread(trail, StepName::Organization),
        Some(shown) if trail.salesforce_id().is_none() => Entry::NotReadable(shown.to_owned()),
        Some(shown) => Entry::Found(shown.to_owned()),
    }
}

fn organization(trail: &Trail) -> Entry<Link> {
    let Some(search) = trail.organizations() else { return unread(trail, StepName::Organization) };
    let page = |one: &Organization| agent_organization(one.id, &one.name);
    match search.equal() {
        // What Zendesk left out of its list may be the one.
        [] if search.is_incomplete() => Entry::NotRead("Zendesk found more organizations than it listed".to_owned()),
        [] => Entry::NoneFound(trail.searched()),
        [one] => Entry::Found(page(one)),
        several => Entry::Several(several.iter().map(page).collect()),
    }
}

/// A step's page, once it was read.
fn page(trail: &Trail, name: StepName, url: Option<PortalUrl>) -> Entry<Link> {
    let was_read = trail.progress().iter().any(|step| step.name == name && matches!(step.progress, Progress::Read(_)));
    match url.filter(|_| was_read) {
        Some(url) => Entry::Found(Link::portal("", &url)),
        None => unread(trail, name),
    }
}

/// Why a step was not read: for its own sake, or because the walk did not get there.
fn unread<T>(trail: &Trail, name: StepName) -> Entry<T> {
    for step in trail.progress() {
        // The sold-to's contact is a page beside the way to the organization.
        if step.name == StepName::SoldTo && name != StepName::SoldTo {
            continue;
        }
        match step.progress {
            Progress::Failed(problem) if step.name == name => return failed(&problem),
            Progress::Failed(problem) => return Entry::NotRead(problem.in_note()),
            Progress::Choose(_) => return Entry::NotRead("the order is not chosen".to_owned()),
            Progress::Waiting => return Entry::NotRead("cancelled".to_owned()),
            Progress::Read(_) => {}
        }
        if step.name == name {
            break;
        }
    }
    Entry::NotRead("not reached".to_owned())
}

/// Whether a failed step shows that there is no record, or only that it is not known.
fn failed<T>(problem: &Problem) -> Entry<T> {
    match problem {
        Problem::Missing { what, .. } => Entry::NoneFound(vec![what.clone()]),
        Problem::NoHit { value, similar, .. } if similar.is_empty() => Entry::NoneFound(vec![value.clone()]),
        Problem::NoHit { value, similar, .. } => {
            Entry::NoneFound(vec![format!("{value}; in other letter case there is {}", similar.join(", "))])
        }
        Problem::Unreadable { text, .. } => Entry::NotReadable(text.clone()),
        _ => Entry::NotRead(problem.in_note()),
    }
}
