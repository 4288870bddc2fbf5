//! The handbook's own words: names of macros, apps, teams and statuses, each in one place, because they differ between its
//! versions (facts: domain 6.2, 6.4).

/// Asks for proof of entitlement (seed 000, "Proving support entitlement").
pub const MACRO_PROOF: &str = "Support::Support-Ops::Proof of support entitlement";
/// Says that a GitLab.com user owns no paid top-level namespace (seed 000, "Proving support entitlement").
pub const MACRO_NOT_OWNER: &str = "Support::Support-Ops::GitLab.com user is not an Owner";
/// Says that the contacts were added (seed 000, "Sending out the final reply").
pub const MACRO_USERS_ADDED: &str = "Support::Support-Ops::Users added to organization";
/// Hands a ticket over that came with the wrong form (seed 002, "Incorrect form tickets").
pub const MACRO_INCORRECT_FORM: &str = "General::Forms::Incorrect form used";

/// Who reviews what the process does not cover (seed 001, "Common issues and troubleshooting").
pub const FULLSTACK_ENGINEER: &str = "Customer Support Operations, Fullstack Engineer";

/// The app with which contacts are associated (seed 001, steps 2 and 4).
pub const SUPPORT_OPS_APP: &str = "Support Ops Super App";
/// The app that knows GitLab.com's users (seed 001, "Attempt auto-association app fails to locate organization").
pub const GITLAB_APP: &str = "GitLab Super App";

/// The product type of GitLab.com.
pub const GITLAB_COM: &str = "GitLab.com";
