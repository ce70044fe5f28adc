//! One rating down to the words: its facts, and which of first and follow-up comes first.

use super::rows::joined;
use super::said;
use api::rating::Shown;
use domain::rating::{AssessNo, Rating, Standing};
use texts::Texts;
use texts::format;

/// A fact with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: String,
    /// A number or code: set in figures, can be copied.
    pub is_code: bool,
}

/// What is known of how the rated case was handled; what is unknown is left out.
pub fn facts(t: &Texts, rating: &Rating) -> Vec<Fact> {
    let item = match (&rating.item_name, &rating.item_code) {
        (Some(name), Some(code)) => Some(format!("{name}（{code}）")),
        (name, code) => name.clone().or_else(|| code.clone()),
    };
    let words = [
        (t.ratings_column_time(), Some(format::instant(rating.at)), true),
        (t.ratings_column_place(), Some(rating.place_name.clone()), false),
        (t.ratings_column_point(), rating.point_name.clone(), false),
        (t.ratings_detail_window(), rating.window_no.clone(), true),
        (t.ratings_detail_staff(), rating.staff_no.clone(), true),
        (t.ratings_column_item(), item, false),
        (t.ratings_column_body(), rating.body_name.clone(), false),
        (t.ratings_detail_module(), rating.module_name.clone(), false),
        (t.ratings_column_channel(), Some(said(t, &rating.channel)), false),
        (t.ratings_detail_object(), Some(said(t, &rating.object)), false),
        (t.ratings_detail_person_type(), rating.person_type.map(|kind| said(t, &kind)), false),
        (t.ratings_detail_source(), Some(rating.source.clone()), false),
        (t.ratings_detail_record(), Some(rating.record_no.clone()), true),
        (t.ratings_detail_case(), rating.case_no.clone(), true),
    ];
    let known = words.into_iter().filter_map(|(name, value, is_code)| {
        let value = value.filter(|value| !value.trim().is_empty())?;
        Some(Fact { name, value, is_code })
    });
    known.collect()
}

/// A rating as one of the two cards: what it is called, and the rating.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// 首次评价, 追评.
    pub title: String,
    /// The rating.
    pub rating: Rating,
    /// Reasons in one line; empty if none were ticked.
    pub reasons: String,
    /// The one that was opened.
    pub is_opened: bool,
}

/// The first rating and then its follow-up, whichever of them was opened.
pub fn cards(t: &Texts, shown: &Shown) -> Vec<Card> {
    let mut both: Vec<(&Rating, bool)> = vec![(&shown.rating, true)];
    both.extend(shown.other.as_ref().map(|other| (other, false)));
    both.sort_by_key(|(rating, _)| rating.assess_no);
    let card = |(rating, is_opened): (&Rating, bool)| {
        let title = match rating.assess_no {
            AssessNo::FollowUp => t.ratings_detail_follow_up(),
            AssessNo::First if rating.standing == Standing::Superseded => t.ratings_detail_of_first(),
            AssessNo::First => t.ratings_detail_first(),
        };
        Card { title, rating: rating.clone(), reasons: joined(t, &rating.reasons), is_opened }
    };
    both.into_iter().map(card).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rows::sample;
    use super::*;
    use texts::Lang;

    #[test]
    fn only_known_facts() {
        let t = Texts::load(Lang::Zh);
        let facts = facts(&t, &sample::rating());
        let find = |name: &str| facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str());
        assert_eq!(find("事项"), Some("医疗报销（4408）"));
        assert_eq!(find("评价编号"), Some("HP20261118001"));
        assert_eq!(find("工号"), None);
    }

    #[test]
    fn first_and_follow_up_in_order() {
        let t = Texts::load(Lang::Zh);
        let first = Rating { standing: Standing::Superseded, ..sample::rating() };
        let follow_up = Rating { assess_no: AssessNo::FollowUp, ..sample::rating() };
        let shown = Shown { rating: follow_up, other: Some(first), rater_name: None, rater_phone: None };
        let cards = cards(&t, &shown);
        let read: Vec<_> = cards.iter().map(|card| (card.title.as_str(), card.is_opened)).collect();
        assert_eq!(read, [("首次评价（已被追评取代）", false), ("追评", true)]);
        assert_eq!(cards[0].reasons, "服务态度、等候时间");
        let alone = Shown { rating: sample::rating(), other: None, rater_name: None, rater_phone: None };
        assert_eq!(super::cards(&t, &alone)[0].title, "首次评价");
    }
}
