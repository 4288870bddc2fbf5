//! Which way each of the sandbox's tickets takes through the process, and what comes next on it (the chart of seed 001).

use vouch::case::{Event, PanelId};
use vouch::handbook::Term;
use vouch::note::NotePart;
use vouch::protocol::{Find, FinderState, Intent, MetadataState, Ruling, TicketView};
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
        (4127, "Contact management project: set up"),
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
    let added = "Support::Support-Ops::Users added to organization";
    let not_owner = "Support::Support-Ops::GitLab.com user is not an Owner";
    for (ticket, ready) in [
        (4109, vec!["charlie.castro@acme.example, dora.diaz@acme.example", "Acme Corp", added]),
        (4118, vec!["Support::Support-Ops::Proof of support entitlement", "Without proof of a support entitlement"]),
        (
            4130,
            vec![
                added,
                not_owner,
                "acme-group",
                "- Requester: https://",
                "- Failed: WHAT_FAILED\n- Requester: https://",
            ],
        ),
    ] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        let copied = copied(&world, panel);
        assert_eq!(copied.len(), ready.len(), "{ticket}: {copied:?}");
        assert!(copied.iter().zip(ready).all(|(copied, ready)| copied.starts_with(ready)), "{ticket}: {copied:?}");
    }
}

#[test]
fn the_status_is_solved_with_the_reply() {
    for ticket in [4109, 4130] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        let steps = &world.case(panel).next.steps;
        let solved =
            steps.iter().find(|step| step.macro_.as_ref().is_some_and(|one| one.term == Term::UsersAddedMacro));
        assert!(solved.is_some_and(|step| step.text.contains("set the status to Solved")), "{ticket}: {steps:#?}");
    }
}

#[test]
fn the_apps_output_is_checked() {
    let (world, panel) = World::on_ticket(Markup::V3, 4109);
    let steps = &world.case(panel).next.steps;
    let app = steps.iter().find(|step| step.text.contains("press Associate User")).unwrap();
    assert!(app.text.contains("check the app's output for each of them"), "{}", app.text);
}

#[test]
fn gitlab_com_says_what_to_do_when_the_app_names_a_pre_check() {
    let (world, panel) = World::on_ticket(Markup::V3, 4130);
    let steps = &world.case(panel).next.steps;
    let at = |part: &str| steps.iter().position(|step| step.text.contains(part));
    assert!(at("If the app names a pre-check that failed").is_some(), "{steps:#?}");
    assert!(at("Attempt Association") < at("If the app names a pre-check that failed"), "{steps:#?}");
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
        (4129, Task::IncorrectForm, vec!["base_weight_set"]),
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
fn problem_type_chooses_the_task_and_words_only_suggest() {
    // (ticket, the task, whether the problem type chose it, what is suggested instead)
    for (ticket, task, is_named, suggested) in [
        (4101, Task::Associate, true, None),
        (4127, Task::ProjectSetUp, true, None),
        (4131, Task::Associate, true, Some(Task::Remove)),
        (4132, Task::Associate, false, None),
        (4141, Task::ProjectSetUp, true, Some(Task::ProjectRemoval)),
        (4180, Task::SharedOrganization, true, None),
        (4181, Task::Associate, true, Some(Task::Remove)),
        (4185, Task::PortalIssue, true, None),
    ] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        let view = &world.case(panel).task;
        let said = view.suggested.as_ref().map(|suggested| suggested.task);
        assert_eq!((view.task, view.is_from_problem_type, said), (task, is_named, suggested), "{ticket}: {view:?}");
    }
}

#[test]
fn agents_own_choice_of_a_task_wins_and_is_kept() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4127);
    world.intend(panel, Intent::ChooseTask(Task::Associate));
    for stopped in [false, true] {
        if stopped {
            world.stop_worker();
            world.answer_all();
        }
        let view = &world.case(panel).task;
        assert_eq!((view.task, view.is_from_problem_type), (Task::Associate, false), "{view:?}");
        // And the way back is a press.
        assert_eq!(view.suggested.as_ref().map(|one| one.task), Some(Task::ProjectSetUp), "{view:?}");
    }
    world.intend(panel, Intent::ChooseTask(Task::MaliciousUser));
    assert_eq!(world.case(panel).task.suggested, None, "another choice than the usual one was made on purpose");
}

/// The first of the next steps.
fn first(world: &World, panel: PanelId) -> &str {
    world.case(panel).next.steps.first().map_or("", |step| step.text.as_str())
}

#[test]
fn what_is_to_be_set_comes_first() {
    for (ticket, said) in [
        // Another form, and a problem type that names what is asked for.
        (4129, "Set Form to “Support Ops” and save the ticket."),
        (4128, "Set Support Ops Problem Type to “Manage my organization's contacts” and save the ticket."),
        (4118, "Set Subscription Email and save the ticket. If the ticket does not say it, ask the customer."),
        // Nobody has said what these ask for, so nothing is changed.
        (4125, "Form is “Self-Managed”: choose above what the ticket asks for, before you change it."),
        (
            4132,
            "Support Ops Problem Type is “Something else”: choose above what the ticket asks for, before you change it.",
        ),
    ] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(first(&world, panel), said, "{ticket}");
    }
    // Nothing is set on a ticket that is closed, and nothing where all is set.
    for ticket in [4110, 4126, 4101] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert!(!first(&world, panel).starts_with("Set "), "{ticket}: {}", first(&world, panel));
    }
}

