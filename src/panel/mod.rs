//! The panel program: it shows the [`View`](crate::protocol::View) that the worker sends, and sends back what the agent
//! wants. It fetches nothing, judges nothing, and holds nothing that the worker does not know.

mod app;
mod case;
mod clipboard;
mod connection;
mod contact_file;
mod contact_management;
mod contacts;
mod copy;
mod field;
mod files;
mod finder;
mod findings;
mod form;
mod found;
mod next;
mod note;
mod organization;
mod page;
mod parts;
mod proofs;
mod task;
mod ticket;
mod trail;
mod us_government;

/// Shows the panel.
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}
