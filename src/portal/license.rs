//! A license's page, and its row in the license list.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, license as host};
use super::output::Output;
use super::{Field, Record};
use crate::date::Date;
use crate::ids::SubscriptionName;
use crate::shown::Shown;

/// What a license's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// `Zuora subscription name`: what its order is found by.
    pub subscription_name: Shown<SubscriptionName>,
    /// `Trial`.
    pub trial: Shown<bool>,
    /// `Starts at`, on older pages `Start date`.
    pub starts_at: Shown<Date>,
    /// `Expires at`, on older pages `End date`: the last day, or the day after it, is for the checks to say.
    pub expires_at: Shown<Date>,
    /// `Company`.
    pub company: Shown<String>,
    /// `Email`, as shown.
    pub email: Shown<String>,
    /// `GitLab plan` or `Plan name`; where neither is shown, `Plan code`.
    pub plan: Shown<String>,
    /// `Name`: whom the license is made out to.
    pub name: Shown<String>,
    /// `License type`, such as `Legacy License`.
    pub license_type: Shown<String>,
    /// `Users count`.
    pub users_count: Shown<u64>,
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

    fn write(&self, output: &mut Output) {
        output.field("subscription_name", &self.subscription_name);
        output.field("trial", &self.trial);
        output.field("starts_at", &self.starts_at);
        output.field("expires_at", &self.expires_at);
        output.field("company", &self.company);
        output.field("email", &self.email);
        output.field("plan", &self.plan);
        output.field("name", &self.name);
        output.field("license_type", &self.license_type);
        output.field("users_count", &self.users_count);
    }
}
