//! The hosts Vouch knows. Nothing else in the project spells a host name out.
//!
//! The manifest's permissions and its content security policy are made from these names, and a test refuses any
//! other: what is not here, the browser itself keeps Vouch away from. An exact list, not a pattern, because every
//! `*.zendesk.com` is somebody's support desk and a look-alike must get nothing.

/// The customers portal: where licenses, cloud activations, orders and billing accounts are read.
pub const PORTAL: &str = "customers.gitlab.com";

/// Zendesk Global: where the ticket is read and where the evidence note goes.
pub const ZENDESK: &str = "gitlab.zendesk.com";

/// Zendesk US Government: Vouch reads nothing here and says why.
///
/// Its tickets may be seen by US citizens only, and nothing of them may reach another system. The host is named only
/// so that the page script can say so; the worker has no permission for it.
pub const ZENDESK_US_GOVERNMENT: &str = "gitlab-federal-support.zendesk.com";
