//! What the customer sent to prove the entitlement (seed 001, step 5), and where a walk can start from besides.

pub mod conversation;
pub mod file;
pub mod key;
pub mod license_file;
pub mod source;
pub mod text;
pub mod usage_export;

use serde::{Deserialize, Serialize};

use crate::ids::{ActivationCode, LicenseId, RecordId, SubscriptionName};
use crate::portal::{Model, PortalUrl};
use license_file::LicenseFile;
use text::Mention;
use usage_export::UsageExport;

/// What a trail starts from.
///
/// The first variants are proofs of the handbook. The last three prove nothing by themselves: they are found in a
/// ticket or on a page that the agent opened, and lead into the middle of the walk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The ID of a license (seed 001, step 6).
    License(LicenseId),
    /// A cloud activation code (seed 001, step 7).
    ActivationCode(ActivationCode),
    /// A license file, decoded (seed 001, step 8): a short way to the license's page, and never the verdict.
    LicenseFile(Box<LicenseFile>),
    /// A license usage export, whose license key was decoded (seed 001, step 5).
    UsageExport(Box<UsageExport>),
    /// A cloud activation's page.
    CloudActivation(RecordId),
    /// The name of a subscription.
    Subscription(SubscriptionName),
    /// An order's page.
    Order(RecordId),
    /// A billing account's page.
    BillingAccount(RecordId),
}

/// The page that a walk begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A license's page.
    License(&'a LicenseId),
    /// The search for a cloud activation's code.
    ActivationCode(&'a ActivationCode),
    /// A cloud activation's page.
    CloudActivation(&'a RecordId),
    /// The search for the orders of a subscription.
    Subscription(&'a SubscriptionName),
    /// An order's page.
    Order(&'a RecordId),
    /// A billing account's page.
    BillingAccount(&'a RecordId),
}

impl Proof {
    /// Where the walk begins.
    #[must_use]
    pub fn origin(&self) -> Origin<'_> {
        match self {
            Self::License(id) => Origin::License(id),
            Self::ActivationCode(code) => Origin::ActivationCode(code),
            Self::LicenseFile(license) => Origin::License(&license.id),
            Self::UsageExport(export) => Origin::License(&export.license.id),
            Self::CloudActivation(id) => Origin::CloudActivation(id),
            Self::Subscription(name) => Origin::Subscription(name),
            Self::Order(id) => Origin::Order(id),
            Self::BillingAccount(id) => Origin::BillingAccount(id),
        }
    }

    /// What the page of a record is the beginning of; none for a contact's, which leads nowhere.
    #[must_use]
    pub fn of_record(model: Model, id: &RecordId) -> Option<Self> {
        match model {
            Model::License => LicenseId::parse(id.as_str()).ok().map(Self::License),
            Model::CloudActivation => Some(Self::CloudActivation(id.clone())),
            Model::Order => Some(Self::Order(id.clone())),
            Model::BillingAccount => Some(Self::BillingAccount(id.clone())),
            Model::BillingAccountContact => None,
        }
    }

    /// Reads what an agent has typed or pasted into the one field.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        text::typed(text).and_then(Self::of_mention)
    }

    /// What is mentioned, where a walk can begin with it.
    #[must_use]
    pub fn of_mention(mention: Mention) -> Option<Self> {
        match mention {
            Mention::License(id) => Some(Self::License(id)),
            Mention::ActivationCode(code) => Some(Self::ActivationCode(code)),
            Mention::SubscriptionName(name) => Some(Self::Subscription(name)),
            Mention::Record(model, id) => Self::of_record(model, &id),
            Mention::SoldTo(_) | Mention::MaybeSoldTo(_) => None,
        }
    }

    /// What was decoded, where that is what the customer sent.
    #[must_use]
    pub fn license_file(&self) -> Option<&LicenseFile> {
        match self {
            Self::LicenseFile(license) => Some(license),
            Self::UsageExport(export) => Some(&export.license),
            _ => None,
        }
    }

    /// What stands in the field for it, so that [`Proof::typed`] gives it back; none for what cannot be typed.
    #[must_use]
    pub fn entry(&self) -> Option<String> {
        match self {
            Self::License(id) => Some(id.to_string()),
            Self::ActivationCode(code) => {
                let bare = code.to_string();
                Some(if Self::typed(&bare).as_ref() == Some(self) { bare } else { format!("Activation code: {bare}") })
            }
            Self::LicenseFile(_) | Self::UsageExport(_) => None,
            Self::Subscription(name) => Some(name.to_string()),
            Self::CloudActivation(id) => Some(PortalUrl::cloud_activation(id).to_string()),
            Self::Order(id) => Some(PortalUrl::order(id).to_string()),
            Self::BillingAccount(id) => Some(PortalUrl::billing_account(id).to_string()),
        }
    }

    /// What a proof of its kind is called in the middle of a sentence.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self {
            Self::License(_) => "license ID",
            Self::ActivationCode(_) => "cloud activation code",
            Self::LicenseFile(_) => "license file",
            Self::UsageExport(_) => "usage export",
            Self::CloudActivation(_) => "link to the cloud activation",
            Self::Subscription(_) => "subscription name",
            Self::Order(_) => "link to the order",
            Self::BillingAccount(_) => "link to the billing account",
        }
    }

    /// What it is called in the panel.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::License(id) => format!("License {id}"),
            Self::ActivationCode(code) => format!("Cloud activation {code}"),
            Self::LicenseFile(license) => format!("License file of license {}", license.id),
            Self::UsageExport(export) => format!("Usage export of license {}", export.license.id),
            Self::CloudActivation(id) => format!("Cloud activation #{id}"),
            Self::Subscription(name) => format!("Subscription {name}"),
            Self::Order(id) => format!("Order #{id}"),
            Self::BillingAccount(id) => format!("Billing account #{id}"),
        }
    }
}
