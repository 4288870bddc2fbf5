//! A site that asks to slow down is left alone until its time, by every case, unless the agent presses.

use proptest::prelude::*;
use vouch::case::{Event, PanelId};
use vouch::fetch::Site;
use vouch::protocol::{Find, Intent, PauseView};
use vouch_sandbox::portal::Markup;

use crate::world::World;

fn href(ticket: u32) -> String {
    format!("https://gitlab.zendesk.com/agent/tickets/{ticket}")
}

fn license(id: u32) -> String {
    format!("https://customers.gitlab.com/admin/license/{id}")
}

#[test]
fn site_that_asks_to_slow_down_is_left_alone_by_every_case_until_its_time() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    let other = PanelId(2);
    world.open(other, &href(4102));
    world.answer_all();
    world.portal.throttle(1, 17);
    world.collect(panel, "700001", "alice@acme.example");
    world.asked.clear();

    // Neither a page of the portal, nor the walk of another case that nobody presses for again.
    world.open(PanelId(3), &license(700_001));
    world.open(panel, &href(4101));
    assert_eq!(world.asked, [""; 0]);
    let until = world.now.0 + 17;
    assert_eq!(world.view(PanelId(3)).paused, [PauseView { site: "the portal".to_owned(), until }]);
    world.stop_worker();
    world.answer_all();
    assert!(!world.asked.iter().any(|url| url.contains("customers")), "{:?}", world.asked);

    // The agent presses in the other case; the first one is still left alone.
    world.collect(other, "700010", "bob.bauer@beta.example");
    assert!(world.trail(other).outcome.is_some());
    world.asked.clear();
    world.pass(16);
    world.open(PanelId(3), &license(700_001));
    assert_eq!(world.asked, [""; 0]);
    world.pass(1);
    world.handle(Event::LookedAt(panel));
    assert!(world.asked.contains(&license(700_001)), "{:?}", world.asked);
    world.answer_all();
    assert_eq!(world.view(PanelId(3)).paused, []);
}

#[test]
fn walk_is_held_where_another_case_was_refused_and_goes_on_when_pressed_or_in_time() {
    for presses in [true, false] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.open(PanelId(2), &href(4102));
        world.answer_all();
        for (panel, license) in [(panel, "700001"), (PanelId(2), "700010")] {
            world.intend(panel, Intent::EditLicenseId(license.to_owned()));
            world.intend(panel, Intent::Collect);
        }
        // The first license is read before the portal refuses the second one: so the first walk has to wait.
        world.portal.throttle(1, 30);
        world.answer(1);
        world.answer(0);
        assert_eq!(world.under_way, []);
        assert!(world.case(panel).collecting);
        assert_eq!(world.view(panel).paused.len(), 1);
        if presses {
            world.intend(panel, Intent::GoOn);
        } else {
            world.pass(30);
            world.handle(Event::LookedAt(PanelId(2)));
        }
        world.answer_all();
        assert!(world.note(panel).contains("Order"), "{}", world.note(panel));
        assert_eq!(world.view(panel).paused, []);
    }
}

#[test]
fn refusal_without_a_time_holds_for_a_minute() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.zendesk.throttle_without_time(1);
    world.pass(15);
    world.handle(Event::LookedAt(panel));
    world.answer_all();
    let advice = &world.case(panel).freshness.not_refreshed.as_ref().unwrap().advice;
    assert_eq!(advice.not_before, Some(world.now.0 + 60));
    world.asked.clear();
    world.pass(59);
    world.handle(Event::LookedAt(panel));
    world.open(panel, &href(4102));
    assert_eq!(world.asked, [""; 0]);
    world.pass(15);
    world.open(panel, &href(4101));
    assert!(!world.asked.is_empty());
}

#[test]
fn walk_that_was_refused_goes_on_once_when_the_wait_is_over() {
    for looks in [true, false] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.portal.throttle(2, 30);
        world.collect(panel, "700001", "alice@acme.example");
        assert!(world.trail(panel).outcome.is_none());
        world.asked.clear();
        world.pass(29);
        world.handle(Event::LookedAt(panel));
        assert!(!world.asked.contains(&license(700_001)), "{:?}", world.asked);
        world.answer_all();
        world.pass(1);
        let look = |world: &mut World| match looks {
            true => world.handle(Event::LookedAt(panel)),
            false => {
                world.stop_worker();
            }
        };
        // It is asked once, and refused again.
        world.asked.clear();
        look(&mut world);
        world.answer_all();
        world.handle(Event::LookedAt(panel));
        let asked = |world: &World| world.asked.iter().filter(|url| **url == license(700_001)).count();
        assert_eq!(asked(&world), 1, "{:?}", world.asked);
        // When that wait is over, too, the walk ends.
        world.pass(30);
        look(&mut world);
        world.answer_all();
        assert_eq!(world.outcome(panel).verdict, vouch::checks::Verdict::Entitled);
    }
}

#[test]
fn walk_goes_on_when_the_agent_comes_back_from_signing_in() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.portal.sign_everyone_out();
    world.collect(panel, "700001", "alice@acme.example");
    assert!(world.trail(panel).outcome.is_none());
    world.asked.clear();
    let asked = |world: &World| world.asked.iter().filter(|url| url.contains("customers")).count();
    // A click into the panel is no return.
    world.handle(Event::LookedAt(panel));
    assert_eq!(asked(&world), 0);
    // The agent was away, and did not sign in.
    world.handle(Event::CameBack(panel));
    world.answer_all();
    assert_eq!(asked(&world), 1);
    assert!(world.trail(panel).outcome.is_none());
    world.sign_in_to_portal();
    world.handle(Event::CameBack(panel));
    world.answer_all();
    assert_eq!(world.outcome(panel).verdict, vouch::checks::Verdict::Entitled);
}

