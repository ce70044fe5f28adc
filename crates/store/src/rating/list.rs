//! Lists of ratings: which, in what order, page by page ([`crate::walk`]).
//!
//! By time a list is walked along the index of instants, which holds what it is narrowed by; one of bad grades along its own;
//! one of a single place along that place's, or along that of its bad ones. By grade it is a lane for each grade, by place one for each place.

use super::{COLUMNS, Found, Row, reason_names};
use crate::db::Conn;
use crate::error::StoreError;
use crate::figures::{self, instants};
use crate::walk::{self, Ask, Budget, Key, Lanes, Page, Stretch, Way};
use crate::{on, packed};
use domain::change::Basis;
use domain::figures::Facet;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::Level;
use domain::rating::{AssessNo, Channel, Grade, Standing};
use std::collections::BTreeMap;

/// Between two keys. `$2`, `$3`: not this one; `$4`, `$5`: this one too.
macro_rules! down {
    () => {
        "(r.at, r.id) < ($2, $3) AND (r.at, r.id) >= ($4, $5)"
    };
}
macro_rules! up {
    () => {
        "(r.at, r.id) > ($2, $3) AND (r.at, r.id) <= ($4, $5)"
    };
}
macro_rules! falling {
    () => {
        " ORDER BY r.at DESC, r.id DESC LIMIT "
    };
}
macro_rules! rising {
    () => {
        " ORDER BY r.at, r.id LIMIT "
    };
}

/// A single place, by its index.
macro_rules! at_place {
    () => {
        " AND r.place_id = $1"
    };
}
/// The sign keeps SQLite from choosing the index of places, which would read every rating of the period.
macro_rules! below {
    () => {
        " AND +r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $1)"
    };
}
/// Bad ones of a single place, by their own index.
macro_rules! at_place_bad {
    () => {
        " AND r.grade <= 2 AND r.place_id = $1"
    };
}
macro_rules! below_bad {
    () => {
        concat!(" AND r.grade <= 2", below!())
    };
}

/// What a list is narrowed by. Grades, standings and channels are bits of a number. Weekday and hour are arithmetic on
/// instants with the district's constant offset (domain::time::SHANGHAI).
macro_rules! filter {
    () => {
        " AND (CAST($6 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $6))
        AND ((CAST($7 AS BIGINT) >> CAST(r.grade AS INTEGER)) & 1) = 1
        AND ((CAST($8 AS BIGINT) >> CAST(r.standing AS INTEGER)) & 1) = 1
        AND ((CAST($9 AS BIGINT) >> CAST(r.channel AS INTEGER)) & 1) = 1
        AND (CAST($10 AS BIGINT) = 0 OR r.assess_no = $10)
        AND (CASE CAST($11 AS BIGINT) WHEN 0 THEN 1 WHEN 1 THEN CASE WHEN COALESCE(r.item_id, 0) = $12 THEN 1 ELSE 0 END
            WHEN 2 THEN CASE WHEN COALESCE(r.body_id, 0) = $12 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $12)
                THEN 1 ELSE 0 END
            WHEN 3 THEN CASE WHEN COALESCE(r.module_id, 0) = $12 THEN 1 ELSE 0 END
            WHEN 4 THEN CASE WHEN r.channel = $12 THEN 1 ELSE 0 END
            WHEN 5 THEN CASE WHEN r.reasons LIKE '%,' || CAST($12 AS BIGINT) || ',%' THEN 1 ELSE 0 END
            ELSE CASE WHEN COALESCE(r.window_id, 0) = $12 THEN 1 ELSE 0 END END) = 1
        AND (CAST($13 AS BIGINT) < 0 OR ((r.at + 28800000000) / 86400000000 + 3) % 7 = $13)
        AND (CAST($14 AS BIGINT) < 0 OR ((r.at + 28800000000) / 3600000000) % 24 = $14)
        AND (NOT $15 OR r.comment IS NOT NULL)
        AND ($16 = '' OR r.comment LIKE $16 ESCAPE '\\' OR r.record_no LIKE $16 ESCAPE '\\' OR r.case_no LIKE $16 ESCAPE '\\')"
    };
}

/// As places were then: what happened at a predecessor before it was merged is not the successor's. `$18` is the place that is
/// asked for.
macro_rules! then {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM unit_succession s JOIN place_closure x ON x.ancestor_id = s.predecessor_id
            AND x.descendant_id = r.place_id
        WHERE s.unit = 'place' AND s.kind = 'merge' AND s.successor_id = $18 AND r.at < s.effective_at)"
    };
}

