//! Chromium: launched by chromedriver, which translates BiDi; what BiDi has no word for goes by the DevTools protocol.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::MenuItem;
use crate::clipboard::Clipboard;
use crate::console::{Entry, Level};
use crate::error::{Error, Result, shorten};
use crate::frame::{Frame, Selection};
use crate::http;
use crate::keys::{Chord, Key};
use crate::launch::{ColorScheme, Launch};
use crate::process::{Den, Pack, which};
use crate::wait::wait_until;
use crate::wire::{Event, Wire};

const STARTUP: Duration = Duration::from_secs(60);

/// A port that Chromium never connects to (it is on its list of forbidden ports): a service whose address is moved
/// there is off, without as much as a refused connection.
const NOWHERE: &str = "http://127.0.0.1:9/";

pub(crate) struct Chromium {
    devtools: Wire,
    watch: Mutex<Watch>,
    driver_port: u16,
    session: String,
}

/// What the DevTools sessions tell that attach by themselves to every document, and what the service workers are asked
/// for: a worker with a lasting listener waits for it at each start, and is not stopped when idle.
#[derive(Default)]
struct Watch {
    /// The URL of each session's document when it attached.
    sessions: HashMap<String, String>,
    entries: Vec<Entry>,
    /// Which of what the service workers tell is among the entries: they tell all of it each time, and one that was
    /// stopped keeps its target and begins anew.
    heard: HashSet<String>,
}

fn arguments(launch: &Launch, profile: &str) -> Vec<String> {
    let (width, height) = launch.window;
    let mut arguments = vec![
        format!("--user-data-dir={profile}"),
        // Everything through the sandbox, loopback too, which Chromium by itself excepts.
        format!("--proxy-server=http://{}", launch.proxy),
        "--proxy-bypass-list=<-loopback>".to_owned(),
        // QUIC would not go through the proxy.
        "--disable-quic".to_owned(),
        format!("--window-size={width},{height}"),
        format!("--lang={}", launch.locale),
        format!("--accept-lang={}", launch.locale),
        // From here on: what would speak to Google by itself. Measured with the proxy's log, with typing and reloading,
        // over a minute and a half, until nothing was left. (chromedriver itself adds --disable-background-networking,
        // --disable-sync, --disable-default-apps, --disable-client-side-phishing-detection and --no-first-run.)
        //
        // The component updater, and components asked for on demand, which ignore the former: update.googleapis.com.
        "--disable-component-update".to_owned(),
        format!("--component-updater=url-source={NOWHERE}"),
        // Asking who is signed in, at start and again and again: accounts.google.com.
        format!("--gaia-url={NOWHERE}"),
        // NetworkTimeServiceQuerying: clients2.google.com/time. AutofillServerCommunication:
        // content-autofill.googleapis.com, for every form. OptimizationHints: optimizationguide-pa.googleapis.com.
        // Not seen to speak, but made to: MediaRouter (looks for cast devices by multicast), Translate, and the two
        // below. What strace still shows is the test whether there is IPv6, a UDP socket that is never written to.
        "--disable-features=NetworkTimeServiceQuerying,AutofillServerCommunication,OptimizationHints,MediaRouter,\
         Translate"
            .to_owned(),
        // Reports of failed connections, and hyperlink auditing.
        "--disable-domain-reliability".to_owned(),
        "--no-pings".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--disable-search-engine-choice-screen".to_owned(),
        // /dev/shm is small in containers.
        "--disable-dev-shm-usage".to_owned(),
        "--password-store=basic".to_owned(),
    ];
    if launch.headless {
        arguments.extend(["--headless=new", "--disable-gpu"].map(str::to_owned));
    }
    if rustix::process::geteuid().is_root() {
        // As root the sandbox does not work, and Chromium refuses to start with it.
        arguments.push("--no-sandbox".to_owned());
    }
    arguments.extend_from_slice(&launch.chromium_args);
    arguments
}

