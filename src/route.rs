//! Which way a ticket takes through the process, and what comes next (handbook: Organization association, its chart;
//! User association).

use serde::{Deserialize, Serialize};

use crate::ask;
use crate::checks::prechecks::{CONTACT_LIMIT, Subject};
use crate::checks::{Decision, Finding, Outcome, Verdict};
use crate::handbook::{Macro, Term, Wording};
use crate::known::Known;
use crate::link::Link;
use crate::note::{Note, Remark};

/// What is known of a ticket, as far as its way depends on it.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// Whether nothing can be added to the ticket any more.
    pub closed: Known<bool>,
    /// The organization that the requester is in; `Empty` where the requester is in none.
    pub membership: Known<Link>,
    /// The one organization that the walk found.
    pub found: Option<Link>,
    /// Whether the product is GitLab.com; `Empty` where the ticket does not name the product.
    pub on_gitlab_com: Known<bool>,
    /// Whether the ticket holds a proof, or one was entered.
    pub has_proof: bool,
    /// Whether a walk was begun: it says itself how far it has come.
    pub was_begun: bool,
    /// Whether the conversation was read to its end.
    pub conversation: Known<()>,
    /// What follows from the evidence; none while there is none.
    pub verdict: Option<Verdict>,
    /// The organization to which contacts would be added: the requester's own, else the one that the walk found.
    pub organization: Option<Link>,
    /// What its pre-checks say, and what the agent has decided about them.
    pub prechecks: Vec<(Subject, Finding)>,
    /// What agents have written about it that may say not to proceed.
    pub stop_notes: Vec<String>,
    /// The addresses that are to be added, separated by commas.
    pub addresses: String,
    /// Its contacts as a list for the customer.
    pub contacts: ListedContacts,
    /// What to tell the requester, for each check that failed.
    pub replies: Vec<String>,
    /// The requester's page.
    pub requester: Option<Link>,
    /// The namespaces of GitLab.com that the ticket names.
    pub namespaces: Vec<String>,
    /// Whether the ticket names the sold-to, or the agent has entered it.
    pub has_sold_to: bool,
    /// What the ticket alone says of the requester: of the address, or of how one got into an organization.
    pub requester_finding: Option<Finding>,
}

/// An organization's contacts as a list for the customer to review, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListedContacts {
    /// They were not all read, and more can be.
    #[default]
    NotRead,
    /// The first ones: there are more than Vouch reads.
    First {
        /// How many are in the list.
        count: usize,
        /// The list.
        list: String,
    },
    /// All of them.
    All(String),
}

