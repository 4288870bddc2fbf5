//! A file on its way to being a proof: an attachment that is read, or something that could not be.

use serde::{Deserialize, Serialize};

use super::conversation;
use super::given::Giver;
use crate::fetch::{Reply, Site, Target};
use crate::link::Link;
use crate::problem::{Advice, Problem};
use crate::proof::Proof;
use crate::proof::conversation::undecoded_key;
use crate::proof::file::{self, FileError};
use crate::proof::key::Keys;
use crate::proof::license_file::{self, LicenseFileError};
use crate::protocol::FileView;
use crate::zendesk::{ApiUrl, Attachment, CommentPage, Cursor, TicketId};

/// The name of what was pasted.
const PASTED: &str = "Pasted text";
/// The name of a license key in the text of a comment.
const IN_COMMENT: &str = "License key in the ticket";

/// The file that the case has open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OpenFile {
    name: String,
    /// Who sent it.
    giver: Giver,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// An attachment that is read.
    Reading(Attachment),
    /// An attachment that could not be read.
    Unreachable(Attachment, Problem),
    /// A license key in a comment, whose page of the conversation is read again.
    ReadingComment(KeyPlace),
    /// That page could not be read, or no longer holds the key.
    NotInComment(Option<Problem>),
    /// Its text is not a proof. The text is held, in session memory with its case, only where the portal's Validate
    /// License page may know more; and only until the agent is done with it.
    NoProof { error: FileError, text: Option<String>, validating: bool },
}

/// Where a license key that cannot be decoded stands: the key itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeyPlace {
    /// The page of the conversation begins after this cursor.
    page: Option<Cursor>,
    comment: u64,
    fingerprint: u64,
    error: LicenseFileError,
}

impl OpenFile {
    /// Reads a text for the proof that it holds; what cannot be read stays open.
    pub(super) fn read(
        name: Option<String>,
        text: String,
        giver: Giver,
        keys: &Keys,
    ) -> Result<(Proof, Giver), Box<Self>> {
        match file::read(&text, keys) {
            Ok(proof) => Ok((proof, giver)),
            Err(error) => Err(Self::no_proof(name, &text, giver, error)),
        }
    }

    /// A file that is too large to be read.
    pub(super) fn too_large(name: String) -> Box<Self> {
        Self::no_proof(Some(name), "", Giver::Typed, FileError::TooLarge)
    }

    /// A license key in a comment, which is read again.
    pub(super) fn in_comment(
        page: Option<Cursor>,
        comment: u64,
        fingerprint: u64,
        error: LicenseFileError,
        giver: Giver,
    ) -> Box<Self> {
        let state = State::ReadingComment(KeyPlace { page, comment, fingerprint, error });
        Box::new(Self { name: IN_COMMENT.to_owned(), giver, state })
    }

    /// Who sent it.
    pub(super) fn giver(&self) -> &Giver {
        &self.giver
    }

    fn no_proof(name: Option<String>, text: &str, giver: Giver, error: FileError) -> Box<Self> {
        // The key alone, as the portal reads it: not the mail or the export that it came in.
        let key = || license_file::first_key(text).unwrap_or_else(|| text.to_owned());
        let text = error.has_key().then(key);
        let name = name.unwrap_or_else(|| PASTED.to_owned());
        Box::new(Self { name, giver, state: State::NoProof { error, text, validating: false } })
    }

    /// An attachment, to be read.
    pub(super) fn attached(attachment: Attachment, giver: Giver) -> Box<Self> {
        match attachment.address() {
            Some(_) => Box::new(Self { name: attachment.file_name.clone(), giver, state: State::Reading(attachment) }),
            None => Self::unreachable(
                attachment,
                giver,
                Problem::NotAsked { site: Site::Zendesk, what: "an attachment".to_owned() },
            ),
        }
    }

