//! 名录: what a plan draws from, as it would be sealed now, and as it was sealed.

use super::{Eyes, content, found, people};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::inspection::{ReplacedStation, RosterShown, RosterWrong, ShowRoster, WeighedPoint};
use api::{ApiError, ErrorCode};
use domain::account::AccountId;
use domain::day::later;
use domain::inspection::checklist::Target;
use domain::inspection::draw::{ALGORITHM, DrawProblem, Inspector, Object, Roster};
use domain::inspection::plan::{Coverage, PlanFields, PlanId, PlanState, Weighting, point_kind};
use domain::inspection::rules::{Known, risk};
use domain::period::Period;
use domain::place::{Level, Place, PlaceId};
use domain::point::{Point, PointId};
use std::collections::{BTreeSet, HashMap};
use store::inspection::attempt::{self, Spot};
use store::inspection::{checklist, visit};
use store::{figures, place, point};

/// A roster that is not sealed, and where its weights come from.
pub(super) struct Built {
    pub(super) roster: Roster,
    /// Which service points its codes are, in its order.
    pub(super) points: Vec<WeighedPoint>,
}

/// What keeps a roster from being drawn from, and of what or with which number that is so.
fn wrong(roster: &Roster, problem: &DrawProblem) -> (RosterWrong, String) {
    let name =
        |code: &String| roster.objects.iter().find(|object| object.code == *code).map_or_else(|| code.clone(), |one| one.name.clone());
    match problem {
        _ if roster.objects.is_empty() => (RosterWrong::Empty, String::new()),
        DrawProblem::Take { there, .. } => (RosterWrong::Take, there.to_string()),
        DrawProblem::Inspectors(code) => (RosterWrong::Inspectors, name(code)),
        DrawProblem::PerObject => (RosterWrong::Inspectors, String::new()),
        other => (RosterWrong::Other, other.to_string()),
    }
}

impl Built {
    /// Refused if nothing can be drawn from it.
    pub(super) fn check(&self) -> Result<(), ApiError> {
        let Err(problem) = self.roster.check() else { return Ok(()) };
        Err(match wrong(&self.roster, &problem) {
            (RosterWrong::Empty, _) => ApiError::invalid("towns", "roster_empty"),
            (RosterWrong::Take, there) => ApiError::invalid("take", "range").with("from", 1).with("to", there),
            (RosterWrong::Inspectors, name) => ApiError::invalid("inspectors", "roster_inspectors").with("name", name),
            (RosterWrong::Other, detail) => ApiError::invalid("id", "roster_wrong").with("detail", detail),
        })
    }

    pub(super) fn spots(&self) -> Vec<Spot> {
        self.points.iter().map(|one| Spot { point: one.point, place: one.place, town: one.town }).collect()
    }
}

/// What is known of a place.
struct Ground {
    places: HashMap<PlaceId, Place>,
}

impl Ground {
    fn code(&self, id: PlaceId) -> String {
        self.places.get(&id).map(|place| place.code.as_str().to_owned()).unwrap_or_default()
    }

    /// The town of a place, where there is one.
    fn town(&self, id: PlaceId) -> PlaceId {
        match self.places.get(&id) {
            Some(place) if place.level == Level::Village => place.parent.unwrap_or(id),
            _ => id,
        }
    }
}

/// The service points that a plan may go to.
async fn candidates(cx: &mut Cx<'_>, eyes: &Eyes, ground: &Ground, fields: &PlanFields) -> Result<Vec<(Point, PlaceId)>, Failure> {
    let today = cx.today();
    let target = match fields.checklist {
        Some(at) => checklist::content(&mut cx.conn().await?, at).await?.map_or_else(Target::default, |(_, list)| list.target),
        None => Target::default(),
    };
    let kind = point_kind(target);
    let scope = cx.scope_at(eyes.district).await?;
    let all = point::within(&mut cx.conn().await?, &scope).await?;
    let is_there = |point: &Point| {
        let place = ground.places.get(&point.place);
        let counts = place.is_some_and(|place| place.active && place.being.ended.is_none_or(|ended| today < ended));
        counts && point.kind == kind && point.fields.active && point.ended.is_none_or(|ended| today < ended)
    };
    let with_town = all.into_iter().filter(is_there).map(|point| (ground.town(point.place), point)).map(|(town, point)| (point, town));
    Ok(with_town.filter(|(_, town)| fields.towns.is_empty() || fields.towns.contains(town)).collect())
}

