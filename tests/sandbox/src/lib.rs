//! A customers portal and a Zendesk on loopback, as strict as the real ones.

pub mod portal;
pub mod site;
pub mod zendesk;
