//! The license has not expired (seed 000, "Verifying license information"; facts: domain 1.2 and 6.2).

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check { title: "Not expired", seed: "seed 000, Verifying license information", judge };

fn judge(facts: &Facts) -> Judgement {
    let Some(license) = &facts.license else {
        return Judgement::unknown("The license page was not read.", None);
    };
    let today = facts.today;
    match (license.expires_at, license.starts_at) {
        (None, _) => Judgement::unknown("The license page shows no end date.", Some(&license.page)),
        // The end date is the first day on which the license no longer works.
        (Some(end), _) if end == today => Judgement::fail("The license expired today.", &license.page),
        (Some(end), _) if end < today => Judgement::fail(format!("The license expired on {end}."), &license.page),
        (Some(_), Some(start)) if start > today => {
            Judgement::attention(format!("The license is not active before {start}."), &license.page)
        }
        (Some(end), _) => Judgement::pass(format!("The license is valid until {end}."), &license.page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{LicenseFacts, day, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        for (start, end, outcome, reason) in [
            (Some("2025-01-01"), Some("2099-12-31"), Pass, "The license is valid until 2099-12-31."),
            (None, Some("2026-11-23"), Pass, "The license is valid until 2026-11-23."),
            (Some("2025-01-01"), Some("2026-11-22"), Fail, "The license expired today."),
            (Some("2025-01-01"), Some("2026-11-21"), Fail, "The license expired on 2026-11-21."),
            (Some("2026-11-22"), Some("2099-12-31"), Pass, "The license is valid until 2099-12-31."),
            (Some("2026-11-23"), Some("2099-12-31"), Attention, "The license is not active before 2026-11-23."),
            (Some("2025-01-01"), None, Unknown, "The license page shows no end date."),
            (None, None, Unknown, "The license page shows no end date."),
        ] {
            let mut facts = Facts::nothing_read();
            facts.license = Some(LicenseFacts {
                page: page("license/1"),
                trial: None,
                starts_at: start.map(day),
                expires_at: end.map(day),
            });
            let judgement = judge(&facts);
            assert_eq!((judgement.outcome, judgement.reason.as_str()), (outcome, reason), "{start:?} {end:?}");
        }
    }
}
