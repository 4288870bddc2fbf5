//! The search for an organization as the panel shows it (seed 001, step 11 and "No organization found").

use crate::handbook::{Term, Wording};
use crate::note::Note;
use crate::organization::{Finder, Found};
use crate::problem::Problem;
use crate::protocol::{FinderState, FinderView, NoteView, OrganizationView};
use crate::salesforce::SalesforceId;
use crate::zendesk::{Organization, agent_search, agent_search_named};

/// What the panel shows of a search, each organization as `shown`.
pub(super) fn view(
    finder: &Finder,
    focus: u32,
    wording: &Wording,
    shown: impl Fn(&Organization) -> OrganizationView,
) -> FinderView {
    let show = |heading: String, is_the_one: bool| FinderState::Found {
        heading,
        is_the_one,
        organizations: finder.organizations().into_iter().map(&shown).collect(),
    };
    let mut search = None;
    let state = match finder.found() {
        None => FinderState::Idle,
        Some(Found::Nothing(why)) => FinderState::Refused(why.to_string()),
        Some(Found::Salesforce(id, found)) => {
            search = Some(agent_search(id));
            match (found.problem(), found.equal().len()) {
                (Some(problem), _) => failed(problem),
                (None, 0) if found.is_over() => none_with(id, &found.tried(id), found.similar(), wording),
                (None, 0) => FinderState::Searching { tried: found.tried(id) },
                (None, count) => {
                    let tried = found.tried(id);
                    let (by, before) =
                        tried.split_last().map_or(("", &[] as &[_]), |(by, before)| (by.as_str(), before));
                    let more = if found.is_incomplete() { ", perhaps more" } else { "" };
                    let heading = match count {
                        1 => format!("One organization{more}, by {by}"),
                        _ => format!("{count} organizations{more} have this Salesforce ID, by {by}"),
                    };
                    let none_by =
                        if before.is_empty() { String::new() } else { format!("; none by {}", before.join(", ")) };
                    show(heading + &none_by, count == 1 && !found.is_incomplete())
                }
            }
        }
        Some(Found::Page(_, outcome)) => match (outcome.got(), outcome.problem()) {
            (Some(_), _) => show("The organization of this address".to_owned(), true),
            (None, Some(problem)) => failed(problem),
            (None, None) => FinderState::Searching { tried: Vec::new() },
        },
        Some(Found::Name(name, outcome)) => {
            search = Some(agent_search_named(name));
            match (outcome.got(), outcome.problem()) {
                (Some((found, others)), _) if found.equal.is_empty() && others.is_empty() => FinderState::None {
                    heading: format!("No organization is called {name:?}."),
                    guidance: vec![
                        "Zendesk finds whole words and their beginnings: try fewer of them.".to_owned(),
                        "A new or renamed organization is found some minutes later.".to_owned(),
                    ],
                    note: None,
                },
                (Some((found, others)), _) => {
                    let count = found.equal.len() + others.len();
                    let more = match (found.incomplete, count > Finder::SHOWN) {
                        (true, _) => ", and more".to_owned(),
                        (false, true) => format!(", {} of {count} shown", Finder::SHOWN),
                        (false, false) => String::new(),
                    };
                    let heading = match found.equal.len() {
                        0 => format!("None is called exactly {name:?}; similar{more}:"),
                        1 => format!("One is called exactly {name:?}{more}"),
                        exact => format!("{exact} are called exactly {name:?}{more}"),
                    };
                    show(heading, found.equal.len() == 1 && others.is_empty() && !found.incomplete)
                }
                (None, Some(problem)) => failed(problem),
                (None, None) => FinderState::Searching { tried: Vec::new() },
            }
        }
    };
    FinderView { text: finder.text().to_owned(), focus, state, search }
}

fn failed(problem: &Problem) -> FinderState {
    FinderState::Failed { message: problem.to_string(), advice: problem.advice() }
}

fn none_with(id: &SalesforceId, tried: &[String], similar: usize, wording: &Wording) -> FinderState {
    let but = match similar {
        0 => String::new(),
        1 => " One hit only looks alike.".to_owned(),
        several => format!(" {several} hits only look alike."),
    };
    let note = Note::of_missing_organization(id.as_str(), tried, wording);
    FinderState::None {
        heading: format!("No organization has this Salesforce ID. Searched for {}.{but}", tried.join(", ")),
        guidance: guidance(wording),
        note: Some(NoteView { text: note.text, html: note.html }),
    }
}

/// What to do about a Salesforce account without an organization (seed 001, "No organization found").
pub(super) fn guidance(wording: &Wording) -> Vec<String> {
    let engineer = wording.say(Term::FullstackEngineer);
    [
        "Look at the account in Salesforce: is its subscription there, with its product charges?".to_owned(),
        "If not, resync it: open the billing account in Salesforce, open the menu at the top right (beside Edit and \
         Clone), choose “Sync Data from ZBilling”, and look again some minutes later."
            .to_owned(),
        "If that mended it, Zendesk has the organization 1 to 2 hours later, and finds it some minutes after that: note \
         what happened, assign the ticket to yourself, and come back to it."
            .to_owned(),
        format!("For anything else, insert the note and assign the ticket to the {engineer}."),
    ]
    .into()
}
