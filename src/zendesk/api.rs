//! The agent API's answers, reduced to what Vouch uses (facts: zendesk C1, D2).

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::host;
use super::url::{OrganizationId, SearchForm, TicketId, UserId};
use crate::customer_words::ask_for_removal;
use crate::salesforce::SalesforceId;

/// The body of an answer is not the JSON that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Zendesk's answer is not the one that was asked for")]
pub struct UnreadableAnswer;

/// A ticket, with the people and the organizations that Zendesk sent along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The ticket's number.
    pub id: TicketId,
    /// Its subject, as the requester wrote it.
    pub subject: String,
    /// The number of the user who asked; none when the ticket names nobody.
    pub requester_id: Option<UserId>,
    /// The user who asked; none when Zendesk did not send that user along.
    pub requester: Option<Requester>,
    /// The ticket's own organization. It can differ from the requester's: a user who is associated later, or moved, keeps
    /// the old one on tickets that were filed before.
    pub organization_id: Option<OrganizationId>,
    /// The organizations that Zendesk sent along: usually the ticket's own, and not the requester's.
    pub organizations: Vec<Organization>,
    /// Its status: `new`, `open`, `pending`, `hold`, `solved` or `closed`.
    pub status: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// The form that it was filed with.
    pub form: Option<u64>,
    /// What its own fields hold, by the field's number; those that hold nothing are left out.
    pub fields: Vec<(u64, String)>,
    /// Whether its subject or its first comment asks for a removal. The text itself is not kept.
    #[serde(default)]
    pub asks_for_removal: bool,
    /// When it was last changed, in Zendesk's own words: another text tells that something has happened. Empty where
    /// Zendesk does not say.
    #[serde(default)]
    pub updated_at: String,
}

/// The user who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    /// The user's number.
    pub id: UserId,
    /// The user's name.
    #[serde(default, deserialize_with = "null_is_default")]
    pub name: String,
    /// The primary address; users who wrote by other channels have none.
    #[serde(default)]
    pub email: Option<String>,
    /// The organization that the user is associated with; none when the user is in no organization.
    #[serde(default)]
    pub organization_id: Option<OrganizationId>,
}

impl Requester {
    /// Reads the answer to [`super::ApiUrl::user`]: the user, and the organizations that came along.
    ///
    /// # Errors
    /// When the body is not that user.
    pub fn read(id: UserId, body: &str) -> Result<(Self, Vec<Organization>), UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            user: Requester,
            #[serde(default)]
            organizations: Vec<Organization>,
        }
        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        if answer.user.id == id { Ok((answer.user, answer.organizations)) } else { Err(UnreadableAnswer) }
    }
}

impl Ticket {
    /// Reads the answer to [`super::ApiUrl::ticket`].
    ///
    /// # Errors
    /// When the body is not that ticket.
    pub fn read(id: TicketId, body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            ticket: RawTicket,
            #[serde(default)]
            users: Vec<Requester>,
            #[serde(default)]
            organizations: Vec<Organization>,
        }
        #[derive(Deserialize)]
        struct RawTicket {
            id: TicketId,
            #[serde(default, deserialize_with = "null_is_default")]
            subject: String,
            /// The first comment.
            #[serde(default, deserialize_with = "null_is_default")]
            description: String,
            requester_id: Option<UserId>,
            organization_id: Option<OrganizationId>,
            #[serde(default, deserialize_with = "null_is_default")]
            status: String,
            #[serde(default)]
            tags: Vec<String>,
            ticket_form_id: Option<u64>,
            #[serde(default, deserialize_with = "null_is_default")]
            updated_at: String,
            #[serde(default)]
            custom_fields: Vec<RawField>,
        }
        #[derive(Deserialize)]
        struct RawField {
            id: u64,
            #[serde(default)]
            value: Value,
        }

        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        if answer.ticket.id != id {
            return Err(UnreadableAnswer);
        }
        let requester = answer.users.into_iter().find(|user| Some(user.id) == answer.ticket.requester_id);
        Ok(Self {
            id,
            // The two together: one may take back what the other says.
            asks_for_removal: ask_for_removal(&format!("{}\n{}", answer.ticket.subject, answer.ticket.description)),
            subject: answer.ticket.subject,
            requester_id: answer.ticket.requester_id,
            requester,
            organization_id: answer.ticket.organization_id,
            organizations: answer.organizations,
            status: answer.ticket.status,
            tags: answer.ticket.tags,
            form: answer.ticket.ticket_form_id,
            fields: answer.ticket.custom_fields.iter().filter_map(|raw| Some((raw.id, scalar(&raw.value)?))).collect(),
            updated_at: answer.ticket.updated_at,
        })
    }

    /// An organization that Zendesk sent along with the ticket.
    #[must_use]
    pub fn sideloaded(&self, id: OrganizationId) -> Option<&Organization> {
        self.organizations.iter().find(|one| one.id == id)
    }

    /// What one of its own fields holds.
    #[must_use]
    pub fn field(&self, id: u64) -> Option<&str> {
        self.fields.iter().find(|(field, _)| *field == id).map(|(_, value)| value.as_str())
    }

    /// Whether nothing can be added to it any more.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.status == host::CLOSED
    }

    /// Whether it was merged into another ticket.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        self.tags.iter().any(|tag| tag == host::MERGED_TAG)
    }
}

