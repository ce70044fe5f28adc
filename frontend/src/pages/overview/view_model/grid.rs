//! The grid of stations as the chart wants it: one tile a station, by town, the centres beside.

use super::classing::{classes, labels};
use super::numbers;
use super::stations::{ENDED, called, find, named, towns_below};
use super::words;
use api::overview::PlaceCounts;
use charts::scale::Classes;
use charts::tiles::{Bad, Group, State, Tile, Tiles, TilesFinding, TilesWords, tiles};
use charts::{Chart, Frame};
use domain::figures::{Counts, Measure};
use domain::place::{Level, Place, PlaceId};
use std::collections::HashMap;
use texts::Texts;
use texts::words::Word;

/// A mark's key for the overview of a place.
pub fn key_of_place(place: PlaceId) -> String {
    place.0.to_string()
}

/// A mark's key for the rows of a centre itself.
pub fn key_of_centre(place: PlaceId) -> String {
    format!("own:{}", place.0)
}

/// What a mark's key means: the place, and whether only the centre itself is meant.
pub fn place_of_key(key: &str) -> Option<(PlaceId, bool)> {
    let (own, digits) = key.strip_prefix("own:").map_or((false, key), |digits| (true, digits));
    Some((PlaceId(digits.parse().ok()?), own))
}

/// The grid below a place.
pub fn grid(t: &Texts, measure: Measure, places: &[Place], top: PlaceId, rows: &[PlaceCounts]) -> Tiles {
    let counts: HashMap<PlaceId, Counts> = rows.iter().map(|row| (row.place, row.counts)).collect();
    let towns = towns_below(places, top, &|id| counts.contains_key(&id));
    let at = |place: &Place| counts.get(&place.id).copied().unwrap_or_default();
    let in_use = || towns.iter().flat_map(|(_, villages)| villages).filter(|place| place.active);
    let values: Vec<f64> = in_use().filter_map(|place| words::comparable(measure, &at(place))).map(|value| value.value).collect();
    let classes = classes(measure, &values);
    let make = Make { t, measure, classes: &classes };
    let top_level = find(places, top).map(|place| place.level);
    let groups = towns.iter().map(|(town, villages)| Group {
        name: town.name.clone(),
        note: match top_level {
            Some(Level::Village) => String::new(),
            _ => t.overview_grid_town_note(villages.iter().filter(|place| place.active && !place.being.has_ended()).count()),
        },
        centre: (top_level != Some(Level::Village)).then(|| make.centre(town, &at(town))),
        tiles: villages.iter().map(|place| make.village(place, &at(place))).collect(),
    });
    let district = find(places, top).filter(|place| place.level == Level::District);
    let mut bounds = labels(measure, &classes);
    if bounds.is_empty() {
        // One shade for all: its legend is what they have in common.
        bounds.extend(values.first().map(|value| numbers::bare_with_sign(measure, *value)));
    }
    Tiles {
        district: district.map(|place| make.centre(place, &at(place))),
        groups: groups.collect(),
        classes: bounds,
        bad: match measure {
            Measure::BadPer10k => Bad::High,
            Measure::SatisfiedRate => Bad::Low,
            // Stations without a single case carry the flag, no others.
            Measure::Cases if values.iter().any(|value| *value < 1.0) && classes.count() > 1 => Bad::Low,
            Measure::Cases | Measure::RatingRate | Measure::ActiveRate => Bad::Neither,
        },
    }
}

struct Make<'a> {
    t: &'a Texts,
    measure: Measure,
    classes: &'a Classes,
}

impl Make<'_> {
    fn village(&self, place: &Place, counts: &Counts) -> Tile {
        let mut tile = self.tile(key_of_place(place.id), &called(place), &named(self.t, place), counts);
        if !place.active {
            let reason = place.inactive_reason.as_deref().unwrap_or_default();
            tile.label = self.t.overview_mark_label_inactive(&place.name, reason);
            tile.text = self.t.overview_grid_inactive();
            tile.state = State::Inactive;
        }
        tile
    }

    fn centre(&self, place: &Place, counts: &Counts) -> Tile {
        let name = self.t.overview_grid_centre(&place.short_name);
        self.tile(key_of_centre(place.id), &name, &name, counts)
    }

    fn tile(&self, key: String, name: &str, full_name: &str, counts: &Counts) -> Tile {
        let state = words::comparable(self.measure, counts).map_or(State::NotEnough, |value| State::Measured {
            value: value.value,
            class: self.classes.class(value.value).unwrap_or_default(),
        });
        Tile {
            key,
            name: name.to_owned(),
            full_name: full_name.to_owned(),
            label: words::mark_label(self.t, full_name, self.measure, counts),
            text: words::value_or_short_reason(self.t, self.measure, &self.measure.of(counts)),
            n: words::sample(self.t, self.measure, counts),
            state,
        }
    }
}

