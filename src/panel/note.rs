//! The evidence note.

use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use super::clipboard;
use super::copy::CopyButton;
use crate::note::BareId;
use crate::protocol::{EvidenceNoteView, InsertionView, Intent};

#[derive(Properties, PartialEq)]
pub(super) struct NoteProps {
    pub note: EvidenceNoteView,
    /// Whether the walk has ended: else it is the note of what there is so far.
    pub has_ended: bool,
    /// Why it cannot be inserted here; none where it can.
    pub no_insert: Option<String>,
    pub insertion: Option<InsertionView>,
    pub unknown_parts: Vec<String>,
    pub has_organization: bool,
    pub has_search: bool,
    pub intend: Callback<Intent>,
}

/// What became of the note on the clipboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    No,
    Yes,
    Refused,
}

/// The evidence note, and where to go with it.
#[function_component]
pub(super) fn NoteCard(props: &NoteProps) -> Html {
    let EvidenceNoteView { text, html, edited, .. } = &props.note;
    let copied = use_state(|| Copied::No);
    let editing = use_state(|| false);
    {
        // What was said of one text is not true of the next.
        let copied = copied.setter();
        use_effect_with(text.clone(), move |_| copied.set(Copied::No));
    }
    let copy = {
        let (text, html, copied) = (text.clone(), html.clone(), copied.setter());
        Callback::from(move |()| {
            let (text, html, copied) = (text.clone(), html.clone(), copied.clone());
            spawn_local(async move {
                let written = clipboard::write(&text, &html).await;
                copied.set(if written.is_ok() { Copied::Yes } else { Copied::Refused });
            });
        })
    };
    let copy_button = use_node_ref();
    {
        // What is refused can be copied, by one more press: the clipboard is written by nothing else.
        let copy_button = copy_button.clone();
        let is_refused = matches!(props.insertion, Some(InsertionView::Refused(_)));
        use_effect_with(is_refused, move |is_refused| {
            let has_focus = || web_sys::window()?.document()?.has_focus().ok();
            if *is_refused
                && has_focus() == Some(true)
                && let Some(button) = copy_button.cast::<HtmlElement>()
            {
                let _stays_where_it_was = button.focus();
            }
        });
    }
    let edit = props.intend.reform(|event: InputEvent| {
        Intent::EditNote(Some(event.target_unchecked_into::<HtmlTextAreaElement>().value()))
    });
    let toggle = {
        let editing = editing.clone();
        Callback::from(move |_| editing.set(!*editing))
    };
    let press = |intent: Intent| props.intend.reform(move |_| intent.clone());
    let running = props.insertion == Some(InsertionView::Running);
    let (main, main_intent, can_take_out) = match props.insertion {
        Some(InsertionView::Inserted) => ("Inserted", None, true),
        Some(InsertionView::Public) => ("Insert note", None, true),
        Some(InsertionView::Earlier) => ("Replace", Some(Intent::ReplaceNote), true),
        _ => ("Insert note", Some(Intent::InsertNote).filter(|_| !running), false),
    };

    html! {
        <section aria-label="Evidence note">
            <h2>{ "Evidence note" }{ part_of(&props.note, &props.intend) }</h2>
            if !props.has_ended {
                <p class="attention-text">{ "The walk has not ended: this is what there is so far." }</p>
            }
            if *editing {
                <textarea
                    class="note"
                    aria-label="Evidence note, edited"
                    autocomplete="off"
                    spellcheck="false"
                    rows={(text.lines().count() + 2).to_string()}
                    value={text.clone()}
                    oninput={edit}
                />
            } else {
                <pre class="note" tabindex="0">{ text.clone() }</pre>
            }
            <div class="buttons">
                <button
                    type="button"
                    class="primary"
                    disabled={props.no_insert.is_some() || main_intent.is_none()}
                    title="As an internal note; nothing is sent"
                    onclick={main_intent.map(press)}
                >
                    { main }
                </button>
                if can_take_out && props.insertion != Some(InsertionView::Public) {
                    <button type="button" onclick={press(Intent::TakeNoteOut)}>{ "Take out" }</button>
                }
                <button ref={copy_button} type="button" onclick={copy.reform(|_| ())}>{ "Copy note" }</button>
                <button type="button" onclick={toggle}>
                    { if *editing { "Done" } else { "Edit note" } }
                </button>
                if *edited {
                    <button type="button" onclick={props.intend.reform(|_| Intent::EditNote(None))}>
                        { "Undo edits" }
                    </button>
                }
                <button
                    type="button"
                    disabled={!props.has_organization}
                    onclick={props.intend.reform(|_| Intent::OpenOrganization)}
                >
                    { "Open organization" }
                </button>
                <button
                    type="button"
                    disabled={!props.has_search}
                    onclick={props.intend.reform(|_| Intent::OpenSearch)}
                >
                    { "Search in Zendesk" }
                </button>
            </div>
            if let Some(why) = &props.no_insert { <p class="hint">{ why.clone() }</p> }
            <p role="status" class="hint">{ said(props.insertion.as_ref(), *copied) }</p>
            { unknown(&props.unknown_parts, &props.intend) }
            { ids(&props.note.ids) }
        </section>
    }
}

