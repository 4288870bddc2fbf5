//! A license usage export, as it was downloaded and as it arrives.

use proptest::prelude::*;
use vouch::proof::license_file::LicenseFileError;
use vouch::proof::usage_export::{HeaderField, UsageExport, UsageExportError, looks_like_usage_export};
use vouch_sandbox::license;

use crate::{decode, file, keys};

fn read(text: &str) -> Result<UsageExport, UsageExportError> {
    UsageExport::read(text, keys())
}

fn export(id: i64) -> String {
    license::usage_export(id).unwrap()
}

/// An export that a program read and wrote again.
fn resaved(text: &str, separator: u8, quotes: csv::QuoteStyle, cell: impl Fn(&str) -> String) -> String {
    let label = text.to_ascii_lowercase().find("license key").unwrap();
    let between = text[label..].bytes().find(|byte| b",;\t".contains(byte)).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(between).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .quote_style(quotes)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in reader.records() {
        writer.write_record(row.unwrap().iter().map(&cell)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn american(cell: &str) -> String {
    match cell.get(..10).map(|day| day.split('-').collect::<Vec<_>>()).as_deref() {
        Some([year, month, day]) if year.len() == 4 => {
            format!("{}/{}/{year}{}", month.trim_start_matches('0'), day.trim_start_matches('0'), &cell[10..])
        }
        _ => cell.to_owned(),
    }
}

/// Whether the head can still be told apart after it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Head {
    Kept,
    Lost,
}

type Change = (&'static str, Head, fn(&str) -> String);

/// What programs and people do to an export, in the order in which it happens.
const CHANGES: [Change; 21] = [
    ("as it is", Head::Kept, str::to_owned),
    ("older column title", Head::Kept, |text| text.replace("Billable User Count", "Active User Count")),
    ("semicolons", Head::Kept, |text| resaved(text, b';', csv::QuoteStyle::Necessary, str::to_owned)),
    ("tabs", Head::Kept, |text| resaved(text, b'\t', csv::QuoteStyle::Necessary, str::to_owned)),
    ("all quoted", Head::Kept, |text| resaved(text, b',', csv::QuoteStyle::Always, str::to_owned)),
    ("American dates", Head::Kept, |text| resaved(text, b',', csv::QuoteStyle::Necessary, american)),
    ("padded cells", Head::Kept, |text| resaved(text, b',', csv::QuoteStyle::Always, |cell| format!(" {cell}\u{a0}"))),
    ("lower case labels", Head::Kept, |text| text.replace("License ", "license ").replace("Email,", "email,")),
    ("line breaks of the key lost", Head::Kept, |text| {
        resaved(text, b',', csv::QuoteStyle::Necessary, |cell| cell.replace('\n', ""))
    }),
    ("line breaks of the key made spaces", Head::Kept, |text| {
        resaved(text, b',', csv::QuoteStyle::Necessary, |cell| cell.replace('\n', " "))
    }),
    ("quotes lost", Head::Kept, |text| text.replace('"', "")),
    ("the table cut off", Head::Kept, |text| text.split("\n2026-11-18").next().unwrap().to_owned()),
    ("a blank line at the beginning", Head::Kept, |text| format!("\n\n{text}")),
    ("byte order mark", Head::Kept, |text| format!("\u{feff}{text}")),
    ("CRLF", Head::Kept, |text| text.replace("\r\n", "\n").replace('\n', "\r\n")),
    ("a mail around it", Head::Kept, |text| format!("Hello,\nhere you are:\n{text}\nThanks, Bob\n")),
    ("quoted in a mail", Head::Lost, |text| text.lines().map(|line| format!("> {line}\n")).collect()),
    ("all line breaks lost", Head::Lost, |text| text.replace('\n', "")),
    ("all line breaks made spaces", Head::Lost, |text| text.replace('\n', " ")),
    ("only the first cells", Head::Lost, |text| text.split("\nEmail").next().unwrap().to_owned()),
    ("only the key", Head::Lost, |text| text[text.find("eyJ").unwrap()..].split("mail").next().unwrap().to_owned()),
];

#[test]
fn every_shape_of_an_export_is_read() {
    for (what, head, change) in CHANGES {
        for id in [700_001, 700_002, 700_003] {
            let text = change(&export(id));
            let export = read(&text).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(Ok(&export.license), decode(&file(id)).as_ref(), "{what}");
            assert_eq!(export.differences(), [], "{what}");
            if head == Head::Kept {
                assert_eq!(export.email, export.license.email, "{what}");
                assert_eq!(export.company, export.license.company, "{what}");
                assert_eq!(export.starts_at, export.license.starts_at, "{what}");
                assert_eq!(export.expires_at, export.license.expires_at, "{what}");
                assert_eq!(export.generated_at.map(|day| day.to_string()).as_deref(), Some("2026-11-22"), "{what}");
            }
        }
    }
}

#[test]
fn hostile_and_foreign_names_are_read_whole() {
    for id in [700_007, 700_008] {
        for separator in *b",;\t" {
            let text = resaved(&export(id), separator, csv::QuoteStyle::Necessary, str::to_owned);
            let export = read(&text).unwrap();
            assert!(export.company.is_some() && export.differences().is_empty(), "{id} {:?}", char::from(separator));
        }
    }
    assert_eq!(read(&export(700_012)).unwrap().expires_at, None, "a license without an end");
    let bounded = license::usage_export_of(&license::with_boundary(&file(700_001))).unwrap();
    assert_eq!(read(&bounded).unwrap().email.as_deref(), Some("alice@acme.example"));
}

#[test]
fn a_large_table_is_not_read() {
    let text = format!("{}{}", export(700_001), "2026-11-21 12:00:04,24\n".repeat(600_000));
    assert!(text.len() > 13_000_000);
    assert_eq!(read(&text), read(&export(700_001)));
}

#[test]
fn an_edited_head_is_told() {
    use HeaderField::*;
    let original = export(700_001);
    // (what is replaced, by what, the difference)
    for (from, to, difference) in [
        ("alice@acme.example", "eve@evil.example", Some((Email, "eve@evil.example", "alice@acme.example"))),
        ("alice@acme.example", "Alice@ACME.example", None),
        ("alice@acme.example", "", None),
        ("Company,Acme Corp", "Company,Acme Corporation", Some((Company, "Acme Corporation", "Acme Corp"))),
        ("Company,Acme Corp\n", "", None),
        ("Date,2025-01-01", "Date,2026-01-01", Some((StartsAt, "2026-01-01", "2025-01-01"))),
        ("Date,2025-01-01", "Date,2/1/2026", None),
        ("Date,2099-12-31", "Date,12/30/2099", Some((ExpiresAt, "2099-12-30", "2099-12-31"))),
        ("Date,2099-12-31", "Date,never", None),
    ] {
        let export = read(&original.replace(from, to)).unwrap();
        let differences = export.differences();
        let told: Vec<_> =
            differences.iter().map(|found| (found.field, found.header.as_str(), found.key.as_str())).collect();
        assert_eq!(told, difference.into_iter().collect::<Vec<_>>(), "{from} to {to}");
    }
    let swapped = original.replace(file(700_001).trim_end(), file(700_003).trim_end());
    let fields: Vec<_> = read(&swapped).unwrap().differences().into_iter().map(|found| found.field).collect();
    assert_eq!(fields, [StartsAt, ExpiresAt], "another license's key");
}

#[test]
fn what_is_no_export_is_called_so() {
    let key = file(700_001);
    for (what, text, error) in [
        ("nothing", String::new(), UsageExportError::NotAUsageExport),
        ("another table", "Date,Billable User Count\n2026-11-21,5\n".to_owned(), UsageExportError::NotAUsageExport),
        ("no key", export(700_001).replace(&key, ""), UsageExportError::NoKey),
        ("a cut key", export(700_001).replace(&key, &key[..600]), UsageExportError::Key(LicenseFileError::Truncated)),
        (
            "damage",
            export(700_001).replace(&key, &key.replacen('a', "b", 1)),
            UsageExportError::Key(LicenseFileError::Damaged),
        ),
    ] {
        assert_eq!(read(&text), Err(error), "{what}");
    }
    assert!(looks_like_usage_export(&export(700_001)) && !looks_like_usage_export(&key));
}

#[test]
fn what_is_read_serializes_and_comes_back() {
    let export = read(&export(700_001)).unwrap();
    let json = serde_json::to_string(&export).unwrap();
    assert_eq!(serde_json::from_str::<UsageExport>(&json).unwrap(), export);
    let error = serde_json::to_string(&UsageExportError::Key(LicenseFileError::Damaged)).unwrap();
    assert_eq!(error, r#"{"key":"damaged"}"#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever happens to an export, its license is read, and no difference appears that was not there.
    #[test]
    fn an_export_survives_any_changes(changes in prop::collection::btree_set(0..CHANGES.len(), 0..5)) {
        let text = changes.iter().fold(export(700_001), |text, change| CHANGES[*change].2(&text));
        let read = read(&text).unwrap();
        prop_assert_eq!(&read.license, &decode(&file(700_001)).unwrap());
        prop_assert_eq!(read.differences(), []);
    }
}
