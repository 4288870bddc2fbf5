//! `cargo xtask build`: the extension, unpacked, once for each browser.
//!
//! ```text
//! dist/chrome, dist/firefox
//!   manifest.json                     manifest.rs
//!   worker.js, page.js, …             extension/*.js, as they are
//!   panel.html, panel.css, panel.js   static/, as they are, but for Trunk's lines in panel.html
//!   options.html                      the same program on a page of its own
//!   icons/                            static/icons/*.png
//!   wasm/worker.js, worker_bg.wasm    the engine
//!   wasm/panel.js, panel_bg.wasm      the panel
//!   license_keys.pem                  what license files are decoded with: GitLab's production key alone
//! dist/sandbox/chrome, …/firefox      the same, with the sandbox's own key besides, and a trap that tests set
//! dist/types/wasm/*.d.ts              types of the two, for `cargo xtask check`
//! ```
//!
//! A build is first put together in memory and then written over what is there, so that nothing stale is left behind
//! and a file that did not change keeps its time.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::{
    manifest::{self, Browser},
    panel_html, process, setup, wasm,
    wasm::Profile,
    workspace::Workspace,
};

/// The file of the extension with the keys of license files.
const LICENSE_KEYS: &str = "license_keys.pem";

/// Files by their path in the build, always with `/`.
type Files = BTreeMap<String, Vec<u8>>;

/// The command: sets up, builds, prints sizes.
pub fn run(workspace: &Workspace, profile: Profile) -> Result<()> {
    for (browser, files) in build(workspace, profile)? {
        print_sizes(browser, &files)?;
    }
    Ok(())
}

/// Builds for every browser, and tells what is in each build.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<Vec<(Browser, Files)>> {
    setup::wasm_target(workspace)?;
    setup::npm(workspace)?;

    let (mut shared, mut types) = (Files::new(), Files::new());
    for program in wasm::PROGRAMS {
        let folder = wasm::build(workspace, program, profile)?;
        for (path, bytes) in read_folder(&folder)? {
            if path.ends_with(".d.ts") {
                types.insert(format!("wasm/{path}"), bytes);
            } else if path != wasm::STAMP {
                shared.insert(format!("wasm/{path}"), bytes);
            }
        }
    }
    process::step("write dist", || {
        add_written(workspace, &mut shared)?;
        let mut builds = Vec::new();
        for browser in Browser::ALL {
            let files = for_browser(browser, shared.clone())?;
            write_folder(&workspace.dist().join(browser.folder()), &files)?;
            write_folder(&workspace.sandbox_dist().join(browser.folder()), &for_sandbox(files.clone())?)?;
            builds.push((browser, files));
        }
        write_folder(&workspace.dist().join("types"), &types)?;
        Ok(builds)
    })
}

/// Adds what is written by hand.
fn add_written(workspace: &Workspace, files: &mut Files) -> Result<()> {
    for (path, bytes) in read_folder(&workspace.root.join("extension"))? {
        if path.ends_with(".js") {
            files.insert(path, bytes);
        }
    }
    for (path, bytes) in read_folder(&workspace.root.join("static"))? {
        match path.rsplit_once('.') {
            // The drawing that the icons are made from stays behind.
            Some((_, "css" | "js" | "pem" | "png")) => drop(files.insert(path, bytes)),
            Some((_, "html")) => {
                let source = String::from_utf8(bytes).with_context(|| format!("static/{path} is not UTF-8"))?;
                let page = panel_html::for_extension(&path, &source)?;
                files.insert(path, page.into_bytes());
            }
            _ => {}
        }
    }
    Ok(())
}

fn for_browser(browser: Browser, mut files: Files) -> Result<Files> {
    let manifest = serde_json::to_value(manifest::manifest(browser))?;
    for file in manifest::files(&manifest) {
        ensure!(files.contains_key(&file), "the manifest names {file}, which is in neither extension/ nor static/");
    }
    // Not from the `Value`: that would sort the keys, and a reviewer reads them in the order of manifest.rs.
    let mut text = serde_json::to_string_pretty(&manifest::manifest(browser))?;
    text.push('\n');
    files.insert("manifest.json".into(), text.into_bytes());
    Ok(files)
}

/// What the sandbox's worker has at its end: tests have the program trap with it.
const TRAP: &str = include_str!("../../tests/e2e/trap.js");

