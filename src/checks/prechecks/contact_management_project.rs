//! The organization's contacts are not managed in a project of its own (seed 000, "Pre-checks"; seed 004). Zendesk may
//! have no field for that any more, and then nobody knows (facts: zendesk D2).

use super::{Judgement, OrganizationFacts, Precheck, Subject};
use crate::known::Known;

pub(super) const PRECHECK: Precheck = Precheck {
    subject: Subject::Project,
    title: "No contact management project",
    seed: "seed 000, Pre-checks",
    judge: |facts| Some(judge(facts)),
};

fn judge(facts: &OrganizationFacts) -> Judgement {
    match &facts.contact_management_project {
        Known::Empty => Judgement::pass("It has no contact management project.", &facts.page),
        Known::Value(project) => Judgement::fail(
            format!("It has contact management project {project}: the customer changes its contacts there."),
            &facts.page,
        ),
        Known::Reading => Judgement::pending("The contact management project is being read.", Some(&facts.page)),
        Known::Unknown(why) => Judgement::unknown(format!("Not known: {why}"), Some(&facts.page)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Outcome::{Fail, Pass, Unknown};
    use super::*;

    #[test]
    fn cases() {
        for (contact_management_project, outcome) in [
            (Known::Empty, Pass),
            (Known::Value("417".to_owned()), Fail),
            (Known::Unknown("Zendesk has no field \"cmp_id\".".to_owned()), Unknown),
            (Known::Reading, Unknown),
        ] {
            let facts = OrganizationFacts { contact_management_project, ..OrganizationFacts::of_nothing() };
            assert_eq!(judge(&facts).outcome, outcome, "{facts:?}");
        }
    }
}
