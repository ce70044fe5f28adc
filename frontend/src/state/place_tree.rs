//! The places a person may see, as a tree that can be searched by name, pinyin, initials and code; no view.

use domain::place::{Level, Place, PlaceId};
use std::collections::HashMap;

/// The places in the order of their codes, the district first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceTree {
    places: Vec<Place>,
    by_id: HashMap<PlaceId, usize>,
    /// What lies directly below, in the order of the codes.
    below: HashMap<PlaceId, Vec<usize>>,
    open: Vec<bool>,
}

impl PlaceTree {
    /// Builds the tree. What lies at or below one of `granted` can be chosen; what lies above is shown as the way there.
    pub fn new(places: Vec<Place>, granted: &[PlaceId]) -> Self {
        let by_id: HashMap<PlaceId, usize> = places.iter().enumerate().map(|(i, p)| (p.id, i)).collect();
        let mut below = HashMap::<PlaceId, Vec<usize>>::new();
        for (i, place) in places.iter().enumerate() {
            if let Some(parent) = place.parent {
                below.entry(parent).or_default().push(i);
            }
        }
        let mut tree = Self { open: Vec::new(), places, by_id, below };
        tree.open = tree.places.iter().map(|p| tree.path(p.id).iter().any(|above| granted.contains(&above.id))).collect();
        tree
    }

    /// All places, the district first, in the order of their codes.
    pub fn all(&self) -> &[Place] {
        &self.places
    }

    /// Nothing is known (yet).
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// A place.
    pub fn get(&self, id: PlaceId) -> Option<&Place> {
        self.by_id.get(&id).and_then(|i| self.places.get(*i))
    }

    /// The name of a place, empty if it is not known.
    pub fn name(&self, id: PlaceId) -> String {
        self.get(id).map(|p| p.name.clone()).unwrap_or_default()
    }

    /// Its figures may be asked for.
    pub fn can_choose(&self, id: PlaceId) -> bool {
        self.by_id.get(&id).and_then(|i| self.open.get(*i)).copied().unwrap_or(false)
    }

    /// The place, the one above it, and so on up to the district.
    pub fn path(&self, id: PlaceId) -> Vec<&Place> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(place) = next.and_then(|id| self.get(id)) {
            path.push(place);
            next = place.parent.filter(|_| path.len() < 8);
        }
        path
    }

    /// What lies directly below now. What was merged or split up is found by searching.
    pub fn children(&self, id: PlaceId) -> impl Iterator<Item = &Place> {
        self.below.get(&id).into_iter().flatten().filter_map(|i| self.places.get(*i)).filter(|p| !p.being.has_ended())
    }

    /// What lies directly below, now or earlier.
    pub fn all_below(&self, id: PlaceId) -> impl Iterator<Item = &Place> {
        self.below.get(&id).into_iter().flatten().filter_map(|i| self.places.get(*i))
    }

    /// The district.
    pub fn district(&self) -> Option<&Place> {
        self.places.iter().find(|p| p.level == Level::District)
    }

    /// The place of an address: 6, 9 or 12 digits. A code that was given again means the place that has it now.
    pub fn by_code(&self, code: &str) -> Option<&Place> {
        let code = domain::place::PlaceCode::parse(code)?;
        self.places.iter().filter(|p| p.code == code).min_by_key(|p| p.being.has_ended())
    }

    /// The code as it stands in an address: without the zeros of the levels below.
    pub fn address_code(&self, id: PlaceId) -> Option<String> {
        let place = self.get(id)?;
        let digits = match place.level {
            Level::District => 6,
            Level::Town => 9,
            Level::Village => 12,
        };
        place.code.as_str().get(..digits).map(str::to_owned)
    }

    /// Places that fit what was typed, best first, those that have ended last; places that can't be chosen are left out.
    pub fn search(&self, typed: &str, limit: usize) -> Vec<&Place> {
        let typed = typed.trim().to_lowercase();
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
        if typed.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<((bool, u8), usize, &Place)> = self
            .places
            .iter()
            .enumerate()
            .filter(|(i, _)| self.open.get(*i).copied().unwrap_or(false))
            .filter_map(|(i, place)| Some(((place.being.has_ended(), fit(place, &typed)?), i, place)))
            .collect();
        hits.sort_by_key(|(rank, i, _)| (*rank, *i));
        hits.into_iter().take(limit).map(|(_, _, place)| place).collect()
    }
}

