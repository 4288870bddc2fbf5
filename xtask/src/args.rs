//! The command line.

use std::{ffi::OsString, path::PathBuf};

use lexopt::{Arg, Parser, ValueExt};
use vouch_e2e::Kind;
use vouch_sandbox::portal::Markup;

use crate::{demo, fuzz, inspect, sandbox, test, wasm::Profile};

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  build [--dev]                       the extension, unpacked: dist/chrome and dist/firefox
                                      (--dev: quick to build, large, with names for the debugger)
  check                               formatting, clippy (native and WASM), types of the scripts, manifests, add-on lint
  deny                                the rules of deny.toml for what the project depends on, and known advisories
  sbom                                what is linked into the two WASM programs, as CycloneDX: dist/sbom
  test [--native | --e2e] [FILTER…]   every test, or one part; browsers are installed when they are missing
  demo [--browser chromium|firefox] [--headless] [--proof PROOF]
                                      walks through one ticket in a real browser, against the sandbox; PROOF is what
                                      its customer sent: license-id, activation-code, license-file or usage-export
  sandbox [--port N] [--markup v2|v3] a customers portal and a Zendesk on loopback, until Ctrl-C
  inspect --url URL [--status N] FILE what the portal's reader sees in a saved page, as one JSON object
  faults                              a fault at every place of a walk (storage, worker, requests), as a table
  fuzz [--seconds N] [TARGET…]        every fuzz target, or these, for 60 or N seconds each
  trunk ARGS…                         Trunk, which builds and serves the panel by itself: trunk serve, trunk build
  help                                this text

Each command first fetches what it needs and does not find: the WASM target, the npm tools, the browsers,
cargo-deny, cargo-fuzz, Trunk.
";

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Task {
    /// Print the usage.
    Help,
    /// Build the extension.
    Build(Profile),
    /// Check everything that needs no browser.
    Check,
    /// Check what the project depends on.
    Deny,
    /// List what is linked.
    Sbom,
    /// Try a fault at every place of a walk.
    Faults,
    /// Run the fuzz targets.
    Fuzz(fuzz::Options),
    /// Run Trunk with these arguments.
    Trunk(Vec<OsString>),
    /// Run the tests.
    Test(test::Options),
    /// Show it.
    Demo(demo::Options),
    /// Serve the sandbox.
    Sandbox(sandbox::Options),
    /// Read one saved page.
    Inspect(inspect::Options),
}

/// Reads the command line. The error is one sentence for the user.
pub fn parse(mut args: Parser) -> Result<Task, lexopt::Error> {
    let Some(command) = args.next()? else {
        return Err("which command?".into());
    };
    match command {
        Arg::Short('h') | Arg::Long("help") => Ok(Task::Help),
        Arg::Value(command) => match command.string()?.as_str() {
            "help" => nothing_more(args, Task::Help),
            "check" => nothing_more(args, Task::Check),
            "deny" => nothing_more(args, Task::Deny),
            "sbom" => nothing_more(args, Task::Sbom),
            "faults" => nothing_more(args, Task::Faults),
            "fuzz" => fuzzing(args),
            "trunk" => Ok(Task::Trunk(args.raw_args()?.collect())),
            "build" => build(args),
            "test" => tests(args),
            "demo" => demonstration(args),
            "sandbox" => serve(args),
            "inspect" => read(args),
            other => Err(format!("there is no command `{other}`").into()),
        },
        other => Err(other.unexpected()),
    }
}

fn nothing_more(mut args: Parser, task: Task) -> Result<Task, lexopt::Error> {
    match args.next()? {
        None => Ok(task),
        Some(arg) => help_or_unexpected(arg),
    }
}

/// `--help` behind any command prints the whole usage: it is short.
fn help_or_unexpected(arg: Arg) -> Result<Task, lexopt::Error> {
    match arg {
        Arg::Short('h') | Arg::Long("help") => Ok(Task::Help),
        other => Err(other.unexpected()),
    }
}

fn build(mut args: Parser) -> Result<Task, lexopt::Error> {
    let mut profile = Profile::Release;
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("release") => profile = Profile::Release,
            Arg::Long("dev") => profile = Profile::Dev,
            other => return help_or_unexpected(other),
        }
    }
    Ok(Task::Build(profile))
}

fn tests(mut args: Parser) -> Result<Task, lexopt::Error> {
    let mut options = test::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("native") => options.part = Some(test::Part::Native),
            Arg::Long("e2e") => options.part = Some(test::Part::EndToEnd),
            Arg::Value(filter) => options.filters.push(filter.string()?),
            other => return help_or_unexpected(other),
        }
    }
    Ok(Task::Test(options))
}

fn fuzzing(mut args: Parser) -> Result<Task, lexopt::Error> {
    let mut options = fuzz::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("seconds") => options.seconds = args.value()?.parse()?,
            Arg::Value(target) => options.targets.push(target.string()?),
            other => return help_or_unexpected(other),
        }
    }
    Ok(Task::Fuzz(options))
}

