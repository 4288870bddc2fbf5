//! Vouch gathers the proof that a customer is entitled to support.
//!
//! The way through it is one line: proof → trail → organization → findings → verdict → note. Everything but the last
//! two modules and the bindings they share is compiled and tested natively and knows nothing of browsers.

pub mod addresses;
pub mod ask;
mod cached;
pub mod case;
pub mod checks;
pub mod composer;
pub mod contact_management;
pub mod customer_words;
pub mod date;
pub mod directory;
pub mod fetch;
pub mod handbook;
pub mod hosts;
mod html;
pub mod ids;
pub mod known;
pub mod link;
mod lookup;
pub mod note;
pub mod organization;
pub mod portal;
pub mod problem;
pub mod proof;
pub mod protocol;
pub mod route;
pub mod salesforce;
pub mod sender;
pub mod shown;
mod table;
pub mod task;
pub mod trail;
pub mod visible;
pub mod zendesk;

#[cfg(all(target_arch = "wasm32", feature = "panel"))]
pub mod panel;
#[cfg(all(target_arch = "wasm32", any(feature = "worker", feature = "panel")))]
pub mod webext;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;
