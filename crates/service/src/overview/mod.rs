//! 总览: figures from roll-ups.
//!
//! - `basis`: figures as units are now or as they were then.
//! - `covered`: of which days the cases of a place are known.

mod basis;
mod covered;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::sessions;
use api::ApiError;
use api::overview::{
    FacetCounts, Faceted, Facets, Grid, Gridded, HourCounts, Houred, Hours, MonthCounts, PlaceCounts, Summarised, Summary, Trend, Trended,
};
use basis::Merges;
use covered::Covered;
use domain::change::Basis;
use domain::figures::{Counts, Facet};
use domain::period::{Period, Preset, months_back};
use domain::permission::Scope;
use domain::place::{Level, PlaceId};
use domain::time::month_of;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::figures::Sums;
use store::place::Node;
use store::{figures, ground};

/// Months of the small trends.
const SPARK_MONTHS: i64 = 13;
/// Months of the trend against last year.
const TREND_MONTHS: i64 = 24;

/// A place that figures are asked for, with what is below and what is known of it.
struct About {
    scope: Scope,
    /// District or town.
    has_below: bool,
    /// The place and everything below.
    places: Vec<Node>,
    covered: Covered,
    basis: Basis,
    merges: Merges,
    body_merges: Merges,
    /// As units were then: what is not this place's.
    predecessors: Vec<Predecessor>,
    /// As units were then: the last day on which the place counted by itself.
    last_day: Option<Date>,
    cutoff: Cutoff,
    /// First and last day of ratings.
    rating_days: Option<Period>,
}

/// A place that was merged into the one that is asked for.
struct Predecessor {
    scope: Scope,
    has_below: bool,
    /// The last day on which it counted by itself.
    last_day: Date,
}

/// 统计截止日, and whether it was fixed by hand: then rows may be newer, and are not told.
#[derive(Clone, Copy)]
struct Cutoff {
    day: Date,
    is_fixed: bool,
}

impl About {
    async fn read(cx: &mut Cx<'_>, place: PlaceId, basis: Basis) -> Result<Self, Failure> {
        let ground = ground::read(&mut cx.conn().await?).await?;
        let parents: HashMap<PlaceId, Option<PlaceId>> = ground.places.iter().map(|p| (p.id, p.parent)).collect();
        let scope_at = |place: PlaceId| cx.scope_along(place, &path(&parents, place));
        let scope = scope_at(place)?;
        let places = below(&ground.places, place);
        let covered = Covered::of(&ground, &scope, &parents, &places);
        let has_below = places.first().is_some_and(|p| p.level != Level::Village);
        let (merges, body_merges) = (Merges::of(ground.followed_places), Merges::of(ground.followed_bodies));
        let (mut predecessors, mut last_day) = (Vec::new(), None);
        if basis == Basis::Then {
            last_day = merges.last_day(place.0);
            for (before, last_day) in merges.before(place.0) {
                predecessors.push(Predecessor { scope: scope_at(PlaceId(before))?, has_below, last_day });
            }
        }
        let rating_days = ground.rating_days;
        let (day, is_fixed) = sessions::cutoff_of(ground.cutoff, rating_days, ground.newest_case, cx.today());
        let cutoff = Cutoff { day, is_fixed };
        Ok(Self { scope, has_below, places, covered, basis, merges, body_merges, predecessors, last_day, cutoff, rating_days })
    }

    /// The days of a period on which the place counted by itself.
    fn days(&self, period: Period) -> Option<Period> {
        Period::new(period.from, self.last_day.map_or(period.to, |last| last.min(period.to)))
    }

