//! The way of a note into the composer, and out of it, as a machine without a page: it says what to look at, to do or to
//! wait for, and takes what came of it.

use std::collections::BTreeSet;

use super::held::{Held, letters, text};
use super::look::{Act, Answer, Channel, Composer, Editor, Element, ElementId, Seen, Write};
use crate::case::{CaseKey, Location};
use crate::html;
use crate::note::Note;

/// How long the page is given between two looks, in milliseconds.
const PAUSE: u32 = 100;
/// How often is looked until the page has done what was asked of it.
const LOOKS: u32 = 30;
/// How long the editor has to be the same one before it is written into, in milliseconds: a change of channel may mount
/// another.
const STILL: u32 = 400;
/// How long a menu has to show the same item before that is pressed, in milliseconds: others may still come.
const ITEM_STILL: u32 = 300;
/// How long nothing may change after writing, in milliseconds: an editor may take a text back, and another may be
/// mounted later.
const QUIET: u32 = 2000;
/// Between two looks after writing, in milliseconds.
const QUIET_PAUSE: u32 = 200;
/// For how long is looked after writing where something changes again and again: somebody types.
const QUIET_AT_MOST: u32 = 10_000;
/// How often an editor may be missing after writing: while it is made anew there is none.
const MISSING: u32 = 15;
/// How often is begun anew because the page has changed between a look and what was to be done.
const ROUNDS: u32 = 4;
/// How often is tried to take the note out.
const TRIES: u32 = 10;
/// How often is looked whether a menu opens after all when the insertion has ended.
const LATE_LOOKS: u32 = 5;

/// A note on its way into a composer, or out of it.
#[derive(Clone, Debug)]
pub struct Insertion {
    case: CaseKey,
    job: Job,
    phase: Phase,
    rounds: u32,
    /// The channel menu that Vouch has opened.
    menu: Option<Menu>,
}

#[derive(Clone, Debug)]
enum Job {
    Insert {
        note: Note,
        /// What was written for this case before.
        earlier: Vec<String>,
        /// Whether the note takes the place of an earlier one.
        replaces: bool,
    },
    TakeOut(Vec<String>),
}

#[derive(Clone, Debug)]
enum Phase {
    /// Nothing was written.
    Before(Before),
    /// Something was to be pressed: what is true then, and what is true if it was not.
    Pressing { then: Before, menu: Menu, before: Before },
    /// The note was to be written into this editor, where this text stood.
    Writing { text: String, editor: ElementId, before: Before },
    /// It was written; the page is looked at until nothing has changed for a while.
    Settling(Settling),
    /// What the editor took of the note is undone: this text stood there before.
    Undoing { text: String },
    /// The note is to be found, so as to be taken out.
    Finding,
    /// The note is taken out, and this is how it ends then.
    TakingOut { end: Ended, tries: u32 },
    /// The menu may still be open, and this is how it ends then.
    Closing { end: Ended, looks: u32 },
    /// The menu was closed.
    Closed(Ended),
}

/// What was done before anything is written.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    /// How often was looked since something was pressed.
    looks: u32,
    /// The element that is waited for, as it was seen last, and for how long it has been the same one.
    still: Option<(ElementId, u32)>,
}

impl Before {
    /// For how long this element has been the one that is waited for.
    fn has_seen(&self, element: ElementId) -> u32 {
        match self.still {
            Some((id, still)) if id == element => still + PAUSE,
            _ => 0,
        }
    }
}

#[derive(Clone, Debug)]
struct Settling {
    /// For how long nothing has changed.
    quiet: u32,
    /// For how long was looked.
    total: u32,
    /// The editor as it was seen last.
    last: (ElementId, String),
    /// How often it was not there.
    missing: u32,
}

/// A channel menu that Vouch has opened.
#[derive(Clone, Debug)]
struct Menu {
    switcher: ElementId,
    /// The items that were seen before the switcher was pressed: they are not the menu's.
    before: BTreeSet<ElementId>,
    /// How often the switcher was pressed.
    presses: u32,
    /// Whether an item was seen in it.
    had_items: bool,
    /// Whether the internal channel was chosen in it.
    is_chosen: bool,
}

