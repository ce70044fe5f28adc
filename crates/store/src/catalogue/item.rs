//! Items (服务事项): what stands in their 实施清单, as versions with rows of eight kinds; see docs/decisions/0015.
//!
//! Items are published to all who are signed in; who may edit them is the service's to ask.

use crate::db::Conn;
use crate::error::StoreError;
use crate::seed::pinyin_of;
use crate::{on, sql};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{Audience, BodyNature, Handling, ItemKind, ItemState, Origin, Reach};
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::PartKind;
use domain::place::Level;
use jiff::civil::Date;
use sqlx::{FromRow, Row as _};

/// Keys of items that the catalogue makes begin here. An import numbers the items that it meets below, before it holds the
/// write lock, so the two never give the same key.
pub const CATALOGUE_IDS: i64 = 1_000_000_000;

// The newest version of every item; none where only files of ratings have named it.
macro_rules! newest {
    () => {
        " FROM item i LEFT JOIN item_version v ON v.item_id = i.id AND v.no = (SELECT MAX(n.no) FROM item_version n WHERE n.item_id = i.id)"
    };
}
pub(super) use newest;

sql! {
    ONE = concat!("SELECT i.id, i.code, i.name, v.id, v.version", newest!(), " WHERE i.id = $1");
    KNOWN_ITEMS = concat!("SELECT i.id, i.code, i.name, COALESCE(v.version, 0)", newest!(), " ORDER BY i.code");
    FIELDS = "SELECT v.id, v.code, v.base_code, v.handle_code, v.name, v.kind, v.origin, v.state, v.verified, v.body_id, v.nature, v.undertaker,
            v.entrusted_by, v.power_source, v.at_district, v.at_town, v.at_village, v.handling, v.legal_days, v.legal_unit,
            v.legal_note, v.promised_days, v.promised_unit, v.promised_note, v.audience, v.special, v.visits, v.online, v.express,
            v.booking, v.terminal, v.hall, v.reach, v.hours, v.consult, v.supervise, v.effective, v.ends, v.note
        FROM item_version v WHERE v.id = $1";
    CODED = "SELECT id FROM item WHERE code = $1 UNION SELECT item_id FROM item_former_code WHERE code = $1";
    INSERT = "INSERT INTO item (id, code, name) SELECT CASE WHEN MAX(id) >= $1 THEN MAX(id) + 1 ELSE $1 END, $2, $3 FROM item RETURNING id";
    KNOWN = "UPDATE item SET code = $2, name = $3 WHERE id = $1";
    KEEP_CODE = "INSERT INTO item_former_code (code, item_id) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING";
    TAKE_CODE = "DELETE FROM item_former_code WHERE code = $1";
    BEGIN = "INSERT INTO item_version (item_id, no) SELECT CAST($1 AS BIGINT), COALESCE(MAX(no), 0) + 1 FROM item_version WHERE item_id = $1
        RETURNING id";
    SAVE = "UPDATE item_version SET code = $3, base_code = $4, handle_code = $5, name = $6, pinyin = $7, search = $8, kind = $9, origin = $10, state = $11,
            verified = $12, body_id = $13, nature = $14, undertaker = $15, entrusted_by = $16, power_source = $17, at_district =
            $18, at_town = $19, at_village = $20, handling = $21, legal_days = $22, legal_unit = $23, legal_note = $24,
            promised_days = $25, promised_unit = $26, promised_note = $27, audience = $28, special = $29, visits = $30, online =
            $31, express = $32, booking = $33, terminal = $34, hall = $35, reach = $36, hours = $37, consult = $38, supervise = $39,
            effective = $40, ends = $41, note = $42,
            version = version + 1
        WHERE id = $1 AND version = $2 AND stage = 'draft'";
    JOINT = "SELECT body_id FROM item_joint_body WHERE version_id = $1 ORDER BY body_id";
    ADD_JOINT = "INSERT INTO item_joint_body (version_id, body_id) VALUES ($1, $2)";
    TAKE_JOINT = "DELETE FROM item_joint_body WHERE version_id = $1";
    MODULES = "SELECT module_id FROM item_module WHERE version_id = $1 ORDER BY module_id";
    ADD_MODULE = "INSERT INTO item_module (version_id, module_id) VALUES ($1, $2)";
    TAKE_MODULES = "DELETE FROM item_module WHERE version_id = $1";
    BASES = "SELECT law, article, text FROM item_basis WHERE version_id = $1 ORDER BY ordinal";
    ADD_BASES = "INSERT INTO item_basis (version_id, ordinal, law, article, text) VALUES ($1, $2, $3, $4, $5)";
    TAKE_BASES = "DELETE FROM item_basis WHERE version_id = $1";
    CONDITIONS = "SELECT text FROM item_condition WHERE version_id = $1 ORDER BY ordinal";
    ADD_CONDITIONS = "INSERT INTO item_condition (version_id, ordinal, text) VALUES ($1, $2, $3)";
    TAKE_CONDITIONS = "DELETE FROM item_condition WHERE version_id = $1";
    STEPS = "SELECT name, content, handler, term FROM item_step WHERE version_id = $1 ORDER BY ordinal";
    ADD_STEPS = "INSERT INTO item_step (version_id, ordinal, name, content, handler, term) VALUES ($1, $2, $3, $4, $5, $6)";
    TAKE_STEPS = "DELETE FROM item_step WHERE version_id = $1";
    MATERIALS = "SELECT name, need, kind, form, CAST(copies AS TEXT), spec, source, source_note, standard, blank, sample, basis FROM item_material WHERE version_id = $1 ORDER BY ordinal";
    ADD_MATERIALS = "INSERT INTO item_material (version_id, ordinal, name, need, kind, form, copies, spec, source, source_note, standard, blank, sample, basis)
        VALUES ($1, $2, $3, $4, $5, $6, CAST($7 AS BIGINT), $8, $9, $10, $11, $12, $13, $14)";
    TAKE_MATERIALS = "DELETE FROM item_material WHERE version_id = $1";
    FEES = "SELECT name, standard, basis, reducible, reduction FROM item_fee WHERE version_id = $1 ORDER BY ordinal";
    ADD_FEES = "INSERT INTO item_fee (version_id, ordinal, name, standard, basis, reducible, reduction)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TAKE_FEES = "DELETE FROM item_fee WHERE version_id = $1";
    RESULTS = "SELECT name, kind, delivery, sample FROM item_result WHERE version_id = $1 ORDER BY ordinal";
    ADD_RESULTS = "INSERT INTO item_result (version_id, ordinal, name, kind, delivery, sample) VALUES ($1, $2, $3, $4, $5, $6)";
    TAKE_RESULTS = "DELETE FROM item_result WHERE version_id = $1";
    CHANNELS = "SELECT kind, address, hours, note FROM item_channel WHERE version_id = $1 ORDER BY ordinal";
    ADD_CHANNELS = "INSERT INTO item_channel (version_id, ordinal, kind, address, hours, note) VALUES ($1, $2, $3, $4, $5, $6)";
    TAKE_CHANNELS = "DELETE FROM item_channel WHERE version_id = $1";
    QUESTIONS = "SELECT question, answer FROM item_question WHERE version_id = $1 ORDER BY ordinal";
    ADD_QUESTIONS = "INSERT INTO item_question (version_id, ordinal, question, answer) VALUES ($1, $2, $3, $4)";
    TAKE_QUESTIONS = "DELETE FROM item_question WHERE version_id = $1";
}

