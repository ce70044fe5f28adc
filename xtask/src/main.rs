//! `cargo xtask run | test | check | bench | soak | fuzz | notices | bundle`: everything that is done with this repository.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod axe;
mod bench;
mod bundle;
mod check;
mod display;
mod driver;
mod fuzz;
mod journeys;
mod native;
mod notices;
mod page;
mod parts;
mod postgres;
mod run;
mod screenshot;
mod setup;
mod soak;
mod steps;
mod test;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Runs, tests, checks and measures Yimen")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what is missing, builds, makes a demonstration database if there is none, and opens the window.
    Run(RunArgs),
    /// Runs every check and every test there is, the real window's included.
    Test,
    /// Format, lints native and wasm, dependency directions, licences.
    Check,
    /// Builds the page alone, into target/page.
    Page {
        /// Small and optimised.
        #[arg(long)]
        release: bool,
    },
    /// Measures, prints a table and writes target/bench.json.
    Bench(bench::BenchArgs),
    /// Uses the real window for a long time, and writes what memory it takes to target/soak.json.
    Soak(soak::SoakArgs),
    /// Hostile bytes for every parser of what comes from outside, with libFuzzer.
    Fuzz {
        /// For how long each target runs.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// Only this target.
        target: Option<String>,
    },
    /// Writes the licences of all libraries that a package carries into target/THIRD-PARTY.txt.
    Notices,
    /// Makes a package for this system with the Tauri CLI, unpacks it and tries it.
    Bundle {
        /// Has dpkg install it for that, and remove it again.
        #[arg(long)]
        install: bool,
    },
}

/// Options of `run`.
#[derive(Args, Clone)]
struct RunArgs {
    /// Optimised build.
    #[arg(long)]
    release: bool,
    /// No demonstration data: the first-run wizard.
    #[arg(long)]
    empty: bool,
    /// Folder of the district.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Role to enter a demonstration as.
    #[arg(long = "as", default_value = "leader")]
    role: String,
    /// Opens the window in a virtual display even if there is a real one, and leaves after the screenshot.
    #[arg(long)]
    virtual_display: bool,
}

fn main() -> Result<()> {
    std::env::set_current_dir(root())?;
    match Cli::parse().task {
        Task::Run(args) => run::run(&args),
        Task::Test => test::test(),
        Task::Check => check::check(),
        Task::Page { release } => {
            setup::for_page()?;
            page::build(if release { page::Kind::Release } else { page::Kind::Dev }).map(|_| ())
        }
        Task::Bench(args) => bench::bench(&args),
        Task::Soak(args) => soak::soak(&args),
        Task::Fuzz { seconds, target } => fuzz::fuzz(seconds, target.as_deref()),
        Task::Notices => {
            println!("{}", notices::write()?.display());
            Ok(())
        }
        Task::Bundle { install } => bundle::bundle(install),
    }
}

/// The repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), PathBuf::from)
}
