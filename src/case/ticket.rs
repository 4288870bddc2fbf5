//! What the panel shows of the ticket itself: who asked, and what its fields say (seed 001, steps 1 and 2).

use super::organization;
use crate::directory::{Directory, Known, Need};
use crate::fetch::Reply;
use crate::lookup::{Lookup, read_record};
use crate::problem::Problem;
use crate::protocol::{MetadataState, MetadataView, TicketView};
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
pub(super) fn view(ticket: &Lookup<Ticket>, directory: &Directory, adding: u32, sold_to: &str) -> TicketView {
    match ticket {
        Lookup::Waiting => TicketView::Reading,
        Lookup::Failed(problem) => TicketView::Failed { message: problem.to_string(), advice: problem.advice() },
        Lookup::Got(ticket) => TicketView::Read {
            subject: ticket.subject.clone(),
            requester: ticket.requester.clone(),
            organization: ticket.organization.as_ref().map(|one| Box::new(organization::view(one, directory, adding))),
            closed: closed(ticket).map(str::to_owned),
            metadata: metadata(ticket, directory, sold_to),
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

fn metadata(ticket: &Ticket, directory: &Directory, sold_to: &str) -> Vec<MetadataView> {
    let form = Known::from(ticket.form)
        .then(|id| directory.numbered(DefinitionList::TicketForms, id))
        .then(|form| Known::Value(form.title.clone()));
    let field = |title: &'static str| field(ticket, directory, title);
    // Each with what it is to hold, where that is one thing.
    let rows = [
        ("Form", form, Some(host::SUPPORT_OPS_FORM)),
        (host::PROBLEM_TYPE, field(host::PROBLEM_TYPE), Some(host::MANAGE_CONTACTS)),
        (host::PRODUCT_TYPE, field(host::PRODUCT_TYPE), None),
        (host::SUBSCRIPTION_EMAIL, field(host::SUBSCRIPTION_EMAIL), None),
    ];
    let row = |(label, value, wanted): (&str, Known<String>, Option<&str>)| {
        let to_set = || {
            MetadataState::ToSet(match wanted {
                Some(wanted) => format!("Set it to “{wanted}” and save the ticket."),
                None => "Set it and save the ticket.".to_owned(),
            })
        };
        let (value, state) = match value {
            Known::Value(value) => {
                let is_wanted = wanted.is_none_or(|wanted| same(&value, wanted));
                (Some(value), if is_wanted { MetadataState::Set } else { to_set() })
            }
            Known::Empty => (None, to_set()),
            Known::Reading => (None, MetadataState::Reading),
            Known::Unknown(why) => (None, MetadataState::Unknown(why)),
        };
        let address = value.as_deref().filter(|value| label == host::SUBSCRIPTION_EMAIL && value.contains('@'));
        let is_sold_to = address.is_some_and(|address| address.trim() != sold_to.trim());
        MetadataView { label: label.to_owned(), value, state, is_sold_to }
    };
    rows.into_iter().map(row).collect()
}

/// What the requester says the sold-to is (facts: domain 6.2).
pub(super) fn subscription_email(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::SUBSCRIPTION_EMAIL).known().ok().flatten()
}

/// What the customer has bought, as an agent sees it.
pub(super) fn product_type(ticket: &Ticket, directory: &Directory) -> Option<String> {
    field(ticket, directory, host::PRODUCT_TYPE).known().ok().flatten()
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

/// Whether two names are one, however their apostrophes and cases are written.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace('’', "'");
    plain(one) == plain(other)
}
