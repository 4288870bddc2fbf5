//! Which way each of the sandbox's tickets takes through the process, and what comes next on it (the chart of seed 001).

use vouch::case::PanelId;
use vouch::protocol::Intent;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::data::{self, Proof};

use crate::world::World;

fn next(world: &World, panel: PanelId) -> &str {
    &world.case(panel).next.title
}

#[test]
fn before_anything_is_gathered() {
    for (ticket, title) in [
        (4101, "Gather the evidence"),
        (4109, "Already associated: add the contacts"),
        (4110, "The ticket is closed"),
        (4112, "Gather the evidence"),
        (4118, "Ask for proof"),
        (4121, "Gather the evidence"),
        (4126, "The ticket is closed"),
        (4127, "Already associated: add the contacts"),
    ] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(next(&world, panel), title, "{ticket}");
    }
}

#[test]
fn after_the_walk() {
    for (ticket, title) in [
        (4101, "Associate the requester"),
        (4103, "Not entitled: reply"),
        (4104, "Not entitled: reply"),
        (4105, "Not entitled: reply"),
        (4106, "Associate the requester"),
        (4107, "Decide"),
        // Thirty contacts, and one more; a contact management project.
        (4113, "Entitled, but not now"),
        (4117, "Entitled, but not now"),
        // Two organizations.
        (4115, "Decide"),
    ] {
        let record = data::ticket(u64::from(ticket)).unwrap();
        let Proof::License(license) = record.proof else { panic!("{ticket}") };
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        world.collect(panel, &license.to_string(), record.sold_to.unwrap_or_default());
        assert_eq!(next(&world, panel), title, "{ticket}: {:#?}", world.outcome(panel).findings);
    }
}

#[test]
fn the_way_to_the_requester_is_one_press() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    let steps = &world.case(panel).next.steps;
    let links: Vec<_> =
        steps.iter().filter_map(|step| step.link.as_ref()).map(|link| (link.text(), link.url())).collect();
    assert_eq!(links, [("Charlie Castro", "https://gitlab.zendesk.com/agent/users/26000000004101")]);
    let copied: Vec<_> = steps.iter().filter_map(|step| step.copy.as_deref()).collect();
    assert_eq!(copied, ["Acme Corp", "Support::Support-Ops::Users added to organization"]);
    // What is to be added may be more than there is room for.
    world.intend(panel, Intent::EditAdding(29));
    assert_eq!(next(&world, panel), "Entitled, but not now");
}
