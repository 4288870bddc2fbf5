//! Which way a ticket takes through the process, and what comes next (the chart of seed 001; seed 000).

use serde::{Deserialize, Serialize};

use crate::checks::prechecks::{CONTACT_LIMIT, Subject};
use crate::checks::{Judgement, Outcome, Verdict};
use crate::handbook::{Macro, Term, Wording};
use crate::link::Link;
use crate::note::Note;

/// What is known of a ticket, as far as its way depends on it.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// Whether nothing can be added to the ticket any more.
    pub closed: bool,
    /// Whether the requester is in an organization.
    pub is_associated: bool,
    /// Whether that is the one that the walk found.
    pub is_in_found: bool,
    /// Whether the product type is known, and is GitLab.com.
    pub on_gitlab_com: bool,
    /// Whether the ticket holds a proof, or one was entered.
    pub has_proof: bool,
    /// Whether the ticket was searched to its end.
    pub was_searched: bool,
    /// What follows from the evidence; none while there is none.
    pub verdict: Option<Verdict>,
    /// The organization that it is about: the one that the walk found, else the requester's.
    pub organization: Option<Link>,
    /// What its pre-checks say.
    pub prechecks: Vec<(Subject, Judgement)>,
    /// What agents have written about it that may say not to proceed.
    pub stop_notes: Vec<String>,
    /// The addresses that are to be added, separated by commas.
    pub addresses: String,
    /// Its contacts as a list for the customer; none where they were not read.
    pub contacts: Option<String>,
    /// What to tell the requester, for each check that failed.
    pub replies: Vec<String>,
    /// The requester's page.
    pub requester: Option<Link>,
    /// The namespaces of GitLab.com that the ticket names.
    pub namespaces: Vec<String>,
}

/// The ways through the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The ticket is closed.
    Closed,
    /// The requester is in an organization already (seed 001, step 2).
    Associated,
    /// The requester is in an organization already, which cannot take the contacts as it is (seed 001, "Pre-checks").
    AssociatedBlocked,
    /// The subscription is one of GitLab.com (seed 001, step 4).
    GitLabCom,
    /// Nothing was sent that proves anything (seed 001, step 5).
    AskForProof,
    /// There is a proof, and its evidence is to be gathered (seed 001, steps 6 to 11).
    Gather,
    /// The evidence is for the agent to judge (seed 001, step 12).
    Decide,
    /// The customer is not entitled (seed 001, step 12).
    NotEntitled,
    /// The customer is entitled, and the organization cannot take the contact as it is (seed 001, "Pre-checks").
    Blocked,
    /// The customer is entitled, and is associated now (seed 001, step 13).
    Associate,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// What to do, as a sentence.
    pub text: String,
    /// What it needs, ready to be copied.
    pub copy: Option<String>,
    /// The macro that it is done with.
    pub macro_: Option<Macro>,
    /// Where to do it.
    pub link: Option<Link>,
}

impl NextStep {
    /// Something to do that needs nothing.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), copy: None, macro_: None, link: None }
    }

    /// With what is to be copied for it.
    #[must_use]
    pub fn with_copy(self, copy: String) -> Self {
        Self { copy: Some(copy), ..self }
    }

    /// With the macro that it is done with, as it is called here.
    #[must_use]
    pub fn with_macro(self, term: Term, wording: &Wording) -> Self {
        Self { macro_: Some(Macro::named(term, wording)), ..self }
    }

    /// What can be copied of it.
    #[must_use]
    pub fn copied(&self) -> Option<&str> {
        self.copy.as_deref().or(self.macro_.as_ref().map(|named| named.title.as_str()))
    }

    /// With where it is to be done.
    #[must_use]
    pub fn with_link(self, link: Link) -> Self {
        Self { link: Some(link), ..self }
    }
}

