//! Finding an organization beside the walk, and what is known of a ticket and of an organization before contacts are
//! added (seed 001, steps 1, 2 and 11, "Pre-checks", "No organization found").

use vouch::case::{Event, PanelId};
use vouch::checks::{Finding, Outcome};
use vouch::fetch::{Answer, Reply};
use vouch::note::{Line, NotePart};
use vouch::protocol::{Body, Find, FinderState, FinderView, Intent, MetadataState, OrganizationView, TicketView};
use vouch::task::Task;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data;

use crate::proofs::LICENSE_NOTE as NOTE;
use crate::world::World;

const PANEL: PanelId = PanelId(1);
const DASHBOARD: &str = "https://gitlab.zendesk.com/agent/dashboard";

fn on_dashboard() -> World {
    let mut world = World::new(Markup::V3);
    world.open(PANEL, DASHBOARD);
    world.answer_all();
    world
}

/// Searches in a panel for its case or none; every request is answered.
fn find<'w>(world: &'w mut World, panel: PanelId, text: &str) -> &'w FinderView {
    begin(world, panel, text);
    world.answer_all();
    finder(world, panel)
}

fn begin(world: &mut World, panel: PanelId, text: &str) {
    let case = match &world.view(panel).body {
        Body::Case(case) => Some(case.case),
        Body::NoTicket | Body::UsGovernment | Body::Stopped(_) => None,
    };
    world.handle(Event::Find(panel, case, Find::Search(text.to_owned())));
}

fn finder(world: &World, panel: PanelId) -> &FinderView {
    world.view(panel).finder.as_ref().unwrap()
}

/// What came of a search, in a line: how many there are, whether it is the one, and what is said of it.
fn summary(finder: &FinderView) -> String {
    match &finder.state {
        FinderState::Found { heading, is_the_one, organizations } => {
            let names: Vec<_> = organizations.iter().map(|one| one.link.text()).collect();
            format!("{} {}: {heading}", if *is_the_one { "the one" } else { "of" }, names.join(", "))
        }
        FinderState::None { heading, .. } => format!("none: {heading}"),
        FinderState::Refused(why) => format!("refused: {why}"),
        FinderState::Failed { message, .. } => format!("failed: {message}"),
        FinderState::Idle | FinderState::Searching { .. } => format!("{:?}", finder.state),
    }
}

#[test]
fn whatever_an_agent_has_of_an_organization() {
    let mut world = on_dashboard();
    for (text, came_of_it) in [
        ("0016100000aBcDeAAK", "the one Acme Corp: One organization, by salesforce_id:0016100000aBcDeAAK"),
        ("0016100000aBcDe", "the one Acme Corp: One organization, by sfdc_short_id:0016100000aBcDe"),
        // The case is repaired.
        ("0016100000ABCDEAAK", "the one Acme Corp: One organization, by salesforce_id:0016100000aBcDeAAK"),
        // Fifteen characters whose case is lost match nothing exactly.
        (
            "0016100000abcde",
            "none: No organization has this Salesforce ID. Searched for sfdc_short_id:0016100000abcde, ",
        ),
        ("acme corp", "of Acme Corp, Acme Corp (moved): One is called exactly \"acme corp\""),
        ("ACME", "of Acme Corp, Acme Corp (moved): None is called exactly \"ACME\"; similar:"),
        ("no such name", "none: No organization is called \"no such name\"."),
        (
            "https://gitlab.zendesk.com/agent/organizations/9306291001001",
            "the one Acme Corp: The organization of this address",
        ),
        ("https://gitlab.zendesk.com/agent/organizations/1", "failed: Zendesk has no organization 1."),
        ("https://gitlab.zendesk.com/agent/users/1", "refused: This address is not an organization's."),
        ("", "refused: Type a Salesforce ID"),
    ] {
        let summary = summary(find(&mut world, PANEL, text));
        assert!(summary.starts_with(came_of_it), "{text}: {summary}");
    }
}

#[test]
fn organization_card_shows_plan_owner_and_account() {
    let mut world = on_dashboard();
    let finder = find(&mut world, PANEL, "0016100000aBcDeAAK");
    let FinderState::Found { organizations, .. } = &finder.state else { panic!("{finder:?}") };
    let one = &organizations[0];
    // The plan is called what agents see, not by its tag, and beside it stands the service level.
    assert_eq!((one.plan.as_deref(), one.sla.as_deref()), (Some("Ultimate"), Some("Priority SLA")));
    assert!(one.owner.as_deref().is_some_and(|owner| !owner.is_empty()), "{one:?}");
    assert!(one.account.contains(&("Account type".to_owned(), "Customer".to_owned())), "{:?}", one.account);
}

