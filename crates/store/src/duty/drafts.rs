//! What is drafted and reviewed, page by page, that which has waited longest first; and how many there are.
//!
//! What narrows stands in the index of a stage, so a page reads no version that it does not show. Which versions wait for somebody
//! follows `service::duties::eyes`; the rules' test compares both.

use super::{Head, Row};
use crate::db::Conn;
use crate::error::StoreError;
use crate::walk::{self, Ask, Budget, Key, Lanes, Page, Stretch, Way};
use crate::{catalogue::list::between, on, sql};
use domain::body::BodyId;
use domain::duty::flow::Stage;
use domain::place::PlaceId;
use domain::time::Instant;

// Of the stage $4, what the person $1 may see: his own; at and below the places $2, between commas; there and of that body, as `place:body`
// between commas, $3.
macro_rules! seen {
    ($($narrower:expr),*) => {
        concat!(
            " FROM duty_version v WHERE v.stage IN ('draft', 'proposed', 'review', 'approved', 'planned') AND v.stage = $4
            AND (v.place_id IN (SELECT s.descendant_id FROM place_closure s WHERE $2 LIKE '%,' || s.ancestor_id || ',%')
                OR v.author = $1
                OR $3 <> '' AND EXISTS (SELECT 1 FROM place_closure s WHERE s.descendant_id = v.place_id
                    AND $3 LIKE '%,' || s.ancestor_id || ':' || v.body_id || ',%'))",
            $($narrower),*
        )
    };
}

// Nothing was published since it was begun.
macro_rules! current {
    () => {
        " AND COALESCE(v.based_on, 0) = COALESCE((SELECT p.id FROM duty_version p
            WHERE p.duty_id = v.duty_id AND p.stage = 'published' AND p.until_day = '9999-12-31'), 0)"
    };
}

// The person has no hand in it: see `domain::duty::flow::barred`.
macro_rules! free {
    () => {
        " NOT EXISTS (SELECT 1 FROM duty_opinion o WHERE o.person = $1 AND o.version_id = v.id
            AND (o.act IN ('written', 'submitted') OR o.act = 'approved' AND o.round = v.round))"
    };
}

// His own, which he may always see, so that the two lists of places only have to be named. Without the stages of `seen!` SQLite finds no
// other index that fits than that of what came back, which has next to nothing of what a file has brought.
macro_rules! returned {
    () => {
        " FROM duty_version v WHERE v.author = $1 AND v.stage = 'draft' AND v.round > 1 AND v.stage = $4
            AND CAST($2 AS TEXT) IS NOT NULL AND CAST($3 AS TEXT) IS NOT NULL"
    };
}

macro_rules! proposed {
    () => {
        seen!(" AND v.stage = 'proposed'", current!())
    };
}

macro_rules! approved {
    () => {
        seen!(" AND v.stage = 'approved' AND (v.failed <> '' OR", free!(), current!(), ")")
    };
}

// His turn: at and below the places of the first text whatever body's step it is; of the second one as `place:body`, 0 for no body.
macro_rules! review {
    ($any:literal, $bodies:literal) => {
        seen!(
            " AND v.stage = 'review' AND EXISTS (SELECT 1 FROM place_closure t WHERE t.descendant_id = v.place_id AND (",
            $any,
            " LIKE '%,' || t.ancestor_id || ',%' OR ",
            $bodies,
            " LIKE '%,' || t.ancestor_id || ':' || COALESCE(v.turn_body, 0) || ',%')) AND",
            free!()
        )
    };
}

// Behind $5, $6, the key of a row; $7 rows.
macro_rules! page {
    ($from:expr, $than:literal, $way:literal) => {
        concat!(
            "SELECT ",
            head!(),
            " FROM duty_version v WHERE v.id IN (SELECT v.id",
            $from,
            " AND (v.moved_at, v.id) ",
            $than,
            " (CAST($5 AS BIGINT), CAST($6 AS BIGINT)) ORDER BY v.moved_at ",
            $way,
            ", v.id ",
            $way,
            " LIMIT $7) ORDER BY v.moved_at ",
            $way,
            ", v.id ",
            $way
        )
    };
}

macro_rules! count {
    ($from:expr) => {
        concat!("SELECT COUNT(*), MIN(v.moved_at)", $from)
    };
}

sql! {
    SEEN_UP = page!(seen!(), ">", "ASC");
    SEEN_DOWN = page!(seen!(), "<", "DESC");
    RETURNED_UP = page!(returned!(), ">", "ASC");
    RETURNED_DOWN = page!(returned!(), "<", "DESC");
    PROPOSED_UP = page!(proposed!(), ">", "ASC");
    PROPOSED_DOWN = page!(proposed!(), "<", "DESC");
    REVIEW_UP = page!(review!("$8", "$9"), ">", "ASC");
    REVIEW_DOWN = page!(review!("$8", "$9"), "<", "DESC");
    APPROVED_UP = page!(approved!(), ">", "ASC");
    APPROVED_DOWN = page!(approved!(), "<", "DESC");
    COUNT_SEEN = count!(seen!());
    COUNT_RETURNED = count!(returned!());
    COUNT_PROPOSED = count!(proposed!());
    COUNT_REVIEW = count!(review!("$5", "$6"));
    COUNT_APPROVED = count!(approved!());
}

