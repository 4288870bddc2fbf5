//! Finding an organization, and what its agents have written about it (seed 001, step 11, "Pre-checks" and "No
//! organization found").

pub mod account;
mod finder;
mod notes;
pub mod plan;
mod search;
pub mod sharing;

pub use finder::{Finder, Found, Outcome, Query, QueryError};
pub use notes::{Passage, passages};
pub use search::SalesforceSearch;
