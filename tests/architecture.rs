//! The invariants of ARCHITECTURE.md that follow from the text of the sources.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder with one of these extensions: its path from the root, and its text.
fn sources(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "nothing under {folder}");
    found.sort();
    found
}

/// The places where a text stands, but for comments.
fn places<'a>(sources: &'a [(String, String)], wanted: &str) -> Vec<&'a str> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().contains(wanted);
    sources.iter().filter(|(_, text)| text.lines().any(code)).map(|(name, _)| name.as_str()).collect()
}

/// What only `src/worker`, `src/panel` and their bindings may name.
fn knows_browsers(name: &str) -> bool {
    ["src/worker/", "src/panel/", "src/webext.rs", "src/webext/", "src/bin/"]
        .iter()
        .any(|browser| name.starts_with(browser))
}

#[test]
fn native_modules_know_no_browser() {
    let native: Vec<_> = sources("src", &["rs"]).into_iter().filter(|(name, _)| !knows_browsers(name)).collect();
    for name in
        ["wasm_bindgen", "web_sys", "js_sys", "gloo_net", "yew::", "crate::webext", "crate::worker", "crate::panel"]
    {
        assert_eq!(places(&native, name), [""; 0], "{name}");
    }
}

#[test]
fn pure_modules_know_only_what_they_must() {
    // (module, what it must not name)
    for (module, strangers) in [
        ("src/salesforce.rs", &["crate::"] as &[_]),
        ("src/checks", &["crate::portal", "crate::zendesk", "crate::trail", "crate::case", "crate::protocol"]),
        ("src/task", &["crate::portal", "crate::trail", "crate::case", "crate::protocol"]),
        ("src/route.rs", &["crate::portal", "crate::zendesk", "crate::trail", "crate::case", "crate::protocol"]),
        ("src/note.rs", &["crate::portal", "crate::zendesk", "crate::trail", "crate::case", "crate::protocol"]),
        (
            "src/contact_management",
            &["crate::portal", "crate::trail", "crate::case", "crate::protocol", "crate::fetch"],
        ),
        ("src/portal", &["crate::zendesk", "crate::trail", "crate::case", "crate::protocol", "crate::fetch"]),
        ("src/zendesk", &["crate::portal", "crate::trail", "crate::case", "crate::protocol", "crate::fetch"]),
        ("src/trail", &["crate::case", "crate::checks", "crate::note", "crate::protocol"]),
        ("src/panel", &["crate::portal", "crate::zendesk", "crate::worker", "gloo_net"]),
    ] {
        let all = sources("src", &["rs"]);
        let of_module: Vec<_> = all.into_iter().filter(|(name, _)| name.starts_with(module)).collect();
        assert!(!of_module.is_empty(), "{module}");
        for stranger in strangers {
            assert_eq!(places(&of_module, stranger), [""; 0], "{module} names {stranger}");
        }
    }
}

#[test]
fn requests_are_made_in_one_place() {
    let rust = sources("src", &["rs"]);
    assert_eq!(places(&rust, "gloo_net"), ["src/worker/network.rs"]);
    for method in ["Request::post", "Request::put", "Request::patch", "Request::delete", "fetch_with", "XmlHttpRequest"]
    {
        assert_eq!(places(&rust, method), [""; 0], "{method}");
    }
    // A host is named in one place.
    let naming: Vec<_> =
        ["customers.gitlab.com\"", "zendesk.com\""].iter().flat_map(|host| places(&rust, host)).collect();
    assert!(naming.iter().all(|place| *place == "src/hosts.rs"), "{naming:?}");
}

