//! Tickets and organizations go on while Vouch is open: what is shown is read again, is marked where it is new, and says
//! how old it is; what nobody looks at is forgotten.

use vouch::case::{CaseKey, Event, PanelId};
use vouch::checks::{Decision, Outcome, Verdict};
use vouch::protocol::{
    Body, FoundState, Intent, MembershipView, MetadataState, OrganizationView, RequesterView, Ruling, TicketView,
};
use vouch::zendesk::TicketId;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::{ACME, Status, TRIAGE_AGENT};
use vouch_sandbox::zendesk::{PROBLEM_TYPE, Zendesk};

use crate::world::World;

const QUINN: u64 = 26_000_000_004_118;
const ANSWER: &str = "Here it is.\n\nLicense ID: 700001\nSold-to: alice@acme.example\n\nQuinn";
const TICKET: &str = "/api/v2/tickets/4118?include=users,organizations";
const COMMENTS: &str = "/api/v2/tickets/4118/comments?include=users&page%5Bsize%5D=25";

fn href(ticket: u32) -> String {
    format!("https://gitlab.zendesk.com/agent/tickets/{ticket}")
}

fn asked(world: &mut World) -> Vec<String> {
    let asked = std::mem::take(&mut world.asked);
    asked.into_iter().map(|url| url.replacen("https://gitlab.zendesk.com", "", 1)).collect()
}

fn answer(zendesk: &Zendesk) {
    zendesk.add_comment(4118, QUINN, true, ANSWER);
}

/// Ticket 4118, whose customer has sent no proof yet; its comments were read as of what the ticket says.
fn waiting() -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    world.intend(panel, Intent::ReloadTicket);
    world.answer_all();
    world.asked.clear();
    (world, panel)
}

fn look(world: &mut World, panel: PanelId) {
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    world.answer_all();
}

fn own_organization(world: &World, panel: PanelId) -> &OrganizationView {
    let TicketView::Read { organization: MembershipView::In(organization), .. } = &world.case(panel).ticket else {
        panic!()
    };
    organization
}

#[test]
fn ticket_is_read_again_on_return_and_its_comments_when_it_has_moved() {
    let (mut world, panel) = waiting();
    look(&mut world, panel);
    assert_eq!(asked(&mut world), [TICKET], "nothing has happened: one cheap request");
    assert_eq!(world.case(panel).freshness.news, None);

    let since = world.now;
    answer(&world.zendesk);
    look(&mut world, panel);
    assert_eq!(asked(&mut world), [TICKET, COMMENTS]);
    let news = world.case(panel).freshness.news.clone().unwrap();
    assert_eq!(
        (news.comments, news.titles),
        (1, vec!["License 700001".to_owned(), "Sold-to alice@acme.example".to_owned()])
    );
    assert!(news.since < since);
    let next = &world.case(panel).next;
    assert_ne!(next.title, "No proof yet", "{next:?}");

    // What is new stays marked until the agent knows, and adds up.
    world.zendesk.add_comment(4118, QUINN, true, "Did you get it?");
    world.pass(600);
    world.open(panel, &href(4118));
    world.answer_all();
    let more = world.case(panel).freshness.news.clone().unwrap();
    assert_eq!((more.comments, more.since), (2, news.since));
    world.stop_worker();
    assert_eq!(world.case(panel).freshness.news, Some(more));
    world.intend(panel, Intent::DismissNews);
    assert_eq!(world.case(panel).freshness.news, None);
}

#[test]
fn ticket_is_read_by_itself_every_fifteen_seconds_at_most_and_always_when_pressed() {
    let (mut world, panel) = waiting();
    world.pass(14);
    world.handle(Event::LookedAt(panel));
    world.open(panel, &href(4118));
    assert_eq!(asked(&mut world), [""; 0]);
    world.intend(panel, Intent::ReloadTicket);
    world.answer_all();
    assert_eq!(asked(&mut world)[0], TICKET);
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    assert_eq!(asked(&mut world), [TICKET]);
}

#[test]
fn read_again_keeps_what_the_agent_entered_and_the_numbers_of_hits() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    let hits = world.case(panel).found.hits.clone();
    world.intend(panel, Intent::EditSoldTo("typed@acme.example".to_owned()));
    world.intend(panel, Intent::EditAddresses(Some("new@acme.example".to_owned())));
    world.zendesk.add_comment(4101, 26_000_000_004_101, true, "Or take license ID: 700002");
    world.intend(panel, Intent::ReloadTicket);
    world.answer_all();

    let case = world.case(panel);
    assert_eq!((case.sold_to.as_str(), case.contacts.text.as_str()), ("typed@acme.example", "new@acme.example"));
    let title = |id| case.found.hits.iter().find(|hit| hit.id == id).map(|hit| hit.title.as_str());
    for hit in &hits {
        assert_eq!(title(hit.id), Some(hit.title.as_str()));
    }
    assert_eq!(case.found.hits.len(), hits.len() + 1);
    assert_eq!(case.found.hits[0].title, "License 700002");
}

