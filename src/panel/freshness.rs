//! When the ticket was read, what is new in it, and which site has asked to slow down.

use yew::prelude::*;

use super::parts::{Countdown, nothing, problem};
use crate::date::UnixSeconds;
use crate::protocol::{FreshnessView, Intent, NewsView, PauseView};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub freshness: FreshnessView,
    pub intend: Callback<Intent>,
}

/// How old the ticket is that the panel shows, and how to read or forget it.
#[function_component]
pub(super) fn Freshness(props: &Props) -> Html {
    let Props { freshness, intend } = props;
    let asks = use_state(|| false);
    let ask = {
        let asks = asks.setter();
        move |open: bool| {
            let asks = asks.clone();
            Callback::from(move |_: MouseEvent| asks.set(open))
        }
    };
    html! {
        <div class="freshness">
            if let Some(news) = &freshness.news { { new_comments(news, intend) } }
            if let Some(not_refreshed) = &freshness.not_refreshed {
                <div role="status">
                    <p class="attention-text">{ "The ticket or its comments could not be read again. What is shown may be out of date." }</p>
                    { problem(&not_refreshed.message, &not_refreshed.advice) }
                </div>
            }
            <p class="age">
                if let Some(read) = &freshness.read {
                    <span class="muted" aria-busy={freshness.refreshing.to_string()}>
                        { if freshness.refreshing { "reading again…".to_owned() } else { format!("read {read}") } }
                    </span>
                }
                <button
                    type="button"
                    class="small"
                    aria-label="Read the ticket again"
                    onclick={intend.reform(|_| Intent::ReloadTicket)}
                >
                    { "Read again" }
                </button>
                <button type="button" class="small" aria-expanded={asks.to_string()} onclick={ask(!*asks)}>
                    { "Forget this ticket" }
                </button>
            </p>
            if *asks {
                <div role="group" aria-label="Forget this ticket?" class="confirm">
                    <p>{ "Everything that was read, typed and decided for this ticket goes. The ticket itself stays as it is." }</p>
                    <button type="button" class="small" onclick={intend.reform(|_| Intent::Forget)}>{ "Forget" }</button>
                    <button type="button" class="small" onclick={ask(false)}>{ "Keep" }</button>
                </div>
            }
        </div>
    }
}

fn new_comments(news: &NewsView, intend: &Callback<Intent>) -> Html {
    let count = match news.comments {
        0 => "New".to_owned(),
        1 => "1 new comment".to_owned(),
        count => format!("{count} new comments"),
    };
    let titles = match news.titles.as_slice() {
        [] => String::new(),
        titles => format!(": {}", titles.join(", ")),
    };
    html! {
        <p class="news" role="status">
            <strong>{ format!("{count} since {}{titles}", clock(news.since)) }</strong>{ " " }
            <button type="button" class="small" onclick={intend.reform(|_| Intent::DismissNews)}>{ "Seen" }</button>
        </p>
    }
}

/// The time of day where the agent is.
pub(super) fn clock(at: UnixSeconds) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact as a float")]
    let date = js_sys::Date::new(&(at.0 as f64 * 1000.0).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

#[derive(Properties, PartialEq)]
pub(super) struct PausedProps {
    pub paused: Vec<PauseView>,
    /// Asks all the same; none where there is nothing that could be asked.
    pub go_on: Option<Callback<()>>,
}

/// The sites that are left alone for a while.
#[function_component]
pub(super) fn Paused(props: &PausedProps) -> Html {
    if props.paused.is_empty() {
        return nothing();
    }
    html! {
        <>
            { for props.paused.iter().map(|pause| {
                let site = &pause.site;
                html! {
                    <div key={site.clone()} class="paused" role="status">
                        <p>
                            <strong>{ format!("Vouch waits for {site}, which asks to slow down.") }</strong>{ " " }
                            <Countdown until={pause.until} />
                        </p>
                        if let Some(go_on) = &props.go_on {
                            <button type="button" class="small" onclick={go_on.reform(|_| ())}>{ "Go on" }</button>
                        }
                    </div>
                }
            }) }
        </>
    }
}
