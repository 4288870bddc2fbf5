//! The organization is as an active customer's (seed 003, "Organization Fields"; facts: zendesk D2, domain 6.5): its plan, a
//! hold, the end of its subscription, and its two Salesforce IDs, which have to be one. What is synchronised from Salesforce
//! lags behind, so none of it decides.

use super::facts::FoundOrganization;
use super::{Check, Facts, Judgement};
use crate::date::Date;
use crate::salesforce::SalesforceId;

pub(super) const CHECK: Check = Check { title: "Organization in order", seed: "seed 003, Organization Fields", judge };

/// The plans without support, as the field's tags (seed 003).
const NO_SUPPORT: [&str; 4] = ["expired", "hold", "custom", "community"];

fn judge(facts: &Facts) -> Option<Judgement> {
    let organization = facts.organizations.as_ref()?.only.as_ref()?;
    let remarks = remarks(organization, facts.today);
    (!remarks.is_empty()).then(|| Judgement::attention(remarks.join(" "), &organization.page))
}

/// What speaks against an organization, one sentence each.
pub(super) fn remarks(organization: &FoundOrganization, today: Date) -> Vec<String> {
    let FoundOrganization { plan, marks, salesforce_id, sfdc_short_id, expiration_date, .. } = organization;
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
    let end = || {
        let end = expiration_date.as_deref()?;
        match Date::parse_shown(end) {
            Some(end) if end <= today => Some(format!("Its subscription ended on {end}.")),
            Some(_) => None,
            None => Some(format!("The end of its subscription is no date: {end}.")),
        }
    };
    let marks = marks.iter().map(|mark| (*mark).to_owned());
    contradicts().into_iter().chain(marks).chain(plan()).chain(end()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::facts::{self, FoundOrganization};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let marks = |on_hold: bool| if on_hold { vec!["Its support is on hold."] } else { Vec::new() };
        for (plan, on_hold, long, short, end, remarks) in [
            (Some("ultimate"), false, Some("0016100000aBcDeAAK"), Some("0016100000aBcDe"), Some("2099-12-31"), 0),
            (Some("Premium"), false, None, Some("0016100000aBcDe"), None, 0),
            (None, false, None, None, None, 0),
            (Some("expired"), false, None, None, None, 1),
            (Some("Community"), true, None, None, None, 2),
            (Some("premium"), false, Some("0016100000aBcDeAAK"), Some("0016100000aBcDf"), None, 1),
            (Some("premium"), false, Some("0016100000aBcDeAAKOLD"), Some("0016100000aBcDe"), None, 1),
            (Some("hold"), true, Some("x"), Some("y"), Some("2020-12-31"), 4),
            (Some("premium"), false, None, None, Some("2026-11-23"), 0),
            (Some("premium"), false, None, None, Some("2026-11-22"), 1),
            (Some("premium"), false, None, None, Some("soon"), 1),
        ] {
            let mut organizations = facts::found("organization");
            organizations.only = organizations.only.map(|only| FoundOrganization {
                plan: owned(plan),
                marks: marks(on_hold),
                salesforce_id: owned(long),
                sfdc_short_id: owned(short),
                expiration_date: owned(end),
                ..only
            });
            let judgement = judge(&Facts { organizations: Some(organizations), ..Facts::nothing_read() });
            let said = judgement.as_ref().map_or(0, |judgement| judgement.reason.matches(". ").count() + 1);
            assert_eq!(said, remarks, "{plan:?} {on_hold} {long:?} {short:?} {end:?}: {judgement:?}");
            assert!(judgement.is_none_or(|judgement| judgement.outcome == Outcome::Attention));
        }
    }
}
