//! The ticket's composer: the note goes in only where everything proves that it is this ticket's and internal, before
//! and after (design rule 3; facts: zendesk A2, A3, B3).
//!
//! The page script looks and acts, and decides nothing. Whatever it is told to do names what the page looked like when
//! that was decided: where the page looks otherwise by then, nothing is done.

mod check;
mod insertion;
mod look;

pub use check::unknown_parts;
pub use insertion::{Insertion, Next, Refusal};
pub use look::{Act, Answer, Look, Seen};
