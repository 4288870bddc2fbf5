//! The HTML of a comment as text, and its links. It is what a customer sent, so nothing in it is trusted: it is parsed
//! within bounds, never shown, and only read.

use scraper::{ElementRef, Node};

use crate::html;

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];

/// Elements whose text nobody reads.
const UNSEEN: &[&str] = &["head", "script", "style", "template", "title", "noscript", "textarea", "iframe"];

/// A comment's HTML, read.
#[derive(Default)]
pub struct Read {
    /// The text, as its reader sees it: a line for each block, `> ` before those of a quotation.
    pub text: String,
    /// The addresses of its links, as written, and whether they stand in a quotation.
    pub links: Vec<(String, bool)>,
    /// Whether there is a quotation in it.
    pub has_quotation: bool,
}

/// Reads a comment; none where there is no HTML, or more than is parsed.
pub fn read_html(comment: &str) -> Option<Read> {
    let tree = if comment.is_empty() { None } else { html::parse(comment) }?;
    let mut read = Read::default();
    read.element(tree.root_element(), Around::default());
    Some(read)
}

/// What an element stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    quoted: bool,
    pre: bool,
}

impl Read {
    /// Takes an element in. The tree is at most as deep as the parser lets it be.
    fn element(&mut self, element: ElementRef<'_>, around: Around) {
        let name = element.value().name();
        if UNSEEN.contains(&name) {
            return;
        }
        self.has_quotation |= name == "blockquote";
        let around = Around { quoted: around.quoted || name == "blockquote", pre: around.pre || name == "pre" };
        if let Some(href) = element.value().attr("href").filter(|_| name == "a") {
            self.links.push((href.to_owned(), around.quoted));
        }
        self.boundary(name);
        if name == "br" {
            self.text.push('\n');
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.write(text, around),
                _ => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, around);
                    }
                }
            }
        }
        self.boundary(name);
    }

    /// Begins or ends an element: a new line for a block, a gap for a cell.
    fn boundary(&mut self, name: &str) {
        if self.text.is_empty() || self.text.ends_with('\n') {
            return;
        }
        if BLOCKS.contains(&name) {
            self.text.push('\n');
        } else if matches!(name, "td" | "th") && !self.text.ends_with('\t') {
            self.text.push('\t');
        }
    }

    /// Writes a text; outside of `pre` its white space is that of one space.
    fn write(&mut self, text: &str, around: Around) {
        for c in text.chars() {
            let c = if !around.pre && matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{c}') { ' ' } else { c };
            let starts = self.text.is_empty() || self.text.ends_with('\n');
            if c == ' ' && !around.pre && (starts || self.text.ends_with(' ')) {
                continue;
            }
            if starts && around.quoted {
                self.text.push_str("> ");
            }
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_reads_as_it_looks() {
        for (html, text) in [
            ("<div class=\"zd-comment\"><p>a<br>\n b</p><p>c</p></div>", "a\nb\nc\n"),
            ("<p>one <b>bold</b>\n  word</p>", "one bold word\n"),
            ("<blockquote><p>q</p><p>r</p></blockquote><p>s</p>", "> q\n> r\ns\n"),
            ("<pre>a\n  b</pre>", "a\n  b\n"),
            ("<table><tr><td>License ID</td><td>700001</td></tr></table>", "License ID\t700001\t\n"),
            ("<style>p{}</style><script>License ID: 700001</script><p>x</p>", "x\n"),
            ("<p>&lt;b&gt; &amp; &nbsp;é</p>", "<b> & \u{a0}é\n"),
            ("no markup", "no markup"),
        ] {
            let read = read_html(html).unwrap();
            assert_eq!(read.text.trim_end_matches(['\t', '\n']), text.trim_end_matches(['\t', '\n']), "{html}");
        }
    }

    #[test]
    fn links_are_read_with_the_quotation_they_stand_in() {
        let read =
            read_html("<a href=\"https://a.example\">x</a><blockquote><a href=b>y</a></blockquote><a>z</a>").unwrap();
        assert_eq!(read.links, [("https://a.example".to_owned(), false), ("b".to_owned(), true)]);
    }
}
