//! A text field, with its label and what is to be said about it.

use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct FieldProps {
    pub id: &'static str,
    pub label: &'static str,
    pub value: String,
    #[prop_or_default]
    pub error: Option<String>,
    #[prop_or_default]
    pub hint: &'static str,
    #[prop_or("text")]
    pub inputmode: &'static str,
    /// How many lines are seen of a text of several; none for one of a single line.
    #[prop_or_default]
    pub rows: Option<u32>,
    #[prop_or_default]
    pub autofocus: bool,
    #[prop_or_default]
    pub readonly: bool,
    pub edit: Callback<String>,
}

/// A text field that every panel of the case shares. While the agent types in this one, its text is the newest there
/// is, and what the worker echoes is not written over it.
#[function_component]
pub(super) fn Field(props: &FieldProps) -> Html {
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
            if let Some(input) = input.cast::<HtmlElement>().filter(|_| autofocus && !something_has_focus()) {
                let _stays_where_it_was = input.focus();
            }
        });
    }
    let on_input = {
        let (text, edit) = (text.clone(), props.edit.clone());
        Callback::from(move |event: InputEvent| {
            let value = match event.target_dyn_into::<HtmlTextAreaElement>() {
                Some(text) => text.value(),
                None => event.target_unchecked_into::<HtmlInputElement>().value(),
            };
            text.set(value.clone());
            edit.emit(value);
        })
    };

    let described_by = (props.error.is_some() || !props.hint.is_empty()).then(|| format!("{}-note", props.id));
    html! {
        <div class="field">
            <label for={props.id}>{ props.label }</label>
            if let Some(rows) = props.rows {
                <textarea
                    ref={input}
                    id={props.id}
                    rows={rows.to_string()}
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    value={(*text).clone()}
                    aria-describedby={described_by.clone()}
                    oninput={on_input}
                />
            } else {
                <input
                    ref={input}
                    id={props.id}
                    data-first={props.autofocus.then_some("")}
                    type="text"
                    inputmode={props.inputmode}
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    value={(*text).clone()}
                    readonly={props.readonly}
                    aria-invalid={props.error.is_some().to_string()}
                    aria-describedby={described_by.clone()}
                    oninput={on_input}
                />
            }
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