#[test]
fn old_values_stay_while_the_ticket_is_read_again_and_when_that_fails() {
    let (mut world, panel) = waiting();
    answer(&world.zendesk);
    world.pass(180);
    world.handle(Event::LookedAt(panel));
    let case = world.case(panel);
    assert!(matches!(case.ticket, TicketView::Read { .. }) && case.freshness.refreshing);
    assert_eq!(case.freshness.read.as_deref(), Some("3 min ago"));

    world.fail(0, 500);
    let case = world.case(panel);
    assert!(matches!(case.ticket, TicketView::Read { .. }) && !case.freshness.refreshing);
    assert_eq!(case.freshness.not_refreshed.as_ref().unwrap().message, "Zendesk failed (status 500).");
    assert_eq!(case.freshness.read.as_deref(), Some("3 min ago"), "the time is that of what is shown");

    // The comments fail, too; then all of it is read.
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    world.answer(0);
    assert_eq!(world.case(panel).found.state, FoundState::Read);
    world.fail(0, 503);
    assert!(world.case(panel).found.hits.is_empty());
    assert_eq!(world.case(panel).freshness.not_refreshed.as_ref().unwrap().message, "Zendesk failed (status 503).");
    look(&mut world, panel);
    assert_eq!(world.case(panel).found.hits.len(), 2);
    assert_eq!(world.case(panel).freshness.not_refreshed, None);
}

#[test]
fn ticket_that_may_not_be_read_again_is_left_alone_until_the_agent_presses() {
    let (mut world, panel) = waiting();
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    world.fail(0, 403);
    world.asked.clear();
    look(&mut world, panel);
    assert_eq!(asked(&mut world), [""; 0]);
    world.intend(panel, Intent::ReloadTicket);
    world.answer_all();
    assert_eq!(world.case(panel).freshness.not_refreshed, None);
}

#[test]
fn ticket_that_does_not_exist_is_asked_for_once_for_each_press() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 9999);
    for _ in 0..2 {
        world.asked.clear();
        world.intend(panel, Intent::ReloadTicket);
        world.answer_all();
        assert_eq!(world.asked.iter().filter(|url| url.contains("tickets/9999?")).count(), 1, "{:?}", world.asked);
        world.asked.clear();
        look(&mut world, panel);
        assert_eq!(world.asked, [""; 0]);
    }
}

#[test]
fn field_that_was_set_status_and_organization_are_seen() {
    let (mut world, panel) = waiting();
    world.zendesk.set_field(4118, PROBLEM_TYPE, None);
    look(&mut world, panel);
    let to_set = |world: &World| {
        let TicketView::Read { metadata, .. } = &world.case(panel).ticket else { panic!() };
        metadata
            .iter()
            .any(|one| one.label == "Support Ops Problem Type" && matches!(one.state, MetadataState::ToSet(_)))
    };
    assert!(to_set(&world));
    world.zendesk.set_field(4118, PROBLEM_TYPE, Some(vouch_sandbox::zendesk::data::MANAGE_CONTACTS));
    look(&mut world, panel);
    assert!(!to_set(&world));

    world.zendesk.set_requester_organization(QUINN, Some(ACME));
    look(&mut world, panel);
    assert_eq!(own_organization(&world, panel).link.text(), "Acme Corp");

    world.zendesk.set_ticket_status(4118, Status::Closed);
    look(&mut world, panel);
    let TicketView::Read { closed, .. } = &world.case(panel).ticket else { panic!() };
    assert!(closed.as_deref().is_some_and(|text| text.starts_with("This ticket is closed")));
}

fn room(organization: &OrganizationView) -> (Outcome, &str) {
    (organization.findings[0].outcome, &organization.findings[0].reason)
}

