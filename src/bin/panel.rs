//! The extension panel.
#[cfg(target_arch = "wasm32")]
use vouch as _;

fn main() {}
