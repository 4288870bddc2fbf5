//! Contact management projects (seed 004): who may have one, how it is set up by hand, its list of contacts, why its
//! pipeline fails, and how it is removed. Nothing is done here: Vouch writes nothing but what the agent copies.

pub mod contact;
pub mod contacts_csv;
pub mod contacts_yaml;
pub mod eligibility;
pub mod maintainers;
pub mod pipeline;
pub mod project;
pub mod removal;

pub use crate::checks::prechecks::CONTACT_LIMIT;

/// How many contacts an organization with such a project may have (facts: domain 6.5).
pub const PROJECT_CONTACT_LIMIT: usize = 50;
/// How many people may maintain a project's contacts (facts: domain 6.5).
pub const MAINTAINER_LIMIT: usize = 5;
