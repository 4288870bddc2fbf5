//! What the panel shows of the ticket itself: who asked, and what its fields say (seed 001, steps 1 and 2).

use super::metadata::{self, Field, Wanted};
use super::organization;
use super::requester::Fetched;
use crate::checks::Finding;
use crate::directory::{Directory, Need};
use crate::fetch::Reply;
use crate::known::Known;
use crate::link::Link;
use crate::lookup::{Lookup, read_record};
use crate::problem::Problem;
use crate::protocol::{MembershipView, MetadataState, MetadataView, OrganizationView, RequesterView, TicketView};
use crate::route::NextStep;
use crate::task::Task;
use crate::zendesk::{DefinitionList, Organization, Ticket, TicketId, agent_organization, host};

/// Reads the answer to the question for a ticket.
pub(super) fn read(id: TicketId, reply: Reply) -> Result<Ticket, Problem> {
    read_record(reply, &format!("ticket #{id}"), |body| Ticket::read(id, body))
}

/// What has to be asked for to show a ticket, whose requester is in this organization.
pub(super) fn needs(ticket: &Lookup<Ticket>, organization: Option<&Organization>) -> Vec<Need> {
    if ticket.got().is_none() {
        return Vec::new();
    }
    let lists = [DefinitionList::TicketFields, DefinitionList::TicketForms].map(Need::Definitions);
    lists.into_iter().chain(organization::needs(organization)).collect()
}

/// For what a ticket is to be filed.
#[derive(Clone, Copy)]
pub(super) struct Filed {
    /// What it asks for.
    pub(super) task: Task,
    /// Whether the agent or the problem type says so.
    pub(super) is_certain: bool,
    /// Whether the requester is in an organization, or may be as far as Vouch could read.
    pub(super) may_be_associated: bool,
}

/// What has to be set on a ticket before anything else is done, a step each (seed 001, step 1).
pub(super) fn steps(ticket: &Lookup<Ticket>, directory: &Directory, filed: Filed) -> Vec<NextStep> {
    let Some(ticket) = ticket.got().filter(|ticket| closed(ticket).is_none()) else { return Vec::new() };
    let rows = metadata(ticket, directory, filed, "").into_iter();
    rows.filter_map(|(field, row)| metadata::step(&row, wanted(field, filed))).collect()
}

fn wanted(field: Field, filed: Filed) -> Wanted {
    field.wanted(filed.task, filed.may_be_associated)
}

/// What the panel shows of a ticket. `shown` is what it shows of an organization.
pub(super) fn view(
    ticket: &Lookup<Ticket>,
    fetched: &Fetched,
    directory: &Directory,
    filed: Filed,
    sold_to: &str,
    requester_finding: Option<Finding>,
    shown: impl Fn(&Organization) -> OrganizationView,
) -> TicketView {
    let read = match ticket {
        Lookup::Waiting => return TicketView::Reading,
        Lookup::Failed(problem) => {
            return TicketView::Failed { message: problem.to_string(), advice: problem.advice() };
        }
        Lookup::Got(read) => read,
    };
    let organization = fetched.organization(ticket);
    TicketView::Read {
        subject: read.subject.clone(),
        requester: match fetched.requester(ticket) {
            Known::Reading => RequesterView::Reading,
            Known::Unknown(why) => RequesterView::Unknown(why),
            Known::Empty => RequesterView::Nobody,
            Known::Value(requester) => RequesterView::User(requester.clone()),
        },
        requester_finding: requester_finding.map(Box::new),
        organization: match organization {
            Known::Reading => MembershipView::Reading,
            Known::Unknown(why) => MembershipView::Unknown(why),
            Known::Empty => MembershipView::None,
            Known::Value(organization) => MembershipView::In(Box::new(shown(organization))),
        },
        ticket_organization: ticket_organization(ticket, fetched),
        closed: closed(read).map(str::to_owned),
        metadata: metadata(read, directory, filed, sold_to).into_iter().map(|(_, row)| row).collect(),
        definitions_failed: directory.definitions_failed(),
    }
}

