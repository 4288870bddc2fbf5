//! Whether a comment holds an evidence note (handbook: Organization association, step 12). What it says was found by an
//! agent in the portal, whoever posted it: none of it is the customer's word.

/// The labels of the note's lines; those after the first few are words that only the portal and Zendesk use.
const LABELS: [&str; 7] =
    ["license", "cloud activation", "sold-to", "organization", "order", "billing account", "salesforce id"];

/// How many of [`LABELS`] a customer may use, too.
const ORDINARY: usize = 4;

/// So many different lines of the note make it one.
const LINES: usize = 3;

/// Whether a text holds an evidence note: several of its lines, one of them from the portal.
pub fn is_in(text: &str) -> bool {
    let mut seen = [false; LABELS.len()];
    for line in text.lines() {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || ">-–—*•·_".contains(c));
        let Some((label, _)) = line.split_once([':', '：']) else { continue };
        let label = label.trim_matches(|c: char| c.is_whitespace() || "*_`".contains(c));
        if let Some(at) = LABELS.iter().position(|known| known.eq_ignore_ascii_case(label)) {
            seen[at] = true;
        }
    }
    seen.iter().filter(|seen| **seen).count() >= LINES && seen[ORDINARY..].contains(&true)
}

#[cfg(test)]
mod tests {
    use super::is_in;

    #[test]
    fn a_note_is_known_by_its_lines() {
        let whole = "- License: https://customers.gitlab.com/admin/license/700001\n\
                     - Order: https://customers.gitlab.com/admin/order/5001\n\
                     - Billing account: not read (signed out of the portal)\n\
                     - Sold-to: not read (signed out of the portal)\n\
                     - Salesforce ID: not read (signed out of the portal)\n\
                     - Organization: not read (signed out of the portal)\n\
                     - Open: The walk stopped at Billing account (signed out of the portal).";
        for (text, is_note) in [
            (whole, true),
            (&whole.replace("- ", ""), true),
            (&whole.replace("- ", "> * "), true),
            (&format!("For the record:\n\n{whole}\n\nNadia"), true),
            ("- License: x\n- Order: x\n- Sold-to: alice@acme.example", true),
            ("**Sold-to**: a\n**Order**: b\n**Billing account**: c", true),
            // What a customer answers.
            ("License: 700001\nSold-to: alice@acme.example\nOrganization: Acme", false),
            ("License ID: 700001\nSold-to: alice@acme.example", false),
            ("- Sold-to: alice@acme.example", false),
            ("Order: A-S00012345\nSold-to: alice@acme.example", false),
            ("", false),
        ] {
            assert_eq!(is_in(text), is_note, "{text}");
        }
    }
}
