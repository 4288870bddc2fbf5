//! The agent API's answers, reduced to what Vouch uses (facts: zendesk C1, D2).

use serde::{Deserialize, Deserializer, Serialize};

use super::url::{OrganizationId, TicketId};
use crate::salesforce::SalesforceId;

/// The body of an answer is not the JSON that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Zendesk's answer is not the one that was asked for")]
pub struct UnreadableAnswer;

/// A ticket, with the people and the organization that the panel names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The ticket's number.
    pub id: TicketId,
    /// Its subject, as the requester wrote it.
    pub subject: String,
    /// Who asked; none when Zendesk did not send that user.
    pub requester: Option<Requester>,
    /// The organization of the ticket, or of its requester; none when there is none.
    pub organization: Option<TicketOrganization>,
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    /// The user's name.
    pub name: String,
    /// The primary address; users who wrote by other channels have none.
    pub email: Option<String>,
}

/// The organization that a ticket names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketOrganization {
    /// The organization's number.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
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
            users: Vec<RawUser>,
            #[serde(default)]
            organizations: Vec<TicketOrganization>,
        }
        #[derive(Deserialize)]
        struct RawTicket {
            id: TicketId,
            #[serde(default, deserialize_with = "null_is_default")]
            subject: String,
            requester_id: Option<u64>,
            organization_id: Option<OrganizationId>,
        }
        #[derive(Deserialize)]
        struct RawUser {
            id: u64,
            #[serde(default, deserialize_with = "null_is_default")]
            name: String,
            email: Option<String>,
            organization_id: Option<OrganizationId>,
        }

        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        if answer.ticket.id != id {
            return Err(UnreadableAnswer);
        }
        let requester = answer.users.into_iter().find(|user| Some(user.id) == answer.ticket.requester_id);
        let organization_id =
            answer.ticket.organization_id.or(requester.as_ref().and_then(|user| user.organization_id));
        Ok(Self {
            id,
            subject: answer.ticket.subject,
            requester: requester.map(|user| Requester { name: user.name, email: user.email }),
            organization: answer.organizations.into_iter().find(|found| Some(found.id) == organization_id),
        })
    }
}

/// An organization, as a search answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The organization's number.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// The fields that are synchronised from Salesforce.
    #[serde(rename = "organization_fields", default)]
    pub fields: OrganizationFields,
}

/// The organization fields that Vouch compares (facts: zendesk D2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationFields {
    /// The 18-character Salesforce ID.
    #[serde(default, deserialize_with = "null_is_default")]
    pub salesforce_id: String,
    /// The 15-character Salesforce ID.
    #[serde(default, deserialize_with = "null_is_default")]
    pub sfdc_short_id: String,
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
    pub fn read(id: &SalesforceId, body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            results: Vec<Organization>,
            count: u64,
        }
        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        let hits = answer.results.len();
        let equal: Vec<_> = answer.results.into_iter().filter(|hit| hit.fields.hold(id)).collect();
        Ok(Self { similar: hits - equal.len(), incomplete: answer.count > hits as u64, equal })
    }
}

impl OrganizationFields {
    /// Whether the field that the search asked for holds exactly this ID.
    fn hold(&self, id: &SalesforceId) -> bool {
        let field = if id.is_long() { &self.salesforce_id } else { &self.sfdc_short_id };
        field.trim() == id.as_str()
    }
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
        assert_eq!(read.requester.unwrap().email.as_deref(), Some("alice@acme.example"));
        assert_eq!(read.organization.unwrap().name, "Acme");
    }

    #[test]
    fn a_ticket_without_an_organization_takes_its_requesters() {
        for (requesters, expected) in [(json!(9), Some("Acme")), (json!(null), None), (json!(7), None)] {
            let read = ticket(&json!({
                "ticket": { "id": 4101, "subject": null, "requester_id": 2, "organization_id": null },
                "users": [{ "id": 2, "name": null, "email": null, "organization_id": requesters }],
                "organizations": [{ "id": 9, "name": "Acme" }],
            }))
            .unwrap();
            assert_eq!(read.organization.map(|o| o.name).as_deref(), expected);
        }
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
        let answer = json!({ "count": 5, "results": [
            { "id": 1, "name": "Equal", "organization_fields": { "sfdc_short_id": "0013X00002fGhIj", "salesforce_id": null } },
            { "id": 2, "name": "Other case", "organization_fields": { "sfdc_short_id": "0013X00002fGhIJ" } },
            { "id": 3, "name": "Longer", "organization_fields": { "sfdc_short_id": "0013X00002fGhIjk" } },
            { "id": 4, "name": "Other field", "organization_fields": { "salesforce_id": "0013X00002fGhIj" } },
        ]});
        let id = SalesforceId::parse("0013X00002fGhIj").unwrap();
        let search = OrganizationSearch::read(&id, &answer.to_string()).unwrap();
        assert_eq!(search.equal.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["Equal"]);
        assert_eq!((search.similar, search.incomplete), (3, true));
    }

    #[test]
    fn an_error_is_not_an_empty_search() {
        let id = SalesforceId::parse("0013X00002fGhIj").unwrap();
        for body in [r#"{"error":"invalid","description":"Invalid search"}"#, "<html></html>", ""] {
            assert_eq!(OrganizationSearch::read(&id, body), Err(UnreadableAnswer), "{body}");
        }
    }
}
