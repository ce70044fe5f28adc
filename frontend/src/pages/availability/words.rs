//! States, refusals and counts of the matrix in words; no view.

use super::data::{Covered, Look};
use api::availability::{OfferMove, Offers};
use domain::catalogue::availability::{OfferState, Unfit};
use texts::Texts;
use texts::format::{count, percent};
use texts::words::Word;

pub use texts::item::offer;

/// How a cell looks, for whoever can't see it.
pub fn look(look: Look, t: &Texts) -> String {
    match look {
        Look::Waiting => t.availability_waiting(),
        Look::Nothing => t.availability_nothing(),
        Look::Says(state) => state.word(t),
        Look::Unfit => t.availability_unfit(),
    }
}

/// Why nothing can be set.
pub fn unfit(why: Unfit, t: &Texts) -> String {
    match why {
        Unfit::Level => t.availability_unfit_level(),
        Unfit::Terminal => t.availability_unfit_terminal(),
        Unfit::Cancelled => t.availability_unfit_cancelled(),
        Unfit::Undescribed => t.availability_unfit_undescribed(),
        Unfit::Elsewhere => t.availability_unfit_elsewhere(),
    }
}

/// A state, or that nothing is said.
pub fn state(state: Option<OfferState>, t: &Texts) -> String {
    state.map_or_else(|| t.availability_nothing(), |state| state.word(t))
}

/// So many cells change from one state to another.
pub fn moved(moved: &OfferMove, t: &Texts) -> String {
    t.availability_move(state(moved.from, t), state(moved.to, t), count(moved.n))
}

/// 可办 of what should be.
pub fn covered(covered: Covered) -> String {
    format!("{}/{}", covered.n.offered, covered.due)
}

/// The same with everything that is said, for whoever points at it.
pub fn covered_whole(covered: Covered, t: &Texts) -> String {
    let Offers { offered, planned, suspended } = covered.n;
    t.availability_covered(count(covered.due), count(offered), count(planned), count(suspended))
}

fn long(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The sentence above the matrix.
pub fn sentence(all: Covered, items: usize, points: usize, t: &Texts) -> String {
    let share = if all.due > 0 { percent(all.n.offered as f64 / all.due as f64) } else { texts::format::NONE.to_owned() };
    t.availability_sentence(count(long(items)), count(long(points)), count(all.due), count(all.n.offered), share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::availability::Offer;
    use jiff::civil::date;
    use texts::Lang;

    #[test]
    fn a_suspension_says_why_and_until_when() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(offer(&Offer::offered(), &t), "可办");
        assert_eq!(offer(&Offer::suspended("停电", None), &t), "暂停：停电");
        assert_eq!(offer(&Offer::suspended("停电", Some(date(2026, 12, 31))), &t), "暂停至2026-12-31：停电");
        assert_eq!(moved(&OfferMove { from: None, to: Some(OfferState::Planned), n: 1_200 }, &t), "未设 → 筹办：1,200格");
    }

    #[test]
    fn every_reason_has_words_of_its_own() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            let mut words: Vec<String> = Unfit::ALL.iter().map(|why| unfit(*why, &t)).collect();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), Unfit::ALL.len());
        }
    }
}
