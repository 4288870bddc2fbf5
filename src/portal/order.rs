//! An order's page, and its row in the order list.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, order as host};
use super::output::Output;
use super::{Field, Record};
use crate::date::Date;
use crate::ids::{RecordId, SubscriptionName};
use crate::shown::Shown;

/// What an order's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// `Subscription name`.
    pub subscription_name: Shown<SubscriptionName>,
    /// `Trial`.
    pub trial: Shown<bool>,
    /// `Start date`.
    pub start_date: Shown<Date>,
    /// `End date`.
    pub end_date: Shown<Date>,
    /// Where the `Billing account` link leads.
    pub billing_account_id: Shown<RecordId>,
}

impl Record for Order {
    const MODEL: Model = Model::Order;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        Self {
            subscription_name: fields.subscription_name(&host::SUBSCRIPTION_NAME),
            trial: fields.boolean(&host::TRIAL),
            start_date: fields.date(&host::START_DATE),
            end_date: fields.date(&host::END_DATE),
            billing_account_id: fields.link_to(&host::BILLING_ACCOUNT, Model::BillingAccount),
        }
    }

    fn write(&self, output: &mut Output) {
        output.field("subscription_name", &self.subscription_name);
        output.field("trial", &self.trial);
        output.field("start_date", &self.start_date);
        output.field("end_date", &self.end_date);
        output.field("billing_account_id", &self.billing_account_id);
    }
}
