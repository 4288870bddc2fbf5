//! The addresses that a ticket names, and the contacts of its organization (seed 001, step 2 and "Removing associated
//! users").

use vouch::case::{Event, PanelId};
use vouch::fetch::{Answer, Reply};
use vouch::protocol::{ContactListState, Intent, MembershipView, TicketView};
use vouch::task::Task;
use vouch_sandbox::portal::Markup;

use crate::world::World;

/// How many contacts are added to the requester's organization, or to the one that the walk found.
fn adding(world: &World, panel: PanelId) -> Option<u32> {
    let TicketView::Read { organization, .. } = &world.case(panel).ticket else { panic!() };
    match organization {
        MembershipView::In(own) => own.adding,
        _ => world.trail(panel).organization.as_ref().unwrap().adding,
    }
}

fn asked_for_contacts(world: &World) -> usize {
    world.asked.iter().filter(|url| url.contains("/users?role=end-user")).count()
}

#[test]
fn what_the_ticket_names_is_ready_for_the_app() {
    let (world, panel) = World::on_ticket(Markup::V3, 4109);
    let contacts = &world.case(panel).contacts;
    // Charlie is in no organization yet, and Dora is nobody's.
    assert_eq!(contacts.joined, "charlie.castro@acme.example, dora.diaz@acme.example");
    assert_eq!((contacts.count, &contacts.state), (2, &ContactListState::Read));
    assert_eq!(adding(&world, panel), Some(2));
    assert_eq!(asked_for_contacts(&world), 1);
}

#[test]
fn who_is_there_already_is_left_out() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4109);
    let list =
        "Alice <ALICE@acme.example>, dora.diaz@acme.example; Dora.Diaz@acme.example, nobody, ana.acosta@acme.example";
    world.intend(panel, Intent::EditAddresses(Some(list.to_owned())));
    let contacts = &world.case(panel).contacts;
    assert_eq!(contacts.joined, "dora.diaz@acme.example");
    let left_out: Vec<_> = contacts.left_out.iter().map(|one| format!("{} {}", one.text, one.why)).collect();
    assert_eq!(
        left_out,
        [
            "Dora.Diaz@acme.example stands there twice",
            "nobody is no e-mail address",
            "ALICE@acme.example is a contact already",
            "ana.acosta@acme.example is a contact already",
        ]
    );
    assert_eq!(adding(&world, panel), Some(1));
    world.intend(panel, Intent::EditAddresses(None));
    assert_eq!(world.case(panel).contacts.count, 2);
}

#[test]
fn how_many_are_to_be_added_follows_from_the_list() {
    // The requester is added, too, unless that is done already.
    for (ticket, list, added) in [
        (4101, "", 1),
        (4101, "dora.diaz@acme.example", 2),
        (4101, "dora.diaz@acme.example, charlie.castro@acme.example", 2),
        (4109, "", 1),
        (4109, "dora.diaz@acme.example", 1),
    ] {
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        world.intend(panel, Intent::EditAddresses(Some(list.to_owned())));
        if ticket == 4101 {
            world.collect(panel, "700001", "alice@acme.example");
        }
        assert_eq!(adding(&world, panel), Some(added), "{ticket} {list}");
        world.intend(panel, Intent::EditAdding(7));
        assert_eq!(adding(&world, panel), Some(7));
        // Removing fills no organization.
        world.intend(panel, Intent::ChooseTask(Task::Remove));
        assert_eq!(adding(&world, panel), None);
    }
}

#[test]
fn the_sold_to_is_nobody_to_be_added() {
    let (world, panel) = World::on_ticket(Markup::V3, 4101);
    let contacts = &world.case(panel).contacts;
    assert_eq!((contacts.joined.as_str(), contacts.count), ("", 0));
    assert!(contacts.left_out.iter().any(|one| one.why.contains("sold-to")), "{contacts:?}");
    assert_eq!(asked_for_contacts(&world), 0, "nobody has to be compared");
}

#[test]
fn the_contacts_are_listed_on_demand_for_a_reply() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4113);
    world.collect(panel, "700008", "yamada.taro@kk.example");
    assert_eq!(world.case(panel).next.title, "Entitled, but not now");
    assert_eq!(world.case(panel).contacts.state, ContactListState::NotRead);
    world.intend(panel, Intent::ListContacts);
    assert_eq!(world.case(panel).contacts.state, ContactListState::Reading);
    world.answer_all();
    let contacts = &world.case(panel).contacts;
    // The success manager is no contact.
    assert_eq!((contacts.contacts.len(), contacts.list_text.lines().count()), (30, 30));
    assert!(
        contacts.list_text.lines().all(|line| line.starts_with("- ") && line.ends_with(".example>")),
        "{contacts:?}"
    );
    // Once more on demand, and never by itself.
    let before = asked_for_contacts(&world);
    world.intend(panel, Intent::ListContacts);
    world.answer_all();
    assert_eq!(asked_for_contacts(&world), before + 1);
}

#[test]
fn the_contacts_of_one_ticket_are_not_shown_in_another() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4109);
    world.intend(panel, Intent::ListContacts);
    let beside = PanelId(2);
    world.open(beside, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.answer_all();
    assert_eq!(world.case(beside).contacts.contacts, []);
    assert!(!world.case(panel).contacts.contacts.is_empty());
}

#[test]
fn who_is_to_be_removed_is_a_press_away() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4109);
    world.intend(panel, Intent::ChooseTask(Task::Remove));
    world.intend(panel, Intent::EditAddresses(Some("alice@acme.example, dora.diaz@acme.example".to_owned())));
    world.answer_all();
    let case = world.case(panel);
    assert_eq!(case.contacts.joined, "alice@acme.example");
    assert_eq!(case.contacts.left_out[0].why, "is no contact of the organization");
    let links: Vec<_> = case.next.steps.iter().filter_map(|step| step.link.as_ref()).map(|link| link.url()).collect();
    assert_eq!(links, ["https://gitlab.zendesk.com/agent/users/26000000001001"]);
    let copied: Vec<_> = case.next.steps.iter().filter_map(|step| step.copied()).collect();
    assert_eq!(copied, ["De-associated as per https://gitlab.zendesk.com/agent/tickets/4109"]);
}

#[test]
fn more_contacts_than_are_read_are_listed_in_part_and_not_asked_for_again() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4134");
    let mut page = 0;
    while !world.under_way.is_empty() {
        if !world.under_way[0].1.url().contains("/users?role=end-user") {
            world.answer(0);
            continue;
        }
        let users = (0..100).map(|number| {
            let id = 1000 * (page + 1) + number;
            format!(r#"{{"id":{id},"name":"User {id}","email":"user{id}@kk.example"}}"#)
        });
        let users = users.collect::<Vec<_>>().join(",");
        let body = format!(r#"{{"users":[{users}],"meta":{{"has_more":true,"after_cursor":"after{page}"}}}}"#);
        let (id, _) = world.under_way.remove(0);
        world.handle(Event::Reply(id, Reply::Answer(Answer { status: 200, retry_at: None, body })));
        page += 1;
    }
    let case = world.case(panel);
    assert_eq!((page, &case.contacts.state), (5, &ContactListState::TooMany));
    assert_eq!(case.next.title, "Already associated, but not now");
    let texts: Vec<_> = case.next.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(texts.iter().all(|text| !text.contains("Press List contacts")), "{texts:?}");
    let reply = case.next.steps.iter().find_map(|step| step.copied()).unwrap();
    assert!(reply.contains("the first 500 of the current ones"), "{reply}");
    assert_eq!(reply.lines().filter(|line| line.starts_with("- ")).count(), 500);
}
