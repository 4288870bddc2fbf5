//! Whether the requester is in an organization: not read yet, unreadable and none are three different things (handbook:
//! Organization association, step 2).

use vouch::case::{Event, PanelId};
use vouch::fetch::Reply;
use vouch::protocol::{Intent, MembershipView, Ruling, TicketView};
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::ACME;

use crate::world::World;

const PANEL: PanelId = PanelId(1);

/// A panel on a ticket, of whose requests one, by its path, is answered with an error.
fn failing(ticket: u32, path: &str, status: u16) -> World {
    let mut world = World::new(Markup::V3);
    world.open(PANEL, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
    fail(&mut world, path, status);
    world
}

/// Answers everything, and what has this path with an error.
fn fail(world: &mut World, path: &str, status: u16) {
    let mut failed = false;
    while !world.under_way.is_empty() {
        if !failed && world.under_way[0].1.url().contains(path) {
            world.fail(0, status);
            failed = true;
        } else {
            world.answer(0);
        }
    }
    assert!(failed, "nothing asked for {path}: {:?}", world.asked);
}

fn membership(world: &World) -> &MembershipView {
    let TicketView::Read { organization, .. } = &world.case(PANEL).ticket else { panic!() };
    organization
}

fn next(world: &World) -> &str {
    &world.case(PANEL).next.title
}

fn said(world: &World) -> String {
    world.case(PANEL).next.steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn organization_that_did_not_come_along_is_fetched() {
    let (world, panel) = World::on_ticket(Markup::V3, 4165);
    let MembershipView::In(organization) = membership(&world) else { panic!("{:?}", membership(&world)) };
    assert_eq!(organization.link.text(), "No Orders SA");
    assert!(world.case(panel).next.title.starts_with("Already associated"));
    let asked = |url: &&String| url.ends_with("/organizations/9306291001010.json");
    assert_eq!(world.asked.iter().filter(asked).count(), 1);
}

#[test]
fn organization_survives_its_worker_and_is_not_fetched_again() {
    let (mut world, _) = World::on_ticket(Markup::V3, 4165);
    world.asked.clear();
    world.stop_worker();
    assert!(matches!(membership(&world), MembershipView::In(_)));
    assert!(world.asked.iter().all(|url| !url.ends_with("/organizations/9306291001010.json")), "{:?}", world.asked);
}

#[test]
fn unreadable_organization_is_not_no_organization() {
    for status in [403, 429, 500] {
        let mut world = failing(4165, "/organizations/9306291001010.json", status);
        assert!(matches!(membership(&world), MembershipView::Unknown(_)), "{status}: {:?}", membership(&world));
        assert_eq!(next(&world), "The requester's organization could not be read", "{status}");
        assert!(!said(&world).contains("proof:"), "{status}: {}", said(&world));
        world.intend(PANEL, Intent::ReloadTicket);
        world.answer_all();
        assert!(next(&world).starts_with("Already associated"), "{status}: {}", next(&world));
    }
}

#[test]
fn passing_walk_names_no_way_to_associate_while_the_membership_is_unread() {
    let mut world = failing(4165, "/organizations/9306291001010.json", 500);
    world.collect(PANEL, "700001", "alice@acme.example");
    assert_eq!(next(&world), "The requester's organization could not be read");
    let finding = world.outcome(PANEL).findings.iter().find(|one| one.title == "Requester free to be associated");
    assert_eq!(finding.unwrap().outcome, vouch::checks::Outcome::Unknown);
}

#[test]
fn requester_who_was_not_sent_along_is_fetched_with_their_organization() {
    let mut world = World::new(Markup::V3);
    world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4165");
    let at = world.under_way.iter().position(|(_, target)| target.url().contains("/tickets/4165?")).unwrap();
    let (id, target) = world.under_way.remove(at);
    let Reply::Answer(mut answer) = world.ask(&target) else { panic!() };
    let mut body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    body["users"] = serde_json::json!([]);
    answer.body = body.to_string();
    world.handle(Event::Reply(id, Reply::Answer(answer)));
    assert_eq!(*membership(&world), MembershipView::Reading);
    assert_eq!(next(&world), "Reading the ticket…");
    world.answer_all();
    assert!(world.asked.iter().any(|url| url.contains("/users/26000000004165.json")), "{:?}", world.asked);
    assert!(matches!(membership(&world), MembershipView::In(_)));
}

#[test]
fn ticket_in_another_organization_than_its_requester_says_so() {
    for (ticket, other) in [(4166, Some("Acme Corp")), (4165, None), (4109, None), (4101, None)] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        let TicketView::Read { ticket_organization, .. } = &world.case(panel).ticket else { panic!() };
        assert_eq!(ticket_organization.as_ref().map(|link| link.text()), other, "{ticket}");
    }
    // The requester's own counts.
    let (world, _) = World::on_ticket(Markup::V3, 4166);
    let MembershipView::In(organization) = membership(&world) else { panic!() };
    assert_eq!(organization.link.text(), "Beta GmbH");
}

#[test]
fn unread_ticket_asks_for_nothing() {
    for status in [403, 429, 500] {
        let mut world = World::new(Markup::V3);
        world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4109");
        assert_eq!(next(&world), "Reading the ticket…");
        let at = world.under_way.iter().position(|(_, target)| target.url().contains("/tickets/4109?")).unwrap();
        world.fail(at, status);
        world.answer_all();
        assert_eq!(next(&world), "The ticket could not be read", "{status}");
        assert!(world.case(PANEL).next.steps.iter().all(|step| step.macro_.is_none()), "{}", said(&world));
    }
}

#[test]
fn unreadable_product_type_is_not_self_managed() {
    // A customer of GitLab.com who sent no proof.
    let world = failing(4130, "/ticket_fields", 500);
    assert_eq!(next(&world), "The product type could not be read");
    assert!(said(&world).contains("For GitLab.com, attempt the association"), "{}", said(&world));
}

#[test]
fn associated_requester_stays_associated_whatever_is_walked() {
    // A trial license, pasted by a contact of three years.
    for license in ["700002", "700001", "799999"] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4109);
        world.collect(panel, license, "alice@acme.example");
        assert_eq!(next(&world), "Already associated: add the contacts", "{license}");
    }
    // Evidence for another organization than the requester's.
    let (mut world, panel) = World::on_ticket(Markup::V3, 4109);
    world.collect(panel, "700010", "bob.bauer@beta.example");
    assert_eq!(next(&world), "Already associated: add the contacts");
    assert!(
        said(&world).contains("The evidence leads to Beta GmbH, and the requester is in Acme Corp."),
        "{}",
        said(&world)
    );
}

