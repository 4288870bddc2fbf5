//! Any text as a license usage export.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vouch::proof::key::Keys;
use vouch::proof::license_file::LicenseFile;
use vouch::proof::usage_export::{UsageExport, looks_like_usage_export};

/// The sandbox's own key: the seeds decode with it.
const TEST_KEY: &str = include_str!("../../tests/sandbox/keys/license_test_key.pub");

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::from_pem(TEST_KEY).expect("the test key is a key"));

fuzz_target!(|text: &str| {
    let _ = looks_like_usage_export(text);
    if let Ok(export) = UsageExport::read(text, &KEYS) {
        for difference in export.differences() {
            assert_ne!(difference.header, difference.key);
        }
        // What stands around a key does not change what it says.
        if let Ok(license) = LicenseFile::decode(text, &KEYS) {
            assert_eq!(export.license, license);
        }
    }
});
