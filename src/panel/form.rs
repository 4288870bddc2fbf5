//! What the customer gave, and the buttons that start and stop the gathering.

use web_sys::{Event, HtmlInputElement, InputEvent, SubmitEvent};
use yew::prelude::*;

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
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                files::read(file, intend.clone());
            }
            // The same file may be picked again.
            input.set_value("");
        })
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

#[derive(Properties, PartialEq)]
struct FieldProps {
    id: &'static str,
    label: &'static str,
    value: String,
    #[prop_or_default]
    error: Option<String>,
    #[prop_or_default]
    hint: &'static str,
    inputmode: &'static str,
    #[prop_or_default]
    autofocus: bool,
    #[prop_or_default]
    readonly: bool,
    edit: Callback<String>,
}

/// A text field that every panel of the case shares. While the agent types in this one, its text is the newest there
/// is, and what the worker echoes is not written over it.
#[function_component]
fn Field(props: &FieldProps) -> Html {
    let input = use_node_ref();
    let text = use_state(|| props.value.clone());

    {
        let (input, text) = (input.clone(), text.clone());
        use_effect_with(props.value.clone(), move |value| {
            if !has_focus(&input) {
                text.set(value.clone());
            }
        });
    }
    {
        let input = input.clone();
        let autofocus = props.autofocus;
        use_effect_with((), move |()| {
            // Unless the panel was opened for something else, as its search.
            if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| autofocus && !something_has_focus()) {
                let _stays_where_it_was = input.focus();
            }
        });
    }
    let on_input = {
        let (text, edit) = (text.clone(), props.edit.clone());
        Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            text.set(value.clone());
            edit.emit(value);
        })
    };

    let described_by = (props.error.is_some() || !props.hint.is_empty()).then(|| format!("{}-note", props.id));
    html! {
        <div class="field">
            <label for={props.id}>{ props.label }</label>
            <input
                ref={input}
                id={props.id}
                type="text"
                inputmode={props.inputmode}
                autocomplete="off"
                spellcheck="false"
                value={(*text).clone()}
                readonly={props.readonly}
                aria-invalid={props.error.is_some().to_string()}
                aria-describedby={described_by.clone()}
                oninput={on_input}
            />
            if let Some(error) = &props.error {
                <p class="problem" id={described_by}>{ error.clone() }</p>
            } else if !props.hint.is_empty() {
                <p class="hint" id={described_by}>{ props.hint }</p>
            }
        </div>
    }
}

fn something_has_focus() -> bool {
    focused().is_some_and(|element| element.tag_name() != "BODY")
}

fn focused() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.active_element()
}

fn has_focus(input: &NodeRef) -> bool {
    focused().zip(input.cast::<web_sys::Element>()).is_some_and(|(focused, input)| focused == input)
}