/// What is to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Look at the page.
    Look,
    /// Do this.
    Do {
        /// What to do.
        act: Act,
        /// What the page has to look like, as [`Answer::seen`] gave it, or else nothing is done; none where that is
        /// safe on any page.
        expected: Option<String>,
    },
    /// Wait, in milliseconds, and say so.
    Wait(u32),
    /// It is over.
    Done(Ended),
}

/// How it ended.
pub type Ended = Result<End, Refusal>;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The note is in the internal composer.
    Inserted,
    /// It was there before.
    AlreadyThere,
    /// It was taken out.
    TakenOut,
}

/// Why the note was not inserted, or not taken out.
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
    /// The composer is for the customer, and something is written in it.
    #[error(
        "A public reply is begun in this composer, and the note would be sent with it. Finish the reply or empty it first."
    )]
    PublicDraft,
    /// The composer says that it is internal and that it is public.
    #[error("The composer says that it is internal, and its label says that it is public.")]
    Contradicting,
    /// More than one menu item could be the internal channel's.
    #[error("It is not clear which menu item leads to an internal note.")]
    SeveralItems,
    /// The channel stayed what it was.
    #[error("The composer could not be switched to an internal note.")]
    NotInternal,
    /// The page was another one at each look.
    #[error("The page kept changing.")]
    Changing,
    /// A note from before is in the composer.
    #[error("An earlier note is in the composer: replace it, or take it out.")]
    EarlierThere,
    /// Most of the note is in the composer.
    #[error("A changed copy of the note is in the composer: take it out by hand first.")]
    ChangedCopy,
    /// The editor did not take the note as it is.
    #[error("The editor did not take the note as it is, so it was taken out again.")]
    NotTaken,
    /// After writing the composer was no longer internal.
    #[error("The composer did not stay internal, so the note was taken out again.")]
    BecamePublic,
    /// The note came twice.
    #[error("The page made two notes of one, so both were taken out again.")]
    Doubled,
    /// After writing the note was no longer there.
    #[error("The page made the composer anew, and the note is gone from it. Insert it again.")]
    Lost,
    /// After writing the note was another one.
    #[error("The note was changed as soon as it was in the composer: look at it there.")]
    Altered,
    /// There is no note in the composer that could be taken out.
    #[error("The note as Vouch wrote it is not in the composer: look at it there.")]
    NotThere,
    /// Something is wrong, and the note could not be taken out.
    #[error("Look at the composer before you send anything: the note may stand there, and it may be public.")]
    Stuck,
    /// The page script does not answer.
    #[error("The page does not answer. Reload it.")]
    NoAnswer,
    /// The worker was stopped on the way.
    #[error("The browser stopped Vouch on the way, and the note is not in the composer. Insert it again.")]
    Stopped,
}

impl Insertion {
    /// A note for this case's ticket, where these were written before. It `replaces` an earlier one, or is not inserted
    /// beside it.
    #[must_use]
    pub fn new(case: CaseKey, note: Note, earlier: Vec<String>, replaces: bool) -> Self {
        let earlier = earlier.into_iter().filter(|text| *text != note.text).collect();
        Self::of(case, Job::Insert { note, earlier, replaces }, Phase::Before(Before::default()))
    }

    /// Takes these notes out of this case's composer, whatever its channel is.
    #[must_use]
    pub fn take_out(case: CaseKey, notes: Vec<String>) -> Self {
        Self::of(case, Job::TakeOut(notes), Phase::Finding)
    }

    /// An insertion that a worker before began, and of which nothing is in the composer.
    #[must_use]
    pub fn stopped(case: CaseKey, note: Note) -> Self {
        Self::new(case, note, Vec::new(), false)
    }

    fn of(case: CaseKey, job: Job, phase: Phase) -> Self {
        Self { case, job, phase, rounds: 0, menu: None }
    }

    /// The case that the note is of.
    #[must_use]
    pub fn case(&self) -> CaseKey {
        self.case
    }

