//! The panel as a whole: what it shows before there is a case, and the frame around one.

use yew::prelude::*;

use super::case::Case;
use super::connection::{Connection, News};
use super::files;
use super::finder::Finder;
use super::freshness::Paused;
use super::page::PageCard;
use super::us_government::UsGovernment;
use crate::protocol::{Body, Find, View};

/// The panel.
#[function_component]
pub(super) fn App() -> Html {
    let news = use_state(|| None::<News>);
    let connection = {
        let news = news.setter();
        use_memo((), move |()| Connection::open(move |latest| news.set(Some(latest))))
    };
    let connection = (*connection).clone();

    let close = {
        let connection = connection.clone();
        Callback::from(move |()| connection.close())
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
        None => (html! {}, html! { <p class="hint" aria-busy="true">{ "Starting…" }</p> }),
        Some(News::Orphaned) => {
            (html! {}, message("Vouch was updated", "Reload this tab to go on. Nothing that was gathered is lost."))
        }
        Some(News::Alone) => (
            html! {},
            message(
                "Only the panel",
                "This is Vouch's panel outside of the extension: it has no worker to show a case of.",
            ),
        ),
        Some(News::View(View { page, body: Body::NoTicket, .. })) => (
            html! {},
            html! {
                <>
                    if let Some(page) = page { <PageCard page={page.clone()} intend={Callback::noop()} /> }
                    { message(
                        "No ticket yet",
                        "Open a ticket in Zendesk: its case is shown here, and in every tab of the portal. An organization \
                         can be found without one.",
                    ) }
                </>
            },
        ),
        Some(News::View(View { body: Body::UsGovernment, .. })) => (html! {}, html! { <UsGovernment /> }),
        Some(News::View(View {
            page,
            body: Body::Case(case),
            no_insert,
            aside,
            insertion,
            unknown_parts,
            paused,
            ..
        })) => (
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
                    connection={connection.clone()}
                />
            },
        ),
    };

    let finder = match &*news {
        Some(News::View(View { finder: Some(finder), body, .. })) => {
            let shown = match body {
                Body::Case(case) => Some(case.case),
                Body::NoTicket | Body::UsGovernment => None,
            };
            let find = {
                let connection = connection.clone();
                Callback::from(move |find| connection.find(shown, find))
            };
            let key = shown.map_or_else(String::new, |case| case.to_string());
            html! { <Finder key={key} finder={finder.clone()} find={find} /> }
        }
        _ => html! {},
    };

    // Without a case, what waits is the search or what is known of the organizations that it found.
    let go_on = {
        let connection = connection.clone();
        Callback::from(move |()| connection.find(None, Find::Again))
    };
    let notice = match &*news {
        Some(News::View(View { notice, paused, body, .. })) => html! {
            <>
                if let Some(notice) = notice { <p class="notice" role="status">{ notice.clone() }</p> }
                if !matches!(body, Body::Case(_)) { <Paused paused={paused.clone()} go_on={go_on.clone()} /> }
            </>
        },
        _ => html! {},
    };

    html! {
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
                if let Some(News::View(_)) = &*news {
                    <button
                        type="button"
                        class="options"
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
            { finder }
            <main>{ notice }{ body }</main>
        </div>
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
