//! Every place that a walk can start from besides a license, and the orders that it can meet.

use vouch::checks::{Outcome, Verdict};
use vouch::fetch::Reply;
use vouch::protocol::{Intent, PageState};
use vouch::trail::{StatusAction, StepName, StepState};
use vouch_sandbox::portal::{Blanks, Booleans, Dates, Groups, Markup, SalesforceAccount, SoldTo, Variant};

use crate::MARKUPS;
use crate::world::World;

pub const LICENSE_NOTE: &str = "\
- License: https://customers.gitlab.com/admin/license/700001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001";

const ACTIVATION_NOTE: &str = "\
- Cloud activation: https://customers.gitlab.com/admin/cloud_activation/9001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001";

/// Who begins with an order has proved nothing yet, and the note says so.
const ORDER_NOTE: &str = "\
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001
- Open: Neither a license nor a cloud activation was read.";

/// A billing account leads to no order, so the note has no such line.
const ACCOUNT_NOTE: &str = "\
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001
- Open: Neither a license nor a cloud activation was read.";

#[test]
fn from_every_start_to_a_note() {
    use Verdict::{Entitled, ForYouToDecide};
    // What does not name a license or a cloud activation proves nothing by itself.
    let cases = [
        // The search for this code also finds an activation whose subscription name repeats it.
        ("Gv3JSmg8YQyvm4tSGXbhDYfZ", Entitled, ACTIVATION_NOTE),
        ("https://customers.gitlab.com/admin/cloud_activation/9001", Entitled, ACTIVATION_NOTE),
        ("A-S00012345", ForYouToDecide, ORDER_NOTE),
        ("https://customers.gitlab.com/admin/order/5001", ForYouToDecide, ORDER_NOTE),
        ("https://customers.gitlab.com/admin/billing_account/1001", ForYouToDecide, ACCOUNT_NOTE),
    ];
    for markup in MARKUPS {
        for (entry, verdict, note) in cases {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.collect(panel, entry, "alice@acme.example");
            let outcome = world.outcome(panel);
            assert_eq!(outcome.verdict, verdict, "{entry} {markup:?}: {outcome:#?}");
            assert_eq!(world.note(panel), note, "{entry} {markup:?}");
        }
    }
}

#[test]
fn what_a_cloud_activation_does_not_lead_to() {
    // (code, the step that fails, what it says)
    let cases = [
        (
            "NoSuchCode11223344556677",
            "Cloud activation",
            "No cloud activation has the activation code \"NoSuchCode11223344556677\".",
        ),
        (
            "gv3jsmg8yqyvm4tsgxbhdyfz",
            "Cloud activation",
            "No cloud activation has the activation code \"gv3jsmg8yqyvm4tsgxbhdyfz\"; in other letter case there is Gv3JSmg8YQyvm4tSGXbhDYfZ.",
        ),
        ("NoOrder1122334455667788x", "Order", "No order has the subscription name \"A-S00000000\"."),
        ("NilSubName77777777777777w", "Order", "The cloud activation shows no subscription name."),
        ("NoBa998877665544332211yZ", "Billing account", "The order page shows no billing account."),
    ];
    for markup in MARKUPS {
        for (code, step, message) in cases {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.collect(panel, &format!("Activation code: {code}"), "");
            let failure = world.failure(panel).map(|(step, message)| (step.name.title(), message));
            assert_eq!(failure, Some((step, message)), "{code} {markup:?}");
            assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide, "{code} {markup:?}");
        }
    }
}

#[test]
fn an_activation_is_the_one_whose_own_code_is_equal() {
    for markup in MARKUPS {
        // A code that another begins with, and one that is the other's pattern for a wildcard search.
        for (code, id) in [("PrefixSharedCode12345678", 9005), ("PrefixSharedCode123456789", 9006)] {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.collect(panel, &format!("Activation code: {code}"), "");
            let link = world.trail(panel).steps[0].link.clone().unwrap();
            assert_eq!(link.url(), format!("https://customers.gitlab.com/admin/cloud_activation/{id}"), "{markup:?}");
        }
    }
}

