//! Names of stations by town, for the lists behind 零办件站 and 零评价站.

use domain::place::{Level, Place, PlaceId};

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

/// A place of the tree.
pub fn find(places: &[Place], id: PlaceId) -> Option<&Place> {
    places.iter().find(|place| place.id == id)
}

/// The towns at and below a place, each with its villages; a village's own town with that village alone.
pub fn towns_below(places: &[Place], top: PlaceId) -> Vec<(&Place, Vec<&Place>)> {
    let Some(top) = find(places, top) else { return Vec::new() };
    let of_level = |level: Level| places.iter().filter(move |place| place.level == level);
    let villages = |town: PlaceId| of_level(Level::Village).filter(move |place| place.parent == Some(town));
    match top.level {
        Level::District => of_level(Level::Town).map(|town| (town, villages(town.id).collect())).collect(),
        Level::Town => vec![(top, villages(top.id).collect())],
        Level::Village => {
            let town = top.parent.and_then(|id| find(places, id));
            town.map(|town| vec![(town, vec![top])]).unwrap_or_default()
        }
    }
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
        let below = |id| towns_below(&places, PlaceId(id)).iter().map(|(t, v)| (t.id.0, v.len())).collect::<Vec<_>>();
        assert_eq!(below(1), [(2, 3)]);
        assert_eq!(below(2), [(2, 3)]);
        assert_eq!(below(10), [(2, 1)]);
        assert_eq!(below(77), []);
    }
}
