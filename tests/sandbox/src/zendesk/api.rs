//! `/api/v2`: GET only, for the signed in, within the limits.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::data::{MACROS, Role, User};
use super::journal::by_page;
use super::paging::Page;
use super::query::Query;
use super::records::{OrganizationRecord, Records, TicketRecord};
use super::refusal::Refusal;
use super::search::{Kind, Search};
use super::{Zendesk, json, reply, session};
use crate::site::{Request, Response};

/// No search reaches further than this (zendesk.md C1).
const SEARCH_REACH: usize = 1000;

/// What a request gets.
type Answer = Result<Value, Refusal>;

impl Zendesk {
    /// Answers a request to the API and writes it down.
    pub(super) fn api(&self, request: &Request) -> Response {
        let mut response = match self.api_answer(request) {
            Ok(answer) => reply::json(StatusCode::OK, &answer),
            Err(refusal) => refusal.into(),
        };
        let mut state = self.state();
        state.limits.add_headers(response.headers_mut());
        state.journal.record(request, response.status().as_u16());
        response
    }

    fn api_answer(&self, request: &Request) -> Answer {
        let path = request.uri().path();
        let signed_in = {
            let mut state = self.state();
            state.limits.take(by_page(request))?;
            state.sessions.knows(request)
        };
        if request.method() != Method::GET {
            return Err(Refusal::Write);
        }
        let route = path.strip_prefix("/api/v2/").unwrap_or_default();
        let route = route.strip_suffix(".json").unwrap_or(route);
        let segments: Vec<&str> = route.split('/').collect();
        match (signed_in, segments.as_slice()) {
            // The one route that answers everybody (zendesk.md C).
            (false, ["users", "me"]) => Ok(json::anonymous()),
            (false, _) => Err(Refusal::Unauthenticated),
            (true, ["users", "me"]) => self.me(request),
            (true, segments) => self.get(path, segments, &Query::of(request)),
        }
    }

    fn get(&self, path: &str, segments: &[&str], query: &Query) -> Answer {
        let fields = self.state().switches.ticket_fields;
        let ticket = |one: &TicketRecord| json::ticket(one, fields);
        let list = |key: &str, all: Vec<Value>| Ok(Page::of(query)?.answer(path, query, key, &all));
        let records = &*self.records();
        match *segments {
            ["tickets"] => list("tickets", records.tickets.iter().map(ticket).collect()),
            ["tickets", id] => self.ticket(records, number(id)?, query),
            ["tickets", id, "comments"] => {
                let ticket = records.ticket(number(id)?).ok_or(Refusal::NoRecord)?;
                let mut answer = Page::of(query)?.answer(path, query, "comments", &json::comments(ticket));
                if query.includes("users") {
                    answer["users"] = json!(json::users_of(ticket, records));
                }
                Ok(answer)
            }
            ["users", id] => self.user(records, number(id)?, query),
            ["users", id, "tickets", "requested"] => {
                let id = number(id)?;
                let of_user = records.tickets.iter().filter(|ticket| ticket.row.requester == id);
                list("tickets", of_user.map(ticket).collect())
            }
            // For administrators and a custom role; an agent's session gets nothing from it (zendesk.md C1).
            ["organizations", "search"] => Err(Refusal::Forbidden),
            ["organizations"] => {
                list("organizations", records.organizations.iter().map(|one| self.organization(one)).collect())
            }
            ["organizations", id] => Ok(json!({ "organization": self.organization(known_organization(records, id)?) })),
            ["organizations", id, "related"] => {
                let id = known_organization(records, id)?.row.id;
                let tickets = records.tickets.iter().filter(|ticket| ticket.row.organization == Some(id)).count();
                Ok(json::related(records.contacts(id).count(), tickets))
            }
            ["organizations", id, "users"] => {
                list("users", contacts(records, id, query)?.into_iter().map(json::user).collect())
            }
            ["organizations", id, "users", "count"] => {
                let value = contacts(records, id, query)?.len();
                Ok(json!({ "count": { "value": value, "refreshed_at": "2026-11-22T06:00:00Z" } }))
            }
            ["organizations", id, "tickets"] => {
                let id = known_organization(records, id)?.row.id;
                let of_it = records.tickets.iter().filter(|ticket| ticket.row.organization == Some(id));
                list("tickets", of_it.map(ticket).collect())
            }
            ["organization_fields"] => {
                list("organization_fields", json::organization_field_list(self.state().switches.project_field))
            }
            ["ticket_forms"] => list("ticket_forms", json::ticket_form_list()),
            ["ticket_fields"] => list("ticket_fields", json::ticket_field_list(fields)),
            ["macros", "search"] => macros(path, query),
            ["search"] => self.search(path, query),
            ["search", "count"] => Ok(json!({ "count": self.found(query)?.len() })),
            _ => Err(Refusal::NoEndpoint),
        }
    }

