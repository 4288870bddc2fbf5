//! Nothing that agents have written about the organization says not to proceed (seed 001, "Pre-checks"). What a text means
//! is for a person to judge, so only one that is empty passes.

use super::{Judgement, Notes, OrganizationFacts, Precheck, Subject};

pub(super) const PRECHECK: Precheck = Precheck {
    subject: Subject::Notes,
    title: "No notes against it",
    seed: "seed 001, Pre-checks; seed 000, Pre-checks",
    judge: |facts| Some(judge(facts)),
};

fn judge(facts: &OrganizationFacts) -> Judgement {
    match facts.notes {
        Notes::None => Judgement::pass("There are no notes and no details.", &facts.page),
        Notes::Some => Judgement::attention("Read the notes and details.", &facts.page),
        Notes::SayStop => Judgement::attention("Read the notes and details: they may say not to proceed.", &facts.page),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Outcome::{Attention, Pass};
    use super::*;

    #[test]
    fn cases() {
        for (notes, outcome) in [(Notes::None, Pass), (Notes::Some, Attention), (Notes::SayStop, Attention)] {
            let facts = OrganizationFacts { notes, ..OrganizationFacts::of_nothing() };
            assert_eq!(judge(&facts).outcome, outcome, "{notes:?}");
        }
    }
}
