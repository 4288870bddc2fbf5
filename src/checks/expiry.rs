//! The license has not expired (seed 000, "Verifying license information"; facts: domain 1.2 and 6.2). A cloud
//! activation has no dates: its order's count (facts: domain 3.3).

use super::facts::EntitlementKind;
use super::{Check, Facts, Judgement, Outcome};
use crate::date::Date;
use crate::link::Link;
use crate::problem::quoted;
use crate::shown::Shown;

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
            dates("license", &entitlement.page, &entitlement.starts_at, &entitlement.expires_at, facts.today)
        }
        (EntitlementKind::CloudActivation, Some(order)) => {
            let judgement = dates("order", &order.page, &order.start_date, &order.end_date, facts.today);
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

fn dates(name: &str, page: &Link, start: &Shown<Date>, end: &Shown<Date>, today: Date) -> Judgement {
    let unknown = |field: &str, problem: Option<&str>| {
        let reason = match problem {
            None => format!("The {name} page shows no {field}."),
            Some(text) => format!("The {name} page's {field} is not readable{}.", quoted(text)),
        };
        Judgement::unknown(reason, Some(page))
    };
    match (end, start) {
        (Shown::Absent, _) => unknown("end date", None),
        (Shown::Unreadable(text), _) => unknown("end date", Some(text)),
        // The end date is the first day on which the license no longer works.
        (Shown::Read(end), _) if *end == today => {
            Judgement::fail(format!("The {name} expired today."), page).replying(REPLY)
        }
        (Shown::Read(end), _) if *end < today => {
            Judgement::fail(format!("The {name} expired on {end}."), page).replying(REPLY)
        }
        (Shown::Read(_), Shown::Unreadable(text)) => unknown("start date", Some(text)),
        (Shown::Read(_), Shown::Read(start)) if *start > today => {
            Judgement::attention(format!("The {name} is not active before {start}."), page)
        }
        (Shown::Read(end), _) => Judgement::pass(format!("The {name} is valid until {end}."), page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, day, entitlement, order};
    use super::super::{EntitlementFacts, Facts, OrderFacts, Outcome};
    use super::{RENEWED, judge};
    use crate::date::Date;
    use crate::shown::Shown;

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
            (
                Some("2025-01-01"),
                Some("31.12.27 (approx.)"),
                Unknown,
                "The WHAT page's end date is not readable: \"31.12.27 (approx.)\".",
            ),
            (Some("soon"), Some("2099-12-31"), Unknown, "The WHAT page's start date is not readable: \"soon\"."),
            (Some("soon"), Some("2026-11-21"), Fail, "The WHAT expired on 2026-11-21."),
        ] {
            let shown = |date: Option<&str>| match date {
                None => Shown::Absent,
                Some(text) => Date::parse_iso(text).map_or_else(|_| Shown::unreadable(text), Shown::Read),
            };
            let (starts_at, expires_at) = (shown(start), shown(end));
            let license = Facts {
                entitlement: Some(EntitlementFacts {
                    starts_at: starts_at.clone(),
                    expires_at: expires_at.clone(),
                    ..entitlement(EntitlementKind::License)
                }),
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
            order: Some(OrderFacts { end_date: Shown::Read(day("2099-12-31")), ..order() }),
            ..Facts::nothing_read()
        };
        assert_eq!(judge(&facts).outcome, Outcome::Unknown);
        let facts = Facts { entitlement: Some(entitlement(EntitlementKind::CloudActivation)), ..Facts::nothing_read() };
        assert_eq!(judge(&facts).outcome, Outcome::Unknown);
    }
}
