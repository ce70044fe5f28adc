//! Earlier imports as a list, and whether their returned rows still need somebody.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists::{self, EXPORT_PAGE};
use crate::{jobs, words};
use api::import::{ExportHistory, History, HistoryFilter, Import, ListHistory, Settle, Written};
use api::{ApiError, Done};
use domain::time::Instant;
use serde_json::json;
use store::job::history::{self, HistoryRow};
use store::walk::{Ask, Way};

async fn stored<'f>(cx: &mut Cx<'_>, filter: &'f HistoryFilter) -> Result<history::Filter<'f>, Failure> {
    if filter.text.chars().count() > 100 {
        return Err(ApiError::invalid("text", "too_long").with("limit", 100).into());
    }
    let account = if jobs::is_for_the_district(cx).await? { None } else { cx.actor.account() };
    let kind = match filter.kind.map(domain::import::ImportKind::code) {
        Some("ratings") => "import.ratings",
        Some("cases") => "import.cases",
        // A kind without jobs of its own finds none.
        Some(other) => other,
        None => "",
    };
    let states = filter.states.iter().map(|state| state.code()).collect();
    Ok(history::Filter { account, kind, states, text: &filter.text, open_only: filter.open_only })
}

fn told(cx: &Cx<'_>, row: HistoryRow) -> Result<Import, Failure> {
    Ok(Import { job: jobs::told(cx.service, row.job)?, settled: row.settled })
}

impl Handle for ListHistory {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<History, Failure> {
        let (limit, ask) = (lists::limit(self.limit, 500)?, lists::ask(&self.page)?);
        let way = lists::order(self.sort.as_ref(), Way::Down, &[("started", true, Way::Down), ("started", false, Way::Up)])?;
        let filter = stored(cx, &self.filter).await?;
        let page = history::page(&mut cx.conn().await?, &filter, way, ask, limit).await?;
        let edges = lists::edges(&page);
        Ok(History { jobs: page.rows.into_iter().map(|row| told(cx, row)).collect::<Result<_, _>>()?, edges })
    }
}

impl Handle for ExportHistory {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let filter = stored(cx, &self.filter).await?;
        let (mut rows, mut ask) = (Vec::new(), Some(Ask::First));
        while let Some(asked) = ask {
            let page = history::page(&mut cx.conn().await?, &filter, Way::Down, asked, EXPORT_PAGE).await?;
            ask = lists::next(&page);
            for row in page.rows {
                let Import { job, .. } = told(cx, row)?;
                let counts = [job.counts.read, job.counts.taken, job.counts.identical, job.counts.replaced, job.counts.returned];
                let mut cells = vec![job.file, job.kind, words::job_state(job.state, &t), job.started.text()];
                cells.push(job.ended.map(Instant::text).unwrap_or_default());
                cells.extend(counts.map(|n| n.to_string()));
                cells.push(job.by);
                rows.push(cells);
            }
        }
        let headers = [
            t.import_history_file(),
            t.import_history_kind(),
            t.import_history_state(),
            t.import_history_when(),
            t.import_history_ended(),
            t.import_count_read(),
            t.import_count_taken(),
            t.import_count_identical(),
            t.import_count_replaced(),
            t.import_count_returned(),
            t.import_history_by(),
        ];
        lists::write(cx, &self.out, &headers, rows.into_iter(), json!(self.filter)).await
    }
}

impl Handle for Settle {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let now = cx.now;
        cx.work().await?;
        jobs::visible(cx, self.job).await?;
        let work = cx.work().await?;
        history::settled(&mut work.conn(), self.job, now).await?;
        work.changed("job", Some(self.job.to_string()));
        cx.note(format!("job:{}", self.job), None);
        Ok(Done {})
    }
}