#[test]
fn uncounted_contacts_hold_the_association() {
    for ticket in [4101, 4109] {
        let mut world = World::new(Markup::V3);
        world.open(PANEL, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
        if ticket == 4101 {
            world.answer_all();
            world.intend(PANEL, Intent::EditLicenseId("700001".to_owned()));
            world.intend(PANEL, Intent::EditSoldTo("alice@acme.example".to_owned()));
            world.intend(PANEL, Intent::Collect);
        }
        fail(&mut world, "/users/count?role=end-user", 500);
        let held = if ticket == 4101 { "Entitled" } else { "Already associated" };
        assert_eq!(next(&world), format!("{held}: judge the pre-checks first"));
        assert!(said(&world).contains("The contacts were not counted"), "{}", said(&world));
        assert!(!said(&world).contains("Associate User") && !said(&world).contains("Solved"), "{}", said(&world));
    }
}

#[test]
fn unknown_precheck_is_accepted_or_refused_with_a_reason_that_the_note_gives() {
    let accept = Ruling::Accept("Counted by hand: 3".to_owned());
    let refuse = Ruling::Refuse("The list shows 31".to_owned());
    for (ruling, title, note) in [
        (accept, "Associate the requester", "Accepted: Counted by hand: 3"),
        (refuse, "Entitled, but not now", "Refused: The list shows 31"),
    ] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
        world.intend(panel, Intent::Collect);
        fail(&mut world, "/users/count?role=end-user", 500);
        let bare = world.note(panel).to_owned();
        let organization = world.trail(panel).organization.as_ref().unwrap().id;
        let decide = |decision| {
            let title = "Room for the contacts".to_owned();
            Intent::DecidePrecheck { organization, title, decision }
        };
        // Without a reason nothing is decided.
        world.intend(panel, decide(Ruling::Accept(" ".to_owned())));
        assert_eq!(next(&world), "Entitled: judge the pre-checks first");
        world.intend(panel, decide(ruling.clone()));
        assert_eq!(next(&world), title);
        assert!(world.note(panel).contains(note), "{}", world.note(panel));
        // It survives the worker, which tries to count again, and can be taken back.
        world.stop_worker();
        fail(&mut world, "/users/count?role=end-user", 500);
        assert_eq!(next(&world), title);
        world.intend(panel, decide(Ruling::TakeBack));
        assert_eq!((next(&world), world.note(panel)), ("Entitled: judge the pre-checks first", bare.as_str()));
        // A check of the evidence that is unknown still cannot be decided.
        world.intend(panel, Intent::EditSoldTo(String::new()));
        let verdict = world.outcome(panel).verdict;
        world.intend(panel, Intent::Decide { title: "Sold-to matches".to_owned(), decision: ruling });
        assert_eq!(world.outcome(panel).verdict, verdict);
    }
}

