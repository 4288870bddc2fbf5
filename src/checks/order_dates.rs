//! The subscription is active by its order, too (seed 000, "Verifying license information"; facts: domain 3.3). An order's end
//! may be that of a renewal that was cancelled later, so it does not decide; and a cloud activation has no other dates, so
//! there they are those of the expiry.

use super::facts::EntitlementKind;
use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check =
    Check { title: "Order still running", seed: "seed 000, Verifying license information", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let order = facts.order.as_ref()?;
    if facts.entitlement.as_ref().is_some_and(|entitlement| entitlement.kind == EntitlementKind::CloudActivation) {
        return None;
    }
    match (order.start_date, order.end_date) {
        (_, Some(end)) if end <= facts.today => Some(Judgement::attention(
            format!("The order ended on {end}: was it renewed under another name?"),
            &order.page,
        )),
        (Some(start), _) if start > facts.today => {
            Some(Judgement::attention(format!("The order does not begin before {start}."), &order.page))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, day, entitlement, order};
    use super::super::{Facts, OrderFacts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        use Outcome::Attention;
        for (start, end, outcome) in [
            (Some("2025-01-01"), Some("2099-12-31"), None),
            (Some("2025-01-01"), Some("2026-11-23"), None),
            (Some("2025-01-01"), Some("2026-11-22"), Some(Attention)),
            (Some("2025-01-01"), Some("2020-12-31"), Some(Attention)),
            (Some("2026-11-23"), Some("2099-12-31"), Some(Attention)),
            (None, None, None),
        ] {
            let order = OrderFacts { start_date: start.map(day), end_date: end.map(day), ..order() };
            for (kind, expected) in [(EntitlementKind::License, outcome), (EntitlementKind::CloudActivation, None)] {
                let facts =
                    Facts { entitlement: Some(entitlement(kind)), order: Some(order.clone()), ..Facts::nothing_read() };
                assert_eq!(judge(&facts).map(|judgement| judgement.outcome), expected, "{kind:?} {start:?} {end:?}");
            }
        }
    }
}
