//! The proofs that walks were begun with: which of them the note uses, and the file that is none yet.

use yew::prelude::*;

use super::parts::{nothing, problem};
use crate::problem::Advice;
use crate::protocol::{FileView, Intent, ProofView};

#[derive(Properties, PartialEq)]
pub(super) struct ProofsProps {
    pub proofs: Vec<ProofView>,
    pub intend: Callback<Intent>,
}

/// One radio button for each proof. A single one that is shown needs no choice.
#[function_component]
pub(super) fn Proofs(props: &ProofsProps) -> Html {
    let Some([first, ..]) = props.proofs.get(..).filter(|proofs| !proofs.is_empty()) else { return nothing() };
    if props.proofs.len() == 1 && first.chosen {
        return html! { <p class="proof"><span class="muted">{ "Proof: " }</span><bdi>{ first.title.clone() }</bdi></p> };
    }
    html! {
        <fieldset class="proofs">
            <legend>{ "Proof for the note" }</legend>
            { for props.proofs.iter().enumerate().map(|(index, proof)| html! {
                <label key={index}>
                    <input
                        type="radio"
                        name="proof"
                        autocomplete="off"
                        spellcheck="false"
                        checked={proof.chosen}
                        onchange={props.intend.reform(move |_| Intent::ChooseTrail(index))}
                    />
                    { " " }<bdi>{ proof.title.clone() }</bdi>{ " " }
                    <span class="muted">{ proof.said.clone() }</span>
                </label>
            }) }
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FileProps {
    pub file: FileView,
    pub intend: Callback<Intent>,
}

/// A file that is being read, or why it could not be.
#[function_component]
pub(super) fn FileCard(props: &FileProps) -> Html {
    let FileView { name, problem: failure, can_validate } = &props.file;
    html! {
        <section aria-label="File" class="card" data-drop="">
            <h2 class="name">{ name.clone() }</h2>
            if let Some((message, advice)) = failure {
                // The button leads to the same page, and fills its form in.
                { problem(message, &Advice { link: advice.link.clone().filter(|_| !can_validate), ..advice.clone() }) }
                <div class="buttons">
                    if *can_validate {
                        <button type="button" onclick={props.intend.reform(|_| Intent::ValidateInPortal)}>
                            { "Validate in the portal" }
                        </button>
                    }
                    <button type="button" onclick={props.intend.reform(|_| Intent::DismissFile)}>{ "Dismiss" }</button>
                </div>
            } else {
                <p class="hint" aria-busy="true">{ "Reading the file…" }</p>
            }
        </section>
    }
}
