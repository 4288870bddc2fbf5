//! The billing account's sold-to is the one that the customer gave (seed 001, step 12; seed 000, "Locating the
//! billing account").

use super::{Check, Facts, GivenSoldTo, Judgement};
use crate::link::Link;
use crate::problem::quoted;
use crate::proof::source::Source;
use crate::shown::Shown;

pub(super) const CHECK: Check = Check {
    title: "Sold-to matches",
    seed: "seed 001, step 12; seed 000, Locating the billing account",
    judge: |facts| Some(judge(facts)),
};

/// It does not say what the sold-to is: that is somebody's personal data (facts: domain 0.7).
const REPLY: &str = "The e-mail address of the subscription's owner that you gave us is not the one on record. Please ask \
                     whoever bought the subscription, and send us the address again. We cannot tell you the one on record.";

fn judge(facts: &Facts) -> Judgement {
    let Some(sold_to) = &facts.sold_to else {
        return Judgement::unknown("The billing account's sold-to was not read.", None);
    };
    let given = facts.sold_to_given.as_ref().filter(|given| !given.address.trim().is_empty());
    if let Shown::Unreadable(text) = &sold_to.email {
        let reason = format!("The billing account's sold-to address is not readable{}.", quoted(text));
        return Judgement::unknown(reason, Some(&sold_to.page));
    }
    let recorded = sold_to.email.read().map(|recorded| recorded.trim()).filter(|recorded| !recorded.is_empty());
    match (recorded, given) {
        (None, _) => Judgement::unknown("The billing account shows no sold-to address.", Some(&sold_to.page)),
        (Some(_), None) => {
            let reason = "The sold-to was not compared: no address that the customer gave is entered.";
            Judgement::unknown(reason, Some(&sold_to.page))
        }
        (Some(recorded), Some(given)) => compare(recorded, given, &sold_to.page),
    }
}

/// Only the requester, the ticket's own field and the agent speak for the customer. Another customer, and a quotation, are
/// for the agent to judge; anybody else gave nothing.
fn compare(recorded: &str, GivenSoldTo { address, given }: &GivenSoldTo, page: &Link) -> Judgement {
    let address = address.trim();
    let who = given.described();
    if !given.is_customers() {
        let reason = format!("The sold-to comes from {who}, not from the customer. Enter what the customer gave.");
        return Judgement::unknown(reason, Some(page));
    }
    if !recorded.eq_ignore_ascii_case(address) {
        let near = near_miss(recorded, address).map(|near| format!(" {near}")).unwrap_or_default();
        let reason = if given.counts() {
            format!("The sold-to is {recorded}, the customer gave {address}.{near}")
        } else {
            format!("The sold-to is {recorded}; {address} was given by {who}.{near}")
        };
        return Judgement::fail(reason, page).replying(REPLY);
    }
    if given.counts() {
        return Judgement::pass("The sold-to is the address that the customer gave.", page);
    }
    match given.source {
        Source::Customer(_) => {
            let reason = format!("The sold-to matches, but it comes from {who}: who the requester is was not read.");
            Judgement::unknown(reason, Some(page))
        }
        _ => Judgement::attention(
            format!("The sold-to matches, but the address comes from {who}, not from the requester's own words."),
            page,
        ),
    }
}

/// In what two addresses differ, where it is little. It is said, and never passes.
fn near_miss(recorded: &str, given: &str) -> Option<&'static str> {
    let (recorded, given) = (recorded.to_lowercase(), given.to_lowercase());
    let ((name, domain), (given_name, given_domain)) = (recorded.split_once('@')?, given.split_once('@')?);
    let bare = |name: &str| name.split('+').next().unwrap_or_default().replace('.', "");
    if !recorded.is_ascii() || !given.is_ascii() {
        Some("They hold letters that may only look alike.")
    } else if domain == given_domain && bare(name) == bare(given_name) {
        Some("They differ in dots or in what follows a plus only.")
    } else if name == given_name {
        Some("They differ behind the @ only.")
    } else if is_one_edit(&recorded, &given) {
        Some("They differ in one letter only.")
    } else {
        None
    }
}

