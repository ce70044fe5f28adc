//! Which days case files cover, and for which places.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::coverage::Days;
use domain::period::Period;
use jiff::civil::Date;

sql! {
    NEWEST_DAY = "SELECT MAX(day) FROM case_count";
    SAME = "SELECT day_from, day_to FROM case_cover WHERE place_id = $1 AND with_below = $2 AND body_id = $3";
    FORGET = "DELETE FROM case_cover WHERE place_id = $1 AND with_below = $2 AND body_id = $3";
    KEEP = "INSERT INTO case_cover (place_id, with_below, body_id, day_from, day_to) VALUES ($1, $2, $3, $4, $5)";
}

/// Days of which the cases of a place are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The place.
    pub place: i64,
    /// And of everything below it.
    pub with_below: bool,
    /// The body whose cases are known; 0: those of every body.
    pub body: i64,
    /// The days.
    pub days: Period,
}

fn days(place: i64, from: &str, to: &str) -> Result<Period, StoreError> {
    let period = from.parse().ok().zip(to.parse().ok()).and_then(|(from, to)| Period::new(from, to));
    period.ok_or_else(|| StoreError::inconsistent("case_cover", "day_from", place))
}

/// The newest day of any count of cases. Files may cover later days, on which nothing was done.
pub async fn newest(conn: &mut Conn<'_>) -> Result<Option<Date>, StoreError> {
    let (day,): (Option<String>,) = on!(conn, c => sqlx::query_as(NEWEST_DAY).fetch_one(c).await?);
    Ok(day.and_then(|d| d.parse().ok()))
}

/// Adds days; those that meet or touch become one span.
pub async fn widen(conn: &mut Conn<'_>, new: Cover) -> Result<(), StoreError> {
    let (place, below, body) = (new.place, new.with_below, new.body);
    let known: Vec<(String, String)> = on!(conn, c => sqlx::query_as(SAME).bind(place).bind(below).bind(body).fetch_all(c).await?);
    let mut spans = vec![new.days];
    for (from, to) in known {
        spans.push(days(place, &from, &to)?);
    }
    on!(conn, c => { sqlx::query(FORGET).bind(place).bind(below).bind(body).execute(c).await?; });
    for span in Days::of(spans).periods() {
        let (from, to) = (span.from.to_string(), span.to.to_string());
        on!(conn, c => { sqlx::query(KEEP).bind(place).bind(below).bind(body).bind(&from).bind(&to).execute(c).await?; });
    }
    Ok(())
}
