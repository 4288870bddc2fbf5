//! An order's page, and its row in the order list.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, order as host};
use super::{Field, Record};
use crate::date::Date;
use crate::ids::{RecordId, SubscriptionName};

/// What an order's page shows; `None` is always "absent or not readable", never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// `Subscription name`.
    pub subscription_name: Option<SubscriptionName>,
    /// `Trial`.
    pub trial: Option<bool>,
    /// `Start date`.
    pub start_date: Option<Date>,
    /// `End date`.
    pub end_date: Option<Date>,
    /// Where the `Billing account` link leads.
    pub billing_account_id: Option<RecordId>,
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
}
