//! The ledger (督办台账), page by page by key, the worst first; and how many matters there are by light, state and source.
//!
//! By urgency the ledger is several stretches of one index, one after the other: red, yellow, green, then what has no light. Each
//! is read from its own key on, so that a page costs what stands on it.

use super::{LIT_RANK, NEVER, RANKS, stored_day};
use crate::db::Conn;
use crate::error::StoreError;
use crate::rating::contains;
use crate::{on, packed, sql};
use domain::body::BodyId;
use domain::day::later;
use domain::place::PlaceId;
use domain::supervision::flow::State;
use domain::supervision::light::Light;
use domain::supervision::{MatterId, Source};
use domain::time::Instant;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;

// What narrows, the cheapest test first: $1 words, $2 states and $3 sources between commas, $4 body, $5 place, $6 and $7 the first and last day of the term. $8 for
// whom it waits, $9 today. Seen is everything if $10, else what is about places below $11, what is of the bodies $12, and what is about a
// place below and of a body as in $13 (place:body); what is not handed out below the places $14 only.
macro_rules! filtered {
    () => {
        " AND (CAST($4 AS BIGINT) IS NULL OR m.id IN (SELECT b.matter_id FROM matter_body b WHERE b.body_id = $4))
            AND (CAST($5 AS BIGINT) IS NULL OR m.place_id IN (SELECT c.descendant_id FROM place_closure c WHERE c.ancestor_id = $5))
            AND ($1 = '' OR m.search LIKE $1 ESCAPE '\\')
            AND ($2 = '' OR $2 LIKE '%,' || m.state || ',%')
            AND ($3 = '' OR $3 LIKE '%,' || m.source || ',%')
            AND ($6 = '' OR m.due_day >= $6)
            AND ($7 = '' OR m.due_day <> '' AND m.due_day <= $7)
            AND ($8 = '' OR $8 LIKE '%office%' AND (m.state IN ('unissued', 'in_review') OR m.asking_to <> '')
                OR $8 LIKE '%answer%' AND (m.state = 'unsigned' OR m.state = 'in_hand' AND m.yellow_from <= $9)
                    AND m.lead_id IN (SELECT w.id FROM body w WHERE $12 LIKE '%,' || w.id || ',%' OR $13 LIKE '%:' || w.id || ',%'))
            AND (CAST($10 AS BIGINT) = 1
                OR m.place_id IN (SELECT s.descendant_id FROM place_closure s WHERE $11 LIKE '%,' || s.ancestor_id || ',%')
                OR m.id IN (SELECT o.matter_id FROM body y CROSS JOIN matter_body o WHERE o.body_id = y.id AND $12 LIKE '%,' || y.id || ',%')
                OR $13 <> '' AND 0 < (SELECT COUNT(*) FROM matter_body p JOIN place_closure q ON q.descendant_id = m.place_id
                    WHERE p.matter_id = m.id AND $13 LIKE '%,' || q.ancestor_id || ':' || p.body_id || ',%'))
            AND (m.state NOT IN ('unissued', 'revoked_matter')
                OR m.place_id IN (SELECT s.descendant_id FROM place_closure s WHERE $14 LIKE '%,' || s.ancestor_id || ',%'))"
    };
}

