//! Checks a change against what is stored, and says what it would do.

use crate::context::Cx;
use crate::failure::Failure;
use api::change::{Ask, Effect, EffectKind, Subject, Warning, WarningKind};
use api::{ApiError, ErrorCode};
use domain::body::{Body, is_credit_code};
use domain::change::{Deed, NewUnit, Unit, code_fits, follows};
use domain::permission::Scope;
use domain::place::{Level, Place, PlaceCode, PlaceId};
use domain::point::Point;
use std::collections::HashMap;
use store::{body, change, place, point};

/// A change that can be done.
pub(super) struct Plan {
    pub(super) effects: Vec<Effect>,
    pub(super) warnings: Vec<Warning>,
    pub(super) subjects: Vec<Subject>,
    /// The units that it touches.
    pub(super) units: Units,
    /// Where new bodies or points come to stand.
    pub(super) scope: Option<Scope>,
}

/// Units as they are stored, of the kind that changes.
pub(super) enum Units {
    Places(HashMap<PlaceId, Place>),
    Bodies(HashMap<i64, Body>),
    Points(HashMap<i64, Point>),
}

fn invalid(field: &str, rule: &str) -> Failure {
    ApiError::invalid(field, rule).into()
}

fn effect(kind: EffectKind, name: &str, before: Option<&str>, after: Option<&str>) -> Effect {
    Effect { kind, name: name.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

/// Every one of the units lies where the person may change; else it is not found.
pub(super) async fn within(cx: &mut Cx<'_>, unit: Unit, ids: &[i64]) -> Result<(), Failure> {
    for id in ids {
        let at = match unit {
            Unit::Place => Some(PlaceId(*id)),
            Unit::Body => body::find(&mut cx.conn().await?, domain::body::BodyId(*id)).await?.map(|b| b.place),
            Unit::Point => point::place_of(&mut cx.conn().await?, domain::point::PointId(*id)).await?,
        };
        cx.scope_at(at.ok_or(ErrorCode::NotFound)?).await?;
    }
    Ok(())
}

impl Plan {
    pub(super) async fn of(cx: &mut Cx<'_>, ask: &Ask) -> Result<Self, Failure> {
        within(cx, ask.unit, &ask.deed.units()).await?;
        // Whoever opens something is responsible for where it comes to stand.
        if let Deed::Open { parent, .. } = &ask.deed {
            cx.scope_at(PlaceId(*parent)).await?;
        }
        for id in ask.deed.units() {
            for done in change::list(&mut cx.conn().await?, ask.unit, i64::MAX, id, 50).await? {
                let counts = matches!(done.state, domain::change::ChangeState::Done | domain::change::ChangeState::Planned);
                if counts && done.effective > ask.effective {
                    return Err(ApiError::invalid("effective", "before_last_change").with("day", done.effective).into());
                }
            }
        }
        match ask.unit {
            Unit::Place => places(cx, ask).await,
            Unit::Body => bodies(cx, ask).await,
            Unit::Point => points(cx, ask).await,
        }
    }

    fn new(units: Units, subjects: Vec<Subject>) -> Self {
        Self { effects: Vec::new(), warnings: Vec::new(), subjects, units, scope: None }
    }

    fn tell(&mut self, kind: EffectKind, name: &str, before: Option<&str>, after: Option<&str>) {
        self.effects.push(effect(kind, name, before, after));
    }

    fn warn(&mut self, kind: WarningKind, n: i64) {
        if n > 0 {
            self.warnings.push(Warning { kind, n });
        }
    }

    /// Units that end, and the one or those that follow.
    fn tell_ends(&mut self, kind: EffectKind, ending: &[String], after: &str) {
        for name in ending {
            self.tell(kind, name, None, Some(after));
        }
    }
}

async fn places(cx: &mut Cx<'_>, ask: &Ask) -> Result<Plan, Failure> {
    let conn = &mut cx.conn().await?;
    let all: HashMap<PlaceId, Place> = place::all(conn).await?.into_iter().map(|p| (p.id, p)).collect();
    let get = |id: i64| all.get(&PlaceId(id)).filter(|p| !p.being.has_ended()).ok_or_else(|| invalid("unit", "ended"));
    let touched: Vec<&Place> = ask.deed.units().into_iter().map(get).collect::<Result<_, _>>()?;
    if touched.iter().any(|p| p.being.opened.is_some_and(|opened| opened >= ask.effective)) {
        return Err(invalid("effective", "before_opened"));
    }
    let subjects = touched.iter().map(|p| Subject { id: p.id.0, name: p.name.clone(), code: Some(p.code.as_str().to_owned()) }).collect();
    let (effects, ending): (Vec<Effect>, Vec<PlaceId>) = match &ask.deed {
        Deed::Rename { unit, name } => {
            let p = get(*unit)?;
            let name = name.trim();
            if name == p.name {
                return Err(invalid("name", "unchanged"));
            }
            name_is_free(&all, p.parent, name, &[p.id])?;
            (vec![effect(EffectKind::Renamed, &p.name, Some(&p.name), Some(name))], Vec::new())
        }
        Deed::Recode { unit, code } => (recoded(&all, get(*unit)?, code)?, Vec::new()),
        Deed::Open { parent, new } => {
            let above = get(*parent)?;
            let code = new_code(&all, above, new, &[])?;
            name_is_free(&all, Some(above.id), new.name.trim(), &[])?;
            (vec![effect(EffectKind::Opened, new.name.trim(), None, Some(code.as_str()))], Vec::new())
        }
        Deed::Close { unit } => {
            let p = get(*unit)?;
            not_the_district(p)?;
            has_nothing_below(&all, p)?;
            (vec![effect(EffectKind::Ended, &p.name, None, None)], vec![p.id])
        }
        Deed::Merge { into, new, .. } => {
            let ending: Vec<&Place> = ask.deed.ending().into_iter().map(get).collect::<Result<_, _>>()?;
            let first = ending.first().copied().ok_or_else(|| invalid("from", "too_few"))?;
            not_the_district(first)?;
            let beside = |p: &Place| p.level == first.level && p.parent == first.parent;
            if !ending.iter().all(|p| beside(p)) {
                return Err(invalid("from", "not_beside"));
            }
            let mut effects = Vec::new();
            let ids: Vec<PlaceId> = ending.iter().map(|p| p.id).collect();
            let successor = match (into, new) {
                (Some(into), _) => {
                    let into = get(*into)?;
                    if !beside(into) {
                        return Err(invalid("into", "not_beside"));
                    }
                    into.name.clone()
                }
                (None, Some(new)) => {
                    let above = first.parent.and_then(|id| all.get(&id)).ok_or(ErrorCode::NotFound)?;
                    let code = new_code(&all, above, new, &ids)?;
                    name_is_free(&all, Some(above.id), new.name.trim(), &ids)?;
                    effects.push(effect(EffectKind::Opened, new.name.trim(), None, Some(code.as_str())));
                    new.name.trim().to_owned()
                }
                (None, None) => return Err(invalid("into", "one_of_two")),
            };
            effects.extend(ending.iter().map(|p| effect(EffectKind::MergedInto, &p.name, None, Some(&successor))));
            (effects, ids)
        }
        Deed::Split { unit, new } => {
            let p = get(*unit)?;
            if p.level != Level::Village {
                return Err(invalid("unit", "only_villages_split"));
            }
            let above = p.parent.and_then(|id| all.get(&id)).ok_or(ErrorCode::NotFound)?;
            let mut effects = Vec::new();
            let mut codes = Vec::new();
            for one in new {
                let code = new_code(&all, above, one, &[p.id])?;
                if codes.contains(&code) {
                    return Err(invalid("code", "taken"));
                }
                name_is_free(&all, Some(above.id), one.name.trim(), &[p.id])?;
                effects.push(effect(EffectKind::Opened, one.name.trim(), None, Some(code.as_str())));
                codes.push(code);
            }
            let names: Vec<&str> = new.iter().map(|n| n.name.trim()).collect();
            effects.push(effect(EffectKind::SplitInto, &p.name, None, Some(&names.join("、"))));
            (effects, vec![p.id])
        }
    };
    let mut plan = Plan { effects, ..Plan::new(Units::Places(all.clone()), subjects) };
    if !ending.is_empty() {
        let ids: Vec<i64> = ending.iter().map(|id| id.0).collect();
        let conn = &mut cx.conn().await?;
        plan.warn(WarningKind::Points, change::points_at(conn, &ids).await?);
        plan.warn(WarningKind::Grants, change::grants_at(conn, &ids).await?);
        if matches!(ask.deed, Deed::Split { .. }) {
            plan.warn(WarningKind::RatingsAfter, change::ratings_after(conn, &ids, ask.effective).await?);
        }
    }
    Ok(plan)
}

fn not_the_district(p: &Place) -> Result<(), Failure> {
    if p.level == Level::District { Err(invalid("unit", "district")) } else { Ok(()) }
}

fn has_nothing_below(all: &HashMap<PlaceId, Place>, p: &Place) -> Result<(), Failure> {
    let below = all.values().any(|other| other.above() == Some(p.id) && !other.being.has_ended());
    if below { Err(invalid("unit", "has_below")) } else { Ok(()) }
}

/// No other place beside it that goes on is called so.
fn name_is_free(all: &HashMap<PlaceId, Place>, parent: Option<PlaceId>, name: &str, but: &[PlaceId]) -> Result<(), Failure> {
    let taken = all.values().any(|p| p.parent == parent && p.name == name && !p.being.has_ended() && !but.contains(&p.id));
    if taken { Err(invalid("name", "taken")) } else { Ok(()) }
}

/// The code of a new place below another: of the right form, and nobody else's who goes on.
fn new_code(all: &HashMap<PlaceId, Place>, above: &Place, new: &NewUnit, ending: &[PlaceId]) -> Result<PlaceCode, Failure> {
    let text = new.code.as_deref().unwrap_or_default();
    let code = PlaceCode::parse(text).ok_or_else(|| invalid("code", if text.trim().is_empty() { "required" } else { "place_code" }))?;
    let level = match above.level {
        Level::District => Level::Town,
        Level::Town => Level::Village,
        Level::Village => return Err(invalid("unit", "has_no_below")),
    };
    if !code_fits(&code, level, Some(&above.code)) {
        return Err(ApiError::invalid("code", "code_form").with("prefix", prefix(above)).into());
    }
    code_is_free(all, &code, ending)?;
    Ok(code)
}

/// The digits with which codes below a place begin.
fn prefix(above: &Place) -> String {
    let digits = if above.level == Level::District { 6 } else { 9 };
    above.code.as_str().get(..digits).unwrap_or_default().to_owned()
}

fn code_is_free(all: &HashMap<PlaceId, Place>, code: &PlaceCode, but: &[PlaceId]) -> Result<(), Failure> {
    let holder = all.values().find(|p| p.code == *code && !p.being.has_ended() && !but.contains(&p.id));
    holder.map_or(Ok(()), |p| Err(ApiError::invalid("code", "code_taken").with("name", &p.name).into()))
}

/// What another code of a place brings along: those below follow.
fn recoded(all: &HashMap<PlaceId, Place>, p: &Place, code: &str) -> Result<Vec<Effect>, Failure> {
    let code = PlaceCode::parse(code).ok_or_else(|| invalid("code", "place_code"))?;
    if code == p.code {
        return Err(invalid("code", "unchanged"));
    }
    let above = p.parent.and_then(|id| all.get(&id));
    if !code_fits(&code, p.level, above.map(|a| &a.code)) {
        return Err(ApiError::invalid("code", "code_form").with("prefix", above.map_or_else(String::new, prefix)).into());
    }
    let follow = followers(all, p, &code)?;
    let moved: Vec<PlaceId> = follow.iter().map(|(id, _)| *id).chain([p.id]).collect();
    code_is_free(all, &code, &moved)?;
    let mut effects = vec![effect(EffectKind::Recoded, &p.name, Some(p.code.as_str()), Some(code.as_str()))];
    for (id, code) in &follow {
        code_is_free(all, code, &moved)?;
        if let Some(p) = all.get(id) {
            effects.push(effect(EffectKind::Follows, &p.name, Some(p.code.as_str()), Some(code.as_str())));
        }
    }
    Ok(effects)
}

/// Everything below a place that goes on, with the codes that follow from its new one, in order of codes.
pub(super) fn followers(all: &HashMap<PlaceId, Place>, p: &Place, code: &PlaceCode) -> Result<Vec<(PlaceId, PlaceCode)>, Failure> {
    if p.level == Level::Village {
        return Ok(Vec::new());
    }
    let mut below: Vec<&Place> =
        all.values().filter(|other| other.id != p.id && !other.being.has_ended() && is_below(all, other, p.id)).collect();
    below.sort_by(|a, b| a.code.cmp(&b.code));
    below
        .into_iter()
        .map(|other| Ok((other.id, follows(&other.code, code, p.level).ok_or_else(|| invalid("code", "place_code"))?)))
        .collect()
}

fn is_below(all: &HashMap<PlaceId, Place>, p: &Place, top: PlaceId) -> bool {
    let mut next = p.above();
    while let Some(id) = next {
        if id == top {
            return true;
        }
        next = all.get(&id).and_then(Place::above);
    }
    false
}

async fn bodies(cx: &mut Cx<'_>, ask: &Ask) -> Result<Plan, Failure> {
    let conn = &mut cx.conn().await?;
    let all: HashMap<i64, Body> = body::all(conn).await?.into_iter().map(|b| (b.id.0, b)).collect();
    let get = |id: i64| all.get(&id).filter(|b| !b.being.has_ended()).ok_or_else(|| invalid("unit", "ended"));
    let touched: Vec<&Body> = ask.deed.units().into_iter().map(get).collect::<Result<_, _>>()?;
    if touched.iter().any(|b| b.being.opened.is_some_and(|opened| opened >= ask.effective)) {
        return Err(invalid("effective", "before_opened"));
    }
    // Names of bodies are unique for good: an old file must not land at another one.
    let name_is_free = |name: &str, but: Option<i64>| {
        let taken = all.values().any(|b| b.name == name.trim() && Some(b.id.0) != but);
        if taken { Err(invalid("name", "taken")) } else { Ok(()) }
    };
    let code_is_good = |code: &str, but: Option<i64>| {
        if !is_credit_code(code) {
            return Err(invalid("code", "credit_code"));
        }
        let taken = all.values().any(|b| b.code.as_deref() == Some(code) && Some(b.id.0) != but);
        if taken { Err(invalid("code", "taken")) } else { Ok(()) }
    };
    for new in ask.deed.new_units() {
        name_is_free(&new.name, None)?;
        if let Some(code) = new.code.as_deref().filter(|c| !c.trim().is_empty()) {
            code_is_good(code.trim(), None)?;
        }
    }
    let subjects = touched.iter().map(|b| Subject { id: b.id.0, name: b.name.clone(), code: b.code.clone() }).collect();
    let mut plan = Plan::new(Units::Bodies(all.clone()), subjects);
    match &ask.deed {
        Deed::Rename { unit, name } => {
            let b = get(*unit)?;
            if name.trim() == b.name {
                return Err(invalid("name", "unchanged"));
            }
            name_is_free(name, Some(b.id.0))?;
            plan.tell(EffectKind::Renamed, &b.name, Some(&b.name), Some(name.trim()));
        }
        Deed::Recode { unit, code } => {
            let b = get(*unit)?;
            if b.code.as_deref() == Some(code.trim()) {
                return Err(invalid("code", "unchanged"));
            }
            code_is_good(code.trim(), Some(b.id.0))?;
            plan.tell(EffectKind::Recoded, &b.name, b.code.as_deref(), Some(code.trim()));
        }
        _ => tell_ends(&mut plan, &ask.deed, |id| get(id).map(|b| b.name.clone()))?,
    }
    let grants = change::grants_of_bodies(&mut cx.conn().await?, &ask.deed.ending()).await?;
    plan.warn(WarningKind::Grants, grants);
    let at = match &ask.deed {
        Deed::Open { parent, .. } => Some(PlaceId(*parent)),
        deed => deed.units().first().and_then(|id| all.get(id)).map(|b| b.place),
    };
    if let Some(at) = at {
        plan.scope = Some(cx.scope_at(at).await?);
    }
    Ok(plan)
}

async fn points(cx: &mut Cx<'_>, ask: &Ask) -> Result<Plan, Failure> {
    let mut all: HashMap<i64, Point> = HashMap::new();
    let ids = ask.deed.units();
    let (mut places, mut scopes) = (Vec::new(), Vec::new());
    for id in &ids {
        let at = point::place_of(&mut cx.conn().await?, domain::point::PointId(*id)).await?.ok_or(ErrorCode::NotFound)?;
        let scope = cx.scope_at(at).await?;
        let found = point::find(&mut cx.conn().await?, &scope, domain::point::PointId(*id)).await?.ok_or(ErrorCode::NotFound)?;
        if found.ended.is_some() {
            return Err(invalid("unit", "ended"));
        }
        if found.fields.opened.is_some_and(|opened| opened >= ask.effective) {
            return Err(invalid("effective", "before_opened"));
        }
        places.push(now(cx, at).await?);
        scopes.push(scope);
        all.insert(*id, found);
    }
    places.dedup();
    if places.len() > 1 {
        return Err(invalid("from", "not_beside"));
    }
    // A point that is new or renamed is called as no other point of its place.
    let mut taken: Vec<(i64, String)> = Vec::new();
    if let Some(place) = places.first() {
        taken = point::names_at(&mut cx.conn().await?, *place).await?;
    }
    let name_is_free = |name: &str, but: Option<i64>| {
        let clash = taken.iter().any(|(id, other)| other == name.trim() && Some(*id) != but);
        if clash { Err(invalid("name", "taken")) } else { Ok(()) }
    };
    for new in ask.deed.new_units() {
        name_is_free(&new.name, None)?;
    }
    let subjects =
        ids.iter().filter_map(|id| all.get(id)).map(|p| Subject { id: p.id.0, name: p.fields.name.clone(), code: None }).collect();
    let get = |id: i64| all.get(&id).ok_or_else(|| invalid("unit", "ended"));
    let mut plan = Plan::new(Units::Points(HashMap::new()), subjects);
    match &ask.deed {
        Deed::Recode { .. } | Deed::Open { .. } => return Err(invalid("unit", "not_for_points")),
        Deed::Rename { unit, name } => {
            let p = get(*unit)?;
            if name.trim() == p.fields.name {
                return Err(invalid("name", "unchanged"));
            }
            name_is_free(name, Some(p.id.0))?;
            plan.tell(EffectKind::Renamed, &p.fields.name, Some(&p.fields.name), Some(name.trim()));
        }
        _ => tell_ends(&mut plan, &ask.deed, |id| get(id).map(|p| p.fields.name.clone()))?,
    }
    plan.units = Units::Points(all);
    plan.scope = scopes.first().copied();
    Ok(plan)
}

/// The place that a place counts for now.
async fn now(cx: &mut Cx<'_>, id: PlaceId) -> Result<PlaceId, Failure> {
    let mut at = id;
    while let Some(next) = place::find(&mut cx.conn().await?, at).await?.and_then(|p| p.merged_into) {
        at = next;
    }
    Ok(at)
}

/// Opening, closing, merging, splitting in words, the same for bodies and points.
fn tell_ends(plan: &mut Plan, deed: &Deed, name: impl Fn(i64) -> Result<String, Failure>) -> Result<(), Failure> {
    for new in deed.new_units() {
        plan.tell(EffectKind::Opened, new.name.trim(), None, new.code.as_deref());
    }
    let ending: Vec<String> = deed.ending().into_iter().map(&name).collect::<Result<_, _>>()?;
    match deed {
        Deed::Close { .. } => {
            for name in &ending {
                plan.tell(EffectKind::Ended, name, None, None);
            }
        }
        Deed::Merge { into, new, .. } => {
            let successor = match (into, new) {
                (Some(into), _) => name(*into)?,
                (None, new) => new.as_ref().map(|n| n.name.trim().to_owned()).unwrap_or_default(),
            };
            plan.tell_ends(EffectKind::MergedInto, &ending, &successor);
        }
        Deed::Split { new, .. } => {
            let names: Vec<&str> = new.iter().map(|n| n.name.trim()).collect();
            plan.tell_ends(EffectKind::SplitInto, &ending, &names.join("、"));
        }
        _ => {}
    }
    Ok(())
}
