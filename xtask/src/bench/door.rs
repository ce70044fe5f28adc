//! One operation asked many times, as a door asks it: `yimenctl call --lines` keeps the database open and the session.

use super::ctl;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Instant;

/// An open door for one operation; closed when dropped.
pub(super) struct Door {
    child: Child,
    requests: Option<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

impl Door {
    /// Opens a demonstration for an operation, with the files that requests name by their handles. When it returns, somebody is
    /// signed in and the database is open.
    pub(super) fn open(data: &Path, operation: &str, files: &[(&str, &Path)]) -> Result<Self> {
        let mut command = ctl(data);
        command.args(["--json", "call", "--lines", operation, "-"]);
        for (handle, file) in files {
            command.arg("--in").arg(format!("{handle}={}", file.display()));
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("yimenctl could not be started")?;
        let (requests, replies) = (child.stdin.take(), child.stdout.take().context("yimenctl says nothing")?);
        let mut door = Self { child, requests, replies: BufReader::new(replies) };
        // It fits no operation; its answer, an error, says that the door is open.
        door.send(&json!({}))?;
        Ok(door)
    }

    /// The reply, and the milliseconds from the request to the reply.
    pub(super) fn ask(&mut self, request: &Value) -> Result<(Value, f64)> {
        let (mut answer, ms) = self.send(request)?;
        match answer.get_mut("ok") {
            Some(reply) => Ok((reply.take(), ms)),
            None => bail!("{request} was refused: {answer}"),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "measures")]
    fn send(&mut self, request: &Value) -> Result<(Value, f64)> {
        let line = format!("{request}\n");
        let mut reply = String::new();
        let began = Instant::now();
        let requests = self.requests.as_mut().context("the door is closed")?;
        requests.write_all(line.as_bytes())?;
        requests.flush()?;
        self.replies.read_line(&mut reply)?;
        let ms = began.elapsed().as_secs_f64() * 1e3;
        Ok((serde_json::from_str(&reply).with_context(|| format!("an answer: {reply:?}"))?, ms))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // The end of the requests is the end of the program.
        self.requests = None;
        let _ = self.child.wait();
    }
}
