//! Any text as a list of e-mail addresses.

#![no_main]

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;
use vouch::addresses::Addresses;

/// What a list may hold and what is shown of the rest (src/addresses.rs), and the line that says how much more there is.
const MOST: usize = 1000;
const SHOWN: usize = 100;

/// What is shorter is read whole.
const SHORT: usize = 32 * 1024;

fuzz_target!(|text: &str| {
    let read = Addresses::parse(text);
    assert!(read.valid.len() <= MOST && read.left_out.len() <= MOST + 1);
    let mut known = HashSet::new();
    for address in &read.valid {
        assert!(text.contains(address.as_str()), "{address:?} does not stand there");
        assert!(known.insert(address.to_ascii_lowercase()), "{address:?} is taken twice");
    }
    // What the app is given is read again as the same addresses.
    let joined = read.joined();
    if joined.len() <= SHORT {
        let again = Addresses::parse(&joined);
        assert_eq!((again.valid, again.left_out), (read.valid.clone(), Vec::new()));
    }
    let none = read.without(|_| Some("is left out".to_owned()));
    assert!(none.valid.is_empty() && none.shown_left_out().len() <= SHOWN + 1);
});
