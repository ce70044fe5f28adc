//! Stations in order of a measure; those without enough data in a group of their own.

use super::classing::unit;
use super::grid::key_of_place;
use super::numbers;
use super::stations::{called, find, named, towns_below};
use super::words;
use api::overview::PlaceCounts;
use charts::ranking::{Order, Ranked, Ranking, RankingFinding, RankingWords, Reference};
use charts::{Chart, Frame};
use domain::figures::{Counts, Measure};
use domain::place::{Place, PlaceId};
use std::collections::HashMap;
use texts::Texts;
use texts::format;
use texts::words::Word;

/// How many of the first and of the last are drawn unless all are asked for.
pub const ENDS: usize = 10;

/// How many of those without enough data are named unless all are asked for.
const UNRANKED: usize = 4;

/// What the person asked the ranking to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Wilson intervals.
    pub intervals: bool,
    /// Every station.
    pub all: bool,
}

/// The ranking of the villages in use below a place.
pub fn ranking(t: &Texts, measure: Measure, places: &[Place], top: PlaceId, rows: &[PlaceCounts], wish: Wish) -> Ranking {
    let counts: HashMap<PlaceId, Counts> = rows.iter().map(|row| (row.place, row.counts)).collect();
    let towns = towns_below(places, top, &|id| counts.contains_key(&id));
    let stations: Vec<&Place> = towns.iter().flat_map(|(_, villages)| villages.iter().copied()).filter(|p| p.active).collect();
    let ranked = stations.iter().map(|place| {
        let own = counts.get(&place.id).copied().unwrap_or_default();
        let found = words::comparable(measure, &own);
        Ranked {
            key: key_of_place(place.id),
            name: called(place),
            label: words::mark_label(t, &named(t, place), measure, &own),
            value: found.map(|value| value.value),
            interval: found.filter(|_| wish.intervals).and_then(|value| value.interval),
            text: words::value_or_reason(t, measure, &measure.of(&own)),
            n: sample(measure, &own),
        }
    });
    let (first, last) = if wish.all { (usize::MAX, 0) } else { (ENDS, ENDS) };
    Ranking {
        rows: ranked.collect(),
        unit: unit(measure),
        order: if measure.is_bad_when_high() { Order::LowFirst } else { Order::HighFirst },
        first,
        last,
        unranked: if wish.all { usize::MAX } else { UNRANKED },
        reference: reference(t, measure, places, top, rows, stations.len()),
    }
}

/// How many a value rests on, as a bare number: its column says of what.
fn sample(measure: Measure, counts: &Counts) -> String {
    match measure {
        Measure::RatingRate | Measure::ActiveRate => format::count_or_none(counts.cases),
        Measure::Cases | Measure::BadPer10k | Measure::SatisfiedRate => format::count(counts.valid()),
    }
}

/// The value of the place as a whole; for cases the mean of a station.
fn reference(t: &Texts, measure: Measure, places: &[Place], top: PlaceId, rows: &[PlaceCounts], stations: usize) -> Option<Reference> {
    let name = find(places, top)?.short_name.as_str();
    if measure == Measure::Cases {
        let in_use = rows
            .iter()
            .filter(|row| find(places, row.place).is_some_and(|place| place.active && place.level == domain::place::Level::Village));
        let cases: i64 = in_use.filter_map(|row| row.counts.cases).sum();
        let mean = cases as f64 / stations.max(1) as f64;
        return (stations > 1).then(|| Reference { value: mean, label: t.overview_ranking_mean(name, format::decimal(mean, 1)) });
    }
    let mut all = rows.iter().fold(Counts::default(), |sum, row| sum.plus(&row.counts));
    // Where the cases of a place in use are unknown, those of all are.
    if rows.iter().any(|row| row.counts.cases.is_none() && find(places, row.place).is_some_and(|place| place.active)) {
        all.cases = None;
    }
    let value = words::comparable(measure, &all)?;
    Some(Reference { value: value.value, label: t.overview_ranking_reference(name, numbers::value_with_sign(measure, &value)) })
}

/// Draws the ranking of the villages in use below a place.
pub fn draw(frame: &Frame, t: &Texts, measure: Measure, places: &[Place], top: PlaceId, rows: &[PlaceCounts], wish: Wish) -> Chart {
    let name = measure.word(t);
    let words = RankingWords {
        head: [
            t.overview_ranking_rank(),
            t.overview_grid_head_place(),
            name.clone(),
            t.overview_ranking_interval(),
            match measure {
                Measure::RatingRate | Measure::ActiveRate => Measure::Cases.word(t),
                Measure::Cases | Measure::BadPer10k | Measure::SatisfiedRate => t.overview_ranking_ratings(),
            },
        ],
        not_enough: t.overview_short_too_few(),
        omitted: &|n| t.overview_ranking_omitted(n),
        say: &|finding| say(t, &name, finding),
    };
    charts::ranking::ranking(frame, &ranking(t, measure, places, top, rows, wish), &words)
}

/// The ranking's finding in words.
pub fn say(t: &Texts, measure_name: &str, finding: &RankingFinding<'_>) -> String {
    let (Some(first), Some(last)) = (finding.first, finding.last) else { return String::new() };
    let top = match finding.tied_first {
        0 | 1 => t.overview_ranking_say_first(&first.name, &first.text),
        n => t.overview_ranking_say_first_many(n, &first.text),
    };
    let bottom = match finding.tied_last {
        0 | 1 => t.overview_ranking_say_last(&last.name, &last.text),
        n => t.overview_ranking_say_last_many(n, &last.text),
    };
    let mut said = vec![if finding.tied_first == finding.ranked {
        t.overview_grid_say_equal(measure_name, &first.text)
    } else {
        t.overview_grid_say(measure_name, top, bottom)
    }];
    if finding.not_enough > 0 {
        said.push(t.overview_ranking_say_too_few(finding.not_enough));
    }
    words::joined(t, &said)
}

#[cfg(test)]
mod tests {
    use super::super::sample as given;
    use super::*;
    use texts::Lang;

    fn of(measure: Measure, wish: Wish) -> Ranking {
        ranking(&Texts::load(Lang::Zh), measure, &given::places(), PlaceId(1), &given::rows(), wish)
    }

    #[test]
    fn only_villages_in_use_are_ranked() {
        let ranking = of(Measure::Cases, Wish::default());
        let names: Vec<_> = ranking.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["洋村东", "大路前"]);
        assert_eq!(ranking.reference.map(|r| r.label).as_deref(), Some("麻章区站均40.0"));
    }

    #[test]
    fn intervals_on_demand() {
        assert_eq!(of(Measure::RatingRate, Wish::default()).rows[0].interval, None);
        let shown = of(Measure::RatingRate, Wish { intervals: true, all: true });
        assert!(shown.rows[0].interval.is_some());
        assert_eq!(shown.rows[1].value, None);
    }

    #[test]
    fn few_bad_ratings_come_first() {
        let ranking = of(Measure::BadPer10k, Wish::default());
        assert_eq!(ranking.order, Order::LowFirst);
        assert_eq!(ranking.reference.map(|r| r.label).as_deref(), Some("麻章区64.5"));
    }

    #[test]
    fn the_finding_is_said() {
        let t = Texts::load(Lang::Zh);
        let said = |measure: Measure| say(&t, &measure.word(&t), &of(measure, Wish::default()).finding());
        assert_eq!(said(Measure::Cases), "办件量：洋村东第一（80），大路前末位（0）。");
        assert_eq!(said(Measure::SatisfiedRate), "各站满意率都是98.0%。1个站样本不足，未排名。");
    }
}
