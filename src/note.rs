//! The evidence note of seed 001, step 12, as plain text and as HTML.
//!
//! Both forms show the same characters, so that what is in the composer can be compared with what was meant.

use serde::{Deserialize, Serialize};

use crate::checks::EntitlementKind;
use crate::handbook::{Term, Wording};
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
    /// The terms by which the organization was searched for.
    pub searched: Vec<String>,
    /// What agents have written about the organization that may say not to proceed.
    pub stop_notes: Vec<String>,
    /// Why the customer is not entitled, one sentence each (seed 001, step 12).
    pub reasons: Vec<String>,
    /// What the agent has decided: what needed it, and why the agent goes on in spite of it.
    pub decisions: Vec<(String, String)>,
}

/// What of the evidence is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotePart {
    /// The note of seed 001, step 12.
    #[default]
    Whole,
    /// One line of it alone, for who notes as the walk goes (seed 000).
    Line(Line),
    /// The bare IDs, a line each.
    Ids,
    /// The note for a Salesforce account without an organization (seed 001, "No organization found").
    NoOrganization,
    /// The note for an organization whose notes say not to proceed (seed 001, "Organization has notes or details saying not
    /// to proceed").
    StopNotes,
}

/// A line of the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The license or cloud activation.
    Entitlement,
    /// The order.
    Order,
    /// The billing account.
    BillingAccount,
    /// The sold-to.
    SoldTo,
    /// The Salesforce ID.
    SalesforceId,
    /// The organization.
    Organization,
}

impl Line {
    /// Every line, in its order.
    pub const ALL: [Self; 6] =
        [Self::Entitlement, Self::Order, Self::BillingAccount, Self::SoldTo, Self::SalesforceId, Self::Organization];
}

/// An ID of the evidence, as it is copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BareId {
    /// Whose it is, such as `Billing account ID`.
    pub label: String,
    /// The ID itself.
    pub value: String,
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
    /// Writes the note, or a part of it, in these words.
    #[must_use]
    pub fn note(&self, part: NotePart, wording: &Wording) -> Note {
        let lines: Vec<String> = match part {
            NotePart::Whole => {
                let reasons = self.reasons.iter().map(|reason| line("Reason", Some(reason)));
                let decision =
                    |(what, why): &(String, String)| line("Decided", Some(&format!("{what} Accepted: {why}")));
                self.lines().chain(reasons).chain(self.decisions.iter().map(decision)).collect()
            }
            NotePart::Line(one) => self.line(one).into_iter().collect(),
            NotePart::Ids => self.ids().into_iter().map(|id| id.value).collect(),
            NotePart::StopNotes => self.lines().chain(stop_notes(&self.stop_notes, wording)).collect(),
            NotePart::NoOrganization => self.lines().chain(no_organization(&self.searched, wording)).collect(),
        };
        Note::of_text(&lines.join("\n"))
    }

    /// What can be written of it, each with its name.
    #[must_use]
    pub fn parts(&self) -> Vec<(NotePart, String)> {
        let mut parts = vec![(NotePart::Whole, "Whole note".to_owned())];
        if self.organization.is_none() && !self.searched.is_empty() {
            parts.push((NotePart::NoOrganization, "No organization found".to_owned()));
        }
        if self.organization.is_some() && !self.stop_notes.is_empty() {
            parts.push((NotePart::StopNotes, "Notes say not to proceed".to_owned()));
        }
        let lines = Line::ALL.into_iter().filter_map(|one| {
            let text = self.line(one)?;
            let (label, _) = text.strip_prefix("- ")?.split_once(':')?;
            Some((NotePart::Line(one), format!("{label} line")))
        });
        parts.extend(lines);
        parts.push((NotePart::Ids, "Bare IDs".to_owned()));
        parts
    }

    /// The IDs that were found. A page's is the last part of its address.
    #[must_use]
    pub fn ids(&self) -> Vec<BareId> {
        let of_page = |link: &Option<Link>| {
            let id = link.as_ref()?.url().rsplit('/').next()?;
            Some(id.to_owned())
        };
        let entitlement = self.entitlement.as_ref().and_then(|(kind, link)| Some((id_label(*kind), of_page(link)?)));
        let ids = [
            entitlement,
            of_page(&self.order).map(|id| ("Order ID", id)),
            of_page(&self.billing_account).map(|id| ("Billing account ID", id)),
            self.salesforce_id.as_deref().map(|id| ("Salesforce account", one_line(id))),
            self.sold_to.as_deref().map(|email| ("Sold-to", one_line(email))),
        ];
        ids.into_iter().flatten().map(|(label, value)| BareId { label: label.to_owned(), value }).collect()
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        Line::ALL.into_iter().filter_map(|one| self.line(one))
    }

    /// A line of the note; none for the first where the walk began behind it.
    fn line(&self, one: Line) -> Option<String> {
        let page = |link: &Option<Link>| link.as_ref().map(|link| link.url().to_owned());
        Some(match one {
            Line::Entitlement => {
                let (kind, link) = self.entitlement.as_ref()?;
                let label = match kind {
                    EntitlementKind::License => "License",
                    EntitlementKind::CloudActivation => "Cloud activation",
                };
                line(label, page(link).as_deref())
            }
            Line::Order => line("Order", page(&self.order).as_deref()),
            Line::BillingAccount => line("Billing account", page(&self.billing_account).as_deref()),
            Line::SoldTo => line("Sold-to", self.sold_to.as_deref()),
            Line::SalesforceId => line("Salesforce ID", self.salesforce_id.as_deref()),
            Line::Organization => line("Organization", page(&self.organization).as_deref()),
        })
    }
}