#[test]
fn page_scripts_decide_nothing() {
    let mut scripts = sources("extension", &["js"]);
    for (name, text) in &scripts {
        let code: usize = text.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//")).count();
        assert!(code <= 120, "{name} has {code} lines: what decides belongs into Rust");
    }
    // What only a page script can do, and does only when it is told to: hand the document on as it is, write into the
    // one field that it is given and say what stands there when the agent sends it, look at the composer, and press one
    // of the two things that lead to the internal channel.
    for (name, text) in &mut scripts {
        let allowed: &[&str] = match name.as_str() {
            "extension/page.js" => &["document.documentElement.outerHTML", "new MutationObserver((changes) => undo("],
            // What stands over the panel.
            "extension/seen.js" => &["document.querySelectorAll(\":popover-open, :modal, :fullscreen\")"],
            "extension/validate.js" => {
                &["input.value = text;", "text: filled.value", "addEventListener(\"submit\", sent, true);"]
            }
            // What the options page keeps has changed: the worker is told so, and reads it itself.
            "extension/worker.js" => &[
                "chrome.storage.local.onChanged.addListener(() => {",
                "[chrome.storage.local, chrome.storage.session]) area.setAccessLevel?.(",
            ],
            // It watches one thing, and only while it is told to: the channel switch beside a note.
            "extension/composer.js" => &[
                "part.querySelectorAll(selector)",
                "editor.querySelectorAll(look.objects)",
                "element.textContent",
                "pressed.click();",
                "const observer = new MutationObserver(() => say({ kind: \"composer_changed\", href: location.href }));",
                "observer.observe(element, { attributeFilter: look.telling });",
            ],
            _ => &[],
        };
        for code in allowed {
            assert_eq!(text.matches(code).count(), 1, "{name}: {code}");
            *text = text.replace(code, "");
        }
    }
    // No request, no timer, no watching of the page but of our own element while the panel is open, no storage, no reading of what the page shows, no sending, no host.
    for word in [
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "setTimeout",
        "setInterval",
        "requestAnimationFrame",
        "MutationObserver",
        "storage",
        "textContent",
        "innerText",
        "querySelectorAll",
        "innerHTML",
        "outerHTML",
        ".value",
        "submit",
        ".click()",
        "gitlab",
        "zendesk",
        "eval(",
        "Function(",
    ] {
        assert_eq!(places(&scripts, word), [""; 0], "{word}");
    }
}

#[test]
fn text_never_becomes_html() {
    let mut all = sources("src", &["rs"]);
    all.extend(sources("extension", &["js"]));
    all.extend(sources("static", &["js", "html"]));
    for word in
        ["innerHTML", "inner_html", "outerHTML =", "insertAdjacentHTML", "from_html_unchecked", "document.write"]
    {
        assert_eq!(places(&all, word), [""; 0], "{word}");
    }
}

#[test]
fn fields_are_not_spell_checked_and_keep_nothing() {
    // A browser may send what it checks to its vendor, and keeps what it completes.
    let mut all = sources("src/panel", &["rs"]);
    all.extend(sources("static", &["html"]));
    let mut fields = 0;
    for (name, text) in all {
        for begin in ["<input", "<textarea"] {
            for field in text.split(begin).skip(1) {
                let attributes = field.split("/>").next().unwrap();
                for attribute in ["autocomplete=\"off\"", "spellcheck=\"false\""] {
                    assert!(attributes.contains(attribute), "{name}: {begin} lacks {attribute}: {attributes}");
                }
                fields += 1;
            }
        }
        assert!(!text.contains("contenteditable"), "{name}");
    }
    assert!(fields > 8, "{fields}");
}

#[test]
fn nothing_is_stored_or_logged_elsewhere() {
    let mut all = sources("src", &["rs"]);
    all.extend(sources("extension", &["js"]));
    all.extend(sources("static", &["js"]));
    for word in [
        "localStorage",
        "local_storage",
        "sessionStorage",
        "indexedDB",
        "local.get",
        "local.set",
        "\"sync\"",
        "console.",
        "console::",
        "println!",
        "dbg!",
    ] {
        assert_eq!(places(&all, word), [""; 0], "{word}");
    }
    // What is kept when the browser closes is written in one file, as one type: the words that an agent has chosen.
    const KEEPS: &str = "src/webext/wording.rs";
    assert_eq!(places(&all, "\"local\""), [KEEPS]);
    let (_, keeps) = all.iter().find(|(name, _)| name == KEEPS).unwrap();
    let count = |text: &str| keeps.matches(text).count();
    assert_eq!(
        (count("local_set("), count("local_set(&to_js(&Kept { wording })?)")),
        (2, 1),
        "declared, and called once"
    );
    assert_eq!(count("struct Kept {\n    #[serde(default)]\n    wording: Wording,\n}"), 1);
    let names: Vec<_> = keeps.lines().filter_map(|line| line.trim().strip_prefix("use crate::")).collect();
    assert_eq!(names, ["handbook::Wording;"], "it knows nothing else of ours");
}

#[test]
fn the_invariants_name_tests_that_exist() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = document.split("## Invariants").nth(1).unwrap();
    let mut tests = sources("src", &["rs"]);
    tests.extend(sources("tests", &["rs"]));
    tests.extend(sources("xtask", &["rs"]));
    let names: Vec<_> =
        table.split('`').skip(1).step_by(2).filter_map(|path| path.rsplit_once("::").map(|(_, name)| name)).collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let is_test = |text: &str| text.contains(&format!("fn {name}(")) || text.contains(&format!("mod {name} "));
        assert!(tests.iter().any(|(_, text)| is_test(text)), "ARCHITECTURE.md names {name}, and there is no such test");
    }
}