    /// The note; none where one is taken out.
    #[must_use]
    pub fn note(&self) -> Option<&Note> {
        match &self.job {
            Job::Insert { note, .. } => Some(note),
            Job::TakeOut(_) => None,
        }
    }

    /// After a pause: the page is looked at again.
    #[must_use]
    pub fn waited(&self) -> Next {
        Next::Look
    }

    /// The page did not answer at all.
    #[must_use]
    pub fn unanswered(&self) -> Next {
        Next::Done(match &self.phase {
            Phase::Before(_) | Phase::Pressing { .. } => Err(Refusal::NoAnswer),
            Phase::Closing { end, .. } | Phase::Closed(end) => *end,
            Phase::Writing { .. }
            | Phase::Settling(_)
            | Phase::Undoing { .. }
            | Phase::Finding
            | Phase::TakingOut { .. } => Err(Refusal::Stuck),
        })
    }

    /// Takes what the page script answered.
    pub fn take(&mut self, answer: Answer) -> Next {
        let Ok(seen) = serde_json::from_str::<Seen>(&answer.seen) else { return self.unanswered() };
        match self.phase.clone() {
            Phase::Pressing { before, .. } | Phase::Writing { before, .. } if answer.acted == Some(false) => {
                self.rounds += 1;
                if self.rounds >= ROUNDS {
                    return self.finish(&seen, Err(Refusal::Changing));
                }
                self.prepare(&seen, answer.seen, before)
            }
            Phase::Before(before) => self.prepare(&seen, answer.seen, before),
            Phase::Pressing { then, menu, .. } => {
                self.menu = Some(menu);
                self.prepare(&seen, answer.seen, then)
            }
            Phase::Writing { text, editor, .. } => self.written(&seen, &answer, text, editor),
            Phase::Settling(settling) => self.settled(&seen, settling),
            Phase::Undoing { text: before } => match self.own(&seen) {
                Some(composer) if text(composer) != before => Next::Done(Err(Refusal::Stuck)),
                _ => self.finish(&seen, Err(Refusal::NotTaken)),
            },
            Phase::Finding => self.found(&seen),
            Phase::TakingOut { end, tries } => self.taken_out(&seen, end, tries),
            Phase::Closing { end, looks } => self.close(&seen, end, looks),
            Phase::Closed(end) => Next::Done(end),
        }
    }

    fn prepare(&mut self, seen: &Seen, raw: String, before: Before) -> Next {
        if let Some(menu) = &mut self.menu {
            menu.had_items |= seen.items.iter().any(|item| menu.shows(item));
        }
        let switches = self.menu.as_ref().is_some_and(|menu| menu.is_chosen);
        let (composer, editor) = match self.judge(seen) {
            Ok(found) => found,
            // The editor is made anew after a change of channel; while it is gone, another ticket's may be the nearest.
            Err(Refusal::NoEditor | Refusal::SeveralComposers) if switches && before.looks < LOOKS => {
                return self.again(before, None);
            }
            Err(refusal) => return self.finish(seen, Err(refusal)),
        };
        match composer.channel() {
            Channel::Internal => {}
            Channel::Contradicting if switches && before.looks < LOOKS => return self.again(before, None),
            Channel::Contradicting => return self.finish(seen, Err(Refusal::Contradicting)),
            Channel::Public => return self.switch(seen, raw, before, composer, editor),
        }
        let Job::Insert { note, earlier, replaces } = &self.job else { return Next::Done(Err(Refusal::NotThere)) };
        let holds = text(composer);
        let there = longest_in(&holds, earlier.iter().chain([&note.text]));
        let is_part = |note: &String| Held::in_text(note, &holds) == Held::Part;
        let take_out = match there {
            Some(there) if *there == note.text => return self.finish(seen, Ok(End::AlreadyThere)),
            Some(_) if !replaces => return self.finish(seen, Err(Refusal::EarlierThere)),
            Some(earlier) => letters(earlier),
            None if earlier.iter().chain([&note.text]).any(is_part) => {
                return self.finish(seen, Err(Refusal::ChangedCopy));
            }
            None => String::new(),
        };
        let still = before.has_seen(editor.id);
        if still < STILL {
            if before.looks >= LOOKS {
                return self.finish(seen, Err(Refusal::Changing));
            }
            return self.again(before, Some((editor.id, still)));
        }
        let text = if take_out.is_empty() { holds } else { holds.replace(&take_out, "") };
        let write = Write { editor: editor.id, take_out, add: note.html.clone() };
        self.phase = Phase::Writing { text, editor: editor.id, before };
        Next::Do { act: Act::Write(write), expected: Some(raw) }
    }