#[test]
fn ticket_is_never_filed_away_from_what_it_asks_for() {
    for ticket in [4127, 4140, 4141, 4180, 4185, 4132, 4186, 4125] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        let case = world.case(panel);
        let steps: String = case.next.steps.iter().map(|step| step.text.as_str()).collect();
        assert!(!steps.contains("to “Manage my organization's contacts”"), "{ticket}: {steps}");
        let TicketView::Read { metadata, .. } = &case.ticket else { panic!("{ticket}") };
        let misfiled = metadata.iter().filter(|one| one.value.is_some());
        assert!(misfiled.clone().all(|one| !matches!(one.state, MetadataState::ToSet(_))), "{ticket}: {metadata:?}");
    }
}

#[test]
fn shared_organization_request_has_an_honest_entry() {
    let (world, panel) = World::on_ticket(Markup::V3, 4180);
    let texts: Vec<_> = world.case(panel).next.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(texts[0].starts_with("Its details say nothing of shared tickets."), "{texts:?}");
    assert!(texts[1].starts_with("Vouch has no steps for this yet."), "{texts:?}");
}

#[test]
fn contacts_of_a_project_are_not_removed_by_hand() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4181);
    world.intend(panel, Intent::ChooseTask(Task::Remove));
    world.answer_all();
    assert!(first(&world, panel).contains("contact management project 39250741"), "{}", first(&world, panel));
    let all = copied(&world, panel);
    assert!(all.len() == 1 && all[0].contains("contacts.yaml"), "{all:?}");
}

#[test]
fn removal_waits_for_a_ticket_that_is_not_read() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4131");
    world.intend(panel, Intent::ChooseTask(Task::Remove));
    assert!(first(&world, panel).contains("was not read yet"), "{}", first(&world, panel));
    world.fail(0, 500);
    assert!(first(&world, panel).contains("is not known: "), "{}", first(&world, panel));
    assert_eq!(copied(&world, panel), [""; 0]);
}

#[test]
fn private_address_is_refused_before_proof_is_asked_for() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4182);
    assert_eq!(next(&world, panel), "Ask for proof");
    let steps = &world.case(panel).next.steps;
    let at = |part: &str| steps.iter().position(|step| step.text.contains(part));
    let refused = at("priya@users.noreply.github.com is not a company's address");
    assert!(refused.is_some() && refused < at("If it is a company's address after all"), "{steps:#?}");
    let all = copied(&world, panel);
    assert!(all[0].contains("write from an e-mail address of their company"), "{all:?}");
    // Refused, the process ends: no proof is asked for, and the note gives the reason.
    let decide = |decision| Intent::DecideRequester { title: "Company e-mail".to_owned(), decision };
    world.intend(panel, decide(Ruling::Refuse("A private account".to_owned())));
    assert_eq!(next(&world, panel), "Refused: reply");
    let [reply, note] = copied(&world, panel)[..] else { panic!() };
    assert!(reply.contains("write from an e-mail address of their company"), "{reply}");
    assert!(note.starts_with("- Reason: priya@users.noreply.github.com"), "{note}");
    assert!(note.ends_with("Refused: A private account"), "{note}");
    // Accepted, it goes on, and the note of a walk says so.
    world.intend(panel, decide(Ruling::Accept("The manager confirmed it".to_owned())));
    assert_eq!(next(&world, panel), "Ask for proof");
    world.collect(panel, "700001", "alice@acme.example");
    assert!(world.note(panel).contains("Accepted: The manager confirmed it"), "{}", world.note(panel));
}

#[test]
fn requester_who_may_be_there_by_the_domain_alone_is_told_before_anybody_is_added() {
    let (world, panel) = World::on_ticket(Markup::V3, 4187);
    assert_eq!(next(&world, panel), "Already associated: add the contacts");
    let said = "Zendesk puts everybody of gamma.example into Sold-to with spaces: being in it proves nothing.";
    assert!(first(&world, panel).starts_with(said), "{}", first(&world, panel));
}

#[test]
fn the_missing_piece_alone_is_asked_for() {
    for (ticket, title, asked) in [
        (4183, "Gather the evidence", "Thank you for the license information."),
        (4184, "Ask for proof", "Thank you for the address of the subscription's owner."),
    ] {
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(next(&world, panel), title, "{ticket}");
        assert!(copied(&world, panel)[0].starts_with(asked), "{ticket}: {:?}", copied(&world, panel));
        // Entered by the agent, it is there.
        world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        assert!(copied(&world, panel).iter().all(|copy| !copy.starts_with("Thank you")), "{ticket}");
    }
    // After a walk without a sold-to, it is the one thing to ask for.
    let (mut world, panel) = World::on_ticket(Markup::V3, 4183);
    world.collect(panel, "700001", "");
    assert_eq!(next(&world, panel), "Decide");
    assert!(copied(&world, panel)[0].starts_with("Thank you for the license information."));
}

#[test]
fn support_ops_moves_an_incorrect_form_on() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4186);
    world.intend(panel, Intent::ChooseTask(Task::IncorrectForm));
    let steps = &world.case(panel).next.steps;
    assert!(steps[0].text.contains("do not apply it again"), "{steps:#?}");
    assert!(steps.iter().all(|step| step.macro_.is_none()), "{steps:#?}");
    assert!(steps.iter().any(|step| step.text.contains("set it to FRT")), "{steps:#?}");
}

#[test]
fn organizations_of_one_domain_are_told() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4115);
    world.collect(panel, "700027", "spacey@gamma.example");
    let findings = &world.outcome(panel).findings;
    let shared = findings.iter().find(|finding| finding.title == "Domain of one organization").unwrap();
    let into = "into Sold-to with spaces (ID 9306291001015), which has the lower ID.";
    assert!(shared.reason.contains(into), "{}", shared.reason);
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
        let steps = &world.case(panel).next.steps;
        assert_eq!(steps.iter().find_map(|step| step.macro_.as_ref()?.title.as_str().into()), Some(copied));
    }
}
