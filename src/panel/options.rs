//! The options: the handbook's words, each of which can be given another text.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlElement, HtmlInputElement, InputEvent, SubmitEvent};
use yew::prelude::*;

use crate::handbook::{Term, Wording};
use crate::webext::wording;

/// Whether the document is the one of the options.
pub(super) fn is_document() -> bool {
    document().and_then(|document| document.body()).is_some_and(|body| body.id() == "options")
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// What the page holds.
#[derive(Clone, Default, PartialEq)]
struct State {
    /// What is kept; none until it was read.
    kept: Option<Wording>,
    /// What stands in the fields, in the order of [`Term::ALL`].
    typed: [String; Term::ALL.len()],
    said: &'static str,
}

enum Action {
    /// This is kept; none when it could not be read.
    Read(Option<Wording>),
    /// This stands in a field now.
    Type(Term, String),
    /// Every field is empty now.
    Reset,
    /// This is kept now; none when it could not be kept.
    Saved(Option<Wording>),
}

impl State {
    /// What is typed, as it would be kept.
    fn wording(&self) -> Wording {
        let mut wording = Wording::default();
        for (term, text) in Term::ALL.into_iter().zip(&self.typed) {
            wording.set(term, text);
        }
        wording
    }

    /// Whether a field says something else than what is kept.
    fn is_changed(&self, term: Term) -> bool {
        let kept = self.kept.as_ref().and_then(|kept| kept.own(term));
        self.wording().own(term) != kept
    }

    /// Shows what is kept.
    fn show(&mut self, kept: Wording) {
        self.typed = Term::ALL.map(|term| kept.own(term).unwrap_or_default().to_owned());
        self.kept = Some(kept);
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Self { said: "", ..(*self).clone() };
        match action {
            Action::Read(Some(kept)) => state.show(kept),
            Action::Read(None) => state.said = "The browser does not give what is kept. Reload the page.",
            Action::Type(term, text) => state.typed[term as usize] = text,
            Action::Reset => state.typed = Default::default(),
            Action::Saved(None) => state.said = "The browser did not keep it. Try again.",
            Action::Saved(Some(kept)) => {
                state.said = "Saved. Every open panel says it so.";
                // What was typed meanwhile stays.
                if state.wording() == kept { state.show(kept) } else { state.kept = Some(kept) }
            }
        }
        Rc::new(state)
    }
}

/// The page.
#[function_component]
pub(super) fn Options() -> Html {
    let state = use_reducer(State::default);
    {
        let state = state.dispatcher();
        use_effect_with((), move |()| {
            spawn_local(async move { state.dispatch(Action::Read(wording::load().await.ok())) });
        });
    }
    let edit = {
        let state = state.dispatcher();
        Callback::from(move |(term, text)| state.dispatch(Action::Type(term, text)))
    };
    let reset = {
        let state = state.dispatcher();
        Callback::from(move |_| state.dispatch(Action::Reset))
    };
    let save = {
        let state = state.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (wording, state) = (state.wording(), state.dispatcher());
            spawn_local(async move {
                let saved = wording::save(wording.clone()).await;
                state.dispatch(Action::Saved(saved.ok().map(|()| wording)));
            });
        })
    };

    let rows = |are_macros: bool| {
        let terms = Term::ALL.into_iter().filter(|term| term.is_macro() == are_macros);
        terms.map(|term| row(term, &state.typed[term as usize], state.is_changed(term), &edit)).collect::<Html>()
    };
    let changes = Term::ALL.into_iter().filter(|term| state.is_changed(*term)).count();
    let said = match changes {
        _ if !state.said.is_empty() => state.said.to_owned(),
        0 => String::new(),
        1 => "1 change is not saved.".to_owned(),
        count => format!("{count} changes are not saved."),
    };
    html! {
        <div class="panel">
            <header>
                <img src="icons/48.png" alt="" width="20" height="20" />
                <h1>{ "Vouch: options" }</h1>
            </header>
            <main>
                <div class="options">
                    <p>
                        { "What comes next, the guidance and the notes use these words. They are the handbook's; where \
                           yours are others, write yours. They are kept in this browser alone." }
                    </p>
                    if state.kept.is_some() {
                        <form onsubmit={save}>
                            <h2>{ "Team and apps" }</h2>
                            { rows(false) }
                            <h2>{ "Macros" }</h2>
                            { rows(true) }
                            <div class="buttons">
                                <button type="submit" class="primary">{ "Save" }</button>
                                <button type="button" onclick={reset}>{ "Reset all" }</button>
                                <span role="status" class={if changes == 0 { "hint" } else { "attention-text" }}>
                                    { said }
                                </span>
                            </div>
                        </form>
                    } else {
                        <p role="status">{ said }</p>
                    }
                </div>
            </main>
        </div>
    }
}

/// A word, with the handbook's beneath it.
fn row(term: Term, text: &str, is_changed: bool, edit: &Callback<(Term, String)>) -> Html {
    let on_input = edit.reform(move |event: InputEvent| {
        let field = event.target_unchecked_into::<HtmlInputElement>();
        (term, field.value())
    });
    let (id, note) = (term.key(), format!("{}-note", term.key()));
    let reset = edit.reform(move |_| {
        // The button has nothing more to do, and would lose the keyboard.
        let field = document().and_then(|document| document.get_element_by_id(id)?.dyn_into::<HtmlElement>().ok());
        let _stays_where_it_was = field.map(|field| field.focus());
        (term, String::new())
    });
    html! {
        <div class={classes!("term", is_changed.then_some("changed"))}>
            <label for={id}>{ term.label() }</label>
            <input
                {id}
                type="text"
                autocomplete="off"
                spellcheck="false"
                value={text.to_owned()}
                placeholder={term.standard()}
                aria-describedby={note.clone()}
                oninput={on_input}
            />
            <button
                type="button"
                disabled={text.is_empty()}
                aria-label={format!("Reset: {}", term.label())}
                onclick={reset}
            >
                { "Reset" }
            </button>
            <p class="hint" id={note}>
                if is_changed { <strong class="attention-text">{ "Not saved. " }</strong> }
                { format!("The handbook says “{}” ({}).", term.standard(), term.place()) }
            </p>
        </div>
    }
}