/// A field's value as text; none for one that holds nothing, or more than one thing.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An organization, as a ticket, a search or its own address answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The organization's number.
    pub id: OrganizationId,
    /// Its name.
    #[serde(default, deserialize_with = "null_is_default")]
    pub name: String,
    /// What agents keep about it.
    #[serde(default, deserialize_with = "null_is_default")]
    pub notes: String,
    /// What agents keep about it, too (facts: zendesk D2).
    #[serde(default, deserialize_with = "null_is_default")]
    pub details: String,
    /// Its tags, the plans of its subscriptions among them.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The domains whose users Zendesk puts into it by itself (seed 003, "User Association").
    #[serde(default)]
    pub domain_names: Vec<String>,
    /// The fields that are synchronised from Salesforce, and others.
    #[serde(rename = "organization_fields", default)]
    pub fields: OrganizationFields,
}

impl Organization {
    /// Reads the answer to [`super::ApiUrl::organization`].
    ///
    /// # Errors
    /// When the body is not that organization.
    pub fn read(id: OrganizationId, body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            organization: Organization,
        }
        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        if answer.organization.id == id { Ok(answer.organization) } else { Err(UnreadableAnswer) }
    }
}

/// The fields of an organization by their keys, as text (facts: zendesk D2). One that is empty is as one that is not
/// there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OrganizationFields(BTreeMap<String, String>);

impl<'de> Deserialize<'de> for OrganizationFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Option::<BTreeMap<String, Value>>::deserialize(deserializer)?.unwrap_or_default();
        Ok(Self(raw.into_iter().filter_map(|(key, value)| Some((key, scalar(&value)?))).collect()))
    }
}

impl OrganizationFields {
    /// What the field with this key holds, without the white space around it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|value| value.trim())
    }

    /// Whether the field that is searched in this form holds exactly this ID. The forms that are tried when the
    /// handbook's finds nothing accept either field.
    fn hold(&self, id: &SalesforceId, form: SearchForm) -> bool {
        let long = || self.get(host::SALESFORCE_ID) == Some(id.long().as_str());
        let short = || self.get(host::SFDC_SHORT_ID) == Some(id.short());
        match form {
            SearchForm::OwnField if id.is_long() => long(),
            SearchForm::OwnField => short(),
            SearchForm::OtherField | SearchForm::Starred => long() || short(),
        }
    }
}

/// The organizations whose own field equals the Salesforce ID that was searched for.
///
/// Zendesk's search ignores case and matches prefixes, so its hits alone prove nothing (facts: zendesk C2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationSearch {
    /// The hits that are equal: none, one or several.
    pub equal: Vec<Organization>,
    /// How many hits were only similar.
    pub similar: usize,
    /// Whether the answer left hits out, so that there may be more equal ones.
    pub incomplete: bool,
}

impl OrganizationSearch {
    /// Reads the answer to [`super::ApiUrl::organizations_by`].
    ///
    /// # Errors
    /// When the body is not the answer of a search.
    pub fn read(id: &SalesforceId, form: SearchForm, body: &str) -> Result<Self, UnreadableAnswer> {
        Self::where_equal(body, |hit| hit.fields.hold(id, form))
    }

    /// Puts an organization's newer record in the place of its older one. Gives whether it still has the ID.
    pub(crate) fn refresh(&mut self, id: &SalesforceId, form: SearchForm, newer: &Organization) -> bool {
        match self.equal.iter_mut().find(|one| one.id == newer.id) {
            Some(one) => {
                *one = newer.clone();
                newer.fields.hold(id, form)
            }
            None => true,
        }
    }

    /// Reads the answer to [`super::ApiUrl::organizations_named`]: an equal name may differ in letter case.
    ///
    /// # Errors
    /// When the body is not the answer of a search.
    pub fn read_named(name: &str, body: &str) -> Result<(Self, Vec<Organization>), UnreadableAnswer> {
        let mut others = Vec::new();
        let same = |one: &str| one.trim().to_lowercase() == name.trim().to_lowercase();
        let search = Self::where_equal(body, |hit| {
            let equal = same(&hit.name);
            if !equal {
                others.push(hit.clone());
            }
            equal
        })?;
        Ok((search, others))
    }

