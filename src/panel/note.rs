//! What follows from the evidence: the verdict, the findings, the note.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::clipboard;
use super::parts::anchor;
use crate::checks::{Finding, Outcome, Verdict};
use crate::link::Link;
use crate::protocol::Intent;

#[derive(Properties, PartialEq)]
pub(super) struct VerdictProps {
    pub verdict: Option<Verdict>,
}

/// The verdict. The element is always there, so that screen readers say it when it comes.
#[function_component]
pub(super) fn VerdictBanner(props: &VerdictProps) -> Html {
    let class = match props.verdict {
        None => "none",
        Some(Verdict::Entitled) => "pass",
        Some(Verdict::NotEntitled) => "fail",
        Some(Verdict::ForYouToDecide) => "attention",
    };
    html! {
        <div role="status" aria-label="Verdict" class={classes!("verdict", class)}>
            { props.verdict.map(Verdict::label).unwrap_or_default() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FindingsProps {
    pub findings: Vec<Finding>,
}

/// Every check with its reason.
#[function_component]
pub(super) fn Findings(props: &FindingsProps) -> Html {
    html! {
        <section aria-label="Findings">
            <h2>{ "Findings" }</h2>
            <ul class="findings">{ for props.findings.iter().map(finding) }</ul>
        </section>
    }
}

fn finding(finding: &Finding) -> Html {
    let (class, mark, said) = match finding.outcome {
        Outcome::Pass => ("pass", "✓", "passed"),
        Outcome::Fail => ("fail", "✕", "failed"),
        Outcome::Attention => ("attention", "!", "needs attention"),
        Outcome::Unknown => ("attention", "?", "unknown"),
    };
    html! {
        <li key={finding.title.clone()} class={class}>
            <span class="mark" role="img" aria-label={said}>{ mark }</span>
            <div class="what">
                <span class="title">{ finding.title.clone() }</span>
                if let Some(evidence) = &finding.evidence { <span class="page">{ anchor(evidence) }</span> }
                <p class="muted">{ finding.reason.clone() }</p>
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct NoteProps {
    pub text: String,
    pub html: String,
    pub organization: Option<Link>,
    pub search: Option<Link>,
    pub intend: Callback<Intent>,
}

/// The evidence note, and where to go with it.
#[function_component]
pub(super) fn NoteCard(props: &NoteProps) -> Html {
    let copied = use_state(|| "");
    {
        // What was said of one text is not true of the next.
        let copied = copied.setter();
        use_effect_with(props.text.clone(), move |_| copied.set(""));
    }
    let copy = {
        let (text, html, copied) = (props.text.clone(), props.html.clone(), copied.setter());
        Callback::from(move |_| {
            let (text, html, copied) = (text.clone(), html.clone(), copied.clone());
            spawn_local(async move {
                copied.set(match clipboard::write(&text, &html).await {
                    Ok(()) => "Copied. It holds personal data: for an internal note only.",
                    Err(_) => "The browser did not allow it. Select the note and copy it.",
                });
            });
        })
    };

    html! {
        <section aria-label="Evidence note">
            <h2>{ "Evidence note" }</h2>
            <pre class="note" tabindex="0">{ props.text.clone() }</pre>
            <div class="buttons">
                <button type="button" class="primary" onclick={copy}>{ "Copy note" }</button>
                <button
                    type="button"
                    disabled={props.organization.is_none()}
                    onclick={props.intend.reform(|_| Intent::OpenOrganization)}
                >
                    { "Open organization" }
                </button>
                <button
                    type="button"
                    disabled={props.search.is_none()}
                    onclick={props.intend.reform(|_| Intent::OpenSearch)}
                >
                    { "Search in Zendesk" }
                </button>
            </div>
            <p role="status" class="hint">{ *copied }</p>
        </section>
    }
}