/// The ways through the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Vouch is still reading what the way depends on.
    Reading,
    /// The ticket could not be read.
    TicketUnread,
    /// It could not be read whether the requester is in an organization.
    MembershipUnread,
    /// It could not be read what the customer has bought.
    ProductUnread,
    /// The conversation could not be read.
    ConversationUnread,
    /// The ticket is closed.
    Closed,
    /// The requester is in an organization already (Organization association, step 2).
    Associated,
    /// The requester is in an organization already, whose pre-checks are open.
    AssociatedHeld,
    /// The requester is in an organization already, whose pre-checks are being read.
    AssociatedCounting,
    /// The requester is in an organization already, which cannot take the contacts as it is (Organization association,
    /// "Pre-checks").
    AssociatedBlocked,
    /// The subscription is one of GitLab.com (Organization association, step 4).
    GitLabCom,
    /// Nothing was sent that proves anything (Organization association, step 5).
    AskForProof,
    /// The agent has refused the requester for the address (Organization association, step 5).
    Refused,
    /// There is a proof, and its evidence is to be gathered (Organization association, steps 6 to 11).
    Gather,
    /// The evidence is for the agent to judge (Organization association, step 12).
    Decide,
    /// The customer is not entitled (Organization association, step 12).
    NotEntitled,
    /// The customer is entitled, and the pre-checks of the organization are open.
    Held,
    /// The customer is entitled, and the pre-checks of the organization are being read.
    Counting,
    /// The customer is entitled, and the organization cannot take the contact as it is (Organization association,
    /// "Pre-checks").
    Blocked,
    /// The customer is entitled, and is associated now (Organization association, step 13).
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
        match situation.closed {
            Known::Unknown(_) => return Self::TicketUnread,
            Known::Value(true) => return Self::Closed,
            Known::Value(false) => {}
            Known::Reading | Known::Empty => return Self::Reading,
        }
        match situation.membership {
            Known::Reading => return Self::Reading,
            Known::Unknown(_) => return Self::MembershipUnread,
            // Who is associated needs no proof, so no verdict leads to another way.
            Known::Value(_) if situation.is_blocked() => return Self::AssociatedBlocked,
            Known::Value(_) if situation.is_counting() => return Self::AssociatedCounting,
            Known::Value(_) if situation.is_held() => return Self::AssociatedHeld,
            Known::Value(_) => return Self::Associated,
            Known::Empty => {}
        }
        match situation.verdict {
            Some(Verdict::NotEntitled) => Self::NotEntitled,
            Some(Verdict::ForYouToDecide) => Self::Decide,
            // Without the one organization there is nothing that the requester could be associated with.
            Some(Verdict::Entitled) if situation.organization.is_none() || situation.is_blocked() => Self::Blocked,
            Some(Verdict::Entitled) if situation.is_counting() => Self::Counting,
            Some(Verdict::Entitled) if situation.is_held() => Self::Held,
            Some(Verdict::Entitled) => Self::Associate,
            None => Self::without_verdict(situation),
        }
    }

    fn without_verdict(situation: &Situation) -> Self {
        if let Some(Finding { decision: Some(Decision::Refused(_)), .. }) = situation.requester_finding {
            return Self::Refused;
        }
        match situation.on_gitlab_com {
            Known::Value(true) => return Self::GitLabCom,
            _ if situation.has_proof || situation.was_begun => return Self::Gather,
            Known::Reading => return Self::Reading,
            // Where the product is not known, the handbook asks for proof; where it cannot be read, the agent looks.
            Known::Unknown(_) => return Self::ProductUnread,
            Known::Value(false) | Known::Empty => {}
        }
        match situation.conversation {
            Known::Reading => Self::Reading,
            Known::Unknown(_) => Self::ConversationUnread,
            Known::Value(()) | Known::Empty => Self::AskForProof,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Reading => "Reading the ticket…",
            Self::TicketUnread => "The ticket could not be read",
            Self::MembershipUnread => "The requester's organization could not be read",
            Self::ProductUnread => "The product type could not be read",
            Self::ConversationUnread => "The conversation could not be read",
            Self::Closed => "The ticket is closed",
            Self::Associated => "Already associated: add the contacts",
            Self::AssociatedHeld => "Already associated: judge the pre-checks first",
            Self::AssociatedCounting => "Already associated: reading the pre-checks…",
            Self::Counting => "Entitled: reading the pre-checks…",
            Self::AssociatedBlocked => "Already associated, but not now",
            Self::GitLabCom => "GitLab.com: attempt the association",
            Self::AskForProof => "Ask for proof",
            Self::Refused => "Refused: reply",
            Self::Gather => "Gather the evidence",
            Self::Decide => "Decide",
            Self::NotEntitled => "Not entitled: reply",
            Self::Held => "Entitled: judge the pre-checks first",
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
        let insert = || step("Insert the note, and submit it as an internal note.");
        let why = |known: Option<&str>| known.map(step);
        let [ops_app, gitlab_app, engineer] =
            [Term::SupportOpsApp, Term::GitLabApp, Term::FullstackEngineer].map(|term| wording.say(term));
        match self {
            Self::Closed | Self::Reading => Vec::new(),
            Self::TicketUnread => {
                let again = step("Vouch says nothing about this ticket until it has read it. Read it again above.");
                why(situation.closed.why()).into_iter().chain([again]).collect()
            }
            Self::MembershipUnread => {
                let look = step("Look at the requester's page: somebody who is associated needs no proof.");
                let look = NextStep { link: situation.requester.clone(), ..look };
                let again = step("Or read the ticket again above.");
                why(situation.membership.why()).into_iter().chain([look, again]).collect()
            }
            Self::ProductUnread => {
                let look = step(
                    "Look at the product type in the ticket's form. For GitLab.com, attempt the association with the app; \
                     for anything else, ask for proof:",
                );
                let ask = look.with_macro(Term::ProofMacro, wording);
                why(situation.on_gitlab_com.why()).into_iter().chain([ask]).collect()
            }
            Self::ConversationUnread => {
                let again = step("The customer may have sent a proof already. Search the ticket again before you ask.");
                why(situation.conversation.why()).into_iter().chain([again]).collect()
            }
            Self::Refused => situation.before_proof(),
            Self::Gather if situation.was_begun => Vec::new(),
            Self::Gather => {
                let mut steps = situation.before_proof();
                steps.push(step("Press what the customer sent, and Vouch gathers the evidence from it."));
                let was_searched = situation.has_proof && situation.conversation == Known::Value(());
                let missing = ask::missing_piece(true, situation.has_sold_to, wording).filter(|_| was_searched);
                steps.extend(missing.map(|ask| situation.unless_refused(ask)));
                steps
            }
            Self::Associated => {
                let mut steps = situation.other_organization();
                steps.extend(situation.before_proof());
                steps.extend(situation.before_associating(wording));
                steps.extend(situation.decisions_note());
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
            Self::AssociatedHeld => [situation.other_organization(), situation.open_prechecks(wording)].concat(),
            Self::AssociatedBlocked => {
                let note = situation.decisions_note().into_iter().collect();
                [situation.other_organization(), situation.obstacles(wording), note].concat()
            }
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
                steps.insert(
                    3,
                    step(
                        "If the app names a pre-check that failed, search for the organization above and look at it there. \
                         Where it has no room, reply with its contacts. Where it has a contact management project, the \
                         customer changes the contacts in it. Where its notes say not to proceed, do not.",
                    ),
                );
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
                let note = situation.namespace_note();
                steps.push(copy("Add this as an internal note, with what you found:", &note));
                let failed = format!("- Failed: WHAT_FAILED\n{note}\n- To do: For the {engineer} to review.");
                let text = format!(
                    "If any of that fails, add this as an internal note instead, and assign the ticket to the {engineer}:"
                );
                steps.push(copy(&text, &failed));
                steps
            }
            Self::AskForProof => {
                let mut steps = situation.before_proof();
                let missing = ask::missing_piece(false, situation.has_sold_to, wording);
                steps.extend(missing.map(|ask| situation.unless_refused(ask)));
                steps.push(ask::rejection());
                steps
            }
            Self::Decide => {
                let read = step(
                    "Look up what is unknown, or ask the customer. Accept or refuse what needs attention, with a reason.",
                );
                std::iter::once(read).chain(ask::missing_piece(true, situation.has_sold_to, wording)).collect()
            }
            Self::NotEntitled => {
                let mut steps = vec![step("Insert the note, which says why, and submit it as an internal note.")];
                steps.extend(situation.replies.iter().map(|reply| copy("Reply to the requester:", reply)));
                steps.push(named("To ask for proof again, use this macro:", Term::ProofMacro));
                steps
            }
            // What is decided goes into the note, so the note comes after that.
            Self::Held => situation.open_prechecks(wording),
            Self::Counting | Self::AssociatedCounting => Vec::new(),
            Self::Blocked => [vec![insert()], situation.obstacles(wording)].concat(),
            Self::Associate => {
                let name = situation.organization.as_ref().map(|link| link.text().to_owned());
                let open = NextStep { link: situation.requester.clone(), ..step("Open the requester's page,") };
                let paste = NextStep { copy: name, ..step("and paste the organization's name under Organization:") };
                let mut steps = vec![insert()];
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
    /// Whether a pre-check failed, or the agent refused what it says.
    fn is_blocked(&self) -> bool {
        self.prechecks.iter().any(|(_, finding)| is_against(finding))
    }

    /// Whether a pre-check waits for the agent, so that nobody is associated yet.
    fn is_held(&self) -> bool {
        self.prechecks.iter().any(|(subject, finding)| self.holds(*subject, finding))
    }

    /// Whether only what is still being read holds the association up.
    fn is_counting(&self) -> bool {
        let mut holding = self.prechecks.iter().filter(|(subject, finding)| self.holds(*subject, finding)).peekable();
        holding.peek().is_some() && holding.all(|(_, finding)| finding.pending)
    }

    /// What is unknown holds, until it is read or accepted. So does what needs attention, but for notes that do not say
    /// to stop: those are to be read, and usually say nothing about contacts.
    fn holds(&self, subject: Subject, finding: &Finding) -> bool {
        let is_plain_note = subject == Subject::Notes && self.stop_notes.is_empty();
        let is_open = match finding.outcome {
            Outcome::Unknown => true,
            Outcome::Attention => !is_plain_note,
            Outcome::Pass | Outcome::Fail => false,
        };
        is_open && finding.decision.is_none()
    }

    /// The pre-checks that wait for the agent, and what to do about them.
    fn open_prechecks(&self, wording: &Wording) -> Vec<NextStep> {
        let open = self.prechecks.iter().filter(|(subject, finding)| self.holds(*subject, finding));
        let named = open.map(|(_, finding)| NextStep::of(&format!("{}: {}", finding.title, finding.reason)));
        let judge = NextStep::of("Accept each under Pre-checks with a reason once you have looked, or do not go on.");
        named.chain([judge]).chain(self.stop_note(wording)).collect()
    }

    /// The evidence can lead to another organization than the one that the requester is in.
    fn other_organization(&self) -> Vec<NextStep> {
        let (Known::Value(own), Some(found)) = (&self.membership, &self.found) else { return Vec::new() };
        if own.url() == found.url() {
            return Vec::new();
        }
        let (own, name) = (own.text(), found.text());
        vec![
            NextStep::of(&format!(
                "The evidence leads to {name}, and the requester is in {own}. Contacts are added to {own} only."
            ))
            .with_link(found.clone()),
        ]
    }

    /// What has to be read before anybody is associated.
    fn before_associating(&self, wording: &Wording) -> Vec<NextStep> {
        let room = self.prechecks.iter().find(|(subject, _)| *subject == Subject::Room);
        let room = room.map(|(_, finding)| NextStep::of(&finding.reason));
        let unread = self.prechecks.iter().filter(|(_, finding)| finding.outcome == Outcome::Attention);
        let unread = unread.filter(|(_, finding)| finding.decision.is_none());
        let read = unread.map(|(_, finding)| NextStep::of(&finding.reason));
        room.into_iter().chain(read).chain(self.stop_note(wording)).collect()
    }

    /// The note of what the agent decided about the pre-checks, where there is no evidence to write it to.
    fn decisions_note(&self) -> Option<NextStep> {
        let organization = self.organization.as_ref()?;
        let decided = self.prechecks.iter().filter(|(_, finding)| finding.decision.is_some());
        let remarks: Vec<_> = decided.filter_map(|(_, finding)| Remark::of_finding(finding)).collect();
        let note = Note::of_remarks(organization, &remarks);
        (!remarks.is_empty()).then(|| NextStep::of("Add what you decided as an internal note:").with_copy(note.text))
    }

    /// The note for notes that say not to proceed.
    fn stop_note(&self, wording: &Wording) -> Option<NextStep> {
        let organization = self.organization.as_ref().filter(|_| !self.stop_notes.is_empty())?;
        let note = Note::of_stop_notes(organization, &self.stop_notes, wording);
        let engineer = wording.say(Term::FullstackEngineer);
        let step = NextStep::of(&format!(
            "If the organization's notes say not to proceed, add this as an internal note instead, and assign the ticket \
             to the {engineer}:"
        ));
        Some(step.with_copy(note.text))
    }

    /// What the ticket alone says against the requester, before any proof is asked for and before anybody is added.
    fn before_proof(&self) -> Vec<NextStep> {
        let Some(Finding { outcome, reason, reply, decision, .. }) = &self.requester_finding else { return Vec::new() };
        match (outcome, decision, reply) {
            (Outcome::Pass, ..) | (_, Some(Decision::Accepted(_)), _) => Vec::new(),
            (_, Some(Decision::Refused(why)), reply) => {
                let note = NextStep::of("Add this as an internal note:")
                    .with_copy(format!("- Reason: {reason} Refused: {why}"));
                let reply = reply.iter().map(|reply| NextStep::of("Reply with this:").with_copy(reply.clone()));
                reply.chain([note]).collect()
            }
            (_, None, Some(reply)) => vec![
                NextStep::of(&format!(
                    "{reason} Refuse it under Requester with a reason: then the process ends here. Ask for no proof, and \
                     reply with this:"
                ))
                .with_copy(reply.clone()),
            ],
            (_, None, None) => vec![NextStep::of(&format!("{reason} Look at the requester before you go on."))],
        }
    }

    /// A step that is only taken where the requester is not refused for the address.
    fn unless_refused(&self, step: NextStep) -> NextStep {
        let open = |finding: &Finding| finding.reply.is_some() && finding.decision.is_none();
        let refused = self.requester_finding.as_ref().is_some_and(open);
        if refused {
            NextStep { text: format!("If it is a company's address after all: {}", step.text), ..step }
        } else {
            step
        }
    }

    /// The note of the manual way of GitLab.com, in which the agent fills in what the apps and the search have shown.
    fn namespace_note(&self) -> String {
        let requester = self.requester.as_ref().map(|page| format!("- Requester: {}", page.url()));
        let namespaces = self.namespaces.join(", ");
        let namespace = if namespaces.is_empty() { "NAMESPACE" } else { &namespaces };
        let rest = [
            format!("- Namespace: {namespace}"),
            "- Salesforce ID: SALESFORCE_ACCOUNT_ID".to_owned(),
            "- Organization: LINK_TO_ORGANIZATION".to_owned(),
        ];
        requester.into_iter().chain(rest).collect::<Vec<_>>().join("\n")
    }

    /// The addresses for the app.
    fn associate_listed(&self, app: &str) -> Option<NextStep> {
        let compared = match self.contacts {
            ListedContacts::All(_) => "",
            ListedContacts::First { .. } => " (compared with the first of the organization's contacts only)",
            ListedContacts::NotRead => " (not compared with the organization's contacts)",
        };
        let text = format!(
            "In the {app}, press Associate User, and Associate with these addresses{compared}. Then check the app's output \
             for each of them:"
        );
        (!self.addresses.is_empty()).then(|| NextStep::of(&text).with_copy(self.addresses.clone()))
    }

    /// What prevents the association, each with what to do about it.
    fn obstacles(&self, wording: &Wording) -> Vec<NextStep> {
        let engineer = wording.say(Term::FullstackEngineer);
        let mut steps = Vec::new();
        if self.organization.is_none() {
            steps.push(NextStep::of("The walk did not lead to one organization: see above what to do about that."));
        }
        let failed = self.prechecks.iter().filter(|(_, finding)| is_against(finding));
        for (subject, Finding { reason, decision, .. }) in failed {
            steps.push(match subject {
                Subject::Room => self.no_room(reason),
                Subject::Project => NextStep::of(&format!("{reason} Reply with this:")).with_copy(
                    "Your organization keeps its support contacts in a contact management project. Please change \
                             them there: add a name and an e-mail address for each to contacts.yaml."
                        .to_owned(),
                ),
                Subject::Notes | Subject::State => NextStep::of(reason),
            });
            if let Some(Decision::Refused(why)) = decision {
                steps.push(NextStep::of(&format!("You refused it: {why}")));
            }
        }
        steps.extend(self.stop_note(wording));
        steps.push(NextStep::of(&format!(
            "When in doubt, note what is going on and assign the ticket to the {engineer}."
        )));
        steps
    }

    /// The reply for an organization that is full: it lists the current contacts (Organization association, "Association
    /// would cause organization to surpass the 30 contact limit").
    fn no_room(&self, reason: &str) -> NextStep {
        let more = match self.contacts {
            ListedContacts::First { .. } => " Add the others from Advanced search.",
            ListedContacts::NotRead | ListedContacts::All(_) => "",
        };
        let (these, list) = match &self.contacts {
            ListedContacts::NotRead => {
                return NextStep::of(&format!("{reason} Press List contacts below: the reply lists them."));
            }
            ListedContacts::All(list) => ("These are the current ones:".to_owned(), list),
            ListedContacts::First { count, list } => {
                (format!("These are the first {count} of the current ones:"), list)
            }
        };
        NextStep::of(&format!("{reason} Reply with this, and go on when the customer has answered.{more}")).with_copy(format!(
            "Your organization can have {CONTACT_LIMIT} support contacts, and with the ones to be added it would have more. \
             {these}\n\n{list}\n\nPlease tell us which of them to remove."
        ))
    }
}

fn is_against(finding: &Finding) -> bool {
    finding.outcome == Outcome::Fail || matches!(finding.decision, Some(Decision::Refused(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Judgement;

    /// A ticket that was read: the requester is in no organization, and the product is not GitLab.com.
    fn situation() -> Situation {
        Situation {
            closed: Known::Value(false),
            membership: Known::Empty,
            on_gitlab_com: Known::Value(false),
            conversation: Known::Value(()),
            ..Situation::default()
        }
    }

    fn organization(name: &str) -> Link {
        Link::new(name.to_owned(), format!("https://gitlab.zendesk.com/agent/organizations/{}", name.len())).unwrap()
    }

    fn judged(outcomes: Vec<Outcome>) -> Vec<(Subject, Finding)> {
        let finding = |outcome| Finding::of("Pre-check", Judgement::new(outcome, format!("{outcome:?}."), None));
        let subjects = [Subject::Room, Subject::Notes, Subject::Project, Subject::State];
        subjects.into_iter().zip(outcomes.into_iter().map(finding)).collect()
    }

    fn entitled(prechecks: Vec<Outcome>) -> Situation {
        Situation {
            verdict: Some(Verdict::Entitled),
            organization: Some(organization("Acme")),
            prechecks: judged(prechecks),
            ..situation()
        }
    }

    fn associated(prechecks: Vec<Outcome>) -> Situation {
        Situation { membership: Known::Value(organization("Acme")), verdict: None, ..entitled(prechecks) }
    }

    fn unread<T>() -> Known<T> {
        Known::Unknown("Zendesk failed (status 500).".to_owned())
    }

    #[test]
    fn the_chart_of_the_handbook() {
        use Outcome::{Attention, Fail, Pass, Unknown};
        for (situation, route) in [
            (Situation { closed: Known::Value(true), ..associated(vec![]) }, Route::Closed),
            (Situation { has_proof: true, ..associated(vec![]) }, Route::Associated),
            (Situation { on_gitlab_com: Known::Value(true), ..associated(vec![]) }, Route::Associated),
            (Situation { on_gitlab_com: Known::Value(true), ..situation() }, Route::GitLabCom),
            (Situation { has_proof: true, ..situation() }, Route::Gather),
            (situation(), Route::AskForProof),
            // The product is not named: the handbook asks for proof.
            (Situation { on_gitlab_com: Known::Empty, ..situation() }, Route::AskForProof),
            (Situation { verdict: Some(Verdict::NotEntitled), ..situation() }, Route::NotEntitled),
            (Situation { verdict: Some(Verdict::ForYouToDecide), ..situation() }, Route::Decide),
            // What the agent has accepted may be that there is no organization.
            (Situation { verdict: Some(Verdict::Entitled), ..situation() }, Route::Blocked),
            (entitled(vec![Pass, Pass, Pass]), Route::Associate),
            // Notes are read by the agent; those that may say stop hold (see below).
            (entitled(vec![Pass, Attention, Pass]), Route::Associate),
            (entitled(vec![Fail, Pass, Pass]), Route::Blocked),
            (entitled(vec![Unknown, Pass, Pass]), Route::Held),
            (entitled(vec![Pass, Pass, Unknown]), Route::Held),
            (entitled(vec![Attention, Pass, Pass]), Route::Held),
            (entitled(vec![Pass, Pass, Pass, Attention]), Route::Held),
            (entitled(vec![Unknown, Pass, Fail]), Route::Blocked),
            (associated(vec![Pass, Pass, Fail]), Route::AssociatedBlocked),
            (associated(vec![Pass, Attention, Pass]), Route::Associated),
            (associated(vec![Unknown, Pass, Pass]), Route::AssociatedHeld),
        ] {
            assert_eq!(Route::of(&situation), route, "{situation:?}");
        }
    }

    #[test]
    fn associated_requester_stays_associated_whatever_is_walked() {
        for verdict in [Verdict::Entitled, Verdict::ForYouToDecide, Verdict::NotEntitled] {
            let situation = Situation { verdict: Some(verdict), ..associated(vec![Outcome::Pass]) };
            assert_eq!(Route::of(&situation), Route::Associated, "{verdict:?}");
        }
    }

    #[test]
    fn unread_values_have_a_route_of_their_own() {
        for (situation, route) in [
            (Situation::default(), Route::Reading),
            (Situation { closed: unread(), ..situation() }, Route::TicketUnread),
            (Situation { membership: Known::Reading, ..situation() }, Route::Reading),
            (Situation { membership: unread(), ..situation() }, Route::MembershipUnread),
            // Not even a passing walk says that nobody is associated.
            (Situation { membership: unread(), ..entitled(vec![Outcome::Pass]) }, Route::MembershipUnread),
            (Situation { on_gitlab_com: Known::Reading, ..situation() }, Route::Reading),
            (Situation { on_gitlab_com: unread(), ..situation() }, Route::ProductUnread),
            (Situation { on_gitlab_com: unread(), has_proof: true, ..situation() }, Route::Gather),
            (Situation { conversation: Known::Reading, ..situation() }, Route::Reading),
            (Situation { conversation: unread(), ..situation() }, Route::ConversationUnread),
        ] {
            assert_eq!(Route::of(&situation), route, "{situation:?}");
            let steps = route.next(&situation, &Wording::default());
            let says_why = steps.first().is_some_and(|step| step.text == "Zendesk failed (status 500).");
            let is_unread = !matches!(route, Route::Reading | Route::Gather);
            assert_eq!(says_why, is_unread, "{situation:?}: {steps:?}");
        }
    }

    #[test]
    fn open_prechecks_name_no_way_to_associate() {
        use Outcome::{Attention, Pass, Unknown};
        for situation in [entitled(vec![Unknown, Pass, Pass]), associated(vec![Pass, Pass, Pass, Attention])] {
            let situation = Situation { addresses: "bob@acme.example".to_owned(), ..situation };
            let steps = Route::of(&situation).next(&situation, &Wording::default());
            let texts: Vec<_> = steps.iter().map(|step| step.text.as_str()).collect();
            assert!(texts.iter().any(|text| text.starts_with("Pre-check: ")), "{texts:?}");
            // What is decided goes into the note, so it is not inserted before.
            assert!(texts.iter().all(|text| !text.contains("Insert the note")), "{texts:?}");
            assert!(texts.iter().all(|text| !text.contains("Associate User") && !text.contains("Solved")), "{texts:?}");
        }
    }

    #[test]
    fn prechecks_that_are_being_read_are_nothing_to_judge() {
        for (mut situation, counting, held) in [
            (entitled(vec![Outcome::Unknown]), Route::Counting, Route::Held),
            (associated(vec![Outcome::Unknown]), Route::AssociatedCounting, Route::AssociatedHeld),
        ] {
            situation.prechecks[0].1.pending = true;
            assert_eq!(Route::of(&situation), counting);
            assert!(counting.next(&situation, &Wording::default()).is_empty());
            situation.prechecks.extend(judged(vec![Outcome::Pass, Outcome::Pass, Outcome::Unknown]).split_off(2));
            assert_eq!(Route::of(&situation), held);
        }
    }

    #[test]
    fn evidence_of_another_organization_is_told() {
        let elsewhere = Situation { found: Some(organization("Beta GmbH")), ..associated(vec![]) };
        let steps = Route::Associated.next(&elsewhere, &Wording::default());
        assert!(steps[0].text.contains("Beta GmbH") && steps[0].text.contains("Acme"), "{steps:?}");
        let same = Situation { found: Some(organization("Acme")), ..associated(vec![]) };
        assert!(!Route::Associated.next(&same, &Wording::default())[0].text.contains("evidence"));
    }

    #[test]
    fn what_is_copied_is_named_as_in_the_handbook() {
        let situation = entitled(vec![]);
        let added = "Support::Support-Ops::Users added to organization";
        let not_owner = "Support::Support-Ops::GitLab.com user is not an Owner";
        let proof = "Support::Support-Ops::Proof of support entitlement";
        for (route, macros) in [
            (Route::Associated, &[added] as &[_]),
            (Route::GitLabCom, &[added, not_owner]),
            (Route::AskForProof, &[proof]),
            (Route::Gather, &[]),
            (Route::NotEntitled, &[proof]),
            (Route::Associate, &[added]),
        ] {
            let next = route.next(&situation, &Wording::default());
            let all: Vec<_> =
                next.iter().filter_map(|step| step.macro_.as_ref()).map(|named| named.title.as_str()).collect();
            assert_eq!(all, macros, "{route:?}");
        }
        for route in [Route::Associated, Route::Associate] {
            assert!(copied(route, &situation).contains(&"Acme".to_owned()), "{route:?}");
        }
    }

    #[test]
    fn notes_are_read_before_associating() {
        use Outcome::{Attention, Pass};
        for (prechecks, said) in [(vec![Pass, Pass, Pass], false), (vec![Pass, Attention, Pass], true)] {
            let next = Route::Associate.next(&entitled(prechecks.clone()), &Wording::default());
            assert_eq!(next.iter().any(|step| step.text == "Attention."), said, "{prechecks:?}");
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
        let first = ListedContacts::First { count: 500, list: String::new() };
        for (contacts, said) in [
            (ListedContacts::NotRead, "(not compared"),
            (first, "(compared with the first of"),
            (ListedContacts::All(String::new()), "with these addresses."),
        ] {
            let situation = Situation { addresses: "bob@acme.example".to_owned(), contacts, ..entitled(vec![]) };
            let steps = Route::Associated.next(&situation, &Wording::default());
            assert!(steps.iter().any(|step| step.text.contains(said)), "{said}: {steps:?}");
        }
    }

    #[test]
    fn the_namespace_is_ready_for_the_lookup() {
        let situation = Situation { namespaces: vec!["acme-group".to_owned()], ..situation() };
        let all = copied(Route::GitLabCom, &situation);
        assert!(all.contains(&"acme-group".to_owned()), "{all:?}");
    }

    #[test]
    fn gitlab_com_has_its_notes_and_says_what_to_do_when_the_app_fails() {
        let page = "https://gitlab.zendesk.com/agent/users/7".to_owned();
        let requester = Link::new("Gil Group".to_owned(), page).ok();
        let head = "- Requester: https://gitlab.zendesk.com/agent/users/7\n- Namespace: ";
        let blanks = "- Salesforce ID: SALESFORCE_ACCOUNT_ID\n- Organization: LINK_TO_ORGANIZATION";
        for (namespaces, named) in [
            (vec![], "NAMESPACE"),
            (vec!["acme-group".to_owned()], "acme-group"),
            (vec!["acme-group".to_owned(), "acme-labs".to_owned()], "acme-group, acme-labs"),
        ] {
            let situation = Situation { namespaces, requester: requester.clone(), ..situation() };
            let steps = Route::GitLabCom.next(&situation, &Wording::default());
            let notes: Vec<_> = steps.iter().rev().take(2).filter_map(NextStep::copied).collect();
            let note = format!("{head}{named}\n{blanks}");
            let to_do = "- To do: For the Customer Support Operations, Fullstack Engineer to review.";
            assert_eq!(notes, [format!("- Failed: WHAT_FAILED\n{note}\n{to_do}"), note]);
            let last = steps.last().unwrap();
            assert!(last.text.starts_with("If any of that fails, add this as an internal note"), "{last:?}");
            // The manual way, in its order.
            let words = [
                "User Lookup",
                "Group memberships",
                "Namespace Lookup",
                "Salesforce info",
                "paste its name on the requester's",
            ];
            let all = steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>().join("\n");
            let places: Vec<_> = words.iter().map(|word| all.find(word)).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {all}");
            let app =
                steps.iter().find(|step| step.text.starts_with("If the app names a pre-check that failed")).unwrap();
            for part in ["no room", "contact management project", "notes say not to proceed"] {
                assert!(app.text.contains(part), "{part}: {}", app.text);
            }
        }
    }

    #[test]
    fn private_address_ends_the_process_before_proof_is_asked_for() {
        let address = |email: &str| crate::checks::of_requester(Some(email), None).into_iter().next();
        let reply = "write from an e-mail address of their company";
        for has_proof in [false, true] {
            // (the address, whether it has a reply that refuses it, whether something is said of it)
            for (email, refused, says) in [
                ("charlie@acme.example", false, false),
                ("charlie@gmail.com", true, true),
                ("charlie@gitlab.com", false, true),
                ("charlie", false, true),
            ] {
                let situation = Situation { requester_finding: address(email), has_proof, ..situation() };
                let steps = Route::of(&situation).next(&situation, &Wording::default());
                let first = &steps[0];
                assert_eq!(first.copied().is_some_and(|copy| copy.contains(reply)), refused, "{email}: {steps:?}");
                assert_eq!(first.text.contains("before you go on") || refused, says, "{email}: {steps:?}");
                // What is asked for comes after it, and on a condition.
                let asks = steps
                    .iter()
                    .find(|step| step.text.contains("Ask ") && step.copied().is_none_or(|copy| !copy.contains(reply)));
                assert_eq!(
                    asks.unwrap().text.starts_with("If it is a company's address after all: "),
                    refused,
                    "{email}"
                );
            }
        }
        assert_eq!(
            Route::AskForProof.next(&situation(), &Wording::default())[0].macro_.as_ref().unwrap().term,
            Term::ProofMacro
        );
    }

    #[test]
    fn private_address_is_accepted_or_refused_with_a_reason() {
        let finding = crate::checks::of_requester(Some("charlie@gmail.com"), None).remove(0);
        let decided = |decision| {
            let requester_finding = Some(Finding { decision: Some(decision), ..finding.clone() });
            Situation { requester_finding, ..situation() }
        };
        let accepted = decided(Decision::Accepted("The manager confirmed it.".to_owned()));
        assert_eq!(Route::of(&accepted), Route::AskForProof);
        let steps = Route::AskForProof.next(&accepted, &Wording::default());
        assert_eq!(steps[0].macro_.as_ref().unwrap().term, Term::ProofMacro);
        let refused = decided(Decision::Refused("Nobody knows it.".to_owned()));
        assert_eq!(Route::of(&refused), Route::Refused);
        let [reply, note] = &copied(Route::Refused, &refused)[..] else { panic!() };
        assert!(reply.contains("address of their company") && !reply.contains('@'), "{reply}");
        assert!(
            note.starts_with("- Reason: charlie@gmail.com") && note.ends_with("Refused: Nobody knows it."),
            "{note}"
        );
    }

    #[test]
    fn only_the_missing_piece_is_asked_for() {
        const PRESS: &str = "Press what the customer sent";
        for (has_proof, was_searched, has_sold_to, said) in [
            (true, true, true, Some(PRESS)),
            (true, true, false, Some("The ticket does not name the sold-to.")),
            // What was not searched to its end may hold it.
            (true, false, false, Some(PRESS)),
            (false, false, false, None),
            (false, true, true, Some("The ticket names a sold-to and no license.")),
            (false, true, false, Some("Nothing in the ticket proves anything.")),
        ] {
            let conversation = if was_searched { Known::Value(()) } else { Known::Reading };
            let situation = Situation { has_proof, conversation, has_sold_to, ..situation() };
            let steps = Route::of(&situation).next(&situation, &Wording::default());
            // With a proof, the walk comes first.
            let first = if has_proof && said != Some(PRESS) { steps.get(1) } else { steps.first() };
            let first = first.map(|step| step.text.as_str());
            assert_eq!(first.is_some(), said.is_some(), "{situation:?}");
            assert!(first.zip(said).is_none_or(|(first, said)| first.starts_with(said)), "{situation:?}: {first:?}");
            // Whoever cannot send it is rejected.
            let rejects = steps.iter().any(|step| step.text.contains("reject the request"));
            assert_eq!(rejects, !has_proof && was_searched, "{situation:?}");
        }
        for (has_sold_to, steps) in [(true, 1), (false, 2)] {
            let situation = Situation { has_sold_to, ..situation() };
            assert_eq!(Route::Decide.next(&situation, &Wording::default()).len(), steps);
        }
    }

    #[test]
    fn what_stands_in_the_way_has_its_reply() {
        use Outcome::{Attention, Fail, Pass};
        let contacts = ListedContacts::All("- Bob <bob@acme.example>".to_owned());
        for (prechecks, contacts, replies) in [
            (vec![Fail, Pass, Pass], contacts.clone(), &["- Bob <bob@acme.example>"] as &[_]),
            // The reply is to hold the list: without it there is none.
            (vec![Fail, Pass, Pass], ListedContacts::NotRead, &[]),
            // Of more contacts than Vouch reads, the first are listed, and the reply says so.
            (
                vec![Fail, Pass, Pass],
                ListedContacts::First { count: 500, list: "- Bob".to_owned() },
                &["These are the first 500 of the current ones:\n\n- Bob"],
            ),
            (vec![Pass, Attention, Fail], ListedContacts::NotRead, &["contacts.yaml"]),
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
        assert!(Route::Blocked.next(&nowhere, &Wording::default())[1].text.starts_with("The walk did not lead to one"));
    }

    #[test]
    fn notes_that_say_stop_hold_until_the_agent_has_judged_them() {
        let prechecks = vec![Outcome::Pass, Outcome::Attention, Outcome::Pass];
        for (mut situation, held, free) in [
            (entitled(prechecks.clone()), Route::Held, Route::Associate),
            (associated(prechecks.clone()), Route::AssociatedHeld, Route::Associated),
        ] {
            situation.stop_notes = vec!["Do not add contacts.".to_owned()];
            assert_eq!(Route::of(&situation), held);
            // The note for the Fullstack Engineer is ready, before and after.
            assert!(copied(held, &situation)[0].contains("“Do not add contacts.”"), "{situation:?}");
            situation.prechecks[1].1.decision = Some(Decision::Accepted("The account manager agrees.".to_owned()));
            assert_eq!(Route::of(&situation), free);
            assert!(copied(free, &situation)[0].contains("“Do not add contacts.”"), "{situation:?}");
            situation.prechecks[1].1.decision = Some(Decision::Refused("They say stop.".to_owned()));
            let blocked = if free == Route::Associate { Route::Blocked } else { Route::AssociatedBlocked };
            assert_eq!(Route::of(&situation), blocked);
            assert!(copied(blocked, &situation)[0].contains("“Do not add contacts.”"), "{situation:?}");
        }
    }

    #[test]
    fn decisions_of_an_associated_requester_are_ready_as_a_note() {
        use Outcome::{Pass, Unknown};
        let mut situation = associated(vec![Unknown, Pass, Pass]);
        situation.prechecks[0].1.decision = Some(Decision::Accepted("Counted by hand: 3".to_owned()));
        assert_eq!(
            copied(Route::of(&situation), &situation)[0],
            "- Organization: https://gitlab.zendesk.com/agent/organizations/4\n- Decided: Unknown. Accepted: Counted by hand: 3"
        );
        assert!(!copied(Route::Associated, &associated(vec![Pass])).iter().any(|copy| copy.contains("Decided")));
    }

    #[test]
    fn a_failed_check_has_its_reply() {
        let situation = Situation { replies: vec!["It has expired.".to_owned()], ..situation() };
        assert_eq!(copied(Route::NotEntitled, &situation), ["It has expired.", Term::ProofMacro.standard()]);
    }

    #[test]
    fn nothing_for_a_public_reply_names_the_sold_to() {
        use Route::{
            AskForProof, Associate, Associated, Blocked, Closed, Decide, Gather, GitLabCom, Held, NotEntitled,
        };
        for route in [Closed, Associated, GitLabCom, AskForProof, Gather, Decide, NotEntitled, Held, Blocked, Associate]
        {
            for step in route.next(&situation(), &Wording::default()) {
                assert!(!step.text.contains('@') && step.copied().is_none_or(|copy| !copy.contains('@')), "{route:?}");
            }
        }
    }
}
