//! What the customer gave, and the buttons that start and stop the gathering.

use web_sys::SubmitEvent;
use yew::prelude::*;

use super::field::Field;
use super::files;
use super::parts::{label, place};
use crate::protocol::{CandidateView, Intent, SoldToFrom};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub license_id: String,
    pub license_id_error: Option<String>,
    pub sold_to: String,
    pub sold_to_from: Option<SoldToFrom>,
    pub sold_to_candidates: Vec<CandidateView>,
    pub collecting: bool,
    pub intend: Callback<Intent>,
}

/// The form. Enter in either field collects.
#[function_component]
pub(super) fn Form(props: &Props) -> Html {
    let Props { license_id, license_id_error, sold_to, collecting, intend, .. } = props;
    let submit = {
        let intend = intend.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            intend.emit(Intent::Collect);
        })
    };

    let pick = {
        let intend = intend.clone();
        files::picked(move |file| files::read(file, intend.clone()))
    };

    html! {
        <form onsubmit={submit} novalidate={true} data-drop="">
            <Field
                id="license-id"
                label="License ID"
                value={license_id.clone()}
                error={license_id_error.clone()}
                hint="or an activation code. Drop a license file or usage export on this form, or paste it."
                inputmode="text"
                autofocus={true}
                readonly={*collecting}
                edit={intend.reform(Intent::EditLicenseId)}
            />
            <Field
                id="sold-to"
                label="Sold-to given by the customer"
                value={sold_to.clone()}
                inputmode="email"
                edit={intend.reform(Intent::EditSoldTo)}
            />
            if let Some(from) = &props.sold_to_from {
                <p class="hint from">
                    { if from.along { "From the ticket, which names no other: " } else { "From the ticket: " } }
                    { place(&from.place) }
                </p>
            }
            { candidates(&props.sold_to_candidates, intend) }
            <div class="buttons">
                <button type="submit" class="primary" disabled={*collecting} aria-busy={collecting.to_string()}>
                    { "Collect" }
                </button>
                if *collecting {
                    <button type="button" onclick={intend.reform(|_| Intent::Cancel)}>{ "Cancel" }</button>
                }
                <input
                    type="file"
                    class="file"
                    aria-label="License file or usage export"
                    autocomplete="off"
                    spellcheck="false"
                    title="Pick a license file or usage export"
                    disabled={*collecting}
                    onchange={pick}
                />
            </div>
        </form>
    }
}

/// The sold-to addresses that the ticket names, where there are several: the agent chooses one.
fn candidates(candidates: &[CandidateView], intend: &Callback<Intent>) -> Html {
    if candidates.is_empty() {
        return html! {};
    }
    let one = |candidate: &CandidateView| {
        let id = candidate.id;
        html! {
            <li key={id}>
                <button
                    type="button"
                    aria-pressed={candidate.chosen.to_string()}
                    onclick={intend.reform(move |_| Intent::TakeHit(id))}
                >
                    <span class="title"><bdi>{ candidate.address.clone() }</bdi></span>{ " " }
                    if candidate.maybe { { label("maybe".to_owned()) } }
                    { place(&candidate.place) }
                </button>
            </li>
        }
    };
    html! {
        <section aria-label="Choose the sold-to">
            <p class="attention-text">{ "The ticket names several sold-to addresses. Choose the one to compare:" }</p>
            <ul class="found">{ for candidates.iter().map(one) }</ul>
        </section>
    }
}