/// What the note for a missing organization says besides.
fn no_organization(searched: &[String], wording: &Wording) -> [String; 2] {
    let to_do = format!(
        "The synchronization of Salesforce with Zendesk may have failed. For the {} to review, unless a resync mends it.",
        wording.say(Term::FullstackEngineer)
    );
    [line("Searched", Some(&searched.join(", "))), line("To do", Some(&to_do))]
}

/// What the note for an organization whose notes say not to proceed says besides.
fn stop_notes(passages: &[String], wording: &Wording) -> [String; 2] {
    let to_do = format!(
        "The organization's notes or details may say not to proceed. For the {} to review.",
        wording.say(Term::FullstackEngineer)
    );
    let quoted = passages.iter().map(|passage| format!("“{}”", one_line(passage)));
    [line("Notes", Some(&quoted.collect::<Vec<_>>().join(" "))), line("To do", Some(&to_do))]
}

fn id_label(kind: EntitlementKind) -> &'static str {
    match kind {
        EntitlementKind::License => "License ID",
        EntitlementKind::CloudActivation => "Cloud activation ID",
    }
}

/// One line of the note. A value is on one line, whatever white space it came with.
fn line(label: &str, value: Option<&str>) -> String {
    format!("- {label}: {}", value.map(one_line).as_deref().unwrap_or("not found"))
}

fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Note {
    /// The note for a Salesforce account without an organization, where nothing else is known (seed 001, "No organization
    /// found").
    #[must_use]
    pub fn of_missing_organization(salesforce_id: &str, searched: &[String], wording: &Wording) -> Self {
        let lines = [line("Salesforce ID", Some(salesforce_id)), line("Organization", None)];
        Self::of_text(&lines.into_iter().chain(no_organization(searched, wording)).collect::<Vec<_>>().join("\n"))
    }

    /// The note for an organization whose notes say not to proceed, where there is no evidence besides (seed 001,
    /// "Organization has notes or details saying not to proceed").
    #[must_use]
    pub fn of_stop_notes(organization: &Link, passages: &[String], wording: &Wording) -> Self {
        let lines = [line("Organization", Some(organization.url()))];
        Self::of_text(&lines.into_iter().chain(stop_notes(passages, wording)).collect::<Vec<_>>().join("\n"))
    }

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
            searched: vec!["salesforce_id:0016100000aBcDeAAK".to_owned()],
            stop_notes: Vec::new(),
            reasons: Vec::new(),
            decisions: Vec::new(),
        }
    }

    #[test]
    fn a_decision_is_written_with_its_reason() {
        let what = "charlie@gmail.com is not a company's address: with it nobody is associated.".to_owned();
        let note = Evidence { decisions: vec![(what, "The manager\nconfirmed it.".to_owned())], ..evidence() };
        let text = note.note(NotePart::Whole, &Wording::default()).text;
        insta::assert_snapshot!(text.lines().last().unwrap(), @"- Decided: charlie@gmail.com is not a company's address: with it nobody is associated. Accepted: The manager confirmed it.");
    }

    #[test]
    fn each_part_alone() {
        for (part, text) in [
            (NotePart::Line(Line::Entitlement), "- License: https://customers.gitlab.com/admin/license/700001"),
            (NotePart::Line(Line::Order), "- Order: https://customers.gitlab.com/admin/order/5001"),
            (
                NotePart::Line(Line::BillingAccount),
                "- Billing account: https://customers.gitlab.com/admin/billing_account/1001",
            ),
            (NotePart::Line(Line::SoldTo), "- Sold-to: alice@acme.example"),
            (NotePart::Line(Line::SalesforceId), "- Salesforce ID: 0016100000aBcDeAAK"),
            (
                NotePart::Line(Line::Organization),
                "- Organization: https://gitlab.zendesk.com/agent/organizations/360001",
            ),
            (NotePart::Ids, "700001\n5001\n1001\n0016100000aBcDeAAK\nalice@acme.example"),
        ] {
            assert_eq!(evidence().note(part, &Wording::default()).text, text);
            assert!(evidence().parts().iter().any(|(offered, _)| *offered == part), "{part:?}");
        }
        let titles: Vec<_> = evidence().parts().into_iter().map(|(_, title)| title).collect();
        assert_eq!(
            titles,
            [
                "Whole note",
                "License line",
                "Order line",
                "Billing account line",
                "Sold-to line",
                "Salesforce ID line",
                "Organization line",
                "Bare IDs",
            ]
        );
        // What was not found has no ID, and its line says so.
        let nothing = Evidence::default();
        assert_eq!(nothing.ids(), []);
        assert_eq!(nothing.note(NotePart::Line(Line::Order), &Wording::default()).text, "- Order: not found");
    }

    #[test]
    fn the_note_for_a_missing_organization() {
        let searched = vec!["salesforce_id:0016100000aBcDeAAK".to_owned(), "sfdc_short_id:0016100000aBcDe".to_owned()];
        let evidence = Evidence { organization: None, searched, ..evidence() };
        assert_eq!(evidence.parts()[1].0, NotePart::NoOrganization);
        insta::assert_snapshot!(evidence.note(NotePart::NoOrganization, &Wording::default()).text, @r"
        - License: https://customers.gitlab.com/admin/license/700001
        - Order: https://customers.gitlab.com/admin/order/5001
        - Billing account: https://customers.gitlab.com/admin/billing_account/1001
        - Sold-to: alice@acme.example
        - Salesforce ID: 0016100000aBcDeAAK
        - Organization: not found
        - Searched: salesforce_id:0016100000aBcDeAAK, sfdc_short_id:0016100000aBcDe
        - To do: The synchronization of Salesforce with Zendesk may have failed. For the Customer Support Operations, Fullstack Engineer to review, unless a resync mends it.
        ");
    }

    #[test]
    fn the_note_for_notes_that_say_stop() {
        let said = vec!["Do not add\ncontacts. ".to_owned(), "Ask Jane <jane@acme.example> first.".to_owned()];
        let evidence = Evidence { stop_notes: said.clone(), ..evidence() };
        assert_eq!(evidence.parts()[1].0, NotePart::StopNotes);
        insta::assert_snapshot!(evidence.note(NotePart::StopNotes, &Wording::default()).text, @r"
        - License: https://customers.gitlab.com/admin/license/700001
        - Order: https://customers.gitlab.com/admin/order/5001
        - Billing account: https://customers.gitlab.com/admin/billing_account/1001
        - Sold-to: alice@acme.example
        - Salesforce ID: 0016100000aBcDeAAK
        - Organization: https://gitlab.zendesk.com/agent/organizations/360001
        - Notes: “Do not add contacts.” “Ask Jane <jane@acme.example> first.”
        - To do: The organization's notes or details may say not to proceed. For the Customer Support Operations, Fullstack Engineer to review.
        ");
        let alone = Note::of_stop_notes(&evidence.organization.unwrap(), &said, &Wording::default());
        insta::assert_snapshot!(alone.text, @r"
        - Organization: https://gitlab.zendesk.com/agent/organizations/360001
        - Notes: “Do not add contacts.” “Ask Jane <jane@acme.example> first.”
        - To do: The organization's notes or details may say not to proceed. For the Customer Support Operations, Fullstack Engineer to review.
        ");
    }

    #[test]
    fn the_form_of_the_handbook() {
        let note = evidence().note(NotePart::Whole, &Wording::default());
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
            let note = Evidence { entitlement, ..evidence() }.note(NotePart::Whole, &Wording::default());
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
        .note(NotePart::Whole, &Wording::default());
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
        .note(NotePart::Whole, &Wording::default());
        assert_eq!(note.text.lines().count(), 6);
        assert!(note.html.contains(
            "- Sold-to: &lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; - Organization: https://evil.example<br>"
        ));
    }
}