    fn unreachable(attachment: Attachment, giver: Giver, problem: Problem) -> Box<Self> {
        Box::new(Self { name: attachment.file_name.clone(), giver, state: State::Unreachable(attachment, problem) })
    }

    /// What to read now, of this ticket.
    pub(super) fn wants(&self, ticket: TicketId) -> Option<Target> {
        match &self.state {
            State::Reading(attachment) => attachment.address().map(Target::Attachment),
            State::ReadingComment(KeyPlace { page, .. }) => {
                Some(Target::Zendesk(ApiUrl::comments(ticket, page.as_ref())))
            }
            _ => None,
        }
    }

    /// Takes the attachment or the page of comments; what cannot be read stays open.
    pub(super) fn take(self: Box<Self>, reply: Reply, keys: &Keys) -> Result<(Proof, Giver), Box<Self>> {
        let attachment = match self.state {
            State::Reading(attachment) => attachment,
            State::ReadingComment(place) => {
                return Err(Self::take_comment(self.name, self.giver, place, conversation::read(reply)));
            }
            _ => return Err(self),
        };
        match Problem::sift(Site::Zendesk, reply) {
            Ok(answer) if answer.status == 200 => Self::read(Some(self.name), answer.body, self.giver, keys),
            Ok(_) => {
                let problem = Problem::Missing { site: Site::Zendesk, what: "such attachment".to_owned() };
                Err(Self::unreachable(attachment, self.giver, problem))
            }
            Err(problem) => Err(Self::unreachable(attachment, self.giver, problem)),
        }
    }

    /// Takes the page of comments that a license key was found on.
    fn take_comment(name: String, giver: Giver, place: KeyPlace, page: Result<CommentPage, Problem>) -> Box<Self> {
        let key = match page {
            Ok(page) => undecoded_key(&page.comments, place.comment, place.fingerprint).ok_or(None),
            Err(problem) => Err(Some(problem)),
        };
        match key {
            Ok(key) => Self::no_proof(Some(name), &key, giver, FileError::LicenseKey(place.error)),
            Err(problem) => Box::new(Self { name, giver, state: State::NotInComment(problem) }),
        }
    }

    /// The text that the portal is to validate; from now on its answer is waited for.
    pub(super) fn validate(&mut self) -> bool {
        match &mut self.state {
            State::NoProof { text: Some(_), validating, .. } => {
                *validating = true;
                true
            }
            _ => false,
        }
    }

    /// The text that the portal is about to validate.
    pub(super) fn validated_text(&self) -> Option<&str> {
        match &self.state {
            State::NoProof { text, validating: true, .. } => text.as_deref(),
            _ => None,
        }
    }

    /// What the panel shows.
    pub(super) fn view(&self) -> FileView {
        let problem = match &self.state {
            State::Reading(_) | State::ReadingComment(_) => None,
            State::NotInComment(None) => Some((
                "The comment no longer holds the license key.".to_owned(),
                Advice::new("Search the ticket again.", None),
            )),
            State::NotInComment(Some(problem)) => Some((problem.to_string(), problem.advice())),
            // The one redirect that an attachment has: to the host that keeps the files, where Vouch may not go.
            State::Unreachable(attachment, Problem::SignedOut { .. }) => Some((
                "The browser lets Vouch read attachments only while Zendesk itself hands them out.".to_owned(),
                download(attachment),
            )),
            State::Unreachable(attachment, problem) => Some((problem.to_string(), download(attachment))),
            State::NoProof { error, .. } => Some((error.to_string(), error.advice())),
        };
        let can_validate = matches!(self.state, State::NoProof { text: Some(_), .. });
        FileView { name: self.name.clone(), problem, can_validate }
    }
}

fn download(attachment: &Attachment) -> Advice {
    let link = attachment
        .address()
        .as_ref()
        .map(ApiUrl::as_str)
        .and_then(|url| Link::new("Download it".to_owned(), url.to_owned()).ok());
    Advice::new("Then drop it here.", link)
}
