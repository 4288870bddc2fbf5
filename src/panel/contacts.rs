//! The addresses that a ticket is about, and the organization's contacts (seed 001, step 2).

use yew::prelude::*;

use super::copy::CopyButton;
use super::field::Field;
use super::parts::{anchor, left_out, problem};
use crate::protocol::{ContactListState, ContactView, ContactsView, Intent};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub contacts: ContactsView,
    /// Whether to show them opened, unless the agent says otherwise.
    pub open: bool,
    pub intend: Callback<Intent>,
}

/// The addresses, ready for the app, and the contacts, ready for a reply.
#[function_component]
pub(super) fn Contacts(props: &Props) -> Html {
    let ContactsView { organization, removing, text, edited, count, joined, .. } = &props.contacts;
    let intend = &props.intend;
    let label = if *removing { "Addresses to remove" } else { "Addresses to add" };
    let reset = intend.reform(|_| Intent::EditAddresses(None));
    html! {
        <details class="contacts" aria-label={label} open={props.open}>
            <summary>{ summary(*count, *removing) }</summary>
            <div class="body">
                <Field
                    id="addresses"
                    {label}
                    value={text.clone()}
                    rows={3}
                    hint="As found in the customers' own words. Separated by commas; change them as you like."
                    edit={intend.reform(|text| Intent::EditAddresses(Some(text)))}
                />
                { left_out(&props.contacts.left_out, Some(&intend.reform(Intent::AddAddress))) }
                <div class="buttons">
                    if *count > 0 { <CopyButton label="Copy addresses" text={joined.clone()} /> }
                    if *edited { <button type="button" onclick={reset}>{ "As in the ticket" }</button> }
                    if organization.is_some() && props.contacts.state != ContactListState::Reading {
                        <button type="button" onclick={intend.reform(|_| Intent::ListContacts)}>
                            { if props.contacts.state == ContactListState::NotRead { "List contacts" } else { "List contacts again" } }
                        </button>
                    }
                </div>
                { list(&props.contacts) }
            </div>
        </details>
    }
}

fn summary(count: usize, removing: bool) -> String {
    let to_do = if removing { "remove" } else { "add" };
    match count {
        // The requester is another matter.
        0 => format!("No further address to {to_do}"),
        1 => format!("1 address to {to_do}"),
        _ => format!("{count} addresses to {to_do}"),
    }
}

/// The organization's contacts.
fn list(view: &ContactsView) -> Html {
    let Some(organization) = &view.organization else {
        return html! { <p class="hint">{ "No organization is known yet to compare them with." }</p> };
    };
    let contact = |ContactView { link, email, suspended }: &ContactView| {
        html! {
            <li>
                <span>
                    { anchor(link) }
                    { " " }
                    <span class="muted">{ email.clone().unwrap_or_else(|| "no e-mail address".to_owned()) }</span>
                    if *suspended { <span class="attention-text">{ " suspended" }</span> }
                </span>
            </li>
        }
    };
    match &view.state {
        ContactListState::NotRead => html! {},
        ContactListState::Reading => html! {
            <p class="hint" aria-busy="true">{ "Reading the contacts of " }<bdi>{ organization.text().to_owned() }</bdi>{ "…" }</p>
        },
        ContactListState::Failed { message, advice } => problem(message, advice),
        ContactListState::Read | ContactListState::TooMany => html! {
            <section aria-label="Current contacts">
                <h2>
                    { "Contacts of " }<bdi>{ organization.text().to_owned() }</bdi>{ format!(": {}", view.contacts.len()) }
                </h2>
                if view.state == ContactListState::TooMany {
                    <p class="attention-text">{ "These are the first of them; there are more." }</p>
                }
                <ul class="found">{ for view.contacts.iter().map(contact) }</ul>
                if !view.contacts.is_empty() {
                    <CopyButton label="Copy list of contacts" text={view.list_text.clone()} />
                }
            </section>
        },
    }
}
