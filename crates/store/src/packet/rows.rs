//! The rows of visits that a packet holds, and how they are put beside what a laptop has.
//!
//! Both sides use the same keys. What a laptop has no business with stays behind: of plans only their names, kind and period, of draws
//! nothing but that there was one, of accounts no passwords.

use super::outbox;
use crate::archive::some::{Rows, Shapes, shapes_of};
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::inspection::plan::PlanFields;
use serde_json::{Value, json};
use std::collections::BTreeSet;

// Which rows are taken, `$1` keys between commas.
const EVERY: &str = "$1 = $1";
const OF_ID: &str = "$1 LIKE '%,' || id || ',%'";
const OF_POINT: &str = "$1 LIKE '%,' || point_id || ',%'";
const OF_PLAN: &str = "$1 LIKE '%,' || plan_id || ',%'";
const OF_VISIT: &str = "$1 LIKE '%,' || visit_id || ',%'";
const PUBLISHED: &str = "$1 = $1 AND stage = 'list_published'";
const NAMED: &str = "$1 LIKE '%,' || name || ',%'";

/// Settings that visits need.
const SETTINGS: [&str; 2] = [crate::meta::INSPECTION_RULES, crate::meta::IDLE_MINUTES];

/// Rows come in no order.
const DEFER: &str = "PRAGMA defer_foreign_keys = ON";

sql! {
    NO_DAYS = "DELETE FROM calendar_day";
    NO_YEARS = "DELETE FROM calendar_year";
    NO_CODES = "DELETE FROM place_code";
    NO_PAIRS = "DELETE FROM place_closure";
    NO_PLANS = "SELECT COUNT(*) FROM inspection_plan";
    NO_VERSIONS = "DELETE FROM checklist_version";
    NO_LISTS = "DELETE FROM checklist";
    NO_WINDOWS = "DELETE FROM point_window WHERE $1 LIKE '%,' || point_id || ',%'";
    NO_DEVICES = "DELETE FROM point_device WHERE $1 LIKE '%,' || point_id || ',%'";
    NO_GOERS = "DELETE FROM inspection_goer WHERE $1 LIKE '%,' || visit_id || ',%'";
    NO_ROUNDS = "DELETE FROM inspection_round WHERE $1 LIKE '%,' || visit_id || ',%'";
    NO_FINDINGS = "DELETE FROM inspection_finding WHERE $1 LIKE '%,' || visit_id || ',%'";
    NO_PAST = "DELETE FROM inspection_answer_past WHERE $1 LIKE '%,' || visit_id || ',%'";
    NO_ANSWERS = "DELETE FROM inspection_answer WHERE $1 LIKE '%,' || visit_id || ',%'";
    NO_RECORDS = "DELETE FROM inspection_record WHERE $1 LIKE '%,' || visit_id || ',%'";
}

/// The tables of the work calendar.
const CALENDAR: [&str; 2] = ["calendar_year", "calendar_day"];

/// Takes the rows of visits, of those that are told of beside them (`beside`: the last one at the same station, open findings), and of
/// bodies that grants are for.
pub async fn take(conn: &mut Conn<'_>, visits: &[i64], beside: &[i64], findings: &[i64], bodies: &[i64]) -> Result<Vec<Rows>, StoreError> {
    let shapes = shapes_of(conn).await?;
    let all: BTreeSet<i64> = visits.iter().chain(beside).copied().collect();
    let (own, all) = (between(visits.iter().copied()), between(all));
    let seen = shapes.rows(conn, "inspection_visit", OF_ID, &all).await?;
    let keys = |column: &str| between(seen.numbers(column).into_iter().collect::<BTreeSet<_>>());
    let (plans, points) = (keys("plan_id"), keys("point_id"));
    let settings = between(SETTINGS);
    let mut taken = Vec::new();
    for (table, which, bound) in [
        ("place", EVERY, ""),
        ("place_code", EVERY, ""),
        ("place_closure", EVERY, ""),
        ("body", OF_ID, between(bodies.iter().copied()).as_str()),
        ("point", OF_ID, points.as_str()),
        ("point_window", OF_POINT, points.as_str()),
        ("point_device", OF_POINT, points.as_str()),
        ("checklist", EVERY, ""),
        ("checklist_version", PUBLISHED, ""),
        ("meta", NAMED, settings.as_str()),
    ] {
        taken.push(shapes.rows(conn, table, which, bound).await?);
    }
    for table in CALENDAR {
        taken.push(shapes.rows(conn, table, EVERY, "").await?);
    }
    let mut plan = shapes.rows(conn, "inspection_plan", OF_ID, &plans).await?;
    known_of(&mut plan)?;
    taken.push(plan);
    let mut attempt = shapes.rows(conn, "inspection_attempt", OF_PLAN, &plans).await?;
    for (column, value) in
        [("roster", ""), ("digest", ""), ("points", "[]"), ("nonce", ""), ("witnesses", "[]"), ("drawn", ""), ("void", "")]
    {
        attempt.say(column, &json!(value));
    }
    taken.push(attempt);
    taken.push(seen);
    taken.push(shapes.rows(conn, "inspection_goer", OF_VISIT, &all).await?);
    let mut records = shapes.rows(conn, "inspection_record", OF_VISIT, &all).await?;
    hide_receivers(&mut records, visits);
    taken.push(records);
    for table in ["inspection_answer", "inspection_answer_past", "inspection_round"] {
        taken.push(shapes.rows(conn, table, OF_VISIT, &own).await?);
    }
    for (which, bound) in [(OF_VISIT, own), (OF_ID, between(findings.iter().copied()))] {
        let mut found = shapes.rows(conn, "inspection_finding", which, &bound).await?;
        // The earlier one of which it is a repeat stays in the office.
        found.say("repeat_of", &Value::Null);
        taken.push(found);
    }
    Ok(taken)
}

