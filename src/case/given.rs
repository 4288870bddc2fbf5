//! What the ticket gives: the sold-to and the proofs, each with who gave it. Who that is is decided when it is used: the
//! requester may be read after the conversation, and may change.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::conversation::What;
use super::file::OpenFile;
use super::{Case, ticket};
use crate::checks::GivenSoldTo;
use crate::directory::{Directory, Known};
use crate::proof::Proof;
use crate::proof::conversation::{Said, Stand, proof_in_field};
use crate::proof::source::{Given, Source};
use crate::protocol::{CandidateView, FoundView, HitId, HitView, PlaceView, SoldToFrom, Who};
use crate::zendesk::{UserId, host};

/// The numbers of what stands in the ticket's own fields begin here; those of the conversation begin with 1.
const FIELD_HITS: HitId = 1 << 31;

/// How the case came by something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Giver {
    /// The agent typed it, or chose a file or a page.
    Typed,
    /// The agent did so while the ticket had another requester.
    TypedForAnother,
    /// It stands in the ticket's own field with this title.
    Field(String),
    /// It stands in a comment.
    Comment(Stand),
}

impl Giver {
    /// Who gave it, on the ticket of this requester.
    pub(super) fn given(&self, requester: Option<UserId>) -> Given {
        match self {
            Self::Typed => Given::typed(),
            Self::TypedForAnother => Given { source: Source::TypedForAnother, quoted: false },
            Self::Field(title) => Given { source: Source::Field(title.clone()), quoted: false },
            Self::Comment(stand) => stand.given(requester),
        }
    }

    fn was_for_another(&mut self) {
        if *self == Self::Typed {
            *self = Self::TypedForAnother;
        }
    }

    /// Where it stands, for the panel; none for what the agent typed.
    pub(super) fn place(&self, requester: Option<UserId>) -> Option<PlaceView> {
        let stand = match self {
            Self::Typed | Self::TypedForAnother => return None,
            Self::Field(title) => return Some(PlaceView::of_field(title)),
            Self::Comment(stand) => stand,
        };
        Some(place_view(stand, requester))
    }
}

/// Where a comment's find stands, for the panel.
pub(super) fn place_view(Stand { place, quoted }: &Stand, requester: Option<UserId>) -> PlaceView {
    use crate::zendesk::AuthorRole::{Agent, EndUser, NotSent};
    PlaceView {
        author: place.author.name.clone(),
        who: match (place.author.role, requester) {
            (NotSent, _) => Who::Unknown,
            (Agent, _) => Who::Agent,
            (EndUser, None) => Who::Customer,
            (EndUser, Some(requester)) if place.author.id == Some(requester) => Who::Requester,
            (EndUser, Some(_)) => Who::OtherCustomer,
        },
        date: place.date.map(|date| date.to_string()),
        public: Some(place.public),
        quoted: *quoted,
        evidence_note: place.has_note,
    }
}

/// The sold-to that the customer gave, as the agent entered or took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SoldToGiven {
    /// What stands in the field.
    pub(super) text: String,
    giver: Giver,
    /// Whether it was taken together with a proof, because the ticket names no other. It then follows the ticket.
    along: bool,
}

impl Default for SoldToGiven {
    fn default() -> Self {
        Self::typed(String::new())
    }
}

impl SoldToGiven {
    /// The agent has typed this.
    pub(super) fn typed(text: String) -> Self {
        Self { text, giver: Giver::Typed, along: false }
    }

    /// The agent has taken this over.
    fn taken(text: String, giver: Giver) -> Self {
        Self { text, giver, along: false }
    }

    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The ticket has another requester than when this was typed.
    pub(super) fn was_for_another(&mut self) {
        self.giver.was_for_another();
    }
}

/// Who gave the proofs that walks were begun with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProofGivers(Vec<(Proof, Giver)>);

impl ProofGivers {
    pub(super) fn set(&mut self, proof: &Proof, giver: Giver) {
        self.0.retain(|(known, _)| known != proof);
        self.0.push((proof.clone(), giver));
    }

    /// The ticket has another requester than when these were given.
    pub(super) fn were_for_another(&mut self) {
        self.0.iter_mut().for_each(|(_, giver)| giver.was_for_another());
    }

    fn of(&self, proof: &Proof) -> Option<&Giver> {
        self.0.iter().find(|(known, _)| known == proof).map(|(_, giver)| giver)
    }
}

/// A sold-to that the ticket names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) id: HitId,
    pub(super) address: String,
    pub(super) giver: Giver,
    /// Whether it is only a guess.
    pub(super) maybe: bool,
}

impl Candidate {
    fn has(&self, address: &str) -> bool {
        self.address.trim().eq_ignore_ascii_case(address.trim())
    }
}

impl Case {
    /// The number of the user who asked; none while the ticket was not read.
    pub(super) fn requester_id(&self) -> Option<UserId> {
        self.ticket.got()?.requester_id
    }

