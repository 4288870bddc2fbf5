//! What can go wrong, told so that the failed test explains itself.

use std::time::Duration;

use serde_json::Value;

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, and while doing what.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A program that has to be installed is not there.
    #[error("`{program}` is not on PATH: {install}")]
    Missing {
        /// The program looked for.
        program: &'static str,
        /// How to get it.
        install: &'static str,
    },

    /// The sandbox did not start.
    #[error("{0}")]
    Sandbox(String),

    /// The browser was started but did not come up.
    #[error("{what} did not start: {why}\n--- what it printed ---\n{output}")]
    Launch {
        /// Which browser or driver.
        what: &'static str,
        /// What was waited for, or what it answered.
        why: String,
        /// The end of its standard output and standard error.
        output: String,
    },

    /// The browser refused a command.
    #[error("the browser refused {method} {params}: {code}: {message}")]
    Refused {
        /// The command.
        method: String,
        /// Its parameters, shortened.
        params: String,
        /// The error code, such as `no such frame`.
        code: String,
        /// The browser's own words.
        message: String,
    },

    /// The browser did not answer a command.
    #[error("the browser did not answer {command} within {after:?}")]
    Lost {
        /// The command and its parameters, shortened.
        command: String,
        /// How long was waited.
        after: Duration,
    },

    /// A script in a page threw.
    #[error("a script threw: {exception}\n--- the script ---\n{script}")]
    Threw {
        /// The exception's text.
        exception: String,
        /// The script, shortened.
        script: String,
    },

    /// No element has this role and name.
    #[error("there is no {what} in {place}\n--- what is there ---\n{seen}")]
    NotFound {
        /// The role and name looked for.
        what: String,
        /// The URL of the page or frame.
        place: String,
        /// An outline of what the user would see.
        seen: String,
    },

    /// More than one element has this role and name, so a user could not tell which was meant.
    #[error("there are {count} of {what} in {place}\n--- what is there ---\n{seen}")]
    Ambiguous {
        /// The role and name looked for.
        what: String,
        /// How many there are.
        count: usize,
        /// The URL of the page or frame.
        place: String,
        /// An outline of what the user would see.
        seen: String,
    },

    /// The element is there, but a user could not use it.
    #[error("cannot {action} {what}: it {why}")]
    Unusable {
        /// What was tried.
        action: &'static str,
        /// The element.
        what: String,
        /// Why a user could not.
        why: String,
    },

    /// The awaited state did not come.
    #[error("waited {after:?} in vain for {what}{}", last.as_deref().map(|last| format!("\n--- the last state ---\n{last}")).unwrap_or_default())]
    TimedOut {
        /// What was awaited.
        what: String,
        /// For how long.
        after: Duration,
        /// What was there instead.
        last: Option<String>,
    },

    /// The key chord is not one.
    #[error("`{chord}` is not a key chord: {why}")]
    Chord {
        /// The chord as given.
        chord: String,
        /// What is wrong in it.
        why: String,
    },

    /// This needs the extension, and the browser was launched without one.
    #[error("this browser was launched without an extension")]
    NoExtension,

    /// The browser answered something that is not understood.
    #[error("{method} answered something unexpected, {expected} was missing: {answer}")]
    Unexpected {
        /// The command.
        method: String,
        /// What was missing from the answer.
        expected: &'static str,
        /// The answer, shortened.
        answer: String,
    },

    /// The connection to the browser failed.
    #[error("the connection to the browser broke during {during}")]
    Connection {
        /// The command under way.
        during: String,
        /// Why.
        #[source]
        source: Box<tungstenite::Error>,
    },

    /// The file system or a socket failed.
    #[error("{doing} failed")]
    Io {
        /// What was being done.
        doing: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }

    pub(crate) fn unexpected(method: &str, expected: &'static str, answer: &Value) -> Self {
        Self::Unexpected { method: method.to_owned(), expected, answer: shorten(&answer.to_string(), 600) }
    }

    /// The thing asked about is gone or not yet there, which a waiting test takes as "not yet".
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::NotFound { .. } | Self::Lost { .. } => true,
            Self::Refused { code, message, .. } => {
                matches!(
                    code.as_str(),
                    "no such frame" | "no such node" | "no such element" | "stale element reference" | "no such handle"
                ) || message.contains("Cannot find context")
                    || message.contains("Inspected target navigated or closed")
                    || message.contains("AbortError")
            }
            _ => false,
        }
    }
}

/// The text, cut at `limit` characters.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