#[test]
fn the_other_field_and_the_starred_form_are_tried_in_turn() {
    let mut world = on_dashboard();
    let organizations = data::ORGANIZATIONS;
    // What has one of the two fields only is found by the other's ID, and it is said by which.
    let long_only =
        organizations.iter().find(|one| one.salesforce_id.is_some() && one.sfdc_short_id.is_none()).unwrap();
    let long = long_only.salesforce_id.unwrap();
    let summary_of_long = summary(find(&mut world, PANEL, &long[..15]));
    assert_eq!(
        summary_of_long,
        format!(
            "the one {}: One organization, by salesforce_id:{long}; none by sfdc_short_id:{}",
            long_only.name,
            &long[..15]
        )
    );
    let short_only =
        organizations.iter().find(|one| one.salesforce_id.is_none() && one.sfdc_short_id.is_some()).unwrap();
    let short = short_only.sfdc_short_id.unwrap();
    let id = vouch::salesforce::SalesforceId::parse(short).unwrap().long();
    let summary_of_short = summary(find(&mut world, PANEL, &id));
    assert!(
        summary_of_short.ends_with(&format!("One organization, by sfdc_short_id:{short}; none by salesforce_id:{id}")),
        "{summary_of_short}"
    );
    // Nowhere: three forms, three requests, and the note.
    world.asked.clear();
    let none = find(&mut world, PANEL, "0019999999zZzZz").clone();
    assert_eq!(world.asked.len(), 3, "{:#?}", world.asked);
    let FinderState::None { note: Some(note), guidance, .. } = none.state else { panic!("{none:?}") };
    assert_eq!(guidance.len(), 4);
    insta::assert_snapshot!(note.text, @r"
    - Salesforce ID: 0019999999zZzZz
    - Organization: none found (searched for sfdc_short_id:0019999999zZzZz, salesforce_id:0019999999zZzZzAAK, salesforce_id:0019999999zZzZz*)
    - To do: The synchronization of Salesforce with Zendesk may have failed. For the Customer Support Operations, Fullstack Engineer to review, unless a resync mends it.
    ");
    // Two of them are never one.
    let ids: Vec<_> = organizations.iter().filter_map(|one| one.salesforce_id).collect();
    let twin = ids.iter().find(|id| ids.iter().filter(|other| other == id).count() == 2).unwrap();
    let several = summary(find(&mut world, PANEL, twin));
    assert!(several.starts_with("of ") && several.contains(": 2 organizations have this Salesforce ID"), "{several}");
}

#[test]
fn each_failure_has_its_own_message_and_can_be_tried_again() {
    let html = "<html><body>Sign in</body></html>";
    let error = r#"{"error":"RecordInvalid","description":"Record validation errors"}"#;
    for (reply, message) in [
        (answer(401, error), "You are signed out of Zendesk."),
        (Reply::Redirect, "You are signed out of Zendesk."),
        (answer(403, error), "Zendesk does not let you see this."),
        (answer(404, html), "Zendesk answered with something that is not a search for organizations."),
        (answer(422, error), "Zendesk refused the request (status 422)."),
        (answer(429, error), "Zendesk asks to slow down."),
        (answer(500, html), "Zendesk failed (status 500)."),
        (answer(200, html), "Zendesk answered with something that is not a search for organizations."),
        (answer(200, error), "Zendesk answered with something that is not a search for organizations."),
        (answer(200, ""), "Zendesk answered with something that is not a search for organizations."),
        (Reply::Timeout, "Zendesk did not answer in time."),
        (Reply::Offline, "This computer is offline."),
        (Reply::Unreachable, "Zendesk could not be reached."),
        (
            Reply::TooLarge { limit: 8 * 1024 * 1024 },
            "Zendesk answered with more than 8 MB, which is more than Vouch reads.",
        ),
        (
            Reply::AnotherType { wanted: "JSON", got: "text/html".to_owned() },
            "Zendesk answered with text/html instead of JSON.",
        ),
    ] {
        let mut world = on_dashboard();
        begin(&mut world, PANEL, "0016100000aBcDeAAK");
        let (id, _) = world.under_way.remove(0);
        world.handle(Event::Reply(id, reply.clone()));
        assert_eq!(summary(finder(&world, PANEL)), format!("failed: {message}"), "{reply:?}");
        assert!(world.under_way.is_empty(), "nothing is tried again by itself");
        world.handle(Event::Find(PANEL, None, Find::Again));
        world.answer_all();
        assert!(summary(finder(&world, PANEL)).starts_with("the one Acme Corp"), "{reply:?}");
    }
}

fn answer(status: u16, body: &str) -> Reply {
    Reply::Answer(Answer { status, retry_at: None, body: body.to_owned() })
}

#[test]
fn a_search_belongs_to_the_case_that_the_panel_shows() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    find(&mut world, panel, "0016100000aBcDeAAK");
    // The same tab goes to another ticket: what was found for the first is not shown there, and comes back with it.
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    assert_eq!(finder(&world, panel).state, FinderState::Idle);
    // An answer that comes after the agent has moved on.
    begin(&mut world, panel, "acme corp");
    let (late, target) = world.under_way[0].clone();
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    assert!(summary(finder(&world, panel)).starts_with("the one Acme Corp: One organization"));
    let reply = world.ask(&target);
    world.handle(Event::Reply(late, reply));
    world.answer_all();
    assert!(summary(finder(&world, panel)).starts_with("the one Acme Corp: One organization"));
    // A search that was meant for another case than the panel shows by now is not begun.
    let shown = world.case(panel).case;
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    world.handle(Event::Find(panel, Some(shown), Find::Clear));
    assert_ne!(finder(&world, panel).state, FinderState::Idle);
}

