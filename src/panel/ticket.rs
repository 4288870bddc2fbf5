//! The ticket: who asked, for which organization, and what is to be set on it first (seed 001, steps 1 and 2).

use yew::prelude::*;

use super::findings::FindingRow;
use super::organization::OrganizationCard;
use super::parts::{anchor, problem};
use crate::checks::{Finding, Outcome};
use crate::protocol::{
    Intent, MembershipView, MetadataState, MetadataView, OrganizationView, RequesterView, Ruling, TicketView,
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub ticket: TicketView,
    pub intend: Callback<Intent>,
}

/// The ticket.
#[function_component]
pub(super) fn Ticket(props: &Props) -> Html {
    let intend = &props.intend;
    let body = match &props.ticket {
        TicketView::Reading => html! { <p class="hint" aria-busy="true">{ "Reading the ticket…" }</p> },
        TicketView::Failed { message, advice } => html! {
            <>
                { problem(message, advice) }
                <button type="button" onclick={intend.reform(|_| Intent::ReloadTicket)}>{ "Try again" }</button>
            </>
        },
        TicketView::Read {
            subject,
            requester,
            requester_finding,
            organization,
            ticket_organization,
            closed,
            metadata,
            definitions_failed,
        } => html! {
            <>
                <p class="subject" title={subject.clone()} dir="auto">{ subject.clone() }</p>
                if let Some(closed) = closed { <p class="attention-text" role="status">{ closed.clone() }</p> }
                <dl>
                    <dt>{ "Requester" }</dt>
                    <dd>
                        { said_of_requester(requester) }
                    </dd>
                    <dt>{ "Organization" }</dt>
                    <dd>{ membership(organization, intend) }</dd>
                </dl>
                if let Some(finding) = requester_finding {
                    <ul class="findings" aria-label="Requester">
                        <FindingRow finding={(**finding).clone()} decide={decidable(finding, intend)} />
                    </ul>
                }
                if let Some(other) = ticket_organization {
                    <p class="attention-text">
                        { "The ticket is in another organization than its requester: " }{ anchor(other) }
                    </p>
                }
                { fields(metadata, intend) }
                if *definitions_failed {
                    <p>
                        <span class="attention-text">{ "Zendesk's list of fields could not be read." }</span>{ " " }
                        <button
                            type="button"
                            class="small"
                            aria-label="Try again: the list of fields"
                            onclick={intend.reform(|_| Intent::RetryDefinitions)}
                        >
                            { "Try again" }
                        </button>
                    </p>
                }
                if let MembershipView::In(organization) = organization {
                    <details open={stands_out(organization)}>
                        <summary>{ "Pre-checks of the requester's organization" }</summary>
                        <OrganizationCard
                            organization={(**organization).clone()}
                            intend={intend.clone()}
                        />
                    </details>
                }
            </>
        },
    };
    html! { <section aria-label="Ticket" class="ticket">{ body }</section> }
}

/// Takes the agent's decision about the requester: only what needs attention can be decided.
fn decidable(finding: &Finding, intend: &Callback<Intent>) -> Option<Callback<Ruling>> {
    let title = finding.title.clone();
    let decide = move |decision| Intent::DecideRequester { title: title.clone(), decision };
    (finding.outcome == Outcome::Attention).then(|| intend.reform(decide))
}

fn said_of_requester(requester: &RequesterView) -> Html {
    match requester {
        RequesterView::Reading => html! { <span class="muted" aria-busy="true">{ "reading…" }</span> },
        RequesterView::Unknown(why) => {
            html! { <span class="attention-text">{ "could not be read: " }{ why.clone() }</span> }
        }
        RequesterView::Nobody => html! { <span class="muted">{ "the ticket names nobody" }</span> },
        RequesterView::User(requester) => html! {
            <>
                <bdi>{ requester.name.clone() }</bdi>
                if let Some(email) = &requester.email { <span class="muted">{ " " }<bdi>{ email.clone() }</bdi></span> }
            </>
        },
    }
}

/// The organization that the requester is in: not read yet, unreadable and none look different.
fn membership(organization: &MembershipView, intend: &Callback<Intent>) -> Html {
    match organization {
        MembershipView::Reading => html! { <span class="muted" aria-busy="true">{ "reading…" }</span> },
        MembershipView::Unknown(why) => html! {
            <>
                <span class="attention-text">{ "could not be read: " }{ why.clone() }{ " " }</span>
                <button type="button" class="small" onclick={intend.reform(|_| Intent::ReloadTicket)}>
                    { "Try again" }
                </button>
            </>
        },
        MembershipView::None => html! { <span class="muted">{ "none" }</span> },
        MembershipView::In(organization) => anchor(&organization.link),
    }
}

/// Whether there is something about an organization that an agent has to read before anything is done.
fn stands_out(organization: &OrganizationView) -> bool {
    let findings = organization.findings.iter();
    findings.map(|finding| finding.outcome).any(|outcome| matches!(outcome, Outcome::Fail | Outcome::Attention))
}

/// What the ticket's fields say. Open while there is something to set.
fn fields(metadata: &[MetadataView], intend: &Callback<Intent>) -> Html {
    let is_open = |one: &&MetadataView| matches!(one.state, MetadataState::ToSet(_) | MetadataState::ToJudge(_));
    let to_set = metadata.iter().filter(is_open).count();
    let unknown = metadata.iter().any(|one| matches!(one.state, MetadataState::Unknown(_)));
    let reading = metadata.iter().any(|one| one.state == MetadataState::Reading);
    let summary = match (to_set, unknown, reading) {
        (0, _, true) => "reading…".to_owned(),
        (0, true, _) => "some are not known".to_owned(),
        (0, false, false) => "all set".to_owned(),
        (count, ..) => format!("{count} to set"),
    };
    html! {
        <details class="fields" open={to_set > 0}>
            <summary>{ "Fields: " }<span class={(to_set > 0).then_some("attention-text")}>{ summary }</span></summary>
            <dl>{ for metadata.iter().map(|one| field(one, intend)) }</dl>
        </details>
    }
}

fn field(field: &MetadataView, intend: &Callback<Intent>) -> Html {
    let said = match &field.state {
        MetadataState::Set => html! {},
        MetadataState::Reading => html! { <span class="hint" aria-busy="true">{ "reading…" }</span> },
        MetadataState::ToSet(what) | MetadataState::ToJudge(what) => {
            html! { <span class="attention-text">{ what.clone() }</span> }
        }
        MetadataState::Unknown(why) => html! { <span class="hint">{ "Not known: " }{ why.clone() }</span> },
    };
    html! {
        <>
            <dt><bdi>{ field.label.clone() }</bdi></dt>
            <dd>
                if let Some(value) = &field.value { <bdi>{ value.clone() }</bdi>{ " " } }
                { said }
                if field.is_sold_to {
                    <button type="button" class="small" onclick={intend.reform(|_| Intent::TakeSubscriptionEmail)}>
                        { "Use as sold-to" }
                    </button>
                }
            </dd>
        </>
    }
}
