//! Attacks, in real browsers: what a customer's text, a page, a link or a site may try. Each test says what must not
//! happen, and what the agent is told.
//!
//! Each test runs in Chromium and in Firefox, each with a browser and a sandbox of its own.

mod clickjacking;
mod composers;
mod conversation;
mod csp;
mod drag;
mod flood;
mod forged_events;
mod framing;
mod insertion;
mod leftovers;
mod links;
mod pollution;
mod provenance;
mod quota;