/// The same extension, which also decodes what the sandbox has signed, and traps where a test wants it. It is never
/// shipped.
fn for_sandbox(mut files: Files) -> Result<Files> {
    let worker = files.get_mut("worker.js").context("extension/worker.js is missing")?;
    worker.extend_from_slice(TRAP.as_bytes());
    let keys = files.get_mut(LICENSE_KEYS).with_context(|| format!("static/{LICENSE_KEYS} is missing"))?;
    keys.extend_from_slice(vouch_sandbox::license::TEST_PUBLIC_KEY_PEM.as_bytes());
    Ok(files)
}

fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in paths_in(folder)? {
        let name = relative(folder, &path)?;
        files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(files)
}

fn paths_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            paths.append(&mut paths_in(&path)?);
        } else {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn relative(folder: &Path, path: &Path) -> Result<String> {
    let parts: Vec<_> = path.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

/// Makes the folder hold exactly these files.
fn write_folder(folder: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for path in paths_in(folder)? {
        if !files.contains_key(&relative(folder, &path)?) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|old| old == *bytes) {
            continue;
        }
        let Some(parent) = path.parent() else { bail!("{name} has no folder") };
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn print_sizes(browser: Browser, files: &Files) -> Result<()> {
    println!("\n{:<32}{:>12}{:>12}", format!("dist/{}", browser.folder()), "bytes", "gzip");
    let mut total = (0, 0);
    for (path, bytes) in files {
        let packed = gzip(bytes)?;
        println!("  {path:<30}{:>12}{packed:>12}", bytes.len());
        total = (total.0 + bytes.len(), total.1 + packed);
    }
    println!("  {:<30}{:>12}{:>12}", "all", total.0, total.1);
    Ok(())
}

/// What may not grow unseen, in bytes after gzip: what each page of the two hosts carries, and the two programs, which
/// are read again and again.
const BUDGET: [(&str, usize); 6] = [
    ("page.js", 3_000),
    ("validate.js", 1_000),
    ("composer.js", 3_000),
    ("editor.js", 1_600),
    ("wasm/panel_bg.wasm", 250_000),
    ("wasm/worker_bg.wasm", 826_000),
];

/// The files that are larger than they may be, or are not there, a line each.
pub fn over_budget(files: &Files) -> Result<Vec<String>> {
    let mut over = Vec::new();
    for (path, most) in BUDGET {
        match files.get(path).map(|bytes| gzip(bytes)).transpose()? {
            Some(size) if size > most => over.push(format!("{path}: {size} bytes after gzip, and at most {most}")),
            Some(_) => {}
            None => over.push(format!("{path} is not there")),
        }
    }
    Ok(over)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use vouch::proof::key::Keys;

    use super::*;

    fn keys(files: &Files) -> Keys {
        Keys::from_pem(std::str::from_utf8(&files[LICENSE_KEYS]).unwrap()).unwrap()
    }

    #[test]
    fn what_grows_over_its_budget_is_named() {
        let within: Files = BUDGET.iter().map(|(path, _)| ((*path).to_owned(), b"small".to_vec())).collect();
        assert_eq!(over_budget(&within).unwrap(), [""; 0]);
        // What does not compress: each byte follows from the one before by a multiplication.
        let mut state = 1u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        });
        let mut large = within;
        large.insert("page.js".to_owned(), noise.take(4_000).collect());
        large.remove("editor.js");
        let over = over_budget(&large).unwrap();
        assert!(over[0].starts_with("page.js: 4") && over[1] == "editor.js is not there", "{over:?}");
    }

    #[test]
    fn the_shipped_packages_hold_the_production_key_alone() {
        let mut files = Files::new();
        add_written(&Workspace::find().unwrap(), &mut files).unwrap();
        // The fingerprint of that key is tested where the file is (tests/proofs).
        assert_eq!(keys(&files).len(), 1);
        let sandbox = for_sandbox(files.clone()).unwrap();
        assert_eq!(keys(&sandbox).len(), 2);
        let differing: Vec<_> =
            files.iter().filter(|(path, bytes)| sandbox[*path] != **bytes).map(|(path, _)| path).collect();
        assert_eq!(differing, [LICENSE_KEYS, "worker.js"], "nothing else differs");
        assert_eq!(sandbox["worker.js"], [&files["worker.js"], TRAP.as_bytes()].concat());
        for (path, bytes) in &files {
            let test_key = vouch_sandbox::license::TEST_PUBLIC_KEY_PEM.lines().nth(1).unwrap().as_bytes();
            assert!(!bytes.windows(test_key.len()).any(|part| part == test_key), "{path} holds the sandbox's key");
            assert!(!bytes.windows(4).any(|part| part == b"trap"), "{path} holds the sandbox's trap");
        }
    }
}
