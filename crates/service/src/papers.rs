//! Papers as files: DOCX to go on writing in, PDF to print and to keep, which a program of its own sets.
//!
//! ```ignore
//! papers::keep(cx, &self.out, &paper).await?;   // the ending of its name says which
//! ```

use crate::context::Cx;
use crate::failure::Failure;
use crate::files::{self, Atomic};
use api::{ApiError, ErrorCode, OutFile};
use documents::paper::{self, Block, Paper, Words};
use domain::catalogue::parts::PartColumn;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use texts::Texts;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

/// The program that sets PDF; see the crate `typeset`.
const PROGRAM: &str = "yimen-typeset";

/// It ends so where the machine has no Chinese letters.
const NO_LETTERS: i32 = 3;

/// The longest list takes a minute; what takes longer will not end.
const PATIENCE: Duration = Duration::from_secs(600);

/// A row of a table.
pub(crate) fn cells<const N: usize>(cells: [String; N]) -> Vec<Words> {
    cells.into_iter().map(Words::from).collect()
}

/// How a sheet begins: that it is made up, where it is.
pub(crate) fn stamped(stamp: Option<&str>) -> Vec<Block> {
    stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect()
}

/// 落款: the office and the day stay blank, since the paper is signed later.
pub(crate) fn signature(t: &Texts) -> [Block; 2] {
    [Block::Signed(t.supervision_paper_seal()), Block::Signed(t.supervision_paper_day())]
}

/// Writes a paper whole or not at all.
pub(crate) async fn keep(cx: &mut Cx<'_>, out: &OutFile, paper: &Paper) -> Result<(), Failure> {
    let path = cx.path_out(out)?;
    let unwritable = |e: std::io::Error| files::unwritable(&out.name, &e);
    // Set first, so that a paper that can't be set leaves the folder alone.
    let set =
        if is_pdf(&out.name) { Some(set(paper::to_set(paper, cx.lang == api::Lang::Zh, cx.today()), &out.name).await?) } else { None };
    let mut file = Atomic::create(&path, &out.name)?;
    match set {
        Some(pdf) => file.writer().write_all(&pdf).map_err(unwritable)?,
        None => paper::write(paper, file.writer()).map_err(unwritable)?,
    }
    Ok(file.keep(&out.name)?)
}

/// Writes a paper whole or not at all, and notes what it tells.
pub(crate) async fn written(cx: &mut Cx<'_>, out: &OutFile, paper: &Paper, rows: u64, mut told: Value) -> Result<(), Failure> {
    keep(cx, out, paper).await?;
    if let Value::Object(map) = &mut told {
        map.insert("rows".to_owned(), json!(rows));
    }
    cx.note(format!("file:{}", out.name), Some(told));
    Ok(())
}

/// Rows of a part, each by its first cell; cells that say nothing are left out. `words` gives name and words of a cell by its column.
pub(crate) fn rows(columns: &[PartColumn], rows: Vec<Vec<String>>, words: impl Fn(&str, &str) -> (String, String)) -> Block {
    let row = |cells: Vec<String>| {
        let mut cells = columns.iter().zip(cells);
        let title = cells.next().map(|(_, cell)| cell).unwrap_or_default();
        let rest = cells.filter(|(_, cell)| !cell.trim().is_empty());
        (title, rest.map(|(column, cell)| words(column.key, &cell)).collect())
    };
    Block::Rows(rows.into_iter().map(row).collect())
}

fn is_pdf(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// A paper as PDF.
async fn set(json: serde_json::Result<Vec<u8>>, name: &str) -> Result<Vec<u8>, Failure> {
    let json = json.map_err(std::io::Error::other).map_err(|e| files::unwritable(name, &e))?;
    let unset = |detail: &str| ApiError::new(ErrorCode::FileUnwritable).with("name", name).with("detail", detail);
    let program = program().ok_or_else(|| unset("no_typeset"))?;
    let begun = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // Whoever goes away while it waits needs no paper.
        .kill_on_drop(true)
        .spawn();
    let child = begun.map_err(|_| unset("no_typeset"))?;
    let ended = tokio::time::timeout(PATIENCE, through(child, &json)).await.map_err(|_| unset("not_set"))?;
    let (status, pdf, said) = ended.map_err(|e| files::unwritable(name, &e))?;
    if status.success() {
        return Ok(pdf);
    }
    tracing::error!(status = %status, said = %said.trim(), "a paper was not set");
    Err(unset(if status.code() == Some(NO_LETTERS) { "no_letters" } else { "not_set" }).into())
}

/// Gives it the paper while what it writes is read: neither waits for the other.
async fn through(mut child: tokio::process::Child, json: &[u8]) -> std::io::Result<(ExitStatus, Vec<u8>, String)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let give = async {
        if let Some(mut stdin) = stdin {
            // It ends early where it can't set papers at all; why is said by how it ends.
            let _ = stdin.write_all(json).await;
        }
    };
    let take = async {
        let mut pdf = Vec::new();
        if let Some(mut stdout) = stdout {
            stdout.read_to_end(&mut pdf).await?;
        }
        std::io::Result::Ok(pdf)
    };
    let hear = async {
        let mut said = String::new();
        if let Some(mut stderr) = stderr {
            stderr.read_to_string(&mut said).await?;
        }
        std::io::Result::Ok(said)
    };
    let ((), pdf, said) = tokio::join!(give, take, hear);
    Ok((child.wait().await?, pdf?, said?))
}

/// It stands beside this program, on macOS among the resources; tests are one folder deeper.
fn program() -> Option<PathBuf> {
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let this = std::env::current_exe().ok()?;
    let folders = this.ancestors().skip(1).take(2);
    folders.flat_map(|folder| [folder.join(&name), folder.join("Resources").join(&name)]).find(|path| path.is_file())
}