/// What must not be overlooked, wherever the agent is in the panel: the note stands in what goes to the customer.
pub(super) fn alarm(insertion: Option<&InsertionView>, intend: &Callback<Intent>) -> Html {
    if insertion != Some(&InsertionView::Public) {
        return html! {};
    }
    html! {
        <div class="alarm" role="alert">
            <p>
                <strong>{ "This composer is public now, and it holds the note." }</strong>
                { " Whatever is sent from it goes to the customer, with the sold-to." }
            </p>
            <button type="button" class="primary" onclick={intend.reform(|_| Intent::TakeNoteOut)}>
                { "Take it out" }
            </button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct NoteSoFarProps {
    pub intend: Callback<Intent>,
}

/// What stands in the note's place while the walk has not ended.
#[function_component]
pub(super) fn NoteSoFar(props: &NoteSoFarProps) -> Html {
    html! {
        <section aria-label="Evidence note">
            <h2>{ "Evidence note" }</h2>
            <p class="hint">{ "The note comes at the end of the walk." }</p>
            <div class="buttons">
                <button type="button" onclick={props.intend.reform(|_| Intent::WriteNoteSoFar)}>
                    { "Note of what there is so far" }
                </button>
            </div>
        </section>
    }
}

/// Which part of the evidence the note is.
fn part_of(note: &EvidenceNoteView, intend: &Callback<Intent>) -> Html {
    let parts: Vec<_> = note.parts.iter().map(|(part, _)| *part).collect();
    let choose = {
        let intend = intend.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(part) = usize::try_from(chosen).ok().and_then(|at| parts.get(at)) {
                intend.emit(Intent::ChooseNotePart(*part));
            }
        })
    };
    html! {
        <select aria-label="Part of the note" onchange={choose}>
            { for note.parts.iter().map(|(part, title)| html! {
                <option selected={*part == note.part}>{ title.clone() }</option>
            }) }
        </select>
    }
}

/// What Vouch does not know any more, and what that means.
fn unknown(parts: &[String], intend: &Callback<Intent>) -> Html {
    if parts.is_empty() {
        return html! {};
    }
    html! {
        <details class="unknown">
            <summary class="attention-text">
                { format!("Vouch does not find {} of what it knows of Zendesk. Copy the note if it cannot be inserted.", parts.len()) }
            </summary>
            <ul>{ for parts.iter().map(|part| html! { <li>{ part.clone() }</li> }) }</ul>
            <button type="button" onclick={intend.reform(|_| Intent::CheckPage)}>{ "Check again" }</button>
        </details>
    }
}

/// The IDs, together and one by one.
fn ids(ids: &[BareId]) -> Html {
    if ids.is_empty() {
        return html! {};
    }
    let all = ids.iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join("\n");
    html! {
        <section aria-label="IDs" class="ids">
            <dl>
                { for ids.iter().map(|id| html! {
                    <>
                        <dt>{ id.label.clone() }</dt>
                        <dd>
                            <span>{ id.value.clone() }</span>
                            <CopyButton
                                label={format!("Copy {}", lower_first(&id.label))}
                                shown="Copy"
                                text={id.value.clone()}
                            />
                        </dd>
                    </>
                }) }
            </dl>
            <CopyButton label="Copy IDs" text={all.clone()} />
            if all.contains('@') {
                <p class="hint">{ "The sold-to is personal data: for internal notes only." }</p>
            }
        </section>
    }
}

/// A label in the middle of a sentence; a name stays as it is.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match letters.next() {
        Some(first) if !label.starts_with("Salesforce") => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

/// What came of inserting and copying, in a sentence or two.
fn said(insertion: Option<&InsertionView>, copied: Copied) -> String {
    let clipboard = match copied {
        Copied::No => "",
        Copied::Yes => "Copied. It holds personal data: for an internal note only.",
        Copied::Refused => "The browser did not let it be copied: select the note and copy it.",
    };
    let inserted = match insertion {
        None | Some(InsertionView::Public) => "",
        Some(InsertionView::Running) => "Inserting…",
        Some(InsertionView::Inserted) => {
            "Inserted as an internal note. Nothing was sent: look at it, then submit it yourself."
        }
        Some(InsertionView::Earlier) => "An earlier note is in the internal composer. Replace it, or take it out.",
        Some(InsertionView::TakenOut) => "Taken out of the composer.",
        Some(InsertionView::Gone) => "The note is no longer in the composer.",
        Some(InsertionView::NotTakenOut(why)) => return format!("Not taken out. {why}"),
        Some(InsertionView::Refused(why)) => {
            return format!(
                "Not inserted. {why} {}",
                if copied == Copied::No { "You can copy the note." } else { clipboard }
            );
        }
    };
    [inserted, clipboard].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ")
}
