//! Case counts: lists and export.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files;
use crate::ratings::{case_facet, page, stamp, while_there};
use api::ApiError;
use api::case::{After, CaseRow, Export, Filter, List, Listed};
use api::import::Written;
use documents::export::{CaseWriter, ExportCase};
use documents::rows::FileForm;
use serde_json::json;
use store::case;

/// Rows read at a time while exporting.
const EXPORT_PAGE: i64 = 5_000;

fn stored(filter: &Filter) -> Result<case::Filter, ApiError> {
    if filter.period.to < filter.period.from {
        return Err(ApiError::invalid("period", "order"));
    }
    Ok(case::Filter { period: filter.period, below: filter.below, facet: case_facet(filter.facet.as_ref())?, basis: filter.basis })
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let limit = page(self.limit)?;
        let scope = cx.scope_at(self.filter.place).await?;
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let total = match self.after {
            None => Some(case::total(&mut cx.conn().await?, &scope, filter).await?),
            Some(_) => None,
        };
        let after = self.after.map(|a| (a.day, a.id));
        let mut rows = case::list(&mut cx.conn().await?, &scope, filter, after, limit + 1).await?;
        let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > limit;
        if more {
            rows.pop();
        }
        let next = rows.last().filter(|_| more).map(|r| After { day: r.day, id: r.id });
        let rows = rows
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
        Ok(Listed { rows, total, next })
    }
}

impl Handle for Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let scope = cx.scope_at(self.filter.place).await?;
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let stamp = stamp(cx).await?;
        let path = cx.path_out(&self.out)?;
        let mut out = files::Atomic::create(&path, &self.out.name)?;
        let mut writer =
            CaseWriter::new(out.writer(), FileForm::of_name(&self.out.name), stamp).map_err(|e| files::unwritable(&self.out.name, &e))?;
        let mut after = None;
        let mut rows = 0;
        loop {
            let page = case::list(&mut cx.conn().await?, &scope, filter, after, EXPORT_PAGE).await?;
            for r in &page {
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
            match page.last() {
                Some(last) if page.len() == usize::try_from(EXPORT_PAGE).unwrap_or(usize::MAX) => after = Some((last.day, last.id)),
                _ => break,
            }
        }
        let notes = crate::notes::of_export(cx, crate::notes::About::Cases, self.filter.place, self.filter.period, rows, stamp).await?;
        writer.finish(&notes).map_err(|e| files::unwritable(&self.out.name, &e))?;
        out.keep(&self.out.name)?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "filter": self.filter, "rows": rows })));
        Ok(Written { rows })
    }
}
