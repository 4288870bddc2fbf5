//! Who said it: what is taken for the customer's word, and what is not.

use proptest::prelude::*;
use serde_json::{Value, json};
use vouch::case::{Event, PanelId};
use vouch::checks::{Finding, Outcome, Verdict};
use vouch::fetch::{Answer, Reply};
use vouch::protocol::{HitView, Intent, MetadataState, TicketView};
use vouch_sandbox::license;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::TicketFields;
use vouch_sandbox::zendesk::data::{NOT_SENT, OTHER_CUSTOMER, TRIAGE_AGENT};

use crate::proofs::LICENSE_NOTE;
use crate::world::World;

const SOLD_TO: &str = "Sold-to matches";
const PROOF: &str = "Proof comes from the customer";

fn on(ticket: u32) -> (World, PanelId) {
    World::on_ticket(Markup::V3, ticket)
}

/// What is listed as the customer's, with its labels.
fn hits(world: &World, panel: PanelId) -> Vec<String> {
    world.case(panel).found.hits.iter().map(described).collect()
}

/// What is listed apart.
fn others(world: &World, panel: PanelId) -> Vec<String> {
    world.case(panel).found.others.iter().map(described).collect()
}

fn described(hit: &HitView) -> String {
    let maybe = if hit.maybe { "maybe " } else { "" };
    let author = hit.place.author.as_deref().unwrap_or("-");
    format!("{maybe}{}: {author}, {}", hit.title, hit.place.labels().join(", "))
}

/// Presses the find whose title begins so, wherever it is listed.
fn press(world: &mut World, panel: PanelId, title: &str) {
    let found = &world.case(panel).found;
    let all = found.hits.iter().chain(&found.others);
    let id = all.into_iter().find(|hit| hit.title.starts_with(title)).unwrap_or_else(|| panic!("{found:?}")).id;
    world.intend(panel, Intent::TakeHit(id));
    world.answer_all();
}

fn finding<'w>(world: &'w World, panel: PanelId, title: &str) -> Option<&'w Finding> {
    world.outcome(panel).findings.iter().find(|finding| finding.title == title)
}

fn outcome(world: &World, panel: PanelId, title: &str) -> Option<Outcome> {
    finding(world, panel, title).map(|finding| finding.outcome)
}

#[test]
fn evidence_note_of_an_agent_is_never_the_customers_sold_to() {
    let (mut world, panel) = on(4150);
    assert_eq!(
        hits(&world, panel),
        [
            "License 700001: Circe Cirillo, requester, public comment",
            "Sold-to purchasing@acme.example: Circe Cirillo, requester, public comment",
        ]
    );
    assert_eq!(
        others(&world, panel),
        [
            "Order #5001: Tomás Treviño, agent, internal note, evidence note",
            "Billing account #1001: Tomás Treviño, agent, internal note, evidence note",
        ]
    );
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "purchasing@acme.example");
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Fail));
    assert_eq!(world.outcome(panel).verdict, Verdict::NotEntitled);
    let offered = format!("{:?} {:?}", world.case(panel).found, world.case(panel).sold_to_candidates);
    assert!(!offered.contains("alice@acme.example"), "{offered}");
}

#[test]
fn agents_question_is_no_sold_to() {
    let (mut world, panel) = on(4151);
    assert_eq!(hits(&world, panel), ["License 700001: Quentin Quest, requester, public comment"]);
    assert_eq!(others(&world, panel), [""; 0]);
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "");
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Unknown));
}

#[test]
fn another_customers_word_needs_attention_and_is_named() {
    let (mut world, panel) = on(4152);
    assert_eq!(
        hits(&world, panel),
        [
            "License 700001: Dana Diaz, another customer, public comment",
            "Sold-to alice@acme.example: Dana Diaz, another customer, public comment",
        ]
    );
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "", "only the requester's and the field's are taken along");
    assert_eq!(
        finding(&world, panel, PROOF).unwrap().reason,
        "The license ID comes from Dana Diaz, another customer on the ticket, not from the requester."
    );
    press(&mut world, panel, "Sold-to");
    let sold_to = finding(&world, panel, SOLD_TO).unwrap();
    assert_eq!(sold_to.outcome, Outcome::Attention);
    assert!(sold_to.reason.contains("Dana Diaz, another customer on the ticket"), "{}", sold_to.reason);
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
    let note = world.note(panel);
    assert!(note.contains("\n- Sold-to given by: Dana Diaz, another customer on the ticket"), "{note}");

    // What the agent types is the agent's word.
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Pass));
    assert!(!world.note(panel).contains("given by"));
    assert_eq!(world.case(panel).sold_to_from, None);
}

