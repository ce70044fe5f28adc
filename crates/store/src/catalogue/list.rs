//! The list of items, page by page by key, and how many there are.

use super::item::newest;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page::{self, Place};
use crate::rating::contains;
use crate::{on, packed, sql};
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, ItemState, Origin};
use domain::catalogue::item::ItemId;
use domain::catalogue::limit::Limit;
use domain::catalogue::release::ReleaseStanding;
use domain::catalogue::{Category, ModuleId};
use domain::place::Level;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;

// A row of the item's texts has the words.
macro_rules! in_texts {
    ($table:literal, $texts:literal) => {
        concat!("EXISTS (SELECT 1 FROM ", $table, " f WHERE f.version_id = v.id AND LOWER(", $texts, ") LIKE $11 ESCAPE '\\') OR ")
    };
}
pub(super) use in_texts;

// What narrows: $1 words, $2 kinds between commas, $3 origin, $4 state, $5 standing, $6 body, $7 behind which module, $8 level, $9 the day before which a check is too long ago,
// $10 公布状态, $11 words again if they are looked for in all texts.
macro_rules! filtered {
    () => {
        concat!(
            " WHERE ($1 = '' OR v.search LIKE $1 ESCAPE '\\'
                OR (v.id IS NULL AND LOWER(i.code || ' ' || i.name) LIKE $1 ESCAPE '\\')
                OR v.body_id IN (SELECT b.id FROM body b WHERE LOWER(b.name) LIKE $1 ESCAPE '\\')
                OR v.id IN (SELECT k.version_id FROM item_basis k WHERE LOWER(k.law || ' ' || k.article) LIKE $1 ESCAPE '\\')
                OR ($11 <> '' AND (",
            in_texts!("item_basis", "f.text"),
            in_texts!("item_condition", "f.text"),
            in_texts!("item_step", "f.name || ' ' || f.content"),
            in_texts!("item_material", "f.name || ' ' || f.spec || ' ' || f.source_note || ' ' || f.standard"),
            in_texts!("item_fee", "f.name || ' ' || f.standard || ' ' || f.basis || ' ' || f.reduction"),
            in_texts!("item_result", "f.name"),
            in_texts!("item_question", "f.question || ' ' || f.answer"),
            " 1 = 0)))
            AND ($2 = '' OR $2 LIKE '%,' || v.kind || ',%')
            AND ($3 = '' OR v.origin = $3)
            AND ($4 = '' OR v.state = $4)
            AND ($5 = '' OR CASE WHEN v.id IS NULL THEN 'named' WHEN v.verified IS NULL THEN 'unverified' ELSE 'verified' END = $5)
            AND (CAST($6 AS BIGINT) IS NULL OR v.body_id = $6)
            AND ($7 = '' OR CASE $7
                WHEN '-' THEN NOT EXISTS (SELECT 1 FROM item_module m WHERE m.version_id = v.id)
                ELSE v.id IN (SELECT m.version_id FROM module o JOIN item_module m ON m.module_id = o.id
                    WHERE o.category = $7 OR CAST(o.id AS TEXT) = $7) END)
            AND ($8 = '' OR CASE $8 WHEN 'district' THEN v.at_district WHEN 'town' THEN v.at_town ELSE v.at_village END)
            AND ($9 = '' OR v.state <> 'cancelled' AND COALESCE(v.verified, '0000-01-01') < $9)
            AND ($10 = '' OR v.id IS NOT NULL AND i.standing = $10)"
        )
    };
}
pub(super) use filtered;

// By $12, $13: the key of a row; `after` says whether the rows behind it or before it. $14 rows.
macro_rules! page {
    ($key:literal, $than:literal, $way:literal) => {
        concat!(
            "SELECT i.id, i.code, i.name, ",
            $key,
            " AS sort_key, v.version, v.kind, v.origin, v.state, v.verified, v.body_id, v.undertaker,
            v.handling, v.legal_days, v.legal_unit, v.promised_days, v.promised_unit, v.at_district, v.at_town, v.at_village, v.visits,
            v.online, v.base_code,
            (SELECT COUNT(*) FROM item_material w WHERE w.version_id = v.id) AS materials, i.standing",
            newest!(),
            filtered!(),
            " AND (CAST($12 AS TEXT) IS NULL OR (",
            $key,
            ", i.id) ",
            $than,
            " ($12, CAST($13 AS BIGINT)))
            ORDER BY ",
            $key,
            " ",
            $way,
            ", i.id ",
            $way,
            " LIMIT $14"
        )
    };
}

// The modules that lead to an item.
macro_rules! behind {
    () => {
        " LEFT JOIN item_module m ON m.version_id = v.id LEFT JOIN module o ON o.id = m.module_id"
    };
}

sql! {
    ALL_ITEMS = "SELECT COUNT(*) FROM item";
    COUNT = concat!("SELECT COUNT(*)", newest!(), filtered!());
    // What each category and each module would leave of a filter; an item behind two modules of a category is one of it.
    OF_CATEGORIES = concat!("SELECT o.category, COUNT(DISTINCT i.id)", newest!(), behind!(), filtered!(), " AND o.id IS NOT NULL GROUP BY o.category");
    OF_MODULES = concat!("SELECT m.module_id, COUNT(*)", newest!(), behind!(), filtered!(), " GROUP BY m.module_id");
    CODE_UP = page!("i.code", ">", "ASC");
    CODE_DOWN = page!("i.code", "<", "DESC");
    NAME_UP = page!("COALESCE(v.pinyin, i.name)", ">", "ASC");
    NAME_DOWN = page!("COALESCE(v.pinyin, i.name)", "<", "DESC");
}

/// How far an item has been described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Described {
    /// Only files of ratings have named it.
    Named,
    /// 待核实
    Unverified,
    /// 已核实
    Verified,
}

impl Described {
    fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unverified => "unverified",
            Self::Verified => "verified",
        }
    }
}

