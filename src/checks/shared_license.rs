//! The license is one customer's own (facts: domain 0.6, 1.2). Some are shared by every customer of a marketplace, and some
//! are GitLab's own team's: they pass every other check, and identify nobody.

use super::facts::EntitlementFacts;
use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check { title: "One customer's license", seed: "seed 001, step 12", judge };

/// The licenses that every customer of the AWS Marketplace has.
const AWS_MARKETPLACE: [&str; 4] = ["71075", "118882", "1099015", "1099017"];

/// What the company is called on the licenses of GitLab's own team.
const TEAM_MEMBER: &str = "gitlab - team member license";

fn judge(facts: &Facts) -> Option<Judgement> {
    let EntitlementFacts { page, license_id, company, email, .. } = facts.entitlement.as_ref()?;
    if license_id.as_deref().is_some_and(|id| AWS_MARKETPLACE.contains(&id)) {
        let reason = "All customers of the AWS Marketplace share this license: it does not say which one this is.";
        return Some(Judgement::attention(reason, page));
    }
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
}
