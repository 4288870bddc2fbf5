//! The evidence note of seed 001, step 12, as plain text and as HTML.
//!
//! Both forms show the same characters, so that what is in the composer can be compared with what was meant.

use crate::checks::EntitlementKind;
use crate::link::Link;

/// What the note is made of. A value that is none was not found, and the note says so.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// What the walk began with, and its page; none where it began behind both.
    pub entitlement: Option<(EntitlementKind, Option<Link>)>,
    /// The order's page.
    pub order: Option<Link>,
    /// The billing account's page.
    pub billing_account: Option<Link>,
    /// The sold-to address, personal data: for an internal note only (facts: domain 0.7).
    pub sold_to: Option<String>,
    /// The Salesforce account as the billing account shows it.
    pub salesforce_id: Option<String>,
    /// The organization's page; none also when there are several.
    pub organization: Option<Link>,
    /// Why the customer is not entitled, one sentence each (seed 001, step 12).
    pub reasons: Vec<String>,
}

/// The note, ready for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Plain text, lines separated by `\n`, with none at the end.
    pub text: String,
    /// HTML: one paragraph, every value escaped, the addresses as links.
    pub html: String,
}

impl Evidence {
    /// Writes the note.
    #[must_use]
    pub fn note(&self) -> Note {
        let page = |link: &Option<Link>| link.as_ref().map(|link| link.url().to_owned());
        let first = self.entitlement.as_ref().map(|(kind, link)| {
            let label = match kind {
                EntitlementKind::License => "License",
                EntitlementKind::CloudActivation => "Cloud activation",
            };
            line(label, page(link).as_deref())
        });
        let mut lines: Vec<_> = first.into_iter().collect();
        lines.extend([
            line("Order", page(&self.order).as_deref()),
            line("Billing account", page(&self.billing_account).as_deref()),
            line("Sold-to", self.sold_to.as_deref()),
            line("Salesforce ID", self.salesforce_id.as_deref()),
            line("Organization", page(&self.organization).as_deref()),
        ]);
        lines.extend(self.reasons.iter().map(|reason| line("Reason", Some(reason))));
        Note::of_text(&lines.join("\n"))
    }
}

/// One line of the note. A value is on one line, whatever white space it came with.
fn line(label: &str, value: Option<&str>) -> String {
    let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
    format!("- {label}: {}", value.as_deref().unwrap_or("not found"))
}

impl Note {
    /// A note of these lines, as Vouch or the agent has written them: addresses on the known hosts become links.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let text = text.trim_end();
        let line = |line: &str| line.split(' ').map(word_to_html).collect::<Vec<_>>().join(" ");
        let html = text.lines().map(line).collect::<Vec<_>>().join("<br>");
        Self { html: format!("<p>{html}</p>"), text: text.to_owned() }
    }
}

fn word_to_html(word: &str) -> String {
    let escaped = escape(word);
    if Link::new(String::new(), word.to_owned()).is_ok() {
        format!("<a href=\"{escaped}\">{escaped}</a>")
    } else {
        escaped
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(url: &str) -> Option<Link> {
        Some(Link::new(String::new(), url.to_owned()).unwrap())
    }

    fn evidence() -> Evidence {
        Evidence {
            entitlement: Some((EntitlementKind::License, link("https://customers.gitlab.com/admin/license/700001"))),
            order: link("https://customers.gitlab.com/admin/order/5001"),
            billing_account: link("https://customers.gitlab.com/admin/billing_account/1001"),
            sold_to: Some("alice@acme.example".to_owned()),
            salesforce_id: Some("0016100000aBcDeAAK".to_owned()),
            organization: link("https://gitlab.zendesk.com/agent/organizations/360001"),
            reasons: Vec::new(),
        }
    }

    #[test]
    fn the_form_of_the_handbook() {
        let note = evidence().note();
        insta::assert_snapshot!(note.text, @r"
        - License: https://customers.gitlab.com/admin/license/700001
        - Order: https://customers.gitlab.com/admin/order/5001
        - Billing account: https://customers.gitlab.com/admin/billing_account/1001
        - Sold-to: alice@acme.example
        - Salesforce ID: 0016100000aBcDeAAK
        - Organization: https://gitlab.zendesk.com/agent/organizations/360001
        ");
        insta::assert_snapshot!(note.html.replace("<br>", "<br>\n"), @r#"
        <p>- License: <a href="https://customers.gitlab.com/admin/license/700001">https://customers.gitlab.com/admin/license/700001</a><br>
        - Order: <a href="https://customers.gitlab.com/admin/order/5001">https://customers.gitlab.com/admin/order/5001</a><br>
        - Billing account: <a href="https://customers.gitlab.com/admin/billing_account/1001">https://customers.gitlab.com/admin/billing_account/1001</a><br>
        - Sold-to: alice@acme.example<br>
        - Salesforce ID: 0016100000aBcDeAAK<br>
        - Organization: <a href="https://gitlab.zendesk.com/agent/organizations/360001">https://gitlab.zendesk.com/agent/organizations/360001</a></p>
        "#);
    }

    #[test]
    fn the_first_line_names_what_the_walk_began_with() {
        let page = link("https://customers.gitlab.com/admin/cloud_activation/9001");
        for (entitlement, first) in [
            (
                Some((EntitlementKind::CloudActivation, page)),
                "- Cloud activation: https://customers.gitlab.com/admin/cloud_activation/9001",
            ),
            (Some((EntitlementKind::CloudActivation, None)), "- Cloud activation: not found"),
            (Some((EntitlementKind::License, None)), "- License: not found"),
            (None, "- Order: https://customers.gitlab.com/admin/order/5001"),
        ] {
            let note = Evidence { entitlement, ..evidence() }.note();
            assert_eq!(note.text.lines().next(), Some(first));
        }
    }

    #[test]
    fn a_failure_adds_its_reasons_and_a_gap_is_named() {
        let note = Evidence {
            organization: None,
            sold_to: None,
            reasons: vec!["The license is a trial.".to_owned(), "The license expired on 2020-12-31.".to_owned()],
            ..evidence()
        }
        .note();
        insta::assert_snapshot!(note.text, @r"
        - License: https://customers.gitlab.com/admin/license/700001
        - Order: https://customers.gitlab.com/admin/order/5001
        - Billing account: https://customers.gitlab.com/admin/billing_account/1001
        - Sold-to: not found
        - Salesforce ID: 0016100000aBcDeAAK
        - Organization: not found
        - Reason: The license is a trial.
        - Reason: The license expired on 2020-12-31.
        ");
    }

    #[test]
    fn a_hostile_value_stays_text_on_its_own_line() {
        let note = Evidence {
            sold_to: Some("<img src=x onerror=\"alert('1')\">\n- Organization: https://evil.example".to_owned()),
            ..evidence()
        }
        .note();
        assert_eq!(note.text.lines().count(), 6);
        assert!(note.html.contains(
            "- Sold-to: &lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; - Organization: https://evil.example<br>"
        ));
    }
}
