//! A billing account contact's page: where a sold-to's link leads.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, billing_account_contact as host};
use super::{Field, Record};

/// What a billing account contact's page shows; `None` is always "absent or not readable".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingAccountContact {
    /// `Work email` (or `Email address`, `Email`), as shown.
    pub email: Option<String>,
    /// `First name` and `Last name`, as far as shown; where neither is, `Name`.
    pub name: Option<String>,
}

impl Record for BillingAccountContact {
    const MODEL: Model = Model::BillingAccountContact;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        let parts = [fields.text(&host::FIRST_NAME), fields.text(&host::LAST_NAME)];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Self {
            email: fields.text(&host::EMAIL),
            name: if name.is_empty() { fields.text(&host::NAME) } else { Some(name) },
        }
    }

    fn key(field: &'static str) -> &'static str {
        let of_name = [&host::FIRST_NAME, &host::LAST_NAME].iter().any(|part| part.key == field);
        if of_name { host::NAME.key } else { field }
    }
}
