//! What the license file says is what the license's record says (facts: domain 1). The file is a short way to the
//! record and never the verdict, so a difference is for the agent: the record may have been changed, or the file forged.

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check {
    title: "License file agrees",
    seed: "seed 001, step 8; seed 000, Locating the license or cloud activation page",
    judge,
};

fn judge(facts: &Facts) -> Option<Judgement> {
    let file = facts.license_file.as_ref()?;
    let Some(compared) = &file.compared else {
        return Some(Judgement::unknown("The license page was not read, so the file was not compared with it.", None));
    };
    if compared.is_empty() {
        let reason = "The license file and the license page say nothing that could be compared.";
        return Some(Judgement::unknown(reason, Some(&file.page)));
    }
    let differing = compared.iter().filter(|values| !values.file.eq_ignore_ascii_case(&values.record));
    let differences: Vec<_> = differing
        .map(|values| format!("{}: {} in the file, {} on the page", values.label, values.file, values.record))
        .collect();
    Some(if differences.is_empty() {
        Judgement::pass("The license file says what the license page says.", &file.page)
    } else {
        Judgement::attention(format!("{}.", differences.join("; ")), &file.page)
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::{Compared, LicenseFileFacts, page};
    use super::super::{Facts, Outcome};
    use super::judge;

    fn judged(compared: Option<&[(&'static str, &str, &str)]>) -> (Outcome, String) {
        let all = |values: &[(&'static str, &str, &str)]| {
            let compared = |(label, file, record): &(&'static str, &str, &str)| Compared {
                label,
                file: (*file).to_owned(),
                record: (*record).to_owned(),
            };
            values.iter().map(compared).collect()
        };
        let file = LicenseFileFacts { page: page("license/1"), compared: compared.map(all), head: None };
        let judgement = judge(&Facts { license_file: Some(file), ..Facts::nothing_read() }).unwrap();
        (judgement.outcome, judgement.reason)
    }

    #[test]
    fn cases() {
        use Outcome::{Attention, Pass, Unknown};
        for (compared, outcome, reason) in [
            (
                Some(&[("Company", "Acme Corp", "Acme Corp")] as &[_]),
                Pass,
                "The license file says what the license page says.",
            ),
            (Some(&[("Plan", "premium", "Premium")]), Pass, "The license file says what the license page says."),
            // What only one of them says is not compared, and nothing compared is nothing passed.
            (Some(&[]), Unknown, "The license file and the license page say nothing that could be compared."),
            (
                Some(&[
                    ("Company", "Acme Corp", "Evil Corp"),
                    ("Trial", "No", "No"),
                    ("Expires at", "2030-01-01", "2020-01-01"),
                ]),
                Attention,
                "Company: Acme Corp in the file, Evil Corp on the page; Expires at: 2030-01-01 in the file, 2020-01-01 on the page.",
            ),
            (None, Unknown, "The license page was not read, so the file was not compared with it."),
        ] {
            assert_eq!(judged(compared), (outcome, reason.to_owned()), "{compared:?}");
        }
        assert_eq!(judge(&Facts::nothing_read()), None, "without a file there is nothing to compare");
    }
}
