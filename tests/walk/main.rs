//! The whole job without a browser: from a license ID to the note, over the sandbox's two sites in both markups.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod composer;
mod contact_management;
mod contacts;
mod decisions;
mod faults;
mod files;
mod flood;
mod fresh;
#[path = "../ticket_text/hostile.rs"]
mod hostile;
mod keeping;
mod macros;
mod membership;
mod moving;
mod note;
mod organization;
mod pauses;
mod proofs;
mod routes;
mod sources;
mod time;
mod world;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use vouch::case::{CaseKey, ErrandId, Event, PanelId};
use vouch::checks::{Outcome, Verdict};
use vouch::fetch::{Answer, Reply};
use vouch::protocol::{Body, Find, Intent, MembershipView, RequesterView, TicketView};
use vouch::trail::StepState;
use vouch_sandbox::portal::Markup;
use world::World;

const MARKUPS: [Markup; 2] = [Markup::V3, Markup::V2];

/// The pages that a finished walk leads over, and what the note says of them.
struct Walk {
    license: &'static str,
    sold_to: &'static str,
    verdict: Verdict,
    note: &'static str,
}

#[test]
fn from_a_license_id_to_a_note() {
    use Verdict::{Entitled, ForYouToDecide, NotEntitled};
    let walks = [
        Walk {
            license: "700001",
            sold_to: "alice@acme.example",
            verdict: Entitled,
            note: "\
- License: https://customers.gitlab.com/admin/license/700001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001",
        },
        // A Salesforce ID of 15 characters.
        Walk {
            license: "700010",
            sold_to: "bob.bauer@beta.example",
            verdict: Entitled,
            note: "\
- License: https://customers.gitlab.com/admin/license/700010
- Order: https://customers.gitlab.com/admin/order/5002
- Billing account: https://customers.gitlab.com/admin/billing_account/1002
- Sold-to: bob.bauer@beta.example
- Salesforce ID: 0013X00002fGhIj
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001002",
        },
        // Spaces round the Salesforce ID, and other letter case in the address.
        Walk {
            license: "700023",
            sold_to: " Erin@Whitespace.example ",
            verdict: Entitled,
            note: "\
- License: https://customers.gitlab.com/admin/license/700023
- Order: https://customers.gitlab.com/admin/order/5021
- Billing account: https://customers.gitlab.com/admin/billing_account/1008
- Sold-to: erin@whitespace.example
- Salesforce ID: 0015Y00006eFgHiQAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001008",
        },
        Walk {
            license: "700002",
            sold_to: "alice@acme.example",
            verdict: NotEntitled,
            note: "\
- License: https://customers.gitlab.com/admin/license/700002
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001
- Reason: The license is a trial.
- Open: This may be the temporary license of a customer who renews late: look for it among the temporary extensions, and \
ask for the license after it.",
        },
        Walk {
            license: "700001",
            sold_to: "purchasing@acme.example",
            verdict: NotEntitled,
            note: "\
- License: https://customers.gitlab.com/admin/license/700001
- Order: https://customers.gitlab.com/admin/order/5001
- Billing account: https://customers.gitlab.com/admin/billing_account/1001
- Sold-to: alice@acme.example
- Salesforce ID: 0016100000aBcDeAAK
- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001
- Reason: The sold-to is alice@acme.example, the customer gave purchasing@acme.example.",
        },
        // No organization has this Salesforce ID.
        Walk {
            license: "700025",
            sold_to: "zoe@rtl.example",
            verdict: ForYouToDecide,
            note: "\
- License: https://customers.gitlab.com/admin/license/700025
- Order: https://customers.gitlab.com/admin/order/5024
- Billing account: https://customers.gitlab.com/admin/billing_account/1013
- Sold-to: zoe@rtl.example
- Salesforce ID: 0010B00009tUvWx
- Organization: none found (searched for sfdc_short_id:0010B00009tUvWx, salesforce_id:0010B00009tUvWxQAK, \
salesforce_id:0010B00009tUvWx*)
- Open: No organization has this Salesforce ID.",
        },
    ];
    for markup in MARKUPS {
        for walk in &walks {
            let (mut world, panel) = World::on_ticket(markup, 4101);
            world.collect(panel, walk.license, walk.sold_to);
            let outcome = world.outcome(panel);
            assert_eq!(outcome.verdict, walk.verdict, "{} {markup:?}: {outcome:#?}", walk.license);
            assert_eq!(world.note(panel), walk.note, "{} {markup:?}", walk.license);
        }
    }
}