    /// Leads a composer to the internal channel.
    fn switch(&mut self, seen: &Seen, raw: String, before: Before, composer: &Composer, editor: &Editor) -> Next {
        if !editor.is_empty() {
            return self.finish(seen, Err(Refusal::PublicDraft));
        }
        let visible = || seen.items.iter().filter(|item| item.visible);
        let press = |element: ElementId, menu: Menu| {
            let phase = Phase::Pressing { then: Before::default(), menu, before };
            (phase, Next::Do { act: Act::Press(element), expected: Some(raw) })
        };
        let switcher = composer.switcher.id;
        let (phase, next) = match self.menu.clone() {
            // The agent's own menu is left as it is.
            None if composer.is_expanded() == Some(true) && visible().next().is_none() => {
                if before.looks < LOOKS {
                    return self.again(before, None);
                }
                return self.finish(seen, Err(Refusal::NotInternal));
            }
            None => {
                let before = visible().map(|item| item.id).collect();
                press(switcher, Menu { switcher, before, presses: 1, had_items: false, is_chosen: false })
            }
            Some(menu) if !menu.is_chosen => {
                let new: Vec<_> = visible().filter(|item| item.is_internal_item() && menu.shows(item)).collect();
                let first = new.first().map(|item| (item.id, before.has_seen(item.id)));
                if first.is_some_and(|(_, still)| still < ITEM_STILL) && before.looks < LOOKS {
                    return self.again(before, first);
                }
                match new.as_slice() {
                    [item] => press(item.id, Menu { is_chosen: true, ..menu }),
                    // It was open, and the press has closed it.
                    [] if menu.presses == 1 && !menu.before.is_empty() && visible().next().is_none() => {
                        press(switcher, Menu { before: BTreeSet::new(), presses: 2, ..menu })
                    }
                    [] if before.looks < LOOKS => return self.again(before, None),
                    [] => return self.finish(seen, Err(Refusal::NotInternal)),
                    [_, _, ..] => return self.finish(seen, Err(Refusal::SeveralItems)),
                }
            }
            Some(_) if before.looks < LOOKS => return self.again(before, None),
            Some(_) => return self.finish(seen, Err(Refusal::NotInternal)),
        };
        self.phase = phase;
        next
    }

    fn again(&mut self, before: Before, still: Option<(ElementId, u32)>) -> Next {
        self.phase = Phase::Before(Before { looks: before.looks + 1, still });
        Next::Wait(PAUSE)
    }

    /// What is in the composer directly after writing, in the same moment: it has to be what was there and the note.
    fn written(&mut self, seen: &Seen, answer: &Answer, before: String, editor: ElementId) -> Next {
        let note = self.note().map(|note| letters(&note.text)).unwrap_or_default();
        let in_model = answer.data.as_deref().and_then(html::text).map(|data| letters(&data));
        let is_in_model = in_model.is_some_and(|model| model.contains(&note));
        let expected = format!("{before}{note}");
        match self.judge(seen) {
            Ok((composer, _)) if composer.channel() != Channel::Internal => {
                self.take_back(seen, before, editor, Refusal::BecamePublic)
            }
            Ok((composer, now)) if now.id == editor && text(composer) == expected && is_in_model => {
                self.phase =
                    Phase::Settling(Settling { quiet: 0, total: 0, last: (editor, text(composer)), missing: 0 });
                Next::Wait(QUIET_PAUSE)
            }
            _ => self.take_back(seen, before, editor, Refusal::NotTaken),
        }
    }

