//! The records as the API shows them: every key that an agent's answer has, in plausible values.

use serde_json::{Map, Value, json};

use super::HOST;
use super::data::{
    AGENT, Attachment, Choice, Comment, FORMS, Form, Macro, Organization, PROBLEM_TYPES, PRODUCT_TYPES, Role, Status,
    Ticket, User,
};
use super::records::{AddedComment, OrganizationRecord, Records, TicketRecord};
use super::switches::{ProjectField, TicketFields};

const BRAND: u64 = 360_001_234_567;
const GROUP: u64 = 360_009_876_543;
/// `Support Ops Problem Type`.
pub const PROBLEM_TYPE: u64 = 360_020_614_540;
/// `L&R Product Type`.
pub const PRODUCT_TYPE: u64 = 360_012_882_099;
/// `Subscription Email`: what the requester says the sold-to is (domain.md 6.2).
pub const SUBSCRIPTION_EMAIL: u64 = 360_005_248_199;
/// `Subscription Number`: a subscription's name may stand in it (process.md 5).
const SUBSCRIPTION_NUMBER: u64 = 360_008_812_434;

/// A field of organizations: key, title, type.
const ORGANIZATION_FIELDS: &[(&str, &str, &str)] = &[
    ("salesforce_id", "Salesforce ID", "text"),
    ("sfdc_short_id", "SFDC short ID", "text"),
    ("account_owner", "Account Owner", "text"),
    ("account_type", "Account Type", "dropdown"),
    ("am_project_id", "AM Project ID", "text"),
    ("assigned_se", "Assigned SE", "text"),
    ("technical_account_manager", "Technical Account Manager", "text"),
    ("support_level", "GitLab Plan", "dropdown"),
    ("expiration_date", "Expiration date", "text"),
    ("org_in_escalated_state", "Organization in escalated state", "checkbox"),
    ("restricted_account", "Restricted account", "checkbox"),
    ("support_hold", "Support hold", "checkbox"),
    ("migrating", "Migrating", "checkbox"),
    ("ignore_deletion", "Ignore deletion", "checkbox"),
    ("mark_for_deletion", "Mark for deletion", "checkbox"),
    ("sub_sm_premium", "Subscription: Self-managed Premium", "checkbox"),
    ("sub_sm_ultimate", "Subscription: Self-managed Ultimate", "checkbox"),
    ("sub_gitlab_dedicated", "Subscription: GitLab Dedicated", "checkbox"),
    ("aar", "ARR", "decimal"),
    ("seats_decimal", "Number of Seats", "decimal"),
    ("partner_customer", "Partner customer", "checkbox"),
    ("org_region", "Region", "text"),
    ("sales_segmentation", "Sales Segmentation", "text"),
    (PROJECT_FIELD, "Contact Management Project ID", "integer"),
];

/// The field of the contact management project, which one list of fields has and another has not (zendesk.md D2).
const PROJECT_FIELD: &str = "cmp_id";

/// The fields of organizations as they are switched.
fn organization_fields(project: ProjectField) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ORGANIZATION_FIELDS.iter().copied().filter_map(move |(key, title, kind)| match project {
        ProjectField::Missing if key == PROJECT_FIELD => None,
        ProjectField::Renamed if key == PROJECT_FIELD => Some((key, "Contacts project", kind)),
        _ => Some((key, title, kind)),
    })
}

/// A field of tickets: ID, title, type.
const TICKET_FIELDS: &[(u64, &str, &str)] = &[
    (360_000_000_001, "Subject", "subject"),
    (360_000_000_002, "Description", "description"),
    (360_000_000_003, "Status", "status"),
    (PROBLEM_TYPE, "Support Ops Problem Type", "tagger"),
    (PRODUCT_TYPE, "L&R Product Type", "tagger"),
    (SUBSCRIPTION_EMAIL, "Subscription Email", "text"),
    (SUBSCRIPTION_NUMBER, "Subscription Number", "text"),
];

/// The fields that administrators have made.
const OWN_FIELDS: [u64; 4] = [PROBLEM_TYPE, PRODUCT_TYPE, SUBSCRIPTION_EMAIL, SUBSCRIPTION_NUMBER];

