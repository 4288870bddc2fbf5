//! The agent API's answers: any body as the answer to any question.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vouch::salesforce::SalesforceId;
use vouch::zendesk::{
    CommentPage, ContactPage, Cursor, DefinitionList, DefinitionPage, MacroSearch, Organization, OrganizationId,
    OrganizationSearch, Requester, SearchForm, Ticket, TicketId, UserId, read_count, read_me,
};

/// What the sandbox's answers are about.
const TICKET: &str = "4101";
const USER: &str = "26000000004101";
const ORGANIZATION: &str = "9306291001001";
const SALESFORCE_ID: &str = "0016100000aBcDeAAK";
const NAME: &str = "Acme Corp";

fuzz_target!(|input: &str| {
    // The first character, from `@` on, says which question was asked.
    let Some(first @ '@'..='L') = input.chars().next() else { return };
    let body = &input[1..];
    match first {
        '@' => {
            let Some(id) = TicketId::parse(TICKET) else { return };
            if let Ok(ticket) = Ticket::read(id, body) {
                assert_eq!(ticket.id, id, "an answer about another ticket is refused");
                if let Some(organization) = ticket.organization_id {
                    assert!(ticket.sideloaded(organization).is_none_or(|one| one.id == organization));
                }
            }
        }
        'A' => {
            let Some(id) = UserId::parse(USER) else { return };
            if let Ok((requester, _)) = Requester::read(id, body) {
                assert_eq!(requester.id, id, "an answer about another user is refused");
            }
        }
        'B' => {
            let Some(id) = OrganizationId::parse(ORGANIZATION) else { return };
            if let Ok(organization) = Organization::read(id, body) {
                assert_eq!(organization.id, id, "an answer about another organization is refused");
            }
        }
        'C' | 'D' => {
            let Ok(id) = SalesforceId::parse(SALESFORCE_ID) else { return };
            let form = if first == 'C' { SearchForm::OwnField } else { SearchForm::Starred };
            if let Ok(search) = OrganizationSearch::read(&id, form, body) {
                let short = id.short();
                for one in &search.equal {
                    let holds = |key| one.fields.get(key).is_some_and(|value| value.trim().starts_with(short));
                    assert!(holds("salesforce_id") || holds("sfdc_short_id"), "{one:?} has another ID");
                }
            }
        }
        'E' => {
            if let Ok((search, _)) = OrganizationSearch::read_named(NAME, body) {
                let is_named = |name: &str| name.trim().to_lowercase() == NAME.to_lowercase();
                assert!(search.equal.iter().all(|one| is_named(&one.name)));
            }
        }
        'F' => {
            if let Ok(CommentPage { next: Some(next), .. }) = CommentPage::read(body) {
                assert_eq!(Cursor::parse(next.as_str()), Ok(next));
            }
        }
        'G' => {
            if let Ok(ContactPage { next: Some(next), .. }) = ContactPage::read(body) {
                assert_eq!(Cursor::parse(next.as_str()), Ok(next));
            }
        }
        'H' | 'I' | 'J' => {
            let list = match first {
                'H' => DefinitionList::TicketFields,
                'I' => DefinitionList::TicketForms,
                _ => DefinitionList::OrganizationFields,
            };
            let _ = DefinitionPage::read(list, body);
        }
        'K' => {
            if let Ok(MacroSearch::Active(title) | MacroSearch::Deactivated(title)) = MacroSearch::read(NAME, body) {
                assert!(body.len() >= title.len());
            }
        }
        _ => {
            let _ = (read_count(body), read_me(body));
        }
    }
});
