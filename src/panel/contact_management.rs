//! A contact management project: who may have one, how it is set up, why its pipeline fails, how it is removed (seed 004).

use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::contact_file::ContactFile;
use super::field::Field;
use super::findings::FindingRow;
use super::next::{in_order, needed};
use super::parts::left_out;
use crate::checks::{Finding, Outcome};
use crate::contact_management::eligibility::Eligibility;
use crate::contact_management::maintainers::Association;
use crate::contact_management::pipeline::PipelineError;
use crate::contact_management::removal::Removal;
use crate::protocol::{Intent, ItemView, ProjectIntent, ProjectView, SetUpSteps, SetUpView, StageView};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub project: ProjectView,
    pub intend: Callback<Intent>,
}

/// What the ticket asks of a contact management project.
#[function_component]
pub(super) fn ContactManagement(props: &Props) -> Html {
    let intend: Callback<ProjectIntent> = props.intend.reform(Intent::Project);
    match &props.project {
        ProjectView::SetUp(view) => set_up(view, &intend),
        ProjectView::Removal(removal) => self::removal(removal),
        ProjectView::Pipeline { log, errors, none_found, list } => html! {
            <>
                <section aria-label="Pipeline" class="project">
                    <h2>{ "Pipeline" }</h2>
                    <Field
                        id="pipeline-log"
                        label="Pipeline log"
                        value={log.clone()}
                        rows={4}
                        hint="Paste what the pipeline said."
                        edit={intend.reform(ProjectIntent::EditLog)}
                    />
                    // In an element of their own, as what is said of a list of contacts.
                    <div class="stages">{ for errors.iter().map(error) }</div>
                    if let Some(said) = none_found { <p class="attention-text" role="status">{ said.clone() }</p> }
                </section>
                <ContactFile list={list.clone()} edit={intend.reform(ProjectIntent::EditContacts)} />
            </>
        },
    }
}

fn error(error: &PipelineError) -> Html {
    html! {
        <article class="card" aria-label={error.text()}>
            <h3>{ error.text() }</h3>
            <p>{ error.cause() }</p>
            <ol class="steps">{ for error.fix().iter().map(|step| html! { <li>{ *step }</li> }) }</ol>
        </article>
    }
}

fn removal(removal: &Removal) -> Html {
    html! {
        <section aria-label="Removal" class="project">
            <h2>{ "Removal" }</h2>
            <ul class="findings">{ for removal.findings.iter().map(|one| html! { <FindingRow finding={one.clone()} /> }) }</ul>
            { in_order(&removal.steps) }
        </section>
    }
}

fn set_up(view: &SetUpView, intend: &Callback<ProjectIntent>) -> Html {
    let SetUpView { eligibility, findings, existing, next, steps } = view;
    let class = match eligibility {
        Eligibility::Eligible => "pass",
        Eligibility::NotEligible => "fail",
        Eligibility::ForYouToDecide => "attention",
    };
    // What needs attention can be decided.
    let decide = |one: &Finding| {
        let title = one.title.clone();
        let decide = move |decision| ProjectIntent::Decide { title: title.clone(), decision };
        (one.outcome == Outcome::Attention).then(|| intend.reform(decide))
    };
    let row =
        |one: &Finding| html! { <FindingRow key={one.title.clone()} finding={one.clone()} decide={decide(one)} /> };
    html! {
        <>
            <section aria-label="Eligibility" class="project">
                <h2>{ "Eligibility" }</h2>
                <div role="status" aria-label="Eligible" class={classes!("verdict", class)}>{ eligibility.label() }</div>
                if let Some(existing) = existing { <p class="attention-text">{ existing.clone() }</p> }
                <ul class="findings">{ for findings.iter().map(row) }</ul>
                if !next.is_empty() { { in_order(next) } }
            </section>
            if let Some(steps) = steps { { set_up_steps(steps, intend) } }
        </>
    }
}

