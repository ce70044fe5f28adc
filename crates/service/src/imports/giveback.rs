//! The person's own workbook with what is wrong in it, written when a job ends, since his file may be gone later. It lies
//! beside the staging files until it is too old; it can hold names and phones.

use super::problems::Problems;
use super::reading::Reading;
use super::run::Order;
use crate::Service;
use crate::failure::Failure;
use documents::rework::{self, Mark, Marks};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// For how many days such workbooks are kept.
pub(crate) const KEPT_DAYS: u64 = 30;

/// A header that was written by us, in any language.
pub(super) fn is_ours(header: &str) -> bool {
    [api::Lang::Zh, api::Lang::En].into_iter().map(crate::words::texts).any(|t| header == t.returned_why() || header == t.returned_how())
}

/// Where the workbook of a job lies.
pub(super) fn path(staging: &Path, job: Uuid) -> PathBuf {
    staging.with_file_name("returned").join(format!("{job}.xlsx"))
}

/// Writes it, if the file is a workbook and something in it is wrong. A file that can't be written again (it is gone, the
/// disk is full) is no reason to lose an import: the kept rows are handed back instead.
pub(super) async fn write(service: &Arc<Service>, order: &Order, read: &Reading, problems: &Problems) -> Result<(), Failure> {
    let Some(sheet) = read.sheet.clone().filter(|_| problems.rows > 0) else { return Ok(()) };
    let texts = crate::words::texts(order.lang);
    let ours = [texts.returned_why(), texts.returned_how()];
    let header = &read.header;
    let before = header.headers.iter().position(|h| is_ours(h));
    let column = u32::try_from(before.unwrap_or(header.headers.len())).unwrap_or(u32::MAX);
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
    let marks = Marks { header_row: header.row, column, headers: ours, rows };
    let target = path(&service.store().location().staging(), order.job);
    let from = order.path.clone();
    let written = tokio::task::spawn_blocking(move || one(&from, &target, &sheet, &marks)).await?;
    if let Err(error) = written {
        tracing::warn!(job = %order.job, error, "the workbook could not be marked; its rows are handed back without it");
    }
    Ok(())
}

fn one(from: &Path, target: &Path, sheet: &str, marks: &Marks) -> Result<(), String> {
    let told = |e: &dyn std::fmt::Display| e.to_string();
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(|e| told(&e))?;
    }
    let part = target.with_extension("part");
    let done = std::fs::File::open(from).and_then(|from| Ok((from, std::fs::File::create(&part)?))).map_err(|e| told(&e));
    let done = done.and_then(|(from, to)| rework::write(from, to, sheet, marks).map_err(|e| told(&e)));
    let done = done.and_then(|()| std::fs::rename(&part, target).map_err(|e| told(&e)));
    if done.is_err() {
        // It may never have come into being.
        let _ = std::fs::remove_file(&part);
    }
    done
}

/// Removes the workbooks that are older than some days, and those that were broken off; how many. They hold personal data.
pub(crate) fn forget_older(staging: &Path, days: u64, now: SystemTime) -> std::io::Result<usize> {
    let folder = staging.with_file_name("returned");
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut gone = 0;
    for entry in entries {
        let entry = entry?;
        let age = entry.metadata()?.modified().ok().and_then(|at| now.duration_since(at).ok()).unwrap_or_default();
        if age > Duration::from_secs(days * 86_400) {
            std::fs::remove_file(entry.path())?;
            gone += 1;
        }
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_workbooks_go() {
        let folder = tempfile::tempdir().unwrap();
        let staging = folder.path().join("staging");
        assert_eq!(forget_older(&staging, 30, SystemTime::UNIX_EPOCH).unwrap(), 0);
        let kept = path(&staging, Uuid::nil());
        std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
        std::fs::write(&kept, "names and phones").unwrap();
        let made = std::fs::metadata(&kept).unwrap().modified().unwrap();
        assert_eq!(forget_older(&staging, 30, made + Duration::from_secs(30 * 86_400)).unwrap(), 0);
        assert_eq!(forget_older(&staging, 30, made + Duration::from_secs(31 * 86_400)).unwrap(), 1);
        assert!(!kept.exists());
    }
}
