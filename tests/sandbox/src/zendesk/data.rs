//! What the sandbox Zendesk holds: its tables, one file each, and the ways to look into them.
//!
//! Every person is invented and every address is under `.example` (one filler is under `example.org`).
//! Organizations carry the Salesforce ID of the portal's billing account that they belong to; the account's number is the
//! tail of the organization's own ID.

mod attachments;
mod forms;
mod macros;
mod organizations;
mod people;
mod tickets;

pub use attachments::{ATTACHMENTS, Attachment, File};
pub use forms::{
    CONTACT_PROJECT, Choice, FORMS, Form, LICENSES, MANAGE_CONTACTS, ON_DEDICATED, ON_GITLAB_COM, ON_OWN_INSTANCE,
    PROBLEM_TYPES, PRODUCT_TYPES, SELF_MANAGED, SUPPORT_OPS,
};
pub use macros::{MACROS, Macro};
pub use organizations::{
    ACME, ACME_LONGER, BETA, BETA_OTHER_CASE, EVIL, FILLER, GAMMA, KABUSHIKI, LONG_ID_ONLY, LONG_NAME, NO_EMAIL,
    NO_ORDERS, NO_SOLD_TO, ORGANIZATIONS, Organization, RESELLER, SHORT_ID_ONLY, SPACEY, SPACEY_TWIN, WHITESPACE,
};
pub(in crate::zendesk) use people::filler_contacts;
pub use people::{AGENT, NOT_SENT, OTHER_CUSTOMER, Role, TRIAGE_AGENT, USERS, User};
pub use tickets::{Comment, Proof, Status, TICKETS, Ticket};

/// The most contacts that an organization without a contact management project may have (domain.md 6.5).
pub const CONTACT_LIMIT: usize = 30;

/// The organization with this ID.
pub fn organization(id: u64) -> Option<&'static Organization> {
    ORGANIZATIONS.iter().find(|organization| organization.id == id)
}

/// The ticket with this number.
pub fn ticket(id: u64) -> Option<&'static Ticket> {
    TICKETS.iter().find(|ticket| ticket.id == id)
}
