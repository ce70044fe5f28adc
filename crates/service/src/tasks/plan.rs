//! The plan for the Gantt chart, who has how much to do when, and how far platforms are built.

use super::{filter, row};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use api::ErrorCode;
use api::task::{Building, BuildingRow, LoadTasks, PLANNED, Plan, PlanRow, PlanTasks, ShowBuilding, TaskLoad, TaskLoads};
use domain::place::{Level, Place, PlaceId};
use domain::task::building::Built;
use domain::task::flow::TaskState;
use domain::task::load::{Open, PERSONS, loads, months};
use std::collections::HashMap;
use store::ledger::SpotAt;
use store::task::list::{self, Listed, TaskOrder};
use store::{Conn, place, task};

/// Every task that fits, in the order in which they begin.
async fn all(
    conn: &mut Conn<'_>,
    wanted: &list::TaskFilter,
    today: jiff::civil::Date,
    most: usize,
) -> Result<(Vec<Listed>, bool), Failure> {
    let page = list::page(conn, wanted, TaskOrder::Start(false), &SpotAt::First, today, most).await?;
    Ok((page.rows, page.after.is_some()))
}

impl Handle for PlanTasks {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Plan, Failure> {
        let (most, today) = (lists::limit::<usize>(self.limit, PLANNED)?, cx.today());
        let conn = &mut cx.conn().await?;
        let (mut rows, more) = all(conn, &filter(&self.filter), today, most).await?;
        let mut before = task::all_before(conn).await?;
        rows.sort_by_key(|row| (row.group, row.start, row.due, row.id));
        let rows = rows.into_iter().map(|one| PlanRow { before: before.remove(&one.id).unwrap_or_default(), row: row(one) });
        Ok(Plan { rows: rows.collect(), more })
    }
}

impl Handle for LoadTasks {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskLoads, Failure> {
        let today = cx.today();
        let wanted =
            list::TaskFilter { states: vec![TaskState::Planned, TaskState::Underway], from: None, to: None, ..filter(&self.filter) };
        let (rows, _) = all(&mut cx.conn().await?, &wanted, today, lists::EXPORT_PAGE).await?;
        let open: Vec<Open> = rows.into_iter().map(|row| Open { person: row.responsible, start: row.start, due: row.due }).collect();
        let loads = loads(&open, today);
        let others = i64::try_from(loads.len().saturating_sub(PERSONS)).unwrap_or(i64::MAX);
        let month = |first: &jiff::civil::Date| domain::day::text(*first).chars().take("2026-11".len()).collect();
        Ok(TaskLoads {
            months: months(today).iter().map(month).collect(),
            persons: loads
                .into_iter()
                .take(PERSONS)
                .map(|load| TaskLoad { person: load.person, open: load.open, months: load.months })
                .collect(),
            others,
        })
    }
}

impl Handle for ShowBuilding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Building, Failure> {
        let conn = &mut cx.conn().await?;
        let district = place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
        let places: HashMap<PlaceId, Place> = place::all(conn).await?.into_iter().map(|place| (place.id, place)).collect();
        let none = |place: PlaceId| BuildingRow {
            place: (place != district).then_some(place),
            name: places.get(&place).map(|place| place.name.clone()).unwrap_or_default(),
            ..BuildingRow::default()
        };
        let mut rows = vec![none(district)];
        rows.extend(place::children(conn, district).await?.into_iter().map(none));
        for (at, built) in task::built(conn).await? {
            let Some(Place { level, parent, .. }) = places.get(&at) else { continue };
            let town = match level {
                Level::District => None,
                Level::Town => Some(at),
                Level::Village => *parent,
            };
            for row in rows.iter_mut().filter(|row| row.place.is_none() || row.place == town && town.is_some()) {
                let count = match level {
                    Level::District => &mut row.district,
                    Level::Town => &mut row.town,
                    Level::Village => &mut row.village,
                };
                *count = Built::plus(*count, built);
            }
        }
        Ok(Building { rows })
    }
}
