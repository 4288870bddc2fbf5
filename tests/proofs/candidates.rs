//! Where license keys stand in a longer text.

use std::ops::Range;

use proptest::prelude::*;
use vouch::proof::license_file::LicenseFileError::{Damaged, Truncated};
use vouch::proof::license_file::{candidates, first_key};
use vouch_sandbox::license::with_boundary;

use crate::mangling::{self, EACH, Mangling};
use crate::{decode, file};

#[test]
fn each_key_of_a_text_is_found_in_order() {
    let [one, two] = [700_001, 700_002].map(file);
    let quoted = Mangling::Quoted(2).apply(&two);
    let text = format!(
        "Hi, this is the old one:\n{one}\nand this the new one:\n{quoted}\nCut: {}. Between boundaries:\n{}Bye\n",
        &one[..300],
        with_boundary(&two[9..]),
    );
    let found = candidates(&text);
    let results: Vec<_> =
        found.iter().map(|range| decode(&text[range.clone()]).map(|license| license.id.to_string())).collect();
    assert_eq!(results, [Ok("700001".to_owned()), Ok("700002".to_owned()), Err(Truncated), Err(Truncated)]);
    assert_eq!(&text[found[0].clone()], one.trim_end(), "the key and nothing else");
    assert!(text[found[3].clone()].starts_with("----") && text[found[3].clone()].ends_with("----"));
}

#[test]
fn the_first_key_is_given_as_it_was_written() {
    let key = file(700_001);
    for mangling in EACH.into_iter().chain([Mangling::Json]) {
        assert_eq!(first_key(&mangling.apply(&key)).as_ref(), Some(&key), "{mangling:?}");
    }
    let export = vouch_sandbox::license::usage_export(700_001).unwrap();
    assert_eq!(first_key(&export).as_ref(), Some(&key));
    // What is not whole is given as it stands.
    assert_eq!(first_key(&format!("Hi,\n\n{}\n", &key[..300])).as_deref(), Some(key[..300].trim_end()));
    assert_eq!(first_key("Hi, please add me."), None);
}

#[test]
fn what_looks_like_no_key_is_not_found() {
    for text in [
        "",
        "The license ID is 700001.",
        "eyJhbGciOiJIUzI1NiJ9",
        "-----BEGIN MIT LICENSE-----\nPermission is hereby granted\n-----END MIT LICENSE-----",
        "-----BEGIN GITLAB LICENSE-----\nand nothing after it",
        "BEGIN GITLAB LICENSE \nEND",
        crate::PRODUCTION,
    ] {
        assert_eq!(candidates(text), [], "{text:?}");
    }
}

#[test]
fn a_key_with_a_damaged_beginning_is_found_by_its_boundaries() {
    let bounded = with_boundary(&file(700_001)).replacen("eyJk", "eyJx", 1);
    for text in [
        bounded.clone(),
        bounded.replace('\n', " "),
        Mangling::Quoted(1).apply(&bounded),
        Mangling::CrLf.apply(&bounded),
    ] {
        let [range] = candidates(&text).try_into().unwrap();
        assert!(matches!(decode(&text[range]), Err(Damaged | Truncated)), "{text}");
    }
    let doubled = format!("BEGIN X LICENSE\n{bounded}");
    assert_eq!(
        candidates(&doubled),
        vec![Range { start: 0, end: doubled.trim_end().len() }],
        "a beginning without its end takes the next end"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_key_in_a_mangled_text_is_found(before in "[a-zA-Z ,.\n-]{0,200}", after in "[a-zA-Z ,.\n-]{0,200}", manglings in mangling::some()) {
        let key = mangling::apply(&manglings, &file(700_001));
        let text = format!("{before}\n{key}\n{after}");
        let [range] = candidates(&text).try_into().unwrap();
        prop_assert_eq!(decode(&text[range]), decode(&file(700_001)));
    }
}
