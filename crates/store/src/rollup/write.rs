//! Adds sums to the roll-up tables, many rows a statement, in key order: what goes to places above, then what happened at places themselves.

use super::deltas::{Deltas, Grades, Sums, day_text, month_text};
use super::spread;
use super::verify::Lines;
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use futures_util::future::join;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Rows a statement: 10 columns × 400 stay far below both databases' limits of bound values.
const ROWS: usize = 400;

/// One value of a row to be bound.
enum Cell {
    Number(i64),
    Text(String),
}

/// A roll-up table: its statement for many rows and for one.
struct Table {
    columns: usize,
    many: Statement,
    one: Statement,
}

/// A statement for each database. To SQLite `$1` is a name, which is looked up among all names at every binding, so that
/// thousands of them take most of an import; a bare `?` has none.
struct Statement {
    sqlite: String,
    postgres: String,
}

impl Statement {
    fn of(&self, conn: &Conn<'_>) -> &str {
        match conn {
            Conn::Sqlite(_) => &self.sqlite,
            Conn::Postgres(_) => &self.postgres,
        }
    }
}

impl Table {
    fn new(name: &str, keys: &[&str], sums: &[&str]) -> Self {
        let columns = keys.len() + sums.len();
        let statement = |rows: usize, placeholder: &dyn Fn(usize) -> String| {
            let values: Vec<String> = (0..rows)
                .map(|r| {
                    let cells: Vec<String> = (1..=columns).map(|c| placeholder(r * columns + c)).collect();
                    format!("({})", cells.join(", "))
                })
                .collect();
            let added: Vec<String> = sums.iter().map(|s| format!("{s} = {name}.{s} + excluded.{s}")).collect();
            format!(
                "INSERT INTO {name} ({}, {}) VALUES {} ON CONFLICT ({}) DO UPDATE SET {}",
                keys.join(", "),
                sums.join(", "),
                values.join(", "),
                keys.join(", "),
                added.join(", ")
            )
        };
        let text = |rows| Statement { sqlite: statement(rows, &|_| "?".to_owned()), postgres: statement(rows, &|n| format!("${n}")) };
        Self { columns, many: text(ROWS), one: text(1) }
    }
}

const N: [&str; 5] = ["n1", "n2", "n3", "n4", "n5"];

static PLACE_DAY: LazyLock<Table> = LazyLock::new(|| Table::new("rating_place_day", &["place_id", "day", "standing"], &N));
static PLACE_MONTH: LazyLock<Table> = LazyLock::new(|| Table::new("rating_place_month", &["place_id", "month", "standing"], &N));
static FACET_MONTH: LazyLock<Table> =
    LazyLock::new(|| Table::new("rating_facet_month", &["place_id", "facet", "month", "facet_key", "standing"], &N));
static FACET_DAY: LazyLock<Table> =
    LazyLock::new(|| Table::new("rating_facet_day", &["place_id", "facet", "day", "facet_key", "standing"], &N));
static HOUR: LazyLock<Table> = LazyLock::new(|| Table::new("rating_place_hour", &["place_id", "month", "weekday", "hour", "standing"], &N));
static CASE_DAY: LazyLock<Table> = LazyLock::new(|| Table::new("case_place_day", &["place_id", "day"], &["n"]));
static CASE_MONTH: LazyLock<Table> = LazyLock::new(|| Table::new("case_place_month", &["place_id", "month"], &["n"]));
static CASE_FACET_MONTH: LazyLock<Table> =
    LazyLock::new(|| Table::new("case_facet_month", &["place_id", "facet", "month", "facet_key"], &["n"]));
static CASE_FACET_DAY: LazyLock<Table> = LazyLock::new(|| Table::new("case_facet_day", &["place_id", "facet", "day", "facet_key"], &["n"]));

/// The statements above are made at run time from these constant names; this one stands for them in the test that
/// prepares every text.
pub(crate) const ALL: &[(&str, &str)] = &[(
    "PLACE_DAY",
    "INSERT INTO rating_place_day (place_id, day, standing, n1, n2, n3, n4, n5) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (place_id, day, standing) DO UPDATE SET n1 = rating_place_day.n1 + excluded.n1",
)];

/// Writes rows whose cells stand one after the other: as many as the statement for many has, or fewer, one by one.
async fn add(conn: &mut Conn<'_>, table: &Table, cells: Vec<Cell>) -> Result<(), StoreError> {
    debug_assert_eq!(cells.len() % table.columns, 0, "whole rows");
    let is_full = cells.len() == ROWS * table.columns;
    let mut cells = cells.into_iter().peekable();
    while cells.peek().is_some() {
        let (statement, n) = if is_full { (&table.many, ROWS * table.columns) } else { (&table.one, table.columns) };
        let text = statement.of(conn);
        on!(conn, c => {
            let mut query = sqlx::query(AssertSqlSafe(text));
            for cell in cells.by_ref().take(n) {
                query = match cell { Cell::Number(n) => query.bind(n), Cell::Text(t) => query.bind(t) };
            }
            query.execute(c).await?;
        });
    }
    Ok(())
}