#[test]
fn license_in_an_internal_note_is_no_proof_of_the_customers() {
    let (mut world, panel) = on(4153);
    assert_eq!(world.case(panel).next.title, "Ask for proof");
    assert_eq!(hits(&world, panel), ["Sold-to alice@acme.example: Ingo Intern, requester, public comment"]);
    assert_eq!(others(&world, panel), ["License 700001: Tomás Treviño, agent, internal note"]);
    press(&mut world, panel, "License 700001");
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Pass));
    let proof = finding(&world, panel, PROOF).unwrap();
    assert_eq!(proof.outcome, Outcome::Attention);
    assert_eq!(proof.reason, "The license ID comes from an internal note (Tomás Treviño), not from the customer.");
    assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide);
    // Gathering again, and a stopped worker, change nothing of that.
    world.intend(panel, Intent::Collect);
    world.answer_all();
    world.stop_worker();
    world.answer_all();
    assert_eq!(outcome(&world, panel, PROOF), Some(Outcome::Attention));
    // The agent's own typing is the agent's decision.
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(finding(&world, panel, PROOF), None);
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
}

#[test]
fn unknown_author_is_not_the_customer() {
    let (world, panel) = on(4154);
    assert_eq!(hits(&world, panel), [""; 0]);
    assert_eq!(others(&world, panel), ["License 700001: -, author not known, public comment"]);
    assert_eq!(world.case(panel).next.title, "Ask for proof");
    let contacts = &world.case(panel).contacts;
    assert_eq!(contacts.joined, "");
    assert!(contacts.left_out.iter().any(|one| one.text == "greg@acme.example" && one.can_add), "{contacts:?}");
}

#[test]
fn quotation_needs_attention() {
    let (mut world, panel) = on(4155);
    assert_eq!(
        hits(&world, panel),
        [
            "License 700001: Fritz Forward, requester, public comment, quoted",
            "Sold-to alice@acme.example: Fritz Forward, requester, public comment, quoted",
        ]
    );
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "");
    press(&mut world, panel, "Sold-to");
    for title in [PROOF, SOLD_TO] {
        assert_eq!(outcome(&world, panel, title), Some(Outcome::Attention), "{title}");
    }
    assert!(world.note(panel).contains("- Sold-to given by: Fritz Forward, the requester, in quoted text"));
}

#[test]
fn several_sold_tos_are_for_the_agent_to_choose() {
    let (mut world, panel) = on(4156);
    press(&mut world, panel, "License 700001");
    let case = world.case(panel);
    assert_eq!((case.sold_to.as_str(), &case.sold_to_from), ("", &None));
    let offered: Vec<_> = case.sold_to_candidates.iter().map(|one| (one.address.as_str(), one.chosen)).collect();
    assert_eq!(offered, [("alice@acme.example", false), ("purchasing@acme.example", false)]);
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Unknown));
    let second = world.case(panel).sold_to_candidates[1].id;
    world.intend(panel, Intent::TakeHit(second));
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Fail));
    let first = world.case(panel).sold_to_candidates[0].id;
    world.intend(panel, Intent::TakeHit(first));
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    let chosen: Vec<_> = world.case(panel).sold_to_candidates.iter().map(|one| one.chosen).collect();
    assert_eq!(chosen, [true, false]);
    // Pressing the proof again leaves the choice alone.
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "alice@acme.example");
}

#[test]
fn ticket_field_gives_a_proof_and_a_sold_to() {
    let (mut world, panel) = on(4157);
    assert_eq!(world.case(panel).next.title, "Gather the evidence");
    assert_eq!(hits(&world, panel), ["Subscription A-S00012345: -, ticket field Subscription Number"]);
    press(&mut world, panel, "Subscription");
    assert!(world.note(panel).starts_with("- Order: https://customers.gitlab.com/admin/order/5001"));
    assert_eq!(finding(&world, panel, PROOF), None);

    // The field's address alone is the ticket's one sold-to.
    let (mut world, panel) = on(4106);
    assert!(hits(&world, panel).iter().any(|hit| hit.starts_with("Sold-to erin@whitespace.example")));
    world.intend(panel, Intent::TakeSubscriptionEmail);
    world.intend(panel, Intent::EditLicenseId("700023".to_owned()));
    world.intend(panel, Intent::Collect);
    world.answer_all();
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Pass));
    assert!(
        world.note(panel).ends_with("- Sold-to given by: the ticket's field \"Subscription Email\""),
        "{}",
        world.note(panel)
    );
}