    /// Every sold-to that a customer or the ticket's own field names, the newest first and the field last; each address
    /// once, from the person who counts most.
    pub(super) fn sold_to_candidates(&self, directory: &Directory) -> Vec<Candidate> {
        let requester = self.requester_id();
        let mut candidates = self.conversation.sold_tos(requester);
        if let Some(address) = self.email_in_field(directory) {
            let field = Candidate {
                id: field_hit(host::SUBSCRIPTION_EMAIL, &address),
                address,
                giver: Giver::Field(host::SUBSCRIPTION_EMAIL.to_owned()),
                maybe: false,
            };
            match candidates.iter_mut().find(|known| known.has(&field.address)) {
                Some(known) => {
                    let is_better = field.giver.given(requester).rank() < known.giver.given(requester).rank();
                    if known.maybe || is_better {
                        *known = Candidate { id: known.id, ..field };
                    }
                }
                None => candidates.push(field),
            }
        }
        candidates
    }

    fn email_in_field(&self, directory: &Directory) -> Option<String> {
        let said = ticket::subscription_email(self.ticket.got()?, directory)?;
        said.contains('@').then_some(said)
    }

    /// The proof in the ticket's own field for a subscription's number, with its number in the panel.
    fn proof_in_field(&self, directory: &Directory) -> Option<(HitId, Proof)> {
        let said = ticket::subscription_number(self.ticket.got()?, directory)?;
        let proof = proof_in_field(&said)?;
        Some((field_hit(host::SUBSCRIPTION_NUMBER, &proof.title()), proof))
    }

    /// Whether a customer sent something that a walk can begin with, or the ticket's own field names it.
    pub(super) fn has_proof(&self, directory: &Directory) -> bool {
        self.conversation.has_proof(self.requester_id()) || self.proof_in_field(directory).is_some()
    }

    /// Takes up what was found in the ticket under this number. A proof takes the sold-to along, where the ticket names one
    /// alone and the agent has entered none.
    pub fn take_hit(&mut self, id: HitId, directory: &Directory) {
        let requester = self.requester_id();
        if let Some(candidate) = self.sold_to_candidates(directory).into_iter().find(|candidate| candidate.id == id) {
            self.sold_to = SoldToGiven::taken(candidate.address, candidate.giver);
            return;
        }
        if let Some((_, proof)) = self.proof_in_field(directory).filter(|(field, _)| *field == id) {
            self.take_sold_to_along();
            self.take_up(proof, Giver::Field(host::SUBSCRIPTION_NUMBER.to_owned()));
            return;
        }
        let Some((what, stand, page)) = self.conversation.get(id, requester) else { return };
        let giver = Giver::Comment(stand.clone());
        match what.clone() {
            What::Said(Said::Proof(proof)) => {
                self.take_sold_to_along();
                self.take_up(proof, giver);
            }
            What::Said(Said::Undecoded { comment, fingerprint, error }) => {
                let file = OpenFile::in_comment(page.cloned(), comment, fingerprint, error, giver);
                self.take_sold_to_along();
                self.file = Some(file);
            }
            What::File(file) => {
                self.take_sold_to_along();
                self.file = Some(OpenFile::attached(file.attachment, giver));
            }
            // Who is no customer gives no sold-to.
            What::Said(Said::SoldTo(_) | Said::MaybeSoldTo(_)) => {}
        }
    }

    /// The address in the ticket's own field is the sold-to that the customer gave.
    pub fn take_subscription_email(&mut self, directory: &Directory) {
        if let Some(address) = self.email_in_field(directory) {
            self.sold_to = SoldToGiven::taken(address, Giver::Field(host::SUBSCRIPTION_EMAIL.to_owned()));
        }
    }

    fn take_sold_to_along(&mut self) {
        if self.sold_to.is_empty() {
            self.sold_to = SoldToGiven { along: true, ..SoldToGiven::default() };
        }
    }

    /// Lets a sold-to that was taken along follow the ticket: it stands only while the ticket names that one alone. Says
    /// whether that changed anything.
    pub fn follow_ticket(&mut self, directory: &Directory) -> bool {
        // What is still being read may name another one.
        let reads = matches!(directory.ticket_field(host::SUBSCRIPTION_EMAIL), Known::Reading);
        if !self.sold_to.along || reads || !self.conversation.was_read() || self.ticket.got().is_none() {
            return false;
        }
        let candidates = self.sold_to_candidates(directory);
        let follows = match self.the_one_sold_to(&candidates) {
            Some(one) => SoldToGiven { text: one.address.clone(), giver: one.giver.clone(), along: true },
            None => SoldToGiven { along: true, ..SoldToGiven::default() },
        };
        let changed = self.sold_to != follows;
        self.sold_to = follows;
        changed
    }

