//! A value that is read over the network, and how far that has come.

use serde::{Deserialize, Serialize};

use crate::fetch::{Reply, Site};
use crate::problem::Problem;
use crate::zendesk::UnreadableAnswer;

/// How far a value has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Lookup<T> {
    /// It was not read yet.
    #[default]
    Waiting,
    /// It was read.
    Got(T),
    /// It could not be read.
    Failed(Problem),
}

impl<T> Lookup<T> {
    /// The value, once it was read.
    pub(crate) fn got(&self) -> Option<&T> {
        match self {
            Self::Got(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }

    /// Why it could not be read.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed(problem) => Some(problem),
            Self::Waiting | Self::Got(_) => None,
        }
    }

    /// Whether it is still to be read.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting)
    }

    /// Lets it be read again, if that failed.
    pub(crate) fn retry(&mut self) {
        if let Self::Failed(_) = self {
            *self = Self::Waiting;
        }
    }
}

impl<T> From<Result<T, Problem>> for Lookup<T> {
    fn from(result: Result<T, Problem>) -> Self {
        match result {
            Ok(value) => Self::Got(value),
            Err(problem) => Self::Failed(problem),
        }
    }
}

/// Reads an answer of Zendesk's, whose name in the middle of a sentence is `what`.
///
/// # Errors
/// When there is no answer, or it is another than that.
pub(crate) fn read_answer<T>(
    reply: Reply,
    what: &str,
    read: impl FnOnce(&str) -> Result<T, UnreadableAnswer>,
) -> Result<T, Problem> {
    let site = Site::Zendesk;
    let answer = Problem::sift(site, reply)?;
    read(&answer.body).map_err(|_| Problem::NotAsked { site, what: what.to_owned() })
}

/// As [`read_answer`], of a record that may be missing.
///
/// # Errors
/// When there is no answer, no such record, or another answer.
pub(crate) fn read_record<T>(
    reply: Reply,
    what: &str,
    read: impl FnOnce(&str) -> Result<T, UnreadableAnswer>,
) -> Result<T, Problem> {
    match &reply {
        Reply::Answer(answer) if answer.status == 404 => {
            Err(Problem::Missing { site: Site::Zendesk, what: what.to_owned() })
        }
        _ => read_answer(reply, what, read),
    }
}
