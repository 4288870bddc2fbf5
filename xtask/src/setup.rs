//! Fetches what is missing, and only what the command at hand needs. Costs next to nothing when all is there.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{process, wasm, workspace::Workspace};

/// The standard library for WASM.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    // Asks rustc and not rustup, so that a toolchain from elsewhere will do.
    let output = Command::new("rustc")
        .current_dir(&workspace.root)
        .args(["--print", "target-libdir", "--target", wasm::TARGET])
        .output()
        .context("cannot start rustc")?;
    if Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir() {
        return Ok(());
    }
    process::step("add the WASM target", || {
        process::run_quietly(Command::new("rustup").current_dir(&workspace.root).args(["target", "add", wasm::TARGET]))
            .context("install Rust with rustup, or its standard library for wasm32-unknown-unknown by other means")
    })
}

/// rustfmt and clippy, which a minimal toolchain leaves out.
pub fn lints(workspace: &Workspace) -> Result<()> {
    let works = |tool| {
        let mut command = process::cargo_tool(tool);
        command.current_dir(&workspace.root).arg("--version");
        process::run_quietly(&mut command).is_ok()
    };
    if works("fmt") && works("clippy") {
        return Ok(());
    }
    process::step("add rustfmt and clippy", || {
        process::run_quietly(Command::new("rustup").current_dir(&workspace.root).args([
            "component",
            "add",
            "rustfmt",
            "clippy",
        ]))
        .context("install Rust with rustup, or rustfmt and clippy by other means")
    })
}

/// The npm packages of package-lock.json, exactly.
pub fn npm(workspace: &Workspace) -> Result<()> {
    if npm_is_current(&workspace.root)? {
        return Ok(());
    }
    if !process::exists(Command::new("node")) || !process::exists(process::npm()) {
        bail!("node and npm are not on the PATH: install Node.js 20 or newer, with its npm");
    }
    process::step("npm ci", || {
        process::run_quietly(process::npm().current_dir(&workspace.root).args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]))
    })
}

/// A program that a crate installs, in exactly this version and with the dependencies of its own lock file: the one on
/// the PATH if it fits, else compiled into the target directory. Unoptimized, it is there in a quarter of the time.
pub fn tool(workspace: &Workspace, name: &str, version: &str) -> Result<PathBuf> {
    let root = workspace.target.join("tools");
    let own = root.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if let Some(program) = [own.clone(), PathBuf::from(name)].into_iter().find(|program| is_version(program, version)) {
        return Ok(program);
    }
    process::step(&format!("cargo install {name} {version}"), || {
        process::run_quietly(
            process::cargo("install")
                .args([name, "--version", version, "--profile", "dev", "--root"])
                .arg(&root)
                .env("CARGO_PROFILE_DEV_DEBUG", "false"),
        )
    })?;
    Ok(own)
}

/// Whether a program says of itself that it has this version, as `name 1.2.3`.
fn is_version(program: &Path, version: &str) -> bool {
    let said = Command::new(program).arg("--version").output();
    said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).split_whitespace().any(|word| word == version))
}

/// Compares what is asked for with npm's own note of what it installed.
fn npm_is_current(root: &Path) -> Result<bool> {
    let wanted = fs::read_to_string(root.join("package-lock.json")).context("cannot read package-lock.json")?;
    let Ok(installed) = fs::read_to_string(root.join("node_modules/.package-lock.json")) else {
        return Ok(false);
    };
    installed_is_wanted(&wanted, &installed).context("cannot compare package-lock.json with node_modules")
}

fn installed_is_wanted(wanted: &str, installed: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Lock {
        packages: BTreeMap<String, Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        version: Option<String>,
        // For another system's processor, say: npm leaves it out where it does not fit.
        #[serde(default)]
        optional: bool,
    }
    let wanted: Lock = serde_json::from_str(wanted)?;
    let installed: Lock = serde_json::from_str(installed)?;
    let all_there = wanted.packages.iter().filter(|(path, _)| !path.is_empty()).all(|(path, package)| match installed
        .packages
        .get(path)
    {
        Some(found) => found.version == package.version,
        None => package.optional,
    });
    Ok(all_there && installed.packages.keys().all(|path| wanted.packages.contains_key(path)))
}

/// A program that the browser tests start, and the Debian package that has it.
struct Needed {
    programs: &'static [&'static str],
    debian: &'static str,
}

const BROWSERS: [Needed; 3] = [
    Needed { programs: &["chromium", "chromium-browser"], debian: "chromium" },
    Needed { programs: &["chromedriver"], debian: "chromium-driver" },
    Needed { programs: &["firefox", "firefox-esr"], debian: "firefox-esr" },
];

/// Chromium with its driver, and Firefox. Installed on Debian as root; asked for elsewhere.
pub fn browsers() -> Result<()> {
    let mut missing: Vec<&str> =
        BROWSERS.iter().filter(|needed| find(needed.programs).is_none()).map(|needed| needed.debian).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !may_install() {
        bail!(
            "the browser tests need Chromium, its chromedriver, and Firefox, on the PATH\n\
             on Debian: sudo apt-get install --no-install-recommends {}\n\
             elsewhere: programs named chromium, chromedriver (of the same version) and firefox",
            missing.join(" ")
        );
    }
    if !has_fonts() {
        // Without any font, text has no width and nothing can be clicked.
        missing.push("fonts-dejavu-core");
    }
    process::step(&format!("apt-get install {}", missing.join(" ")), || {
        process::run_quietly(apt().arg("update"))?;
        process::run_quietly(apt().args(["install", "-y", "--no-install-recommends"]).args(&missing))
    })
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn may_install() -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    root && Path::new("/etc/debian_version").exists() && find(&["apt-get"]).is_some()
}

fn has_fonts() -> bool {
    fs::read_dir("/usr/share/fonts").is_ok_and(|mut entries| entries.next().is_some())
}

fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_modules_are_current_when_every_package_is_there_in_its_version() {
        let wanted = r#"{ "packages": {
            "": { "name": "vouch" },
            "node_modules/a": { "version": "1.0.0" },
            "node_modules/for-another-system": { "version": "2.0.0", "optional": true }
        } }"#;
        let current = |installed| installed_is_wanted(wanted, installed).unwrap();
        assert!(current(r#"{ "packages": { "node_modules/a": { "version": "1.0.0" } } }"#));
        assert!(!current(r#"{ "packages": { "node_modules/a": { "version": "1.0.1" } } }"#), "another version");
        assert!(!current(r#"{ "packages": {} }"#), "missing");
        assert!(
            !current(
                r#"{ "packages": { "node_modules/a": { "version": "1.0.0" }, "node_modules/b": { "version": "1.0.0" } } }"#
            ),
            "left over"
        );
    }
}
