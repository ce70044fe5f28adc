//! 任务台账: exactly what is filtered, as a workbook or as CSV.

use super::groups::Names as Groups;
use super::{filter, order};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::supervision::{Names, day};
use crate::{lists, words};
use api::ErrorCode;
use api::import::Written;
use api::task::ExportTasks;
use domain::task::flow::TaskAct;
use serde_json::json;
use store::ledger::SpotAt;
use store::task::{self, list};
use texts::Texts;
use texts::words::Word;

fn headers(t: &Texts) -> Vec<String> {
    vec![
        t.task_title(),
        t.task_group(),
        t.task_demand(),
        t.task_responsible(),
        t.task_lead(),
        t.task_helpers(),
        t.task_place(),
        t.task_start(),
        t.task_due(),
        t.task_state(),
        t.supervision_light(),
        t.task_progress(),
        t.task_told(),
        t.task_proof(),
        t.task_before(),
        t.task_done_day(),
        t.task_note(),
    ]
}

impl Handle for ExportTasks {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (order, today, t) = (order(self.sort.as_ref())?, cx.today(), words::texts(cx.lang));
        let wanted = filter(&self.filter);
        let names = Names::read(&mut cx.conn().await?).await?;
        let groups = Groups::read(&mut cx.conn().await?, &t).await?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut next = Some(SpotAt::First);
        while let Some(asked) = next {
            let page = list::page(&mut cx.conn().await?, &wanted, order, &asked, today, lists::EXPORT_PAGE).await?;
            let conn = &mut cx.conn().await?;
            for row in page.rows {
                let fields = task::content(conn, row.id).await?.ok_or(ErrorCode::NotFound)?;
                let head = task::find(conn, row.id).await?.ok_or(ErrorCode::NotFound)?;
                let (before, _) = task::around(conn, row.id).await?;
                let steps = task::steps(conn, row.id).await?;
                let newest = steps.into_iter().rev().find(|step| matches!(step.act, TaskAct::Reported | TaskAct::Finished));
                let (told, proof) = newest.map(|step| (step.words, step.proof)).unwrap_or_default();
                rows.push(vec![
                    row.title,
                    groups.of(row.group),
                    fields.demand,
                    row.responsible,
                    names.body(row.lead),
                    fields.helpers.iter().map(|id| names.body(Some(*id))).collect::<Vec<_>>().join(&t.merge_comma()),
                    names.place(row.place),
                    day(Some(row.start)),
                    day(Some(row.due)),
                    row.state.word(&t),
                    row.light.map(|light| light.word(&t)).unwrap_or_default(),
                    format!("{}%", row.progress),
                    told,
                    proof,
                    before.into_iter().map(|one| one.title).collect::<Vec<_>>().join(&t.merge_comma()),
                    day(head.done),
                    fields.note,
                ]);
            }
            next = page.after.map(SpotAt::After);
        }
        lists::write(cx, &self.out, &headers(&t), rows.into_iter(), json!(self.filter)).await
    }
}
