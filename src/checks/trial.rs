//! Neither the license or cloud activation nor its order is a trial (seed 000, "Verifying license information"; seed
//! 001, steps 6, 7 and 12).

use super::{Check, Facts, Judgement};
use crate::problem::quoted;
use crate::shown::Shown;

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
    let order = facts.order.as_ref().map(|order| (&order.page, &order.trial));
    match (&entitlement.trial, order) {
        (Shown::Read(true), _) => Judgement::fail(format!("The {name} is a trial."), page).replying(REPLY),
        (Shown::Absent, _) => {
            Judgement::unknown(format!("The {name} page does not say whether it is a trial."), Some(page))
        }
        (Shown::Unreadable(text), _) => {
            Judgement::unknown(format!("Whether the {name} is a trial is not readable{}.", quoted(text)), Some(page))
        }
        (Shown::Read(false), Some((order, Shown::Read(true)))) => {
            Judgement::attention(format!("The {name} is not a trial, but its order says that it is one."), order)
        }
        (Shown::Read(false), Some((order, Shown::Unreadable(text)))) => Judgement::unknown(
            format!("The {name} is not a trial. Whether its order is a trial is not readable{}.", quoted(text)),
            Some(order),
        ),
        (Shown::Read(false), _) => Judgement::pass(format!("The {name} is not a trial."), page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EntitlementKind, entitlement, order, page};
    use super::super::{EntitlementFacts, Facts, OrderFacts, Outcome};
    use super::judge;
    use crate::shown::Shown;

    #[test]
    fn cases() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        let (yes, no, absent) = (Shown::Read(true), Shown::Read(false), Shown::Absent);
        let unreadable = Shown::unreadable("maybe");
        for (trial, order_trial, outcome) in [
            (&no, &no, Pass),
            (&no, &absent, Pass),
            (&yes, &no, Fail),
            (&yes, &absent, Fail),
            (&yes, &unreadable, Fail),
            (&absent, &no, Unknown),
            (&absent, &yes, Unknown),
            (&absent, &absent, Unknown),
            (&unreadable, &no, Unknown),
            (&no, &unreadable, Unknown),
            (&no, &yes, Attention),
        ] {
            for kind in [EntitlementKind::License, EntitlementKind::CloudActivation] {
                let facts = Facts {
                    entitlement: Some(EntitlementFacts { trial: trial.clone(), ..entitlement(kind) }),
                    order: Some(OrderFacts { trial: order_trial.clone(), ..order() }),
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
            entitlement: Some(EntitlementFacts { trial: Shown::Read(true), page: page("x"), ..entitlement(kind) }),
            ..Facts::nothing_read()
        };
        assert_eq!(judge(&trial(EntitlementKind::License)).reason, "The license is a trial.");
        assert_eq!(judge(&trial(EntitlementKind::CloudActivation)).reason, "The cloud activation is a trial.");
    }
}