macro_rules! rows {
    ($between:expr, $lane:expr, $then:expr, $order:expr) => {
        concat!(select!(), " WHERE ", $between, $lane, filter!(), $then, $order, "$17")
    };
}
/// The key so many entries ahead, whatever is filtered.
macro_rules! ahead {
    ($between:expr, $lane:expr, $order:expr) => {
        concat!("SELECT r.at, r.id FROM rating r WHERE ", $between, $lane, $order, "1 OFFSET $1")
    };
}
macro_rules! counted {
    ($lane:expr, $then:expr) => {
        concat!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM rating r WHERE ", down!(), $lane, filter!(), $then, " LIMIT $17) AS found")
    };
}

crate::sql! {
    PLACE_DOWN = rows!(down!(), at_place!(), "", falling!());
    PLACE_UP = rows!(up!(), at_place!(), "", rising!());
    PLACE_BAD_DOWN = rows!(down!(), at_place_bad!(), "", falling!());
    PLACE_BAD_UP = rows!(up!(), at_place_bad!(), "", rising!());
    BELOW_DOWN = rows!(down!(), below!(), "", falling!());
    BELOW_UP = rows!(up!(), below!(), "", rising!());
    BAD_DOWN = rows!(down!(), below_bad!(), "", falling!());
    BAD_UP = rows!(up!(), below_bad!(), "", rising!());
    PLACE_DOWN_THEN = rows!(down!(), at_place!(), then!(), falling!());
    PLACE_UP_THEN = rows!(up!(), at_place!(), then!(), rising!());
    PLACE_BAD_DOWN_THEN = rows!(down!(), at_place_bad!(), then!(), falling!());
    PLACE_BAD_UP_THEN = rows!(up!(), at_place_bad!(), then!(), rising!());
    BELOW_DOWN_THEN = rows!(down!(), below!(), then!(), falling!());
    BELOW_UP_THEN = rows!(up!(), below!(), then!(), rising!());
    BAD_DOWN_THEN = rows!(down!(), below_bad!(), then!(), falling!());
    BAD_UP_THEN = rows!(up!(), below_bad!(), then!(), rising!());
    AHEAD_PLACE_DOWN = ahead!(down!(), " AND r.place_id = $6", falling!());
    AHEAD_PLACE_UP = ahead!(up!(), " AND r.place_id = $6", rising!());
    AHEAD_PLACE_BAD_DOWN = ahead!(down!(), " AND r.grade <= 2 AND r.place_id = $6", falling!());
    AHEAD_PLACE_BAD_UP = ahead!(up!(), " AND r.grade <= 2 AND r.place_id = $6", rising!());
    AHEAD_DOWN = ahead!(down!(), "", falling!());
    AHEAD_UP = ahead!(up!(), "", rising!());
    AHEAD_BAD_DOWN = ahead!(down!(), " AND r.grade <= 2", falling!());
    AHEAD_BAD_UP = ahead!(up!(), " AND r.grade <= 2", rising!());
    COUNT_PLACE = counted!(at_place!(), "");
    COUNT_PLACE_BAD = counted!(at_place_bad!(), "");
    COUNT_BELOW = counted!(below!(), "");
    COUNT_BAD = counted!(below_bad!(), "");
    COUNT_PLACE_THEN = counted!(at_place!(), then!());
    COUNT_PLACE_BAD_THEN = counted!(at_place_bad!(), then!());
    COUNT_BELOW_THEN = counted!(below!(), then!());
    COUNT_BAD_THEN = counted!(below_bad!(), then!());
    /// The place itself and those that were merged into it.
    OWN = "SELECT string_agg(CAST(c.descendant_id AS TEXT), ';' ORDER BY c.descendant_id) FROM place_closure c
        JOIN place p ON p.id = c.descendant_id JOIN place t ON t.id = c.ancestor_id AND t.level = p.level WHERE c.ancestor_id = $1";
    LEVEL = "SELECT level FROM place WHERE id = $1";
    /// The place and all below it, as lists of places stand.
    EVERY = "SELECT string_agg(CAST(c.descendant_id AS TEXT), ';' ORDER BY COALESCE(k.code, '~'), c.descendant_id) FROM place_closure c
        LEFT JOIN place_code k ON k.place_id = c.descendant_id AND k.valid_until IS NULL WHERE c.ancestor_id = $1";
}

