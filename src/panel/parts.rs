//! The small pieces that several parts of the panel share.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::addresses::LeftOut;
use crate::link::Link;
use crate::problem::Advice;
use crate::protocol::PlaceView;

/// A link that opens beside the panel's page. Its address is on a known host, or it would not be a [`Link`].
pub(super) fn anchor(link: &Link) -> Html {
    html! { <a href={link.url().to_owned()} target="_blank" rel="noreferrer">{ link.text().to_owned() }</a> }
}

/// What a component shows that has nothing to say. Without an element of its own, Yew puts what appears before it in front
/// of what followed it, and panics where that goes in the same moment.
pub(super) fn nothing() -> Html {
    html! { <div hidden={true}></div> }
}

/// Where something stands in a ticket. The name is kept apart from the labels, whatever it is and whichever way it runs.
pub(super) fn place(place: &PlaceView) -> Html {
    html! {
        <span class="place muted">
            if let Some(author) = &place.author { <bdi>{ author.clone() }</bdi>{ " " } }
            if let Some(date) = &place.date { { date.clone() }{ " " } }
            { for place.labels().into_iter().map(label) }
        </span>
    }
}

/// A short label that no text of a customer can pass for.
pub(super) fn label(text: String) -> Html {
    html! { <><span class="tag">{ text }</span>{ " " }</> }
}

/// What is left out of a list of addresses, with the reasons. An address can be added all the same, where that is of use.
pub(super) fn left_out(left_out: &[LeftOut], add: Option<&Callback<String>>) -> Html {
    if left_out.is_empty() {
        return html! {};
    }
    html! {
        <ul class="left-out" aria-label="Left out">
            { for left_out.iter().map(|one| html! {
                <li>
                    <span class="muted"><bdi>{ one.text.clone() }</bdi>{ " " }{ one.why.clone() }</span>
                    if let Some(add) = add.filter(|_| one.can_add) { { add_button(one, add) } }
                </li>
            }) }
        </ul>
    }
}

fn add_button(one: &LeftOut, add: &Callback<String>) -> Html {
    let text = one.text.clone();
    html! {
        <>
            { " " }
            <button
                type="button"
                class="small"
                aria-label={format!("Add {} back", one.text)}
                onclick={add.reform(move |_| text.clone())}
            >
                { "Add back" }
            </button>
        </>
    }
}

/// Why something failed and what to do.
pub(super) fn problem(message: &str, advice: &Advice) -> Html {
    html! {
        <p class="problem">
            <strong>{ message.to_owned() }</strong>{ " " }
            if let Some(link) = &advice.link { { anchor(link) }{ ". " } }
            if let Some(until) = advice.not_before { <Countdown until={until} />{ " " } }
            { advice.text.clone() }
        </p>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct CountdownProps {
    /// Seconds since 1970.
    pub until: u64,
}

/// How long to wait, second by second. It only tells: nothing is asked for by itself.
#[function_component]
pub(super) fn Countdown(props: &CountdownProps) -> Html {
    let left = use_state(|| seconds_until(props.until));
    {
        let left = left.setter();
        use_effect_with(props.until, move |until| {
            let until = *until;
            left.set(seconds_until(until));
            let tick = Interval::new(1000, move || left.set(seconds_until(until)));
            move || drop(tick)
        });
    }
    let said = match *left {
        0 => "You can go on now.".to_owned(),
        1 => "Wait 1 second.".to_owned(),
        seconds => format!("Wait {seconds} seconds."),
    };
    html! { <span role="timer">{ said }</span> }
}

fn seconds_until(until: u64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole seconds since 1970")]
    let now = (js_sys::Date::now() / 1000.0) as u64;
    until.saturating_sub(now)
}
