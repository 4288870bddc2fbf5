//! The evidence note of seed 001, step 12, as plain text and as HTML.
//!
//! Both forms show the same characters, so that what is in the composer can be compared with what was meant. The six bare
//! lines of the handbook are the note of an entitled customer and of nobody else: whatever was not read, not found, failed,
//! or is still open adds its own words.

use serde::{Deserialize, Serialize};

use crate::checks::{Decision, EntitlementKind, Finding, Outcome};
use crate::handbook::{Term, Wording};
use crate::link::Link;
use crate::visible::visible;

/// What the note says on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry<T> {
    /// It was found.
    Found(T),
    /// It was not read, for this reason, as it stands in the middle of a sentence.
    NotRead(String),
    /// Its page shows this text, which Vouch cannot read as what it should be.
    NotReadable(String),
    /// There is none; what was searched for.
    NoneFound(Vec<String>),
    /// There are several, and it is not known which one is meant.
    Several(Vec<T>),
}

impl<T> Entry<T> {
    /// What was found, where that is exactly one.
    #[must_use]
    pub fn found(&self) -> Option<&T> {
        match self {
            Self::Found(one) => Some(one),
            Self::NotRead(_) | Self::NotReadable(_) | Self::NoneFound(_) | Self::Several(_) => None,
        }
    }

    fn text(&self, text_of: impl Fn(&T) -> &str) -> String {
        match self {
            Self::Found(one) => text_of(one).to_owned(),
            Self::NotRead(why) => format!("not read ({why})"),
            Self::NotReadable(shown) => format!("not readable (\"{shown}\")"),
            Self::NoneFound(searched) => none_found(searched),
            Self::Several(several) => {
                let all: Vec<_> = several.iter().map(text_of).collect();
                format!("{} found: {}", several.len(), all.join(", "))
            }
        }
    }
}

fn none_found(searched: &[String]) -> String {
    match searched {
        [] => "none found".to_owned(),
        searched => format!("none found (searched for {})", searched.join(", ")),
    }
}

/// What the note is made of.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What the walk begins with, and its page; none where it begins behind both.
    pub entitlement: Option<(EntitlementKind, Entry<Link>)>,
    /// The order's page; none where the walk begins behind it.
    pub order: Option<Entry<Link>>,
    /// The billing account's page.
    pub billing_account: Entry<Link>,
    /// The sold-to address, personal data: for an internal note only.
    pub sold_to: Entry<String>,
    /// Who gave the sold-to that it was compared with, where that was not the requester.
    pub sold_to_given_by: Option<String>,
    /// The Salesforce account as the billing account shows it.
    pub salesforce_id: Entry<String>,
    /// The organization's page.
    pub organization: Entry<Link>,
    /// What agents have written about the organization that may say not to proceed.
    pub stop_notes: Vec<String>,
    /// What the checks and the agent add to the lines.
    pub remarks: Vec<Remark>,
}

/// What the note says besides its six lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Why the customer is not entitled (handbook: Organization association, step 12).
    Reason(String),
    /// What is not known, or waits for the agent's decision.
    Open(String),
    /// What the agent accepted, with the reason.
    Decided(String),
}

