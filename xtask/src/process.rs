//! Running other programs, and saying what each step took.

use std::{
    env,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

/// A command of the cargo that runs this xtask, as if it were called by hand: it takes every dependency from
/// Cargo.lock, and fails where it would have to change that file.
pub fn cargo(command: &str) -> Command {
    let mut cargo = cargo_tool(command);
    cargo.arg("--locked");
    cargo
}

/// A command of cargo that reads no dependencies and knows no `--locked`, such as `fmt`.
pub fn cargo_tool(name: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    hide_cargo_run(&mut command).arg(name);
    command
}

/// Keeps from a command what `cargo run` tells its child: which package it runs (`CARGO_MANIFEST_DIR`, `CARGO_PKG_NAME`,
/// …). A nested cargo must not see that: build scripts such as ring's watch these variables and would build anew, once
/// inside and once outside of xtask, for ever.
pub fn hide_cargo_run(command: &mut Command) -> &mut Command {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(of_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

fn of_cargo_run(name: &str) -> bool {
    ["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_BIN_"].iter().any(|prefix| name.starts_with(prefix))
        || matches!(name, "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE")
}

/// npm, which is a script of another name on Windows.
pub fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Whether a program can be started at all.
pub fn exists(mut program: Command) -> bool {
    program.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Runs a command in the open: its output is the user's.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command as the last thing that this process does. On Unix, the command takes this process's place: stopping the
/// process stops the command.
pub fn replace_by(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        Err(command.exec()).with_context(|| format!("cannot start {}", name(command)))
    }
    #[cfg(not(unix))]
    run(command)
}

/// Runs a command quietly; its output is shown only when it fails.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot start {}", name(command)))?;
    if !output.status.success() {
        bail!(
            "{} failed ({})\n{}{}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// Does one step and prints one line about it: what, and how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { "ok" } else { "FAILED" };
    eprintln!("{mark:>6} {:>6.1} s  {what}", start.elapsed().as_secs_f64());
    result
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program()).to_string_lossy();
    format!("`{}`", std::iter::once(program).chain(args).collect::<Vec<_>>().join(" "))
}