#[test]
fn what_does_not_lead_on_says_so_and_passes_nothing() {
    // (license, the step that fails, what it says)
    let cases = [
        ("799999", "License", "The portal has no license 799999."),
        ("700005", "Order", "The license page shows no subscription name."),
        ("700006", "Order", "No order has the subscription name \"A-S00000000\"."),
        (
            "700032",
            "Order",
            "No order has the subscription name \"a-s00012345\"; in other letter case there is A-S00012345.",
        ),
        ("700033", "Order", "The license page shows no subscription name."),
        ("700036", "Organization", "The billing account shows no Salesforce account."),
        ("700018", "Order", "No order has the subscription name \"A-S00700\"."),
        ("700013", "Billing account", "The order page shows no billing account."),
        ("700014", "Organization", "The billing account shows no Salesforce account."),
        ("700015", "Sold-to", "The billing account shows no sold-to address."),
        ("700026", "Sold-to", "The billing account shows no sold-to address."),
        (
            "700024",
            "Organization",
            "The Salesforce account \"0016100000ABCDEFG\" is not a Salesforce ID: a Salesforce ID has 15 or 18 \
             characters, this value has 17.",
        ),
    ];
    for markup in MARKUPS {
        for (license, step, message) in cases {
            let (mut world, panel) = World::on_ticket(markup, 4101);
            world.collect(panel, license, "");
            let failure = world.failure(panel).map(|(step, message)| (step.name.title(), message));
            assert_eq!(failure, Some((step, message)), "{license} {markup:?}");
            assert_eq!(world.outcome(panel).verdict, Verdict::ForYouToDecide, "{license} {markup:?}");
        }
    }
}

#[test]
fn the_checks_read_the_license() {
    // (license, the finding, its outcome, its reason without the dates of today)
    let cases = [
        ("700002", "Not a trial", Outcome::Fail, "The license is a trial."),
        ("700011", "Not a trial", Outcome::Unknown, "The license page does not say whether it is a trial."),
        ("700028", "Not a trial", Outcome::Attention, "The license is not a trial, but its order says that it is one."),
        ("700003", "Not expired", Outcome::Fail, "The license expired on 2020-01-01."),
        ("700004", "Not expired", Outcome::Attention, "The license is not active before 2098-01-01."),
        ("700012", "Not expired", Outcome::Unknown, "The license page shows no end date."),
        ("700019", "Not expired", Outcome::Fail, "The license expired today."),
        ("700020", "Not expired", Outcome::Fail, "The license expired on YESTERDAY."),
        ("700021", "Not expired", Outcome::Pass, "The license is valid until TOMORROW."),
        // Notes that forge a row `Trial: No`; the license says for itself that it is none.
        ("700007", "Not a trial", Outcome::Pass, "The license is not a trial."),
    ];
    for markup in MARKUPS {
        for (license, title, outcome, reason) in cases {
            let (mut world, panel) = World::on_ticket(markup, 4101);
            let day = |offset| world.today().add_days(offset).unwrap().to_string();
            let reason = reason.replace("YESTERDAY", &day(-1)).replace("TOMORROW", &day(1));
            world.collect(panel, license, "alice@acme.example");
            let findings = &world.outcome(panel).findings;
            let finding = findings.iter().find(|finding| finding.title == title).unwrap();
            assert_eq!((finding.outcome, finding.reason.as_str()), (outcome, reason.as_str()), "{license} {markup:?}");
        }
    }
}

