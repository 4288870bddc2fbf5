//! The handbook's checks: one file each, each a function from plain facts to a judgement.
//!
//! To add a check, write its file beside the others and add one line to [`CHECKS`].

mod age;
mod company_email;
mod expiry;
mod facts;
mod license_file;
mod order_dates;
mod organization;
mod organization_state;
pub mod prechecks;
mod proof_source;
mod requester;
mod shared_domain;
mod shared_license;
mod sold_to;
mod temporary_license;
mod trial;
mod usage_export;

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

pub use facts::{
    Compared, EntitlementFacts, EntitlementKind, Facts, FoundOrganization, GivenSoldTo, KnownOrganization,
    LicenseFileFacts, OldEvidence, OrderFacts, OrganizationFacts, SoldToFacts,
};

#[cfg(test)]
pub(crate) use facts::{day, page};

use crate::link::Link;

/// Every check, in the order in which the handbook makes them.
pub const CHECKS: &[Check] = &[
    company_email::CHECK,
    proof_source::CHECK,
    usage_export::CHECK,
    license_file::CHECK,
    shared_license::CHECK,
    trial::CHECK,
    temporary_license::CHECK,
    expiry::CHECK,
    order_dates::CHECK,
    sold_to::CHECK,
    organization::CHECK,
    organization_state::CHECK,
    requester::CHECK,
    shared_domain::CHECK,
    age::CHECK,
];

/// One check.
pub struct Check {
    /// Its name in the panel, as what is hoped for.
    pub title: &'static str,
    /// Where the handbook asks for it.
    pub seed: &'static str,
    /// The check itself; none where there is nothing to say: as of a license file's content where there is no file, or of
    /// something that is remarkable only when it is there.
    pub judge: fn(&Facts) -> Option<Judgement>,
}

/// What a check says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The outcome.
    pub outcome: Outcome,
    /// Why, as one sentence in the agent's words.
    pub reason: String,
    /// The page that shows it.
    pub evidence: Option<Link>,
    /// What to tell the requester if the check failed, or if the agent refuses what it found. It is for a public reply, so
    /// it gives nothing away.
    pub reply: Option<&'static str>,
    /// A fingerprint of what was judged, where the reason does not tell it apart: a decision is about that alone.
    pub about: u64,
    /// Whether it is unknown only because something is still being read. That is nothing to decide about.
    pub pending: bool,
}

impl Judgement {
    pub(crate) fn new(outcome: Outcome, reason: impl Into<String>, evidence: Option<&Link>) -> Self {
        Self { outcome, reason: reason.into(), evidence: evidence.cloned(), reply: None, about: 0, pending: false }
    }

    /// Unknown only because something is still being read.
    pub(crate) fn pending(reason: impl Into<String>, evidence: Option<&Link>) -> Self {
        Self { pending: true, ..Self::new(Outcome::Unknown, reason, evidence) }
    }

    /// With the texts that were judged, which the reason does not quote.
    fn about(self, judged: &[&str]) -> Self {
        let mut hasher = DefaultHasher::new();
        judged.hash(&mut hasher);
        Self { about: hasher.finish(), ..self }
    }

    pub(crate) fn pass(reason: impl Into<String>, evidence: &Link) -> Self {
        Self::new(Outcome::Pass, reason, Some(evidence))
    }

    pub(crate) fn fail(reason: impl Into<String>, evidence: &Link) -> Self {
        Self::new(Outcome::Fail, reason, Some(evidence))
    }

    /// With what to tell the requester.
    fn replying(self, reply: &'static str) -> Self {
        Self { reply: Some(reply), ..self }
    }

    pub(crate) fn attention(reason: impl Into<String>, evidence: &Link) -> Self {
        Self::new(Outcome::Attention, reason, Some(evidence))
    }

    pub(crate) fn unknown(reason: impl Into<String>, evidence: Option<&Link>) -> Self {
        Self::new(Outcome::Unknown, reason, evidence)
    }
}

/// The four outcomes of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What the handbook asks for is there, and was read.
    Pass,
    /// The opposite of it was read.
    Fail,
    /// Something was read that an agent must judge.
    Attention,
    /// It could not be read. Never a pass.
    Unknown,
}

/// A check with its judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The check's name.
    pub title: String,
    /// The outcome.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// The page that shows it.
    pub evidence: Option<Link>,
    /// What the agent decided about it; none where there is nothing to decide, or it is not decided yet.
    pub decision: Option<Decision>,
    /// What to tell the requester if it failed or was refused; for a public reply.
    pub reply: Option<String>,
    /// A fingerprint of what was judged, where the reason does not tell it apart. No panel needs it, and a message to one
    /// cannot carry a number of this size.
    #[serde(skip)]
    pub about: u64,
    /// Whether it is unknown only because something is still being read.
    #[serde(default)]
    pub pending: bool,
}

/// What the agent decided about a finding that needs attention, with the reason (handbook: Organization association,
/// step 12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The ticket goes on in spite of it.
    Accepted(String),
    /// The customer is not entitled because of it.
    Refused(String),
}

