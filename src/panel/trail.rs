//! The trail: one line for each page of the walk.

use yew::prelude::*;

use super::parts::{anchor, problem};
use crate::trail::{Step, StepState};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub steps: Vec<Step>,
}

/// The steps of the walk as they happen.
#[function_component]
pub(super) fn TrailList(props: &Props) -> Html {
    html! {
        <section aria-label="Trail">
            <h2>{ "Trail" }</h2>
            <ol class="trail">{ for props.steps.iter().map(step) }</ol>
        </section>
    }
}

fn step(step: &Step) -> Html {
    let (class, mark, said) = match step.state {
        StepState::Waiting => ("waiting", "·", "waiting"),
        StepState::Reading => ("reading", "", "reading"),
        StepState::Read(_) => ("pass", "✓", "read"),
        StepState::Failed { .. } => ("fail", "!", "failed"),
    };
    html! {
        <li key={step.title.clone()} class={class}>
            <span class="mark" role="img" aria-label={said}>{ mark }</span>
            <div class="what">
                <span class="title">{ step.title.clone() }</span>
                if let Some(link) = &step.link { <span class="page">{ anchor(link) }</span> }
                {
                    match &step.state {
                        StepState::Waiting => html! {},
                        StepState::Reading => html! { <p class="muted">{ "Reading…" }</p> },
                        StepState::Read(summary) => html! { <p class="muted">{ summary.clone() }</p> },
                        StepState::Failed { message, advice } => problem(message, advice),
                    }
                }
            </div>
        </li>
    }
}
