//! What the note says of what was not read, not found, or found several times, and what the panel shows in the verdict's
//! place while a walk has not ended.

use vouch::case::{Event, PanelId};
use vouch::checks::{Outcome, Verdict};
use vouch::fetch::{Answer, Reply};
use vouch::protocol::{Intent, Ruling};
use vouch::trail::{StatusAction, StepName};
use vouch_sandbox::portal::Markup;

use crate::proofs::LICENSE_NOTE;
use crate::world::World;

/// When the site may be asked again, in seconds since 1970.
const LATER: u64 = 4_000_000_000;

/// What happens to the request for a page.
#[derive(Clone, Debug)]
enum Happens {
    Answer(u16),
    Reply(Reply),
    Cancel,
}

/// A walk for a license whose request for this path comes to this.
fn walk(license: &str, path: &str, happens: &Happens) -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    world.intend(panel, Intent::EditLicenseId(license.to_owned()));
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.intend(panel, Intent::Collect);
    world.answer_until(path);
    match happens {
        Happens::Cancel => world.intend(panel, Intent::Cancel),
        Happens::Answer(status) => {
            let (id, _) = world.under_way.remove(0);
            let retry_at = (*status == 429).then_some(LATER);
            let body = "<html><body>Sorry.</body></html>".to_owned();
            world.handle(Event::Reply(id, Reply::Answer(Answer { status: *status, retry_at, body })));
        }
        Happens::Reply(reply) => {
            let (id, _) = world.under_way.remove(0);
            world.handle(Event::Reply(id, reply.clone()));
        }
    }
    world.answer_all();
    (world, panel)
}

