//! What is kept of the cases: never an older one in the place of a newer one, and what could not be kept is said.

use vouch::case::{CaseKey, Event, Loss, PanelId};
use vouch::checks::Verdict;
use vouch::protocol::{Body, Intent};
use vouch::zendesk::TicketId;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::TRIAGE_AGENT;

use crate::world::{StoreFault, World};

fn href(ticket: u32) -> String {
    format!("https://gitlab.zendesk.com/agent/tickets/{ticket}")
}

fn name(ticket: u32) -> String {
    CaseKey::new(TicketId::parse(&ticket.to_string()).unwrap()).to_string()
}

/// An entitled walk on ticket 4101, all of it stored.
fn entitled() -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    (world, panel)
}

/// The verdict that a panel shows; none where it shows none.
fn verdict(world: &World, panel: PanelId) -> Option<Verdict> {
    let Body::Case(case) = &world.view(panel).body else { return None };
    Some(case.trail.as_ref()?.outcome.as_ref()?.verdict)
}

#[test]
fn full_storage_never_brings_an_older_verdict_back() {
    let (mut world, panel) = entitled();
    let seen = world.view(panel).revision.unwrap();
    // From now on nothing fits in that is longer than what is there.
    world.storage.quota = Some(0);
    world.intend(panel, Intent::EditSoldTo("mallory@evil.example".to_owned()));
    assert_eq!(verdict(&world, panel), Some(Verdict::NotEntitled));
    assert!(world.view(panel).not_kept.as_deref().unwrap().starts_with("Not kept: "));
    assert!(!world.storage.entries.contains_key(&name(4101)), "the old case is gone at once");

    world.stop_worker();
    world.answer_all();
    assert_eq!(verdict(&world, panel), None);
    assert_eq!(world.case(panel).sold_to, "");
    // The panel has shown a newer one.
    let now = world.view(panel).revision.unwrap();
    assert!(now.loss_after(&seen).is_some(), "{now:?} after {seen:?}");
}

#[test]
fn save_that_fits_again_is_kept_again() {
    let (mut world, panel) = entitled();
    world.storage.quota = Some(0);
    world.intend(panel, Intent::EditSoldTo("x".to_owned()));
    assert!(world.view(panel).not_kept.is_some());
    world.storage.quota = None;
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    assert_eq!(world.view(panel).not_kept, None);
    world.stop_worker();
    world.answer_all();
    assert_eq!(verdict(&world, panel), Some(Verdict::Entitled));
}

#[test]
fn oldest_case_that_nobody_looks_at_makes_room() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    let tickets = [4101, 4102, 4103, 4104, 4105, 4106];
    for ticket in tickets {
        world.open(panel, &href(ticket));
        world.answer_all();
        world.intend(panel, Intent::EditSoldTo(format!("typed-for-{ticket}@acme.example")));
        world.pass(1);
    }
    let size: usize = world.storage.entries.iter().map(|(name, one)| name.len() + one.len()).sum();
    world.storage.quota = Some(size);
    // What is typed now needs as much as some cases have.
    world.intend(panel, Intent::EditReason("long ".repeat(size / 12)));
    assert_eq!(world.view(panel).not_kept, None);
    let kept: Vec<_> = tickets.into_iter().filter(|one| world.storage.entries.contains_key(&name(*one))).collect();
    assert!(!kept.contains(&4101) && kept.contains(&4106), "{kept:?}");
    // The newest are still there.
    assert_eq!(kept, tickets[tickets.len() - kept.len()..], "{kept:?}");

    // While the worker goes on, nothing is lost.
    world.storage.quota = None;
    world.open(panel, &href(4101));
    assert_eq!(world.case(panel).sold_to, "typed-for-4101@acme.example");
    assert_eq!(world.view(panel).notice, None);
    // Another one is lost when it stops, and says so.
    world.stop_worker();
    world.open(panel, &href(4102));
    world.answer_all();
    if !kept.contains(&4102) {
        assert_eq!(world.case(panel).sold_to, "");
        let notice = world.view(panel).notice.as_deref();
        assert!(
            notice.is_some_and(|notice| notice.contains("#4102 is forgotten: the browser's storage")),
            "{notice:?}"
        );
    }
    world.open(panel, &href(4101));
    world.answer_all();
    assert_eq!(world.case(panel).sold_to, "typed-for-4101@acme.example", "it was saved again when it was shown");
}

