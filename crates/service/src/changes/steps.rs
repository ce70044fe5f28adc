//! Does a change, one step after the other, and undoes the steps in reverse.

use super::plan::{Plan, Units, followers};
use crate::failure::Failure;
use api::change::Ask;
use api::{ApiError, ErrorCode};
use domain::body::BodyId;
use domain::change::{Being, ChangeKind, Deed, NewUnit, Unit};
use domain::permission::Scope;
use domain::place::{Level, Place, PlaceCode, PlaceId, short_name};
use domain::point::{PointFields, PointId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::body::BodyFields;
use store::change::{self, StoredChange, Succession};
use store::place::NewPlace;
use store::{Conn, StoreError, body, meta, place, point};

/// One thing that was done; kept with the change, so that it can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// Called otherwise.
    Renamed { id: i64, before: String },
    /// Another code; a body may have had none.
    Recoded { id: i64, before: Option<String> },
    /// New.
    Opened { id: i64 },
    /// No more.
    Ended { id: i64 },
    /// Counts for another one.
    Merged { from: i64, into: i64 },
    /// Another one takes its place.
    Followed { from: i64, by: i64 },
}

impl Step {
    /// The unit that came into being.
    pub(super) fn opened(&self) -> Option<i64> {
        match self {
            Self::Opened { id } => Some(*id),
            _ => None,
        }
    }
}

/// The places, bodies or points that a change is done to.
struct Doing<'a, 'c> {
    conn: &'a mut Conn<'c>,
    no: i64,
    effective: Date,
    units: &'a Units,
    scope: Option<&'a Scope>,
    steps: Vec<Step>,
}

/// Does a change that was planned.
pub(super) async fn run(conn: &mut Conn<'_>, no: i64, ask: &Ask, plan: &Plan) -> Result<Vec<Step>, Failure> {
    let mut doing = Doing { conn, no, effective: ask.effective, units: &plan.units, scope: plan.scope.as_ref(), steps: Vec::new() };
    if ask.unit == Unit::Place {
        meta::change_structure(doing.conn).await?;
    }
    match &ask.deed {
        Deed::Rename { unit, name } => doing.rename(*unit, name.trim()).await?,
        Deed::Recode { unit, code } => doing.recode(*unit, code.trim()).await?,
        Deed::Open { parent, new } => {
            doing.open(Some(*parent), None, new).await?;
        }
        Deed::Close { unit } => doing.end(*unit).await?,
        Deed::Merge { into, new, .. } => {
            let ending = ask.deed.ending();
            let into = match (into, new, ending.first()) {
                (Some(into), ..) => *into,
                (None, Some(new), Some(first)) => doing.open(None, Some(*first), new).await?,
                _ => return Err(Failure::Fault("a merge into nothing".to_owned())),
            };
            for from in ending {
                doing.end(from).await?;
                doing.merge(from, into).await?;
            }
        }
        Deed::Split { unit, new } => {
            for one in new {
                let by = doing.open(None, Some(*unit), one).await?;
                doing.follow(*unit, by).await?;
            }
            doing.end(*unit).await?;
        }
    }
    Ok(doing.steps)
}

impl Doing<'_, '_> {
    fn unit(&self) -> Unit {
        match self.units {
            Units::Places(_) => Unit::Place,
            Units::Bodies(_) => Unit::Body,
            Units::Points(_) => Unit::Point,
        }
    }

    /// Where new bodies and points come to stand.
    fn scope(&self) -> Result<Scope, Failure> {
        self.scope.copied().ok_or_else(|| ErrorCode::NotFound.into())
    }

    fn place(&self, id: i64) -> Result<&Place, Failure> {
        match self.units {
            Units::Places(all) => all.get(&PlaceId(id)).ok_or_else(|| ErrorCode::NotFound.into()),
            _ => Err(Failure::Fault("not a place".to_owned())),
        }
    }

