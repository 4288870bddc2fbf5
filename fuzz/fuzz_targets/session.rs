//! A whole session: panels that come and go, an agent who presses anything, a worker that is stopped, and answers of both
//! sites that are true, damaged or made up, in any order.

#![no_main]

#[allow(dead_code, reason = "the tests of the walk use more of it")]
#[path = "../../tests/walk/world.rs"]
mod world;

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use vouch::case::{Event, Location, PanelId};
use vouch::fetch::{Answer, Reply};
use vouch::note::NotePart;
use vouch::protocol::{Body, Find, Intent};
use vouch::visible::Visible;
use vouch_sandbox::portal::Markup;
use world::World;

/// Where panels go.
const PLACES: [&str; 12] = [
    "https://gitlab.zendesk.com/agent/tickets/4101",
    "https://gitlab.zendesk.com/agent/tickets/4102",
    "https://gitlab.zendesk.com/agent/tickets/4103",
    "https://gitlab.zendesk.com/agent/tickets/4105",
    "https://gitlab.zendesk.com/agent/tickets/4113",
    "https://gitlab.zendesk.com/agent/dashboard",
    "https://customers.gitlab.com/admin/license/700001",
    "https://customers.gitlab.com/admin/order/5001",
    "https://customers.gitlab.com/admin/cloud_activation/9001",
    "https://customers.gitlab.com/admin/license/validate_license",
    "https://gitlab-federal-support.zendesk.com/agent/tickets/1",
    "about:blank",
];

/// The most steps of a session, and the most requests that one step may lead to.
const MOST_STEPS: usize = 48;
const MOST_REQUESTS: usize = 400;

thread_local! {
    /// The sites of all sessions. What they answer once, they answer again.
    static SITES: World = World::remembering(Markup::V3);
}

/// How a license key begins.
const KEY: &str = "eyJkYXRhIjoi";

/// The bytes that say what happens.
struct Script<'a> {
    rest: &'a [u8],
    /// Whether the agent has entered a license key, which is held until it is validated or dismissed.
    has_typed_key: bool,
}

impl<'a> Script<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// One of so many.
    fn choice(&mut self, of: usize) -> usize {
        usize::from(self.byte().unwrap_or_default()) % of.max(1)
    }

    /// A text: its length first.
    fn text(&mut self) -> String {
        let length = self.choice(256).min(self.rest.len());
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    /// A text that the agent enters.
    fn typed(&mut self) -> String {
        let text = self.text();
        self.has_typed_key |= text.contains(KEY);
        text
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut world = SITES.with(World::again);
    let mut script = Script { rest: bytes, has_typed_key: false };
    for _ in 0..MOST_STEPS {
        let Some(step) = script.byte() else { break };
        let asked = world.asked.len();
        take(step, &mut script, &mut world);
        check(&world, asked, script.has_typed_key);
    }
});

fn take(step: u8, script: &mut Script<'_>, world: &mut World) {
    let panel = PanelId(1 + u32::from(step / 16 % 2));
    match step % 16 {
        0 => world.open(panel, PLACES[script.choice(PLACES.len())]),
        1 => {
            let Some(intent) = intent(script, world, panel) else { return };
            world.intend(panel, intent);
        }
        2 | 3 => {
            let under_way = world.under_way.len();
            if under_way > 0 {
                world.answer(script.choice(under_way));
            }
        }
        4 | 5 => answer_with(script, world, damaged),
        6 => answer_with(script, world, |script, _| made_up(script)),
        7 => world.answer_all(),
        8 => world.stop_worker(),
        9 => world.pass([1, 20, 400, 86_400][script.choice(4)]),
        10 => {
            if world.shown(panel).is_some() {
                world.handle(Event::LookedAt(panel));
            }
        }
        11 => {
            if let Some((panel, order)) = world.composer_orders.pop().or_else(|| world.page_checks.pop()) {
                let seen = match script.choice(2) {
                    0 => order.expected.unwrap_or_default(),
                    _ => script.text(),
                };
                let answer = json!({ "step": order.step, "acted": true, "seen": seen, "data": script.text() });
                if let Ok(answer) = serde_json::from_value(answer) {
                    world.handle(Event::Composer(panel, answer));
                }
            }
        }
        12 => {
            if let Some((panel, step, _)) = world.waits.pop() {
                world.handle(Event::Waited(panel, step));
            }
        }
        13 => {
            let place = PLACES[script.choice(PLACES.len())];
            let document = script.choice(3) as u64;
            match script.choice(4) {
                0 => world.handle(Event::PageShown(panel, place.to_owned(), document, script.text())),
                1 => world.handle(Event::FormSent(panel, document, Location::of(place), script.text())),
                2 => world.handle(Event::Arrived(panel)),
                _ => {
                    if let Some((_, case)) = world.opened_for.pop() {
                        world.handle(Event::TabOpened(panel, case));
                    }
                }
            }
        }
        14 => {
            let case = match world.shown(panel).map(|view| &view.body) {
                Some(Body::Case(case)) => Some(case.case),
                _ => None,
            };
            world.handle(Event::Find(panel, case, Find::Search(script.typed())));
        }
        _ => world.handle(Event::PanelClosed(panel)),
    }
}

