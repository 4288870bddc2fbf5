//! The organization has room for the contacts that are to be added (seed 001, "Pre-checks").

use super::{Judgement, OrganizationFacts, Precheck, Subject};
use crate::known::Known;

/// How many support contacts an organization may have.
pub const CONTACT_LIMIT: u64 = 30;

pub(super) const PRECHECK: Precheck = Precheck {
    subject: Subject::Room,
    title: "Room for the contacts",
    seed: "seed 001, Pre-checks; seed 000, Pre-checks",
    judge: |facts| Some(judge(facts)),
};

fn judge(facts: &OrganizationFacts) -> Judgement {
    let now = match &facts.contacts {
        Known::Value(now) => *now,
        Known::Reading => return Judgement::pending("The contacts are being counted.", Some(&facts.page)),
        Known::Empty => {
            return Judgement::unknown("Zendesk did not say how many contacts there are.", Some(&facts.page));
        }
        Known::Unknown(why) => {
            return Judgement::unknown(format!("The contacts were not counted: {why}"), Some(&facts.page));
        }
    };
    let contacts = if now == 1 { "contact" } else { "contacts" };
    let suspended = match facts.suspended {
        None => "suspended ones too".to_owned(),
        Some(0) => "none suspended".to_owned(),
        Some(suspended) => format!("{suspended} of them suspended"),
    };
    let agents = match &facts.agents {
        Known::Reading => "agents being counted".to_owned(),
        Known::Unknown(_) | Known::Empty => "agents not counted".to_owned(),
        Known::Value(0) => "no agents beside them".to_owned(),
        Known::Value(1) => "1 agent beside them".to_owned(),
        Known::Value(agents) => format!("{agents} agents beside them"),
    };
    let counted = format!("end users, {suspended}; {agents}");
    let Some(adding) = facts.adding else {
        return Judgement::pass(format!("{now} {contacts} now ({counted}). Nobody is to be added."), &facts.page);
    };
    let after = now.saturating_add(adding.into());
    let said = format!("{now} {contacts} now ({counted}), {after} after adding {adding}; at most {CONTACT_LIMIT}.");
    if after <= CONTACT_LIMIT {
        Judgement::pass(said, &facts.page)
    } else if let Known::Value(_) = facts.contact_management_project {
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
            (0, Some(1), None, Pass),
            (29, Some(1), None, Pass),
            (29, Some(2), None, Fail),
            (30, Some(0), None, Pass),
            (30, Some(1), None, Fail),
            (38, Some(0), None, Fail),
            (38, Some(1), Some("417"), Attention),
            (u64::MAX, Some(u32::MAX), None, Fail),
            // A task that adds nobody cannot fill an organization.
            (38, None, None, Pass),
        ] {
            let contact_management_project = project.map(str::to_owned).into();
            let facts = OrganizationFacts {
                contacts: Known::Value(now),
                adding,
                contact_management_project,
                ..OrganizationFacts::of_nothing()
            };
            assert_eq!(judge(&facts).outcome, outcome, "{now} {adding:?} {project:?}");
        }
        assert_eq!(judge(&OrganizationFacts::of_nothing()).outcome, super::super::super::Outcome::Unknown);
    }

    #[test]
    fn count_under_way_is_nothing_to_decide() {
        let judged = |contacts| judge(&OrganizationFacts { contacts, ..OrganizationFacts::of_nothing() });
        assert!(judged(Known::Reading).pending);
        assert!(!judged(Known::Unknown("Zendesk failed (status 500).".to_owned())).pending);
    }

    #[test]
    fn count_says_whom_it_counted() {
        for (suspended, agents, said) in [
            (None, Known::Reading, "29 contacts now (end users, suspended ones too; agents being counted)"),
            (None, Known::Unknown("Offline.".to_owned()), "(end users, suspended ones too; agents not counted)"),
            (Some(0), Known::Value(0), "(end users, none suspended; no agents beside them)"),
            (Some(2), Known::Value(1), "(end users, 2 of them suspended; 1 agent beside them)"),
            (Some(1), Known::Value(3), "(end users, 1 of them suspended; 3 agents beside them)"),
        ] {
            let facts =
                OrganizationFacts { contacts: Known::Value(29), suspended, agents, ..OrganizationFacts::of_nothing() };
            let reason = judge(&facts).reason;
            assert!(reason.contains(said), "{said}: {reason}");
        }
    }
}
