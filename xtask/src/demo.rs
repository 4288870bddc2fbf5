//! `cargo xtask demo`: one ticket, from the question to the evidence note, in a real browser and against the sandbox.
//!
//! It presses what an agent would press, says so on the terminal, and prints what the panel shows in the end.

use std::{thread, time::Instant};

use anyhow::{Result, ensure};
use vouch_e2e::{
    Kind,
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

    let agent = process::step(&format!("start the sandbox, and {} with Vouch", options.browser), || {
        Ok(Agent::start(options.browser, Markup::V3, |mut launch| {
            launch.headless = options.headless;
            launch
        })?)
    })?;
    walk(&agent)?;

    if !options.headless {
        println!("\nThe browser stays open for you. Ctrl-C ends it.");
        loop {
            thread::park();
        }
    }
    Ok(())
}

fn walk(agent: &Agent) -> Result<()> {
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
    let verdict = process::step("press “Collect”", || Ok(panel.collect()?))?;
    process::step("press “Copy note”", || Ok(panel.copy_note()?))?;
    let seconds = start.elapsed().as_secs_f64();

    println!("\n{verdict}\n\n{}\n\n{}\n", panel.region("Findings")?, panel.note()?);
    println!("{seconds:.1} s from the first press to the note on the clipboard.");

    let errors = agent.browser.extension_errors()?;
    ensure!(errors.is_empty(), "the browser reports errors of the extension: {errors:#?}");
    Ok(())
}