/// How well a place fits what was typed, 0 best; `None` if it does not.
fn fit(place: &Place, typed: &str) -> Option<u8> {
    let (name, short) = (place.name.as_str(), place.short_name.as_str());
    let ranks = [
        short == typed || name == typed,
        place.code.as_str() == typed,
        short.starts_with(typed),
        place.initials.starts_with(typed),
        place.pinyin.starts_with(typed),
        name.contains(typed),
        typed.len() >= 2 && place.initials.contains(typed),
        typed.len() >= 3 && place.pinyin.contains(typed),
        typed.len() >= 4 && place.code.as_str().contains(typed),
    ];
    ranks.iter().position(|fits| *fits).and_then(|rank| u8::try_from(rank).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::place::PlaceCode;

    fn place(id: i64, parent: Option<i64>, code: &str, name: &str, pinyin: &str, initials: &str) -> Place {
        let level = match code.len() {
            6 => Level::District,
            9 => Level::Town,
            _ => Level::Village,
        };
        Place {
            id: PlaceId(id),
            level,
            parent: parent.map(PlaceId),
            code: PlaceCode::parse(code).unwrap(),
            name: name.to_owned(),
            short_name: domain::place::short_name(name).to_owned(),
            pinyin: pinyin.to_owned(),
            initials: initials.to_owned(),
            active: true,
            inactive_reason: None,
            being: domain::change::Being::default(),
            merged_into: None,
            split_into: Vec::new(),
            version: 1,
        }
    }

    fn tree(granted: &[i64]) -> PlaceTree {
        let places = vec![
            place(1, None, "440811", "麻章区", "mazhangqu", "mzq"),
            place(2, Some(1), "440811100", "麻章镇", "mazhangzhen", "mzz"),
            place(4, Some(2), "440811100201", "洋村东村委会", "yangcundongcunweihui", "ycdcwh"),
            place(5, Some(2), "440811100202", "麻章村委会", "mazhangcunweihui", "mzcwh"),
            place(3, Some(1), "440811101", "太平镇", "taipingzhen", "tpz"),
            place(6, Some(3), "440811101200", "洋村村委会", "yangcuncunweihui", "yccwh"),
        ];
        PlaceTree::new(places, &granted.iter().map(|id| PlaceId(*id)).collect::<Vec<_>>())
    }

    fn found(tree: &PlaceTree, typed: &str) -> Vec<String> {
        tree.search(typed, 9).into_iter().map(|p| p.short_name.clone()).collect()
    }

    #[test]
    fn finds_by_name_pinyin_initials_and_code() {
        let tree = tree(&[1]);
        assert_eq!(found(&tree, "洋村"), ["洋村", "洋村东"], "the exact one first");
        assert_eq!(found(&tree, "yang cun d"), ["洋村东"]);
        assert_eq!(found(&tree, "YCD"), ["洋村东"]);
        assert_eq!(found(&tree, "mz"), ["麻章区", "麻章镇", "麻章"]);
        assert_eq!(found(&tree, "440811100201"), ["洋村东"]);
        assert_eq!(found(&tree, " "), [""; 0]);
        assert_eq!(found(&tree, "没有"), [""; 0]);
    }

    #[test]
    fn what_has_ended_is_found_last_and_is_not_in_the_tree() {
        let mut places = tree(&[1]).places;
        places[2].being.ended = Some(jiff::civil::date(2026, 7, 1));
        let mut heir = places[2].clone();
        heir.id = PlaceId(9);
        heir.being = domain::change::Being::default();
        places.push(heir);
        let tree = PlaceTree::new(places, &[PlaceId(1)]);
        assert_eq!(tree.search("洋村东", 9).iter().map(|p| p.id.0).collect::<Vec<_>>(), [9, 4]);
        assert_eq!(tree.children(PlaceId(2)).map(|p| p.id.0).collect::<Vec<_>>(), [5, 9]);
        assert_eq!(tree.by_code("440811100201").map(|p| p.id.0), Some(9));
    }

    #[test]
    fn what_lies_above_a_grant_is_shown_but_not_chosen() {
        let tree = tree(&[3]);
        assert!(!tree.can_choose(PlaceId(1)) && !tree.can_choose(PlaceId(4)));
        assert!(tree.can_choose(PlaceId(3)) && tree.can_choose(PlaceId(6)));
        assert_eq!(found(&tree, "洋村"), ["洋村"]);
    }

    #[test]
    fn addresses_carry_the_short_code() {
        let tree = tree(&[1]);
        assert_eq!(tree.address_code(PlaceId(1)).as_deref(), Some("440811"));
        assert_eq!(tree.address_code(PlaceId(2)).as_deref(), Some("440811100"));
        assert_eq!(tree.by_code("440811100").map(|p| p.id), Some(PlaceId(2)));
        assert_eq!(tree.path(PlaceId(4)).iter().map(|p| p.id.0).collect::<Vec<_>>(), [4, 2, 1]);
    }
}
