//! `cargo xtask demo`: one ticket, from the question to the evidence note, in a real browser and against the sandbox.
//!
//! It presses what an agent would press, says so on the terminal, and prints what the panel shows in the end. With a
//! screen, the browser then stays open, to try the tickets with the other proofs; without one, screenshots in
//! `target/demo` have to do.

use std::{env, fs, path::Path, thread, time::Instant};

use anyhow::{Context, Result, ensure};
use vouch_e2e::{
    Kind, Role,
    agent::{Agent, Panel},
};
use vouch_sandbox::{portal::Markup, zendesk::Files};

use crate::{bundle, process, setup, wasm::Profile, workspace::Workspace};

/// A proof that a customer can send; each has a ticket of the sandbox in which everything is there and right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    /// A license ID in a comment.
    #[default]
    LicenseId,
    /// A cloud activation code in a comment.
    ActivationCode,
    /// A license file pasted into a comment.
    LicenseFile,
    /// A license usage export, attached.
    UsageExport,
}

impl Proof {
    /// Every proof, in the handbook's order.
    pub const ALL: [Self; 4] = [Self::LicenseId, Self::ActivationCode, Self::LicenseFile, Self::UsageExport];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        self.scene().0
    }

    /// Its name, its ticket, who asked there, and how the panel names what was found.
    fn scene(self) -> (&'static str, u32, &'static str, &'static str) {
        match self {
            Self::LicenseId => ("license-id", 4101, "Charlie Castro", "License 700001"),
            Self::ActivationCode => {
                ("activation-code", 4112, "Clara Cloud", "Cloud activation Gv3JSmg8YQyvm4tSGXbhDYfZ")
            }
            Self::LicenseFile => ("license-file", 4120, "Key Kessler", "License file of license 700001"),
            Self::UsageExport => ("usage-export", 4121, "Uma Usher", "Attached usage export license_usage.csv"),
        }
    }
}

/// What each of these customers says the subscription was sold to.
const SOLD_TO: &str = "Sold-to alice@acme.example";

/// How to show it.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Where.
    pub browser: Kind,
    /// Without a window.
    pub headless: bool,
    /// Which ticket.
    pub proof: Proof,
}

impl Default for Options {
    fn default() -> Self {
        Self { browser: Kind::Chromium, headless: false, proof: Proof::default() }
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
    walk(&agent, options.proof, &pictures)?;
    println!("\n{}", others(options.proof));

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

fn walk(agent: &Agent, proof: Proof, pictures: &Path) -> Result<()> {
    let (_, ticket, requester, found) = proof.scene();
    let picture = |name: &str| pictures.join(format!("{}-{name}.png", agent.browser.kind()).to_lowercase());
    // Elsewhere the browser may not read attachments, and a demonstration has no hand to drop a file with.
    agent.sandbox.zendesk().switch(|switches| switches.files = Files::Here);
    process::step("sign in to the portal and to Zendesk, as an agent does every morning", || Ok(agent.sign_in()?))?;
    let tab = process::step(&format!("open ticket {ticket}"), || Ok(agent.open_ticket(ticket)?))?;

    let start = Instant::now();
    let panel = process::step("press “Open Vouch”", || {
        let panel = Panel::open(&tab)?;
        panel.wait_for_ticket(ticket, requester)?;
        Ok(panel)
    })?;
    process::step(&format!("press “{SOLD_TO}”, found in the ticket"), || Ok(panel.take_up(SOLD_TO)?))?;
    tab.screenshot(&picture("1-ticket"))?;
    let verdict = process::step(&format!("press “{found}”, found in the ticket"), || {
        Ok(panel.verdict_after(|| panel.take_up(found))?)
    })?;
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

/// The other proofs, with the tickets in which customers sent them.
fn others(shown: Proof) -> String {
    let lines = Proof::ALL.into_iter().filter(|proof| *proof != shown).map(|proof| {
        let (name, ticket, _, found) = proof.scene();
        format!("\n  --proof {name:<16} https://gitlab.zendesk.com/agent/tickets/{ticket}  {found}")
    });
    format!("The other proofs, each in a ticket of its own:{}", lines.collect::<String>())
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
