//! The findings: what each check says, and what the agent decides about it.

use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::parts::anchor;
use crate::checks::{Decision, Finding, Outcome};
use crate::protocol::{Intent, Ruling};

/// The longest reason that the field takes, in characters.
const MAX_REASON: u32 = 250;

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
                        decide={decidable(finding, &props.intend)}
                    />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RowProps {
    pub finding: Finding,
    /// Takes the agent's decision; nothing where there is none to make.
    #[prop_or_default]
    pub decide: Option<Callback<Ruling>>,
}

/// Takes the agent's decision about a check: only what needs attention can be decided.
fn decidable(finding: &Finding, intend: &Callback<Intent>) -> Option<Callback<Ruling>> {
    let title = finding.title.clone();
    let decide = move |decision| Intent::Decide { title: title.clone(), decision };
    (finding.outcome == Outcome::Attention).then(|| intend.reform(decide))
}

/// One check with its reason.
#[function_component]
pub(super) fn FindingRow(props: &RowProps) -> Html {
    let Finding { title, outcome, reason, evidence, decision, .. } = &props.finding;
    let (class, mark, said) = match (outcome, decision) {
        (Outcome::Pass, _) => ("pass", "✓", "passed"),
        (Outcome::Fail, _) => ("fail", "✕", "failed"),
        (Outcome::Attention, Some(Decision::Accepted(_))) => ("pass", "✓", "accepted by you"),
        (Outcome::Attention, Some(Decision::Refused(_))) => ("fail", "✕", "refused by you"),
        (Outcome::Attention, None) => ("attention", "!", "needs attention"),
        (Outcome::Unknown, Some(Decision::Accepted(_))) => ("pass", "✓", "unknown, accepted by you"),
        (Outcome::Unknown, Some(Decision::Refused(_))) => ("fail", "✕", "unknown, refused by you"),
        (Outcome::Unknown, None) => ("attention", "?", "unknown"),
    };
    html! {
        <li class={class}>
            <span class="mark" role="img" aria-label={said}>{ mark }</span>
            <div class="what">
                <span class="title">{ title.clone() }</span>
                if let Some(evidence) = evidence { <span class="page">{ anchor(evidence) }</span> }
                <p class="muted">{ reason.clone() }</p>
                if let Some(decide) = &props.decide {
                    <Decide title={title.clone()} decision={decision.clone()} decide={decide.clone()} />
                }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct DecideProps {
    title: String,
    decision: Option<Decision>,
    decide: Callback<Ruling>,
}

/// The two ways to decide.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Accept,
    Refuse,
}

impl Way {
    fn verb(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Refuse => "Refuse",
        }
    }

    fn ruling(self, why: String) -> Ruling {
        match self {
            Self::Accept => Ruling::Accept(why),
            Self::Refuse => Ruling::Refuse(why),
        }
    }
}

/// The agent's decision on what needs attention. It takes a reason, which the note gives.
#[function_component]
fn Decide(props: &DecideProps) -> Html {
    let DecideProps { title, decision, decide } = props;
    let open = use_state(|| None::<Way>);
    let input = use_node_ref();
    {
        let input = input.clone();
        use_effect_with(*open, move |open| {
            if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| open.is_some()) {
                let _stays_where_it_was = input.focus();
            }
        });
    }
    let decide = {
        let (decide, open) = (decide.clone(), open.setter());
        Callback::from(move |decision: Ruling| {
            open.set(None);
            decide.emit(decision);
        })
    };
    let set = |way: Option<Way>| {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(way))
    };
    let choice = |way: Way| {
        html! {
            <button
                type="button"
                class="small"
                aria-label={format!("{}: {title}", way.verb())}
                onclick={set(Some(way))}
            >
                { format!("{}…", way.verb()) }
            </button>
        }
    };
    if let Some(decision) = decision {
        let said = match decision {
            Decision::Accepted(why) => format!("Accepted: {why} "),
            Decision::Refused(why) => format!("Refused: {why} "),
        };
        return html! {
            <p class="decide">
                { said }
                <button
                    type="button"
                    class="small"
                    aria-label={format!("Take back: {title}")}
                    onclick={decide.reform(|_| Ruling::TakeBack)}
                >
                    { "Take back" }
                </button>
            </p>
        };
    }
    let Some(way) = *open else {
        return html! { <p class="decide">{ choice(Way::Accept) }{ " " }{ choice(Way::Refuse) }</p> };
    };
    let submit = {
        let input = input.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let why = input.cast::<HtmlInputElement>().map(|input| input.value());
            // Without a reason there is no decision.
            if let Some(why) = why.filter(|why| !why.trim().is_empty()) {
                decide.emit(way.ruling(why));
            }
        })
    };
    html! {
        <form class="decide" onsubmit={submit}>
            <input
                ref={input}
                type="text"
                aria-label={format!("Why: {title}")}
                placeholder="Why, for the note"
                autocomplete="off"
                spellcheck="false"
                maxlength={MAX_REASON.to_string()}
                required={true}
            />
            <button type="submit" class="small">{ way.verb() }</button>
            <button type="button" class="small" onclick={set(None)}>{ "Cancel" }</button>
        </form>
    }
}
