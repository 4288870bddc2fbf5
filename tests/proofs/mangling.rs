//! What happens to a text between the file and the agent.

use proptest::prelude::*;

/// One thing that happens to a text. They are in the order in which they happen: what a mail program does to a text
/// comes after what the customer did, and another program's notation for all of it comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mangling {
    /// Put between boundary lines, as the gem does.
    Bounded,
    /// Put between boundary lines with other dashes and another product.
    BoundedOtherwise,
    /// Wrapped anew.
    Wrapped(usize),
    /// Made one line.
    Joined,
    /// Made one line with a space for each line break.
    Spaced,
    /// A blank line after each line.
    DoubleSpaced,
    /// Invisible characters put in, one after each so many.
    ZeroWidth(usize),
    /// Put into a mail.
    InMail,
    /// Put into a fenced block of Markdown.
    Fenced,
    /// Every line indented.
    Indented(usize),
    /// Every line indented by a tab.
    Tabbed,
    /// Spaces that do not break, at both ends of every line.
    NonBreaking,
    /// Spaces at the end of every line.
    Trailing,
    /// Quoted as a mail that was answered so often.
    Quoted(usize),
    /// Quoted without the space.
    QuotedTightly,
    /// A byte order mark at the beginning.
    ByteOrderMark,
    /// Line ends of Windows.
    CrLf,
    /// Soft line breaks as in a mail's source.
    SoftBreaks,
    /// As a text in JSON.
    Json,
}

use Mangling::*;

/// Each of them once.
pub const EACH: [Mangling; 21] = [
    Bounded,
    BoundedOtherwise,
    Wrapped(1),
    Wrapped(64),
    Wrapped(76),
    Joined,
    Spaced,
    DoubleSpaced,
    ZeroWidth(7),
    InMail,
    Fenced,
    Indented(4),
    Tabbed,
    NonBreaking,
    Trailing,
    Quoted(1),
    Quoted(3),
    QuotedTightly,
    ByteOrderMark,
    CrLf,
    SoftBreaks,
];

impl Mangling {
    pub fn apply(self, text: &str) -> String {
        let lines = |change: &dyn Fn(&str) -> String| text.lines().map(change).collect::<String>();
        match self {
            Bounded => vouch_sandbox::license::with_boundary(text),
            BoundedOtherwise => {
                format!("——— BEGIN JIHU GITLAB LICENSE–\n{}\n----------END JIHU GITLAB LICENSE--\n", text.trim_end())
            }
            Wrapped(width) => {
                let characters: Vec<char> = text.chars().filter(|c| *c != '\n').collect();
                characters.chunks(width).map(|line| line.iter().collect::<String>() + "\n").collect()
            }
            Joined => text.replace('\n', ""),
            Spaced => text.replace('\n', " "),
            DoubleSpaced => text.replace('\n', "\n\n"),
            ZeroWidth(every) => text
                .chars()
                .enumerate()
                .flat_map(|(at, c)| {
                    [Some(c), at.is_multiple_of(every).then_some(['\u{200b}', '\u{ad}', '\u{feff}'][at % 3])]
                })
                .flatten()
                .collect(),
            InMail => format!(
                "Hello,\nhere is our license key (as asked for):\n{text}\nThanks and regards\nBob Bauer, Beta GmbH\n+49 30 1234567\n"
            ),
            Fenced => format!("```\n{text}```\n"),
            Indented(by) => lines(&|line| format!("{}{line}\n", " ".repeat(by))),
            Tabbed => lines(&|line| format!("\t{line}\n")),
            NonBreaking => lines(&|line| format!("\u{a0}{line}\u{a0}\n")),
            Trailing => lines(&|line| format!("{line}  \n")),
            Quoted(depth) => lines(&|line| format!("{}{line}\n", "> ".repeat(depth))),
            QuotedTightly => lines(&|line| format!(">{line}\n")),
            ByteOrderMark => format!("\u{feff}{text}"),
            CrLf => text.replace('\n', "\r\n"),
            SoftBreaks => lines(&|line| {
                line.chars()
                    .collect::<Vec<_>>()
                    .chunks(75)
                    .map(|part| part.iter().collect::<String>())
                    .collect::<Vec<_>>()
                    .join("=\n")
                    + "\n"
            }),
            Json => serde_json::to_string(&text).unwrap(),
        }
    }
}

/// Some of them, in the order in which they happen.
pub fn some() -> impl Strategy<Value = Vec<Mangling>> {
    let any = prop_oneof![
        10 => prop::sample::select(EACH.to_vec()),
        1 => Just(Json),
        2 => (1_usize..200).prop_map(Wrapped),
        2 => (0_usize..12).prop_map(Indented),
        2 => (1_usize..8).prop_map(Quoted),
        1 => (1_usize..100).prop_map(ZeroWidth),
    ];
    prop::collection::vec(any, 0..6).prop_map(|mut manglings| {
        manglings.sort();
        manglings.dedup();
        manglings
    })
}

pub fn apply(manglings: &[Mangling], text: &str) -> String {
    manglings.iter().fold(text.to_owned(), |text, mangling| mangling.apply(&text))
}