#[test]
fn a_search_survives_its_worker() {
    for on_ticket in [false, true] {
        let mut world = on_dashboard();
        if on_ticket {
            world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4101");
            world.answer_all();
        }
        begin(&mut world, PANEL, "0019999999zZzZz");
        world.answer(0);
        world.stop_worker();
        world.answer_all();
        assert!(summary(finder(&world, PANEL)).starts_with("none: "), "{on_ticket}");
        world.stop_worker();
        assert!(world.under_way.is_empty(), "what was read is not read again");
        assert!(summary(finder(&world, PANEL)).starts_with("none: "), "{on_ticket}");
    }
}

#[test]
fn a_panel_that_is_opened_for_a_search_begins_it_when_it_is_there() {
    let mut world = World::new(Markup::V3);
    world.handle(Event::OpenSearch(PANEL, Some(" 0016100000aBcDeAAK ".to_owned())));
    assert!(world.under_way.is_empty());
    world.open(PANEL, "https://customers.gitlab.com/admin/billing_account/1001");
    world.answer_all();
    assert!(summary(finder(&world, PANEL)).starts_with("the one Acme Corp"));
    let focus = finder(&world, PANEL).focus;
    assert!(focus > 0);
    // Once it is there, at once; and without a text it has the keyboard alone.
    world.handle(Event::OpenSearch(PANEL, None));
    assert!(finder(&world, PANEL).focus > focus && world.under_way.is_empty());
    assert!(summary(finder(&world, PANEL)).starts_with("the one Acme Corp"));
}

#[test]
fn nothing_is_searched_for_where_nothing_is_read() {
    for href in ["https://gitlab-federal-support.zendesk.com/agent/tickets/1", "https://example.com/"] {
        let mut world = World::new(Markup::V3);
        world.open(PANEL, href);
        assert_eq!(world.view(PANEL).finder, None, "{href}");
        world.handle(Event::Find(PANEL, None, Find::Search("0016100000aBcDeAAK".to_owned())));
        world.handle(Event::OpenSearch(PANEL, Some("0016100000aBcDeAAK".to_owned())));
        assert!(world.asked.is_empty(), "{href}");
    }
}

