//! The tiles on top: each figure with its unit, what it rests on, its change and thirteen months of trend.

use super::change::{self, Before, Change, Step, Tone};
use super::door::{Door, Missing};
use super::numbers;
use super::sentence::{About, has_ratings};
use super::words;
use crate::pages::ratings::address::Narrowing;
use api::overview::{MonthCounts, Summarised};
use charts::spark::{Spark, SparkPoint, SparkWords};
use charts::{Chart, Frame};
use domain::figures::{Absent, Counts, Measure, Value};
use texts::Texts;
use texts::format;
use texts::words::{Word, measure_means};

/// Which figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// One of the measures that can be switched to.
    Measure(Measure),
    /// 差评件数
    Bad,
    /// 零办件站, 零评价站
    Without(Missing),
}

impl Which {
    /// Short and unique, for ids in the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.code(),
            Self::Bad => "bad",
            Self::Without(Missing::Cases) => "without_cases",
            Self::Without(Missing::Ratings) => "without_ratings",
        }
    }
}

/// A figure's tile.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTile {
    /// Which one.
    pub which: Which,
    /// Its name.
    pub name: String,
    /// Its definition.
    pub means: String,
    /// The last day that figures tell of.
    pub last_day: jiff::civil::Date,
    /// The value without unit; none if it is unknown.
    pub value: Option<String>,
    /// 件, %.
    pub unit: String,
    /// Why there is no value, or why it is only a guide.
    pub note: Option<String>,
    /// What it rests on.
    pub n: String,
    /// Against the period before; none where it cannot be told.
    pub change: Option<ChangeWords>,
    /// Thirteen months; none where there is no monthly figure.
    pub spark: Option<Spark>,
    /// What it counts.
    pub door: Option<Door>,
    /// The door's accessible name.
    pub door_name: String,
}

impl FigureTile {
    /// Value with unit as one reads it, `—` if unknown.
    pub fn shown(&self) -> String {
        self.value.as_ref().map_or_else(|| format::NONE.to_owned(), |value| format!("{value}{}", self.unit))
    }
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeWords {
    /// Up, down or neither.
    pub way: Way,
    /// For the better or the worse.
    pub tone: Tone,
    /// 较前一周增120件（11.1%）
    pub text: String,
}

/// Which way the arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// More.
    Up,
    /// Less.
    Down,
    /// The same, or not known.
    Level,
}

/// All figures of a summary, in the order of the page.
pub fn figures(t: &Texts, about: About<'_>, summary: &Summarised) -> Vec<FigureTile> {
    let before = before_words(t, change::kind_of_before(about.period));
    let make = Maker { t, about, summary, before };
    let mut tiles = vec![
        make.measure(Measure::Cases),
        make.measure(Measure::RatingRate),
        make.measure(Measure::ActiveRate),
        make.measure(Measure::SatisfiedRate),
        make.bad(),
    ];
    if summary.stations > 1 {
        tiles.push(make.without(Missing::Cases));
        tiles.push(make.without(Missing::Ratings));
    }
    tiles
}

/// 前一周, 上月同期.
pub fn before_words(t: &Texts, before: Before) -> String {
    match before {
        Before::Week => t.overview_before_week(),
        Before::Month => t.overview_before_month(),
        Before::SameDaysOfLastMonth => t.overview_before_same_days(),
        Before::Months(n) => t.overview_before_months(n),
        Before::Days(n) => t.overview_before_days(n),
    }
}

struct Maker<'a> {
    t: &'a Texts,
    about: About<'a>,
    summary: &'a Summarised,
    before: String,
}

