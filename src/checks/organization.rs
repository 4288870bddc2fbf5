//! There is one Zendesk organization with the billing account's Salesforce ID (seed 001, step 11 and "No
//! organization found").

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check {
    title: "Organization found",
    seed: "seed 001, step 11 and No organization found",
    judge: |facts| Some(judge(facts)),
};

fn judge(facts: &Facts) -> Judgement {
    let Some(found) = &facts.organizations else {
        return Judgement::unknown("The organization was not searched for.", None);
    };
    match found.equal.as_slice() {
        _ if found.incomplete => {
            Judgement::unknown("Zendesk found more organizations than it listed.", Some(&found.search))
        }
        // The synchronisation from Salesforce may have failed: that is no fault of the customer's.
        [] => Judgement::attention("No organization has this Salesforce ID.", &found.search),
        [one] => Judgement::pass(format!("{} has this Salesforce ID.", one.page.text()), &one.page),
        several => {
            Judgement::attention(format!("{} organizations have this Salesforce ID.", several.len()), &found.search)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{KnownOrganization, OrganizationFacts, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        use Outcome::{Attention, Pass, Unknown};
        for (equal, incomplete, outcome) in
            [(0, false, Attention), (1, false, Pass), (2, false, Attention), (0, true, Unknown), (1, true, Unknown)]
        {
            let mut facts = Facts::nothing_read();
            facts.organizations = Some(OrganizationFacts {
                search: page("search"),
                equal: vec![KnownOrganization::of("organization", &[]); equal],
                only: None,
                incomplete,
            });
            assert_eq!(judge(&facts).outcome, outcome, "{equal} {incomplete}");
        }
    }
}
