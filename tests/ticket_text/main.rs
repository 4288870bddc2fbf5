//! What is recognised in text: in one field that an agent types into, in prose, and in a ticket's conversation; and what
//! is not. A test is a table of texts and what must be found in each.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as the tests themselves do")]

mod any_input;
mod conversation;
mod hostile;
mod negatives;
mod prose;
mod sandbox;
mod typed;

use vouch::proof::Proof;
use vouch::proof::conversation::{File, Hit, Said, search};
use vouch::proof::key::Keys;
use vouch::proof::text::{Mention, mentions};
use vouch::zendesk::Comment;

/// A mention in a few characters: `license 700001`, `order 5001`, `code Gv3J…`, `name A-S…`, `sold to alice@…`.
fn short(mention: &Mention) -> String {
    match mention {
        Mention::License(id) => format!("license {id}"),
        Mention::ActivationCode(code) => format!("code {code}"),
        Mention::SubscriptionName(name) => format!("name {name}"),
        Mention::Record(model, id) => format!("{model} {id}"),
        Mention::SoldTo(address) => format!("sold to {address}"),
        Mention::MaybeSoldTo(address) => format!("maybe sold to {address}"),
    }
}

/// What a text mentions, in order.
fn found(text: &str) -> Vec<String> {
    mentions(text).iter().map(|found| short(&found.mention)).collect()
}

/// What a conversation says, with the key that the sandbox signs its license files with.
fn hits(comments: &[Comment]) -> Vec<Hit> {
    let keys = Keys::from_pem(vouch_sandbox::license::TEST_PUBLIC_KEY_PEM).unwrap();
    search(comments, &keys).hits
}

/// The files that a conversation offers.
fn files(comments: &[Comment]) -> Vec<File> {
    search(comments, &Keys::none()).files
}

/// What was said in a few characters, as [`short`] does.
fn said(hit: &Hit) -> String {
    match &hit.said {
        Said::SoldTo(address) => format!("sold to {address}"),
        Said::MaybeSoldTo(address) => format!("maybe sold to {address}"),
        Said::Undecoded { error, .. } => format!("undecoded: {error}"),
        Said::Proof(proof) => match proof {
            Proof::License(id) => format!("license {id}"),
            Proof::ActivationCode(code) => format!("code {code}"),
            Proof::Subscription(name) => format!("name {name}"),
            Proof::CloudActivation(id) => format!("cloud_activation {id}"),
            Proof::Order(id) => format!("order {id}"),
            Proof::BillingAccount(id) => format!("billing_account {id}"),
            Proof::LicenseFile(license) => format!("file {}", license.id),
            Proof::UsageExport(export) => format!("export {}", export.license.id),
        },
    }
}