    fn where_equal(body: &str, is_equal: impl FnMut(&Organization) -> bool) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            results: Vec<Organization>,
            count: u64,
        }
        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        let hits = answer.results.len();
        let equal: Vec<_> = answer.results.into_iter().filter(is_equal).collect();
        Ok(Self { similar: hits - equal.len(), incomplete: answer.count > hits as u64, equal })
    }
}

/// Reads the answer to [`super::ApiUrl::contact_count`]: how many contacts an organization has.
///
/// # Errors
/// When the body is not a count.
pub fn read_count(body: &str) -> Result<u64, UnreadableAnswer> {
    #[derive(Deserialize)]
    struct Answer {
        count: Count,
    }
    #[derive(Deserialize)]
    struct Count {
        value: u64,
    }
    serde_json::from_str::<Answer>(body).map(|answer| answer.count.value).map_err(|_| UnreadableAnswer)
}

/// Reads the answer to [`super::ApiUrl::me`]: the number of the agent who is signed in; none where nobody is.
///
/// # Errors
/// When the body is not a user.
pub fn read_me(body: &str) -> Result<Option<UserId>, UnreadableAnswer> {
    #[derive(Deserialize)]
    struct Answer {
        user: User,
    }
    #[derive(Deserialize)]
    struct User {
        id: Option<UserId>,
    }
    serde_json::from_str::<Answer>(body).map(|answer| answer.user.id).map_err(|_| UnreadableAnswer)
}