#[test]
fn what_is_the_same_for_every_case_is_asked_for_once() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    let lists = |world: &World| {
        let lists = ["/ticket_fields", "/ticket_forms", "/organization_fields"];
        let of = |list: &&str| world.asked.iter().filter(|url| url.contains(*list)).count();
        lists.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(lists(&world), [1, 1, 0]);
    world.open(PanelId(2), "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    world.collect(panel, "700001", "alice@acme.example");
    find(&mut world, panel, "0016100000aBcDeAAK");
    world.stop_worker();
    world.answer_all();
    assert_eq!(lists(&world), [1, 1, 1]);
    let counts =
        |world: &World| world.asked.iter().filter(|url| url.contains("/9306291001001/users/count?role")).count();
    assert_eq!(counts(&world), 1);
    // Unless the agent wants it.
    let id = found_by_walk(&world, panel).id;
    world.intend(panel, Intent::CountContacts(id));
    world.answer_all();
    assert_eq!(counts(&world), 2);
}

fn found_by_walk(world: &World, panel: PanelId) -> &OrganizationView {
    world.trail(panel).organization.as_deref().unwrap()
}

/// The pre-checks of the organization with a name.
fn prechecks(world: &mut World, name: &str) -> Vec<Finding> {
    let organization = data::ORGANIZATIONS.iter().find(|one| one.name == name).unwrap();
    let address = format!("https://gitlab.zendesk.com/agent/organizations/{}", organization.id);
    let FinderState::Found { organizations, .. } = &find(world, PANEL, &address).state else { panic!("{name}") };
    organizations[0].findings.clone()
}

#[test]
fn the_prechecks_of_every_organization() {
    let mut world = on_dashboard();
    for organization in data::ORGANIZATIONS {
        let [room, notes, project, state @ ..] = &prechecks(&mut world, organization.name)[..] else { panic!() };
        let named = data::USERS.iter().filter(|user| user.organization == Some(organization.id));
        let named = named.filter(|user| user.role == data::Role::EndUser).count();
        let contacts = named + organization.more_contacts;
        let is_agent =
            |user: &&data::User| user.role == data::Role::Agent && user.organization == Some(organization.id);
        let beside = match data::USERS.iter().filter(is_agent).count() {
            0 => "no agents",
            1 => "1 agent",
            more => panic!("{more}"),
        };
        let expected = match (contacts < 30, organization.cmp_id) {
            (true, _) => Outcome::Pass,
            (false, Some(_)) => Outcome::Attention,
            (false, None) => Outcome::Fail,
        };
        assert_eq!(room.outcome, expected, "{}: {}", organization.name, room.reason);
        assert!(room.reason.starts_with(&format!(
            "{contacts} contact{} now (end users, suspended ones too; {beside} beside them), {} after adding 1;",
            if contacts == 1 { "" } else { "s" },
            contacts + 1
        )));
        let expected = match organization.notes.is_empty() && organization.details.is_empty() {
            true => Outcome::Pass,
            false => Outcome::Attention,
        };
        assert_eq!(notes.outcome, expected, "{}: {}", organization.name, notes.reason);
        let expected = if organization.cmp_id.is_some() { Outcome::Fail } else { Outcome::Pass };
        assert_eq!(project.outcome, expected, "{}: {}", organization.name, project.reason);
        // What speaks against an organization is said of one that was found by search, too.
        let reasons: Vec<_> = state.iter().map(|finding| finding.reason.as_str()).collect();
        let on_hold = reasons.iter().any(|reason| reason.contains("Its support is on hold."));
        assert_eq!(on_hold, organization.support_hold, "{}: {reasons:?}", organization.name);
        let is_expired = reasons.iter().any(|reason| reason.contains("Its plan is expired"));
        assert_eq!(is_expired, organization.support_level == "expired", "{}: {reasons:?}", organization.name);
    }
}

#[test]
fn a_field_for_the_project_that_is_renamed_or_gone() {
    use vouch_sandbox::zendesk::ProjectField;
    // (what administrators did, outcome where there is a project, outcome where there is none)
    for (field, with, without) in [
        (ProjectField::Titled, Outcome::Fail, Outcome::Pass),
        // Known by its key.
        (ProjectField::Renamed, Outcome::Fail, Outcome::Pass),
        (ProjectField::Missing, Outcome::Unknown, Outcome::Unknown),
    ] {
        for (has_project, expected) in [(true, with), (false, without)] {
            let mut world = World::new(Markup::V3);
            world.zendesk.switch(|switches| switches.project_field = field);
            world.open(PANEL, DASHBOARD);
            let organization = data::ORGANIZATIONS.iter().find(|one| one.cmp_id.is_some() == has_project).unwrap();
            let project = prechecks(&mut world, organization.name).swap_remove(2);
            assert_eq!(project.outcome, expected, "{field:?}, {has_project}: {}", project.reason);
        }
    }
}

#[test]
fn the_room_follows_what_is_to_be_added() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    for (adding, outcome) in [(0, Outcome::Pass), (27, Outcome::Pass), (28, Outcome::Fail)] {
        world.intend(panel, Intent::EditAdding(adding));
        assert_eq!(found_by_walk(&world, panel).findings[0].outcome, outcome, "{adding}");
        assert!(world.under_way.is_empty(), "nothing is asked for");
    }
}

