//! One license file, in every shape and with every fault.

use proptest::prelude::*;
use serde_json::{Value, json};
use vouch::proof::key::Keys;
use vouch::proof::license_file::LicenseFileError::{self, *};
use vouch::proof::license_file::{LicenseFile, LicenseKind};
use vouch_sandbox::license::{self, Signer};

use crate::mangling::{self, EACH, Mangling};
use crate::{decode, file, keys};

fn fields(license: &LicenseFile) -> Value {
    serde_json::to_value(license).unwrap()
}

/// A license file that says this, as the gem would make it.
fn signed(payload: &Value) -> String {
    Signer::test().sign(&payload.to_string(), "700001")
}

/// The least that is read.
fn minimal() -> Value {
    json!({ "version": 1, "licensee": { "Name": "Alice Anders" }, "restrictions": { "id": 700_001 } })
}

/// The same with one value changed, found by its JSON pointer; its parent must be there.
fn with(pointer: &str, value: Value) -> Value {
    let mut payload = minimal();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    payload.pointer_mut(parent).unwrap()[key] = value;
    payload
}

#[test]
fn a_file_says_what_its_record_says() {
    let acme = json!({
        "id": "700001",
        "name": "Alice Anders",
        "company": "Acme Corp",
        "email": "alice@acme.example",
        "starts_at": "2025-01-01",
        "expires_at": "2099-12-31",
        "plan": "premium",
        "trial": false,
        "subscription_name": "A-S00012345",
        "kind": "legacy",
    });
    // (license, what differs from the first)
    for (id, differences) in [
        (700_001, json!({})),
        (700_002, json!({ "trial": true, "plan": "ultimate" })),
        (700_003, json!({ "starts_at": "2019-01-01", "expires_at": "2020-01-01" })),
        (700_005, json!({ "subscription_name": null })),
        (
            700_007,
            json!({
                "name": "Mallory <b>O'Neil</b>",
                "company": "<script>alert('xss')</script> & \"Quotes\" Co",
                "email": "mallory.o'neil+gitlab@evil.example",
                "subscription_name": "A-S00077777",
            }),
        ),
        (
            700_008,
            json!({
                "name": "山田 太郎",
                "company": "株式会社サンプル Ünïcødé \u{200f}مرحبا\u{200f} 🦊",
                "email": "yamada.taro@kk.example",
                "subscription_name": "A-S00088888",
            }),
        ),
        (700_009, json!({})),
        (700_011, json!({ "trial": null })),
        (700_012, json!({ "expires_at": null })),
        (700_033, json!({ "subscription_name": null })),
        (700_034, json!({ "kind": "offline_cloud" })),
    ] {
        let mut expected = acme.clone();
        expected["id"] = json!(id.to_string());
        for (key, value) in differences.as_object().unwrap() {
            expected[key] = value.clone();
        }
        assert_eq!(fields(&decode(&file(id)).unwrap()), expected, "{id}");
    }
}

#[test]
fn every_shape_of_a_file_decodes_to_the_same() {
    let expected = decode(&file(700_001)).unwrap();
    for mangling in EACH.into_iter().chain([Mangling::Json]) {
        assert_eq!(decode(&mangling.apply(&file(700_001))).as_ref(), Ok(&expected), "{mangling:?}");
    }
    let twice = format!("{}\n> {}", file(700_001), file(700_001).replace('\n', "\n> "));
    assert_eq!(decode(&twice).as_ref(), Ok(&expected), "the same license twice");
    let cut = &file(700_001)[..500];
    assert_eq!(decode(&format!("{cut}\n\n{}", file(700_001))).as_ref(), Ok(&expected), "first cut off, then whole");
}