    /// The sold-to, where the ticket names exactly one, and the requester or the ticket's own field says that it is.
    fn the_one_sold_to<'c>(&self, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
        let [one] = candidates else { return None };
        let counts = !one.maybe && one.giver.given(self.requester_id()).counts();
        Some(one).filter(|_| counts && !self.conversation.has_more())
    }

    /// The sold-to addresses that customers named, and the one that was given.
    pub(super) fn sold_tos_named(&self) -> Vec<String> {
        let named = self.conversation.sold_tos(self.requester_id()).into_iter().filter(|one| !one.maybe);
        named.map(|one| one.address).chain([self.sold_to.text.clone()]).collect()
    }

    /// The sold-to that was given; none while there is none.
    pub(super) fn given_sold_to(&self) -> Option<GivenSoldTo> {
        let given = self.sold_to.giver.given(self.requester_id());
        (!self.sold_to.is_empty()).then(|| GivenSoldTo { address: self.sold_to.text.clone(), given })
    }

    /// Who gave the sold-to, for the note: only where that was neither the requester nor the agent's own typing.
    pub(super) fn sold_to_given_by(&self) -> Option<String> {
        let GivenSoldTo { given, .. } = self.given_sold_to()?;
        let is_plain = given.counts() && matches!(given.source, Source::Typed | Source::Requester(_));
        (!is_plain).then(|| given.described())
    }

    /// Who gave a proof: of those who name it in the ticket, the one who counts most, unless the agent typed it.
    pub(super) fn proof_given(&self, proof: &Proof) -> Given {
        let requester = self.requester_id();
        let unknown = Given { source: Source::Unknown, quoted: false };
        let taken = self.proof_givers.of(proof).map_or(unknown, |giver| giver.given(requester));
        let said = self.conversation.stands_of(proof);
        let best = Stand::best(said, requester).map(|stand| stand.given(requester));
        best.into_iter().fold(taken, |taken, best| if best.rank() < taken.rank() { best } else { taken })
    }

    /// What was found in the ticket, for the panel: in its conversation and in its own fields.
    pub(super) fn found_view(&self, directory: &Directory) -> FoundView {
        let requester = self.requester_id();
        let candidates = self.sold_to_candidates(directory);
        let mut found = self.conversation.view(requester);
        // Where the field and a comment name one address, the one that counts more is shown.
        for hit in &mut found.hits {
            if let Some(one) = candidates.iter().find(|one| one.id == hit.id) {
                hit.place = one.giver.place(requester).unwrap_or_else(|| hit.place.clone());
                hit.maybe = one.maybe;
                hit.title = sold_to_title(&one.address);
            }
        }
        found.hits.retain(|hit| !hit.is_sold_to || candidates.iter().any(|one| one.id == hit.id));
        let of_field = |candidate: &&Candidate| candidate.id >= FIELD_HITS;
        found.hits.extend(candidates.iter().filter(of_field).map(|one| HitView {
            id: one.id,
            title: sold_to_title(&one.address),
            place: PlaceView::of_field(host::SUBSCRIPTION_EMAIL),
            maybe: false,
            is_sold_to: true,
        }));
        if let Some((id, proof)) = self.proof_in_field(directory) {
            let title = proof.title();
            let is_requesters = |hit: &HitView| hit.place.who == Who::Requester && !hit.place.quoted;
            let known = found.hits.iter().any(|hit| hit.title == title && is_requesters(hit));
            if !known {
                let place = PlaceView::of_field(host::SUBSCRIPTION_NUMBER);
                found.hits.push(HitView { id, title, place, maybe: false, is_sold_to: false });
            }
        }
        found
    }

    /// Where the sold-to in the field comes from; none where the agent typed it.
    pub(super) fn sold_to_from(&self) -> Option<SoldToFrom> {
        let place = self.sold_to.giver.place(self.requester_id()).filter(|_| !self.sold_to.is_empty())?;
        Some(SoldToFrom { place, along: self.sold_to.along })
    }

    /// What the agent can choose from where the sold-to is needed; empty where the ticket names no two of them.
    pub(super) fn candidate_views(&self, directory: &Directory) -> Vec<CandidateView> {
        let candidates = self.sold_to_candidates(directory);
        if candidates.len() < 2 {
            return Vec::new();
        }
        let requester = self.requester_id();
        let view = |one: Candidate| {
            let place = one.giver.place(requester)?;
            let chosen = one.has(&self.sold_to.text);
            Some(CandidateView { id: one.id, address: one.address, place, maybe: one.maybe, chosen })
        };
        candidates.into_iter().filter_map(view).collect()
    }
}

/// What a sold-to is called in the list of what was found.
pub(super) fn sold_to_title(address: &str) -> String {
    format!("Sold-to {address}")
}

/// The number of what stands in a field: the same for as long as that stands in it.
fn field_hit(field: &str, value: &str) -> HitId {
    let mut hasher = DefaultHasher::new();
    (field, value).hash(&mut hasher);
    let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
    FIELD_HITS | u32::from_le_bytes([a, b, c, d])
}