#[test]
fn the_checks_read_the_cloud_activation() {
    let cases = [
        ("TrLp7Wq2ZkNc9xVbT4sHdUeA", "Not a trial", Outcome::Fail, "The cloud activation is a trial."),
        (
            "NilTrial5555555555555555q",
            "Not a trial",
            Outcome::Unknown,
            "The cloud activation page does not say whether it is a trial.",
        ),
        ("Gv3JSmg8YQyvm4tSGXbhDYfZ", "Not a trial", Outcome::Pass, "The cloud activation is not a trial."),
        (
            "Gv3JSmg8YQyvm4tSGXbhDYfZ",
            "Not expired",
            Outcome::Pass,
            "The order is valid until 2099-12-31. An order can show the date of a renewal that was cancelled later.",
        ),
    ];
    for markup in MARKUPS {
        for (code, title, outcome, reason) in cases {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.collect(panel, &format!("Activation code: {code}"), "alice@acme.example");
            let findings = &world.outcome(panel).findings;
            let finding = findings.iter().find(|finding| finding.title == title).unwrap();
            assert_eq!((finding.outcome, finding.reason.as_str()), (outcome, reason), "{code} {markup:?}");
        }
    }
}

#[test]
fn orders_of_one_name() {
    // (license, the order that the note names, what the trail says of it)
    let cases = [
        ("700001", "5001", ""),
        ("700010", "5002", ""),
        // The order has a space behind its name; another begins with the same letters.
        ("700031", "5008", ""),
        ("700030", "5013", ""),
        ("700022", "5010", "the last to end of 2 orders with one billing account"),
        ("700035", "5033", "the last to end of 2 orders with one billing account"),
    ];
    for markup in MARKUPS {
        for (license, order, said) in cases {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.collect(panel, license, "");
            let note = world.note(panel);
            assert!(note.contains(&format!("/admin/order/{order}\n")), "{license} {markup:?}: {note}");
            let StepState::Read(summary) = &world.trail(panel).steps[1].state else { panic!("{license} {markup:?}") };
            assert!(summary.ends_with(said), "{license} {markup:?}: {summary}");
        }
    }
}

#[test]
fn orders_with_several_billing_accounts_are_for_the_agent_to_choose() {
    for markup in MARKUPS {
        for (choice, account, sold_to) in [(0, "1009", "rita@reseller.example"), (1, "1001", "alice@acme.example")] {
            let (mut world, panel) = World::on_ticket(markup, 4116);
            world.collect(panel, "700017", sold_to);
            let StepState::Choose(orders) = world.trail(panel).steps[1].state.clone() else { panic!("{markup:?}") };
            assert_eq!(orders.iter().map(|order| order.id.as_str()).collect::<Vec<_>>(), ["5012", "5011"]);
            assert!(orders[choice].summary.ends_with(&format!("billing account #{account}")), "{orders:?}");
            assert_eq!(world.status(panel).action, StatusAction::ChooseOrder);
            assert_eq!((&world.trail(panel).outcome, &world.trail(panel).note), (&None, &None), "{markup:?}");

            world.intend(panel, Intent::ChooseOrder(orders[choice].id.clone()));
            world.answer_all();
            let outcome = world.outcome(panel);
            assert!(world.note(panel).contains(&format!("/admin/billing_account/{account}\n")), "{outcome:?}");
            assert!(world.note(panel).contains(sold_to), "{outcome:?}");
            let StepState::Read(summary) = &world.trail(panel).steps[1].state else { panic!() };
            assert!(summary.ends_with("chosen from 2 orders"), "{summary}");
        }
    }
}

#[test]
fn a_choice_that_was_not_offered_changes_nothing() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    world.collect(panel, "700001", "");
    let before = world.case(panel).clone();
    world.intend(panel, Intent::ChooseOrder("5002".parse().unwrap()));
    world.intend(panel, Intent::RetryStep(StepName::Order));
    assert_eq!(*world.case(panel), before);
    assert!(world.under_way.is_empty());
}

