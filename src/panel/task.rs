//! What the ticket asks for, as the agent says.

use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::field::Field;
use crate::protocol::{Intent, SuggestedTask, TaskView};
use crate::task::Task;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub view: TaskView,
    pub intend: Callback<Intent>,
}

/// The choice between the tasks.
#[function_component]
pub(super) fn TaskChoice(props: &Props) -> Html {
    let TaskView { task, is_from_problem_type, suggested, reason } = &props.view;
    let select = use_node_ref();
    let intend = &props.intend;
    let choose = {
        let intend = intend.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(task) = usize::try_from(chosen).ok().and_then(|at| Task::ALL.get(at)) {
                intend.emit(Intent::ChooseTask(*task));
            }
        })
    };
    html! {
        <section aria-label="Task" class="task">
            <label class="line">
                { "Task " }
                <select ref={&select} aria-label="Task" onchange={choose}>
                    { for Task::ALL.iter().map(|one| html! {
                        <option selected={one == task}>{ one.title() }</option>
                    }) }
                </select>
            </label>
            if *is_from_problem_type {
                <p class="hint">
                    { "Chosen from the problem type. " }
                    <button
                        type="button"
                        class="small"
                        aria-label="Change the task"
                        onclick={move |_| {
                            if let Some(select) = select.cast::<HtmlSelectElement>() {
                                let _ = select.focus();
                            }
                        }}
                    >
                        { "Change" }
                    </button>
                </p>
            }
            if let Some(SuggestedTask { task, by }) = suggested.clone() {
                <p class="hint">
                    { format!("{by}: {}. ", task.title()) }
                    <button
                        type="button"
                        class="small"
                        onclick={intend.reform(move |_| Intent::ChooseTask(task))}
                    >
                        { "Choose it" }
                    </button>
                </p>
            }
            if let Some(reason) = reason {
                <Field
                    id="reason"
                    label="Reason, for the user's notes"
                    value={reason.clone()}
                    edit={intend.reform(Intent::EditReason)}
                />
            }
        </section>
    }
}