#[test]
fn several_organizations_are_for_the_agent() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4115);
    world.collect(panel, "700027", "spacey@gamma.example");
    let outcome = world.outcome(panel);
    assert_eq!(outcome.verdict, Verdict::ForYouToDecide);
    let organization = outcome.findings.iter().find(|finding| finding.title == "Organization found").unwrap();
    assert_eq!(organization.reason, "2 organizations have this Salesforce ID.");
    let found = "\n- Organization: 2 found: https://gitlab.zendesk.com/agent/organizations/9306291001015, \
                 https://gitlab.zendesk.com/agent/organizations/9306291009015\n";
    assert!(world.note(panel).contains(found), "{}", world.note(panel));
}

#[test]
fn the_ticket_names_who_asked() {
    let (world, panel) = World::on_ticket(Markup::V3, 4109);
    let TicketView::Read { requester, organization, .. } = &world.case(panel).ticket else { panic!() };
    let RequesterView::User(requester) = requester else { panic!("{requester:?}") };
    assert_eq!(requester.name, "Ana Acosta");
    let MembershipView::In(organization) = organization else { panic!("{organization:?}") };
    assert_eq!(organization.link.url(), "https://gitlab.zendesk.com/agent/organizations/9306291001001");

    let (world, panel) = World::on_ticket(Markup::V3, 4101);
    let TicketView::Read { organization, .. } = &world.case(panel).ticket else { panic!() };
    assert_eq!(*organization, MembershipView::None);
}

#[test]
fn a_ticket_that_cannot_be_read_says_why_and_is_read_again() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 9999);
    let TicketView::Failed { message, .. } = &world.case(panel).ticket else { panic!() };
    assert_eq!(message, "Zendesk has no ticket #9999.");
    world.asked.clear();
    world.intend(panel, Intent::ReloadTicket);
    assert_eq!(world.asked[0], "https://gitlab.zendesk.com/api/v2/tickets/9999?include=users,organizations");
}

#[test]
fn signed_out_says_where_to_sign_in_and_collecting_goes_on_from_there() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.intend(panel, Intent::Collect);
    world.answer(0);
    world.portal.sign_everyone_out();
    world.answer_all();

    let (step, message) = world.failure(panel).unwrap();
    assert_eq!((step.name.title(), message), ("Order", "You are signed out of the portal."));
    let StepState::Failed { advice, .. } = &step.state else { panic!() };
    assert_eq!(advice.link.as_ref().unwrap().url(), "https://customers.gitlab.com/admin");
    assert_eq!(world.trail(panel).outcome, None);

    world.sign_in_to_portal();
    world.asked.clear();
    world.intend(panel, Intent::Collect);
    world.answer_all();
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);
    assert!(
        !world.asked.iter().any(|url| url.contains("/license/")),
        "the license was read already: {:?}",
        world.asked
    );

    // A finished trail is gathered anew.
    world.intend(panel, Intent::Collect);
    assert_eq!(world.under_way[0].1.url(), "https://customers.gitlab.com/admin/license/700001");
}

#[test]
fn what_is_no_license_id_is_refused_when_it_is_asked_for() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    for text in ["", "hello", "7000 01", "700001abc", "-1", "0"] {
        world.intend(panel, Intent::EditLicenseId(text.to_owned()));
        assert_eq!(world.case(panel).license_id_error, None, "while typing {text:?}");
        world.intend(panel, Intent::Collect);
        assert!(world.case(panel).license_id_error.is_some(), "{text:?}");
        assert!(world.under_way.is_empty(), "{text:?}");
    }
    for text in ["700001", " 700001 ", "#700001"] {
        world.intend(panel, Intent::EditLicenseId(text.to_owned()));
        world.intend(panel, Intent::Collect);
        assert_eq!(world.under_way[0].1.url(), "https://customers.gitlab.com/admin/license/700001", "{text:?}");
        world.intend(panel, Intent::Cancel);
    }
}

