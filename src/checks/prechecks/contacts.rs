//! The organization has room for the contacts that are to be added (seed 001, "Pre-checks").

use super::{Judgement, OrganizationFacts, Precheck, Subject};

/// How many support contacts an organization may have.
pub const CONTACT_LIMIT: u64 = 30;

pub(super) const PRECHECK: Precheck = Precheck {
    subject: Subject::Room,
    title: "Room for the contacts",
    seed: "seed 001, Pre-checks; seed 000, Pre-checks",
    judge,
};

fn judge(facts: &OrganizationFacts) -> Judgement {
    let now = match &facts.contacts {
        Ok(now) => *now,
        Err(why) => return Judgement::unknown(format!("The contacts were not counted: {why}"), Some(&facts.page)),
    };
    let after = now.saturating_add(facts.adding.into());
    let contacts = if now == 1 { "contact" } else { "contacts" };
    let said = format!("{now} {contacts} now, {after} after adding {}; at most {CONTACT_LIMIT}.", facts.adding);
    if after <= CONTACT_LIMIT {
        Judgement::pass(said, &facts.page)
    } else if let Ok(Some(_)) = facts.contact_management_project {
        // Such an organization may have more, and is not changed by hand (facts: zendesk D2).
        Judgement::attention(said, &facts.page)
    } else {
        Judgement::fail(said, &facts.page)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Outcome::{Attention, Fail, Pass};
    use super::*;

    #[test]
    fn cases() {
        for (now, adding, project, outcome) in [
            (0, 1, None, Pass),
            (29, 1, None, Pass),
            (29, 2, None, Fail),
            (30, 0, None, Pass),
            (30, 1, None, Fail),
            (38, 0, None, Fail),
            (38, 1, Some("417"), Attention),
            (u64::MAX, u32::MAX, None, Fail),
        ] {
            let contact_management_project = Ok(project.map(str::to_owned));
            let facts = OrganizationFacts {
                contacts: Ok(now),
                adding,
                contact_management_project,
                ..OrganizationFacts::of_nothing()
            };
            assert_eq!(judge(&facts).outcome, outcome, "{now} {adding} {project:?}");
        }
        assert_eq!(judge(&OrganizationFacts::of_nothing()).outcome, super::super::super::Outcome::Unknown);
    }
}
