//! The panel as a whole: what it shows before there is a case, and the frame around one.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::case::Case;
use super::connection::{Connection, LossSeen, News, tell_page};
use super::files;
use super::finder::Finder;
use super::freshness::{Paused, clock};
use super::page::{PageCard, Recent};
use super::sight::{self, Sight};
use super::us_government::UsGovernment;
use crate::case::Loss;
use crate::protocol::{Body, CLOSE_PANEL, Find, RELOAD_PAGE, View};

/// The panel.
#[function_component]
pub(super) fn App() -> Html {
    let news = use_state(|| None::<News>);
    let connection = {
        let news = news.setter();
        use_memo((), move |()| Connection::open(move |latest| news.set(Some(latest))))
    };
    let connection = (*connection).clone();

    // What the agent knows to be lost.
    let known_losses = use_state(|| 0);
    let sight = use_state(|| Sight::Unsteady);
    {
        let (sight, connection) = (sight.setter(), connection.clone());
        use_effect_with((), move |()| {
            let act = connection.clone();
            sight::watch(&connection, move |now| {
                act.set_acts(now == Sight::Seen);
                sight.set(now);
            });
        });
    }
    let is_seen = *sight == Sight::Seen;
    {
        // What cannot be used has no focus: it is given back once it can be used.
        let focused = use_mut_ref(|| None::<HtmlElement>);
        use_effect_with(is_seen, move |is_seen| give_focus(&focused, *is_seen));
    }

    let close = Callback::from(|()| tell_page(CLOSE_PANEL));
    let choose = {
        let connection = connection.clone();
        Callback::from(move |case| connection.choose(case))
    };
    let open_options = {
        let connection = connection.clone();
        Callback::from(move |_| connection.open_options())
    };
    let on_key = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(());
            }
        })
    };

    let (heading, body) = match &*news {
        None => (html! {}, html! {}),
        Some(News::Orphaned) => {
            let reload = Callback::from(|_: MouseEvent| tell_page(RELOAD_PAGE));
            (
                html! {},
                html! {
                    <>
                        { message(
                            "Vouch was updated",
                            "What was gathered is gone, and has to be gathered again. Save what you are writing in this \
                             tab, then reload it.",
                        ) }
                        <div class="buttons">
                            <button type="button" class="primary" onclick={reload}>{ "Reload this tab" }</button>
                            <button type="button" onclick={close.reform(|_| ())}>{ "Close the panel" }</button>
                        </div>
                    </>
                },
            )
        }
        Some(News::Alone) => (
            html! {},
            message(
                "Only the panel",
                "This is Vouch's panel outside of the extension: it has no worker to show a case of.",
            ),
        ),
        Some(News::View(View { page, recent, body: Body::NoTicket, .. }, _)) => (
            html! {},
            html! {
                <>
                    <Recent recent={recent.clone()} choose={choose.clone()} />
                    if let Some(page) = page { <PageCard page={page.clone()} intend={Callback::noop()} /> }
                    { message(
                        "No ticket yet",
                        "Open a ticket in Zendesk: its case is shown here, and in every tab of the portal. An organization \
                         can be found without one.",
                    ) }
                </>
            },
        ),
        Some(News::Stopped) => (
            html! {},
            message(
                "Vouch cannot start",
                "It stopped twice in a row, and is not started again for now. Close the panel, and open it again in a \
                 minute. If it stops again, restart the browser: what was gathered is lost then.",
            ),
        ),
        Some(News::View(View { body: Body::Stopped(case), .. }, _)) => {
            let (case, connection) = (*case, connection.clone());
            let ticket = case.ticket();
            (
                html! {},
                html! {
                    <div role="alert">
                        { message(
                            "Vouch stopped",
                            &format!("Vouch stopped while it worked on ticket {ticket}; what was gathered for it is lost."),
                        ) }
                        <div class="buttons">
                            <button type="button" onclick={move |_| connection.begin_again(case)}>{ "Begin again" }</button>
                        </div>
                    </div>
                },
            )
        }
        Some(News::View(View { body: Body::UsGovernment, .. }, _)) => (html! {}, html! { <UsGovernment /> }),
        Some(News::View(
            View { page, body: Body::Case(case), no_insert, aside, insertion, unknown_parts, paused, recent, .. },
            _,
        )) => (
            html! { <a href={case.link.url().to_owned()} target="_blank" rel="noreferrer">{ case.link.text().to_owned() }</a> },
            // Another ticket's case is another component: no text typed for one ever stands in the other.
            html! {
                <Case
                    key={case.case.to_string()}
                    page={page.clone()}
                    view={(**case).clone()}
                    no_insert={no_insert.clone()}
                    aside={aside.clone()}
                    insertion={insertion.clone()}
                    unknown_parts={unknown_parts.clone()}
                    paused={paused.clone()}
                    recent={recent.clone()}
                    choose={choose.clone()}
                    connection={connection.clone()}
                />
            },
        ),
    };

    let finder = match &*news {
        Some(News::View(View { finder: Some(finder), body, .. }, _)) => {
            let shown = match body {
                Body::Case(case) => Some(case.case),
                Body::NoTicket | Body::UsGovernment | Body::Stopped(_) => None,
            };
            let find = {
                let connection = connection.clone();
                Callback::from(move |find| connection.find(shown, find))
            };
            let key = shown.map_or_else(String::new, |case| case.to_string());
            html! { <Finder key={key} finder={finder.clone()} find={find} acts={is_seen} /> }
        }
        _ => html! {},
    };

    // Without a case, what waits is the search or what is known of the organizations that it found.
    let go_on = {
        let connection = connection.clone();
        Callback::from(move |()| connection.find(None, Find::Again))
    };
    let notice = match &*news {
        Some(News::View(View { notice, paused, body, not_kept, .. }, loss)) => html! {
            <>
                if let Some(notice) = notice { <p class="notice" role="status">{ notice.clone() }</p> }
                { loss.filter(|loss| loss.number > *known_losses).map(|loss| lost(loss, &known_losses)) }
                if let Some(not_kept) = not_kept { <p class="notice attention-text" role="alert">{ not_kept.clone() }</p> }
                if !matches!(body, Body::Case(_)) { <Paused paused={paused.clone()} go_on={go_on.clone()} /> }
            </>
        },
        _ => html! {},
    };

    // Without a worker there is nothing to do with the panel but to close it.
    let acts = is_seen || !matches!(&*news, Some(News::View(..)));
    let is_hidden = *sight == Sight::Hidden && !acts;
    let shown = html! {
        <div
            class="panel"
            onkeydown={on_key}
            ondragover={|event: DragEvent| files::stay(&event)}
            ondrop={|event: DragEvent| files::stay(&event)}
        >
            <header>
                <img src="icons/48.png" alt="" width="20" height="20" />
                <h1>{ "Vouch" }</h1>
                { heading }
                if let Some(News::View(..)) = &*news {
                    <button
                        type="button"
                        class="options"
                        disabled={!acts}
                        title="The words of your handbook: teams, apps, macros"
                        onclick={open_options}
                    >
                        { "Options" }
                    </button>
                }
                <button type="button" class="close" aria-label="Close" title="Close (Esc)" onclick={close.reform(|_| ())}>
                    { "×" }
                </button>
            </header>
            if is_hidden {
                <p class="notice" role="status">
                    { "Vouch does nothing while something covers the panel, or makes it hard to see. If the page does not \
                       let go of it, use Vouch in another tab." }
                </p>
            }
            <div class="acts" inert={!acts}>
                { finder }
                <main>{ notice }{ body }</main>
            </div>
        </div>
    };
    html! {
        <>
            // Whoever has framed the panel learns nothing from it before the worker knows that it is ours.
            if news.is_some() { { shown } }
        </>
    }
}

