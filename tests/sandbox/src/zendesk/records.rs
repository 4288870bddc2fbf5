//! The records as they are now: the tables of [`data`](super::data), and what a test has changed of them since.
//!
//! Whoever changes a ticket moves its `updated_at`; who changes a user or an organization moves no ticket's.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::data::{self, ORGANIZATIONS, Organization, Role, Status, TICKETS, Ticket, USERS, User};

/// Every record.
#[derive(Debug, Clone)]
pub(super) struct Records {
    pub tickets: Vec<TicketRecord>,
    pub organizations: Vec<OrganizationRecord>,
    pub users: Vec<User>,
}

/// A ticket, and what has happened to it.
#[derive(Debug, Clone)]
pub(super) struct TicketRecord {
    pub row: Ticket,
    pub added: Vec<AddedComment>,
    /// How often it was changed: each time moves its `updated_at` by an hour.
    pub changes: u64,
    /// Whether answers leave its organization out.
    pub leaves_organization_out: bool,
    /// Values of custom fields that are no longer the row's.
    fields: BTreeMap<u64, Option<String>>,
}

/// A comment that was written after the table.
#[derive(Debug, Clone)]
pub(super) struct AddedComment {
    pub author: u64,
    pub public: bool,
    pub text: String,
    /// Which change of the ticket it was.
    pub change: u64,
}

/// An organization, and what has happened to it.
#[derive(Debug, Clone)]
pub(super) struct OrganizationRecord {
    pub row: Organization,
    notes: Option<String>,
    details: Option<String>,
    fields: BTreeMap<String, Value>,
}

impl Default for Records {
    fn default() -> Self {
        let mut users = USERS.to_vec();
        for organization in ORGANIZATIONS {
            users.extend(data::filler_contacts(organization));
        }
        let ticket = |row: &Ticket| TicketRecord {
            row: *row,
            added: Vec::new(),
            changes: 0,
            leaves_organization_out: false,
            fields: BTreeMap::new(),
        };
        let organization =
            |row: &Organization| OrganizationRecord { row: *row, notes: None, details: None, fields: BTreeMap::new() };
        Self {
            tickets: TICKETS.iter().map(ticket).collect(),
            organizations: ORGANIZATIONS.iter().map(organization).collect(),
            users,
        }
    }
}

impl Records {
    pub fn ticket(&self, id: u64) -> Option<&TicketRecord> {
        self.tickets.iter().find(|ticket| ticket.row.id == id)
    }

    pub fn ticket_mut(&mut self, id: u64) -> Option<&mut TicketRecord> {
        self.tickets.iter_mut().find(|ticket| ticket.row.id == id)
    }

    pub fn organization(&self, id: u64) -> Option<&OrganizationRecord> {
        self.organizations.iter().find(|organization| organization.row.id == id)
    }

    pub fn organization_mut(&mut self, id: u64) -> Option<&mut OrganizationRecord> {
        self.organizations.iter_mut().find(|organization| organization.row.id == id)
    }

    pub fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub fn contacts(&self, organization: u64) -> impl Iterator<Item = &User> {
        self.users.iter().filter(move |user| user.organization == Some(organization))
    }

    /// Moves a user to another organization, or out of all. The user's tickets follow, unless they are closed; that is
    /// no change of theirs.
    pub fn associate(&mut self, user: u64, organization: Option<u64>) -> Option<()> {
        self.move_user(user, organization)?;
        let open = |ticket: &&mut TicketRecord| ticket.row.requester == user && ticket.row.status != Status::Closed;
        self.tickets.iter_mut().filter(open).for_each(|ticket| ticket.row.organization = organization);
        Some(())
    }

    /// Moves a user, and leaves the user's tickets where they are.
    pub fn move_user(&mut self, user: u64, organization: Option<u64>) -> Option<()> {
        self.users.iter_mut().find(|one| one.id == user)?.organization = organization;
        Some(())
    }

    /// Adds so many end users to an organization.
    pub fn add_contacts(&mut self, organization: u64, count: usize) -> Option<()> {
        self.organization(organization)?;
        let known = self.users.len() as u64;
        self.users.extend((1..=count as u64).map(|number| User {
            id: 28_000_000_000_000 + known + number,
            name: format!("Newcomer {number:02}").into(),
            email: format!("newcomer{:04}@newcomers.example", known + number).into(),
            role: Role::EndUser,
            organization: Some(organization),
        }));
        Some(())
    }
}

impl TicketRecord {
    pub fn add_comment(&mut self, author: u64, public: bool, text: String) {
        self.changes += 1;
        self.added.push(AddedComment { author, public, text, change: self.changes });
    }

    pub fn set_field(&mut self, field: u64, value: Option<String>) {
        self.changes += 1;
        self.fields.insert(field, value);
    }

    pub fn set_status(&mut self, status: Status) {
        self.changes += 1;
        self.row.status = status;
    }

    /// Everybody who has written in it, oldest comment first.
    pub fn authors(&self) -> impl Iterator<Item = u64> {
        let written = self.row.conversation().into_iter().map(|comment| comment.author);
        written.chain(self.added.iter().map(|comment| comment.author))
    }

    /// Writes the changed values into the ticket as the API shows it. The tags of choices go with their values.
    pub fn change(&self, ticket: &mut Value) {
        for (field, value) in &self.fields {
            let mut before = Value::Null;
            for list in ["custom_fields", "fields"] {
                let Some(list) = ticket[list].as_array_mut() else { continue };
                match list.iter_mut().find(|one| one["id"] == json!(field)) {
                    Some(one) => before = std::mem::replace(&mut one["value"], json!(value)),
                    None => list.push(json!({ "id": field, "value": value })),
                }
            }
            if let Some(tags) = ticket["tags"].as_array_mut()
                && let Some(place) = tags.iter().position(|tag| *tag == before)
            {
                tags.remove(place);
                tags.extend(value.as_ref().map(|value| json!(value)));
            }
        }
    }
}

impl OrganizationRecord {
    pub fn set_notes(&mut self, text: String) {
        self.notes = Some(text);
    }

    pub fn set_details(&mut self, text: String) {
        self.details = Some(text);
    }

    pub fn set_field(&mut self, key: &str, value: Value) {
        self.fields.insert(key.to_owned(), value);
    }

    /// Writes what has changed into the organization as the API shows it.
    pub fn change(&self, organization: &mut Value) {
        for (key, text) in [("notes", &self.notes), ("details", &self.details)] {
            if let Some(text) = text {
                organization[key] = json!(text);
            }
        }
        for (key, value) in &self.fields {
            organization["organization_fields"][key] = value.clone();
        }
    }
}
