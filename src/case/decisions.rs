//! What the agent has decided about findings (seed 001, step 12).

use serde::{Deserialize, Serialize};

use crate::checks::{self, Finding, Outcome};
use crate::proof::Proof;
use crate::protocol::Ruling;

/// The longest reason that is kept, in bytes: longer texts do not belong on one line of a note.
const MAX_REASON: usize = 1000;

/// The decisions of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Decisions(Vec<Decision>);

/// One decision. It is void once its finding says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Decision {
    /// The proof whose evidence it is about; none for what is about no proof.
    proof: Option<Proof>,
    title: String,
    /// What the finding was when it was decided.
    outcome: Outcome,
    reason: String,
    about: u64,
    decided: checks::Decision,
}

impl Decision {
    /// Whether the finding still says what it said when it was decided.
    fn is_about(&self, finding: &Finding) -> bool {
        self.title == finding.title
            && self.outcome == finding.outcome
            && self.reason == finding.reason
            && self.about == finding.about
    }
}

/// What of findings an agent can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decidable {
    /// What needs attention, and nothing else: a check that is unknown stays unknown.
    Attention,
    /// What is unknown, too: an agent may have looked at the organization.
    AttentionAndUnknown,
}

impl Decidable {
    fn has(self, finding: &Finding) -> bool {
        match finding.outcome {
            Outcome::Attention => true,
            Outcome::Unknown => self == Self::AttentionAndUnknown && !finding.pending,
            Outcome::Pass | Outcome::Fail => false,
        }
    }
}

impl Decisions {
    /// Takes the agent's ruling on the finding with this title, if it is decidable. It takes a reason of a sane length;
    /// anything else changes nothing.
    pub(super) fn decide(
        &mut self,
        proof: Option<&Proof>,
        findings: Vec<Finding>,
        decidable: Decidable,
        title: &str,
        ruling: Ruling,
    ) {
        let mut findings = findings.into_iter();
        let Some(finding) = findings.find(|one| one.title == title && decidable.has(one)) else {
            return;
        };
        let decided = match ruling {
            Ruling::Accept(why) => reason(&why).map(checks::Decision::Accepted).map(Some),
            Ruling::Refuse(why) => reason(&why).map(checks::Decision::Refused).map(Some),
            Ruling::TakeBack => Some(None),
        };
        let Some(decided) = decided else { return };
        self.0.retain(|decision| decision.proof.as_ref() != proof || decision.title != title);
        let Finding { title, outcome, reason, about, .. } = finding;
        let proof = proof.cloned();
        self.0.extend(decided.map(|decided| Decision { proof, title, outcome, reason, about, decided }));
    }

    /// Writes into the findings what was decided about them.
    pub(super) fn write_into<'f>(&self, proof: Option<&Proof>, findings: impl IntoIterator<Item = &'f mut Finding>) {
        for finding in findings {
            let is_about = |one: &&Decision| one.proof.as_ref() == proof && one.is_about(finding);
            if let Some(one) = self.0.iter().find(is_about) {
                finding.decision = Some(one.decided.clone());
            }
        }
    }
}

impl Decisions {
    /// Drops the decisions about this proof whose finding says something else by now. A finding that says the same again
    /// later is decided again. What is only being read says nothing yet. Returns whether there was one.
    pub(super) fn prune(&mut self, proof: Option<&Proof>, findings: &[Finding]) -> bool {
        let before = self.0.len();
        self.0.retain(|decision| {
            let mut same_title = findings.iter().filter(|finding| finding.title == decision.title);
            decision.proof.as_ref() != proof
                || same_title.clone().any(|finding| finding.pending)
                || same_title.any(|finding| decision.is_about(finding))
        });
        self.0.len() != before
    }

    /// Whether nothing is decided.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops every decision.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// The agent's reason, where it is one that can be written down.
fn reason(why: &str) -> Option<String> {
    let why = why.trim();
    (!why.is_empty() && why.len() <= MAX_REASON).then(|| why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attention(reason: &str) -> Finding {
        Finding {
            title: "Company e-mail".to_owned(),
            outcome: Outcome::Attention,
            reason: reason.to_owned(),
            evidence: None,
            decision: None,
            reply: None,
            about: 0,
            pending: false,
        }
    }

    fn written(decisions: &Decisions, mut finding: Finding) -> Option<checks::Decision> {
        decisions.write_into(None, std::slice::from_mut(&mut finding));
        finding.decision
    }

    #[test]
    fn decision_takes_a_reason_of_a_sane_length() {
        for (why, kept) in [
            ("", None),
            (" \n\t", None),
            (&"x".repeat(MAX_REASON + 1) as &str, None),
            ("  The manager confirmed it.\n", Some("The manager confirmed it.")),
            (&"x".repeat(MAX_REASON), Some(&"x".repeat(MAX_REASON) as &str)),
        ] {
            for (ruling, decision) in [
                (Ruling::Accept(why.to_owned()), checks::Decision::Accepted as fn(String) -> checks::Decision),
                (Ruling::Refuse(why.to_owned()), checks::Decision::Refused),
            ] {
                let mut decisions = Decisions::default();
                decisions.decide(None, vec![attention("a@gmail.com")], Decidable::Attention, "Company e-mail", ruling);
                let expected = kept.map(|why| decision(why.to_owned()));
                assert_eq!(written(&decisions, attention("a@gmail.com")), expected, "{why:?}");
            }
        }
    }

    #[test]
    fn decision_is_void_when_the_finding_says_something_else() {
        let mut decisions = Decisions::default();
        let refuse = Ruling::Refuse("A private address.".to_owned());
        decisions.decide(None, vec![attention("a@gmail.com")], Decidable::Attention, "Company e-mail", refuse);
        assert!(written(&decisions, attention("a@gmail.com")).is_some());
        assert_eq!(written(&decisions, attention("b@gmail.com")), None);
    }

    #[test]
    fn refused_ruling_without_a_reason_keeps_the_decision_before() {
        let mut decisions = Decisions::default();
        let mut decide = |ruling| {
            decisions.decide(None, vec![attention("a@gmail.com")], Decidable::Attention, "Company e-mail", ruling)
        };
        decide(Ruling::Accept("Known.".to_owned()));
        decide(Ruling::Refuse(" ".to_owned()));
        let accepted = Some(checks::Decision::Accepted("Known.".to_owned()));
        assert_eq!(written(&decisions, attention("a@gmail.com")), accepted);
    }
}
