//! Service points (服务站点): read by everyone at or above their place, edited within one's scope.

use crate::changes::by_form;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use api::change::Subject;
use api::point::Listed;
use api::{ApiError, ErrorCode};
use domain::change::Unit;
use domain::place::Level;
use domain::point::{Point, PointFields, PointKind, PointProblem};
use serde_json::json;
use store::{place, point};

/// Most characters of a field, and most windows or devices of a point.
const MOST: usize = 200;

/// The fields without blanks around them; refused if something is wrong with them.
fn checked(mut fields: PointFields) -> Result<PointFields, ApiError> {
    let texts = [
        &mut fields.name,
        &mut fields.address,
        &mut fields.head,
        &mut fields.staff,
        &mut fields.phone,
        &mut fields.hours,
        &mut fields.leader,
        &mut fields.cadre,
    ];
    let parts = fields.windows.iter_mut().flat_map(|w| [&mut w.no, &mut w.name]);
    let parts = parts.chain(fields.devices.iter_mut().flat_map(|d| [&mut d.no, &mut d.name]));
    for text in texts.into_iter().chain(parts) {
        let trimmed = text.trim();
        if trimmed.len() != text.len() {
            *text = trimmed.to_owned();
        }
    }
    let too_long = |field: &str| ApiError::invalid(field, "too_long").with("max", MOST);
    match fields.problem() {
        Some(PointProblem::NameMissing) => return Err(ApiError::invalid("name", "required")),
        Some(PointProblem::TooLong(field)) => return Err(too_long(field)),
        Some(PointProblem::Numbers(field)) => return Err(ApiError::invalid(field, "numbers")),
        None => {}
    }
    let long = |text: &String| text.chars().count() > MOST;
    if fields.windows.len() > MOST || fields.windows.iter().any(|w| long(&w.no) || long(&w.name)) {
        return Err(too_long("windows"));
    }
    if fields.devices.len() > MOST || fields.devices.iter().any(|d| long(&d.no) || long(&d.name)) {
        return Err(too_long("devices"));
    }
    Ok(fields)
}

/// A centre stands at the place whose centre it is.
fn stands_at(kind: PointKind, level: Level) -> bool {
    match kind {
        PointKind::DistrictCentre => level == Level::District,
        PointKind::TownCentre => level == Level::Town,
        PointKind::Station => level == Level::Village,
        PointKind::SelfService => true,
    }
}

impl Handle for api::point::List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let scope = cx.scope_at(self.place).await?;
        Ok(Listed { points: point::within(&mut cx.conn().await?, &scope).await? })
    }
}

impl Handle for api::point::Create {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Point, Failure> {
        cx.work().await?;
        let scope = cx.scope_at(self.place).await?;
        let fields = checked(self.fields)?;
        let conn = &mut cx.conn().await?;
        let at = place::find(conn, scope.place()).await?.ok_or(ErrorCode::NotFound)?;
        if !stands_at(self.kind, at.level) {
            return Err(ApiError::invalid("kind", "level").into());
        }
        if point::named(conn, &scope, &fields.name).await?.is_some() {
            return Err(ApiError::invalid("name", "taken").into());
        }
        let id = point::insert(conn, &scope, self.kind, &fields).await?;
        let made = point::find(conn, &scope, id).await?.ok_or(ErrorCode::NotFound)?;
        cx.note(format!("point:{}", id.0), Some(json!({ "before": null, "after": made })));
        cx.work().await?.changed("point", Some(id.0.to_string()));
        Ok(made)
    }
}

impl Handle for api::point::Save {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Point, Failure> {
        cx.work().await?;
        let place = point::place_of(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let scope = cx.scope_at(place).await?;
        let fields = checked(self.fields)?;
        let conn = &mut cx.conn().await?;
        let before = point::find(conn, &scope, self.id).await?.ok_or(ErrorCode::NotFound)?;
        if before.version != self.version {
            return Err(conflict(&before)?);
        }
        if point::named(conn, &scope, &fields.name).await?.is_some_and(|other| other != self.id) {
            return Err(ApiError::invalid("name", "taken").into());
        }
        if !point::save(conn, &scope, self.id, &fields, self.version).await? {
            let current = point::find(conn, &scope, self.id).await?.ok_or(ErrorCode::NotFound)?;
            return Err(conflict(&current)?);
        }
        let was = Subject { id: self.id.0, name: before.fields.name.clone(), code: None };
        by_form::note(cx, Unit::Point, was, &fields.name, None).await?;
        let after = point::find(&mut cx.conn().await?, &scope, self.id).await?.ok_or(ErrorCode::NotFound)?;
        cx.note(format!("point:{}", self.id.0), Some(json!({ "before": before, "after": after })));
        cx.work().await?.changed("point", Some(self.id.0.to_string()));
        Ok(after)
    }
}
