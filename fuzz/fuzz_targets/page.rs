//! The reader of the portal's pages: any page at any of its addresses.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vouch::portal::{Content, PortalUrl, read};

/// One address for each kind of page that is read.
const PATHS: [&str; 8] = [
    "license/700001",
    "license",
    "license/validate_license",
    "cloud_activation/9001",
    "order/5001",
    "order?f%5Bsubscription_name%5D%5B1%5D%5Bo%5D=like",
    "billing_account/1001",
    "billing_account_contact/11",
];

fuzz_target!(|input: &str| {
    // The first character, from `@` on, says which address and whether the record was found.
    let Some(first @ '@'..='O') = input.chars().next() else { return };
    let (choice, html) = (first as usize - '@' as usize, &input[1..]);
    let (path, found) = (PATHS[choice % PATHS.len()], choice < PATHS.len());
    let Ok(url) = PortalUrl::parse(&format!("https://customers.gitlab.com/admin/{path}")) else { return };
    let page = read(&url, if found { 200 } else { 404 }, html);
    // What was not found shows no record, whatever its page says.
    assert!(found || !matches!(page.content, Content::License(_) | Content::Order(_) | Content::BillingAccount(_)));
    assert!(serde_json::to_string(&page).is_ok());
});
