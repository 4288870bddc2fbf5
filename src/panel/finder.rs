//! The search for an organization, on every page (seed 001, step 11).

use web_sys::{HtmlInputElement, KeyboardEvent, SubmitEvent};
use yew::prelude::*;

use super::copy::CopyButton;
use super::organization::OrganizationCard;
use super::parts::{anchor, problem};
use crate::protocol::{Find, FinderState, FinderView};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub finder: FinderView,
    pub find: Callback<Find>,
    pub acts: bool,
}

/// The search field, and what came of it.
#[function_component]
pub(super) fn Finder(props: &Props) -> Html {
    let FinderView { text, focus, state, search } = &props.finder;
    let input = use_node_ref();
    {
        // What was searched for elsewhere, as by the context menu, is shown here too.
        let input = input.clone();
        use_effect_with(text.clone(), move |text| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(text);
            }
        });
    }
    {
        // A panel that does not act yet has no focus to give.
        let (input, given) = (input.clone(), use_mut_ref(|| 0));
        use_effect_with((*focus, props.acts), move |(focus, acts)| {
            if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| *acts && *focus > *given.borrow()) {
                given.replace(*focus);
                let _stays_where_it_was = input.focus();
                input.select();
            }
        });
    }
    let submit = {
        let (input, find) = (input.clone(), props.find.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                find.emit(Find::Search(input.value()));
            }
        })
    };
    let on_key = {
        let (find, is_idle) = (props.find.clone(), *state == FinderState::Idle);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !is_idle {
                // The results go first, then the panel.
                event.stop_propagation();
                find.emit(Find::Clear);
            }
        })
    };

    html! {
        <div class="finder" onkeydown={on_key}>
            <form role="search" onsubmit={submit}>
                <input
                    ref={input}
                    type="text"
                    aria-label="Find organization"
                    placeholder="Find organization by ID, name or link"
                    autocomplete="off"
                    spellcheck="false"
                />
                <button type="submit">{ "Find" }</button>
            </form>
            if *state != FinderState::Idle {
                <section aria-label="Organizations">
                    <div class="results">{ result(state, &props.find) }</div>
                    <div class="buttons">
                        if let Some(search) = search {
                            <span title="Zendesk's own search">{ "In Zendesk: " }{ anchor(search) }</span>
                        }
                        <button type="button" class="end" onclick={props.find.reform(|_| Find::Clear)}>
                            { "Clear" }
                        </button>
                    </div>
                </section>
            }
        </div>
    }
}

fn result(state: &FinderState, find: &Callback<Find>) -> Html {
    let again = html! {
        <button type="button" onclick={find.reform(|_| Find::Again)}>{ "Search again" }</button>
    };
    match state {
        FinderState::Idle => html! {},
        FinderState::Refused(why) => html! { <p role="status" class="problem">{ why.clone() }</p> },
        FinderState::Searching { tried } => html! {
            <p role="status" class="hint" aria-busy="true">
                { "Searching…" }
                if !tried.is_empty() { { format!(" None by {}.", tried.join(", ")) } }
            </p>
        },
        FinderState::Failed { message, advice } => html! { <>{ problem(message, advice) }{ again }</> },
        FinderState::None { heading, guidance, note } => html! {
            <>
                <p role="status" class="attention-text"><strong>{ heading.clone() }</strong></p>
                { steps(guidance) }
                if let Some(note) = note {
                    <pre class="note" tabindex="0">{ note.text.clone() }</pre>
                    <CopyButton label="Copy note about it" text={note.text.clone()} html={note.html.clone()} />
                }
                { " " }{ again }
            </>
        },
        FinderState::Found { heading, is_the_one, organizations } => html! {
            <>
                <p role="status" class={if *is_the_one { "pass-text" } else { "attention-text" }}>
                    <strong>{ heading.clone() }</strong>
                </p>
                { for organizations.iter().map(|one| html! {
                    <OrganizationCard key={one.link.url().to_owned()} organization={one.clone()} />
                }) }
            </>
        },
    }
}

/// What to do, a step each.
pub(super) fn steps(guidance: &[String]) -> Html {
    html! { <ol class="steps">{ for guidance.iter().map(|step| html! { <li>{ step.clone() }</li> }) }</ol> }
}
