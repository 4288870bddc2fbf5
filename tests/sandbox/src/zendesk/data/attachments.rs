//! The files that customers send: license keys and license usage exports, of the portal's licenses.

use crate::license;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// The license file of this license.
    License(i64),
    /// The license usage export of an instance with this license.
    UsageExport(i64),
    /// A few bytes that are no proof.
    Screenshot,
}

/// A file attached to a comment.
#[derive(Debug, Clone, Copy)]
pub struct Attachment {
    /// The attachment's ID.
    pub id: u64,
    /// What its address is known by.
    pub token: &'static str,
    /// The name it had on the sender's computer.
    pub file_name: &'static str,
    /// What the sender's browser said it is.
    pub content_type: &'static str,
    /// What it holds.
    pub file: File,
}

/// A license file of ticket 4122.
pub const LICENSE_FILE: Attachment = Attachment {
    id: 19_876_543_004_122,
    token: "kT9wQe2RbYc7uLm4ZxPa1VdHs",
    file_name: "AcmeCorp.gitlab-license",
    content_type: "application/octet-stream",
    file: File::License(700_001),
};

/// The license usage export of ticket 4121.
pub const USAGE_EXPORT: Attachment = Attachment {
    id: 19_876_543_004_121,
    token: "pF3LcE8tDbGcA0bgmW1hPNccB",
    file_name: "license_usage.csv",
    content_type: "text/csv",
    file: File::UsageExport(700_001),
};

/// A picture in ticket 4125.
pub const SCREENSHOT: Attachment = Attachment {
    id: 19_876_543_004_125,
    token: "z5nYEQ2hMevPcRVYKlBQYa7xF",
    file_name: "Screenshot 2026-10-14 at 10.22.04.png",
    content_type: "image/png",
    file: File::Screenshot,
};

/// Every attachment.
pub const ATTACHMENTS: &[Attachment] = &[LICENSE_FILE, USAGE_EXPORT, SCREENSHOT];

impl Attachment {
    /// What the file holds.
    pub fn content(&self) -> String {
        let text = match self.file {
            File::License(id) => license::file(id),
            File::UsageExport(id) => license::usage_export(id),
            File::Screenshot => Some(String::from("\u{89}PNG\r\n\u{1a}\n")),
        };
        text.unwrap_or_default()
    }
}
