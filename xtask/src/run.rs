//! `cargo xtask run`: from a checkout to the open window.

use crate::display::{self, Display};
use crate::page::{self, Kind};
use crate::steps::{Steps, succeed};
use crate::{RunArgs, native, screenshot, setup};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the page reports once its figures can be seen.
#[derive(Debug, Deserialize)]
pub(crate) struct Report {
    pub(crate) figures: Vec<Figure>,
    pub(crate) painted_ms: f64,
    pub(crate) marks: Vec<Mark>,
}

/// When something on the way to the figures was done.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Mark {
    pub(crate) name: String,
    pub(crate) at_ms: f64,
}

/// A figure on the screen.
#[derive(Debug, Deserialize)]
pub(crate) struct Figure {
    pub(crate) label: String,
    pub(crate) value: String,
}

pub(crate) fn run(args: &RunArgs) -> Result<()> {
    let real_display = display::is_there() && !args.virtual_display;
    let mut steps = Steps::new(4);
    steps.step("packages", || setup::for_window(!real_display))?;
    let kind = if args.release { Kind::Release } else { Kind::Dev };
    steps.step("page", || page::build(kind))?;
    steps.step("window", || native::build(args.release))?;
    let data = data_folder(args)?;
    steps.step("database", || database(args, &data))?;
    let window = native::program("yimen", args.release);
    if real_display {
        println!("opening the window on {}", data.display());
        let mut command = Command::new(&window);
        command.env("YIMEN_DATA", &data);
        if !args.empty {
            command.env("YIMEN_ENTER_AS", &args.role);
        }
        return succeed(&mut command);
    }
    println!("no display: the window opens in a virtual one");
    let shown = in_virtual_display(&window, &data, (!args.empty).then_some(args.role.as_str()), Duration::from_secs(60))?;
    println!("screenshot: {}", shown.screenshot.display());
    for figure in &shown.report.figures {
        println!("  {}: {}", figure.label, figure.value);
    }
    println!("painted {:.0} ms after the page was opened", shown.report.painted_ms);
    Ok(())
}

fn data_folder(args: &RunArgs) -> Result<PathBuf> {
    let folder = match (&args.data, args.empty) {
        (Some(folder), _) => folder.clone(),
        (None, true) => {
            // Always fresh: the wizard is what is asked for.
            let folder = PathBuf::from("target/empty");
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            folder
        }
        (None, false) => PathBuf::from("target/demo"),
    };
    fs::create_dir_all(&folder)?;
    Ok(std::path::absolute(folder)?)
}

fn database(args: &RunArgs, data: &Path) -> Result<()> {
    if args.empty || data.join("data.sqlite").exists() {
        return Ok(());
    }
    println!("there is no database in {}: making a demonstration", data.display());
    // Made beside and then put in place, so that one that was broken off is not taken for a whole one.
    let part = data.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    succeed(Command::new(native::program("yimenctl", args.release)).arg("--data").arg(&part).args(["demo", "create"]))?;
    for entry in fs::read_dir(&part)? {
        let entry = entry?;
        fs::rename(entry.path(), data.join(entry.file_name()))?;
    }
    fs::remove_dir(&part)?;
    Ok(())
}

/// What a window in a virtual display showed.
pub(crate) struct Shown {
    pub(crate) report: Report,
    pub(crate) screenshot: PathBuf,
    /// From the start of the process to the report.
    pub(crate) after: Duration,
}

/// Opens the window in a virtual display, waits for the page's report, takes a picture and closes it.
pub(crate) fn in_virtual_display(window: &Path, data: &Path, role: Option<&str>, patience: Duration) -> Result<Shown> {
    let display = Display::start()?;
    let report_file = std::path::absolute("target/report.json")?;
    if report_file.exists() {
        fs::remove_file(&report_file)?;
    }
    let log = fs::File::create("target/window.log")?;
    let mut command = Command::new(window);
    display.show(&mut command);
    command.env("YIMEN_DATA", data).env("YIMEN_REPORT", &report_file).stdout(Stdio::from(log.try_clone()?)).stderr(Stdio::from(log));
    if let Some(role) = role {
        command.env("YIMEN_ENTER_AS", role);
    }
    #[expect(clippy::disallowed_methods, reason = "measures the start")]
    let began = Instant::now();
    let mut child = Window(command.spawn().context("the window could not be started")?);
    let report = loop {
        if let Ok(text) = fs::read_to_string(&report_file) {
            break serde_json::from_str::<Report>(&text).context("the page's report")?;
        }
        if let Some(status) = child.0.try_wait()? {
            bail!("the window ended with {status}; its output:\n{}", tail("target/window.log"));
        }
        if began.elapsed() > patience {
            let picture = Path::new("target/timeout.png");
            screenshot::take(&display.name, picture)?;
            bail!(
                "the page did not report within {} s (see {}); output:\n{}",
                patience.as_secs(),
                picture.display(),
                tail("target/window.log")
            );
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let after = began.elapsed();
    // The report comes from the page; the picture needs the compositor to have drawn it.
    std::thread::sleep(Duration::from_millis(700));
    let path = PathBuf::from("target/first-screen.png");
    screenshot::take(&display.name, &path)?;
    Ok(Shown { report, screenshot: path, after })
}

/// A window that is closed when dropped.
struct Window(Child);

impl Drop for Window {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn tail(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