impl Remark {
    /// What there is to say about the findings of a walk: nothing only where every check passed.
    #[must_use]
    pub fn of_findings(findings: &[Finding]) -> Vec<Self> {
        let mut remarks: Vec<Self> = Vec::new();
        for remark in findings.iter().filter_map(Self::of_finding) {
            // Several checks may wait for the same page.
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
        if findings.is_empty() {
            remarks.push(Self::Open("Nothing was checked.".to_owned()));
        }
        // What speaks against the customer comes first. The sort is stable: the checks keep their order.
        remarks.sort_by_key(|remark| match remark {
            Self::Reason(_) => 0,
            Self::Open(_) => 1,
            Self::Decided(_) => 2,
        });
        remarks
    }

    /// What there is to say about one finding; none where its check passed.
    #[must_use]
    pub fn of_finding(finding: &Finding) -> Option<Self> {
        let reason = &finding.reason;
        match (finding.outcome, &finding.decision) {
            (Outcome::Pass, _) => None,
            (Outcome::Fail, _) => Some(Self::Reason(reason.clone())),
            (_, Some(Decision::Refused(why))) => Some(Self::Reason(format!("{reason} Refused: {why}"))),
            (_, Some(Decision::Accepted(why))) => Some(Self::Decided(format!("{reason} Accepted: {why}"))),
            (Outcome::Attention | Outcome::Unknown, None) => Some(Self::Open(reason.clone())),
        }
    }

    fn line(&self) -> String {
        match self {
            Self::Reason(text) => line("Reason", text),
            Self::Open(text) => line("Open", text),
            Self::Decided(text) => line("Decided", text),
        }
    }
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
            NotePart::Whole => self.lines().collect(),
            NotePart::Line(one) => self.line(one).into_iter().collect(),
            NotePart::Ids => self.ids().into_iter().map(|id| id.value).collect(),
            NotePart::StopNotes => self.lines().chain(stop_notes(&self.stop_notes, wording)).collect(),
            NotePart::NoOrganization => self.lines().chain([no_organization(wording)]).collect(),
        };
        Note::of_text(&lines.join("\n"))
    }

    /// What can be written of it, each with its name.
    #[must_use]
    pub fn parts(&self) -> Vec<(NotePart, String)> {
        let mut parts = vec![(NotePart::Whole, "Whole note".to_owned())];
        if matches!(self.organization, Entry::NoneFound(_)) {
            parts.push((NotePart::NoOrganization, "No organization found".to_owned()));
        }
        if self.organization.found().is_some() && !self.stop_notes.is_empty() {
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
        let of_page = |entry: &Entry<Link>| {
            let id = entry.found()?.url().rsplit('/').next()?;
            Some(id.to_owned())
        };
        let entitlement = self.entitlement.as_ref().and_then(|(kind, page)| Some((id_label(*kind), of_page(page)?)));
        let ids = [
            entitlement,
            self.order.as_ref().and_then(of_page).map(|id| ("Order ID", id)),
            of_page(&self.billing_account).map(|id| ("Billing account ID", id)),
            self.salesforce_id.found().map(|id| ("Salesforce account", one_line(id))),
            self.sold_to.found().map(|email| ("Sold-to", one_line(email))),
        ];
        ids.into_iter().flatten().map(|(label, value)| BareId { label: label.to_owned(), value }).collect()
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        let evidence = Line::ALL.into_iter().filter_map(|one| self.line(one));
        let given_by = self.sold_to_given_by.iter().map(|giver| line("Sold-to given by", giver));
        evidence.chain(given_by).chain(self.remarks.iter().map(Remark::line))
    }

    /// A line of the note; none for one that stands before the beginning of the walk.
    fn line(&self, one: Line) -> Option<String> {
        let page = |entry: &Entry<Link>| entry.text(Link::url);
        Some(match one {
            Line::Entitlement => {
                let (kind, entry) = self.entitlement.as_ref()?;
                let label = match kind {
                    EntitlementKind::License => "License",
                    EntitlementKind::CloudActivation => "Cloud activation",
                };
                line(label, &page(entry))
            }
            Line::Order => line("Order", &page(self.order.as_ref()?)),
            Line::BillingAccount => line("Billing account", &page(&self.billing_account)),
            Line::SoldTo => line("Sold-to", &self.sold_to.text(String::as_str)),
            Line::SalesforceId => line("Salesforce ID", &self.salesforce_id.text(String::as_str)),
            Line::Organization => line("Organization", &page(&self.organization)),
        })
    }
}

/// What the note for a missing organization says besides.
fn no_organization(wording: &Wording) -> String {
    let to_do = format!(
        "The synchronization of Salesforce with Zendesk may have failed. For the {} to review, unless a resync mends it.",
        wording.say(Term::FullstackEngineer)
    );
    line("To do", &to_do)
}

/// What the note for an organization whose notes say not to proceed says besides.
fn stop_notes(passages: &[String], wording: &Wording) -> [String; 2] {
    let to_do = format!(
        "The organization's notes or details may say not to proceed. For the {} to review.",
        wording.say(Term::FullstackEngineer)
    );
    let quoted = passages.iter().map(|passage| format!("“{}”", one_line(passage)));
    [line("Notes", &quoted.collect::<Vec<_>>().join(" ")), line("To do", &to_do)]
}

fn id_label(kind: EntitlementKind) -> &'static str {
    match kind {
        EntitlementKind::License => "License ID",
        EntitlementKind::CloudActivation => "Cloud activation ID",
    }
}

/// One line of the note. A value is on one line, whatever white space it came with.
fn line(label: &str, value: &str) -> String {
    format!("- {label}: {}", one_line(value))
}