/// Of a plan its title, kind, cover, period and list: who asked for it and why stays in the office.
fn known_of(plans: &mut Rows) -> Result<(), StoreError> {
    let at = plans.columns.iter().position(|one| one == "content");
    for row in &mut plans.rows {
        let Some(cell) = at.and_then(|at| row.get_mut(at)) else { continue };
        let wrong = || StoreError::inconsistent("inspection_plan", "content", "of a packet");
        let whole: PlanFields = cell.as_str().and_then(|text| serde_json::from_str(text).ok()).ok_or_else(wrong)?;
        let known = PlanFields {
            title: whole.title,
            kind: whole.kind,
            cover: whole.cover,
            coverage: whole.coverage,
            from: whole.from,
            until: whole.until,
            checklist: whole.checklist,
            ..PlanFields::default()
        };
        *cell = Value::String(serde_json::to_string(&known).map_err(|_| wrong())?);
    }
    for column in ["approver", "author", "author_name"] {
        plans.say(column, &json!(""));
    }
    Ok(())
}

/// Who received the inspectors on other visits is nobody's business here.
fn hide_receivers(records: &mut Rows, own: &[i64]) {
    let at = |name: &str| records.columns.iter().position(|one| one == name);
    let (Some(visit), Some(party)) = (at("visit_id"), at("party")) else { return };
    for row in &mut records.rows {
        let is_own = row.get(visit).and_then(Value::as_i64).is_some_and(|id| own.contains(&id));
        if let Some(cell) = row.get_mut(party).filter(|_| !is_own) {
            *cell = json!("{}");
        }
    }
}

/// What was put there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Put {
    /// Visits that are as the packet says.
    pub visits: Vec<i64>,
    /// Visits that were left as they are: something was done there that the office does not have.
    pub left: Vec<i64>,
}

/// Puts the rows of a packet beside what a laptop has. Visits on which something was done that the office does not have stay as they are.
/// SQLite only, within a unit of work.
pub async fn put(conn: &mut Conn<'_>, taken: &[Rows], visits: &[i64]) -> Result<Put, StoreError> {
    if let Conn::Sqlite(c) = conn {
        sqlx::query(DEFER).execute(&mut **c).await?;
    }
    let shapes = shapes_of(conn).await?;
    let busy = outbox::busy(conn).await?;
    let is_busy = |id: i64| busy.contains(&id);
    run(conn, NO_CODES).await?;
    run(conn, NO_PAIRS).await?;
    run(conn, NO_DAYS).await?;
    run(conn, NO_YEARS).await?;
    let (plans,): (i64,) = on!(conn, c => sqlx::query_as(NO_PLANS).fetch_one(c).await?);
    if plans == 0 {
        // The lists that came with the program: those of the office may have other keys.
        run(conn, NO_VERSIONS).await?;
        run(conn, NO_LISTS).await?;
    }
    let of = |table: &str| taken.iter().find(|rows| rows.table == table);
    let points = between(of("point").map(|rows| rows.numbers("id")).unwrap_or_default());
    let there = of("inspection_visit").map(|rows| rows.numbers("id")).unwrap_or_default();
    let beside = between(there.into_iter().filter(|id| !is_busy(*id)));
    let moved = between(visits.iter().copied().filter(|id| !is_busy(*id)));
    for (text, keys) in [
        (NO_WINDOWS, &points),
        (NO_DEVICES, &points),
        (NO_GOERS, &beside),
        (NO_FINDINGS, &beside),
        (NO_ROUNDS, &moved),
        (NO_PAST, &moved),
        (NO_ANSWERS, &moved),
        (NO_RECORDS, &moved),
    ] {
        on!(conn, c => { sqlx::query(text).bind(keys).execute(c).await?; });
    }
    for rows in taken {
        put_table(conn, &shapes, rows, &is_busy).await?;
    }
    outbox::close(conn, &moved).await?;
    let (left, visits) = visits.iter().copied().partition(|id| is_busy(*id));
    Ok(Put { visits, left })
}

/// The tables that a packet may hold. Whatever it says, nothing else is written.
const TABLES: [&str; 21] = [
    "place",
    "place_code",
    "place_closure",
    "body",
    "point",
    "point_window",
    "point_device",
    "checklist",
    "checklist_version",
    "meta",
    CALENDAR[0],
    CALENDAR[1],
    "inspection_plan",
    "inspection_attempt",
    "inspection_visit",
    "inspection_goer",
    "inspection_record",
    "inspection_answer",
    "inspection_answer_past",
    "inspection_round",
    "inspection_finding",
];

async fn put_table(conn: &mut Conn<'_>, shapes: &Shapes, rows: &Rows, is_busy: &impl Fn(i64) -> bool) -> Result<(), StoreError> {
    if !TABLES.contains(&rows.table.as_str()) {
        return Err(StoreError::Unavailable(format!("a packet holds no {}", rows.table)));
    }
    let mut rows = rows.clone();
    match rows.table.as_str() {
        "inspection_visit" => rows.keep("id", |id| !is_busy(id)),
        "inspection_goer"
        | "inspection_record"
        | "inspection_answer"
        | "inspection_answer_past"
        | "inspection_round"
        | "inspection_finding" => {
            rows.keep("visit_id", |id| !is_busy(id));
        }
        "meta" => {
            let at = rows.columns.iter().position(|one| one == "name");
            rows.rows.retain(|row| at.and_then(|at| row.get(at)?.as_str()).is_some_and(|name| SETTINGS.contains(&name)));
        }
        _ => {}
    }
    shapes.put(conn, &rows).await
}

async fn run(conn: &mut Conn<'_>, text: &'static str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(text).execute(c).await?; });
    Ok(())
}
