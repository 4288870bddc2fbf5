//! The proof comes from the customer (handbook: Organization association, step 5). What an agent wrote, or only stands in a
//! quotation, proves nothing by itself.

use super::{Check, Facts, Judgement, Outcome};
use crate::proof::source::{Given, Source};

pub(super) const CHECK: Check =
    Check { title: "Proof comes from the customer", seed: "seed 001, step 5", judge: |facts| judge(facts) };

/// There is nothing to say of a proof that the requester gave, the ticket's own field holds, or the agent typed.
fn judge(facts: &Facts) -> Option<Judgement> {
    let (noun, given) = facts.proof_given.as_ref().filter(|(_, given)| !given.counts())?;
    let (outcome, reason) = match given {
        Given { source: Source::Customer(_), .. } => {
            let reason = format!("The {noun} comes from {}; who the requester is was not read.", given.described());
            (Outcome::Unknown, reason)
        }
        Given { source: Source::OtherCustomer(_), quoted: false } => {
            (Outcome::Attention, format!("The {noun} comes from {}, not from the requester.", given.described()))
        }
        Given { quoted: true, .. } if given.is_customers() => {
            (Outcome::Attention, format!("The {noun} only stands in text quoted by {}.", quoting(given)))
        }
        Given { source: Source::Agent(name), .. } => {
            (Outcome::Attention, format!("The {noun} comes from an agent's comment ({name}), not from the customer."))
        }
        Given { source: Source::InternalNote(name), .. } => {
            (Outcome::Attention, format!("The {noun} comes from an internal note ({name}), not from the customer."))
        }
        Given { source: Source::EvidenceNote(name), .. } => (
            Outcome::Attention,
            format!("The {noun} comes from an evidence note in the ticket ({name}), not from the customer."),
        ),
        _ => (Outcome::Attention, format!("The {noun} comes from {}, not from the customer.", given.described())),
    };
    Some(Judgement::new(outcome, reason, None))
}

fn quoting(given: &Given) -> String {
    Given { quoted: false, ..given.clone() }.described()
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::Outcome::{Attention, Unknown};
    use super::judge;
    use crate::proof::source::{Given, Source};

    #[test]
    fn cases() {
        let name = || "Dana Diaz".to_owned();
        for (source, quoted, expected) in [
            (Source::Typed, false, None),
            (Source::Requester(name()), false, None),
            (Source::Field("Subscription Number".to_owned()), false, None),
            (
                Source::OtherCustomer(name()),
                false,
                Some((
                    Attention,
                    "The license ID comes from Dana Diaz, another customer on the ticket, not from the requester.",
                )),
            ),
            (
                Source::Requester(name()),
                true,
                Some((Attention, "The license ID only stands in text quoted by Dana Diaz, the requester.")),
            ),
            (
                Source::OtherCustomer(name()),
                true,
                Some((
                    Attention,
                    "The license ID only stands in text quoted by Dana Diaz, another customer on the ticket.",
                )),
            ),
            (
                Source::Agent(name()),
                false,
                Some((Attention, "The license ID comes from an agent's comment (Dana Diaz), not from the customer.")),
            ),
            (
                Source::InternalNote(name()),
                false,
                Some((Attention, "The license ID comes from an internal note (Dana Diaz), not from the customer.")),
            ),
            (
                Source::EvidenceNote(name()),
                true,
                Some((
                    Attention,
                    "The license ID comes from an evidence note in the ticket (Dana Diaz), not from the customer.",
                )),
            ),
            (
                Source::Unknown,
                false,
                Some((
                    Attention,
                    "The license ID comes from an author whom Zendesk did not name, not from the customer.",
                )),
            ),
            (
                Source::Customer(name()),
                false,
                Some((
                    Unknown,
                    "The license ID comes from Dana Diaz, a customer on the ticket; who the requester is was not read.",
                )),
            ),
        ] {
            let mut facts = Facts::nothing_read();
            facts.proof_given = Some(("license ID", Given { source: source.clone(), quoted }));
            let judgement = judge(&facts);
            let said = judgement.as_ref().map(|judgement| (judgement.outcome, judgement.reason.as_str()));
            assert_eq!(said, expected, "{source:?} {quoted}");
        }
        assert_eq!(judge(&Facts::nothing_read()), None);
    }
}
