//! 总览: figures from roll-ups.

mod covered;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::sessions;
use api::ApiError;
use api::overview::{
    FacetCounts, Faceted, Facets, Grid, Gridded, HourCounts, Houred, Hours, MonthCounts, PlaceCounts, Summarised, Summary, Trend, Trended,
};
use covered::Covered;
use domain::figures::{Counts, Facet};
use domain::period::{Period, Preset, months_back};
use domain::permission::Scope;
use domain::place::{Level, PlaceId};
use domain::time::month_of;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;
use store::place::Node;
use store::{figures, meta, place};

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
}

/// 统计截止日, and whether it was fixed by hand: then rows may be newer, and are not told.
#[derive(Clone, Copy)]
struct Cutoff {
    day: Date,
    is_fixed: bool,
}

impl Cutoff {
    async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let today = cx.today();
        let (day, is_fixed) = sessions::cutoff(&mut cx.conn().await?, today).await?;
        Ok(Self { day, is_fixed })
    }
}

impl About {
    async fn read(cx: &mut Cx<'_>, place: PlaceId) -> Result<Self, Failure> {
        let scope = cx.scope_at(place).await?;
        let all = place::shape(&mut cx.conn().await?).await?;
        let places = below(&all, place);
        let covered = Covered::read(cx, &scope, &all, &places).await?;
        let has_below = places.first().is_some_and(|p| p.level != Level::Village);
        Ok(Self { scope, has_below, places, covered })
    }

