//! The main job in real browsers: from a ticket with a license ID in it to a verdict and a note on the clipboard.
//!
//! Each test runs in Chromium and in Firefox, each with a browser and a sandbox of its own.

mod collect;
mod open;
mod stay;
