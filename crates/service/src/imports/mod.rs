//! Importing rating and case files: preview, start, problems, returned rows.

mod dated;
mod directory;
mod extent;
mod history;
mod problems;
mod reading;
mod run;
mod wording;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files;
use crate::jobs::{self, LEASE_SECONDS, Live};
use api::import::{ColumnFound, Preview, Previewed, Problems, ProblemsListed, Returned, Start, Written};
use api::job::{ImportCounts, Job, JobState};
use api::{ApiError, ErrorCode};
pub(crate) use reading::unreadable;

use directory::Directory;
use documents::returned::{ReturnedWriter, Worded};
use domain::import::{FILE_LIMIT, ImportKind, PREVIEW_ROWS, RowProblem};
use run::Order;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{job, meta};
use uuid::Uuid;

/// First rows that the preview shows as they stand.
const SHOWN_ROWS: usize = 20;

fn source(source: Option<&String>) -> Result<Option<String>, ApiError> {
    match source.map(|s| s.trim()).filter(|s| !s.is_empty()) {
        None => Ok(None),
        Some(name) => Ok(Some(crate::ratings::within(name, "source", 1, 100)?.to_owned())),
    }
}

impl Handle for Preview {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Previewed, Failure> {
        let path = cx.path_in(&self.file)?;
        let source = source(self.source.as_ref())?;
        let scopes = cx.access.scopes().to_vec();
        let mut directory = Directory::read(&mut cx.conn().await?, &scopes).await?;
        let (name, kind, now) = (self.file.name.clone(), self.kind, cx.now);
        let previewed = tokio::task::spawn_blocking(move || preview(&mut directory, &path, &name, kind, source.as_deref(), now));
        Ok(previewed.await??)
    }
}

fn preview(
    directory: &mut Directory,
    path: &std::path::Path,
    name: &str,
    kind: ImportKind,
    source: Option<&str>,
    now: domain::time::Instant,
) -> Result<Previewed, ApiError> {
    let mut table = reading::open(path, name, kind)?;
    let checker = reading::Checker::new(kind, &table);
    let columns = table.header.headers.iter().zip(&table.header.fields);
    let columns = columns.map(|(h, f)| ColumnFound { header: h.clone(), field: f.map(str::to_owned) }).collect();
    let source_column = table.header.index("source");
    let (encoding, delimiter) = (table.encoding.name().to_owned(), char::from(table.delimiter).to_string());
    let mut found = Previewed {
        encoding,
        delimiter,
        columns,
        rows: Vec::new(),
        checked: 0,
        problems: Vec::new(),
        bad_rows: 0,
        whole: true,
        sources: Vec::new(),
    };
    let mut sources = BTreeSet::new();
    while let Some((row, record)) = table.next_row().map_err(|e| reading::unreadable(name, &e))? {
        if found.checked == PREVIEW_ROWS as u64 {
            found.whole = false;
            break;
        }
        found.checked += 1;
        if found.rows.len() < SHOWN_ROWS {
            found.rows.push(record.iter().map(problems::shown).collect());
        }
        if let Some(text) = source_column.and_then(|c| record.get(c)).map(str::trim).filter(|t| !t.is_empty())
            && sources.len() < 50
        {
            sources.insert(problems::shown(text));
        }
        if let Err(wrong) = checker.check(directory, record, row, source, now) {
            found.bad_rows += 1;
            found.problems.extend(wrong);
        }
    }
    found.sources = sources.into_iter().collect();
    Ok(found)
}