    async fn rename(&mut self, id: i64, name: &str) -> Result<(), Failure> {
        let before = match self.units {
            Units::Places(all) => all.get(&PlaceId(id)).map(|p| p.name.clone()),
            Units::Bodies(all) => all.get(&id).map(|b| b.name.clone()),
            Units::Points(all) => all.get(&id).map(|p| p.fields.name.clone()),
        };
        let before = before.ok_or(ErrorCode::NotFound)?;
        change::keep_name(self.conn, self.unit(), id, &before, self.effective, self.no).await?;
        call(self.conn, self.unit(), id, name).await?;
        self.steps.push(Step::Renamed { id, before });
        Ok(())
    }

    async fn recode(&mut self, id: i64, code: &str) -> Result<(), Failure> {
        if let Units::Bodies(all) = self.units {
            let before = all.get(&id).ok_or(ErrorCode::NotFound)?.code.clone();
            body::recode(self.conn, BodyId(id), before.as_deref(), code, self.effective).await?;
            self.steps.push(Step::Recoded { id, before });
            return Ok(());
        }
        let Units::Places(all) = self.units else { return Err(Failure::Fault("points have no codes".to_owned())) };
        let p = self.place(id)?;
        let code = PlaceCode::parse(code).ok_or_else(|| ApiError::invalid("code", "place_code"))?;
        let mut moved = followers(all, p, &code)?;
        moved.insert(0, (p.id, code));
        for (id, code) in moved {
            let before = self.place(id.0)?.code.as_str().to_owned();
            place::recode(self.conn, id, &code, self.effective).await?;
            self.steps.push(Step::Recoded { id: id.0, before: Some(before) });
        }
        Ok(())
    }

    /// Opens a unit below a place, or beside one that it follows.
    async fn open(&mut self, parent: Option<i64>, beside: Option<i64>, new: &NewUnit) -> Result<i64, Failure> {
        let name = new.name.trim();
        let id = match self.units {
            Units::Places(all) => {
                let above = match (parent, beside) {
                    (Some(parent), _) => PlaceId(parent),
                    (None, Some(beside)) => self.place(beside)?.parent.ok_or(ErrorCode::NotFound)?,
                    (None, None) => return Err(ErrorCode::NotFound.into()),
                };
                let level = if all.get(&above).is_some_and(|p| p.level == Level::District) { Level::Town } else { Level::Village };
                let code = new.code.as_deref().and_then(PlaceCode::parse).ok_or_else(|| ApiError::invalid("code", "place_code"))?;
                let from = self.effective.to_string();
                let new = NewPlace {
                    level,
                    parent: Some(above),
                    code: &code,
                    name,
                    short_name: short_name(name),
                    inactive_reason: None,
                    valid_from: &from,
                    opened: Some(&from),
                };
                place::insert(self.conn, &new).await?.0
            }
            Units::Bodies(all) => {
                let at = parent.map(PlaceId).or_else(|| all.get(&beside?).map(|b| b.place)).ok_or(ErrorCode::NotFound)?;
                let code = new.code.as_deref().map(str::trim).filter(|c| !c.is_empty());
                let fields = BodyFields { code, name, place: at, active: true };
                let scope = self.scope()?;
                let id = body::insert(self.conn, &scope, &fields).await?.ok_or(ErrorCode::NotFound)?;
                body::set_being(self.conn, id, Being { opened: Some(self.effective), ended: None }).await?;
                id.0
            }
            Units::Points(all) => {
                let like = beside.and_then(|id| all.get(&id)).ok_or(ErrorCode::NotFound)?;
                let fields = fresh(name, self.effective, &like.fields);
                let (kind, scope) = (like.kind, self.scope()?);
                point::insert(self.conn, &scope, kind, &fields).await?.0
            }
        };
        self.steps.push(Step::Opened { id });
        Ok(id)
    }

    async fn end(&mut self, id: i64) -> Result<(), Failure> {
        set_ended(self.conn, self.unit(), id, Some(self.effective)).await?;
        self.steps.push(Step::Ended { id });
        Ok(())
    }