/// Which ratings; see `api::rating::Filter`.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    /// Days.
    pub period: Period,
    /// With everything below the scope's place.
    pub below: bool,
    /// Grades; empty for all.
    pub grades: &'a [Grade],
    /// Standings; empty for all.
    pub standings: &'a [Standing],
    /// Channels; empty for all.
    pub channels: &'a [Channel],
    /// First or follow-up.
    pub assess_no: Option<AssessNo>,
    /// One value of a facet.
    pub facet: Option<(Facet, i64)>,
    /// Monday = 0.
    pub weekday: Option<u8>,
    /// 0…23
    pub hour: Option<u8>,
    /// Only those with words.
    pub with_comment: bool,
    /// Part of comment, record or case number.
    pub text: Option<&'a str>,
    /// By which places.
    pub basis: Basis,
}

/// How a list is ordered. Within one grade or place the newest comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The lowest grade first.
    Worst,
    /// The highest grade first.
    Best,
    /// By the codes of places.
    Place,
    /// The other way round.
    PlaceDown,
}

/// Every bit: nothing is left out.
const EVERYTHING: i64 = 0xff;
/// The bits of the two lowest grades.
const BAD: i64 = 0b110;

fn bits(numbers: impl Iterator<Item = i16>) -> i64 {
    let set = numbers.fold(0_i64, |set, n| set | 1_i64.checked_shl(u32::from(n.unsigned_abs())).unwrap_or(0));
    if set == 0 { EVERYTHING } else { set }
}

/// `%text%` with the pattern's own characters escaped.
pub(crate) fn contains(text: &str) -> String {
    let escaped = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    if escaped.is_empty() { escaped } else { format!("%{escaped}%") }
}

/// A filter's values as the texts expect them.
struct Bound {
    /// The place that is asked for.
    place: i64,
    body: i64,
    grades: i64,
    standings: i64,
    channels: i64,
    assess_no: i64,
    facet: (i64, i64),
    weekday: i64,
    hour: i64,
    with_comment: bool,
    text: String,
    then: bool,
}

impl Bound {
    fn new(scope: &Scope, filter: &Filter<'_>) -> Self {
        Self {
            place: scope.place().0,
            body: scope.body().map_or(0, |b| b.0),
            grades: bits(filter.grades.iter().map(|g| g.number())),
            standings: bits(filter.standings.iter().map(|s| s.number())),
            channels: bits(filter.channels.iter().map(|c| c.number())),
            assess_no: filter.assess_no.map_or(0, |n| n.number().into()),
            facet: filter.facet.map_or((0, 0), |(f, key)| (f.number().into(), key)),
            weekday: filter.weekday.map_or(-1, i64::from),
            hour: filter.hour.map_or(-1, i64::from),
            with_comment: filter.with_comment,
            text: filter.text.map(contains).unwrap_or_default(),
            then: filter.basis == Basis::Then,
        }
    }

    /// Whether an entry fits can only be told from its row.
    fn reads_rows(&self) -> bool {
        self.with_comment || !self.text.is_empty() || matches!(self.facet.0, 5 | 6)
    }

    /// Every rating of the place fits, or every bad one.
    fn is_open(&self) -> bool {
        let whole = |set: i64| set == EVERYTHING;
        self.body == 0
            && (whole(self.grades) || self.grades == BAD)
            && whole(self.standings)
            && whole(self.channels)
            && self.assess_no == 0
            && self.facet.0 == 0
            && self.weekday < 0
            && self.hour < 0
            && !self.reads_rows()
    }
}

macro_rules! bound {
    ($text:expr, $place:expr, $stretch:expr, $grades:expr, $b:expr, $limit:expr) => {{
        let (from, to) = ($stretch.from, $stretch.to);
        let query = sqlx::query_as($text)
            .bind($place)
            .bind(from.major)
            .bind(from.id)
            .bind(to.major)
            .bind(to.id)
            .bind($b.body)
            .bind($grades)
            .bind($b.standings)
            .bind($b.channels)
            .bind($b.assess_no)
            .bind($b.facet.0)
            .bind($b.facet.1)
            .bind($b.weekday)
            .bind($b.hour)
            .bind($b.with_comment)
            .bind(&$b.text)
            .bind($limit);
        if $b.then { query.bind($b.place) } else { query }
    }};
}

