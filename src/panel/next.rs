//! What comes next on the ticket's way through the process.

use yew::prelude::*;

use super::copy::CopyButton;
use super::parts::{anchor, nothing};
use crate::handbook::{Macro, MacroState};
use crate::protocol::NextView;
use crate::route::NextStep;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub next: NextView,
}

/// What to do next, each thing with what it needs.
#[function_component]
pub(super) fn Next(props: &Props) -> Html {
    let NextView { title, steps } = &props.next;
    if steps.is_empty() {
        return nothing();
    }
    html! {
        <section aria-label="Next">
            <h2>{ "Next" }</h2>
            <p class="subject">{ title.clone() }</p>
            { in_order(steps) }
        </section>
    }
}

/// Things to do, one after the other.
pub(super) fn in_order(steps: &[NextStep]) -> Html {
    html! {
        <ol class="steps">
            { for steps.iter().map(|step| html! { <li>{ step.text.clone() }{ needed(step) }</li> }) }
        </ol>
    }
}

/// What a step needs: where it is to be done, and what is to be copied for it.
pub(super) fn needed(step: &NextStep) -> Html {
    let NextStep { copy, macro_, link, .. } = step;
    let copied = |copy: &str| {
        html! { <CopyButton label={format!("Copy {}", first_line(copy))} shown="Copy" text={copy.to_owned()} /> }
    };
    html! {
        <>
            if let Some(link) = link { { " " }{ anchor(link) } }
            if let Some(copy) = copy {
                <div class="macro">
                    <code>{ copy.clone() }</code>
                    { copied(copy) }
                </div>
            }
            if let Some(Macro { title, state, .. }) = macro_ {
                <div class="macro">
                    <code>{ title.clone() }</code>
                    if *state != MacroState::Deactivated { { copied(title) } }
                </div>
                { said_of(state) }
            }
        </>
    }
}

/// What an agent who looks for the macro in Zendesk should know.
fn said_of(state: &MacroState) -> Html {
    let (class, said) = match state {
        MacroState::Unread | MacroState::Found => return html! {},
        MacroState::NotFound => ("attention-text", "Not found in Zendesk under this name.".to_owned()),
        MacroState::Deactivated => ("attention-text", "Deactivated in Zendesk: nobody can apply it.".to_owned()),
        MacroState::Failed(why) => ("hint", format!("Not looked up in Zendesk. {why}")),
    };
    html! { <p {class}>{ said }</p> }
}

/// What a button that copies it is called.
fn first_line(copied: &str) -> &str {
    copied.lines().next().unwrap_or_default()
}
