//! The macros that come next, as this Zendesk has them (seed 000; facts: domain 6.4).

use vouch::case::{Event, PanelId};
use vouch::fetch::{Answer, Reply};
use vouch::handbook::{MacroState, Term};
use vouch::protocol::Intent;
use vouch_sandbox::portal::Markup;

use crate::world::World;

const PANEL: PanelId = PanelId(1);
const PROOF: &str = "Support::Support-Ops::Proof of support entitlement";

/// The macros that a panel names, each with what is known of it.
fn macros(world: &World) -> Vec<(&str, &MacroState)> {
    let steps = &world.case(PANEL).next.steps;
    steps.iter().filter_map(|step| step.macro_.as_ref()).map(|one| (one.title.as_str(), &one.state)).collect()
}

/// The searches for macros so far.
fn searches(world: &World) -> Vec<&str> {
    world.asked.iter().filter_map(|url| url.split_once("/api/v2/macros/")).map(|(_, search)| search).collect()
}

/// A ticket whose way ends with a macro that asks for proof, which is still being searched for.
fn asking() -> World {
    let mut world = World::new(Markup::V3);
    world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4118");
    while !world.under_way.iter().any(|(_, target)| target.url().contains("/macros/")) {
        world.answer(0);
    }
    world
}

fn answer(world: &mut World, reply: Reply) {
    let at = world.under_way.iter().position(|(_, target)| target.url().contains("/macros/")).unwrap();
    let (id, _) = world.under_way.remove(at);
    world.handle(Event::Reply(id, reply));
}

#[test]
fn a_macro_is_called_what_it_is_called_here() {
    for (name, shown) in [
        (PROOF, (PROOF, MacroState::Found)),
        ("support::SUPPORT ops::Proof of support entitlement", (PROOF, MacroState::Found)),
        (
            "Support::Support-Ops::Contact management intro",
            ("Support::Support Ops::Contact management intro", MacroState::Found),
        ),
        // Both spellings are there, and one of them can be applied.
        (
            "Support::Support Ops::Users added to organization",
            ("Support::Support-Ops::Users added to organization", MacroState::Found),
        ),
        (
            "Support::Support-Ops::Maximum contacts reached",
            ("Support::Support Ops::Maximum contacts reached", MacroState::Deactivated),
        ),
        // What only looks alike is another one.
        ("Proof of support entitlement", ("Proof of support entitlement", MacroState::NotFound)),
        ("Support::Support-Ops::Proof", ("Support::Support-Ops::Proof", MacroState::NotFound)),
    ] {
        let mut world = World::new(Markup::V3);
        world.reword(Term::ProofMacro, name);
        world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4118");
        world.answer_all();
        assert_eq!(macros(&world), [(shown.0, &shown.1)], "{name}");
    }
}

#[test]
fn a_macro_is_searched_for_once_and_only_while_it_is_named() {
    let (mut world, _) = World::on_ticket(Markup::V3, 4101);
    assert_eq!((macros(&world), searches(&world)), (vec![], vec![]), "nothing is named yet");
    world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4118");
    world.answer_all();
    assert_eq!(searches(&world), ["search?query=Proof%20of%20support%20entitlement"]);
    // Another panel, another ticket, another worker.
    world.open(PanelId(2), "https://gitlab.zendesk.com/agent/tickets/4118");
    world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.answer_all();
    world.stop_worker();
    world.answer_all();
    assert_eq!(searches(&world).len(), 1, "{:#?}", searches(&world));

    // Another name is another search; the one before is not asked for again.
    for (name, count) in [("Ops::Ask for proof", 2), ("", 2), ("Ops::Ask for proof", 2)] {
        world.reword(Term::ProofMacro, name);
        world.answer_all();
        assert_eq!(searches(&world).len(), count, "{name}: {:#?}", searches(&world));
    }
    // One that is under way for a name that is another by now is no longer waited for.
    let mut world = asking();
    world.reword(Term::ProofMacro, "Support::Support Ops::Contact management intro");
    world.answer_all();
    assert_eq!(macros(&world), [("Support::Support Ops::Contact management intro", &MacroState::Found)]);

    // Every macro of a way, and none is ever applied.
    let (mut world, _) = World::on_ticket(Markup::V3, 4101);
    world.collect(PANEL, "700002", "alice@acme.example");
    assert_eq!(macros(&world), [(PROOF, &MacroState::Found)]);
    assert!(world.asked.iter().all(|url| !url.contains("/apply")), "{:#?}", world.asked);
}

#[test]
fn what_cannot_be_looked_up_keeps_its_name_and_is_asked_for_as_other_needs_are() {
    let body = |status, body: &str| Reply::Answer(Answer { status, retry_at: None, body: body.to_owned() });
    let failed = |why: &str| MacroState::Failed(why.to_owned());
    for (reply, state, passes) in [
        (body(401, "{}"), failed("You are signed out of Zendesk."), true),
        (body(403, "{}"), failed("Zendesk does not let you see this."), false),
        (body(429, "{}"), failed("Zendesk asks to slow down."), false),
        (body(500, ""), failed("Zendesk failed (status 500)."), true),
        (Reply::Timeout, failed("Zendesk did not answer in time."), true),
        (body(200, "<html></html>"), MacroState::Unread, false),
        (body(200, r#"{"error":"invalid"}"#), MacroState::Unread, false),
        (body(200, r#"{"macros":[],"next_page":"x"}"#), MacroState::Unread, false),
    ] {
        let mut world = asking();
        assert_eq!(macros(&world), [(PROOF, &MacroState::Unread)]);
        answer(&mut world, reply.clone());
        world.answer_all();
        assert_eq!(macros(&world), [(PROOF, &state)], "{reply:?}");
        assert_eq!(searches(&world).len(), 1, "nothing is tried again by itself");
        // The panel moves: what passes by itself is asked for again.
        world.open(PANEL, "https://gitlab.zendesk.com/agent/tickets/4118");
        world.answer_all();
        let shown = if passes { MacroState::Found } else { state };
        assert_eq!(macros(&world), [(PROOF, &shown)], "{reply:?}");
        // The agent asks for it: everything that failed, but not what was answered.
        world.intend(PANEL, Intent::ReloadTicket);
        world.answer_all();
        let was_answered = matches!(&reply, Reply::Answer(answer) if answer.body.contains("next_page"));
        let shown = if was_answered { MacroState::Unread } else { MacroState::Found };
        assert_eq!(macros(&world), [(PROOF, &shown)], "{reply:?}");
    }
}