    /// Months up to one, oldest first, and no day after a fixed cutoff.
    async fn months(&self, cx: &mut Cx<'_>, last: Date, count: i64) -> Result<Vec<MonthCounts>, Failure> {
        let (cutoff, wanted) = (self.cutoff, months_until(last, count));
        let (Some(first), Some(end)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
        let mut sums = figures::by_month(&mut cx.conn().await?, &self.scope, self.has_below, first, end).await?;
        // What is not this place's is taken away month by month; the month of a merge is counted by its days.
        let mut others = Vec::with_capacity(self.predecessors.len());
        for p in &self.predecessors {
            others.push(figures::by_month(&mut cx.conn().await?, &p.scope, p.has_below, first, end).await?);
        }
        let mut months = Vec::with_capacity(wanted.len());
        for month in wanted {
            let Some(days) = month_period(&month) else { continue };
            let shown = if cutoff.is_fixed { Period::new(days.from, days.to.min(cutoff.day)) } else { Some(days) };
            let counts = match shown.and_then(|shown| self.days(shown)) {
                None => Counts::default(),
                Some(shown) if shown == days => {
                    let mut counts = sums.remove(&month).unwrap_or_default();
                    for (p, theirs) in self.predecessors.iter().zip(&others) {
                        if days.to <= p.last_day {
                            counts = counts.minus(&theirs.get(&month).copied().unwrap_or_default());
                        } else if let Some(before) = Period::new(days.from, p.last_day) {
                            counts = counts.minus(&figures::total(&mut cx.conn().await?, &p.scope, p.has_below, before).await?);
                        }
                    }
                    counts
                }
                Some(shown) => self.counts(cx, shown).await?,
            };
            // Of the running month cases are known if they are up to where the figures go.
            let told = Period { from: days.from, to: days.to.min(cutoff.day.max(days.from)) };
            months.push(MonthCounts { counts: self.covered.all(counts, told), month });
        }
        Ok(months)
    }

    /// Counts of a period on whose every day the place counted by itself, whether cases are known or not.
    async fn counts(&self, cx: &mut Cx<'_>, period: Period) -> Result<Counts, Failure> {
        let mut counts = figures::total(&mut cx.conn().await?, &self.scope, self.has_below, period).await?;
        for p in &self.predecessors {
            if let Some(before) = Period::new(period.from, p.last_day.min(period.to)) {
                counts = counts.minus(&figures::total(&mut cx.conn().await?, &p.scope, p.has_below, before).await?);
            }
        }
        Ok(counts)
    }

    async fn total(&self, cx: &mut Cx<'_>, period: Period) -> Result<Counts, Failure> {
        let counts = match self.days(period) {
            Some(days) => self.counts(cx, days).await?,
            None => Counts::default(),
        };
        Ok(self.covered.all(counts, period))
    }

    /// Counts per unit at and below the place, by the basis, each with its cases if they are known.
    async fn by_unit(&self, cx: &mut Cx<'_>, period: Period) -> Result<Vec<PlaceCounts>, Failure> {
        let sums = figures::by_place(&mut cx.conn().await?, &self.scope, period).await?;
        let mut late: HashMap<Date, Sums> = HashMap::new();
        if self.basis == Basis::Then {
            for day in self.merges.days_within(period) {
                let rest = Period { from: day, to: period.to };
                late.insert(day, figures::by_place(&mut cx.conn().await?, &self.scope, rest).await?);
            }
        }
        let counts: BTreeMap<i64, Counts> = self.merges.settle(self.basis, period, &sums, &late);
        let row = |p: &Node| {
            let own = counts.get(&p.id.0).copied().unwrap_or_default();
            let is_unit = match self.basis {
                // What was merged is its successor's, and has no row of its own.
                Basis::Now => p.merged_into.is_none(),
                Basis::Then => true,
            };
            let shown = is_unit && (p.being.within(period).is_some() || !own.is_empty());
            shown.then(|| {
                let members: Vec<PlaceId> = self.merges.members(p.id.0).into_iter().map(PlaceId).collect();
                PlaceCounts { place: p.id, counts: self.covered.together(&members, own, period) }
            })
        };
        Ok(self.places.iter().filter_map(row).collect())
    }
}

/// A place and everything below it, the place first.
fn below(all: &[Node], top: PlaceId) -> Vec<Node> {
    let mut children: HashMap<PlaceId, Vec<Node>> = HashMap::new();
    for place in all {
        if let Some(parent) = place.parent {
            children.entry(parent).or_default().push(*place);
        }
    }
    let mut found: Vec<Node> = all.iter().filter(|p| p.id == top).copied().collect();
    let mut at = 0;
    while let Some(place) = found.get(at) {
        let id = place.id;
        found.extend(children.get(&id).into_iter().flatten());
        at += 1;
    }
    found
}

/// The place and all places above it.
fn path(parents: &HashMap<PlaceId, Option<PlaceId>>, place: PlaceId) -> Vec<PlaceId> {
    let mut path = Vec::new();
    let mut next = parents.contains_key(&place).then_some(place);
    while let Some(here) = next {
        path.push(here);
        next = parents.get(&here).copied().flatten();
    }
    path
}

fn month_period(month: &str) -> Option<Period> {
    let first: Date = format!("{month}-01").parse().ok()?;
    Some(Period { from: first, to: first.last_of_month() })
}

/// The months up to one, oldest first.
fn months_until(last: Date, count: i64) -> Vec<String> {
    (0..count).rev().map(|back| month_of(months_back(last.first_of_month(), back))).collect()
}

/// Stations of the platform: active villages.
fn is_station(place: &Node) -> bool {
    place.level == Level::Village && place.active
}

impl Handle for Summary {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Summarised, Failure> {
        let about = About::read(cx, self.place, self.basis).await?;
        let by_unit = about.by_unit(cx, self.period).await?;
        let before = self.period.before();
        let month = Preset::MonthToDate.period(about.cutoff.day);
        let (before_counts, month_counts) = (about.total(cx, before).await?, about.total(cx, month).await?);
        let months = about.months(cx, self.period.to, SPARK_MONTHS).await?;