#[test]
fn one_press_takes_the_license_and_the_one_sold_to() {
    let (mut world, panel) = on(4101);
    press(&mut world, panel, "License 700001");
    let case = world.case(panel);
    assert_eq!(case.sold_to, "alice@acme.example");
    let from = case.sold_to_from.as_ref().unwrap();
    assert!(from.along && from.place.author.as_deref() == Some("Charlie Castro"), "{from:?}");
    let outcome = world.outcome(panel);
    assert_eq!((outcome.verdict, world.note(panel)), (Verdict::Entitled, LICENSE_NOTE));

    world.stop_worker();
    world.answer_all();
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);

    // What the agent makes of the field stays, and an emptied one is empty.
    world.intend(panel, Intent::EditSoldTo(String::new()));
    world.intend(panel, Intent::SearchTicket);
    world.answer_all();
    assert_eq!(world.case(panel).sold_to, "");

    let (mut world, panel) = on(4101);
    world.intend(panel, Intent::EditSoldTo("bob@acme.example".to_owned()));
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "bob@acme.example");
}

#[test]
fn guess_is_offered_and_never_taken_unasked() {
    let (mut world, panel) = on(4159);
    let guess = "maybe Sold-to alice@acme.example: Near Nilsson, requester, public comment";
    assert_eq!(hits(&world, panel), ["License 700001: Near Nilsson, requester, public comment", guess]);
    press(&mut world, panel, "License 700001");
    assert_eq!(world.case(panel).sold_to, "");
    press(&mut world, panel, "Sold-to");
    assert_eq!(world.case(panel).sold_to, "alice@acme.example");
}

#[test]
fn addresses_to_add_are_the_customers_own_words() {
    let (mut world, panel) = on(4158);
    let contacts = &world.case(panel).contacts;
    assert_eq!(
        (contacts.joined.as_str(), contacts.text.as_str()),
        ("dora.diaz@acme.example", "dora.diaz@acme.example")
    );
    let left_out: Vec<_> = contacts.left_out.iter().map(|one| format!("{} {}", one.text, one.why)).collect();
    assert_eq!(
        left_out,
        [
            "tomas.trevino@agents.example is an agent's",
            "sigrid.signer@acme.example only stands in a signature",
            "office@acme.example only stands in a signature",
            "erik@partner.example only stands in quoted text",
            "support@gitlab.com is GitLab's own",
            "frieda@partner.example only stands in quoted text",
        ]
    );
    assert!(contacts.left_out.iter().all(|one| one.can_add));
    world.intend(panel, Intent::AddAddress("frieda@partner.example".to_owned()));
    let contacts = &world.case(panel).contacts;
    assert_eq!(contacts.joined, "dora.diaz@acme.example, frieda@partner.example");
    assert_eq!(contacts.left_out.len(), 5);
    world.intend(panel, Intent::EditAddresses(None));
    assert_eq!(world.case(panel).contacts.joined, "dora.diaz@acme.example");
}

#[test]
fn ticket_fields_are_found_by_title_and_by_id() {
    for (fields, found, said) in [
        (TicketFields::Known, true, "Subscription Email"),
        (TicketFields::Renamed, true, "Subscription Email (here \"Customer's own text\", found by its ID)"),
        (TicketFields::Renumbered, true, "Subscription Email"),
        (TicketFields::Contradicting, false, "Subscription Email"),
    ] {
        let mut world = World::new(Markup::V3);
        world.zendesk.switch(|switches| switches.ticket_fields = fields);
        let panel = PanelId(1);
        world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4105");
        world.answer_all();
        let TicketView::Read { metadata, .. } = &world.case(panel).ticket else { panic!() };
        let email = metadata.iter().find(|one| one.label.starts_with("Subscription Email")).unwrap();
        assert_eq!((email.label.as_str(), email.value.is_some()), (said, found), "{fields:?}");
        if let MetadataState::Unknown(why) = &email.state {
            assert!(why.contains("neither is used"), "{why}");
        }
        assert_eq!(matches!(email.state, MetadataState::Unknown(_)), !found, "{fields:?}");
        let unknown = &world.view(panel).unknown_parts;
        assert_eq!(unknown.iter().any(|part| part.contains("Subscription Email")), !found, "{unknown:?}");
        // A field that cannot be told gives nothing, and takes nothing away.
        world.intend(panel, Intent::TakeSubscriptionEmail);
        assert_eq!(world.case(panel).sold_to.is_empty(), !found, "{fields:?}");
    }
}