/// Something that the agent does with the case that a panel shows.
fn intent(script: &mut Script<'_>, world: &World, panel: PanelId) -> Option<Intent> {
    let Body::Case(case) = &world.shown(panel)?.body else { return None };
    Some(match script.choice(20) {
        0 => Intent::EditLicenseId(["700001", "700002", "700010", "9001"][script.choice(4)].to_owned()),
        1 => Intent::EditLicenseId(script.typed()),
        2 => Intent::EditSoldTo(["alice@acme.example", "mallory@evil.example"][script.choice(2)].to_owned()),
        3 => Intent::EditSoldTo(script.typed()),
        4 => Intent::Collect,
        5 => Intent::Cancel,
        6 => Intent::ReadFile { name: None, text: script.typed() },
        7 => {
            let found = serde_json::to_value(&case.found).ok()?;
            let ids: Vec<_> = ids(&found);
            Intent::TakeHit(serde_json::from_value(ids.get(script.choice(ids.len()))?.clone()).ok()?)
        }
        8 => Intent::ValidateInPortal,
        9 => Intent::ReloadTicket,
        10 => Intent::ReadEvidenceAgain,
        11 => Intent::GoOn,
        12 => Intent::Forget,
        13 => Intent::EditAddresses(Some(script.typed())),
        14 => Intent::EditNote(Some(script.typed())),
        15 => Intent::InsertNote,
        16 => Intent::WriteNoteSoFar,
        17 => Intent::ChooseTrail(script.choice(4)),
        18 => Intent::ChooseNotePart(NotePart::default()),
        _ => Intent::AddPage,
    })
}

/// Everything in a view that is called an ID.
fn ids(value: &serde_json::Value) -> Vec<serde_json::Value> {
    match value {
        serde_json::Value::Object(all) => {
            all.iter().flat_map(|(key, value)| if key == "id" { vec![value.clone()] } else { ids(value) }).collect()
        }
        serde_json::Value::Array(all) => all.iter().flat_map(ids).collect(),
        _ => Vec::new(),
    }
}

fn answer_with(script: &mut Script<'_>, world: &mut World, make: impl FnOnce(&mut Script<'_>, Reply) -> Reply) {
    let under_way = world.under_way.len();
    if under_way == 0 {
        return;
    }
    let (id, target) = world.under_way.remove(script.choice(under_way));
    let reply = make(script, world.ask(&target));
    world.handle(Event::Reply(id, reply));
}

/// A true answer with something else in it.
fn damaged(script: &mut Script<'_>, reply: Reply) -> Reply {
    let Reply::Answer(mut answer) = reply else { return reply };
    let place = script.choice(256) * answer.body.len() / 256;
    let from = answer.body.floor_char_boundary(place);
    let until = answer.body.floor_char_boundary((from + script.choice(64)).min(answer.body.len()));
    match script.choice(3) {
        0 => answer.body.replace_range(from..until, &script.text()),
        1 => answer.body.truncate(from),
        _ => answer.body.replace_range(from..until, ""),
    }
    Reply::Answer(answer)
}

fn made_up(script: &mut Script<'_>) -> Reply {
    match script.choice(7) {
        0 => Reply::Redirect,
        1 => Reply::Timeout,
        2 => Reply::Offline,
        3 => Reply::Unreachable,
        4 => Reply::TooLarge { limit: 1 },
        5 => Reply::AnotherType { wanted: "JSON", got: script.text() },
        _ => {
            let status = [200, 401, 403, 404, 422, 429, 500, 0][script.choice(8)];
            Reply::Answer(Answer { status, retry_at: None, body: script.text() })
        }
    }
}

/// What holds after every step.
fn check(world: &World, asked: usize, has_typed_key: bool) {
    for panel in [PanelId(1), PanelId(2)] {
        let Some(view) = world.shown(panel) else { continue };
        drop(serde_json::to_value(Visible(view)).expect("a view can be sent"));
        if let (Body::Case(case), Some(ticket)) = (&view.body, world.place(panel).strip_prefix(TICKET_PAGE)) {
            assert_eq!(case.case.ticket().to_string(), ticket, "another ticket's case is shown");
        }
    }
    let new = &world.asked[asked..];
    assert!(new.len() <= MOST_REQUESTS, "one step led to {} requests", new.len());
    for url in new {
        assert!(ASKED.iter().any(|site| url.starts_with(site)), "{url} is asked for");
    }
    let stored = world.stored();
    assert!(has_typed_key || !stored.contains(KEY), "a license key is stored: {stored}");
}

const TICKET_PAGE: &str = "https://gitlab.zendesk.com/agent/tickets/";

/// What addresses of requests begin with.
const ASKED: [&str; 3] = [
    "https://customers.gitlab.com/admin/",
    "https://gitlab.zendesk.com/api/v2/",
    "https://gitlab.zendesk.com/attachments/token/",
];
