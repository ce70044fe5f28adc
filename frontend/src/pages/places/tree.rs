//! Places with their service points, by town, filtered and counted; no view.

use crate::state::PlaceTree;
use domain::place::{Level, Place, PlaceId};
use domain::point::{Point, PointKind};
use std::collections::HashMap;

/// A place and the service points at it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// The place.
    pub place: Place,
    /// Its points, in the order of their kinds and names.
    pub points: Vec<Point>,
}

/// The district itself, or a town with its villages.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The district or town, with its centre.
    pub head: PlaceRow,
    /// The head itself lies at or below the place that is looked at; otherwise it is only the way there.
    pub whole: bool,
    /// Its villages that pass the filter, in the order of their codes.
    pub villages: Vec<PlaceRow>,
    /// Villages that are counted, whatever the filter.
    pub active: usize,
    /// All villages, whatever the filter.
    pub total: usize,
}

/// Which places are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Part of a name, code, pinyin, address, person or number.
    pub text: String,
    /// What to show.
    pub show: Show,
    /// Only points of this kind.
    pub kind: Option<PointKind>,
}

/// Which places of those found by text and kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Show {
    /// All that there are now.
    #[default]
    All,
    /// Villages that are counted but have no service point.
    WithoutPoint,
    /// Places that are not counted.
    Inactive,
    /// Points that lack an address, a head or a telephone.
    Incomplete,
    /// Places and points that were merged, split up or closed for good.
    Ended,
}

impl Show {
    /// All choices, in order.
    pub const ALL: [Self; 5] = [Self::All, Self::WithoutPoint, Self::Inactive, Self::Incomplete, Self::Ended];

    /// The word in the address; none for all.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::WithoutPoint => "without_point",
            Self::Inactive => "inactive",
            Self::Incomplete => "incomplete",
            Self::Ended => "ended",
        }
    }
}

impl Filter {
    /// Nothing is filtered out.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.show == Show::All && self.kind.is_none()
    }
}

/// Groups places and points at and below `within` by town and keeps what passes the filter. The district comes first.
pub fn blocks(tree: &PlaceTree, points: &[Point], within: PlaceId, filter: &Filter) -> Vec<Block> {
    let needle = filter.text.trim().to_lowercase();
    let mut at_place = HashMap::<PlaceId, Vec<&Point>>::new();
    for point in points {
        at_place.entry(point.place).or_default().push(point);
    }
    let row = |place: &Place| row(place, at_place.get(&place.id).map_or(&[], Vec::as_slice), filter, &needle);
    let heads = tree.all().iter().filter(|p| p.level != Level::Village);
    heads
        .filter_map(|head| {
            let whole = is_within(tree, head.id, within);
            let mut block = Block { head: place_row(head, &[]), whole, villages: Vec::new(), active: 0, total: 0 };
            let head_row = row(head);
            for village in tree.all_below(head.id).filter(|v| v.level == Level::Village && (whole || v.id == within)) {
                // Villages that are gone are no longer of the number.
                block.total += usize::from(!village.being.has_ended());
                block.active += usize::from(village.active && !village.being.has_ended());
                block.villages.extend(row(village));
            }
            let is_shown = whole && (filter.is_empty() || head_row.is_some());
            block.head = head_row.unwrap_or_else(|| place_row(head, at_place.get(&head.id).map_or(&[], Vec::as_slice)));
            (is_shown || !block.villages.is_empty()).then_some(block)
        })
        .collect()
}

/// Whether a place is `top` or lies below it.
fn is_within(tree: &PlaceTree, id: PlaceId, top: PlaceId) -> bool {
    tree.path(id).iter().any(|above| above.id == top)
}

/// The place with its points, if it passes the filter.
fn row(place: &Place, own: &[&Point], filter: &Filter, needle: &str) -> Option<PlaceRow> {
    let (gone, in_use) = (place.being.has_ended(), |p: &&&Point| p.ended.is_none());
    let shown = match filter.show {
        Show::All => !gone,
        Show::WithoutPoint => place.active && !gone && own.iter().filter(in_use).count() == 0,
        Show::Inactive => !gone && (!place.active || own.iter().filter(in_use).any(|p| !p.fields.active)),
        Show::Incomplete => !gone && own.iter().any(|p| !lacking(p).is_empty()),
        Show::Ended => gone || own.iter().any(|p| p.ended.is_some()),
    };
    let of_kind = filter.kind.is_none_or(|kind| own.iter().any(|p| p.kind == kind));
    let found = needle.is_empty() || place_matches(place, needle) || own.iter().any(|p| point_matches(p, needle));
    let points: Vec<&Point> = own.iter().copied().filter(|p| p.ended.is_none() || filter.show == Show::Ended).collect();
    (shown && of_kind && found).then(|| place_row(place, &points))
}