/// Writes the non-zero entries of a map in key order. While the database writes some rows, the next ones are got ready.
async fn drain<K, V>(
    conn: &mut Conn<'_>,
    table: &Table,
    map: BTreeMap<K, V>,
    is_zero: impl Fn(&V) -> bool,
    row: impl Fn(&mut Vec<Cell>, K, V),
) -> Result<(), StoreError> {
    let mut rows = map.into_iter().filter(|(_, value)| !is_zero(value));
    let mut next = || {
        let mut cells = Vec::with_capacity(ROWS * table.columns);
        rows.by_ref().take(ROWS).for_each(|(key, value)| row(&mut cells, key, value));
        cells
    };
    let mut ready = next();
    while !ready.is_empty() {
        let (added, following) = join(add(conn, table, ready), async { next() }).await;
        added?;
        ready = following;
    }
    Ok(())
}

fn grades(cells: &mut Vec<Cell>, key: impl IntoIterator<Item = Cell>, grades: Grades) {
    cells.extend(key);
    cells.extend(grades.into_iter().map(|g| Cell::Number(i64::from(g))));
}

impl Deltas {
    /// Adds everything to the tables, within the caller's transaction. One table after the other is spread, so that not all of
    /// them stand in memory at once; what goes to places above is written and let go of before the rest.
    pub async fn write(self, conn: &mut Conn<'_>, lines: &Lines) -> Result<(), StoreError> {
        use Cell::{Number, Text};
        let Sums { place_day, facet_month, facet_day, hour, case_day, case_facet_month, case_facet_day } = self.settled()?;
        let none = |g: &Grades| *g == [0; 5];
        let zero = |n: &i64| *n == 0;
        let place_month = spread::place_months(&place_day);
        drain(conn, &PLACE_DAY, place_day, none, |cells, (place, day, standing), g| {
            grades(cells, [Number(place.into()), Text(day_text(day)), Number(standing.into())], g);
        })
        .await?;
        drain(conn, &PLACE_MONTH, place_month, none, |cells, (place, month, standing), g| {
            grades(cells, [Number(place.into()), Text(month_text(month)), Number(standing.into())], g);
        })
        .await?;
        for sums in [spread::facet_months(&facet_month, lines)?, facet_month] {
            drain(conn, &FACET_MONTH, sums, none, |cells, (place, facet, month, key, standing), g| {
                let of = [Number(place.into()), Number(facet.into()), Text(month_text(month)), Number(key.into()), Number(standing.into())];
                grades(cells, of, g);
            })
            .await?;
        }
        for sums in [spread::facet_days(&facet_day, lines)?, facet_day] {
            drain(conn, &FACET_DAY, sums, none, |cells, (place, facet, day, key, standing), g| {
                let of = [Number(place.into()), Number(facet.into()), Text(day_text(day)), Number(key.into()), Number(standing.into())];
                grades(cells, of, g);
            })
            .await?;
        }
        for sums in [spread::hours(&hour, lines)?, hour] {
            drain(conn, &HOUR, sums, none, |cells, (place, month, weekday, hour, standing), g| {
                let of =
                    [Number(place.into()), Text(month_text(month)), Number(weekday.into()), Number(hour.into()), Number(standing.into())];
                grades(cells, of, g);
            })
            .await?;
        }
        let case_month = spread::case_months(&case_day);
        drain(conn, &CASE_DAY, case_day, zero, |cells, (place, day), n| {
            cells.extend([Number(place.into()), Text(day_text(day)), Number(n)]);
        })
        .await?;
        drain(conn, &CASE_MONTH, case_month, zero, |cells, (place, month), n| {
            cells.extend([Number(place.into()), Text(month_text(month)), Number(n)]);
        })
        .await?;
        for sums in [spread::case_facet_months(&case_facet_month, lines)?, case_facet_month] {
            drain(conn, &CASE_FACET_MONTH, sums, zero, |cells, (place, facet, month, key), n| {
                cells.extend([Number(place.into()), Number(facet.into()), Text(month_text(month)), Number(key.into()), Number(n)]);
            })
            .await?;
        }
        for sums in [spread::case_facet_days(&case_facet_day, lines)?, case_facet_day] {
            drain(conn, &CASE_FACET_DAY, sums, zero, |cells, (place, facet, day, key), n| {
                cells.extend([Number(place.into()), Number(facet.into()), Text(day_text(day)), Number(key.into()), Number(n)]);
            })
            .await?;
        }
        Ok(())
    }
}
