//! The organization's contacts are not managed in a project of its own (seed 000, "Pre-checks"; seed 004). Zendesk may
//! have no field for that any more, and then nobody knows (facts: zendesk D2).

use super::{Judgement, OrganizationFacts, Precheck, Subject};

pub(super) const PRECHECK: Precheck = Precheck {
    subject: Subject::Project,
    title: "No contact management project",
    seed: "seed 000, Pre-checks",
    judge: |facts| Some(judge(facts)),
};

fn judge(facts: &OrganizationFacts) -> Judgement {
    match &facts.contact_management_project {
        Ok(None) => Judgement::pass("It has no contact management project.", &facts.page),
        Ok(Some(project)) => Judgement::fail(
            format!("It has contact management project {project}: the customer changes its contacts there."),
            &facts.page,
        ),
        Err(why) => Judgement::unknown(format!("Not known: {why}"), Some(&facts.page)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Outcome::{Fail, Pass, Unknown};
    use super::*;

    #[test]
    fn cases() {
        for (project, outcome) in
            [(Ok(None), Pass), (Ok(Some("417")), Fail), (Err("Zendesk has no field \"cmp_id\"."), Unknown)]
        {
            let contact_management_project = project.map(|project| project.map(str::to_owned)).map_err(str::to_owned);
            let facts = OrganizationFacts { contact_management_project, ..OrganizationFacts::of_nothing() };
            assert_eq!(judge(&facts).outcome, outcome, "{facts:?}");
        }
    }
}
