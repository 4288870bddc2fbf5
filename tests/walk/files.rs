//! What the customer sent as a file or in the conversation, from there to the note.

use proptest::prelude::*;
use vouch::case::{Event, Location, PanelId};
use vouch::checks::{Outcome, Verdict};
use vouch::protocol::{FoundState, HitId, Intent, PageState};
use vouch_sandbox::license;
use vouch_sandbox::portal::Markup;
use vouch_sandbox::zendesk::Files;

use crate::MARKUPS;
use crate::proofs::LICENSE_NOTE as NOTE;
use crate::world::World;

/// The titles of what was found, newest first.
fn titles(world: &World, panel: PanelId) -> Vec<&str> {
    world.case(panel).found.hits.iter().map(|hit| hit.title.as_str()).collect()
}

/// The number of what was found under this title.
fn hit(world: &World, panel: PanelId, title: &str) -> HitId {
    let hits = &world.case(panel).found.hits;
    hits.iter().find(|hit| hit.title == title).unwrap_or_else(|| panic!("{title} in {hits:?}")).id
}

fn read_file(world: &mut World, panel: PanelId, text: String) {
    world.intend(panel, Intent::ReadFile { name: Some("customer.txt".to_owned()), text });
    world.answer_all();
}

#[test]
fn the_conversation_offers_what_it_holds_and_one_press_begins_the_walk() {
    // (ticket, what it offers, what is pressed, the note's first line)
    let tickets: [(u32, &[&str], &str, &str); 5] = [
        (
            4101,
            &["License 700001", "Sold-to alice@acme.example"],
            "License 700001",
            "- License: https://customers.gitlab.com/admin/license/700001",
        ),
        (
            4112,
            &["Cloud activation Gv3JSmg8YQyvm4tSGXbhDYfZ", "Sold-to alice@acme.example"],
            "Cloud activation Gv3JSmg8YQyvm4tSGXbhDYfZ",
            "- Cloud activation: https://customers.gitlab.com/admin/cloud_activation/9001",
        ),
        (
            4120,
            &["License file of license 700001", "Sold-to alice@acme.example"],
            "License file of license 700001",
            "- License: https://customers.gitlab.com/admin/license/700001",
        ),
        (
            4123,
            &["License 700001", "Sold-to alice@acme.example", "License 700003"],
            "License 700001",
            "- License: https://customers.gitlab.com/admin/license/700001",
        ),
        (
            4124,
            // What an agent noted is listed apart: see `sources`.
            &["Subscription A-S00012345"],
            "Subscription A-S00012345",
            "- Order: https://customers.gitlab.com/admin/order/5001",
        ),
    ];
    for (ticket, offered, pressed, first_line) in tickets {
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(titles(&world, panel), offered, "{ticket}");
        assert_eq!(world.case(panel).found.state, FoundState::Read);
        assert!(!world.asked.iter().any(|url| url.contains("customers.gitlab.com")), "nothing is walked unasked");

        let pressed = hit(&world, panel, pressed);
        world.intend(panel, Intent::TakeHit(pressed));
        world.answer_all();
        let note = world.note(panel);
        assert_eq!(note.lines().next(), Some(first_line), "{ticket}");
    }
}

#[test]
fn a_conversation_without_a_proof_offers_none() {
    for ticket in [4109, 4118, 4125] {
        let (world, panel) = World::on_ticket(Markup::V3, ticket);
        assert_eq!(titles(&world, panel), [""; 0], "{ticket}");
        assert_eq!(world.case(panel).found.state, FoundState::Read);
    }
}

#[test]
fn the_sold_to_of_the_conversation_is_taken_over_by_one_press() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    for title in ["License 700001", "Sold-to alice@acme.example"] {
        let id = hit(&world, panel, title);
        world.intend(panel, Intent::TakeHit(id));
        world.answer_all();
    }
    assert_eq!(world.case(panel).sold_to, "alice@acme.example");
    let outcome = world.outcome(panel);
    assert_eq!((outcome.verdict, world.note(panel)), (Verdict::Entitled, NOTE));
}