fn one_line(value: &str) -> String {
    visible(&value.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

impl Note {
    /// The note for a Salesforce account without an organization, where nothing else is known (seed 001, "No organization
    /// found").
    #[must_use]
    pub fn of_missing_organization(salesforce_id: &str, searched: &[String], wording: &Wording) -> Self {
        let organization = line("Organization", &none_found(searched));
        Self::of_text(&[line("Salesforce ID", salesforce_id), organization, no_organization(wording)].join("\n"))
    }

    /// The note of what was decided about an organization, where there is no evidence besides.
    #[must_use]
    pub fn of_remarks(organization: &Link, remarks: &[Remark]) -> Self {
        let lines = [line("Organization", organization.url())];
        Self::of_text(&lines.into_iter().chain(remarks.iter().map(Remark::line)).collect::<Vec<_>>().join("\n"))
    }

    /// The note for an organization whose notes say not to proceed, where there is no evidence besides (seed 001,
    /// "Organization has notes or details saying not to proceed").
    #[must_use]
    pub fn of_stop_notes(organization: &Link, passages: &[String], wording: &Wording) -> Self {
        let lines = [line("Organization", organization.url())];
        Self::of_text(&lines.into_iter().chain(stop_notes(passages, wording)).collect::<Vec<_>>().join("\n"))
    }

    /// A note of these lines, as Vouch or the agent has written them: addresses on the known hosts become links, and what
    /// nobody sees is shown.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let text = visible(text.trim_end());
        let line = |line: &str| line.split(' ').map(word_to_html).collect::<Vec<_>>().join(" ");
        let html = text.lines().map(line).collect::<Vec<_>>().join("<br>");
        Self { html: format!("<p>{html}</p>"), text: text.into_owned() }
    }
}

fn word_to_html(word: &str) -> String {
    // An address in a list has a comma behind it that is no part of it.
    let (word, comma) = word.strip_suffix(',').map_or((word, ""), |word| (word, ","));
    let escaped = escape(word);
    if Link::new(String::new(), word.to_owned()).is_ok() {
        format!("<a href=\"{escaped}\">{escaped}</a>{comma}")
    } else {
        format!("{escaped}{comma}")
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
    use super::Entry::{Found, NoneFound, NotRead, NotReadable, Several};
    use super::*;
    use crate::checks::Verdict;
    use proptest::prelude::*;

    const BARE: &str = "\
- License: https://customers.gitlab.com/admin/license/700001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/360001";

    fn link(url: &str) -> Link {
        Link::new(String::new(), url.to_owned()).unwrap()
    }

    fn evidence() -> Evidence {
        Evidence {
            entitlement: Some((
                EntitlementKind::License,
                Found(link("https://customers.gitlab.com/admin/license/700001")),
            )),
            order: Some(Found(link("https://customers.gitlab.com/admin/order/5001"))),
            billing_account: Found(link("https://customers.gitlab.com/admin/billing_account/1001")),
            sold_to: Found("alice@acme.example".to_owned()),
            salesforce_id: Found("0016100000aBcDeAAK".to_owned()),
            organization: Found(link("https://gitlab.zendesk.com/agent/organizations/360001")),
            sold_to_given_by: None,
            stop_notes: Vec::new(),
            remarks: Vec::new(),
        }
    }

    fn whole(evidence: &Evidence) -> String {
        evidence.note(NotePart::Whole, &Wording::default()).text
    }

    fn finding(outcome: Outcome, reason: &str, decision: Option<Decision>) -> Finding {
        let (title, reason) = (String::new(), reason.to_owned());
        Finding { decision, ..Finding::of(&title, crate::checks::Judgement::new(outcome, reason, None)) }
    }

    fn any_finding() -> impl Strategy<Value = Finding> {
        let outcome = prop_oneof![
            6 => Just(Outcome::Pass),
            1 => Just(Outcome::Fail),
            2 => Just(Outcome::Attention),
            1 => Just(Outcome::Unknown),
        ];
        let decision = prop_oneof![
            Just(None),
            "[a-z ]{0,9}".prop_map(|why| Some(Decision::Accepted(why))),
            "[a-z ]{0,9}".prop_map(|why| Some(Decision::Refused(why))),
        ];
        (outcome, "[A-Za-z. ]{0,12}", decision).prop_map(|(outcome, reason, decision)| {
            // Only what needs attention can be decided.
            let decision = decision.filter(|_| outcome == Outcome::Attention);
            finding(outcome, &reason, decision)
        })
    }

    proptest! {
        #[test]
        fn note_is_the_bare_handbook_lines_only_for_an_entitlement_with_nothing_decided(
            findings in prop::collection::vec(any_finding(), 0..7),
        ) {
            let text = whole(&Evidence { remarks: Remark::of_findings(&findings), ..evidence() });
            let is_plain = Verdict::of(&findings) == Verdict::Entitled
                && findings.iter().all(|finding| finding.decision.is_none());
            prop_assert_eq!(text == BARE, is_plain, "{}", text);
            prop_assert!(text.starts_with(BARE));
        }

        #[test]
        fn nothing_unseen_stands_in_any_note(text in any::<String>(), c in any::<char>(), mark in 0x2028_u32..0x2070) {
            let mark = char::from_u32(mark).unwrap();
            let value = format!("{c}a{mark}{text}");
            let evidence = Evidence {
                sold_to: Found(value.clone()),
                sold_to_given_by: Some(value.clone()),
                salesforce_id: NotReadable(value.clone()),
                stop_notes: vec![value.clone()],
                remarks: vec![Remark::Reason(value.clone())],
                ..evidence()
            };
            let is_seen = |c: char| c == '\u{fe0f}' || !crate::visible::is_unseen(c);
            for part in [NotePart::Whole, NotePart::Ids, NotePart::StopNotes, NotePart::Line(Line::SoldTo)] {
                let note = evidence.note(part, &Wording::default());
                prop_assert!(note.text.chars().chain(note.html.chars()).all(is_seen), "{:?}", note);
            }
            let Note { text, html } = Note::of_text(&value);
            prop_assert!(text.chars().chain(html.chars()).all(is_seen));
        }
    }

    #[test]
    fn each_state_of_a_line_has_its_own_words() {
        let page = |id: u32| link(&format!("https://customers.gitlab.com/admin/order/{id}"));
        for (entry, text) in [
            (Found(page(5001)), "- Order: https://customers.gitlab.com/admin/order/5001"),
            (NotRead("signed out of the portal".to_owned()), "- Order: not read (signed out of the portal)"),
            (NotReadable("n/a\nnone".to_owned()), "- Order: not readable (\"n/a none\")"),
            (NoneFound(vec!["A-S1".to_owned()]), "- Order: none found (searched for A-S1)"),
            (NoneFound(vec!["a:1".to_owned(), "b:2".to_owned()]), "- Order: none found (searched for a:1, b:2)"),
            (NoneFound(vec![]), "- Order: none found"),
            (
                Several(vec![page(1), page(2)]),
                "- Order: 2 found: https://customers.gitlab.com/admin/order/1, https://customers.gitlab.com/admin/order/2",
            ),
        ] {
            let evidence = Evidence { order: Some(entry), ..evidence() };
            assert_eq!(evidence.note(NotePart::Line(Line::Order), &Wording::default()).text, text);
        }
        let before_the_walk = Evidence { order: None, entitlement: None, ..evidence() };
        assert!(!whole(&before_the_walk).contains("Order"), "a line that the walk does not have is left out");
    }

    #[test]
    fn each_finding_adds_its_line() {
        let accepted = || Some(Decision::Accepted("The manager\nconfirmed it.".to_owned()));
        let refused = || Some(Decision::Refused("A private address.".to_owned()));
        for (outcome, decision, added) in [
            (Outcome::Pass, None, None),
            (Outcome::Fail, None, Some("- Reason: It is so.")),
            (Outcome::Unknown, None, Some("- Open: It is so.")),
            (Outcome::Attention, None, Some("- Open: It is so.")),
            (Outcome::Attention, accepted(), Some("- Decided: It is so. Accepted: The manager confirmed it.")),
            (Outcome::Attention, refused(), Some("- Reason: It is so. Refused: A private address.")),
        ] {
            let remarks = Remark::of_findings(&[finding(outcome, "It is so.", decision)]);
            let text = whole(&Evidence { remarks, ..evidence() });
            assert_eq!(text.strip_prefix(BARE).and_then(|rest| rest.strip_prefix('\n')), added, "{outcome:?}");
        }
        // What speaks against the customer comes first, and each thing is said once.
        let findings = [
            finding(Outcome::Attention, "B.", accepted()),
            finding(Outcome::Unknown, "Nothing was read.", None),
            finding(Outcome::Unknown, "Nothing was read.", None),
            finding(Outcome::Fail, "A.", None),
        ];
        let text = whole(&Evidence { remarks: Remark::of_findings(&findings), ..evidence() });
        let lines: Vec<_> = text.lines().skip(6).collect();
        let decided = "- Decided: B. Accepted: The manager confirmed it.";
        assert_eq!(lines, ["- Reason: A.", "- Open: Nothing was read.", decided]);
    }

    #[test]
    fn the_note_names_who_gave_the_sold_to() {
        let giver = Some("Dana\nDiaz, another customer on the ticket".to_owned());
        let note = Evidence { sold_to_given_by: giver, ..evidence() }.note(NotePart::Whole, &Wording::default());
        assert_eq!(note.text.lines().last(), Some("- Sold-to given by: Dana Diaz, another customer on the ticket"));
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
        // What was not found has no ID.
        let nothing = || "cancelled".to_owned();
        let nothing = Evidence {
            entitlement: Some((EntitlementKind::License, NotRead(nothing()))),
            order: Some(NotRead(nothing())),
            billing_account: NotRead(nothing()),
            sold_to: NotRead(nothing()),
            salesforce_id: NotRead(nothing()),
            organization: NotRead(nothing()),
            ..evidence()
        };
        assert_eq!(nothing.ids(), []);
    }

    #[test]
    fn the_note_for_a_missing_organization() {
        let searched = vec!["salesforce_id:0016100000aBcDeAAK".to_owned(), "sfdc_short_id:0016100000aBcDe".to_owned()];
        let evidence = Evidence { organization: NoneFound(searched), ..evidence() };
        assert_eq!(evidence.parts()[1].0, NotePart::NoOrganization);
        insta::assert_snapshot!(evidence.note(NotePart::NoOrganization, &Wording::default()).text, @r"
        - License: https://customers.gitlab.com/admin/license/700001
        - Order: https://customers.gitlab.com/admin/order/5001
        - Billing account: https://customers.gitlab.com/admin/billing_account/1001
        - Sold-to: alice@acme.example
        - Salesforce ID: 0016100000aBcDeAAK
        - Organization: none found (searched for salesforce_id:0016100000aBcDeAAK, sfdc_short_id:0016100000aBcDe)
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
        let alone = Note::of_stop_notes(evidence.organization.found().unwrap(), &said, &Wording::default());
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
                Some((EntitlementKind::CloudActivation, Found(page))),
                "- Cloud activation: https://customers.gitlab.com/admin/cloud_activation/9001",
            ),
            (
                Some((EntitlementKind::CloudActivation, NotRead("cancelled".to_owned()))),
                "- Cloud activation: not read (cancelled)",
            ),
            (
                Some((EntitlementKind::License, NoneFound(vec!["license 799999".to_owned()]))),
                "- License: none found (searched for license 799999)",
            ),
            (None, "- Order: https://customers.gitlab.com/admin/order/5001"),
        ] {
            let note = Evidence { entitlement, ..evidence() }.note(NotePart::Whole, &Wording::default());
            assert_eq!(note.text.lines().next(), Some(first));
        }
    }

    #[test]
    fn a_failure_adds_its_reasons_and_a_gap_is_named() {
        let failed = |reason| finding(Outcome::Fail, reason, None);
        let findings = [failed("The license is a trial."), failed("The license expired on 2020-12-31.")];
        let evidence = Evidence {
            organization: Several(vec![
                link("https://gitlab.zendesk.com/agent/organizations/1"),
                link("https://gitlab.zendesk.com/agent/organizations/2"),
            ]),
            sold_to: NotRead("the billing account shows no sold-to address".to_owned()),
            remarks: Remark::of_findings(&findings),
            ..evidence()
        };
        let note = evidence.note(NotePart::Whole, &Wording::default());
        insta::assert_snapshot!(note.text, @r"
        - License: https://customers.gitlab.com/admin/license/700001
        - Order: https://customers.gitlab.com/admin/order/5001
        - Billing account: https://customers.gitlab.com/admin/billing_account/1001
        - Sold-to: not read (the billing account shows no sold-to address)
        - Salesforce ID: 0016100000aBcDeAAK
        - Organization: 2 found: https://gitlab.zendesk.com/agent/organizations/1, https://gitlab.zendesk.com/agent/organizations/2
        - Reason: The license is a trial.
        - Reason: The license expired on 2020-12-31.
        ");
        // Each of several addresses is a link of its own.
        let first = "<a href=\"https://gitlab.zendesk.com/agent/organizations/1\">";
        assert!(note.html.contains(first), "{}", note.html);
    }

    #[test]
    fn a_hostile_value_stays_text_on_its_own_line() {
        let note = Evidence {
            sold_to: Found("<img src=x onerror=\"alert('1')\">\n- Organization: https://evil.example".to_owned()),
            ..evidence()
        }
        .note(NotePart::Whole, &Wording::default());
        assert_eq!(note.text.lines().count(), 6);
        assert!(note.html.contains(
            "- Sold-to: &lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; - Organization: https://evil.example<br>"
        ));
    }
}