#[test]
fn cancel_stops_at_once_and_what_was_gathered_stays() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
    world.intend(panel, Intent::Collect);
    world.answer(0);
    let (late, target) = world.under_way[0].clone();
    world.intend(panel, Intent::Cancel);

    assert!(world.under_way.is_empty(), "the request was aborted");
    assert!(!world.case(panel).collecting);
    let before = world.case(panel).clone();
    let reply = world.ask(&target);
    world.handle(Event::Reply(late, reply));
    assert_eq!(*world.case(panel), before, "a late answer changes nothing");
    assert_eq!(
        world.trail(panel).steps[0].state,
        StepState::Read("A-S00012345 · Premium · until 2099-12-31".to_owned())
    );

    world.intend(panel, Intent::Collect);
    world.answer_all();
    assert!(world.trail(panel).organization.is_some());
}

#[test]
fn another_license_hides_the_evidence_of_the_one_before() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    world.intend(panel, Intent::EditLicenseId("70000".to_owned()));
    assert_eq!(world.case(panel).trail, None);
    world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
    assert_eq!(world.outcome(panel).verdict, Verdict::Entitled);

    world.intend(panel, Intent::EditLicenseId("700002".to_owned()));
    world.intend(panel, Intent::Collect);
    world.intend(panel, Intent::EditLicenseId("700003".to_owned()));
    assert!(world.under_way.is_empty(), "the walk for the license before has ended");
}

#[test]
fn the_worker_is_stopped_in_the_middle_and_the_walk_completes() {
    for answered in 0..6 {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
        world.intend(panel, Intent::Collect);
        for _ in 0..answered {
            world.answer(0);
        }
        world.stop_worker();
        world.answer_all();
        assert_eq!(world.outcome(panel).verdict, Verdict::Entitled, "after {answered} answers");
    }
}

#[test]
fn each_ticket_has_its_own_case_and_every_tab_shows_it() {
    let mut world = World::new(Markup::V3);
    let [first, second, portal] = [PanelId(1), PanelId(2), PanelId(3)];
    world.open(portal, "https://customers.gitlab.com/admin/order");
    assert_eq!(world.view(portal).body, Body::NoTicket);

    world.open(first, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.open(second, "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    world.collect(first, "700001", "alice@acme.example");
    world.collect(second, "700010", "bob.bauer@beta.example");
    assert!(world.note(first).contains("alice@acme.example"));
    assert!(world.note(second).contains("bob.bauer@beta.example"));

    // The portal's tab follows the ticket worked on last.
    assert_eq!(world.case(portal), world.case(second));
    world.intend(first, Intent::EditSoldTo("x".to_owned()));
    assert_eq!(world.case(portal), world.case(first));

    // The same ticket in another tab is the same case.
    world.open(second, "https://gitlab.zendesk.com/agent/tickets/4101");
    assert_eq!(world.case(second), world.case(first));
}

#[test]
fn a_click_meant_for_another_ticket_changes_nothing() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    let shown = world.case(panel).case;
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4102");
    world.answer_all();
    world.handle(Event::Intent(panel, shown, Intent::EditLicenseId("700001".to_owned())));
    assert_eq!(world.case(panel).license_id, "");
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    assert_eq!(world.case(panel).license_id, "", "nor the ticket that is no longer shown");
}

#[test]
fn nothing_is_read_for_the_us_government() {
    let mut world = World::new(Markup::V3);
    world.open(PanelId(1), "https://gitlab-federal-support.zendesk.com/agent/tickets/4101");
    assert_eq!(world.view(PanelId(1)).body, Body::UsGovernment);
    assert_eq!(world.asked, [""; 0]);
}

#[test]
fn links_open_what_was_found_for_this_case() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.intend(panel, Intent::OpenOrganization);
    world.intend(panel, Intent::OpenSearch);
    assert_eq!(world.opened, [""; 0], "nothing was found yet");
    world.collect(panel, "700001", "alice@acme.example");
    world.intend(panel, Intent::OpenOrganization);
    world.intend(panel, Intent::OpenSearch);
    assert_eq!(
        world.opened,
        [
            "https://gitlab.zendesk.com/agent/organizations/9306291001001",
            "https://gitlab.zendesk.com/agent/search/1?type=organization&q=salesforce_id%3A0016100000aBcDeAAK",
        ]
    );
}

