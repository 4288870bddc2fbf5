//! The trail: one line for each page of the walk.

use yew::prelude::*;

use super::parts::{anchor, problem};
use crate::protocol::Intent;
use crate::trail::{OrderOption, Step, StepName, StepState};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub steps: Vec<Step>,
    /// The step whose problem and button stand in the verdict's place already.
    pub stopped_at: Option<StepName>,
    pub collecting: bool,
    pub intend: Callback<Intent>,
}

/// The steps of the walk as they happen.
#[function_component]
pub(super) fn TrailList(props: &Props) -> Html {
    html! {
        <section aria-label="Trail">
            <h2>{ "Trail" }</h2>
            if !props.collecting && props.steps.iter().any(|step| step.age.is_some()) {
                <button
                    type="button"
                    class="small"
                    aria-label="Read the evidence again"
                    onclick={props.intend.reform(|_| Intent::ReadEvidenceAgain)}
                >
                    { "Read again" }
                </button>
            }
            <ol class="trail">{ for props.steps.iter().map(|one| step(one, props.stopped_at, &props.intend)) }</ol>
        </section>
    }
}

fn step(step: &Step, stopped_at: Option<StepName>, intend: &Callback<Intent>) -> Html {
    let name = step.name;
    let (class, mark, said) = match step.state {
        StepState::Waiting => ("waiting", "·", "waiting"),
        StepState::Reading => ("reading", "", "reading"),
        StepState::Read(_) => ("pass", "✓", "read"),
        StepState::Failed { .. } => ("fail", "!", "failed"),
        StepState::Choose(_) => ("attention", "?", "to be chosen"),
    };
    html! {
        <li key={name.title()} class={class}>
            <span class="mark" role="img" aria-label={said}>{ mark }</span>
            <div class="what">
                <span class="title">{ name.title() }</span>
                if let Some(link) = &step.link { <span class="page">{ anchor(link) }</span> }
                {
                    match &step.state {
                        StepState::Waiting => html! {},
                        StepState::Reading => html! { <p class="muted">{ "Reading…" }</p> },
                        StepState::Read(summary) => html! {
                            <p class="muted">
                                <bdi>{ summary.clone() }</bdi>
                                if let Some(age) = &step.age { <span class="age">{ format!(" · read {age}") }</span> }
                            </p>
                        },
                        StepState::Failed { message, .. } if stopped_at == Some(name) => html! {
                            <p class="problem"><strong>{ message.clone() }</strong></p>
                        },
                        StepState::Failed { message, advice } => html! {
                            <>
                                { problem(message, advice) }
                                <button
                                    type="button"
                                    aria-label={format!("Try again: {}", name.title())}
                                    onclick={intend.reform(move |_| Intent::RetryStep(name))}
                                >
                                    { "Try again" }
                                </button>
                            </>
                        },
                        StepState::Choose(orders) => html! {
                            <>
                                <p>{ "Several orders have this subscription name, with different billing accounts. Choose one:" }</p>
                                <ul class="found">{ for orders.iter().map(|order| option(order, intend)) }</ul>
                            </>
                        },
                    }
                }
            </div>
        </li>
    }
}

fn option(order: &OrderOption, intend: &Callback<Intent>) -> Html {
    let id = order.id.clone();
    html! {
        <li key={id.to_string()}>
            <button type="button" onclick={intend.reform(move |_| Intent::ChooseOrder(id.clone()))}>
                <span class="title">{ format!("Order #{}", order.id) }</span>{ " " }
                <span class="muted">{ order.summary.clone() }</span>
            </button>
            { " " }{ anchor(&order.link) }
        </li>
    }
}