impl Handle for Start {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Job, Failure> {
        let path = cx.path_in(&self.file)?;
        let source = source(self.source.as_ref())?;
        let gone = |_| ApiError::new(ErrorCode::FileUnreadable).with("name", &self.file.name).with("detail", "gone");
        let size = std::fs::metadata(&path).map_err(gone)?.len();
        if size > FILE_LIMIT {
            return Err(ApiError::new(ErrorCode::FileUnreadable).with("name", &self.file.name).with("detail", "too_large").into());
        }
        let now = cx.now;
        if let Some(days) = self.extent.and_then(|e| e.days)
            && (days.from > days.to || days.to > cx.today())
        {
            return Err(ApiError::invalid("days", if days.from > days.to { "order" } else { "future" }).into());
        }
        let request = serde_json::to_string(&self)?;
        let counts = serde_json::to_string(&ImportCounts::default())?;
        let id = Uuid::now_v7();
        let actor = cx.actor.clone();
        let scopes = cx.access.scopes().to_vec();
        let kind = format!("import.{}", self.kind.code());
        let staging = cx.service.store().location().staging();
        let work = cx.work().await?;
        jobs::interrupt_left_over(work, &staging, now).await?;
        if job::running(&mut work.conn(), now).await?.is_some() {
            return Err(run::running());
        }
        let new = job::NewJob {
            id,
            kind: &kind,
            state: JobState::Checking.code(),
            account: actor.account(),
            by_name: actor.who(),
            file_name: &self.file.name,
            request: &request,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            started: now,
            lease_until: now.plus_seconds(LEASE_SECONDS),
            counts: &counts,
        };
        let job_no = job::begin(&mut work.conn(), &new).await?;
        work.changed("job", Some(id.to_string()));
        let row = job::find(&mut work.conn(), id).await?.ok_or_else(|| Failure::Fault("the job is gone".to_owned()))?;
        cx.note(format!("job:{id}"), Some(json!({ "file": self.file.name, "size": size })));
        let order = Order {
            job: id,
            job_no,
            kind: self.kind,
            path,
            name: self.file.name,
            source,
            taking: self.taking,
            differing: self.differing,
            extent: self.extent.unwrap_or_default(),
            actor,
            scopes,
        };
        let service = Arc::clone(cx.service);
        cx.then(move || {
            let live = Arc::new(Live::default());
            service.jobs.add(id, Arc::clone(&live));
            let handle = tokio::spawn(run::run(Arc::clone(&service), order, live));
            service.jobs.keep_handle(id, handle);
        });
        jobs::told(cx.service, row)
    }
}

impl Handle for Problems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ProblemsListed, Failure> {
        let limit = crate::ratings::page(self.limit)?;
        let row = jobs::visible(cx, self.job).await?;
        let total = job::problem_count(&mut cx.conn().await?, row.no).await?;
        let kept = job::problems(&mut cx.conn().await?, row.no, 0, limit).await?;
        let problems = kept.iter().map(|(_, problem, _)| serde_json::from_str(problem)).collect::<Result<_, _>>()?;
        Ok(ProblemsListed { problems, total: u64::try_from(total).unwrap_or(0) })
    }
}

/// Problems read at a time while they are written.
const RETURNED_PAGE: i64 = 1_000;

impl Handle for Returned {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let path = cx.path_out(&self.out)?;
        let row = jobs::visible(cx, self.job).await?;
        let header = meta::get(&mut cx.conn().await?, &format!("job_header:{}", row.no)).await?;
        let header: Vec<String> = header.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
        let texts = crate::words::texts(cx.lang);
        let stamp = crate::ratings::stamp(cx).await?;
        let unwritable = |e: std::io::Error| files::unwritable(&self.out.name, &e);
        let mut out = files::Atomic::create(&path, &self.out.name)?;
        let mut writer = ReturnedWriter::new(out.writer(), crate::words::returned_headers(&texts), &header, stamp).map_err(unwritable)?;
        let (mut after, mut rows) = (0, 0);
        loop {
            let page = job::problems(&mut cx.conn().await?, row.no, after, RETURNED_PAGE).await?;
            let Some((last, ..)) = page.last() else { break };
            after = *last;
            for (_, problem, cells) in &page {
                let problem: RowProblem = serde_json::from_str(problem)?;
                let cells: Vec<String> = serde_json::from_str(cells)?;
                let worded: Worded = crate::words::problem(&texts, &problem);
                writer.write(problem.row, &problem.value, &worded, &cells).map_err(unwritable)?;
                rows += 1;
            }
        }
        writer.finish().map_err(unwritable)?;
        out.keep(&self.out.name)?;
        cx.note(format!("job:{}", self.job), Some(json!({ "file": self.out.name, "rows": rows })));
        let now = cx.now;
        let work = cx.work().await?;
        job::history::fetched(&mut work.conn(), self.job, now).await?;
        work.changed("job", Some(self.job.to_string()));
        Ok(Written { rows })
    }
}
