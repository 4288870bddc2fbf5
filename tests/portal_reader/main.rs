//! The portal reader, on pages of both RailsAdmin markups: every trap of facts/portal.md 0, and what the handbook asks
//! each page for. A test is a table: what the page shows, and what must be read from it.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as the tests themselves do")]

mod any_input;
mod fields;
mod fixture;
mod forms;
mod lists;
mod pages;
mod sandbox;
mod sold_to;
mod urls;

use serde_json::Value;
use vouch::portal::{Page, PortalUrl, read};

/// Reads a page found at a path of the portal, with status 200.
fn at(path: &str, html: &str) -> Page {
    with_status(path, 200, html)
}

/// Reads a page found at a path of the portal.
fn with_status(path: &str, status: u16, html: &str) -> Page {
    read(&PortalUrl::parse(&format!("{}{path}", fixture::PORTAL)).unwrap(), status, html)
}

/// The page's output.
fn json(page: &Page) -> Value {
    serde_json::to_value(page).unwrap()
}
