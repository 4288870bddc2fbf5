//! Firefox: it speaks BiDi itself. What BiDi has no word for is done by scripts with the browser's own rights, which
//! Firefox allows to a remote end when launched with `-remote-allow-system-access`.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::MenuItem;
use crate::clipboard::Clipboard;
use crate::console::{Entry, Level};
use crate::error::{Error, Result};
use crate::keys::{Chord, Key};
use crate::launch::{ColorScheme, Launch};
use crate::process::{Den, Pack, which};
use crate::tab::Tab;
use crate::value::outcome;
use crate::wait::wait_until;
use crate::wire::Wire;

const STARTUP: Duration = Duration::from_secs(60);

pub(crate) struct Firefox;

/// The profile's preferences. Firefox sets more by itself when it is driven remotely (no first-run pages, no update
/// prompts, no default-browser check).
fn preferences(launch: &Launch) -> Vec<(String, Value)> {
    let scheme = match launch.color_scheme {
        ColorScheme::Dark => 0,
        ColorScheme::Light => 1,
    };
    let (host, port) = (launch.proxy.ip().to_string(), launch.proxy.port());
    let fixed: Vec<(&str, Value)> = vec![
        // Everything through the sandbox, loopback too, which Firefox by itself excepts.
        ("network.proxy.type", 1.into()),
        ("network.proxy.http", host.clone().into()),
        ("network.proxy.http_port", port.into()),
        ("network.proxy.ssl", host.into()),
        ("network.proxy.ssl_port", port.into()),
        ("network.proxy.no_proxies_on", "".into()),
        ("network.proxy.allow_hijacking_localhost", true.into()),
        ("network.proxy.failover_direct", false.into()),
        ("network.trr.mode", 5.into()),
        ("network.http.http3.enable", false.into()),
        ("media.peerconnection.enabled", false.into()),
        // The pages and the extension as the user has set them up.
        ("layout.css.prefers-color-scheme.content-override", scheme.into()),
        ("intl.accept_languages", launch.locale.clone().into()),
        ("intl.locale.requested", launch.locale.clone().into()),
        // Host permissions are given at installation, as in Chromium, instead of being asked for site by site.
        ("extensions.originControls.grantByDefault", true.into()),
        // From here on: what would speak to Mozilla by itself. The proxy's log, and strace, show that with all of it
        // nothing does; the first two groups were seen to without it, the others are there so that no later version or
        // longer run begins to.
        //
        // Remote Settings, by far the most: firefox.settings.services.mozilla.com. A release build heeds this only
        // with the environment's MOZ_REMOTE_SETTINGS_DEVTOOLS.
        ("services.settings.server", "data:,#remote-settings-dummy/v1".into()),
        // Media plugins and system add-ons: aus5.mozilla.org.
        ("media.gmp-manager.updateEnabled", false.into()),
        ("media.gmp-provider.enabled", false.into()),
        ("extensions.systemAddon.update.enabled", false.into()),
        // Add-on updates and metadata: addons.mozilla.org, versioncheck.addons.mozilla.org.
        ("extensions.update.enabled", false.into()),
        ("extensions.getAddons.cache.enabled", false.into()),
        // The application's update, experiments, studies: aus5.mozilla.org, normandy.cdn.mozilla.net.
        ("app.update.disabledForTesting", true.into()),
        ("app.normandy.enabled", false.into()),
        ("messaging-system.rsexperimentloader.enabled", false.into()),
        ("nimbus.rollouts.enabled", false.into()),
        // Telemetry and crash reports: incoming.telemetry.mozilla.org.
        ("datareporting.policy.dataSubmissionEnabled", false.into()),
        ("datareporting.healthreport.uploadEnabled", false.into()),
        ("toolkit.telemetry.server", "data:,".into()),
        ("browser.crashReports.unsubmittedCheck.autoSubmit2", false.into()),
        // "Is there a network?": detectportal.firefox.com.
        ("network.captive-portal-service.enabled", false.into()),
        ("network.connectivity-service.enabled", false.into()),
        // Lists of bad sites: safebrowsing.googleapis.com.
        ("browser.safebrowsing.malware.enabled", false.into()),
        ("browser.safebrowsing.phishing.enabled", false.into()),
        ("browser.safebrowsing.downloads.enabled", false.into()),
        ("browser.safebrowsing.blockedURIs.enabled", false.into()),
        ("browser.safebrowsing.provider.mozilla.updateURL", "".into()),
        // Region, push, suggestions, the start page: location.services.mozilla.com, push.services.mozilla.com,
        // merino.services.mozilla.com, contile.services.mozilla.com.
        ("browser.region.network.url", "".into()),
        ("browser.region.update.enabled", false.into()),
        ("dom.push.connection.enabled", false.into()),
        ("browser.search.update", false.into()),
        ("browser.urlbar.suggest.searches", false.into()),
        ("browser.urlbar.quicksuggest.enabled", false.into()),
        ("browser.newtabpage.enabled", false.into()),
        ("browser.startup.page", 0.into()),
        ("browser.startup.homepage", "about:blank".into()),
        // Certificates: the sandbox's have no responder, and the lists come by Remote Settings.
        ("security.OCSP.enabled", 0.into()),
        // Guessing ahead.
        ("network.dns.disablePrefetch", true.into()),
        ("network.prefetch-next", false.into()),
        ("network.http.speculative-parallel-limit", 0.into()),
        ("browser.places.speculativeConnect.enabled", false.into()),
        ("browser.urlbar.speculativeConnect.enabled", false.into()),
        // No first-run pages over the page under test.
        ("browser.aboutwelcome.enabled", false.into()),
        ("termsofuse.bypassNotification", true.into()),
        ("browser.translations.enable", false.into()),
    ];
    let mut all: Vec<_> = fixed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    all.extend_from_slice(&launch.firefox_prefs);
    all
}