impl Route {
    /// The way that a ticket takes.
    #[must_use]
    pub fn of(situation: &Situation) -> Self {
        let is_blocked = situation.prechecks.iter().any(|(_, judgement)| judgement.outcome == Outcome::Fail);
        match situation.verdict {
            _ if situation.closed => Self::Closed,
            Some(Verdict::NotEntitled) => Self::NotEntitled,
            Some(Verdict::ForYouToDecide) => Self::Decide,
            // Without the one organization there is nothing that the requester could be associated with.
            Some(Verdict::Entitled) if situation.organization.is_none() || is_blocked => Self::Blocked,
            Some(Verdict::Entitled) if situation.is_in_found => Self::Associated,
            Some(Verdict::Entitled) => Self::Associate,
            None if situation.is_associated && is_blocked => Self::AssociatedBlocked,
            None if situation.is_associated => Self::Associated,
            None if situation.on_gitlab_com => Self::GitLabCom,
            None if situation.has_proof || !situation.was_searched => Self::Gather,
            None => Self::AskForProof,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Closed => "The ticket is closed",
            Self::Associated => "Already associated: add the contacts",
            Self::GitLabCom => "GitLab.com: attempt the association",
            Self::AssociatedBlocked => "Already associated, but not now",
            Self::AskForProof => "Ask for proof",
            Self::Gather => "Gather the evidence",
            Self::Decide => "Decide",
            Self::NotEntitled => "Not entitled: reply",
            Self::Blocked => "Entitled, but not now",
            Self::Associate => "Associate the requester",
        }
    }

    /// What comes next on it, in these words.
    #[must_use]
    pub fn next(self, situation: &Situation, wording: &Wording) -> Vec<NextStep> {
        let step = NextStep::of;
        let copy = |text: &str, copied: &str| NextStep { copy: Some(copied.to_owned()), ..step(text) };
        let named = |text: &str, term: Term| step(text).with_macro(term, wording);
        let solved = || named("Reply with this macro, and set the status to Solved:", Term::UsersAddedMacro);
        let [ops_app, gitlab_app, engineer] =
            [Term::SupportOpsApp, Term::GitLabApp, Term::FullstackEngineer].map(|term| wording.say(term));
        match self {
            Self::Closed | Self::Gather => Vec::new(),
            Self::Associated => {
                let mut steps = situation.before_associating(wording);
                steps.extend(situation.associate_listed(ops_app).or_else(|| {
                    Some(step(&format!(
                        "The ticket names no address to add: list them below for Associate User in the {ops_app}."
                    )))
                }));
                let by_hand =
                    step("If the app cannot do it, paste the organization's name on each user's page instead:");
                steps.extend(situation.organization.as_ref().map(|one| by_hand.with_copy(one.text().to_owned())));
                steps.push(solved());
                steps
            }
            Self::AssociatedBlocked => situation.obstacles(wording),
            Self::GitLabCom => {
                let mut steps = vec![
                    step(&format!(
                        "In the {ops_app}, use Attempt Association and press Attempt auto-association: it makes \
                         the pre-checks itself."
                    )),
                    solved(),
                    named(
                        "If the requester owns no paid top-level namespace, reply with this macro:",
                        Term::NotOwnerMacro,
                    ),
                    step(&format!(
                        "If the app fails, search with User Lookup in the {gitlab_app}, and take the top-level paid \
                         namespace that the requester owns from its Group memberships."
                    )),
                ];
                let namespaces = situation.namespaces.iter();
                steps.extend(namespaces.map(|namespace| copy("The ticket names this namespace:", namespace)));
                steps.push(step(&format!(
                    "Search for it with Namespace Lookup in the {ops_app}, and take the Salesforce account from its \
                     Salesforce info."
                )));
                steps.push(step(
                    "Find the organization above by that ID, make its pre-checks, and paste its name on the requester's \
                     page.",
                ));
                steps.extend(situation.requester.clone().map(|page| step("The requester's page:").with_link(page)));
                steps.push(step(&format!(
                    "If any of that fails, note what happened and assign the ticket to the {engineer}."
                )));
                steps
            }
            Self::AskForProof => {
                vec![named("Nothing in the ticket proves anything. Ask with this macro:", Term::ProofMacro)]
            }
            Self::Decide => vec![step("Read what is not known or needs attention, and accept it or ask the customer.")],
            Self::NotEntitled => {
                let mut steps = vec![step("Insert the note, which says why, and submit it as an internal note.")];
                steps.extend(situation.replies.iter().map(|reply| copy("Reply to the requester:", reply)));
                steps.push(named("If proof is to be asked for anew, use this macro:", Term::ProofMacro));
                steps
            }
            Self::Blocked => {
                let insert = step("Insert the note, and submit it as an internal note.");
                [vec![insert], situation.obstacles(wording)].concat()
            }
            Self::Associate => {
                let name = situation.organization.as_ref().map(|link| link.text().to_owned());
                let open = NextStep { link: situation.requester.clone(), ..step("Open the requester's page,") };
                let paste = NextStep { copy: name, ..step("and paste the organization's name under Organization:") };
                let mut steps = vec![step("Insert the note, and submit it as an internal note.")];
                steps.extend(situation.before_associating(wording));
                steps.extend([open, paste]);
                steps.extend(situation.associate_listed(ops_app));
                steps.push(solved());
                steps
            }
        }
    }
}

