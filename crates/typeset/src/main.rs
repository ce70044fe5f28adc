//! Sets a paper: its JSON on the standard input, a PDF on the standard output.
//!
//! ```text
//! yimen-typeset [--fonts FOLDER]… < paper.json > paper.pdf
//! ```
//!
//! The JSON, and the pictures behind it, are what `documents::paper::to_set` writes; how it looks is settled in `paper.typ`. What goes wrong is said on the standard
//! error, and the program ends with 1, or with 3 where no Chinese letters were found: without them a paper would be full of boxes.
//! It is a program by itself because typst takes minutes to compile, and so that a paper which cannot be set takes no window with it.

mod set;

use clap::Parser;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The program ends with it where no Chinese letters were found.
const NO_LETTERS: u8 = 3;

/// Sets a paper: JSON on the standard input, PDF on the standard output.
#[derive(Parser)]
#[command(name = "yimen-typeset", version)]
struct Arguments {
    /// A folder with letters that are looked for before those of the system.
    #[arg(long)]
    fonts: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // Nobody is left to tell if this can't be written either.
            let _ = writeln!(std::io::stderr(), "{problem}");
            if matches!(problem, set::Problem::NoLetters) { NO_LETTERS.into() } else { ExitCode::FAILURE }
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), set::Problem> {
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input)?;
    let pdf = set::pdf(&input, &arguments.fonts)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&pdf)?;
    out.flush()?;
    Ok(())
}
