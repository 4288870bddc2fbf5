//! Nothing in the organization's own fields speaks against working for it: a hold, a plan without support, a mark for
//! deletion, two Salesforce IDs that disagree. It is judged wherever an organization is shown; the one that a walk found
//! is judged by that walk's checks instead.

use super::super::organization_state;
use super::{Judgement, OrganizationFacts, Precheck, Subject};

pub(super) const PRECHECK: Precheck =
    Precheck { subject: Subject::State, title: "Organization in order", seed: "seed 003, Organization Fields", judge };

fn judge(facts: &OrganizationFacts) -> Option<Judgement> {
    let (organization, today) = facts.state.as_ref()?;
    let remarks = organization_state::remarks(organization, *today);
    (!remarks.is_empty()).then(|| Judgement::attention(remarks.join(" "), &facts.page))
}

#[cfg(test)]
mod tests {
    use super::super::super::facts::{day, found};
    use super::*;
    use crate::checks::{FoundOrganization, Outcome};

    #[test]
    fn cases() {
        for (plan, marks, said) in [
            (Some("premium"), vec![], None),
            (None, vec![], None),
            (Some("expired"), vec![], Some("Its plan is expired, which has no support of its own.")),
            (Some("premium"), vec!["Its account is restricted."], Some("Its account is restricted.")),
        ] {
            let organization = found("organization/1").only.unwrap();
            let organization = FoundOrganization { plan: plan.map(str::to_owned), marks, ..organization };
            let state = Some((organization, day("2026-11-22")));
            let judgement = judge(&OrganizationFacts { state, ..OrganizationFacts::of_nothing() });
            assert_eq!(judgement.as_ref().map(|judgement| judgement.reason.as_str()), said, "{plan:?}");
            assert!(judgement.is_none_or(|judgement| judgement.outcome == Outcome::Attention));
        }
        assert_eq!(judge(&OrganizationFacts::of_nothing()), None, "a walk's own checks judge it");
    }
}
