//! A hostile ticket: so much in it that a careless reader would stand still, fill the storage, or bury what the customer
//! sent. Everything is checked by counts and sizes; how long it took is only printed.

use std::time::Instant;

use serde_json::{Value, json};
use vouch::case::{Event, PanelId};
use vouch::fetch::{Incoming, Reply};
use vouch::protocol::{ContactFileView, FoundView, Intent, ProjectIntent, ProjectView};
use vouch::task::Task;
use vouch_sandbox::portal::Markup;

use crate::hostile::UNITS;
use crate::world::World;

const REQUESTER: u64 = 26_000_000_004_101;
const OTHER: u64 = 26_000_000_000_777;

/// What a comment of Zendesk has room for, in bytes.
const COMMENT: usize = 64 * 1024;

/// How many comments a page holds.
const PAGE: usize = 25;

/// What a hostile ticket may come to, in bytes: what is stored of it, and what a panel is sent at once.
const STORED: usize = 200_000;
const VIEW: usize = 120_000;

fn comment(id: usize, author: u64, text: &str) -> Value {
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>\n");
    json!({
        "id": id, "author_id": author, "created_at": format!("2026-10-14T{:02}:{:02}:00Z", id / 60, id % 60),
        "public": true, "plain_body": text, "html_body": format!("<div><p>{html}</p></div>"), "body": text,
        "attachments": [],
    })
}

/// What the requester sends, once.
const GENUINE: &str = "License ID: 700001\nSold to: alice@acme.example";

/// A comment of the flood: of each kind of find as many as there is room for, and no two the same.
fn flood(number: usize) -> Value {
    let each = |make: &dyn Fn(usize) -> String| -> String {
        let mut text = String::new();
        while text.len() < COMMENT {
            text.push_str(&make(number * 10_000 + text.len() / 10));
        }
        text
    };
    let text = match number % 8 {
        0 => each(&|at| format!("eyJkYXRhIjoi{at:08}, \n")),
        1 => each(&|at| format!("License ID: {}\n", 10_000_000 + at)),
        2 => each(&|at| format!("Sold to: a{at}@b.co\n")),
        3 => each(&|at| format!("owner a{at}@b.co\n")),
        4 => each(&|at| format!("https://customers.gitlab.com/admin/order/{}\n", 1 + at)),
        5 => each(&|at| format!("A-S{at:08}\n")),
        6 => UNITS[number / 8 % UNITS.len()].repeat(COMMENT / UNITS[number / 8 % UNITS.len()].len()),
        _ => UNITS[(number / 8 + UNITS.len() / 2) % UNITS.len()].repeat(COMMENT / 4).chars().take(COMMENT).collect(),
    };
    let mut comment = comment(number, OTHER, &text);
    let file = |at: usize| {
        json!({
            "id": number * 1000 + at, "file_name": format!("license{at}{}.txt", "x".repeat(300 * (at % 2))),
            "content_url": format!("https://evil.example/{}", "y".repeat(300)), "size": 1000,
            "content_type": "z".repeat(300), "malware_scan_result": "malware_not_found",
        })
    };
    if number.is_multiple_of(4) {
        comment["attachments"] = (0..120).map(file).collect();
    }
    comment
}

/// A ticket's page, opened, with these comments by the page. The ticket itself is answered before or after them.
fn on_ticket_with(comments: &[Value], ticket_first: bool) -> (World, PanelId) {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    // A name may be long, too, and may hold what nobody sees.
    let name = format!("\u{202e}Dana {}", "n".repeat(5000));
    let users = json!([
        { "id": REQUESTER, "name": "Charlie Castro", "role": "end-user" },
        { "id": OTHER, "name": name, "role": "end-user" },
    ]);
    let mut pages = comments.chunks(PAGE).enumerate();
    let last = comments.len().div_ceil(PAGE) - 1;
    while !world.under_way.is_empty() {
        let is_comments = |target: &vouch::fetch::Target| target.url().contains("/comments?");
        let page = world.under_way.iter().position(|(_, target)| is_comments(target));
        let other = world.under_way.iter().position(|(_, target)| !is_comments(target));
        let Some(at) = (if ticket_first { other.or(page) } else { page.or(other) }) else { break };
        if page != Some(at) {
            world.answer(at);
            continue;
        }
        let (id, target) = world.under_way.remove(at);
        let Some((number, page)) = pages.next() else { panic!("a page is asked for twice") };
        let meta = json!({ "has_more": number < last, "after_cursor": format!("after{number}") });
        let body = json!({ "comments": page, "users": users, "meta": meta }).to_string();
        let mut incoming = Incoming::new(&target, 200, None, Some("application/json")).unwrap();
        incoming.add(body.as_bytes());
        let reply = incoming.finish();
        assert!(matches!(reply, Reply::Answer(_)), "25 comments of any kind can be read: {} bytes", body.len());
        world.handle(Event::Reply(id, reply));
    }
    (world, panel)
}