#[test]
fn second_ticket_of_an_organization_sees_the_new_count() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.zendesk.add_contacts(ACME, 26);
    world.collect(panel, "700001", "alice@acme.example");
    let found = |world: &World| world.trail(panel).organization.clone().unwrap();
    assert_eq!(room(&found(&world)).0, Outcome::Pass, "{:?}", found(&world).findings);
    assert_eq!(found(&world).counted.as_deref(), Some("just now"));

    // The agent associates the requester, and goes on to the next ticket of the same customer.
    world.zendesk.set_requester_organization(26_000_000_004_101, Some(ACME));
    world.pass(60);
    world.open(panel, &href(4112));
    world.answer_all();
    world.collect(panel, "700001", "alice@acme.example");
    let (outcome, reason) = (room(&found(&world)).0, room(&found(&world)).1.to_owned());
    assert_eq!(outcome, Outcome::Fail, "{reason}");
    assert!(reason.contains("30"), "{reason}");
}

#[test]
fn count_that_is_older_than_five_minutes_is_not_known_until_it_is_read_again() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    world.zendesk.add_contacts(ACME, 40);
    world.zendesk.set_notes(ACME, "Do not proceed with any association.");
    let found = |world: &World| world.trail(panel).organization.clone().unwrap();
    world.pass(299);
    world.intend(panel, Intent::EditAdding(1));
    assert_eq!((room(&found(&world)).0, found(&world).counted.as_deref()), (Outcome::Pass, Some("4 min ago")));

    world.pass(1);
    world.asked.clear();
    world.intend(panel, Intent::EditAdding(2));
    assert_eq!((room(&found(&world)).0, found(&world).counted), (Outcome::Unknown, None));
    let mut urls = asked(&mut world);
    urls.sort();
    let organization = format!("/api/v2/organizations/{ACME}");
    let counts = ["", "?role=end-user"].map(|role| format!("{organization}/users/count{role}"));
    assert_eq!(urls, [&[format!("{organization}.json")], counts.as_slice()].concat());
    world.answer_all();
    assert_eq!(room(&found(&world)).0, Outcome::Fail);
    assert!(found(&world).notes.iter().any(|passage| passage.says_stop), "{:?}", found(&world).notes);
    assert_eq!(asked(&mut world), [""; 0], "once");
}

#[test]
fn organization_that_cannot_be_read_again_says_so() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    world.pass(300);
    world.intend(panel, Intent::EditAdding(2));
    let record =
        world.under_way.iter().position(|(_, target)| target.url().ends_with(&format!("{ACME}.json"))).unwrap();
    world.fail(record, 500);
    world.answer_all();
    let found = world.trail(panel).organization.clone().unwrap();
    assert_eq!(
        found.not_refreshed.as_deref(),
        Some("The organization could not be read again. Zendesk failed (status 500).")
    );
}

#[test]
fn organization_with_another_salesforce_id_is_searched_for_again() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    for key in ["salesforce_id", "sfdc_short_id"] {
        world.zendesk.set_organization_field(ACME, key, "0019999999zZzZz");
    }
    world.pass(300);
    world.intend(panel, Intent::EditAdding(2));
    world.answer_all();
    assert_eq!(world.trail(panel).organization, None);
    assert_ne!(world.outcome(panel).verdict, Verdict::Entitled);
}

#[test]
fn evidence_older_than_a_day_needs_attention_until_it_is_read_again() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    let ages = |world: &World| world.trail(panel).steps.iter().map(|step| step.age.clone()).collect::<Vec<_>>();
    assert!(ages(&world).iter().all(|age| age.as_deref() == Some("just now")), "{:?}", ages(&world));
    world.pass(86_399);
    world.open(panel, &href(4101));
    world.answer_all();
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    let read_on = vouch::date::UnixSeconds(world.now.0 - 86_399).day();
    world.pass(1);
    world.stop_worker();
    world.answer_all();
    let finding =
        world.outcome(panel).findings.iter().find(|finding| finding.title == "Evidence is recent").unwrap().clone();
    assert_eq!(finding.outcome, Outcome::Attention);
    assert_eq!(finding.reason, format!("The evidence was read a day ago, on {read_on}; read it again."));
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
    assert_eq!(ages(&world)[0].as_deref(), Some("1 day ago"));

    world.intend(panel, Intent::ReadEvidenceAgain);
    assert!(world.case(panel).collecting);
    world.answer_all();
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    assert_eq!(ages(&world)[0].as_deref(), Some("just now"));
}

#[test]
fn decision_stands_after_the_evidence_was_read_again() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700025", "");
    let title = "Organization found".to_owned();
    let decide =
        Intent::Decide { title: title.clone(), decision: Ruling::Accept("The account was made today.".to_owned()) };
    world.intend(panel, decide);
    world.intend(panel, Intent::ReadEvidenceAgain);
    world.answer_all();
    let finding = world.outcome(panel).findings.iter().find(|finding| finding.title == title).unwrap();
    assert_eq!(finding.decision, Some(Decision::Accepted("The account was made today.".to_owned())));
}

