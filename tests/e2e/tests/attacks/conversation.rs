//! Ticket 4101 with another conversation than the sandbox's: between its requester and one other customer.

use serde_json::{Value, json};
use vouch_e2e::testing::Failure;
use vouch_sandbox::server::Answer;

use crate::flood::answer;

/// Where the API has it.
pub const PATH: &str = "/api/v2/tickets/4101/comments";

/// The requester's ID, and the other customer's.
pub const REQUESTER: u64 = 26_000_000_004_101;
pub const OTHER: u64 = 26_000_000_000_777;

/// A public comment. An empty `html` leaves the reader its text.
pub fn comment(id: usize, author: u64, text: &str, html: &str) -> Value {
    json!({
        "id": id, "author_id": author, "created_at": format!("2026-10-14T08:{id:02}:00Z"), "public": true,
        "plain_body": text, "html_body": html, "body": text, "attachments": [],
    })
}

/// The API's answer with these comments, where the other customer has this name.
pub fn answer_with(comments: &[Value], other: &str) -> Result<Answer, Failure> {
    let body = json!({
        "comments": comments,
        "users": [
            { "id": REQUESTER, "name": "Charlie Castro", "role": "end-user" },
            { "id": OTHER, "name": other, "role": "end-user" },
        ],
        "meta": { "has_more": false, "after_cursor": null },
    });
    answer("application/json; charset=utf-8", body.to_string().into_bytes())
}