/// Another ID than the one that a field is known by.
fn other_id(id: u64) -> u64 {
    id + 700
}

/// The fields of tickets as they are switched: ID, title, type, and the ID that each is known by.
fn ticket_fields(switched: TicketFields) -> Vec<(u64, String, &'static str, u64)> {
    let field = |(id, title, kind): (u64, &str, &'static str)| {
        let named = |id, title: String| (id, title, kind, id);
        if !OWN_FIELDS.contains(&id) {
            return vec![named(id, title.to_owned())];
        }
        let other = (other_id(id), title.to_owned(), kind, id);
        match switched {
            TicketFields::Known => vec![named(id, title.to_owned())],
            TicketFields::Renamed => vec![named(id, format!("Customer's own {}", kind))],
            TicketFields::Renumbered => vec![other],
            TicketFields::Contradicting => vec![named(id, format!("Customer's own {}", kind)), other],
        }
    };
    TICKET_FIELDS.iter().copied().flat_map(field).collect()
}

/// Tickets are a day apart, comments an hour.
fn time(ticket: u64, hour: u64) -> String {
    format!("2026-10-{:02}T{:02}:12:41Z", ticket % 28 + 1 + (8 + hour) / 24, (8 + hour) % 24)
}

/// The address of a record in the API.
fn url(kind: &str, id: u64) -> String {
    format!("https://{HOST}/api/v2/{kind}/{id}.json")
}

/// A ticket.
pub fn ticket(record: &TicketRecord, fields: TicketFields) -> Value {
    let mut ticket = ticket_row(&record.row, record.changes, fields);
    record.change(&mut ticket);
    ticket
}

fn ticket_row(ticket: &Ticket, changes: u64, fields: TicketFields) -> Value {
    let value = |id| match id {
        PROBLEM_TYPE => json!(ticket.problem_type),
        PRODUCT_TYPE => json!(ticket.product_type),
        SUBSCRIPTION_EMAIL => json!(ticket.sold_to.filter(|_| ticket.has_subscription_email)),
        SUBSCRIPTION_NUMBER => json!(ticket.subscription_number),
        _ => Value::Null,
    };
    let own = ticket_fields(fields).into_iter().filter(|(.., known)| OWN_FIELDS.contains(known));
    let custom_fields: Value = own.map(|(id, _, _, known)| json!({ "id": id, "value": value(known) })).collect();
    let chosen = ticket.problem_type.into_iter().chain(ticket.product_type);
    let tags: Vec<_> = chosen.chain(ticket.tags.iter().copied()).collect();
    let last = (ticket.comments.len() + ticket.small_talk) as u64 + changes;
    json!({
        "url": url("tickets", ticket.id),
        "id": ticket.id,
        "external_id": null,
        "via": { "channel": "web", "source": { "from": {}, "to": {}, "rel": null } },
        "created_at": time(ticket.id, 0),
        "updated_at": time(ticket.id, last),
        "generated_timestamp": 1_792_000_000 + ticket.id,
        "type": "question",
        "subject": ticket.subject,
        "raw_subject": ticket.subject,
        "description": ticket.comments.first().map(Comment::full_text),
        "priority": "normal",
        "status": ticket.status.name(),
        "recipient": null,
        "requester_id": ticket.requester,
        "submitter_id": ticket.requester,
        "assignee_id": (ticket.status != Status::New).then_some(AGENT),
        "organization_id": ticket.organization,
        "group_id": GROUP,
        "collaborator_ids": [],
        "follower_ids": [],
        "email_cc_ids": [],
        "forum_topic_id": null,
        "problem_id": null,
        "has_incidents": false,
        "is_public": true,
        "due_at": null,
        "tags": tags,
        "custom_fields": custom_fields,
        "satisfaction_rating": null,
        "sharing_agreement_ids": [],
        "custom_status_id": 7_001_000_000_001_u64 + ticket.status as u64,
        "fields": custom_fields,
        "followup_ids": [],
        "ticket_form_id": ticket.form,
        "brand_id": BRAND,
        "allow_channelback": false,
        "allow_attachments": true,
        "from_messaging_channel": false,
    })
}