/// Which modules lead to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// This one.
    Module(ModuleId),
    /// One of this category.
    Category(Category),
    /// None.
    Nothing,
}

/// Which items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Part of a code, the name, its pinyin or initials, the body, the undertaker, or the law and article of its basis.
    pub text: String,
    /// Also in its texts.
    pub whole: bool,
    /// Of these kinds; empty: of all.
    pub kinds: Vec<ItemKind>,
    /// Of this origin only.
    pub origin: Option<Origin>,
    /// In this state only.
    pub state: Option<ItemState>,
    /// Described so far only.
    pub described: Option<Described>,
    /// Of this body only.
    pub body: Option<BodyId>,
    /// Only what these modules lead to.
    pub behind: Option<Behind>,
    /// Done on this level only.
    pub level: Option<Level>,
    /// In use, and last checked before this day or never.
    pub unchecked_since: Option<Date>,
    /// 公布状态
    pub standing: Option<ReleaseStanding>,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// 实施编码
    Code,
    /// The pinyin of the name.
    Name,
}

/// Which page.
pub type At = page::At<Place>;

/// What the list says of an item that has been described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its version.
    pub version: i64,
    /// 事项类型
    pub kind: ItemKind,
    /// 来源
    pub origin: Origin,
    /// 事项状态
    pub state: ItemState,
    /// The day of its last check, as text.
    pub verified: Option<String>,
    /// 实施主体
    pub body: Option<BodyId>,
    /// 承办机构
    pub undertaker: String,
    /// 即办件
    pub is_instant: bool,
    /// 法定办结时限
    pub legal: Option<Limit>,
    /// 承诺办结时限
    pub promised: Option<Limit>,
    /// 行使层级
    pub levels: Vec<Level>,
    /// 到现场次数
    pub visits: i64,
    /// 网上办理
    pub online: bool,
    /// 基本编码
    pub base_code: String,
    /// How many materials it asks for.
    pub materials: i64,
    /// 公布状态
    pub standing: ReleaseStanding,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Key.
    pub id: ItemId,
    /// 实施编码; empty where files of ratings know it by its name alone.
    pub code: String,
    /// 事项名称
    pub name: String,
    /// The rest; none while only files of ratings have named it.
    pub head: Option<Head>,
}

/// A page of the list.
pub type ItemPage = page::Page<Listed>;

