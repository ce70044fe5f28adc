//! 督查检查概况: figures for leaders, and how stations are covered, as a list and as a file. What counts is what the caller may know of: the same rows
//! as the list of visits and the ledger show him.

use super::{Eyes, PAGE};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::supervision::day;
use crate::{lists, words};
use api::import::Written;
use api::inspection::{
    CoverageFilter, CoverageRow, CoverageRows, Coverages, ExportCoverage, FindingFigures, InspectionOverview, ListCoverage, MonthInspected,
    ShowInspectionOverview, StationInspected, TownInspected, UnifiedRate, WorstLine,
};
use api::page::Total;
use api::{ApiError, Permission};
use domain::figures::Counts;
use domain::inspection::checklist::score::Share;
use domain::inspection::checklist::{ChecklistId, Target, Unified};
use domain::inspection::finding::FindingState;
use domain::inspection::overview::{Closing, Covered, MONTHS_MOST, MONTHS_USUAL, Rate, age, covered, is_in_time, median};
use domain::inspection::plan::{ListVersion, point_kind};
use domain::inspection::points::Points;
use domain::period::{Period, months_back};
use domain::place::{Level, Place, PlaceId};
use domain::point::{Point, PointId};
use domain::time::month_of;
use jiff::civil::Date;
use serde_json::json;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::inspection::checklist;
use store::inspection::overview::{self, Asked, Found, Last, Scored};
use store::page::{At, Page};
use store::{Conn, figures, page, place, point};
use texts::Texts;
use texts::words::Word;

/// Stations and lines that are named.
const NAMED: usize = 10;
/// Months of the series.
const MONTHS: i64 = 24;

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A service point that is open, or was.
struct Station {
    point: PointId,
    name: String,
    place: PlaceId,
    town: PlaceId,
    open: bool,
}

/// Where the caller looks, and what is there.
struct Ground {
    tops: Vec<PlaceId>,
    places: Vec<Place>,
    stations: Vec<Station>,
    /// In which town each place lies now, whatever it was in when it was visited; what lies in none stands for itself.
    towns: HashMap<PlaceId, PlaceId>,
    asked: Asked,
}

impl Ground {
    async fn read(cx: &mut Cx<'_>, at: Option<PlaceId>) -> Result<Self, Failure> {
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let tops = match at {
            Some(place) => vec![place],
            None if eyes.sees_all() => vec![eyes.district],
            None => eyes.seeing.places.clone(),
        };
        let places = place::all(&mut cx.conn().await?).await?;
        let by_id: HashMap<PlaceId, &Place> = places.iter().map(|place| (place.id, place)).collect();
        let towns = places.iter().map(|place| (place.id, town_of(place, &by_id))).collect();
        let mut seen = BTreeSet::new();
        let mut stations = Vec::new();
        for top in &tops {
            let scope = cx.scope_at(*top).await?;
            let points = point::within(&mut cx.conn().await?, &scope).await?;
            let new = points.into_iter().filter(|point| seen.insert(point.id));
            stations.extend(new.map(|point| station(point, &by_id, &towns, today)));
        }
        Ok(Self { tops, stations, towns, asked: Asked { place: at, seeing: eyes.seeing, today }, places })
    }

    fn town(&self, place: PlaceId) -> PlaceId {
        self.towns.get(&place).copied().unwrap_or(place)
    }

    fn open(&self) -> impl Iterator<Item = &Station> {
        self.stations.iter().filter(|station| station.open)
    }

    /// When open stations were last visited up to a day.
    async fn last(&self, conn: &mut Conn<'_>, until: Date, months: u32) -> Result<Last, Failure> {
        let points: Vec<PointId> = self.open().map(|station| station.point).collect();
        Ok(overview::last(conn, &self.asked, until, months_back(until, i64::from(months)), &points).await?)
    }

    /// Ratings by place in some days, as far as the caller may read them all: who reads those of one body only would compare with a part.
    async fn ratings(&self, cx: &mut Cx<'_>, period: Period) -> Result<Option<BTreeMap<i64, Counts>>, Failure> {
        let Some(access) = cx.access_for(Permission::Ratings) else { return Ok(None) };
        let mut all = BTreeMap::new();
        for top in &self.tops {
            let conn = &mut cx.conn().await?;
            let path = place::path(conn, *top).await?;
            let Some(scope) = access.narrow(*top, &path).filter(|scope| scope.body().is_none()) else { return Ok(None) };
            all.extend(figures::by_place(conn, &scope, period).await?.0);
        }
        Ok(Some(all))
    }
}

