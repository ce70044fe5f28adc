//! Where the made-up district's items are done: the other services as items with what a matrix needs, and its cells.
//!
//! Not everything is tidy: some stations lack items, some prepare them, one is being rebuilt, and one item waits for a system.

use crate::catalogue::{BODIES, SERVICES, code, menus};
use crate::numbers::{below, number};
use api::availability::{Block, Matrix, MatrixItem, MatrixPoint};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::availability::Offer;
use domain::catalogue::codes::{Audience, Handling, ItemKind, Reach};
use domain::catalogue::item::ItemFields;
use domain::catalogue::limit::Limit;
use domain::place::Level;
use domain::point::PointKind;

const NOTE: &str = "演示用示例，只有基本要素，内容待与权威清单核实。";

/// Services that nobody has described: only files of ratings have named them.
const LEFT_OUT: [&str; 2] = ["困难群众慰问金发放", "农村供水报装"];

/// What can be done at a terminal without anybody beside it.
const AT_TERMINALS: [&str; 7] = [
    "城乡居民养老保险参保登记",
    "城乡居民养老保险待遇资格认证",
    "社会保障卡挂失与解挂",
    "城乡居民基本医疗保险参保登记",
    "异地就医备案",
    "无犯罪记录证明",
    "水费缴纳",
];

/// What is decided on the spot.
const ON_THE_SPOT: [&str; 6] = ["登记", "备案", "缴纳", "查验", "预约", "认证"];

/// It gives money or things.
pub(crate) fn gives(name: &str) -> bool {
    ["补贴", "津贴", "救助", "补助", "扶助", "保障申请"].iter().any(|word| name.contains(word))
}

/// The services that are no complete example, with their basic fields.
pub(crate) fn items(
    body: impl Fn(&str) -> Option<BodyId>,
    module: impl Fn(&str) -> Option<ModuleId>,
    complete: &[ItemFields],
) -> Vec<ItemFields> {
    let rest = SERVICES.iter().enumerate().filter(|(_, s)| !LEFT_OUT.contains(&s.name) && complete.iter().all(|c| c.name != s.name));
    let item = |(index, service): (usize, &crate::catalogue::Service)| {
        let name = service.name;
        let is_instant = ON_THE_SPOT.iter().any(|word| name.ends_with(word)) || name.contains("挂失");
        let gives = gives(name);
        let of_workdays = |days| Some(Limit { days, unit: Unit::Workday });
        Some(ItemFields {
            code: code(index),
            name: name.to_owned(),
            kind: if gives { ItemKind::Grant } else { ItemKind::PublicService },
            body: Some(body(BODIES.get(service.body)?)?),
            modules: menus(index).into_iter().filter_map(&module).collect(),
            levels: if service.centres_only {
                vec![Level::District, Level::Town]
            } else {
                vec![Level::District, Level::Town, Level::Village]
            },
            handling: if is_instant { Handling::Instant } else { Handling::Promised },
            legal: of_workdays(if is_instant { 1 } else { 20 }),
            promised: if is_instant { None } else { of_workdays(10) },
            audience: vec![if name.starts_with("个体") || name.starts_with("食品") { Audience::LegalPerson } else { Audience::Person }],
            visits: u32::from(!is_instant),
            terminal: AT_TERMINALS.contains(&name),
            hall: true,
            reach: Reach::District,
            note: NOTE.to_owned(),
            ..ItemFields::default()
        })
    };
    rest.filter_map(item).collect()
}

/// What is said of an item at a point.
fn cell(seed: u64, matrix: &Matrix, (row, item): (usize, &MatrixItem), (column, point): (usize, &MatrixPoint)) -> Option<Offer> {
    let draw = |what| below(number(seed, what, [row as u64, column as u64, 0]), 100);
    match point.kind {
        PointKind::DistrictCentre | PointKind::SelfService => Some(Offer::offered()),
        PointKind::TownCentre => Some(if draw("town") < 6 { Offer::planned() } else { Offer::offered() }),
        PointKind::Station => {
            // One is being rebuilt: everything waits, and comes back by itself.
            if column % 41 == 17 {
                return Some(Offer::suspended("办公楼修缮，请到镇便民服务中心办理", Some(domain::day::later(matrix.on, 45))));
            }
            if item.name == "门诊特定病种备案" || (item.name == "农村宅基地申请" && draw("system") < 40) {
                return Some(Offer::suspended("业务系统升级", None));
            }
            // Some stations have begun later than others.
            let tempo = 70 + below(number(seed, "tempo", [column as u64, 0, 0]), 30);
            match draw("station") {
                n if n < tempo => Some(Offer::offered()),
                n if n < tempo + 8 => Some(Offer::planned()),
                _ => None,
            }
        }
    }
}

/// The cells of the matrix, row by row.
pub(crate) fn blocks(seed: u64, matrix: &Matrix) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (row, item) in matrix.items.iter().enumerate() {
        let first = blocks.len();
        for (column, point) in matrix.points.iter().enumerate() {
            if item.handled.unfit(point.kind).is_some() {
                continue;
            }
            let Some(offer) = cell(seed, matrix, (row, item), (column, point)) else { continue };
            match blocks.iter_mut().skip(first).find(|block| block.to.as_ref() == Some(&offer)) {
                Some(block) => block.points.push(point.id),
                None => blocks.push(Block { items: vec![item.id], points: vec![point.id], to: Some(offer) }),
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_but_two_is_described() {
        let complete = crate::examples::items(|_| Some(BodyId(1)), |_| Some(ModuleId(1)));
        let all = items(|_| Some(BodyId(1)), |_| Some(ModuleId(1)), &complete);
        assert_eq!(all.len() + complete.len() + LEFT_OUT.len(), SERVICES.len());
        for fields in all {
            assert_eq!(fields.problem(), None, "{}", fields.name);
            assert_eq!(fields.verified, None, "{}", fields.name);
        }
        assert!(AT_TERMINALS.iter().chain(&LEFT_OUT).all(|name| SERVICES.iter().any(|s| s.name == *name)));
    }
}
