//! 总览: figures from roll-ups.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::sessions;
use api::ApiError;
use api::overview::{
    FacetCounts, Faceted, Facets, Grid, Gridded, HourCounts, Houred, Hours, MonthCounts, PlaceCounts, Summarised, Summary, Trend, Trended,
};
use domain::figures::{Counts, Facet};
use domain::period::{Period, Preset, months_back};
use domain::permission::Scope;
use domain::place::{Level, Place, PlaceId};
use domain::time::month_of;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::{figures, meta, place};

/// Months of the small trends.
const SPARK_MONTHS: i64 = 13;
/// Months of the trend against last year.
const TREND_MONTHS: i64 = 24;

/// `FROM/TO` of the meta table.
fn days(text: Option<String>) -> Option<Period> {
    let text = text?;
    let (from, to) = text.split_once('/')?;
    Period::new(from.parse().ok()?, to.parse().ok()?)
}

/// Cases are known where a case file covers the day: within its days a place without rows had none.
fn with_coverage(mut counts: Counts, period: Period, covered: Option<Period>) -> Counts {
    let overlaps = covered.is_some_and(|c| c.from <= period.to && period.from <= c.to);
    counts.cases = overlaps.then(|| counts.cases.unwrap_or(0));
    counts
}

fn month_period(month: &str) -> Option<Period> {
    let first: Date = format!("{month}-01").parse().ok()?;
    Some(Period { from: first, to: first.last_of_month() })
}

/// The months up to one, oldest first.
fn months_until(last: Date, count: i64) -> Vec<String> {
    (0..count).rev().map(|back| month_of(months_back(last.first_of_month(), back))).collect()
}

async fn months(cx: &mut Cx<'_>, scope: &Scope, last: Date, count: i64, covered: Option<Period>) -> Result<Vec<MonthCounts>, Failure> {
    let wanted = months_until(last, count);
    let (Some(first), Some(end)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
    let mut sums = figures::by_month(&mut cx.conn().await?, scope, first, end).await?;
    let known = |month: String, sums: &mut BTreeMap<String, Counts>| {
        let counts = sums.remove(&month).unwrap_or_default();
        let counts = month_period(&month).map_or(counts, |p| with_coverage(counts, p, covered));
        MonthCounts { month, counts }
    };
    Ok(wanted.into_iter().map(|month| known(month, &mut sums)).collect())
}

/// Stations of the platform: active villages.
fn is_station(place: &Place) -> bool {
    place.level == Level::Village && place.active
}

async fn places_below(cx: &mut Cx<'_>, top: PlaceId) -> Result<Vec<Place>, Failure> {
    let below = place::below(&mut cx.conn().await?, top).await?;
    let all = place::all(&mut cx.conn().await?).await?;
    Ok(all.into_iter().filter(|p| below.contains(&p.id)).collect())
}

impl Handle for Summary {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Summarised, Failure> {
        let scope = cx.scope_at(self.place).await?;
        let case_days = days(meta::get(&mut cx.conn().await?, meta::CASE_DAYS).await?);
        let rating_days = days(meta::get(&mut cx.conn().await?, meta::RATING_DAYS).await?);
        let today = cx.today();
        let cutoff = sessions::cutoff(&mut cx.conn().await?, today).await?.0;
        let by_place = figures::by_place(&mut cx.conn().await?, &scope, self.period).await?;
        let before = self.period.before();
        let before_sums = figures::by_place(&mut cx.conn().await?, &scope, before).await?;
        let month = Preset::MonthToDate.period(cutoff);
        let month_sums = figures::by_place(&mut cx.conn().await?, &scope, month).await?;
        let months = months(cx, &scope, self.period.to, SPARK_MONTHS, case_days).await?;

        let stations: Vec<PlaceId> = places_below(cx, self.place).await?.iter().filter(|p| is_station(p)).map(|p| p.id).collect();
        let empty = Counts::default();
        let at = |id: &PlaceId| by_place.0.get(&id.0).unwrap_or(&empty);
        let covered = with_coverage(empty, self.period, case_days).cases.is_some();
        Ok(Summarised {
            counts: with_coverage(by_place.total(), self.period, case_days),
            before,
            before_counts: with_coverage(before_sums.total(), before, case_days),
            month,
            month_counts: with_coverage(month_sums.total(), month, case_days),
            stations: i64::try_from(stations.len()).unwrap_or(i64::MAX),
            without_cases: covered.then(|| stations.iter().filter(|id| at(id).cases.unwrap_or(0) == 0).copied().collect()),
            without_ratings: stations.iter().filter(|id| at(id).valid() == 0).copied().collect(),
            months,
            case_days,
            rating_days,
        })
    }
}

impl Handle for Grid {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Gridded, Failure> {
        let scope = cx.scope_at(self.place).await?;
        let case_days = days(meta::get(&mut cx.conn().await?, meta::CASE_DAYS).await?);
        let sums = figures::by_place(&mut cx.conn().await?, &scope, self.period).await?;
        let rows = places_below(cx, self.place)
            .await?
            .iter()
            .map(|p| {
                let counts = sums.0.get(&p.id.0).copied().unwrap_or_default();
                PlaceCounts { place: p.id, counts: with_coverage(counts, self.period, case_days) }
            })
            .collect();
        Ok(Gridded { rows })
    }
}

impl Handle for Trend {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Trended, Failure> {
        let scope = cx.scope_at(self.place).await?;
        let last = month_period(&self.until).ok_or_else(|| ApiError::invalid("until", "month"))?;
        let case_days = days(meta::get(&mut cx.conn().await?, meta::CASE_DAYS).await?);
        let today = cx.today();
        let cutoff = sessions::cutoff(&mut cx.conn().await?, today).await?.0;
        let months = months(cx, &scope, last.from, TREND_MONTHS, case_days).await?;
        Ok(Trended { months, last_is_partial: cutoff < last.to })
    }
}

impl Handle for Facets {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Faceted, Failure> {
        if !(1..=200).contains(&self.limit) {
            return Err(ApiError::invalid("limit", "range").with("from", 1).with("to", 200).into());
        }
        let scope = cx.scope_at(self.place).await?;
        let top = place::find(&mut cx.conn().await?, self.place).await?;
        let has_below = top.is_some_and(|p| p.level != Level::Village);
        let case_days = days(meta::get(&mut cx.conn().await?, meta::CASE_DAYS).await?);
        let sums = figures::by_facet(&mut cx.conn().await?, &scope, has_below, self.period, self.facet).await?;
        let names = figures::facet_names(&mut cx.conn().await?, self.facet).await?;
        let counted_by_case = matches!(self.facet, Facet::Item | Facet::Body);
        let mut rows: Vec<FacetCounts> = sums
            .0
            .into_iter()
            .map(|(key, counts)| {
                let counts = if counted_by_case { with_coverage(counts, self.period, case_days) } else { counts };
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
        let sums = figures::by_hour(&mut cx.conn().await?, &scope, &self.from, &self.to).await?.unwrap_or_default();
        let cells: HashMap<i64, Counts> = sums.0.into_iter().collect();
        let mut cells: Vec<HourCounts> = cells
            .into_iter()
            .filter_map(|(key, counts)| {
                Some(HourCounts { weekday: u8::try_from(key / 100).ok()?, hour: u8::try_from(key % 100).ok()?, counts })
            })
            .collect();
        cells.sort_by_key(|c| (c.weekday, c.hour));
        Ok(Houred { cells })
    }
}
