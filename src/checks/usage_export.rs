//! What stands in the head of the license usage export is what its license key says (facts: domain 2): a difference
//! means that the file was edited.

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check { title: "Usage export is unedited", seed: "seed 001, step 5", judge };

fn judge(facts: &Facts) -> Option<Judgement> {
    let file = facts.license_file.as_ref()?;
    let differences: Vec<_> = file
        .head
        .as_ref()?
        .iter()
        .map(|difference| {
            let (label, head, key) = (difference.field, &difference.header, &difference.key);
            format!("{label}: {head} in the export, {key} in its license key")
        })
        .collect();
    Some(if differences.is_empty() {
        Judgement::pass("The head of the usage export says what its license key says.", &file.page)
    } else {
        Judgement::attention(format!("{}.", differences.join("; ")), &file.page)
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::{LicenseFileFacts, page};
    use super::super::{Facts, Outcome};
    use super::judge;
    use crate::proof::usage_export::{Difference, HeaderField};

    #[test]
    fn cases() {
        let company =
            || Difference { field: HeaderField::Company, header: "Evil Corp".to_owned(), key: "Acme Corp".to_owned() };
        for (head, judged) in [
            (None, None),
            (Some(vec![]), Some((Outcome::Pass, "The head of the usage export says what its license key says."))),
            (
                Some(vec![company()]),
                Some((Outcome::Attention, "Company: Evil Corp in the export, Acme Corp in its license key.")),
            ),
        ] {
            let file = LicenseFileFacts { page: page("license/1"), compared: None, head };
            let judgement = judge(&Facts { license_file: Some(file), ..Facts::nothing_read() });
            assert_eq!(judgement.as_ref().map(|judged| (judged.outcome, judged.reason.as_str())), judged);
        }
        assert_eq!(judge(&Facts::nothing_read()), None);
    }
}