#[test]
fn decision_on_a_precheck_is_of_one_ticket() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4135);
    let MembershipView::In(own) = membership(&world) else { panic!() };
    let organization = own.id;
    // Its notes say stop, and its support is on hold.
    for title in ["No notes against it", "Organization in order"] {
        assert_eq!(next(&world), "Already associated: judge the pre-checks first");
        let (title, decision) = (title.to_owned(), Ruling::Accept("The account manager agrees.".to_owned()));
        world.intend(panel, Intent::DecidePrecheck { organization, title, decision });
    }
    assert_eq!(next(&world), "Already associated: add the contacts");
    // Another ticket of the same organization is judged for itself.
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4114");
    world.answer_all();
    world.collect(panel, "700016", "carol.gamma@gamma.example");
    let organization = world.trail(panel).organization.as_ref().unwrap();
    assert!(organization.findings.iter().all(|finding| finding.decision.is_none()), "{organization:?}");
}

#[test]
fn room_is_judged_for_the_organization_that_is_shown() {
    // The requester is in Beta, the walk finds Acme: both would be added there, the requester too.
    let (mut world, panel) = World::on_ticket(Markup::V3, 4166);
    world.collect(panel, "700001", "alice@acme.example");
    let MembershipView::In(own) = membership(&world) else { panic!() };
    assert_eq!((own.link.text(), own.adding), ("Beta GmbH", Some(1)));
    assert_eq!(world.trail(panel).organization.as_ref().unwrap().adding, Some(2));
}

#[test]
fn each_mark_against_an_organization_is_said_wherever_it_is_shown() {
    for (field, said) in [
        ("support_hold", "Its support is on hold."),
        ("restricted_account", "Its account is restricted."),
        ("mark_for_deletion", "It is marked for deletion."),
        ("org_in_escalated_state", "It is in an escalated state."),
    ] {
        let mut world = World::new(Markup::V3);
        world.zendesk.set_organization_field(ACME, field, serde_json::json!(true));
        world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4109");
        world.answer_all();
        assert_eq!(next(&world), "Already associated: judge the pre-checks first", "{field}");
        let steps = self::said(&world);
        assert!(steps.contains(said), "{field}: {steps}");
    }
}

#[test]
fn accepted_precheck_of_an_associated_requester_is_in_a_note() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4135);
    let MembershipView::In(own) = membership(&world) else { panic!() };
    let organization = own.id;
    for title in ["No notes against it", "Organization in order"] {
        let (title, decision) = (title.to_owned(), Ruling::Accept("The account manager agrees".to_owned()));
        world.intend(panel, Intent::DecidePrecheck { organization, title, decision });
    }
    let note = "Accepted: The account manager agrees";
    let copied = world.case(panel).next.steps.iter().filter_map(|step| step.copied());
    assert!(copied.clone().any(|copy| copy.starts_with("- Organization: ") && copy.contains(note)));
    // A walk that leads elsewhere writes it as well.
    world.collect(panel, "700001", "alice@acme.example");
    assert!(world.note(panel).contains(note), "{}", world.note(panel));
}
