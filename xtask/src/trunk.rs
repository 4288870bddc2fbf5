//! `cargo xtask trunk`: Trunk, which builds and serves the panel by itself (Trunk.toml).
//!
//! Trunk starts a program called `wasm-bindgen`. xtask is that program, too, when it is called by this name: it links
//! wasm-bindgen in the version of Cargo.lock, so nothing else has to be installed. (The lock file of the crate
//! wasm-bindgen-cli names a version that not every registry has, so it could be installed only without its lock.)

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, bail};

use crate::{
    process, setup,
    wasm::{self, Profile},
    workspace::Workspace,
};

/// The version that fits the pinned toolchain.
const VERSION: &str = "0.21.14";

/// The name that Trunk looks for on the PATH.
const BINDGEN: &str = "wasm-bindgen";

/// Runs Trunk with these arguments, such as `serve`.
pub fn run(workspace: &Workspace, args: &[OsString]) -> Result<()> {
    setup::wasm_target(workspace)?;
    let trunk = setup::tool(workspace, "trunk", VERSION)?;
    let folder = workspace.target.join("xtask/trunk");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // A copy, because a link is not everywhere to be had.
    let bindgen = folder.join(format!("{BINDGEN}{}", env::consts::EXE_SUFFIX));
    fs::copy(env::current_exe()?, &bindgen).with_context(|| format!("cannot write {}", bindgen.display()))?;

    let before = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once(folder).chain(env::split_paths(&before)))?;
    process::replace_by(Command::new(trunk).current_dir(&workspace.root).args(args).env("PATH", path))
}

/// Whether this process was started by the name of wasm-bindgen.
pub fn is_bindgen() -> bool {
    env::args_os().next().is_some_and(|name| Path::new(&name).file_stem() == Some(OsStr::new(BINDGEN)))
}

/// Does what wasm-bindgen does for Trunk.
pub fn bindgen() -> ExitCode {
    let done = Asked::parse(env::args().skip(1)).and_then(|asked| match asked {
        Asked::Version => {
            println!("{BINDGEN} {}", version(include_str!("../../Cargo.lock"))?);
            Ok(())
        }
        Asked::Bind { name, out, module } => {
            let bytes = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
            wasm::bindgen(&name, bytes, Profile::Dev, &out)
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{BINDGEN}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What Trunk wants.
#[derive(Debug, PartialEq)]
enum Asked {
    Version,
    Bind { name: String, out: PathBuf, module: PathBuf },
}

impl Asked {
    /// Reads the arguments as Trunk writes them. One that it does not write by the lines in static/panel.html is an
    /// error, because it would be left undone.
    fn parse(args: impl Iterator<Item = String>) -> Result<Self> {
        let (mut name, mut out, mut module) = (None, None, None);
        for arg in args {
            match arg.split_once('=') {
                None if arg == "--version" => return Ok(Self::Version),
                None if arg == "--no-typescript" => {}
                Some(("--target", "web")) => {}
                Some(("--out-name", text)) => name = Some(text.to_owned()),
                Some(("--out-dir", text)) => out = Some(PathBuf::from(text)),
                _ if !arg.starts_with('-') => module = Some(PathBuf::from(arg)),
                _ => bail!("the argument {arg} is not known here"),
            }
        }
        match (name, out, module) {
            (Some(name), Some(out), Some(module)) => Ok(Self::Bind { name, out, module }),
            _ => bail!("--out-name, --out-dir and a module are needed"),
        }
    }
}

/// The version of wasm-bindgen in a Cargo.lock.
fn version(lock: &str) -> Result<&str> {
    let package =
        lock.split("[[package]]").find(|package| package.lines().any(|line| line == "name = \"wasm-bindgen\""));
    let version = package.and_then(|package| package.lines().find_map(|line| line.strip_prefix("version = \"")));
    version.and_then(|text| text.strip_suffix('"')).context("Cargo.lock names no wasm-bindgen")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Asked, String> {
        Asked::parse(line.split_whitespace().map(str::to_owned)).map_err(|error| error.to_string())
    }

    #[test]
    fn bindgen_understands_what_trunk_asks() {
        assert_eq!(parse("--version"), Ok(Asked::Version));
        let bind = Asked::Bind { name: "panel-1".into(), out: "target/out".into(), module: "target/panel.wasm".into() };
        let line = "--target=web --out-dir=target/out --out-name=panel-1 target/panel.wasm --no-typescript";
        assert_eq!(parse(line), Ok(bind));
        assert_eq!(parse(&format!("{line} --weak-refs")), Err("the argument --weak-refs is not known here".into()));
        assert_eq!(parse("--target=nodejs"), Err("the argument --target=nodejs is not known here".into()));
        assert!(parse("--target=web target/panel.wasm").is_err());
    }

    #[test]
    fn bindgen_version_is_the_locked_one() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version(lock).unwrap(), "0.2.130");
        assert!(version("").is_err());
        let manifest = include_str!("../Cargo.toml");
        let ours = version(include_str!("../../Cargo.lock")).unwrap();
        assert!(manifest.contains(&format!("wasm-bindgen-cli-support = \"={ours}\"")), "{ours}");
    }
}
