//! A fault at every place of a whole walk, generated and not picked: the storage goes wrong at every write, the worker
//! stops and traps after every effect, and every request fails in every way. `cargo xtask faults` prints what came of it.
//!
//! What holds for each fault: no verdict is better than it is without the fault, nothing of another ticket shows, what is
//! lost or missing is said, and when the agent tries again, the outcome is the undisturbed one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use vouch::case::{Event, PanelId, Revision};
use vouch::checks::Verdict;
use vouch::fetch::{Answer, Incoming, Reply, Target};
use vouch::protocol::{Body, Intent, View};
use vouch_sandbox::portal::Markup;

use crate::world::{StoreFault, World};

const PANEL: PanelId = PanelId(1);
const TICKET: u32 = 4101;
/// Another ticket, with a walk of its own, and what only that walk shows.
const OTHER: (u32, &str, &str) = (4102, "700010", "bob.bauer@beta.example");
const OTHERS_MARKS: [&str; 4] = ["700010", "5002", "bob.bauer@beta.example", "9306291001002"];

fn href(ticket: u32) -> String {
    format!("https://gitlab.zendesk.com/agent/tickets/{ticket}")
}

/// What the agent does, one thing after the other.
#[derive(Clone, Copy, Debug)]
enum Act {
    Open,
    License(&'static str),
    SoldTo(&'static str),
    Collect,
}

/// The sold-to that the customer gave turns out to be another one, so that an older state would be a better one.
const CORRECTED: [Act; 5] = [
    Act::Open,
    Act::License("700001"),
    Act::SoldTo("alice@acme.example"),
    Act::Collect,
    Act::SoldTo("purchasing@acme.example"),
];
const ENTITLED: [Act; 4] = [Act::Open, Act::License("700001"), Act::SoldTo("alice@acme.example"), Act::Collect];
const TRIAL: [Act; 4] = [Act::Open, Act::License("700002"), Act::SoldTo("alice@acme.example"), Act::Collect];

/// What is to be seen in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    verdict: Verdict,
    note: String,
}

fn outcome(view: &View) -> Option<Outcome> {
    let Body::Case(case) = &view.body else { return None };
    let trail = case.trail.as_ref()?;
    Some(Outcome { verdict: trail.outcome.as_ref()?.verdict, note: trail.note.as_ref()?.text.clone() })
}

/// What goes wrong with the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Stops,
    Traps,
}

/// A run of the agent's acts: after each, what holds for every fault.
struct Run {
    world: World,
    ending: Ending,
    /// The newest revision that the panel has shown.
    seen: Option<Revision>,
    /// Whether the panel has said that something was lost.
    has_said: bool,
    /// The best verdict that the acts so far lead to without a fault.
    best: Option<Verdict>,
}

impl Run {
    fn new(world: World) -> Self {
        Self { world, ending: Ending::Stops, seen: None, has_said: false, best: None }
    }

    fn act(&mut self, act: Act) {
        let intent = match act {
            Act::Open => return self.world.open(PANEL, &href(TICKET)),
            Act::License(id) => Intent::EditLicenseId(id.to_owned()),
            Act::SoldTo(address) => Intent::EditSoldTo(address.to_owned()),
            Act::Collect => Intent::Collect,
        };
        if let Body::Case(_) = self.world.view(PANEL).body {
            let shows = self.world.shows;
            self.world.intend(PANEL, intent);
            // The panel says it when the worker has shown nothing since the agent wanted something.
            self.has_said |= self.world.shows == shows;
        }
    }

    /// Carries out what follows from the last act: requests are answered, and a worker that has ended is started.
    fn settle(&mut self) {
        loop {
            // What was shown before the worker ended.
            self.look();
            if self.world.is_stopped() {
                match self.ending {
                    Ending::Stops => self.world.stop_worker(),
                    Ending::Traps => self.world.trap(),
                }
                // The agent looks at the ticket, wherever the panel was.
                self.world.open(PANEL, &href(TICKET));
            }
            self.look();
            if self.world.under_way.is_empty() {
                return;
            }
            self.world.answer(0);
        }
    }

