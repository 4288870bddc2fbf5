//! A browser: launched, used, and gone when dropped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::clipboard::Clipboard;
use crate::console::{Entry, Level};
use crate::error::{Error, Result};
use crate::firefox::Firefox;
use crate::frame::{Frame, Shared};
use crate::keys::Chord;
use crate::launch::{Kind, Launch};
use crate::process::Pack;
use crate::remains::{self, Remains, Trace};
use crate::tab::Tab;
use crate::wait::wait_until;
use crate::wire::Wire;

/// A running browser with a fresh profile, all of whose connections go through the proxy it was launched with.
///
/// Dropped, it is gone: its processes, its profile, its files. Each has a clipboard of its own when headless.
/// It can be shared between threads, but does one thing at a time; tests that run in parallel launch one each.
pub struct Browser {
    kind: Kind,
    shared: Arc<Shared>,
    engine: Engine,
    extension: Option<Extension>,
    /// The tab that the browser opened by itself, until it is used.
    first: Mutex<Option<String>>,
    console: Mutex<Vec<Entry>>,
    // Last, because fields are dropped in order: the processes go when nothing speaks to them any more. None once the
    // browser is closed.
    pack: Option<Pack>,
}

enum Engine {
    Chromium(Box<Chromium>),
    Firefox(Firefox),
}

struct Extension {
    id: String,
    origin: String,
}

/// An item that the extension adds to the context menu.
#[derive(Clone, Copy, Debug)]
pub struct MenuItem<'a> {
    /// The id it was created with.
    pub id: &'a str,
    /// What the user reads.
    pub title: &'a str,
}

impl Browser {
    /// Launches the browser and installs the extension.
    pub fn launch(kind: Kind, launch: &Launch) -> Result<Self> {
        let (pack, wire, engine) = match kind {
            Kind::Chromium => {
                let (pack, wire, chromium) = Chromium::launch(launch)?;
                (pack, wire, Engine::Chromium(Box::new(chromium)))
            }
            Kind::Firefox => {
                let (pack, wire) = Firefox::launch(launch)?;
                (pack, wire, Engine::Firefox(Firefox))
            }
        };
        let shared = Arc::new(Shared { kind, wire, patience: launch.patience });
        let mut browser = Self {
            kind,
            shared,
            engine,
            extension: None,
            first: Mutex::default(),
            console: Mutex::default(),
            pack: Some(pack),
        };
        browser.wire().call("session.subscribe", json!({ "events": ["log.entryAdded"] }))?;
        if let Some(dir) = &launch.extension {
            let dir = dir.canonicalize().map_err(Error::io(format!("finding the extension in {}", dir.display())))?;
            let data = json!({ "type": "path", "path": dir });
            let installed = browser.wire().call("webExtension.install", json!({ "extensionData": data }))?;
            let id = installed["extension"].as_str();
            let id = id.ok_or_else(|| Error::unexpected("webExtension.install", "extension", &installed))?.to_owned();
            let origin = match &browser.engine {
                Engine::Chromium(_) => format!("chrome-extension://{id}"),
                Engine::Firefox(firefox) => {
                    let origin = firefox.origin(browser.wire(), &id)?;
                    firefox.listen(browser.wire(), &origin)?;
                    origin
                }
            };
            browser.extension = Some(Extension { id, origin });
        }
        let first = browser.contexts()?.into_iter().next();
        browser.first = Mutex::new(first.map(|(context, _)| context));
        Ok(browser)
    }

    /// Which browser it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How long its waiting calls wait.
    #[must_use]
    pub fn patience(&self) -> Duration {
        self.shared.patience
    }

