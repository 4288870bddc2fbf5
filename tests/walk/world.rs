//! A world without a network and without a clock: the desk, the sandbox's two sites called as functions, and panels
//! that remember what they were shown.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, LazyLock, Mutex};

use bytes::Bytes;
use vouch::case::{CaseKey, Desk, Effect, ErrandId, Event, Location, PanelId};
use vouch::date::{Date, UnixSeconds};
use vouch::fetch::{Answer, Incoming, Reply, Site as Host, Target};
use vouch::handbook::{Term, Wording};
use vouch::proof::key::Keys;
use vouch::protocol::{Body, CaseView, ComposerOrder, Fill, Intent, OutcomeView, TrailView, View};
use vouch::trail::{Status, Step, StepState};
use vouch::visible::{Visible, is_unseen};
use vouch_sandbox::portal::{Markup, Portal};
use vouch_sandbox::zendesk::Zendesk;

pub struct World {
    pub portal: Arc<Portal>,
    pub zendesk: Arc<Zendesk>,
    /// What the sites have answered, for worlds in which they answer the same again.
    remembered: Option<Arc<Mutex<HashMap<Target, Reply>>>>,
    /// Requests that were sent and not yet answered.
    pub under_way: Vec<(ErrandId, Target)>,
    /// Every address that was asked for, in order.
    pub asked: Vec<String>,
    /// Addresses that were opened for the agent.
    pub opened: Vec<String>,
    /// Addresses that were opened for a case.
    pub opened_for: Vec<(String, CaseKey)>,
    /// Tabs in which the panel was opened.
    pub panels_opened: Vec<PanelId>,
    /// Panels whose page was asked what it shows.
    pub pages_read: Vec<PanelId>,
    /// What the composer's script of a panel's page was told.
    pub composer_orders: Vec<(PanelId, ComposerOrder)>,
    /// What the composer's script was told apart from any note.
    pub page_checks: Vec<(PanelId, ComposerOrder)>,
    /// What is waited for: a panel's step, and how many milliseconds.
    pub waits: Vec<(PanelId, u32, u32)>,
    /// What was put into fields of a panel's page.
    pub filled: Vec<(PanelId, Fill)>,
    /// The clock, which stands still unless a test lets time pass.
    pub now: UnixSeconds,
    desk: Desk,
    cookies: [String; 2],
    shown: BTreeMap<PanelId, View>,
    /// Whether the question who is signed in is left unanswered.
    pub holds_who: bool,
    /// That question, while it is not answered.
    pub who: Vec<(ErrandId, Target)>,
    /// How often it was asked.
    pub who_asked: usize,
    /// How many effects were carried out.
    pub effects: usize,
    /// How many views were shown.
    pub shows: usize,
    to_look_at: BTreeSet<PanelId>,
    at: BTreeMap<PanelId, String>,
    /// Session storage.
    pub storage: Storage,
    /// After so many effects the worker is stopped, whatever it is doing; none for never.
    pub stop_after: Option<usize>,
    /// What local storage holds.
    wording: Wording,
}

thread_local! {
    /// What the desk worked on last, in this test.
    static WORK: RefCell<String> = const { RefCell::new(String::new()) };
}

fn works_on(name: &str) {
    WORK.set(name.to_owned());
}

/// What session storage does instead of what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// It does nothing, and says so.
    Refuses,
    /// It does nothing, and says that it is done.
    KeepsOld,
    /// What it writes is not what it was given.
    Corrupts,
}

/// Session storage.
#[derive(Clone, Debug, Default)]
pub struct Storage {
    pub entries: BTreeMap<String, String>,
    /// How often something was written or removed.
    pub orders: usize,
    /// How often something was written.
    pub writes: usize,
    /// What goes wrong with the nth write, counted from 0.
    pub faults: BTreeMap<usize, StoreFault>,
    /// How many bytes fit in; none for any number.
    pub quota: Option<usize>,
    /// Whether what is to be removed stays.
    pub removes_nothing: bool,
    /// Whether orders are left open until [`World::answer_storage`].
    pub is_slow: bool,
    /// What is left open: entries to write, or to remove where they have no content.
    open: VecDeque<BTreeMap<String, Option<String>>>,
}