fn place_row(place: &Place, points: &[&Point]) -> PlaceRow {
    let mut points: Vec<Point> = points.iter().map(|p| (*p).clone()).collect();
    points.sort_by(|a, b| (a.kind as u8, &a.fields.name).cmp(&(b.kind as u8, &b.fields.name)));
    PlaceRow { place: place.clone(), points }
}

fn place_matches(place: &Place, needle: &str) -> bool {
    place.name.to_lowercase().contains(needle)
        || place.pinyin.contains(needle)
        || place.initials.contains(needle)
        || place.code.as_str().contains(needle)
}

fn point_matches(point: &Point, needle: &str) -> bool {
    let f = &point.fields;
    [&f.name, &f.address, &f.head, &f.staff, &f.phone, &f.leader, &f.cadre].iter().any(|t| t.to_lowercase().contains(needle))
        || f.windows.iter().any(|w| w.no.to_lowercase().contains(needle))
        || f.devices.iter().any(|d| d.no.to_lowercase().contains(needle))
}

/// The fields a working point should have and this one lacks.
pub fn lacking(point: &Point) -> Vec<&'static str> {
    if !point.fields.active || point.ended.is_some() {
        return Vec::new();
    }
    let f = &point.fields;
    let needed = [("address", &f.address), ("head", &f.head), ("phone", &f.phone), ("hours", &f.hours)];
    needed.iter().filter(|(_, text)| text.trim().is_empty()).map(|(field, _)| *field).collect()
}

/// The kinds of point that can be made at a place of this level.
pub fn kinds_at(level: Level) -> &'static [PointKind] {
    match level {
        Level::District => &[PointKind::DistrictCentre, PointKind::SelfService],
        Level::Town => &[PointKind::TownCentre, PointKind::SelfService],
        Level::Village => &[PointKind::Station, PointKind::SelfService],
    }
}

/// Everything counted over all towns: (active villages, all villages, points in use).
pub fn totals(blocks: &[Block], points: &[Point]) -> (usize, usize, usize) {
    let active = blocks.iter().map(|b| b.active).sum();
    let total = blocks.iter().map(|b| b.total).sum();
    (active, total, points.iter().filter(|p| p.fields.active && p.ended.is_none()).count())
}

#[cfg(test)]
pub(super) mod samples {
    //! Places and points for the tests of this area.
    use crate::state::PlaceTree;
    use domain::place::{Level, Place, PlaceCode, PlaceId, STATE_FARM_CODE, STATE_FARM_REASON, seed_units};
    use domain::point::{Point, PointFields, PointId, PointKind};

    /// The district with its real units, as a tree.
    pub(crate) fn tree() -> PlaceTree {
        PlaceTree::new(places(), &[PlaceId(1)])
    }

    /// The district with its real units.
    pub(crate) fn places() -> Vec<Place> {
        let place = |id, level, parent, code: PlaceCode, name: &str| Place {
            id: PlaceId(id),
            level,
            parent,
            inactive_reason: (code.as_str() == STATE_FARM_CODE).then(|| STATE_FARM_REASON.to_owned()),
            being: domain::change::Being::default(),
            merged_into: None,
            split_into: Vec::new(),
            active: code.as_str() != STATE_FARM_CODE,
            code,
            name: name.to_owned(),
            short_name: domain::place::short_name(name).to_owned(),
            pinyin: if name == "麻章镇" { "mazhangzhen".to_owned() } else { String::new() },
            initials: String::new(),
            version: 1,
        };
        let mut places = Vec::new();
        places.extend(PlaceCode::parse("440811").map(|code| place(1, Level::District, None, code, "麻章区")));
        let mut town = 0;
        let mut town_code = None;
        for unit in seed_units() {
            let id = i64::try_from(places.len()).unwrap_or(0) + 1;
            if town_code.as_ref() != Some(&unit.town_code) {
                town = id;
                town_code = Some(unit.town_code.clone());
                places.push(place(id, Level::Town, Some(PlaceId(1)), unit.town_code.clone(), &unit.town));
            }
            let id = i64::try_from(places.len()).unwrap_or(0) + 1;
            places.push(place(id, Level::Village, Some(PlaceId(town)), unit.code, &unit.name));
        }
        places
    }

