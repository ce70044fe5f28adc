//! 督办台账: exactly what is filtered, as a workbook or as CSV.

use super::eyes::Eyes;
use super::{Names, filter, order};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{lists, words};
use api::ErrorCode;
use api::import::Written;
use api::supervision::ExportMatters;
use domain::supervision::flow::Act;
use jiff::civil::Date;
use serde_json::json;
use store::ledger::SpotAt;
use store::supervision::{self, Step, list};
use texts::Texts;
use texts::words::Word;

/// The newest words about progress.
pub(super) fn progress(steps: &[Step]) -> Option<&Step> {
    steps.iter().rev().find(|step| matches!(step.act, Act::Reported | Act::Submitted))
}

pub(crate) fn day(day: Option<Date>) -> String {
    day.map(domain::day::text).unwrap_or_default()
}

fn headers(t: &Texts) -> Vec<String> {
    vec![
        t.supervision_number(),
        t.supervision_matter_title(),
        t.supervision_source(),
        t.supervision_instructor(),
        t.supervision_instructed(),
        t.supervision_demand(),
        t.supervision_leader(),
        t.supervision_lead(),
        t.supervision_helpers(),
        t.supervision_responsible(),
        t.supervision_place(),
        t.supervision_issued(),
        t.supervision_due(),
        t.supervision_first_due(),
        t.supervision_feedback(),
        t.supervision_state(),
        t.supervision_light(),
        t.supervision_progress(),
        t.supervision_note(),
    ]
}

impl Handle for ExportMatters {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (order, today, t) = (order(self.sort.as_ref())?, cx.today(), words::texts(cx.lang));
        let eyes = Eyes::of(cx).await?;
        let wanted = filter(&self.filter, &eyes);
        let names = Names::read(&mut cx.conn().await?).await?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut next = Some(SpotAt::First);
        while let Some(asked) = next {
            let page = list::page(&mut cx.conn().await?, &wanted, order, &asked, today, lists::EXPORT_PAGE).await?;
            let conn = &mut cx.conn().await?;
            for row in page.rows {
                let fields = supervision::content(conn, row.id).await?.ok_or(ErrorCode::NotFound)?;
                let head = supervision::find(conn, row.id).await?.ok_or(ErrorCode::NotFound)?;
                let steps = supervision::steps(conn, row.id).await?;
                rows.push(vec![
                    row.number,
                    row.title,
                    row.source.word(&t),
                    row.instructor,
                    day(fields.instructed),
                    fields.demand,
                    fields.leader,
                    names.body(row.lead),
                    fields.helpers.iter().map(|id| names.body(Some(*id))).collect::<Vec<_>>().join(&t.merge_comma()),
                    row.responsible,
                    names.place(row.place),
                    day(row.issued),
                    day(row.due),
                    day(head.first_due),
                    day(row.feedback),
                    row.state.word(&t),
                    row.light.map(|light| light.word(&t)).unwrap_or_default(),
                    progress(&steps).map(|step| step.words.clone()).unwrap_or_default(),
                    fields.note,
                ]);
            }
            next = page.after.map(SpotAt::After);
        }
        lists::write(cx, &self.out, &headers(&t), rows.into_iter(), json!(self.filter)).await
    }
}