/// Which index a lane is read along.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    Place(i64),
    PlaceBad(i64),
    Below,
    BelowBad,
}

impl Along {
    /// The single place, if it is one's.
    fn place(self) -> Option<i64> {
        match self {
            Self::Place(place) | Self::PlaceBad(place) => Some(place),
            Self::Below | Self::BelowBad => None,
        }
    }
}

/// The texts of an index for a way: rows, and the key ahead.
fn texts(along: Along, way: Way, then: bool) -> (&'static str, &'static str) {
    match (along, way, then) {
        (Along::Place(_), Way::Down, false) => (PLACE_DOWN, AHEAD_PLACE_DOWN),
        (Along::Place(_), Way::Up, false) => (PLACE_UP, AHEAD_PLACE_UP),
        (Along::Place(_), Way::Down, true) => (PLACE_DOWN_THEN, AHEAD_PLACE_DOWN),
        (Along::Place(_), Way::Up, true) => (PLACE_UP_THEN, AHEAD_PLACE_UP),
        (Along::PlaceBad(_), Way::Down, false) => (PLACE_BAD_DOWN, AHEAD_PLACE_BAD_DOWN),
        (Along::PlaceBad(_), Way::Up, false) => (PLACE_BAD_UP, AHEAD_PLACE_BAD_UP),
        (Along::PlaceBad(_), Way::Down, true) => (PLACE_BAD_DOWN_THEN, AHEAD_PLACE_BAD_DOWN),
        (Along::PlaceBad(_), Way::Up, true) => (PLACE_BAD_UP_THEN, AHEAD_PLACE_BAD_UP),
        (Along::Below, Way::Down, false) => (BELOW_DOWN, AHEAD_DOWN),
        (Along::Below, Way::Up, false) => (BELOW_UP, AHEAD_UP),
        (Along::Below, Way::Down, true) => (BELOW_DOWN_THEN, AHEAD_DOWN),
        (Along::Below, Way::Up, true) => (BELOW_UP_THEN, AHEAD_UP),
        (Along::BelowBad, Way::Down, false) => (BAD_DOWN, AHEAD_BAD_DOWN),
        (Along::BelowBad, Way::Up, false) => (BAD_UP, AHEAD_BAD_UP),
        (Along::BelowBad, Way::Down, true) => (BAD_DOWN_THEN, AHEAD_BAD_DOWN),
        (Along::BelowBad, Way::Up, true) => (BAD_UP_THEN, AHEAD_BAD_UP),
    }
}

struct List<'l, 'c> {
    conn: &'l mut Conn<'c>,
    b: Bound,
    order: Order,
    /// Empty: the place with everything below. Else these alone.
    own: Vec<i64>,
    names: BTreeMap<i64, String>,
    /// Every rating is of the place: it is the district.
    whole: bool,
}

impl List<'_, '_> {
    /// Along which indexes a lane is read, and which grades it has.
    fn along(&self, lane: i64) -> (Vec<Along>, i64) {
        let grades = match self.order {
            Order::Worst | Order::Best => self.b.grades & (1_i64 << lane.clamp(0, 7)),
            _ => self.b.grades,
        };
        let is_bad = grades & !BAD == 0;
        let at = |place: i64| if is_bad { Along::PlaceBad(place) } else { Along::Place(place) };
        let along = match self.order {
            Order::Place | Order::PlaceDown => vec![at(lane)],
            _ if !self.own.is_empty() => self.own.iter().copied().map(at).collect(),
            _ if is_bad => vec![Along::BelowBad],
            _ => vec![Along::Below],
        };
        (along, grades)
    }

    fn budget(&self) -> Budget {
        let by_place = matches!(self.order, Order::Place | Order::PlaceDown) || !self.own.is_empty();
        if self.b.is_open() && (by_place || self.whole && matches!(self.order, Order::Newest | Order::Oldest)) {
            Budget { first: 0, all: 4_000 }
        } else if by_place || self.b.reads_rows() {
            Budget { first: 200, all: 1_200 }
        } else {
            Budget { first: 400, all: 5_000 }
        }
    }
}

impl Lanes for List<'_, '_> {
    type Row = Found;

