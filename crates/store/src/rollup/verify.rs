//! Proves the roll-ups equal to the raw rows.

use super::deltas::{CaseFact, Deltas, Grades, Key, Kind, Line, RatingFact, When};
use super::spread;
use crate::db::{Conn, Store};
use crate::error::StoreError;
use crate::lined::{By, Lined};
use crate::on;
use crate::packed::{day, day_of, numbers};
use domain::rating::Standing;
use domain::time::Instant;
use rustc_hash::FxHashMap;

/// What the comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Raw ratings read.
    pub ratings: i64,
    /// Raw case rows read.
    pub case_rows: i64,
    /// Stored and recomputed rows compared.
    pub compared: i64,
    /// Those that differ.
    pub differing: i64,
    /// The first ten, in words.
    pub examples: Vec<String>,
}

const RATINGS: Lined = Lined {
    table: "rating",
    columns: "place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0), COALESCE(module_id, 0), channel,
        COALESCE(window_id, 0), COALESCE(reasons, '')",
    by: By::Id,
};
const CASES: Lined = Lined { table: "case_count", columns: concat!("place_id, ", day!("day"), ", item_id, body_id, cases"), by: By::Id };

/// Lines by place.
pub type Lines = FxHashMap<i64, Line>;

/// Every place's line, by place.
pub async fn lines(conn: &mut Conn<'_>) -> Result<Lines, StoreError> {
    let rows: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(
        "SELECT descendant_id, ancestor_id FROM place_closure ORDER BY descendant_id, depth").fetch_all(c).await?);
    let places = crate::place::all(conn).await?;
    let upper: Vec<i64> = places.iter().filter(|p| p.level != domain::place::Level::Village).map(|p| p.id.0).collect();
    let mut lines: FxHashMap<i64, Line> = FxHashMap::default();
    for (place, above) in rows {
        let line = lines.entry(place).or_insert_with(|| Line { path: Vec::new(), upper: Vec::new() });
        line.path.push(above);
        if upper.contains(&above) {
            line.upper.push(above);
        }
    }
    Ok(lines)
}

/// Reason ids as `rating.reasons` keeps them: `,3,17,`.
pub(crate) fn reason_ids(text: Option<&str>) -> Vec<i64> {
    text.unwrap_or_default().split(',').filter_map(|t| t.parse().ok()).collect()
}

/// Sums up the raw rows and compares every table. Reads one snapshot; memory does not grow with the rows.
pub async fn verify(store: &Store) -> Result<Comparison, StoreError> {
    let mut reader = store.read().await?;
    let mut conn = reader.conn();
    // PostgreSQL would otherwise show each statement what was committed meanwhile.
    let begin = match &conn {
        Conn::Sqlite(_) => "BEGIN",
        Conn::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    };
    on!(&mut conn, c => { sqlx::query(begin).execute(&mut *c).await?; });
    let compared = compare(&mut conn).await;
    on!(&mut conn, c => { sqlx::query("ROLLBACK").execute(&mut *c).await?; });
    compared
}

async fn compare(conn: &mut Conn<'_>) -> Result<Comparison, StoreError> {
    let lines = lines(conn).await?;
    let mut sums = Deltas::default();
    let mut found = Comparison::default();
    let unknown = |place: i64| StoreError::inconsistent("rating", "place_id", place);
    RATINGS
        .each(conn, |line| {
            let mut cells = line.split('|');
            let [place, at, grade, standing, item, body, module, channel, window] = numbers(&mut cells, line)?;
            let civil = Instant(at).civil();
            let standing = i16::try_from(standing).ok().and_then(Standing::from_number);
            let fact = RatingFact {
                line: lines.get(&place).ok_or_else(|| unknown(place))?,
                day: civil.date(),
                hour: civil.hour(),
                grade: i16::try_from(grade).unwrap_or(0),
                standing: standing.ok_or_else(|| StoreError::inconsistent("rating", "standing", place))?,
                item,
                body,
                module,
                channel,
                window,
                reasons: &reason_ids(cells.next()),
            };
            sums.rating(&fact, 1);
            found.ratings += 1;
            Ok(())
        })
        .await?;
    CASES
        .each(conn, |line| {
            let [place, day, item, body, cases] = numbers(&mut line.split('|'), line)?;
            let day = day_of(day).ok_or_else(|| StoreError::inconsistent("case_count", "day", day))?;
            let fact = CaseFact { line: lines.get(&place).ok_or_else(|| unknown(place))?, day, item, body, cases };
            sums.cases(&fact, 1);
            found.case_rows += 1;
            Ok(())
        })
        .await?;
    let sums = sums.settled()?;
    let places = &sums.place_day;
    found.table(conn, &tables::PLACE_DAY, places.iter().map(|(k, g)| row((k.0, 0, k.1, 0, k.2), *g))).await?;
    let months = spread::place_months(places);
    found.table(conn, &tables::PLACE_MONTH, months.into_iter().map(|(k, g)| row((k.0, 0, k.1, 0, k.2), g))).await?;
    let months = spread::whole(sums.facet_month, |own| spread::facet_months(own, &lines))?;
    found.table(conn, &tables::FACET_MONTH, months.into_iter().map(|(k, g)| row(k, g))).await?;
    let days = spread::whole(sums.facet_day, |own| spread::facet_days(own, &lines))?;
    found.table(conn, &tables::FACET_DAY, days.into_iter().map(|(k, g)| row(k, g))).await?;
    let hours = spread::whole(sums.hour, |own| spread::hours(own, &lines))?;
    let hours = hours.into_iter().map(|((p, month, weekday, hour, s), g)| row((p, hour, month, weekday.into(), s), g));
    found.table(conn, &tables::PLACE_HOUR, hours).await?;
    let days = &sums.case_day;
    found.table(conn, &tables::CASE_DAY, days.iter().map(|(k, n)| cases((k.0, 0, k.1, 0), *n))).await?;
    let months = spread::case_months(days);
    found.table(conn, &tables::CASE_MONTH, months.into_iter().map(|(k, n)| cases((k.0, 0, k.1, 0), n))).await?;
    let months = spread::whole(sums.case_facet_month, |own| spread::case_facet_months(own, &lines))?;
    found.table(conn, &tables::CASE_FACET_MONTH, months.into_iter().map(|(k, n)| cases(k, n))).await?;
    let days = spread::whole(sums.case_facet_day, |own| spread::case_facet_days(own, &lines))?;
    found.table(conn, &tables::CASE_FACET_DAY, days.into_iter().map(|(k, n)| cases(k, n))).await?;
    Ok(found)
}