#[test]
fn walk_that_the_agent_has_stopped_or_written_up_stays_as_it_is() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
    world.intend(panel, Intent::Collect);
    world.intend(panel, Intent::Cancel);
    world.asked.clear();
    world.handle(Event::CameBack(panel));
    assert!(!world.asked.contains(&license(700_001)));
    world.portal.sign_everyone_out();
    world.intend(panel, Intent::Collect);
    world.answer_all();
    world.intend(panel, Intent::WriteNoteSoFar);
    world.sign_in_to_portal();
    world.asked.clear();
    world.handle(Event::CameBack(panel));
    assert!(!world.asked.contains(&license(700_001)));
    assert!(world.trail(panel).note.is_some());
}

/// What may happen, in any order.
#[derive(Clone, Debug)]
enum Move {
    Open(u32, usize),
    Look(u32),
    ComeBack(u32),
    Pass(u64),
    Answer(usize),
    Refuse(usize, Option<u32>),
    Type(u32),
    Press(u32, usize),
    Search(u32),
    StopWorker,
}

const PLACES: [&str; 4] = [
    "https://gitlab.zendesk.com/agent/tickets/4101",
    "https://gitlab.zendesk.com/agent/tickets/4109",
    "https://gitlab.zendesk.com/agent/dashboard",
    "https://customers.gitlab.com/admin/license/700001",
];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let panels = 1..3u32;
    let one = prop_oneof![
        3 => (panels.clone(), 0..PLACES.len()).prop_map(|(panel, place)| Move::Open(panel, place)),
        2 => panels.clone().prop_map(Move::Look),
        1 => panels.clone().prop_map(Move::ComeBack),
        2 => (1..40u64).prop_map(Move::Pass),
        6 => (0..6usize).prop_map(Move::Answer),
        3 => (0..6usize, prop::option::of(1..90u32)).prop_map(|(at, seconds)| Move::Refuse(at, seconds)),
        1 => panels.clone().prop_map(Move::Type),
        2 => (panels.clone(), 0..4usize).prop_map(|(panel, intent)| Move::Press(panel, intent)),
        1 => panels.prop_map(Move::Search),
        1 => Just(Move::StopWorker),
    ];
    prop::collection::vec(one, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_asked_of_a_paused_site_unless_the_agent_presses(moves in moves()) {
        let mut world = FIRST.with(World::again);
        // Until when each site is to be left alone: the portal, Zendesk.
        let mut until = [0; 2];
        let at = |site: Site| usize::from(site == Site::Zendesk);
        for next in moves {
            let mut presses = false;
            let (asked, who_asked) = (world.asked.len(), world.who_asked);
            let paused = until;
            match next.clone() {
                Move::Open(panel, place) => world.open(PanelId(panel), PLACES[place]),
                Move::Look(panel) => world.handle(Event::LookedAt(PanelId(panel))),
                Move::ComeBack(panel) => world.handle(Event::CameBack(PanelId(panel))),
                Move::Pass(seconds) => world.pass(seconds),
                Move::Answer(index) => if !world.under_way.is_empty() {
                    let index = index % world.under_way.len();
                    world.answer(index);
                },
                Move::Refuse(index, seconds) => if !world.under_way.is_empty() {
                    let index = index % world.under_way.len();
                    let site = at(world.under_way[index].1.site());
                    let retry_at = seconds.map(|seconds| world.now.0 + u64::from(seconds));
                    until[site] = until[site].max(retry_at.unwrap_or(world.now.0 + 60));
                    world.refuse(index, retry_at);
                    let asked = &world.asked[asked..];
                    let refused = ["https://customers.gitlab.com", "https://gitlab.zendesk.com"][site];
                    prop_assert!(!asked.iter().any(|url| url.starts_with(refused)), "{next:?}: {asked:?}");
                },
                Move::Type(panel) => if let Some(case) = shown(&world, panel) {
                    world.handle(Event::Intent(PanelId(panel), case, Intent::EditLicenseId("700001".to_owned())));
                },
                Move::Press(panel, intent) => if let Some(case) = shown(&world, panel) {
                    let intents = [Intent::Collect, Intent::ReloadTicket, Intent::GoOn, Intent::ListContacts];
                    world.handle(Event::Intent(PanelId(panel), case, intents[intent].clone()));
                    presses = true;
                },
                Move::Search(panel) => {
                    let case = shown(&world, panel);
                    world.handle(Event::Find(PanelId(panel), case, Find::Search("Acme".to_owned())));
                    presses = true;
                }
                Move::StopWorker => world.stop_worker(),
            }
            if presses {
                // The agent has asked all the same: what follows from that is the agent's.
                until = [0; 2];
            }
            for url in world.asked[asked..].iter().filter(|_| !presses) {
                let site = usize::from(!url.starts_with("https://customers.gitlab.com"));
                prop_assert!(paused[site] <= world.now.0, "{next:?} asked for {url}");
            }
            let who = world.who_asked - who_asked;
            prop_assert!(who == 0 || presses || paused[1] <= world.now.0, "{next:?} asked who is signed in");
        }
    }
}

thread_local! {
    static FIRST: World = World::remembering(Markup::V3);
}

fn shown(world: &World, panel: u32) -> Option<vouch::case::CaseKey> {
    super::shown(world, panel)
}
