//! Any text as a license file, and as a text in which license keys stand.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vouch::proof::key::Keys;
use vouch::proof::license_file::{LicenseFile, LicenseFileError, candidates};

/// The sandbox's own key: the seeds decode with it.
const TEST_KEY: &str = include_str!("../../tests/sandbox/keys/license_test_key.pub");

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::from_pem(TEST_KEY).expect("the test key is a key"));

fuzz_target!(|text: &str| {
    let whole = LicenseFile::decode(text, &KEYS);
    let mut read = Vec::new();
    let mut end = 0;
    for range in candidates(text) {
        assert!(end <= range.start && range.start < range.end, "in order, without overlap");
        end = range.end;
        read.extend(LicenseFile::decode(&text[range], &KEYS));
    }
    // The whole text and its parts agree.
    read.dedup();
    match whole {
        Ok(license) => assert_eq!(read, [license]),
        Err(LicenseFileError::Several) => assert!(read.len() > 1),
        Err(_) => assert_eq!(read, []),
    }
});
