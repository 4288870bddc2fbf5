//! The addresses of Zendesk that Vouch reads (the agent API, `GET` only) and those it shows as links
//! (facts: zendesk A1, C1).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::hosts;
use crate::link::{Link, percent_encode};
use crate::salesforce::SalesforceId;
use crate::zendesk::comments::Cursor;
use crate::zendesk::definitions::DefinitionList;
use crate::zendesk::host;
use crate::zendesk::macros::searched_part;

macro_rules! numeric_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// Reads an ID as it stands in an address: decimal digits and nothing else.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                text.parse().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

numeric_id! {
    /// The number of a ticket, as in `/agent/tickets/4101`.
    TicketId
}
numeric_id! {
    /// The number of an organization, as in `/agent/organizations/360001`.
    OrganizationId
}

numeric_id! {
    /// The number of a user, as in `/agent/users/360001`.
    UserId
}

/// An address of the agent API. Only the constructors make one, so this list is the allow-list of what Vouch
/// ever requests from Zendesk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiUrl(String);

impl ApiUrl {
    /// The ticket with its people and organizations.
    #[must_use]
    pub fn ticket(id: TicketId) -> Self {
        Self(format!("https://{}/api/v2/tickets/{id}?include=users,organizations", hosts::ZENDESK))
    }

    /// The agent who is signed in.
    #[must_use]
    pub fn me() -> Self {
        Self(format!("https://{}/api/v2/users/me", hosts::ZENDESK))
    }

    /// One page of a ticket's comments, with their authors: the first, or the one after a cursor. It is short, so that no
    /// page of long comments takes long to read.
    #[must_use]
    pub fn comments(id: TicketId, after: Option<&Cursor>) -> Self {
        let after = page_after(after);
        let host = hosts::ZENDESK;
        Self(format!("https://{host}/api/v2/tickets/{id}/comments?include=users&page%5Bsize%5D=25{after}"))
    }

    /// A file attached to a comment, by the `content_url` that Zendesk gives for it: nothing when that is not
    /// `https://gitlab.zendesk.com/attachments/token/TOKEN/?name=FILE`.
    ///
    /// Zendesk answers it with a redirect to the host that keeps its files, which is not on the allow-list: the reply is
    /// then a redirect, which is not followed, and the file has to come from the agent.
    #[must_use]
    pub fn attachment(content_url: &str) -> Option<Self> {
        let rest = content_url.strip_prefix("https://")?.strip_prefix(hosts::ZENDESK)?;
        let rest = rest.strip_prefix("/attachments/token/")?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, "name="));
        let token = path.strip_suffix('/').unwrap_or(path);
        let name = query.strip_prefix("name=")?;
        let is_token = (1..=64).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_name =
            name.len() <= 2048 && name.bytes().all(|byte| byte.is_ascii_graphic() && !b"#&\\\"<>".contains(&byte));
        (is_token && is_name).then(|| Self(content_url.to_owned()))
    }

    /// The organizations whose Salesforce field begins with this ID, in any case (seed 001, step 11).
    #[must_use]
    pub fn organizations_by(id: &SalesforceId, form: SearchForm) -> Self {
        Self::search_organizations(&form.query(id))
    }

    /// The organizations in which every word of a name stands, or begins a word (facts: zendesk C2). Nothing of the name
    /// is an operator.
    #[must_use]
    pub fn organizations_named(name: &str) -> Self {
        Self::search_organizations(&name_query(name))
    }

    fn search_organizations(query: &str) -> Self {
        let query = percent_encode(&format!("type:organization {query}"));
        Self(format!("https://{}/api/v2/search.json?query={query}", hosts::ZENDESK))
    }

    /// A user, with the organization that the user is in.
    #[must_use]
    pub fn user(id: UserId) -> Self {
        Self(format!("https://{}/api/v2/users/{id}.json?include=organizations", hosts::ZENDESK))
    }

    /// An organization.
    #[must_use]
    pub fn organization(id: OrganizationId) -> Self {
        Self(format!("https://{}/api/v2/organizations/{id}.json", hosts::ZENDESK))
    }

    /// How many contacts an organization has: its end users (facts: zendesk C1).
    #[must_use]
    pub fn contact_count(id: OrganizationId) -> Self {
        Self(format!("https://{}/api/v2/organizations/{id}/users/count?role=end-user", hosts::ZENDESK))
    }

    /// How many users an organization has, whatever their role: its contacts, and agents beside them.
    #[must_use]
    pub fn user_count(id: OrganizationId) -> Self {
        Self(format!("https://{}/api/v2/organizations/{id}/users/count", hosts::ZENDESK))
    }

    /// One page of an organization's contacts, its end users: the first, or the one after a cursor.
    #[must_use]
    pub fn contacts(id: OrganizationId, after: Option<&Cursor>) -> Self {
        let after = page_after(after);
        let host = hosts::ZENDESK;
        Self(format!("https://{host}/api/v2/organizations/{id}/users?role=end-user&page%5Bsize%5D=100{after}"))
    }

    /// One page of what administrators define: the first, or the one after a cursor.
    #[must_use]
    pub fn definitions(list: DefinitionList, after: Option<&Cursor>) -> Self {
        let after = page_after(after);
        Self(format!("https://{}/api/v2/{}?page%5Bsize%5D=100{after}", hosts::ZENDESK, list.key()))
    }

    /// The macros whose titles hold the last part of this name.
    #[must_use]
    pub fn macros_called(name: &str) -> Self {
        Self(format!("https://{}/api/v2/macros/search?query={}", hosts::ZENDESK, percent_encode(searched_part(name))))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The part of a query that asks for the page after a cursor.
fn page_after(cursor: Option<&Cursor>) -> String {
    cursor.map_or_else(String::new, |cursor| format!("&page%5Bafter%5D={}", percent_encode(cursor.as_str())))
}

/// One of the ways to search for an organization by its Salesforce ID, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchForm {
    /// The handbook's: one field for 15 characters, the other for 18 (seed 001, step 11).
    OwnField,
    /// The other field, with the ID in that field's length.
    OtherField,
    /// The 15 characters and a star, which finds both lengths (seed 000, "Locating the organization").
    Starred,
}