#[test]
fn case_is_forgotten_after_twelve_hours_unseen() {
    let hours = 60 * 60;
    for stops in [false, true] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.collect(panel, "700001", "alice@acme.example");
        // As long as a panel shows it, it is seen.
        world.pass(13 * hours);
        world.open(panel, &href(4101));
        assert_eq!(world.case(panel).license_id, "700001");

        world.open(panel, "https://example.com/");
        world.pass(12 * hours);
        if stops {
            world.stop_worker();
        }
        world.open(PanelId(2), "https://gitlab.zendesk.com/agent/dashboard");
        assert_eq!(world.stored(), "", "nothing of it is kept");
        assert_eq!(world.view(PanelId(2)).body, Body::NoTicket);
        world.open(PanelId(2), &href(4101));
        assert_eq!(world.case(PanelId(2)).license_id, "");
    }
}

#[test]
fn ticket_is_forgotten_when_the_agent_wants_it() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
    world.intend(panel, Intent::Collect);
    world.intend(panel, Intent::Forget);
    assert!(world.under_way.iter().all(|(_, target)| !target.url().contains("4101")), "{:?}", world.under_way);
    assert_eq!(world.view(panel).body, Body::NoTicket);
    assert_eq!(
        world.view(panel).notice.as_deref(),
        Some("Ticket #4101 is forgotten. Open the panel on it again to start over.")
    );
    assert_eq!(world.stored(), "");
    world.open(panel, "https://customers.gitlab.com/admin/order");
    assert_eq!((&world.view(panel).body, &world.view(panel).notice), (&Body::NoTicket, &None));
    world.open(panel, &href(4101));
    world.answer_all();
    assert_eq!((world.case(panel).sold_to.as_str(), world.case(panel).proofs.len()), ("", 0));
}

#[test]
fn another_agent_finds_nothing_of_the_one_before() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(world.who_asked, 1);
    world.open(panel, &href(4102));
    assert_eq!(world.who_asked, 1, "it was asked a moment ago");

    // Who is signed out is no other agent.
    world.zendesk.sign_everyone_out();
    world.pass(300);
    world.open(panel, &href(4101));
    world.answer_all();
    assert_eq!((world.who_asked, world.case(panel).license_id.as_str()), (2, "700001"));

    world.sign_in_as(TRIAGE_AGENT);
    world.pass(300);
    world.open(panel, &href(4101));
    assert_eq!(world.who_asked, 3);
    assert!(!world.stored().contains("700001") && !world.stored().contains("4102"), "{}", world.stored());
    world.answer_all();
    assert_eq!((world.case(panel).license_id.as_str(), world.case(panel).proofs.len()), ("", 0));
    let notice = "Another agent has signed in to Zendesk, so every ticket is forgotten.";
    assert_eq!(world.view(panel).notice.as_deref(), Some(notice));
    // The worker asks once more when it is started; it is the same agent.
    world.stop_worker();
    world.answer_all();
    assert_eq!((world.who_asked, world.view(panel).notice.as_deref()), (4, Some(notice)));
    world.intend(panel, Intent::EditSoldTo("x".to_owned()));
    assert_eq!(world.view(panel).notice, None);
}

#[test]
fn definitions_that_could_not_be_read_can_be_tried_again() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, &href(4101));
    world.answer_until("ticket_fields");
    world.fail(0, 403);
    world.answer_all();
    let failed = |world: &World| {
        let TicketView::Read { definitions_failed, .. } = &world.case(panel).ticket else { panic!() };
        *definitions_failed
    };
    assert!(failed(&world));
    world.intend(panel, Intent::RetryDefinitions);
    world.answer_all();
    assert!(!failed(&world));
}

#[test]
fn contacts_stay_listed_while_they_are_read_again() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4109);
    world.intend(panel, Intent::ListContacts);
    world.answer_all();
    let count = |world: &World| world.case(panel).contacts.contacts.len();
    let before = count(&world);
    world.zendesk.add_contacts(ACME, 2);
    world.intend(panel, Intent::ReloadTicket);
    assert_eq!((count(&world), before > 0), (before, true));
    world.answer_all();
    assert_eq!(count(&world), before + 2);
}

#[test]
fn ticket_with_another_requester_shows_that_one() {
    let (mut world, panel) = waiting();
    world.zendesk.set_requester(4118, 26_000_000_004_109);
    look(&mut world, panel);
    let TicketView::Read { requester: RequesterView::User(requester), .. } = &world.case(panel).ticket else {
        panic!()
    };
    assert_eq!(requester.name, "Ana Acosta");
    assert_eq!(own_organization(&world, panel).link.text(), "Acme Corp");
}

