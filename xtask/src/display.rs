//! A virtual display for machines without one.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running Xvfb; ended when dropped.
pub(crate) struct Display {
    server: Child,
    /// `:7`
    pub(crate) name: String,
}

/// Whether the person has a display.
pub(crate) fn is_there() -> bool {
    cfg!(not(target_os = "linux")) || std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some()
}

impl Display {
    /// Starts one on a free number, large enough for the window.
    pub(crate) fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-dpi", "96"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started")?;
        let out = server.stdout.take().context("Xvfb says nothing")?;
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number)?;
        if number.trim().is_empty() {
            // It has ended; its end is waited for so that nothing is left.
            let _ = server.wait();
            bail!("Xvfb found no display number");
        }
        Ok(Self { server, name: format!(":{}", number.trim()) })
    }

    /// Has a command show its windows here.
    pub(crate) fn show(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
