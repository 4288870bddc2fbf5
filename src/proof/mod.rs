//! What the customer sent to prove the entitlement (seed 001, step 5).

pub mod key;
pub mod license_file;
pub mod usage_export;

use serde::{Deserialize, Serialize};

use crate::ids::LicenseId;

/// A proof that a trail can start from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The ID of a license (seed 001, step 6).
    License(LicenseId),
}
