//! Whatever comes: the readers answer, and soon.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use vouch::proof::license_file::candidates;
use vouch::proof::usage_export::{UsageExport, looks_like_usage_export};

use crate::{decode, file, keys};

/// Far above what any of these takes even unoptimised, far below what quadratic time would take.
const SOON: Duration = Duration::from_secs(20);

fn read_all(text: &str) {
    let _ = decode(text);
    let _ = UsageExport::read(text, keys()).map(|export| export.differences());
    let _ = looks_like_usage_export(text);
    let mut end = 0;
    for range in candidates(text) {
        assert!(range.start >= end && range.end > range.start, "{range:?} after {end}");
        end = range.end;
        let _ = decode(&text[range]);
    }
}

/// Texts on which a careless reader would take quadratic time or memory.
#[test]
fn a_hostile_text_takes_no_longer_than_others() {
    const LENGTH: usize = 256 * 1024;
    let key = file(700_001);
    let repeat = |unit: &str| unit.repeat(LENGTH / unit.len());
    let half = |unit: &str| unit.repeat(LENGTH / 2 / unit.len());
    let long_json = format!("eyJkYXRhIjoi{}", "QUFB".repeat(LENGTH / 8));
    for (what, text) in [
        ("beginnings of keys", repeat("eyJkYXRhIjoi")),
        ("beginnings of beginnings", repeat("eyJkYXRhIjo")),
        ("beginnings apart", repeat("eyJkYXRhIjoi ")),
        ("beginnings broken off", repeat("eyJkYXRhIjoi,")),
        ("keys", repeat(&key)),
        ("keys cut off", repeat(&key[..1500])),
        ("a key without end", long_json),
        ("ends of keys", repeat("aXYiOiJ9Iml2IjoiIn0")),
        ("beginnings of boundaries", repeat("-BEGIN ")),
        ("beginnings of boundaries in lines", repeat("BEGIN \n")),
        ("boundaries", repeat("-----BEGIN X LICENSE-----\n")),
        ("boundaries in one line", repeat("-BEGIN X LICENSE-")),
        ("pairs of boundaries", repeat("BEGIN X LICENSE\nEND X LICENSE\n")),
        ("dashes", repeat("-")),
        ("dashes and boundaries", format!("{}{}", half("-"), half("BEGIN "))),
        ("spaces and boundaries", format!("{}{}", half(" "), half("BEGIN  "))),
        ("white space", repeat(" \n")),
        ("quotes", repeat("\"")),
        ("pairs of quotes", repeat("License Key,\"\"\n")),
        ("rows", format!("License Key,x\n{}", repeat("\n"))),
        ("cells", format!("License Key{}", repeat(","))),
        ("backslashes", repeat("\\")),
        ("escaped line breaks", repeat("\\n")),
        ("equal signs", repeat("=")),
        ("soft line breaks", repeat("=\n")),
        ("other scripts", repeat("é🦊")),
    ] {
        let text = &text[..text.floor_char_boundary(LENGTH)];
        let started = Instant::now();
        read_all(text);
        assert!(started.elapsed() < SOON, "{what}: {:?}", started.elapsed());
    }
}

/// Pieces of what the readers look for, in any order: closer to trouble than random characters.
fn soup() -> impl Strategy<Value = String> {
    let key = file(700_001);
    let pieces = [
        "eyJkYXRhIjoi",
        "eyJk",
        "Iml2Ijoi",
        "In0=",
        "\"}",
        "=",
        "\\n",
        "\\",
        "\n",
        "\r\n",
        "> ",
        "\t",
        " ",
        "\"",
        "\"\"",
        ",",
        ";",
        "-----BEGIN GITLAB LICENSE-----",
        "-----END GITLAB LICENSE-----",
        "BEGIN ",
        " LICENSE",
        "END ",
        "—",
        "License Key",
        "Email",
        "License Start Date",
        "Company",
        "Date",
        "2026-01-31",
        "1/31/2026",
        "\u{feff}",
        "\u{200b}",
        "\u{a0}",
        "é",
        "🦊",
        "\0",
        "a",
    ];
    let pieces: Vec<String> = pieces
        .into_iter()
        .map(str::to_owned)
        .chain([key.clone(), key[..700].to_owned(), key[700..].to_owned(), key.replace('\n', "")])
        .collect();
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn reading_never_panics(text in prop_oneof![soup(), any::<String>()]) {
        read_all(&text);
    }
}