#[test]
fn every_value_is_read_strictly() {
    // (where, value, what is read, under which name)
    for (pointer, value, read, name) in [
        ("/restrictions/id", json!("700001"), json!("700001"), "id"),
        ("/restrictions/id", json!(" 42 "), json!("42"), "id"),
        ("/restrictions/id", json!(9_223_372_036_854_775_807_u64), json!("9223372036854775807"), "id"),
        ("/restrictions/trial", json!(true), json!(true), "trial"),
        ("/restrictions/trial", json!("true"), Value::Null, "trial"),
        ("/restrictions/trial", json!(0), Value::Null, "trial"),
        ("/restrictions/plan", json!("ultimate"), json!("ultimate"), "plan"),
        ("/restrictions/plan", json!(1), Value::Null, "plan"),
        ("/restrictions/subscription_name", json!(" A-S00012345 "), json!("A-S00012345"), "subscription_name"),
        ("/restrictions/subscription_name", json!(" "), Value::Null, "subscription_name"),
        ("/restrictions/subscription_name", json!("a\nb"), Value::Null, "subscription_name"),
        ("/licensee/Email", json!(" bob@beta.example\n"), json!("bob@beta.example"), "email"),
        ("/licensee/Email", json!(""), Value::Null, "email"),
        ("/licensee/Company", json!(["x"]), Value::Null, "company"),
        ("/issued_at", json!("2026-01-31"), json!("2026-01-31"), "starts_at"),
        ("/starts_at", json!("2026-01-31"), json!("2026-01-31"), "starts_at"),
        ("/expires_at", json!("2026-01-31T23:59:59.000Z"), json!("2026-01-31"), "expires_at"),
        ("/expires_at", json!("2026-01-31 23:59:59 UTC"), json!("2026-01-31"), "expires_at"),
        ("/expires_at", json!("2026-02-31"), Value::Null, "expires_at"),
        ("/expires_at", json!("01/31/2026"), Value::Null, "expires_at"),
        ("/expires_at", json!("January 31, 2026"), Value::Null, "expires_at"),
        ("/expires_at", json!("2026-01-31 or so"), Value::Null, "expires_at"),
        ("/expires_at", json!(20_260_131), Value::Null, "expires_at"),
        ("/cloud_licensing_enabled", json!(true), json!("online_cloud"), "kind"),
        ("/cloud_licensing_enabled", json!(false), json!("legacy"), "kind"),
        ("/cloud_licensing_enabled", json!("true"), Value::Null, "kind"),
        ("/offline_cloud_licensing_enabled", json!(1), Value::Null, "kind"),
    ] {
        let license = decode(&signed(&with(pointer, value.clone()))).unwrap();
        assert_eq!(fields(&license)[name], read, "{pointer} {value}");
    }
    let bare = decode(&signed(&minimal())).unwrap();
    assert_eq!(bare.kind, Some(LicenseKind::Legacy));
    assert_eq!((bare.trial, bare.plan, bare.starts_at, bare.expires_at), (None, None, None, None));
    let both = json!({ "version": 1, "licensee": {}, "restrictions": { "id": 1 }, "starts_at": "?", "issued_at": "2026-01-31" });
    assert_eq!(decode(&signed(&both)).unwrap().starts_at, None, "the newer name is believed, readable or not");
}

#[test]
fn what_is_read_serializes_and_comes_back() {
    let license = decode(&file(700_008)).unwrap();
    assert_eq!(serde_json::from_value::<LicenseFile>(fields(&license)).unwrap(), license);
    let error = serde_json::to_value(OtherKey).unwrap();
    assert_eq!(error, "other_key");
    assert_eq!(serde_json::from_value::<LicenseFileError>(error).unwrap(), OtherKey);
}

