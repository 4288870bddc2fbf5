//! A cloud activation's page, and its row in the list that a search for a code gives.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, cloud_activation as host};
use super::{Field, Record};
use crate::ids::{ActivationCode, RecordId, SubscriptionName};

/// What a cloud activation's page shows; `None` is always "absent or not readable", never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudActivation {
    /// `Activation code`. A search also hits longer codes and other columns, so this is what is compared.
    pub activation_code: Option<ActivationCode>,
    /// `Subscription name`.
    pub subscription_name: Option<SubscriptionName>,
    /// `Trial`.
    pub trial: Option<bool>,
    /// Where the `Billing account` link leads.
    pub billing_account_id: Option<RecordId>,
}

impl Record for CloudActivation {
    const MODEL: Model = Model::CloudActivation;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        Self {
            activation_code: fields.value(&host::ACTIVATION_CODE, |value| ActivationCode::parse(&value.text()?).ok()),
            subscription_name: fields.subscription_name(&host::SUBSCRIPTION_NAME),
            trial: fields.boolean(&host::TRIAL),
            billing_account_id: fields.link_to(&host::BILLING_ACCOUNT, Model::BillingAccount),
        }
    }
}
