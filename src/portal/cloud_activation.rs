//! A cloud activation's page, and its row in the list that a search for a code gives.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, cloud_activation as host};
use super::output::Output;
use super::{Field, Record};
use crate::ids::{ActivationCode, RecordId, SubscriptionName};
use crate::shown::Shown;

/// What a cloud activation's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudActivation {
    /// `Activation code`. A search also hits longer codes and other columns, so this is what is compared.
    pub activation_code: Shown<ActivationCode>,
    /// `Subscription name`.
    pub subscription_name: Shown<SubscriptionName>,
    /// `Trial`.
    pub trial: Shown<bool>,
    /// Where the `Billing account` link leads.
    pub billing_account_id: Shown<RecordId>,
}

impl Record for CloudActivation {
    const MODEL: Model = Model::CloudActivation;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        Self {
            activation_code: fields.parsed(&host::ACTIVATION_CODE, ActivationCode::parse),
            subscription_name: fields.subscription_name(&host::SUBSCRIPTION_NAME),
            trial: fields.boolean(&host::TRIAL),
            billing_account_id: fields.link_to(&host::BILLING_ACCOUNT, Model::BillingAccount),
        }
    }

    fn write(&self, output: &mut Output) {
        output.field("activation_code", &self.activation_code);
        output.field("subscription_name", &self.subscription_name);
        output.field("trial", &self.trial);
        output.field("billing_account_id", &self.billing_account_id);
    }
}