/// A panel on a ticket whose conversation is this one.
fn with_comments(ticket: u32, comments: &Value) -> (World, PanelId) {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
    answer_with(&mut world, comments);
    (world, panel)
}

/// Answers everything, and questions for the conversation with these comments.
fn answer_with(world: &mut World, comments: &Value) {
    let users = json!([
        { "id": REQUESTER, "name": "Quinn Quiet", "role": "end-user" },
        { "id": 26_000_000_004_101_u64, "name": "Charlie Castro", "role": "end-user" },
        { "id": OTHER_CUSTOMER, "name": "Dana Diaz", "role": "end-user" },
        { "id": TRIAGE_AGENT, "name": "Tomás Treviño", "email": "tomas.trevino@agents.example", "role": "agent" },
    ]);
    let body = json!({ "comments": comments, "users": users, "meta": { "has_more": false } }).to_string();
    while let Some((id, target)) = world.under_way.first().cloned() {
        if target.url().contains("/comments?") {
            world.under_way.remove(0);
            let reply = Reply::Answer(Answer { status: 200, retry_at: None, body: body.clone() });
            world.handle(Event::Reply(id, reply));
        } else {
            world.answer(0);
        }
    }
}

const REQUESTER: u64 = 26_000_000_004_118;

fn comment(id: u64, author: u64, public: bool, text: &str) -> Value {
    json!({
        "id": id, "author_id": author, "created_at": format!("2026-10-{:02}T08:00:00Z", id % 28 + 1), "public": public,
        "plain_body": text, "html_body": "", "body": text, "attachments": [],
    })
}

#[test]
fn undecodable_key_is_never_kept_before_it_is_asked_for() {
    let whole = license::signed_anew(&license::file(700_001).unwrap()).unwrap();
    let cut = &whole[..whole.len() / 2];
    let quoted: String = whole.lines().map(|line| format!("> {line}\n")).collect();
    let comments = json!([
        comment(1, REQUESTER, true, &format!("Here it is:\n{whole}")),
        comment(2, REQUESTER, true, &format!("Once more\n{quoted}")),
        comment(3, TRIAGE_AGENT, false, &format!("The customer's key:\n{cut}")),
    ]);
    let (mut world, panel) = with_comments(4118, &comments);
    let key = "A license key that cannot be read";
    assert_eq!(hits(&world, panel), [format!("{key}: Quinn Quiet, requester, public comment")], "one key, twice");
    assert_eq!(others(&world, panel), [format!("{key}: Tomás Treviño, agent, internal note")]);
    assert!(!world.stored().contains("eyJkYXRhIjoi"), "nothing is kept of a key that nobody asked for");
    assert!(!world.stored().contains(&whole[40..60]));

    let id = world.case(panel).found.hits[0].id;
    world.asked.clear();
    world.intend(panel, Intent::TakeHit(id));
    assert_eq!(world.asked.len(), 1, "{:?}", world.asked);
    // The worker stops meanwhile.
    world.stop_worker();
    answer_with(&mut world, &comments);
    let file = world.case(panel).file.clone().unwrap();
    assert!(file.can_validate && file.problem.unwrap().0.contains("not decryptable"), "it was read again");
    world.intend(panel, Intent::ValidateInPortal);
    world.intend(panel, Intent::DismissFile);
    assert_eq!(world.case(panel).file, None);
    assert!(!world.stored().contains("eyJkYXRhIjoi"), "dismissing drops it");

    // The comment was redacted meanwhile.
    world.intend(panel, Intent::TakeHit(id));
    answer_with(&mut world, &json!([comment(1, REQUESTER, true, "(redacted)")]));
    let file = world.case(panel).file.clone().unwrap();
    assert_eq!(file.problem.unwrap().0, "The comment no longer holds the license key.");
    assert!(!file.can_validate);
}