impl Situation {
    /// What has to be judged before anybody is associated.
    fn before_associating(&self, wording: &Wording) -> Vec<NextStep> {
        let all_passed = self.prechecks.iter().all(|(_, judgement)| judgement.outcome == Outcome::Pass);
        let room = self.prechecks.iter().find(|(subject, _)| *subject == Subject::Room);
        let room = room.map(|(_, judgement)| NextStep::of(&judgement.reason));
        let read = (!all_passed).then(|| NextStep::of("Read what the pre-checks could not decide."));
        let stop = self.organization.as_ref().filter(|_| !self.stop_notes.is_empty()).map(|organization| {
            let note = Note::of_stop_notes(organization, &self.stop_notes, wording);
            let engineer = wording.say(Term::FullstackEngineer);
            NextStep::of(&format!(
                "If the organization's notes say not to proceed, add this as an internal note instead, and assign the \
                 ticket to the {engineer}:"
            ))
            .with_copy(note.text)
        });
        room.into_iter().chain(read).chain(stop).collect()
    }

    /// The addresses for the app.
    fn associate_listed(&self, app: &str) -> Option<NextStep> {
        let compared = if self.contacts.is_none() { " (not compared with the organization's contacts)" } else { "" };
        let text = format!("In the {app}, press Associate User, and Associate with these addresses{compared}:");
        (!self.addresses.is_empty()).then(|| NextStep::of(&text).with_copy(self.addresses.clone()))
    }

