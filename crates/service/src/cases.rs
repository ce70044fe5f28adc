//! Case counts: lists and export.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files;
use crate::lists::{self, EXPORT_PAGE};
use crate::ratings::{case_facet, stamp, while_there};
use api::ApiError;
use api::case::{CaseRow, Count, Export, Filter, List, Listed};
use api::import::Written;
use api::page::Total;
use documents::export::{CaseWriter, ExportCase};
use documents::rows::FileForm;
use domain::import::ImportKind;
use serde_json::json;
use store::case::{self, Order};
use store::walk::Ask;

fn stored(filter: &Filter) -> Result<case::Filter, ApiError> {
    if filter.period.to < filter.period.from {
        return Err(ApiError::invalid("period", "order"));
    }
    Ok(case::Filter { period: filter.period, below: filter.below, facet: case_facet(filter.facet.as_ref())?, basis: filter.basis })
}

const ORDERS: [(&str, bool, Order); 4] =
    [("day", true, Order::Newest), ("day", false, Order::Oldest), ("place", false, Order::Place), ("place", true, Order::PlaceDown)];

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let limit = lists::limit(self.limit, 500)?;
        let (order, ask) = (lists::order(self.sort.as_ref(), Order::Newest, &ORDERS)?, lists::ask(&self.page)?);
        let scope = cx.scope_at(self.filter.place).await?;
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let page = case::page(&mut cx.conn().await?, &scope, filter, order, ask, limit).await?;
        let edges = lists::edges(&page);
        let rows = page
            .rows
            .into_iter()
            .map(|r| CaseRow {
                id: r.id,
                day: r.day,
                place: r.place,
                place_name: r.place_name,
                point_name: r.point_name,
                item_name: r.item_name,
                body_name: r.body_name,
                source: r.source,
                cases: r.cases,
            })
            .collect();
        Ok(Listed { rows, edges })
    }
}

impl Handle for Count {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Total, Failure> {
        let scope = cx.scope_at(self.filter.place).await?;
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let (n, exact) = case::total(&mut cx.conn().await?, &scope, filter).await?;
        Ok(Total { n, exact })
    }
}

impl Handle for Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let scope = cx.scope_at(self.filter.place).await?;
        if self.template {
            return crate::imports::empty_form(cx, ImportKind::Cases, &self.out);
        }
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let stamp = stamp(cx).await?;
        let path = cx.path_out(&self.out)?;
        let mut out = files::Atomic::create(&path, &self.out.name)?;
        let mut writer =
            CaseWriter::new(out.writer(), FileForm::of_name(&self.out.name), stamp).map_err(|e| files::unwritable(&self.out.name, &e))?;
        let mut ask = Some(Ask::First);
        let mut rows = 0;
        while let Some(asked) = ask {
            let page = case::page(&mut cx.conn().await?, &scope, filter, Order::Newest, asked, EXPORT_PAGE).await?;
            for r in &page.rows {
                let row = ExportCase {
                    source: &r.source,
                    place_code: &r.place_code,
                    place_name: &r.place_name,
                    point: r.point_name.as_deref(),
                    item_code: r.item_code.as_deref(),
                    item_name: r.item_name.as_deref(),
                    body: r.body_name.as_deref(),
                    day: r.day,
                    cases: r.cases,
                };
                writer.write(&row).map_err(|e| files::unwritable(&self.out.name, &e))?;
                rows += 1;
            }
            ask = lists::next(&page);
        }
        let notes = crate::notes::of_export(cx, crate::notes::About::Cases, self.filter.place, self.filter.period, rows, stamp).await?;
        writer.finish(&notes).map_err(|e| files::unwritable(&self.out.name, &e))?;
        out.keep(&self.out.name)?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "filter": self.filter, "rows": rows })));
        Ok(Written { rows })
    }
}