#[test]
fn finds_keep_their_numbers_and_the_sold_to_its_giver_when_the_ticket_is_read_again() {
    let before = json!([
        comment(1, REQUESTER, true, "License ID: 700001"),
        comment(2, OTHER_CUSTOMER, true, "Sold-to: alice@acme.example"),
    ]);
    let (mut world, panel) = with_comments(4118, &before);
    let numbers = |world: &World| {
        let hits = &world.case(panel).found.hits;
        hits.iter().map(|hit| (hit.title.clone(), hit.id)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let first = numbers(&world);
    world.intend(panel, Intent::TakeHit(first["Sold-to alice@acme.example"]));
    let from = world.case(panel).sold_to_from.clone();
    assert_eq!(from.as_ref().unwrap().place.author.as_deref(), Some("Dana Diaz"));

    let after = json!([
        comment(1, REQUESTER, true, "License ID: 700001"),
        comment(2, OTHER_CUSTOMER, true, "Sold-to: alice@acme.example"),
        comment(3, REQUESTER, true, "License ID: 700002\nSold-to: bob@acme.example"),
        comment(4, TRIAGE_AGENT, false, "Sold-to: alice@acme.example"),
    ]);
    world.intend(panel, Intent::SearchTicket);
    answer_with(&mut world, &after);
    let second = numbers(&world);
    assert!(first.iter().all(|(title, id)| second[title] == *id), "{first:?} {second:?}");
    assert_eq!(world.case(panel).sold_to_from, from);
    assert_eq!(world.case(panel).sold_to, "alice@acme.example");
}

#[test]
fn sold_to_taken_along_stands_only_while_the_ticket_names_no_other() {
    let first = comment(1, REQUESTER, true, "License ID: 700001\nSold-to: alice@acme.example");
    let (mut world, panel) = with_comments(4118, &json!([first.clone()]));
    press(&mut world, panel, "License 700001");
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Pass));
    let second = comment(2, REQUESTER, true, "No, the sold-to is bob@acme.example");
    world.intend(panel, Intent::SearchTicket);
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Pass), "nothing else was read yet");
    answer_with(&mut world, &json!([first, second]));
    assert_eq!(world.case(panel).sold_to, "");
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Unknown));
    assert_eq!(world.case(panel).sold_to_candidates.len(), 2);
}

#[test]
fn field_that_disagrees_with_the_requester_is_for_the_agent_to_judge() {
    let requester = 26_000_000_004_101;
    for (field, said, along) in [
        ("alice@acme.example", "bob@acme.example", ""),
        ("alice@acme.example", "ALICE@acme.example", "ALICE@acme.example"),
    ] {
        let text = format!("License ID: 700001\nSold-to: {said}");
        let (mut world, panel) = with_comments(4101, &json!([comment(1, requester, true, &text)]));
        press(&mut world, panel, "License 700001");
        assert_eq!(world.case(panel).sold_to, along, "{field} {said}");
        assert_eq!(world.case(panel).sold_to_candidates.len(), if along.is_empty() { 2 } else { 0 });
    }
}

#[test]
fn requester_who_is_not_known_passes_nothing() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    let ticket = world.under_way.iter().position(|(_, target)| target.url().contains("?include=users,org")).unwrap();
    world.fail(ticket, 500);
    world.answer_all();
    assert_eq!(hits(&world, panel)[0], "License 700001: Charlie Castro, customer, public comment");
    press(&mut world, panel, "License 700001");
    press(&mut world, panel, "Sold-to");
    for title in [PROOF, SOLD_TO] {
        assert_eq!(outcome(&world, panel, title), Some(Outcome::Unknown), "{title}");
    }
    // The ticket is read after all: both are the requester's.
    world.intend(panel, Intent::ReloadTicket);
    world.answer_all();
    assert_eq!(finding(&world, panel, PROOF), None);
    assert_eq!(outcome(&world, panel, SOLD_TO), Some(Outcome::Pass));
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
}

#[test]
fn better_proof_is_never_chosen_silently() {
    let (mut world, panel) = on(4118);
    world.collect(panel, "700001", "alice@acme.example");
    world.collect(panel, "700002", "alice@acme.example");
    let proofs: Vec<_> = world.case(panel).proofs.iter().map(|proof| (proof.verdict, proof.chosen)).collect();
    assert_eq!(proofs, [(Some(Verdict::Entitled), false), (Some(Verdict::NotEntitled), true)]);
    assert_eq!(world.outcome(panel).verdict, Verdict::NotEntitled);
    assert!(world.note(panel).contains("/admin/license/700002"));
}

