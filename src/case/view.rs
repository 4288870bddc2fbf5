//! The case as the panel shows it.

use super::{Case, TicketLookup};
use crate::checks::{self, Facts, LicenseFacts, OrganizationFacts, Outcome, SoldToFacts, Verdict};
use crate::date::Date;
use crate::link::Link;
use crate::note::Evidence;
use crate::protocol::{CaseView, OutcomeView, TicketView, TrailView};
use crate::trail::Trail;
use crate::zendesk::{agent_organization, agent_ticket};

impl Case {
    /// What the panel shows of this case on the given day.
    #[must_use]
    pub fn view(&self, today: Date) -> CaseView {
        let error = self.parsed_license_id().err().filter(|_| self.asked_in_vain);
        CaseView {
            case: self.key,
            link: agent_ticket(self.key.ticket()),
            ticket: self.ticket_view(),
            license_id: self.license_id.clone(),
            license_id_error: error.map(|_| "A license ID is a number, such as 700001.".to_owned()),
            sold_to: self.sold_to.clone(),
            collecting: self.collecting,
            trail: self.current_trail().map(|trail| self.trail_view(trail, today)),
        }
    }

    /// The organization's page, where exactly one was found.
    pub(super) fn organization_link(&self) -> Option<Link> {
        self.current_trail()?.organization_link()
    }

    /// Zendesk's own search, once there is a Salesforce ID.
    pub(super) fn search_link(&self) -> Option<Link> {
        self.current_trail()?.search_link()
    }

    fn ticket_view(&self) -> TicketView {
        match &self.ticket {
            TicketLookup::Wanted => TicketView::Reading,
            TicketLookup::Got(ticket) => TicketView::Read {
                subject: ticket.subject.clone(),
                requester: ticket.requester.clone(),
                organization: ticket.organization.clone().map(|organization| {
                    let link = agent_organization(organization.id, &organization.name);
                    (organization, link)
                }),
            },
            TicketLookup::Failed(problem) => {
                TicketView::Failed { message: problem.to_string(), advice: problem.advice() }
            }
        }
    }

    fn trail_view(&self, trail: &Trail, today: Date) -> TrailView {
        TrailView {
            steps: trail.steps(self.collecting),
            outcome: (!self.collecting).then(|| outcome(trail, &self.sold_to, today)),
            organization: trail.organization_link(),
            search: trail.search_link(),
        }
    }
}

fn outcome(trail: &Trail, sold_to_given: &str, today: Date) -> OutcomeView {
    let findings = checks::findings(&facts(trail, sold_to_given, today));
    let reasons = findings.iter().filter(|finding| finding.outcome == Outcome::Fail);
    let note = evidence(trail, reasons.map(|finding| finding.reason.clone()).collect()).note();
    OutcomeView { verdict: Verdict::of(&findings), findings, note_text: note.text, note_html: note.html }
}

fn facts(trail: &Trail, sold_to_given: &str, today: Date) -> Facts {
    Facts {
        today,
        license: trail.license().map(|license| LicenseFacts {
            page: Link::portal("License", &trail.license_url()),
            trial: license.trial,
            starts_at: license.starts_at,
            expires_at: license.expires_at,
        }),
        order_trial: trail
            .order()
            .and_then(|order| order.trial)
            .zip(trail.order_url())
            .map(|(trial, url)| (trial, Link::portal("Order", &url))),
        sold_to: trail
            .sold_to_url()
            .filter(|_| trail.sold_to_was_read())
            .map(|url| SoldToFacts { page: Link::portal("Sold-to", &url), email: trail.sold_to().map(str::to_owned) }),
        sold_to_given: Some(sold_to_given.to_owned()),
        organizations: trail.organizations().zip(trail.search_link()).map(|(search, link)| OrganizationFacts {
            search: link,
            equal: search.equal.iter().map(|found| agent_organization(found.id, &found.name)).collect(),
            incomplete: search.incomplete,
        }),
    }
}

fn evidence(trail: &Trail, reasons: Vec<String>) -> Evidence {
    let page = |url| Link::portal("", &url);
    Evidence {
        license: trail.license().map(|_| page(trail.license_url())),
        order: trail.order().and_then(|_| trail.order_url()).map(page),
        billing_account: trail.billing_account().and_then(|_| trail.billing_account_url()).map(page),
        sold_to: trail.sold_to().map(str::to_owned),
        salesforce_id: trail.salesforce_account().map(str::to_owned),
        organization: trail.organization_link(),
        reasons,
    }
}