impl Maker<'_> {
    fn measure(&self, measure: Measure) -> FigureTile {
        let t = self.t;
        let counts = &self.summary.counts;
        let found = measure.of(counts);
        let value = found.as_ref().ok().map(|value| numbers::value(measure, value));
        let note = match &found {
            Err(absent) => Some(absent.word(t)),
            Ok(value) if value.too_few => Some(words::too_few(t, measure)),
            Ok(_) => None,
        };
        let before = measure.of(&self.summary.before_counts);
        let change = change::of_measure(measure, found.as_ref().ok(), before.as_ref().ok());
        let more_is_good = match measure {
            Measure::Cases => None,
            _ => Some(!measure.is_bad_when_high()),
        };
        let unit = match measure {
            Measure::Cases => t.overview_unit_cases(),
            Measure::BadPer10k => t.overview_unit_per_10k(),
            _ => t.overview_unit_percent(),
        };
        let n = match measure {
            Measure::Cases => t.overview_figure_n_rated(format::count(counts.rated())),
            // The reason is said already.
            _ if found == Err(Absent::NoCaseData) => String::new(),
            _ => words::sample(t, measure, counts),
        };
        let door = Door::of_measure(measure, self.about.place, self.about.period, false);
        self.tile(Parts {
            which: Which::Measure(measure),
            name: measure.word(t),
            means: measure_means(measure, t),
            value,
            unit,
            note,
            n,
            change: found.is_ok().then(|| self.change(&change, more_is_good.filter(|_| differ(&found, &before)))),
            spark: Some(self.spark(|counts| {
                let found = measure.of(counts);
                (found.as_ref().ok().map(|value| value.value), words::value_or_reason(t, measure, &found))
            })),
            door: found.is_ok().then_some(door),
        })
    }

    fn bad(&self) -> FigureTile {
        let t = self.t;
        let counts = &self.summary.counts;
        let of = |counts: &Counts| (counts.valid() > 0).then(|| counts.bad());
        let change = change::of_counts(of(counts), of(&self.summary.before_counts));
        let rate = Measure::BadPer10k.of(counts);
        let door = Door::Ratings { place: self.about.place, period: self.about.period, narrowing: Narrowing::bad() };
        self.tile(Parts {
            which: Which::Bad,
            name: t.word_measure_bad(),
            means: t.word_measure_bad_means(),
            value: of(counts).map(format::count),
            unit: t.overview_unit_cases(),
            note: of(counts).is_none().then(|| Absent::NoRatings.word(t)),
            n: rate.as_ref().map_or_else(
                |_| words::sample(t, Measure::BadPer10k, counts),
                |rate| t.overview_figure_bad_per_10k(numbers::per_10k(rate.value)),
            ),
            change: of(counts).is_some().then(|| {
                let before = Measure::BadPer10k.of(&self.summary.before_counts);
                self.change(&change, Some(false).filter(|_| differ(&rate, &before)))
            }),
            spark: Some(self.spark(|counts| match of(counts) {
                Some(n) => (Some(n as f64), format::count(n)),
                None => (None, Absent::NoRatings.word(t)),
            })),
            door: of(counts).map(|_| door),
        })
    }

    fn without(&self, missing: Missing) -> FigureTile {
        let t = self.t;
        let ids = match missing {
            Missing::Cases => self.summary.without_cases.as_ref(),
            Missing::Ratings => Some(&self.summary.without_ratings).filter(|_| has_ratings(self.summary, self.about.period)),
        };
        let count = ids.map(|ids| i64::try_from(ids.len()).unwrap_or(i64::MAX));
        let (name, means) = match missing {
            Missing::Cases => (t.overview_figure_silent(), t.overview_silent_means()),
            Missing::Ratings => (t.overview_figure_unrated(), t.overview_unrated_means()),
        };
        self.tile(Parts {
            which: Which::Without(missing),
            name,
            means,
            value: count.map(format::count),
            unit: t.overview_unit_stations(),
            note: count.is_none().then(|| match missing {
                Missing::Cases => Absent::NoCaseData.word(t),
                Missing::Ratings => t.overview_no_rating_file(),
            }),
            n: t.overview_figure_of_stations(format::count(self.summary.stations)),
            change: None,
            spark: None,
            door: count.filter(|n| *n > 0).map(|_| Door::Stations(missing)),
        })
    }

    fn tile(&self, parts: Parts) -> FigureTile {
        let t = self.t;
        let shown = parts.value.as_ref().map_or_else(|| format::NONE.to_owned(), |value| format!("{value}{}", parts.unit));
        let door_name = match &parts.door {
            Some(Door::Cases { .. }) => t.overview_figure_door_cases(&parts.name, shown),
            Some(Door::Stations(_)) => t.overview_figure_door_stations(&parts.name, shown),
            Some(_) => t.overview_figure_door_ratings(&parts.name, shown),
            None => format!("{} {shown}", parts.name),
        };
        FigureTile {
            last_day: self.summary.month.to,
            which: parts.which,
            name: parts.name,
            means: parts.means,
            value: parts.value,
            unit: parts.unit,
            note: parts.note,
            n: parts.n,
            change: parts.change,
            spark: parts.spark,
            door: parts.door,
            door_name,
        }
    }

    fn change(&self, change: &Change, more_is_good: Option<bool>) -> ChangeWords {
        let (t, before) = (self.t, self.before.as_str());
        let (way, text) = match change {
            Change::Unknown => (Way::Level, t.overview_change_unknown(before)),
            Change::Same => (Way::Level, t.overview_change_same(before)),
            Change::Up(step) => (Way::Up, step_words(t, before, step, true)),
            Change::Down(step) => (Way::Down, step_words(t, before, step, false)),
        };
        ChangeWords { way, tone: change.tone(more_is_good), text }
    }

    fn spark(&self, of: impl Fn(&Counts) -> (Option<f64>, String)) -> Spark {
        let point = |month: &MonthCounts| {
            let name = format::month(&month.month, self.t.lang());
            let (value, text) = of(&month.counts);
            SparkPoint { key: month.month.clone(), label: format!("{name} {text}"), name, value, text }
        };
        Spark { points: self.summary.months.iter().map(point).collect(), height: 28.0 }
    }
}

