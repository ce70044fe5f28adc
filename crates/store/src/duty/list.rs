//! The list of entries, page by page by key, as it stands now or as it was in force on a day.

use crate::catalogue::list::{At, By, between, cut};
use crate::db::Conn;
use crate::error::StoreError;
use crate::page::{self, Place};
use crate::rating::contains;
use crate::{on, packed, sql};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::flow::{Deed, Stage, Standing};
use domain::duty::{DutyId, DutyList, VersionId};
use domain::place::PlaceId;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;

// The version that stands for each entry: $1 the day, or nothing for now.
macro_rules! now {
    () => {
        " FROM duty_version v WHERE v.is_head = 1 AND $1 = ''"
    };
}

macro_rules! as_of {
    () => {
        " FROM duty_version v WHERE v.stage = 'published' AND v.from_day <= $1 AND v.until_day > $1"
    };
}

// What narrows: $2 words, $3 lists and $4 kinds between commas, $5 body, $6 place, $7 standing, $8 main entry. What is not published is seen
// below the places $9, and of the bodies $10, between commas; of what is in force, what was published and checked before the day $11; what was given up before it was ever published by nobody. $12 words again if they are looked for in all texts.
macro_rules! filtered {
    () => {
        " AND ($7 = '' OR CASE WHEN v.stage = 'published' AND v.deed = 'withdraw' THEN 'abolished' WHEN v.stage = 'published' THEN 'published'
                WHEN v.stage = 'draft' THEN 'drafting' ELSE 'reviewing' END = $7)
            AND ($2 = '' OR v.search LIKE $2 ESCAPE '\\' OR v.body_id IN (SELECT b.id FROM body b WHERE LOWER(b.name) LIKE $2 ESCAPE '\\')
                OR v.id IN (SELECT j.version_id FROM duty_joint_body j JOIN body b ON b.id = j.body_id WHERE LOWER(b.name) LIKE $2 ESCAPE '\\')
                OR ($12 <> '' AND EXISTS (SELECT 1 FROM duty_version w WHERE w.id = v.id AND LOWER(w.content) LIKE $12 ESCAPE '\\')))
            AND ($3 = '' OR $3 LIKE '%,' || v.list || ',%')
            AND ($4 = '' OR $4 LIKE '%,' || v.kind || ',%')
            AND (CAST($5 AS BIGINT) IS NULL OR v.body_id = $5 OR v.id IN (SELECT j.version_id FROM duty_joint_body j WHERE j.body_id = $5))
            AND (CAST($6 AS BIGINT) IS NULL OR v.place_id IN (SELECT c.descendant_id FROM place_closure c WHERE c.ancestor_id = $6))
            AND (CAST($8 AS BIGINT) IS NULL OR v.parent_id = $8)
            AND v.stage NOT IN ('refused', 'dropped')
            AND (v.stage = 'published' OR $10 LIKE '%,' || v.body_id || ',%'
                OR v.place_id IN (SELECT s.descendant_id FROM place_closure s WHERE $9 LIKE '%,' || s.ancestor_id || ',%'))
            AND ($11 = '' OR v.stage = 'published' AND v.deed <> 'withdraw' AND v.from_day < $11
                AND NOT EXISTS (SELECT 1 FROM duty_check k WHERE k.duty_id = v.duty_id AND k.day >= $11))"
    };
}

