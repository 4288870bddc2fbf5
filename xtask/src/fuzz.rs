//! `cargo xtask fuzz`: runs the fuzz targets, as many at a time as there are processors.
//!
//! Each begins with what the sandbox says and keeps what it has learned in `fuzz/corpus`, so a longer run goes on where a
//! shorter one ended. What it finds is kept in `fuzz/artifacts`.

use std::{
    collections::VecDeque,
    fs,
    path::Path,
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{process, setup, workspace::Workspace};

/// The version of cargo-fuzz that fits the pinned toolchain.
const VERSION: &str = "0.13.1";

/// How long one input may take before it counts as a find, in seconds.
const TIMEOUT: u32 = 20;

/// What to run.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// How long each target runs, in seconds.
    pub seconds: u32,
    /// Only these targets; all where there are none.
    pub targets: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { seconds: 60, targets: Vec::new() }
    }
}

/// Runs the targets, and fails at the end when one found something.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let folder = workspace.root.join("fuzz");
    let all = targets(&folder)?;
    if let Some(unknown) = options.targets.iter().find(|name| !all.contains(name)) {
        bail!("there is no fuzz target `{unknown}`; there are {}", all.join(", "));
    }
    let wanted = if options.targets.is_empty() { all } else { options.targets.clone() };
    let program = setup::tool(workspace, "cargo-fuzz", VERSION)?;
    // cargo-fuzz knows no --locked. What is run here does, and fails where the lock file does not fit.
    process::step("write what fuzzing begins with", || {
        let mut seeds = process::cargo("run");
        process::run_quietly(seeds.current_dir(&folder).args(["--quiet", "--example", "seeds"]))
    })?;
    process::step("compile the fuzz targets", || process::run_quietly(&mut fuzz(&folder, &program, "build")))?;

    let queue = Mutex::new(VecDeque::from(wanted));
    let failed = Mutex::new(Vec::new());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = || {
        while let Some(target) = next() {
            if let Err(error) = run_one(&folder, &program, &target, options.seconds) {
                eprintln!("{error:#}");
                failed.lock().unwrap_or_else(PoisonError::into_inner).push(target);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failed.is_empty() { Ok(()) } else { bail!("found something: {}", failed.join(", ")) }
}

/// The names of the targets, in order.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let folder = folder.join("fuzz_targets");
    let files = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let files = files.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    let mut names: Vec<_> = files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    Ok(names)
}

/// Runs one target and prints one line about it; where it found something, all that it said.
fn run_one(folder: &Path, program: &Path, target: &str, seconds: u32) -> Result<()> {
    let start = Instant::now();
    let mut command = fuzz(folder, program, "run");
    command.args([target, "--", &format!("-max_total_time={seconds}"), &format!("-timeout={TIMEOUT}")]);
    command.arg("-print_final_stats=1");
    let output = command.output().context("cannot start cargo-fuzz")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let took = start.elapsed().as_secs_f64();
    if !output.status.success() {
        bail!("FAILED {took:>6.1} s  fuzz {target}\n{said}");
    }
    let tried = executed(&said).context("cargo-fuzz does not say how much it tried")?;
    eprintln!("    ok {took:>6.1} s  fuzz {target}: {tried} inputs");
    Ok(())
}

/// How many inputs were tried, as the final statistics of libFuzzer say it.
fn executed(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?.trim().parse().ok()
}

/// A command of cargo-fuzz. Its flags for the compiler are those of a nightly one; what they ask for is there in any.
fn fuzz(folder: &Path, program: &Path, command: &str) -> Command {
    let mut fuzz = Command::new(program);
    fuzz.current_dir(folder).args(["fuzz", command, "--fuzz-dir"]).arg(folder).args(["--sanitizer", "none"]);
    process::hide_cargo_run(&mut fuzz).env("RUSTC_BOOTSTRAP", "1");
    fuzz
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executed_reads_the_final_statistics() {
        let said = "Done 9 runs in 1 second(s)\nstat::number_of_executed_units: 1093\nstat::peak_rss_mb: 90\n";
        assert_eq!(executed(said), Some(1093));
        assert_eq!(executed("libFuzzer: timeout"), None);
    }

    #[test]
    fn every_target_is_a_program_of_the_manifest() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let targets = targets(&folder).unwrap();
        for target in &targets {
            let program = format!("name = \"{target}\"\npath = \"fuzz_targets/{target}.rs\"");
            assert!(manifest.contains(&program), "fuzz/Cargo.toml does not name {target}");
        }
        assert_eq!(manifest.lines().filter(|line| *line == "[[bin]]").count(), targets.len());
    }
}