/// What the columns of `page!` are called.
const COLUMNS: &str = "id, code, name, sort_key, version, kind, origin, state, verified, body_id, undertaker, handling, legal_days,
    legal_unit, promised_days, promised_unit, at_district, at_town, at_village, visits, online, base_code, materials, standing";

/// Columns stand as in `page!`: SQLite hands a page over as one array of arrays ([`packed::rows!`]).
#[derive(FromRow, Deserialize)]
struct Row {
    id: i64,
    code: String,
    name: String,
    sort_key: String,
    version: Option<i64>,
    kind: Option<String>,
    origin: Option<String>,
    state: Option<String>,
    verified: Option<String>,
    body_id: Option<i64>,
    undertaker: Option<String>,
    handling: Option<String>,
    legal_days: Option<i64>,
    legal_unit: Option<String>,
    promised_days: Option<i64>,
    promised_unit: Option<String>,
    #[serde(deserialize_with = "packed::maybe_flag")]
    at_district: Option<bool>,
    #[serde(deserialize_with = "packed::maybe_flag")]
    at_town: Option<bool>,
    #[serde(deserialize_with = "packed::maybe_flag")]
    at_village: Option<bool>,
    visits: Option<i64>,
    #[serde(deserialize_with = "packed::maybe_flag")]
    online: Option<bool>,
    base_code: Option<String>,
    materials: i64,
    standing: String,
}

impl TryFrom<Row> for Listed {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("item_version", column, row.id);
        let limit = |days: Option<i64>, unit: Option<&str>, column| super::item::limit(days, unit).map_err(|()| wrong(column));
        let head = match row.version {
            None => None,
            Some(version) => Some(Head {
                version,
                kind: row.kind.as_deref().and_then(ItemKind::from_code).ok_or_else(|| wrong("kind"))?,
                origin: row.origin.as_deref().and_then(Origin::from_code).ok_or_else(|| wrong("origin"))?,
                state: row.state.as_deref().and_then(ItemState::from_code).ok_or_else(|| wrong("state"))?,
                legal: limit(row.legal_days, row.legal_unit.as_deref(), "legal_days")?,
                promised: limit(row.promised_days, row.promised_unit.as_deref(), "promised_days")?,
                levels: super::levels(row.at_district.unwrap_or(false), row.at_town.unwrap_or(false), row.at_village.unwrap_or(false)),
                verified: row.verified,
                body: row.body_id.map(BodyId),
                undertaker: row.undertaker.unwrap_or_default(),
                is_instant: row.handling.as_deref() == Some("instant"),
                visits: row.visits.unwrap_or(0),
                online: row.online.unwrap_or(false),
                base_code: row.base_code.unwrap_or_default(),
                materials: row.materials,
                standing: ReleaseStanding::from_code(&row.standing).ok_or_else(|| wrong("standing"))?,
            }),
        };
        let code = if row.code.starts_with("name:") { String::new() } else { row.code };
        Ok(Self { id: ItemId(row.id), code, name: row.name, head })
    }
}

/// Words between commas, as filters of several values are bound; nothing if there are none.
pub(crate) fn between<T: ToString>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    if all.is_empty() { String::new() } else { format!(",{},", all.join(",")) }
}

/// The filter as the SQL takes it.
pub(super) struct Bound {
    pub(super) text: String,
    pub(super) kinds: String,
    pub(super) origin: &'static str,
    pub(super) state: &'static str,
    pub(super) described: &'static str,
    pub(super) body: Option<i64>,
    pub(super) behind: String,
    pub(super) level: &'static str,
    pub(super) unchecked_since: String,
    pub(super) standing: &'static str,
    pub(super) quoted: String,
}

impl Bound {
    pub(super) fn of(filter: &ItemFilter) -> Self {
        Self {
            text: contains(&filter.text.to_lowercase()),
            kinds: between(filter.kinds.iter().map(|kind| kind.code())),
            origin: filter.origin.map_or("", Origin::code),
            state: filter.state.map_or("", ItemState::code),
            described: filter.described.map_or("", Described::code),
            body: filter.body.map(|body| body.0),
            behind: match filter.behind {
                None => String::new(),
                Some(Behind::Module(module)) => module.0.to_string(),
                Some(Behind::Category(category)) => category.code().to_owned(),
                Some(Behind::Nothing) => "-".to_owned(),
            },
            level: filter.level.map_or("", Level::code),
            unchecked_since: filter.unchecked_since.map(domain::day::text).unwrap_or_default(),
            standing: filter.standing.map_or("", ReleaseStanding::code),
            quoted: if filter.whole { contains(&filter.text.to_lowercase()) } else { String::new() },
        }
    }
}