// Behind $13, $14, the key of a row; $15 rows. Which rows they are is found in the index alone, which has all that narrows.
macro_rules! page {
    ($from:ident, $key:literal, $than:literal, $way:literal) => {
        concat!(
            "SELECT v.duty_id AS id, v.id AS version_id, v.code, v.name, ",
            $key,
            " AS sort_key, v.list, v.kind, v.body_id, v.place_id, v.parent_id, v.stage, v.deed, v.from_day, v.no, v.version AS saved,
            (SELECT COUNT(*) FROM duty_version o WHERE o.duty_id = v.duty_id
                AND o.stage IN ('draft', 'proposed', 'review', 'approved', 'planned')) AS drafts,
            (SELECT COUNT(*) FROM duty_joint_body j WHERE j.version_id = v.id) AS joint
            FROM duty_version v WHERE v.id IN (SELECT v.id",
            $from!(),
            filtered!(),
            " AND (",
            $key,
            ", v.duty_id) ",
            $than,
            " ($13, CAST($14 AS BIGINT)) ORDER BY ",
            $key,
            " ",
            $way,
            ", v.duty_id ",
            $way,
            " LIMIT $15) ORDER BY ",
            $key,
            " ",
            $way,
            ", v.duty_id ",
            $way
        )
    };
}

// By list, body and kind; what a body has with others is counted apart.
macro_rules! of_bodies {
    ($from:ident) => {
        concat!(
            "SELECT list, body_id, kind, CAST(SUM(own) AS BIGINT), CAST(SUM(joint) AS BIGINT) FROM (SELECT v.list, v.body_id, v.kind, COUNT(*) AS own, 0 AS joint",
            $from!(),
            filtered!(),
            " GROUP BY v.list, v.body_id, v.kind UNION ALL SELECT w.list, j.body_id, w.kind, 0 AS own, COUNT(*) AS joint
            FROM duty_joint_body j JOIN duty_version w ON w.id = j.version_id
            WHERE j.body_id <> COALESCE(w.body_id, 0) AND w.id IN (SELECT v.id",
            $from!(),
            filtered!(),
            ") GROUP BY w.list, j.body_id, w.kind) AS counted GROUP BY list, body_id, kind ORDER BY list, body_id, kind"
        )
    };
}

sql! {
    COUNT_NOW = concat!("SELECT COUNT(*)", now!(), filtered!());
    COUNT_THEN = concat!("SELECT COUNT(*)", as_of!(), filtered!());
    OF_BODIES_NOW = of_bodies!(now);
    OF_BODIES_THEN = of_bodies!(as_of);
    CODE_UP_NOW = page!(now, "v.code", ">", "ASC");
    CODE_DOWN_NOW = page!(now, "v.code", "<", "DESC");
    NAME_UP_NOW = page!(now, "v.pinyin", ">", "ASC");
    NAME_DOWN_NOW = page!(now, "v.pinyin", "<", "DESC");
    CODE_UP_THEN = page!(as_of, "v.code", ">", "ASC");
    CODE_DOWN_THEN = page!(as_of, "v.code", "<", "DESC");
    NAME_UP_THEN = page!(as_of, "v.pinyin", ">", "ASC");
    NAME_DOWN_THEN = page!(as_of, "v.pinyin", "<", "DESC");
}

/// Which entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyFilter {
    /// As it was in force on this day; none: as it stands now, with what is drafted.
    pub as_of: Option<Date>,
    /// Part of a code, the name, its pinyin or initials, a body, the undertaker, or a law.
    pub text: String,
    /// Also in its texts.
    pub whole: bool,
    /// Of these lists; empty: of all.
    pub lists: Vec<DutyList>,
    /// Of these kinds; empty: of all.
    pub kinds: Vec<ItemKind>,
    /// Of this body only, alone or with others.
    pub body: Option<BodyId>,
    /// At and below this place only.
    pub place: Option<PlaceId>,
    /// In this state only.
    pub standing: Option<Standing>,
    /// Below this entry only.
    pub parent: Option<DutyId>,
    /// What is not published is seen at and below these places.
    pub seen_at: Vec<PlaceId>,
    /// What is not published is seen of these bodies.
    pub seen_of: Vec<BodyId>,
    /// In force, and neither published nor checked since this day.
    pub unchecked_since: Option<Date>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The entry.
    pub id: DutyId,
    /// The version that stands for it.
    pub version: VersionId,
    /// 事项编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 清单类别
    pub list: DutyList,
    /// 权力类型
    pub kind: ItemKind,
    /// 行使主体
    pub body: Option<BodyId>,
    /// 行使区域
    pub place: PlaceId,
    /// 主项
    pub parent: Option<DutyId>,
    /// 状态
    pub standing: Standing,
    /// In force from this day on.
    pub from: Option<Date>,
    /// Counts the entry's versions.
    pub no: i64,
    /// How often the version has been saved or moved.
    pub saved: i64,
    /// How many of its versions are not decided.
    pub drafts: i64,
    /// How many other bodies have it too.
    pub joint: i64,
}

/// A page of the list.
pub type DutyPage = page::Page<Listed>;

/// Greater than every text that has a letter.
const BEHIND: &str = "\u{10FFFF}";

/// What the columns of `page!` are called.
const COLUMNS: &str =
    "id, version_id, code, name, sort_key, list, kind, body_id, place_id, parent_id, stage, deed, from_day, no, saved, drafts, joint";

/// Columns stand as in `page!`: SQLite hands a page over as one array of arrays ([`packed::rows!`]).
#[derive(FromRow, Deserialize)]
struct Row {
    id: i64,
    version_id: i64,
    code: String,
    name: String,
    sort_key: String,
    list: String,
    kind: String,
    body_id: Option<i64>,
    place_id: i64,
    parent_id: Option<i64>,
    stage: String,
    deed: String,
    from_day: Option<String>,
    no: i64,
    saved: i64,
    drafts: i64,
    joint: i64,
}

impl TryFrom<Row> for Listed {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("duty_version", column, row.version_id);
        let stage = Stage::from_code(&row.stage).ok_or_else(|| wrong("stage"))?;
        let deed = Deed::from_code(&row.deed).ok_or_else(|| wrong("deed"))?;
        Ok(Self {
            id: DutyId(row.id),
            version: VersionId(row.version_id),
            list: DutyList::from_code(&row.list).ok_or_else(|| wrong("list"))?,
            kind: ItemKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            from: row.from_day.as_deref().map(str::parse).transpose().map_err(|_| wrong("from_day"))?,
            standing: stage.standing(deed),
            code: row.code,
            name: row.name,
            body: row.body_id.map(BodyId),
            place: PlaceId(row.place_id),
            parent: row.parent_id.map(DutyId),
            no: row.no,
            saved: row.saved,
            drafts: row.drafts,
            joint: row.joint,
        })
    }
}

