//! The portal's page that the panel stands on.

use yew::prelude::*;

use super::parts::{anchor, nothing, problem};
use crate::case::CaseKey;
use crate::protocol::{Intent, NamedTicket, PageState, PageView};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub page: PageView,
    pub intend: Callback<Intent>,
}

/// What the page tells, and the button that adds it to the case.
#[function_component]
pub(super) fn PageCard(props: &Props) -> Html {
    let PageView { title, link, state, age, add_to } = &props.page;
    html! {
        <section aria-label="This page" class="card">
            <h2>
                { title.clone() }
                if let Some(link) = link { { " " }<span class="page">{ anchor(link) }</span> }
            </h2>
            {
                match state {
                    PageState::Reading => html! { <p class="hint" aria-busy="true">{ "Reading the page…" }</p> },
                    PageState::Hint(text) => html! { <p role="status">{ text.clone() }</p> },
                    PageState::Failed { message, advice } => problem(message, advice),
                    PageState::Record(rows) => html! {
                        <dl>
                            { for rows.iter().map(|(label, value)| html! {
                                <><dt>{ label.clone() }</dt><dd>{ value.clone() }</dd></>
                            }) }
                        </dl>
                    },
                }
            }
            if let Some(age) = age { <p class="muted">{ format!("Read {age}.") }</p> }
            if let Some(ticket) = add_to {
                <div class="buttons">
                    <button type="button" onclick={props.intend.reform(|_| Intent::AddPage)}>
                        { format!("Add to ticket {ticket}") }
                    </button>
                </div>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RecentProps {
    pub recent: Vec<NamedTicket>,
    pub choose: Callback<CaseKey>,
}

/// The other tickets that were looked at last: the agent chooses which one is shown beside the portal's pages.
#[function_component]
pub(super) fn Recent(props: &RecentProps) -> Html {
    if props.recent.is_empty() {
        return nothing();
    }
    let one = |ticket: &NamedTicket| {
        let case = ticket.case;
        html! {
            <li key={case.to_string()}>
                <button type="button" dir="auto" onclick={props.choose.reform(move |_| case)}>
                    { format!("Ticket {ticket}") }
                </button>
            </li>
        }
    };
    html! {
        <section aria-label="Other tickets">
            <h2>{ "Other tickets" }</h2>
            <ul class="found">{ for props.recent.iter().map(one) }</ul>
        </section>
    }
}