/// Zendesk writes null for an empty text.
pub(super) fn null_is_default<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ticket(body: &serde_json::Value) -> Result<Ticket, UnreadableAnswer> {
        Ticket::read(TicketId::parse("4101").unwrap(), &body.to_string())
    }

    #[test]
    fn a_ticket_names_its_requester_and_organization() {
        let read = ticket(&json!({
            "ticket": { "id": 4101, "subject": "Access", "requester_id": 2, "organization_id": 9 },
            "users": [{ "id": 1, "name": "Agent" }, { "id": 2, "name": "Alice", "email": "alice@acme.example" }],
            "organizations": [{ "id": 8, "name": "Other" }, { "id": 9, "name": "Acme" }],
        }))
        .unwrap();
        assert_eq!(read.requester.as_ref().unwrap().email.as_deref(), Some("alice@acme.example"));
        assert_eq!(read.sideloaded(read.organization_id.unwrap()).unwrap().name, "Acme");
    }

    #[test]
    fn ticket_keeps_its_own_organization_apart_from_the_requesters() {
        let id = |number: u64| OrganizationId::parse(&number.to_string());
        for (own, requesters) in
            [(Some(9), Some(9)), (Some(9), None), (None, Some(7)), (Some(9), Some(7)), (None, None)]
        {
            let read = ticket(&json!({
                "ticket": { "id": 4101, "subject": null, "requester_id": 2, "organization_id": own },
                "users": [{ "id": 2, "name": null, "email": null, "organization_id": requesters }],
                "organizations": [{ "id": 9, "name": "Acme" }],
            }))
            .unwrap();
            assert_eq!(read.organization_id, own.and_then(id), "{own:?} {requesters:?}");
            let requester = read.requester.as_ref().unwrap();
            assert_eq!(requester.organization_id, requesters.and_then(id), "{own:?} {requesters:?}");
            // The number is kept when the organization did not come along, so that it can be fetched.
            let came_along = requester.organization_id.and_then(|id| read.sideloaded(id)).is_some();
            assert_eq!(came_along, requesters == Some(9), "{own:?} {requesters:?}");
        }
    }

    #[test]
    fn requester_who_was_not_sent_along_keeps_the_number() {
        let read = ticket(&json!({ "ticket": { "id": 4101, "subject": "Access", "requester_id": 2 }, "users": [] }));
        let read = read.unwrap();
        assert_eq!((read.requester_id, read.requester), (UserId::parse("2"), None));
    }

    #[test]
    fn user_answer_of_another_user_is_refused() {
        let body = json!({ "user": { "id": 2, "name": "Alice", "email": "alice@acme.example", "organization_id": 9 },
            "organizations": [{ "id": 9, "name": "Acme" }] })
        .to_string();
        let (user, organizations) = Requester::read(UserId::parse("2").unwrap(), &body).unwrap();
        assert_eq!((user.organization_id, organizations.len()), (OrganizationId::parse("9"), 1));
        assert_eq!(Requester::read(UserId::parse("3").unwrap(), &body), Err(UnreadableAnswer));
    }

    #[test]
    fn me_is_nobody_where_nobody_is_signed_in() {
        let id = |body: serde_json::Value| read_me(&body.to_string());
        assert_eq!(id(json!({ "user": { "id": 5, "name": "Nadia" } })), Ok(UserId::parse("5")));
        assert_eq!(id(json!({ "user": { "id": null, "name": "Anonymous user" } })), Ok(None));
        assert_eq!(id(json!({ "error": "Forbidden" })), Err(UnreadableAnswer));
    }

    #[test]
    fn what_is_not_the_ticket_is_refused() {
        for body in [
            json!({ "ticket": { "id": 4102, "subject": "Another one" } }),
            json!({ "error": "RecordNotFound", "description": "Not found" }),
            json!([]),
        ] {
            assert_eq!(ticket(&body), Err(UnreadableAnswer), "{body}");
        }
        assert_eq!(Ticket::read(TicketId::parse("1").unwrap(), "<html>Sign in</html>"), Err(UnreadableAnswer));
    }

    #[test]
    fn only_an_equal_field_is_the_organization() {
        let answer = json!({ "count": 6, "results": [
            { "id": 1, "name": "Equal", "organization_fields": { "sfdc_short_id": "0013X00002fGhIj", "salesforce_id": null } },
            { "id": 2, "name": "Other case", "organization_fields": { "sfdc_short_id": "0013X00002fGhIJ" } },
            { "id": 3, "name": "Longer", "organization_fields": { "sfdc_short_id": "0013X00002fGhIjk" } },
            { "id": 4, "name": "Other field", "organization_fields": { "salesforce_id": "0013X00002fGhIj" } },
            { "id": 5, "name": "Its other length", "organization_fields": { "salesforce_id": " 0013X00002fGhIjQAK " } },
        ]});
        let id = SalesforceId::parse("0013X00002fGhIj").unwrap();
        for (form, names) in [
            (SearchForm::OwnField, &["Equal"] as &[_]),
            (SearchForm::OtherField, &["Equal", "Its other length"]),
            (SearchForm::Starred, &["Equal", "Its other length"]),
        ] {
            let search = OrganizationSearch::read(&id, form, &answer.to_string()).unwrap();
            assert_eq!(search.equal.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), names);
            assert_eq!((search.similar + names.len(), search.incomplete), (5, true));
        }
    }

    #[test]
    fn an_error_is_not_an_empty_search() {
        let id = SalesforceId::parse("0013X00002fGhIj").unwrap();
        for body in [r#"{"error":"invalid","description":"Invalid search"}"#, "<html></html>", ""] {
            assert_eq!(OrganizationSearch::read(&id, SearchForm::OwnField, body), Err(UnreadableAnswer), "{body}");
            assert_eq!(OrganizationSearch::read_named("Acme", body), Err(UnreadableAnswer), "{body}");
            assert_eq!(read_count(body), Err(UnreadableAnswer), "{body}");
        }
    }

    #[test]
    fn a_name_is_equal_in_any_letter_case() {
        let answer = json!({ "count": 3, "results": [
            { "id": 1, "name": "Acme Corporation" }, { "id": 2, "name": "ACME Corp " }, { "id": 3, "name": null },
        ]});
        let (search, others) = OrganizationSearch::read_named(" acme corp", &answer.to_string()).unwrap();
        assert_eq!(search.equal.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["ACME Corp "]);
        assert_eq!(others.len(), 2);
    }

    #[test]
    fn the_fields_of_records_are_text() {
        let read = ticket(&json!({
            "ticket": { "id": 4101, "subject": "Access", "status": "closed", "tags": ["closed_by_merge"],
                "ticket_form_id": 77, "custom_fields": [
                { "id": 1, "value": "self_managed" }, { "id": 2, "value": null }, { "id": 3, "value": true },
                { "id": 4, "value": ["a"] }, { "id": 5 }, { "id": 6, "value": " " }] },
        }))
        .unwrap();
        assert_eq!(read.fields, [(1, "self_managed".to_owned()), (3, "true".to_owned())]);
        assert!(read.is_closed() && read.is_merged());
        assert_eq!(read.form, Some(77));
        let organization = Organization::read(
            OrganizationId::parse("9").unwrap(),
            r#"{"organization":{"id":9,"name":"Acme","notes":null,"organization_fields":{"cmp_id":417,"aar":null,"x":"1 "}}}"#,
        )
        .unwrap();
        assert_eq!(organization.fields.get("cmp_id"), Some("417"));
        assert_eq!((organization.fields.get("aar"), organization.fields.get("x")), (None, Some("1")));
        let other = OrganizationId::parse("8").unwrap();
        assert_eq!(Organization::read(other, r#"{"organization":{"id":9,"name":"Acme"}}"#), Err(UnreadableAnswer));
    }
}
