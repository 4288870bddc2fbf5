//! `cargo xtask sandbox`: the sandbox for hands and eyes, with the commands that point a browser at it.

use std::{fs, thread};

use anyhow::{Context, Result};
use vouch_sandbox::{
    portal::Markup,
    server::{self, Sandbox},
    zendesk::data::TICKETS,
};

use crate::{setup, workspace::Workspace};

/// How to serve.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// The markup of the portal.
    pub markup: Markup,
}

/// Serves until Ctrl-C.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let sandbox = start(workspace, options)?;
    // Firefox takes an authority only from a file.
    let authority = workspace.target.join("xtask/sandbox-authority.pem");
    fs::create_dir_all(workspace.target.join("xtask"))?;
    fs::write(&authority, sandbox.certificate_pem())
        .with_context(|| format!("cannot write {}", authority.display()))?;

    let proxy = sandbox.proxy();
    let dist = workspace.sandbox_dist();
    println!(
        "\
The sandbox runs at {proxy} until Ctrl-C. Any e-mail address and password sign in.

  https://customers.gitlab.com/admin
  https://gitlab.zendesk.com/agent/tickets/…{tickets}

Chromium, with a profile of its own and the extension as `cargo xtask build` left it:

  chromium --user-data-dir=\"$(mktemp -d)\" --no-first-run \\
    --proxy-server={proxy} --ignore-certificate-errors-spki-list={spki} \\
    --disable-extensions-except={chrome} --load-extension={chrome} \\
    https://gitlab.zendesk.com/agent/

  (Google Chrome ignores the last option: load the folder on chrome://extensions in developer mode.)

Firefox, in a profile that is not yours (about:profiles makes one):

  Settings, Network Settings: manual proxy, HTTP and HTTPS both {host} port {port}
  Settings, View Certificates, Authorities, Import: {authority}
  about:debugging#/runtime/this-firefox, Load Temporary Add-on: {firefox}
",
        tickets = tickets(),
        spki = sandbox.spki_fingerprint(),
        chrome = dist.join("chrome").display(),
        host = proxy.ip(),
        port = proxy.port(),
        authority = authority.display(),
        firefox = dist.join("firefox/manifest.json").display(),
    );
    loop {
        // The sandbox works on a thread of its own; Ctrl-C ends the process.
        thread::park();
    }
}

/// One line a ticket: its number, and what it is there to try.
fn tickets() -> String {
    TICKETS.iter().map(|ticket| format!("\n    {}  {}", ticket.id, ticket.purpose)).collect()
}

/// Starts a sandbox; it needs the editor of the npm packages.
pub fn start(workspace: &Workspace, options: &Options) -> Result<Sandbox> {
    setup::npm(workspace)?;
    let options = server::Options { markup: options.markup, port: options.port, ..server::Options::default() };
    Ok(Sandbox::start(options)?)
}