        let is_station: HashMap<PlaceId, bool> = about.places.iter().map(|p| (p.id, is_station(p))).collect();
        let stations: Vec<&PlaceCounts> = by_unit.iter().filter(|row| is_station.get(&row.place) == Some(&true)).collect();
        let counts = if about.basis == Basis::Then {
            about.total(cx, self.period).await?
        } else {
            // Sums of units leave out the cases of those that are not known; then the whole is not known either.
            let sum = by_unit.iter().fold(Counts::default(), |sum, row| sum.plus(&row.counts));
            about.covered.all(sum, self.period)
        };
        let named = |is: &dyn Fn(&Counts) -> bool| stations.iter().filter(|row| is(&row.counts)).map(|row| row.place).collect::<Vec<_>>();
        let without_cases = named(&|c| c.cases.unwrap_or(0) == 0);
        Ok(Summarised {
            counts,
            before,
            before_counts,
            month,
            month_counts,
            stations: i64::try_from(stations.len()).unwrap_or(i64::MAX),
            without_cases: counts.cases.is_some().then_some(without_cases),
            without_ratings: named(&|c| c.valid() == 0),
            months,
            case_days: about.covered.whole.near(self.period),
            cases_unknown: named(&|c| c.cases.is_none()),
            rating_days: about.rating_days,
        })
    }
}

impl Handle for Grid {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Gridded, Failure> {
        let about = About::read(cx, self.place, self.basis).await?;
        let rows = about.by_unit(cx, self.period).await?;
        Ok(Gridded { rows, differs: about.merges.differ(self.period) })
    }
}

impl Handle for Trend {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Trended, Failure> {
        let last = month_period(&self.until).ok_or_else(|| ApiError::invalid("until", "month"))?;
        let about = About::read(cx, self.place, self.basis).await?;
        let (cutoff, months) = (about.cutoff, about.months(cx, last.from, TREND_MONTHS).await?);
        Ok(Trended { months, last_is_partial: cutoff.day < last.to, last_day: cutoff.day.min(last.to) })
    }
}

impl About {
    /// Counts per value of a facet over the days on which the place counted by itself.
    async fn by_facet(&self, cx: &mut Cx<'_>, period: Period, facet: Facet) -> Result<Sums, Failure> {
        let Some(days) = self.days(period) else { return Ok(Sums::default()) };
        let mut sums = figures::by_facet(&mut cx.conn().await?, &self.scope, self.has_below, days, facet).await?;
        for p in &self.predecessors {
            if let Some(before) = Period::new(days.from, p.last_day.min(days.to)) {
                let theirs = figures::by_facet(&mut cx.conn().await?, &p.scope, p.has_below, before, facet).await?;
                for (key, counts) in theirs.0 {
                    let mine = sums.0.entry(key).or_default();
                    *mine = mine.minus(&counts);
                }
            }
        }
        Ok(sums)
    }
}

impl Handle for Facets {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Faceted, Failure> {
        if !(1..=200).contains(&self.limit) {
            return Err(ApiError::invalid("limit", "range").with("from", 1).with("to", 200).into());
        }
        let about = About::read(cx, self.place, self.basis).await?;
        let mut sums = about.by_facet(cx, self.period, self.facet).await?;
        if self.facet == Facet::Body {
            let merges = &about.body_merges;
            let mut late = HashMap::new();
            if self.basis == Basis::Then {
                for day in merges.days_within(self.period) {
                    let rest = Period { from: day, to: self.period.to };
                    late.insert(day, about.by_facet(cx, rest, self.facet).await?);
                }
            }
            sums = Sums(merges.settle(self.basis, self.period, &sums, &late));
        }
        let counted_by_case = matches!(self.facet, Facet::Item | Facet::Body);
        let mut rows: Vec<FacetCounts> = sums
            .0
            .into_iter()
            .filter(|(_, counts)| !counts.is_empty())
            .map(|(key, counts)| {
                let counts = if counted_by_case { about.covered.all(counts, self.period) } else { counts };
                FacetCounts { key, name: String::new(), counts }
            })
            .collect();
        rows.sort_by_key(|r| (std::cmp::Reverse(r.counts.bad()), std::cmp::Reverse(r.counts.valid()), r.key));
        rows.truncate(usize::try_from(self.limit).unwrap_or(200));
        let mut names = figures::facet_names(&mut cx.conn().await?, self.facet, rows.iter().map(|r| r.key)).await?;
        for row in &mut rows {
            row.name = names.remove(&row.key).unwrap_or_default();
        }
        Ok(Faceted { rows })
    }
}

impl Handle for Hours {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Houred, Failure> {
        for (field, month) in [("from", &self.from), ("to", &self.to)] {
            if month_period(month).is_none() {
                return Err(ApiError::invalid(field, "month").into());
            }
        }
        let about = About::read(cx, self.place, self.basis).await?;
        let cutoff = about.cutoff;
        let last = month_period(&self.to).ok_or_else(|| ApiError::invalid("to", "month"))?;
        let until = if cutoff.is_fixed { last.to.min(cutoff.day) } else { last.to };
        let until = about.last_day.map_or(until, |day| day.min(until));
        let mut cells = hours(cx, &about.scope, &self.from, until).await?.0;
        for p in &about.predecessors {
            for (key, counts) in hours(cx, &p.scope, &self.from, p.last_day.min(until)).await?.0 {
                let mine = cells.entry(key).or_default();
                *mine = mine.minus(&counts);
            }
        }
        let mut cells: Vec<HourCounts> = cells
            .into_iter()
            .filter(|(_, counts)| !counts.is_empty())
            .filter_map(|(key, counts)| {
                Some(HourCounts { weekday: u8::try_from(key / 100).ok()?, hour: u8::try_from(key % 100).ok()?, counts })
            })
            .collect();
        cells.sort_by_key(|c| (c.weekday, c.hour));
        Ok(Houred { cells, last_day: cutoff.day.min(last.to) })
    }
}

/// Counts by weekday and hour from the beginning of a month up to a day.
async fn hours(cx: &mut Cx<'_>, scope: &Scope, from: &str, until: Date) -> Result<Sums, Failure> {
    let month = month_of(until);
    if month.as_str() < from {
        return Ok(Sums::default());
    }
    let rest = Period::new(until.saturating_add(1.day()), until.last_of_month());
    Ok(figures::by_hour(&mut cx.conn().await?, scope, from, &month, rest).await?.unwrap_or_default())
}
