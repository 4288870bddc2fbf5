//! The engine in the extension worker.
