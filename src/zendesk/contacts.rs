//! The contacts of an organization: its end users, by the page.

use serde::{Deserialize, Serialize};

use super::api::{UnreadableAnswer, null_is_default};
use super::comments::{Cursor, Meta};
use super::url::UserId;

/// A contact of an organization. Personal data: it is shown in the case that asked for it, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The user's number.
    pub id: UserId,
    /// The user's name.
    #[serde(default, deserialize_with = "null_is_default")]
    pub name: String,
    /// The primary address; users who wrote by other channels have none.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether the user may not sign in or write any more.
    #[serde(default)]
    pub suspended: bool,
}

/// One page of an organization's contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPage {
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// Where the next page begins; none on the last one.
    pub next: Option<Cursor>,
}

impl ContactPage {
    /// Reads the answer to [`super::ApiUrl::contacts`].
    ///
    /// # Errors
    /// When the body is not a page of users, or says that there are more and not where: a list is read to its end or not at
    /// all.
    pub fn read(body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            users: Vec<Contact>,
            meta: Meta,
        }
        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        Ok(Self { contacts: answer.users, next: answer.meta.next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_of_contacts() {
        let body = json!({
            "users": [
                { "id": 1, "name": "Alice", "email": "alice@acme.example", "role": "end-user", "suspended": false },
                { "id": 2, "name": null, "email": null, "suspended": true },
            ],
            "meta": { "has_more": true, "after_cursor": "eyJv" },
        });
        let page = ContactPage::read(&body.to_string()).unwrap();
        assert_eq!(page.next.as_ref().map(Cursor::as_str), Some("eyJv"));
        assert_eq!(page.contacts[0].email.as_deref(), Some("alice@acme.example"));
        assert!(page.contacts[1].email.is_none() && page.contacts[1].suspended);
    }

    #[test]
    fn what_is_not_a_page_is_refused() {
        for body in [
            r#"{"users":[]}"#,
            r#"{"users":[],"meta":{"has_more":true,"after_cursor":null}}"#,
            r#"{"error":"RecordNotFound"}"#,
            "<html></html>",
            "",
        ] {
            assert_eq!(ContactPage::read(body), Err(UnreadableAnswer), "{body}");
        }
    }
}