/// The town in which a place lies: of a town that went up in another, that one.
fn town_of(place: &Place, places: &HashMap<PlaceId, &Place>) -> PlaceId {
    let (mut town, mut at) = (place.id, Some(place.id));
    while let Some(place) = at.and_then(|id| places.get(&id)) {
        if place.level == Level::Town {
            town = place.id;
        }
        at = place.above();
    }
    town
}

/// A service point with its town; it is open if it and its place are counted and have not ended. One that no checklist is for is never visited.
fn station(point: Point, places: &HashMap<PlaceId, &Place>, towns: &HashMap<PlaceId, PlaceId>, today: Date) -> Station {
    let place = places.get(&point.place).copied();
    let is_counted = place.is_some_and(|place| place.active && place.being.ended.is_none_or(|ended| today < ended));
    let is_inspected = Target::ALL.iter().any(|target| point_kind(*target) == point.kind);
    Station {
        open: is_inspected && is_counted && point.fields.active && point.ended.is_none_or(|ended| today < ended),
        point: point.id,
        name: point.fields.name,
        place: point.place,
        town: towns.get(&point.place).copied().unwrap_or(point.place),
    }
}

fn months(asked: u32) -> Result<u32, ApiError> {
    if (1..=MONTHS_MOST).contains(&asked) {
        Ok(asked)
    } else {
        Err(ApiError::invalid("months", "range").with("from", 1).with("to", MONTHS_MOST))
    }
}

fn is_in(period: Period, day: Date) -> bool {
    period.from <= day && day <= period.to
}

fn coverages<'s>(stations: impl Iterator<Item = &'s Station>, last: &Last, on: Date, months: u32) -> Coverages {
    let mut sum = Coverages::default();
    for station in stations {
        sum.stations += 1;
        match covered(last.get(&station.point).map(|(day, _)| *day), on, months) {
            Covered::Within => sum.within += 1,
            Covered::Longer => sum.longer += 1,
            Covered::Never => sum.never += 1,
        }
    }
    sum
}

/// The visits of the period, and those of the days before.
struct Visits<'s> {
    now: Vec<&'s Scored>,
    before: Vec<&'s Scored>,
}

impl<'s> Visits<'s> {
    fn of(all: &'s [Scored], period: Period, fits: impl Fn(&Scored) -> bool) -> Self {
        let of = |days: Period| all.iter().filter(|one| is_in(days, one.made) && fits(one)).collect();
        Self { now: of(period), before: of(period.before()) }
    }

    /// The rate of what is picked of each, and by how much it rose.
    fn rate(&self, pick: impl Fn(&Scored) -> Option<Share>) -> (Rate, Option<i32>) {
        let of = |all: &[&Scored]| Rate::of(all.iter().filter_map(|one| pick(one)));
        let now = of(&self.now);
        (now, now.change(of(&self.before)))
    }
}

fn part(scored: &Scored, unified: Unified) -> Option<Share> {
    scored.score.as_ref()?.by.iter().find(|(one, _)| *one == unified).map(|(_, share)| *share)
}

