//! What the address of a page says about where the agent is.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::hosts;
use crate::portal::{Model, Place, PortalUrl};
use crate::zendesk::TicketId;

/// The ticket that everything gathered belongs to: Zendesk host and number.
///
/// There is one host: nothing is ever gathered on the US Government's (design rules 2 and 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseKey(TicketId);

impl CaseKey {
    /// The case of this ticket on Zendesk Global.
    #[must_use]
    pub fn new(ticket: TicketId) -> Self {
        Self(ticket)
    }

    /// The case whose name this is (see its `Display`).
    pub(super) fn named(name: &str) -> Option<Self> {
        TicketId::parse(name.strip_prefix(hosts::ZENDESK)?.strip_prefix('/')?).map(Self)
    }

    /// The ticket's number.
    #[must_use]
    pub fn ticket(self) -> TicketId {
        self.0
    }
}

impl fmt::Display for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", hosts::ZENDESK, self.0)
    }
}

/// Where a page is, as far as Vouch is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A ticket on Zendesk Global.
    Ticket(CaseKey),
    /// The page of one of the portal's records.
    Record(Model, PortalUrl),
    /// The portal's Validate License page.
    ValidateLicense,
    /// Any other page of Zendesk Global or of the portal: the case last worked on goes on there.
    Beside,
    /// The US Government's Zendesk, where nothing is read.
    UsGovernment,
    /// Anywhere else.
    Elsewhere,
}

impl Location {
    /// Whether something is read there, and so an organization can be searched for.
    #[must_use]
    pub fn can_search(&self) -> bool {
        !matches!(self, Self::UsGovernment | Self::Elsewhere)
    }

    /// Reads an address. Only the path decides: `?brand_id=…`, `/events` after a ticket's number and fragments do not
    /// (facts: zendesk A1).
    #[must_use]
    pub fn of(href: &str) -> Self {
        let Some(rest) = href.strip_prefix("https://") else { return Self::Elsewhere };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        match host {
            hosts::PORTAL => PortalUrl::parse(href).map_or(Self::Beside, |url| portal_page(&url)),
            hosts::ZENDESK => ticket_of(path).map_or(Self::Beside, |id| Self::Ticket(CaseKey::new(id))),
            hosts::ZENDESK_US_GOVERNMENT => Self::UsGovernment,
            _ => Self::Elsewhere,
        }
    }
}

fn portal_page(url: &PortalUrl) -> Location {
    match url.place() {
        // The plain address of the record, whatever query stands behind it: that is what is read.
        Place::Show(model, id) => Location::Record(*model, PortalUrl::show(*model, id)),
        Place::ValidateLicense => Location::ValidateLicense,
        Place::List(_) | Place::Elsewhere => Location::Beside,
    }
}

fn ticket_of(path: &str) -> Option<TicketId> {
    let mut segments = path.strip_prefix("/agent/tickets/")?.split('/');
    TicketId::parse(segments.next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_the_agent_is() {
        let case = CaseKey::new(TicketId::parse("4101").unwrap());
        let ticket = || Location::Ticket(case);
        let license = || {
            let url = PortalUrl::parse("https://customers.gitlab.com/admin/license/700001").unwrap();
            Location::Record(Model::License, url)
        };
        for (href, location) in [
            ("https://gitlab.zendesk.com/agent/tickets/4101", ticket()),
            ("https://gitlab.zendesk.com/agent/tickets/4101/", ticket()),
            ("https://gitlab.zendesk.com/agent/tickets/4101/events?brand_id=1#x", ticket()),
            ("https://gitlab.zendesk.com/agent/tickets/4101?to=/agent/tickets/9", ticket()),
            ("https://gitlab.zendesk.com/agent/tickets/new/1", Location::Beside),
            ("https://gitlab.zendesk.com/agent/tickets/4101a", Location::Beside),
            ("https://gitlab.zendesk.com/agent/search/1?q=/agent/tickets/4101", Location::Beside),
            ("https://gitlab.zendesk.com", Location::Beside),
            ("https://customers.gitlab.com/admin/license/700001", license()),
            ("https://customers.gitlab.com/admin/license/700001?x=1#top", license()),
            ("https://customers.gitlab.com/admin/license/700001/edit", Location::Beside),
            ("https://customers.gitlab.com/admin/license", Location::Beside),
            ("https://customers.gitlab.com/", Location::Beside),
            ("https://customers.gitlab.com/admin/license/validate_license", Location::ValidateLicense),
            // A fragment names nothing: any link can carry one.
            ("https://customers.gitlab.com/admin/license/validate_license#vouch-4101", Location::ValidateLicense),
            ("https://customers.gitlab.com/#vouch-4101", Location::Beside),
            ("https://gitlab-federal-support.zendesk.com/agent/tickets/4101", Location::UsGovernment),
            ("https://gitlab.zendesk.com.evil.example/agent/tickets/4101", Location::Elsewhere),
            ("https://evil.example/https://gitlab.zendesk.com/agent/tickets/4101", Location::Elsewhere),
            ("https://gitlab.zendesk.com@evil.example/agent/tickets/4101", Location::Elsewhere),
            ("http://gitlab.zendesk.com/agent/tickets/4101", Location::Elsewhere),
            ("", Location::Elsewhere),
        ] {
            assert_eq!(Location::of(href), location, "{href}");
        }
    }

    #[test]
    fn a_case_is_named_by_host_and_number() {
        let case = CaseKey::new(TicketId::parse("4101").unwrap());
        assert_eq!(case.to_string(), "gitlab.zendesk.com/4101");
        assert_eq!(CaseKey::named("gitlab.zendesk.com/4101"), Some(case));
        for name in ["", "shared", "gitlab.zendesk.com/", "gitlab.zendesk.com/x", "4101"] {
            assert_eq!(CaseKey::named(name), None, "{name}");
        }
    }
}