/// Reads, adds and takes rows of a kind.
fn texts(kind: PartKind) -> [&'static str; 3] {
    match kind {
        PartKind::Basis => [BASES, ADD_BASES, TAKE_BASES],
        PartKind::Conditions => [CONDITIONS, ADD_CONDITIONS, TAKE_CONDITIONS],
        PartKind::Steps => [STEPS, ADD_STEPS, TAKE_STEPS],
        PartKind::Materials => [MATERIALS, ADD_MATERIALS, TAKE_MATERIALS],
        PartKind::Fees => [FEES, ADD_FEES, TAKE_FEES],
        PartKind::Results => [RESULTS, ADD_RESULTS, TAKE_RESULTS],
        PartKind::Channels => [CHANNELS, ADD_CHANNELS, TAKE_CHANNELS],
        PartKind::Questions => [QUESTIONS, ADD_QUESTIONS, TAKE_QUESTIONS],
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    code: String,
    base_code: String,
    handle_code: String,
    name: String,
    kind: String,
    origin: String,
    state: String,
    verified: Option<String>,
    body_id: Option<i64>,
    nature: String,
    undertaker: String,
    entrusted_by: String,
    power_source: String,
    at_district: bool,
    at_town: bool,
    at_village: bool,
    handling: String,
    legal_days: Option<i64>,
    legal_unit: Option<String>,
    legal_note: String,
    promised_days: Option<i64>,
    promised_unit: Option<String>,
    promised_note: String,
    audience: String,
    special: String,
    visits: i64,
    online: bool,
    express: bool,
    booking: bool,
    terminal: bool,
    hall: bool,
    reach: String,
    hours: String,
    consult: String,
    supervise: String,
    effective: Option<String>,
    ends: Option<String>,
    note: String,
}

fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Workday => "workday",
        Unit::NaturalDay => "natural_day",
    }
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A limit of a row; both of its columns are there or none.
pub(super) fn limit(days: Option<i64>, unit: Option<&str>) -> Result<Option<Limit>, ()> {
    match (days, unit) {
        (None, None) => Ok(None),
        (Some(days), Some(code)) => {
            let unit = Unit::ALL.into_iter().find(|unit| unit_code(*unit) == code).ok_or(())?;
            Ok(Some(Limit { days: u32::try_from(days).map_err(|_| ())?, unit }))
        }
        _ => Err(()),
    }
}