// The sign before a rank keeps SQLite from an index that would have to be sorted. Of the ranks $15 to $16, red from the days $17 to $18 on, yellow from the days $19 to $20 on; beyond the key $21, $22; $23 rows.
macro_rules! page {
    ($rank:literal, $key:literal, $than:literal, $way:literal) => {
        concat!(
            "SELECT m.id, ",
            $key,
            " AS sort_key, m.number, m.title, m.source, m.state, m.rank, m.sort_day, m.yellow_from, m.lead_id, m.place_id, m.instructor,
            m.responsible, m.issued_day, m.due_day, m.feedback_day, m.moved_at,
            CAST(CASE WHEN m.link_kind = '' THEN 0 ELSE 1 END AS BIGINT) AS linked, m.version,
            (SELECT COUNT(*) FROM matter_body h WHERE h.matter_id = m.id AND h.is_lead = 0) AS helpers
            FROM matter m WHERE ",
            $rank,
            " $15 AND +m.rank <= $16 AND m.sort_day >= $17 AND m.sort_day <= $18 AND m.yellow_from >= $19 AND m.yellow_from <= $20
            AND (",
            $key,
            ", m.id) ",
            $than,
            " ($21, CAST($22 AS BIGINT))",
            filtered!(),
            " ORDER BY ",
            $key,
            " ",
            $way,
            ", m.id ",
            $way,
            " LIMIT $23"
        )
    };
}

sql! {
    URGENCY_UP = page!("m.rank =", "m.sort_day", ">", "ASC");
    URGENCY_DOWN = page!("m.rank =", "m.sort_day", "<", "DESC");
    DUE_UP = page!("+m.rank >=", "m.due_day", ">", "ASC");
    DUE_DOWN = page!("+m.rank >=", "m.due_day", "<", "DESC");
    NUMBER_UP = page!("+m.rank >=", "m.number_key", ">", "ASC");
    NUMBER_DOWN = page!("+m.rank >=", "m.number_key", "<", "DESC");
    COUNTS = concat!(
        "SELECT CASE WHEN m.rank <> 0 THEN '' WHEN m.sort_day <= $9 THEN 'red' WHEN m.yellow_from <= $9 THEN 'yellow' ELSE 'green' END AS light,
            m.state, m.source, COUNT(*) AS n, MIN(m.sort_day) AS oldest FROM matter m WHERE 1 = 1",
        filtered!(),
        " GROUP BY 1, 2, 3"
    );
}

/// Beyond every day and every number.
const LAST: &str = "~";

/// For whom what is asked for waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// For the office: to be handed out, reviewed, or given more time.
    pub office: bool,
    /// For whoever answers: to be signed for, or with a light that is not green.
    pub answer: bool,
}

/// Which matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterFilter {
    /// Part of number, title, pinyin, initials, or of a person's name.
    pub text: String,
    /// In these states; empty: in all but those that were given up.
    pub states: Vec<State>,
    /// With this light only.
    pub light: Option<Light>,
    /// From these sources; empty: from all.
    pub sources: Vec<Source>,
    /// Of this body only.
    pub body: Option<BodyId>,
    /// About units at and below this place only.
    pub place: Option<PlaceId>,
    /// With a term that ends on this day or later.
    pub due_from: Option<Date>,
    /// With a term that ends on this day or before.
    pub due_to: Option<Date>,
    /// Only what waits; none: everything.
    pub waiting: Option<Waiting>,
    /// Everything is seen.
    pub sees_all: bool,
    /// What is about these places and below is seen.
    pub seen_at: Vec<PlaceId>,
    /// What is of these bodies is seen.
    pub seen_of: Vec<BodyId>,
    /// What is about these places and below, and of the body beside them, is seen.
    pub seen_pairs: Vec<(PlaceId, BodyId)>,
    /// What is not handed out is seen about these places and below.
    pub drafts_at: Vec<PlaceId>,
}

/// By what the ledger is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatterOrder {
    /// The worst first.
    Urgency,
    /// By the day on which the term ends; true: the last first.
    Due(bool),
    /// By number; true: the last first.
    Number(bool),
}

/// A row's place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In which stretch.
    pub lane: usize,
    /// Its key there.
    pub key: String,
    /// The row's own key.
    pub id: i64,
}

