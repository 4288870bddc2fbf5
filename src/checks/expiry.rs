//! The license has not expired (seed 000, "Verifying license information"; facts: domain 1.2 and 6.2). A cloud
//! activation has no dates: its order's count (facts: domain 3.3).

use super::facts::EntitlementKind;
use super::{Check, Facts, Judgement, Outcome};
use crate::date::Date;
use crate::link::Link;

pub(super) const CHECK: Check =
    Check { title: "Not expired", seed: "seed 000, Verifying license information", judge: |facts| Some(judge(facts)) };

const REPLY: &str = "What you sent us has expired. Please send us the license or the activation code of a subscription that is \
                     active and not a trial.";

/// What an order's end date does not say (facts: domain 3.3).
const RENEWED: &str = "An order can show the date of a renewal that was cancelled later.";

fn judge(facts: &Facts) -> Judgement {
    let Some(entitlement) = &facts.entitlement else {
        return Judgement::unknown("Neither a license nor a cloud activation was read.", None);
    };
    match (entitlement.kind, &facts.order) {
        (EntitlementKind::License, _) => {
            dates("license", &entitlement.page, entitlement.starts_at, entitlement.expires_at, facts.today)
        }
        (EntitlementKind::CloudActivation, Some(order)) => {
            let judgement = dates("order", &order.page, order.start_date, order.end_date, facts.today);
            match judgement.outcome {
                // The one date that there is may be the one of a renewal.
                Outcome::Pass => Judgement { reason: format!("{} {RENEWED}", judgement.reason), ..judgement },
                Outcome::Fail | Outcome::Attention | Outcome::Unknown => judgement,
            }
        }
        (EntitlementKind::CloudActivation, None) => {
            Judgement::unknown("A cloud activation has no end date, and its order was not read.", None)
        }
    }
}

fn dates(name: &str, page: &Link, start: Option<Date>, end: Option<Date>, today: Date) -> Judgement {
    match (end, start) {
        (None, _) => Judgement::unknown(format!("The {name} page shows no end date."), Some(page)),
        // The end date is the first day on which the license no longer works.
        (Some(end), _) if end == today => Judgement::fail(format!("The {name} expired today."), page).replying(REPLY),
        (Some(end), _) if end < today => Judgement::fail(format!("The {name} expired on {end}."), page).replying(REPLY),
        (Some(_), Some(start)) if start > today => {
            Judgement::attention(format!("The {name} is not active before {start}."), page)
        }
        (Some(end), _) => Judgement::pass(format!("The {name} is valid until {end}."), page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, day, entitlement, order};
    use super::super::{EntitlementFacts, Facts, OrderFacts, Outcome};
    use super::{RENEWED, judge};

    #[test]
    fn cases() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        for (start, end, outcome, reason) in [
            (Some("2025-01-01"), Some("2099-12-31"), Pass, "The WHAT is valid until 2099-12-31."),
            (None, Some("2026-11-23"), Pass, "The WHAT is valid until 2026-11-23."),
            (Some("2025-01-01"), Some("2026-11-22"), Fail, "The WHAT expired today."),
            (Some("2025-01-01"), Some("2026-11-21"), Fail, "The WHAT expired on 2026-11-21."),
            (Some("2026-11-22"), Some("2099-12-31"), Pass, "The WHAT is valid until 2099-12-31."),
            (Some("2026-11-23"), Some("2099-12-31"), Attention, "The WHAT is not active before 2026-11-23."),
            (Some("2025-01-01"), None, Unknown, "The WHAT page shows no end date."),
            (None, None, Unknown, "The WHAT page shows no end date."),
        ] {
            let (starts_at, expires_at) = (start.map(day), end.map(day));
            let license = Facts {
                entitlement: Some(EntitlementFacts { starts_at, expires_at, ..entitlement(EntitlementKind::License) }),
                ..Facts::nothing_read()
            };
            let activation = Facts {
                entitlement: Some(entitlement(EntitlementKind::CloudActivation)),
                order: Some(OrderFacts { start_date: starts_at, end_date: expires_at, ..order() }),
                ..Facts::nothing_read()
            };
            for (facts, what) in [(license, "license"), (activation, "order")] {
                let judgement = judge(&facts);
                let mut reason = reason.replace("WHAT", what);
                // The date that stands for a cloud activation is not its own, and a pass says so.
                if what == "order" && outcome == Pass {
                    reason = format!("{reason} {RENEWED}");
                }
                assert_eq!(judgement.reply.is_some(), outcome == Fail);
                assert_eq!((judgement.outcome, judgement.reason), (outcome, reason), "{what} {start:?} {end:?}");
            }
        }
    }

    #[test]
    fn an_order_does_not_speak_for_a_license() {
        let facts = Facts {
            entitlement: Some(entitlement(EntitlementKind::License)),
            order: Some(OrderFacts { end_date: Some(day("2099-12-31")), ..order() }),
            ..Facts::nothing_read()
        };
        assert_eq!(judge(&facts).outcome, Outcome::Unknown);
        let facts = Facts { entitlement: Some(entitlement(EntitlementKind::CloudActivation)), ..Facts::nothing_read() };
        assert_eq!(judge(&facts).outcome, Outcome::Unknown);
    }
}
