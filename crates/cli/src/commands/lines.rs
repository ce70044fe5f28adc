//! `call --lines`: one operation many times, a request a line. A reply stands on standard output once its write is safe.

use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::{ApiError, ErrorCode};
use serde_json::{Value, json};
use std::io::BufRead;
use std::path::PathBuf;

pub(crate) async fn run(
    name: &str,
    known: impl Iterator<Item = &(String, PathBuf)>,
    door: &mut Door,
    out: &Output,
) -> Result<Exit, ApiError> {
    let mut files = Named::default();
    for (handle, path) in known {
        files.know(handle, path);
    }
    let mut exit = Exit::Ok;
    let malformed = |e: &dyn std::fmt::Display| ApiError::new(ErrorCode::Malformed).with("detail", e);
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|e| malformed(&e))?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<Value>(&line) {
            Ok(body) => door.call_by_name(name, body, &files).await,
            Err(error) => Err(malformed(&error)),
        };
        match answer {
            Ok(reply) => out.data(&json!({ "ok": reply }).to_string()),
            Err(error) => {
                exit = Exit::of(&error);
                out.data(&json!({ "error": error }).to_string());
            }
        }
    }
    Ok(exit)
}
