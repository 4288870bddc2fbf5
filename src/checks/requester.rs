//! The requester is in no other organization (seed 003, "User Association": a user is in one organization alone). Who is in
//! this one is associated already (seed 001, step 2).

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check =
    Check { title: "Requester free to be associated", seed: "seed 001, step 2; seed 003, User Association", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let current = &facts.requester_organization.as_ref()?.page;
    let found = &facts.organizations.as_ref()?.only.as_ref()?.page;
    (current.url() != found.url()).then(|| {
        let reason =
            format!("The requester is in {} already, and a user is in one organization alone.", current.text());
        Judgement::attention(reason, current)
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::{self, KnownOrganization};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        for (current, found, remarkable) in [
            (None, Some("organization/1"), false),
            (Some("organization/1"), Some("organization/1"), false),
            (Some("organization/2"), Some("organization/1"), true),
            (Some("organization/2"), None, false),
        ] {
            let organizations = found.map(facts::found);
            let requester_organization = current.map(|current| KnownOrganization::of(current, &[]));
            let facts = Facts { requester_organization, organizations, ..Facts::nothing_read() };
            let outcome = judge(&facts).map(|judgement| judgement.outcome);
            assert_eq!(outcome, remarkable.then_some(Outcome::Attention), "{current:?} {found:?}");
        }
    }
}
