//! What the figures of a place stand on: the tree of places, of which days cases are known, who followed whom, and up to
//! where figures go. Read in one go, for every tile of a screen needs all of it.

use crate::case_cover::Cover;
use crate::change::Succession;
use crate::db::Conn;
use crate::error::StoreError;
use crate::packed::{day, day_of, of_4, of_5, unpack};
use crate::place::{Node, nodes, shape};
use crate::{on, sql};
use domain::change::ChangeKind;
use domain::period::Period;
use jiff::civil::Date;

macro_rules! successions {
    ($unit:literal) => {
        of_4!(concat!(
            "SELECT predecessor_id AS a, successor_id AS b, CASE kind WHEN 'merge' THEN 1 ELSE 2 END AS c, ",
            day!("effective"),
            " AS d
            FROM unit_succession WHERE unit = '",
            $unit,
            "'"
        ))
    };
}

sql! {
    GROUND = concat!(
        "SELECT (", shape!(), ") AS places,
            (", of_5!(concat!("SELECT place_id AS a, CASE WHEN with_below THEN 1 ELSE 0 END AS b, body_id AS c, ", day!("day_from"), " AS d, ",
                day!("day_to"), " AS e FROM case_cover")), ") AS covers,
            (", successions!("place"), ") AS followed_places,
            (", successions!("body"), ") AS followed_bodies,
            (SELECT value FROM meta WHERE name = 'cutoff') AS cutoff,
            (SELECT value FROM meta WHERE name = 'rating_days') AS rating_days,
            (SELECT MAX(day) FROM case_count) AS newest_case"
    );
}

/// What figures stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Every place without its words, in the order of their keys.
    pub places: Vec<Node>,
    /// Of which days cases are known, and where.
    pub covers: Vec<Cover>,
    /// Who followed whom among places.
    pub followed_places: Vec<Succession>,
    /// The same among bodies.
    pub followed_bodies: Vec<Succession>,
    /// 统计截止日 that was fixed by hand.
    pub cutoff: Option<Date>,
    /// First and last day of ratings.
    pub rating_days: Option<Period>,
    /// The newest day of any count of cases.
    pub newest_case: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct Row {
    places: Option<String>,
    covers: Option<String>,
    followed_places: Option<String>,
    followed_bodies: Option<String>,
    cutoff: Option<String>,
    rating_days: Option<String>,
    newest_case: Option<String>,
}

/// Reads it.
pub async fn read(conn: &mut Conn<'_>) -> Result<Ground, StoreError> {
    let row: Row = on!(conn, c => sqlx::query_as(GROUND).fetch_one(c).await?);
    let span = |text: &str| {
        let (from, to) = text.split_once('/')?;
        Period::new(from.parse().ok()?, to.parse().ok()?)
    };
    let date = |text: Option<String>| text.and_then(|day| day.parse().ok());
    Ok(Ground {
        places: nodes(row.places.as_deref())?,
        covers: covers(row.covers.as_deref())?,
        followed_places: followed(row.followed_places.as_deref())?,
        followed_bodies: followed(row.followed_bodies.as_deref())?,
        cutoff: date(row.cutoff),
        rating_days: row.rating_days.as_deref().and_then(span),
        newest_case: date(row.newest_case),
    })
}

fn covers(packed: Option<&str>) -> Result<Vec<Cover>, StoreError> {
    let cover = |[place, with_below, body, from, to]: [i64; 5]| {
        let days = day_of(from).zip(day_of(to)).and_then(|(from, to)| Period::new(from, to));
        let days = days.ok_or_else(|| StoreError::inconsistent("case_cover", "day_from", place))?;
        Ok(Cover { place, with_below: with_below != 0, body, days })
    };
    unpack(packed)?.into_iter().map(cover).collect()
}

fn followed(packed: Option<&str>) -> Result<Vec<Succession>, StoreError> {
    let one = |[predecessor, successor, kind, effective]: [i64; 4]| {
        Ok(Succession {
            predecessor,
            successor,
            kind: if kind == 1 { ChangeKind::Merge } else { ChangeKind::Split },
            effective: day_of(effective).ok_or_else(|| StoreError::inconsistent("unit_succession", "effective", predecessor))?,
        })
    };
    let mut all: Vec<Succession> = unpack(packed)?.into_iter().map(one).collect::<Result<_, StoreError>>()?;
    all.sort_by_key(|s| (s.effective, s.predecessor, s.successor));
    Ok(all)
}
