//! Texts on their way: page by page, counted by stage, and what of them waits for the caller; and what was in force on a day.

use super::eyes::Eyes;
use super::sets::told_all;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items::PAGE;
use crate::lists;
use api::duty::{DraftCounts, StageCount};
use api::item::{CountReleases, ItemsThen, ListItemsThen, ListReleases, Releases};
use api::page::{Edges, Total};
use api::{ApiError, Permission};
use domain::duty::flow::Stage;
use jiff::civil::Date;
use store::catalogue::release::{self, Which};

/// Stages in which nothing is decided: an item is handed in by whoever keeps the list, so nothing is proposed.
const OPEN: [Stage; 4] = [Stage::Draft, Stage::Review, Stage::Approved, Stage::Planned];

impl Handle for ListReleases {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Releases, Failure> {
        let (limit, at) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?);
        if self.stage.is_some_and(|stage| !stage.is_open()) {
            return Err(ApiError::invalid("stage", "duty_decided").into());
        }
        let eyes = Eyes::of(cx).await?;
        if !eyes.sees_drafts() {
            return Ok(Releases { releases: Vec::new(), edges: Edges::default(), total: Total { n: 0, exact: true } });
        }
        let (asker, which) = (eyes.asker(), Which { waiting: self.waiting, stage: self.stage });
        let conn = &mut cx.conn().await?;
        let n = release::counts(conn, &asker, which).await?.into_iter().map(|(_, n, _)| n).sum();
        let page = release::page(conn, &asker, which, &at, limit).await?;
        let edges = lists::around(page.before, page.after, lists::placed);
        let releases = told_all(conn, &eyes, &page.rows).await?;
        Ok(Releases { releases, edges, total: Total { n, exact: true } })
    }
}

/// The texts as the store asks for them; what is to come is in force on no day yet.
pub(crate) fn then(asked: &ItemsThen, today: Date) -> Result<release::Then, ApiError> {
    if asked.on > today {
        return Err(ApiError::invalid("on", "future").with("max", today));
    }
    Ok(release::Then { on: asked.on, text: asked.text.clone(), body: asked.body })
}

impl Handle for ListItemsThen {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Releases, Failure> {
        let (limit, at) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?);
        let then = then(&self.then, cx.today())?;
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let n = release::count_then(conn, &then).await?;
        let page = release::page_then(conn, &then, &at, limit).await?;
        let edges = lists::around(page.before, page.after, lists::placed);
        let releases = told_all(conn, &eyes, &page.rows).await?;
        Ok(Releases { releases, edges, total: Total { n, exact: true } })
    }
}

impl Handle for CountReleases {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DraftCounts, Failure> {
        let eyes = Eyes::of(cx).await?;
        if !eyes.sees_drafts() {
            return Ok(DraftCounts::default());
        }
        let (asker, conn) = (eyes.asker(), &mut cx.conn().await?);
        let all = release::counts(conn, &asker, Which::default()).await?;
        let mine = release::counts(conn, &asker, Which { waiting: true, stage: None }).await?;
        let of = |counts: &[(Stage, i64, domain::time::Instant)], stage| counts.iter().find(|one| one.0 == stage).map_or(0, |one| one.1);
        let stages = OPEN.into_iter().map(|stage| StageCount { stage, n: of(&all, stage), waiting: of(&mine, stage) });
        Ok(DraftCounts { stages: stages.collect() })
    }
}

/// How many texts wait for the caller, and the day of the one that has waited longest.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<(i64, Option<Date>), Failure> {
    if cx.access_for(Permission::Catalogue).is_none() && cx.access_for(Permission::DutyReview).is_none() {
        return Ok((0, None));
    }
    let asker = Eyes::of(cx).await?.asker();
    let counts = release::counts(&mut cx.conn().await?, &asker, Which { waiting: true, stage: None }).await?;
    Ok((counts.iter().map(|one| one.1).sum(), counts.iter().map(|one| one.2).min().map(|at| at.day())))
}