#[test]
fn content_without_a_usable_id_is_refused() {
    for (what, payload, error) in [
        ("no version", json!({ "licensee": {}, "restrictions": { "id": 1 } }), UnsupportedVersion),
        ("version 2", with("/version", json!(2)), UnsupportedVersion),
        ("version as text", with("/version", json!("1")), UnsupportedVersion),
        ("no licensee", json!({ "version": 1, "restrictions": { "id": 1 } }), Damaged),
        ("a licensee that is a text", with("/licensee", json!("x")), Damaged),
        ("no restrictions", json!({ "version": 1, "licensee": {} }), NoLicenseId),
        ("no id", with("/restrictions", json!({ "subscription_id": 5 })), NoLicenseId),
        ("an id elsewhere", json!({ "version": 1, "licensee": {}, "id": 1, "restrictions": {} }), NoLicenseId),
        ("null", with("/restrictions/id", Value::Null), NoLicenseId),
        ("zero", with("/restrictions/id", json!(0)), NoLicenseId),
        ("negative", with("/restrictions/id", json!(-5)), NoLicenseId),
        ("a fraction", with("/restrictions/id", json!(1.5)), NoLicenseId),
        ("a huge number", with("/restrictions/id", json!(1e30)), NoLicenseId),
        ("a Zuora ID", with("/restrictions/id", json!("2c92a0ff76f0d5250176f2f8c86f305a")), NoLicenseId),
        ("blank", with("/restrictions/id", json!("")), NoLicenseId),
        ("not an object", json!([1]), Damaged),
        ("a text", json!("{}"), Damaged),
    ] {
        assert_eq!(decode(&signed(&payload)), Err(error), "{what}");
    }
    for content in ["", "{", "not JSON", "{\"version\":1}{}"] {
        assert_eq!(decode(&Signer::test().sign(content, "x")), Err(Damaged), "{content:?}");
    }
}

#[test]
fn another_key_is_told_from_damage() {
    let foreign = Signer::stranger().sign(&minimal().to_string(), "700001");
    assert_eq!(decode(&foreign), Err(OtherKey));
    for keys in [Keys::none(), Keys::from_pem(crate::PRODUCTION).unwrap()] {
        assert_eq!(LicenseFile::decode(&file(700_001), &keys), Err(OtherKey));
    }
    assert_eq!(decode(&foreign[..500]), Err(Truncated), "what is cut off is not called foreign");
}

#[test]
fn what_is_no_license_file_is_called_so() {
    for text in [
        "",
        " \n",
        "700001",
        "Gv3JSmg8YQyvm4tSGXbhDYfZ",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl",
        "We BEGIN with the GITLAB LICENSE, and END with the LICENSE.",
        "-----BEGIN MIT LICENSE-----\nPermission is hereby granted, free of charge\n-----END MIT LICENSE-----",
        crate::PRODUCTION,
        "eyJkYXRhIjo",
    ] {
        assert_eq!(decode(text), Err(NotALicenseFile), "{text:?}");
    }
    assert_eq!(decode(&"x".repeat(1024 * 1024 + 1)), Err(TooLong));
    assert_eq!(decode(&"x".repeat(1024 * 1024)), Err(NotALicenseFile));
    assert_eq!(decode(&format!("eyJkYXRhIjoi{}", "QUFB".repeat(20_000))), Err(TooLong));
}

#[test]
fn two_licenses_are_not_one() {
    let both = format!("{}\nand\n{}", file(700_001), file(700_002));
    assert_eq!(decode(&both), Err(Several));
}

#[test]
fn a_key_cut_off_is_called_so() {
    let file = file(700_001);
    let characters = file.trim_end().trim_end_matches('=').len();
    for end in (12..characters).step_by(7).chain([characters - 1]) {
        assert_eq!(decode(&file[..end]), Err(Truncated), "the first {end} of {characters}");
        let in_mail = format!("{}\n\nThanks and regards\nBob", &file[..end]);
        assert_eq!(decode(&in_mail), Err(Truncated), "{end} of {characters} in a mail");
    }
    for start in (1..1500).step_by(7) {
        assert_eq!(decode(&file[start..]), Err(Truncated), "from {start} on");
    }
    let bounded = license::with_boundary(&file[20..1200]);
    assert_eq!(decode(&bounded), Err(Damaged), "between boundaries, neither beginning nor end");
    let bounded = license::with_boundary(&file[..1200]);
    assert_eq!(decode(&bounded), Err(Truncated));
}

