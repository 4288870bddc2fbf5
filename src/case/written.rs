//! The notes that were written into the ticket's composer: a worker that is started anew finds them there by their text.

use serde::{Deserialize, Serialize};

use super::Case;

/// How many of them are kept.
const KEPT: usize = 4;

/// The notes that were written into the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// Their texts, newest first.
    notes: Vec<String>,
    /// Whether one is on its way.
    is_under_way: bool,
}

impl Case {
    /// The notes that were written into the composer, newest first.
    pub(super) fn written_notes(&self) -> &[String] {
        &self.written.notes
    }

    /// A note is about to be written.
    pub(super) fn note_is_written(&mut self, note: &str) {
        let notes = &mut self.written.notes;
        notes.retain(|written| written != note);
        notes.insert(0, note.to_owned());
        notes.truncate(KEPT);
    }

    /// A note is on its way, or no longer. Says whether one was.
    pub(super) fn note_is_under_way(&mut self, is_under_way: bool) -> bool {
        std::mem::replace(&mut self.written.is_under_way, is_under_way)
    }
}
