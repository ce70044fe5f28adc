//! 典型: recommended by one of those who were there, reviewed by another, read by every station.

use super::{Eyes, PAGE, records};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use crate::{items, lists};
use api::inspection::{DecideExemplar, ExemplarRow, Exemplars, ListExemplars, ProposeExemplar};
use api::page::Total;
use api::{ApiError, ErrorCode};
use domain::inspection::exemplar::{ExemplarFields, ExemplarState};
use domain::inspection::plan::VisitState;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use store::inspection::exemplar::{self, Exemplar};
use store::inspection::record::Hand;
use store::inspection::visit::Visit;

fn row(one: Exemplar, eyes: &Eyes) -> ExemplarRow {
    let is_inside = eyes.sees_all() || one.person == eyes.person;
    let inside = |text: String| if is_inside { text } else { String::new() };
    ExemplarRow {
        may_open: is_inside,
        may_decide: eyes.approves && one.state == ExemplarState::Proposed && one.person != eyes.person,
        id: one.id,
        visit: one.visit,
        point_name: one.point_name,
        place: one.place,
        town: one.town,
        state: one.state,
        fields: one.fields,
        who: one.who,
        at: one.at,
        opinion: inside(one.opinion),
        decided_by: inside(one.decided_by),
        decided_at: one.decided_at,
        version: one.version,
    }
}

impl Handle for ListExemplars {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Exemplars, Failure> {
        let read = |text: &str| text.parse::<i64>().ok();
        let (limit, at, today) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, read)?, cx.today());
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let page = exemplar::page(conn, &self.states, &eyes.seeing, today, (&at, limit)).await?;
        let n = exemplar::count(conn, &self.states, &eyes.seeing, today).await?;
        Ok(Exemplars {
            edges: lists::around(page.before, page.after, |id| id.to_string()),
            exemplars: page.rows.into_iter().map(|one| row(one, &eyes)).collect(),
            total: Total { n, exact: true },
        })
    }
}

/// How many exemplars wait for the caller's review.
pub(super) async fn waiting(cx: &mut Cx<'_>, eyes: &Eyes) -> Result<i64, Failure> {
    let today = cx.today();
    if !eyes.approves {
        return Ok(0);
    }
    Ok(exemplar::count(&mut cx.conn().await?, &[ExemplarState::Proposed], &eyes.seeing, today).await?)
}

async fn checked(cx: &mut Cx<'_>, visit: &Visit, fields: ExemplarFields) -> Result<ExemplarFields, Failure> {
    let mut fields = fields.tidy();
    if !fields.line.is_empty() {
        let list = records::list(cx, visit).await?;
        let line = list.lines.iter().find(|line| line.no == fields.line).ok_or_else(|| ApiError::invalid("line", "unknown"))?;
        fields.unified = line.unified;
    }
    match fields.problem() {
        Some(problem) => Err(items::check::wrong(&problem).into()),
        None => Ok(fields),
    }
}

impl Handle for ProposeExemplar {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ExemplarRow, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let visit = records::seen(cx, &eyes, self.visit).await?;
        if !eyes.is_sent(&visit) {
            return Err(ApiError::invalid("visit", "visit_not_yours").into());
        }
        if !matches!(visit.state, VisitState::Submitted | VisitState::Agreed) {
            return Err(ApiError::invalid("visit", "visit_state").with("state", visit.state.code()).into());
        }
        let fields = checked(cx, &visit, self.fields).await?;
        let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
        let conn = &mut cx.conn().await?;
        let id = exemplar::add(conn, self.visit, &fields, by).await?;
        let one = exemplar::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
        records::noted(cx, &visit, json!({ "exemplar": id.0, "after": fields })).await?;
        Ok(row(one, &eyes))
    }
}

impl Handle for DecideExemplar {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ExemplarRow, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let one = exemplar::find(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        // Whoever may approve reaches the whole district; anybody else finds nothing that waits.
        if !eyes.sees_all() {
            return Err(ErrorCode::NotFound.into());
        }
        let visit = records::seen(cx, &eyes, one.visit).await?;
        if one.person == eyes.person {
            return Err(ApiError::invalid("id", "exemplar_own").into());
        }
        if one.version != self.version || one.state != ExemplarState::Proposed {
            return Err(conflict(&row(one, &eyes))?);
        }
        let (state, least) = if self.spread { (ExemplarState::Spread, 0) } else { (ExemplarState::Declined, REASON_LEAST) };
        let opinion = within(&self.opinion, "opinion", least, WORDS_LIMIT)?.to_owned();
        let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
        let conn = &mut cx.conn().await?;
        let is_decided = exemplar::decide(conn, (self.id, self.version), state, &opinion, by).await?;
        let after = exemplar::find(conn, self.id).await?.ok_or(ErrorCode::NotFound)?;
        if !is_decided {
            return Err(conflict(&row(after, &eyes))?);
        }
        records::noted(cx, &visit, json!({ "exemplar": self.id.0, "exemplar_state": state, "reason": opinion })).await?;
        Ok(row(after, &eyes))
    }
}
