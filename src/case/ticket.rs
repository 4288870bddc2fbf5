//! What the panel shows of the ticket itself: who asked, and what its fields say (seed 001, steps 1 and 2).

use super::metadata::{self, Field};
use super::organization;
use crate::directory::{Directory, Known, Need};
use crate::fetch::Reply;
use crate::lookup::{Lookup, read_record};
use crate::problem::Problem;
use crate::protocol::{MetadataState, MetadataView, TicketView};
use crate::task::Task;
use crate::zendesk::{DefinitionList, Ticket, TicketId, host};

/// Reads the answer to the question for a ticket.
pub(super) fn read(id: TicketId, reply: Reply) -> Result<Ticket, Problem> {
    read_record(reply, &format!("ticket #{id}"), |body| Ticket::read(id, body))
}

/// What has to be asked for to show a ticket.
pub(super) fn needs(ticket: &Lookup<Ticket>) -> Vec<Need> {
    let Some(ticket) = ticket.got() else { return Vec::new() };
    let lists = [DefinitionList::TicketFields, DefinitionList::TicketForms].map(Need::Definitions);
    lists.into_iter().chain(organization::needs(&ticket.organization)).collect()
}

/// What the panel shows of a ticket.
pub(super) fn view(
    ticket: &Lookup<Ticket>,
    directory: &Directory,
    task: Task,
    adding: u32,
    sold_to: &str,
) -> TicketView {
    match ticket {
        Lookup::Waiting => TicketView::Reading,
        Lookup::Failed(problem) => TicketView::Failed { message: problem.to_string(), advice: problem.advice() },
        Lookup::Got(ticket) => TicketView::Read {
            subject: ticket.subject.clone(),
            requester: ticket.requester.clone(),
            organization: ticket.organization.as_ref().map(|one| Box::new(organization::view(one, directory, adding))),
            closed: closed(ticket).map(str::to_owned),
            metadata: metadata(ticket, directory, task, sold_to),
        },
    }
}

fn closed(ticket: &Ticket) -> Option<&'static str> {
    match (ticket.is_merged(), ticket.is_closed()) {
        (true, _) => Some("This ticket was merged into another: work on that one."),
        (false, true) => Some("This ticket is closed: nothing can be added to it. A reply has to go into a follow-up."),
        (false, false) => None,
    }
}

fn metadata(ticket: &Ticket, directory: &Directory, task: Task, sold_to: &str) -> Vec<MetadataView> {
    let row = |one: Field| {
        let value = match one {
            Field::Form => Known::from(ticket.form)
                .then(|id| directory.numbered(DefinitionList::TicketForms, id))
                .then(|form| Known::Value(form.title.clone())),
            _ => field(ticket, directory, one.title()),
        };
        let state = metadata::judge(&value, one.wanted(task, ticket.organization.is_some()));
        let value = match value {
            Known::Value(value) => Some(value),
            Known::Empty | Known::Reading | Known::Unknown(_) => None,
        };
        let address = value.as_deref().filter(|value| one == Field::SubscriptionEmail && value.contains('@'));
        let is_sold_to = address.is_some_and(|address| address.trim() != sold_to.trim());
        MetadataView { label: one.title().to_owned(), value, state, is_sold_to }
    };
    // What is empty and need not be set is nothing to say.
    Field::ALL.into_iter().map(row).filter(|row| row.value.is_some() || row.state != MetadataState::Set).collect()
}

/// What the requester says the sold-to is (facts: domain 6.2).
pub(super) fn subscription_email(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::SUBSCRIPTION_EMAIL).known().ok().flatten()
}

/// Whether the customer has bought GitLab.com; none where that is not known.
pub(super) fn on_gitlab_com(ticket: &Ticket, directory: &Directory) -> Option<bool> {
    let product = field(ticket, directory, host::PRODUCT_TYPE).known().ok().flatten()?;
    Some(product.eq_ignore_ascii_case(host::GITLAB_COM))
}

/// What the customer says that the ticket is about, as an agent sees it (seed 001, step 1).
pub(super) fn problem_type(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::PROBLEM_TYPE).known().ok().flatten()
}

/// What an agent sees in the field with this title.
fn field(ticket: &Ticket, directory: &Directory, title: &str) -> Known<String> {
    directory
        .definition(DefinitionList::TicketFields, title)
        .then(|field| ticket.field(field.id).map(|value| field.shown(value).trim().to_owned()).into())
}
