//! One ticket's case.

use yew::prelude::*;

use super::connection::Connection;
use super::contact_management::ContactManagement;
use super::contacts::Contacts;
use super::files;
use super::finder::steps;
use super::findings::Findings;
use super::form::Form;
use super::found::Found;
use super::freshness::{Freshness, Paused};
use super::next::Next;
use super::note::{NoteCard, NoteSoFar, alarm};
use super::organization::OrganizationCard;
use super::page::{PageCard, Recent};
use super::proofs::{FileCard, Proofs};
use super::task::TaskChoice;
use super::ticket::Ticket;
use super::trail::TrailList;
use super::verdict::VerdictBanner;
use crate::case::CaseKey;
use crate::checks::Verdict;
use crate::note::NotePart;
use crate::protocol::{CaseView, InsertionView, Intent, NamedTicket, PageView, PauseView, ProofView, TrailView};
use crate::trail::StepState;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub page: Option<PageView>,
    pub view: CaseView,
    pub no_insert: Option<String>,
    pub aside: Option<String>,
    pub insertion: Option<InsertionView>,
    pub unknown_parts: Vec<String>,
    pub paused: Vec<PauseView>,
    pub recent: Vec<NamedTicket>,
    pub choose: Callback<CaseKey>,
    pub connection: Connection,
}

/// One ticket's case, from who asked to the note.
#[function_component]
pub(super) fn Case(props: &Props) -> Html {
    let Props { page, view, connection, .. } = props;
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
            if let Some(aside) = &props.aside { <p class="notice" dir="auto">{ aside.clone() }</p> }
            { alarm(props.insertion.as_ref(), &intend) }
            <Recent recent={props.recent.clone()} choose={props.choose.clone()} />
            <Paused paused={props.paused.clone()} go_on={intend.reform(|()| Intent::GoOn)} />
            if let Some(page) = page {
                <PageCard page={page.clone()} intend={intend.clone()} />
            }
            <Freshness freshness={view.freshness.clone()} intend={intend.clone()} />
            <Ticket ticket={view.ticket.clone()} intend={intend.clone()} />
            <TaskChoice view={view.task.clone()} intend={intend.clone()} />
            if let Some(project) = &view.project {
                <ContactManagement project={project.clone()} intend={intend.clone()} />
            }
            if outcome.is_none() || !view.task.task.needs_proof() {
                <Next next={view.next.clone()} />
                { contacts(view, &intend) }
            }
            if view.task.task.needs_proof() { { proof(props, &intend) } }
        </div>
    }
}

/// What the customer sent, and all that follows from it.
fn proof(props: &Props, intend: &Callback<Intent>) -> Html {
    let Props { view, no_insert, insertion, unknown_parts, .. } = props;
    let outcome = view.trail.as_ref().and_then(|trail| trail.outcome.as_ref());
    html! {
        <>
            <Found found={view.found.clone()} intend={intend.clone()} />
            <Form
                license_id={view.license_id.clone()}
                license_id_error={view.license_id_error.clone()}
                sold_to={view.sold_to.clone()}
                sold_to_from={view.sold_to_from.clone()}
                sold_to_candidates={view.sold_to_candidates.clone()}
                collecting={view.collecting}
                intend={intend.clone()}
            />
            if let Some(file) = &view.file {
                <FileCard file={file.clone()} intend={intend.clone()} />
            }
            <Proofs proofs={view.proofs.clone()} intend={intend.clone()} />
            <VerdictBanner
                outcome={outcome.cloned()}
                status={view.trail.as_ref().and_then(|trail| trail.status.clone())}
                intend={intend.clone()}
            />
            { better_proof(view, outcome.map(|outcome| outcome.verdict), intend) }
            if let Some(trail) = &view.trail {
                if stands_still(trail) {
                    { steps_of(trail, view.collecting, intend) }
                }
                if !trail.failed.is_empty() {
                    <Findings findings={trail.failed.clone()} intend={intend.clone()} />
                }
                if let Some(outcome) = &trail.outcome {
                    <Findings findings={outcome.findings.clone()} intend={intend.clone()} />
                    if !trail.guidance.is_empty() {
                        <section aria-label="No organization found">
                            <h2>{ "No organization found" }</h2>
                            { steps(&trail.guidance) }
                            <button
                                type="button"
                                onclick={intend.reform(|_| Intent::ChooseNotePart(NotePart::NoOrganization))}
                            >
                                { "Write the note about it" }
                            </button>
                        </section>
                    }
                }
                if let Some(note) = &trail.note {
                    <NoteCard
                        note={note.clone()}
                        has_ended={outcome.is_some()}
                        no_insert={no_insert.clone()}
                        insertion={insertion.clone()}
                        unknown_parts={unknown_parts.clone()}
                        has_organization={trail.organization.is_some()}
                        has_search={trail.search.is_some()}
                        intend={intend.clone()}
                    />
                } else if trail.status.is_some() {
                    <NoteSoFar intend={intend.clone()} />
                }
                if outcome.is_some() {
                    <Next next={view.next.clone()} />
                    { contacts(view, intend) }
                    if let Some(organization) = &trail.organization {
                        <section aria-label="Pre-checks">
                            <h2>{ "Pre-checks" }</h2>
                            <OrganizationCard
                                organization={(**organization).clone()}
                                intend={intend.clone()}
                            />
                        </section>
                    }
                }
                if !stands_still(trail) {
                    { steps_of(trail, view.collecting, intend) }
                }
            } else {
                <p class="hint">
                    { "Vouch reads the license, its order, the billing account, the sold-to and the organization, \
                       checks them, and writes the evidence note." }
                </p>
            }
        </>
    }
}

/// Another proof that was walked and is entitled, where the chosen one is not: the agent chooses, and is told.
fn better_proof(view: &CaseView, verdict: Option<Verdict>, intend: &Callback<Intent>) -> Html {
    let is_better = |(_, proof): &(usize, &ProofView)| !proof.chosen && proof.verdict == Some(Verdict::Entitled);
    let better = view.proofs.iter().enumerate().find(is_better);
    let Some((index, proof)) = better.filter(|_| verdict.is_some_and(|verdict| verdict != Verdict::Entitled)) else {
        return html! {};
    };
    html! {
        <p class="notice">
            { format!("Another proof leads to a better verdict. {}: {}. ", proof.title, proof.said) }
            <button type="button" class="small" onclick={intend.reform(move |_| Intent::ChooseTrail(index))}>
                { "Use it for the note" }
            </button>
        </p>
    }
}

/// The steps of the walk. What is said in the verdict's place is not said twice.
fn steps_of(trail: &TrailView, collecting: bool, intend: &Callback<Intent>) -> Html {
    let stopped_at = trail.status.as_ref().map(|status| status.at);
    html! { <TrailList steps={trail.steps.clone()} {stopped_at} {collecting} intend={intend.clone()} /> }
}

/// The addresses that the ticket is about.
fn contacts(view: &CaseView, intend: &Callback<Intent>) -> Html {
    if !view.task.task.is_about_contacts() {
        return html! {};
    }
    // It does not close while the agent empties the field.
    let has_some = view.contacts.count > 0 && view.contacts.organization.is_some();
    let is_about_them = view.contacts.removing || view.contacts.edited || has_some;
    html! { <Contacts contacts={view.contacts.clone()} open={is_about_them} intend={intend.clone()} /> }
}

/// Whether a step failed or waits for a choice: then the trail comes first, because it says what to do. Else the note is what the agent wants.
fn stands_still(trail: &TrailView) -> bool {
    trail.steps.iter().any(|step| matches!(step.state, StepState::Failed { .. } | StepState::Choose(_)))
}