#[test]
fn walk_that_has_not_ended_has_a_status_instead_of_a_verdict_and_no_note() {
    let sign_in = |action: &StatusAction| matches!(action, StatusAction::SignIn(_));
    let try_again = |action: &StatusAction| *action == StatusAction::TryAgain { not_before: None };
    let wait = |action: &StatusAction| *action == StatusAction::TryAgain { not_before: Some(LATER) };
    let go_on = |action: &StatusAction| *action == StatusAction::Continue;
    type Does = fn(&StatusAction) -> bool;
    // (what happens, the headline without its step, the message, what to do, why the note says that it was not read)
    let states: [(Happens, &str, &str, Does, &str); 10] = [
        (Happens::Reply(Reply::Redirect), "Stopped", "You are signed out of SITE.", sign_in, "signed out of SITE"),
        (Happens::Answer(401), "Stopped", "You are signed out of SITE.", sign_in, "signed out of SITE"),
        (Happens::Answer(429), "Stopped", "SITE asks to slow down.", wait, "SITE asked to slow down"),
        (Happens::Answer(502), "Stopped", "SITE failed (status 502).", try_again, "SITE failed (status 502)"),
        (Happens::Answer(500), "Stopped", "SITE failed (status 500).", try_again, "SITE failed (status 500)"),
        (Happens::Reply(Reply::Offline), "Stopped", "This computer is offline.", try_again, "offline"),
        (
            Happens::Reply(Reply::Timeout),
            "Stopped",
            "SITE did not answer in time.",
            try_again,
            "SITE did not answer in time",
        ),
        (
            Happens::Reply(Reply::Unreachable),
            "Stopped",
            "SITE could not be reached.",
            sign_in,
            "SITE could not be reached",
        ),
        (
            Happens::Reply(Reply::AnotherType { wanted: "the usual", got: "text/plain".to_owned() }),
            "Stopped",
            "SITE answered with text/plain instead of the usual.",
            try_again,
            "SITE answered with text/plain instead of the usual",
        ),
        (Happens::Cancel, "Cancelled", "The walk was cancelled.", go_on, "cancelled"),
    ];
    // (the page, its step, the lines that are read, the lines that are not)
    let places: [(&str, StepName, &str, &[&str]); 5] = [
        (
            "/license/",
            StepName::License,
            "the portal",
            &["License", "Order", "Billing account", "Sold-to", "Salesforce ID", "Organization"],
        ),
        (
            "/admin/order",
            StepName::Order,
            "the portal",
            &["Order", "Billing account", "Sold-to", "Salesforce ID", "Organization"],
        ),
        (
            "/billing_account/",
            StepName::BillingAccount,
            "the portal",
            &["Billing account", "Sold-to", "Salesforce ID", "Organization"],
        ),
        ("/billing_account_contact/", StepName::SoldTo, "the portal", &["Sold-to"]),
        ("/search", StepName::Organization, "Zendesk", &["Organization"]),
    ];
    for (happens, headline, message, does, why) in &states {
        for (path, step, site, unread) in places {
            let what = format!("{happens:?} at {path}");
            let (mut world, panel) = walk("700001", path, happens);
            let named = |text: &str| {
                let text = text.replace("SITE", site);
                if text.starts_with("the portal") && text.ends_with('.') { text.replacen('t', "T", 1) } else { text }
            };
            let status = world.status(panel);
            assert_eq!((status.at, &status.headline), (step, &format!("{headline} at {}", step.title())), "{what}");
            assert_eq!(status.message, named(message), "{what}");
            assert!(does(&status.action), "{what}: {status:?}");
            let trail = world.trail(panel);
            assert_eq!((&trail.outcome, &trail.note, trail.failed.as_slice()), (&None, &None, &[] as &[_]), "{what}");
            let proof = &world.case(panel).proofs[0];
            assert_eq!((proof.verdict, &proof.said), (None, &world.status(panel).headline), "{what}");
            assert_eq!(world.case(panel).next.title, "Gather the evidence", "{what}");

            // The engine refuses, whatever a panel sends.
            world.intend(panel, Intent::InsertNote);
            assert!(world.composer_orders.is_empty(), "{what}");
            world.intend(panel, Intent::EditNote(Some("mine".to_owned())));
            assert_eq!(world.trail(panel).note, None, "{what}");

            world.intend(panel, Intent::WriteNoteSoFar);
            world.stop_worker();
            world.answer_all();
            assert_eq!(world.trail(panel).outcome, None, "{what}: the note so far is no verdict");
            // A cancelled contact leaves the organization unread, too: nothing after it was asked for.
            let is_unread = |label: &str| {
                unread.contains(&label)
                    || (matches!(happens, Happens::Cancel) && step == StepName::SoldTo && label == "Organization")
            };
            let why = named(why);
            let lines = LICENSE_NOTE.lines().map(|line| {
                let label = line.strip_prefix("- ").unwrap().split(": ").next().unwrap();
                if is_unread(label) { format!("- {label}: not read ({why})") } else { line.to_owned() }
            });
            let stopped = match happens {
                Happens::Cancel => format!("- Open: The walk was cancelled at {}.", step.title()),
                _ => format!("- Open: The walk stopped at {} ({why}).", step.title()),
            };
            let expected: Vec<_> = lines.chain([stopped]).collect();
            assert_eq!(world.note(panel), expected.join("\n"), "{what}");
            world.intend(panel, Intent::InsertNote);
            assert_eq!(world.composer_orders.len(), 1, "{what}: the agent asked for it");

            // The walk goes on: the note of before is gone, and the verdict comes at the end.
            let intent = match &world.status(panel).action {
                StatusAction::Continue => Intent::Collect,
                _ => Intent::RetryStep(step),
            };
            world.intend(panel, intent);
            assert_eq!((&world.trail(panel).note, &world.trail(panel).status), (&None, &None), "{what}");
            world.answer_all();
            assert_eq!(world.outcome(panel).verdict, Verdict::Entitled, "{what}");
            assert_eq!(world.note(panel), LICENSE_NOTE, "{what}");
        }
    }
}