    /// What holds at any time.
    fn look(&mut self) {
        let Some(view) = self.world.shown(PANEL) else { return };
        let written = format!("{:?} {:?}", view.body, view.finder);
        for mark in OTHERS_MARKS {
            assert!(!written.contains(mark), "{mark} of another ticket: {written}");
        }
        if let (Some(seen), Some(now)) = (self.seen, view.revision) {
            self.has_said |= now.loss_after(&seen).is_some();
        }
        self.has_said |= view.not_kept.is_some() || view.notice.is_some() || matches!(view.body, Body::Stopped(_));
        let verdict = outcome(view).map(|one| one.verdict);
        if verdict == Some(Verdict::Entitled) {
            assert!(self.best == verdict || self.has_said, "{verdict:?} is better than {:?}: {written}", self.best);
        }
        self.seen = view.revision.or(self.seen);
    }

    fn play(&mut self, acts: &[Act], verdicts: &[Option<Verdict>]) {
        for (act, best) in acts.iter().zip(verdicts) {
            self.best = *best;
            self.act(*act);
            self.settle();
        }
    }

    /// The agent tries again what failed.
    fn try_again(&mut self, acts: &[Act], verdicts: &[Option<Verdict>]) {
        if let Body::Stopped(case) = self.world.view(PANEL).body {
            self.world.handle(Event::BeginAgain(PANEL, case));
            self.settle();
        }
        self.world.pass(61);
        for intent in [Intent::ReloadTicket, Intent::SearchTicket, Intent::RetryDefinitions] {
            self.world.intend(PANEL, intent);
            self.settle();
        }
        // What was gathered before may lead there at once.
        let best = verdicts.iter().flatten().copied().find(|verdict| *verdict == Verdict::Entitled);
        let (last, first) = acts[1..].split_last().unwrap();
        self.play(first, &vec![best; first.len()]);
        self.play(&[*last], &verdicts[verdicts.len() - 1..]);
    }
}

/// The acts without a fault: the verdict after each, and the outcome.
fn undisturbed(world: World, acts: &[Act]) -> (Vec<Option<Verdict>>, Outcome, World) {
    let mut run = Run::new(world);
    let verdicts = acts.iter().map(|act| {
        // Nothing is better than what is not known yet.
        run.best = Some(Verdict::Entitled);
        run.act(*act);
        run.settle();
        outcome(run.world.view(PANEL)).map(|one| one.verdict)
    });
    let verdicts: Vec<_> = verdicts.collect();
    let outcome = outcome(run.world.view(PANEL)).unwrap();
    (verdicts, outcome, run.world)
}

/// The sites, and another ticket whose walk has ended and is stored.
fn beside_another() -> World {
    let mut world = World::remembering(Markup::V3);
    let (ticket, license, sold_to) = OTHER;
    world.open(PANEL, &href(ticket));
    world.answer_all();
    world.collect(PANEL, license, sold_to);
    assert_eq!(world.outcome(PANEL).verdict, Verdict::Entitled);
    world
}

/// Another worker of the same browser, which has started with what is stored.
fn started(world: &World) -> World {
    let mut world = world.clone_stored();
    world.stop_worker();
    world
}

/// How often each thing came of the faults of one kind.
#[derive(Default)]
struct Table {
    rows: BTreeMap<String, BTreeMap<&'static str, usize>>,
}

const UNTOUCHED: &str = "undisturbed";
const SAID: &str = "said, then undisturbed";

impl Table {
    fn count(&mut self, fault: &str, what: &'static str) {
        *self.rows.entry(fault.to_owned()).or_default().entry(what).or_default() += 1;
    }

    /// Leaves the table for `cargo xtask faults`, which prints it.
    fn write(&self, name: &str, title: &str) {
        let mut text = format!("{title:<44}{UNTOUCHED:>14}{SAID:>26}\n");
        for (fault, counts) in &self.rows {
            let count = |what| counts.get(what).copied().unwrap_or_default();
            writeln!(text, "  {fault:<42}{:>14}{:>26}", count(UNTOUCHED), count(SAID)).unwrap();
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), text).unwrap();
    }
}

