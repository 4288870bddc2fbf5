//! The search for proofs in a ticket's text: any text, any HTML of a comment, any answer of the comments API.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vouch::proof::conversation::{named, search};
use vouch::proof::key::Keys;
use vouch::proof::text::{Mention, addresses_by_part, in_link, mentions, typed};
use vouch::zendesk::{ApiUrl, Author, AuthorRole, Comment, CommentPage, Cursor};

fuzz_target!(|text: &str| {
    for found in mentions(text) {
        let said = &text[found.at];
        match found.mention {
            // What is found stands there, and nothing else of it does.
            Mention::License(id) => assert!(said == id.as_str() || in_link(said) == Some(Mention::License(id))),
            Mention::ActivationCode(code) => assert!(said.contains(code.as_str())),
            Mention::SoldTo(address) | Mention::MaybeSoldTo(address) => {
                assert!(said == address && address.contains('@'))
            }
            Mention::SubscriptionName(_) | Mention::Record(..) => assert!(!said.is_empty()),
        }
    }
    let _ = addresses_by_part(text);
    if let Some(Mention::License(id)) = typed(text) {
        assert!(text.contains(id.as_str()));
    }
    let comment = Comment {
        id: 1,
        author: Author { id: None, name: None, role: AuthorRole::EndUser },
        created_at: text.chars().take(20).collect(),
        public: true,
        plain_body: String::new(),
        html_body: text.to_owned(),
        body: text.to_owned(),
        attachments: Vec::new(),
    };
    let _ = (search(std::slice::from_ref(&comment), &Keys::none()), named(&[comment]));
    if let Ok(page) = CommentPage::read(text) {
        let _ = search(&page.comments, &Keys::none());
    }
    let _ = Cursor::parse(text);
    if let Some(url) = ApiUrl::attachment(text) {
        assert_eq!(url.as_str(), text);
    }
});