/// The places that a plan may go to, without those that it leaves out.
pub(super) async fn places(cx: &mut Cx<'_>, eyes: &Eyes, fields: &PlanFields) -> Result<BTreeSet<PlaceId>, Failure> {
    let ground = Ground { places: place::all(&mut cx.conn().await?).await?.into_iter().map(|place| (place.id, place)).collect() };
    let left_out: BTreeSet<PointId> = fields.exclusions.iter().map(|one| one.point).collect();
    let all = candidates(cx, eyes, &ground, fields).await?;
    Ok(all.into_iter().filter(|(point, _)| !left_out.contains(&point.id)).map(|(point, _)| point.place).collect())
}

/// What a plan would draw from now.
pub(super) async fn build(cx: &mut Cx<'_>, eyes: &Eyes, fields: &PlanFields, number: &str, attempt: u32) -> Result<Built, Failure> {
    let today = cx.today();
    let ground = Ground { places: place::all(&mut cx.conn().await?).await?.into_iter().map(|place| (place.id, place)).collect() };
    let candidates = candidates(cx, eyes, &ground, fields).await?;
    let by_risk = fields.weighting == Weighting::Risk;
    let (bad, last, past) = if by_risk {
        let scope = cx.scope_at(eyes.district).await?;
        let year = Period { from: later(today, -365), to: today };
        let conn = &mut cx.conn().await?;
        let bad = figures::by_place(conn, &scope, year).await?.0;
        let bad = bad.into_iter().map(|(place, counts)| (PlaceId(place), counts.bad())).collect();
        (bad, visit::last(conn, today).await?, visit::past(conn, today).await?)
    } else {
        (HashMap::new(), HashMap::new(), HashMap::new())
    };
    let reasons: HashMap<PointId, &str> = fields.exclusions.iter().map(|one| (one.point, one.reason.as_str())).collect();
    // Of several points of one place all but the first get a number behind the code.
    let mut seen: HashMap<PlaceId, usize> = HashMap::new();
    let mut rows: Vec<(Object, WeighedPoint)> = Vec::with_capacity(candidates.len());
    for (point, town) in candidates {
        let n = seen.entry(point.place).or_default();
        *n += 1;
        let code = ground.code(point.place);
        let days = last.get(&point.id).map(|day| i64::from((today - *day).get_days()));
        let visit::Past { rate, open } = past.get(&point.id).copied().unwrap_or_default();
        let known = Known { bad: bad.get(&point.place).copied().unwrap_or(0), days_since: days, rate, open };
        let object = Object {
            code: if *n == 1 { code } else { format!("{code}-{n}") },
            name: point.fields.name,
            stratum: ground.code(town),
            weight: if by_risk { risk(&known) } else { 1 },
            excluded: reasons.get(&point.id).copied().unwrap_or_default().to_owned(),
        };
        let (bad, open) = (by_risk.then_some(known.bad), by_risk.then_some(open));
        let weighed = WeighedPoint { point: point.id, place: point.place, town, bad, days_since: days, rate, open };
        rows.push((object, weighed));
    }
    rows.sort_by(|a, b| a.0.code.cmp(&b.0.code));
    let inspectors = inspectors(cx, eyes, &ground, fields, &rows).await?;
    let (objects, points): (Vec<Object>, Vec<WeighedPoint>) = rows.into_iter().unzip();
    let open = u32::try_from(objects.iter().filter(|object| object.excluded.is_empty()).count()).unwrap_or(u32::MAX);
    let roster = Roster {
        algorithm: ALGORITHM.to_owned(),
        plan: number.to_owned(),
        attempt,
        objects,
        inspectors,
        take: if fields.coverage == Coverage::Full { open } else { fields.take },
        standby: fields.standby,
        per_object: fields.per_visit,
    };
    Ok(Built { roster, points })
}