fn is_late(one: &Found, today: Date) -> bool {
    one.state.days_late(one.due, today).is_some()
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn finding_figures(all: &[Found], period: Period, today: Date) -> FindingFigures {
    let mut sum = FindingFigures::default();
    let mut days = Vec::new();
    for one in all {
        if is_in(period, one.found) {
            sum.raised += 1;
            sum.again += i64::from(one.again);
        }
        if one.state.is_open() {
            sum.open += 1;
            sum.late += i64::from(is_late(one, today));
            if let Some(group) = sum.ages.get_mut(age(days_between(one.found, today))) {
                *group += 1;
            }
        }
        let closed = one.closed.filter(|day| one.state == FindingState::Closed && is_in(period, *day));
        if let Some(closed) = closed {
            sum.closed += 1;
            let closing = Closing { remedy: one.remedy, noticed: one.noticed, due: one.due, mended: one.mended, closed };
            sum.in_time += i64::from(is_in_time(closing));
            days.push(days_between(one.found, closed));
        }
    }
    sum.days = median(days);
    sum
}

fn by_month(scored: &[Scored], found: &[Found], period: Period) -> Vec<MonthInspected> {
    let last = period.to.first_of_month();
    let month = |back: i64| {
        let first = months_back(last, back);
        let days = Period { from: first, to: first.last_of_month().min(period.to) };
        MonthInspected {
            month: month_of(first),
            visits: number(scored.iter().filter(|one| is_in(days, one.made)).count()),
            rate: Rate::of(scored.iter().filter(|one| is_in(days, one.made)).map(|one| one.all)),
            raised: number(found.iter().filter(|one| is_in(days, one.found)).count()),
            closed: number(
                found.iter().filter(|one| one.state == FindingState::Closed && one.closed.is_some_and(|day| is_in(days, day))).count(),
            ),
        }
    };
    (0..MONTHS).rev().map(month).collect()
}

/// Lines at which most visits lost points, of how many whose list has them; of equally many the larger share first.
async fn worst(cx: &mut Cx<'_>, visits: &[&Scored]) -> Result<Vec<WorstLine>, Failure> {
    let mut versions: BTreeMap<ListVersion, i64> = BTreeMap::new();
    let mut failed: BTreeMap<(ChecklistId, &str), i64> = BTreeMap::new();
    for one in visits {
        *versions.entry(one.checklist).or_default() += 1;
        for (line, _) in one.score.iter().flat_map(|score| &score.lost) {
            *failed.entry((one.checklist.list, line.as_str())).or_default() += 1;
        }
    }
    let mut lines: BTreeMap<(ChecklistId, String), WorstLine> = BTreeMap::new();
    // Older versions first, so that the newest has the last word.
    for (version, n) in versions {
        let Some((_, list)) = checklist::content(&mut cx.conn().await?, version).await? else { continue };
        for line in list.lines.into_iter().filter(|line| line.points.0 > 0) {
            let key = (version.list, line.no.clone());
            let failed = failed.get(&(version.list, line.no.as_str())).copied().unwrap_or(0);
            let asked = n + lines.get(&key).map_or(0, |before| before.asked);
            lines.insert(key, WorstLine { list: version.list, line: line.no, text: line.text, unified: line.unified, failed, asked });
        }
    }
    let mut all: Vec<WorstLine> = lines.into_values().filter(|line| line.failed > 0).collect();
    all.sort_by(|a, b| b.failed.cmp(&a.failed).then_with(|| a.asked.cmp(&b.asked)));
    all.truncate(NAMED);
    Ok(all)
}

/// Stations that were visited, the worst of their last scores first.
fn inspected(
    ground: &Ground,
    visits: &[&Scored],
    open: &HashMap<PointId, i64>,
    ratings: Option<&BTreeMap<i64, Counts>>,
) -> Vec<StationInspected> {
    // Visits come by day: the last one stays.
    let newest: HashMap<PointId, &Scored> = visits.iter().map(|one| (one.point, *one)).collect();
    let row = |station: &Station| {
        let one = newest.get(&station.point)?;
        let counts = ratings.map(|all| all.get(&station.place.0).copied().unwrap_or_default());
        Some(StationInspected {
            point: station.point,
            name: station.name.clone(),
            place: station.place,
            town: station.town,
            last: one.made,
            score: one.all,
            open: open.get(&station.point).copied().unwrap_or(0),
            satisfied: counts.map(|counts| counts.satisfied()),
            valid: counts.map(|counts| counts.valid()),
        })
    };
    let mut all: Vec<StationInspected> = ground.stations.iter().filter_map(row).collect();
    all.sort_by_key(|station| (station.score.hundredth().unwrap_or(u32::MAX), station.point));
    all.truncate(NAMED);
    all
}

fn open_by_point(found: &[Found]) -> HashMap<PointId, i64> {
    let mut open = HashMap::new();
    for one in found.iter().filter(|one| one.state.is_open()) {
        *open.entry(one.point).or_default() += 1;
    }
    open
}

async fn shown(cx: &mut Cx<'_>, asked: ShowInspectionOverview) -> Result<InspectionOverview, Failure> {
    let (period, months, today) = (asked.period, months(asked.months)?, cx.today());
    if period.to < period.from {
        return Err(ApiError::invalid("period", "order").into());
    }
    let ground = Ground::read(cx, asked.place).await?;
    let (before, as_of) = (period.before(), period.to.min(today));
    let first = months_back(period.to.first_of_month(), MONTHS - 1);
    let conn = &mut cx.conn().await?;
    let scored = overview::scored(conn, &ground.asked, before.from.min(first), period.to, before.from).await?;
    let last = ground.last(conn, as_of, months).await?;
    let found = overview::findings(conn, &ground.asked, period.from.min(first)).await?;
    let ratings = ground.ratings(cx, period).await?;
    let visits = Visits::of(&scored, period, |_| true);
    let (rate, change) = visits.rate(|one| Some(one.all));
    let unified = |unified: &Unified| {
        let (rate, change) = visits.rate(|one| part(one, *unified));
        UnifiedRate { unified: *unified, rate, change }
    };
    let town = |place: &Place| {
        let visits = Visits::of(&scored, period, |one| ground.town(one.place) == place.id);
        let coverage = coverages(ground.open().filter(|station| station.town == place.id), &last, as_of, months);
        let open = || found.iter().filter(|one| ground.town(one.place) == place.id && one.state.is_open());
        let (rate, change) = visits.rate(|one| Some(one.all));
        let row = TownInspected {
            place: place.id,
            coverage,
            visits: number(visits.now.len()),
            rate,
            change,
            open: number(open().count()),
            late: number(open().filter(|one| is_late(one, today)).count()),
        };
        (row.coverage.stations > 0 || row.visits > 0 || row.open > 0).then_some(row)
    };
    let worst = worst(cx, &visits.now).await?;
    Ok(InspectionOverview {
        period,
        months,
        before,
        as_of,
        coverage: coverages(ground.open(), &last, as_of, months),
        visits: number(visits.now.len()),
        visited: number(visits.now.iter().map(|one| one.point).collect::<BTreeSet<_>>().len()),
        rate,
        change,
        unified: Unified::ALL.iter().map(unified).collect(),
        towns: ground.places.iter().filter(|place| place.level != Level::Village).filter_map(town).collect(),
        stations: inspected(&ground, &visits.now, &open_by_point(&found), ratings.as_ref()),
        findings: finding_figures(&found, period, today),
        worst,
        by_month: by_month(&scored, &found, period),
    })
}

impl Handle for ShowInspectionOverview {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<InspectionOverview, Failure> {
        Box::pin(shown(cx, self)).await
    }
}

/// How many stations were not visited for the usual months, for who plans inspections; nothing where inspections are not written here yet, or no more.
pub(crate) async fn unvisited(cx: &mut Cx<'_>) -> Result<i64, Failure> {
    if cx.access_for(Permission::PlanInspections).is_none() || cx.access_for(Permission::Inspections).is_none() {
        return Ok(0);
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    if !eyes.plans {
        return Ok(0);
    }
    let ground = Ground::read(cx, None).await?;
    let from = months_back(today, i64::from(MONTHS_USUAL));
    // Only points and days are asked for.
    let scored = overview::scored(&mut cx.conn().await?, &ground.asked, from, today, Date::MAX).await?;
    let visited: BTreeSet<PointId> = scored.iter().map(|one| one.point).collect();
    let missing = ground.open().filter(|station| !visited.contains(&station.point)).count();
    Ok(if visited.is_empty() { 0 } else { number(missing) })
}

/// By what the list is ordered.
#[derive(Clone, Copy)]
enum By {
    Last,
    Score,
    Open,
}

/// Column, largest first, and what that means.
const ORDERS: [(&str, bool, (By, bool)); 6] = [
    ("last", false, (By::Last, false)),
    ("last", true, (By::Last, true)),
    ("score", false, (By::Score, false)),
    ("score", true, (By::Score, true)),
    ("open", false, (By::Open, false)),
    ("open", true, (By::Open, true)),
];

/// A row's place in the list: what there is nothing of comes before everything else.
fn key(row: &CoverageRow, by: By) -> page::Place {
    let key = match by {
        By::Last => day(row.last),
        By::Score => row.score.and_then(Share::hundredth).map(|score| format!("{score:04}")).unwrap_or_default(),
        By::Open => format!("{:08}", row.open),
    };
    page::Place { key, id: row.point.0 }
}

fn compare(a: &page::Place, b: &page::Place, down: bool) -> Ordering {
    if down { b.cmp(a) } else { a.cmp(b) }
}

/// The stations that fit, in order.
async fn rows(cx: &mut Cx<'_>, filter: &CoverageFilter, (by, down): (By, bool)) -> Result<Vec<CoverageRow>, Failure> {
    let (months, today) = (months(filter.months.unwrap_or(MONTHS_USUAL))?, cx.today());
    let ground = Ground::read(cx, filter.place).await?;
    let as_of = filter.as_of.unwrap_or(today).min(today);
    let conn = &mut cx.conn().await?;
    let last = ground.last(conn, as_of, months).await?;
    let open = open_by_point(&overview::findings(conn, &ground.asked, Date::MAX).await?);
    let row = |station: &Station| {
        let visited = last.get(&station.point);
        let day = visited.map(|(day, _)| *day);
        CoverageRow {
            point: station.point,
            name: station.name.clone(),
            place: station.place,
            town: station.town,
            state: covered(day, as_of, months),
            last: day,
            score: visited.map(|(_, score)| *score),
            open: open.get(&station.point).copied().unwrap_or(0),
        }
    };
    let fits = |row: &CoverageRow| filter.states.is_empty() || filter.states.contains(&row.state);
    let mut rows: Vec<CoverageRow> = ground.open().map(row).filter(fits).collect();
    rows.sort_by(|a, b| compare(&key(a, by), &key(b, by), down));
    Ok(rows)
}

/// One page of rows that are all at hand.
fn cut(rows: Vec<CoverageRow>, at: &At<page::Place>, limit: usize, (by, down): (By, bool)) -> Page<CoverageRow> {
    let places: Vec<page::Place> = rows.iter().map(|row| key(row, by)).collect();
    let n = rows.len();
    let up_to = |place: &page::Place| places.iter().take_while(|one| compare(one, place, down) != Ordering::Greater).count();
    let ahead_of = |place: &page::Place| places.iter().take_while(|one| compare(one, place, down) == Ordering::Less).count();
    let (start, end) = match at {
        At::First => (0, limit.min(n)),
        At::Last => (n.saturating_sub(limit), n),
        At::After(place) => (up_to(place), (up_to(place) + limit).min(n)),
        At::Before(place) => (ahead_of(place).saturating_sub(limit), ahead_of(place)),
    };
    let before = if start > 0 { places.get(start).or(places.last()).cloned() } else { None };
    let after = if end < n { end.checked_sub(1).and_then(|last| places.get(last)).cloned() } else { None };
    Page { rows: rows.into_iter().skip(start).take(end.saturating_sub(start)).collect(), before, after }
}

impl Handle for ListCoverage {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<CoverageRows, Failure> {
        let (limit, at) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?);
        let order = lists::order(self.sort.as_ref(), (By::Last, false), &ORDERS)?;
        let rows = Box::pin(rows(cx, &self.filter, order)).await?;
        let total = Total { n: number(rows.len()), exact: true };
        let page = cut(rows, &at, limit, order);
        Ok(CoverageRows { stations: page.rows, edges: lists::around(page.before, page.after, lists::placed), total })
    }
}

fn headers(t: &Texts) -> Vec<String> {
    vec![
        t.finding_ordinal(),
        t.finding_town(),
        t.finding_village(),
        t.finding_station(),
        t.lead_covered(),
        t.lead_last(),
        t.lead_last_score(),
        t.lead_open(),
    ]
}

impl Handle for ExportCoverage {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let order = lists::order(self.sort.as_ref(), (By::Last, false), &ORDERS)?;
        let rows = Box::pin(rows(cx, &self.filter, order)).await?;
        let land = super::ledger::Land::read(cx).await?;
        let cells = |(n, row): (usize, CoverageRow)| {
            vec![
                n.to_string(),
                land.name(row.town),
                if row.place == row.town { String::new() } else { land.name(row.place) },
                row.name,
                row.state.word(&t),
                day(row.last),
                row.score.and_then(Share::hundredth).map(|score| Points(score).to_string()).unwrap_or_default(),
                row.open.to_string(),
            ]
        };
        lists::write(cx, &self.out, &headers(&t), (1..).zip(rows).map(cells), json!(self.filter)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(point: i64, last: Option<Date>) -> CoverageRow {
        CoverageRow {
            point: PointId(point),
            name: point.to_string(),
            place: PlaceId(1),
            town: PlaceId(1),
            state: Covered::Never,
            last,
            score: None,
            open: 0,
        }
    }

    #[test]
    fn stations_are_walked_page_by_page() {
        let order = (By::Last, false);
        let rows = || vec![row(4, None), row(9, None), row(2, Some(date(2026, 1, 1))), row(3, Some(date(2026, 2, 1)))];
        let ids = |page: &Page<CoverageRow>| page.rows.iter().map(|row| row.point.0).collect::<Vec<_>>();
        let first = cut(rows(), &At::First, 2, order);
        assert_eq!((ids(&first), first.before.is_some(), first.after.is_some()), (vec![4, 9], false, true));
        let next = cut(rows(), &At::After(first.after.unwrap()), 2, order);
        assert_eq!((ids(&next), next.before.is_some(), next.after.is_some()), (vec![2, 3], true, false));
        let back = cut(rows(), &At::Before(next.before.unwrap()), 2, order);
        assert_eq!((ids(&back), back.before.is_some(), back.after.is_some()), (vec![4, 9], false, true));
        assert_eq!(ids(&cut(rows(), &At::Last, 3, order)), [9, 2, 3]);
        let gone = cut(rows(), &At::After(page::Place { key: String::new(), id: 5 }), 1, order);
        assert_eq!(ids(&gone), [9], "the row that it lay behind is gone");
    }
}
