//! Who pays and renews late gets a license for three weeks, and it is a trial (facts: domain 3.3, "Temporary extensions"). It
//! does not prove an entitlement, but the agent should know what it may be.

use super::facts::{EntitlementFacts, EntitlementKind};
use super::{Check, Facts, Judgement};
use crate::shown::Shown;

pub(super) const CHECK: Check =
    Check { title: "No temporary license", seed: "seed 000, Verifying license information", judge };

/// The most days of a temporary license; a plain trial has thirty.
const LONGEST: i64 = 28;

fn judge(facts: &Facts) -> Option<Judgement> {
    let EntitlementFacts { kind, page, trial, starts_at, expires_at, temporary_extensions, .. } =
        facts.entitlement.as_ref()?;
    if *kind != EntitlementKind::License || trial.read() != Some(&true) {
        return None;
    }
    let is_short = starts_at
        .read()
        .zip(expires_at.read())
        .is_some_and(|(start, end)| (0..=LONGEST).contains(&start.days_until(*end)));
    let order_is_paid = facts.order.as_ref().is_some_and(|order| order.trial == Shown::Read(false));
    (is_short || order_is_paid).then(|| {
        let reason = "This may be the temporary license of a customer who renews late: look for it among the temporary \
                      extensions, and ask for the license after it.";
        Judgement::attention(reason, temporary_extensions.as_ref().unwrap_or(page))
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, day, entitlement, order, page};
    use super::super::{EntitlementFacts, Facts, OrderFacts, Outcome};
    use super::judge;
    use crate::shown::Shown;

    #[test]
    fn cases() {
        use EntitlementKind::{CloudActivation, License};
        let shown = |trial: Option<bool>| trial.map_or(Shown::Absent, Shown::Read);
        for (kind, trial, dates, order_trial, remarkable) in [
            (License, Some(true), Some(("2026-11-10", "2026-12-01")), None, true),
            (License, Some(true), Some(("2026-11-10", "2026-12-08")), None, true),
            (License, Some(true), Some(("2026-11-10", "2026-12-10")), None, false),
            (License, Some(true), Some(("2026-11-10", "2026-12-10")), Some(false), true),
            (License, Some(true), Some(("2026-11-10", "2026-12-10")), Some(true), false),
            (License, Some(true), None, None, false),
            (License, Some(false), Some(("2026-11-10", "2026-12-01")), Some(false), false),
            (License, None, Some(("2026-11-10", "2026-12-01")), Some(false), false),
            (CloudActivation, Some(true), None, Some(false), false),
        ] {
            let facts = Facts {
                entitlement: Some(EntitlementFacts {
                    trial: shown(trial),
                    starts_at: dates.map_or(Shown::Absent, |(start, _)| Shown::Read(day(start))),
                    expires_at: dates.map_or(Shown::Absent, |(_, end)| Shown::Read(day(end))),
                    temporary_extensions: Some(page("temporary_extension_history")),
                    ..entitlement(kind)
                }),
                order: order_trial.map(|trial| OrderFacts { trial: Shown::Read(trial), ..order() }),
                ..Facts::nothing_read()
            };
            let judgement = judge(&facts);
            assert_eq!(judgement.is_some(), remarkable, "{kind:?} {trial:?} {dates:?} {order_trial:?}");
            assert!(judgement.is_none_or(|judgement| judgement.outcome == Outcome::Attention));
        }
    }
}