impl Storage {
    /// Carries an order out. Gives whether it says that it has done that.
    fn carry_out(&mut self, entries: BTreeMap<String, Option<String>>) -> bool {
        self.orders += 1;
        if entries.values().all(Option::is_none) {
            if !self.removes_nothing {
                self.entries.retain(|name, _| !entries.contains_key(name));
            }
            return !self.removes_nothing;
        }
        let fault = self.faults.get(&self.writes).copied();
        self.writes += 1;
        let mut after = self.entries.clone();
        after.extend(entries.into_iter().filter_map(|(name, content)| Some((name, content?))));
        if fault == Some(StoreFault::Corrupts) {
            // The half of what was written.
            let changed = after.iter_mut().filter(|(name, content)| self.entries.get(*name) != Some(*content));
            changed.for_each(|(_, content)| *content = content.chars().take(content.len() / 2).collect());
        }
        let size: usize = after.iter().map(|(name, one)| name.len() + one.len()).sum();
        let fits = self.quota.is_none_or(|quota| size <= quota);
        match fault {
            Some(StoreFault::Refuses) => false,
            Some(StoreFault::KeepsOld) => true,
            _ if !fits => false,
            None | Some(StoreFault::Corrupts) => {
                self.entries = after;
                true
            }
        }
    }
}

/// The key that the sandbox signs its license files with.
static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::from_pem(vouch_sandbox::license::TEST_PUBLIC_KEY_PEM).unwrap());

/// A message to a panel carries numbers as JavaScript has them: a larger one is refused, and the panel shows nothing new.
fn assert_numbers_fit(value: &serde_json::Value) {
    const MOST: u64 = (1 << 53) - 1;
    match value {
        serde_json::Value::Number(number) => assert!(number.as_u64().is_none_or(|number| number <= MOST), "{number}"),
        serde_json::Value::Array(all) => all.iter().for_each(assert_numbers_fit),
        serde_json::Value::Object(all) => all.values().for_each(assert_numbers_fit),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => {}
    }
}

/// What nobody sees stands nowhere in what a panel gets, but in the list of contacts that the agent goes on editing.
fn assert_all_is_seen(value: &serde_json::Value) {
    match value {
        serde_json::Value::String(text) => assert!(!text.contains(is_unseen), "{text:?}"),
        serde_json::Value::Array(all) => all.iter().for_each(assert_all_is_seen),
        serde_json::Value::Object(all) => {
            let is_typed = |key: &str| key == "text" && all.contains_key("more_remarks");
            all.iter().filter(|(key, _)| !is_typed(key)).for_each(|(_, value)| assert_all_is_seen(value));
        }
        _ => {}
    }
}

/// A view as a panel gets it.
fn as_sent(view: &View) -> View {
    let sent = serde_json::to_value(Visible(view)).unwrap();
    assert_numbers_fit(&sent);
    assert_all_is_seen(&sent);
    serde_json::from_value(sent).unwrap()
}

impl World {
    pub fn new(markup: Markup) -> Self {
        let today = vouch_sandbox::date::Date::today();
        let portal = Portal::on(markup, today);
        // The walk asks the API alone, so the agent page's editor may be missing.
        let zendesk = Zendesk::new("no-editor");
        let cookies = [portal.sign_in(), zendesk.sign_in()];
        let days = Date::parse_iso("1970-01-01").unwrap().days_until(Date::parse_iso(&today.iso()).unwrap());
        // Noon: the hours before and after it are the same day.
        let now = UnixSeconds(u64::try_from(days).unwrap() * 86_400 + 43_200);
        Self::over(Arc::new(portal), Arc::new(zendesk), cookies, now)
    }

    fn over(portal: Arc<Portal>, zendesk: Arc<Zendesk>, cookies: [String; 2], now: UnixSeconds) -> Self {
        Self {
            portal,
            zendesk,
            remembered: None,
            cookies,
            now,
            desk: Desk::restore(KEYS.clone(), [], &[], works_on),
            under_way: Vec::new(),
            asked: Vec::new(),
            opened: Vec::new(),
            opened_for: Vec::new(),
            panels_opened: Vec::new(),
            pages_read: Vec::new(),
            filled: Vec::new(),
            composer_orders: Vec::new(),
            page_checks: Vec::new(),
            waits: Vec::new(),
            holds_who: false,
            who: Vec::new(),
            who_asked: 0,
            effects: 0,
            shows: 0,
            shown: BTreeMap::new(),
            to_look_at: BTreeSet::new(),
            at: BTreeMap::new(),
            storage: Storage::default(),
            stop_after: None,
            wording: Wording::default(),
        }
    }

