//! Which way each of the sandbox's tickets takes through the process, and what comes next on it (the chart of seed 001).

use vouch::case::{Event, PanelId};
use vouch::handbook::Term;
use vouch::note::NotePart;
use vouch::protocol::{Find, FinderState, Intent};
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::{self, Proof};

use crate::world::World;

fn next(world: &World, panel: PanelId) -> &str {
    &world.case(panel).next.title
}

#[test]
fn before_anything_is_gathered() {
    for (ticket, title) in [
        (4101, "Gather the evidence"),
        (4109, "Already associated: add the contacts"),
        (4110, "The ticket is closed"),
        (4112, "Gather the evidence"),
        (4118, "Ask for proof"),
        (4121, "Gather the evidence"),
        (4126, "The ticket is closed"),
        (4127, "Already associated: add the contacts"),
    ] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(next(&world, panel), title, "{ticket}");
    }
}

#[test]
fn after_the_walk() {
    for (ticket, title) in [
        (4101, "Associate the requester"),
        (4103, "Not entitled: reply"),
        (4104, "Not entitled: reply"),
        (4105, "Not entitled: reply"),
        (4106, "Associate the requester"),
        (4107, "Decide"),
        // Thirty contacts, and one more; a contact management project.
        (4113, "Entitled, but not now"),
        (4117, "Entitled, but not now"),
        // Two organizations.
        (4115, "Decide"),
    ] {
        let record = data::ticket(u64::from(ticket)).unwrap();
        let Proof::License(license) = record.proof else { panic!("{ticket}") };
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        world.collect(panel, &license.to_string(), record.sold_to.unwrap_or_default());
        assert_eq!(next(&world, panel), title, "{ticket}: {:#?}", world.outcome(panel).findings);
    }
}

#[test]
fn the_way_to_the_requester_is_one_press() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    let steps = &world.case(panel).next.steps;
    let links: Vec<_> =
        steps.iter().filter_map(|step| step.link.as_ref()).map(|link| (link.text(), link.url())).collect();
    assert_eq!(links, [("Charlie Castro", "https://gitlab.zendesk.com/agent/users/26000000004101")]);
    let copied: Vec<_> = steps.iter().filter_map(|step| step.copy.as_deref()).collect();
    assert_eq!(copied, ["Acme Corp", "Support::Support-Ops::Users added to organization"]);
    // What is to be added may be more than there is room for.
    world.intend(panel, Intent::EditAdding(29));
    assert_eq!(next(&world, panel), "Entitled, but not now");
}

#[test]
fn a_word_that_is_another_one_here_is_said_everywhere_at_once() {
    const NEWER: &str = "Customer Support Systems, Fullstack Engineer";
    const OLDER: &str = "Customer Support Operations, Fullstack Engineer";
    /// A place where a panel says something.
    type Said = fn(&World, PanelId) -> String;
    let panel = PanelId(1);
    let next: Said = |world, panel| world.case(panel).next.steps.iter().map(|step| step.text.as_str()).collect();
    let finder: Said = |world, panel| match &world.view(panel).finder.as_ref().unwrap().state {
        FinderState::None { guidance, note: Some(note), .. } => guidance.concat() + &note.text,
        other => panic!("{other:?}"),
    };
    let note: Said = |world, panel| world.outcome(panel).note_text.clone() + &world.trail(panel).guidance.concat();

    // What comes next, where the organization is full; the note and the guidance, where none is found.
    let (mut full, _) = World::on_ticket(Markup::V3, 4113);
    full.collect(panel, "700008", data::ticket(4113).unwrap().sold_to.unwrap_or_default());
    let (mut none, _) = World::on_ticket(Markup::V3, 4107);
    none.collect(panel, "700025", "");
    let case = none.case(panel).case;
    none.handle(Event::Find(panel, Some(case), Find::Search("0019999999zZzZz".to_owned())));
    none.answer_all();
    none.intend(panel, Intent::ChooseNotePart(NotePart::NoOrganization));

    for (world, texts) in [(&mut full, &[next] as &[Said]), (&mut none, &[finder, note])] {
        for text in texts {
            assert!(text(world, panel).contains(OLDER), "{}", text(world, panel));
        }
        let asked = world.asked.len();
        world.reword(Term::FullstackEngineer, NEWER);
        for stopped in [false, true] {
            if stopped {
                world.stop_worker();
                world.answer_all();
            } else {
                assert_eq!(world.asked.len(), asked, "a word is no reason to ask for anything");
            }
            for text in texts {
                let text = text(world, panel);
                assert!(text.contains(NEWER) && !text.contains(OLDER), "{text}");
            }
        }
        assert!(!world.stored().contains("Systems"), "the words are no part of what was gathered");
        world.reword(Term::FullstackEngineer, "");
        assert!(texts.iter().all(|text| text(world, panel).contains(OLDER)));
    }
}

#[test]
fn the_macro_that_is_named_is_the_one_of_here() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    for (text, copied) in
        [("Ops::Ask for proof", "Ops::Ask for proof"), ("", "Support::Support-Ops::Proof of support entitlement")]
    {
        world.reword(Term::ProofMacro, text);
        assert_eq!(world.case(panel).next.steps[0].copy.as_deref(), Some(copied));
    }
}