/// Which page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpotAt {
    /// The first one.
    First,
    /// The last one.
    Last,
    /// Behind a row.
    After(Spot),
    /// Before a row.
    Before(Spot),
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The matter.
    pub id: MatterId,
    /// 编号
    pub number: String,
    /// 督办事项
    pub title: String,
    /// 来源
    pub source: Source,
    /// 状态
    pub state: State,
    /// 督办灯
    pub light: Option<Light>,
    /// 主办单位
    pub lead: Option<BodyId>,
    /// How many bodies help.
    pub helpers: i64,
    /// 涉及单位
    pub place: PlaceId,
    /// 批示人
    pub instructor: String,
    /// 责任人
    pub responsible: String,
    /// When it was handed out.
    pub issued: Option<Date>,
    /// 时限
    pub due: Option<Date>,
    /// Until when feedback is due.
    pub feedback: Option<Date>,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// It was made of another row.
    pub is_linked: bool,
    /// Moves by one with every change.
    pub version: i64,
}

/// A page of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterPage {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// There are rows before this one.
    pub before: Option<Spot>,
    /// There are rows behind this one.
    pub after: Option<Spot>,
}

/// What the columns of `page!` are called.
const COLUMNS: &str = "id, sort_key, number, title, source, state, rank, sort_day, yellow_from, lead_id, place_id, instructor, responsible, \
                       issued_day, due_day, feedback_day, moved_at, linked, version, helpers";

/// Columns stand as in `page!`: SQLite hands a page over as one array of arrays ([`packed::rows!`]).
#[derive(FromRow, Deserialize)]
struct Row {
    id: i64,
    sort_key: String,
    number: String,
    title: String,
    source: String,
    state: String,
    rank: i64,
    sort_day: String,
    yellow_from: String,
    lead_id: Option<i64>,
    place_id: i64,
    instructor: String,
    responsible: String,
    issued_day: String,
    due_day: String,
    feedback_day: String,
    moved_at: i64,
    linked: i64,
    version: i64,
    helpers: i64,
}

impl Row {
    fn told(self, today: &str) -> Result<Listed, StoreError> {
        let wrong = |column| StoreError::inconsistent("matter", column, self.id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        let light = if self.rank != LIT_RANK {
            None
        } else if self.sort_day.as_str() <= today {
            Some(Light::Red)
        } else if self.yellow_from.as_str() <= today {
            Some(Light::Yellow)
        } else {
            Some(Light::Green)
        };
        Ok(Listed {
            id: MatterId(self.id),
            source: Source::from_code(&self.source).ok_or_else(|| wrong("source"))?,
            state: State::from_code(&self.state).ok_or_else(|| wrong("state"))?,
            light,
            issued: day(&self.issued_day, "issued_day")?,
            due: day(&self.due_day, "due_day")?,
            feedback: day(&self.feedback_day, "feedback_day")?,
            number: self.number,
            title: self.title,
            lead: self.lead_id.map(BodyId),
            helpers: self.helpers,
            place: PlaceId(self.place_id),
            instructor: self.instructor,
            responsible: self.responsible,
            moved_at: Instant(self.moved_at),
            is_linked: self.linked != 0,
            version: self.version,
        })
    }
}

/// A stretch of the ledger: a rank, and between which days it turns red and yellow.
#[derive(Clone, Debug)]
struct Lane {
    ranks: (i64, i64),
    red: (String, String),
    yellow: (String, String),
    /// The newest first.
    down: bool,
}

fn lanes(filter: &MatterFilter, order: MatterOrder, today: Date) -> Vec<Lane> {
    let (now, tomorrow) = (domain::day::text(today), domain::day::text(later(today, 1)));
    let all = || (String::new(), LAST.to_owned());
    let lit = |light: Light| {
        let (red, yellow) = match light {
            Light::Red => ((String::new(), now.clone()), all()),
            Light::Yellow => ((tomorrow.clone(), LAST.to_owned()), (String::new(), now.clone())),
            Light::Green => ((tomorrow.clone(), LAST.to_owned()), (tomorrow.clone(), LAST.to_owned())),
        };
        Lane { ranks: (LIT_RANK, LIT_RANK), red, yellow, down: false }
    };
    // What was given up is looked at only when it is asked for.
    let fits = |state: &State| if filter.states.is_empty() { *state != State::Revoked } else { filter.states.contains(state) };
    let last = RANKS.iter().filter(|(_, states)| states.iter().any(fits)).map(|(rank, _)| *rank).max().unwrap_or(LIT_RANK);
    match (order, filter.light) {
        (MatterOrder::Urgency, Some(light)) => vec![lit(light)],
        (MatterOrder::Urgency, None) => {
            let rest = RANKS.iter().filter(|(_, states)| states.iter().any(fits));
            let rest = rest.map(|(rank, _)| Lane { ranks: (*rank, *rank), red: all(), yellow: all(), down: true });
            Light::ALL.iter().map(|light| lit(*light)).chain(rest).collect()
        }
        (MatterOrder::Due(down) | MatterOrder::Number(down), Some(light)) => vec![Lane { down, ..lit(light) }],
        (MatterOrder::Due(down) | MatterOrder::Number(down), None) => {
            vec![Lane { ranks: (LIT_RANK, last), red: all(), yellow: all(), down }]
        }
    }
}

/// Words between commas, nothing if there are none.
fn between<T: ToString>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    if all.is_empty() { String::new() } else { format!(",{},", all.join(",")) }
}