    /// Months up to one, oldest first, and no day after a fixed cutoff.
    async fn months(&self, cx: &mut Cx<'_>, cutoff: Cutoff, last: Date, count: i64) -> Result<Vec<MonthCounts>, Failure> {
        let wanted = months_until(last, count);
        let (Some(first), Some(end)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
        let mut sums = figures::by_month(&mut cx.conn().await?, &self.scope, self.has_below, first, end).await?;
        let mut months = Vec::with_capacity(wanted.len());
        for month in wanted {
            let Some(days) = month_period(&month) else { continue };
            let counts = if !cutoff.is_fixed || days.to <= cutoff.day {
                sums.remove(&month).unwrap_or_default()
            } else if days.from <= cutoff.day {
                let days = Period { from: days.from, to: cutoff.day };
                figures::total(&mut cx.conn().await?, &self.scope, self.has_below, days).await?
            } else {
                Counts::default()
            };
            // Of the running month cases are known if they are up to where the figures go.
            let told = Period { from: days.from, to: days.to.min(cutoff.day.max(days.from)) };
            months.push(MonthCounts { counts: self.covered.all(counts, told), month });
        }
        Ok(months)
    }

    async fn total(&self, cx: &mut Cx<'_>, period: Period) -> Result<Counts, Failure> {
        let counts = figures::total(&mut cx.conn().await?, &self.scope, self.has_below, period).await?;
        Ok(self.covered.all(counts, period))
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

/// `FROM/TO` of the meta table.
fn days(text: Option<String>) -> Option<Period> {
    let text = text?;
    let (from, to) = text.split_once('/')?;
    Period::new(from.parse().ok()?, to.parse().ok()?)
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
        let (about, cutoff) = (About::read(cx, self.place).await?, Cutoff::read(cx).await?);
        let rating_days = days(meta::get(&mut cx.conn().await?, meta::RATING_DAYS).await?);
        let by_place = figures::by_place(&mut cx.conn().await?, &about.scope, self.period).await?;
        let before = self.period.before();
        let month = Preset::MonthToDate.period(cutoff.day);
        let (before_counts, month_counts) = (about.total(cx, before).await?, about.total(cx, month).await?);
        let months = about.months(cx, cutoff, self.period.to, SPARK_MONTHS).await?;

        let stations: Vec<PlaceId> = about.places.iter().filter(|p| is_station(p)).map(|p| p.id).collect();
        let empty = Counts::default();
        let at = |id: &PlaceId| by_place.0.get(&id.0).unwrap_or(&empty);
        let counts = about.covered.all(by_place.total(), self.period);
        let without_cases = || stations.iter().filter(|id| at(id).cases.unwrap_or(0) == 0).copied().collect();
        Ok(Summarised {
            counts,
            before,
            before_counts,
            month,
            month_counts,
            stations: i64::try_from(stations.len()).unwrap_or(i64::MAX),
            without_cases: counts.cases.is_some().then(without_cases),
            without_ratings: stations.iter().filter(|id| at(id).valid() == 0).copied().collect(),
            months,
            case_days: about.covered.whole.near(self.period),
            cases_unknown: about.covered.unknown(&stations, self.period),
            rating_days,
        })
    }
}

impl Handle for Grid {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Gridded, Failure> {
        let about = About::read(cx, self.place).await?;
        let sums = figures::by_place(&mut cx.conn().await?, &about.scope, self.period).await?;
        let row = |p: &Node| {
            let counts = sums.0.get(&p.id.0).copied().unwrap_or_default();
            PlaceCounts { place: p.id, counts: about.covered.own(p.id, counts, self.period) }
        };
        Ok(Gridded { rows: about.places.iter().map(row).collect() })
    }
}

impl Handle for Trend {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Trended, Failure> {
        let last = month_period(&self.until).ok_or_else(|| ApiError::invalid("until", "month"))?;
        let (about, cutoff) = (About::read(cx, self.place).await?, Cutoff::read(cx).await?);
        let months = about.months(cx, cutoff, last.from, TREND_MONTHS).await?;
        Ok(Trended { months, last_is_partial: cutoff.day < last.to, last_day: cutoff.day.min(last.to) })
    }
}

impl Handle for Facets {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Faceted, Failure> {
        if !(1..=200).contains(&self.limit) {
            return Err(ApiError::invalid("limit", "range").with("from", 1).with("to", 200).into());
        }
        let about = About::read(cx, self.place).await?;
        let sums = figures::by_facet(&mut cx.conn().await?, &about.scope, about.has_below, self.period, self.facet).await?;
        let names = figures::facet_names(&mut cx.conn().await?, self.facet).await?;
        let counted_by_case = matches!(self.facet, Facet::Item | Facet::Body);
        let mut rows: Vec<FacetCounts> = sums
            .0
            .into_iter()
            .map(|(key, counts)| {
                let counts = if counted_by_case { about.covered.all(counts, self.period) } else { counts };
                FacetCounts { key, name: names.get(&key).cloned().unwrap_or_default(), counts }
            })
            .collect();
        rows.sort_by_key(|r| (std::cmp::Reverse(r.counts.bad()), std::cmp::Reverse(r.counts.valid()), r.key));
        rows.truncate(usize::try_from(self.limit).unwrap_or(200));
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
        let scope = cx.scope_at(self.place).await?;
        let cutoff = Cutoff::read(cx).await?;
        let last = month_period(&self.to).ok_or_else(|| ApiError::invalid("to", "month"))?;
        let (mut to, mut without) = (self.to.clone(), None);
        if cutoff.is_fixed && cutoff.day < last.to {
            to = month_of(cutoff.day);
            without = Period::new(cutoff.day.saturating_add(1.day()), cutoff.day.last_of_month());
        }
        let sums = figures::by_hour(&mut cx.conn().await?, &scope, &self.from, &to, without).await?.unwrap_or_default();
        let cells: HashMap<i64, Counts> = sums.0.into_iter().collect();
        let mut cells: Vec<HourCounts> = cells
            .into_iter()
            .filter_map(|(key, counts)| {
                Some(HourCounts { weekday: u8::try_from(key / 100).ok()?, hour: u8::try_from(key % 100).ok()?, counts })
            })
            .collect();
        cells.sort_by_key(|c| (c.weekday, c.hour));
        Ok(Houred { cells, last_day: cutoff.day.min(last.to) })
    }
}
