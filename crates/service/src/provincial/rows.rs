//! Editions and rows as they cross the door: lists, and one row beside the item here.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use api::page::{Edges, Total};
use api::provincial::{Counts, Earlier, Edition, ListRows, Row, RowFilter, RowShown, Rows, ShowRow};
use api::{ErrorCode, Permission};
use domain::catalogue::item::FIELDS;
use domain::catalogue::provincial::{Decision, EditionId, RowId, Standing, assumed, begun, claimed, differing, stopped};
use jiff::civil::Date;
use store::Conn;
use store::catalogue::item;
use store::catalogue::provincial::{self as stored};

/// Most rows of a page.
const PAGE: u32 = 200;

/// Editions with the counts of their rows; the newest first.
pub(super) async fn told(conn: &mut Conn<'_>, editions: Vec<stored::Edition>) -> Result<Vec<Edition>, Failure> {
    let tallies = stored::tallies(conn).await?;
    let told = |(at, edition): (usize, stored::Edition)| {
        let counted = |how: Decision| {
            let mut counts = Counts::default();
            for (_, what, _, n) in tallies.iter().filter(|(id, _, decision, _)| *id == edition.id && *decision == how) {
                *counts.of_mut(*what) += *n;
            }
            counts
        };
        Edition {
            open: counted(Decision::Open),
            claimed: counted(Decision::Claimed),
            declined: counted(Decision::Declined),
            is_current: at == 0,
            id: edition.id,
            name: edition.name,
            issued_on: edition.issued_on,
            paper: edition.paper,
            file_name: edition.file_name,
            file_hash: edition.file_hash,
            loaded_by: edition.loaded_by,
            loaded_at: edition.loaded_at,
        }
    };
    Ok(editions.into_iter().enumerate().map(told).collect())
}

/// A row as it crosses the door.
pub(super) fn row(row: stored::Row) -> Row {
    Row {
        id: row.id,
        file_row: row.file_row,
        what: row.standing,
        matched: row.matched,
        base_code: row.base_code,
        code: row.code,
        name: row.name,
        kind: row.kind,
        body_name: row.body_name,
        body: row.body,
        item: row.item,
        fields: row.fields,
        decision: row.decision,
        reason: row.reason,
        decided_by: row.decided_by,
        decided_at: row.decided_at,
        version: row.version,
    }
}

/// The filter as the store takes it.
pub(super) fn filter(asked: &RowFilter, edition: EditionId) -> stored::RowFilter {
    stored::RowFilter { edition, text: asked.text.trim().to_owned(), decision: asked.decision, body: asked.body, what: asked.what.clone() }
}

impl Handle for ListRows {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rows, Failure> {
        let (limit, at) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, |text| text.parse().ok().map(RowId))?);
        let conn = &mut cx.conn().await?;
        let edition = match self.filter.edition {
            Some(id) => Some(stored::edition(conn, id).await?.ok_or(ErrorCode::NotFound)?.id),
            None => stored::current(conn).await?.map(|edition| edition.id),
        };
        let Some(edition) = edition else {
            let total = Total { n: 0, exact: true };
            return Ok(Rows { edition: None, rows: Vec::new(), edges: Edges::default(), total, counts: Counts::default() });
        };
        let filter = filter(&self.filter, edition);
        let mut counts = Counts::default();
        for (what, n) in stored::counts(conn, &filter).await? {
            *counts.of_mut(what) = n;
        }
        let fit = |what: &Standing| filter.what.is_empty() || filter.what.contains(what);
        let n = Standing::ALL.iter().filter(|what| fit(what)).map(|what| counts.of(*what)).sum();
        let page = stored::page(conn, &filter, at, limit).await?;
        let edges = lists::around(page.before, page.after, |id| id.0.to_string());
        Ok(Rows { edition: Some(edition), rows: page.rows.into_iter().map(row).collect(), edges, total: Total { n, exact: true }, counts })
    }
}

impl Handle for ShowRow {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<RowShown, Failure> {
        let conn = &mut cx.conn().await?;
        let whole = stored::find(conn, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let edition = stored::edition(conn, whole.edition).await?.ok_or(ErrorCode::NotFound)?;
        let is_current = stored::current(conn).await?.is_some_and(|current| current.id == edition.id);
        let earlier = stored::earlier(conn, &whole).await?;
        let item = match whole.row.item {
            Some(id) => item::find(conn, id).await?.filter(|item| item.version > 0),
            None => None,
        };
        let told: Vec<&str> = edition.told.iter().map(String::as_str).collect();
        let is_new = whole.row.standing == Standing::New;
        // Of what was decided, what it was then is told; a new one had nothing.
        let now = || item.as_ref().map(|item| item.fields.clone()).filter(|_| !is_new);
        let before = whole.before.clone().or_else(now);
        let after = match (&whole.content, &before) {
            (Some(content), Some(before)) => claimed(before, content, &told),
            (Some(content), None) => begun(content, whole.row.body),
            (None, Some(before)) => stopped(before),
            (None, None) => return Err(ErrorCode::NotFound.into()),
        };
        let differing = match &before {
            // That it has to be checked anew follows from every change.
            Some(before) => differing(before, &after, FIELDS.into_iter().filter(|field| *field != "verified")),
            None => Vec::new(),
        };
        let assumed = match (&before, &whole.content) {
            (None, Some(content)) => assumed(content, &after),
            _ => Vec::new(),
        };
        let earlier = earlier.map(|(edition, decision, reason)| Earlier { edition, decision, reason });
        Ok(RowShown { row: row(whole.row), edition: edition.name, is_current, before, after, differing, assumed, item, earlier })
    }
}

/// How many rows of the newest edition nobody has decided about, for whoever keeps the catalogue, and when it was loaded.
pub(crate) async fn to_decide(cx: &mut Cx<'_>) -> Result<(i64, Option<Date>), Failure> {
    if cx.access_for(Permission::Catalogue).is_none() {
        return Ok((0, None));
    }
    let conn = &mut cx.conn().await?;
    let Some(edition) = stored::current(conn).await? else { return Ok((0, None)) };
    let loaded = edition.loaded_at.day();
    let filter =
        stored::RowFilter { edition: edition.id, text: String::new(), decision: Some(Decision::Open), body: None, what: Vec::new() };
    let counts = stored::counts(conn, &filter).await?;
    // What is the same here as there asks for nothing.
    let n = counts.into_iter().filter(|(what, _)| *what != Standing::Same).map(|(_, n)| n).sum();
    Ok((n, Some(loaded)))
}
