//! The manifest, written once and generated for each browser, and the rules that it must never break.
//!
//! There is no manifest file in the repository: a file per browser drifts, and JSON has no comments to say why a
//! permission is there. Hosts come from [`vouch::hosts`], so that what the browser grants and what the code believes
//! cannot differ.

use serde::Serialize;
use serde_json::Value;
use vouch::hosts::{PORTAL, ZENDESK, ZENDESK_US_GOVERNMENT};

/// A browser that has its own build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chrome, Chromium, Edge and their kin.
    Chrome,
    /// Firefox on the desktop.
    Firefox,
}

impl Browser {
    /// Every browser that is built for.
    pub const ALL: [Self; 2] = [Self::Chrome, Self::Firefox];

    /// Its folder in `dist`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

/// The public key that gives the unpacked extension the same ID on every machine ([`CHROME_ID`]), which tests and
/// bookmarks rely on. Chromium hashes the key (SHA-256), takes the first 16 bytes and writes them in hexadecimal with
/// the letters a to p. The private key was thrown away: it would only sign a `.crx`, and the store signs with its own.
/// The store wants no key in what is uploaded first, and gives one back to put here.
const CHROME_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA04i2FkYWZr3RdtviJzPj+vKDULjV0+fKgQsHCUG/3EF2xItQoeNlYFNLwiFVJIuZwl9WzoEkxFA8eY5PMra3qLUoy01lPxzmjx8ky/j8EeqqB4di3CcssyzfP4kS6hw3yBmKBBK/2AvBq6HZdiL58DyskDtb15aQ1FrK/6SSp+NeKYBAXrpuCBlkjQ3PSHlXFwqvEBkdkpqnslb0iX8VE8wXeB1tKIINeRWnKZIZKH/XeC7UTezQ5l3b7X5AZfQaNPkHqc9q9NBEeLkbdQOrx20IyhGt0ihScBtohOrTiwv91MvsoNv6K6EnbTprj7qqEFPivwzb2cp3OhNIk7RXPQIDAQAB";

/// The extension's ID in Chromium, as it follows from [`CHROME_KEY`].
#[cfg(test)]
const CHROME_ID: &str = "nfeapkekdfiblploidffkkgggkchjffg";

/// The extension's ID in Firefox: an add-on must name itself before it is signed.
const FIREFOX_ID: &str = "vouch@customer-support-operations";

/// Chrome 116 is the first with `AbortSignal.any`, which ends a request that is cancelled or takes too long. All the rest
/// is older: 10 MB of `storage.session` 112, WASM in extension pages 103, the Navigation API 102, module workers 91.
const MINIMUM_CHROME: &str = "116";

/// Firefox 147 is the first with the Navigation API, by which the page script notices that an agent moved on. All the
/// rest is older: data collection shown on installation 142, `AbortSignal.any` 124, `storage.session` 115, module event
/// pages 112.
const MINIMUM_FIREFOX: &str = "147.0";

/// What the browser is told about the extension. The fields stand in the order in which a reviewer reads them.
#[derive(Serialize)]
pub struct Manifest {
    manifest_version: u8,
    name: &'static str,
    version: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_chrome_version: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    browser_specific_settings: Option<BrowserSpecificSettings>,
    permissions: [&'static str; 2],
    host_permissions: [String; 2],
    content_scripts: [ContentScript; 4],
    background: Background,
    action: Action,
    options_ui: OptionsUi,
    commands: Commands,
    web_accessible_resources: [WebAccessibleResources; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    externally_connectable: Option<ExternallyConnectable>,
    content_security_policy: ContentSecurityPolicy,
    incognito: &'static str,
    icons: Icons,
}

#[derive(Serialize)]
struct BrowserSpecificSettings {
    gecko: Gecko,
}

#[derive(Serialize)]
struct Gecko {
    id: &'static str,
    strict_min_version: &'static str,
    data_collection_permissions: DataCollection,
}

#[derive(Serialize)]
struct DataCollection {
    required: [&'static str; 1],
}

#[derive(Serialize)]
struct ExternallyConnectable {
    ids: [&'static str; 0],
    matches: [&'static str; 0],
}

#[derive(Serialize)]
struct ContentScript {
    matches: Vec<String>,
    js: Vec<&'static str>,
    run_at: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    world: Option<&'static str>,
}

/// Chrome knows only `service_worker`, Firefox only `scripts` (an event page). Each is given its own alone: with both,
/// either would run too, but each warns about the other's.
#[derive(Serialize)]
struct Background {
    #[serde(skip_serializing_if = "Option::is_none")]
    service_worker: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scripts: Option<[&'static str; 1]>,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct Action {
    default_title: &'static str,
    default_icon: Icons,
}

#[derive(Serialize)]
struct OptionsUi {
    page: &'static str,
    open_in_tab: bool,
}

#[derive(Serialize)]
struct Commands {
    #[serde(rename = "_execute_action")]
    execute_action: Command,
    #[serde(rename = "find-organization")]
    find_organization: Command,
}

#[derive(Serialize)]
struct Command {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
    suggested_key: SuggestedKey,
}

#[derive(Serialize)]
struct SuggestedKey {
    default: &'static str,
}

#[derive(Serialize)]
struct WebAccessibleResources {
    resources: [&'static str; 1],
    matches: [String; 3],
}

#[derive(Serialize)]
struct ContentSecurityPolicy {
    extension_pages: String,
}

/// PNG, because Chrome draws no SVG here.
#[derive(Serialize)]
struct Icons {
    #[serde(rename = "16")]
    px16: &'static str,
    #[serde(rename = "32")]
    px32: &'static str,
    #[serde(rename = "48")]
    px48: &'static str,
    #[serde(rename = "128")]
    px128: &'static str,
}

const ICONS: Icons = Icons { px16: "icons/16.png", px32: "icons/32.png", px48: "icons/48.png", px128: "icons/128.png" };

/// Makes the manifest for one browser.
pub fn manifest(browser: Browser) -> Manifest {
    let chrome = browser == Browser::Chrome;
    Manifest {
        manifest_version: 3,
        name: "Vouch",
        version: env!("CARGO_PKG_VERSION"),
        description: "Gathers the proof that a customer is entitled to support, from the ticket where it was asked.",
        key: chrome.then_some(CHROME_KEY),
        minimum_chrome_version: chrome.then_some(MINIMUM_CHROME),
        browser_specific_settings: (!chrome).then_some(BrowserSpecificSettings {
            gecko: Gecko {
                id: FIREFOX_ID,
                strict_min_version: MINIMUM_FIREFOX,
                // Vouch sends nothing to anyone but the two hosts it reads, and there only questions.
                data_collection_permissions: DataCollection { required: ["none"] },
            },
        }),
        permissions: [
            // `storage.session`: the case of a ticket outlives the worker, which the browser stops after half a
            // minute. It is memory, and gone when the browser closes. Only the words of the handbook that an agent has
            // replaced are put into `storage.local`.
            "storage",
            // The one item of the context menu, on what is selected on a page of the two hosts. The browser hands over the
            // selected text when the item is chosen, and nothing before.
            "contextMenus",
        ],
        host_permissions: [
            // The worker reads licenses, cloud activations, orders and billing accounts with the agent's own login.
            every_page_of(PORTAL),
            // The worker reads the ticket and the organization with the agent's own login.
            every_page_of(ZENDESK),
        ],
        content_scripts: [
            ContentScript {
                matches: vec![
                    // The admin panel, not the pages that customers see.
                    format!("https://{PORTAL}/admin*"),
                    // The agent interface, not the help centre.
                    format!("https://{ZENDESK}/agent/*"),
                    // Only to say why Vouch does nothing here; the worker may not read this host.
                    format!("https://{ZENDESK_US_GOVERNMENT}/agent/*"),
                ],
                js: vec!["launcher.js", "seen.js", "page.js"],
                // The default, spelled out because it is a promise: the page comes first. Top frame only is the
                // default too, and a rule below keeps it.
                run_at: "document_idle",
                world: None,
            },
            // Fills in the form of the one page that Vouch opens for a case, and says when the agent has sent it.
            ContentScript {
                matches: vec![format!("https://{PORTAL}/admin/license/validate_license*")],
                js: vec!["validate.js"],
                run_at: "document_idle",
                world: None,
            },
            // Looks at the composer and writes the note into it, when it is told to.
            ContentScript {
                matches: vec![format!("https://{ZENDESK}/agent/*")],
                js: vec!["composer.js"],
                run_at: "document_idle",
                world: None,
            },
            // The editor can be reached only from the page's own world. Registered here rather than injected when it is
            // needed: that would take the permission `scripting`, which could run anything.
            ContentScript {
                matches: vec![format!("https://{ZENDESK}/agent/*")],
                js: vec!["editor.js"],
                run_at: "document_idle",
                world: Some("MAIN"),
            },
        ],
        background: Background {
            service_worker: chrome.then_some("worker.js"),
            scripts: (!chrome).then_some(["worker.js"]),
            // A module, because the WASM glue is one and a service worker may import only statically.
            kind: "module",
        },
        // No popup: a click asks the page to show the panel, beside the ticket rather than over it.
        action: Action { default_title: "Open Vouch", default_icon: ICONS },
        // In a tab: the dialog that browsers show else is too narrow for a table.
        options_ui: OptionsUi { page: "options.html", open_in_tab: true },
        // Alt+Shift with V, F, E, S, B, T or H opens a menu in Firefox on Linux, and Chromium keeps P, C and others for
        // itself: it takes such a key from the manifest and then leaves the command without one. Y and O are free in both.
        // The user can change them. On a Mac, Alt is the Option key and needs no entry of its own.
        commands: Commands {
            execute_action: Command { description: None, suggested_key: SuggestedKey { default: "Alt+Shift+Y" } },
            find_organization: Command {
                description: Some("Find an organization"),
                suggested_key: SuggestedKey { default: "Alt+Shift+O" },
            },
        },
        web_accessible_resources: [WebAccessibleResources {
            // The one page that a host page may frame. Its style, scripts and WASM are loaded by the page itself,
            // which is the extension's own, so no site can fetch them.
            resources: ["panel.html"],
            // On the US Government's host the panel only says why Vouch does nothing there.
            matches: [PORTAL, ZENDESK, ZENDESK_US_GOVERNMENT].map(every_page_of),
        }],
        // Without the key, every other extension may connect. Firefox does not know it, and lets other extensions speak
        // to a listener of its own only, which there is none of.
        externally_connectable: chrome.then_some(ExternallyConnectable { ids: [], matches: [] }),
        content_security_policy: ContentSecurityPolicy { extension_pages: content_security_policy() },
        // In a private window the host page has the logins of that window, but the worker would read with those of
        // the normal windows: the proof of one login under the ticket of another. Chrome could run a second worker
        // ("split"), Firefox cannot, and one rule for both is easier to trust.
        incognito: "not_allowed",
        icons: ICONS,
    }
}

fn every_page_of(host: &str) -> String {
    format!("https://{host}/*")
}

/// The policy of the worker and the panel, closed first and then opened for what is used.
fn content_security_policy() -> String {
    let hosts = format!("https://{PORTAL} https://{ZENDESK}");
    [
        "default-src 'none'",
        // Our scripts, and WASM compiled by them. No inline script, no eval: the browser would refuse both anyway.
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        // 'self' for the WASM file. The hosts for the worker; a redirect to anywhere else fails, as it should.
        &format!("connect-src 'self' {hosts}"),
        "object-src 'none'",
        "base-uri 'none'",
        // No text becomes markup or script, whatever a dependency would try.
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "form-action 'none'",
        // Who may frame the panel: the same hosts that may load it. Both browsers honour it for extension pages.
        &format!("frame-ancestors {hosts} https://{ZENDESK_US_GOVERNMENT}"),
    ]
    .join("; ")
}

/// Every file that the manifest names; each must be in the build.
pub fn files(manifest: &Value) -> Vec<String> {
    let mut files = Vec::new();
    walk(manifest, &mut |text| {
        if text.ends_with(".js") || text.ends_with(".html") || text.ends_with(".png") {
            files.push(text.to_owned());
        }
    });
    files.sort();
    files.dedup();
    files
}

/// What in a manifest breaks a rule, one sentence each. Works on the JSON, so that it also judges what was not made
/// here.
pub fn violations(manifest: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut must = |holds: bool, sentence: &str| {
        if !holds {
            found.push(sentence.to_owned());
        }
    };

    must(manifest["manifest_version"] == 3, "the manifest is not of version 3");
    must(
        texts(&manifest["permissions"]) == ["storage", "contextMenus"],
        "`permissions` holds something other than `storage` and `contextMenus`; a new one needs its reason in manifest.rs",
    );
    for key in ["optional_permissions", "optional_host_permissions", "devtools_page"] {
        must(manifest.get(key).is_none(), &format!("`{key}` is not something that Vouch needs"));
    }

    if let Some(connectable) = manifest.get("externally_connectable") {
        must(
            *connectable == serde_json::json!({ "ids": [], "matches": [] }),
            "another extension or a site may connect to Vouch",
        );
    }

    let readable = [every_page_of(PORTAL), every_page_of(ZENDESK)];
    must(texts(&manifest["host_permissions"]) == readable, "`host_permissions` is not exactly the portal and Zendesk");
    for script in manifest["content_scripts"].as_array().into_iter().flatten() {
        for key in ["all_frames", "match_about_blank", "match_origin_as_fallback"] {
            must(script.get(key).is_none_or(|on| on == false), &format!("a content script sets `{key}`"));
        }
    }
    for resources in manifest["web_accessible_resources"].as_array().into_iter().flatten() {
        must(texts(&resources["resources"]) == ["panel.html"], "a site may load more than panel.html");
        must(
            texts(&resources["matches"]) == [PORTAL, ZENDESK, ZENDESK_US_GOVERNMENT].map(every_page_of),
            "panel.html is open to more than the known hosts",
        );
    }

    let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap_or_default();
    let directive = |name: &str| {
        policy.split(';').filter_map(|one| one.trim().split_once(' ')).find(|(found, _)| *found == name).map(|d| d.1)
    };
    for name in ["default-src", "object-src", "base-uri", "form-action"] {
        must(directive(name) == Some("'none'"), &format!("the policy's {name} is not 'none'"));
    }
    must(
        directive("require-trusted-types-for") == Some("'script'") && directive("trusted-types") == Some("'none'"),
        "the policy lets text become markup",
    );
    must(
        directive("script-src") == Some("'self' 'wasm-unsafe-eval'"),
        "the policy lets scripts in that are not our own, or no WASM",
    );
    for forbidden in ["'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"] {
        must(!policy.contains(forbidden), &format!("the policy allows {forbidden}"));
    }

    must(
        directive("connect-src") == Some(&format!("'self' https://{PORTAL} https://{ZENDESK}")),
        "the policy lets the worker ask others than the portal and Zendesk",
    );

    walk(manifest, &mut |text| found.extend(text.split([' ', ';']).filter_map(foreign)));
    found
}

/// Says what is wrong with one word of the manifest when it names a place that Vouch has no business with.
fn foreign(word: &str) -> Option<String> {
    if word == "<all_urls>" || word == "*" || word.starts_with("*.") {
        return Some(format!("`{word}` is every site"));
    }
    let (scheme, rest) = word.split_once("://")?;
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if scheme != "https" {
        return Some(format!("`{word}` is not https"));
    }
    (![PORTAL, ZENDESK, ZENDESK_US_GOVERNMENT].contains(&host))
        .then(|| format!("`{word}` names a host that is not in vouch::hosts"))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn walk<'a>(value: &'a Value, visit: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Object(fields) => fields.values().for_each(|field| walk(field, visit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use serde_json::json;
    use sha2::{Digest as _, Sha256};

    use super::*;

    fn pretty(browser: Browser) -> String {
        serde_json::to_string_pretty(&manifest(browser)).unwrap()
    }

    #[test]
    fn chrome() {
        insta::assert_snapshot!(pretty(Browser::Chrome));
    }

    #[test]
    fn firefox() {
        insta::assert_snapshot!(pretty(Browser::Firefox));
    }

    #[test]
    fn what_is_generated_keeps_every_rule() {
        for browser in Browser::ALL {
            let manifest = serde_json::to_value(manifest(browser)).unwrap();
            assert_eq!(violations(&manifest), [""; 0], "{browser:?}");
        }
    }

    #[test]
    fn the_key_gives_the_id() {
        let key = base64::engine::general_purpose::STANDARD.decode(CHROME_KEY).unwrap();
        let id: String = Sha256::digest(key)[..16]
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|digit| char::from(b'a' + digit))
            .collect();
        assert_eq!(id, CHROME_ID);
    }

    #[test]
    fn every_rule_bites() {
        let broken = |pointer: &str, value: Value| {
            let mut manifest = serde_json::to_value(manifest(Browser::Chrome)).unwrap();
            match manifest.pointer_mut(pointer) {
                Some(place) => *place = value,
                // A key that is not there yet.
                None => {
                    let (parent, key) = pointer.rsplit_once('/').unwrap();
                    manifest.pointer_mut(parent).unwrap()[key] = value;
                }
            }
            format!("{pointer}\n  {}", violations(&manifest).join("\n  "))
        };
        let policy = |from: &str, to: &str| {
            let changed = content_security_policy().replace(from, to);
            assert_ne!(changed, content_security_policy(), "{from}");
            broken("/content_security_policy/extension_pages", changed.into())
        };
        insta::assert_snapshot!(
            [
                broken("/manifest_version", json!(2)),
                broken("/permissions", json!(["storage", "contextMenus", "tabs"])),
                broken("/optional_permissions", json!(["cookies"])),
                broken("/optional_host_permissions", json!(["https://gitlab.com/*"])),
                broken("/host_permissions", json!(["<all_urls>"])),
                broken("/host_permissions/1", json!("https://*.zendesk.com/*")),
                broken("/host_permissions/1", json!("https://gitlab-federal-support.zendesk.com/*")),
                broken("/host_permissions/1", json!("http://gitlab.zendesk.com/*")),
                broken("/content_scripts/0/matches/0", json!("*://*/*")),
                broken("/content_scripts/0/matches/0", json!("https://customers.gitlab.com.example/admin*")),
                broken("/content_scripts/0/all_frames", json!(true)),
                broken("/web_accessible_resources/0/resources", json!(["*"])),
                broken("/web_accessible_resources/0/matches", json!(["<all_urls>"])),
                broken("/externally_connectable", json!({ "matches": ["https://gitlab.zendesk.com/*"] })),
                policy("default-src 'none'", "default-src 'self'"),
                policy("'wasm-unsafe-eval'", "'unsafe-eval'"),
                policy("script-src 'self'", "script-src 'self' https://cdn.example"),
                policy("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
                policy("img-src 'self'", "img-src * data:"),
                policy("connect-src 'self'", "connect-src 'self' https://telemetry.example"),
                policy("connect-src 'self'", "connect-src 'self' https://gitlab-federal-support.zendesk.com"),
                policy("form-action 'none'; ", ""),
                policy("trusted-types 'none'; ", ""),
                policy("trusted-types 'none'", "trusted-types *"),
                broken("/externally_connectable/ids", json!(["*"])),
            ]
            .join("\n")
        );
    }

    #[test]
    fn files_that_must_exist() {
        let manifest = serde_json::to_value(manifest(Browser::Firefox)).unwrap();
        assert_eq!(
            files(&manifest),
            [
                "composer.js",
                "editor.js",
                "icons/128.png",
                "icons/16.png",
                "icons/32.png",
                "icons/48.png",
                "launcher.js",
                "options.html",
                "page.js",
                "panel.html",
                "seen.js",
                "validate.js",
                "worker.js"
            ]
        );
    }
}
