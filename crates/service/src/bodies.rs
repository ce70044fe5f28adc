//! Bodies (部门) and the sources of files.

use crate::changes::by_form;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use api::body::{Listed, Source, Sources};
use api::change::Subject;
use api::{ApiError, ErrorCode};
use domain::body::{Body, is_credit_code};
use domain::change::Unit;
use serde_json::json;
use store::body::BodyFields;
use store::{Conn, body, dictionary, place};

/// Most characters of a name.
const NAME_CHARS: usize = 64;

/// A name without blanks around it; refused if it is empty, long or holds control characters.
fn name_of(name: &str, field: &str) -> Result<String, ApiError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
        return Err(ApiError::invalid(field, "length").with("min", 1).with("max", NAME_CHARS));
    }
    Ok(name.to_owned())
}

impl Handle for api::body::List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        Ok(Listed { bodies: sorted(&mut cx.conn().await?).await? })
    }
}

/// Every body, by the pinyin of its name.
pub(crate) async fn sorted(conn: &mut Conn<'_>) -> Result<Vec<Body>, Failure> {
    let mut bodies = body::all(conn).await?;
    bodies.sort_by_cached_key(|body| store::seed::pinyin_of(&body.name).0);
    Ok(bodies)
}

impl Handle for api::body::Save {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Body, Failure> {
        cx.work().await?;
        let to = cx.scope_at(self.place).await?;
        let name = name_of(&self.name, "name")?;
        let code = self.code.as_deref().map(|c| c.trim().to_uppercase()).filter(|c| !c.is_empty());
        if code.as_deref().is_some_and(|c| !is_credit_code(c)) {
            return Err(ApiError::invalid("code", "credit_code").into());
        }
        let before = match self.id {
            None => None,
            Some(id) => Some(body::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?),
        };
        // A body is edited by whoever is responsible for where it sits, and moved by whoever is for both places.
        let from = match &before {
            Some(before) => cx.scope_at(before.place).await?,
            None => to,
        };
        let conn = &mut cx.conn().await?;
        if let Some(before) = before.as_ref().filter(|b| b.version != self.version) {
            return Err(conflict(before)?);
        }
        if body::named(conn, &name).await?.is_some_and(|other| Some(other) != self.id) {
            return Err(ApiError::invalid("name", "taken").into());
        }
        if let Some(code) = &code
            && body::coded(conn, code).await?.is_some_and(|other| Some(other) != self.id)
        {
            return Err(ApiError::invalid("code", "taken").into());
        }
        let fields = BodyFields { code: code.as_deref(), name: &name, place: to.place(), active: self.active };
        let id = match self.id {
            None => body::insert(conn, &to, &fields).await?.ok_or(ErrorCode::NotFound)?,
            Some(id) => {
                if !body::save(conn, &from, id, &fields, self.version).await? {
                    let current = body::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
                    return Err(conflict(&current)?);
                }
                id
            }
        };
        if let Some(before) = &before {
            let was = Subject { id: id.0, name: before.name.clone(), code: before.code.clone() };
            by_form::note(cx, Unit::Body, was, &name, code.as_deref()).await?;
        }
        let after = body::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
        cx.note(format!("body:{}", id.0), Some(json!({ "before": before, "after": after })));
        cx.work().await?.changed("body", Some(id.0.to_string()));
        Ok(after)
    }
}

impl Handle for api::body::ListSources {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Sources, Failure> {
        let sources = dictionary::sources(&mut cx.conn().await?).await?;
        Ok(Sources { sources: sources.into_iter().map(|s| Source { name: s.name, numberless: s.numberless }).collect() })
    }
}

impl Handle for api::body::SaveSource {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Source, Failure> {
        let name = name_of(&self.source.name, "name")?;
        cx.work().await?;
        let conn = &mut cx.conn().await?;
        let before = dictionary::sources(conn).await?.into_iter().find(|s| s.name == name);
        if before.as_ref().is_some_and(|b| b.numberless != self.source.numberless) {
            // Whoever imports may declare a new source; one that others may be using belongs to the whole district.
            let district = place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
            cx.scope_at(district).await?;
        }
        let numberless = self.source.numberless;
        dictionary::save_source(&mut cx.conn().await?, &name, numberless).await?;
        let before = before.map(|b| json!({ "name": b.name, "numberless": b.numberless }));
        cx.note(format!("source:{name}"), Some(json!({ "before": before, "after": { "name": name, "numberless": numberless } })));
        cx.work().await?.changed("body", None);
        Ok(Source { name, numberless })
    }
}