#[test]
fn storage_that_goes_wrong_at_any_write_never_makes_a_verdict_better() {
    let base = beside_another();
    let (verdicts, expected, after) = undisturbed(started(&base), &CORRECTED);
    assert_eq!(expected.verdict, Verdict::NotEntitled);
    let writes = after.storage.writes;
    let before = started(&base).storage.writes;
    assert!(writes > before + 5, "{before} {writes}");
    let mut table = Table::default();
    for fault in [StoreFault::Refuses, StoreFault::KeepsOld, StoreFault::Corrupts] {
        // Once, and from then on.
        for for_good in [false, true] {
            let name = format!("the storage {fault:?}{}", if for_good { " from then on" } else { "" });
            for nth in before..writes {
                let mut run = Run::new(started(&base));
                let faulty = if for_good { nth..writes + 200 } else { nth..nth + 1 };
                run.world.storage.faults.extend(faulty.map(|nth| (nth, fault)));
                run.play(&CORRECTED, &verdicts);
                assert_eq!(
                    outcome(run.world.view(PANEL)).as_ref(),
                    Some(&expected),
                    "{name} {nth}: a worker that lives"
                );
                run.world.stop_worker();
                run.settle();
                let is_undisturbed = outcome(run.world.view(PANEL)).as_ref() == Some(&expected);
                assert!(is_undisturbed || run.has_said, "{name} {nth}: {:#?}", run.world.view(PANEL));
                table.count(&name, if is_undisturbed { UNTOUCHED } else { SAID });
                run.world.storage.faults.clear();
                run.try_again(&CORRECTED, &verdicts);
                assert_eq!(outcome(run.world.view(PANEL)).as_ref(), Some(&expected), "{name} {nth}");
            }
        }
    }
    table.write("1-storage", "At every write of a walk:");
}

#[test]
fn worker_that_stops_or_traps_after_any_effect_never_makes_a_verdict_better() {
    let base = beside_another();
    let (verdicts, expected, after) = undisturbed(started(&base), &CORRECTED);
    let effects = after.effects - started(&base).effects;
    assert!(effects > 20, "{effects}");
    let mut table = Table::default();
    for ending in [Ending::Stops, Ending::Traps] {
        let name = format!("the worker {}", format!("{ending:?}").to_lowercase());
        for nth in 1..=effects {
            let mut run = Run { ending, ..Run::new(started(&base)) };
            run.world.stop_after = Some(nth);
            run.play(&CORRECTED, &verdicts);
            let is_undisturbed = outcome(run.world.view(PANEL)).as_ref() == Some(&expected);
            assert!(is_undisturbed || run.has_said, "{name} {nth}: {:#?}", run.world.view(PANEL));
            table.count(&name, if is_undisturbed { UNTOUCHED } else { SAID });
            run.try_again(&CORRECTED, &verdicts);
            assert_eq!(outcome(run.world.view(PANEL)).as_ref(), Some(&expected), "{name} {nth}");
            // Another ticket loses nothing.
            run.world.open(PANEL, &href(OTHER.0));
            run.world.answer_all();
            assert_eq!(run.world.outcome(PANEL).verdict, Verdict::Entitled, "{name} {nth}");
        }
    }
    table.write("2-worker", "After every effect of a walk:");
}

/// How a request fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    Refused,
    TimedOut,
    Offline,
    Cut,
    Status(u16),
    Redirected,
    AnotherRecord,
    AnotherType,
    AnotherCharset,
    TooLarge,
}

const FAILURES: [Failure; 16] = [
    Failure::Refused,
    Failure::TimedOut,
    Failure::Offline,
    Failure::Cut,
    Failure::Status(401),
    Failure::Status(403),
    Failure::Status(404),
    Failure::Status(422),
    Failure::Status(429),
    Failure::Status(500),
    Failure::Status(503),
    Failure::Redirected,
    Failure::AnotherRecord,
    Failure::AnotherType,
    Failure::AnotherCharset,
    Failure::TooLarge,
];

impl Failure {
    fn name(self) -> String {
        match self {
            Self::Refused => "connection refused or reset".to_owned(),
            Self::TimedOut => "no answer in time".to_owned(),
            Self::Offline => "offline".to_owned(),
            Self::Cut => "cut in the middle".to_owned(),
            Self::Status(status) => format!("status {status}"),
            Self::Redirected => "redirect".to_owned(),
            Self::AnotherRecord => "another record".to_owned(),
            Self::AnotherType => "HTML for JSON, JSON for HTML".to_owned(),
            Self::AnotherCharset => "another charset".to_owned(),
            Self::TooLarge => "1 GB".to_owned(),
        }
    }

