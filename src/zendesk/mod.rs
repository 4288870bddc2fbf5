//! Zendesk: its addresses, and the agent API's answers as types. Knows JSON and nothing of browsers.

mod api;
mod comments;
mod contacts;
mod definitions;
pub mod host;
mod macros;
mod url;

pub use api::{
    Organization, OrganizationFields, OrganizationSearch, Requester, Ticket, UnreadableAnswer, read_count, read_me,
};
pub use comments::{Attachment, Author, AuthorRole, Comment, CommentPage, Cursor, FileKind, MAX_PAGES};
pub use contacts::{Contact, ContactPage};
pub use definitions::{Definition, DefinitionList, DefinitionPage, FieldOption};
pub use macros::MacroSearch;
pub use url::{
    ApiUrl, OrganizationId, SearchForm, TicketId, UserId, agent_organization, agent_search, agent_search_named,
    agent_ticket, agent_user, organization_of,
};