    /// A world whose sites are asked for each address once; what they answer is remembered, in [`World::again`] too.
    pub fn remembering(markup: Markup) -> Self {
        Self { remembered: Some(Arc::default()), ..Self::new(markup) }
    }

    /// The same sites, and nothing has happened yet.
    pub fn again(&self) -> Self {
        let (portal, zendesk) = (Arc::clone(&self.portal), Arc::clone(&self.zendesk));
        let remembered = self.remembered.clone();
        Self { remembered, ..Self::over(portal, zendesk, self.cookies.clone(), self.now) }
    }

    /// The same sites and storage; nobody has opened a panel.
    pub fn clone_stored(&self) -> Self {
        Self { storage: self.storage.clone(), ..self.again() }
    }

    /// A panel on the page of a ticket, with everything that it wants to know answered.
    pub fn on_ticket(markup: Markup, ticket: u32) -> (Self, PanelId) {
        let mut world = Self::new(markup);
        let panel = PanelId(1);
        world.open(panel, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
        world.answer_all();
        (world, panel)
    }

    pub fn today(&self) -> Date {
        self.now.day()
    }

    /// Lets so many seconds pass, in which nothing happens.
    pub fn pass(&mut self, seconds: u64) {
        self.now = self.now.plus(seconds);
    }

    /// Opens a panel at an address, or moves its page there.
    pub fn open(&mut self, panel: PanelId, href: &str) {
        self.at.insert(panel, href.to_owned());
        self.to_look_at.insert(panel);
        self.handle(Event::PanelAt(panel, Location::of(href)));
    }

    /// The agent does something in a panel, to the case that it shows.
    pub fn intend(&mut self, panel: PanelId, intent: Intent) {
        let case = self.case(panel).case;
        self.handle(Event::Intent(panel, case, intent));
    }

    /// The agent fills the form in and collects; every request is answered.
    pub fn collect(&mut self, panel: PanelId, license_id: &str, sold_to: &str) {
        self.intend(panel, Intent::EditLicenseId(license_id.to_owned()));
        self.intend(panel, Intent::EditSoldTo(sold_to.to_owned()));
        self.intend(panel, Intent::Collect);
        self.answer_all();
    }

    /// An agent gives one of the handbook's words another text, or its own again.
    pub fn reword(&mut self, term: Term, text: &str) {
        self.wording.set(term, text);
        self.handle(Event::Wording(self.wording.clone()));
    }

    pub fn handle(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            if self.is_stopped() {
                return;
            }
            for effect in self.desk.handle(event, self.now) {
                if self.is_stopped() {
                    return;
                }
                self.stop_after = self.stop_after.map(|effects| effects - 1);
                self.effects += 1;
                events.extend(self.carry_out(effect));
            }
        }
        if !self.holds_who {
            self.answer_who();
        }
    }

    /// Whether the worker is stopped, and nothing has started it again.
    pub fn is_stopped(&self) -> bool {
        self.stop_after == Some(0)
    }