    /// What stands in the way, each with what to do about it.
    fn obstacles(&self, wording: &Wording) -> Vec<NextStep> {
        let engineer = wording.say(Term::FullstackEngineer);
        let mut steps = Vec::new();
        if self.organization.is_none() {
            steps.push(NextStep::of("There is no organization yet: see above what to do about that."));
        }
        let failed = self.prechecks.iter().filter(|(_, judgement)| judgement.outcome == Outcome::Fail);
        for (subject, Judgement { reason, .. }) in failed {
            steps.push(match (subject, &self.contacts) {
                (Subject::Room, None) => {
                    NextStep::of(&format!("{reason} Press List contacts below: the reply is to hold them."))
                }
                (Subject::Room, Some(contacts)) => {
                    NextStep::of(&format!("{reason} Reply with this, and go on when the customer has answered:")).with_copy(
                        format!(
                            "Your organization can have {CONTACT_LIMIT} support contacts, and with the ones to be added it \
                             would have more. These are the current ones:\n\n{contacts}\n\nPlease tell us which of them to \
                             remove."
                        ),
                    )
                }
                (Subject::Project, _) => {
                    NextStep::of(&format!("{reason} Reply with this:"))
                        .with_copy(
                            "Your organization keeps its support contacts in a contact management project. Please change \
                             them there: add a name and an e-mail address for each to contacts.yaml."
                                .to_owned(),
                        )
                }
                (Subject::Notes, _) => NextStep::of(reason),
            });
        }
        steps.push(NextStep::of(&format!(
            "When in doubt, note what is going on and assign the ticket to the {engineer}."
        )));
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn situation() -> Situation {
        Situation { was_searched: true, ..Situation::default() }
    }

    fn entitled(prechecks: Vec<Outcome>) -> Situation {
        let page = "https://gitlab.zendesk.com/agent/organizations/1".to_owned();
        let organization = Link::new("Acme".to_owned(), page).ok();
        let judged = |outcome| Judgement { outcome, reason: format!("{outcome:?}."), evidence: None, reply: None };
        let prechecks = prechecks.into_iter().map(judged);
        let prechecks = [Subject::Room, Subject::Notes, Subject::Project].into_iter().zip(prechecks).collect();
        Situation { verdict: Some(Verdict::Entitled), organization, prechecks, ..situation() }
    }

    #[test]
    fn the_chart_of_the_handbook() {
        use Outcome::{Attention, Fail, Pass};
        for (situation, route) in [
            (Situation { closed: true, is_associated: true, ..situation() }, Route::Closed),
            (Situation { is_associated: true, has_proof: true, ..situation() }, Route::Associated),
            (Situation { is_associated: true, on_gitlab_com: true, ..situation() }, Route::Associated),
            (Situation { on_gitlab_com: true, ..situation() }, Route::GitLabCom),
            (Situation { has_proof: true, ..situation() }, Route::Gather),
            (situation(), Route::AskForProof),
            // What was not searched to its end may hold a proof.
            (Situation { was_searched: false, ..situation() }, Route::Gather),
            (Situation { verdict: Some(Verdict::NotEntitled), is_associated: true, ..situation() }, Route::NotEntitled),
            (Situation { verdict: Some(Verdict::ForYouToDecide), ..situation() }, Route::Decide),
            // What the agent has accepted may be that there is no organization.
            (Situation { verdict: Some(Verdict::Entitled), ..situation() }, Route::Blocked),
            (entitled(vec![]), Route::Associate),
            (entitled(vec![Pass, Attention, Pass]), Route::Associate),
            (entitled(vec![Fail, Pass, Pass]), Route::Blocked),
            // The requester was in it before.
            (Situation { is_associated: true, is_in_found: true, ..entitled(vec![]) }, Route::Associated),
            (Situation { is_associated: true, ..entitled(vec![]) }, Route::Associate),
            (
                Situation { verdict: None, is_associated: true, ..entitled(vec![Pass, Pass, Fail]) },
                Route::AssociatedBlocked,
            ),
            (
                Situation { verdict: None, is_associated: true, ..entitled(vec![Pass, Attention, Pass]) },
                Route::Associated,
            ),
        ] {
            assert_eq!(Route::of(&situation), route, "{situation:?}");
        }
    }

    #[test]
    fn what_is_copied_is_named_as_in_the_handbook() {
        let situation = entitled(vec![]);
        let added = Term::UsersAddedMacro.standard();
        for (route, copied) in [
            (Route::Associated, &["Acme", added] as &[_]),
            (Route::GitLabCom, &[added, Term::NotOwnerMacro.standard()]),
            (Route::AskForProof, &[Term::ProofMacro.standard()]),
            (Route::Gather, &[]),
            (Route::NotEntitled, &[Term::ProofMacro.standard()]),
            (Route::Associate, &["Acme", added]),
        ] {
            let next = route.next(&situation, &Wording::default());
            let all: Vec<_> = next.iter().filter_map(NextStep::copied).collect();
            assert_eq!(all, copied, "{route:?}");
        }
    }

    #[test]
    fn what_the_prechecks_could_not_decide_comes_before_associating() {
        use Outcome::{Attention, Pass, Unknown};
        for (prechecks, is_read) in
            [(vec![Pass, Pass, Pass], false), (vec![Pass, Attention, Pass], true), (vec![Pass, Pass, Unknown], true)]
        {
            let next = Route::Associate.next(&entitled(prechecks.clone()), &Wording::default());
            assert_eq!(next[2].text.starts_with("Read what the pre-checks"), is_read, "{prechecks:?}");
        }
    }

    fn copied(route: Route, situation: &Situation) -> Vec<String> {
        route.next(situation, &Wording::default()).iter().filter_map(NextStep::copied).map(str::to_owned).collect()
    }

    #[test]
    fn the_addresses_are_ready_for_the_app() {
        let added = Term::UsersAddedMacro.standard();
        for (route, addresses, all) in [
            (Route::Associated, "", &["Acme", added] as &[_]),
            (Route::Associated, "bob@acme.example", &["bob@acme.example", "Acme", added]),
            (Route::Associate, "", &["Acme", added]),
            (Route::Associate, "bob@acme.example", &["Acme", "bob@acme.example", added]),
        ] {
            let situation = Situation { addresses: addresses.to_owned(), ..entitled(vec![]) };
            assert_eq!(copied(route, &situation), all, "{route:?} {addresses}");
        }
    }

    #[test]
    fn addresses_that_were_not_compared_say_so() {
        for (contacts, says_so) in [(None, true), (Some(String::new()), false)] {
            let situation = Situation { addresses: "bob@acme.example".to_owned(), contacts, ..entitled(vec![]) };
            let steps = Route::Associated.next(&situation, &Wording::default());
            assert_eq!(steps.iter().any(|step| step.text.contains("not compared")), says_so);
        }
    }

    #[test]
    fn the_namespace_is_ready_for_the_lookup() {
        let situation = Situation { namespaces: vec!["acme-group".to_owned()], ..situation() };
        let all = copied(Route::GitLabCom, &situation);
        assert_eq!(all, [Term::UsersAddedMacro.standard(), Term::NotOwnerMacro.standard(), "acme-group"]);
    }

    #[test]
    fn what_stands_in_the_way_has_its_reply() {
        use Outcome::{Attention, Fail, Pass};
        let contacts = Some("- Bob <bob@acme.example>".to_owned());
        for (prechecks, contacts, replies) in [
            (vec![Fail, Pass, Pass], contacts.clone(), &["- Bob <bob@acme.example>"] as &[_]),
            // The reply is to hold the list: without it there is none.
            (vec![Fail, Pass, Pass], None, &[]),
            (vec![Pass, Attention, Fail], None, &["contacts.yaml"]),
            (vec![Fail, Pass, Fail], contacts, &["- Bob <bob@acme.example>", "contacts.yaml"]),
        ] {
            let situation = Situation { contacts, ..entitled(prechecks.clone()) };
            for route in [Route::Blocked, Route::AssociatedBlocked] {
                let all = copied(route, &situation);
                assert_eq!(all.len(), replies.len(), "{prechecks:?}: {all:?}");
                assert!(all.iter().zip(replies).all(|(reply, part)| reply.contains(part)), "{prechecks:?}: {all:?}");
            }
        }
        let nowhere = Situation { organization: None, ..entitled(vec![]) };
        assert!(Route::Blocked.next(&nowhere, &Wording::default())[1].text.starts_with("There is no organization yet"));
    }

    #[test]
    fn notes_that_say_stop_come_with_the_note_for_the_engineer() {
        let stop_notes = vec!["Do not add contacts.".to_owned()];
        for route in [Route::Associated, Route::Associate] {
            let prechecks = vec![Outcome::Pass, Outcome::Attention, Outcome::Pass];
            let situation = Situation { stop_notes: stop_notes.clone(), ..entitled(prechecks) };
            let all = copied(route, &situation);
            assert!(all[0].contains("“Do not add contacts.”"), "{route:?}: {all:?}");
        }
    }

    #[test]
    fn a_failed_check_has_its_reply() {
        let situation = Situation { replies: vec!["It has expired.".to_owned()], ..situation() };
        assert_eq!(copied(Route::NotEntitled, &situation), ["It has expired.", Term::ProofMacro.standard()]);
    }

    #[test]
    fn nothing_for_a_public_reply_names_the_sold_to() {
        use Route::{AskForProof, Associate, Associated, Blocked, Closed, Decide, Gather, GitLabCom, NotEntitled};
        for route in [Closed, Associated, GitLabCom, AskForProof, Gather, Decide, NotEntitled, Blocked, Associate] {
            for step in route.next(&situation(), &Wording::default()) {
                assert!(!step.text.contains('@') && step.copied().is_none_or(|copy| !copy.contains('@')), "{route:?}");
            }
        }
    }
}
