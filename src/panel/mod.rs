//! The panel program: it shows the [`View`](crate::protocol::View) that the worker sends, and sends back what the agent
//! wants. It fetches nothing, judges nothing, and holds nothing that the worker does not know.
//!
//! The options are another page of the same program, because a program of their own would hold all of Yew once more. They
//! need no worker: what they keep, the worker reads.

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
mod freshness;
mod next;
mod note;
mod options;
mod organization;
mod page;
mod parts;
mod proofs;
mod sight;
mod task;
mod ticket;
mod trail;
mod us_government;
mod verdict;

/// Shows the page that the document is for.
pub fn start() {
    if options::is_document() {
        yew::Renderer::<options::Options>::new().render();
    } else {
        yew::Renderer::<app::App>::new().render();
    }
}
