//! A billing account's page, and its row in the list of billing accounts.

use serde::{Deserialize, Serialize};

use super::fields::{Fields, Value};
use super::host::{Model, billing_account as host};
use super::{Field, Record};
use crate::ids::RecordId;

/// What a billing account's page shows; `None` is always "absent or not readable".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingAccount {
    /// `Salesforce account` as shown: whether it is an ID is not the reader's to say.
    pub salesforce_account: Option<String>,
    /// `Sold to`, in the parts that could be told apart.
    pub sold_to: SoldTo,
    /// `Zuora account name`, or else the company's name.
    pub name: Option<String>,
}

/// Whom the subscription was sold to. The cell may show an e-mail, a name, or both, linked or not, so each part may be
/// missing; the contact's own page then has the rest (facts/domain.md 3.3, "Billing account page").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldTo {
    /// The e-mail address, in the letter case shown.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The contact whose page the cell links to.
    pub contact_id: Option<RecordId>,
}

impl Record for BillingAccount {
    const MODEL: Model = Model::BillingAccount;
    const TABLE: &'static [&'static Field] = &host::TABLE;

    fn read(fields: &Fields<'_>) -> Self {
        Self {
            salesforce_account: fields.text(&host::SALESFORCE_ACCOUNT),
            sold_to: fields.value(&host::SOLD_TO, SoldTo::read).unwrap_or_default(),
            name: fields.text(&host::NAME),
        }
    }
}

impl SoldTo {
    fn read(value: &Value<'_>) -> Option<Self> {
        let text = value.text()?;
        let links = value.links();
        // Two links are two contacts, and which of them is meant is not for us to guess.
        if links.len() > 1 {
            return None;
        }
        let contact_id = value.link_to(Model::BillingAccountContact);
        let (email, name) = split_contact(&text);
        // What stands for a contact without a name or an e-mail is not a person's name: RailsAdmin's own title for the
        // record, `BillingAccountContact #11`, or the link's own address (page `billing_account_list`, account 1014).
        let name = name.filter(|name| !is_record_title(name) && !links.contains(&name.as_str()));
        Some(Self { email, name, contact_id })
    }
}

/// Tells apart `mail`, `Name <mail>` and `Name`. A text that has an `@` but is none of them gives neither.
fn split_contact(text: &str) -> (Option<String>, Option<String>) {
    let text = text.trim();
    if is_email(text) {
        return (Some(text.to_owned()), None);
    }
    if let Some((name, rest)) = text.split_once('<') {
        let (name, email) = (name.trim(), rest.strip_suffix('>').map(str::trim).filter(|email| is_email(email)));
        return match email {
            Some(email) if !name.contains(['@', '>']) => {
                (Some(email.to_owned()), (!name.is_empty()).then(|| name.to_owned()))
            }
            _ if text.contains('@') => (None, None),
            _ => (None, Some(text.to_owned())),
        };
    }
    (None, (!text.is_empty() && !text.contains('@')).then(|| text.to_owned()))
}

/// Whether the whole text is one address: enough to tell an address from a name, not to judge it.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let clean =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>(),;:\"[]\\".contains(c));
    clean(local) && clean(domain)
}

fn is_record_title(text: &str) -> bool {
    text.split_once(" #").is_some_and(|(class, id)| {
        !class.is_empty()
            && class.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b':')
            && !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
    })
}
