//! 检查任务: by plan, by whom, by day.

use super::{Eyes, PAGE, noted, read_plan};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::places::conflict;
use api::inspection::{CountVisitDays, DayCount, Goer, ListVisits, SetVisitDays, VisitDays, VisitFilter, VisitRow, Visits};
use api::page::{Edges, Total};
use api::{ApiError, Done};
use domain::inspection::plan::{PlanState, VisitState};
use jiff::civil::Date;
use serde_json::json;
use store::inspection::visit::{self, Place, Visit};

/// Days of the calendar that are counted at once.
const DAYS: i32 = 366;

pub(super) fn filter(asked: &VisitFilter, eyes: &Eyes, today: Date) -> visit::VisitFilter {
    visit::VisitFilter {
        plan: asked.plan,
        mine: asked.mine,
        place: asked.place,
        from: asked.from,
        to: asked.to,
        undated: asked.undated,
        others: asked.review,
        made: asked.made,
        point: asked.point,
        lost: asked.list.filter(|_| !asked.line.is_empty()).map(|list| (list, asked.line.clone())),
        states: match () {
            () if asked.review => vec![VisitState::Submitted],
            () if asked.states.is_empty() => VisitState::ALL.iter().copied().filter(|state| state.counts()).collect(),
            () => asked.states.clone(),
        },
        seeing: eyes.seeing.clone(),
        today: Some(today),
    }
}

/// A row's place, read as it crossed the door.
fn place(text: &str) -> Option<Place> {
    let (plan, id) = text.split_once(':')?;
    Some((plan.parse().ok()?, id.parse().ok()?))
}

pub(crate) fn row(visit: Visit, eyes: &Eyes) -> VisitRow {
    VisitRow {
        may_set_day: visit.state == VisitState::Waiting && eyes.makes(visit.kind),
        may_replace: visit.has_standby && eyes.makes(visit.kind) && visit.until >= eyes.today,
        void_why: visit.void_why,
        stands_for: visit.stands_for,
        id: visit.id,
        plan: visit.plan,
        number: visit.number,
        title: visit.title,
        kind: visit.kind,
        cover: visit.cover,
        checklist: visit.checklist,
        from: visit.from,
        until: visit.until,
        point: visit.spot.point,
        point_name: visit.point_name,
        place: visit.spot.place,
        town: visit.spot.town,
        order: visit.order,
        inspectors: visit.goers.into_iter().map(|goer| Goer { account: goer.account, name: goer.name }).collect(),
        state: visit.state,
        day: visit.day,
        begun_at: visit.begun_at,
        submitted_at: visit.submitted_at,
        agreed_at: visit.agreed_at,
        score: visit.score,
        version: visit.version,
    }
}

impl Handle for ListVisits {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Visits, Failure> {
        let (limit, at, today) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, place)?, cx.today());
        let eyes = Eyes::of(cx).await?;
        if self.filter.review && !eyes.approves {
            // Nothing waits for whoever reviews none.
            let edges = Edges { before: None, after: None, unfinished: false };
            return Ok(Visits { visits: Vec::new(), edges, total: Total { n: 0, exact: true } });
        }
        let filter = filter(&self.filter, &eyes, today);
        let conn = &mut cx.conn().await?;
        let page = visit::page(conn, &filter, &at, limit).await?;
        let total = Total { n: visit::count(conn, &filter).await?, exact: true };
        let edges = lists::around(page.before, page.after, |(plan, id)| format!("{plan}:{id}"));
        Ok(Visits { visits: page.rows.into_iter().map(|visit| row(visit, &eyes)).collect(), edges, total })
    }
}

impl Handle for CountVisitDays {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitDays, Failure> {
        let today = cx.today();
        let (Some(from), Some(to)) = (self.filter.from, self.filter.to) else {
            return Err(ApiError::invalid("from", "required").into());
        };
        if (to - from).get_days() > DAYS {
            return Err(ApiError::invalid("to", "range").with("from", 1).with("to", DAYS).into());
        }
        let eyes = Eyes::of(cx).await?;
        let dated = filter(&self.filter, &eyes, today);
        let undated = visit::VisitFilter { from: None, to: None, undated: true, ..dated.clone() };
        let conn = &mut cx.conn().await?;
        let days = visit::days(conn, &dated).await?;
        let undated = visit::count(conn, &undated).await?;
        let told = |(day, visits): (Option<Date>, i64)| day.map(|day| DayCount { day, visits });
        Ok(VisitDays { days: days.into_iter().filter_map(told).collect(), undated })
    }
}

impl Handle for SetVisitDays {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let most = PAGE as usize;
        if self.days.is_empty() || self.days.len() > most {
            return Err(ApiError::invalid("days", "range").with("from", 1).with("to", most).into());
        }
        let head = read_plan(cx, &eyes, self.plan).await?;
        if head.state != PlanState::Drawn {
            return Err(ApiError::invalid("id", "plan_state").with("state", head.state.code()).into());
        }
        for (n, one) in self.days.iter().enumerate() {
            let field = format!("days.{n}.day");
            let (Some(day), Some((from, until))) = (one.day, head.from.zip(head.until)) else { continue };
            if day < from.max(today) {
                return Err(ApiError::invalid(&field, "too_early").with("min", from.max(today)).into());
            }
            if day > until {
                return Err(ApiError::invalid(&field, "too_late").with("max", until).into());
            }
        }
        for one in &self.days {
            if !visit::set_day(&mut cx.conn().await?, self.plan, one.id, one.version, one.day).await? {
                // All of them or none: what has become of this one is told.
                let found = visit::find(&mut cx.conn().await?, self.plan, one.id).await?;
                let found = found.ok_or_else(|| ApiError::invalid("days", "unknown"))?;
                return Err(conflict(&row(found, &eyes))?);
            }
        }
        let days: Vec<_> = self.days.iter().map(|one| json!({ "visit": one.id, "day": one.day.map(domain::day::text) })).collect();
        noted(cx, &head, json!({ "days": days })).await?;
        Ok(Done {})
    }
}