fn found(world: &World, panel: PanelId) -> &FoundView {
    &world.case(panel).found
}

/// What the requester sends in [`GENUINE`] is among the finds.
fn assert_genuine_finds_are_offered(world: &World, panel: PanelId) {
    let titles: Vec<_> = found(world, panel).hits.iter().map(|hit| hit.title.as_str()).collect();
    assert!(titles.contains(&"License 700001") && titles.contains(&"Sold-to alice@acme.example"), "{titles:?}");
}

fn view_bytes(world: &World, panel: PanelId) -> usize {
    serde_json::to_string(world.view(panel)).unwrap().len()
}

fn comment_requests(world: &World) -> usize {
    world.asked.iter().filter(|url| url.contains("/comments?")).count()
}

#[test]
fn hostile_ticket_stays_within_its_budget() {
    let all: Vec<_> = (1..=100).map(flood).collect();
    // One budget for a page and for four: what it comes to does not grow with the ticket.
    for count in [25, 100] {
        let mut comments = all[..count - 1].to_vec();
        comments.insert(count / 2, comment(1000, REQUESTER, GENUINE));
        let bytes = serde_json::to_string(&comments).unwrap().len();
        let began = Instant::now();
        let (world, panel) = on_ticket_with(&comments, true);
        let took = began.elapsed();
        let FoundView { hits, others, left_out, .. } = found(&world, panel);
        let (stored, view) = (world.stored().len(), view_bytes(&world, panel));
        println!(
            "{count:>4} comments, {:>4} kB: {:>6} ms (debug build), {stored:>7} bytes stored, {view:>6} bytes of view, \
             {} requests, {} finds, {left_out} more",
            bytes / 1000,
            took.as_millis(),
            world.asked.len(),
            hits.len() + others.len(),
        );
        assert_eq!(comment_requests(&world), count.div_ceil(PAGE));
        assert!(world.asked.len() <= count.div_ceil(PAGE) + 10, "{:?}", world.asked);
        let in_comments = hits.iter().chain(others).filter(|hit| hit.place.date.is_some());
        assert_eq!(in_comments.count(), 100);
        assert!(*left_out >= 10 * u32::try_from(count).unwrap(), "{left_out}");
        assert!(stored <= STORED && view <= VIEW, "{stored} bytes are stored, {view} shown");

        // What the requester sent is there, among all of it.
        for title in ["License 700001", "Sold-to alice@acme.example"] {
            let genuine = hits.iter().find(|hit| hit.title == title).unwrap();
            assert_eq!(genuine.place.author.as_deref(), Some("Charlie Castro"));
        }
        assert!(!world.stored().contains("eyJkYXRhIjoi"), "no license key is kept");
    }
}

#[test]
fn finds_of_the_requester_are_kept_whenever_the_ticket_is_read() {
    for ticket_first in [true, false] {
        let mut comments: Vec<_> = (1..=60).map(flood).collect();
        comments.insert(3, comment(1000, REQUESTER, GENUINE));
        let (world, panel) = on_ticket_with(&comments, ticket_first);
        assert_genuine_finds_are_offered(&world, panel);
    }
}

#[test]
fn flood_of_the_requester_hides_no_proof_behind_guesses_and_broken_keys() {
    let guesses: String = (0..100).map(|at| format!("owner a{at}@b.co\n")).collect();
    let keys: String = (0..4332).map(|at| format!("eyJkYXRhIjoi{at:08}, \n")).collect();
    let mut comments = vec![comment(1, REQUESTER, GENUINE)];
    comments.extend((2..=20).map(|id| comment(id, REQUESTER, if id % 2 == 0 { &guesses } else { &keys })));
    let (world, panel) = on_ticket_with(&comments, true);
    assert_genuine_finds_are_offered(&world, panel);
}

