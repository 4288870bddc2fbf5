//! Which way each of the sandbox's tickets takes through the process, and what comes next on it (the chart of seed 001).

use vouch::case::{Event, PanelId};
use vouch::handbook::Term;
use vouch::note::NotePart;
use vouch::protocol::{Find, FinderState, Intent};
use vouch::task::Task;
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
        (4130, "GitLab.com: attempt the association"),
        // Thirty contacts already.
        (4134, "Already associated, but not now"),
        // Its notes say not to add contacts.
        (4135, "Already associated: judge the pre-checks first"),
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

/// What the steps have ready to be copied.
fn copied(world: &World, panel: PanelId) -> Vec<&str> {
    world.case(panel).next.steps.iter().filter_map(|step| step.copied()).collect()
}

#[test]
fn each_way_has_what_it_needs_ready() {
    let added = Term::UsersAddedMacro.standard();
    for (ticket, ready) in [
        (4109, vec!["charlie.castro@acme.example, dora.diaz@acme.example", "Acme Corp", added]),
        (4118, vec![Term::ProofMacro.standard()]),
        (4130, vec![added, Term::NotOwnerMacro.standard(), "acme-group"]),
    ] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(copied(&world, panel), ready, "{ticket}");
    }
}

#[test]
fn where_there_is_no_room_the_reply_lists_the_contacts() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4134);
    // The address was compared with the contacts, so they are known.
    let replies = copied(&world, panel);
    assert_eq!(replies.len(), 1);
    let lines: Vec<_> = replies[0].lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(lines.len(), 30, "{replies:?}");
    assert!(lines.iter().any(|line| line.contains("sato.jiro@kk.example")), "{lines:?}");
    // Nobody is to be added after all.
    world.intend(panel, Intent::EditAdding(0));
    assert_eq!(next(&world, panel), "Already associated: add the contacts");
}

#[test]
fn notes_that_say_stop_have_their_note() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4135);
    let note = copied(&world, panel)[0].to_owned();
    assert!(
        note.starts_with("- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001007\n"),
        "{note}"
    );
    assert!(note.ends_with("For the Customer Support Operations, Fullstack Engineer to review."), "{note}");
    // After a walk it can be inserted as a part of the evidence.
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4114");
    world.answer_all();
    world.collect(panel, "700016", "carol.gamma@gamma.example");
    world.intend(panel, Intent::ChooseNotePart(NotePart::StopNotes));
    let outcome = world.outcome(panel);
    assert!(world.note(panel).contains("- Sold-to: ") && world.note(panel).contains("- Notes: “"), "{outcome:?}");
}

#[test]
fn what_failed_has_a_reply_that_gives_nothing_away() {
    for (ticket, license, sold_to, replies) in [
        (4103, "700002", "alice@acme.example", 1),
        (4104, "700003", "alice@acme.example", 1),
        (4105, "700001", "purchasing@acme.example", 1),
        (4103, "700002", "purchasing@acme.example", 2),
    ] {
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        world.collect(panel, license, sold_to);
        assert_eq!(next(&world, panel), "Not entitled: reply");
        let all = copied(&world, panel);
        assert_eq!(all.len(), replies + 1, "{ticket}: {all:?}");
        assert!(all.iter().all(|reply| !reply.contains('@')), "{ticket}: {all:?}");
    }
}

#[test]
fn another_task_has_steps_of_its_own() {
    for (ticket, task, ready) in [
        (4131, Task::Remove, vec!["De-associated as per https://gitlab.zendesk.com/agent/tickets/4131"]),
        (
            4132,
            Task::MaliciousUser,
            vec![
                "Suspended as per https://gitlab.zendesk.com/agent/tickets/4132: Phishing",
                "reject:service@evil.example",
            ],
        ),
        (4129, Task::IncorrectForm, vec![Term::IncorrectFormMacro.standard()]),
        (4133, Task::SecondaryEmail, vec![]),
    ] {
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        world.intend(panel, Intent::ChooseTask(task));
        world.intend(panel, Intent::EditReason("Phishing".to_owned()));
        world.answer_all();
        assert_eq!(next(&world, panel), task.title(), "{ticket}");
        assert_eq!(copied(&world, panel), ready, "{ticket}");
        // The choice is the case's own, and survives the worker.
        world.stop_worker();
        world.answer_all();
        assert_eq!(next(&world, panel), task.title(), "{ticket}");
        world.intend(panel, Intent::ChooseTask(Task::Associate));
        assert_ne!(next(&world, panel), task.title(), "{ticket}");
    }
}

#[test]
fn a_second_address_needs_its_own_proof() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4133);
    world.intend(panel, Intent::ChooseTask(Task::SecondaryEmail));
    let last = |world: &World| world.case(panel).next.steps.last().unwrap().text.clone();
    assert!(last(&world).starts_with("Only with all three"), "{}", last(&world));
    world.collect(panel, "700001", "alice@acme.example");
    assert!(last(&world).starts_with("Then add the address"), "{}", last(&world));
    assert!(world.case(panel).next.steps[0].text.contains("alice.anders@acme-labs.example"));
}

#[test]
fn the_problem_type_suggests_a_task() {
    for (ticket, suggested) in [(4101, None), (4127, Some(Task::ProjectSetUp)), (4132, None)] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(world.case(panel).task.suggested, suggested, "{ticket}");
        assert_eq!(world.case(panel).task.task, Task::Associate);
    }
}

#[test]
fn organizations_of_one_domain_are_told() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4115);
    world.collect(panel, "700027", "spacey@gamma.example");
    let findings = &world.outcome(panel).findings;
    let shared = findings.iter().find(|finding| finding.title == "Domain of one organization").unwrap();
    assert!(shared.reason.contains("the one with the lower number"), "{}", shared.reason);
}

#[test]
fn the_way_to_the_requester_is_one_press() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    let steps = &world.case(panel).next.steps;
    let links: Vec<_> =
        steps.iter().filter_map(|step| step.link.as_ref()).map(|link| (link.text(), link.url())).collect();
    assert_eq!(links, [("Charlie Castro", "https://gitlab.zendesk.com/agent/users/26000000004101")]);
    let copied: Vec<_> = steps.iter().filter_map(|step| step.copied()).collect();
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
    let note: Said = |world, panel| world.note(panel).to_owned() + &world.trail(panel).guidance.concat();

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
        assert_eq!(world.case(panel).next.steps[0].copied(), Some(copied));
    }
}
