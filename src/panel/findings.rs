//! The findings: what each check says, and what the agent decides about it.

use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::parts::anchor;
use crate::checks::{Finding, Outcome};
use crate::protocol::Intent;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub findings: Vec<Finding>,
    pub intend: Callback<Intent>,
}

/// Every check with its reason.
#[function_component]
pub(super) fn Findings(props: &Props) -> Html {
    html! {
        <section aria-label="Findings">
            <h2>{ "Findings" }</h2>
            <ul class="findings">
                { for props.findings.iter().map(|finding| html! {
                    <FindingRow
                        key={finding.title.clone()}
                        finding={finding.clone()}
                        intend={props.intend.clone()}
                    />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RowProps {
    pub finding: Finding,
    /// What the agent wants of the case, where a decision counts; nothing where there is none to make.
    #[prop_or_default]
    pub intend: Option<Callback<Intent>>,
}

/// One check with its reason.
#[function_component]
pub(super) fn FindingRow(props: &RowProps) -> Html {
    let Finding { title, outcome, reason, evidence, decision, .. } = &props.finding;
    let (class, mark, said) = match (outcome, decision) {
        (Outcome::Pass, _) => ("pass", "✓", "passed"),
        (Outcome::Fail, _) => ("fail", "✕", "failed"),
        (Outcome::Attention, Some(_)) => ("pass", "✓", "accepted by you"),
        (Outcome::Attention, None) => ("attention", "!", "needs attention"),
        (Outcome::Unknown, _) => ("attention", "?", "unknown"),
    };
    let intend = props.intend.as_ref().filter(|_| *outcome == Outcome::Attention);
    html! {
        <li class={class}>
            <span class="mark" role="img" aria-label={said}>{ mark }</span>
            <div class="what">
                <span class="title">{ title.clone() }</span>
                if let Some(evidence) = evidence { <span class="page">{ anchor(evidence) }</span> }
                <p class="muted">{ reason.clone() }</p>
                if let Some(intend) = intend {
                    <Decide title={title.clone()} decision={decision.clone()} intend={intend.clone()} />
                }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct DecideProps {
    title: String,
    decision: Option<String>,
    intend: Callback<Intent>,
}

/// The agent's decision on what needs attention. It takes a reason, which the note will give.
#[function_component]
fn Decide(props: &DecideProps) -> Html {
    let DecideProps { title, decision, intend } = props;
    let open = use_state(|| false);
    let input = use_node_ref();
    {
        let input = input.clone();
        use_effect_with(*open, move |open| {
            if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| *open) {
                let _stays_where_it_was = input.focus();
            }
        });
    }
    let decide = {
        let (title, intend, open) = (title.clone(), intend.clone(), open.setter());
        Callback::from(move |why: Option<String>| {
            open.set(false);
            intend.emit(Intent::Decide { title: title.clone(), why });
        })
    };
    let submit = {
        let (input, decide) = (input.clone(), decide.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let why = input.cast::<HtmlInputElement>().map(|input| input.value());
            // Without a reason there is no decision.
            if let Some(why) = why.filter(|why| !why.trim().is_empty()) {
                decide.emit(Some(why));
            }
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    html! {
        if let Some(why) = decision {
            <p class="decide">
                { format!("Accepted: {why} ") }
                <button
                    type="button"
                    class="small"
                    aria-label={format!("Undo: {title}")}
                    onclick={decide.reform(|_| None)}
                >
                    { "Undo" }
                </button>
            </p>
        } else if *open {
            <form class="decide" onsubmit={submit}>
                <input ref={input} type="text" aria-label={format!("Why: {title}")} placeholder="Why, for the note" />
                <button type="submit" class="small">{ "Accept" }</button>
                <button type="button" class="small" onclick={toggle}>{ "Cancel" }</button>
            </form>
        } else {
            <p class="decide">
                <button type="button" class="small" aria-label={format!("Accept: {title}")} onclick={toggle}>
                    { "Accept…" }
                </button>
            </p>
        }
    }
}