async fn inspectors(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    ground: &Ground,
    fields: &PlanFields,
    rows: &[(Object, WeighedPoint)],
) -> Result<Vec<Inspector>, Failure> {
    let people = people::all(cx, eyes.district).await?;
    let mut all = Vec::with_capacity(fields.inspectors.len());
    for one in &fields.inspectors {
        let person = people.get(&one.account).filter(|person| person.can_be_sent());
        let person = person.ok_or_else(|| ApiError::invalid("inspectors", "inspector_role"))?;
        let mut recused = BTreeSet::new();
        for place in person.own.iter().chain(&one.recused) {
            recused.insert(ground.code(*place));
            // A second point of his village is his, too.
            recused.extend(rows.iter().filter(|(_, weighed)| weighed.place == *place).map(|(object, _)| object.code.clone()));
        }
        all.push(Inspector { code: code(one.account), name: person.name.clone(), recused });
    }
    all.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(all)
}

/// By which code somebody stands on a roster: his account's key.
pub(super) fn code(account: AccountId) -> String {
    account.0.to_string()
}

/// Whose code it is.
pub(super) fn account(code: &str) -> Option<AccountId> {
    code.parse().ok().map(AccountId)
}

/// Which stations stepped in for which after a draw.
pub(super) async fn replaced(cx: &mut Cx<'_>, plan: PlanId, attempt: u32) -> Result<Vec<ReplacedStation>, Failure> {
    let all = visit::replacements(&mut cx.conn().await?, plan, attempt).await?;
    let told = |one: visit::Replacement| ReplacedStation { from: one.from, to: one.to, reason: one.reason, who: one.who, at: one.at };
    Ok(all.into_iter().map(told).collect())
}

impl Handle for ShowRoster {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<RosterShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        let head = found(cx, &eyes, self.id).await?;
        let attempts = attempt::of(&mut cx.conn().await?, self.id).await?;
        let asked = match self.attempt {
            Some(no) => Some(attempts.iter().find(|attempt| attempt.no == no).ok_or(ErrorCode::NotFound)?),
            None => attempts.last(),
        };
        if let Some(attempt) = asked {
            let (_, roster, drawn) = attempt::texts(&mut cx.conn().await?, self.id, attempt.no).await?.ok_or(ErrorCode::NotFound)?;
            let told = |spot: &Spot| WeighedPoint {
                point: spot.point,
                place: spot.place,
                town: spot.town,
                bad: None,
                days_since: None,
                rate: None,
                open: None,
            };
            return Ok(RosterShown {
                roster,
                digest: attempt.digest.clone(),
                sealed: true,
                points: attempt.spots.iter().map(told).collect(),
                wrong: None,
                wrong_at: String::new(),
                drawn,
                replaced: replaced(cx, self.id, attempt.no).await?,
            });
        }
        // What would be drawn from is the office's to know.
        if !eyes.sees_all() || head.state == PlanState::Revoked {
            return Err(ErrorCode::NotFound.into());
        }
        let fields = content(cx, self.id).await?;
        let Built { roster, points } = Box::pin(build(cx, &eyes, &fields, &head.number, 1)).await?;
        let (wrong, wrong_at) = match roster.check() {
            Ok(()) => (None, String::new()),
            Err(problem) => {
                let (wrong, at) = wrong(&roster, &problem);
                (Some(wrong), at)
            }
        };
        Ok(RosterShown { digest: roster.digest(), roster, sealed: false, points, wrong, wrong_at, drawn: None, replaced: Vec::new() })
    }
}
