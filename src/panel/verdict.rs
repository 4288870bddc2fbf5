//! The verdict, and what stands in its place while the walk has not ended: where it stopped, and the one thing to do.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::parts::{Countdown, anchor};
use crate::checks::Verdict;
use crate::protocol::{Intent, OutcomeView};
use crate::trail::{Status, StatusAction};

/// Where the first order stands that can be chosen.
const FIRST_ORDER: &str = ".trail .found button";

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub outcome: Option<OutcomeView>,
    pub status: Option<Status>,
    pub intend: Callback<Intent>,
}

/// The verdict or the status. The element is always there, so that screen readers say it when it comes.
#[function_component]
pub(super) fn VerdictBanner(props: &Props) -> Html {
    let Props { outcome, status, intend } = props;
    let banner = use_node_ref();
    {
        // When a walk has stopped, what comes of it is what the agent wants to see.
        let says_something = outcome.is_some() || status.is_some();
        let (banner, was_there) = (banner.clone(), use_mut_ref(|| says_something));
        use_effect_with(says_something, move |is_there| {
            let was_there = was_there.replace(*is_there);
            if let Some(banner) = banner.cast::<Element>().filter(|_| *is_there && !was_there) {
                banner.scroll_into_view();
            }
        });
    }
    let class = match outcome.as_ref().map(|outcome| (outcome.verdict, outcome.accepted)) {
        None if status.is_some() => "stopped",
        None => "none",
        Some((Verdict::Entitled, 0)) => "pass",
        Some((Verdict::NotEntitled, _)) => "fail",
        // An accepted exception never looks like a plain pass.
        Some((Verdict::Entitled | Verdict::ForYouToDecide, _)) => "attention",
    };
    html! {
        <>
            <div ref={banner} role="status" aria-label="Verdict" class={classes!("verdict", class)}>
                if let Some(outcome) = outcome {
                    { outcome.said() }
                } else if let Some(status) = status {
                    { status.headline.clone() }{ ". " }<span class="why">{ status.message.clone() }</span>
                }
            </div>
            if let Some(status) = status { { to_do(status, intend) } }
        </>
    }
}

/// The one thing to do, with its button.
fn to_do(status: &Status, intend: &Callback<Intent>) -> Html {
    let at = status.at;
    let try_again = || {
        html! {
            <button
                type="button"
                class="primary"
                aria-label={format!("Try again: {}", at.title())}
                onclick={intend.reform(move |_| Intent::RetryStep(at))}
            >
                { "Try again" }
            </button>
        }
    };
    html! {
        <section aria-label="What to do" class="status">
            <p>
                if let StatusAction::SignIn(link) = &status.action { { anchor(link) }{ ". " } }
                if let StatusAction::TryAgain { not_before: Some(until) } = &status.action {
                    <Countdown until={*until} />{ " " }
                }
                { status.advice.clone() }
            </p>
            {
                match &status.action {
                    StatusAction::SignIn(_) | StatusAction::TryAgain { .. } => try_again(),
                    StatusAction::ChooseOrder => html! {
                        <button type="button" class="primary" onclick={|_| show_orders()}>{ "Show the orders" }</button>
                    },
                    StatusAction::Continue => html! {
                        <button type="button" class="primary" onclick={intend.reform(|_| Intent::Collect)}>
                            { "Go on" }
                        </button>
                    },
                }
            }
        </section>
    }
}

/// Gives the first order that can be chosen the keyboard, which brings it into view.
fn show_orders() {
    let document = web_sys::window().and_then(|window| window.document());
    let first = document.and_then(|document| document.query_selector(FIRST_ORDER).ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _stays_where_it_was = first.focus();
    }
}
