//! What was read from a text the last time, so that a text that has not changed is not read again for every view.

use std::cell::RefCell;
use std::sync::Arc;

/// What was read last, beside the text that it was read from. It is never stored, and two of them are always equal: what
/// they hold follows from the text.
#[derive(Clone, Debug)]
pub struct Cached<T>(RefCell<Option<(String, Arc<T>)>>);

impl<T> Cached<T> {
    /// What this text reads as.
    pub fn of(&self, text: &str, read: impl FnOnce(&str) -> T) -> Arc<T> {
        if let Some((_, value)) = self.0.borrow().as_ref().filter(|(known, _)| known == text) {
            return Arc::clone(value);
        }
        let value = Arc::new(read(text));
        self.0.replace(Some((text.to_owned(), Arc::clone(&value))));
        value
    }
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T> PartialEq for Cached<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Cached<T> {}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::Cached;

    #[test]
    fn text_is_read_again_only_when_it_has_changed() {
        let reads = Cell::new(0);
        let cached = Cached::default();
        let length = |text: &str| {
            let length = cached.of(text, |text| {
                reads.set(reads.get() + 1);
                text.len()
            });
            (*length, reads.get())
        };
        assert_eq!([length("abc"), length("abc"), length("ab"), length("ab")], [(3, 1), (3, 1), (2, 2), (2, 2)]);
    }
}