/// Place, facet (or hour), when, key (or weekday), standing; and the sums of five grades, or cases and nothing.
type Row = ([i64; 5], [i64; 5]);

fn row((place, facet, when, key, standing): (Key, Kind, When, Key, Kind), grades: Grades) -> Row {
    ([place.into(), facet.into(), when.into(), key.into(), standing.into()], grades.map(i64::from))
}

fn cases((place, facet, when, key): (Key, Kind, When, Key), n: i64) -> Row {
    ([place.into(), facet.into(), when.into(), key.into(), 0], [n, 0, 0, 0, 0])
}

/// The stored side; columns in the order of [`Row`], with zeros where a table has none.
mod tables {
    use crate::lined::{By, Lined};
    use crate::packed::day;

    macro_rules! stored {
        ($table:literal, $keys:literal, $when:literal, $more:literal) => {
            Lined { table: $table, columns: concat!("place_id, ", $keys, ", ", day!($when), ", ", $more), by: By::Place }
        };
    }

    pub(super) const PLACE_DAY: Lined = stored!("rating_place_day", "0", "day", "0, standing, n1, n2, n3, n4, n5");
    pub(super) const PLACE_MONTH: Lined = stored!("rating_place_month", "0", "month", "0, standing, n1, n2, n3, n4, n5");
    pub(super) const FACET_MONTH: Lined = stored!("rating_facet_month", "facet", "month", "facet_key, standing, n1, n2, n3, n4, n5");
    pub(super) const FACET_DAY: Lined = stored!("rating_facet_day", "facet", "day", "facet_key, standing, n1, n2, n3, n4, n5");
    pub(super) const PLACE_HOUR: Lined = stored!("rating_place_hour", "hour", "month", "weekday, standing, n1, n2, n3, n4, n5");
    pub(super) const CASE_DAY: Lined = stored!("case_place_day", "0", "day", "0, 0, n, 0, 0, 0, 0");
    pub(super) const CASE_MONTH: Lined = stored!("case_place_month", "0", "month", "0, 0, n, 0, 0, 0, 0");
    pub(super) const CASE_FACET_MONTH: Lined = stored!("case_facet_month", "facet", "month", "facet_key, 0, n, 0, 0, 0, 0");
    pub(super) const CASE_FACET_DAY: Lined = stored!("case_facet_day", "facet", "day", "facet_key, 0, n, 0, 0, 0, 0");
}

impl Comparison {
    /// Compares what is stored with what was recomputed; what is zero need not be stored.
    async fn table(&mut self, conn: &mut Conn<'_>, stored: &Lined, recomputed: impl Iterator<Item = Row>) -> Result<(), StoreError> {
        let mut expected: FxHashMap<[i64; 5], [i64; 5]> = recomputed.filter(|(_, sums)| *sums != [0; 5]).collect();
        stored
            .each(conn, |line| {
                let mut cells = line.split('|');
                let key: [i64; 5] = numbers(&mut cells, line)?;
                let sums: [i64; 5] = numbers(&mut cells, line)?;
                let wanted = expected.remove(&key).unwrap_or_default();
                self.compared += 1;
                if sums != wanted {
                    self.differs(format!("{} {key:?}: {sums:?}, raw {wanted:?}", stored.table));
                }
                Ok(())
            })
            .await?;
        for (key, wanted) in expected {
            self.compared += 1;
            self.differs(format!("{} {key:?}: missing, raw {wanted:?}", stored.table));
        }
        Ok(())
    }

    fn differs(&mut self, what: String) {
        self.differing += 1;
        if self.examples.len() < 10 {
            self.examples.push(what);
        }
    }
}
