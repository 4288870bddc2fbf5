//! Zendesk: its addresses, and the agent API's answers as types. Knows JSON and nothing of browsers.

mod api;
mod comments;
pub mod host;
mod url;

pub use api::{
    Organization, OrganizationFields, OrganizationSearch, Requester, Ticket, TicketOrganization, UnreadableAnswer,
};
pub use comments::{Attachment, Comment, CommentPage, Cursor, FileKind, MAX_PAGES};
pub use url::{ApiUrl, OrganizationId, TicketId, agent_organization, agent_search, agent_ticket};
