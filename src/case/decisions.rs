//! What the agent has decided about findings (seed 001, step 12).

use serde::{Deserialize, Serialize};

use crate::checks::{Finding, Outcome};
use crate::proof::Proof;

/// The decisions of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Decisions(Vec<Decision>);

/// One decision. Where its finding says something else by now, it is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Decision {
    /// The proof whose evidence it is about; none for what is about no proof.
    proof: Option<Proof>,
    title: String,
    reason: String,
    why: String,
}

impl Decisions {
    /// Goes on in spite of the finding with this title, for this reason; none to take that back. Only what needs attention
    /// can be decided, and only with a reason.
    pub(super) fn decide(&mut self, proof: Option<&Proof>, findings: Vec<Finding>, title: &str, why: Option<String>) {
        let mut findings = findings.into_iter();
        let Some(finding) = findings.find(|one| one.title == title && one.outcome == Outcome::Attention) else {
            return;
        };
        self.0.retain(|decision| decision.proof.as_ref() != proof || decision.title != title);
        if let Some(why) = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty()) {
            let Finding { title, reason, .. } = finding;
            self.0.push(Decision { proof: proof.cloned(), title, reason, why });
        }
    }

    /// Writes into the findings what was decided about them.
    pub(super) fn write_into<'f>(&self, proof: Option<&Proof>, findings: impl IntoIterator<Item = &'f mut Finding>) {
        for finding in findings.into_iter().filter(|finding| finding.outcome == Outcome::Attention) {
            let is_about = |one: &&Decision| {
                one.proof.as_ref() == proof && one.title == finding.title && one.reason == finding.reason
            };
            finding.decision = self.0.iter().find(is_about).map(|one| one.why.clone());
        }
    }
}
