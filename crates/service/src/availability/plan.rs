//! What a change of the matrix does, cell by cell: what changes into what, what says it already, what can't be set and why.

use api::availability::{Block, OfferMove, OfferRefused, OffersPlan};
use domain::catalogue::availability::{Handled, Offer, OfferState, Unfit};
use domain::catalogue::item::ItemId;
use domain::point::{PointId, PointKind};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::keys::hex;

/// An item as a plan needs it.
pub(super) struct Item {
    pub(super) name: String,
    /// None: nobody has described it.
    pub(super) handled: Option<Handled>,
    /// What is said of it, as it is stored.
    pub(super) cells: HashMap<PointId, Offer>,
}

/// What a change meets.
pub(super) struct Ground {
    pub(super) today: Date,
    /// The points that may be edited, with their names.
    pub(super) points: HashMap<PointId, (PointKind, String)>,
    pub(super) items: HashMap<ItemId, Item>,
}

/// A cell that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) item: ItemId,
    pub(super) point: PointId,
    /// As of today.
    pub(super) before: Option<Offer>,
    pub(super) after: Option<Offer>,
}

/// A change that was thought through.
pub(super) struct Plan {
    /// What is told.
    pub(super) told: OffersPlan,
    /// By item, then point.
    pub(super) changes: Vec<Change>,
}

/// What every cell is to say; the last block that names it decides.
fn wanted(blocks: &[Block]) -> BTreeMap<ItemId, BTreeMap<PointId, Option<&Offer>>> {
    let mut wanted: BTreeMap<ItemId, BTreeMap<PointId, Option<&Offer>>> = BTreeMap::new();
    for block in blocks {
        for item in &block.items {
            let cells = wanted.entry(*item).or_default();
            cells.extend(block.points.iter().map(|point| (*point, block.to.as_ref())));
        }
    }
    wanted
}

/// Cells with what they say, as few blocks: rows that say the same at the same points are one.
pub(super) fn blocks<'c>(cells: impl Iterator<Item = (ItemId, PointId, Option<&'c Offer>)>) -> Vec<Block> {
    let mut by_item: BTreeMap<(ItemId, Option<&Offer>), Vec<PointId>> = BTreeMap::new();
    for (item, point, offer) in cells {
        by_item.entry((item, offer)).or_default().push(point);
    }
    let mut same: BTreeMap<(Option<&Offer>, Vec<PointId>), Vec<ItemId>> = BTreeMap::new();
    for ((item, offer), points) in by_item {
        same.entry((offer, points)).or_default().push(item);
    }
    same.into_iter().map(|((offer, points), items)| Block { items, points, to: offer.cloned() }).collect()
}

/// The same for the same cells before and after: what a person looked at is what is written. `back` is the stamp of the way back.
fn stamp(changes: &[Change], back: bool) -> String {
    let mut hasher = Sha256::new();
    for Change { item, point, before, after } in changes {
        let (from, to) = if back { (after, before) } else { (before, after) };
        hasher.update(format!("{}:{}:{from:?}:{to:?};", item.0, point.0));
    }
    hex(hasher.finalize().get(..16).unwrap_or_default())
}