    /// Directly after writing, where something is wrong. What the editor took of the note is its last step.
    fn take_back(&mut self, seen: &Seen, before: String, editor: ElementId, why: Refusal) -> Next {
        if self.holder(seen).is_some() {
            return self.take_note_out(seen, Err(why), TRIES);
        }
        match self.own(seen) {
            Some(composer) if text(composer) != before && composer.editors.iter().any(|one| one.id == editor) => {
                self.phase = Phase::Undoing { text: before };
                Next::Do { act: Act::Undo(editor), expected: None }
            }
            Some(composer) if text(composer) != before => Next::Done(Err(Refusal::Stuck)),
            // The note is not there any more, or never was.
            _ => self.finish(seen, Err(why)),
        }
    }

    /// What is in the composer a moment later. The agent may have typed on, or have gone to another tab, where the
    /// composer stays in the page.
    fn settled(&mut self, seen: &Seen, mut settling: Settling) -> Next {
        let Some(note) = self.note().map(|note| note.text.clone()) else { return Next::Done(Err(Refusal::NotThere)) };
        let composers = || seen.composers_of(self.case.ticket());
        let is_internal = composers().all(|composer| composer.channel() == Channel::Internal);
        let helds: Vec<_> = composers().map(|composer| Held::of(&note, composer)).collect();
        let editor = self.own(seen).and_then(|composer| Some((composer.editors.first()?.id, text(composer))));
        let is = |held| helds.contains(&held);
        if !is_internal && (is(Held::Once) || is(Held::Repeatedly)) {
            return self.take_note_out(seen, Err(Refusal::BecamePublic), TRIES);
        }
        if is(Held::Repeatedly) {
            return self.take_note_out(seen, Err(Refusal::Doubled), TRIES);
        }
        settling.total += QUIET_PAUSE;
        let Some(now) = editor else {
            settling.missing += 1;
            if settling.missing > MISSING {
                return self.finish(seen, Err(Refusal::Lost));
            }
            settling.quiet = 0;
            self.phase = Phase::Settling(settling);
            return Next::Wait(QUIET_PAUSE);
        };
        if !is(Held::Once) {
            let why = match (is(Held::Part), is_internal) {
                (false, _) => Refusal::Lost,
                (true, true) => Refusal::Altered,
                (true, false) => Refusal::Stuck,
            };
            return self.finish(seen, Err(why));
        }
        settling.quiet = if settling.last == now { settling.quiet + QUIET_PAUSE } else { 0 };
        if settling.quiet >= QUIET || settling.total >= QUIET_AT_MOST {
            return self.finish(seen, Ok(End::Inserted));
        }
        settling.last = now;
        self.phase = Phase::Settling(settling);
        Next::Wait(QUIET_PAUSE)
    }

    /// The note that is to be taken out, where it is.
    fn found(&mut self, seen: &Seen) -> Next {
        if Location::of(&seen.href) != Location::Ticket(self.case) {
            return Next::Done(Err(Refusal::AnotherTicket));
        }
        match self.holder(seen) {
            Some(_) => self.take_note_out(seen, Ok(End::TakenOut), TRIES),
            None => Next::Done(Err(Refusal::NotThere)),
        }
    }

    /// Takes the note out by what it says. Nothing else can be taken out by that, so it is done on any page.
    fn take_note_out(&mut self, seen: &Seen, end: Ended, tries: u32) -> Next {
        let Some((editor, note)) = self.holder(seen) else { return self.finish(seen, end) };
        self.phase = Phase::TakingOut { end, tries };
        let write = Write { editor, take_out: letters(&note), add: String::new() };
        Next::Do { act: Act::Write(write), expected: None }
    }

    fn taken_out(&mut self, seen: &Seen, end: Ended, tries: u32) -> Next {
        let is_part = |note: &String| {
            seen.composers_of(self.case.ticket()).any(|composer| Held::of(note, composer) == Held::Part)
        };
        match self.holder(seen) {
            None if self.notes().iter().any(is_part) => Next::Done(Err(Refusal::Stuck)),
            None => self.finish(seen, end),
            Some(_) if tries == 0 => Next::Done(Err(Refusal::Stuck)),
            Some(_) => self.take_note_out(seen, end, tries - 1),
        }
    }