/// Draws the grid below a place.
pub fn draw(frame: &Frame, t: &Texts, measure: Measure, places: &[Place], top: PlaceId, rows: &[PlaceCounts]) -> Chart {
    let name = measure.word(t);
    let data = grid(t, measure, places, top, rows);
    let words = TilesWords {
        measure: name.clone(),
        not_enough: t.overview_short_too_few(),
        inactive: t.overview_grid_inactive(),
        head: [t.overview_grid_head_town(), t.overview_grid_head_place(), name.clone(), t.overview_grid_head_n()],
        say: &|finding| say(t, &name, measure, &data, finding),
    };
    tiles(frame, &data, &words)
}

/// The grid's finding in words.
pub fn say(t: &Texts, measure_name: &str, measure: Measure, data: &Tiles, finding: &TilesFinding<'_>) -> String {
    let value = |tile: &Tile| match tile.state {
        State::Measured { value, .. } => Some(value),
        State::NotEnough | State::Inactive => None,
    };
    let (Some(highest), Some(lowest)) = (finding.highest, finding.lowest) else {
        return if measure == Measure::Cases { t.overview_grid_say_no_cases() } else { t.overview_grid_say_nothing() };
    };
    // Naming one of several equal ones would single it out.
    let equal = |to: &Tile| data.groups.iter().flat_map(|group| &group.tiles).filter(|tile| value(tile) == value(to)).count();
    let high = match equal(highest) {
        1 => t.overview_grid_say_high(&highest.full_name, &highest.text),
        n => t.overview_grid_say_high_many(n, &highest.text),
    };
    let low = match equal(lowest) {
        n if measure == Measure::Cases && value(lowest) < Some(1.0) => t.overview_grid_say_silent(n),
        1 => t.overview_grid_say_low(&lowest.full_name, &lowest.text),
        n => t.overview_grid_say_low_many(n, &lowest.text),
    };
    let mut said = vec![match measure {
        Measure::BadPer10k if value(highest) <= Some(0.0) => t.overview_grid_say_no_bad(),
        _ if value(highest) == value(lowest) => t.overview_grid_say_equal(measure_name, &highest.text),
        Measure::BadPer10k => t.overview_grid_say_one(measure_name, high),
        _ => t.overview_grid_say(measure_name, high, low),
    }];
    if finding.not_enough > 0 {
        said.push(t.overview_grid_say_too_few(finding.not_enough));
    }
    let mut tiles = data.groups.iter().flat_map(|group| &group.tiles);
    if tiles.any(|tile| tile.name.ends_with(ENDED)) {
        said.push(t.overview_grid_say_ended());
    }
    words::joined(t, &said)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use texts::Lang;

    fn of(measure: Measure, top: i64) -> Tiles {
        grid(&Texts::load(Lang::Zh), measure, &sample::places(), PlaceId(top), &sample::rows())
    }

    #[test]
    fn a_tile_each() {
        let tiles = of(Measure::Cases, 1);
        assert_eq!(tiles.district.as_ref().map(|tile| (tile.key.as_str(), tile.text.as_str())), Some(("own:1", "300")));
        let group = &tiles.groups[0];
        assert_eq!((group.name.as_str(), group.note.as_str()), ("麻章镇", "2个村（居）"));
        assert_eq!(group.centre.as_ref().map(|tile| tile.name.as_str()), Some("麻章镇中心"));
        let read: Vec<_> = group.tiles.iter().map(|tile| (tile.name.as_str(), tile.text.as_str(), tile.state)).collect();
        let measured = |value, class| State::Measured { value, class };
        let expected =
            [("洋村东", "80", measured(80.0, 1)), ("大路前", "0", measured(0.0, 0)), ("湖光农场场部", "未启用", State::Inactive)];
        assert_eq!(read, expected);
        assert_eq!(group.tiles[2].label, "湖光农场场部社区居委会，未启用：国营农场场部");
    }

    #[test]
    fn few_ratings_are_not_shaded() {
        let tiles = of(Measure::SatisfiedRate, 1);
        assert_eq!(tiles.groups[0].tiles[1].state, State::NotEnough);
        assert_eq!(tiles.groups[0].tiles[1].text, "无评价");
        assert!(matches!(tiles.groups[0].tiles[0].state, State::Measured { .. }));
        assert_eq!(tiles.bad, Bad::Low);
    }

    #[test]
    fn the_finding_is_said() {
        let t = Texts::load(Lang::Zh);
        let said = |measure: Measure, top| {
            let data = of(measure, top);
            say(&t, &measure.word(&t), measure, &data, &data.finding())
        };
        assert_eq!(said(Measure::Cases, 1), "办件量：洋村东村委会最高（80），1个站零办件。");
        assert_eq!(said(Measure::BadPer10k, 1), "各站每万条差评都是200.0。1个站样本不足，不着色。");
        assert_eq!(said(Measure::SatisfiedRate, 1), "各站满意率都是98.0%。1个站样本不足，不着色。");
    }

    #[test]
    fn keys_there_and_back() {
        assert_eq!(place_of_key(&key_of_place(PlaceId(7))), Some((PlaceId(7), false)));
        assert_eq!(place_of_key(&key_of_centre(PlaceId(7))), Some((PlaceId(7), true)));
        assert_eq!(place_of_key("x"), None);
    }
}
