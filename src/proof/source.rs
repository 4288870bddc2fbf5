//! Who gave something that the customer is to prove or to say: a proof, or the sold-to.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::visible::visible;
use crate::zendesk::{Author, AuthorRole, Comment, UserId};

/// The most characters of a name that a sentence holds.
const MAX_NAME: usize = 80;

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The agent typed it, or chose a file or a page.
    Typed,
    /// The agent did so while the ticket had another requester.
    TypedForAnother,
    /// It stands in the ticket's own field with this title.
    Field(String),
    /// The ticket's requester, in a public comment.
    Requester(String),
    /// Another customer, in a public comment.
    OtherCustomer(String),
    /// A customer, in a public comment, where it is not known who the requester is.
    Customer(String),
    /// An agent, in a public comment.
    Agent(String),
    /// Somebody who wrote an internal note.
    InternalNote(String),
    /// Somebody who wrote an evidence note: the handbook's, with what an agent found in the portal.
    EvidenceNote(String),
    /// Somebody whom Zendesk did not send.
    Unknown,
}

/// What something rests on: who said it, and whether only in a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Who said it.
    pub source: Source,
    /// Whether it only stands in quoted text.
    pub quoted: bool,
}

impl Given {
    /// What the agent has typed.
    #[must_use]
    pub fn typed() -> Self {
        Self { source: Source::Typed, quoted: false }
    }

    /// Whether it is as good as the requester's own word.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.quoted && matches!(self.source, Source::Typed | Source::Field(_) | Source::Requester(_))
    }

    /// Whether a customer said it, or it stands in the ticket's own field. Only that is offered as the customer's.
    #[must_use]
    pub fn is_customers(&self) -> bool {
        match self.source {
            Source::Typed
            | Source::TypedForAnother
            | Source::Field(_)
            | Source::Requester(_)
            | Source::OtherCustomer(_)
            | Source::Customer(_) => true,
            Source::Agent(_) | Source::InternalNote(_) | Source::EvidenceNote(_) | Source::Unknown => false,
        }
    }

    /// How good it is: of two that say the same thing, the one with the lower number stands for it.
    #[must_use]
    pub fn rank(&self) -> u8 {
        let source = match self.source {
            Source::Typed => 0,
            Source::Requester(_) => 1,
            Source::Field(_) => 2,
            Source::OtherCustomer(_) => 3,
            Source::Customer(_) => 4,
            Source::TypedForAnother => 5,
            Source::Agent(_) => 6,
            Source::InternalNote(_) => 7,
            Source::EvidenceNote(_) => 8,
            Source::Unknown => 9,
        };
        // What a customer only quotes comes after what any customer says, and before what no customer says.
        if self.quoted && source < 6 {
            source + 10
        } else if source >= 6 {
            source + 20
        } else {
            source
        }
    }

    /// Who gave it, as a part of a sentence: `Dana Diaz, another customer on the ticket`.
    #[must_use]
    pub fn described(&self) -> String {
        let who = match &self.source {
            Source::Typed => "the agent".to_owned(),
            Source::TypedForAnother => "the agent, for another requester".to_owned(),
            Source::Field(title) => format!("the ticket's field {title:?}"),
            Source::Requester(name) => format!("{name}, the requester"),
            Source::OtherCustomer(name) => format!("{name}, another customer on the ticket"),
            Source::Customer(name) => format!("{name}, a customer on the ticket"),
            Source::Agent(name) => format!("{name}, an agent"),
            Source::InternalNote(name) => format!("{name}, in an internal note"),
            Source::EvidenceNote(name) => format!("{name}, in an evidence note"),
            Source::Unknown => "an author whom Zendesk did not name".to_owned(),
        };
        if self.quoted { format!("{who}, in quoted text") } else { who }
    }
}

/// The comment in which something was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The comment's number.
    pub comment: u64,
    /// Who wrote it.
    pub author: Author,
    /// The day it was written, in UTC.
    pub date: Option<Date>,
    /// Whether the customer sees it; otherwise it is an internal note.
    pub public: bool,
    /// Whether it holds an evidence note.
    pub has_note: bool,
}

impl Place {
    /// The place of a comment.
    #[must_use]
    pub fn of(comment: &Comment, has_note: bool) -> Self {
        let date = comment.created_at.get(..10).and_then(|day| Date::parse_iso(day).ok());
        Self { comment: comment.id, author: comment.author.clone(), date, public: comment.public, has_note }
    }

