//! A license's page, and its row in the license list.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, license as host};
use super::{Field, Record};
use crate::date::Date;
use crate::ids::SubscriptionName;

/// What a license's page shows; `None` is always "absent or not readable", never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// `Zuora subscription name`: what its order is found by.
    pub subscription_name: Option<SubscriptionName>,
    /// `Trial`.
    pub trial: Option<bool>,
    /// `Starts at`, on older pages `Start date`.
    pub starts_at: Option<Date>,
    /// `Expires at`, on older pages `End date`: the last day, or the day after it, is for the checks to say.
    pub expires_at: Option<Date>,
    /// `Company`.
    pub company: Option<String>,
    /// `Email`, as shown.
    pub email: Option<String>,
    /// `GitLab plan` or `Plan name`; where neither is shown, `Plan code`.
    pub plan: Option<String>,
    /// `Name`: whom the license is made out to.
    pub name: Option<String>,
    /// `License type`, such as `Legacy License`.
    pub license_type: Option<String>,
    /// `Users count`.
    pub users_count: Option<u64>,
}

impl Record for License {
    const MODEL: Model = Model::License;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        Self {
            subscription_name: fields.subscription_name(&host::SUBSCRIPTION_NAME),
            trial: fields.boolean(&host::TRIAL),
            starts_at: fields.date(&host::STARTS_AT),
            expires_at: fields.date(&host::EXPIRES_AT),
            company: fields.text(&host::COMPANY),
            email: fields.text(&host::EMAIL),
            plan: fields.text(&host::PLAN),
            name: fields.text(&host::NAME),
            license_type: fields.text(&host::LICENSE_TYPE),
            users_count: fields.number(&host::USERS_COUNT),
        }
    }
}