impl Finding {
    pub(crate) fn of(title: &str, judgement: Judgement) -> Self {
        let Judgement { outcome, reason, evidence, reply, about, pending } = judgement;
        let (title, reply) = (title.to_owned(), reply.map(str::to_owned));
        Self { title, outcome, reason, evidence, decision: None, reply, about, pending }
    }

    /// Whether it waits for the agent. What is not known cannot be decided.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.outcome == Outcome::Attention && self.decision.is_none()
    }

    /// Whether the agent accepted it.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.outcome == Outcome::Attention && matches!(self.decision, Some(Decision::Accepted(_)))
    }

    /// Whether it speaks against the customer: the check failed, or the agent refused what it found.
    #[must_use]
    pub fn is_against(&self) -> bool {
        match self.outcome {
            Outcome::Fail => true,
            Outcome::Attention => matches!(self.decision, Some(Decision::Refused(_))),
            Outcome::Pass | Outcome::Unknown => false,
        }
    }
}

/// Makes every check that there is something for.
#[must_use]
pub fn findings(facts: &Facts) -> Vec<Finding> {
    CHECKS.iter().filter_map(|check| Some(Finding::of(check.title, (check.judge)(facts)?))).collect()
}

/// What a ticket alone says of its requester, before anything is walked and before proof is asked for (handbook:
/// Organization association, step 5). A requester who is in an organization needs no company address: then the domains
/// are looked at by which Zendesk may have put the requester there.
#[must_use]
pub fn of_requester(email: Option<&str>, organization: Option<&KnownOrganization>) -> Vec<Finding> {
    let (check, judgement) = match (organization, email) {
        (None, email) => (&company_email::CHECK, Some(company_email::of_address(email))),
        (Some(own), Some(email)) => {
            (&shared_domain::CHECK, shared_domain::of_organizations(email, Some(own), std::iter::once(own)))
        }
        (Some(_), None) => return Vec::new(),
    };
    judgement.map(|judgement| Finding::of(check.title, judgement)).into_iter().collect()
}

/// What to tell the requester about what failed or was refused, each thing once.
#[must_use]
pub fn replies(findings: &[Finding]) -> Vec<String> {
    let mut replies: Vec<String> = Vec::new();
    for reply in findings.iter().filter(|finding| finding.is_against()).filter_map(|finding| finding.reply.as_ref()) {
        if !replies.contains(reply) {
            replies.push(reply.clone());
        }
    }
    replies
}

/// Whether the customer is entitled to support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every check passed, or was accepted by the agent.
    Entitled,
    /// A check failed, or the agent refused what it found.
    NotEntitled,
    /// No check failed, but one is not known, or needs a decision that was not made.
    ForYouToDecide,
}