/// The comments of a ticket, oldest first.
pub fn comments(record: &TicketRecord) -> Vec<Value> {
    let ticket = &record.row;
    let conversation = ticket.conversation();
    let written = conversation.iter().zip(0..).map(|(item, number)| comment(ticket, item, number));
    let count = conversation.len() as u64;
    let added = record.added.iter().zip(count..).map(|(item, number)| added_comment(ticket, item, number, count));
    written.chain(added).collect()
}

/// A comment that was added after so many others.
fn added_comment(ticket: &Ticket, added: &AddedComment, number: u64, count: u64) -> Value {
    let AddedComment { author, public, text, change } = added;
    let row =
        Comment { author: *author, public: *public, text: "", pasted_license: None, html: None, attachments: &[] };
    let mut comment = comment(ticket, &row, number);
    comment["body"] = json!(text);
    comment["plain_body"] = json!(text);
    comment["html_body"] = json!(html_body(&paragraphs(text)));
    comment["created_at"] = json!(time(ticket.id, count + change));
    comment
}

fn html_body(paragraphs: &str) -> String {
    format!("<div class=\"zd-comment\" dir=\"auto\">{paragraphs}</div>")
}

fn comment(ticket: &Ticket, comment: &Comment, number: u64) -> Value {
    let text = comment.full_text();
    let paragraphs = comment.html.map_or_else(|| paragraphs(&text), str::to_owned);
    json!({
        "id": 8_200_000_000_000 + ticket.id * 100 + number,
        "type": "Comment",
        "author_id": comment.author,
        "body": text,
        "html_body": html_body(&paragraphs),
        "plain_body": text,
        "public": comment.public,
        "attachments": comment.attachments.iter().map(attachment).collect::<Vec<_>>(),
        "audit_id": 8_100_000_000_000 + ticket.id * 100 + number,
        "via": { "channel": "web", "source": { "from": {}, "to": {}, "rel": null } },
        "created_at": time(ticket.id, number),
        "metadata": { "system": {}, "custom": {} },
    })
}

/// A text as Zendesk writes it in HTML: paragraphs, line breaks, and addresses of the web as links.
fn paragraphs(text: &str) -> String {
    let paragraph = |text: &str| format!("<p dir=\"auto\">{}</p>", linked(text).replace('\n', "<br>\n"));
    text.split("\n\n").map(paragraph).collect()
}

fn linked(text: &str) -> String {
    let Some(start) = text.find("https://") else {
        return escape(text);
    };
    let (before, rest) = text.split_at(start);
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ')']);
    let shown = escape(url);
    format!("{}<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>{}", escape(before), linked(&rest[url.len()..]))
}

/// A file that came with a comment.
fn attachment(file: &Attachment) -> Value {
    let name: String = form_urlencoded::byte_serialize(file.file_name.as_bytes()).collect();
    json!({
        "url": url("attachments", file.id),
        "id": file.id,
        "file_name": file.file_name,
        "content_url": format!("https://{HOST}/attachments/token/{}/?name={name}", file.token),
        "mapped_content_url": format!("https://{HOST}/attachments/token/{}/?name={name}", file.token),
        "content_type": file.content_type,
        "size": file.content().len(),
        "width": null,
        "height": null,
        "inline": false,
        "deleted": false,
        "malware_access_override": false,
        "malware_scan_result": "malware_not_found",
        "thumbnails": [],
    })
}

