//! `yimenctl`: the console from a script.
//!
//! Standard output carries data only; words go to standard error. Exit codes are part of the interface, see
//! [`exit::Exit`].

mod args;
mod commands;
mod door;
mod exit;
mod files;
mod output;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match args::Args::of_program() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not errors; they go where clap sends them.
            let code = if error.use_stderr() { exit::Exit::Usage } else { exit::Exit::Ok };
            let _ = error.print();
            return code.into();
        }
    };
    let out = output::Output::new(&args);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            out.complain(&error.to_string());
            return exit::Exit::Internal.into();
        }
    };
    match runtime.block_on(commands::run(&args, &out)) {
        Ok(exit) => exit.into(),
        Err(error) => out.error(&error).into(),
    }
}
