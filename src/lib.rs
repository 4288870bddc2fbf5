//! Vouch gathers the proof that a customer is entitled to support.

pub mod portal;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;
#[cfg(all(target_arch = "wasm32", feature = "panel"))]
pub mod panel;
