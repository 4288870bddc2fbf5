//! Where things are: the workspace and the target directory, whatever the current directory and `CARGO_TARGET_DIR`.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::process;

/// The workspace as cargo sees it.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Where cargo puts what it builds. Not always `target`.
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo, because only cargo knows the rules (environment, configuration files, parent folders).
    pub fn find() -> Result<Self> {
        let output = process::cargo("metadata")
            .args(["--no-deps", "--offline", "--format-version", "1"])
            .output()
            .context("cannot run `cargo metadata`")?;
        ensure!(
            output.status.success(),
            "`cargo metadata` failed; run cargo xtask from inside the repository\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).context("cannot read what `cargo metadata` says")
    }

    /// The folder that holds the unpacked extensions.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder that holds the unpacked extensions which also decode the sandbox's license files.
    pub fn sandbox_dist(&self) -> PathBuf {
        self.dist().join("sandbox")
    }
}
