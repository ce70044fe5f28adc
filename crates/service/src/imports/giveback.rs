//! The person's own workbook with what is wrong in it, written when a job ends, since his file may be gone later. It lies
//! beside the staging files until it is too old; it can hold names and phones.

use super::problems::Problems;
use super::reading::Reading;
use super::run::Order;
use crate::{Service, files};
use api::ApiError;
use documents::decode::FileProblem;
use documents::rework::{self, Mark, Marks};
use documents::table::{Header, STAMP_HEADER};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// A header that was written by us, in any language.
pub(super) fn is_ours(header: &str) -> bool {
    [api::Lang::Zh, api::Lang::En].into_iter().map(crate::words::texts).any(|t| header == t.returned_why() || header == t.returned_how())
}

/// The folder of such workbooks; what lies in it goes when its term is over (`domain::retention::Kept::Files`).
pub(crate) fn folder(staging: &Path) -> PathBuf {
    staging.with_file_name("returned")
}

/// Where the workbook of a job lies.
pub(super) fn path(staging: &Path, job: Uuid) -> PathBuf {
    folder(staging).join(format!("{job}.xlsx"))
}

/// What is to be marked, and in which sheet.
pub(super) struct Giveback {
    sheet: String,
    marks: Marks,
}

/// What is wrong in the file, if it is a workbook and something in it is wrong. `stamp` says that the data is made up.
pub(super) fn of(order: &Order, read: &Reading, problems: &Problems, stamp: Option<&str>) -> Option<Giveback> {
    let sheet = read.sheet.clone().filter(|_| problems.rows > 0)?;
    Some(Giveback { sheet, marks: marks(order.lang, &read.header, read.widest, problems, stamp) })
}

/// What is to be marked: beside the table, whose widest row has so many columns.
pub(crate) fn marks(lang: api::Lang, header: &Header, widest: usize, problems: &Problems, stamp: Option<&str>) -> Marks {
    let texts = crate::words::texts(lang);
    let stamp = stamp.filter(|_| !header.headers.iter().any(|h| h == STAMP_HEADER));
    let mut headers = vec![texts.returned_why(), texts.returned_how()];
    headers.extend(stamp.map(|_| STAMP_HEADER.to_owned()));
    // Where they stood before; else beside everything that stands in the table's rows, notes without a header too.
    let before = header.headers.iter().position(|h| is_ours(h));
    let column = u32::try_from(before.unwrap_or(header.headers.len().max(widest))).unwrap_or(u32::MAX);
    let mut rows: BTreeMap<u64, Mark> = BTreeMap::new();
    for problem in problems.kept() {
        let words = crate::words::problem(&texts, problem);
        let mark = rows.entry(problem.row).or_default();
        mark.columns.extend(problem.field.as_deref().and_then(|f| header.index(f)).and_then(|c| u32::try_from(c).ok()));
        let named = if words.column.is_empty() { words.reason } else { format!("{}：{}", words.column, words.reason) };
        for (all, one) in [(&mut mark.reason, named), (&mut mark.fix, words.fix)] {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(&one);
        }
    }
    Marks { header_row: header.row, column, headers, stamp: stamp.map(str::to_owned), rows }
}

/// Writes it. Whatever hinders that (the file is gone, the disk is full) is no reason to call an import failed whose rows are
/// there: the kept rows are handed back instead.
pub(super) async fn write(service: &Arc<Service>, order: &Order, given: Option<Giveback>) {
    let Some(Giveback { sheet, marks }) = given else { return };
    let target = path(&service.store().location().staging(), order.job);
    let from = order.path.clone();
    let written = tokio::task::spawn_blocking(move || {
        target.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|e| files::unwritable("", &e))?;
        one(&from, &target, "", &sheet, &marks)
    })
    .await;
    let written = written.unwrap_or_else(|panic| Err(files::unwritable("", &std::io::Error::other(panic))));
    if let Err(error) = written {
        tracing::warn!(job = %order.job, %error, "the workbook could not be marked; its rows are handed back without it");
    }
}

/// Writes a workbook with what is wrong in it under a name, once it is whole.
pub(crate) fn one(from: &Path, target: &Path, name: &str, sheet: &str, marks: &Marks) -> Result<(), ApiError> {
    let from = std::fs::File::open(from).map_err(|e| crate::imports::unreadable(name, &e.into()))?;
    let mut file = files::Atomic::create(target, name)?;
    rework::write(from, file.writer(), sheet, marks).map_err(|problem| match problem {
        FileProblem::Io(error) => files::unwritable(name, &error),
        other => files::unwritable(name, &std::io::Error::other(other.to_string())),
    })?;
    file.keep(name)
}
