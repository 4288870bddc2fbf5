//! The way of a note into the composer, as a machine without a page: it says what to look at, to do or to wait for, and
//! takes what came of it.

use super::look::{Act, Answer, Composer, Seen};
use crate::case::{CaseKey, Location};
use crate::html;
use crate::note::Note;

/// How long the page is given between two looks, in milliseconds.
const PAUSE: u32 = 100;
/// How often is looked until the page has done what was asked of it.
const LOOKS: u32 = 30;
/// How long after writing is looked again, in milliseconds: an editor may take a text back (facts: zendesk B2).
const SETTLE: u32 = 300;
/// How often is begun anew because the page has changed between a look and what was to be done.
const ROUNDS: u32 = 4;

/// A note on its way.
#[derive(Clone, Debug)]
pub struct Insertion {
    case: CaseKey,
    note: Note,
    phase: Phase,
    rounds: u32,
}

#[derive(Clone, Debug)]
enum Phase {
    /// Nothing was written. `looks` counts since something was asked of the page; `asked` says what that was.
    Before { asked: Asked, looks: u32 },
    /// The note was to be written where this text stood.
    Writing { before: String },
    /// It was written; the page is looked at once more.
    Settling { before: String },
    /// Nothing was written, and the menu that was opened in vain is closed.
    GivingUp,
    /// It is taken back, for this reason.
    TakingBack { before: String, why: Refusal },
}

/// What the page was asked for before anything was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Nothing,
    Menu,
    Internal,
}

/// What is to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Look at the page.
    Look,
    /// Do this, if the page still looks like this.
    Do {
        /// What to do.
        act: Act,
        /// What the page has to look like, as [`Answer::seen`] gave it.
        expected: String,
    },
    /// Wait, in milliseconds, and say so.
    Wait(u32),
    /// The note is in the composer, or is not and nothing was changed.
    Done(Result<(), Refusal>),
}

/// Why the note was not inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The page is at another address by now.
    #[error("This page no longer shows the ticket.")]
    AnotherTicket,
    /// Address and active tab disagree.
    #[error("The active tab is not this ticket's.")]
    AnotherTab,
    /// No composer says that it is this ticket's.
    #[error("The ticket has no composer that Vouch knows.")]
    NoComposer,
    /// More than one composer could be meant.
    #[error("It is not clear which composer is the ticket's.")]
    SeveralComposers,
    /// The composer is there, its editor is not.
    #[error("The composer has no editor that Vouch knows.")]
    NoEditor,
    /// The channel stayed what it was.
    #[error("The composer could not be switched to an internal note.")]
    NotInternal,
    /// The page was another one at each look.
    #[error("The page kept changing.")]
    Changing,
    /// The editor did not take the note as it is.
    #[error("The editor did not take the note as it is, so it was taken out again.")]
    NotTaken,
    /// After writing the composer was no longer internal.
    #[error("The composer did not stay internal, so the note was taken out again.")]
    BecamePublic,
    /// Something is wrong, and the note could not be taken out.
    #[error("Look at the composer before you send anything: the note may stand there, and it may be public.")]
    Stuck,
    /// The page script does not answer.
    #[error("The page does not answer. Reload it.")]
    NoAnswer,
}

impl Insertion {
    /// A note for this case's ticket.
    #[must_use]
    pub fn new(case: CaseKey, note: Note) -> Self {
        Self { case, note, phase: Phase::Before { asked: Asked::Nothing, looks: 0 }, rounds: 0 }
    }

    /// The case that the note is of.
    #[must_use]
    pub fn case(&self) -> CaseKey {
        self.case
    }

    /// The note.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// After a pause: the page is looked at again.
    #[must_use]
    pub fn waited(&self) -> Next {
        Next::Look
    }

    /// The page did not answer at all.
    #[must_use]
    pub fn unanswered(&self) -> Next {
        Next::Done(Err(match self.phase {
            Phase::Before { .. } | Phase::GivingUp => Refusal::NoAnswer,
            Phase::Writing { .. } | Phase::Settling { .. } | Phase::TakingBack { .. } => Refusal::Stuck,
        }))
    }

    /// Takes what the page script answered.
    pub fn take(&mut self, answer: Answer) -> Next {
        let Ok(seen) = serde_json::from_str::<Seen>(&answer.seen) else { return self.unanswered() };
        match self.phase.clone() {
            Phase::Before { .. } | Phase::Writing { .. } if answer.acted == Some(false) => {
                self.rounds += 1;
                if self.rounds >= ROUNDS {
                    return Next::Done(Err(Refusal::Changing));
                }
                self.prepare(&seen, answer.seen, Asked::Nothing, 0)
            }
            Phase::Before { asked, looks } => self.prepare(&seen, answer.seen, asked, looks),
            Phase::GivingUp => Next::Done(Err(Refusal::NotInternal)),
            Phase::Writing { before } => self.written(&seen, &answer, before),
            Phase::Settling { before } => self.settled(&seen, answer.seen, before),
            Phase::TakingBack { before, why } => match self.own(&seen) {
                // A composer that is gone has taken the note with it.
                None => Next::Done(Err(why)),
                Some((_, composer)) if text(composer) == before => Next::Done(Err(why)),
                Some(_) => Next::Done(Err(Refusal::Stuck)),
            },
        }
    }

