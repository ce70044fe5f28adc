//! What is drafted and reviewed: page by page, counted by stage, and what of it waits for the caller.

use super::beside::Beside;
use super::eyes::Eyes;
use super::{PAGE, version};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use api::duty::{CountDrafts, DraftCounts, Drafts, ListDrafts, StageCount};
use api::{ApiError, Permission};
use domain::duty::flow::Stage;
use store::duty::drafts::{self, Count, Which};

/// Stages in which nothing is decided.
fn open() -> impl Iterator<Item = Stage> {
    Stage::ALL.iter().copied().filter(|stage| stage.is_open())
}

impl Handle for ListDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Drafts, Failure> {
        let (limit, ask) = (lists::limit(self.limit, PAGE)?, lists::ask(&self.page)?);
        let stages: Vec<Stage> = match self.stage {
            Some(stage) if !stage.is_open() => return Err(ApiError::invalid("stage", "duty_decided").into()),
            Some(stage) => vec![stage],
            None => open().collect(),
        };
        let eyes = Eyes::of(cx).await?;
        if !eyes.is_drafting() {
            return Ok(Drafts { drafts: Vec::new(), edges: Default::default() });
        }
        let which = if self.waiting { Which::Waiting } else { Which::Seen };
        let conn = &mut cx.conn().await?;
        let page = drafts::page(conn, &eyes.asker(), &stages, which, ask, limit).await?;
        let beside = Beside::of(conn, &page.rows).await?;
        let edges = lists::edges(&page);
        Ok(Drafts { drafts: page.rows.iter().map(|head| version(head, &eyes, &beside)).collect(), edges })
    }
}

impl Handle for CountDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DraftCounts, Failure> {
        let eyes = Eyes::of(cx).await?;
        let mut stages = Vec::new();
        if eyes.is_drafting() {
            let (asker, conn) = (eyes.asker(), &mut cx.conn().await?);
            for stage in open() {
                let n = drafts::count(conn, &asker, stage, Which::Seen).await?.n;
                // What nobody sees waits for nobody.
                let waiting = if n == 0 { 0 } else { drafts::count(conn, &asker, stage, Which::Waiting).await?.n };
                stages.push(StageCount { stage, n, waiting });
            }
        }
        Ok(DraftCounts { stages })
    }
}

/// How many versions wait for the caller, and the day of the one that has waited longest.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<(i64, Option<jiff::civil::Date>), Failure> {
    if cx.access_for(Permission::Duties).is_none() && cx.access_for(Permission::DutyReview).is_none() {
        return Ok((0, None));
    }
    let asker = Eyes::of(cx).await?.asker();
    let conn = &mut cx.conn().await?;
    let mut all = Count::default();
    for stage in open() {
        let of = drafts::count(conn, &asker, stage, Which::Waiting).await?;
        let oldest = [all.oldest, of.oldest].into_iter().flatten().min();
        all = Count { n: all.n + of.n, oldest };
    }
    Ok((all.n, all.oldest.map(|at| at.day())))
}
