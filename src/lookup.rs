//! A value that is read over the network, and how far that has come.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

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
