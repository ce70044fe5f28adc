//! 可办矩阵: at which service points items are done; read by everybody inside, written by whoever edits those points.

mod plan;
mod write;

pub(crate) use write::taken_back;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items::filter;
use crate::{lists, words};
use api::availability::{
    Coverage, ExportMatrix, ItemCovered, ItemOffered, ItemOffers, ListOffers, Matrix, MatrixItem, MatrixPoint, OfferRow, OfferRows,
    OfferedAt, Offers, PointCovered, PointOffers, ROWS_LIMIT, ShowCoverage, ShowItemOffers, ShowMatrix, ShowPointOffers, SuspendedAt,
};
use api::import::Written;
use api::{ApiError, ErrorCode, Permission};
use domain::catalogue::availability::{OfferState, UNFIT_TEXT, cell_text};
use domain::catalogue::item::ItemId;
use domain::point::PointId;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashSet;
use store::catalogue::availability::{self as rows, Cells};
use store::point;

/// The points whose cells the caller may edit: those of his grants that are not limited to one body.
async fn editable(cx: &mut Cx<'_>, day: Date) -> Result<Vec<rows::MatrixPoint>, Failure> {
    let Some(access) = cx.access_for(Permission::Points) else { return Ok(Vec::new()) };
    let mut all: Vec<rows::MatrixPoint> = Vec::new();
    for scope in access.scopes().iter().filter(|scope| scope.body().is_none()) {
        for point in rows::points(&mut cx.conn().await?, scope, day).await? {
            if !all.iter().any(|known| known.id == point.id) {
                all.push(point);
            }
        }
    }
    Ok(all)
}

impl Handle for ShowMatrix {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Matrix, Failure> {
        let on = self.on.unwrap_or_else(|| cx.today());
        let scope = cx.scope_at(self.place).await?;
        let editable: HashSet<PointId> = editable(cx, on).await?.into_iter().map(|point| point.id).collect();
        let filter = filter(cx, &self.filter).await?;
        let conn = &mut cx.conn().await?;
        let points = rows::points(conn, &scope, on).await?;
        let items = rows::items(conn, &filter).await?;
        let undescribed = rows::undescribed(conn).await?;
        let point = |point: rows::MatrixPoint| {
            let rows::MatrixPoint { id, place, town, kind, name, active } = point;
            MatrixPoint { editable: editable.contains(&id), id, place, town, kind, name, active }
        };
        let item = |rows::MatrixItem { id, code, name, handled }| MatrixItem { id, code, name, handled };
        Ok(Matrix { on, points: points.into_iter().map(point).collect(), items: items.into_iter().map(item).collect(), undescribed })
    }
}

/// A row as it crosses the door, points in their order.
fn row(item: ItemId, cells: Cells, on: Date) -> OfferRow {
    let mut row = OfferRow { item, offered: Vec::new(), planned: Vec::new(), suspended: Vec::new() };
    for (point, offer) in cells {
        let offer = offer.on(on);
        match offer.state {
            OfferState::Offered => row.offered.push(point),
            OfferState::Planned => row.planned.push(point),
            OfferState::Suspended => row.suspended.push(SuspendedAt { point, reason: offer.reason, until: offer.until }),
        }
    }
    row.offered.sort_unstable();
    row.planned.sort_unstable();
    row.suspended.sort_unstable_by_key(|at| at.point);
    row
}

impl Handle for ListOffers {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<OfferRows, Failure> {
        if self.items.len() > ROWS_LIMIT {
            return Err(ApiError::invalid("items", "too_many").with("max", ROWS_LIMIT).into());
        }
        let on = self.on.unwrap_or_else(|| cx.today());
        let scope = cx.scope_at(self.place).await?;
        let found = rows::rows(&mut cx.conn().await?, &scope, &self.items).await?;
        let rows = self.items.into_iter().map(|item| row(item, found.get(&item).cloned().unwrap_or_default(), on)).collect();
        Ok(OfferRows { rows })
    }
}

