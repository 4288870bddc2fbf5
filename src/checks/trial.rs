//! The license is not a trial (seed 000, "Verifying license information"; seed 001, steps 6 and 12).

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check =
    Check { title: "Not a trial", seed: "seed 001, step 12; seed 000, Verifying license information", judge };

fn judge(facts: &Facts) -> Judgement {
    let Some(license) = &facts.license else {
        return Judgement::unknown("The license page was not read.", None);
    };
    match (license.trial, &facts.order_trial) {
        (Some(true), _) => Judgement::fail("The license is a trial.", &license.page),
        (None, _) => Judgement::unknown("The license page does not say whether it is a trial.", Some(&license.page)),
        (Some(false), Some((true, order))) => {
            Judgement::attention("The license is not a trial, but its order says that it is one.", order)
        }
        (Some(false), _) => Judgement::pass("The license is not a trial.", &license.page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{LicenseFacts, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        for (license, order, outcome) in [
            (Some(false), Some(false), Pass),
            (Some(false), None, Pass),
            (Some(true), Some(false), Fail),
            (Some(true), None, Fail),
            (None, Some(false), Unknown),
            (None, Some(true), Unknown),
            (None, None, Unknown),
            (Some(false), Some(true), Attention),
        ] {
            let mut facts = Facts::nothing_read();
            facts.license =
                Some(LicenseFacts { page: page("license/1"), trial: license, starts_at: None, expires_at: None });
            facts.order_trial = order.map(|trial| (trial, page("order/1")));
            assert_eq!(judge(&facts).outcome, outcome, "{license:?} {order:?}");
        }
    }
}