fn waiting(waiting: Option<Waiting>) -> String {
    let Some(Waiting { office, answer }) = waiting else { return String::new() };
    let words = [(office, "office"), (answer, "answer")];
    // Nobody waits for who neither hands out nor answers.
    let found: Vec<&str> = words.into_iter().filter(|(is_it, _)| *is_it).map(|(_, word)| word).collect();
    if found.is_empty() { "nobody".to_owned() } else { found.join(",") }
}

/// The filter as the SQL takes it.
macro_rules! bound {
    ($query:expr, $filter:ident, $today:ident) => {
        $query
            .bind(contains(&$filter.text.to_lowercase()))
            .bind(between($filter.states.iter().map(|one| one.code())))
            .bind(between($filter.sources.iter().map(|one| one.code())))
            .bind($filter.body.map(|body| body.0))
            .bind($filter.place.map(|place| place.0))
            .bind(super::day_text($filter.due_from))
            .bind(super::day_text($filter.due_to))
            .bind(waiting($filter.waiting))
            .bind(domain::day::text($today))
            .bind(i64::from($filter.sees_all))
            .bind(between($filter.seen_at.iter().map(|place| place.0)))
            .bind(between($filter.seen_of.iter().map(|body| body.0)))
            .bind(between($filter.seen_pairs.iter().map(|(place, body)| format!("{}:{}", place.0, body.0))))
            .bind(between($filter.drafts_at.iter().map(|place| place.0)))
    };
}

/// Rows of a lane beyond a key, in the lane's order (or against it).
async fn stretch(
    conn: &mut Conn<'_>,
    filter: &MatterFilter,
    order: MatterOrder,
    lane: &Lane,
    (forward, from): (bool, Option<&Spot>),
    today: Date,
    wanted: i64,
) -> Result<Vec<Row>, StoreError> {
    let up = lane.down != forward;
    let text = match (order, up) {
        (MatterOrder::Urgency, true) => URGENCY_UP,
        (MatterOrder::Urgency, false) => URGENCY_DOWN,
        (MatterOrder::Due(_), true) => DUE_UP,
        (MatterOrder::Due(_), false) => DUE_DOWN,
        (MatterOrder::Number(_), true) => NUMBER_UP,
        (MatterOrder::Number(_), false) => NUMBER_DOWN,
    };
    let edge = if up { "" } else { LAST };
    let mut rows: Vec<Row> = packed::rows!(conn, COLUMNS, text, text => bound!(sqlx::query_as(text), filter, today)
        .bind(lane.ranks.0)
        .bind(lane.ranks.1)
        .bind(lane.red.0.as_str())
        .bind(lane.red.1.as_str())
        .bind(lane.yellow.0.as_str())
        .bind(lane.yellow.1.as_str())
        .bind(from.map_or(edge, |spot| spot.key.as_str()))
        .bind(from.map_or(0, |spot| spot.id))
        .bind(wanted));
    rows.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    if !up {
        rows.reverse();
    }
    Ok(rows)
}

