//! `cargo xtask deny`: what the project depends on, against the rules of deny.toml.
//!
//! Bans, licenses and sources are known from the lock files alone. Advisories come from a database on the network;
//! where that cannot be reached, the command says so, loudly and last, and does not fail.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{process, setup, workspace::Workspace};

/// The version of cargo-deny that deny.toml is written for.
const VERSION: &str = "0.20.2";

/// The manifests with a lock file of their own.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

/// Runs every check, and fails at the end when one failed.
pub fn run(workspace: &Workspace) -> Result<()> {
    let program = setup::tool(workspace, "cargo-deny", VERSION)?;
    let mut failed = Vec::new();
    for manifest in MANIFESTS {
        let mut check = deny(workspace, &program, manifest);
        check.args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
        // One file has the rules for both, so either leaves some unused.
        check.args(["--allow", "unused-wrapper", "--allow", "license-exception-not-encountered"]);
        if process::step(&format!("bans, licenses, sources of {manifest}"), || process::run(&mut check)).is_err() {
            failed.push(format!("the bans, licenses or sources of {manifest}"));
        }
    }
    let fetched =
        deny(workspace, &program, MANIFESTS[0]).args(["fetch", "db"]).output().context("cannot start cargo-deny")?;
    if fetched.status.success() {
        for manifest in MANIFESTS {
            let mut check = deny(workspace, &program, manifest);
            check.args(["check", "--hide-inclusion-graph", "advisories"]);
            if process::step(&format!("advisories of {manifest}"), || process::run(&mut check)).is_err() {
                failed.push(format!("the advisories of {manifest}"));
            }
        }
    } else {
        let why = String::from_utf8_lossy(&fetched.stderr);
        eprintln!("\nADVISORIES NOT CHECKED: the database of advisories cannot be reached.\n{}\n", why.trim());
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn deny(workspace: &Workspace, program: &Path, manifest: &str) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(&workspace.root)
        .args(["--locked", "--workspace", "--config", "deny.toml", "--manifest-path", manifest])
        // Without a terminal, a question for a password would wait for ever.
        .env("GIT_TERMINAL_PROMPT", "0");
    command
}