#[test]
fn more_than_forty_cases_that_nobody_looks_at_are_too_many() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    for ticket in 5000..5060 {
        world.open(panel, &href(ticket));
        world.answer_all();
        world.pass(1);
    }
    let stored = world.storage.entries.keys().filter(|name| name.contains('/')).count();
    assert!((40..=41).contains(&stored), "{stored}");
    assert!(!world.storage.entries.contains_key(&name(5000)) && world.storage.entries.contains_key(&name(5058)));
    world.open(panel, &href(5000));
    let notice = world.view(panel).notice.as_deref();
    assert!(notice.is_some_and(|notice| notice.contains("#5000 is forgotten: many other tickets")), "{notice:?}");
}

#[test]
fn case_that_cannot_be_read_loses_itself_alone() {
    let (mut world, panel) = entitled();
    world.open(panel, &href(4102));
    world.answer_all();
    world.intend(panel, Intent::EditSoldTo("bob.bauer@beta.example".to_owned()));
    for broken in [
        "",
        "null",
        "{\"version\":1}",
        "{\"version\":1,\"agent\":null,\"value\":{}}",
        // Another ticket's case.
        &world.storage.entries[&name(4102)].clone(),
        // Another version's.
        &world.storage.entries[&name(4101)].replacen("\"version\":1", "\"version\":2", 1),
    ] {
        let mut world = world.clone_stored();
        world.storage.entries.insert(name(4101), broken.to_owned());
        world.stop_worker();
        assert!(!world.storage.entries.contains_key(&name(4101)), "it is removed: {broken:?}");
        world.open(panel, &href(4102));
        world.answer_all();
        assert_eq!(world.case(panel).sold_to, "bob.bauer@beta.example", "{broken:?}");
        world.open(panel, &href(4101));
        world.answer_all();
        assert_eq!((world.case(panel).sold_to.as_str(), verdict(&world, panel)), ("", None), "{broken:?}");
    }
}

#[test]
fn cases_are_another_agents_though_what_belongs_to_no_case_was_not_kept() {
    let (mut world, panel) = entitled();
    assert!(world.stored_shared().is_some());
    world.storage.entries.remove("shared");
    world.sign_in_as(TRIAGE_AGENT);
    world.pass(60);
    world.stop_worker();
    world.answer_all();
    assert_eq!(verdict(&world, panel), None);
    assert_eq!(world.case(panel).sold_to, "");
}

#[test]
fn storage_is_told_one_thing_at_a_time_and_the_newest_state_wins() {
    let (mut world, panel) = entitled();
    world.storage.is_slow = true;
    for sold_to in ["a", "ab", "abc"] {
        world.intend(panel, Intent::EditSoldTo(sold_to.to_owned()));
    }
    // The first of them is refused late, when newer ones wait.
    world.storage.faults.insert(world.storage.writes, StoreFault::Refuses);
    while world.answer_storage() {}
    world.storage.is_slow = false;
    world.stop_worker();
    world.answer_all();
    assert_eq!(world.case(panel).sold_to, "abc");
}

#[test]
fn lost_write_is_noticed_by_the_panel_that_has_shown_it() {
    let (mut world, panel) = entitled();
    world.pass(10);
    let kept_at = world.now;
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.pass(10);
    let lost = world.storage.writes;
    world.storage.faults.extend((lost..lost + 9).map(|nth| (nth, StoreFault::KeepsOld)));
    world.intend(panel, Intent::EditSoldTo("mallory@evil.example".to_owned()));
    let seen = world.view(panel).revision.unwrap();
    world.stop_worker();
    assert_eq!(verdict(&world, panel), Some(Verdict::Entitled), "an older verdict comes back");
    let now = world.view(panel).revision.unwrap();
    assert_eq!(now.loss_after(&seen), Some(Loss::Since(kept_at)), "and the panel says so");
}

#[test]
fn what_could_not_be_removed_is_not_kept_and_goes_later() {
    let (mut world, panel) = entitled();
    world.storage.quota = Some(0);
    world.storage.removes_nothing = true;
    world.intend(panel, Intent::EditSoldTo("mallory@evil.example".to_owned()));
    assert!(world.view(panel).not_kept.is_some());
    world.storage.removes_nothing = false;
    world.handle(Event::LookedAt(panel));
    assert!(!world.storage.entries.contains_key(&name(4101)));
}
