//! The lists that come with the program: for a village station, a town centre and a self-service point. They are a proposal from schemes of
//! other districts, and say so; a district makes its own of them.

use super::{Deduct, Evidence, Line, ListFields, Target, Unified, Veto};
use crate::inspection::points::Points;

/// Said in every list.
const NOTE: &str = "参照外地公开的考核办法拟定，分值和扣分标准待本区确认。";

/// Their names, what they are for, and their lines.
const FILES: [(&str, Target, &str); 3] = [
    ("村级便民服务站检查表", Target::Station, include_str!("../../../data/checklists/station.csv")),
    ("镇级便民服务中心检查表", Target::TownCentre, include_str!("../../../data/checklists/town_centre.csv")),
    ("自助服务点检查表", Target::SelfService, include_str!("../../../data/checklists/self_service.csv")),
];

/// Their codes, in the same order.
pub const CODES: [&str; 3] = ["station", "town-centre", "self-service"];

/// The three lists.
pub fn shipped() -> [ListFields; 3] {
    FILES.map(|(name, target, text)| ListFields { name: name.to_owned(), target, note: NOTE.to_owned(), lines: lines(text) })
}

/// Lines as `no,unified,text,points,per fault or not,each,veto,evidence,guidance,only if`.
fn lines(text: &str) -> Vec<Line> {
    let line = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        let [no, unified, text, points, deduct, each, veto, evidence, guidance, only_if] = cells.as_slice() else { return None };
        Some(Line {
            no: (*no).to_owned(),
            unified: Unified::from_code(unified)?,
            text: (*text).to_owned(),
            points: Points::parse(points)?,
            deduct: if deduct.is_empty() { Deduct::Graded } else { Deduct::from_code(deduct)? },
            each: Points::parse(each)?,
            veto: if veto.is_empty() { Veto::No } else { Veto::from_code(veto)? },
            evidence: if evidence.is_empty() { Evidence::None } else { Evidence::from_code(evidence)? },
            guidance: (*guidance).to_owned(),
            only_if: (*only_if).to_owned(),
        })
    };
    text.lines().skip(1).filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole_and_give_a_hundred_points() {
        for (list, (.., text)) in shipped().into_iter().zip(FILES) {
            assert_eq!(list.lines.len(), text.lines().count() - 1, "{}: a row was not understood", list.name);
            assert_eq!((list.problem(), list.full()), (None, Points(1_000)), "{}", list.name);
            let unified: std::collections::BTreeSet<Unified> = list.lines.iter().map(|line| line.unified).collect();
            assert!(unified.len() == 5, "{}: every one of the five", list.name);
        }
    }
}
