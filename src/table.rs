//! Tables in text files, whatever separates their cells: exports are re-saved by spreadsheets before they are sent.

use csv::{ReaderBuilder, StringRecord};

/// What separates cells: a comma in what is exported, others in what was re-saved.
pub(crate) const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The rows of a table, however many cells each has.
pub(crate) fn rows(text: &str, separator: u8) -> impl Iterator<Item = StringRecord> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
        .map_while(Result::ok)
}

/// A cell without what stands around its text.
pub(crate) fn trim(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Whether a cell says this, in any letter case.
pub(crate) fn is(cell: &str, label: &str) -> bool {
    trim(cell).eq_ignore_ascii_case(label)
}