impl Firefox {
    pub(crate) fn launch(launch: &Launch) -> Result<(Pack, Wire)> {
        let install = "install Firefox 138 or later (Debian: `apt-get install firefox-esr`)";
        let program = which(&["firefox-esr", "firefox"]).ok_or(Error::Missing { program: "firefox", install })?;
        let den = Den::new()?;
        let profile = den.profile();
        let mut user = String::new();
        for (name, value) in preferences(launch) {
            // Writing to a String cannot fail.
            let _ = writeln!(user, "user_pref({}, {value});", Value::from(name));
        }
        fs::write(profile.join("user.js"), user).map_err(Error::io("writing the profile's preferences"))?;

        let (width, height) = launch.window;
        let mut command = Command::new(program);
        command
            .args(["--no-remote", "--remote-debugging-port", "0", "--remote-allow-system-access"])
            .arg("--profile")
            .arg(&profile)
            .args(["--width", &width.to_string(), "--height", &height.to_string()])
            .arg("about:blank")
            .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1")
            .env("MOZ_HEADLESS_WIDTH", width.to_string())
            .env("MOZ_HEADLESS_HEIGHT", height.to_string())
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            .env("MOZ_DATA_REPORTING", "0")
            .env("TZ", &launch.timezone);
        if launch.headless {
            command.arg("--headless");
        }
        let mut pack = den.start(command, "Firefox")?;

        // It writes its address into the profile once it listens.
        let address = profile.join("WebDriverBiDiServer.json");
        let port = wait_until("Firefox's address", STARTUP, || {
            let port = fs::read(&address)
                .ok()
                .and_then(|text| serde_json::from_slice::<Value>(&text).ok())
                .and_then(|server| server["ws_port"].as_u64());
            if port.is_none() && pack.has_ended() {
                let why = "it ended".to_owned();
                return Err(Error::Launch { what: "Firefox", why, output: pack.den.output() });
            }
            Ok(port)
        })?;
        let wire = Wire::connect(&format!("ws://127.0.0.1:{port}/session"))?;
        let wanted = json!({ "acceptInsecureCerts": true, "unhandledPromptBehavior": { "default": "ignore" } });
        wire.call("session.new", json!({ "capabilities": { "alwaysMatch": wanted } }))?;
        Ok((pack, wire))
    }

    pub(crate) fn quit(&self, wire: &Wire) {
        // What does not end properly is killed.
        let _ = wire.call("browser.close", json!({}));
    }

