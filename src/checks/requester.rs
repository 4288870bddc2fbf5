//! The requester is in no other organization (seed 003, "User Association": a user is in one organization alone). Who is in
//! this one is associated already (seed 001, step 2).

use super::facts::KnownOrganization;
use super::{Check, Facts, Judgement};
use crate::known::Known;

pub(super) const CHECK: Check =
    Check { title: "Requester free to be associated", seed: "seed 001, step 2; seed 003, User Association", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let found = &facts.organizations.as_ref()?.only.as_ref()?.page;
    match &facts.requester_organization {
        Known::Empty => None,
        Known::Value(current) if current.page.url() == found.url() => None,
        Known::Value(KnownOrganization { page, .. }) => {
            let reason =
                format!("The requester is in {} already, and a user is in one organization alone.", page.text());
            Some(Judgement::attention(reason, page))
        }
        Known::Reading => Some(Judgement::pending("The requester's organization is still being read.", None)),
        Known::Unknown(why) => Some(Judgement::unknown(
            format!("Vouch could not read which organization the requester is in. {why}"),
            None,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{self, KnownOrganization};
    use super::super::{Facts, Outcome};
    use super::judge;
    use crate::known::Known;

    #[test]
    fn cases() {
        use Outcome::{Attention, Unknown};
        let in_organization = |path: &str| Known::Value(KnownOrganization::of(path, &[]));
        for (current, found, outcome) in [
            (Known::Empty, Some("organization/1"), None),
            (in_organization("organization/1"), Some("organization/1"), None),
            (in_organization("organization/2"), Some("organization/1"), Some(Attention)),
            (in_organization("organization/2"), None, None),
            // What was not read is not "in no organization".
            (Known::Reading, Some("organization/1"), Some(Unknown)),
            (Known::Unknown("Zendesk failed (status 500).".to_owned()), Some("organization/1"), Some(Unknown)),
            (Known::Reading, None, None),
        ] {
            let organizations = found.map(facts::found);
            let facts = Facts { requester_organization: current.clone(), organizations, ..Facts::nothing_read() };
            assert_eq!(judge(&facts).map(|judgement| judgement.outcome), outcome, "{current:?} {found:?}");
        }
    }
}
