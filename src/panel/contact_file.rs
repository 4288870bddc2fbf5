//! The contacts of a project's file: pasted, dropped or the organization's own, with what there is to say about each line
//! (seed 004, "Files setup").

use web_sys::Event;
use yew::prelude::*;

use super::copy::CopyButton;
use super::field::Field;
use super::files;
use crate::checks::Outcome;
use crate::contact_management::contact::Remark;
use crate::protocol::ContactFileView;
use crate::visible::AsTyped;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub list: ContactFileView,
    pub edit: Callback<String>,
}

/// The list, and the file that follows from it.
#[function_component]
pub(super) fn ContactFile(props: &Props) -> Html {
    let ContactFileView { text: AsTyped(text), summary, remarks, more_remarks, advice, yaml } = &props.list;
    // A file that is dropped replaces what the agent types, so the field is made anew.
    let files_read = use_state(|| 0_u32);
    let take = {
        let (files_read, edit) = (files_read.clone(), props.edit.clone());
        Callback::from(move |text: String| {
            files_read.set(*files_read + 1);
            edit.emit(text);
        })
    };
    let pick = {
        let take = take.clone();
        files::picked(move |file| files::read_text(file, take.clone()))
    };
    let here = take.clone();
    let on_drag = Callback::from(move |event: DragEvent| files::take_here(&event, &here));
    let here = take.clone();
    let on_paste = Callback::from(move |event: Event| files::take_here(&event, &here));
    let clear = take.reform(|_| String::new());
    html! {
        <section aria-label="Contacts" class="contact-file">
            <h2>{ "Contacts" }</h2>
            <div ondragover={on_drag.clone()} ondrop={on_drag} onpaste={on_paste}>
                <Field
                    key={*files_read}
                    id="contact-file"
                    label="CSV or contacts.yaml"
                    value={text.clone()}
                    rows={5}
                    hint="Paste it or drop the file here; where it is empty, the contacts are those of Zendesk."
                    edit={props.edit.clone()}
                />
            </div>
            <p role="status" class="muted">{ summary.clone() }</p>
            // In an element of their own: a changing number of siblings would have the field made anew.
            <div class="advice">
                { for advice.iter().map(|said| html! { <p class="attention-text">{ said.clone() }</p> }) }
            </div>
            if !remarks.is_empty() {
                <ul class="findings" aria-label="Lines to look at">{ for remarks.iter().map(remark) }</ul>
            }
            if *more_remarks > 0 { <p class="hint">{ format!("And {more_remarks} more lines to look at.") }</p> }
            if let Some(yaml) = yaml { <pre class="note" aria-label="contacts.yaml">{ yaml.clone() }</pre> }
            <div class="buttons">
                if let Some(yaml) = yaml { <CopyButton label="Copy contacts.yaml" text={yaml.clone()} /> }
                if !text.is_empty() {
                    <button type="button" onclick={clear}>{ "Clear the list" }</button>
                }
                <input
                    type="file"
                    class="file"
                    aria-label="CSV or contacts.yaml file"
                    autocomplete="off"
                    spellcheck="false"
                    title="Pick a CSV file or a contacts.yaml"
                    onchange={pick}
                />
            </div>
        </section>
    }
}

fn remark(remark: &Remark) -> Html {
    let (class, mark, said) = match remark.outcome {
        Outcome::Fail => ("fail", "✕", "wrong"),
        _ => ("attention", "!", "needs attention"),
    };
    let pipeline = remark.pipeline.map(|error| format!(" The pipeline would say “{}”.", error.text()));
    html! {
        <li class={class}>
            <span class="mark" role="img" aria-label={said}>{ mark }</span>
            <div class="what">
                <span class="title">{ format!("Line {}", remark.line) }</span>
                <p class="muted">{ remark.text.clone() }{ pipeline.unwrap_or_default() }</p>
            </div>
        </li>
    }
}