#[test]
fn too_many_requests_say_until_when_to_wait() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.zendesk.throttle(1, 17);
    world.collect(panel, "700001", "alice@acme.example");
    let (step, message) = world.failure(panel).unwrap();
    assert_eq!(message, "Zendesk asks to slow down.");
    let StepState::Failed { advice, .. } = &step.state else { panic!("{step:?}") };
    assert_eq!(advice.not_before, Some(world.now.0 + 17));
}

#[test]
fn an_answer_that_is_another_page_is_not_read() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.answer_all();
    let body = |world: &World, url: &str| {
        let target = vouch::fetch::Target::Portal(vouch::portal::PortalUrl::parse(url).unwrap());
        let Reply::Answer(answer) = world.ask(&target) else { panic!() };
        answer
    };
    let other_license = body(&world, "https://customers.gitlab.com/admin/license/700010");
    let list = body(&world, "https://customers.gitlab.com/admin/license");
    let order = body(&world, "https://customers.gitlab.com/admin/order/5001");
    let json = Answer { status: 200, retry_at: None, body: r#"{"id":700001,"trial":false}"#.to_owned() };
    for (answer, said) in [
        (other_license, "The portal answered with another page than that of license 700001."),
        (order, "The portal answered with another page than that of license 700001."),
        (list, "The portal answered with something that is not license 700001."),
        (json, "What answered for license 700001 is not the portal's admin panel."),
    ] {
        world.intend(panel, Intent::EditLicenseId("700001".to_owned()));
        world.intend(panel, Intent::Collect);
        let id = world.under_way.remove(0).0;
        world.handle(Event::Reply(id, Reply::Answer(answer)));
        world.answer_all();
        let (step, message) = world.failure(panel).unwrap();
        assert_eq!((step.name.title(), message), ("License", said));
        // What was walked is not known; the requester's address is the ticket's.
        let walked = world.outcome(panel).findings.iter().filter(|finding| finding.title != "Company e-mail");
        assert!(walked.map(|finding| finding.outcome).all(|outcome| outcome == Outcome::Unknown));
    }
}

/// What may happen, in any order.
#[derive(Clone, Debug)]
enum Move {
    Open(u32, usize),
    Collect(u32),
    Find(u32),
    List(u32),
    Cancel(u32),
    Answer(usize),
    AnswerLate(usize),
    StopWorker,
}

const PLACES: [&str; 4] = [
    "https://gitlab.zendesk.com/agent/tickets/4101",
    "https://gitlab.zendesk.com/agent/tickets/4102",
    "https://gitlab.zendesk.com/agent/dashboard",
    "https://customers.gitlab.com/admin/license/700001",
];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        3 => (1..4u32, 0..PLACES.len()).prop_map(|(panel, place)| Move::Open(panel, place)),
        3 => (1..4u32).prop_map(Move::Collect),
        1 => (1..4u32).prop_map(Move::Find),
        1 => (1..4u32).prop_map(Move::List),
        1 => (1..4u32).prop_map(Move::Cancel),
        8 => (0..4usize).prop_map(Move::Answer),
        1 => (0..24usize).prop_map(Move::AnswerLate),
        1 => Just(Move::StopWorker),
    ];
    prop::collection::vec(one, 1..40)
}

/// What is proof of which ticket: the license asked for there, and the sold-to and organization it leads to.
const MARKS: [(&str, &str, &[&str]); 2] = [
    ("4101", "700001", &["700001", "5001", "alice@acme.example", "9306291001001"]),
    ("4102", "700010", &["700010", "5002", "bob.bauer@beta.example", "9306291001002"]),
];

/// How many orders of moves are tried.
const CASES: u32 = 10_000;