    fn ticket(&self, records: &Records, id: u64, query: &Query) -> Answer {
        let ticket = records.ticket(id).ok_or(Refusal::NoRecord)?;
        let mut answer = json!({ "ticket": json::ticket(ticket, self.state().switches.ticket_fields) });
        if query.includes("users") {
            answer["users"] = json!(json::users_of(ticket, records));
        }
        if query.includes("organizations") {
            answer["organizations"] = {
                let named = ticket.row.organization.filter(|_| !ticket.leaves_organization_out);
                self.sideloaded_organization(records, named)
            };
        }
        Ok(answer)
    }

    fn user(&self, records: &Records, id: u64, query: &Query) -> Answer {
        let user = records.user(id).ok_or(Refusal::NoRecord)?;
        let mut answer = json!({ "user": json::user(user) });
        if query.includes("organizations") {
            answer["organizations"] = self.sideloaded_organization(records, user.organization);
        }
        Ok(answer)
    }

    fn organization(&self, organization: &OrganizationRecord) -> Value {
        json::organization(organization, self.state().switches.project_field)
    }

    /// The organization a record names, as a list: empty if it names none.
    fn sideloaded_organization(&self, records: &Records, id: Option<u64>) -> Value {
        id.and_then(|id| records.organization(id))
            .map(|organization| self.organization(organization))
            .into_iter()
            .collect()
    }

    /// Who is signed in.
    fn me(&self, request: &Request) -> Answer {
        let (records, agent) = {
            let state = self.state();
            (std::sync::Arc::clone(&state.records), state.sessions.agent(request))
        };
        let agent = agent.and_then(|id| records.user(id)).ok_or(Refusal::NoRecord)?;
        Ok(json::me(agent, &session::token()))
    }

    fn search(&self, path: &str, query: &Query) -> Answer {
        if query.get("page[size]").is_some() {
            return Err(Refusal::BadParameter { name: "page", must: "must be an integer" });
        }
        let page = Page::of(query)?;
        let found = self.found(query)?;
        if page.end() > SEARCH_REACH {
            return Err(Refusal::BadSearch(String::from(
                "Requested response size was greater than Search Response Limits",
            )));
        }
        let mut answer = page.answer(path, query, "results", &found);
        answer["facets"] = Value::Null;
        Ok(answer)
    }

    /// The results of a search, organizations after users after tickets.
    fn found(&self, query: &Query) -> Result<Vec<Value>, Refusal> {
        let search = Search::parse(query.get("query").unwrap_or_default()).map_err(Refusal::BadSearch)?;
        let fields = self.state().switches.ticket_fields;
        let records = &*self.records();
        let tickets = records.tickets.iter().map(|ticket| (Kind::Ticket, json::ticket(ticket, fields)));
        let users = records.users.iter().map(|user| (Kind::User, json::user(user)));
        let organizations = records.organizations.iter().map(|one| (Kind::Organization, self.organization(one)));
        let found = tickets.chain(users).chain(organizations).filter(|(kind, record)| search.finds(*kind, record));
        Ok(found
            .map(|(kind, mut record)| {
                record["result_type"] = json!(kind.name());
                record
            })
            .collect())
    }
}

/// The macros whose titles hold the words, by offset alone (zendesk.md C1).
fn macros(path: &str, query: &Query) -> Answer {
    let words = query.get("query").filter(|words| !words.trim().is_empty());
    let words = words.ok_or(Refusal::BadParameter { name: "query", must: "must be present" })?.to_lowercase();
    if query.get("page[size]").is_some() {
        return Err(Refusal::BadParameter { name: "page", must: "must be an integer" });
    }
    let found = MACROS.iter().filter(|one| one.title.to_lowercase().contains(&words));
    Ok(Page::of(query)?.answer(path, query, "macros", &found.map(json::macro_).collect::<Vec<_>>()))
}

/// An ID in a path.
fn number(id: &str) -> Result<u64, Refusal> {
    id.parse().map_err(|_| Refusal::BadParameter { name: "id", must: "must be an integer" })
}

fn known_organization<'r>(records: &'r Records, id: &str) -> Result<&'r OrganizationRecord, Refusal> {
    records.organization(number(id)?).ok_or(Refusal::NoRecord)
}

/// The users of an organization, of one role or of any.
fn contacts<'r>(records: &'r Records, id: &str, query: &Query) -> Result<Vec<&'r User>, Refusal> {
    let id = known_organization(records, id)?.row.id;
    let role = match query.get("role").or_else(|| query.get("role[]")) {
        None => None,
        Some("end-user") => Some(Role::EndUser),
        Some("agent") => Some(Role::Agent),
        Some(_) => return Err(Refusal::BadParameter { name: "role", must: "must be end-user, agent or admin" }),
    };
    Ok(records.contacts(id).filter(|user| role.is_none_or(|role| role == user.role)).collect())
}