    /// Carries an effect out. Gives what the storage says to it, if it is one for the storage.
    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            // It goes beside everything else, so it is answered at once.
            Effect::Fetch(id, target) if target.url().ends_with("/users/me") => {
                self.who_asked += 1;
                self.who.push((id, target));
            }
            Effect::Fetch(id, target) => {
                self.asked.push(target.url().to_owned());
                self.under_way.push((id, target));
            }
            Effect::Abort(id) => {
                self.under_way.retain(|(under_way, _)| *under_way != id);
                self.who.retain(|(under_way, _)| *under_way != id);
            }
            Effect::Store(entries) => {
                return self.store(entries.into_iter().map(|(name, content)| (name, Some(content))).collect());
            }
            Effect::Unstore(names) => return self.store(names.into_iter().map(|name| (name, None)).collect()),
            Effect::Show(panel, view) => {
                // The model test shows a hundred thousand views; what they hold is shown in the other tests, too.
                let shown = if self.remembered.is_none() { as_sent(&view) } else { *view };
                self.shown.insert(panel, shown);
                self.shows += 1;
                self.to_look_at.insert(panel);
            }
            Effect::OpenTab(_, link) => self.opened.push(link.url().to_owned()),
            Effect::OpenFor(_, link, case) => self.opened_for.push((link.url().to_owned(), case)),
            Effect::OpenPanel(panel) => self.panels_opened.push(panel),
            Effect::ReadPage(panel) => self.pages_read.push(panel),
            Effect::LookAtComposer(panel, order) => self.page_checks.push((panel, order)),
            Effect::Composer(panel, order) => self.composer_orders.push((panel, order)),
            Effect::Wait(panel, step, milliseconds) => self.waits.push((panel, step, milliseconds)),
            Effect::Fill(panel, fill) => self.filled.push((panel, fill)),
        }
        None
    }

    fn store(&mut self, entries: BTreeMap<String, Option<String>>) -> Option<Event> {
        assert!(self.storage.open.is_empty(), "the storage is told one thing at a time");
        if self.storage.is_slow {
            self.storage.open.push_back(entries);
            return None;
        }
        Some(Event::Stored(self.storage.carry_out(entries)))
    }

    /// Has the storage do what it was told, where it is slow. Gives whether there was something.
    pub fn answer_storage(&mut self) -> bool {
        let Some(entries) = self.storage.open.pop_front() else { return false };
        let done = self.storage.carry_out(entries);
        self.handle(Event::Stored(done));
        true
    }

    /// Answers the question who is signed in.
    pub fn answer_who(&mut self) {
        for (id, target) in std::mem::take(&mut self.who) {
            let reply = self.ask_site(&target);
            self.handle(Event::Reply(id, reply));
        }
    }

    /// Another agent signs in to Zendesk in this browser.
    pub fn sign_in_as(&mut self, agent: u64) {
        self.cookies[1] = self.zendesk.sign_in_as(agent);
    }

    /// Answers the request at an index of those under way, as the site answers it now.
    pub fn answer(&mut self, index: usize) {
        let (id, target) = self.under_way.remove(index);
        let reply = self.ask(&target);
        self.handle(Event::Reply(id, reply));
    }

    pub fn answer_all(&mut self) {
        while !self.under_way.is_empty() {
            self.answer(0);
        }
    }

    /// Answers until a request for this path is the next one.
    pub fn answer_until(&mut self, path: &str) {
        while !self.under_way[0].1.url().contains(path) {
            self.answer(0);
        }
    }

    /// Answers the request at an index with an error.
    pub fn fail(&mut self, index: usize, status: u16) {
        let (id, _) = self.under_way.remove(index);
        let body = "<html><body>We're sorry, but something went wrong.</body></html>".to_owned();
        self.handle(Event::Reply(id, Reply::Answer(Answer { status, retry_at: None, body })));
    }

    /// Answers the request at an index with 429, and perhaps when to come back.
    pub fn refuse(&mut self, index: usize, retry_at: Option<u64>) {
        let (id, _) = self.under_way.remove(index);
        self.handle(Event::Reply(id, Reply::Answer(Answer { status: 429, retry_at, body: String::new() })));
    }

    /// What a site answers now, or what it answered before where that is remembered.
    pub fn ask(&self, target: &Target) -> Reply {
        let Some(remembered) = &self.remembered else { return self.ask_site(target) };
        let mut remembered = remembered.lock().unwrap();
        remembered.entry(target.clone()).or_insert_with(|| self.ask_site(target)).clone()
    }

    fn ask_site(&self, target: &Target) -> Reply {
        let (site, cookie): (&dyn vouch_sandbox::site::Site, _) = match target.site() {
            Host::Portal => (&*self.portal, &self.cookies[0]),
            Host::Zendesk => (&*self.zendesk, &self.cookies[1]),
        };
        let (host, path) = target.url().strip_prefix("https://").unwrap().split_once('/').unwrap();
        let request = http::Request::get(format!("/{path}"))
            .header("host", host)
            .header("accept", target.accept())
            .header("cookie", cookie)
            .body(Bytes::new())
            .unwrap();
        let response = site.respond(&request);
        if response.status().is_redirection() {
            return Reply::Redirect;
        }
        let retry_after = response.headers().get("retry-after");
        let retry_after: Option<u64> = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
        let content_type = response.headers().get("content-type").map(|value| value.to_str().unwrap());
        let retry_at = retry_after.map(|seconds| self.now.0 + seconds);
        match Incoming::new(target, response.status().as_u16(), retry_at, content_type) {
            Ok(mut incoming) => {
                incoming.add(response.body());
                incoming.finish()
            }
            Err(reply) => reply,
        }
    }

    /// The document of a page of the portal, as a browser holds it: asked for, or as the answer to a form with a license
    /// file.
    pub fn portal_page(&self, path: &str, license_file: Option<&str>) -> String {
        use vouch_sandbox::site::Site as _;
        let get = |builder: http::request::Builder, body: String| {
            let request = builder
                .header("host", "customers.gitlab.com")
                .header("accept", "text/html")
                .header("cookie", &self.cookies[0])
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Bytes::from(body))
                .unwrap();
            String::from_utf8(self.portal.respond(&request).body().to_vec()).unwrap()
        };
        let page = get(http::Request::get(path), String::new());
        let Some(file) = license_file else { return page };
        let token = page.split("name=\"authenticity_token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let encode = vouch::link::percent_encode;
        get(http::Request::post(path), format!("authenticity_token={}&license_file={}", encode(token), encode(file)))
    }

    /// Everything that session storage holds of cases.
    pub fn stored(&self) -> String {
        let cases = self.storage.entries.iter().filter(|(name, _)| name.contains('/'));
        cases.map(|(_, content)| content.as_str()).collect()
    }

    /// What session storage holds that belongs to no case.
    pub fn stored_shared(&self) -> Option<&str> {
        self.storage.entries.get("shared").map(String::as_str)
    }

    /// The agent signs in to the portal again.
    pub fn sign_in_to_portal(&mut self) {
        self.cookies[0] = self.portal.sign_in();
    }

    /// The browser stops the worker: what it held is gone, what was saved is not, and every panel connects again.
    pub fn stop_worker(&mut self) {
        self.start_worker(&[]);
    }

    /// The program traps at its work, and is started anew.
    pub fn trap(&mut self) {
        let on = WORK.with_borrow(Clone::clone);
        let lost = if on.is_empty() { Vec::new() } else { vec![on] };
        self.start_worker(&lost);
    }

    fn start_worker(&mut self, lost: &[String]) {
        self.under_way.clear();
        self.who.clear();
        self.stop_after = None;
        self.storage.open.clear();
        let entries = self.storage.entries.iter().map(|(name, content)| (name.clone(), Some(content.clone())));
        self.desk = Desk::restore(KEYS.clone(), entries, lost, works_on);
        self.handle(Event::Started);
        self.handle(Event::Wording(self.wording.clone()));
        for (panel, href) in self.at.clone() {
            self.open(panel, &href);
        }
    }

    /// The panels that have moved or were shown something since this was last asked for.
    pub fn take_to_look_at(&mut self) -> BTreeSet<PanelId> {
        std::mem::take(&mut self.to_look_at)
    }

    /// Where a panel's page is.
    pub fn place(&self, panel: PanelId) -> &str {
        &self.at[&panel]
    }

    pub fn view(&self, panel: PanelId) -> &View {
        &self.shown[&panel]
    }

    /// What a panel shows; none when it was never opened.
    pub fn shown(&self, panel: PanelId) -> Option<&View> {
        self.shown.get(&panel)
    }

    pub fn case(&self, panel: PanelId) -> &CaseView {
        let Body::Case(case) = &self.view(panel).body else { panic!("no case: {:?}", self.view(panel)) };
        case
    }

    pub fn trail(&self, panel: PanelId) -> &TrailView {
        self.case(panel).trail.as_ref().unwrap()
    }

    pub fn outcome(&self, panel: PanelId) -> &OutcomeView {
        self.trail(panel).outcome.as_ref().unwrap()
    }

    /// The evidence note that a panel shows.
    pub fn note(&self, panel: PanelId) -> &str {
        &self.trail(panel).note.as_ref().unwrap().text
    }

    /// Where the walk has stopped before its end.
    pub fn status(&self, panel: PanelId) -> &Status {
        self.trail(panel).status.as_ref().unwrap()
    }

    /// The step that failed, and what it says.
    pub fn failure(&self, panel: PanelId) -> Option<(&Step, &str)> {
        self.trail(panel).steps.iter().find_map(|step| match &step.state {
            StepState::Failed { message, .. } => Some((step, message.as_str())),
            _ => None,
        })
    }
}