#[test]
fn what_is_to_be_set_on_a_ticket() {
    let mut world = World::new(Markup::V3);
    let mut states = Vec::new();
    for ticket in data::TICKETS {
        world.open(PANEL, &format!("https://gitlab.zendesk.com/agent/tickets/{}", ticket.id));
        world.answer_all();
        let TicketView::Read { metadata, closed, .. } = &world.case(PANEL).ticket else { panic!("{}", ticket.id) };
        let row = |label: &str| metadata.iter().find(|one| one.label == label);
        let [Some(form), Some(problem)] = ["Form", "Support Ops Problem Type"].map(row) else { panic!("{metadata:?}") };
        let right = |value: &Option<String>, wanted: &str| value.as_deref() == Some(wanted);
        assert_eq!(form.state == MetadataState::Set, right(&form.value, "Support Ops"), "{form:?}");
        // What a problem type that names another task holds is right; what names none is for the agent to judge.
        let manage = "Manage my organization's contacts";
        let is_named = problem.value.as_deref().is_some_and(|value| Task::named(value).is_some());
        assert_eq!(problem.state == MetadataState::Set, is_named, "{problem:?}");
        match (&problem.state, &problem.value) {
            (MetadataState::ToSet(said), None) => {
                assert_eq!(*said, format!("Set it to “{manage}” and save the ticket."))
            }
            (MetadataState::ToJudge(_), None) => {
                assert_ne!(form.value.as_deref(), Some("Support Ops"), "{}", ticket.id)
            }
            (MetadataState::ToJudge(_), Some(_)) | (MetadataState::Set, _) => {}
            other => panic!("{other:?}"),
        }
        let needs_proof = world.case(PANEL).task.task.needs_proof();
        // What is empty and need not be set is not shown.
        let is_right = |label: &str, is_needed: bool| {
            let row = row(label);
            assert!(row.is_some() || !is_needed, "{}: {label}", ticket.id);
            let is_right = row.is_none_or(|row| row.state == MetadataState::Set);
            let is_filled = row.is_some_and(|row| row.value.is_some());
            assert_eq!(is_right, is_filled || !is_needed, "{}: {row:?}", ticket.id);
            is_right
        };
        is_right("L&R Product Type", needs_proof);
        // Who is in an organization gives no sold-to, but for a project of contacts.
        let is_associating = world.case(PANEL).task.task == Task::Associate;
        let requester = data::USERS.iter().find(|user| user.id == ticket.requester).unwrap();
        let needs_sold_to = needs_proof && !(is_associating && requester.organization.is_some());
        let email = is_right("Subscription Email", needs_sold_to);
        assert_eq!(closed.is_some(), matches!(ticket.status, data::Status::Closed), "{}", ticket.id);
        states.push([form.state == MetadataState::Set, problem.state == MetadataState::Set, email]);
    }
    // The sandbox has both of each, or this proves nothing.
    for column in 0..3 {
        assert!(states.iter().any(|state| state[column]) && states.iter().any(|state| !state[column]), "{column}");
    }
}

#[test]
fn the_tickets_own_field_can_be_taken_as_the_sold_to() {
    let ticket = data::TICKETS.iter().find(|ticket| ticket.sold_to.is_some()).unwrap();
    let (mut world, panel) = World::on_ticket(Markup::V3, u32::try_from(ticket.id).unwrap());
    assert_eq!(world.case(panel).sold_to, "", "nothing is taken unasked");
    world.intend(panel, Intent::TakeSubscriptionEmail);
    assert_eq!(world.case(panel).sold_to, ticket.sold_to.unwrap());
    let TicketView::Read { metadata, .. } = &world.case(panel).ticket else { panic!() };
    assert!(metadata.iter().all(|field| !field.is_sold_to), "it is taken already");
}

#[test]
fn a_part_of_the_note_is_what_is_copied_and_inserted() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    for (part, text) in [
        (NotePart::Line(Line::Order), "- Order: https://customers.gitlab.com/admin/order/5001"),
        (NotePart::Ids, "700001\n5001\n1001\n0016100000aBcDeAAK\nalice@acme.example"),
        // There is an organization, so there is no such note.
        (NotePart::NoOrganization, NOTE),
        (NotePart::Whole, NOTE),
    ] {
        world.intend(panel, Intent::ChooseNotePart(part));
        assert_eq!(world.note(panel), text, "{part:?}");
    }
}

#[test]
fn a_walk_without_an_organization_says_what_was_tried_and_what_to_do() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700025", "alice@acme.example");
    let trail = world.trail(panel);
    assert_eq!(trail.guidance.len(), 4);
    assert!(trail.organization.is_none());
    let parts: Vec<_> = world.trail(panel).note.as_ref().unwrap().parts.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts[1], NotePart::NoOrganization);
    world.intend(panel, Intent::ChooseNotePart(NotePart::NoOrganization));
    let note = world.note(panel);
    let searched = "- Organization: none found (searched for sfdc_short_id:0010B00009tUvWx, salesforce_id:";
    assert!(note.contains(searched) && note.contains("Fullstack Engineer"), "{note}");
}
