//! Parsing with bounds: whatever is given, parsing ends soon and in little memory.
//!
//! html5ever builds the tree that a browser would, which RailsAdmin's stray `</dl>` and a value's own markup need. But
//! the HTML standard's algorithm takes quadratic time, or makes quadratically many elements, for pages that nobody
//! writes by accident: very deep ones, endless tags, formatting elements that are opened again and again. So the page
//! goes in bit by bit, and after each bit the tree is looked at; browsers stop at a depth of 512, too.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use scraper::{Html, HtmlTreeSink, Node};

/// The longest page that is read, in bytes. The longest recorded page has 150 kB, the longest list of the facts 671 kB.
pub(crate) const MAX_LENGTH: usize = 4 * 1024 * 1024;

/// The deepest node. Recorded pages stay under 25.
const MAX_DEPTH: usize = 512;

/// The most nodes a tree may have when another bit goes in. The longest list of the facts makes about 30,000.
const MAX_NODES: usize = 400_000;

/// The bytes of one bit: so few that a single bit cannot blow the tree up much beyond its bounds.
const BIT: usize = 512;

/// The most attributes of one tag, or words of one comment. What is counted are the characters between them, over bits
/// that have no effect on the tree: the parser compares each attribute with all that stand before it.
const MAX_SEPARATORS: usize = 1024;

/// How often `<html` or `<body` may be opened: the attributes of all of them become one element's.
const MAX_ROOTS: usize = 8;

/// The page's tree, or nothing when it is beyond the bounds.
pub(crate) fn parse(html: &str) -> Option<Html> {
    if html.len() > MAX_LENGTH || roots(html) > MAX_ROOTS {
        return None;
    }
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut seen = Growth::default();
    let mut separators = 0;
    let mut rest = html;
    while !rest.is_empty() {
        let (bit, after) = rest.split_at(rest.floor_char_boundary(BIT));
        rest = after;
        parser.process(StrTendril::from_slice(bit));
        let now = Growth::since(seen, &parser.tokenizer.sink.sink)?;
        separators = if now == seen { separators + bit.bytes().filter(is_separator).count() } else { 0 };
        if separators > MAX_SEPARATORS {
            return None;
        }
        seen = now;
    }
    Some(parser.finish())
}

/// The text of some HTML, without its markup; none when it is beyond the bounds.
pub(crate) fn text(html: &str) -> Option<String> {
    parse(html).map(|tree| tree.root_element().text().collect())
}

fn roots(html: &str) -> usize {
    tags(html, "html").count() + tags(html, "body").count()
}

/// Whether the page has its end. One that was cut off parses as well as any other, and its last value would be taken for
/// whole: `A-S00012345` of `A-S000123456`.
pub(crate) fn is_whole(html: &str) -> bool {
    tags(html, "/html").next().is_some()
}

/// Where a tag of this name, or of one that begins with it, stands in the page. Only where a tag may begin are letters
/// compared, for every page is gone over thrice.
fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_named = |at: usize| {
        html.as_bytes()[at + 1..].get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
    };
    html.match_indices('<').map(|(at, _)| at).filter(move |at| is_named(*at))
}

/// What can stand between two attributes: at least one of these does.
fn is_separator(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0c | b'\r' | b'/' | b'"' | b'\'')
}

/// How far the tree has grown: its nodes, and the length of the newest one when that is text.
#[derive(Default, PartialEq, Eq, Clone, Copy)]
struct Growth {
    nodes: usize,
    last_text: usize,
}

impl Growth {
    /// Measures the tree; nothing when it is too large, or when one of the nodes made since `seen` is too deep.
    fn since(seen: Self, sink: &HtmlTreeSink) -> Option<Self> {
        let html = sink.0.borrow();
        let nodes = html.tree.values().len();
        let mut new = html.tree.nodes().rev().take(nodes - seen.nodes);
        if nodes > MAX_NODES || new.any(|node| node.ancestors().nth(MAX_DEPTH).is_some()) {
            return None;
        }
        let last_text = match html.tree.values().next_back() {
            Some(Node::Text(text)) => text.len(),
            _ => 0,
        };
        Some(Self { nodes, last_text })
    }
}
