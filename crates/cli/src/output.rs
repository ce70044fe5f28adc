//! What is said, and where: data on standard output, words on standard error.

#![expect(clippy::print_stderr, reason = "the output of a program for the terminal")]

use crate::args::{Args, LangArg};
use crate::exit::Exit;
use api::{ApiError, ErrorCode};
use serde::Serialize;
use std::io::{IsTerminal, Write};
use texts::Texts;

/// A line on standard output. Where it can't be written (whoever read it has gone, its disk is full) nothing more can be said
/// there, and whoever waits for it must not take this for an end.
fn put(text: &str) {
    if let Err(error) = writeln!(std::io::stdout().lock(), "{text}") {
        eprintln!("yimenctl: {error}");
        std::process::exit(i32::from(Exit::Unavailable as u8));
    }
}

/// Says things in the person's language, or as JSON.
pub(crate) struct Output {
    json: bool,
    texts: Texts,
}

impl Output {
    pub(crate) fn new(args: &Args) -> Self {
        let lang = match args.lang {
            LangArg::Zh => texts::Lang::Zh,
            LangArg::En => texts::Lang::En,
        };
        Self { json: args.json, texts: Texts::load(lang) }
    }

    /// Whether results are wanted as JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// The words.
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Data.
    pub(crate) fn data(&self, text: &str) {
        put(text);
    }

    /// Data as JSON.
    pub(crate) fn value(&self, value: &impl Serialize) {
        if let Ok(text) = serde_json::to_string_pretty(value) {
            put(&text);
        }
    }

    /// Words beside the data.
    pub(crate) fn say(&self, text: &str) {
        eprintln!("{text}");
    }

    /// Progress, where somebody can see it.
    pub(crate) fn progress(text: &str) {
        if std::io::stderr().is_terminal() {
            eprint!("\r\x1b[2K{text}");
        }
    }

    /// Ends a line of progress.
    pub(crate) fn progress_done() {
        if std::io::stderr().is_terminal() {
            eprintln!();
        }
    }

    /// An error without a code.
    pub(crate) fn complain(&self, text: &str) {
        eprintln!("yimenctl: {text}");
    }

    /// An error, and the exit code for it.
    pub(crate) fn error(&self, error: &ApiError) -> Exit {
        if self.json {
            if let Ok(text) = serde_json::to_string(&serde_json::json!({ "error": error })) {
                put(&text);
            }
        } else {
            let code = serde_json::to_value(error.code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
            match texts::error::words(&code, &error.args, &self.texts) {
                Some(words) => eprintln!("yimenctl: {} {}", words.what, words.how),
                None => eprintln!("yimenctl: {error}"),
            }
            // Whoever wrote the request has to know where it is wrong.
            if error.code == ErrorCode::Malformed {
                eprintln!("  {}", error.arg("detail"));
            }
            if let Some(field) = &error.field {
                eprintln!("  {field}: {}", error.arg("rule"));
            }
        }
        Exit::of(error)
    }
}
