//! The lines of a tree that are in sight, and how keys walk, open and fold it; those of the place tree in particular. No view.

use crate::state::PlaceTree;
use domain::place::{Level, PlaceId};
use std::collections::HashSet;

/// A line in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<K> {
    /// What stands there.
    pub key: K,
    /// How far it is indented, 0 for what stands at the top.
    pub depth: u32,
    /// Open or folded; none where nothing lies below.
    pub open: Option<bool>,
}

/// The lines in sight: the district, and below every open place what lies below it.
pub fn lines(tree: &PlaceTree, open: &HashSet<PlaceId>) -> Vec<Line<PlaceId>> {
    let mut out = Vec::new();
    if let Some(district) = tree.district() {
        add(tree, open, district.id, 0, &mut out);
    }
    out
}

fn add(tree: &PlaceTree, open: &HashSet<PlaceId>, place: PlaceId, depth: u32, out: &mut Vec<Line<PlaceId>>) {
    let below: Vec<PlaceId> = tree.children(place).map(|p| p.id).collect();
    let is_open = (!below.is_empty()).then(|| open.contains(&place));
    out.push(Line { key: place, depth, open: is_open });
    if is_open == Some(true) && depth < 8 {
        for child in below {
            add(tree, open, child, depth + 1, out);
        }
    }
}

/// What is open at first: the way to the place that is chosen, and the district's towns.
pub fn open_at_first(tree: &PlaceTree, chosen: Option<PlaceId>) -> HashSet<PlaceId> {
    let mut open: HashSet<PlaceId> = tree.district().map(|d| d.id).into_iter().collect();
    open.extend(chosen.iter().flat_map(|id| tree.path(*id)).filter(|p| p.level != Level::Village).map(|p| p.id));
    open
}

/// What a key does to the tree: the line that is active afterwards, or what opens or folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk<K> {
    /// Another line is active.
    To(usize),
    /// The active line opens.
    Open(K),
    /// The active line folds.
    Fold(K),
}

/// What a key does when line `at` is active.
pub fn walk<K: Clone>(lines: &[Line<K>], at: usize, key: &str) -> Option<Walk<K>> {
    let here = lines.get(at)?;
    let last = lines.len() - 1;
    match key {
        "ArrowDown" => Some(Walk::To(last.min(at + 1))),
        "ArrowUp" => Some(Walk::To(at.saturating_sub(1))),
        "ArrowRight" => match here.open {
            Some(false) => Some(Walk::Open(here.key.clone())),
            Some(true) => Some(Walk::To(last.min(at + 1))),
            None => None,
        },
        "ArrowLeft" if here.open == Some(true) => Some(Walk::Fold(here.key.clone())),
        "ArrowLeft" => lines.iter().take(at).rposition(|line| line.depth < here.depth).map(Walk::To),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::place::{Place, PlaceCode};

    fn tree() -> PlaceTree {
        let place = |id: i64, parent: Option<i64>, level, code: &str| Place {
            id: PlaceId(id),
            level,
            parent: parent.map(PlaceId),
            code: PlaceCode::parse(code).unwrap(),
            name: code.to_owned(),
            short_name: code.to_owned(),
            pinyin: String::new(),
            initials: String::new(),
            active: true,
            inactive_reason: None,
            being: domain::change::Being::default(),
            merged_into: None,
            split_into: Vec::new(),
            version: 1,
        };
        let places = vec![
            place(1, None, Level::District, "440811"),
            place(2, Some(1), Level::Town, "440811100"),
            place(3, Some(2), Level::Village, "440811100201"),
            place(4, Some(1), Level::Town, "440811101"),
        ];
        PlaceTree::new(places, &[PlaceId(1)])
    }

    #[test]
    fn only_what_is_open_is_in_sight() {
        let tree = tree();
        let ids = |open: &HashSet<PlaceId>| lines(&tree, open).iter().map(|l| l.key.0).collect::<Vec<_>>();
        assert_eq!(ids(&HashSet::new()), [1]);
        assert_eq!(ids(&open_at_first(&tree, None)), [1, 2, 4]);
        assert_eq!(ids(&open_at_first(&tree, Some(PlaceId(3)))), [1, 2, 3, 4]);
    }

    #[test]
    fn arrows_open_fold_and_go_up() {
        let tree = tree();
        let all = lines(&tree, &open_at_first(&tree, Some(PlaceId(3))));
        assert_eq!(walk(&all, 2, "ArrowLeft"), Some(Walk::To(1)), "from a village to its town");
        assert_eq!(walk(&all, 1, "ArrowLeft"), Some(Walk::Fold(PlaceId(2))));
        assert_eq!(walk(&all, 2, "ArrowRight"), None);
        assert_eq!(walk(&all, 3, "ArrowDown"), Some(Walk::To(3)));
        let folded = lines(&tree, &open_at_first(&tree, None));
        assert_eq!(walk(&folded, 1, "ArrowRight"), Some(Walk::Open(PlaceId(2))));
        assert_eq!(walk::<PlaceId>(&[], 0, "ArrowDown"), None);
    }
}