#[test]
fn a_failed_step_is_retried_alone() {
    for markup in MARKUPS {
        let (mut world, panel) = World::on_ticket(markup, 4118);
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
        world.intend(panel, Intent::Collect);
        world.answer_until("/admin/billing_account/1001");
        world.fail(0, 500);
        let (step, message) = world.failure(panel).unwrap();
        assert_eq!((step.name, message), (StepName::BillingAccount, "The portal failed (status 500)."));

        world.asked.clear();
        world.intend(panel, Intent::RetryStep(StepName::BillingAccount));
        assert_eq!(world.asked, ["https://customers.gitlab.com/admin/billing_account/1001"]);
        world.answer_all();
        assert_eq!(world.outcome(panel).verdict, Verdict::Entitled, "{markup:?}");
    }
}

#[test]
fn each_failure_has_its_own_message_and_its_own_advice() {
    let mut said = std::collections::BTreeSet::new();
    for status in [401, 403, 404, 422, 429, 500, 503] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        world.intend(panel, Intent::Collect);
        world.fail(0, status);
        let (step, message) = world.failure(panel).unwrap();
        let StepState::Failed { advice, .. } = &step.state else { panic!() };
        assert!(said.insert(message.to_owned()), "{status}: {message}");
        assert!(!advice.text.is_empty());
    }
    for reply in [Reply::Timeout, Reply::Offline, Reply::Unreachable, Reply::Redirect] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        world.intend(panel, Intent::Collect);
        let (id, _) = world.under_way.remove(0);
        world.handle(vouch::case::Event::Reply(id, reply.clone()));
        let message = world.failure(panel).unwrap().1.to_owned();
        // A redirect leads to the sign-in: what 401 says, too.
        assert!(said.insert(message.clone()) || reply == Reply::Redirect, "{reply:?}: {message}");
    }
}

#[test]
fn several_proofs_of_one_case() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    world.collect(panel, "700002", "alice@acme.example");
    world.collect(panel, "700001", "alice@acme.example");
    world.collect(panel, "Gv3JSmg8YQyvm4tSGXbhDYfZ", "alice@acme.example");
    let proofs: Vec<_> =
        world.case(panel).proofs.iter().map(|proof| (proof.title.clone(), proof.verdict, proof.chosen)).collect();
    assert_eq!(
        proofs,
        [
            ("License 700002".to_owned(), Some(Verdict::NotEntitled), false),
            ("License 700001".to_owned(), Some(Verdict::Entitled), false),
            ("Cloud activation Gv3JSmg8YQyvm4tSGXbhDYfZ".to_owned(), Some(Verdict::Entitled), true),
        ]
    );
    assert_eq!(world.note(panel), ACTIVATION_NOTE);

    world.intend(panel, Intent::ChooseTrail(0));
    assert_eq!(world.case(panel).license_id, "700002");
    assert!(world.note(panel).contains("/admin/license/700002"));
    assert!(world.under_way.is_empty(), "nothing is read again");
    world.intend(panel, Intent::ChooseTrail(7));
    assert!(world.note(panel).contains("/admin/license/700002"));
}

#[test]
fn a_page_of_the_portal_tells_what_it_shows_and_can_be_added_to_the_case() {
    for markup in MARKUPS {
        for (path, title, row, note) in [
            ("license/700001", "License", ("Subscription name", "A-S00012345"), "/admin/license/700001\n"),
            ("cloud_activation/9001", "Cloud activation", ("Trial", "No"), "/admin/cloud_activation/9001\n"),
            (
                "order/5001?x=1",
                "Order",
                ("Billing account", "#1001"),
                "- Order: https://customers.gitlab.com/admin/order/5001\n",
            ),
            (
                "billing_account/1001",
                "Billing account",
                ("Salesforce account", "0016100000aBcDeAAK"),
                "/admin/billing_account/1001\n",
            ),
        ] {
            let (mut world, ticket) = World::on_ticket(markup, 4118);
            let portal = vouch::case::PanelId(2);
            world.open(portal, &format!("https://customers.gitlab.com/admin/{path}"));
            assert_eq!(world.view(portal).page.as_ref().unwrap().state, PageState::Reading);
            world.answer_all();
            let page = world.view(portal).page.clone().unwrap();
            let add_to = page.add_to.as_ref().map(|ticket| ticket.case);
            assert_eq!((page.title.as_str(), add_to), (title, Some(world.case(ticket).case)), "{path} {markup:?}");
            let PageState::Record(rows) = &page.state else { panic!("{path} {markup:?}: {page:?}") };
            assert!(rows.contains(&(row.0.to_owned(), row.1.to_owned())), "{path} {markup:?}: {rows:?}");

            world.intend(portal, Intent::AddPage);
            world.answer_all();
            let text = world.note(ticket);
            assert!(text.contains(note), "{path} {markup:?}: {text}");
        }
    }
}