    /// The documents of the browser's own windows, by window.
    fn windows(&self, wire: &Wire) -> Result<Vec<(String, String)>> {
        let answer = wire.call("browsingContext.getTree", json!({ "moz:scope": "chrome", "maxDepth": 0 }))?;
        let contexts = answer["contexts"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(contexts
            .iter()
            .filter(|context| context["url"] == "chrome://browser/content/browser.xhtml")
            .filter_map(|context| {
                Some((context["clientWindow"].as_str()?.to_owned(), context["context"].as_str()?.to_owned()))
            })
            .collect())
    }

    /// The document of the window that a tab is in.
    fn window_of(&self, wire: &Wire, tab: &str) -> Result<String> {
        let answer = wire.call("browsingContext.getTree", json!({ "root": tab, "maxDepth": 0 }))?;
        let window = &answer["contexts"][0]["clientWindow"];
        let windows = self.windows(wire)?;
        let found = windows.into_iter().find_map(|(id, context)| (*window == id).then_some(context));
        found.ok_or_else(|| Error::unexpected("browsingContext.getTree", "the browser's window", &answer))
    }

    /// Calls a function with the browser's own rights in one of its windows.
    fn privileged(&self, wire: &Wire, window: Option<&str>, function: &str, arguments: &[&str]) -> Result<Value> {
        let first;
        let window = match window {
            Some(window) => window,
            None => {
                first = self.windows(wire)?.into_iter().next().map(|(_, context)| context);
                first
                    .as_deref()
                    .ok_or_else(|| Error::unexpected("browsingContext.getTree", "a window", &Value::Null))?
            }
        };
        let arguments: Vec<_> = arguments.iter().map(|text| json!({ "type": "string", "value": text })).collect();
        let params = json!({
            "functionDeclaration": function, "arguments": arguments, "target": { "context": window }, "awaitPromise": true,
        });
        outcome(&wire.call("script.callFunction", params)?, function)
    }

    pub(crate) fn origin(&self, wire: &Wire, extension: &str) -> Result<String> {
        let host = "id => WebExtensionPolicy.getByID(id).mozExtensionHostname";
        let host = self.privileged(wire, None, host, &[extension])?;
        Ok(format!("moz-extension://{}", host.as_str().unwrap_or_default()))
    }

    pub(crate) fn background_is_running(&self, wire: &Wire, extension: &str) -> Result<bool> {
        let state = "id => WebExtensionPolicy.getByID(id).extension.backgroundState";
        Ok(self.privileged(wire, None, state, &[extension])? != "stopped")
    }

    /// Terminates the event page, as the browser does when it is idle.
    pub(crate) fn stop_background(&self, wire: &Wire, extension: &str) -> Result<()> {
        // It answers once the event page is gone; a panel that was watching may start a new one at once.
        let stop = "async id => { await WebExtensionPolicy.getByID(id).extension.terminateBackground(); }";
        self.privileged(wire, None, stop, &[extension]).map(drop)
    }

    /// Gives the focus to the page of a tab in front: by itself Firefox leaves it in the address bar of a new tab.
    pub(crate) fn focus_page(&self, wire: &Wire, tab: &str) -> Result<()> {
        let window = self.window_of(wire, tab)?;
        self.privileged(wire, Some(&window), "() => gBrowser.selectedBrowser.focus()", &[]).map(drop)
    }

    /// Puts the extension's button on the toolbar, as "Pin to Toolbar" does, and clicks it with the pointer.
    pub(crate) fn click_toolbar_button(&self, wire: &Wire, extension: &str, tab: &str) -> Result<()> {
        let window = self.window_of(wire, tab)?;
        let click = r#"async id => {
          const widget = id.toLowerCase().replace(/[^a-z0-9_-]/g, '_') + '-browser-action';
          if (CustomizableUI.getPlacementOfWidget(widget)?.area !== 'nav-bar') CustomizableUI.addWidgetToArea(widget, 'nav-bar');
          const find = () => document.getElementById(widget)?.querySelector('.unified-extensions-item-action-button');
          for (let i = 0; i < 50 && !find()?.getBoundingClientRect().width; i++) await new Promise(requestAnimationFrame);
          const rect = find().getBoundingClientRect();
          for (const type of ['mousemove', 'mousedown', 'mouseup'])
            synthesizeMouseEvent(type, rect.x + rect.width / 2, rect.y + rect.height / 2, { button: 0, clickCount: 1 }, {});
        }"#;
        self.privileged(wire, Some(&window), click, &[extension]).map(drop)
    }

