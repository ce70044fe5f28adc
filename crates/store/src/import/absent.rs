//! Case counts that are stored for the places and days of a file and are not in it.

use super::cases::apply_case;
use crate::case_cover::Cover;
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use crate::rollup::Deltas;
use std::collections::BTreeMap;

/// Of the sources that the file is of; what another system told stays what it is. Before anything of the staged rows was merged.
const ABSENT: &str = "SELECT r.id, r.place_id, r.day, r.item_id, r.body_id, r.cases FROM case_count r
        LEFT JOIN stage_case s ON s.source_id = r.source_id AND s.place_id = r.place_id AND s.point_id = r.point_id
            AND s.item_id = r.item_id AND s.body_id = r.body_id AND s.day = r.day
        WHERE r.day >= $1 AND r.day <= $2 AND r.cases > 0 AND ($3 = 0 OR r.body_id = $3)
            AND (r.place_id = $4 OR ($5 AND r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $4)))
            AND r.source_id IN (SELECT DISTINCT source_id FROM stage_case) AND s.row_no IS NULL";
const ZERO: &str = "UPDATE case_count SET cases = 0, import_no = $2 WHERE id = $1";

/// A stored count: place, day, item, body, cases.
type Fact = (i64, String, i64, i64, i64);

/// Those of them that say more than 0, by their key.
#[derive(Debug, Default)]
pub struct Absent(BTreeMap<i64, Fact>);

impl Absent {
    /// Looks for them.
    pub async fn find(conn: &mut Conn<'_>, covers: &[Cover]) -> Result<Self, StoreError> {
        let mut found = BTreeMap::new();
        for cover in covers {
            let (from, to) = (cover.days.from.to_string(), cover.days.to.to_string());
            let rows: Vec<(i64, i64, String, i64, i64, i64)> = on!(conn, c => {
                let asked = sqlx::query_as(ABSENT).bind(&from).bind(&to).bind(cover.body).bind(cover.place).bind(cover.with_below);
                asked.fetch_all(c).await?
            });
            found.extend(rows.into_iter().map(|(id, place, day, item, body, cases)| (id, (place, day, item, body, cases))));
        }
        Ok(Self(found))
    }

    /// How many.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Makes them 0. They stay rows, of this import; what they said before stands in that of theirs.
    pub async fn zero(self, conn: &mut Conn<'_>, import_no: i64) -> Result<u64, StoreError> {
        let lines = crate::rollup::lines(conn).await?;
        let mut deltas = Deltas::default();
        for (id, fact) in &self.0 {
            apply_case(&mut deltas, fact, &lines, -1)?;
            on!(conn, c => { sqlx::query(ZERO).bind(id).bind(import_no).execute(c).await?; });
        }
        deltas.write(conn, &lines).await?;
        Ok(self.count())
    }
}
