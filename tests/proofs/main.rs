//! What customers send: license files and license usage exports, in every shape in which they arrive (facts: domain 1
//! and 2). The files are the sandbox's own, made as GitLab makes them with a key of ours.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as the tests themselves do")]

mod any_input;
mod candidates;
mod license_file;
mod mangling;
mod production_key;
mod usage_export;

use std::sync::LazyLock;

use vouch::proof::key::Keys;
use vouch::proof::license_file::{LicenseFile, LicenseFileError};
use vouch_sandbox::license;

const PRODUCTION: &str = include_str!("../../static/license_keys.pem");

/// The keys of the sandbox's own build: the production key and the test key.
fn keys() -> &'static Keys {
    static KEYS: LazyLock<Keys> =
        LazyLock::new(|| Keys::from_pem(&format!("{PRODUCTION}{}", license::TEST_PUBLIC_KEY_PEM)).unwrap());
    &KEYS
}

fn decode(text: &str) -> Result<LicenseFile, LicenseFileError> {
    LicenseFile::decode(text, keys())
}

/// The license file of a license of the sandbox.
fn file(id: i64) -> String {
    license::file(id).unwrap()
}
