//! Where a text does not read as it is written: characters of direction can show `100007` to a reader as `700001`.

use std::ops::Range;

use crate::visible::{is_direction_mark, is_turning};

/// The parts of a text that a reader may see in another order: of each line, what follows its first embedding, override or
/// isolate.
pub struct Turned<'t> {
    text: &'t str,
    parts: Vec<Range<usize>>,
}

impl<'t> Turned<'t> {
    /// Looks at every line of a text.
    pub fn of(text: &'t str) -> Self {
        let mut next = 0;
        let mut parts = Vec::new();
        for line in text.split('\n') {
            let start = next;
            next += line.len() + 1;
            if let Some(at) = line.find(is_turning) {
                parts.push(start + at..start + line.len());
            }
        }
        Self { text, parts }
    }

    /// Whether something may be seen in another order than it is written in, or stands between two marks of direction. One
    /// mark beside it moves nothing in it: copying from some programs puts one in front.
    pub fn has(&self, at: &Range<usize>) -> bool {
        let after = self.parts.partition_point(|part| part.end <= at.start);
        let is_inside = self.parts.get(after).is_some_and(|part| part.start < at.end);
        let before = self.text.get(..at.start).and_then(|before| before.chars().next_back());
        let after = self.text.get(at.end..).and_then(|after| after.chars().next());
        is_inside || [before, after].into_iter().all(|c| c.is_some_and(is_direction_mark))
    }
}

#[cfg(test)]
mod tests {
    use crate::proof::text::{addresses_by_part, every_address, mentions, typed};

    #[test]
    fn what_is_seen_in_another_order_is_no_find() {
        for (text, count) in [
            ("License ID: 700001", 1),
            ("License ID: \u{202e}100007\u{202c}", 0),
            ("License ID: \u{2067}700001\u{2069}", 0),
            ("\u{202e}License ID: 700001", 0),
            ("License ID: \u{200f}700001\u{200f}", 0),
            ("License ID: \u{61c}700001\u{200e}", 0),
            ("License ID: \u{200e}700001", 1),
            // Without a direction, and on another line.
            ("License ID: \u{200b}700001", 1),
            ("\u{202e}abc\u{202c}\nLicense ID: 700001", 1),
            ("License ID: 700001, thanks, \u{202b}שלום\u{202c}", 1),
            ("Sold-to: \u{202e}elpmaxe.emca@ecila", 0),
            ("\u{202e}Sold-to: alice@acme.example", 0),
            ("Subscription A-S00012345", 1),
            ("Subscription \u{202d}A-S00012345", 0),
        ] {
            assert_eq!(mentions(text).len(), count, "{}", text.escape_unicode());
        }
        assert!(typed("\u{202e}100007\u{202c}").is_none() && typed("700001").is_some());
        assert_eq!(every_address("a@b.co, \u{202e}c@d.co"), ["a@b.co"]);
        assert_eq!(addresses_by_part("a@b.co \u{202e}c@d.co\ne@f.co").len(), 2);
    }
}