#[test]
fn a_key_that_lost_or_gained_something_never_decodes() {
    let file = file(700_001);
    let lines: Vec<&str> = file.lines().collect();
    for lost in 0..lines.len() {
        let rest: String = lines.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| *line).collect();
        assert!(matches!(decode(&rest), Err(Damaged | Truncated)), "line {lost}");
    }
    let swapped = [&lines[..5], &[lines[6], lines[5]], &lines[7..]].concat().concat();
    assert_eq!(decode(&swapped), Err(Damaged));
    for at in (12..1800).step_by(11).filter(|at| file.as_bytes()[*at] != b'\n') {
        let (before, after) = file.split_at(at);
        let lost = format!("{before}{}", &after[1..]);
        assert_eq!(decode(&lost), Err(Damaged), "lost {at}");
        for put in ["A", "*", "...", "[cut]", "AAAA"] {
            assert_eq!(decode(&format!("{before}{put}{after}")), Err(Damaged), "{put} at {at}");
        }
    }
}

/// A changed bit of the file's own bytes: whatever it hits, the license is the same or none.
///
/// It is not a signature that guarantees this, there is none, but that a changed bit of `data` garbles sixteen bytes of
/// JSON, that a changed bit of `iv` hits the version and the licensee's name, and that Base64 is read strictly.
#[test]
fn a_changed_bit_never_yields_another_license() {
    let file = file(700_001);
    let license = decode(&file).unwrap();
    for at in 0..file.len() {
        // Each bit somewhere, without seven times the time.
        let bit = at % 7;
        let mut bytes = file.clone().into_bytes();
        bytes[at] ^= 1 << bit;
        if let Ok(other) = decode(&String::from_utf8(bytes).unwrap()) {
            assert_eq!(other, license, "bit {bit} of {at}");
        }
    }
}

/// The same below the two layers of Base64, where each bit of the three parts can be reached.
#[test]
fn a_changed_bit_of_a_part_never_yields_another_license() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let bytes = |text: &str| STANDARD.decode(text.split_whitespace().collect::<String>()).unwrap();
    let file = file(700_001);
    let license = decode(&file).unwrap();
    let envelope: Value = serde_json::from_slice(&bytes(&file)).unwrap();
    for part in ["data", "key", "iv"] {
        let content = bytes(envelope[part].as_str().unwrap());
        for bit in (0..8 * content.len()).step_by(if part == "iv" { 1 } else { 5 }) {
            let mut content = content.clone();
            content[bit / 8] ^= 1 << (bit % 8);
            // The gem's own order: a parsed object has its keys sorted.
            let text = |name: &str| {
                let text =
                    if name == part { STANDARD.encode(&content) } else { envelope[name].as_str().unwrap().to_owned() };
                json!(text).to_string()
            };
            let json = format!(r#"{{"data":{},"key":{},"iv":{}}}"#, text("data"), text("key"), text("iv"));
            match decode(&STANDARD.encode(json)) {
                Ok(other) => assert_eq!(other, license, "bit {bit} of {part}"),
                Err(OtherKey) => assert_eq!(part, "key"),
                Err(error) => assert!(matches!(error, Damaged | UnsupportedVersion), "{error} at bit {bit} of {part}"),
            }
        }
    }
}

#[test]
fn an_error_repeats_nothing_of_the_text() {
    for error in [NotALicenseFile, TooLong, Truncated, Damaged, OtherKey, UnsupportedVersion, NoLicenseId, Several] {
        assert!(error.to_string().is_ascii() && error.to_string().ends_with('.'), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_license_survives_any_mangling(
        id in 1_u64..=i64::MAX as u64,
        name in "\\PC{0,40}",
        trial in prop::option::of(any::<bool>()),
        manglings in mangling::some(),
    ) {
        let mut payload = with("/restrictions/id", json!(id));
        payload["licensee"]["Name"] = json!(name);
        payload["restrictions"]["trial"] = json!(trial);
        let license = decode(&mangling::apply(&manglings, &signed(&payload))).unwrap();
        prop_assert_eq!(license.id.as_str(), id.to_string());
        prop_assert_eq!(license.name.unwrap_or_default(), name.trim());
        prop_assert_eq!(license.trial, trial);
    }

    #[test]
    fn a_mangled_file_of_another_key_stays_one(manglings in mangling::some()) {
        let foreign = Signer::stranger().sign(&minimal().to_string(), "700001");
        prop_assert_eq!(LicenseFile::decode(&mangling::apply(&manglings, &foreign), keys()), Err(OtherKey));
    }
}
