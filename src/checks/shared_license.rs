//! The license is one customer's own (facts: domain 0.6, 1.2). Some are shared by every customer of a marketplace, and some
//! are GitLab's own team's: they pass every other check, and identify nobody.

use super::facts::EntitlementFacts;
use super::{Check, Facts, Judgement, Outcome};

pub(super) const CHECK: Check = Check { title: "One customer's license", seed: "seed 001, step 12", judge };

/// The licenses that every customer of the AWS Marketplace has.
const AWS_MARKETPLACE: [&str; 4] = ["71075", "118882", "1099015", "1099017"];

/// What the company is called on the licenses of GitLab's own team.
const TEAM_MEMBER: &str = "gitlab - team member license";

fn judge(facts: &Facts) -> Option<Judgement> {
    let sent = facts.license_id.as_deref();
    let read = facts.entitlement.as_ref().and_then(|entitlement| entitlement.license_id.as_deref());
    // The portal may not show it: whoever sends it is told all the same.
    if sent.into_iter().chain(read).any(|id| AWS_MARKETPLACE.contains(&id)) {
        let reason = "All customers of the AWS Marketplace share this license: it does not say which one this is.";
        let page = facts.entitlement.as_ref().map(|entitlement| &entitlement.page);
        return Some(Judgement::new(Outcome::Attention, reason, page));
    }
    let EntitlementFacts { page, company, email, .. } = facts.entitlement.as_ref()?;
    let is_teams = company.as_deref().is_some_and(|company| company.trim().to_lowercase() == TEAM_MEMBER)
        || email.as_deref().is_some_and(|email| email.trim().to_lowercase().ends_with("@gitlab.com"));
    is_teams.then(|| Judgement::attention("This is a license of GitLab's own team.", page))
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, entitlement};
    use super::super::{EntitlementFacts, Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        for (id, company, email, remarkable) in [
            (Some("700001"), Some("Acme Corp"), Some("alice@acme.example"), false),
            (Some("71075"), Some("Amazon"), None, true),
            (Some("1099017"), None, None, true),
            (Some("710750"), None, None, false),
            (Some("700001"), Some("GitLab - Team Member License"), None, true),
            (Some("700001"), Some("Acme Corp"), Some("Sid@GitLab.com "), true),
            (Some("700001"), Some("Acme Corp"), Some("alice@notgitlab.com"), false),
            (None, None, None, false),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let facts = Facts {
                entitlement: Some(EntitlementFacts {
                    license_id: owned(id),
                    company: owned(company),
                    email: owned(email),
                    ..entitlement(EntitlementKind::License)
                }),
                ..Facts::nothing_read()
            };
            let outcome = judge(&facts).map(|judgement| judgement.outcome);
            assert_eq!(outcome, remarkable.then_some(Outcome::Attention), "{id:?} {company:?} {email:?}");
        }
    }

    #[test]
    fn shared_license_that_the_portal_does_not_show_is_told() {
        for (id, remarkable) in [("71075", true), ("700001", false)] {
            let facts = Facts { license_id: Some(id.to_owned()), ..Facts::nothing_read() };
            assert_eq!(judge(&facts).is_some(), remarkable, "{id}");
        }
    }
}