    async fn ahead(&mut self, lane: i64, stretch: Stretch, skip: i64) -> Result<Option<Key>, StoreError> {
        let (along, _) = self.along(lane);
        let offset = walk::share(skip, along.len());
        let mut nearest: Option<Key> = None;
        for along in along {
            let (_, text) = texts(along, stretch.way, false);
            let (from, to) = (stretch.from, stretch.to);
            let found: Option<(i64, i64)> = on!(self.conn, c => {
                let query = sqlx::query_as(text).bind(offset).bind(from.major).bind(from.id).bind(to.major).bind(to.id);
                let query = if let Some(place) = along.place() { query.bind(place) } else { query };
                query.fetch_optional(c).await?
            });
            nearest = walk::nearer(nearest, found.map(|(major, id)| Key { major, id }), stretch.way);
        }
        Ok(nearest)
    }

    async fn rows(&mut self, lane: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, Found)>, StoreError> {
        let (along, grades) = self.along(lane);
        let mut all = Vec::new();
        for along in along {
            let (text, _) = texts(along, stretch.way, self.b.then);
            let place = along.place().unwrap_or(self.b.place);
            let rows: Vec<Row> = packed::rows!(self.conn, COLUMNS, text, text => bound!(text, place, stretch, grades, self.b, limit));
            for row in rows {
                let key = Key { major: row.at, id: row.id };
                all.push((key, row.found(&self.names)?));
            }
        }
        Ok(walk::merged(all, stretch.way, limit))
    }
}

/// The place with what was merged into it, or with everything below it, as lists of places stand.
pub(crate) async fn places(conn: &mut Conn<'_>, place: i64, below: bool) -> Result<Vec<i64>, StoreError> {
    let text = if below { EVERY } else { OWN };
    let (packed,): (Option<String>,) = on!(conn, c => sqlx::query_as(text).bind(place).fetch_one(c).await?);
    Ok(packed::unpack::<1>(packed.as_deref())?.into_iter().map(|[id]| id).collect())
}

/// Sums are kept for everything below the place: it is the district or a town.
pub(crate) async fn has_below(conn: &mut Conn<'_>, scope: &Scope) -> Result<bool, StoreError> {
    Ok(level(conn, scope).await? != Some(Level::Village))
}

async fn level(conn: &mut Conn<'_>, scope: &Scope) -> Result<Option<Level>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(LEVEL).bind(scope.place().0).fetch_optional(c).await?);
    Ok(row.and_then(|(n,)| i16::try_from(n).ok()).and_then(Level::from_number))
}

/// A page of ratings.
pub async fn page(
    conn: &mut Conn<'_>,
    scope: &Scope,
    filter: &Filter<'_>,
    order: Order,
    ask: Ask,
    limit: usize,
) -> Result<Page<Found>, StoreError> {
    let b = Bound::new(scope, filter);
    let names = reason_names(conn).await?;
    let every = places(conn, b.place, filter.below).await?;
    // A village has nothing below it but what was merged into it.
    let own = if filter.below && every.len() > MERGED { Vec::new() } else { every.clone() };
    let (lanes, way) = match order {
        Order::Newest => (vec![0], Way::Down),
        Order::Oldest => (vec![0], Way::Up),
        Order::Worst | Order::Best => {
            let mut grades: Vec<i64> = (1..=5).filter(|grade| b.grades & (1 << grade) != 0).collect();
            if order == Order::Best {
                grades.reverse();
            }
            (grades, Way::Down)
        }
        Order::Place => (every, Way::Down),
        Order::PlaceDown => (every.into_iter().rev().collect(), Way::Down),
    };
    let (from, until) = instants(filter.period);
    let whole = filter.below && level(conn, scope).await? == Some(Level::District);
    let mut list = List { conn, b, order, own, names, whole };
    let budget = list.budget();
    walk::page(&mut list, &lanes, (Key::before(from), Key::before(until)), way, ask, limit, budget).await
}

/// Places that are few enough to be read one by one: a village and what was merged into it.
pub(crate) const MERGED: usize = 8;

/// How many are counted one by one before it is said that there are more.
const COUNTED: i64 = 10_000;
/// Entries looked at for that.
const LOOKED_AT: i64 = 30_000;

