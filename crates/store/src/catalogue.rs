//! The service catalogue: terminal modules (功能模块), items (服务事项) in [`item`], their list in [`list`], where they are done in
//! [`availability`], editions of the province's list in [`provincial`], what is proposed of items in [`proposal`], and what is handed in
//! and published of them in [`release`].

pub mod availability;
pub mod item;
pub mod list;
pub mod moved;
pub mod proposal;
pub mod provincial;
pub mod release;

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::body::BodyId;
use domain::catalogue::{Category, Holds, Module, ModuleFields, ModuleId, ModuleState};
use domain::place::Level;
use sqlx::FromRow;

macro_rules! select {
    () => {
        "SELECT id, category, name, holds, owner_id, at_district, at_town, at_village, state, note, version FROM module"
    };
}

sql! {
    MODULES = concat!(select!(), " ORDER BY id");
    MODULE = concat!(select!(), " WHERE id = $1");
    NAMED = "SELECT id FROM module WHERE name = $1";
    INSERT = "INSERT INTO module (category, name, holds, owner_id, at_district, at_town, at_village, state, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    SEED = "INSERT INTO module (category, name, holds) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING";
    SAVE = "UPDATE module SET category = $3, name = $4, holds = $5, owner_id = $6, at_district = $7, at_town = $8, at_village = $9,
            state = $10, note = $11, version = version + 1
        WHERE id = $1 AND version = $2";
}

/// The levels of a row's flags.
fn levels(at_district: bool, at_town: bool, at_village: bool) -> Vec<Level> {
    Level::ALL.into_iter().zip([at_district, at_town, at_village]).filter(|(_, there)| *there).map(|(level, _)| level).collect()
}

#[derive(FromRow)]
struct Row {
    id: i64,
    category: String,
    name: String,
    holds: String,
    owner_id: Option<i64>,
    at_district: bool,
    at_town: bool,
    at_village: bool,
    state: String,
    note: String,
    version: i64,
}

impl TryFrom<Row> for Module {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("module", column, row.id);
        Ok(Self {
            id: ModuleId(row.id),
            fields: ModuleFields {
                category: Category::from_code(&row.category).ok_or_else(|| wrong("category"))?,
                holds: Holds::from_code(&row.holds).ok_or_else(|| wrong("holds"))?,
                state: ModuleState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
                name: row.name,
                owner: row.owner_id.map(BodyId),
                levels: levels(row.at_district, row.at_town, row.at_village),
                note: row.note,
            },
            version: row.version,
        })
    }
}

/// The modules that the platform's source names, where they are not there yet.
pub(crate) async fn seed(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    for category in Category::ALL {
        for name in category.named() {
            let holds = category.usually_holds().code();
            on!(conn, c => { sqlx::query(SEED).bind(category.code()).bind(*name).bind(holds).execute(c).await?; });
        }
    }
    Ok(())
}

/// Every module, by category as the source orders them and then as they came. Modules are published to all who are signed in.
pub async fn modules(conn: &mut Conn<'_>) -> Result<Vec<Module>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(MODULES).fetch_all(c).await?);
    let mut modules = rows.into_iter().map(Module::try_from).collect::<Result<Vec<_>, _>>()?;
    modules.sort_by_key(|module| module.fields.category);
    Ok(modules)
}

/// One module.
pub async fn module(conn: &mut Conn<'_>, id: ModuleId) -> Result<Option<Module>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(MODULE).bind(id.0).fetch_optional(c).await?);
    row.map(Module::try_from).transpose()
}

/// The module of a name.
pub async fn named(conn: &mut Conn<'_>, name: &str) -> Result<Option<ModuleId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(NAMED).bind(name).fetch_optional(c).await?);
    Ok(row.map(|r| ModuleId(r.0)))
}

/// Makes a module.
pub async fn insert_module(conn: &mut Conn<'_>, fields: &ModuleFields) -> Result<ModuleId, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(fields.category.code())
        .bind(&fields.name)
        .bind(fields.holds.code())
        .bind(fields.owner.map(|body| body.0))
        .bind(fields.levels.contains(&Level::District))
        .bind(fields.levels.contains(&Level::Town))
        .bind(fields.levels.contains(&Level::Village))
        .bind(fields.state.code())
        .bind(&fields.note)
        .fetch_one(c)
        .await?);
    Ok(ModuleId(id))
}

/// Saves a module; false if the version has moved.
pub async fn save_module(conn: &mut Conn<'_>, id: ModuleId, fields: &ModuleFields, version: i64) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(SAVE)
        .bind(id.0)
        .bind(version)
        .bind(fields.category.code())
        .bind(&fields.name)
        .bind(fields.holds.code())
        .bind(fields.owner.map(|body| body.0))
        .bind(fields.levels.contains(&Level::District))
        .bind(fields.levels.contains(&Level::Town))
        .bind(fields.levels.contains(&Level::Village))
        .bind(fields.state.code())
        .bind(&fields.note)
        .execute(c)
        .await?
        .rows_affected());
    Ok(changed == 1)
}