#[test]
fn long_conversation_that_is_being_read_again_is_not_begun_once_more() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4123);
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    world.answer_until("page%5Bafter%5D");
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    world.asked.clear();
    world.answer_all();
    let first = "/comments?include=users&page%5Bsize%5D=25";
    assert!(!world.asked.iter().any(|url| url.ends_with(first)), "{:?}", world.asked);
    assert!(!world.case(panel).freshness.refreshing);
}

#[test]
fn organization_found_by_search_is_read_again_when_old() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.answer_all();
    let case = world.case(panel).case;
    world.handle(Event::Find(
        panel,
        Some(case),
        vouch::protocol::Find::Search(format!("https://gitlab.zendesk.com/agent/organizations/{ACME}")),
    ));
    world.answer_all();
    let found = |world: &World| match &world.view(panel).finder.as_ref().unwrap().state {
        vouch::protocol::FinderState::Found { organizations, .. } => organizations[0].clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(found(&world).read.as_deref(), Some("just now"));
    world.zendesk.set_notes(ACME, "Do not proceed: the account is in dispute.");
    world.pass(301);
    world.handle(Event::LookedAt(panel));
    world.answer_all();
    assert!(found(&world).notes.iter().any(|passage| passage.says_stop), "{:?}", found(&world));
}

#[test]
fn page_of_the_portal_says_when_it_was_read() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://customers.gitlab.com/admin/license/700001");
    world.answer_all();
    assert_eq!(world.view(panel).page.as_ref().unwrap().age.as_deref(), Some("just now"));
    world.asked.clear();
    world.pass(301);
    world.handle(Event::LookedAt(panel));
    assert!(world.asked.iter().any(|url| url.ends_with("/admin/license/700001")), "{:?}", world.asked);
}

/// The ticket that a panel on the portal shows, and those that it offers beside it.
fn beside(world: &World, panel: PanelId) -> (String, Vec<String>) {
    let view = world.view(panel);
    let recent = view.recent.iter().map(|ticket| ticket.case.ticket().to_string()).collect();
    (world.case(panel).case.ticket().to_string(), recent)
}

#[test]
fn portal_shows_another_ticket_only_when_the_agent_acts() {
    let mut world = World::new(Markup::V3);
    let [first, second, portal] = [PanelId(1), PanelId(2), PanelId(3)];
    for (panel, ticket) in [(first, 4101), (second, 4132)] {
        world.open(panel, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
        world.answer_all();
    }
    world.open(portal, "https://customers.gitlab.com/admin/license/700001");
    world.answer_all();
    assert_eq!(beside(&world, portal), ("4101".to_owned(), vec!["4132".to_owned()]));
    let page = world.view(portal).page.clone().unwrap();
    let add_to = page.add_to.unwrap().to_string();
    assert!(add_to.starts_with("#4101, “") && add_to.len() > 12, "the button names the ticket's subject: {add_to}");

    // Tabs that are opened, moved and looked at change nothing; what was looked at last is offered first.
    world.handle(Event::LookedAt(second));
    world.open(second, "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    world.open(PanelId(4), "https://gitlab.zendesk.com/agent/tickets/4103");
    world.answer_all();
    let offered = ["4103", "4102", "4132"].map(str::to_owned).to_vec();
    assert_eq!(beside(&world, portal), ("4101".to_owned(), offered.clone()));
    assert!(
        world.view(portal).recent.iter().all(|ticket| !ticket.subject.is_empty()),
        "{:?}",
        world.view(portal).recent
    );
    world.open(portal, "https://customers.gitlab.com/admin/license/700010");
    world.answer_all();
    assert_eq!(beside(&world, portal), ("4101".to_owned(), offered));
    world.stop_worker();
    world.answer_all();
    assert_eq!(beside(&world, portal).0, "4101", "a worker that was stopped knows it");

    // The agent chooses one, and only of those that are offered.
    let key = |ticket: &str| CaseKey::new(TicketId::parse(ticket).unwrap());
    world.handle(Event::Choose(portal, key("4118")));
    assert_eq!(beside(&world, portal).0, "4101");
    world.handle(Event::Choose(portal, key("4132")));
    assert_eq!(beside(&world, portal).0, "4132");
    // Or works on one.
    world.intend(second, Intent::EditSoldTo("bob.bauer@beta.example".to_owned()));
    assert_eq!(beside(&world, portal).0, "4102");
    // The ticket's own panel offers no others.
    assert_eq!(world.view(first).recent, []);
}
