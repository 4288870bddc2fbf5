//! `cargo xtask test`: every test, the fast ones first.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{bundle, process, setup, wasm::Profile, workspace::Workspace};

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What runs in this very process: readers, checks, sandbox, manifest.
    Native,
    /// What runs in real browsers.
    EndToEnd,
}

/// What to run.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Only this part.
    pub part: Option<Part>,
    /// Only tests whose name holds one of these.
    pub filters: Vec<String>,
}

/// Runs both parts even when the first fails: one run shows everything that is to mend.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let wanted = |part| options.part.is_none_or(|only| only == part);
    let mut failed = Vec::new();

    // What the tests themselves need, before any of them runs.
    setup::npm(workspace)?;
    if wanted(Part::EndToEnd) {
        setup::browsers()?;
        bundle::build(workspace, Profile::Release)?;
    }
    if wanted(Part::Native) {
        let mut tests = cargo_test(workspace);
        tests.args(["--workspace", "--exclude", "vouch-e2e"]);
        if process::run(with_filters(&mut tests, options)).is_err() {
            failed.push("the native tests");
        }
    }
    if wanted(Part::EndToEnd) {
        let mut tests = cargo_test(workspace);
        tests.args(["--package", "vouch-e2e"]);
        if process::run(with_filters(&mut tests, options)).is_err() {
            failed.push("the tests in the browsers");
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(" and ")) }
}

fn cargo_test(workspace: &Workspace) -> Command {
    let mut command = process::cargo();
    command.current_dir(&workspace.root).args(["test", "--no-fail-fast"]);
    command
}

fn with_filters<'a>(command: &'a mut Command, options: &Options) -> &'a mut Command {
    command.arg("--").args(&options.filters)
}
