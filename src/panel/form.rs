//! What the customer gave, and the buttons that start and stop the gathering.

use web_sys::SubmitEvent;
use yew::prelude::*;

use super::field::Field;
use super::files;
use crate::protocol::Intent;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub license_id: String,
    pub license_id_error: Option<String>,
    pub sold_to: String,
    pub collecting: bool,
    pub intend: Callback<Intent>,
}

/// The form. Enter in either field collects.
#[function_component]
pub(super) fn Form(props: &Props) -> Html {
    let Props { license_id, license_id_error, sold_to, collecting, intend } = props;
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
        <form onsubmit={submit} novalidate={true}>
            <Field
                id="license-id"
                label="License ID"
                value={license_id.clone()}
                error={license_id_error.clone()}
                hint="or an activation code. Paste or drop a license file or usage export anywhere here."
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
                    title="Pick a license file or usage export"
                    disabled={*collecting}
                    onchange={pick}
                />
            </div>
        </form>
    }
}
