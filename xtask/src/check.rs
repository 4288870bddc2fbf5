//! `cargo xtask check`: all that can be known without a browser.

use std::process::Command;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::{
    bundle,
    manifest::{self, Browser},
    process, setup,
    wasm::{self, Profile},
    workspace::Workspace,
};

/// Runs every check, and fails at the end when one failed: one run shows everything that is to mend.
pub fn run(workspace: &Workspace) -> Result<()> {
    setup::lints(workspace)?;
    setup::wasm_target(workspace)?;
    setup::npm(workspace)?;

    let mut failed = Vec::new();
    let mut check = |name: &'static str, work: &mut dyn FnMut() -> Result<()>| {
        if let Err(error) = process::step(name, work) {
            eprintln!("{error:#}");
            failed.push(name);
        }
    };

    check("rustfmt", &mut || {
        process::run(process::cargo_tool("fmt").current_dir(&workspace.root).args(["--all", "--check"]))
    });
    check("clippy (native)", &mut || {
        process::run(process::cargo("clippy").current_dir(&workspace.root).args([
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    for program in wasm::PROGRAMS {
        let name = if program == "worker" { "clippy (worker)" } else { "clippy (panel)" };
        check(name, &mut || {
            process::run(
                wasm::cargo(workspace, "clippy")
                    .args(["--quiet", "--package", "vouch", "--lib", "--bin", program, "--features", program])
                    .args(["--", "-D", "warnings"]),
            )
        });
    }
    // The types of the scripts come from the WASM programs, and the lint wants the whole add-on.
    let mut over = Vec::new();
    check("build", &mut || {
        for (browser, files) in bundle::build(workspace, Profile::Release)? {
            let found = bundle::over_budget(&files)?;
            over.extend(found.into_iter().map(|one| format!("dist/{}: {one}", browser.folder())));
        }
        Ok(())
    });
    check("sizes", &mut || if over.is_empty() { Ok(()) } else { bail!("{}", over.join("\n")) });
    check("types of the scripts", &mut || {
        process::run(Command::new("node").current_dir(&workspace.root).args([
            "node_modules/typescript/bin/tsc",
            "--project",
            "tsconfig.json",
        ]))
    });
    check("manifests", &mut manifests);
    check("add-on lint", &mut || lint(workspace));

    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn manifests() -> Result<()> {
    let mut found = Vec::new();
    for browser in Browser::ALL {
        let manifest = serde_json::to_value(manifest::manifest(browser))?;
        found.extend(manifest::violations(&manifest).into_iter().map(|one| format!("{}: {one}", browser.folder())));
    }
    if found.is_empty() { Ok(()) } else { bail!("{}", found.join("\n")) }
}

/// A message of the lint that stays, and why.
struct Expected {
    code: &'static str,
    file: &'static str,
    _why: &'static str,
}

const EXPECTED: [Expected; 1] = [Expected {
    code: "UNSAFE_VAR_ASSIGNMENT",
    file: "wasm/panel.js",
    _why: "wasm-bindgen's glue has the setter of innerHTML because Yew can; our code may not (clippy.toml)",
}];

/// What Mozilla's reviewers run first. Every message fails, but for the expected.
fn lint(workspace: &Workspace) -> Result<()> {
    let output = Command::new("node")
        .current_dir(&workspace.root)
        .args(["node_modules/addons-linter/bin/addons-linter", "--output", "json", "dist/firefox"])
        .output()?;
    // It exits with 1 when it finds an error; what it found is on its standard output either way.
    let report: Value = match serde_json::from_slice(&output.stdout) {
        Ok(report) => report,
        Err(_) => bail!("addons-linter could not run\n{}", String::from_utf8_lossy(&output.stderr)),
    };
    let mut found = Vec::new();
    for kind in ["errors", "warnings", "notices"] {
        for message in report[kind].as_array().into_iter().flatten() {
            let [code, file, text] = ["code", "file", "message"].map(|key| message[key].as_str().unwrap_or_default());
            if !EXPECTED.iter().any(|expected| expected.code == code && expected.file == file) {
                found.push(format!("{file}: {code}: {text}"));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { bail!("{}", found.join("\n")) }
}