/// A file of the project, by its path from the root.
fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn every_install_takes_its_versions_from_a_lock_file() {
    // What people and CI type.
    for file in [".ci/run", ".cargo/config.toml", "README.md", "CONTRIBUTING.md", "Trunk.toml", "fuzz/Cargo.toml"] {
        for line in text(file).lines() {
            let installs = line.contains("cargo install") || line.starts_with("xtask = ");
            assert!(!installs || line.contains("--locked"), "{file}: {line}");
            assert!(!line.contains("npm i"), "{file}: only xtask runs npm, and only `npm ci`: {line}");
            assert!(!line.contains("npm ci") || line.contains("--ignore-scripts"), "{file}: {line}");
        }
    }
    assert!(text(".cargo/config.toml").contains("--locked"));
    assert!(text("Trunk.toml").lines().any(|line| line == "locked = true"));
    // What xtask runs: cargo and npm are started in one file.
    let xtask = sources("xtask/src", &["rs"]);
    for start in ["\"CARGO\"", "\"cargo\"", "\"npm\""] {
        assert_eq!(places(&xtask, start), ["xtask/src/process.rs"], "{start}");
    }
    let process = text("xtask/src/process.rs");
    assert!(process.contains("let mut cargo = cargo_tool(command);\n    cargo.arg(\"--locked\");\n    cargo\n"));
    // Without `--locked` it runs only what reads no dependencies.
    let unlocked: Vec<_> = xtask
        .iter()
        .filter(|(name, _)| name != "xtask/src/process.rs")
        .flat_map(|(_, text)| text.split("cargo_tool(").skip(1))
        .filter_map(|call| call.split(')').next())
        .collect();
    assert_eq!(unlocked, ["\"fmt\"", "tool"], "the second asks rustfmt and clippy for their versions");
    // npm runs no script of a package, and changes no lock file.
    let npm: Vec<_> = xtask.iter().flat_map(|(_, text)| text.split("process::npm()").skip(1)).collect();
    let [of_exists, ci] = npm[..] else { panic!("npm is started {} times", npm.len()) };
    assert!(of_exists.starts_with(')'), "asked whether it is there");
    let args = ci.split(']').next().unwrap();
    assert!(args.contains("\"ci\"") && args.contains("\"--ignore-scripts\""), "{args}");
    assert!(!text("package.json").contains("\"scripts\""));
}

#[test]
fn every_dependency_is_used() {
    for (manifest, folders) in [
        (
            "Cargo.toml",
            &["src", "benches", "tests/portal_reader", "tests/proofs", "tests/ticket_text", "tests/walk"] as &[_],
        ),
        ("tests/sandbox/Cargo.toml", &["tests/sandbox"]),
        ("tests/e2e/Cargo.toml", &["tests/e2e"]),
        ("xtask/Cargo.toml", &["xtask/src"]),
        ("fuzz/Cargo.toml", &["fuzz/fuzz_targets", "fuzz/examples"]),
    ] {
        let code: Vec<_> = folders.iter().flat_map(|folder| sources(folder, &["rs"])).collect();
        let text = text(manifest);
        let mut section = "";
        let mut count = 0;
        for line in text.lines() {
            if line.starts_with('[') {
                section = line;
            } else if section.ends_with("dependencies]")
                && section != "[workspace.dependencies]"
                && let Some((name, _)) = line.split_once(" = ")
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            {
                let path = name.replace('-', "_");
                let used =
                    [format!("{path}::"), format!("use {path}")].iter().any(|use_| !places(&code, use_).is_empty());
                assert!(used, "{manifest} names {name}, and nothing uses it");
                count += 1;
            }
        }
        assert!(count > 2, "{manifest}: {count}");
    }
}

#[test]
fn every_ban_says_why() {
    let rules = text("deny.toml");
    let list = rules.split("\ndeny = [").nth(1).and_then(|rest| rest.split("\n]").next()).unwrap();
    let bans: Vec<_> = list.lines().filter(|line| line.contains("{ crate = ")).collect();
    assert!(bans.len() > 10, "{bans:?}");
    for ban in bans {
        assert!(ban.contains("reason = \""), "{ban}");
    }
}

