//! 提示 about a plan: reckoned whenever it is shown, kept nowhere.

use super::{Eyes, roster, years};
use crate::context::Cx;
use crate::failure::Failure;
use api::inspection::PlanWarning;
use domain::day::later;
use domain::inspection::plan::{PlanFields, PlanId, PlanState, WarningKind};
use domain::inspection::warning::{Other, over_cap, repeated, shared};
use domain::place::PlaceId;
use jiff::civil::date;
use std::collections::{BTreeSet, HashMap};
use store::inspection::plan::{self, Head};
use store::inspection::visit;

/// Most places that a warning names.
const NAMED: usize = 200;

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn about(kind: WarningKind, places: Vec<PlaceId>) -> PlanWarning {
    let n = count(places.len());
    PlanWarning { kind, places: places.into_iter().take(NAMED).collect(), n, plan: None, named: String::new(), year: None, limit: 0 }
}

fn named(head: &Head) -> String {
    if head.number.is_empty() { head.title.clone() } else { format!("{} {}", head.number, head.title) }
}

/// What is to be looked at; nothing before its period is set, and nothing once it is given up.
pub(super) async fn of(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, fields: &PlanFields) -> Result<Vec<PlanWarning>, Failure> {
    let Some((from, until)) = head.from.zip(head.until).filter(|_| head.state != PlanState::Revoked) else { return Ok(Vec::new()) };
    let places: BTreeSet<PlaceId> = if head.state == PlanState::Drawn {
        visit::places(&mut cx.conn().await?, head.id).await?.into_iter().collect()
    } else {
        roster::places(cx, eyes, fields).await?
    };
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let rules = years::rules(conn).await?;
    let (first, last) = (date(from.year(), 1, 1), date(until.year(), 12, 31));
    let days = i64::from(rules.repeat_days);
    let (first, last) = (first.min(later(from, -days)), last.max(later(until, days)));
    let near = visit::near(conn, head.id, first, last).await?;
    let others: Vec<Other> = near.into_iter().map(|(plan, place, day)| Other { plan, place, day }).collect();
    let beside: HashMap<PlanId, (Head, Vec<PlaceId>)> =
        plan::beside(conn, head.id, first, last).await?.into_iter().map(|(head, towns)| (head.id, (head, towns))).collect();
    let mut warnings = Vec::new();
    let year = from.year();
    let filed = plan::year(conn, year).await?.into_iter().find(|(kind, ..)| *kind == head.kind);
    match filed {
        None => warnings.push(PlanWarning { year: Some(year), ..about(WarningKind::Unplanned, Vec::new()) }),
        Some((_, filed, _)) if filed.plans > 0 => {
            let plans = plan::of_year(conn, year, &eyes.seeing, today).await?.into_iter().find(|(kind, ..)| *kind == head.kind);
            let n = plans.map_or(0, |(_, n, ..)| n);
            if n > i64::from(filed.plans) {
                warnings.push(PlanWarning { n, year: Some(year), limit: filed.plans, ..about(WarningKind::YearFull, Vec::new()) });
            }
        }
        Some(_) => {}
    }
    for year in from.year()..=until.year() {
        let over = over_cap(&places, &others, year, rules.cap);
        if !over.is_empty() {
            warnings.push(PlanWarning { year: Some(year), limit: rules.cap, ..about(WarningKind::Cap, over) });
        }
    }
    for (plan, found) in repeated(&places, &others, (from, until), rules.repeat_days) {
        let other = beside.get(&plan).map(|(head, _)| named(head)).unwrap_or_default();
        let warning = about(WarningKind::Repeat, found.into_iter().collect());
        warnings.push(PlanWarning { plan: Some(plan), named: other, limit: rules.repeat_days, ..warning });
    }
    let mut overlapping: Vec<&(Head, Vec<PlaceId>)> = beside
        .values()
        .filter(|(other, _)| other.from.is_some_and(|day| day <= until) && other.until.is_some_and(|day| day >= from))
        .collect();
    overlapping.sort_by_key(|(other, _)| other.id);
    for (other, towns) in overlapping {
        let shared = shared(&fields.towns, towns, &eyes.towns);
        if !shared.is_empty() {
            warnings.push(PlanWarning { plan: Some(other.id), named: named(other), ..about(WarningKind::Overlap, shared) });
        }
    }
    Ok(warnings)
}