fn set_up_steps(steps: &SetUpSteps, intend: &Callback<ProjectIntent>) -> Html {
    html! {
        <>
            <section aria-label="Set up" class="project">
                <h2>{ "Set up" }</h2>
                <Field
                    id="maintainers"
                    label="Maintainers"
                    value={steps.maintainers.clone()}
                    rows={2}
                    hint="The addresses that the requester has confirmed, separated by commas."
                    edit={intend.reform(ProjectIntent::EditMaintainers)}
                />
                if let Some(said) = &steps.limit { <p class="attention-text">{ said.clone() }</p> }
                { left_out(&steps.left_out, None) }
                if !steps.associations.is_empty() {
                    <ul class="findings" aria-label="Maintainers">{ for steps.associations.iter().map(association) }</ul>
                }
                { in_order(&steps.with_app) }
            </section>
            <ContactFile list={steps.list.clone()} edit={intend.reform(ProjectIntent::EditContacts)} />
            <details class="by-hand">
                <summary>{ "Set up by hand" }</summary>
                <section aria-label="Set up by hand" class="project">
                    <p class="attention-text">{ steps.before_by_hand.clone() }</p>
                    <ProjectIdField
                        id={steps.project_id.clone()}
                        error={steps.project_id_error.clone()}
                        edit={intend.reform(ProjectIntent::EditProjectId)}
                    />
                    <div class="stages">{ for steps.stages.iter().map(|one| stage(one, intend)) }</div>
                </section>
            </details>
        </>
    }
}

fn association(one: &Association) -> Html {
    let Association { address, outcome, reason } = one;
    let finding = Finding {
        title: address.clone(),
        outcome: *outcome,
        reason: reason.clone(),
        evidence: None,
        decision: None,
        reply: None,
        about: 0,
        pending: false,
    };
    html! { <FindingRow key={address.clone()} {finding} /> }
}

fn stage(stage: &StageView, intend: &Callback<ProjectIntent>) -> Html {
    let StageView { title, warning, items } = stage;
    let left = items.iter().filter(|item| !item.done).count();
    html! {
        <section key={title.clone()} aria-label={title.clone()} class="stage">
            <h3>
                { title.clone() }
                <span class="muted">{ if left == 0 { " done".to_owned() } else { format!(" {left} to do") } }</span>
            </h3>
            if let Some(warning) = warning { <p class="problem"><strong>{ warning.clone() }</strong></p> }
            <ul>{ for items.iter().map(|one| item(one, intend)) }</ul>
        </section>
    }
}

fn item(item: &ItemView, intend: &Callback<ProjectIntent>) -> Html {
    let ItemView { id, step, done } = item;
    let tick = {
        let item = id.clone();
        intend.reform(move |event: Event| {
            let done = event.target_unchecked_into::<HtmlInputElement>().checked();
            ProjectIntent::Tick { item: item.clone(), done }
        })
    };
    html! {
        <li key={id.clone()}>
            <div class="what">
                <label>
                    <input type="checkbox" autocomplete="off" spellcheck="false" checked={*done} onchange={tick} />
                    { step.text.clone() }
                </label>
                { needed(step) }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct ProjectIdProps {
    id: String,
    error: Option<String>,
    edit: Callback<String>,
}

/// The project's ID. What is entered stands here only if it is one: it could be a token.
#[function_component]
fn ProjectIdField(props: &ProjectIdProps) -> Html {
    let change = {
        let (id, edit) = (props.id.clone(), props.edit.clone());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            edit.emit(input.value());
            input.set_value(&id);
        })
    };
    let described_by = props.error.as_ref().map(|_| "project-id-note");
    html! {
        <div class="field">
            <label for="project-id">{ "Project ID" }</label>
            <input
                id="project-id"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                spellcheck="false"
                value={props.id.clone()}
                aria-invalid={props.error.is_some().to_string()}
                aria-describedby={described_by}
                onchange={change}
            />
            if let Some(error) = &props.error { <p class="problem" id="project-id-note">{ error.clone() }</p> }
        </div>
    }
}
