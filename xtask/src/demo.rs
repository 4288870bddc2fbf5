//! `cargo xtask demo`: one ticket, from the question to the evidence note, in a real browser and against the sandbox.
//!
//! It presses what an agent would press, says so on the terminal, and prints what the panel shows in the end. With a
//! screen, the browser then stays open; without one, screenshots in `target/demo` have to do.

use std::{env, fs, path::Path, thread, time::Instant};

use anyhow::{Context, Result, ensure};
use vouch_e2e::{
    Kind, Role,
    agent::{Agent, Panel},
};
use vouch_sandbox::portal::Markup;

use crate::{bundle, process, setup, wasm::Profile, workspace::Workspace};

/// The plain case of the sandbox: everything is there and right.
const TICKET: u32 = 4101;
const REQUESTER: &str = "Charlie Castro";
const LICENSE_ID: &str = "700001";
const SOLD_TO: &str = "alice@acme.example";

/// How to show it.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Where.
    pub browser: Kind,
    /// Without a window.
    pub headless: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { browser: Kind::Chromium, headless: false }
    }
}

/// Sets up, builds, and walks.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    setup::browsers()?;
    bundle::build(workspace, Profile::Release)?;
    let pictures = workspace.target.join("demo");
    fs::create_dir_all(&pictures).with_context(|| format!("cannot make {}", pictures.display()))?;
    let headless = options.headless || !has_screen();

    let agent = process::step(&format!("start the sandbox, and {} with Vouch", options.browser), || {
        Ok(Agent::start(options.browser, Markup::V3, |mut launch| {
            launch.headless = headless;
            launch
        })?)
    })?;
    walk(&agent, &pictures)?;

    if !headless {
        println!("\nThe browser stays open for you, signed in to both sites. Ctrl-C ends it.");
        loop {
            thread::park();
        }
    }
    Ok(())
}

/// Whether a window could be shown. Only X11 and Wayland can be missing; elsewhere there is always a screen.
fn has_screen() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some())
}

fn walk(agent: &Agent, pictures: &Path) -> Result<()> {
    let picture = |name: &str| pictures.join(format!("{}-{name}.png", agent.browser.kind()).to_lowercase());
    process::step("sign in to the portal and to Zendesk, as an agent does every morning", || Ok(agent.sign_in()?))?;
    let tab = process::step(&format!("open ticket {TICKET}"), || Ok(agent.open_ticket(TICKET)?))?;

    let start = Instant::now();
    let panel = process::step("press “Open Vouch”", || {
        let panel = Panel::open(&tab)?;
        panel.wait_for_ticket(TICKET, REQUESTER)?;
        Ok(panel)
    })?;
    process::step(&format!("enter what the customer gave: {LICENSE_ID}, {SOLD_TO}"), || {
        Ok(panel.enter(LICENSE_ID, SOLD_TO)?)
    })?;
    tab.screenshot(&picture("1-ticket"))?;
    let verdict = process::step("press “Collect”", || Ok(panel.collect()?))?;
    let seconds = start.elapsed().as_secs_f64();
    tab.screenshot(&picture("2-verdict"))?;
    process::step("press “Copy note”", || Ok(panel.copy_note()?))?;

    println!("\nTrail");
    for (text, url) in panel.links("Trail")? {
        println!("  {text:<28}{url}");
    }
    println!("\nFindings");
    for finding in findings(&panel)? {
        println!("  {finding}");
    }
    println!("\n{verdict}, {seconds:.1} s after the first press. The note, now on the clipboard:\n\n{}", panel.note()?);
    println!("\nScreenshots: {}", pictures.display());

    let errors = agent.browser.extension_errors()?;
    ensure!(errors.is_empty(), "the browser reports errors of the extension: {errors:#?}");
    Ok(())
}

/// Each finding on a line: its mark, its title, its reason.
fn findings(panel: &Panel) -> Result<Vec<String>> {
    let region = panel.frame().wait_for(Role::Region, "Findings")?;
    let items = region.call("element => [...element.querySelectorAll('li')].map(item => item.innerText)", &[])?;
    let items = items.as_array().into_iter().flatten().filter_map(|item| item.as_str());
    Ok(items
        .map(|item| {
            let lines: Vec<_> = item.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            match lines[..] {
                [mark, title, .., reason] => format!("{mark} {title}: {reason}"),
                _ => lines.join(" "),
            }
        })
        .collect())
}
