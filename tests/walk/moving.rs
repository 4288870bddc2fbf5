//! A ticket that moves while it is worked on: what the agent decided or typed counts for what it was about, and for nothing
//! that comes after it.

use vouch::case::{Event, PanelId};
use vouch::checks::{Decision, Finding, Outcome, Verdict};
use vouch::date::UnixSeconds;
use vouch::fetch::Reply;
use vouch::protocol::{Find, Intent, Ruling};
use vouch::zendesk::OrganizationId;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::{ACME, TRIAGE_AGENT};

use crate::world::World;

/// The requester of ticket 4101, and somebody else.
const CHARLIE: u64 = 26_000_000_004_101;
const QUINN: u64 = 26_000_000_004_118;
const ROOM: &str = "Room for the contacts";

fn entitled() -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    (world, panel)
}

/// The agent looks at the panel some time later.
fn look(world: &mut World, panel: PanelId, seconds: u64) {
    world.pass(seconds);
    world.handle(Event::LookedAt(panel));
    world.answer_all();
}

fn accept() -> Ruling {
    Ruling::Accept("Looked".to_owned())
}

fn organization(world: &World, panel: PanelId) -> OrganizationId {
    world.trail(panel).organization.as_ref().unwrap().id
}

fn accept_precheck(world: &mut World, panel: PanelId, title: &str) {
    let organization = organization(world, panel);
    world.intend(panel, Intent::DecidePrecheck { organization, title: title.to_owned(), decision: accept() });
}

fn room(world: &World, panel: PanelId) -> &Finding {
    let organization = world.trail(panel).organization.as_ref().unwrap();
    organization.findings.iter().find(|finding| finding.title == ROOM).unwrap()
}

fn next(world: &World, panel: PanelId) -> &str {
    &world.case(panel).next.title
}

#[test]
fn accepted_stop_note_does_not_accept_the_next_one() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.zendesk.set_notes(ACME, "Do not proceed before the invoice of May is settled.");
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(next(&world, panel), "Entitled: judge the pre-checks first");
    accept_precheck(&mut world, panel, "No notes against it");
    assert_eq!(next(&world, panel), "Associate the requester");
    world.zendesk.set_notes(ACME, "Legal hold. Do not proceed with any association.");
    look(&mut world, panel, 301);
    assert_eq!(next(&world, panel), "Entitled: judge the pre-checks first");
}

#[test]
fn accepted_unknown_count_does_not_come_back_after_a_count() {
    let (mut world, panel) = entitled();
    let fail_counts = |world: &mut World| {
        while !world.under_way.is_empty() {
            if world.under_way[0].1.url().contains("/users/count") { world.fail(0, 500) } else { world.answer(0) }
        }
    };
    let id = organization(&world, panel);
    world.intend(panel, Intent::CountContacts(id));
    fail_counts(&mut world);
    accept_precheck(&mut world, panel, ROOM);
    assert_eq!(next(&world, panel), "Associate the requester");
    // It is counted, and there is no room.
    world.zendesk.add_contacts(ACME, 40);
    world.intend(panel, Intent::CountContacts(id));
    world.answer_all();
    assert_eq!(next(&world, panel), "Entitled, but not now");
    // Counting again fails as it did before.
    world.pass(301);
    world.handle(Event::LookedAt(panel));
    fail_counts(&mut world);
    assert_eq!(next(&world, panel), "Entitled: judge the pre-checks first");
}

#[test]
fn count_under_way_cannot_be_accepted() {
    let (mut world, panel) = entitled();
    let id = organization(&world, panel);
    world.intend(panel, Intent::CountContacts(id));
    accept_precheck(&mut world, panel, ROOM);
    assert_eq!((room(&world, panel).pending, &room(&world, panel).decision), (true, &None));
    assert_eq!(next(&world, panel), "Entitled: reading the pre-checks…");
}

#[test]
fn another_requester_starts_with_no_decision_and_nothing_typed_for_them() {
    let (mut world, panel) = entitled();
    let edited = world.note(panel).replace("- Sold-to: alice@acme.example", "- Sold-to: mine");
    world.intend(panel, Intent::EditNote(Some(edited)));
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    world.zendesk.set_requester(4101, QUINN);
    look(&mut world, panel, 15);
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
    let finding = world.outcome(panel).findings.iter().find(|finding| finding.title == "Sold-to matches").unwrap();
    assert_eq!(finding.outcome, Outcome::Attention, "{finding:?}");
    assert!(finding.reason.contains("for another requester"), "{}", finding.reason);
    assert!(!world.note(panel).contains("mine"), "{}", world.note(panel));
    let news = world.case(panel).freshness.news.as_ref().unwrap();
    assert!(news.titles.iter().any(|title| title == "The requester is now Quinn Quiet"), "{news:?}");
    // What the agent types now is meant for the requester of now.
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled, "{:#?}", world.outcome(panel).findings);
}

