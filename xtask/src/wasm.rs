//! From Rust to the two WASM programs: cargo, then wasm-bindgen, then wasm-opt.
//!
//! cargo knows by itself when nothing changed. The other two are skipped when a stamp beside their output says that
//! it was made from the same module in the same way.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

use crate::{process, workspace::Workspace};

/// The file that says how the rest of a folder was made.
pub const STAMP: &str = "stamp";

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The two programs. Each is a binary of the root package, and a feature of the same name.
pub const PROGRAMS: [&str; 2] = ["worker", "panel"];

/// What Chromium and Firefox both run; `--all-features` makes modules that Chromium refuses.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What ships: the `wasm` profile of the root Cargo.toml, through wasm-opt.
    Release,
    /// Quick to build: cargo's `dev` profile, with the names a debugger wants.
    Dev,
}

impl Profile {
    fn cargo(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Dev => "dev",
        }
    }

    /// cargo calls the folder of `dev` by its old name.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Dev => "debug",
        }
    }
}

/// A cargo command for the WASM target, with its flags already set so that every such command shares one cache.
pub fn cargo(workspace: &Workspace, command: &str) -> Command {
    let mut cargo = process::cargo(command);
    cargo.current_dir(&workspace.root).args(["--target", TARGET]);
    // Panic messages hold the paths of sources. Those of the machine that builds are nobody's business, and would make
    // every machine's module another one.
    let mut flags = vec![remap(&workspace.root, "vouch")];
    flags.extend(unpacked_crates().iter().map(|folder| remap(folder, "crates")));
    // In this form, with its own separator, a path may hold a space. It also stands in for the user's own RUSTFLAGS,
    // which are not meant for what ships. With a `--target`, cargo keeps it from what runs on this machine.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    cargo
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

/// Where cargo unpacks what it downloads: one folder a registry.
fn unpacked_crates() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let entries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let mut folders: Vec<_> = entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

/// Builds one program; the answer is the folder with its `.js`, `_bg.wasm` and types.
pub fn build(workspace: &Workspace, program: &str, profile: Profile) -> Result<PathBuf> {
    process::step(&format!("compile {program}"), || {
        process::run(
            cargo(workspace, "build")
                .args(["--quiet", "--package", "vouch", "--bin", program, "--features", program])
                .args(["--profile", profile.cargo()]),
        )
    })?;
    let module = workspace.target.join(TARGET).join(profile.folder()).join(format!("{program}.wasm"));
    let bytes = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;

    let out = workspace.target.join("xtask").join(profile.folder()).join(program);
    let stamp = stamp(workspace, &bytes, profile)?;
    let stamp_file = out.join(STAMP);
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(out);
    }
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    process::step(&format!("wasm-bindgen {program}"), || bindgen(program, bytes, profile, &out))?;
    if profile == Profile::Release {
        let module = out.join(format!("{program}_bg.wasm"));
        process::step(&format!("wasm-opt {program}"), || optimize(workspace, &module))?;
    }
    // Last, so that a build that broke off is not taken for a whole one.
    fs::write(&stamp_file, stamp).with_context(|| format!("cannot write {}", stamp_file.display()))?;
    Ok(out)
}

/// Binds a program; `trunk.rs` has the same done for Trunk.
pub fn bindgen(program: &str, bytes: Vec<u8>, profile: Profile, out: &Path) -> Result<()> {
    let dev = profile == Profile::Dev;
    Bindgen::new()
        .input_bytes(program, bytes)
        .web(true)?
        // `init()` finds the module beside its glue by itself.
        .omit_default_module_path(false)
        .typescript(true)
        .debug(dev)
        .keep_debug(dev)
        .remove_name_section(!dev)
        .remove_producers_section(true)
        // The worker's loader starts a program that broke anew.
        .reset_state_function(program == "worker")
        .generate(out)
        .with_context(|| format!("wasm-bindgen cannot process the program `{program}`"))
}

fn optimize(workspace: &Workspace, module: &Path) -> Result<()> {
    // The package's wasm-opt is itself WASM inside a script for node, so it is the same on every machine.
    process::run_quietly(
        Command::new("node")
            .arg(workspace.root.join("node_modules/binaryen/bin/wasm-opt"))
            .args(WASM_OPT)
            .arg(module)
            .arg("-o")
            .arg(module),
    )
}

/// Everything that the outcome depends on, in one line.
fn stamp(workspace: &Workspace, bytes: &[u8], profile: Profile) -> Result<String> {
    #[derive(Deserialize)]
    struct Package {
        version: String,
    }
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    // How it is done: this file. The version of wasm-bindgen stands in the module, which cargo built with the same.
    include_str!("wasm.rs").hash(&mut hasher);
    let optimizer = match profile {
        Profile::Dev => "none".to_owned(),
        Profile::Release => {
            let file = workspace.root.join("node_modules/binaryen/package.json");
            let text = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let package: Package = serde_json::from_slice(&text)?;
            format!("{} {}", package.version, WASM_OPT.join(" "))
        }
    };
    Ok(format!("{:016x} wasm-opt {optimizer}\n", hasher.finish()))
}
