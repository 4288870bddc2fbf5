//! What was found in the ticket's conversation, each as one button.

use yew::prelude::*;

use super::parts::{label, place, problem};
use crate::protocol::{FoundState, FoundView, HitView, Intent};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub found: FoundView,
    pub intend: Callback<Intent>,
}

/// What was found in the ticket. Nothing is walked before the agent presses it.
#[function_component]
pub(super) fn Found(props: &Props) -> Html {
    let Props { found, intend } = props;
    html! {
        <section aria-label="Found in the ticket">
            <h2>{ "Found in the ticket" }</h2>
            if !found.hits.is_empty() {
                <ul class="found">{ for found.hits.iter().map(|found| hit(found, intend)) }</ul>
            }
            if !found.others.is_empty() {
                <section aria-label="Not from the customer" class="found-others">
                    <h3>{ "Not from the customer" }</h3>
                    <ul class="found">{ for found.others.iter().map(|found| hit(found, intend)) }</ul>
                </section>
            }
            { for found.not_shown().into_iter().map(|said| html! { <p class="hint">{ said }</p> }) }
            {
                match &found.state {
                    FoundState::Reading => html! { <p class="hint" aria-busy="true">{ "Searching the conversation…" }</p> },
                    FoundState::Read if found.hits.is_empty() => {
                        let said = if found.others.is_empty() {
                            "No proof, and no sold-to address."
                        } else {
                            "No proof, and no sold-to address, from the customer."
                        };
                        html! { <p class="hint">{ said }</p> }
                    }
                    FoundState::Read => html! {},
                    FoundState::Failed { message, advice } => html! {
                        <>
                            { problem(message, advice) }
                            <button type="button" onclick={intend.reform(|_| Intent::SearchTicket)}>
                                { "Search again" }
                            </button>
                        </>
                    },
                }
            }
        </section>
    }
}

fn hit(hit: &HitView, intend: &Callback<Intent>) -> Html {
    let id = hit.id;
    html! {
        <li key={id}>
            <button type="button" onclick={intend.reform(move |_| Intent::TakeHit(id))}>
                <span class="title"><bdi>{ hit.title.clone() }</bdi></span>{ " " }
                if hit.maybe { { label("maybe".to_owned()) } }
                { place(&hit.place) }
            </button>
        </li>
    }
}
