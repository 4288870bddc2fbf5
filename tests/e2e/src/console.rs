//! What pages, the panel and the background said on their consoles.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Chatter.
    Debug,
    /// A message.
    Info,
    /// A warning.
    Warning,
    /// An error: logged, thrown, rejected, or a violated Content-Security-Policy.
    Error,
}

impl Level {
    /// From what BiDi, DevTools and Firefox call it.
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "error" | "assert" => Self::Error,
            "warn" | "warning" => Self::Warning,
            "debug" | "trace" | "verbose" => Self::Debug,
            _ => Self::Info,
        }
    }
}

/// One message, error or violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How bad it is.
    pub level: Level,
    /// What was said.
    pub text: String,
    /// The URL of the script, or else of the page; empty when the browser does not tell.
    pub url: String,
}

impl Entry {
    /// Said by a script of this origin, or about a file of it.
    #[must_use]
    pub fn is_of(&self, origin: &str) -> bool {
        self.url.starts_with(origin) || self.text.contains(origin)
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} in {}: {}", self.level, self.url, self.text)
    }
}
