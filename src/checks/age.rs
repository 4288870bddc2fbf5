//! The evidence was read within a day: a license may end, and an account may move, after it was looked at (handbook:
//! License and proof of support, "Verifying license information").

use super::{Check, Facts, Judgement, Outcome};

pub(super) const CHECK: Check =
    Check { title: "Evidence is recent", seed: "seed 000, Verifying license information", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let old = facts.old_evidence.as_ref()?;
    let days = if old.days == 1 { "a day".to_owned() } else { format!("{} days", old.days) };
    // An accepted finding is about this many days: tomorrow it is to be judged again.
    let reason = format!("The evidence was read {days} ago, on {}; read it again.", old.read_on);
    Some(Judgement::new(Outcome::Attention, reason, old.page.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::super::facts::{OldEvidence, day, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        assert_eq!(judge(&Facts::nothing_read()), None);
        let old = |days| OldEvidence { read_on: day("2026-11-20"), days, page: Some(page("license/1")) };
        for (days, ago) in [(1, "a day ago"), (2, "2 days ago")] {
            let judgement = judge(&Facts { old_evidence: Some(old(days)), ..Facts::nothing_read() }).unwrap();
            assert_eq!(judgement.outcome, Outcome::Attention);
            assert_eq!(judgement.reason, format!("The evidence was read {ago}, on 2026-11-20; read it again."));
            assert_eq!(judgement.evidence, Some(page("license/1")));
        }
    }
}