/// The ticket's own organization, where it is known to be another than the requester's: who was associated or moved
/// later keeps the old one on the ticket.
pub(super) fn ticket_organization(ticket: &Lookup<Ticket>, fetched: &Fetched) -> Option<Link> {
    let read = ticket.got()?;
    let own = read.organization_id?;
    let of_requester = match fetched.requester(ticket) {
        Known::Value(requester) => requester.organization_id,
        Known::Empty | Known::Reading | Known::Unknown(_) => return None,
    };
    let name = read.sideloaded(own).map_or_else(|| format!("organization {own}"), |one| one.name.clone());
    (of_requester != Some(own)).then(|| agent_organization(own, &name))
}

fn closed(ticket: &Ticket) -> Option<&'static str> {
    match (ticket.is_merged(), ticket.is_closed()) {
        (true, _) => Some("This ticket was merged into another: work on that one."),
        (false, true) => Some("This ticket is closed: nothing can be added to it. A reply has to go into a follow-up."),
        (false, false) => None,
    }
}

fn metadata(ticket: &Ticket, directory: &Directory, filed: Filed, sold_to: &str) -> Vec<(Field, MetadataView)> {
    let form = Known::from(ticket.form)
        .then(|id| directory.numbered(DefinitionList::TicketForms, id))
        .then(|form| Known::Value(form.title.clone()));
    // A ticket of Support Operations without a problem type asks for contacts, as far as anybody knows.
    let problem_type = field(ticket, directory, Field::ProblemType.title());
    let is_plain = problem_type == Known::Empty && form == Known::Value(host::SUPPORT_OPS_FORM.to_owned());
    let is_certain = filed.is_certain || is_plain;
    let row = |one: Field| {
        let value = match one {
            Field::Form => form.clone(),
            Field::ProblemType => problem_type.clone(),
            _ => field(ticket, directory, one.title()),
        };
        let state = metadata::judge(&value, wanted(one, filed), is_certain);
        let value = match value {
            Known::Value(value) => Some(value),
            Known::Empty | Known::Reading | Known::Unknown(_) => None,
        };
        let address = value.as_deref().filter(|value| one == Field::SubscriptionEmail && value.contains('@'));
        let is_sold_to = address.is_some_and(|address| address.trim() != sold_to.trim());
        (one, MetadataView { label: label(one, directory), value, state, is_sold_to })
    };
    // What is empty and need not be set is nothing to say.
    let says_something = |row: &MetadataView| row.value.is_some() || row.state != MetadataState::Set;
    Field::ALL.into_iter().map(row).filter(|(_, row)| says_something(row)).collect()
}

/// What a field is called: by the handbook, and here too where it was found by its ID.
fn label(one: Field, directory: &Directory) -> String {
    let title = one.title();
    match directory.ticket_field(title) {
        Known::Value(field) if one != Field::Form && !field.is_called(title) => {
            format!("{title} (here {:?}, found by its ID)", field.title)
        }
        _ => title.to_owned(),
    }
}

/// What the requester says the sold-to is (facts: domain 6.2).
pub(super) fn subscription_email(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::SUBSCRIPTION_EMAIL).known().ok().flatten()
}

/// What stands in the ticket's field for the subscription's number, or its name.
pub(super) fn subscription_number(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::SUBSCRIPTION_NUMBER).known().ok().flatten()
}

/// Whether the customer has bought GitLab.com; `Empty` where the ticket does not say what was bought.
pub(super) fn on_gitlab_com(ticket: &Ticket, directory: &Directory) -> Known<bool> {
    field(ticket, directory, host::PRODUCT_TYPE).map(|product| product.eq_ignore_ascii_case(host::GITLAB_COM))
}

/// What the customer says that the ticket is about, as an agent sees it (seed 001, step 1).
pub(super) fn problem_type(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::PROBLEM_TYPE).known().ok().flatten()
}

/// What an agent sees in the field with this title.
fn field(ticket: &Ticket, directory: &Directory, title: &str) -> Known<String> {
    directory
        .ticket_field(title)
        .then(|field| ticket.field(field.id).map(|value| field.shown(value).trim().to_owned()).into())
}