/// Zendesk gives comments as safe HTML: what the customer typed is text in it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A user.
pub fn user(user: &User) -> Value {
    let is_agent = user.role == Role::Agent;
    json!({
        "id": user.id,
        "url": url("users", user.id),
        "name": user.name,
        "email": user.email,
        "created_at": "2025-02-03T09:00:00Z",
        "updated_at": "2026-10-01T09:00:00Z",
        "time_zone": "Berlin",
        "iana_time_zone": "Europe/Berlin",
        "phone": null,
        "shared_phone_number": null,
        "photo": null,
        "locale_id": 1,
        "locale": "en-US",
        "organization_id": user.organization,
        "role": user.role.name(),
        "verified": true,
        "external_id": null,
        "tags": [],
        "alias": "",
        "active": true,
        "shared": false,
        "shared_agent": false,
        "last_login_at": null,
        "two_factor_auth_enabled": null,
        "signature": null,
        "details": "",
        "notes": "",
        "role_type": is_agent.then_some(0),
        "custom_role_id": null,
        "moderator": is_agent,
        "ticket_restriction": (!is_agent).then_some("requested"),
        "only_private_comments": false,
        "restricted_agent": !is_agent,
        "suspended": false,
        "default_group_id": is_agent.then_some(GROUP),
        "report_csv": false,
        "user_fields": {},
    })
}

/// The signed-in agent, with the token that a write would need (zendesk.md C).
pub fn me(agent: &User, token: &str) -> Value {
    let mut agent = user(agent);
    agent["authenticity_token"] = json!(token);
    json!({ "user": agent })
}

/// Who `users/me` is without a session.
pub fn anonymous() -> Value {
    json!({ "user": {
        "id": null,
        "url": null,
        "name": "Anonymous user",
        "email": "invalid@example.com",
        "role": "end-user",
        "organization_id": null,
        "active": false,
        "verified": false,
        "user_fields": {},
    } })
}

/// An organization.
pub fn organization(record: &OrganizationRecord, project: ProjectField) -> Value {
    let mut organization = organization_row(&record.row, project);
    record.change(&mut organization);
    organization
}

fn organization_row(organization: &Organization, project: ProjectField) -> Value {
    json!({
        "url": url("organizations", organization.id),
        "id": organization.id,
        "name": organization.name,
        "shared_tickets": organization.shared_tickets,
        "shared_comments": false,
        "external_id": null,
        "created_at": "2024-01-15T10:00:00Z",
        "updated_at": "2026-11-20T06:00:00Z",
        "domain_names": organization.domain_names,
        "details": organization.details,
        "notes": organization.notes,
        "group_id": null,
        "tags": [organization.support_level],
        "organization_fields": organization_values(organization, project),
    })
}

fn organization_values(organization: &Organization, project: ProjectField) -> Value {
    let ultimate = organization.support_level == "ultimate";
    let values = json!({
        "salesforce_id": organization.salesforce_id,
        "sfdc_short_id": organization.sfdc_short_id,
        "account_owner": "Olga Owner",
        "account_type": organization.account_type,
        "am_project_id": organization.am_project_id,
        "assigned_se": "Sven Engineer",
        "technical_account_manager": null,
        "support_level": organization.support_level,
        "expiration_date": organization.expiration_date,
        "support_hold": organization.support_hold,
        "sub_sm_premium": !ultimate,
        "sub_sm_ultimate": ultimate,
        "aar": organization.seats * 348.0,
        "seats_decimal": organization.seats,
        "org_region": organization.region,
        "sales_segmentation": "Mid-Market",
        PROJECT_FIELD: organization.cmp_id,
    });
    // Every field is there: a checkbox that nobody ticked is false, anything else that nobody filled in is null.
    let value = |key: &str, kind: &str| match values.get(key) {
        Some(value) => value.clone(),
        None if kind == "checkbox" => Value::Bool(false),
        None => Value::Null,
    };
    organization_fields(project).map(|(key, _, kind)| (key.to_owned(), value(key, kind))).collect::<Map<_, _>>().into()
}

/// How many contacts and tickets an organization has.
pub fn related(contacts: usize, tickets: usize) -> Value {
    json!({ "organization_related": { "tickets_count": tickets, "users_count": contacts } })
}

/// A macro, with what it does.
pub fn macro_(one: &Macro) -> Value {
    json!({
        "url": url("macros", one.id),
        "id": one.id,
        "title": one.title,
        "active": one.active,
        "default": false,
        "description": null,
        "position": 9999,
        "restriction": null,
        "created_at": "2025-03-11T09:30:00Z",
        "updated_at": "2026-07-14T10:00:00Z",
        "actions": [{ "field": "comment_mode_is_public", "value": "true" }, { "field": "status", "value": "solved" }],
    })
}