#[test]
fn walk_that_stops_again_has_no_note_until_the_agent_asks_again() {
    let (mut world, panel) = walk("700001", "/admin/order", &Happens::Answer(502));
    world.intend(panel, Intent::WriteNoteSoFar);
    assert!(world.trail(panel).note.is_some());
    world.intend(panel, Intent::RetryStep(StepName::Order));
    world.intend(panel, Intent::Cancel);
    assert_eq!(world.trail(panel).note, None);
    // Another proof has a note of its own.
    world.intend(panel, Intent::WriteNoteSoFar);
    world.intend(panel, Intent::EditLicenseId("700010".to_owned()));
    world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
    assert_eq!(world.trail(panel).note, None);
    // While it goes on there is nothing to write.
    world.intend(panel, Intent::Collect);
    world.intend(panel, Intent::WriteNoteSoFar);
    assert_eq!(world.trail(panel).note, None);
}

#[test]
fn check_that_failed_already_is_shown_before_the_walk_has_ended() {
    let (mut world, panel) = walk("700002", "/admin/order", &Happens::Answer(502));
    let failed: Vec<_> = world.trail(panel).failed.iter().map(|one| (one.title.as_str(), one.outcome)).collect();
    assert_eq!(failed, [("Not a trial", Outcome::Fail)]);
    assert_eq!(world.trail(panel).outcome, None);
    world.intend(panel, Intent::WriteNoteSoFar);
    let last: Vec<_> = world.note(panel).lines().skip(6).collect();
    assert_eq!(
        last,
        ["- Reason: The license is a trial.", "- Open: The walk stopped at Order (the portal failed (status 502))."]
    );
}

#[test]
fn walk_that_ended_without_everything_says_what_is_missing() {
    /// What it begins with, a page that is answered with a status, lines of the note.
    type Ended = (&'static str, Option<(&'static str, u16)>, &'static [&'static str]);
    let cases: [Ended; 12] = [
        // The record is not there.
        (
            "799999",
            None,
            &[
                "- License: none found (searched for license 799999)",
                "- Order: not read (the portal has no license 799999)",
            ],
        ),
        (
            "700006",
            None,
            &[
                "- Order: none found (searched for A-S00000000)",
                "- Organization: not read (no order has the subscription name \"A-S00000000\")",
            ],
        ),
        (
            "700032",
            None,
            &["- Order: none found (searched for a-s00012345; in other letter case there is A-S00012345)"],
        ),
        (
            "Activation code: NoSuchCode11223344556677",
            None,
            &["- Cloud activation: none found (searched for NoSuchCode11223344556677)"],
        ),
        // The page is there and lacks the value.
        ("700005", None, &["- Order: not read (the license page shows no subscription name)"]),
        (
            "700013",
            None,
            &[
                "- Billing account: not read (the order page shows no billing account)",
                "- Salesforce ID: not read (the order page shows no billing account)",
            ],
        ),
        (
            "700014",
            None,
            &[
                "- Salesforce ID: not read (the billing account shows no Salesforce account)",
                "- Organization: not read (the billing account shows no Salesforce account)",
            ],
        ),
        ("700015", None, &["- Sold-to: not read (the billing account shows no sold-to address)"]),
        // The page shows a value that is not what it should be.
        ("700024", None, &["- Salesforce ID: not readable (\"0016100000ABCDEFG\")"]),
        // Every line was read, and a check is still unknown.
        ("700011", None, &["- Open: The license page does not say whether it is a trial."]),
        ("700012", None, &["- Open: The license page shows no end date."]),
        // The agent may not see it: signing in again does not help.
        (
            "700001",
            Some(("/admin/order", 403)),
            &[
                "- License: https://customers.gitlab.com/admin/license/700001",
                "- Order: not read (the portal did not let the agent see it)",
            ],
        ),
    ];
    for (entry, fault, lines) in cases {
        let (world, panel) = match fault {
            Some((path, status)) => walk(entry, path, &Happens::Answer(status)),
            None => {
                let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
                world.collect(panel, entry, "");
                (world, panel)
            }
        };
        assert_eq!(world.trail(panel).status, None, "{entry}");
        assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide, "{entry}");
        let note = world.note(panel);
        for line in lines {
            assert!(note.lines().any(|one| one == *line), "{entry}: {line} in\n{note}");
        }
        assert!(note.contains("\n- Open: ") && !note.contains("not found"), "{entry}: {note}");
    }
}