/// The file of a test that is named by its path: `checks::trial::tests::cases` of the crate, `walk::routes::after_the_walk` of
/// a test's folder, `e2e::routes::…` of the browsers' tests.
fn file_of(path: &str) -> Option<PathBuf> {
    let modules: Vec<_> = path.split("::").collect();
    let (_, modules) = modules.split_last()?;
    let candidates = |folder: &str, modules: &[&str]| {
        let folder = modules.iter().fold(root().join(folder), |folder, module| folder.join(module));
        [folder.with_extension("rs"), folder.join("mod.rs"), folder.join("main.rs")]
    };
    let files = match modules {
        [modules @ .., "tests"] => candidates("src", modules),
        ["e2e", modules @ ..] => candidates("tests/e2e/tests", modules),
        modules => candidates("tests", modules),
    };
    files.into_iter().find(|file| file.is_file())
}

/// Whether there is a test of this path.
fn is_test(path: &str) -> bool {
    let name = path.rsplit("::").next().unwrap_or(path);
    file_of(path).is_some_and(|file| fs::read_to_string(file).unwrap().contains(&format!("fn {name}(")))
}

/// The rows of the tables of a document, but for heads that begin with this word: the cells of each.
fn rows<'a>(document: &'a str, head: &str) -> Vec<Vec<&'a str>> {
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with(&format!("| {head}"));
    let cells = |line: &'a str| line.trim_matches('|').split(" | ").map(str::trim).collect();
    document.lines().filter(is_row).map(cells).collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_handbooks_table_names_files_and_tests_that_exist() {
    let document = text("docs/handbook.md");
    let rows = rows(&document, "The handbook");
    assert!(rows.len() > 100, "{}", rows.len());
    for row in rows {
        let [rule, place, tests] = row.as_slice() else { panic!("a row has three cells: {row:?}") };
        let by_a_person = place.contains("by a person");
        for file in quoted(place).iter().filter(|text| text.starts_with("src/")) {
            assert!(root().join(file).is_file(), "{rule}: there is no {file}");
        }
        assert!(by_a_person || place.contains("`src/"), "{rule}: nobody does it");
        let tests = quoted(tests);
        assert!(tests.iter().all(|path| is_test(path)), "{rule}: one of {tests:?} is no test");
        let elsewhere = row[2].starts_with("see seed ");
        assert!(by_a_person || elsewhere || !tests.is_empty(), "{rule}: nothing shows it");
    }
    // What the page says outside of its tables is held to the same.
    let prose = document.lines().filter(|line| !line.starts_with('|')).collect::<Vec<_>>().join("\n");
    let named = quoted(&prose).into_iter().filter(|text| text.contains("::tests::") || text.starts_with("e2e::"));
    for path in named {
        assert!(is_test(&path), "there is no test {path}");
    }
}

#[test]
fn the_threat_model_names_tests_that_exist() {
    let document = text("docs/threat-model.md");
    let (before, table) = document.split_once("## What holds\n").unwrap();
    let positions: Vec<_> = rows(before, "position").iter().filter_map(|row| row[0].split_once(", ")).collect();
    let positions: Vec<_> =
        positions.into_iter().map(|(letter, _)| letter).filter(|letter| letter.len() == 1).collect();
    assert_eq!(positions.join(""), "ABCDEFG");
    let rows = rows(table, "position");
    for row in &rows {
        let [position, _, attempt, _, _, tests] = row.as_slice() else { panic!("a row has six cells: {row:?}") };
        assert!(positions.contains(position), "{attempt}: there is no position {position}");
        let tests: Vec<_> = quoted(tests);
        assert!(!tests.is_empty(), "{attempt}: no test shows it");
        for test in tests {
            assert!(is_test(&test), "{attempt}: there is no test {test}");
        }
    }
    for position in positions {
        assert!(rows.iter().any(|row| row[0] == position), "nothing is said of position {position}");
    }
    for rule in 1..=11 {
        assert!(rows.iter().any(|row| row[3] == rule.to_string()), "nothing is said of rule {rule}");
    }
    // Every attack that is tried in browsers is in the table.
    for (file, text) in sources("tests/e2e/tests/attacks", &["rs"]) {
        let module = file.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap();
        let tests = text.split("in_both_browsers! {").nth(1).and_then(|rest| rest.split_once('}'));
        for line in tests.map(|(tests, _)| tests).unwrap_or_default().lines() {
            let Some((name, _)) = line.trim().split_once(": V") else { continue };
            let path = format!("`e2e::attacks::{module}::{name}`");
            assert!(table.contains(&path), "docs/threat-model.md does not name {path}");
        }
    }
}