/// A port for chromedriver that is free on both loopback addresses.
///
/// Left to itself (`--port=0`), chromedriver lets the system choose one for IPv6 and then wants the same for IPv4, which
/// another test's browser or sandbox may have by then: it ends with "IPv4 port not available". These lie below every
/// system's range of ports to choose from, so nothing else is given one; each process begins elsewhere and counts up.
fn free_port() -> u16 {
    const FIRST: u16 = 20_000;
    const COUNT: u32 = 10_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    loop {
        let count = std::process::id().wrapping_mul(97).wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = FIRST + u16::try_from(count % COUNT).unwrap_or_default();
        let taken = [IpAddr::V6(Ipv6Addr::LOCALHOST), IpAddr::V4(Ipv4Addr::LOCALHOST)]
            .into_iter()
            .any(|address| TcpListener::bind((address, port)).is_err_and(|error| error.kind() == ErrorKind::AddrInUse));
        if !taken {
            return port;
        }
    }
}

impl Chromium {
    /// Starts chromedriver and a session: what keeps the processes, the BiDi connection, and the rest.
    pub(crate) fn launch(launch: &Launch) -> Result<(Pack, Wire, Self)> {
        let install = "install Chromium with its driver (Debian: `apt-get install chromium chromium-driver`)";
        let driver = which(&["chromedriver"]).ok_or(Error::Missing { program: "chromedriver", install })?;
        let chromium =
            which(&["chromium", "chromium-browser"]).ok_or(Error::Missing { program: "chromium", install })?;

        let den = Den::new()?;
        let profile = den.profile();
        let mut command = Command::new(driver);
        let driver_port = free_port();
        command.arg(format!("--port={driver_port}")).env("TZ", &launch.timezone).env("LANGUAGE", &launch.locale);
        let mut pack = den.start(command, "chromedriver")?;
        let failed = |pack: &Pack, why: String| Error::Launch { what: "Chromium", why, output: pack.den.output() };

        wait_until("chromedriver", STARTUP, || {
            let started = pack.den.output().contains("started successfully");
            if !started && pack.has_ended() {
                return Err(failed(&pack, "chromedriver ended".to_owned()));
            }
            Ok(started.then_some(()))
        })?;
        let scheme = match launch.color_scheme {
            ColorScheme::Light => 1,
            ColorScheme::Dark => 2,
        };
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "webSocketUrl": true,
            "acceptInsecureCerts": true,
            "unhandledPromptBehavior": { "default": "ignore" },
            "goog:chromeOptions": {
                "binary": chromium,
                "args": arguments(launch, &profile.to_string_lossy()),
                "prefs": {
                    "browser.theme.color_scheme": scheme,
                    "browser.theme.color_scheme2": scheme,
                    // The spell checker fetches its dictionary at the first typing: redirector.gvt1.com. Off alone, it
                    // still does now and then.
                    "browser.enable_spellchecking": false,
                    "spellcheck.blocked_dictionaries": ["en-US", launch.locale],
                    // No offer to keep a password over the page.
                    "credentials_enable_service": false,
                },
            },
        } } });
        let answer = http::request("POST", driver_port, "/session", &wanted, STARTUP)?;
        let value = &answer["value"];
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let (Some(session), Some(socket), Some(debugger)) = (
            text(&value["sessionId"]),
            text(&value["capabilities"]["webSocketUrl"]),
            text(&value["capabilities"]["goog:chromeOptions"]["debuggerAddress"]),
        ) else {
            let why = value["message"].as_str().map_or_else(|| answer.to_string(), str::to_owned);
            return Err(failed(&pack, why));
        };
        let bidi = Wire::connect(&socket)?;

        let debug_port = debugger.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
        let debug_port = debug_port.ok_or_else(|| Error::unexpected("new session", "debuggerAddress", value))?;
        let version = http::request("GET", debug_port, "/json/version", &Value::Null, STARTUP)?;
        let url = version["webSocketDebuggerUrl"].as_str();
        let devtools =
            Wire::connect(url.ok_or_else(|| Error::unexpected("/json/version", "webSocketDebuggerUrl", &version))?)?;
        devtools.call("Target.setAutoAttach", attaching(&["page"]))?;
        let this = Self { devtools, watch: Mutex::default(), driver_port, session };
        Ok((pack, bidi, this))
    }

    /// Asks chromedriver to end the browser properly.
    pub(crate) fn quit(&self) {
        // What does not end properly is killed.
        let path = format!("/session/{}", self.session);
        let _ = http::request("DELETE", self.driver_port, &path, &Value::Null, Duration::from_secs(5));
    }

    fn targets(&self, filter: &Value) -> Result<Vec<Value>> {
        let mut answer = self.devtools.call("Target.getTargets", json!({ "filter": filter }))?;
        match answer["targetInfos"].take() {
            Value::Array(targets) => Ok(targets),
            _ => Err(Error::unexpected("Target.getTargets", "targetInfos", &answer)),
        }
    }

    fn workers(&self, origin: &str) -> Result<Vec<String>> {
        let targets = self.targets(&json!([{ "type": "service_worker" }]))?;
        let ours = targets.iter().filter(|target| target["url"].as_str().is_some_and(|url| url.starts_with(origin)));
        Ok(ours.filter_map(|target| target["targetId"].as_str().map(str::to_owned)).collect())
    }

    pub(crate) fn background_is_running(&self, origin: &str) -> Result<bool> {
        Ok(!self.workers(origin)?.is_empty())
    }

    /// Closing a service worker's target stops the worker, as the browser does when it is idle.
    pub(crate) fn stop_background(&self, origin: &str, patience: Duration) -> Result<()> {
        // What it said goes with it, so that is collected before.
        self.ask_workers()?;
        // A panel that was watching may start a new one at once, so the wait is for these to be gone, not for none.
        let running = self.workers(origin)?;
        for worker in &running {
            match self.devtools.call("Target.closeTarget", json!({ "targetId": worker })) {
                // It may have stopped by itself in between.
                Ok(_) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        wait_until("the service worker to stop", patience, || {
            let left = self.workers(origin)?;
            Ok(running.iter().all(|worker| !left.contains(worker)).then_some(()))
        })
    }

    /// A service worker of the extension that runs, started for it if there is none.
    fn worker(&self, origin: &str, page: &Frame) -> Result<String> {
        if let Some(worker) = self.workers(origin)?.pop() {
            return Ok(worker);
        }
        // Any page's session may start any worker of the profile.
        let session = self.attach(&page.context)?;
        self.devtools.call_in(&session, "ServiceWorker.enable", json!({}))?;
        let scope = format!("{origin}/");
        self.devtools.call_in(&session, "ServiceWorker.startWorker", json!({ "scopeURL": scope }))?;
        self.detach(&session)?;
        page.wait_until("the service worker to start", || Ok(self.workers(origin)?.pop()))
    }

    /// Calls the listeners of the context menu as Chromium does when the item is chosen.
    pub(crate) fn choose_from_context_menu(
        &self,
        origin: &str,
        page: &Frame,
        item: MenuItem<'_>,
        selection: &Selection,
    ) -> Result<()> {
        let url = page.url()?;
        let session = self.attach_to_worker(&self.worker(origin, page)?)?;
        let listening = "globalThis.chrome?.contextMenus?.onClicked.hasListeners() ?? false";
        page.wait_until("a listener of the context menu", || {
            Ok((self.evaluate_in(&session, listening)? == true).then_some(()))
        })?;
        let info = json!({
            "menuItemId": item.id, "selectionText": selection.text, "editable": selection.is_editable,
            "pageUrl": url, "frameId": 0,
        });
        // An item that does not exist cannot be changed, not even in nothing.
        let choose = format!(
            "(async info => {{
                try {{ await chrome.contextMenus.update(info.menuItemId, {{}}); }} catch (error) {{ return error.message; }}
                const [tab] = await chrome.tabs.query({{ active: true, lastFocusedWindow: true }});
                chrome.contextMenus.onClicked.dispatch(info, tab);
                return null;
            }})({info})"
        );
        let answer = self.evaluate_in(&session, &choose)?;
        self.detach(&session)?;
        match answer {
            Value::String(seen) => {
                let what = format!("“{}” ({}) in the context menu", item.title, item.id);
                Err(Error::NotFound { what, place: url, seen })
            }
            _ => Ok(()),
        }
    }

    /// Evaluates an expression in the document or worker of a session; a promise is awaited.
    fn evaluate_in(&self, session: &str, expression: &str) -> Result<Value> {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.devtools.call_in(session, "Runtime.evaluate", params)?;
        match answer["exceptionDetails"].take() {
            Value::Null => Ok(answer["result"]["value"].take()),
            details => {
                let said = &details["exception"]["description"];
                let exception = said.as_str().or(details["text"].as_str()).unwrap_or_default().to_owned();
                Err(Error::Threw { exception, script: shorten(expression, 400) })
            }
        }
    }

    fn attach(&self, target: &str) -> Result<String> {
        let attached = self.devtools.call("Target.attachToTarget", json!({ "targetId": target, "flatten": true }))?;
        let session = attached["sessionId"].as_str();
        session.map(str::to_owned).ok_or_else(|| Error::unexpected("Target.attachToTarget", "sessionId", &attached))
    }

    /// A worker that has just been started waits until whoever attaches lets it go on.
    fn attach_to_worker(&self, worker: &str) -> Result<String> {
        let session = self.attach(worker)?;
        self.devtools.call_in(&session, "Runtime.runIfWaitingForDebugger", json!({}))?;
        Ok(session)
    }

    fn detach(&self, session: &str) -> Result<()> {
        self.devtools.call("Target.detachFromTarget", json!({ "sessionId": session })).map(drop)
    }

    pub(crate) fn trigger_action(&self, extension: &str, page: &str) -> Result<()> {
        let tab = self.tab_of(page)?;
        self.devtools.call("Extensions.triggerAction", json!({ "id": extension, "targetId": tab })).map(drop)
    }

    /// BiDi knows a tab by its page's id, an action wants the id of the tab around the page. Which belongs to which
    /// is only told to one who attaches to the tab.
    fn tab_of(&self, page: &str) -> Result<String> {
        self.collect()?;
        let tabs = self.targets(&json!([{ "type": "tab" }]))?;
        for tab in tabs.iter().filter_map(|target| target["targetId"].as_str()) {
            let session = self.attach(tab)?;
            self.devtools.call_in(&session, "Target.setAutoAttach", attaching(&["page"]))?;
            let (here, elsewhere): (Vec<_>, Vec<_>) =
                self.devtools.take_events().into_iter().partition(|event| event.session.as_ref() == Some(&session));
            self.detach(&session)?;
            self.digest(&mut self.watch(), elsewhere)?;
            if here.iter().any(|event| event.params["targetInfo"]["targetId"] == page) {
                return Ok(tab.to_owned());
            }
        }
        Err(Error::unexpected("Target.getTargets", "the tab", &Value::Array(tabs)))
    }

    /// Unlike BiDi's, a DevTools key event with a native key code goes through the browser's own shortcuts first.
    pub(crate) fn press_shortcut(&self, page: &str, chord: &Chord) -> Result<()> {
        let session = self.attach(page)?;
        let send = |kind: &str, key: &Key, modifiers: u8| {
            let params = json!({
                "type": kind, "modifiers": modifiers, "key": key.key, "code": key.code,
                "windowsVirtualKeyCode": key.key_code, "nativeVirtualKeyCode": key.key_code,
            });
            self.devtools.call_in(&session, "Input.dispatchKeyEvent", params)
        };
        let modifiers = chord.bits();
        send("rawKeyDown", &chord.key, modifiers)?;
        send("keyUp", &chord.key, modifiers)?;
        self.detach(&session)
    }

    /// Reads the clipboard by the asynchronous clipboard API in the page, which is given the permission for it.
    pub(crate) fn read_clipboard(&self, page: &Frame) -> Result<Clipboard> {
        let origin = page.evaluate("location.origin")?;
        let permit = |state: &str| {
            let descriptor = json!({ "name": "clipboard-read" });
            page.command(
                "permissions.setPermission",
                json!({ "descriptor": descriptor, "state": state, "origin": origin }),
            )
        };
        permit("granted")?;
        let answer = page.evaluate(
            "(async () => { let text = '', html = null; for (const item of await navigator.clipboard.read()) { \
               if (item.types.includes('text/plain')) text = await (await item.getType('text/plain')).text(); \
               if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text(); } \
             return [text, html]; })()",
        );
        permit("prompt")?;
        Clipboard::from_answer(&answer?)
    }

    /// Everything said so far that BiDi does not tell: violated policies, failed requests, and all of the service
    /// workers.
    pub(crate) fn console(&self) -> Result<Vec<Entry>> {
        self.collect()?;
        self.ask_workers()?;
        Ok(self.watch().entries.clone())
    }

    fn watch(&self) -> MutexGuard<'_, Watch> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens in on what attached itself since the last time, and keeps what was said.
    pub(crate) fn collect(&self) -> Result<()> {
        let mut watch = self.watch();
        loop {
            // Its answer comes after every event so far.
            self.devtools.call("Browser.getVersion", json!({}))?;
            let events = self.devtools.take_events();
            if events.is_empty() {
                return Ok(());
            }
            self.digest(&mut watch, events)?;
        }
    }

    /// Asks every service worker of an extension what it has said and thrown since it was started.
    fn ask_workers(&self) -> Result<()> {
        let mut watch = self.watch();
        for worker in self.workers("chrome-extension://")? {
            let session = match self.attach_to_worker(&worker) {
                Ok(session) => session,
                // Gone in between.
                Err(Error::Refused { .. } | Error::Lost { .. }) => continue,
                Err(error) => return Err(error),
            };
            // It tells all that before it answers.
            self.listen(&session, "Runtime.enable", json!({}))?;
            let (said, elsewhere): (Vec<_>, Vec<_>) =
                self.devtools.take_events().into_iter().partition(|event| event.session.as_ref() == Some(&session));
            match self.detach(&session) {
                Ok(()) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
            for event in &said {
                if let Some(entry) = said_by_worker(event)
                    && watch.heard.insert(format!("{} {}", event.params["timestamp"], entry.text))
                {
                    watch.entries.push(entry);
                }
            }
            self.digest(&mut watch, elsewhere)?;
        }
        Ok(())
    }

    fn digest(&self, watch: &mut Watch, events: Vec<Event>) -> Result<()> {
        for event in events {
            let params = &event.params;
            match event.method.as_str() {
                "Target.attachedToTarget" => {
                    let (Some(session), url) = (params["sessionId"].as_str(), &params["targetInfo"]["url"]) else {
                        continue;
                    };
                    watch.sessions.insert(session.to_owned(), url.as_str().unwrap_or_default().to_owned());
                    // What was said before is told again.
                    self.listen(session, "Log.enable", json!({}))?;
                    self.listen(session, "Target.setAutoAttach", attaching(&["iframe"]))?;
                }
                "Log.entryAdded" => {
                    let document = event.session.as_ref().and_then(|session| watch.sessions.get(session));
                    watch.entries.push(entry(&params["entry"], document));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn listen(&self, session: &str, method: &str, params: Value) -> Result<()> {
        match self.devtools.call_in(session, method, params) {
            // Gone in between.
            Ok(_) | Err(Error::Refused { .. } | Error::Lost { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// What a service worker said (`Runtime.consoleAPICalled`) or threw (`Runtime.exceptionThrown`).
fn said_by_worker(event: &Event) -> Option<Entry> {
    let params = &event.params;
    let (level, text, from) = match event.method.as_str() {
        "Runtime.consoleAPICalled" => {
            let word = |argument: &Value| {
                let value = &argument["value"];
                let described = || argument["description"].as_str().map_or_else(|| value.to_string(), str::to_owned);
                value.as_str().map_or_else(described, str::to_owned)
            };
            let words = params["args"].as_array().map(Vec::as_slice).unwrap_or_default();
            let text = words.iter().map(word).collect::<Vec<_>>().join(" ");
            (params["type"].as_str(), text, &params["stackTrace"]["callFrames"][0]["url"])
        }
        "Runtime.exceptionThrown" => {
            let details = &params["exceptionDetails"];
            let thrown = details["exception"]["description"].as_str().or(details["text"].as_str());
            (Some("error"), thrown.unwrap_or_default().to_owned(), &details["url"])
        }
        _ => return None,
    };
    let url = from.as_str().unwrap_or_default().to_owned();
    Some(Entry { level: Level::named(level.unwrap_or_default()), text, url })
}

/// Attach by itself to what there is and what there will be of these types.
fn attaching(types: &[&str]) -> Value {
    let filter: Value = types.iter().map(|kind| json!({ "type": kind })).collect();
    json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true, "filter": filter })
}

fn entry(entry: &Value, document: Option<&String>) -> Entry {
    let string = |value: &Value| value.as_str().map(str::to_owned);
    Entry {
        level: Level::named(entry["level"].as_str().unwrap_or_default()),
        text: string(&entry["text"]).unwrap_or_default(),
        url: string(&entry["url"]).filter(|url| !url.is_empty()).or_else(|| document.cloned()).unwrap_or_default(),
    }
}
