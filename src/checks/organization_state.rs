//! The organization is as an active customer's (seed 003, "Organization Fields"; facts: zendesk D2, domain 6.5): its plan, a
//! hold, and its two Salesforce IDs, which have to be one. The plan lags behind by days, so it does not decide.

use super::facts::FoundOrganization;
use super::{Check, Facts, Judgement};
use crate::salesforce::SalesforceId;

pub(super) const CHECK: Check = Check { title: "Organization in order", seed: "seed 003, Organization Fields", judge };

/// The plans without support, as the field's tags (seed 003).
const NO_SUPPORT: [&str; 4] = ["expired", "hold", "custom", "community"];

fn judge(facts: &Facts) -> Option<Judgement> {
    let FoundOrganization { page, plan, on_hold, salesforce_id, sfdc_short_id } =
        facts.organizations.as_ref()?.only.as_ref()?;
    let contradicts = || {
        let (long, short) = (salesforce_id.as_deref()?, sfdc_short_id.as_deref()?);
        let agree = SalesforceId::parse(long).is_ok_and(|id| id.short() == short.trim());
        (!agree).then(|| format!("Its two Salesforce IDs are not one: {long} and {short}."))
    };
    let plan = || {
        let plan = plan.as_deref()?;
        let tag = plan.trim().to_lowercase();
        NO_SUPPORT.contains(&tag.as_str()).then(|| format!("Its plan is {plan}, which has no support of its own."))
    };
    let hold = on_hold.then(|| "Its support is on hold.".to_owned());
    let remarks: Vec<_> = [contradicts(), hold, plan()].into_iter().flatten().collect();
    (!remarks.is_empty()).then(|| Judgement::attention(remarks.join(" "), page))
}

#[cfg(test)]
mod tests {
    use super::super::facts::{FoundOrganization, OrganizationFacts, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        for (plan, on_hold, long, short, remarks) in [
            (Some("ultimate"), false, Some("0016100000aBcDeAAK"), Some("0016100000aBcDe"), 0),
            (Some("Premium"), false, None, Some("0016100000aBcDe"), 0),
            (None, false, None, None, 0),
            (Some("expired"), false, None, None, 1),
            (Some("Community"), true, None, None, 2),
            (Some("premium"), false, Some("0016100000aBcDeAAK"), Some("0016100000aBcDf"), 1),
            (Some("premium"), false, Some("0016100000aBcDeAAKOLD"), Some("0016100000aBcDe"), 1),
            (Some("hold"), true, Some("x"), Some("y"), 3),
        ] {
            let only = FoundOrganization {
                page: page("organization"),
                plan: owned(plan),
                on_hold,
                salesforce_id: owned(long),
                sfdc_short_id: owned(short),
            };
            let facts = Facts {
                organizations: Some(OrganizationFacts {
                    search: page("search"),
                    equal: vec![page("organization")],
                    only: Some(only),
                    incomplete: false,
                }),
                ..Facts::nothing_read()
            };
            let judgement = judge(&facts);
            assert!(judgement.as_ref().is_none_or(|judgement| judgement.outcome == Outcome::Attention));
            let sentences = judgement.map_or(0, |judgement| judgement.reason.matches(". ").count() + 1);
            assert_eq!(sentences, remarks, "{plan:?} {on_hold} {long:?} {short:?}");
        }
    }
}
