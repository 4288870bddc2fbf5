//! What the agent decides about a finding that needs attention: it is recorded with its reason, and void where the finding
//! is another by now.

use vouch::case::PanelId;
use vouch::checks::{Outcome, Verdict};
use vouch::protocol::{Intent, Ruling};
use vouch_sandbox::portal::Markup;

use crate::world::World;

/// A license whose account has no organization: that is for the agent to judge.
const NO_ORGANIZATION: &str = "700025";
const TITLE: &str = "Organization found";

fn decide(world: &mut World, panel: PanelId, title: &str, decision: Ruling) {
    world.intend(panel, Intent::Decide { title: title.to_owned(), decision });
}

fn accept(why: &str) -> Ruling {
    Ruling::Accept(why.to_owned())
}

fn refuse(why: &str) -> Ruling {
    Ruling::Refuse(why.to_owned())
}

fn at_a_decision() -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, NO_ORGANIZATION, "");
    let sold_to = world.trail(panel).steps.iter().find(|step| step.name.title() == "Sold-to").unwrap().state.clone();
    let vouch::trail::StepState::Read(sold_to) = sold_to else { panic!("{sold_to:?}") };
    world.intend(panel, Intent::EditSoldTo(sold_to));
    let attention = |finding: &&vouch::checks::Finding| finding.outcome == Outcome::Attention;
    let titles: Vec<_> =
        world.outcome(panel).findings.iter().filter(attention).map(|finding| finding.title.as_str()).collect();
    assert_eq!((titles.as_slice(), world.outcome(panel).verdict), (&[TITLE] as &[_], Verdict::ForYouToDecide));
    (world, panel)
}

#[test]
fn a_decision_counts_is_written_and_can_be_taken_back() {
    let (mut world, panel) = at_a_decision();
    for nothing in [accept(""), accept("  "), refuse(""), refuse("\n"), Ruling::TakeBack] {
        decide(&mut world, panel, TITLE, nothing);
        assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide, "no decision without a reason");
    }
    decide(&mut world, panel, TITLE, accept(" The account was made today. "));
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    let last = "- Decided: No organization has this Salesforce ID. Accepted: The account was made today.";
    assert_eq!(world.note(panel).lines().last(), Some(last));
    world.stop_worker();
    world.answer_all();
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled, "it outlives the worker");
    decide(&mut world, panel, TITLE, Ruling::TakeBack);
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
    assert!(!world.note(panel).contains("Decided"));
}

#[test]
fn what_failed_or_is_not_known_cannot_be_decided() {
    // (license, sold-to, title)
    for (license, sold_to, title) in [
        ("700002", "alice@acme.example", "Not a trial"),
        ("700001", "mallory@evil.example", "Sold-to matches"),
        ("700001", "", "Sold-to matches"),
        ("700001", "alice@acme.example", "Not expired"),
        ("700001", "alice@acme.example", "no such check"),
    ] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.collect(panel, license, sold_to);
        let before = world.outcome(panel).clone();
        for decision in [accept("I know them."), refuse("I know them.")] {
            decide(&mut world, panel, title, decision);
            assert_eq!(*world.outcome(panel), before, "{license} {sold_to} {title}");
        }
    }
}

#[test]
fn a_decision_is_of_one_proof_and_one_ticket() {
    let (mut world, panel) = at_a_decision();
    decide(&mut world, panel, TITLE, accept("The account was made today."));
    // The same check says the same of another proof's evidence: that is another decision.
    world.intend(panel, Intent::EditLicenseId("A-S00013013".to_owned()));
    world.intend(panel, Intent::Collect);
    world.answer_all();
    let finding = world.outcome(panel).findings.iter().find(|finding| finding.title == TITLE).unwrap();
    assert_eq!((finding.outcome, &finding.decision), (Outcome::Attention, &None));
    // And so it is in another ticket.
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    world.collect(panel, NO_ORGANIZATION, "");
    let finding = world.outcome(panel).findings.iter().find(|finding| finding.title == TITLE).unwrap();
    assert_eq!((finding.outcome, &finding.decision), (Outcome::Attention, &None));
}

#[test]
fn who_is_entitled_without_an_organization_is_not_associated() {
    let (mut world, panel) = at_a_decision();
    decide(&mut world, panel, TITLE, accept("The account was made today."));
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    assert_eq!(world.case(panel).next.title, "Entitled, but not now");
}