impl Handle for ExportMatrix {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let on = self.on.unwrap_or_else(|| cx.today());
        let scope = cx.scope_at(self.place).await?;
        let t = words::texts(cx.lang);
        let filter = filter(cx, &self.filter).await?;
        let conn = &mut cx.conn().await?;
        let points = rows::points(conn, &scope, on).await?;
        let items = rows::items(conn, &filter).await?;
        let mut cells = Vec::with_capacity(items.len());
        for some in items.chunks(ROWS_LIMIT) {
            let ids: Vec<ItemId> = some.iter().map(|item| item.id).collect();
            let found = rows::rows(conn, &scope, &ids).await?;
            cells.extend(ids.iter().map(|id| found.get(id).cloned().unwrap_or_default()));
        }
        let headers: Vec<String> =
            [t.item_code(), t.item_name()].into_iter().chain(points.iter().map(|point| point.name.clone())).collect();
        let table = items.iter().zip(cells).map(|(item, cells)| {
            let said = |point: &rows::MatrixPoint| match item.handled.unfit(point.kind) {
                Some(_) => UNFIT_TEXT.to_owned(),
                None => cell_text(cells.get(&point.id).cloned().map(|offer| offer.on(on)).as_ref()),
            };
            [item.code.clone(), item.name.clone()].into_iter().chain(points.iter().map(said)).collect()
        });
        let told = json!({ "place": self.place, "filter": self.filter, "on": domain::day::text(on) });
        lists::write(cx, &self.out, &headers, table, told).await
    }
}

impl Handle for ShowCoverage {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Coverage, Failure> {
        let on = self.on.unwrap_or_else(|| cx.today());
        let scope = cx.scope_at(self.place).await?;
        let filter = filter(cx, &self.filter).await?;
        let conn = &mut cx.conn().await?;
        let rows::Coverage { points, items } = rows::coverage(conn, &scope, &filter, on).await?;
        let n = |rows::Counts { offered, planned, suspended }| Offers { offered, planned, suspended };
        Ok(Coverage {
            points: points.into_iter().map(|(point, counts)| PointCovered { point, n: n(counts) }).collect(),
            items: items.into_iter().map(|(item, counts)| ItemCovered { item, n: n(counts) }).collect(),
        })
    }
}

impl Handle for ShowItemOffers {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ItemOffers, Failure> {
        let today = cx.today();
        let conn = &mut cx.conn().await?;
        let Some(item) = rows::item(conn, self.item).await? else {
            // Known by files of ratings alone: nothing is said of it.
            rows::name(conn, self.item).await?.ok_or(ErrorCode::NotFound)?;
            return Ok(ItemOffers { due: 0, points: Vec::new() });
        };
        let kinds = rows::kinds(conn, today).await?;
        let due = kinds.into_iter().filter(|(kind, _)| item.handled.is_due_at(*kind)).map(|(_, n)| n).sum();
        let at = rows::of_item(conn, self.item, today).await?;
        let fits = at.into_iter().filter(|at| item.handled.unfit(at.kind).is_none());
        let points = fits.map(|at| {
            let rows::At { id, place, town, kind, name, address, phone, hours, active, offer } = at;
            OfferedAt { id, place, town, kind, name, address, phone, hours, active, offer: offer.on(today) }
        });
        Ok(ItemOffers { due, points: points.collect() })
    }
}

impl Handle for ShowPointOffers {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PointOffers, Failure> {
        let today = cx.today();
        let place = point::place_of(&mut cx.conn().await?, self.point).await?.ok_or(ErrorCode::NotFound)?;
        let scope = cx.scope_at(place).await?;
        let items = rows::of_point(&mut cx.conn().await?, &scope, self.point).await?;
        let due = items.iter().filter(|item| item.is_due).count();
        let item = |rows::Of { id, code, name, offer, .. }| ItemOffered { id, code, name, offer: offer.map(|offer| offer.on(today)) };
        Ok(PointOffers { due: i64::try_from(due).unwrap_or(i64::MAX), items: items.into_iter().map(item).collect() })
    }
}