/// What can be chosen in a drop-down of organizations: the tags, and the names that agents see.
fn choices(key: &str) -> Vec<Value> {
    let names: &[&str] = match key {
        "account_type" => &["Customer", "Former Customer", "Partner", "Prospect", "Reseller"],
        "support_level" => &["Premium", "Ultimate", "Starter", "Community", "Expired"],
        _ => &[],
    };
    let choice = |name: &&str| json!({ "name": name, "value": name.to_lowercase().replace(' ', "_") });
    names.iter().map(choice).collect()
}

/// The fields of organizations.
pub fn organization_field_list(project: ProjectField) -> Vec<Value> {
    let field = |((key, title, kind), number): ((&str, &str, &str), u64)| {
        // The one ID that is known; the others only differ.
        let id = if key == PROJECT_FIELD { 7_385_051_495_324 } else { 360_000_100_000 + number };
        json!({
            "url": url("organization_fields", id),
            "id": id,
            "type": kind,
            "key": key,
            "title": title,
            "raw_title": title,
            "description": "",
            "raw_description": "",
            "position": number,
            "active": true,
            "system": false,
            "created_at": "2020-08-01T00:00:00Z",
            "updated_at": "2026-07-14T00:00:00Z",
            "custom_field_options": choices(key),
        })
    };
    organization_fields(project).zip(1..).map(field).collect()
}

/// The fields of tickets.
pub fn ticket_field_list(switched: TicketFields) -> Vec<Value> {
    let field = |((id, title, kind, known), number): ((u64, String, &str, u64), u64)| {
        let mut field = json!({
            "url": url("ticket_fields", id),
            "id": id,
            "type": kind,
            "title": title,
            "raw_title": title,
            "description": "",
            "position": number,
            "active": true,
            "required": false,
            "removable": OWN_FIELDS.contains(&known),
            "agent_description": null,
            "created_at": "2020-08-01T00:00:00Z",
            "updated_at": "2026-07-14T00:00:00Z",
        });
        // Only a dropdown has these.
        match known {
            PROBLEM_TYPE => field["custom_field_options"] = options(id, PROBLEM_TYPES),
            PRODUCT_TYPE => field["custom_field_options"] = options(id, PRODUCT_TYPES),
            _ => {}
        }
        field
    };
    ticket_fields(switched).into_iter().zip(1..).map(field).collect()
}

/// What can be chosen in a field of tickets.
fn options(field: u64, choices: &[Choice]) -> Value {
    let option = |((tag, name), number): (&Choice, u64)| json!({ "id": field * 100 + number, "name": name, "raw_name": name, "value": tag, "default": false });
    choices.iter().zip(1..).map(option).collect()
}

/// The forms of tickets.
pub fn ticket_form_list() -> Vec<Value> {
    let form = |(form, position): (&Form, u64)| {
        json!({
            "url": url("ticket_forms", form.id),
            "id": form.id,
            "name": form.name,
            "raw_name": form.name,
            "display_name": form.display_name,
            "raw_display_name": form.display_name,
            "end_user_visible": form.end_user_visible,
            "position": position,
            "active": form.active,
            "default": position == 1,
            "in_all_brands": true,
            "restricted_brand_ids": [],
            "ticket_field_ids": TICKET_FIELDS.iter().map(|(id, ..)| id).collect::<Vec<_>>(),
            "end_user_conditions": [],
            "agent_conditions": [],
            "created_at": "2020-08-01T00:00:00Z",
            "updated_at": "2026-07-14T00:00:00Z",
        })
    };
    FORMS.iter().zip(1..).map(form).collect()
}

/// The users whom a ticket names, each once.
pub fn users_of(ticket: &TicketRecord, records: &Records) -> Vec<Value> {
    let mut ids = vec![ticket.row.requester, AGENT];
    for author in ticket.authors() {
        if !ids.contains(&author) {
            ids.push(author);
        }
    }
    ids.iter().filter_map(|id| records.user(*id)).map(user).collect()
}
