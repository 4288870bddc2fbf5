//! Keys and chords, as a keyboard has them.

use serde_json::{Value, json};

use crate::error::{Error, Result};

/// One key: what WebDriver calls it, what the DOM calls it, and its Windows key code, which both browsers still use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// WebDriver's value: a character, or one of its private-use code points.
    pub(crate) value: char,
    /// `KeyboardEvent.key`.
    pub(crate) key: String,
    /// `KeyboardEvent.code`.
    pub(crate) code: String,
    /// `KeyboardEvent.keyCode`.
    pub(crate) key_code: u32,
}

/// Names, WebDriver value, DOM key, DOM code, key code.
const NAMED: &[(&[&str], char, &str, &str, u32)] = &[
    (&["Ctrl", "Control"], '\u{E009}', "Control", "ControlLeft", 17),
    (&["Alt", "Option"], '\u{E00A}', "Alt", "AltLeft", 18),
    (&["Shift"], '\u{E008}', "Shift", "ShiftLeft", 16),
    (&["Meta", "Command"], '\u{E03D}', "Meta", "MetaLeft", 91),
    (&["Enter", "Return"], '\u{E007}', "Enter", "Enter", 13),
    (&["Tab"], '\u{E004}', "Tab", "Tab", 9),
    (&["Escape", "Esc"], '\u{E00C}', "Escape", "Escape", 27),
    (&["Space"], ' ', " ", "Space", 32),
    (&["Backspace"], '\u{E003}', "Backspace", "Backspace", 8),
    (&["Delete"], '\u{E017}', "Delete", "Delete", 46),
    (&["Insert"], '\u{E016}', "Insert", "Insert", 45),
    (&["Home"], '\u{E011}', "Home", "Home", 36),
    (&["End"], '\u{E010}', "End", "End", 35),
    (&["PageUp"], '\u{E00E}', "PageUp", "PageUp", 33),
    (&["PageDown"], '\u{E00F}', "PageDown", "PageDown", 34),
    (&["ArrowLeft", "Left"], '\u{E012}', "ArrowLeft", "ArrowLeft", 37),
    (&["ArrowUp", "Up"], '\u{E013}', "ArrowUp", "ArrowUp", 38),
    (&["ArrowRight", "Right"], '\u{E014}', "ArrowRight", "ArrowRight", 39),
    (&["ArrowDown", "Down"], '\u{E015}', "ArrowDown", "ArrowDown", 40),
    (&["Period"], '.', ".", "Period", 190),
    (&["Comma"], ',', ",", "Comma", 188),
];

/// Modifiers held, and one key: `Alt+Shift+Y`, `Ctrl+Enter`, `Escape`, `a`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chord {
    pub(crate) modifiers: Vec<Key>,
    pub(crate) key: Key,
}

impl Chord {
    pub(crate) fn parse(chord: &str) -> Result<Self> {
        let wrong = |why: String| Error::Chord { chord: chord.to_owned(), why };
        // The plus sign itself is a key: `Ctrl++`.
        let (held, last) = match chord.strip_suffix("++") {
            Some(held) => (held, "+"),
            None => chord.rsplit_once('+').filter(|_| chord != "+").unwrap_or(("", chord)),
        };
        let modifiers = held
            .split('+')
            .filter(|name| !name.is_empty())
            .map(|name| {
                Key::named(name)
                    .filter(Key::is_modifier)
                    .ok_or_else(|| wrong(format!("`{name}` is not Ctrl, Alt, Shift or Meta")))
            })
            .collect::<Result<Vec<_>>>()?;
        let shifted = modifiers.iter().any(|key| key.key == "Shift");
        let key = Key::named(last)
            .or_else(|| {
                let mut chars = last.chars();
                let char = chars.next().filter(|_| chars.next().is_none())?;
                Some(Key::of(if shifted { char.to_ascii_uppercase() } else { char.to_ascii_lowercase() }))
            })
            .ok_or_else(|| wrong(format!("`{last}` is not a key")))?;
        Ok(Self { modifiers, key })
    }