/// Binds it to what `filtered!` asks for.
macro_rules! bound {
    ($query:expr, $bound:ident) => {
        $query
            .bind(&$bound.text)
            .bind(&$bound.kinds)
            .bind($bound.origin)
            .bind($bound.state)
            .bind($bound.described)
            .bind($bound.body)
            .bind(&$bound.behind)
            .bind($bound.level)
            .bind(&$bound.unchecked_since)
            .bind($bound.standing)
            .bind(&$bound.quoted)
    };
}
pub(super) use bound;

/// How many items fit.
pub async fn count(conn: &mut Conn<'_>, filter: &ItemFilter) -> Result<i64, StoreError> {
    if *filter == ItemFilter::default() {
        let (n,): (i64,) = on!(conn, c => sqlx::query_as(ALL_ITEMS).fetch_one(c).await?);
        return Ok(n);
    }
    let bound = Bound::of(filter);
    let (n,): (i64,) = on!(conn, c => bound!(sqlx::query_as(COUNT), bound)
        .fetch_one(c)
        .await?);
    Ok(n)
}

/// How many of the items that fit lie where in the menus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menus {
    /// By category.
    pub categories: Vec<(Category, i64)>,
    /// By module.
    pub modules: Vec<(ModuleId, i64)>,
    /// Those to which no module leads.
    pub nowhere: i64,
}

/// Counts the items that fit by what leads to them.
pub async fn menus(conn: &mut Conn<'_>, filter: &ItemFilter) -> Result<Menus, StoreError> {
    let bound = Bound::of(filter);
    let categories: Vec<(String, i64)> = on!(conn, c => bound!(sqlx::query_as(OF_CATEGORIES), bound).fetch_all(c).await?);
    let modules: Vec<(Option<i64>, i64)> = on!(conn, c => bound!(sqlx::query_as(OF_MODULES), bound).fetch_all(c).await?);
    let mut menus = Menus::default();
    for (code, n) in categories {
        let category = Category::from_code(&code).ok_or_else(|| StoreError::inconsistent("module", "category", &code))?;
        menus.categories.push((category, n));
    }
    for (module, n) in modules {
        match module {
            Some(id) => menus.modules.push((ModuleId(id), n)),
            None => menus.nowhere = n,
        }
    }
    Ok(menus)
}

/// A page of rows that were asked for with one more than is shown, and come in any order.
pub(crate) fn cut<R>(mut rows: Vec<R>, place: impl Fn(&R) -> Place, at: &At, down: bool, limit: usize) -> page::Page<R> {
    rows.sort_by_cached_key(&place);
    if down == at.is_forward() {
        rows.reverse();
    }
    page::cut(rows, place, at, limit)
}

/// A page of the items that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &ItemFilter, (by, down): (By, bool), at: &At, limit: usize) -> Result<ItemPage, StoreError> {
    let bound = Bound::of(filter);
    let text = match (by, down != at.is_forward()) {
        (By::Code, true) => CODE_UP,
        (By::Code, false) => CODE_DOWN,
        (By::Name, true) => NAME_UP,
        (By::Name, false) => NAME_DOWN,
    };
    let from = at.from();
    let rows: Vec<Row> = packed::rows!(conn, COLUMNS, text, text => bound!(sqlx::query_as(text), bound)
        .bind(from.map(|place| place.key.as_str()))
        .bind(from.map(|place| place.id))
        .bind(page::wanted(limit)));
    let page::Page { rows, before, after } = cut(rows, |row| Place { key: row.sort_key.clone(), id: row.id }, at, down, limit);
    Ok(ItemPage { rows: rows.into_iter().map(Listed::try_from).collect::<Result<_, _>>()?, before, after })
}