/// How many ratings there are, and whether that is all: sums tell it where they are kept by what is filtered; else it is counted
/// as far as a moment allows.
pub async fn count(conn: &mut Conn<'_>, scope: &Scope, filter: &Filter<'_>) -> Result<(i64, bool), StoreError> {
    if let Some(n) = summed(conn, scope, filter).await? {
        return Ok((n, true));
    }
    let b = Bound::new(scope, filter);
    let own = if filter.below { Vec::new() } else { places(conn, b.place, false).await? };
    let (from, until) = instants(filter.period);
    let grades = b.grades;
    let looked_at = if b.reads_rows() || !own.is_empty() { LOOKED_AT / 5 } else { LOOKED_AT };
    let mut list = List { conn, b, order: Order::Newest, own, names: BTreeMap::new(), whole: false };
    let whole = Stretch { from: Key::before(until), to: Key::before(from), way: Way::Down };
    let bound = list.ahead(0, whole, looked_at).await?;
    let stretch = Stretch { to: bound.unwrap_or(whole.to), ..whole };
    let (along, _) = list.along(0);
    let mut n = 0;
    for along in along {
        let text = match (along, list.b.then) {
            (Along::Place(_), false) => COUNT_PLACE,
            (Along::PlaceBad(_), false) => COUNT_PLACE_BAD,
            (Along::PlaceBad(_), true) => COUNT_PLACE_BAD_THEN,
            (Along::Below, false) => COUNT_BELOW,
            (Along::BelowBad, false) => COUNT_BAD,
            (Along::Place(_), true) => COUNT_PLACE_THEN,
            (Along::Below, true) => COUNT_BELOW_THEN,
            (Along::BelowBad, true) => COUNT_BAD_THEN,
        };
        let place = along.place().unwrap_or(list.b.place);
        let limit = COUNTED + 1 - n;
        let (found,): (i64,) = on!(list.conn, c => bound!(text, place, stretch, grades, list.b, limit).fetch_one(c).await?);
        n += found;
    }
    Ok((n.min(COUNTED), bound.is_none() && n <= COUNTED))
}

/// The number from the kept sums; `None` if they are not kept by what is filtered.
async fn summed(conn: &mut Conn<'_>, scope: &Scope, filter: &Filter<'_>) -> Result<Option<i64>, StoreError> {
    let narrowed = filter.assess_no.is_some()
        || filter.weekday.is_some()
        || filter.hour.is_some()
        || filter.with_comment
        || filter.text.is_some_and(|text| !text.trim().is_empty())
        || (filter.facet.is_some() && !filter.channels.is_empty());
    let only_counted = filter.standings == [Standing::Counted];
    if narrowed
        || !filter.below
        || filter.basis == Basis::Then
        || scope.body().is_some()
        || (!filter.grades.is_empty() && !only_counted)
        || filter.facet.is_some_and(|(facet, _)| facet == Facet::Body)
        || filter.period.to < filter.period.from
    {
        return Ok(None);
    }
    let has_below = has_below(conn, scope).await?;
    let counts = match (filter.facet, filter.channels) {
        (Some((facet, key)), _) => {
            figures::by_facet(conn, scope, has_below, filter.period, facet).await?.0.get(&key).copied().unwrap_or_default()
        }
        (None, []) => figures::total(conn, scope, has_below, filter.period).await?,
        (None, channels) => {
            let sums = figures::by_facet(conn, scope, has_below, filter.period, Facet::Channel).await?.0;
            let chosen = channels.iter().filter_map(|c| sums.get(&i64::from(c.number())));
            chosen.fold(domain::figures::Counts::default(), |sum, c| sum.plus(c))
        }
    };
    if !filter.grades.is_empty() {
        let of = |grade: &Grade| usize::try_from(grade.number() - 1).ok().and_then(|i| counts.grades.get(i)).copied().unwrap_or(0);
        let mut grades = filter.grades.to_vec();
        grades.dedup();
        return Ok(Some(grades.iter().map(of).sum()));
    }
    let standings = if filter.standings.is_empty() { Standing::ALL } else { filter.standings };
    let of = |standing: &Standing| match standing {
        Standing::Counted => counts.valid(),
        Standing::Default => counts.by_default,
        Standing::Superseded => counts.superseded,
        Standing::Excluded => counts.excluded,
        Standing::AppealUpheld => counts.appeal_upheld,
    };
    Ok(Some(standings.iter().map(of).sum()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_typed_is_found_as_it_is() {
        assert_eq!(super::contains(" 50%_A\\ "), "%50\\%\\_A\\\\%");
        assert_eq!(super::contains(" "), "");
    }
}