fn long(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What blocks would do.
pub(super) fn plan(ground: &Ground, wanted_blocks: &[Block]) -> Plan {
    let (mut changes, mut same) = (Vec::new(), 0);
    let mut refused: BTreeMap<Unfit, OfferRefused> = BTreeMap::new();
    for (id, cells) in wanted(wanted_blocks) {
        let item = ground.items.get(&id);
        for (point, to) in cells {
            let known = ground.points.get(&point);
            let before = item.and_then(|item| item.cells.get(&point)).cloned().map(|offer| offer.on(ground.today));
            if before.as_ref() == to && known.is_some() {
                same += 1;
                continue;
            }
            let unfit = match (known, item.and_then(|item| item.handled.as_ref())) {
                (None, _) => Some(Unfit::Elsewhere),
                // What was said before the item was handled elsewhere can be taken away.
                _ if to.is_none() => None,
                (_, None) => Some(Unfit::Undescribed),
                (Some((kind, _)), Some(handled)) => handled.unfit(*kind),
            };
            match unfit {
                None => changes.push(Change { item: id, point, before, after: to.cloned() }),
                Some(why) => {
                    let first = || OfferRefused {
                        why,
                        n: 0,
                        item: item.map(|item| item.name.clone()).unwrap_or_default(),
                        point: known.map(|(_, name)| name.clone()).unwrap_or_default(),
                    };
                    refused.entry(why).or_insert_with(first).n += 1;
                }
            }
        }
    }
    let mut moves: BTreeMap<(Option<OfferState>, Option<OfferState>), i64> = BTreeMap::new();
    let (mut items, mut points) = (BTreeSet::new(), BTreeSet::new());
    for change in &changes {
        let state = |offer: &Option<Offer>| offer.as_ref().map(|offer| offer.state);
        *moves.entry((state(&change.before), state(&change.after))).or_default() += 1;
        items.insert(change.item);
        points.insert(change.point);
    }
    let told = OffersPlan {
        changed: long(changes.len()),
        same,
        items: long(items.len()),
        points: long(points.len()),
        moves: moves.into_iter().map(|((from, to), n)| OfferMove { from, to, n }).collect(),
        refused: refused.into_values().collect(),
        back: blocks(changes.iter().map(|change| (change.item, change.point, change.before.as_ref()))),
        back_stamp: stamp(&changes, true),
        stamp: stamp(&changes, false),
    };
    Plan { told, changes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::codes::ItemState;
    use domain::place::Level;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 27);

    fn ground() -> Ground {
        let handled = |levels: &[Level]| Some(Handled { levels: levels.to_vec(), terminal: false, state: ItemState::Active });
        let over = Offer::suspended("装修", Some(date(2026, 11, 26)));
        let item = |name: &str, handled, cells: &[(i64, Offer)]| Item {
            name: name.to_owned(),
            handled,
            cells: cells.iter().map(|(point, offer)| (PointId(*point), offer.clone())).collect(),
        };
        Ground {
            today: TODAY,
            points: HashMap::from([
                (PointId(1), (PointKind::TownCentre, "镇中心".to_owned())),
                (PointId(2), (PointKind::Station, "甲站".to_owned())),
                (PointId(3), (PointKind::Station, "乙站".to_owned())),
            ]),
            items: HashMap::from([
                (ItemId(10), item("养老", handled(&[Level::Town, Level::Village]), &[(2, Offer::planned()), (3, over)])),
                (ItemId(11), item("户口", handled(&[Level::Town]), &[(2, Offer::offered())])),
                (ItemId(12), item("未登记", None, &[])),
            ]),
        }
    }

    fn block(items: &[i64], points: &[i64], to: Option<Offer>) -> Block {
        Block { items: items.iter().map(|i| ItemId(*i)).collect(), points: points.iter().map(|p| PointId(*p)).collect(), to }
    }

    #[test]
    fn a_whole_rectangle_changes_what_can_be_changed() {
        let ground = ground();
        let told = plan(&ground, &[block(&[10, 11, 12], &[1, 2, 3, 9], Some(Offer::offered()))]).told;
        // 养老 at 1 and 2; at 3 it has come back by itself. 户口 at 1; at 2 it says so already, though it isn't handled there.
        assert_eq!((told.changed, told.same, told.items, told.points), (3, 2, 2, 2));
        let moves: Vec<_> = told.moves.iter().map(|m| (m.from, m.to, m.n)).collect();
        assert_eq!(moves, [(None, Some(OfferState::Offered), 2), (Some(OfferState::Planned), Some(OfferState::Offered), 1)]);
        let refused: Vec<_> = told.refused.iter().map(|r| (r.why, r.n, r.item.as_str(), r.point.as_str())).collect();
        assert_eq!(
            refused,
            [(Unfit::Level, 1, "户口", "乙站"), (Unfit::Undescribed, 3, "未登记", "镇中心"), (Unfit::Elsewhere, 3, "养老", "")]
        );
    }

    #[test]
    fn what_is_said_where_it_cannot_be_done_can_be_taken_away() {
        let told = plan(&ground(), &[block(&[11], &[2, 3], None)]).told;
        assert_eq!((told.changed, told.same, told.refused.len()), (1, 1, 0));
    }

    #[test]
    fn going_back_restores_what_was_there() {
        let mut ground = ground();
        let first = plan(&ground, &[block(&[10], &[1, 2, 3], Some(Offer::suspended("停电", None)))]);
        assert_eq!(first.told.changed, 3);
        for change in &first.changes {
            let cells = &mut ground.items.get_mut(&change.item).unwrap().cells;
            cells.insert(change.point, change.after.clone().unwrap());
        }
        let second = plan(&ground, &first.told.back);
        let restored: Vec<_> = second.changes.iter().map(|c| (c.point.0, c.after.clone())).collect();
        assert_eq!(restored, [(1, None), (2, Some(Offer::planned())), (3, Some(Offer::offered()))]);
        assert_eq!((&second.told.stamp, &second.told.back_stamp), (&first.told.back_stamp, &first.told.stamp));
        assert_ne!(first.told.stamp, second.told.stamp);
    }

    #[test]
    fn the_last_block_decides_and_rows_that_are_alike_are_one() {
        let ground = ground();
        let all = block(&[10, 11], &[1], Some(Offer::offered()));
        let one = block(&[11], &[1], Some(Offer::planned()));
        let planned = plan(&ground, &[all.clone(), one.clone()]);
        let after: Vec<_> = planned.changes.iter().map(|c| c.after.as_ref().map(|o| o.state)).collect();
        assert_eq!(after, [Some(OfferState::Offered), Some(OfferState::Planned)]);
        assert_eq!(planned.told.back, [block(&[10, 11], &[1], None)], "both said nothing");
        assert_eq!(planned.told.stamp, plan(&ground, &[one, all.clone(), block(&[11], &[1], Some(Offer::planned()))]).told.stamp);
        assert_ne!(planned.told.stamp, plan(&ground, &[all]).told.stamp);
    }
}