#[test]
fn keys_beyond_the_most_of_a_comment_are_counted() {
    let keys: String = (0..4332).map(|at| format!("eyJkYXRhIjoi{at:08}, \n")).collect();
    let (world, panel) = on_ticket_with(&[comment(1, REQUESTER, &keys)], true);
    let found = found(&world, panel);
    let keys = found.hits.iter().filter(|hit| hit.title == "A license key that cannot be read");
    assert_eq!((keys.count(), found.left_out), (20, 4312));
    assert_eq!(found.not_shown(), ["And 4,312 more: narrow it down by typing the one you look for."]);
    // The same in every comment is nothing more.
    let keys: String = (0..500).map(|at| format!("eyJkYXRhIjoi{at:08}, \n")).collect();
    let comments: Vec<_> = (1..=10).map(|id| comment(id, REQUESTER, &keys)).collect();
    let (world, panel) = on_ticket_with(&comments, true);
    assert_eq!(self::found(&world, panel).left_out, 480);
}

#[test]
fn ticket_of_too_many_megabytes_is_cut_and_says_so() {
    let (mut world, panel) = (World::new(Markup::V3), PanelId(1));
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    let page = |number: u32| {
        let meta = json!({ "has_more": true, "after_cursor": format!("after{number}") });
        let comments = [comment(1, REQUESTER, GENUINE)];
        let body = json!({ "comments": comments, "users": [], "meta": meta }).to_string();
        body + &" ".repeat(7 * 1024 * 1024)
    };
    let mut number = 0;
    while let Some(at) = world.under_way.iter().position(|(_, target)| target.url().contains("/comments?")) {
        let (id, target) = world.under_way.remove(at);
        let mut incoming = Incoming::new(&target, 200, None, None).unwrap();
        incoming.add(page(number).as_bytes());
        world.handle(Event::Reply(id, incoming.finish()));
        number += 1;
    }
    world.answer_all();
    assert_eq!(number, 5, "32 MB");
    let said = "The ticket has more comments than Vouch reads: the newest were not searched.";
    assert_eq!(found(&world, panel).not_shown(), [said]);
    // What is not known may name another one: nothing is taken along.
    let license = found(&world, panel).others.iter().chain(&found(&world, panel).hits).next().unwrap().id;
    world.intend(panel, Intent::TakeHit(license));
    assert_eq!(world.case(panel).sold_to, "");
}

#[test]
fn long_lists_are_shown_in_part_and_read_once() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    let list: String = (0..3000).map(|at| format!("x{at}, ")).collect();
    world.intend(panel, Intent::EditAddresses(Some(list)));
    let left_out = &world.case(panel).contacts.left_out;
    assert_eq!(left_out.len(), 101);
    assert!(left_out[100].text.starts_with("And 90"), "{}", left_out[100].text);

    world.intend(panel, Intent::ChooseTask(Task::ProjectPipeline));
    world.answer_all();
    world.intend(panel, Intent::Project(ProjectIntent::EditContacts("x\n".repeat(60_000))));
    let Some(ProjectView::Pipeline { list, .. }) = &world.case(panel).project else { panic!() };
    let ContactFileView { remarks, more_remarks, .. } = list;
    assert_eq!((remarks.len(), *more_remarks), (100, 59_900));
}

#[test]
fn nothing_unseen_reaches_a_panel_but_what_the_agent_typed() {
    let mut comments = vec![comment(1, REQUESTER, GENUINE)];
    let text = "License ID: \u{202e}100007\u{202c}\nSold to: \u{2066}bob@acme.example\u{2069}\nLicense ID: 700003";
    comments.push(comment(2, OTHER, text));
    let (world, panel) = on_ticket_with(&comments, true);
    let hits = &found(&world, panel).hits;
    let titles: Vec<_> = hits.iter().map(|hit| hit.title.as_str()).collect();
    assert_eq!(titles, ["License 700003", "License 700001", "Sold-to alice@acme.example"]);
    let author = hits[0].place.author.as_deref().unwrap();
    assert!(author.starts_with("⟨U+202E⟩Dana n") && author.chars().count() < 300, "{author}");
}