/// A page of the matters that fit, as of a day.
pub async fn page(
    conn: &mut Conn<'_>,
    filter: &MatterFilter,
    order: MatterOrder,
    at: &SpotAt,
    today: Date,
    limit: usize,
) -> Result<MatterPage, StoreError> {
    let lanes = lanes(filter, order, today);
    let forward = matches!(at, SpotAt::First | SpotAt::After(_));
    let from = match at {
        SpotAt::First | SpotAt::Last => None,
        SpotAt::After(spot) | SpotAt::Before(spot) => Some(spot),
    };
    let mut walk: Vec<usize> = (0..lanes.len()).collect();
    if !forward {
        walk.reverse();
    }
    let is_passed = |n: usize| from.is_some_and(|spot| if forward { n < spot.lane } else { n > spot.lane });
    let mut found: Vec<(usize, Row)> = Vec::with_capacity(limit + 1);
    for n in walk.into_iter().filter(|n| !is_passed(*n)) {
        // One more than is shown says whether there are more.
        let wanted = (limit + 1).saturating_sub(found.len());
        if wanted == 0 {
            break;
        }
        let Some(lane) = lanes.get(n) else { continue };
        let begin = from.filter(|spot| spot.lane == n);
        let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
        let rows = stretch(conn, filter, order, lane, (forward, begin), today, wanted).await?;
        found.extend(rows.into_iter().map(|row| (n, row)));
    }
    let more = found.len() > limit;
    found.truncate(limit);
    if !forward {
        found.reverse();
    }
    let spot = |(lane, row): &(usize, Row)| Spot { lane: *lane, key: row.sort_key.clone(), id: row.id };
    let (first, last) = (found.first().map(spot), found.last().map(spot));
    // Where it came from there is at least the row of that place.
    let (before, after) = match (forward, from) {
        (true, from) => (from.map(|from| first.unwrap_or_else(|| from.clone())), last.filter(|_| more)),
        (false, from) => (first.filter(|_| more), from.map(|from| last.unwrap_or_else(|| from.clone()))),
    };
    let today = domain::day::text(today);
    let rows = found.into_iter().map(|(_, row)| row.told(&today)).collect::<Result<_, _>>()?;
    Ok(MatterPage { rows, before, after })
}

/// How many matters there are of one light, state and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// 督办灯
    pub light: Option<Light>,
    /// 状态
    pub state: State,
    /// 来源
    pub source: Source,
    /// How many.
    pub n: i64,
    /// Of red ones: since when the oldest is.
    pub since: Option<Date>,
}

/// Counts of everything that fits but for light, states and sources.
pub async fn counts(conn: &mut Conn<'_>, filter: &MatterFilter, today: Date) -> Result<Vec<Counted>, StoreError> {
    let filter = &MatterFilter { states: Vec::new(), sources: Vec::new(), light: None, ..filter.clone() };
    let rows: Vec<(String, String, String, i64, String)> =
        on!(conn, c => bound!(sqlx::query_as(COUNTS), filter, today).fetch_all(c).await?);
    let read = |(light, state, source, n, oldest): (String, String, String, i64, String)| {
        let wrong = |column| StoreError::inconsistent("matter", column, n);
        Ok(Counted {
            light: Light::from_code(&light),
            state: State::from_code(&state).ok_or_else(|| wrong("state"))?,
            source: Source::from_code(&source).ok_or_else(|| wrong("source"))?,
            n,
            since: if oldest == NEVER { None } else { stored_day(&oldest).map_err(|()| wrong("sort_day"))? },
        })
    };
    rows.into_iter().map(read).collect()
}
