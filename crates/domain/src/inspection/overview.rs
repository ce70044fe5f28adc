//! 督查检查概况: what leaders see of inspections. Only scores that a review fixed count; a visit belongs to the day on which it was made.
//!
//! - A rate (得分率) is the mean of the visits' own rates: a long checklist does not outweigh a short one ([`super::figures::mean`]).
//! - It is compared with the days before only where both rest on [`SAMPLE_LEAST`] visits; else it says 样本不足.
//! - 按期整改: it was reported as put right by its last day. More time that was granted has moved that day; how long the re-check takes is not the
//!   station's delay.

use super::checklist::score::Share;
use super::figures::mean;
use super::finding::Remedy;
use crate::catalogue::codes::coded;
use crate::day::months_later;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Fewest visits on both sides of a comparison.
pub const SAMPLE_LEAST: i64 = 3;
/// Months without a visit after which a station is told of, unless somebody asks otherwise.
pub const MONTHS_USUAL: u32 = 6;
/// Most months that can be asked for.
pub const MONTHS_MOST: u32 = 60;
/// Days since they were found by which open findings are grouped: up to each of these, and longer.
pub const AGES: [i64; 3] = [30, 90, 180];

coded! {
    /// 覆盖情况 of a station.
    Covered {
        /// 从未检查
        #[default]
        Never => "covered_never",
        /// 超期未检查: longer ago than so many months.
        Longer => "covered_longer",
        /// 期内已检查
        Within => "covered_within",
    }
}

/// The mean of the rates of some visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rate {
    /// Out of a hundred, in tenths; none where there is no score.
    #[serde(default)]
    pub mean: Option<u32>,
    /// On how many visits it rests.
    pub n: i64,
}

impl Rate {
    /// Of these scores; one of nothing that applied counts for nothing.
    pub fn of(scores: impl IntoIterator<Item = Share>) -> Self {
        let all: Vec<Share> = scores.into_iter().filter(|share| share.of.0 > 0).collect();
        Self { n: i64::try_from(all.len()).unwrap_or(i64::MAX), mean: mean(all) }
    }

    /// By how much it rose, in tenths; none where either side rests on too few visits.
    pub fn change(self, before: Self) -> Option<i32> {
        if self.n.min(before.n) < SAMPLE_LEAST {
            return None;
        }
        let (now, then) = (i32::try_from(self.mean?).ok()?, i32::try_from(before.mean?).ok()?);
        Some(now - then)
    }
}

/// How a station is covered on a day, by the last day before it on which it was visited.
pub fn covered(last: Option<Date>, on: Date, months: u32) -> Covered {
    match last {
        None => Covered::Never,
        Some(day) if day >= months_later(on, -i64::from(months)) => Covered::Within,
        Some(_) => Covered::Longer,
    }
}

/// The median, halves up; none of nothing.
pub fn median(mut all: Vec<i64>) -> Option<i64> {
    all.sort_unstable();
    let half = all.len() / 2;
    let upper = *all.get(half)?;
    if all.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *all.get(half.checked_sub(1)?)?;
    Some((lower + upper + 1).div_euclid(2))
}

/// What is known of a finding that was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// 处理方式
    pub remedy: Remedy,
    /// A notice was sent for it.
    pub noticed: bool,
    /// 整改时限, with what was granted.
    pub due: Option<Date>,
    /// When it was last reported as put right.
    pub mended: Option<Date>,
    /// 销号日期
    pub closed: Date,
}

/// Whether it was put right in time: what had no last day was, and what was put right while the inspectors looked on (立行立改), whenever that was
/// confirmed.
pub fn is_in_time(one: Closing) -> bool {
    let on_the_spot = one.remedy == Remedy::OnTheSpot && !one.noticed;
    on_the_spot || one.due.is_none_or(|due| one.mended.unwrap_or(one.closed) <= due)
}

/// In which of the groups of [`AGES`] something is that was found so many days ago; one behind the last is longer.
pub fn age(days: i64) -> usize {
    AGES.iter().take_while(|most| days > **most).count()
}

#[cfg(test)]
mod tests {
    use super::super::points::Points;
    use super::*;
    use jiff::civil::date;

    fn share(got: u32, of: u32) -> Share {
        Share { got: Points(got), of: Points(of) }
    }

    #[test]
    fn a_rate_changes_only_upon_enough_visits() {
        let rate = |n: usize, got: u32| Rate::of(vec![share(got, 100); n]);
        assert_eq!(Rate::of([share(900, 1_000), share(35, 50), share(0, 0)]), Rate { mean: Some(800), n: 2 });
        assert_eq!(Rate::of([]), Rate::default());
        let table = [(rate(3, 91), rate(3, 90), Some(10)), (rate(3, 80), rate(9, 90), Some(-100)), (rate(2, 91), rate(9, 90), None)];
        for (now, before, change) in table {
            assert_eq!(now.change(before), change, "{now:?} {before:?}");
        }
        assert_eq!((rate(9, 91).change(rate(2, 90)), rate(3, 91).change(Rate::default())), (None, None));
    }

    #[test]
    fn stations_are_covered_for_so_many_months() {
        let on = date(2026, 8, 31);
        let table = [
            (None, 6, Covered::Never),
            (Some(date(2026, 8, 31)), 6, Covered::Within),
            (Some(date(2026, 2, 28)), 6, Covered::Within),
            (Some(date(2026, 2, 27)), 6, Covered::Longer),
            (Some(date(2026, 2, 27)), 7, Covered::Within),
            (Some(date(2026, 8, 30)), 0, Covered::Longer),
        ];
        for (last, months, covered_as) in table {
            assert_eq!(covered(last, on, months), covered_as, "{last:?} {months}");
        }
    }

    #[test]
    fn a_median_stands_in_the_middle() {
        for (all, middle) in [(vec![], None), (vec![7], Some(7)), (vec![9, 1], Some(5)), (vec![1, 4], Some(3)), (vec![30, 2, 5], Some(5))] {
            assert_eq!(median(all.clone()), middle, "{all:?}");
        }
    }

    #[test]
    fn in_time_is_what_was_reported_by_its_last_day() {
        let (due, later) = (date(2026, 7, 10), date(2026, 7, 20));
        let one = Closing { remedy: Remedy::Limited, noticed: true, due: Some(due), mended: Some(due), closed: later };
        let table = [
            (one, true, "the re-check took longer"),
            (Closing { mended: Some(date(2026, 7, 11)), ..one }, false, "a day late"),
            (Closing { mended: None, ..one }, false, "closed late, and nobody reported it"),
            (Closing { mended: None, closed: due, ..one }, true, "closed on its last day"),
            (Closing { due: Some(later), mended: Some(date(2026, 7, 11)), ..one }, true, "more time was granted"),
            (Closing { due: None, ..one }, true, "no last day"),
            (Closing { remedy: Remedy::OnTheSpot, noticed: false, mended: None, ..one }, true, "confirmed afterwards"),
            (Closing { remedy: Remedy::OnTheSpot, mended: None, ..one }, false, "it was not, and a notice was sent"),
        ];
        for (one, in_time, why) in table {
            assert_eq!(is_in_time(one), in_time, "{why}");
        }
    }

    #[test]
    fn what_is_open_is_grouped_by_its_age() {
        for (days, group) in [(-1, 0), (0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (180, 2), (181, 3)] {
            assert_eq!(age(days), group, "{days}");
        }
    }
}
