//! The ledger (督办台账), page by page by key, the worst first; and how many matters there are by light, state and source.
//! How it is walked stands in [`crate::ledger`].

use super::{RANKS, stored_day};
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::ledger::{self, Lane, Ledger, NEVER, Spot, SpotAt, lanes, light_of};
use crate::rating::contains;
use crate::{on, packed, sql};
use domain::body::BodyId;
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

// The sign before a rank keeps SQLite from an index that would have to be sorted. What is added to a first day keeps it from looking through every rank where it
// reckons that most rows are later: the key says where a stretch begins. Of the ranks $15 to $16, red from the days $17 to $18 on, yellow from the days $19 to $20 on; beyond the key $21, $22; $23 rows.
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
            " $15 AND +m.rank <= $16 AND m.sort_day || '' >= $17 AND m.sort_day <= $18 AND m.yellow_from >= $19 AND m.yellow_from <= $20
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
    // How many there are of each light and rank: one look over the index says which stretches need not be walked.
    STRETCHES = concat!(
        "SELECT COUNT(CASE WHEN m.rank = 0 AND m.sort_day <= $9 THEN 1 END), COUNT(CASE WHEN m.rank = 0 AND m.sort_day > $9 AND m.yellow_from <= $9 THEN 1 END),
            COUNT(CASE WHEN m.rank = 0 AND m.sort_day > $9 AND m.yellow_from > $9 THEN 1 END), COUNT(CASE WHEN m.rank = 1 THEN 1 END),
            COUNT(CASE WHEN m.rank = 2 THEN 1 END), COUNT(CASE WHEN m.rank = 3 THEN 1 END), COUNT(CASE WHEN m.rank = 4 THEN 1 END)
            FROM matter m WHERE 1 = 1",
        filtered!()
    );
    COUNTS = concat!(
        "SELECT CASE WHEN m.rank <> 0 THEN '' WHEN m.sort_day <= $9 THEN 'red' WHEN m.yellow_from <= $9 THEN 'yellow' ELSE 'green' END AS light,
            m.state, m.source, COUNT(*) AS n, MIN(m.sort_day) AS oldest FROM matter m WHERE 1 = 1",
        filtered!(),
        " GROUP BY 1, 2, 3"
    );
}

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
        Ok(Listed {
            id: MatterId(self.id),
            source: Source::from_code(&self.source).ok_or_else(|| wrong("source"))?,
            state: State::from_code(&self.state).ok_or_else(|| wrong("state"))?,
            light: light_of(self.rank, &self.sort_day, &self.yellow_from, today),
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

/// What is asked of the ledger.
struct Asked<'a, 'c> {
    conn: &'a mut Conn<'c>,
    filter: &'a MatterFilter,
    order: MatterOrder,
    today: Date,
    /// What there is of each stretch, once that was looked at.
    there: Option<Stretches>,
}

impl Ledger for Asked<'_, '_> {
    type Row = Row;

    async fn rows(&mut self, lane: &Lane, up: bool, beyond: (&str, i64), wanted: i64) -> Result<Vec<Row>, StoreError> {
        let text = match (self.order, up) {
            (MatterOrder::Urgency, true) => URGENCY_UP,
            (MatterOrder::Urgency, false) => URGENCY_DOWN,
            (MatterOrder::Due(_), true) => DUE_UP,
            (MatterOrder::Due(_), false) => DUE_DOWN,
            (MatterOrder::Number(_), true) => NUMBER_UP,
            (MatterOrder::Number(_), false) => NUMBER_DOWN,
        };
        let (filter, today) = (self.filter, self.today);
        Ok(packed::rows!(self.conn, COLUMNS, text, text =>
            ledger::bound_lane!(bound!(sqlx::query_as(text), filter, today), lane, beyond, wanted)))
    }

    async fn may_have(&mut self, lane: &Lane, is_first: bool) -> Result<bool, StoreError> {
        let (filter, today) = (self.filter, self.today);
        // Words may be everywhere, then the first stretch fills the page; a town may have nothing.
        let is_narrow = filter.place.is_some() || !is_first && !filter.text.trim().is_empty();
        if self.order != MatterOrder::Urgency || !is_narrow {
            return Ok(true);
        }
        let there = match self.there {
            Some(there) => there,
            None => *self.there.insert(stretches(self.conn, filter, today).await?),
        };
        Ok(is_there(lane, there, today))
    }

    fn key(row: &Row) -> (&str, i64) {
        (&row.sort_key, row.id)
    }
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
    // What was given up is looked at only when it is asked for.
    let fits = |state: &State| if filter.states.is_empty() { *state != State::Revoked } else { filter.states.contains(state) };
    let rest: Vec<i64> = RANKS.iter().filter(|(_, states)| states.iter().any(fits)).map(|(rank, _)| *rank).collect();
    let by_key = match order {
        MatterOrder::Urgency => None,
        MatterOrder::Due(down) | MatterOrder::Number(down) => Some(down),
    };
    let lanes = lanes(filter.light, by_key, &rest, today);
    let found = ledger::page(&mut Asked { conn, filter, order, today, there: None }, &lanes, at, limit).await?;
    let today = domain::day::text(today);
    let rows = found.rows.into_iter().map(|row| row.told(&today)).collect::<Result<_, _>>()?;
    Ok(MatterPage { rows, before: found.before, after: found.after })
}

/// Of red, yellow, green, and of the ranks from 1 on.
type Stretches = (i64, i64, i64, i64, i64, i64, i64);

async fn stretches(conn: &mut Conn<'_>, filter: &MatterFilter, today: Date) -> Result<Stretches, StoreError> {
    Ok(on!(conn, c => bound!(sqlx::query_as(STRETCHES), filter, today).fetch_one(c).await?))
}

/// Something of a stretch fits. One of a rank that is not known is looked at.
fn is_there(lane: &Lane, (red, yellow, green, first, second, third, fourth): Stretches, today: Date) -> bool {
    let today = domain::day::text(today);
    let n = match lane.ranks {
        (0, 0) if lane.red.1 == today => red,
        (0, 0) if lane.yellow.1 == today => yellow,
        (0, 0) => green,
        (1, 1) => first,
        (2, 2) => second,
        (3, 3) => third,
        (4, 4) => fourth,
        _ => 1,
    };
    n > 0
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
