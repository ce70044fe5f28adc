//! Paper forms of visits: written out blank with their numbers, and found again by them to be entered afterwards (补录).

use super::record_paper::sheet;
use super::records::{seen, shown};
use super::{Eyes, PAGE, visits};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{papers, words};
use api::import::Written;
use api::inspection::{ExportForms, FindForm, VisitRow};
use api::{ApiError, ErrorCode};
use documents::paper::Paper;
use domain::inspection::plan::{VisitState, of_form_number};
use serde_json::json;
use store::inspection::visit;
use store::page::At;

impl Handle for FindForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitRow, Failure> {
        let (number, order) = of_form_number(&self.number).ok_or_else(|| ApiError::invalid("number", "visit_form_unknown"))?;
        let eyes = Eyes::of(cx).await?;
        let id = visit::of_form(&mut cx.conn().await?, &number, order).await?.ok_or(ErrorCode::NotFound)?;
        let visit = seen(cx, &eyes, id).await?;
        Ok(visits::row(visit, &eyes))
    }
}

impl Handle for ExportForms {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let stamp = crate::ratings::stamp(cx).await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let (asked, most) = (visits::filter(&self.filter, &eyes, today), PAGE as usize);
        let found = if asked.states.contains(&VisitState::Waiting) {
            // Whoever is checked is not to hold the form before somebody comes: of others' visits they are for those who see all.
            let mine = asked.mine || !eyes.sees_all();
            let filter = visit::VisitFilter { states: vec![VisitState::Waiting], mine, ..asked };
            visit::page(&mut cx.conn().await?, &filter, &At::First, most + 1).await?.rows
        } else {
            Vec::new()
        };
        if found.is_empty() || found.len() > most {
            return Err(ApiError::invalid("filter", "visit_forms_range").with("max", most).into());
        }
        let mut sheets = Vec::with_capacity(found.len());
        for visit in found {
            let shown = Box::pin(shown(cx, &eyes, visit.id)).await?;
            sheets.push(sheet(&shown, Vec::new(), stamp, &t));
        }
        let rows = sheets.len() as u64;
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": "forms", "rows": rows })));
        Ok(Written { rows })
    }
}