#[test]
fn choice_of_orders_is_a_status_and_its_note_names_each() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4116);
    world.collect(panel, "700017", "rita@reseller.example");
    let status = world.status(panel);
    assert_eq!((status.headline.as_str(), &status.action), ("Choose the order", &StatusAction::ChooseOrder));
    assert_eq!(status.message, "2 orders have this subscription name, with different billing accounts.");
    world.intend(panel, Intent::WriteNoteSoFar);
    insta::assert_snapshot!(world.note(panel), @r"
    - License: https://customers.gitlab.com/admin/license/700017
    - Order: 2 found: https://customers.gitlab.com/admin/order/5012, https://customers.gitlab.com/admin/order/5011
    - Billing account: not read (the order is not chosen)
    - Sold-to: not read (the order is not chosen)
    - Salesforce ID: not read (the order is not chosen)
    - Organization: not read (the order is not chosen)
    - Open: The order is not chosen.
    ");
}

#[test]
fn note_of_one_line_or_bare_ids_claims_nothing_that_was_not_read() {
    use vouch::note::{Line, NotePart};
    let (mut world, panel) = walk("700001", "/billing_account/", &Happens::Answer(502));
    world.intend(panel, Intent::WriteNoteSoFar);
    for (part, text) in [
        (NotePart::Line(Line::Organization), "- Organization: not read (the portal failed (status 502))"),
        (NotePart::Ids, "700001\n5001"),
        // It was not searched for, so there is no note about a missing organization.
        (NotePart::NoOrganization, "- License: https://customers.gitlab.com/admin/license/700001"),
    ] {
        world.intend(panel, Intent::ChooseNotePart(part));
        assert!(world.note(panel).starts_with(text), "{part:?}: {}", world.note(panel));
        assert!(!world.note(panel).contains("To do"));
    }
}

#[test]
fn free_mail_requester_who_is_accepted_never_looks_like_a_plain_pass() {
    const TITLE: &str = "Company e-mail";
    let (mut world, panel) = World::on_ticket(Markup::V3, 4160);
    world.collect(panel, "700001", "alice@acme.example");
    let said = |world: &World| world.outcome(panel).said();
    assert_eq!(said(&world), "For you to decide");
    let reason = "charlie_castro@gmail.com is not a company's address: nobody is associated with it.";
    assert_eq!(world.note(panel), format!("{LICENSE_NOTE}\n- Open: {reason}"));

    let why = "The owner confirmed it.".to_owned();
    world.intend(panel, Intent::Decide { title: TITLE.to_owned(), decision: Ruling::Accept(why.clone()) });
    assert_eq!((said(&world).as_str(), world.outcome(panel).accepted), ("Entitled, with 1 accepted exception", 1));
    assert_eq!(world.case(panel).proofs[0].said, "Entitled, with 1 accepted exception");
    assert_eq!(world.note(panel), format!("{LICENSE_NOTE}\n- Decided: {reason} Accepted: {why}"));

    let why = "A private address.".to_owned();
    world.intend(panel, Intent::Decide { title: TITLE.to_owned(), decision: Ruling::Refuse(why.clone()) });
    assert_eq!((said(&world).as_str(), world.outcome(panel).accepted), ("Not entitled", 0));
    assert_eq!(world.note(panel), format!("{LICENSE_NOTE}\n- Reason: {reason} Refused: {why}"));
    assert_eq!(world.case(panel).next.title, "Not entitled: reply");
    world.stop_worker();
    world.answer_all();
    assert_eq!(said(&world), "Not entitled", "it outlives the worker");

    world.intend(panel, Intent::Decide { title: TITLE.to_owned(), decision: Ruling::TakeBack });
    assert_eq!(said(&world), "For you to decide");
}
