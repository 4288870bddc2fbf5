//! What a panel shows after *Read again* is what a fresh case shows, whatever has happened before: customers answer, fields
//! are set, people are associated elsewhere, the worker is stopped, and replies are late.

use proptest::prelude::*;
use vouch::case::{ErrandId, Event, PanelId};
use vouch::fetch::Reply;
use vouch::protocol::{Body, CaseView, FreshnessView, Intent, MembershipView, TicketView};
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::{ACME, BETA, MANAGE_CONTACTS, Status, TRIAGE_AGENT};
use vouch_sandbox::zendesk::{PROBLEM_TYPE, SUBSCRIPTION_EMAIL, Zendesk};

use crate::world::World;

const TICKETS: [u64; 2] = [4101, 4118];
const TEXTS: [&str; 4] = [
    "License ID: 700001\nSold-to: alice@acme.example",
    "Please add new.colleague@acme.example, too.",
    "License ID: 700010",
    "Thank you.",
];

/// What happens in Zendesk while Vouch is open.
#[derive(Clone, Debug)]
enum Change {
    Comment { public: bool, by_agent: bool, text: usize },
    Field { email: bool, is_set: bool },
    Organization(Option<u64>),
    Status(Status),
    Contacts(u64),
    Notes(u64),
}

#[derive(Clone, Debug)]
enum Move {
    Change(usize, Change),
    Open(usize),
    Look,
    Collect,
    Reload,
    Pass(u64),
    Answer(usize),
    /// The site has answered, and the answer is still on its way.
    Delay(usize),
    /// An answer arrives that was on its way.
    Arrive(usize),
    StopWorker,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let organization = prop_oneof![Just(ACME), Just(BETA)];
    let status = prop_oneof![Just(Status::Open), Just(Status::Solved), Just(Status::Closed)];
    let change = prop_oneof![
        4 => (any::<bool>(), any::<bool>(), 0..TEXTS.len())
            .prop_map(|(public, by_agent, text)| Change::Comment { public, by_agent, text }),
        2 => (any::<bool>(), any::<bool>()).prop_map(|(email, is_set)| Change::Field { email, is_set }),
        2 => prop::option::of(organization.clone()).prop_map(Change::Organization),
        1 => status.prop_map(Change::Status),
        1 => organization.clone().prop_map(Change::Contacts),
        1 => organization.prop_map(Change::Notes),
    ];
    let one = prop_oneof![
        4 => (0..TICKETS.len(), change).prop_map(|(ticket, change)| Move::Change(ticket, change)),
        2 => (0..TICKETS.len()).prop_map(Move::Open),
        2 => Just(Move::Look),
        1 => Just(Move::Collect),
        1 => Just(Move::Reload),
        2 => prop_oneof![Just(16), Just(301), Just(90_000)].prop_map(Move::Pass),
        8 => (0..4usize).prop_map(Move::Answer),
        2 => (0..4usize).prop_map(Move::Delay),
        1 => (0..4usize).prop_map(Move::Arrive),
        1 => Just(Move::StopWorker),
    ];
    prop::collection::vec(one, 1..30)
}

fn change(zendesk: &Zendesk, ticket: u64, change: &Change) {
    let requester = 26_000_000_000_000 + ticket;
    match *change {
        Change::Comment { public, by_agent, text } => {
            let author = if by_agent { TRIAGE_AGENT } else { requester };
            zendesk.add_comment(ticket, author, public || !by_agent, TEXTS[text]);
        }
        Change::Field { email: true, is_set } => {
            zendesk.set_field(ticket, SUBSCRIPTION_EMAIL, is_set.then_some("bob.bauer@beta.example"));
        }
        Change::Field { email: false, is_set } => {
            zendesk.set_field(ticket, PROBLEM_TYPE, is_set.then_some(MANAGE_CONTACTS));
        }
        Change::Organization(organization) => zendesk.set_requester_organization(requester, organization),
        Change::Status(status) => zendesk.set_ticket_status(ticket, status),
        Change::Contacts(organization) => zendesk.add_contacts(organization, 9),
        Change::Notes(organization) => zendesk.set_notes(organization, "Do not proceed: the account is in dispute."),
    }
}

