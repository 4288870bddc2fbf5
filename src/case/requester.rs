//! Who asked, and the organization that they are in (handbook: Organization association, step 2).
//!
//! Zendesk sends both along with the ticket when it can. What it names and does not send is fetched here, so that *not
//! read yet*, *could not be read* and *in no organization* stay three different things.

use serde::{Deserialize, Serialize};

use super::Purpose;
use crate::fetch::{Reply, Target};
use crate::known::Known;
use crate::lookup::{Lookup, read_record};
use crate::problem::Problem;
use crate::zendesk::{ApiUrl, Organization, OrganizationId, Requester, Ticket, UserId};

/// What was fetched because it did not come along with the ticket. Each entry keeps its number: when the ticket names
/// somebody else, the old entry does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fetched {
    requester: Option<(UserId, Lookup<Requester>)>,
    /// Whether the requester is to be fetched again: the ticket was, and came without them.
    is_due: bool,
    organization: Option<(OrganizationId, Lookup<Organization>)>,
}

impl Fetched {
    /// The user who asked. `Empty` means that the ticket names nobody.
    pub(super) fn requester<'c>(&'c self, ticket: &'c Lookup<Ticket>) -> Known<&'c Requester> {
        known(ticket).then(|ticket| match (&ticket.requester, ticket.requester_id) {
            (Some(requester), _) => Known::Value(requester),
            (None, None) => Known::Empty,
            (None, Some(id)) => of(&self.requester, id),
        })
    }

    /// The organization that the requester is in. `Empty` means that the requester is in none.
    pub(super) fn organization<'c>(&'c self, ticket: &'c Lookup<Ticket>) -> Known<&'c Organization> {
        let requester = match self.requester(ticket) {
            Known::Value(requester) => requester,
            // Nobody can say which organization nobody is in.
            Known::Empty => return Known::Unknown("The ticket names no requester.".to_owned()),
            Known::Reading => return Known::Reading,
            Known::Unknown(why) => return Known::Unknown(why),
        };
        let Some(id) = requester.organization_id else { return Known::Empty };
        match ticket.got().and_then(|ticket| ticket.sideloaded(id)) {
            Some(organization) => Known::Value(organization),
            None => of(&self.organization, id),
        }
    }

    /// What to fetch next.
    pub(super) fn wants(&self, ticket: &Lookup<Ticket>) -> Option<(Purpose, Target)> {
        let read = ticket.got()?;
        let requester = match (&read.requester, read.requester_id) {
            (Some(requester), _) => requester,
            (None, None) => return None,
            (None, Some(id)) => match self.requester.as_ref().filter(|(of, _)| *of == id).map(|(_, lookup)| lookup) {
                Some(Lookup::Got(requester)) if !self.is_due => requester,
                Some(Lookup::Failed(_)) if !self.is_due => return None,
                Some(_) | None => {
                    return Some((Purpose::Requester(id), Target::Zendesk(ApiUrl::user(id))));
                }
            },
        };
        let id = requester.organization_id.filter(|id| read.sideloaded(*id).is_none())?;
        let is_known = self.organization.as_ref().is_some_and(|(of, lookup)| *of == id && !lookup.is_waiting());
        (!is_known).then(|| (Purpose::RequesterOrganization(id), Target::Zendesk(ApiUrl::organization(id))))
    }

    /// Takes the answer about the user who asked, and the organization that came along.
    pub(super) fn take_requester(&mut self, id: UserId, reply: Reply) {
        let read = read_record(reply, &format!("user {id}"), |body| Requester::read(id, body));
        let lookup = read.map(|(requester, organizations)| {
            let own = organizations.into_iter().find(|one| Some(one.id) == requester.organization_id);
            self.organization = own.map(|one| (one.id, Lookup::Got(one))).or(self.organization.take());
            requester
        });
        self.requester = Some((id, lookup.into()));
        self.is_due = false;
    }

    /// The ticket was read: a requester who did not come along is fetched again.
    pub(super) fn ticket_read(&mut self, ticket: &Ticket) {
        self.is_due = ticket.requester.is_none();
    }

    /// Takes an organization's record as it is now, if it is the requester's.
    pub(super) fn refresh(&mut self, newer: &Organization) {
        if let Some((id, lookup)) = self.organization.as_mut().filter(|(id, _)| *id == newer.id) {
            (*id, *lookup) = (newer.id, Lookup::Got(newer.clone()));
        }
    }

    /// Takes the answer about the organization that the requester is in.
    pub(super) fn take_organization(&mut self, id: OrganizationId, reply: Reply) {
        let read = read_record(reply, &format!("organization {id}"), |body| Organization::read(id, body));
        self.organization = Some((id, read.into()));
    }

    /// Fetches again what could not be read for such a reason.
    pub(super) fn retry_where(&mut self, may: impl Fn(&Problem) -> bool) {
        if let Some((_, lookup)) = self.requester.as_mut().filter(|(_, lookup)| lookup.problem().is_some_and(&may)) {
            lookup.retry();
        }
        if let Some((_, lookup)) = self.organization.as_mut().filter(|(_, lookup)| lookup.problem().is_some_and(&may)) {
            lookup.retry();
        }
    }
}

/// How far a value has come, for what depends on it.
pub(super) fn known<T>(lookup: &Lookup<T>) -> Known<&T> {
    match lookup {
        Lookup::Waiting => Known::Reading,
        Lookup::Got(value) => Known::Value(value),
        Lookup::Failed(problem) => Known::Unknown(problem.to_string()),
    }
}

fn of<K: Copy + PartialEq, T>(entry: &Option<(K, Lookup<T>)>, id: K) -> Known<&T> {
    match entry {
        Some((of, lookup)) if *of == id => known(lookup),
        _ => Known::Reading,
    }
}
