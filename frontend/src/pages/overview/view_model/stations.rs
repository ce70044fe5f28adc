//! Names of stations by town, for the lists behind 零办件站 and 零评价站.

use domain::place::{Level, Place, PlaceId};
use texts::{Texts, format};

/// A town with some of its stations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownStations {
    /// The town's name; empty if it is not known.
    pub town: String,
    /// Stations in the order of the tree: key and full name.
    pub stations: Vec<(PlaceId, String)>,
}

/// Groups stations by their town, in the order of the tree. What the tree does not hold is left out.
pub fn by_town(places: &[Place], ids: &[PlaceId]) -> Vec<TownStations> {
    let wanted: std::collections::HashSet<PlaceId> = ids.iter().copied().collect();
    let mut towns: Vec<(Option<PlaceId>, TownStations)> = Vec::new();
    for place in places.iter().filter(|place| wanted.contains(&place.id)) {
        let entry = (place.id, place.name.clone());
        match towns.iter_mut().find(|(town, _)| *town == place.parent) {
            Some((_, town)) => town.stations.push(entry),
            None => {
                let town = name_of(places, place.parent);
                towns.push((place.parent, TownStations { town, stations: vec![entry] }));
            }
        }
    }
    towns.into_iter().map(|(_, town)| town).collect()
}

fn name_of(places: &[Place], id: Option<PlaceId>) -> String {
    id.and_then(|id| find(places, id)).map(|place| place.name.clone()).unwrap_or_default()
}

/// Marks the name of a place that has ended; what it means is said below the grid.
pub const ENDED: &str = "*";

/// A place's short name, marked if it has ended.
pub fn called(place: &Place) -> String {
    let mark = if place.being.has_ended() { ENDED } else { "" };
    format!("{}{mark}", place.short_name)
}

/// A place's full name, with what became of it and since when.
pub fn named(t: &Texts, place: &Place) -> String {
    let Some(ended) = place.being.ended else { return place.name.clone() };
    let day = format::date(ended, t.lang());
    match place {
        Place { merged_into: Some(_), name, .. } => t.overview_place_merged(name, day),
        Place { split_into, name, .. } if !split_into.is_empty() => t.overview_place_split(name, day),
        Place { name, .. } => t.overview_place_closed(name, day),
    }
}

/// A place of the tree.
pub fn find(places: &[Place], id: PlaceId) -> Option<&Place> {
    places.iter().find(|place| place.id == id)
}

/// The towns at and below a place, each with its villages, among those that figures are told of; a village's own town with
/// that village alone. Villages of a town that was merged stand below the one that it was merged into, where that one is
/// told of instead.
pub fn towns_below<'p>(places: &'p [Place], top: PlaceId, told: &dyn Fn(PlaceId) -> bool) -> Vec<(&'p Place, Vec<&'p Place>)> {
    let Some(top) = find(places, top) else { return Vec::new() };
    if top.level == Level::Village {
        let town = top.parent.and_then(|id| find(places, id));
        return town.map(|town| vec![(town, vec![top])]).unwrap_or_default();
    }
    let of_level = |level: Level| places.iter().filter(move |place| place.level == level && told(place.id));
    let town_of = |village: &Place| {
        let mut town = village.parent;
        while let Some(id) = town.filter(|id| !told(*id)) {
            town = find(places, id).and_then(|place| place.merged_into);
        }
        town
    };
    let mut towns: Vec<(&Place, Vec<&Place>)> =
        of_level(Level::Town).filter(|town| top.level == Level::District || town.id == top.id).map(|town| (town, Vec::new())).collect();
    for village in of_level(Level::Village) {
        let town = town_of(village);
        if let Some((_, villages)) = towns.iter_mut().find(|(place, _)| Some(place.id) == town) {
            villages.push(village);
        }
    }
    towns
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn stations_by_town() {
        let places = sample::places();
        let towns = by_town(&places, &[PlaceId(11), PlaceId(10), PlaceId(99)]);
        let stations = vec![(PlaceId(10), "洋村东村委会".to_owned()), (PlaceId(11), "大路前村委会".to_owned())];
        assert_eq!(towns, [TownStations { town: "麻章镇".to_owned(), stations }]);
        assert_eq!(by_town(&places, &[]), []);
    }

    #[test]
    fn below_each_level() {
        let places = sample::places();
        let below = |id| towns_below(&places, PlaceId(id), &|_| true).iter().map(|(t, v)| (t.id.0, v.len())).collect::<Vec<_>>();
        assert_eq!(below(1), [(2, 3)]);
        assert_eq!(below(2), [(2, 3)]);
        assert_eq!(below(10), [(2, 1)]);
        assert_eq!(below(77), []);
    }

    #[test]
    fn villages_of_a_merged_town_stand_below_its_successor() {
        let mut places = sample::places();
        let mut town = places[1].clone();
        (town.id, town.name) = (PlaceId(3), "新镇".to_owned());
        places[1].merged_into = Some(PlaceId(3));
        places.push(town);
        let ids = |told: &dyn Fn(PlaceId) -> bool| {
            towns_below(&places, PlaceId(1), told).iter().map(|(t, v)| (t.id.0, v.len())).collect::<Vec<_>>()
        };
        assert_eq!(ids(&|id| id != PlaceId(2)), [(3, 3)], "as places are now");
        assert_eq!(ids(&|id| id != PlaceId(3)), [(2, 3)], "as they were then");
    }
}