fn demonstration(mut args: Parser) -> Result<Task, lexopt::Error> {
    let mut options = demo::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("browser") => {
                options.browser = match args.value()?.string()?.as_str() {
                    "chromium" => Kind::Chromium,
                    "firefox" => Kind::Firefox,
                    other => return Err(format!("--browser is chromium or firefox, not `{other}`").into()),
                }
            }
            Arg::Long("headless") => options.headless = true,
            Arg::Long("proof") => {
                let name = args.value()?.string()?;
                let proof = demo::Proof::ALL.into_iter().find(|proof| proof.name() == name);
                options.proof = proof.ok_or_else(|| {
                    let names = demo::Proof::ALL.map(demo::Proof::name).join(", ");
                    format!("--proof is one of {names}, not `{name}`")
                })?;
            }
            other => return help_or_unexpected(other),
        }
    }
    Ok(Task::Demo(options))
}

fn serve(mut args: Parser) -> Result<Task, lexopt::Error> {
    let mut options = sandbox::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("port") => options.port = args.value()?.parse()?,
            Arg::Long("markup") => {
                options.markup = match args.value()?.string()?.as_str() {
                    "v2" => Markup::V2,
                    "v3" => Markup::V3,
                    other => return Err(format!("--markup is v2 or v3, not `{other}`").into()),
                }
            }
            other => return help_or_unexpected(other),
        }
    }
    Ok(Task::Sandbox(options))
}

fn read(mut args: Parser) -> Result<Task, lexopt::Error> {
    let (mut url, mut status, mut file) = (None, 200, None);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("url") => url = Some(args.value()?.string()?),
            Arg::Long("status") => status = args.value()?.parse()?,
            Arg::Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return help_or_unexpected(other),
        }
    }
    let url = url.ok_or("inspect needs --url: the address the page was read from")?;
    let file = file.ok_or("inspect needs a FILE: the page as it was saved")?;
    Ok(Task::Inspect(inspect::Options { url, status, file }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Task, String> {
        super::parse(Parser::from_args(line.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn commands_and_their_options() {
        assert_eq!(parse("help"), Ok(Task::Help));
        assert_eq!(parse("demo --help"), Ok(Task::Help));
        assert_eq!(parse("deny"), Ok(Task::Deny));
        assert_eq!(parse("sbom"), Ok(Task::Sbom));
        assert_eq!(parse("trunk build --release"), Ok(Task::Trunk(vec!["build".into(), "--release".into()])));
        assert_eq!(parse("faults"), Ok(Task::Faults));
        assert_eq!(parse("fuzz"), Ok(Task::Fuzz(fuzz::Options::default())));
        assert_eq!(
            parse("fuzz --seconds 1200 zendesk session"),
            Ok(Task::Fuzz(fuzz::Options { seconds: 1200, targets: vec!["zendesk".into(), "session".into()] }))
        );
        assert_eq!(parse("build"), Ok(Task::Build(Profile::Release)));
        assert_eq!(parse("build --dev"), Ok(Task::Build(Profile::Dev)));
        assert_eq!(
            parse("test --native reader trap"),
            Ok(Task::Test(test::Options {
                part: Some(test::Part::Native),
                filters: vec!["reader".into(), "trap".into()]
            }))
        );
        assert_eq!(
            parse("demo --browser firefox --headless"),
            Ok(Task::Demo(demo::Options { browser: Kind::Firefox, headless: true, ..demo::Options::default() }))
        );
        for proof in demo::Proof::ALL {
            let options = demo::Options { proof, ..demo::Options::default() };
            assert_eq!(parse(&format!("demo --proof {}", proof.name())), Ok(Task::Demo(options)));
        }
        assert_eq!(
            parse("sandbox --port 8443 --markup v2"),
            Ok(Task::Sandbox(sandbox::Options { port: 8443, markup: Markup::V2 }))
        );
        assert_eq!(
            parse("inspect --url https://customers.gitlab.com/admin/license/1 --status 404 page.html"),
            Ok(Task::Inspect(inspect::Options {
                url: "https://customers.gitlab.com/admin/license/1".into(),
                status: 404,
                file: "page.html".into()
            }))
        );
    }

    #[test]
    fn bad_usage_is_one_sentence() {
        let said = |line| parse(line).unwrap_err();
        insta::assert_snapshot!(
            [
                said(""),
                said("bulid"),
                said("build --relaese"),
                said("check now"),
                said("demo --browser opera"),
                said("demo --proof invoice"),
                said("sandbox --port high"),
                said("sandbox --markup v4"),
                said("inspect page.html"),
                said("inspect --url https://customers.gitlab.com/admin"),
                said("inspect --url https://customers.gitlab.com/admin --status ok page.html"),
                said("inspect --url https://customers.gitlab.com/admin one.html two.html"),
            ]
            .join("\n"),
            @r#"
            which command?
            there is no command `bulid`
            invalid option '--relaese'
            unexpected argument "now"
            --browser is chromium or firefox, not `opera`
            --proof is one of license-id, activation-code, license-file, usage-export, not `invoice`
            cannot parse argument "high": invalid digit found in string
            --markup is v2 or v3, not `v4`
            inspect needs --url: the address the page was read from
            inspect needs a FILE: the page as it was saved
            cannot parse argument "ok": invalid digit found in string
            unexpected argument "two.html"
            "#
        );
    }
}