    fn reply(self, world: &World, target: &Target) -> Reply {
        let is_page = target.accept().contains("html");
        let content_type = if is_page { "text/html; charset=utf-8" } else { "application/json; charset=utf-8" };
        let answer = |status, content_type: &str, body: &mut dyn Iterator<Item = Vec<u8>>| match Incoming::new(
            target,
            status,
            None,
            Some(content_type),
        ) {
            Ok(mut incoming) => {
                for part in body {
                    if !incoming.add(&part) {
                        break;
                    }
                }
                incoming.finish()
            }
            Err(reply) => reply,
        };
        let true_body = || match world.ask(target) {
            Reply::Answer(Answer { body, .. }) => body,
            other => panic!("{other:?}"),
        };
        let page = "<html><body><h1>Something went wrong</h1></body></html>";
        match self {
            Self::Refused => Reply::Unreachable,
            Self::TimedOut => Reply::Timeout,
            Self::Offline => Reply::Offline,
            Self::Cut => {
                let body = true_body();
                answer(200, content_type, &mut [body.as_bytes()[..body.len() / 2].to_vec()].into_iter())
            }
            Self::Status(status) => answer(status, content_type, &mut [page.as_bytes().to_vec()].into_iter()),
            Self::Redirected => Reply::Redirect,
            Self::AnotherRecord => {
                let url = if is_page { "https://customers.gitlab.com/admin/license/700011" } else { "" };
                let body = match is_page {
                    true => {
                        let url = vouch::portal::PortalUrl::parse(url).unwrap();
                        let Reply::Answer(other) = world.ask(&Target::Portal(url)) else { panic!() };
                        other.body
                    }
                    false => true_body().replace("4101", "4103").replace("9306291001001", "9306291001003"),
                };
                answer(200, content_type, &mut [body.into_bytes()].into_iter())
            }
            Self::AnotherType => {
                let (content_type, body) =
                    if is_page { ("application/json", r#"{"id":700001,"trial":false}"#) } else { ("text/html", page) };
                answer(200, content_type, &mut [body.as_bytes().to_vec()].into_iter())
            }
            Self::AnotherCharset => {
                let utf_16 = true_body().encode_utf16().flat_map(u16::to_le_bytes).collect();
                answer(200, &content_type.replace("utf-8", "utf-16le"), &mut [utf_16].into_iter())
            }
            Self::TooLarge => {
                let mut parts = std::iter::repeat_n(vec![b' '; 1 << 20], 1024);
                answer(200, content_type, &mut parts)
            }
        }
    }
}

/// What a panel says of a request that failed.
const MESSAGES: [&str; 14] = [
    "could not be reached",
    "did not answer in time",
    "is offline",
    "signed out",
    "does not let you see",
    " has no ",
    "refused the request",
    "slow down",
    "failed (status",
    "answered with",
    "is not the portal's admin panel",
    "shows no ",
    "not readable",
    "No order has",
];

#[test]
fn request_that_fails_in_any_way_never_makes_a_verdict_better() {
    let base = World::remembering(Markup::V3);
    let mut table = Table::default();
    for acts in [ENTITLED, TRIAL] {
        let (verdicts, expected, after) = undisturbed(base.again(), &acts);
        let requests: Vec<_> = after.asked.clone();
        assert!(requests.len() > 8, "{requests:?}");
        for (nth, url) in requests.iter().enumerate() {
            for failure in FAILURES {
                let mut run = Run::new(base.again());
                let mut has_failed = false;
                for (act, best) in acts.iter().zip(&verdicts) {
                    run.best = Some(best.unwrap_or(expected.verdict));
                    run.act(*act);
                    while !run.world.under_way.is_empty() {
                        run.look();
                        // The nth request that was sent is the nth that is answered.
                        let at = run.world.asked.len() - run.world.under_way.len();
                        if at == nth && !has_failed {
                            has_failed = true;
                            let (id, target) = run.world.under_way.remove(0);
                            let reply = failure.reply(&run.world, &target);
                            run.world.handle(Event::Reply(id, reply));
                        } else {
                            run.world.answer(0);
                        }
                    }
                    run.look();
                }
                let cell = format!("{} at {url}", failure.name());
                assert!(has_failed, "{cell}: it was not asked for");
                let view = run.world.view(PANEL);
                let is_undisturbed = outcome(view).as_ref() == Some(&expected);
                let written = format!("{view:?}");
                let says = MESSAGES.iter().any(|message| written.contains(message));
                assert!(is_undisturbed || says, "{cell}: {view:#?}");
                table.count(&failure.name(), if is_undisturbed { UNTOUCHED } else { SAID });
                run.try_again(&acts, &verdicts);
                assert_eq!(outcome(run.world.view(PANEL)).as_ref(), Some(&expected), "{cell}");
            }
        }
    }
    table.write("3-requests", "At every request of two walks:");
}
