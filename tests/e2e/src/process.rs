//! A browser's processes and its files: started together, and gone together.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

use crate::error::{Error, Result};
use crate::wait::wait_until;

/// The full path of the first of `programs` on PATH.
pub(crate) fn which(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    programs
        .iter()
        .find_map(|program| std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file()))
}

/// A fresh directory for one browser: its home, its profile, its output.
pub(crate) struct Den {
    dir: TempDir,
}

impl Den {
    pub(crate) fn new() -> Result<Self> {
        let dir = tempfile::Builder::new()
            .prefix("vouch-e2e-")
            .tempdir()
            .map_err(Error::io("making a directory for the browser"))?;
        for name in ["home", "profile"] {
            fs::create_dir(dir.path().join(name)).map_err(Error::io(format!("making the browser's {name}")))?;
        }
        Ok(Self { dir })
    }

    pub(crate) fn profile(&self) -> PathBuf {
        self.dir.path().join("profile")
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn output(&self) -> String {
        let text = fs::read(self.output_file()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    fn output_file(&self) -> PathBuf {
        self.dir.path().join("output.log")
    }

    /// Starts the program as the leader of its own process group, at home in this directory.
    pub(crate) fn start(self, mut command: Command, what: &'static str) -> Result<Pack> {
        let starting = || Error::io(format!("starting {what}"));
        let output = File::create(self.output_file()).map_err(starting())?;
        let errors = output.try_clone().map_err(starting())?;
        // With a home of its own, no browser reads or writes anything of the user's. Only the way to the display stays.
        if let (None, Some(home)) = (std::env::var_os("XAUTHORITY"), std::env::home_dir()) {
            let authority = home.join(".Xauthority");
            if authority.is_file() {
                command.env("XAUTHORITY", authority);
            }
        }
        let leader = command
            .env("HOME", self.dir.path().join("home"))
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME")
            .env_remove("XDG_DATA_HOME")
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .process_group(0)
            .spawn()
            .map_err(starting())?;
        let guard = guard(leader.id(), self.dir.path());
        let mut pack = Pack { leader, guard: None, den: self };
        pack.guard = Some(guard?);
        Ok(pack)
    }
}

/// Ctrl-C ends a test run without running any `Drop`. This shell, in a group of its own, notices that we are gone
/// by the end of its standard input, and cleans up in our stead.
fn guard(leader: u32, dir: &Path) -> Result<Child> {
    Command::new("sh")
        .args(["-c", r#"read -r _; kill -s KILL -- "-$1"; sleep 1; rm -rf -- "$2""#, "guard"])
        .arg(leader.to_string())
        .arg(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(Error::io("starting the guard of the browser's processes"))
}

/// A browser's processes. Dropped, they are killed and their files removed.
pub(crate) struct Pack {
    leader: Child,
    guard: Option<Child>,
    pub(crate) den: Den,
}

impl Pack {
    /// The leader has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.leader.try_wait(), Ok(None))
    }

    /// Gives the leader a moment to end by itself, which it was asked to.
    pub(crate) fn let_end(&mut self, patience: Duration) {
        // In vain is fine: what has not ended by itself is killed.
        let _ = wait_until("the browser's end", patience, || Ok(self.has_ended().then_some(())));
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        // First the guard: after the leader is reaped, its number may become another's.
        if let Some(guard) = &mut self.guard {
            let _ = guard.kill();
            let _ = guard.wait();
        }
        if let Ok(Some(group)) = i32::try_from(self.leader.id()).map(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.leader.wait();
        // A dying process may still write while its directory is being removed.
        let dir = self.den.dir.path().to_owned();
        let _ = wait_until("the browser's files to go", Duration::from_secs(2), || {
            let _ = fs::remove_dir_all(&dir);
            Ok((!dir.exists()).then_some(()))
        });
    }
}
