//! What nobody sees, made visible: characters without a width and those that turn the direction of the text around them.
//! Customers choose their names, subjects and file names, so each such character is shown as `⟨U+202E⟩`, in the panel, in
//! the note and in contacts.yaml (there as YAML's own escape).

use std::borrow::Cow;
use std::fmt::Display;

use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant,
};
use serde::{Deserialize, Serialize, Serializer};

/// Whether a character reorders what follows it on its line: an embedding, an override, an isolate, or the end of one.
#[must_use]
pub fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a mark of direction, which has no width and moves its neighbours.
#[must_use]
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Whether a character cannot be seen, or changes what is seen around it: controls but for tabs and line ends, all
/// formatting characters (category Cf), separators of lines, fillers, selectors of variants, and the blank of Braille.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        // Nearly every text has nothing else.
        ' '..='~' => false,
        _ => {
            c.is_control()
                || matches!(c, '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
                    | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                    | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                    | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}'
                    | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
                    | '\u{e0000}'..='\u{e0fff}')
        }
    }
}

/// A text in which everything is seen. The selector that makes an emoji of a sign stays behind that sign.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for c in text.chars() {
        let is_emoji = c == '\u{fe0f}' && before >= '\u{2190}' && !before.is_alphanumeric() && !is_unseen(before);
        if is_unseen(c) && !is_emoji {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
        } else {
            shown.push(c);
        }
        before = c;
    }
    Cow::Owned(shown)
}

/// A text that the agent has typed or pasted and goes on editing: it is handed back as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct AsTyped(pub String);

/// The name by which [`Visible`] knows such a text.
const AS_TYPED: &str = "AsTyped";

impl Serialize for AsTyped {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(AS_TYPED, &self.0)
    }
}

/// A value whose texts are all [`visible`], however deep they are in it, but for those [`AsTyped`]. What goes to a panel is
/// sent as this, so that no part of the panel has to think of it.
#[derive(Clone, Copy, Debug)]
pub struct Visible<T>(pub T);

impl<T: Serialize> Serialize for Visible<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Showing(serializer))
    }
}

/// A serializer, or a part of one, that is given visible texts.
struct Showing<S>(S);

/// Numbers and the like go through as they are.
macro_rules! as_it_is {
    ($($method:ident: $type:ty),* $(,)?) => {
        $( fn $method(self, value: $type) -> Result<S::Ok, S::Error> { self.0.$method(value) } )*
    };
}

impl<S: Serializer> Serializer for Showing<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Showing<S::SerializeSeq>;
    type SerializeTuple = Showing<S::SerializeTuple>;
    type SerializeTupleStruct = Showing<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Showing<S::SerializeTupleVariant>;
    type SerializeMap = Showing<S::SerializeMap>;
    type SerializeStruct = Showing<S::SerializeStruct>;
    type SerializeStructVariant = Showing<S::SerializeStructVariant>;

    as_it_is! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_f32: f32, serialize_f64: f64, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_char(self, value: char) -> Result<S::Ok, S::Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<S::Ok, S::Error> {
        self.0.serialize_str(&visible(value))
    }

    fn collect_str<T: ?Sized + Display>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.serialize_str(&value.to_string())
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_none()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Visible(value))
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, at: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit_variant(name, at, variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        if name == AS_TYPED {
            self.0.serialize_newtype_struct(name, value)
        } else {
            self.0.serialize_newtype_struct(name, &Visible(value))
        }
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_variant(name, at, variant, &Visible(value))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        self.0.serialize_seq(length).map(Showing)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.0.serialize_tuple(length).map(Showing)
    }

    fn serialize_tuple_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.0.serialize_tuple_struct(name, length).map(Showing)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.0.serialize_tuple_variant(name, at, variant, length).map(Showing)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.0.serialize_map(length).map(Showing)
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        self.0.serialize_struct(name, length).map(Showing)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        at: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        self.0.serialize_struct_variant(name, at, variant, length).map(Showing)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// The parts of a list, each visible.
macro_rules! parts {
    ($($trait:ident $method:ident),* $(,)?) => {
        $( impl<S: $trait> $trait for Showing<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), S::Error> {
                self.0.$method(&Visible(value))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        } )*
    };
}

parts! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

/// The fields of a struct, each visible.
macro_rules! fields {
    ($($trait:ident),*) => {
        $( impl<S: $trait> $trait for Showing<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
                self.0.serialize_field(key, &Visible(value))
            }

            fn skip_field(&mut self, key: &'static str) -> Result<(), S::Error> {
                self.0.skip_field(key)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        } )*
    };
}

fields! { SerializeStruct, SerializeStructVariant }

impl<S: SerializeMap> SerializeMap for Showing<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(&Visible(key))
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Visible(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn unseen_character_is_shown_as_its_number() {
        for (text, shown) in [
            ("Acme Corp", "Acme Corp"),
            ("Müller & 株式会社 שלום", "Müller & 株式会社 שלום"),
            ("two\nlines\tand a tab", "two\nlines\tand a tab"),
            ("A\u{202e}B\u{202c}", "A⟨U+202E⟩B⟨U+202C⟩"),
            ("7\u{200b}0\u{ad}0\u{feff}", "7⟨U+200B⟩0⟨U+00AD⟩0⟨U+FEFF⟩"),
            ("\u{7}\r\n\u{85}\u{2028}", "⟨U+0007⟩\r\n⟨U+0085⟩⟨U+2028⟩"),
            ("\u{e0041}\u{1d173}", "⟨U+E0041⟩⟨U+1D173⟩"),
            ("\u{2764}\u{fe0f} 1\u{fe0f}", "\u{2764}\u{fe0f} 1⟨U+FE0F⟩"),
            ("می\u{200c}خواهم", "می⟨U+200C⟩خواهم"),
        ] {
            assert_eq!(visible(text), shown, "{shown}");
        }
    }

    /// Every shape that serde knows.
    #[derive(Serialize)]
    enum Shape<'a> {
        Unit,
        Newtype(&'a str),
        Tuple(&'a str, u8),
        Struct { text: &'a str, more: Option<Box<Shape<'a>>> },
    }

    #[derive(Serialize)]
    struct Wrapped<'a>(&'a str);

    #[derive(Serialize)]
    struct Pair<'a>(&'a str, &'a str);

    fn shapes(text: &str) -> serde_json::Value {
        let map: BTreeMap<_, _> = [(text, Wrapped(text))].into();
        let nested = Shape::Struct { text, more: Some(Box::new(Shape::Tuple(text, 1))) };
        let value = (map, [Shape::Unit, Shape::Newtype(text), nested], Pair(text, text), 'x', 1_u64, -1.5, Some(()));
        serde_json::to_value(Visible((value, AsTyped("a\u{202e}".to_owned())))).unwrap()
    }

    #[test]
    fn every_text_of_a_value_is_visible_but_what_the_agent_typed() {
        let (text, shown) = ("a\u{202e}", "a⟨U+202E⟩");
        let expected = json!([
            [
                { shown: shown },
                ["Unit", { "Newtype": shown }, { "Struct": { "text": shown, "more": { "Tuple": [shown, 1] } } }],
                [shown, shown], "x", 1, -1.5, null
            ],
            text
        ]);
        assert_eq!(shapes(text), expected);
    }

    proptest! {
        #[test]
        fn no_unseen_character_is_left_in_any_text(text in any::<String>()) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(|c| is_unseen(c) && c != '\u{fe0f}'), "{shown:?}");
            // What is shown once stays as it is.
            prop_assert_eq!(&visible(&shown), &shown);
        }
    }
}
