//! A billing account contact's page: where a sold-to's link leads.

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::host::{Model, billing_account_contact as host};
use super::output::Output;
use super::{Field, Record, person};
use crate::shown::Shown;

/// What a billing account contact's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingAccountContact {
    /// `Work email` (or `Email address`, `Email`), in the letter case shown.
    pub email: Shown<String>,
    /// `First name` and `Last name`, as far as shown; where neither is, `Name`.
    pub name: Shown<String>,
}

impl Record for BillingAccountContact {
    const MODEL: Model = Model::BillingAccountContact;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        let parts = [fields.text(&host::FIRST_NAME), fields.text(&host::LAST_NAME)];
        let unreadable = parts.iter().find(|part| part.unreadable_text().is_some()).cloned();
        let name = parts.iter().filter_map(Shown::read).map(String::as_str).collect::<Vec<_>>().join(" ");
        Self {
            email: fields.value(&host::EMAIL, |value| person::address(value, Self::MODEL)),
            name: match unreadable {
                Some(unreadable) => unreadable,
                None if name.is_empty() => fields.text(&host::NAME),
                None => Shown::Read(name),
            },
        }
    }

    fn write(&self, output: &mut Output) {
        output.field("email", &self.email);
        output.field("name", &self.name);
    }

    fn key(field: &'static str) -> &'static str {
        let of_name = [&host::FIRST_NAME, &host::LAST_NAME].iter().any(|part| part.key == field);
        if of_name { host::NAME.key } else { field }
    }
}