/// A place, and the body to which somebody is bound there.
pub type Bound = (PlaceId, Option<BodyId>);

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker {
    /// An account's key, or what does without one.
    pub person: String,
    /// Where he sees what is not published: of that body alone, or of all.
    pub sees: Vec<Bound>,
    /// Where he reviews: steps of that body, or those of none.
    pub reviews: Vec<Bound>,
    /// He takes steps whatever body's they are.
    pub is_free: bool,
    /// He accepts and publishes.
    pub keeps: bool,
}

/// Which versions of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that he may see.
    Seen,
    /// Those that wait for him: to be accepted, reviewed, published, or handed in again.
    Waiting,
}

/// How many there are, and when something happened to the one that has waited longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub n: i64,
    /// Since when.
    pub oldest: Option<Instant>,
}

/// An asker as the SQL takes him.
struct Asked {
    person: String,
    seen_at: String,
    seen_of: String,
    any_turn: String,
    turns: String,
}

impl Asked {
    fn of(asker: &Asker) -> Self {
        let whole = asker.sees.iter().filter(|(_, body)| body.is_none()).map(|(place, _)| place.0);
        let parts = asker.sees.iter().filter_map(|(place, body)| body.map(|body| format!("{}:{}", place.0, body.0)));
        let turns = |(place, body): &Bound| format!("{}:{}", place.0, body.map_or(0, |body| body.0));
        let any = asker.reviews.iter().filter(|_| asker.is_free).map(|(place, _)| place.0);
        Self {
            person: asker.person.clone(),
            seen_at: between(whole),
            seen_of: between(parts),
            any_turn: between(any),
            turns: between(asker.reviews.iter().map(turns)),
        }
    }
}

/// The texts for versions of a stage: upwards, downwards, counted; none: there never is one.
fn texts(asker: &Asker, stage: Stage, which: Which) -> Option<[&'static str; 3]> {
    match (which, stage) {
        (Which::Seen, _) => Some([SEEN_UP, SEEN_DOWN, COUNT_SEEN]),
        (Which::Waiting, Stage::Draft) => Some([RETURNED_UP, RETURNED_DOWN, COUNT_RETURNED]),
        (Which::Waiting, Stage::Proposed) if asker.keeps => Some([PROPOSED_UP, PROPOSED_DOWN, COUNT_PROPOSED]),
        (Which::Waiting, Stage::Review) if !asker.reviews.is_empty() => Some([REVIEW_UP, REVIEW_DOWN, COUNT_REVIEW]),
        (Which::Waiting, Stage::Approved) if asker.keeps => Some([APPROVED_UP, APPROVED_DOWN, COUNT_APPROVED]),
        (Which::Waiting, _) => None,
    }
}

/// How many versions of a stage there are.
pub async fn count(conn: &mut Conn<'_>, asker: &Asker, stage: Stage, which: Which) -> Result<Count, StoreError> {
    let Some([.., text]) = texts(asker, stage, which) else { return Ok(Count::default()) };
    let asked = Asked::of(asker);
    let has_turns = which == Which::Waiting && stage == Stage::Review;
    let (n, oldest): (i64, Option<i64>) = on!(conn, c => {
        let query = sqlx::query_as(text).bind(&asked.person).bind(&asked.seen_at).bind(&asked.seen_of).bind(stage.code());
        let query = if has_turns { query.bind(&asked.any_turn).bind(&asked.turns) } else { query };
        query.fetch_one(c).await?
    });
    Ok(Count { n, oldest: oldest.map(Instant) })
}

/// A page of the versions of some stages.
pub async fn page(
    conn: &mut Conn<'_>,
    asker: &Asker,
    stages: &[Stage],
    which: Which,
    ask: Ask,
    limit: usize,
) -> Result<Page<Head>, StoreError> {
    let within = (Key::before(i64::MIN), Key { major: i64::MAX, id: i64::MAX });
    let mut list = List { conn, asked: &Asked::of(asker), asker, stages, which };
    walk::page(&mut list, &[0], within, Way::Up, ask, limit, Budget { first: 0, all: 1 }).await
}

struct List<'l, 'c> {
    conn: &'l mut Conn<'c>,
    asked: &'l Asked,
    asker: &'l Asker,
    stages: &'l [Stage],
    which: Which,
}

impl Lanes for List<'_, '_> {
    type Row = Head;

    async fn ahead(&mut self, _: i64, _: Stretch, _: i64) -> Result<Option<Key>, StoreError> {
        Ok(None)
    }

    async fn rows(&mut self, _: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, Head)>, StoreError> {
        let (asked, mut found) = (self.asked, Vec::new());
        for stage in self.stages {
            let Some([up, down, _]) = texts(self.asker, *stage, self.which) else { continue };
            let text = if stretch.way == Way::Up { up } else { down };
            let has_turns = self.which == Which::Waiting && *stage == Stage::Review;
            let rows: Vec<Row> = on!(self.conn, c => {
                let query = sqlx::query_as(text).bind(&asked.person).bind(&asked.seen_at).bind(&asked.seen_of).bind(stage.code());
                let query = query.bind(stretch.from.major).bind(stretch.from.id).bind(limit);
                let query = if has_turns { query.bind(&asked.any_turn).bind(&asked.turns) } else { query };
                query.fetch_all(c).await?
            });
            for row in rows {
                found.push((Key { major: row.moved_at, id: row.id }, Head::try_from(row)?));
            }
        }
        Ok(walk::merged(found, stretch.way, limit))
    }
}