#[test]
fn an_attachment_is_read_where_the_browser_may_and_else_asked_for() {
    for (ticket, title, proof) in [
        (4121, "Attached usage export license_usage.csv", "Usage export of license 700001"),
        (4122, "Attached license file AcmeCorp.gitlab-license", "License file of license 700001"),
    ] {
        for (files, readable) in [(Files::Here, true), (Files::Elsewhere, false)] {
            let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
            world.zendesk.switch(|switches| switches.files = files);
            let id = hit(&world, panel, title);
            world.intend(panel, Intent::TakeHit(id));
            world.answer_all();
            let case = world.case(panel);
            if readable {
                assert_eq!(case.file, None);
                assert_eq!(case.proofs[0].title, proof);
                assert!(world.note(panel).contains("/admin/license/700001"));
            } else {
                let file = case.file.clone().unwrap();
                let (message, advice) = file.problem.unwrap();
                assert!(message.contains("attachments"), "{message}");
                assert!(advice.link.unwrap().url().starts_with("https://gitlab.zendesk.com/attachments/token/"));
                assert!(!file.can_validate);
                assert!(case.proofs.is_empty());
            }
        }
    }
}

#[test]
fn a_file_leads_to_its_license_and_is_compared_with_it() {
    for markup in MARKUPS {
        for text in [license::file(700_001).unwrap(), license::usage_export(700_001).unwrap()] {
            let (mut world, panel) = World::on_ticket(markup, 4118);
            world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
            read_file(&mut world, panel, text);
            let outcome = world.outcome(panel);
            assert_eq!((outcome.verdict, world.note(panel)), (Verdict::Entitled, NOTE), "{outcome:#?}");
            assert!(outcome.findings.iter().any(|finding| finding.title == "License file agrees"));
        }
    }
}

#[test]
fn an_export_that_was_edited_needs_attention() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    read_file(&mut world, panel, license::usage_export(700_001).unwrap().replace("Acme Corp", "Evil Corp"));
    let outcome = world.outcome(panel);
    assert_eq!(outcome.verdict, Verdict::ForYouToDecide);
    let finding = outcome.findings.iter().find(|finding| finding.title == "Usage export is unedited").unwrap();
    assert_eq!(finding.outcome, Outcome::Attention);
    assert_eq!(finding.reason, "Company: Evil Corp in the export, Acme Corp in its license key.");
}

#[test]
fn the_license_key_is_not_kept() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4120);
    let id = hit(&world, panel, "License file of license 700001");
    world.intend(panel, Intent::TakeHit(id));
    world.answer_all();
    read_file(&mut world, panel, license::usage_export(700_001).unwrap());
    let stored = world.stored();
    let key = license::file(700_001).unwrap();
    for line in key.lines().filter(|line| line.len() > 20) {
        assert!(!stored.contains(line));
    }
}

#[test]
fn what_is_no_proof_says_so_and_nothing_that_was_gathered_is_lost() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
    world.collect(panel, "700001", "alice@acme.example");
    let before = world.trail(panel).clone();
    let cut = license::file(700_001).unwrap();
    for (text, message, can_validate) in [
        (String::new(), "It is empty, or not a file that can be read.", false),
        ("PK\u{3}\u{4}…".to_owned(), "It is an Excel workbook, not a CSV file.", false),
        ("Dear agent".to_owned(), "There is no license key, license ID or activation code in it.", false),
        (cut[..cut.len() / 2].to_owned(), "The license key is cut off: a part of it is missing.", true),
    ] {
        read_file(&mut world, panel, text);
        let file = world.case(panel).file.clone().unwrap();
        assert_eq!(file.problem.unwrap().0, message);
        assert_eq!(file.can_validate, can_validate, "{message}");
        assert_eq!(*world.trail(panel), before);
    }
    world.intend(panel, Intent::DismissFile);
    assert_eq!(world.case(panel).file, None);
    assert!(!world.stored().contains("eyJ"), "nothing of it is held any longer");
}

/// A license file that is whole but was made with a key that we do not hold: the sandbox's portal knows it.
fn of_another_key() -> String {
    license::signed_anew(&license::file(700_001).unwrap()).unwrap()
}