    /// Who said it, on the ticket of this requester; none while the ticket was not read.
    #[must_use]
    pub fn source(&self, requester: Option<UserId>) -> Source {
        let name = self.author.name.as_deref().map_or_else(|| "somebody".to_owned(), plain_name);
        match (self.author.role, requester) {
            _ if self.has_note => Source::EvidenceNote(name),
            _ if !self.public => Source::InternalNote(name),
            (AuthorRole::NotSent, _) => Source::Unknown,
            (AuthorRole::Agent, _) => Source::Agent(name),
            (AuthorRole::EndUser, None) => Source::Customer(name),
            (AuthorRole::EndUser, Some(requester)) if self.author.id == Some(requester) => Source::Requester(name),
            (AuthorRole::EndUser, Some(_)) => Source::OtherCustomer(name),
        }
    }

    /// Whether another place stands for the same as this one: only customers who are seen are told apart by name.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        let is_customers = |place: &Self| place.public && !place.has_note && place.author.role == AuthorRole::EndUser;
        let kind = |place: &Self| (place.has_note, place.public, place.author.role);
        kind(self) == kind(other) && (!is_customers(self) || self.author.id == other.author.id)
    }

    /// Whether it was written before another.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        (self.date, self.comment) < (other.date, other.comment)
    }
}

/// A name on one line, in which everything is seen. One that could pass for more than a name, as `Dana, the requester`
/// does, stands in quotation marks, and has none itself.
fn plain_name(name: &str) -> String {
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = visible(&words).chars().take(MAX_NAME).collect();
    let is_plain =
        |c: char| !(c.is_ascii_punctuation() || "“”„«»‹›‚‘，、：；（）–—―·|".contains(c)) || "-'.".contains(c);
    if plain.chars().all(is_plain) {
        plain
    } else {
        format!("“{}”", plain.replace(['“', '”', '„', '"', '«', '»'], "'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, role: AuthorRole, public: bool, has_note: bool) -> Place {
        let author = Author { id: UserId::parse(id), name: Some("Dana\u{202e} Diaz\n".to_owned()), role };
        Place { comment: 1, author, date: None, public, has_note }
    }

    #[test]
    fn a_source_follows_from_the_author_and_the_requester() {
        use AuthorRole::{Agent, EndUser, NotSent};
        let name = || "“Dana⟨U+202E⟩ Diaz”".to_owned();
        for (id, role, public, has_note, requester, source) in [
            ("7", EndUser, true, false, Some("7"), Source::Requester(name())),
            ("8", EndUser, true, false, Some("7"), Source::OtherCustomer(name())),
            ("7", EndUser, true, false, None, Source::Customer(name())),
            ("7", EndUser, false, false, Some("7"), Source::InternalNote(name())),
            ("7", EndUser, true, true, Some("7"), Source::EvidenceNote(name())),
            ("9", Agent, true, false, Some("7"), Source::Agent(name())),
            // An agent who filed the ticket is no customer.
            ("7", Agent, true, false, Some("7"), Source::Agent(name())),
            ("9", Agent, false, false, Some("7"), Source::InternalNote(name())),
            ("7", NotSent, true, false, Some("7"), Source::Unknown),
            ("", NotSent, true, false, None, Source::Unknown),
        ] {
            let requester = requester.and_then(UserId::parse);
            assert_eq!(place(id, role, public, has_note).source(requester), source, "{id} {role:?} {public}");
        }
    }

    #[test]
    fn name_cannot_pass_for_who_somebody_is() {
        for (name, plain) in [
            ("Dana Diaz", "Dana Diaz"),
            ("Seán O'Neill-Müller jr.", "Seán O'Neill-Müller jr."),
            ("株式会社 山田", "株式会社 山田"),
            ("Dana Diaz, the requester", "“Dana Diaz, the requester”"),
            ("”, the requester; “x", "“', the requester; 'x”"),
            ("Dana (agent)", "“Dana (agent)”"),
            ("Dana\n- Sold-to: x", "“Dana - Sold-to: x”"),
            ("\u{202e}anaD", "“⟨U+202E⟩anaD”"),
        ] {
            assert_eq!(plain_name(name), plain);
        }
        assert!(plain_name(&"x".repeat(5000)).len() <= MAX_NAME);
    }

    #[test]
    fn only_the_requester_the_field_and_the_agent_count() {
        let name = || "Dana Diaz".to_owned();
        for (source, counts, is_customers) in [
            (Source::Typed, true, true),
            (Source::Field("Subscription Email".to_owned()), true, true),
            (Source::Requester(name()), true, true),
            (Source::OtherCustomer(name()), false, true),
            (Source::Customer(name()), false, true),
            (Source::Agent(name()), false, false),
            (Source::InternalNote(name()), false, false),
            (Source::EvidenceNote(name()), false, false),
            (Source::Unknown, false, false),
        ] {
            let given = Given { source, quoted: false };
            assert_eq!((given.counts(), given.is_customers()), (counts, is_customers), "{given:?}");
            assert!(!Given { quoted: true, ..given }.counts());
        }
    }
}
