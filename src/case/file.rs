//! A file on its way to being a proof: an attachment that is read, or something that could not be.

use serde::{Deserialize, Serialize};

use crate::fetch::{Reply, Site, Target};
use crate::link::Link;
use crate::problem::{Advice, Problem};
use crate::proof::Proof;
use crate::proof::file::{self, FileError};
use crate::proof::key::Keys;
use crate::proof::license_file;
use crate::protocol::FileView;
use crate::zendesk::{ApiUrl, Attachment};

/// The name of what was pasted.
const PASTED: &str = "Pasted text";

/// The file that the case has open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OpenFile {
    name: String,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// An attachment that is read.
    Reading(Attachment),
    /// An attachment that could not be read.
    Unreachable(Attachment, Problem),
    /// Its text is not a proof. The text is held, in session memory with its case, only where the portal's Validate
    /// License page may know more; and only until the agent is done with it.
    NoProof { error: FileError, text: Option<String>, validating: bool },
}

impl OpenFile {
    /// Reads a text for the proof that it holds; what cannot be read stays open.
    pub(super) fn read(name: Option<String>, text: String, keys: &Keys) -> Result<Proof, Box<Self>> {
        file::read(&text, keys).map_err(|error| Self::no_proof(name, &text, error))
    }

    /// A license key whose decoding has failed before.
    pub(super) fn no_proof(name: Option<String>, text: &str, error: FileError) -> Box<Self> {
        // The key alone, as the portal reads it: not the mail or the export that it came in.
        let key = || license_file::first_key(text).unwrap_or_else(|| text.to_owned());
        let text = error.has_key().then(key);
        let name = name.unwrap_or_else(|| PASTED.to_owned());
        Box::new(Self { name, state: State::NoProof { error, text, validating: false } })
    }

    /// An attachment, to be read.
    pub(super) fn attached(attachment: Attachment) -> Box<Self> {
        match attachment.address() {
            Some(_) => Box::new(Self { name: attachment.file_name.clone(), state: State::Reading(attachment) }),
            None => Self::unreachable(
                attachment,
                Problem::NotAsked { site: Site::Zendesk, what: "an attachment".to_owned() },
            ),
        }
    }

    fn unreachable(attachment: Attachment, problem: Problem) -> Box<Self> {
        Box::new(Self { name: attachment.file_name.clone(), state: State::Unreachable(attachment, problem) })
    }

    /// What to read now.
    pub(super) fn wants(&self) -> Option<Target> {
        match &self.state {
            State::Reading(attachment) => attachment.address().map(Target::Attachment),
            _ => None,
        }
    }

    /// Takes the attachment; what cannot be read stays open.
    pub(super) fn take(self: Box<Self>, reply: Reply, keys: &Keys) -> Result<Proof, Box<Self>> {
        let State::Reading(attachment) = self.state else { return Err(self) };
        match Problem::sift(Site::Zendesk, reply) {
            Ok(answer) if answer.status == 200 => Self::read(Some(self.name), answer.body, keys),
            Ok(_) => {
                let problem = Problem::Missing { site: Site::Zendesk, what: "such attachment".to_owned() };
                Err(Self::unreachable(attachment, problem))
            }
            Err(problem) => Err(Self::unreachable(attachment, problem)),
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
            State::Reading(_) => None,
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
