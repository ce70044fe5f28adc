//! Stations of which nothing was heard for weeks: no case although files cover them, or no file at all.

use super::Found;
use crate::context::Cx;
use crate::failure::Failure;
use crate::overview::Covered;
use api::home::{SilentStation, TodoKind, Urgency};
use api::{ApiError, Permission};
use domain::day::later;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::{Level, PlaceId};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::{ground, place};

/// Weeks without a word after which a station is told of.
const WEEKS: i64 = 4;

/// A counted station: its last day with a case, and the last day that a file covers.
struct Station {
    place: PlaceId,
    last_case: Option<Date>,
    last_covered: Option<Date>,
    /// Files cover all of the weeks.
    covered: bool,
}

/// Every counted station that the caller may see and that is not limited to one body.
async fn stations(cx: &mut Cx<'_>, weeks: Period) -> Result<Vec<Station>, Failure> {
    let Some(access) = cx.access_for(Permission::Ratings) else { return Ok(Vec::new()) };
    let ground = ground::read(&mut cx.conn().await?).await?;
    let all = &ground.places;
    let parents: HashMap<PlaceId, Option<PlaceId>> = all.iter().map(|p| (p.id, p.parent)).collect();
    let is_below = |id: PlaceId, top: PlaceId| {
        let mut next = Some(id);
        while let Some(here) = next {
            if here == top {
                return true;
            }
            next = parents.get(&here).copied().flatten();
        }
        false
    };
    let last = store::home::last_cases(&mut cx.conn().await?).await?;
    let today = cx.today();
    let mut found: BTreeMap<PlaceId, Station> = BTreeMap::new();
    for scope in access.scopes().iter().filter(|s| s.body().is_none()).copied().collect::<Vec<Scope>>() {
        let below: Vec<_> = all.iter().filter(|p| is_below(p.id, scope.place())).cloned().collect();
        // A station clerk knows his own.
        if below.len() <= 1 {
            continue;
        }
        let covered = Covered::of(&ground, &scope, &parents, &below);
        let counted = below.iter().filter(|p| p.level == Level::Village && p.active && p.being.is_there(today) && p.merged_into.is_none());
        for p in counted {
            let days = covered.days(p.id);
            let last_covered = days.and_then(|d| d.periods().iter().map(|span| span.to).filter(|to| *to < later(today, 1)).max());
            let station = Station {
                place: p.id,
                last_case: last.get(&p.id.0).copied(),
                last_covered,
                covered: days.is_some_and(|d| d.covers(weeks)),
            };
            found.insert(p.id, station);
        }
    }
    Ok(found.into_values().collect())
}

/// The weeks that are looked at: those before the newest data.
async fn weeks(cx: &mut Cx<'_>) -> Result<Period, Failure> {
    let today = cx.today();
    let (cutoff, _) = crate::sessions::cutoff(&mut cx.conn().await?, today).await?;
    Ok(Period { from: later(cutoff, 1 - 7 * WEEKS), to: cutoff })
}

fn is_quiet(station: &Station, weeks: Period) -> bool {
    station.covered && station.last_case.is_none_or(|day| day < weeks.from)
}

fn is_uncovered(station: &Station, weeks: Period) -> bool {
    station.last_covered.is_none_or(|day| day < weeks.from) && station.last_case.is_none_or(|day| day < weeks.from)
}

/// Tells of both kinds.
pub(super) async fn silent(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Ratings).is_none() {
        return Ok(());
    }
    let weeks = weeks(cx).await?;
    let all = stations(cx, weeks).await?;
    let told = |is: fn(&Station, Period) -> bool, day: fn(&Station) -> Option<Date>| {
        let of: Vec<&Station> = all.iter().filter(|s| is(s, weeks)).collect();
        (i64::try_from(of.len()).unwrap_or(i64::MAX), of.iter().filter_map(|s| day(s)).min())
    };
    let (n, oldest) = told(is_quiet, |s| s.last_case);
    found.add(TodoKind::QuietStations, Urgency::Due, n, oldest, WEEKS);
    let (n, oldest) = told(is_uncovered, |s| s.last_covered);
    found.add(TodoKind::UncoveredStations, Urgency::Due, n, oldest, WEEKS);
    Ok(())
}

/// The stations of one kind, those that were silent for longest first.
pub(super) async fn list(cx: &mut Cx<'_>, kind: TodoKind) -> Result<Vec<SilentStation>, Failure> {
    let (is, day): (fn(&Station, Period) -> bool, fn(&Station) -> Option<Date>) = match kind {
        TodoKind::QuietStations => (is_quiet, |s| s.last_case),
        TodoKind::UncoveredStations => (is_uncovered, |s| s.last_covered),
        _ => return Err(ApiError::invalid("kind", "not_stations").into()),
    };
    let weeks = weeks(cx).await?;
    let all = stations(cx, weeks).await?;
    let places: HashMap<PlaceId, domain::place::Place> = place::all(&mut cx.conn().await?).await?.into_iter().map(|p| (p.id, p)).collect();
    let name = |id: PlaceId| places.get(&id).map(|p| p.name.clone()).unwrap_or_default();
    let mut listed: Vec<SilentStation> = all
        .iter()
        .filter(|s| is(s, weeks))
        .map(|s| SilentStation {
            place: s.place,
            name: name(s.place),
            above: places.get(&s.place).and_then(|p| p.parent).map(name).unwrap_or_default(),
            last: day(s),
        })
        .collect();
    listed.sort_by(|a, b| (a.last, &a.above, &a.name).cmp(&(b.last, &b.above, &b.name)));
    Ok(listed)
}