impl TryFrom<Row> for ItemFields {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("item_version", column, row.id);
        let day = |text: Option<&str>, column| text.map(str::parse::<Date>).transpose().map_err(|_| wrong(column));
        let audience = row.audience.split(',').filter(|code| !code.is_empty()).map(Audience::from_code).collect::<Option<Vec<_>>>();
        Ok(Self {
            kind: ItemKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            origin: Origin::from_code(&row.origin).ok_or_else(|| wrong("origin"))?,
            state: ItemState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            verified: day(row.verified.as_deref(), "verified")?,
            nature: BodyNature::from_code(&row.nature).ok_or_else(|| wrong("nature"))?,
            handling: Handling::from_code(&row.handling).ok_or_else(|| wrong("handling"))?,
            legal: limit(row.legal_days, row.legal_unit.as_deref()).map_err(|()| wrong("legal_days"))?,
            promised: limit(row.promised_days, row.promised_unit.as_deref()).map_err(|()| wrong("promised_days"))?,
            audience: audience.ok_or_else(|| wrong("audience"))?,
            visits: u32::try_from(row.visits).map_err(|_| wrong("visits"))?,
            reach: Reach::from_code(&row.reach).ok_or_else(|| wrong("reach"))?,
            effective: day(row.effective.as_deref(), "effective")?,
            ends: day(row.ends.as_deref(), "ends")?,
            levels: super::levels(row.at_district, row.at_town, row.at_village),
            body: row.body_id.map(BodyId),
            code: row.code,
            base_code: row.base_code,
            handle_code: row.handle_code,
            name: row.name,
            undertaker: row.undertaker,
            entrusted_by: row.entrusted_by,
            power_source: row.power_source,
            legal_note: row.legal_note,
            promised_note: row.promised_note,
            special: row.special,
            online: row.online,
            express: row.express,
            booking: row.booking,
            terminal: row.terminal,
            hall: row.hall,
            hours: row.hours,
            consult: row.consult,
            supervise: row.supervise,
            note: row.note,
            ..Self::default()
        })
    }
}

