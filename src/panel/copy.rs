//! A button that copies one thing.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::clipboard;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The button's name.
    pub label: AttrValue,
    /// What is shown on it; its name where this is none.
    #[prop_or_default]
    pub shown: Option<AttrValue>,
    pub text: String,
    /// The rich form; none for a text that has none.
    #[prop_or_default]
    pub html: Option<String>,
}

/// Copies a text, and says so for as long as it has the focus: then it is the last that was copied here.
#[function_component]
pub(super) fn CopyButton(props: &Props) -> Html {
    let copied = use_state(|| None::<bool>);
    {
        // What was said of one text is not true of the next.
        let copied = copied.setter();
        use_effect_with(props.text.clone(), move |_| copied.set(None));
    }
    let copy = {
        let (text, html, copied) = (props.text.clone(), props.html.clone(), copied.setter());
        Callback::from(move |_| {
            let (text, html, copied) = (text.clone(), html.clone(), copied.clone());
            spawn_local(async move {
                let written = match &html {
                    Some(html) => clipboard::write(&text, html).await,
                    None => clipboard::write_text(&text).await,
                };
                copied.set(Some(written.is_ok()));
            });
        })
    };
    let forget = {
        let copied = copied.setter();
        Callback::from(move |_| copied.set(None))
    };
    let shown = match *copied {
        None => props.shown.clone().unwrap_or_else(|| props.label.clone()),
        Some(true) => "Copied".into(),
        Some(false) => "Not allowed".into(),
    };
    let said = match *copied {
        None => "",
        Some(true) => "Copied",
        Some(false) => "The browser did not let it be copied",
    };
    html! {
        <>
            <button
                type="button"
                aria-label={props.label.clone()}
                title={props.label.clone()}
                onclick={copy}
                onblur={forget}
            >
                { shown }
            </button>
            <span role="status" class="said">{ said }</span>
        </>
    }
}
