//! What was pasted, dropped, picked or attached, read for the one proof that it holds.

use serde::{Deserialize, Serialize};

use super::Proof;
use super::key::Keys;
use super::license_file::{LicenseFile, LicenseFileError};
use super::text::mentions;
use super::usage_export::{UsageExport, UsageExportError, looks_like_usage_export};
use crate::link::Link;
use crate::portal::PortalUrl;
use crate::problem::Advice;

/// Why no proof was read from a file or a pasted text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileError {
    /// It is empty, or could not be read at all.
    #[error("It is empty, or not a file that can be read.")]
    Empty,
    /// It is larger than any file that proves something.
    #[error("The file is larger than 32 MB, so it is not read.")]
    TooLarge,
    /// It is a spreadsheet's own format.
    #[error("It is an Excel workbook, not a CSV file.")]
    Workbook,
    /// Nothing in it is a proof.
    #[error("There is no license key, license ID or activation code in it.")]
    NoProof,
    /// Several things in it could be the proof.
    #[error("Several things in it could be the proof.")]
    Several,
    /// There is a license key in it, which cannot be read.
    #[error(transparent)]
    LicenseKey(LicenseFileError),
    /// It is a usage export, which cannot be read.
    #[error(transparent)]
    UsageExport(UsageExportError),
}

impl FileError {
    /// Whether there is a license key, which the portal's Validate License page may know more about.
    #[must_use]
    pub fn has_key(&self) -> bool {
        let (Self::LicenseKey(error) | Self::UsageExport(UsageExportError::Key(error))) = self else { return false };
        !matches!(error, LicenseFileError::NotALicenseFile | LicenseFileError::TooLong)
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Advice {
        let plain = |text: &str| Advice::new(text, None);
        match self {
            Self::Empty => plain("Open it and paste what it says here."),
            Self::TooLarge => plain("Paste what matters of it here, or type the license ID."),
            Self::Workbook => plain("Open it, and paste the cell beside License Key here."),
            Self::NoProof => plain("Ask the customer for one of the four proofs."),
            Self::Several => plain("Paste the one that is meant."),
            error if error.has_key() => Advice::new(
                "The portal may know more: have it validated there, or ask the customer for the whole file.",
                Some(Link::portal("Validate License", &PortalUrl::validate_license())),
            ),
            Self::LicenseKey(_) | Self::UsageExport(_) => {
                plain("Ask the customer for the file as GitLab wrote it, or for the license ID.")
            }
        }
    }
}

/// Reads the one proof that a text holds: a usage export, a license file, or anything that [`mentions`] finds.
///
/// # Errors
/// A [`FileError`]: when there is none, or more than one.
pub fn read(text: &str, keys: &Keys) -> Result<Proof, FileError> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(FileError::Empty);
    }
    if start.starts_with("PK\u{3}\u{4}") {
        return Err(FileError::Workbook);
    }
    if looks_like_usage_export(text) {
        let export = UsageExport::read(text, keys).map_err(FileError::UsageExport)?;
        return Ok(Proof::UsageExport(Box::new(export)));
    }
    match LicenseFile::decode(text, keys) {
        Ok(license) => return Ok(Proof::LicenseFile(Box::new(license))),
        Err(LicenseFileError::NotALicenseFile) => {}
        Err(error) => return Err(FileError::LicenseKey(error)),
    }
    if let Some(proof) = Proof::typed(text) {
        return Ok(proof);
    }
    let proofs: Vec<_> = mentions(text).into_iter().filter_map(|found| Proof::of_mention(found.mention)).collect();
    match <[Proof; 1]>::try_from(proofs) {
        Ok([proof]) => Ok(proof),
        Err(proofs) if proofs.is_empty() => Err(FileError::NoProof),
        Err(_) => Err(FileError::Several),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_says_so() {
        for (text, expected) in [
            ("", Err(FileError::Empty)),
            (" \n\t", Err(FileError::Empty)),
            ("PK\u{3}\u{4}\u{14}\0\u{6}", Err(FileError::Workbook)),
            ("Hello, please add me.", Err(FileError::NoProof)),
            ("License ID: 700001", Ok("License 700001")),
            ("Hello,\n\nour license id is 700001.\n\nBye", Ok("License 700001")),
            ("License ID: 700001\nLicense ID: 700002\n", Err(FileError::Several)),
        ] {
            let read = read(text, &Keys::none());
            assert_eq!(read.map(|proof| proof.title()), expected.map(str::to_owned), "{text:?}");
        }
    }
}