    fn prepare(&mut self, seen: &Seen, raw: String, asked: Asked, looks: u32) -> Next {
        let (place, composer) = match self.judge(seen) {
            Ok(found) => found,
            // The editor is mounted anew after a change of channel; while it is gone, another ticket's may be the nearest.
            Err(Refusal::NoEditor | Refusal::SeveralComposers) if asked == Asked::Internal && looks < LOOKS => {
                return self.again(asked, looks);
            }
            Err(refusal) => return Next::Done(Err(refusal)),
        };
        if composer.is_internal() {
            self.phase = Phase::Writing { before: text(composer) };
            return Next::Do { act: Act::Insert(place), expected: raw };
        }
        let item = seen.items.iter().position(|item| item.visible).filter(|_| composer.is_open());
        match (asked, item) {
            (Asked::Nothing | Asked::Menu, Some(item)) => {
                self.phase = Phase::Before { asked: Asked::Internal, looks: 0 };
                Next::Do { act: Act::PressItem(item), expected: raw }
            }
            // The agent's own menu is left as it is.
            (Asked::Nothing, None) if composer.is_open() && looks < LOOKS => self.again(asked, looks),
            (Asked::Nothing, None) if composer.is_open() => Next::Done(Err(Refusal::NotInternal)),
            (Asked::Nothing, None) => {
                self.phase = Phase::Before { asked: Asked::Menu, looks: 0 };
                Next::Do { act: Act::PressSwitcher(place), expected: raw }
            }
            (Asked::Menu | Asked::Internal, _) if looks < LOOKS => self.again(asked, looks),
            (Asked::Menu | Asked::Internal, _) if composer.is_open() => {
                self.phase = Phase::GivingUp;
                Next::Do { act: Act::PressSwitcher(place), expected: raw }
            }
            (Asked::Menu | Asked::Internal, _) => Next::Done(Err(Refusal::NotInternal)),
        }
    }

    fn again(&mut self, asked: Asked, looks: u32) -> Next {
        self.phase = Phase::Before { asked, looks: looks + 1 };
        Next::Wait(PAUSE)
    }

    /// What is in the composer directly after writing, in the same moment: it has to be what was there and the note.
    fn written(&mut self, seen: &Seen, answer: &Answer, before: String) -> Next {
        let expected = format!("{before}{}", letters(&self.note.text));
        let in_model = answer.data.as_deref().and_then(html::text).map(|data| letters(&data));
        match self.judge(seen) {
            Ok((_, composer)) if !composer.is_internal() => {
                self.take_back(seen, &answer.seen, before, Refusal::BecamePublic)
            }
            Ok((_, composer))
                if text(composer) == expected
                    && in_model.is_some_and(|model| model.contains(&letters(&self.note.text))) =>
            {
                self.phase = Phase::Settling { before };
                Next::Wait(SETTLE)
            }
            _ => self.take_back(seen, &answer.seen, before, Refusal::NotTaken),
        }
    }

    /// What is in the composer a moment later. The agent may have typed on, or have gone to another tab, where the
    /// composer stays in the page.
    fn settled(&mut self, seen: &Seen, raw: String, before: String) -> Next {
        match self.own(seen) {
            Some((_, composer)) if !composer.is_internal() => self.take_back(seen, &raw, before, Refusal::BecamePublic),
            Some((_, composer)) if !text(composer).contains(&letters(&self.note.text)) => {
                self.take_back(seen, &raw, before, Refusal::NotTaken)
            }
            Some(_) | None => Next::Done(Ok(())),
        }
    }

    fn take_back(&mut self, seen: &Seen, raw: &str, before: String, why: Refusal) -> Next {
        match self.own(seen) {
            None => Next::Done(Err(why)),
            // The note is not there any more, or never was.
            Some((_, composer)) if text(composer) == before => Next::Done(Err(why)),
            Some((place, _)) => {
                self.phase = Phase::TakingBack { before, why };
                Next::Do { act: Act::Undo(place), expected: raw.to_owned() }
            }
        }
    }

    /// The composer that everything agrees is this ticket's: address, active tab, channel switch, and what is visible.
    fn judge<'s>(&self, seen: &'s Seen) -> Result<(usize, &'s Composer), Refusal> {
        if Location::of(&seen.href) != Location::Ticket(self.case) {
            return Err(Refusal::AnotherTicket);
        }
        if !seen.active_tab_is(self.case.ticket()) {
            return Err(Refusal::AnotherTab);
        }
        let mut visible = seen.composers.iter().enumerate().filter(|(_, composer)| composer.switcher.visible);
        let (place, composer) = match (visible.next(), visible.next()) {
            (None, _) => return Err(Refusal::NoComposer),
            (Some(only), None) => only,
            (Some(_), Some(_)) => return Err(Refusal::SeveralComposers),
        };
        let of_ticket = seen.composers.iter().filter(|composer| composer.is_for(self.case.ticket())).count();
        match (composer.is_for(self.case.ticket()), of_ticket, composer.switchers, composer.editors.as_slice()) {
            (false, ..) => Err(Refusal::NoComposer),
            (true, 1, _, []) => Err(Refusal::NoEditor),
            (true, 1, 1, [editor]) if editor.visible => Ok((place, composer)),
            (true, 1, 1, [_]) => Err(Refusal::NoEditor),
            _ => Err(Refusal::SeveralComposers),
        }
    }

    /// The ticket's composer, wherever the agent is by now.
    fn own<'s>(&self, seen: &'s Seen) -> Option<(usize, &'s Composer)> {
        seen.composers.iter().enumerate().find(|(_, composer)| composer.is_for(self.case.ticket()))
    }
}

/// What a composer's editor shows, without anything that could be laid out otherwise.
fn text(composer: &Composer) -> String {
    composer.editors.iter().map(|editor| letters(&editor.text)).collect()
}

/// A text without white space and the invisible characters that editors put in to hold the caret.
fn letters(text: &str) -> String {
    let is_layout = |c: &char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.chars().filter(|c| !is_layout(c)).collect()
}
