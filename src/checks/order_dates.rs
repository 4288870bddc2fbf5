//! The subscription is active by its order, too (seed 000, "Verifying license information"; facts: domain 3.3). An order's end
//! may be that of a renewal that was cancelled later, so it does not decide; and a cloud activation has no other dates, so
//! there they are those of the expiry.

use super::facts::EntitlementKind;
use super::{Check, Facts, Judgement};
use crate::problem::quoted;
use crate::shown::Shown;

pub(super) const CHECK: Check =
    Check { title: "Order still running", seed: "seed 000, Verifying license information", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let order = facts.order.as_ref()?;
    if facts.entitlement.as_ref().is_some_and(|entitlement| entitlement.kind == EntitlementKind::CloudActivation) {
        return None;
    }
    let unreadable = |field: &str, text: &str| {
        let reason = format!("The order page's {field} is not readable{}.", quoted(text));
        Some(Judgement::unknown(reason, Some(&order.page)))
    };
    match (&order.start_date, &order.end_date) {
        (_, Shown::Read(end)) if *end <= facts.today => Some(Judgement::attention(
            format!("The order ended on {end}: was it renewed under another name?"),
            &order.page,
        )),
        (_, Shown::Unreadable(text)) => unreadable("end date", text),
        (Shown::Read(start), _) if *start > facts.today => {
            Some(Judgement::attention(format!("The order does not begin before {start}."), &order.page))
        }
        (Shown::Unreadable(text), _) => unreadable("start date", text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, entitlement, order};
    use super::super::{Facts, OrderFacts, Outcome};
    use super::judge;
    use crate::date::Date;
    use crate::shown::Shown;

    #[test]
    fn cases() {
        use Outcome::{Attention, Unknown};
        for (start, end, outcome) in [
            (Some("2025-01-01"), Some("2099-12-31"), None),
            (Some("2025-01-01"), Some("2026-11-23"), None),
            (Some("2025-01-01"), Some("2026-11-22"), Some(Attention)),
            (Some("2025-01-01"), Some("2020-12-31"), Some(Attention)),
            (Some("2026-11-23"), Some("2099-12-31"), Some(Attention)),
            (None, None, None),
            (Some("2025-01-01"), Some("soon"), Some(Unknown)),
            (Some("soon"), Some("2099-12-31"), Some(Unknown)),
            (Some("soon"), Some("2020-12-31"), Some(Attention)),
        ] {
            let shown = |date: Option<&str>| match date {
                None => Shown::Absent,
                Some(text) => Date::parse_iso(text).map_or_else(|_| Shown::unreadable(text), Shown::Read),
            };
            let order = OrderFacts { start_date: shown(start), end_date: shown(end), ..order() };
            for (kind, expected) in [(EntitlementKind::License, outcome), (EntitlementKind::CloudActivation, None)] {
                let facts =
                    Facts { entitlement: Some(entitlement(kind)), order: Some(order.clone()), ..Facts::nothing_read() };
                assert_eq!(judge(&facts).map(|judgement| judgement.outcome), expected, "{kind:?} {start:?} {end:?}");
            }
        }
    }
}
