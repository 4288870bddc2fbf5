//! The ticket's composer: the note goes in only where everything proves that it is this ticket's and internal, before
//! and after.
//!
//! The page script looks and acts, and decides nothing. What it is told to press or to write into is an element that it
//! has seen; what is added goes in only while the page looks exactly as it did when that was decided.

mod check;
mod held;
mod insertion;
mod look;
mod watch;

pub use check::unknown_parts;
pub use held::{Held, letters};
pub use insertion::{End, Insertion, Next, Refusal};
pub use look::{Act, Answer, Channel, ElementId, Look, Seen, Write};
pub use watch::{Holding, Watch};