/// Whether one letter was left out, put in, changed, or changed places with the next.
fn is_one_edit(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Outcome::Fail;
    use super::super::facts::{SoldToFacts, page};
    use super::super::{Facts, GivenSoldTo, Outcome};
    use super::judge;
    use crate::proof::source::{Given, Source};
    use crate::shown::Shown;

    fn typed(address: &str) -> GivenSoldTo {
        GivenSoldTo { address: address.to_owned(), given: Given::typed() }
    }

    #[test]
    fn cases() {
        use Outcome::{Pass, Unknown};
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
            let recorded = recorded.map_or(Shown::Absent, |text| Shown::Read(text.to_owned()));
            let mut facts = Facts::nothing_read();
            facts.sold_to = Some(SoldToFacts { page: page("billing_account/1"), email: recorded.clone() });
            facts.sold_to_given = given.map(typed);
            let judgement = judge(&facts);
            assert_eq!(judgement.outcome, outcome, "{recorded:?} {given:?}");
            // What the requester is told does not give the sold-to away.
            assert_eq!(judgement.reply.map(|reply| reply.contains('@')), (outcome == Fail).then_some(false));
        }
    }

    #[test]
    fn unreadable_sold_to_is_unknown_and_not_absent() {
        let mut facts = Facts::nothing_read();
        let email = Shown::unreadable("ada@acme.example, bob@acme.example");
        facts.sold_to = Some(SoldToFacts { page: page("billing_account/1"), email });
        facts.sold_to_given = Some(typed("ada@acme.example"));
        let judgement = judge(&facts);
        let said = "The billing account's sold-to address is not readable: \"ada@acme.example, bob@acme.example\".";
        assert_eq!((judgement.outcome, judgement.reason.as_str()), (Outcome::Unknown, said));
    }

    #[test]
    fn only_the_customers_word_passes() {
        use Outcome::{Attention, Pass, Unknown};
        let name = || "Dana Diaz".to_owned();
        for (source, outcome, quoted) in [
            (Source::Typed, Pass, Pass),
            (Source::Field("Subscription Email".to_owned()), Pass, Pass),
            (Source::Requester(name()), Pass, Attention),
            (Source::OtherCustomer(name()), Attention, Attention),
            (Source::Customer(name()), Unknown, Unknown),
            (Source::Agent(name()), Unknown, Unknown),
            (Source::InternalNote(name()), Unknown, Unknown),
            (Source::EvidenceNote(name()), Unknown, Unknown),
            (Source::Unknown, Unknown, Unknown),
        ] {
            for (is_quoted, outcome) in [(false, outcome), (true, quoted)] {
                let is_comment = !matches!(source, Source::Typed | Source::Field(_));
                let given = Given { source: source.clone(), quoted: is_quoted && is_comment };
                let judged = |recorded: &str| {
                    let mut facts = Facts::nothing_read();
                    let page = page("billing_account/1");
                    facts.sold_to = Some(SoldToFacts { page, email: Shown::Read(recorded.to_owned()) });
                    facts.sold_to_given =
                        Some(GivenSoldTo { address: "alice@acme.example".to_owned(), given: given.clone() });
                    judge(&facts)
                };
                let equal = judged("alice@acme.example");
                assert_eq!(equal.outcome, outcome, "{given:?}: {}", equal.reason);
                assert_eq!(equal.reason.contains("Dana Diaz"), outcome != Pass && given.source != Source::Unknown);
                // What no customer gave is no reason to refuse anybody either.
                let other = if given.is_customers() { Fail } else { Unknown };
                assert_eq!(judged("bob@acme.example").outcome, other, "{given:?}");
            }
        }
    }

    #[test]
    fn a_near_miss_is_shown_and_never_passed() {
        for (recorded, given, near) in [
            ("alice@acme.example", "alice+gitlab@acme.example", "They differ in dots or in what follows a plus only."),
            ("a.lice@acme.example", "alice@acme.example", "They differ in dots or in what follows a plus only."),
            ("alice@acme.example", "alice@acme-group.example", "They differ behind the @ only."),
            ("alice@acme.example", "alce@acme.example", "They differ in one letter only."),
            ("alice@acme.example", "alicee@acme.example", "They differ in one letter only."),
            ("alice@acme.example", "alicd@acme.example", "They differ in one letter only."),
            ("alice@acme.example", "ailce@acme.example", "They differ in one letter only."),
            ("alice@acme.example", "аlice@acme.example", "They hold letters that may only look alike."),
            ("alice@acme.example", "bob@acme.example", ""),
            ("alice@acme.example", "purchasing@reseller.example", ""),
            ("alice@acme.example", "alice", ""),
        ] {
            let mut facts = Facts::nothing_read();
            facts.sold_to =
                Some(SoldToFacts { page: page("billing_account/1"), email: Shown::Read(recorded.to_owned()) });
            facts.sold_to_given = Some(typed(given));
            let judgement = judge(&facts);
            assert_eq!(judgement.outcome, Fail, "{given}");
            let said = format!("The sold-to is {recorded}, the customer gave {given}. {near}");
            assert_eq!(judgement.reason, said.trim_end(), "{given}");
        }
    }
}