/// What an item is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Key.
    pub id: ItemId,
    /// 实施编码, or `name:` and the name.
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 0 while only files of ratings have named it.
    pub version: i64,
}

/// Every item by what it is known by, in the order of codes.
pub async fn known(conn: &mut Conn<'_>) -> Result<Vec<Known>, StoreError> {
    let rows: Vec<(i64, String, String, i64)> = on!(conn, c => sqlx::query_as(KNOWN_ITEMS).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id, code, name, version)| Known { id: ItemId(id), code, name, version }).collect())
}

/// One item with all of its fields and rows.
pub async fn find(conn: &mut Conn<'_>, id: ItemId) -> Result<Option<Item>, StoreError> {
    let known: Option<(i64, String, String, Option<i64>, Option<i64>)> =
        on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    let Some((_, code, name, version_id, version)) = known else { return Ok(None) };
    let Some(version_id) = version_id else {
        // What files of ratings call by its name alone has no code.
        let code = if code.starts_with("name:") { String::new() } else { code };
        return Ok(Some(Item { id, fields: ItemFields { code, name, ..ItemFields::default() }, version: 0 }));
    };
    let row: Row = on!(conn, c => sqlx::query_as(FIELDS).bind(version_id).fetch_one(c).await?);
    let mut fields = ItemFields::try_from(row)?;
    let joint: Vec<(i64,)> = on!(conn, c => sqlx::query_as(JOINT).bind(version_id).fetch_all(c).await?);
    fields.joint = joint.into_iter().map(|row| BodyId(row.0)).collect();
    let modules: Vec<(i64,)> = on!(conn, c => sqlx::query_as(MODULES).bind(version_id).fetch_all(c).await?);
    fields.modules = modules.into_iter().map(|row| ModuleId(row.0)).collect();
    for kind in PartKind::ALL {
        let rows = rows(conn, kind, version_id).await?;
        if !fields.set_rows(kind, &rows) {
            return Err(StoreError::inconsistent("item_version", kind.code(), version_id));
        }
    }
    Ok(Some(Item { id, fields, version: version.unwrap_or(0) }))
}

/// Rows of a kind by their cells.
async fn rows(conn: &mut Conn<'_>, kind: PartKind, version_id: i64) -> Result<Vec<Vec<String>>, StoreError> {
    let ([select, ..], columns) = (texts(kind), kind.columns().len());
    Ok(on!(conn, c => sqlx::query(select)
        .bind(version_id)
        .fetch_all(c)
        .await?
        .iter()
        .map(|row| (0..columns).map(|at| row.try_get::<String, usize>(at)).collect::<Result<Vec<_>, _>>())
        .collect::<Result<Vec<_>, _>>()?))
}

/// The item that a code stands for, or stood for before.
pub async fn coded(conn: &mut Conn<'_>, code: &str) -> Result<Option<ItemId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(CODED).bind(code).fetch_optional(c).await?);
    Ok(row.map(|r| ItemId(r.0)))
}

/// Makes an item without a version.
pub async fn insert(conn: &mut Conn<'_>, code: &str, name: &str) -> Result<ItemId, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT).bind(CATALOGUE_IDS).bind(code).bind(name).fetch_one(c).await?);
    Ok(ItemId(id))
}

