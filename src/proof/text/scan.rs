//! Looking round a place in a text: characters, words of any script, and the gap between a label and its value.

/// The bytes round a place that are looked at when its line matters; lines can be endless.
const NEAR: usize = 200;

/// White space, and what looks like nothing: joiners, marks of direction, the byte order mark.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character belongs to a script that is written without spaces, so that a Latin word can touch it.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a word goes on with this character.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !stands_alone(c)
}

/// The character before a place.
pub fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at a place.
pub fn at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The places at which a word can begin, in order.
pub fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && (!inside || !is_word(c));
        inside = is_word(c);
        starts.then_some(at)
    })
}

/// The end of the longest of these words that stands at a place, in any letter case. A space in a word stands for the
/// [`gap`] inside a label; words are in lower case.
pub fn longest(text: &str, place: usize, words: &[&str]) -> Option<usize> {
    // Most places are ruled out by their first character.
    let first = small(at(text, place)?);
    words.iter().filter(|word| word.starts_with(first)).filter_map(|word| matches(text, place, word)).max()
}

fn matches(text: &str, mut place: usize, word: &str) -> Option<usize> {
    for wanted in word.chars() {
        if wanted == ' ' {
            place = gap(text, place);
            continue;
        }
        let c = at(text, place)?;
        if small(c) != wanted {
            return None;
        }
        place += c.len_utf8();
    }
    Some(place)
}

/// A letter in lower case, and the other apostrophe as the one that is typed.
fn small(c: char) -> char {
    match c {
        '’' => '\'',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Whether no word goes on at a place.
pub fn ends_word(text: &str, place: usize) -> bool {
    at(text, place).is_none_or(|c| !is_word(c)) || before(text, place).is_none_or(|c| !is_word(c))
}

/// The end of what may stand between two words of a label: a few spaces, hyphens, underscores, emphasis, one line break.
pub fn gap(text: &str, mut place: usize) -> usize {
    let mut left = 4;
    let mut breaks = 1;
    while let Some(c) = at(text, place) {
        let is_break = c == '\n';
        if left == 0 || (is_break && breaks == 0) || !(is_space(c) || matches!(c, '-' | '_' | '‑' | '.' | '*')) {
            break;
        }
        left -= 1;
        breaks -= usize::from(is_break);
        place += c.len_utf8();
    }
    place
}

/// The words that may stand between a label and its value.
const COPULAS: &[&str] = &[
    "is",
    "are",
    "was",
    "would be",
    "as follows",
    "ist",
    "lautet",
    "est",
    "es",
    "é",
    "es el",
    "は",
    "が",
    "是",
    "为",
    "為",
    "는",
    "은",
    "입니다",
];

/// The gap between a label and its value.
pub struct ToValue {
    /// Where the value may begin.
    pub end: usize,
    /// The line breaks in it.
    pub breaks: usize,
    /// Whether a word in it says that the value follows: "is".
    pub said: bool,
}

/// Crosses the gap between a label and its value: at most 40 characters and two line breaks of white space, punctuation,
/// markup and one word such as "is".
pub fn to_value(text: &str, start: usize) -> ToValue {
    let mut gap = ToValue { end: start, breaks: 0, said: false };
    for _ in 0..40 {
        let Some(c) = at(text, gap.end) else { break };
        let passes = (c != '\n' || gap.breaks < 2) && (is_space(c) || ":：=#№*_\"'`“”„‘’([{|>-–—".contains(c));
        if passes {
            gap.breaks += usize::from(c == '\n');
            gap.end += c.len_utf8();
            continue;
        }
        let word = longest(text, gap.end, COPULAS).filter(|end| !gap.said && ends_word(text, *end));
        let Some(end) = word else { break };
        gap.said = true;
        gap.end = end;
    }
    gap
}

/// The part of a place's line before it, not more than the nearest bytes.
pub fn line_before(text: &str, place: usize) -> &str {
    let start = text.ceil_char_boundary(place.saturating_sub(NEAR));
    let near = &text[start.min(place)..place];
    near.rsplit('\n').next().unwrap_or(near)
}

/// The part of a place's line from it on, not more than the nearest bytes.
pub fn line_after(text: &str, place: usize) -> &str {
    let end = text.floor_char_boundary(place.saturating_add(NEAR).min(text.len()));
    let near = &text[place..end.max(place)];
    near.split('\n').next().unwrap_or(near)
}
