//! The billing account's sold-to is the one that the customer gave (seed 001, step 12; seed 000, "Locating the
//! billing account").

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check {
    title: "Sold-to matches",
    seed: "seed 001, step 12; seed 000, Locating the billing account",
    judge: |facts| Some(judge(facts)),
};

fn judge(facts: &Facts) -> Judgement {
    let Some(sold_to) = &facts.sold_to else {
        return Judgement::unknown("The billing account's sold-to was not read.", None);
    };
    let given = facts.sold_to_given.as_deref().map(str::trim).filter(|given| !given.is_empty());
    let recorded = sold_to.email.as_deref().map(str::trim).filter(|recorded| !recorded.is_empty());
    match (recorded, given) {
        (None, _) => Judgement::unknown("The billing account shows no sold-to address.", Some(&sold_to.page)),
        (Some(_), None) => {
            Judgement::unknown("Enter the sold-to address that the customer gave to compare it.", Some(&sold_to.page))
        }
        (Some(recorded), Some(given)) if recorded.eq_ignore_ascii_case(given) => {
            Judgement::pass("The sold-to is the address that the customer gave.", &sold_to.page)
        }
        (Some(recorded), Some(given)) => {
            Judgement::fail(format!("The sold-to is {recorded}, the customer gave {given}."), &sold_to.page)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{SoldToFacts, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    #[test]
    fn cases() {
        use Outcome::{Fail, Pass, Unknown};
        for (recorded, given, outcome) in [
            (Some("alice@acme.example"), Some("alice@acme.example"), Pass),
            (Some("CAROL.Gamma@Gamma.Example"), Some("carol.gamma@gamma.example"), Pass),
            (Some(" spacey@gamma.example "), Some("spacey@gamma.example\n"), Pass),
            (Some("alice@acme.example"), Some("alicia@acme.example"), Fail),
            (Some("alice@acme.example"), Some("alice@acme.example.evil.example"), Fail),
            (Some("alice@acme.example"), Some("alice"), Fail),
            // Letters that only look alike: a Cyrillic one, and a sign whose lower case is an ASCII letter.
            (Some("kim@acme.example"), Some("\u{212a}im@acme.example"), Fail),
            (Some("alice@acme.example"), Some("аlice@acme.example"), Fail),
            (Some("alice@acme.example"), None, Unknown),
            (Some("alice@acme.example"), Some("   "), Unknown),
            (None, Some("alice@acme.example"), Unknown),
            (Some(""), Some(""), Unknown),
            (None, None, Unknown),
        ] {
            let mut facts = Facts::nothing_read();
            facts.sold_to = Some(SoldToFacts { page: page("billing_account/1"), email: recorded.map(str::to_owned) });
            facts.sold_to_given = given.map(str::to_owned);
            assert_eq!(judge(&facts).outcome, outcome, "{recorded:?} {given:?}");
        }
    }
}
