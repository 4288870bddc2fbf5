//! `cargo xtask`: everything the project does to itself, without a script in any other language.
//!
//! One module a command, and four beneath them: [`args`] reads the command line, [`workspace`] knows where things are,
//! [`process`] runs other programs, [`setup`] fetches what is missing.

mod args;
mod bundle;
mod check;
mod demo;
mod deny;
mod fuzz;
mod inspect;
mod manifest;
mod panel_html;
mod process;
mod sandbox;
mod sbom;
mod setup;
mod test;
mod trunk;
mod wasm;
mod workspace;

use std::process::ExitCode;

use args::Task;
use workspace::Workspace;

fn main() -> ExitCode {
    if trunk::is_bindgen() {
        return trunk::bindgen();
    }
    let task = match args::parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("cargo xtask: {error}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(code) => code,
        Err(error) => {
            // The whole chain: what was tried, and then what went wrong with it.
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Help => print!("{}", args::USAGE),
        // Needs nothing but the file it is given: no workspace, no set-up.
        Task::Inspect(options) => return Ok(inspect::run(&options)),
        Task::Build(profile) => bundle::run(&Workspace::find()?, profile)?,
        Task::Check => check::run(&Workspace::find()?)?,
        Task::Deny => deny::run(&Workspace::find()?)?,
        Task::Sbom => sbom::run(&Workspace::find()?)?,
        Task::Faults => test::faults(&Workspace::find()?)?,
        Task::Fuzz(options) => fuzz::run(&Workspace::find()?, &options)?,
        Task::Trunk(args) => trunk::run(&Workspace::find()?, &args)?,
        Task::Test(options) => test::run(&Workspace::find()?, &options)?,
        Task::Sandbox(options) => sandbox::run(&Workspace::find()?, &options)?,
        Task::Demo(options) => demo::run(&Workspace::find()?, &options)?,
    }
    Ok(ExitCode::SUCCESS)
}
