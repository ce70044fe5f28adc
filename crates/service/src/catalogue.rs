//! The service catalogue (服务事项): terminal modules, read by everyone inside and kept true for the whole district.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::{lists, words};
use api::catalogue::Modules;
use api::import::Written;
use api::{ApiError, ErrorCode};
use domain::body::BodyId;
use domain::catalogue::{Module, ModuleFields, ModuleProblem, NAME_LIMIT, NOTE_LIMIT, open_slots};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{Conn, body, catalogue, place};
use texts::words::Word;

/// Tidy fields; refused if something is wrong with them.
fn checked(fields: ModuleFields) -> Result<ModuleFields, ApiError> {
    let fields = fields.tidy();
    match fields.problem() {
        None => Ok(fields),
        Some(ModuleProblem::NameMissing) => Err(ApiError::invalid("name", "required")),
        Some(ModuleProblem::NameTooLong) => Err(ApiError::invalid("name", "too_long").with("limit", NAME_LIMIT)),
        Some(ModuleProblem::NameControl) => Err(ApiError::invalid("name", "control")),
        Some(ModuleProblem::NoLevel) => Err(ApiError::invalid("levels", "required")),
        Some(ModuleProblem::NoteTooLong) => Err(ApiError::invalid("note", "too_long").with("limit", NOTE_LIMIT)),
    }
}

/// A module as the log tells it: with its owner's name beside the key, since a body may be called otherwise later.
fn told(module: &Module, owners: &BTreeMap<BodyId, String>) -> Value {
    let mut told = json!(module);
    if let Value::Object(map) = &mut told {
        map.insert("owner_name".to_owned(), json!(module.fields.owner.and_then(|body| owners.get(&body))));
    }
    told
}

/// The names of bodies.
async fn owners(conn: &mut Conn<'_>) -> Result<BTreeMap<BodyId, String>, Failure> {
    Ok(body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect())
}

impl Handle for api::catalogue::ListModules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Modules, Failure> {
        let modules = catalogue::modules(&mut cx.conn().await?).await?;
        Ok(Modules { open_slots: open_slots(modules.len()), modules })
    }
}

impl Handle for api::catalogue::SaveModule {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Module, Failure> {
        cx.work().await?;
        // A module stands on terminals everywhere, so it is edited by whoever is responsible for the whole district.
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let fields = checked(self.fields)?;
        let conn = &mut cx.conn().await?;
        let before = match self.id {
            None => None,
            Some(id) => Some(catalogue::module(conn, id).await?.ok_or(ErrorCode::NotFound)?),
        };
        if let Some(before) = before.as_ref().filter(|before| before.version != self.version) {
            return Err(conflict(before)?);
        }
        if catalogue::named(conn, &fields.name).await?.is_some_and(|other| Some(other) != self.id) {
            return Err(ApiError::invalid("name", "taken").into());
        }
        let owners = owners(conn).await?;
        if fields.owner.is_some_and(|owner| !owners.contains_key(&owner)) {
            return Err(ApiError::invalid("owner", "unknown").into());
        }
        let id = match self.id {
            None => catalogue::insert_module(conn, &fields).await?,
            Some(id) => {
                if !catalogue::save_module(conn, id, &fields, self.version).await? {
                    let current = catalogue::module(conn, id).await?.ok_or(ErrorCode::NotFound)?;
                    return Err(conflict(&current)?);
                }
                id
            }
        };
        let after = catalogue::module(conn, id).await?.ok_or(ErrorCode::NotFound)?;
        cx.note(format!("module:{}", id.0), Some(json!({ "before": before.map(|b| told(&b, &owners)), "after": told(&after, &owners) })));
        cx.work().await?.changed("catalogue", Some(id.0.to_string()));
        Ok(after)
    }
}

impl Handle for api::catalogue::ExportModules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let conn = &mut cx.conn().await?;
        let (modules, owners) = (catalogue::modules(conn).await?, owners(conn).await?);
        let modules = self.filter.of(modules, self.sort.as_ref(), &owners);
        let headers = [
            t.module_category(),
            t.module_name(),
            t.module_holds(),
            t.module_owner(),
            t.module_levels(),
            t.module_state(),
            t.module_note(),
        ];
        let rows = modules.into_iter().map(|module| {
            let ModuleFields { name, category, holds, owner, levels, state, note } = module.fields;
            let owner = owner.and_then(|body| owners.get(&body)).cloned().unwrap_or_default();
            let levels = levels.iter().map(|level| level.word(&t)).collect::<Vec<_>>().join(&t.merge_comma());
            vec![category.word(&t), name, holds.word(&t), owner, levels, state.word(&t), note]
        });
        lists::write(cx, &self.out, &headers, rows, json!(self.filter)).await
    }
}