#[test]
fn a_key_that_cannot_be_decoded_is_validated_by_the_portal() {
    for markup in MARKUPS {
        let (mut world, ticket) = World::on_ticket(markup, 4101);
        world.intend(ticket, Intent::EditSoldTo("alice@acme.example".to_owned()));
        let key = of_another_key();
        read_file(&mut world, ticket, key.clone());
        let file = world.case(ticket).file.clone().unwrap();
        assert!(file.problem.unwrap().0.contains("not decryptable with GitLab's production key"));

        world.intend(ticket, Intent::ValidateInPortal);
        let page = "https://customers.gitlab.com/admin/license/validate_license";
        let case = world.case(ticket).case;
        assert_eq!(world.opened_for, [(page.to_owned(), case)]);

        // Meanwhile the agent works on another ticket: the answer belongs to this one all the same.
        let other = PanelId(3);
        world.open(other, "https://gitlab.zendesk.com/agent/tickets/4102");
        world.answer_all();

        let portal = PanelId(2);
        world.handle(Event::Arrived(portal));
        assert_eq!(world.panels_opened, [], "nobody knows yet what the tab is for");
        world.handle(Event::TabOpened(portal, case));
        world.handle(Event::Arrived(portal));
        assert_eq!(world.panels_opened, [portal, portal]);
        world.open(portal, page);
        assert_eq!(world.pages_read, [portal]);
        let form = world.portal_page("/admin/license/validate_license", None);
        world.handle(Event::PageShown(portal, page.to_owned(), 1, form.clone()));
        let (filled, fill) = world.filled.pop().unwrap();
        assert_eq!((filled, fill.text.as_str()), (portal, key.as_str()));
        let state = &world.view(portal).page.as_ref().unwrap().state;
        assert!(matches!(state, PageState::Hint(text) if text.starts_with("Press Validate")), "{state:?}");
        assert!(world.under_way.is_empty());

        // The agent presses the portal's button; its answer is another document at the same address. The worker is
        // stopped meanwhile.
        let answer = world.portal_page("/admin/license/validate_license", Some(&key));
        world.handle(Event::FormSent(portal, 1, Location::ValidateLicense, key.replace('\n', "\r\n")));
        world.stop_worker();
        world.handle(Event::Arrived(portal));
        assert_eq!(world.panels_opened.len(), 3);
        world.open(portal, page);
        world.filled.clear();
        world.handle(Event::PageShown(portal, page.to_owned(), 1, form.clone()));
        assert_eq!(world.filled, [], "the form that was sent is not filled in once more");
        world.handle(Event::PageShown(portal, page.to_owned(), 2, answer.clone()));
        world.answer_all();
        assert_eq!(world.case(portal).case, world.case(ticket).case);
        assert_eq!(world.note(ticket), NOTE, "{markup:?}");
        assert_eq!(world.case(ticket).file, None);
        assert!(!world.stored().contains(&key[..40]), "the key is not held any longer");
        assert!(world.case(other).proofs.is_empty(), "the other ticket's case knows nothing of it");

        // An answer that nobody waits for begins nothing.
        world.intend(ticket, Intent::Cancel);
        world.handle(Event::PageShown(portal, page.to_owned(), 3, answer));
        assert!(world.under_way.is_empty());
    }
}

/// A ticket whose license key is about to be validated in a tab, with the form filled in.
fn filled_in() -> (World, PanelId, PanelId, String) {
    let (mut world, ticket) = World::on_ticket(Markup::V3, 4101);
    let key = of_another_key();
    read_file(&mut world, ticket, key.clone());
    world.intend(ticket, Intent::ValidateInPortal);
    let portal = PanelId(2);
    world.handle(Event::TabOpened(portal, world.case(ticket).case));
    world.open(portal, VALIDATE);
    let form = world.portal_page("/admin/license/validate_license", None);
    world.handle(Event::PageShown(portal, VALIDATE.to_owned(), 1, form));
    assert_eq!(world.filled.len(), 1);
    (world, ticket, portal, key)
}

const VALIDATE: &str = "https://customers.gitlab.com/admin/license/validate_license";