/// Draws a tile's trend. Its sentence stays empty: the tile says the figure.
pub fn draw_spark(frame: &Frame, t: &Texts, tile: &FigureTile) -> Chart {
    let empty = Spark { points: Vec::new(), height: 28.0 };
    let words = SparkWords { head: [t.overview_trend_head_month(), tile.name.clone()], say: &|_| String::new() };
    charts::spark::spark(frame, tile.spark.as_ref().unwrap_or(&empty), &words)
}

/// Both are known, and they differ by more than chance would explain.
fn differ(now: &Result<Value, Absent>, before: &Result<Value, Absent>) -> bool {
    matches!((now, before), (Ok(now), Ok(before)) if change::is_beyond_chance(now, before))
}

/// What differs between tiles.
struct Parts {
    which: Which,
    name: String,
    means: String,
    value: Option<String>,
    unit: String,
    note: Option<String>,
    n: String,
    change: Option<ChangeWords>,
    spark: Option<Spark>,
    door: Option<Door>,
}

fn step_words(t: &Texts, before: &str, step: &Step, up: bool) -> String {
    let counted = if up { t.overview_figure_up() } else { t.overview_figure_down() };
    let rated = if up { t.overview_figure_rise() } else { t.overview_figure_fall() };
    match step {
        Step::Count { by, percent: Some(percent) } => t.overview_change_count(before, counted, by, percent),
        Step::Count { by, percent: None } => t.overview_change_count_only(before, counted, by),
        Step::Points(by) => t.overview_change_points(before, rated, by),
        Step::PerTenThousand(by) => t.overview_change_per_10k(before, rated, by),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use domain::place::PlaceId;
    use texts::Lang;

    fn tiles(summary: &Summarised) -> Vec<FigureTile> {
        let about = About { place: PlaceId(1), place_name: None, period: sample::WEEK };
        figures(&Texts::load(Lang::Zh), about, summary)
    }

    #[test]
    fn figures_as_they_are_read() {
        let tiles = tiles(&sample::summary());
        let read: Vec<_> = tiles.iter().map(|tile| (tile.name.as_str(), tile.shown(), tile.n.as_str())).collect();
        let expected = [
            ("办件量", "1,204件".to_owned(), "已评价734件"),
            ("评价率", "61.0%".to_owned(), "办件1,204件"),
            ("主动评价率", "58.5%".to_owned(), "办件1,204件"),
            ("满意率", "99.57%".to_owned(), "有效评价700条"),
            ("差评件数", "3件".to_owned(), "每万条42.9条"),
            ("零办件站", "7个".to_owned(), "共100个站"),
            ("零评价站", "9个".to_owned(), "共100个站"),
        ];
        assert_eq!(read, expected);
        let change = tiles[0].change.as_ref().unwrap();
        assert_eq!((change.way, change.tone, change.text.as_str()), (Way::Up, Tone::Neutral, "较前一周增120件（11.1%）"));
        let rate = tiles[1].change.as_ref().unwrap();
        assert_eq!((rate.text.as_str(), rate.tone), ("较前一周降6.7个百分点", Tone::Worse));
        let satisfied = tiles[3].change.as_ref().unwrap();
        assert_eq!((satisfied.text.as_str(), satisfied.tone), ("与前一周持平", Tone::Neutral));
        assert_eq!(tiles[4].change.as_ref().map(|c| c.text.as_str()), Some("与前一周持平"));
        assert_eq!(tiles[0].spark.as_ref().map(|spark| spark.points.len()), Some(13));
        assert!(tiles.iter().all(|tile| tile.door.is_some() && tile.note.is_none()));
    }

    #[test]
    fn unknown_is_a_dash_with_its_reason() {
        let nothing = Summarised { counts: Counts::default(), without_cases: None, case_days: None, ..sample::summary() };
        let tiles = tiles(&nothing);
        for at in [0, 1, 2, 3, 4, 5] {
            assert_eq!(tiles[at].shown(), "—", "{}", tiles[at].name);
            assert!(tiles[at].note.is_some() && tiles[at].door.is_none() && tiles[at].change.is_none());
        }
        assert_eq!(tiles[6].shown(), "9个");
    }

    #[test]
    fn one_station_has_no_list_of_stations() {
        assert_eq!(tiles(&Summarised { stations: 1, ..sample::summary() }).len(), 5);
    }
}