#[test]
fn requesters_own_words_win_over_whoever_said_the_same() {
    let comments = json!([
        comment(1, TRIAGE_AGENT, false, "License ID: 700001, sold-to alice@acme.example"),
        comment(2, REQUESTER, true, "License ID: 700001\nSold-to: alice@acme.example"),
        comment(3, OTHER_CUSTOMER, true, "License ID: 700001\nSold-to: alice@acme.example"),
        comment(4, TRIAGE_AGENT, true, "> License ID: 700001\n> Sold-to: alice@acme.example"),
    ]);
    let (mut world, panel) = with_comments(4118, &comments);
    press(&mut world, panel, "License 700001");
    assert_eq!(finding(&world, panel, PROOF), None);
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
}

/// A comment of a random conversation: who wrote it, whether the customer sees it, and what it says.
fn random_comment() -> impl Strategy<Value = (u64, bool, String)> {
    let author = prop::sample::select(vec![REQUESTER, OTHER_CUSTOMER, TRIAGE_AGENT, NOT_SENT]);
    let address = prop::sample::select(vec!["alice@acme.example", "bob@acme.example", "ALICE@acme.example"]);
    let text = prop::sample::select(vec![
        "Sold-to: ADDRESS",
        "> Sold-to: ADDRESS",
        "Is it ADDRESS, the subscription owner?",
        "The owner is ADDRESS.",
        "- License: x\n- Order: x\n- Billing account: x\n- Sold-to: ADDRESS",
        "On 14 Oct 2026, Tomás wrote:\n\nSold-to: ADDRESS",
        "Käufer: ADDRESS",
        "Hello.",
    ]);
    (author, any::<bool>(), text, address).prop_map(|(author, public, text, address)| {
        (author, public, format!("License ID: 700001\n{}", text.replace("ADDRESS", address)))
    })
}

/// What `Sold-to matches` says after each press that the panel offers for these comments.
fn outcomes(comments: &[Value]) -> Vec<(String, String)> {
    // The license stands in a comment of its own, so that there always is one to press.
    let license = comment(90, REQUESTER, true, "License ID: 700001");
    let all: Vec<_> = comments.iter().cloned().chain([license]).collect();
    let (mut world, panel) = with_comments(4118, &json!(all));
    press(&mut world, panel, "License 700001");
    let said = |world: &World| finding(world, panel, SOLD_TO).map(|one| format!("{:?} {}", one.outcome, one.reason));
    let mut outcomes = vec![("License 700001".to_owned(), said(&world).unwrap_or_default())];
    let offered: Vec<_> = world.case(panel).found.hits.iter().filter(|hit| hit.is_sold_to).cloned().collect();
    for hit in offered {
        world.intend(panel, Intent::TakeHit(hit.id));
        outcomes.push((hit.title.to_lowercase(), said(&world).unwrap_or_default()));
    }
    let others = &world.case(panel).found.others;
    assert!(others.iter().all(|hit| !hit.is_sold_to), "{others:?}");
    outcomes.sort();
    outcomes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// No comment that is internal, an agent's, an evidence note or of an unknown author changes what the check says.
    #[test]
    fn only_customers_public_words_change_the_sold_to(random in prop::collection::vec(random_comment(), 0..8)) {
        let is_customers = |(author, public, text): &&(u64, bool, String)| {
            *public && [REQUESTER, OTHER_CUSTOMER].contains(author) && !text.contains("Billing account")
        };
        let all: Vec<_> = random.iter().zip(1..).map(|((author, public, text), id)| comment(id, *author, *public, text)).collect();
        let customers = random.iter().zip(1..).filter(|(one, _)| is_customers(one));
        let customers: Vec<_> = customers.map(|((author, public, text), id)| comment(id, *author, *public, text)).collect();
        let with = outcomes(&all);
        prop_assert_eq!(&with, &outcomes(&customers));
        // And without the requester's own words nothing passes.
        let says = |(author, public, text): &(u64, bool, String)| {
            *author == REQUESTER && *public && !text.contains("Billing account") && text.contains('@')
        };
        if !random.iter().any(says) {
            prop_assert!(with.iter().all(|(_, said)| !said.starts_with("Pass")), "{with:?}");
        }
    }
}