/// What was lost, until the agent knows it.
fn lost(LossSeen { number, case, loss }: LossSeen, known: &UseStateHandle<u32>) -> Html {
    let ticket = case.ticket();
    let text = match loss {
        None => format!(
            "What you did last for ticket #{ticket} may be lost: see whether it is there, and else do it again."
        ),
        Some(Loss::All) => format!("What was gathered for ticket #{ticket} was not kept: it has to be gathered again."),
        Some(Loss::Since(at)) => {
            format!("What you did for ticket #{ticket} since {} was not kept: below is what was known then.", clock(at))
        }
    };
    let known = known.setter();
    html! {
        <p class="notice" role="alert">
            <strong>{ text }</strong>{ " " }
            <button type="button" class="small" onclick={move |_| known.set(number)}>{ "OK" }</button>
        </p>
    }
}

fn message(title: &str, text: &str) -> Html {
    html! {
        <div class="message">
            <h2>{ title.to_owned() }</h2>
            <p>{ text.to_owned() }</p>
        </div>
    }
}

/// Gives the keyboard back to what had it when the panel was last used, or to the field that it begins in; but takes it
/// from nothing in the page.
fn give_focus(before: &RefCell<Option<HtmlElement>>, acts: bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let focused = document.active_element().filter(|element| element.tag_name() != "BODY");
    if !acts {
        before.replace(focused.and_then(|element| element.dyn_into().ok()));
    } else if focused.is_none() && document.has_focus().unwrap_or_default() {
        let first = || document.query_selector("[data-first]").ok()??.dyn_into().ok();
        if let Some(element) = before.take().or_else(first) {
            let _stays_where_it_was = element.focus();
        }
    }
}