    /// WebDriver's key actions for pressing and releasing it.
    pub(crate) fn actions(&self) -> Vec<Value> {
        let keys = || self.modifiers.iter().chain([&self.key]);
        keys().map(Key::down).chain(keys().rev().map(Key::up)).collect()
    }

    /// The modifiers as DevTools' bit field.
    pub(crate) fn bits(&self) -> u8 {
        self.modifiers.iter().fold(0, |bits, key| {
            bits | match key.key.as_str() {
                "Alt" => 1,
                "Control" => 2,
                "Meta" => 4,
                _ => 8,
            }
        })
    }
}

impl Key {
    fn named(name: &str) -> Option<Self> {
        if let Some(number) = name.strip_prefix('F').and_then(|number| number.parse::<u32>().ok())
            && (1..=12).contains(&number)
        {
            return Some(Self {
                value: char::from_u32(0xE030 + number)?,
                key: name.to_owned(),
                code: name.to_owned(),
                key_code: 111 + number,
            });
        }
        NAMED.iter().find(|(names, ..)| names.contains(&name)).map(|&(_, value, key, code, key_code)| Self {
            value,
            key: key.to_owned(),
            code: code.to_owned(),
            key_code,
        })
    }

    /// The key of one typed character.
    fn of(char: char) -> Self {
        if let Some(key) =
            NAMED.iter().find(|(_, value, ..)| *value == char).and_then(|(names, ..)| Self::named(names[0]))
        {
            return key;
        }
        let (code, key_code) = match char.to_ascii_uppercase() {
            letter @ 'A'..='Z' => (format!("Key{letter}"), letter.into()),
            digit @ '0'..='9' => (format!("Digit{digit}"), digit.into()),
            _ => (String::new(), 0),
        };
        Self { value: char, key: char.to_string(), code, key_code }
    }

    pub(crate) fn is_modifier(&self) -> bool {
        matches!(self.key.as_str(), "Control" | "Alt" | "Shift" | "Meta")
    }

    fn down(&self) -> Value {
        json!({ "type": "keyDown", "value": self.value.to_string() })
    }

    fn up(&self) -> Value {
        json!({ "type": "keyUp", "value": self.value.to_string() })
    }
}

/// WebDriver's key actions for typing a text.
pub(crate) fn typing(text: &str) -> Vec<Value> {
    text.chars()
        .map(|char| match char {
            '\n' => '\u{E007}',
            '\t' => '\u{E004}',
            other => other,
        })
        .flat_map(|char| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": char.to_string() })))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(chord: &str) -> Option<(Vec<String>, String, String, u32)> {
        let chord = Chord::parse(chord).ok()?;
        let modifiers = chord.modifiers.into_iter().map(|key| key.key).collect();
        Some((modifiers, chord.key.key, chord.key.code, chord.key.key_code))
    }

    #[test]
    fn a_chord_is_modifiers_and_a_key() {
        let held = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(keys("Alt+Shift+y"), Some((held(&["Alt", "Shift"]), "Y".into(), "KeyY".into(), 89)));
        assert_eq!(keys("Ctrl+V"), Some((held(&["Control"]), "v".into(), "KeyV".into(), 86)));
        assert_eq!(keys("Escape"), Some((held(&[]), "Escape".into(), "Escape".into(), 27)));
        assert_eq!(keys("F6"), Some((held(&[]), "F6".into(), "F6".into(), 117)));
        assert_eq!(keys("Ctrl++"), Some((held(&["Control"]), "+".into(), String::new(), 0)));
    }

    #[test]
    fn nonsense_is_no_chord() {
        for nonsense in ["", "Hyper+A", "A+B", "Alt+nothing", "F13"] {
            assert!(Chord::parse(nonsense).is_err(), "{nonsense}");
        }
    }
}
