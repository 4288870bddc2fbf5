//! No two organizations have the requester's domain (seed 003, "User Association"): Zendesk puts whoever writes from it into
//! the older one, and proves nothing by that. It cannot list the organizations of a domain, so those count that were read.

use super::facts::KnownOrganization;
use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check =
    Check { title: "Domain of one organization", seed: "seed 003, User Association", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let (_, domain) = facts.requester_email.as_deref()?.trim().rsplit_once('@')?;
    let has_it = |one: &&KnownOrganization| one.domains.iter().any(|one| one.trim().eq_ignore_ascii_case(domain));
    let found = facts.organizations.iter().flat_map(|found| &found.equal);
    let mut sharing: Vec<_> = Vec::new();
    let own = facts.requester_organization.as_ref().value();
    for one in own.into_iter().chain(found).filter(has_it) {
        if !sharing.contains(&&one.page) {
            sharing.push(&one.page);
        }
    }
    match (sharing.as_slice(), own) {
        ([], _) => None,
        ([one], Some(current)) if *one == &current.page => Some(Judgement::attention(
            format!("Zendesk puts everybody of {domain} into {}: being in it proves nothing.", one.text()),
            one,
        )),
        ([_], _) => None,
        ([first, ..], _) => {
            let names = sharing.iter().map(|page| page.text()).collect::<Vec<_>>().join(" and ");
            let reason = format!(
                "{names} have the domain {domain}: Zendesk puts everybody of it into the one with the lower number."
            );
            Some(Judgement::attention(reason, first))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{KnownOrganization, OrganizationFacts, found};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        let acme: &[&str] = &["other.example", "ACME.example"];
        let none: &[&str] = &[];
        // (the requester's address, the domains of the requester's organization, those of the organizations found)
        for (email, current, equal, said) in [
            ("bob@acme.example", None, &[none] as &[&[&str]], None),
            ("bob@acme.example", None, &[acme], None),
            ("bob@acme.example", Some(none), &[acme], None),
            ("bob@acme.example", Some(acme), &[none], Some("proves nothing")),
            ("bob@acme.example", Some(acme), &[acme], Some("lower number")),
            ("bob@acme.example", None, &[acme, acme], Some("lower number")),
            ("bob@acme.example", None, &[acme, none], None),
            ("bob@acme.example.evil.example", Some(acme), &[acme], None),
            ("bob@sub.acme.example", Some(acme), &[acme], None),
        ] {
            let equal_of = equal.iter().zip(["organization/1", "organization/2"]);
            let facts = Facts {
                requester_email: Some(email.to_owned()),
                requester_organization: current.map(|domains| KnownOrganization::of("organization/3", domains)).into(),
                organizations: Some(OrganizationFacts {
                    equal: equal_of.map(|(domains, path)| KnownOrganization::of(path, domains)).collect(),
                    only: None,
                    ..found("organization/1")
                }),
                ..Facts::nothing_read()
            };
            let judgement = judge(&facts);
            assert_eq!(judgement.is_some(), said.is_some(), "{email} {current:?} {equal:?}: {judgement:?}");
            if let (Some(judgement), Some(said)) = (judgement, said) {
                assert_eq!(judgement.outcome, Outcome::Attention);
                assert!(judgement.reason.contains(said), "{}", judgement.reason);
            }
        }
        assert_eq!(judge(&Facts::nothing_read()), None);
    }
}
