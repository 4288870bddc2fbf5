//! How much of a note a composer holds.

use super::look::Composer;

/// A line that is shorter says nothing of where it is from, in letters.
const TELLING_LINE: usize = 10;

/// How much of a note a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing, or no more than a draft may hold by chance.
    Nothing,
    /// More than half of its lines, but not the note as it was written.
    Part,
    /// All of it, once.
    Once,
    /// All of it, more than once.
    Repeatedly,
}

impl Held {
    /// How much of this note a composer holds.
    #[must_use]
    pub fn of(note: &str, composer: &Composer) -> Self {
        Self::in_text(note, &text(composer))
    }

    /// How much of this note stands in this text, which has no white space.
    #[must_use]
    pub fn in_text(note: &str, text: &str) -> Self {
        let whole = letters(note);
        if whole.is_empty() {
            return Self::Nothing;
        }
        match text.matches(&whole).count() {
            0 => {}
            1 => return Self::Once,
            _ => return Self::Repeatedly,
        }
        let lines: Vec<_> = note.lines().map(letters).filter(|line| line.chars().count() >= TELLING_LINE).collect();
        let there = lines.iter().filter(|line| text.contains(line.as_str())).count();
        if there * 2 > lines.len() { Self::Part } else { Self::Nothing }
    }

    /// Whether the note is there as it was written.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Once | Self::Repeatedly)
    }
}

/// What a composer's editor holds, without anything that could be laid out otherwise.
#[must_use]
pub fn text(composer: &Composer) -> String {
    composer.editors.iter().map(|editor| letters(&editor.text)).collect()
}

/// A text without white space and the invisible characters that editors put in to hold the caret. The editor's script
/// leaves out the same ones.
#[must_use]
pub fn letters(text: &str) -> String {
    let is_layout = |c: &char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.chars().filter(|c| !is_layout(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Held, letters};

    const NOTE: &str = "- License: https://customers.gitlab.com/1\n- Sold-to: alice@acme.example\n- Bye";

    #[test]
    fn note_is_found_however_it_is_laid_out() {
        let held = |text: &str| Held::in_text(NOTE, &letters(text));
        let laid_out = NOTE.replace('\n', "\u{200b}\n\n\u{a0}");
        for (text, expected) in [
            (String::new(), Held::Nothing),
            (NOTE.to_owned(), Held::Once),
            (format!("Draft {laid_out} and more"), Held::Once),
            (format!("{NOTE}{laid_out}"), Held::Repeatedly),
            (NOTE.replace("- Bye", ""), Held::Part),
            ("- Sold-to: alice@acme.example".to_owned(), Held::Nothing),
            (NOTE.replace("alice", "bob"), Held::Nothing),
        ] {
            assert_eq!(held(&text), expected, "{text}");
        }
        assert_eq!(Held::in_text(" \n", "anything"), Held::Nothing, "an empty note is nowhere");
    }
}
