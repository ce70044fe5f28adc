//! 工作日历: the published lists, a list a year.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::calendar::{Calendar, NamedDay, SHIPPED, YearList};
use domain::time::Instant;
use sqlx::FromRow;

sql! {
    YEARS = "SELECT year, origin, papers, changed_at, changed_by, version FROM calendar_year ORDER BY year";
    DAYS = "SELECT year, day, name, off FROM calendar_day ORDER BY year, day";
    ADD_YEAR = "INSERT INTO calendar_year (year, origin, papers, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (year) DO NOTHING";
    SET_YEAR = "UPDATE calendar_year SET origin = $2, papers = $3, changed_at = $4, changed_by = $5, version = version + 1
        WHERE year = $1 AND version = $6";
    ADD_DAY = "INSERT INTO calendar_day (year, day, name, off) VALUES ($1, $2, $3, $4)";
    CLEAR_DAYS = "DELETE FROM calendar_day WHERE year = $1";
}

/// Who put a list there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    Shipped,
    /// A person imported it.
    Imported,
}

impl Origin {
    fn code(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Imported => "imported",
        }
    }
}

/// A list with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredYear {
    /// The list.
    pub list: YearList,
    /// Where it came from.
    pub origin: Origin,
    /// Since when.
    pub changed: Instant,
    /// By whom.
    pub by: String,
    /// Moves by one with every import.
    pub version: i64,
}

#[derive(FromRow)]
struct YearRow {
    year: i64,
    origin: String,
    papers: String,
    changed_at: i64,
    changed_by: String,
    version: i64,
}

#[derive(FromRow)]
struct DayRow {
    year: i64,
    day: String,
    name: String,
    off: bool,
}

/// Every list, in order of years.
pub async fn years(conn: &mut Conn<'_>) -> Result<Vec<StoredYear>, StoreError> {
    let years: Vec<YearRow> = on!(conn, c => sqlx::query_as(YEARS).fetch_all(c).await?);
    let days: Vec<DayRow> = on!(conn, c => sqlx::query_as(DAYS).fetch_all(c).await?);
    let mut days = days.into_iter().peekable();
    let mut found = Vec::with_capacity(years.len());
    for row in years {
        let wrong = |column| StoreError::inconsistent("calendar_year", column, row.year);
        let mut named = Vec::new();
        while let Some(day) = days.next_if(|day| day.year == row.year) {
            let date = day.day.parse().map_err(|_| StoreError::inconsistent("calendar_day", "day", row.year))?;
            named.push(NamedDay { date, name: day.name, off: day.off });
        }
        found.push(StoredYear {
            list: YearList {
                year: i16::try_from(row.year).map_err(|_| wrong("year"))?,
                papers: serde_json::from_str(&row.papers).map_err(|_| wrong("papers"))?,
                days: named,
            },
            origin: match row.origin.as_str() {
                "shipped" => Origin::Shipped,
                "imported" => Origin::Imported,
                _ => return Err(wrong("origin")),
            },
            changed: Instant(row.changed_at),
            by: row.changed_by,
            version: row.version,
        });
    }
    Ok(found)
}

/// The calendar that all lists make together.
pub async fn calendar(conn: &mut Conn<'_>) -> Result<Calendar, StoreError> {
    Ok(Calendar::new(years(conn).await?.into_iter().map(|year| year.list)))
}

/// Puts a person's list in the place of what is there; false if the version has moved (0: nothing was there).
pub async fn save(conn: &mut Conn<'_>, list: &YearList, by: &str, at: Instant, version: i64) -> Result<bool, StoreError> {
    put(conn, list, Origin::Imported, by, at, version).await
}

async fn put(conn: &mut Conn<'_>, list: &YearList, origin: Origin, by: &str, at: Instant, version: i64) -> Result<bool, StoreError> {
    let year = i64::from(list.year);
    let papers = serde_json::to_string(&list.papers).unwrap_or_else(|_| "[]".to_owned());
    let origin = origin.code();
    let changed = if version == 0 {
        on!(conn, c => sqlx::query(ADD_YEAR).bind(year).bind(origin).bind(&papers).bind(at.0).bind(by).execute(c).await?.rows_affected())
    } else {
        on!(conn, c => sqlx::query(SET_YEAR)
            .bind(year).bind(origin).bind(&papers).bind(at.0).bind(by).bind(version).execute(c).await?.rows_affected())
    };
    if changed != 1 {
        return Ok(false);
    }
    on!(conn, c => { sqlx::query(CLEAR_DAYS).bind(year).execute(c).await?; });
    for day in &list.days {
        let date = day.date.to_string();
        on!(conn, c => { sqlx::query(ADD_DAY).bind(year).bind(&date).bind(&day.name).bind(day.off).execute(c).await?; });
    }
    Ok(true)
}

/// Puts in the lists that came with the program, where a year has none.
pub async fn seed(conn: &mut Conn<'_>, at: Instant) -> Result<(), StoreError> {
    let years: Vec<YearRow> = on!(conn, c => sqlx::query_as(YEARS).fetch_all(c).await?);
    if years.len() >= SHIPPED.len() {
        return Ok(());
    }
    for text in SHIPPED {
        let list = YearList::parse(text).map_err(|e| StoreError::Unavailable(format!("a shipped calendar: {e}")))?;
        if !years.iter().any(|row| row.year == i64::from(list.year)) {
            put(conn, &list, Origin::Shipped, "system", at, 0).await?;
        }
    }
    Ok(())
}