/// What is shown of a case, without what tells when it was read and which number a hit has.
fn comparable(case: &CaseView) -> CaseView {
    let mut case = case.clone();
    case.freshness = FreshnessView { read: None, refreshing: false, not_refreshed: None, news: None };
    let hits = case.found.hits.iter_mut().chain(&mut case.found.others);
    hits.for_each(|hit| hit.id = 0);
    case.sold_to_candidates.iter_mut().for_each(|candidate| candidate.id = 0);
    if let TicketView::Read { organization: MembershipView::In(organization), .. } = &mut case.ticket {
        (organization.counted, organization.read) = (None, None);
    }
    if let Some(trail) = &mut case.trail {
        trail.steps.iter_mut().for_each(|step| step.age = None);
        if let Some(organization) = &mut trail.organization {
            (organization.counted, organization.read) = (None, None);
        }
    }
    case
}

const PANEL: PanelId = PanelId(1);

fn href(ticket: usize) -> String {
    format!("https://gitlab.zendesk.com/agent/tickets/{}", TICKETS[ticket])
}

fn collect(world: &mut World) {
    for intent in [
        Intent::EditLicenseId("700001".to_owned()),
        Intent::EditSoldTo("alice@acme.example".to_owned()),
        Intent::Collect,
    ] {
        world.intend(PANEL, intent);
    }
}

fn play(moves: Vec<Move>) -> Result<(), TestCaseError> {
    let mut world = World::new(Markup::V3);
    let mut at = 0;
    world.open(PANEL, &href(at));
    let mut late: Vec<(ErrandId, Reply)> = Vec::new();
    for next in moves {
        match next {
            Move::Change(ticket, what) => change(&world.zendesk, TICKETS[ticket], &what),
            Move::Open(ticket) => {
                at = ticket;
                world.open(PANEL, &href(at));
            }
            Move::Look => world.handle(Event::LookedAt(PANEL)),
            Move::Collect => collect(&mut world),
            Move::Reload => world.intend(PANEL, Intent::ReloadTicket),
            Move::Pass(seconds) => world.pass(seconds),
            Move::Answer(index) => {
                if !world.under_way.is_empty() {
                    world.answer(index % world.under_way.len());
                }
            }
            Move::Delay(index) => {
                if !world.under_way.is_empty() {
                    let (id, target) = world.under_way[index % world.under_way.len()].clone();
                    late.push((id, world.ask(&target)));
                }
            }
            Move::Arrive(index) => {
                if !late.is_empty() {
                    let (id, reply) = late.remove(index % late.len());
                    world.under_way.retain(|(under_way, _)| *under_way != id);
                    world.handle(Event::Reply(id, reply));
                }
            }
            // Its requests are gone with it, and their numbers begin again.
            Move::StopWorker => {
                late.clear();
                world.stop_worker();
            }
        }
    }

    let was_collected = !world.case(PANEL).proofs.is_empty();
    world.intend(PANEL, Intent::ReloadTicket);
    if was_collected {
        world.intend(PANEL, Intent::ReadEvidenceAgain);
    }
    for (id, reply) in late {
        world.under_way.retain(|(under_way, _)| *under_way != id);
        world.handle(Event::Reply(id, reply));
    }
    world.answer_all();

    let mut fresh = world.again();
    fresh.open(PANEL, &href(at));
    fresh.answer_all();
    if was_collected {
        collect(&mut fresh);
        fresh.answer_all();
    }
    prop_assert!(matches!(world.view(PANEL).body, Body::Case(_)));
    prop_assert!(!world.case(PANEL).freshness.refreshing && world.case(PANEL).freshness.not_refreshed.is_none());
    let (shown, expected) = (comparable(world.case(PANEL)), comparable(fresh.case(PANEL)));
    prop_assert_eq!(shown, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn read_again_shows_what_a_fresh_case_would_show(moves in moves()) {
        play(moves)?;
    }
}
