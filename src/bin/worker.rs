//! The worker: a service worker in Chromium, an event page in Firefox. Its loader calls what `vouch::worker` exports.

#[cfg(target_arch = "wasm32")]
use vouch as _;

fn main() {}