    /// Ends, and sees to it that no menu stays open that Vouch has opened.
    fn finish(&mut self, seen: &Seen, end: Ended) -> Next {
        self.close(seen, end, LATE_LOOKS)
    }

    fn close(&mut self, seen: &Seen, end: Ended, looks: u32) -> Next {
        let Some(menu) = &mut self.menu else { return Next::Done(end) };
        let Some(composer) = seen.composers.iter().find(|composer| composer.switcher.id == menu.switcher) else {
            return Next::Done(end);
        };
        let has_items = seen.items.iter().any(|item| menu.shows(item));
        menu.had_items |= has_items;
        let is_open = has_items || composer.is_expanded() == Some(true);
        let may_open = !menu.is_chosen && !menu.had_items;
        if !is_open && may_open && looks > 0 {
            self.phase = Phase::Closing { end, looks: looks - 1 };
            return Next::Wait(PAUSE);
        }
        // Where the page does not say whether it is open, a second press leaves things as they were before the first.
        let is_unsaid = composer.is_expanded().is_none() && may_open && menu.presses % 2 == 1;
        if is_open || (is_unsaid && composer.switcher.visible) {
            let act = Act::Press(menu.switcher);
            self.phase = Phase::Closed(end);
            return Next::Do { act, expected: None };
        }
        Next::Done(end)
    }

    /// The composer and its editor that everything agrees are this ticket's: address, active tab, channel switch, and
    /// what is visible.
    fn judge<'s>(&self, seen: &'s Seen) -> Result<(&'s Composer, &'s Editor), Refusal> {
        if Location::of(&seen.href) != Location::Ticket(self.case) {
            return Err(Refusal::AnotherTicket);
        }
        if !seen.active_tab_is(self.case.ticket()) {
            return Err(Refusal::AnotherTab);
        }
        let mut visible = seen.composers.iter().filter(|composer| composer.switcher.visible);
        let composer = match (visible.next(), visible.next()) {
            (None, _) => return Err(Refusal::NoComposer),
            (Some(only), None) => only,
            (Some(_), Some(_)) => return Err(Refusal::SeveralComposers),
        };
        let of_ticket = seen.composers_of(self.case.ticket()).count();
        match (composer.is_for(self.case.ticket()), of_ticket, composer.switchers, composer.editors.as_slice()) {
            (false, ..) => Err(Refusal::NoComposer),
            (true, 1, _, []) => Err(Refusal::NoEditor),
            (true, 1, 1, [editor]) if editor.visible => Ok((composer, editor)),
            (true, 1, 1, [_]) => Err(Refusal::NoEditor),
            _ => Err(Refusal::SeveralComposers),
        }
    }

    /// The ticket's composer, wherever the agent is by now.
    fn own<'s>(&self, seen: &'s Seen) -> Option<&'s Composer> {
        seen.composers_of(self.case.ticket()).next()
    }

    /// What may have to be taken out.
    fn notes(&self) -> Vec<String> {
        match &self.job {
            Job::Insert { note, .. } => vec![note.text.clone()],
            Job::TakeOut(notes) => notes.clone(),
        }
    }

    /// An editor of the ticket that holds a note, and which one.
    fn holder(&self, seen: &Seen) -> Option<(ElementId, String)> {
        let editors = || seen.composers_of(self.case.ticket()).flat_map(|composer| &composer.editors);
        let notes = self.notes();
        editors().find_map(|editor| Some((editor.id, longest_in(&letters(&editor.text), &notes)?.clone())))
    }
}

/// The longest of these notes that stands in a text: one may be a part of another.
fn longest_in<'n>(text: &str, notes: impl IntoIterator<Item = &'n String>) -> Option<&'n String> {
    notes.into_iter().filter(|note| Held::in_text(note, text).is_whole()).max_by_key(|note| note.len())
}

impl Menu {
    /// Whether an item that is seen can be one of this menu.
    fn shows(&self, item: &Element) -> bool {
        item.visible && !self.before.contains(&item.id)
    }
}
