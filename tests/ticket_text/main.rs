//! What is recognised in text: in one field that an agent types into, in prose, and in a ticket's conversation; and what
//! is not. A test is a table of texts and what must be found in each.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as the tests themselves do")]

mod any_input;
mod conversation;
mod negatives;
mod prose;
mod sandbox;
mod typed;

use vouch::proof::text::{Mention, mentions};

/// A mention in a few characters: `license 700001`, `order 5001`, `code Gv3J…`, `name A-S…`, `sold to alice@…`.
fn short(mention: &Mention) -> String {
    match mention {
        Mention::License(id) => format!("license {id}"),
        Mention::ActivationCode(code) => format!("code {code}"),
        Mention::SubscriptionName(name) => format!("name {name}"),
        Mention::Record(model, id) => format!("{model} {id}"),
        Mention::SoldTo(address) => format!("sold to {address}"),
    }
}

/// What a text mentions, in order.
fn found(text: &str) -> Vec<String> {
    mentions(text).iter().map(|found| short(&found.mention)).collect()
}
