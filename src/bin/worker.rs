//! The extension worker.
#[cfg(target_arch = "wasm32")]
use vouch as _;

fn main() {}
