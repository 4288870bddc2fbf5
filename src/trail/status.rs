//! Where a walk has stopped before its end, and the one thing to do about it.

use serde::{Deserialize, Serialize};

use super::steps::Standing;
use super::{StepName, Trail};
use crate::link::Link;
use crate::problem::Problem;

/// Why a walk has not ended, and the one thing to do. It stands where the verdict will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The step at which the walk stopped.
    pub at: StepName,
    /// What happened there, such as `Stopped at Order`.
    pub headline: String,
    /// Why, as a sentence.
    pub message: String,
    /// What to do, as a sentence.
    pub advice: String,
    /// How the walk goes on.
    pub action: StatusAction,
}

/// How a walk goes on that has stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusAction {
    /// The agent signs in there, then tries the step again.
    SignIn(Link),
    /// The agent tries the step again.
    TryAgain {
        /// Not before this time, in seconds since 1970; none for at once.
        not_before: Option<u64>,
    },
    /// The agent chooses the order.
    ChooseOrder,
    /// The agent goes on with what was cancelled.
    Continue,
}

impl Trail {
    /// Where the walk has stopped; none when it has ended. A walk that is going on has no status: the caller knows that.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        match self.standing() {
            Standing::Ended => None,
            Standing::Unfinished(at) => Some(Status {
                at,
                headline: format!("Cancelled at {}", at.title()),
                message: "The walk was cancelled.".to_owned(),
                advice: "Go on from there: what was gathered stays.".to_owned(),
                action: StatusAction::Continue,
            }),
            Standing::Stopped(at, problem) => {
                let advice = problem.advice();
                let action = match advice.link {
                    Some(link) => StatusAction::SignIn(link),
                    None => StatusAction::TryAgain { not_before: advice.not_before },
                };
                let headline = format!("Stopped at {}", at.title());
                Some(Status { at, headline, message: problem.to_string(), advice: advice.text, action })
            }
            Standing::Choosing(count) => Some(Status {
                at: StepName::Order,
                headline: "Choose the order".to_owned(),
                message: format!("{count} orders have this subscription name, with different billing accounts."),
                advice: "The walk goes on with the one that you choose.".to_owned(),
                action: StatusAction::ChooseOrder,
            }),
        }
    }

    /// Why the walk has stopped before its end; none where it has ended or goes on.
    pub(crate) fn stopped_by(&self) -> Option<Problem> {
        match self.standing() {
            Standing::Stopped(_, problem) => Some(problem.clone()),
            Standing::Ended | Standing::Unfinished(_) | Standing::Choosing(_) => None,
        }
    }

    /// Whether there is nothing more to read: every step was taken, or failed for good.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.standing() == Standing::Ended
    }
}