#[test]
fn a_page_never_shows_another_records_values() {
    let (mut world, _) = World::on_ticket(Markup::V3, 4118);
    let portal = vouch::case::PanelId(2);
    world.open(portal, "https://customers.gitlab.com/admin/license/700001");
    let late = world.under_way[0].clone();
    // The agent has moved on before the first page was read.
    world.open(portal, "https://customers.gitlab.com/admin/license/700010");
    let reply = world.ask(&late.1);
    world.handle(vouch::case::Event::Reply(late.0, reply));
    assert_eq!(world.view(portal).page.as_ref().unwrap().state, PageState::Reading);
    world.answer_all();
    let shown = format!("{:?}", world.view(portal).page);
    assert!(shown.contains("A-S000123456") && !shown.contains("700001"), "{shown}");

    world.open(portal, "https://customers.gitlab.com/admin/license");
    assert_eq!(world.view(portal).page, None);
    world.open(portal, "https://customers.gitlab.com/admin/license/799999");
    world.answer_all();
    let page = world.view(portal).page.clone().unwrap();
    assert_eq!(page.add_to, None);
    let PageState::Failed { message, .. } = page.state else { panic!() };
    assert_eq!(message, "The portal has no license 799999.");
}

/// Every single way in which the real portal may differ from stock RailsAdmin (facts: portal d).
fn variants() -> Vec<Variant> {
    let stock = Variant::default;
    let mut variants = vec![
        Variant { subscription_label: Some("Subscription name".to_owned()), ..stock() },
        Variant { dates: Dates::Iso, ..stock() },
        Variant { dates: Dates::DayFirst, ..stock() },
        Variant { dates: Dates::Short, ..stock() },
        Variant { dates: Dates::Time, ..stock() },
        Variant { blanks: Blanks::Dash, ..stock() },
        Variant { groups: Groups::Two, ..stock() },
    ];
    let accounts = [SalesforceAccount::Link, SalesforceAccount::NamedLink, SalesforceAccount::Beside];
    variants.extend(accounts.map(|salesforce_account| Variant { salesforce_account, ..stock() }));
    let booleans = [Booleans::Icon, Booleans::Glyph, Booleans::YesNo, Booleans::TrueFalse, Booleans::Labelled];
    variants.extend(booleans.map(|booleans| Variant { booleans, ..stock() }));
    let sold_tos = [
        SoldTo::Email,
        SoldTo::NameAndEmail,
        SoldTo::Name,
        SoldTo::Parentheses,
        SoldTo::Dash,
        SoldTo::MailLink,
        SoldTo::TwoLinks,
    ];
    variants.extend(sold_tos.map(|sold_to| Variant { sold_to, ..stock() }));
    variants
}

#[test]
fn every_variant_of_the_portal_leads_to_the_same_note() {
    for markup in MARKUPS {
        for variant in variants() {
            for (entry, note) in [("700001", LICENSE_NOTE), ("Gv3JSmg8YQyvm4tSGXbhDYfZ", ACTIVATION_NOTE)] {
                let (mut world, panel) = World::on_ticket(markup, 4118);
                world.portal.set_variant(variant.clone());
                world.collect(panel, entry, "alice@acme.example");
                let outcome = world.outcome(panel);
                assert_eq!((outcome.verdict, world.note(panel)), (Verdict::Entitled, note), "{variant:?}");
            }
        }
    }
}

