//! One ticket's case.

use yew::prelude::*;

use super::connection::Connection;
use super::files;
use super::form::Form;
use super::found::Found;
use super::note::{Findings, NoteCard, VerdictBanner};
use super::page::PageCard;
use super::parts::{anchor, problem};
use super::proofs::{FileCard, Proofs};
use super::trail::TrailList;
use crate::protocol::{CaseView, InsertionView, Intent, PageView, TicketView, TrailView};
use crate::trail::StepState;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub page: Option<PageView>,
    pub view: CaseView,
    pub can_insert: bool,
    pub insertion: Option<InsertionView>,
    pub connection: Connection,
}

/// One ticket's case, from who asked to the note.
#[function_component]
pub(super) fn Case(props: &Props) -> Html {
    let Props { page, view, can_insert, insertion, connection } = props;
    let intend = {
        let connection = connection.clone();
        let case = view.case;
        Callback::from(move |intent| connection.intend(case, intent))
    };
    let outcome = view.trail.as_ref().and_then(|trail| trail.outcome.as_ref());

    // A case's intents are the same for as long as it is shown.
    let listen = intend.clone();
    use_effect_with(view.case, move |_| files::listen(listen));

    html! {
        <div class="case">
            if let Some(page) = page {
                <PageCard page={page.clone()} intend={intend.clone()} />
            }
            <section aria-label="Ticket" class="ticket">{ ticket(&view.ticket, &intend) }</section>
            <Found found={view.found.clone()} intend={intend.clone()} />
            <Form
                license_id={view.license_id.clone()}
                license_id_error={view.license_id_error.clone()}
                sold_to={view.sold_to.clone()}
                collecting={view.collecting}
                intend={intend.clone()}
            />
            if let Some(file) = &view.file {
                <FileCard file={file.clone()} intend={intend.clone()} />
            }
            <Proofs proofs={view.proofs.clone()} intend={intend.clone()} />
            <VerdictBanner verdict={outcome.map(|outcome| outcome.verdict)} />
            if let Some(trail) = &view.trail {
                if stands_still(trail) {
                    <TrailList steps={trail.steps.clone()} intend={intend.clone()} />
                }
                if let Some(outcome) = &trail.outcome {
                    <Findings findings={outcome.findings.clone()} />
                    <NoteCard
                        text={outcome.note_text.clone()}
                        html={outcome.note_html.clone()}
                        edited={outcome.note_edited}
                        can_insert={*can_insert}
                        insertion={insertion.clone()}
                        organization={trail.organization.clone()}
                        search={trail.search.clone()}
                        intend={intend.clone()}
                    />
                }
                if !stands_still(trail) {
                    <TrailList steps={trail.steps.clone()} intend={intend.clone()} />
                }
            } else {
                <p class="hint">
                    { "Vouch reads the license, its order, the billing account, the sold-to and the organization, \
                       checks them, and writes the evidence note." }
                </p>
            }
        </div>
    }
}

/// Whether a step failed or waits for a choice: then the trail comes first, because it says what to do. Else the note is what the agent wants.
fn stands_still(trail: &TrailView) -> bool {
    trail.steps.iter().any(|step| matches!(step.state, StepState::Failed { .. } | StepState::Choose(_)))
}

fn ticket(ticket: &TicketView, intend: &Callback<Intent>) -> Html {
    match ticket {
        TicketView::Reading => html! { <p class="hint" aria-busy="true">{ "Reading the ticket…" }</p> },
        TicketView::Failed { message, advice } => html! {
            <>
                { problem(message, advice) }
                <button type="button" onclick={intend.reform(|_| Intent::ReloadTicket)}>{ "Try again" }</button>
            </>
        },
        TicketView::Read { subject, requester, organization } => html! {
            <>
                <p class="subject" title={subject.clone()}>{ subject.clone() }</p>
                <dl>
                    <dt>{ "Requester" }</dt>
                    <dd>
                        if let Some(requester) = requester {
                            { requester.name.clone() }
                            if let Some(email) = &requester.email {
                                <span class="muted">{ " " }{ email.clone() }</span>
                            }
                        } else {
                            <span class="muted">{ "unknown" }</span>
                        }
                    </dd>
                    <dt>{ "Organization" }</dt>
                    <dd>
                        if let Some((_, link)) = organization {
                            { anchor(link) }
                        } else {
                            <span class="muted">{ "none" }</span>
                        }
                    </dd>
                </dl>
            </>
        },
    }
}
