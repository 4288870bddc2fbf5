//! A customers portal and a Zendesk on loopback, as strict as the real ones.

pub mod date;
pub mod license;
pub mod portal;
pub mod server;
pub mod site;
pub mod zendesk;

pub use server::{Options, Sandbox};