#[test]
fn values_that_a_variant_hides_or_garbles_are_unknown() {
    for markup in MARKUPS {
        for (variant, title, reason) in [
            (
                Variant { booleans: Booleans::UnknownIcon, ..Variant::default() },
                "Not a trial",
                "Whether the license is a trial is not readable: \"[flag ico ico-7]\".",
            ),
            (
                Variant { dates: Dates::Approximate, ..Variant::default() },
                "Not expired",
                "The license page's end date is not readable: \"31.12.99 (approx.)\".",
            ),
            (
                Variant { dates: Dates::Approximate, ..Variant::default() },
                "Order still running",
                "The order page's end date is not readable: \"31.12.99 (approx.)\".",
            ),
            (
                Variant { sold_to: SoldTo::TwoAddresses, ..Variant::default() },
                "Sold-to matches",
                "The billing account's sold-to address is not readable: \"alice@acme.example, accounts@company.example\".",
            ),
            // The contact's page says another address than the billing account's.
            (
                Variant { sold_to: SoldTo::OtherAddress, ..Variant::default() },
                "Sold-to matches",
                "The billing account's sold-to address is not readable: \"accounts@company.example / alice@acme.example\".",
            ),
            (
                Variant { sold_to: SoldTo::Absent, ..Variant::default() },
                "Sold-to matches",
                "The billing account shows no sold-to address.",
            ),
        ] {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.portal.set_variant(variant.clone());
            world.collect(panel, "700001", "alice@acme.example");
            let outcome = world.outcome(panel);
            let finding = outcome.findings.iter().find(|finding| finding.title == title).unwrap();
            assert_eq!((finding.outcome, outcome.verdict), (Outcome::Unknown, Verdict::ForYouToDecide), "{variant:?}");
            assert_eq!(finding.reason, reason, "{variant:?}");
        }
    }
}

#[test]
fn expired_license_is_refused_however_its_page_writes_the_day() {
    for markup in MARKUPS {
        for dates in [Dates::Long, Dates::Iso, Dates::DayFirst, Dates::Short, Dates::Time] {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.portal.set_variant(Variant { dates, ..Variant::default() });
            world.collect(panel, "700003", "alice@acme.example");
            let outcome = world.outcome(panel);
            let finding = outcome.findings.iter().find(|finding| finding.title == "Not expired").unwrap();
            assert_eq!((finding.outcome, outcome.verdict), (Outcome::Fail, Verdict::NotEntitled), "{dates:?}");
        }
    }
}

#[test]
fn unreadable_values_are_shown_with_their_text_in_the_steps_and_on_the_page() {
    for markup in MARKUPS {
        let (mut world, panel) = World::on_ticket(markup, 4118);
        world.portal.set_variant(Variant {
            dates: Dates::Approximate,
            booleans: Booleans::UnknownIcon,
            sold_to: SoldTo::TwoAddresses,
            ..Variant::default()
        });
        world.collect(panel, "700001", "alice@acme.example");
        let steps = format!("{:?}", world.case(panel).trail.as_ref().unwrap().steps);
        for said in
            ["end date not readable: ", "31.12.99 (approx.)", "sold-to address is not readable", "accounts@company"]
        {
            assert!(steps.contains(said), "{markup:?} {said}: {steps}");
        }
        let portal = vouch::case::PanelId(2);
        world.open(portal, "https://customers.gitlab.com/admin/license/700001");
        world.answer_all();
        let page = world.view(portal).page.clone().unwrap();
        let PageState::Record(rows) = page.state else { panic!() };
        let row = |label: &str| rows.iter().find(|(name, _)| name == label).map(|(_, value)| value.as_str()).unwrap();
        assert_eq!(row("Expires at"), "not readable: \"31.12.99 (approx.)\"");
        assert_eq!(row("Trial"), "not readable: \"[flag ico ico-7]\"");
    }
}