/// The pattern that finds words in a text that is kept as a JSON document.
fn in_document(text: &str) -> String {
    let quoted = serde_json::Value::from(text.trim().to_lowercase()).to_string();
    // One quote at each end is the document's; a further one is the person's.
    contains(quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default())
}

/// The filter as the SQL takes it.
macro_rules! bound {
    ($query:expr, $filter:ident) => {
        $query
            .bind($filter.as_of.map(|day| day.to_string()).unwrap_or_default())
            .bind(contains(&$filter.text.to_lowercase()))
            .bind(between($filter.lists.iter().map(|one| one.code())))
            .bind(between($filter.kinds.iter().map(|one| one.code())))
            .bind($filter.body.map(|body| body.0))
            .bind($filter.place.map(|place| place.0))
            .bind($filter.standing.map_or("", Standing::code))
            .bind($filter.parent.map(|parent| parent.0))
            .bind(between($filter.seen_at.iter().map(|place| place.0)))
            .bind(between($filter.seen_of.iter().map(|body| body.0)))
            .bind($filter.unchecked_since.map(domain::day::text).unwrap_or_default())
            .bind(if $filter.whole { in_document(&$filter.text) } else { String::new() })
    };
}

/// How many entries fit.
pub async fn count(conn: &mut Conn<'_>, filter: &DutyFilter) -> Result<i64, StoreError> {
    let text = if filter.as_of.is_some() { COUNT_THEN } else { COUNT_NOW };
    let (n,): (i64,) = on!(conn, c => bound!(sqlx::query_as(text), filter).fetch_one(c).await?);
    Ok(n)
}

/// How many entries of a list and kind a body has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// 清单类别
    pub list: DutyList,
    /// 行使主体
    pub body: Option<BodyId>,
    /// 权力类型
    pub kind: ItemKind,
    /// Its own.
    pub own: i64,
    /// Those of others that it has with them.
    pub joint: i64,
}

/// The entries that fit, counted by list, body and kind.
pub async fn groups(conn: &mut Conn<'_>, filter: &DutyFilter) -> Result<Vec<Group>, StoreError> {
    let text = if filter.as_of.is_some() { OF_BODIES_THEN } else { OF_BODIES_NOW };
    let rows: Vec<(String, Option<i64>, String, i64, i64)> = on!(conn, c => bound!(sqlx::query_as(text), filter).fetch_all(c).await?);
    let group = |(list, body, kind, own, joint): (String, Option<i64>, String, i64, i64)| {
        let wrong = |column| StoreError::inconsistent("duty_version", column, &list);
        Ok(Group {
            list: DutyList::from_code(&list).ok_or_else(|| wrong("list"))?,
            body: body.map(BodyId),
            kind: ItemKind::from_code(&kind).ok_or_else(|| wrong("kind"))?,
            own,
            joint,
        })
    };
    rows.into_iter().map(group).collect()
}

/// A page of the entries that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &DutyFilter, (by, down): (By, bool), at: &At, limit: usize) -> Result<DutyPage, StoreError> {
    let rises = down != at.is_forward();
    let (key, id) = match at {
        At::After(place) | At::Before(place) => (place.key.as_str(), place.id),
        // Before the first key, behind the last one.
        At::First | At::Last if rises => ("", i64::MIN),
        At::First | At::Last => (BEHIND, i64::MAX),
    };
    let text = match (filter.as_of.is_some(), by, rises) {
        (false, By::Code, true) => CODE_UP_NOW,
        (false, By::Code, false) => CODE_DOWN_NOW,
        (false, By::Name, true) => NAME_UP_NOW,
        (false, By::Name, false) => NAME_DOWN_NOW,
        (true, By::Code, true) => CODE_UP_THEN,
        (true, By::Code, false) => CODE_DOWN_THEN,
        (true, By::Name, true) => NAME_UP_THEN,
        (true, By::Name, false) => NAME_DOWN_THEN,
    };
    let rows: Vec<Row> = packed::rows!(conn, COLUMNS, text, text => bound!(sqlx::query_as(text), filter)
        .bind(key)
        .bind(id)
        .bind(page::wanted(limit)));
    let page::Page { rows, before, after } = cut(rows, |row| Place { key: row.sort_key.clone(), id: row.id }, at, down, limit);
    Ok(DutyPage { rows: rows.into_iter().map(Listed::try_from).collect::<Result<_, _>>()?, before, after })
}