    async fn merge(&mut self, from: i64, into: i64) -> Result<(), Failure> {
        let followed = Succession { predecessor: from, successor: into, kind: ChangeKind::Merge, effective: self.effective };
        change::succeed(self.conn, self.unit(), &followed, self.no).await?;
        match self.unit() {
            Unit::Place => {
                let level = self.place(from)?.level;
                place::merge(self.conn, PlaceId(from), PlaceId(into), level).await?;
            }
            Unit::Body => body::merge(self.conn, BodyId(from), BodyId(into)).await?,
            Unit::Point => {}
        }
        self.steps.push(Step::Merged { from, into });
        Ok(())
    }

    async fn follow(&mut self, from: i64, by: i64) -> Result<(), Failure> {
        let followed = Succession { predecessor: from, successor: by, kind: ChangeKind::Split, effective: self.effective };
        change::succeed(self.conn, self.unit(), &followed, self.no).await?;
        self.steps.push(Step::Followed { from, by });
        Ok(())
    }
}

/// A new point in the place of another: it stands where that one stood until somebody says otherwise; windows and devices
/// are somebody's to count anew.
fn fresh(name: &str, opened: Date, like: &PointFields) -> PointFields {
    PointFields { name: name.to_owned(), opened: Some(opened), active: true, windows: Vec::new(), devices: Vec::new(), ..like.clone() }
}

/// Gives a unit a name.
async fn call(conn: &mut Conn<'_>, unit: Unit, id: i64, name: &str) -> Result<(), StoreError> {
    match unit {
        Unit::Place => place::rename(conn, PlaceId(id), name).await,
        Unit::Body => body::rename(conn, BodyId(id), name).await,
        Unit::Point => point::rename(conn, PointId(id), name).await,
    }
}

/// Ends a unit, or lets it go on.
async fn set_ended(conn: &mut Conn<'_>, unit: Unit, id: i64, ended: Option<Date>) -> Result<(), Failure> {
    match unit {
        Unit::Place => {
            let opened = place::find(conn, PlaceId(id)).await?.ok_or(ErrorCode::NotFound)?.being.opened;
            place::set_being(conn, PlaceId(id), Being { opened, ended }).await?;
        }
        Unit::Body => {
            let opened = body::find(conn, BodyId(id)).await?.ok_or(ErrorCode::NotFound)?.being.opened;
            body::set_being(conn, BodyId(id), Being { opened, ended }).await?;
        }
        Unit::Point => point::set_ended(conn, PointId(id), ended).await?,
    }
    Ok(())
}

/// Undoes what a change did, the last step first.
pub(super) async fn undo(conn: &mut Conn<'_>, stored: &StoredChange, steps: &[Step]) -> Result<(), Failure> {
    if stored.unit == Unit::Place {
        meta::change_structure(conn).await?;
    }
    for step in steps.iter().rev() {
        match (step, stored.unit) {
            (Step::Renamed { id, before }, unit) => call(conn, unit, *id, before).await?,
            (Step::Recoded { id, .. }, Unit::Place) => place::recode_back(conn, PlaceId(*id), stored.effective).await?,
            (Step::Recoded { id, before }, _) => body::recode_back(conn, BodyId(*id), before.as_deref(), stored.effective).await?,
            (Step::Ended { id }, unit) => set_ended(conn, unit, *id, None).await?,
            (Step::Merged { from, into }, Unit::Place) => {
                let level = place::find(conn, PlaceId(*from)).await?.ok_or(ErrorCode::NotFound)?.level;
                place::unmerge(conn, PlaceId(*from), PlaceId(*into), level).await?;
            }
            (Step::Merged { from, into }, Unit::Body) => body::unmerge(conn, BodyId(*from), BodyId(*into)).await?,
            (Step::Merged { .. }, Unit::Point) | (Step::Followed { .. }, _) => {}
            (Step::Opened { id }, unit) => {
                // Who followed whom is forgotten first, so that nothing refers to it but what people entered.
                change::forget(conn, stored.no).await?;
                let taken = match unit {
                    Unit::Place => place::take_back(conn, PlaceId(*id)).await?,
                    Unit::Body => body::take_back(conn, BodyId(*id)).await?,
                    Unit::Point => point::take_back(conn, PointId(*id)).await?,
                };
                if !taken {
                    return Err(ApiError::invalid("no", "in_use").into());
                }
            }
        }
    }
    change::forget(conn, stored.no).await?;
    Ok(())
}
