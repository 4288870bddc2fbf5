//! The small pieces that several parts of the panel share.

use yew::prelude::*;

use crate::link::Link;
use crate::problem::Advice;

/// A link that opens beside the panel's page. Its address is on a known host, or it would not be a [`Link`].
pub(super) fn anchor(link: &Link) -> Html {
    html! { <a href={link.url().to_owned()} target="_blank" rel="noreferrer">{ link.text().to_owned() }</a> }
}

/// Why something failed and what to do.
pub(super) fn problem(message: &str, advice: &Advice) -> Html {
    html! {
        <p class="problem">
            <strong>{ message.to_owned() }</strong>{ " " }
            if let Some(link) = &advice.link { { anchor(link) }{ ". " } }
            { advice.text.clone() }
        </p>
    }
}
