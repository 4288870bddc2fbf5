//! `cargo xtask test`: every test, the fast ones first.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

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
        let folder = workspace.target.join("e2e");
        for table in tables(&folder)? {
            fs::remove_file(table)?;
        }
        let mut tests = cargo_test(workspace);
        tests.args(["--package", "vouch-e2e"]);
        if process::run(with_filters(&mut tests, options)).is_err() {
            failed.push("the tests in the browsers");
        }
        for table in tables(&folder)? {
            print!("\n{}", fs::read_to_string(table)?);
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(" and ")) }
}

/// `cargo xtask faults`: a fault at every place of a walk, and what came of each, as a table.
pub fn faults(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target.join("tmp/faults");
    for table in tables(&folder)? {
        fs::remove_file(table)?;
    }
    let mut tests = cargo_test(workspace);
    process::run(tests.args(["--package", "vouch", "--test", "walk", "--", "faults::"]))?;
    for table in tables(&folder)? {
        print!("\n{}", fs::read_to_string(table)?);
    }
    Ok(())
}

/// What tests found, where one has left a table of it in this folder: cargo shows nothing of a test that passes.
fn tables(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let files = fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    let mut tables: Vec<_> =
        files.into_iter().filter(|file| file.extension().is_some_and(|end| end == "txt")).collect();
    tables.sort();
    Ok(tables)
}

fn cargo_test(workspace: &Workspace) -> Command {
    let mut command = process::cargo("test");
    command.current_dir(&workspace.root).arg("--no-fail-fast");
    command
}

fn with_filters<'a>(command: &'a mut Command, options: &Options) -> &'a mut Command {
    command.arg("--").args(&options.filters)
}