#[test]
fn answer_to_another_text_than_was_filled_in_is_not_taken() {
    let other = license::file(700_010).unwrap();
    let cases = |key: &str| {
        [
            // The agent has pasted another ticket's key over it.
            Some((Location::ValidateLicense, other.clone())),
            Some((Location::ValidateLicense, format!("{key}{other}"))),
            Some((Location::ValidateLicense, String::new())),
            // The form leads elsewhere.
            Some((Location::Beside, key.to_owned())),
            Some((Location::Elsewhere, key.to_owned())),
            // Nobody has said that it was sent.
            None,
        ]
    };
    let (_, _, _, key) = filled_in();
    for sent in cases(&key) {
        let (mut world, ticket, portal, _) = filled_in();
        if let Some((action, text)) = sent.clone() {
            world.handle(Event::FormSent(portal, 1, action, text));
        }
        let answer = world.portal_page("/admin/license/validate_license", Some(&key));
        world.handle(Event::PageShown(portal, VALIDATE.to_owned(), 2, answer));
        assert!(world.under_way.is_empty() && world.case(ticket).proofs.is_empty(), "{sent:?}");
    }
    // In its own document, or in another tab, it is none either.
    let (mut world, ticket, portal, key) = filled_in();
    let answer = world.portal_page("/admin/license/validate_license", Some(&key));
    world.handle(Event::FormSent(portal, 1, Location::ValidateLicense, key));
    world.handle(Event::PageShown(portal, VALIDATE.to_owned(), 1, answer.clone()));
    let other = PanelId(9);
    world.open(other, VALIDATE);
    world.handle(Event::PageShown(other, VALIDATE.to_owned(), 2, answer.clone()));
    assert!(world.under_way.is_empty() && world.case(ticket).proofs.is_empty());
    world.handle(Event::PageShown(portal, VALIDATE.to_owned(), 2, answer));
    assert!(!world.under_way.is_empty(), "and it is taken where it is the one");
}

#[test]
fn page_that_was_not_opened_for_a_case_is_not_filled_in() {
    let (mut world, ticket, _, _) = filled_in();
    world.filled.clear();
    let form = world.portal_page("/admin/license/validate_license", None);
    for (number, href) in [(3, VALIDATE.to_owned()), (4, format!("{VALIDATE}#vouch-4101"))] {
        let panel = PanelId(number);
        world.handle(Event::Arrived(panel));
        world.open(panel, &href);
        world.handle(Event::PageShown(panel, href, 1, form.clone()));
    }
    assert_eq!((world.filled.len(), world.panels_opened.len()), (0, 1));
    // A ticket that is forgotten takes its tabs along.
    world.intend(ticket, Intent::Forget);
    world.handle(Event::Arrived(PanelId(2)));
    assert_eq!(world.panels_opened.len(), 1);
}

#[test]
fn a_page_that_only_looks_like_the_portals_answer_begins_nothing() {
    let (mut world, ticket) = World::on_ticket(Markup::V3, 4101);
    read_file(&mut world, ticket, of_another_key());
    world.intend(ticket, Intent::ValidateInPortal);
    let (page, portal) = (VALIDATE, PanelId(2));
    world.handle(Event::TabOpened(portal, world.case(ticket).case));
    world.open(portal, page);
    for (href, html) in [
        (page, "<html><body><pre>{\"id\":700001}</pre></body></html>".to_owned()),
        (page, String::new()),
        ("https://customers.gitlab.com/admin/license/700001", world.portal_page("/admin/license/700001", None)),
        ("https://evil.example/#vouch-4101", world.portal_page("/admin/license/validate_license", None)),
    ] {
        world.handle(Event::FormSent(portal, 1, Location::ValidateLicense, of_another_key()));
        world.handle(Event::PageShown(portal, href.to_owned(), 2, html));
        assert!(world.under_way.is_empty() && world.filled.is_empty(), "{href}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_file_stops_the_desk(text in "\\PC{0,400}") {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4118);
        world.intend(panel, Intent::ReadFile { name: None, text });
        prop_assert!(world.case(panel).file.is_some() || !world.case(panel).proofs.is_empty());
    }
}
