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
    let written = facts.written.each_ref().map(String::as_str);
    match facts.notes {
        Notes::None => Judgement::pass("There are no notes and no details.", &facts.page),
        Notes::Some => Judgement::attention("Read the notes and details.", &facts.page).about(&written),
        Notes::SayStop => Judgement::attention("Read the notes and details: they may say not to proceed.", &facts.page)
            .about(&written),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Outcome::{Attention, Pass};
    use super::*;

    #[test]
    fn judgement_is_about_the_texts_themselves() {
        let about = |notes: &str| {
            let written = [notes.to_owned(), String::new()];
            judge(&OrganizationFacts { notes: Notes::SayStop, written, ..OrganizationFacts::of_nothing() }).about
        };
        assert_eq!(about("Do not proceed."), about("Do not proceed."));
        assert_ne!(about("Do not proceed."), about("Legal hold. Do not proceed."));
    }

    #[test]
    fn cases() {
        for (notes, outcome) in [(Notes::None, Pass), (Notes::Some, Attention), (Notes::SayStop, Attention)] {
            let facts = OrganizationFacts { notes, ..OrganizationFacts::of_nothing() };
            assert_eq!(judge(&facts).outcome, outcome, "{notes:?}");
        }
    }
}
