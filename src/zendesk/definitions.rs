//! What administrators define: the fields of organizations and of tickets, and the forms of tickets. They are found by
//! their titles, because numbers and keys are this Zendesk's own (facts: zendesk C1, D2).

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{UnreadableAnswer, null_is_default};
use super::comments::Cursor;

/// A field of tickets or of organizations, or a form of tickets: what an administrator has named it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its number.
    pub id: u64,
    /// The key of an organization's field.
    #[serde(default)]
    pub key: Option<String>,
    /// The title of a field, or the name of a form.
    #[serde(alias = "name", default, deserialize_with = "null_is_default")]
    pub title: String,
    /// What a field of the type dropdown can hold; empty for others.
    #[serde(rename = "custom_field_options", default)]
    pub options: Vec<FieldOption>,
}

/// One of the values of a dropdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldOption {
    /// What an agent sees.
    pub name: String,
    /// The tag that a ticket holds for it.
    pub value: String,
}

impl Definition {
    /// Whether this is its title, however it is spelled: in any letter case, with hyphens or without.
    #[must_use]
    pub fn is_called(&self, title: &str) -> bool {
        same_title(&self.title, title)
    }

    /// What an agent sees of a value of this field.
    #[must_use]
    pub fn shown<'a>(&'a self, value: &'a str) -> &'a str {
        self.options.iter().find(|option| option.value == value).map_or(value, |option| option.name.as_str())
    }
}

/// Whether two titles are one, in any letter case, with hyphens or without (facts: zendesk D6).
pub(super) fn same_title(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    letters(one) == letters(other)
}

/// One page of a list of definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionPage {
    /// The definitions.
    pub definitions: Vec<Definition>,
    /// Where the next page begins; none on the last one.
    pub next: Option<Cursor>,
}

impl DefinitionPage {
    /// Reads the answer to [`super::ApiUrl::definitions`].
    ///
    /// # Errors
    /// When the body is not a page of that list.
    pub fn read(list: DefinitionList, body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Default, Deserialize)]
        struct Meta {
            #[serde(default)]
            has_more: bool,
            #[serde(default)]
            after_cursor: Option<String>,
        }
        let mut answer: BTreeMap<String, Value> = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        let definitions = part(&mut answer, list.key())?.ok_or(UnreadableAnswer)?;
        let meta: Meta = part(&mut answer, "meta")?.unwrap_or_default();
        let next = match meta.after_cursor.filter(|_| meta.has_more) {
            Some(cursor) => Some(Cursor::parse(&cursor)?),
            None => None,
        };
        Ok(Self { definitions, next })
    }
}

fn part<T: DeserializeOwned>(answer: &mut BTreeMap<String, Value>, key: &str) -> Result<Option<T>, UnreadableAnswer> {
    match answer.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => serde_json::from_value(value).map(Some).map_err(|_| UnreadableAnswer),
    }
}

/// What administrators define, as far as Vouch has to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionList {
    /// The fields of organizations.
    OrganizationFields,
    /// The fields of tickets.
    TicketFields,
    /// The forms of tickets.
    TicketForms,
}

impl DefinitionList {
    /// Its name in addresses and answers.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::OrganizationFields => "organization_fields",
            Self::TicketFields => "ticket_fields",
            Self::TicketForms => "ticket_forms",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::host;
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_is_known_by_its_title_and_shows_what_an_agent_sees() {
        let body = json!({
            "ticket_fields": [
                { "id": 1, "title": "Subject" },
                { "id": 2, "title": "Support-Ops problem type", "custom_field_options": [
                    { "id": 9, "name": "Manage my organization's contacts", "value": "manage_contacts" }] },
            ],
            "meta": { "has_more": true, "after_cursor": "eyJv" },
        });
        let page = DefinitionPage::read(DefinitionList::TicketFields, &body.to_string()).unwrap();
        assert_eq!(page.next.as_ref().map(Cursor::as_str), Some("eyJv"));
        let field = page.definitions.iter().find(|field| field.is_called(host::PROBLEM_TYPE)).unwrap();
        assert_eq!(field.id, 2);
        assert_eq!(field.shown("manage_contacts"), host::MANAGE_CONTACTS);
        assert_eq!(field.shown("another_tag"), "another_tag");
        // A list that is not paged has no `meta`; forms are named, not titled.
        let body = json!({ "ticket_forms": [{ "id": 3, "name": "Support Ops" }] });
        let page = DefinitionPage::read(DefinitionList::TicketForms, &body.to_string()).unwrap();
        assert_eq!((page.definitions[0].title.as_str(), page.next), ("Support Ops", None));
    }

    #[test]
    fn what_is_not_the_list_is_refused() {
        for body in [r#"{"error":"invalid","description":"x"}"#, "<html></html>", "", r#"{"ticket_forms":{}}"#] {
            assert_eq!(DefinitionPage::read(DefinitionList::TicketForms, body), Err(UnreadableAnswer), "{body}");
        }
    }
}
