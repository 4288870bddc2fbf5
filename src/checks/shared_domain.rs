//! No two organizations have the requester's domain (seed 003, "User Association"): Zendesk puts whoever writes from it into
//! the one with the lower ID, and proves nothing by that. It cannot list the organizations of a domain, so those count that were read.

use super::facts::KnownOrganization;
use super::{Check, Facts, Judgement};
use crate::link::Link;

pub(super) const CHECK: Check =
    Check { title: "Domain of one organization", seed: "seed 003, User Association", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let found = facts.organizations.iter().flat_map(|found| &found.equal);
    let own = facts.requester_organization.as_ref().value();
    of_organizations(facts.requester_email.as_deref()?, own, own.into_iter().chain(found))
}

/// What the domain of an address says of the organizations that were read, one of which may be the requester's own.
pub(super) fn of_organizations<'o>(
    email: &str,
    current: Option<&KnownOrganization>,
    read: impl Iterator<Item = &'o KnownOrganization>,
) -> Option<Judgement> {
    let (_, domain) = email.trim().rsplit_once('@')?;
    let has_it = |one: &&KnownOrganization| one.domains.iter().any(|one| one.trim().eq_ignore_ascii_case(domain));
    let mut sharing: Vec<_> = Vec::new();
    for one in read.filter(has_it) {
        if !sharing.contains(&&one.page) {
            sharing.push(&one.page);
        }
    }
    // Zendesk goes by the number. Where one cannot be told, nothing is said of which is the lowest.
    let numbered = sharing.iter().map(|page| Some((id(page)?, *page))).collect::<Option<Vec<_>>>();
    let lowest = numbered.and_then(|mut all| {
        all.sort_unstable_by_key(|(id, _)| *id);
        all.first().copied()
    });
    match (sharing.as_slice(), current) {
        ([], _) => None,
        ([one], Some(current)) if *one == &current.page => Some(Judgement::attention(
            format!("Zendesk puts everybody of {domain} into {}: being in it proves nothing.", one.text()),
            one,
        )),
        ([_], _) => None,
        ([first, rest @ ..], _) => {
            let names = sharing.iter().map(|page| named(page)).collect::<Vec<_>>();
            let names = match names.split_last() {
                Some((last, before)) => format!("{} and {last}", before.join(", ")),
                None => String::new(),
            };
            let degree = if rest.len() == 1 { "lower" } else { "lowest" };
            let into = match lowest {
                Some((_, page)) => format!("{}, which has the {degree} ID", named(page)),
                None => format!("the one with the {degree} ID"),
            };
            let reason = format!(
                "{names} have the domain {domain}: Zendesk puts everybody of it into {into}. Only the organizations that \
                 were read are compared."
            );
            Some(Judgement::attention(reason, lowest.map_or(*first, |(_, page)| page)))
        }
    }
}

/// The number in an organization's address.
fn id(page: &Link) -> Option<u64> {
    page.url().rsplit('/').next()?.parse().ok()
}

fn named(page: &Link) -> String {
    match id(page) {
        Some(id) => format!("{} (ID {id})", page.text()),
        None => page.text().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{KnownOrganization, OrganizationFacts, found};
    use super::super::{Facts, Outcome};
    use super::{judge, of_organizations};

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
            ("bob@acme.example", Some(acme), &[acme], Some("into organization/1 (ID 1), which has the lower ID")),
            ("bob@acme.example", None, &[acme, acme], Some("into organization/1 (ID 1), which has the lower ID")),
            ("bob@acme.example", None, &[acme, none], None),
            (
                "bob@acme.example",
                Some(acme),
                &[acme, acme],
                Some(
                    "organization/3 (ID 3), organization/1 (ID 1) and organization/2 (ID 2) have the domain acme.example: \
                     Zendesk puts everybody of it into organization/1 (ID 1), which has the lowest ID. Only the \
                     organizations that were read are compared.",
                ),
            ),
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

    #[test]
    fn the_lower_id_is_a_number_and_not_a_text() {
        for (one, other, into) in [("9", "119", "9"), ("119", "123", "119"), ("123", "119", "119")] {
            let organization = |id: &str| KnownOrganization::of(&format!("organization/{id}"), &["acme.example"]);
            let read = [organization(one), organization(other)];
            let judgement = of_organizations("bob@acme.example", None, read.iter()).unwrap();
            let expected = format!("into organization/{into} (ID {into}), which has the lower ID");
            assert!(judgement.reason.contains(&expected), "{}", judgement.reason);
            assert!(judgement.evidence.unwrap().url().ends_with(&format!("/{into}")));
        }
        let unnumbered =
            ["organization/a", "organization/b"].map(|path| KnownOrganization::of(path, &["acme.example"]));
        let judgement = of_organizations("bob@acme.example", None, unnumbered.iter()).unwrap();
        assert!(judgement.reason.contains("into the one with the lower ID"), "{}", judgement.reason);
    }
}
