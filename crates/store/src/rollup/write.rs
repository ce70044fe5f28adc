//! Adds sums to the roll-up tables, many rows a statement, in key order.

use super::deltas::{Deltas, Grades, Sums, day_text, month_text};
use super::spread;
use super::verify::Lines;
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use rustc_hash::FxHashMap;
use sqlx::AssertSqlSafe;
use std::hash::Hash;
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

async fn add(conn: &mut Conn<'_>, table: &Table, rows: Vec<Vec<Cell>>) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<Vec<Cell>> = rows.by_ref().take(ROWS).collect();
        if chunk.len() == ROWS {
            let text = table.many.of(conn);
            on!(conn, c => {
                let mut query = sqlx::query(AssertSqlSafe(text));
                for cell in chunk.into_iter().flatten() {
                    query = match cell { Cell::Number(n) => query.bind(n), Cell::Text(t) => query.bind(t) };
                }
                query.execute(c).await?;
            });
        } else {
            for row in chunk {
                debug_assert_eq!(row.len(), table.columns);
                let text = table.one.of(conn);
                on!(conn, c => {
                    let mut query = sqlx::query(AssertSqlSafe(text));
                    for cell in row {
                        query = match cell { Cell::Number(n) => query.bind(n), Cell::Text(t) => query.bind(t) };
                    }
                    query.execute(c).await?;
                });
            }
        }
    }
    Ok(())
}

/// Takes the non-zero entries of a map in key order, a few thousand rows at a time. Only the keys are sorted: a list of
/// whole entries beside the map would be the most memory that an import takes.
async fn drain<K: Ord + Copy + Hash, V: Copy>(
    conn: &mut Conn<'_>,
    table: &Table,
    map: FxHashMap<K, V>,
    is_zero: impl Fn(&V) -> bool,
    row: impl Fn(K, V) -> Vec<Cell>,
) -> Result<(), StoreError> {
    let mut keys: Vec<K> = map.iter().filter(|(_, v)| !is_zero(v)).map(|(k, _)| *k).collect();
    keys.sort_unstable();
    for keys in keys.chunks(ROWS * 10) {
        let rows = keys.iter().filter_map(|k| map.get(k).map(|v| row(*k, *v))).collect();
        add(conn, table, rows).await?;
    }
    Ok(())
}

fn with_grades(mut key: Vec<Cell>, grades: Grades) -> Vec<Cell> {
    key.extend(grades.into_iter().map(|g| Cell::Number(i64::from(g))));
    key
}

impl Deltas {
    /// Adds everything to the tables, within the caller's transaction. One table after the other is spread, so that not all of
    /// them stand in memory at once.
    pub async fn write(self, conn: &mut Conn<'_>, lines: &Lines) -> Result<(), StoreError> {
        use Cell::{Number, Text};
        let Sums { place_day, facet_month, facet_day, hour, case_day, case_facet_month, case_facet_day } = self.settled()?;
        let none = |g: &Grades| *g == [0; 5];
        let place_month = spread::place_months(&place_day);
        drain(conn, &PLACE_DAY, place_day, none, |(place, day, standing), g| {
            with_grades(vec![Number(place.into()), Text(day_text(day)), Number(standing.into())], g)
        })
        .await?;
        drain(conn, &PLACE_MONTH, place_month, none, |(place, month, standing), g| {
            with_grades(vec![Number(place.into()), Text(month_text(month)), Number(standing.into())], g)
        })
        .await?;
        drain(conn, &FACET_MONTH, spread::facet_months(facet_month, lines)?, none, |(place, facet, month, key, standing), g| {
            with_grades(
                vec![Number(place.into()), Number(facet.into()), Text(month_text(month)), Number(key.into()), Number(standing.into())],
                g,
            )
        })
        .await?;
        drain(conn, &FACET_DAY, spread::facet_days(facet_day, lines)?, none, |(place, facet, day, key, standing), g| {
            with_grades(
                vec![Number(place.into()), Number(facet.into()), Text(day_text(day)), Number(key.into()), Number(standing.into())],
                g,
            )
        })
        .await?;
        drain(conn, &HOUR, spread::hours(hour, lines)?, none, |(place, month, weekday, hour, standing), g| {
            with_grades(
                vec![Number(place.into()), Text(month_text(month)), Number(weekday.into()), Number(hour.into()), Number(standing.into())],
                g,
            )
        })
        .await?;
        let zero = |n: &i64| *n == 0;
        let case_month = spread::case_months(&case_day);
        drain(conn, &CASE_DAY, case_day, zero, |(place, day), n| vec![Number(place.into()), Text(day_text(day)), Number(n)]).await?;
        drain(conn, &CASE_MONTH, case_month, zero, |(place, month), n| vec![Number(place.into()), Text(month_text(month)), Number(n)])
            .await?;
        drain(conn, &CASE_FACET_MONTH, spread::case_facet_months(case_facet_month, lines)?, zero, |(place, facet, month, key), n| {
            vec![Number(place.into()), Number(facet.into()), Text(month_text(month)), Number(key.into()), Number(n)]
        })
        .await?;
        drain(conn, &CASE_FACET_DAY, spread::case_facet_days(case_facet_day, lines)?, zero, |(place, facet, day, key), n| {
            vec![Number(place.into()), Number(facet.into()), Text(day_text(day)), Number(key.into()), Number(n)]
        })
        .await
    }
}
