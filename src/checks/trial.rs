//! Neither the license or cloud activation nor its order is a trial (seed 000, "Verifying license information"; seed
//! 001, steps 6, 7 and 12).

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check {
    title: "Not a trial",
    seed: "seed 001, step 12; seed 000, Verifying license information",
    judge: |facts| Some(judge(facts)),
};

const REPLY: &str = "What you sent us belongs to a trial, which is not a paid subscription. Please send us the license or the \
                     activation code of a subscription that is active and not a trial.";

fn judge(facts: &Facts) -> Judgement {
    let Some(entitlement) = &facts.entitlement else {
        return Judgement::unknown("Neither a license nor a cloud activation was read.", None);
    };
    let (name, page) = (entitlement.kind.name(), &entitlement.page);
    match (entitlement.trial, &facts.order) {
        (Some(true), _) => Judgement::fail(format!("The {name} is a trial."), page).replying(REPLY),
        (None, _) => Judgement::unknown(format!("The {name} page does not say whether it is a trial."), Some(page)),
        (Some(false), Some(order)) if order.trial == Some(true) => {
            Judgement::attention(format!("The {name} is not a trial, but its order says that it is one."), &order.page)
        }
        (Some(false), _) => Judgement::pass(format!("The {name} is not a trial."), page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, entitlement, order, page};
    use super::super::{EntitlementFacts, Facts, OrderFacts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        for (trial, order_trial, outcome) in [
            (Some(false), Some(false), Pass),
            (Some(false), None, Pass),
            (Some(true), Some(false), Fail),
            (Some(true), None, Fail),
            (None, Some(false), Unknown),
            (None, Some(true), Unknown),
            (None, None, Unknown),
            (Some(false), Some(true), Attention),
        ] {
            for kind in [EntitlementKind::License, EntitlementKind::CloudActivation] {
                let facts = Facts {
                    entitlement: Some(EntitlementFacts { trial, ..entitlement(kind) }),
                    order: Some(OrderFacts { trial: order_trial, ..order() }),
                    ..Facts::nothing_read()
                };
                let judgement = judge(&facts);
                assert_eq!(judgement.outcome, outcome, "{kind:?} {trial:?} {order_trial:?}");
                assert_eq!(judgement.reply.is_some(), outcome == Fail);
            }
        }
    }

    #[test]
    fn the_reason_names_what_was_read() {
        let trial = |kind| Facts {
            entitlement: Some(EntitlementFacts { trial: Some(true), page: page("x"), ..entitlement(kind) }),
            ..Facts::nothing_read()
        };
        assert_eq!(judge(&trial(EntitlementKind::License)).reason, "The license is a trial.");
        assert_eq!(judge(&trial(EntitlementKind::CloudActivation)).reason, "The cloud activation is a trial.");
    }
}
