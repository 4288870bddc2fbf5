//! The one place in this crate that waits.

use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// Between two looks. A look costs about a millisecond, so this is short.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks until `look` finds what is awaited, at most for `patience`.
///
/// `Ok(None)` means "not yet", and so does an error that says that the thing asked about is gone or not there yet
/// (a frame being replaced, an element being drawn anew). Any other error ends the wait at once.
pub fn wait_until<T>(what: &str, patience: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        let last = match look() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(error) if error.is_passing() => Some(error.to_string()),
            Err(error) => return Err(error),
        };
        let after = start.elapsed();
        if after >= patience {
            return Err(Error::TimedOut { what: what.to_owned(), after, last });
        }
        thread::sleep(PAUSE);
    }
}

/// As [`wait_until`], for something that is true or not yet.
pub fn wait_for(what: &str, patience: Duration, mut holds: impl FnMut() -> Result<bool>) -> Result<()> {
    wait_until(what, patience, || Ok(holds()?.then_some(())))
}