    /// Presses the chord on the browser's window, so that its shortcuts hear it.
    pub(crate) fn press_shortcut(&self, wire: &Wire, tab: &str, chord: &Chord) -> Result<()> {
        let window = self.window_of(wire, tab)?;
        let press = r#"keys => {
          const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
          if (!processor.beginInputTransactionForTests(window, () => true)) throw new Error('no keyboard');
          const events = JSON.parse(keys).map(init => new KeyboardEvent('', init));
          for (const event of events) processor.keydown(event);
          for (const event of events.reverse()) processor.keyup(event);
        }"#;
        let init = |key: &Key| json!({ "key": key.key, "code": key.code, "keyCode": key.key_code });
        let keys: Value = chord.modifiers.iter().chain([&chord.key]).map(init).collect();
        self.privileged(wire, Some(&window), press, &[&keys.to_string()]).map(drop)
    }

    /// Chooses an item from the context menu that is about to open.
    pub(crate) fn choose_from_context_menu(&self, wire: &Wire, tab: &Tab, item: MenuItem<'_>) -> Result<()> {
        let window = self.window_of(wire, &tab.frame.context)?;
        let state = "() => document.getElementById('contentAreaContextMenu').state";
        tab.frame.wait_until("the context menu to open", || {
            Ok((self.privileged(wire, Some(&window), state, &[])? == "open").then_some(()))
        })?;
        // An extension's item has its own id after that of the extension. A menu that closes by itself tells so later.
        let choose = r#"async (id, title) => {
          const menu = document.getElementById('contentAreaContextMenu');
          const items = [...menu.children].filter(item => item.label && !item.hidden);
          const item = items.find(item => item.label === title && item.id.endsWith(`-menuitem-_${id}`));
          const closed = new Promise(done => menu.addEventListener('popuphidden', done, { once: true }));
          if (item) menu.activateItem(item); else menu.hidePopup();
          await closed;
          return item ? null : items.map(item => item.label).join('\n');
        }"#;
        match self.privileged(wire, Some(&window), choose, &[item.id, item.title])? {
            Value::String(seen) => {
                let what = format!("“{}” ({}) in the context menu", item.title, item.id);
                Err(Error::NotFound { what, place: tab.place(), seen })
            }
            _ => Ok(()),
        }
    }

    /// Reads the clipboard with the browser's own rights; no page is involved.
    pub(crate) fn read_clipboard(&self, wire: &Wire) -> Result<Clipboard> {
        let read = r#"() => ['text/plain', 'text/html'].map(type => {
          const transfer = Cc['@mozilla.org/widget/transferable;1'].createInstance(Ci.nsITransferable);
          transfer.init(null);
          transfer.addDataFlavor(type);
          Services.clipboard.getData(transfer, Services.clipboard.kGlobalClipboard);
          const data = {};
          try { transfer.getTransferData(type, data); } catch { return null; }
          return data.value.QueryInterface(Ci.nsISupportsString).data;
        })"#;
        Clipboard::from_answer(&self.privileged(wire, None, read, &[])?)
    }

    /// Keeps what the extension says. BiDi tells of pages only: not of the panel in its frame, not of the background.
    /// Console messages stay in the process they are said in, hence a listener in each; what is thrown comes to the
    /// main process by itself.
    pub(crate) fn listen(&self, wire: &Wire, origin: &str) -> Result<()> {
        let listen = r#"origin => {
          const kept = globalThis.vouchConsole = [];
          const everywhere = origin => {
            const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
            const system = Cc['@mozilla.org/systemprincipal;1'].createInstance(Ci.nsIPrincipal);
            storage.addLogEventListener(event => {
              event = event.wrappedJSObject ?? event;
              if (!String(event.filename).startsWith(origin)) return;
              const text = event.arguments.map(String).join(' ');
              Services.cpmm.sendAsyncMessage('vouch-e2e:console', [event.level, text, event.filename]);
            }, system);
          };
          Services.ppmm.addMessageListener('vouch-e2e:console', message => kept.push(message.data));
          const script = encodeURIComponent(`(${everywhere})(${JSON.stringify(origin)})`);
          Services.ppmm.loadProcessScript(`data:application/javascript,${script}`, true);
          Services.console.registerListener({ observe(message) {
            if (!(message instanceof Ci.nsIScriptError) || !message.sourceName.startsWith(origin)) return;
            const level = message.flags & Ci.nsIScriptError.warningFlag ? 'warn' : 'error';
            kept.push([level, message.errorMessage, message.sourceName]);
          } });
        }"#;
        self.privileged(wire, None, listen, &[origin]).map(drop)
    }

    pub(crate) fn console(&self, wire: &Wire) -> Result<Vec<Entry>> {
        let kept = self.privileged(wire, None, "() => globalThis.vouchConsole ?? []", &[])?;
        let entries = kept.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(entries
            .iter()
            .map(|entry| Entry {
                level: Level::named(entry[0].as_str().unwrap_or_default()),
                text: entry[1].as_str().unwrap_or_default().to_owned(),
                url: entry[2].as_str().unwrap_or_default().to_owned(),
            })
            .collect())
    }
}
