//! Every proof that a customer can send, in real browsers: found in the ticket, dropped, picked, pasted, validated in
//! the portal, or read on the portal's own page; and what the agent decides on the way.
//!
//! Each test runs in Chromium and in Firefox, each with a browser and a sandbox of its own.

mod decide;
mod files;
mod found;
mod page;
mod sources;
mod validate;

/// The same where it began with the activation code.
const ACTIVATION_NOTE: &str = "\
- Cloud activation: https://customers.gitlab.com/admin/cloud_activation/9001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001";

/// Whom Acme's subscription was sold to.
const SOLD_TO: &str = "alice@acme.example";