    /// Fields of a working station.
    pub(crate) fn fields(name: &str) -> PointFields {
        PointFields {
            name: name.to_owned(),
            address: "村委会一楼".to_owned(),
            head: "陈强".to_owned(),
            staff: String::new(),
            phone: "0759-3380000".to_owned(),
            hours: "周一至周五 8:30—17:30".to_owned(),
            leader: String::new(),
            cadre: String::new(),
            opened: None,
            active: true,
            windows: Vec::new(),
            devices: Vec::new(),
        }
    }

    /// A point at a place.
    pub(crate) fn point(id: i64, place: i64, kind: PointKind, name: &str) -> Point {
        Point { id: PointId(id), place: PlaceId(place), kind, fields: fields(name), ended: None, merged_into: None, version: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{places, point, tree};
    use super::*;

    #[test]
    fn counts_are_forty_thirty_one_twenty_nine() {
        let all = blocks(&tree(), &[], PlaceId(1), &Filter::default());
        let counts: Vec<_> = all.iter().map(|b| (b.head.place.name.as_str(), b.active, b.total)).collect();
        assert_eq!(counts, [("麻章区", 0, 0), ("麻章镇", 40, 41), ("太平镇", 31, 31), ("湖光镇", 29, 29)]);
        assert_eq!(totals(&all, &[]), (100, 101, 0));
    }

    #[test]
    fn filtering_keeps_counts_and_drops_empty_towns() {
        let filter = Filter { show: Show::Inactive, ..Filter::default() };
        let shown = blocks(&tree(), &[], PlaceId(1), &filter);
        assert_eq!(shown.len(), 1);
        assert_eq!((shown[0].active, shown[0].total, shown[0].villages.len()), (40, 41, 1));
        assert!(shown[0].villages[0].place.inactive_reason.is_some());
    }

    #[test]
    fn text_finds_places_and_people() {
        let points = [point(1, 5, PointKind::Station, "某站"), point(2, 1, PointKind::DistrictCentre, "区政务服务中心")];
        let find = |text: &str| blocks(&tree(), &points, PlaceId(1), &Filter { text: text.to_owned(), ..Filter::default() });
        assert_eq!(find("mazhangZ").len(), 1);
        assert_eq!(find("陈强").iter().map(|b| b.villages.len()).sum::<usize>(), 1);
        assert_eq!(find("440811100007").iter().map(|b| b.villages.len()).sum::<usize>(), 1);
        assert!(find("没有这个").is_empty());
    }

    #[test]
    fn stations_without_a_point_are_found_but_not_inactive_ones() {
        let filter = Filter { show: Show::WithoutPoint, ..Filter::default() };
        let shown = blocks(&tree(), &[point(1, 5, PointKind::Station, "某站")], PlaceId(1), &filter);
        assert_eq!(shown.iter().map(|b| b.villages.len()).sum::<usize>(), 99);
    }

    #[test]
    fn looking_at_a_village_shows_it_under_its_town() {
        let all = tree();
        let village = all.all().iter().find(|p| p.level == Level::Village).unwrap().id;
        let shown = blocks(&all, &[], village, &Filter::default());
        assert_eq!(shown.len(), 1);
        assert_eq!((shown[0].whole, shown[0].villages.len()), (false, 1));
        let town = shown[0].head.place.id;
        let of_town = blocks(&all, &[], town, &Filter::default());
        assert_eq!((of_town.len(), of_town[0].whole, of_town[0].total), (1, true, 41));
    }

    #[test]
    fn what_has_ended_is_not_counted_and_shown_when_asked_for() {
        let (mut all, mut gone) = (places(), point(1, 6, PointKind::Station, "某站"));
        let village = all.iter_mut().find(|p| p.level == Level::Village && p.active).unwrap();
        village.being.ended = Some(jiff::civil::date(2026, 7, 1));
        gone.ended = Some(jiff::civil::date(2026, 7, 1));
        let tree = PlaceTree::new(all, &[PlaceId(1)]);
        let find = |show: Show| blocks(&tree, std::slice::from_ref(&gone), PlaceId(1), &Filter { show, ..Filter::default() });
        assert_eq!(totals(&find(Show::All), std::slice::from_ref(&gone)), (99, 100, 0));
        assert!(find(Show::All).iter().flat_map(|b| &b.villages).all(|v| v.points.is_empty() && !v.place.being.has_ended()));
        assert_eq!(find(Show::Ended).iter().map(|b| b.villages.len()).sum::<usize>(), 2, "the village, and that of the point");
    }

    #[test]
    fn lacking_fields_are_named_unless_closed() {
        let mut p = point(1, 5, PointKind::Station, "某站");
        assert!(lacking(&p).is_empty());
        p.fields.phone.clear();
        assert_eq!(lacking(&p), ["phone"]);
        p.fields.active = false;
        assert!(lacking(&p).is_empty());
    }
}