impl SearchForm {
    /// Every form, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::OwnField, Self::OtherField, Self::Starred];

    /// The search term.
    #[must_use]
    pub fn query(self, id: &SalesforceId) -> String {
        match (self, id.is_long()) {
            (Self::OwnField, true) | (Self::OtherField, false) => format!("{}:{}", host::SALESFORCE_ID, id.long()),
            (Self::OwnField, false) | (Self::OtherField, true) => format!("{}:{}", host::SFDC_SHORT_ID, id.short()),
            (Self::Starred, _) => format!("{}:{}*", host::SALESFORCE_ID, id.short()),
        }
    }
}

/// The words of a name, and nothing that Zendesk's search would take for an operator.
fn name_query(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || ".&'_-".contains(c) { c } else { ' ' };
    let words: String = name.chars().map(plain).collect();
    let words = words.split_whitespace().map(|word| word.trim_start_matches('-')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The ticket's page.
#[must_use]
pub fn agent_ticket(id: TicketId) -> Link {
    Link::built(format!("Ticket #{id}"), format!("https://{}/agent/tickets/{id}", hosts::ZENDESK))
}

/// The organization's page.
#[must_use]
pub fn agent_organization(id: OrganizationId, name: &str) -> Link {
    Link::built(name.to_owned(), format!("https://{}/agent/organizations/{id}", hosts::ZENDESK))
}

/// The user's page.
#[must_use]
pub fn agent_user(id: UserId, name: &str) -> Link {
    Link::built(name.to_owned(), format!("https://{}/agent/users/{id}", hosts::ZENDESK))
}

/// The organization whose page this is, as an agent copies its address.
#[must_use]
pub fn organization_of(href: &str) -> Option<OrganizationId> {
    let path = href.strip_prefix("https://")?.strip_prefix(hosts::ZENDESK)?.strip_prefix("/agent/organizations/")?;
    OrganizationId::parse(path.split(['/', '?', '#']).next()?)
}

/// Zendesk's own search page, prefilled with the search of seed 001, step 11.
#[must_use]
pub fn agent_search(id: &SalesforceId) -> Link {
    search_page(SearchForm::OwnField.query(id))
}

/// Zendesk's own search page, prefilled with a name.
#[must_use]
pub fn agent_search_named(name: &str) -> Link {
    search_page(name_query(name))
}

fn search_page(query: String) -> Link {
    let url = format!("https://{}/agent/search/1?type=organization&q={}", hosts::ZENDESK, percent_encode(&query));
    Link::built(query, url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_digits_and_nothing_else() {
        for (text, id) in [("4101", Some(4101)), ("", None), ("12a", None), ("-1", None), ("+1", None), (" 1", None)] {
            assert_eq!(TicketId::parse(text).map(|id| id.0), id, "{text:?}");
        }
        assert_eq!(TicketId::parse("99999999999999999999999"), None);
    }

    #[test]
    fn the_field_follows_from_the_length() {
        for (id, query) in [
            ("0013X00002fGhIj", "type%3Aorganization%20sfdc_short_id%3A0013X00002fGhIj"),
            ("0016100000aBcDeAAK", "type%3Aorganization%20salesforce_id%3A0016100000aBcDeAAK"),
        ] {
            let url = ApiUrl::organizations_by(&SalesforceId::parse(id).unwrap(), SearchForm::OwnField);
            assert_eq!(url.as_str(), format!("https://gitlab.zendesk.com/api/v2/search.json?query={query}"));
        }
    }

    #[test]
    fn the_forms_of_a_search_are_tried_in_turn() {
        for (id, queries) in [
            (
                "0016100000aBcDe",
                ["sfdc_short_id:0016100000aBcDe", "salesforce_id:0016100000aBcDeAAK", "salesforce_id:0016100000aBcDe*"],
            ),
            (
                "0016100000aBcDeAAK",
                ["salesforce_id:0016100000aBcDeAAK", "sfdc_short_id:0016100000aBcDe", "salesforce_id:0016100000aBcDe*"],
            ),
        ] {
            let id = SalesforceId::parse(id).unwrap();
            assert_eq!(SearchForm::ALL.map(|form| form.query(&id)), queries);
        }
    }

    #[test]
    fn nothing_of_a_name_is_an_operator() {
        for (name, query) in [
            ("Acme Corp", "Acme Corp"),
            ("  Acme,   Corp. (EMEA) ", "Acme Corp. EMEA"),
            ("-tags:x \"a b\" type:user *", "tags x a b type user"),
            ("株式会社", "株式会社"),
            ("Johnson & Johnson", "Johnson & Johnson"),
            ("AT&T", "AT&T"),
            ("--", ""),
        ] {
            assert_eq!(name_query(name), query, "{name:?}");
        }
    }

    #[test]
    fn comments_are_asked_for_by_the_page() {
        let id = TicketId::parse("4101").unwrap();
        let cursor = Cursor::parse("a|b&c=d").unwrap();
        for (after, query) in [(None, ""), (Some(&cursor), "&page%5Bafter%5D=a%7Cb%26c%3Dd")] {
            let url = ApiUrl::comments(id, after);
            let first = "https://gitlab.zendesk.com/api/v2/tickets/4101/comments?include=users&page%5Bsize%5D=25";
            assert_eq!(url.as_str(), format!("{first}{query}"));
        }
    }

    #[test]
    fn only_an_attachment_of_this_zendesk_can_be_asked_for() {
        for (url, accepted) in [
            ("https://gitlab.zendesk.com/attachments/token/pFLlcE3tDbGcA0bgmlAhPNccB/?name=license_usage.csv", true),
            ("https://gitlab.zendesk.com/attachments/token/4uzya7c9rw4twus/?name=Screen+Shot+%281%29.png", true),
            ("https://gitlab.zendesk.com/attachments/token/4uzya7c9rw4twus", true),
            ("http://gitlab.zendesk.com/attachments/token/4uzya7c9rw4twus/?name=x", false),
            ("https://gitlab.zendesk.com.evil.example/attachments/token/4uzya7c9rw4twus/?name=x", false),
            ("https://other.zendesk.com/attachments/token/4uzya7c9rw4twus/?name=x", false),
            ("https://p17.zdusercontent.com/attachment/1/4uzya7c9rw4twus?token=x", false),
            ("https://gitlab.zendesk.com/attachments/token/../../api/v2/users/me/?name=x", false),
            ("https://gitlab.zendesk.com/attachments/token/a/b/?name=x", false),
            ("https://gitlab.zendesk.com/attachments/token//?name=x", false),
            ("https://gitlab.zendesk.com/attachments/token/a/?name=x&y=z", false),
            ("https://gitlab.zendesk.com/attachments/token/a/?name=x#y", false),
            ("https://gitlab.zendesk.com/attachments/token/a/?other=x", false),
            ("https://gitlab.zendesk.com/attachments/token/a/?name=two words", false),
            ("redacted.txt", false),
            ("", false),
        ] {
            assert_eq!(ApiUrl::attachment(url).is_some(), accepted, "{url}");
        }
    }

    #[test]
    fn nothing_of_a_macros_name_is_more_than_a_query() {
        for (name, query) in [
            ("Support::Support-Ops::Users added to organization", "Users%20added%20to%20organization"),
            ("a&active=true#b/../apply?x=1", "a%26active%3Dtrue%23b%2F..%2Fapply%3Fx%3D1"),
        ] {
            let url = ApiUrl::macros_called(name);
            assert_eq!(url.as_str(), format!("https://gitlab.zendesk.com/api/v2/macros/search?query={query}"));
        }
    }

    #[test]
    fn the_prefilled_search_is_the_handbooks() {
        let link = agent_search(&SalesforceId::parse("0013X00002fGhIj").unwrap());
        assert_eq!(
            link.url(),
            "https://gitlab.zendesk.com/agent/search/1?type=organization&q=sfdc_short_id%3A0013X00002fGhIj"
        );
    }
}