#[test]
fn number_to_add_is_counted_again_when_the_ticket_lists_others() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.zendesk.add_contacts(ACME, 25);
    world.collect(panel, "700001", "alice@acme.example");
    world.intend(panel, Intent::EditAdding(1));
    assert_eq!(next(&world, panel), "Associate the requester");
    let more = (0..9).map(|number| format!("person{number}@acme.example")).collect::<Vec<_>>().join(", ");
    world.zendesk.add_comment(4101, CHARLIE, true, format!("Please add these too: {more}"));
    look(&mut world, panel, 15);
    assert_eq!(next(&world, panel), "Entitled, but not now");
    assert!(room(&world, panel).reason.contains("after adding 10"), "{}", room(&world, panel).reason);
}

#[test]
fn accepted_age_of_evidence_is_judged_again_a_day_later() {
    let (mut world, panel) = entitled();
    look(&mut world, panel, 25 * 60 * 60);
    let title = "Evidence is recent".to_owned();
    // The case was shown all the time, so it is still there.
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
    world.intend(panel, Intent::Decide { title, decision: accept() });
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    look(&mut world, panel, 10 * 60 * 60);
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    look(&mut world, panel, 15 * 60 * 60);
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
}

#[test]
fn requester_is_decided_once_wherever_the_decision_is_made() {
    let title = || "Company e-mail".to_owned();
    let decision = |world: &World, panel| {
        world.outcome(panel).findings.iter().find(|one| one.title == title()).unwrap().decision.clone()
    };
    let (mut world, panel) = World::on_ticket(Markup::V3, 4182);
    world.intend(panel, Intent::DecideRequester { title: title(), decision: accept() });
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(decision(&world, panel), Some(Decision::Accepted("Looked".to_owned())));
    world.intend(panel, Intent::Decide { title: title(), decision: Ruling::TakeBack });
    assert_eq!(decision(&world, panel), None);
    world.intend(panel, Intent::Decide { title: title(), decision: accept() });
    world.intend(panel, Intent::DecideRequester { title: title(), decision: Ruling::Refuse("Private".to_owned()) });
    assert_eq!(world.outcome(panel).verdict, Verdict::NotEntitled);
}

#[test]
fn verdict_waits_while_the_requesters_organization_is_read() {
    let (mut world, panel) = entitled();
    world.zendesk.set_requester_organization(CHARLIE, Some(ACME));
    world.zendesk.leave_organization_out(4101, true);
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    let mut waited = false;
    while !world.under_way.is_empty() {
        world.answer(0);
        let trail = world.trail(panel);
        match &trail.outcome {
            Some(outcome) => assert_eq!(outcome.verdict, Verdict::Entitled),
            None => {
                waited = true;
                assert!(trail.note.is_none(), "{trail:?}");
            }
        }
    }
    assert!(waited);
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
}

#[test]
fn clock_that_is_set_back_forgets_nothing() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4112");
    world.answer_all();
    world.now = UnixSeconds(world.now.0 - 1);
    world.stop_worker();
    world.answer_all();
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.answer_all();
    assert_eq!(world.case(panel).sold_to, "alice@acme.example");
}

#[test]
fn case_that_was_forgotten_unseen_says_so() {
    for stops in [false, true] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
        world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4112");
        world.answer_all();
        world.pass(13 * 60 * 60);
        if stops {
            world.stop_worker();
        }
        world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
        world.answer_all();
        assert_eq!(world.case(panel).sold_to, "");
        let notice = world.view(panel).notice.as_deref();
        assert!(notice.is_some_and(|notice| notice.contains("#4101 is forgotten")), "{stops}: {notice:?}");
    }
}

#[test]
fn agent_whose_name_could_not_be_read_is_asked_for_again() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.holds_who = true;
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    let (id, _) = world.who.remove(0);
    world.handle(Event::Reply(id, Reply::Timeout));
    world.answer_all();
    world.holds_who = false;
    // The next look asks, and knows the agent before the next one signs in.
    look(&mut world, panel, 1);
    world.collect(panel, "700001", "alice@acme.example");
    world.sign_in_as(TRIAGE_AGENT);
    look(&mut world, panel, 60);
    assert_eq!(world.case(panel).sold_to, "");
}

#[test]
fn next_agent_sees_nothing_a_minute_later() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.sign_in_as(TRIAGE_AGENT);
    look(&mut world, panel, 60);
    assert_eq!(world.case(panel).sold_to, "");
}

#[test]
fn search_that_waits_goes_on_when_the_agent_presses() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/dashboard");
    world.handle(Event::Find(panel, None, Find::Search("0016100000aBcDeAAK".to_owned())));
    world.refuse(0, Some(world.now.0 + 30));
    world.answer_all();
    world.handle(Event::Find(panel, None, Find::Again));
    world.answer_all();
    let finder = world.view(panel).finder.as_ref().unwrap();
    assert!(matches!(finder.state, vouch::protocol::FinderState::Found { .. }), "{finder:?}");
}