#[test]
fn no_evidence_ever_shows_under_another_ticket() {
    let threads = std::thread::available_parallelism().map_or(1, |cores| u32::try_from(cores.get()).unwrap());
    std::thread::scope(|scope| {
        let tests: Vec<_> =
            (0..threads).map(|_| scope.spawn(move || no_evidence_strays(CASES.div_ceil(threads)))).collect();
        for test in tests {
            test.join().unwrap_or_else(|panicked| std::panic::resume_unwind(panicked));
        }
    });
}

/// Tries so many orders of moves. What fails is shrunk to the fewest moves.
fn no_evidence_strays(cases: u32) {
    let config = ProptestConfig { cases, source_file: Some(file!()), ..ProptestConfig::default() };
    let first = World::remembering(Markup::V3);
    if let Err(failure) = TestRunner::new(config).run(&moves(), |moves| play(first.again(), moves)) {
        panic!("{failure}");
    }
}

fn play(mut world: World, moves: Vec<Move>) -> TestCaseResult {
    // Every request since the worker was started.
    let mut sent: Vec<(ErrandId, vouch::fetch::Target)> = Vec::new();
    for next in moves {
        match next {
            Move::Open(panel, place) => world.open(PanelId(panel), PLACES[place]),
            Move::Collect(panel) => {
                if let Some(case) = shown(&world, panel) {
                    let license = if case.ticket().to_string() == "4101" { "700001" } else { "700010" };
                    world.handle(Event::Intent(PanelId(panel), case, Intent::EditLicenseId(license.to_owned())));
                    world.handle(Event::Intent(PanelId(panel), case, Intent::Collect));
                }
            }
            // Beside a case, and where there is none.
            Move::Find(panel) => {
                let case = shown(&world, panel);
                let is_second = case.is_some_and(|case| case.ticket().to_string() == "4102");
                let text = if is_second { "0013X00002fGhIj" } else { "0016100000aBcDeAAK" };
                world.handle(Event::Find(PanelId(panel), case, Find::Search(text.to_owned())));
            }
            // The contacts of the organization that the walk finds.
            Move::List(panel) => {
                if let Some(case) = shown(&world, panel) {
                    world.handle(Event::Intent(PanelId(panel), case, Intent::ListContacts));
                }
            }
            Move::Cancel(panel) => {
                if let Some(case) = shown(&world, panel) {
                    world.handle(Event::Intent(PanelId(panel), case, Intent::Cancel));
                }
            }
            Move::Answer(index) => {
                if !world.under_way.is_empty() {
                    world.answer(index % world.under_way.len());
                }
            }
            // An answer that comes twice, or after nobody waits for it.
            Move::AnswerLate(index) => {
                if !sent.is_empty() {
                    let (id, target) = sent[index % sent.len()].clone();
                    let reply = world.ask(&target);
                    world.under_way.retain(|(under_way, _)| *under_way != id);
                    world.handle(Event::Reply(id, reply));
                }
            }
            Move::StopWorker => {
                sent.clear();
                world.stop_worker();
            }
        }
        for request in &world.under_way {
            if !sent.contains(request) {
                sent.push(request.clone());
            }
        }
        // What a panel shows stays as it is until it moves or is shown something else.
        for panel in world.take_to_look_at() {
            let Body::Case(view) = &world.view(panel).body else { continue };
            // Beside a ticket the panel says itself which one it shows.
            let there = world.place(panel).strip_prefix("https://gitlab.zendesk.com/agent/tickets/");
            let shown = there.map_or_else(|| view.case.ticket().to_string(), str::to_owned);
            // The case, and what was searched for beside it. What the portal's own page shows is the page's.
            let written = format!("{view:?} {:?}", world.view(panel).finder);
            for (ticket, _, marks) in MARKS {
                for mark in marks.iter().filter(|_| shown != ticket) {
                    prop_assert!(!written.contains(mark), "{mark} under ticket {shown}: {written}");
                }
            }
        }
    }
    Ok(())
}

fn shown(world: &World, panel: u32) -> Option<CaseKey> {
    match &world.shown(PanelId(panel))?.body {
        Body::Case(case) => Some(case.case),
        Body::NoTicket | Body::UsGovernment | Body::Stopped(_) => None,
    }
}
