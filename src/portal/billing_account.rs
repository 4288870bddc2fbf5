//! A billing account's page, and its row in the list of billing accounts.

use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::fields::{Fields, Value};
use super::host::{Model, billing_account as host};
use super::output::Output;
use super::person::{self, Person};
use super::{Field, Record, account_id};
use crate::ids::RecordId;
use crate::salesforce::SalesforceId;
use crate::shown::Shown;

/// What a billing account's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingAccount {
    /// `Salesforce account`.
    pub salesforce_account: Shown<SalesforceId>,
    /// `Sold to`, in the parts that could be told apart.
    pub sold_to: SoldTo,
    /// `Zuora account name`, or else the company's name.
    pub name: Shown<String>,
}

/// Whom the subscription was sold to. The cell may show an e-mail, a name, or both, linked or not, so each part may be
/// missing; the contact's own page then has the rest (facts/domain.md 3.3, "Billing account page").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldTo {
    /// The e-mail address, in the letter case shown.
    pub email: Shown<String>,
    /// The name.
    pub name: Shown<String>,
    /// The contact whose page the cell links to.
    pub contact_id: Shown<RecordId>,
}

impl Record for BillingAccount {
    const MODEL: Model = Model::BillingAccount;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        Self {
            salesforce_account: fields.value(&host::SALESFORCE_ACCOUNT, account_id::read),
            sold_to: match fields.value(&host::SOLD_TO, |value| Shown::Read(SoldTo::read(value))) {
                Shown::Read(sold_to) => sold_to,
                Shown::Unreadable(text) => SoldTo::unreadable(text),
                Shown::Absent => SoldTo::default(),
            },
            name: fields.text(&host::NAME),
        }
    }

    /// `sold_to` is an object of three parts also where the page has no such row: each of them is `null` then.
    fn write(&self, output: &mut Output) {
        output.value_or_text("salesforce_account", &self.salesforce_account, SalesforceId::parse);
        let SoldTo { email, name, contact_id } = &self.sold_to;
        let parts = [
            ("email", output.value("sold_to.email", email)),
            ("name", output.value("sold_to.name", name)),
            ("contact_id", output.value("sold_to.contact_id", contact_id)),
        ];
        let parts: Map<_, _> = parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        output.parts("sold_to", parts);
        output.field("name", &self.name);
    }
}

impl SoldTo {
    fn read(value: &Value<'_>) -> Self {
        let model = Model::BillingAccountContact;
        let contact_id = value.linked(model);
        // Two contacts: which of them is meant is not for us to guess.
        if contact_id.unreadable_text().is_some() {
            return Self::unreadable(value.shown());
        }
        let Person { email, name } = person::read(value, model);
        let nothing = email.is_absent() && name.is_absent() && contact_id.is_absent();
        if nothing && !value.is_blank() {
            return Self { email: value.unreadable(), ..Self::default() };
        }
        Self { email, name, contact_id }
    }

    fn unreadable(text: String) -> Self {
        Self { email: Shown::unreadable(&text), name: Shown::Absent, contact_id: Shown::unreadable(&text) }
    }
}