    /// Opens a tab at the URL, in front, and waits until it is loaded.
    pub fn new_tab(&self, url: &str) -> Result<Tab> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        let tab = match first {
            Some(context) => self.tab(context),
            None => self.create("tab")?,
        };
        self.go(tab, url)
    }

    /// Opens a window with one tab at the URL, and waits until it is loaded.
    pub fn new_window(&self, url: &str) -> Result<Tab> {
        let tab = self.create("window")?;
        self.go(tab, url)
    }

    fn go(&self, tab: Tab, url: &str) -> Result<Tab> {
        if let Engine::Chromium(chromium) = &self.engine {
            // Listening before the page says anything.
            chromium.collect()?;
        }
        tab.navigate(url)?;
        tab.activate()?;
        Ok(tab)
    }

    /// The open tabs of all windows, those that pages opened too.
    pub fn tabs(&self) -> Result<Vec<Tab>> {
        Ok(self.contexts()?.into_iter().map(|(context, _)| self.tab(context)).collect())
    }

    /// The tab at an address, once a page or the extension has opened it.
    pub fn wait_for_tab(&self, url: &str) -> Result<Tab> {
        wait_until(&format!("a tab at {url}"), self.patience(), || {
            for tab in self.tabs()? {
                if tab.url()? == url {
                    return Ok(Some(tab));
                }
            }
            Ok(None)
        })
    }

    fn create(&self, kind: &str) -> Result<Tab> {
        let answer = self.wire().call("browsingContext.create", json!({ "type": kind }))?;
        let context = answer["context"].as_str();
        let context = context.ok_or_else(|| Error::unexpected("browsingContext.create", "context", &answer))?;
        Ok(self.tab(context.to_owned()))
    }

    fn tab(&self, context: String) -> Tab {
        Tab {
            frame: Frame { shared: Arc::clone(&self.shared), context },
            extension_origin: self.extension.as_ref().map(|extension| extension.origin.clone()),
        }
    }

    fn contexts(&self) -> Result<Vec<(String, String)>> {
        let answer = self.wire().call("browsingContext.getTree", json!({ "maxDepth": 0 }))?;
        let contexts = answer["contexts"].as_array().map(Vec::as_slice).unwrap_or_default();
        let string = |value: &Value| value.as_str().map(str::to_owned);
        Ok(contexts.iter().filter_map(|c| Some((string(&c["context"])?, string(&c["url"])?))).collect())
    }

    fn wire(&self) -> &Wire {
        &self.shared.wire
    }

    fn extension(&self) -> Result<&Extension> {
        self.extension.as_ref().ok_or(Error::NoExtension)
    }

    /// The extension's id.
    pub fn extension_id(&self) -> Result<&str> {
        Ok(&self.extension()?.id)
    }

    /// The extension's origin, without a slash at the end: `chrome-extension://…` or `moz-extension://…`.
    pub fn extension_origin(&self) -> Result<&str> {
        Ok(&self.extension()?.origin)
    }

    /// Whether the extension's background runs now: the service worker in Chromium, the event page in Firefox.
    pub fn background_is_running(&self) -> Result<bool> {
        let Extension { id, origin } = self.extension()?;
        match &self.engine {
            Engine::Chromium(chromium) => chromium.background_is_running(origin),
            Engine::Firefox(firefox) => firefox.background_is_running(self.wire(), id),
        }
    }

    /// Stops the extension's background for real, with all that is in its memory, as the browser does when it has been
    /// idle: ports are disconnected, and the next event starts it anew.
    ///
    /// In Chromium its DevTools target is closed, in Firefox its event page is terminated by the very function that
    /// the idle timer calls. It is stopped even with requests under way.
    pub fn stop_background(&self) -> Result<()> {
        let Extension { id, origin } = self.extension()?;
        match &self.engine {
            Engine::Chromium(chromium) => chromium.stop_background(origin, self.shared.patience),
            Engine::Firefox(firefox) => firefox.stop_background(self.wire(), id),
        }
    }

    /// Brings the tab to the front and uses the extension's toolbar button on it.
    ///
    /// In Firefox the button is pinned to the toolbar and clicked with the pointer. Chromium's toolbar cannot be
    /// reached; there DevTools triggers the action (`Extensions.triggerAction`), which runs what a click runs, with its
    /// grant of `activeTab`.
    pub fn click_toolbar_button(&self, tab: &Tab) -> Result<()> {
        tab.activate()?;
        let Extension { id, .. } = self.extension()?;
        match &self.engine {
            Engine::Chromium(chromium) => chromium.trigger_action(id, &tab.frame.context),
            Engine::Firefox(firefox) => firefox.click_toolbar_button(self.wire(), id, &tab.frame.context),
        }
    }

    /// Brings the tab to the front and presses a chord such as `Alt+Shift+Y` on the browser's window, so that the
    /// browser's and the extension's shortcuts hear it before or after the page, as a user's key press would be heard.
    ///
    /// Both browsers' own shortcut handling decides what happens, so a chord that a browser needs for itself does not
    /// reach the extension: in Firefox on Linux `Alt+Shift` with F, E, V, S, B, T or H opens a menu.
    pub fn press_extension_shortcut(&self, tab: &Tab, chord: &str) -> Result<()> {
        let chord = Chord::parse(chord)?;
        tab.activate()?;
        match &self.engine {
            Engine::Chromium(chromium) => chromium.press_shortcut(&tab.frame.context, &chord),
            Engine::Firefox(firefox) => firefox.press_shortcut(self.wire(), &tab.frame.context, &chord),
        }
    }

    /// Brings the tab to the front and chooses the extension's item from the context menu of what is selected in the
    /// tab's document. It is an error when nothing is selected, and when there is no such item.
    ///
    /// In Firefox all of it is real: the pointer's right button on the selection opens the menu, the item is found
    /// there by its title, and the menu carries it out, so an item that is not offered for this page or this selection
    /// is not found.
    ///
    /// Chromium's menu opens when headless too, but it takes neither a key nor a click from any driver, and its items
    /// tell no title. There the item is found by its id, which the browser is asked for in the service worker
    /// (started, if it is stopped), and the worker's listeners are called with what Chromium would tell them of the
    /// selection and the tab. What is not seen there: the item's title, on which pages and selections it is offered,
    /// and that a click on it starts the worker; and a click's grant of `activeTab` is not given.
    pub fn choose_from_context_menu(&self, tab: &Tab, item: MenuItem<'_>) -> Result<()> {
        tab.activate()?;
        let Extension { origin, .. } = self.extension()?;
        let selection = tab.selection()?;
        match &self.engine {
            Engine::Chromium(chromium) => chromium.choose_from_context_menu(origin, tab, item, &selection),
            Engine::Firefox(firefox) => {
                tab.click_with_right_button(&selection)?;
                firefox.choose_from_context_menu(self.wire(), tab, item)
            }
        }
    }

    /// What is on this browser's clipboard.
    ///
    /// In Firefox it is read with the browser's own rights. In Chromium it is read by `navigator.clipboard.read()` in
    /// the page in front, with the permission given for the moment; without such a page, in a tab opened for it.
    pub fn read_clipboard(&self) -> Result<Clipboard> {
        let chromium = match &self.engine {
            Engine::Firefox(firefox) => return firefox.read_clipboard(self.wire()),
            Engine::Chromium(chromium) => chromium,
        };
        for (context, url) in self.contexts()? {
            let tab = self.tab(context);
            let in_front = "isSecureContext && document.hasFocus() && document.visibilityState === 'visible'";
            if url.starts_with("https://") && tab.evaluate(in_front)? == true {
                return chromium.read_clipboard(&tab);
            }
        }
        let tab = self.create("tab")?;
        tab.navigate("chrome://version/")?;
        tab.activate()?;
        let clipboard = chromium.read_clipboard(&tab);
        tab.close()?;
        clipboard
    }

    /// What pages, content scripts, the panel and the background said and threw so far, and which
    /// Content-Security-Policy they violated. What the two browsers say of the same thing differs in words and number.
    pub fn console(&self) -> Result<Vec<Entry>> {
        let engine = match &self.engine {
            Engine::Chromium(chromium) => chromium.console()?,
            Engine::Firefox(firefox) => firefox.console(self.wire())?,
        };
        // Its answer comes after every event so far.
        let tree = self.wire().call("browsingContext.getTree", json!({}))?;
        let mut urls = HashMap::new();
        documents(&tree["contexts"], &mut urls);
        let mut console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        for event in self.wire().take_events() {
            if event.method == "log.entryAdded" {
                console.push(entry(&event.params, &urls));
            }
        }
        // Of a content script, Firefox tells twice.
        let mut all: Vec<_> =
            console.iter().filter(|entry| !engine.iter().any(|other| other.text == entry.text)).cloned().collect();
        all.extend(engine);
        Ok(all)
    }

    /// The errors among [`Browser::console`] that are the extension's: in its background, in its panel, in its content
    /// scripts, or about its files. A good test ends by asserting that there are none.
    pub fn extension_errors(&self) -> Result<Vec<Entry>> {
        let origin = self.extension_origin()?;
        // Firefox says so of each message or answer that was on its way when its page was left, and no script can know of
        // that.
        let was_left = |entry: &Entry| {
            entry.text.starts_with("Promise rejected after context unloaded: Actor 'Conduits'")
                || entry.text.trim_end() == "Promise resolved after context unloaded"
        };
        let is_error = |entry: &Entry| entry.level == Level::Error && entry.is_of(origin) && !was_left(entry);
        Ok(self.console()?.into_iter().filter(is_error).collect())
    }

    /// Closes the browser as its user does, and waits until it has written what it keeps.
    ///
    /// # Errors
    /// When it does not end.
    pub fn close(mut self) -> Result<Remains> {
        let patience = self.shared.patience;
        match &self.engine {
            // Its driver answers when the browser is gone.
            Engine::Chromium(chromium) => chromium.quit(),
            Engine::Firefox(firefox) => firefox.quit(self.wire()),
        }
        let mut pack = self.pack.take().ok_or_else(|| Error::unexpected("close", "a browser", &Value::Null))?;
        if self.kind == Kind::Firefox {
            wait_until("the browser's end", patience, || Ok(pack.has_ended().then_some(())))?;
        }
        Ok(Remains::of(pack))
    }

    /// Where these texts are in the browser's files as they are now: as UTF-8 and UTF-16, as they are and in JSON that was
    /// compressed by Firefox. Databases (LevelDB, SQLite) are searched as files. Firefox compresses what its own hold, by
    /// leaving out what stands before in the same value: so look for several texts that have little in common.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn find_on_disk(&self, texts: &[&str]) -> Result<Vec<Trace>> {
        self.pack.as_ref().map_or_else(|| Ok(Vec::new()), |pack| remains::find(pack.den.path(), texts))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(pack) = &mut self.pack else { return };
        // Asked first, it reaps its own children; the pack kills what is left.
        match &self.engine {
            Engine::Chromium(chromium) => chromium.quit(),
            Engine::Firefox(firefox) => {
                firefox.quit(&self.shared.wire);
                pack.let_end(Duration::from_secs(3));
            }
        }
    }
}

/// The URLs of all documents, by context.
fn documents(contexts: &Value, urls: &mut HashMap<String, String>) {
    for context in contexts.as_array().map(Vec::as_slice).unwrap_or_default() {
        if let (Some(id), Some(url)) = (context["context"].as_str(), context["url"].as_str()) {
            urls.insert(id.to_owned(), url.to_owned());
        }
        documents(&context["children"], urls);
    }
}

/// From BiDi's `log.entryAdded`. Without a stack, the document stands in for the script.
fn entry(params: &Value, documents: &HashMap<String, String>) -> Entry {
    let script = params["stackTrace"]["callFrames"][0]["url"].as_str().filter(|url| !url.is_empty());
    let document = || documents.get(params["source"]["context"].as_str()?).map(String::as_str);
    Entry {
        level: Level::named(params["level"].as_str().unwrap_or_default()),
        text: params["text"].as_str().unwrap_or_default().to_owned(),
        url: script.or_else(document).unwrap_or_default().to_owned(),
    }
}