/// Saves an item's fields and rows in its newest version, begun if there is none (`version` is 0 then). False if the version
/// has moved, or is no draft any more. Ratings know the item by its code from now on, and by those that it had before.
pub async fn save(conn: &mut Conn<'_>, id: ItemId, fields: &ItemFields, version: i64) -> Result<bool, StoreError> {
    let known: Option<(i64, String, String, Option<i64>, Option<i64>)> =
        on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    let Some((_, known_code, _, version_id, stored)) = known else { return Ok(false) };
    if stored.unwrap_or(0) != version {
        return Ok(false);
    }
    let version_id = match version_id {
        Some(version_id) => version_id,
        None => {
            let (begun,): (i64,) = on!(conn, c => sqlx::query_as(BEGIN).bind(id.0).fetch_one(c).await?);
            begun
        }
    };
    let (pinyin, initials) = pinyin_of(&fields.name);
    let search = [&fields.name, &fields.code, &fields.base_code, &fields.handle_code, &pinyin, &initials, &fields.undertaker]
        .map(|text| text.to_lowercase())
        .join("\n");
    let audience = fields.audience.iter().map(|one| one.code()).collect::<Vec<_>>().join(",");
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(version_id)
        .bind(version)
        .bind(&fields.code)
        .bind(&fields.base_code)
        .bind(&fields.handle_code)
        .bind(&fields.name)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(fields.kind.code())
        .bind(fields.origin.code())
        .bind(fields.state.code())
        .bind(day(fields.verified))
        .bind(fields.body.map(|body| body.0))
        .bind(fields.nature.code())
        .bind(&fields.undertaker)
        .bind(&fields.entrusted_by)
        .bind(&fields.power_source)
        .bind(fields.levels.contains(&Level::District))
        .bind(fields.levels.contains(&Level::Town))
        .bind(fields.levels.contains(&Level::Village))
        .bind(fields.handling.code())
        .bind(fields.legal.map(|limit| i64::from(limit.days)))
        .bind(fields.legal.map(|limit| unit_code(limit.unit)))
        .bind(&fields.legal_note)
        .bind(fields.promised.map(|limit| i64::from(limit.days)))
        .bind(fields.promised.map(|limit| unit_code(limit.unit)))
        .bind(&fields.promised_note)
        .bind(audience.as_str())
        .bind(&fields.special)
        .bind(i64::from(fields.visits))
        .bind(fields.online)
        .bind(fields.express)
        .bind(fields.booking)
        .bind(fields.terminal)
        .bind(fields.hall)
        .bind(fields.reach.code())
        .bind(&fields.hours)
        .bind(&fields.consult)
        .bind(&fields.supervise)
        .bind(day(fields.effective))
        .bind(day(fields.ends))
        .bind(&fields.note)
        .execute(c)
        .await?
        .rows_affected());
    if saved != 1 {
        return Ok(false);
    }
    if known_code != fields.code {
        on!(conn, c => { sqlx::query(KEEP_CODE).bind(&known_code).bind(id.0).execute(c).await?; });
        // A code that it takes up again is no former one.
        on!(conn, c => { sqlx::query(TAKE_CODE).bind(&fields.code).execute(c).await?; });
    }
    on!(conn, c => { sqlx::query(KNOWN).bind(id.0).bind(&fields.code).bind(&fields.name).execute(c).await?; });
    for text in [TAKE_JOINT, TAKE_MODULES] {
        on!(conn, c => { sqlx::query(text).bind(version_id).execute(c).await?; });
    }
    for body in &fields.joint {
        on!(conn, c => { sqlx::query(ADD_JOINT).bind(version_id).bind(body.0).execute(c).await?; });
    }
    for module in &fields.modules {
        on!(conn, c => { sqlx::query(ADD_MODULE).bind(version_id).bind(module.0).execute(c).await?; });
    }
    for kind in PartKind::ALL {
        let [_, add, take] = texts(kind);
        on!(conn, c => { sqlx::query(take).bind(version_id).execute(c).await?; });
        for (ordinal, cells) in (0_i64..).zip(fields.rows(kind)) {
            on!(conn, c => {
                let mut query = sqlx::query(add).bind(version_id).bind(ordinal);
                for cell in cells {
                    query = query.bind(cell);
                }
                query.execute(c).await?;
            });
        }
    }
    super::release::stand_with(conn, id, fields).await?;
    Ok(true)
}