impl Verdict {
    /// The verdict is a function of the findings alone.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let is_open = |finding: &Finding| finding.outcome == Outcome::Unknown || finding.is_undecided();
        if findings.iter().any(Finding::is_against) {
            Self::NotEntitled
        } else if findings.is_empty() || findings.iter().any(is_open) {
            Self::ForYouToDecide
        } else {
            Self::Entitled
        }
    }

    /// The verdict's words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Entitled => "Entitled",
            Self::NotEntitled => "Not entitled",
            Self::ForYouToDecide => "For you to decide",
        }
    }

    /// The verdict's words, with how many exceptions the agent accepted for it: an entitlement with exceptions never
    /// looks like a plain one.
    #[must_use]
    pub fn said(self, accepted: usize) -> String {
        match (self, accepted) {
            (Self::Entitled, 1) => "Entitled, with 1 accepted exception".to_owned(),
            (Self::Entitled, 2..) => format!("Entitled, with {accepted} accepted exceptions"),
            (Self::Entitled, 0) | (Self::NotEntitled | Self::ForYouToDecide, _) => self.label().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(outcome: Outcome) -> Finding {
        Finding::of("", Judgement::new(outcome, "", None))
    }

    #[test]
    fn only_what_needs_attention_can_be_decided() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        let why = || "The customer is known.".to_owned();
        for (outcome, accepted, refused) in [
            (Attention, Verdict::Entitled, Verdict::NotEntitled),
            (Unknown, Verdict::ForYouToDecide, Verdict::ForYouToDecide),
            (Fail, Verdict::NotEntitled, Verdict::NotEntitled),
            (Pass, Verdict::Entitled, Verdict::Entitled),
        ] {
            for (decision, verdict) in [(Decision::Accepted(why()), accepted), (Decision::Refused(why()), refused)] {
                let decided = Finding { decision: Some(decision.clone()), ..finding(outcome) };
                assert_eq!(Verdict::of(&[finding(Pass), decided]), verdict, "{outcome:?} {decision:?}");
            }
        }
    }

    #[test]
    fn finding_says_where_it_stands() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        let accepted = || Some(Decision::Accepted("The customer is known.".to_owned()));
        let refused = || Some(Decision::Refused("The customer is not known.".to_owned()));
        // (outcome, decision, waits for the agent, was accepted, speaks against the customer)
        for (outcome, decision, undecided, is_accepted, against) in [
            (Attention, None, true, false, false),
            (Attention, accepted(), false, true, false),
            (Attention, refused(), false, false, true),
            (Fail, None, false, false, true),
            (Fail, accepted(), false, false, true),
            (Unknown, None, false, false, false),
            (Unknown, accepted(), false, false, false),
            (Unknown, refused(), false, false, false),
            (Pass, None, false, false, false),
            (Pass, accepted(), false, false, false),
            (Pass, refused(), false, false, false),
        ] {
            let finding = Finding { decision, ..finding(outcome) };
            let stands = (finding.is_undecided(), finding.is_accepted(), finding.is_against());
            assert_eq!(stands, (undecided, is_accepted, against), "{finding:?}");
        }
    }

    #[test]
    fn verdict_with_an_accepted_exception_never_reads_like_a_plain_one() {
        for (verdict, accepted, said) in [
            (Verdict::Entitled, 0, "Entitled"),
            (Verdict::Entitled, 1, "Entitled, with 1 accepted exception"),
            (Verdict::Entitled, 2, "Entitled, with 2 accepted exceptions"),
            (Verdict::NotEntitled, 1, "Not entitled"),
            (Verdict::ForYouToDecide, 1, "For you to decide"),
        ] {
            assert_eq!(verdict.said(accepted), said);
        }
    }

    #[test]
    fn reply_is_offered_only_when_the_check_failed_or_was_refused() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        let accepted = || Some(Decision::Accepted("Known.".to_owned()));
        let refused = || Some(Decision::Refused("A shared mailbox.".to_owned()));
        for (outcome, decision, is_offered) in [
            (Fail, None, true),
            (Attention, refused(), true),
            (Attention, accepted(), false),
            (Attention, None, false),
            (Unknown, None, false),
            (Pass, None, false),
        ] {
            let finding = Finding { decision, reply: Some("Please write from work.".to_owned()), ..finding(outcome) };
            assert_eq!(replies(std::slice::from_ref(&finding)).len(), usize::from(is_offered), "{finding:?}");
        }
    }

    #[test]
    fn the_verdict_follows_from_the_findings() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        for (outcomes, verdict) in [
            (&[Pass, Pass] as &[_], Verdict::Entitled),
            (&[Pass, Fail], Verdict::NotEntitled),
            (&[Unknown, Fail], Verdict::NotEntitled),
            (&[Attention, Fail], Verdict::NotEntitled),
            (&[Pass, Unknown], Verdict::ForYouToDecide),
            (&[Pass, Attention], Verdict::ForYouToDecide),
            (&[], Verdict::ForYouToDecide),
        ] {
            let findings: Vec<_> = outcomes.iter().copied().map(finding).collect();
            assert_eq!(Verdict::of(&findings), verdict, "{outcomes:?}");
        }
    }

    #[test]
    fn nothing_read_is_nothing_passed() {
        let findings = findings(&Facts::nothing_read());
        assert_eq!(findings.len(), 5, "the checks that always say something");
        assert!(findings.iter().all(|finding| finding.outcome == Outcome::Unknown), "{findings:#?}");
    }

    #[test]
    fn a_reply_is_said_once() {
        let failed = |reply: Option<&str>| Finding { reply: reply.map(str::to_owned), ..finding(Outcome::Fail) };
        let all = [failed(Some("a")), failed(None), failed(Some("b")), failed(Some("a"))];
        assert_eq!(replies(&all), ["a", "b"]);
    }

    #[test]
    fn requester_is_judged_before_proof_is_asked_for() {
        let acme = KnownOrganization::of("organization/1", &["acme.example"]);
        use Outcome::{Attention, Pass, Unknown};
        for (email, organization, expected) in [
            (Some("charlie@gmail.com"), None, Some(("Company e-mail", Attention, true))),
            (Some("charlie@gitlab.com"), None, Some(("Company e-mail", Attention, false))),
            (Some("charlie@acme.example"), None, Some(("Company e-mail", Pass, false))),
            (None, None, Some(("Company e-mail", Unknown, false))),
            // Whoever is associated already needs no address of a company, but may be there by the domain alone.
            (Some("charlie@gmail.com"), Some(&acme), None),
            (Some("charlie@acme.example"), Some(&acme), Some(("Domain of one organization", Attention, false))),
            (None, Some(&acme), None),
        ] {
            let findings = of_requester(email, organization);
            let said = findings.first().map(|one| (one.title.as_str(), one.outcome, one.reply.is_some()));
            assert_eq!((findings.len() <= 1, said), (true, expected), "{email:?} {organization:?}");
        }
    }

    #[test]
    fn every_check_says_where_the_handbook_asks_for_it() {
        assert!(CHECKS.iter().all(|check| check.seed.starts_with("seed 00")));
    }
}
