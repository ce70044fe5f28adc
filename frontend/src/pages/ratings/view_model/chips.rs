//! The conditions of a filter as chips that can be taken off one by one, and the quick filters.

use crate::pages::ratings::address::Narrowing;
use domain::rating::{AssessNo, Channel, Grade, Standing};
use texts::Texts;
use texts::words::{Word, weekday};

/// A condition that was set by coming here, and the filter without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What it says.
    pub name: String,
    /// The filter without it.
    pub without: Narrowing,
}

/// The conditions that no control of the filter bar shows: those a door has set.
///
/// `place` is the name of the place, `facet` that of the facet's value where it is known.
pub fn chips(t: &Texts, narrowing: &Narrowing, place: &str, facet: Option<&str>) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut push = |name: String, without: Narrowing| chips.push(Chip { name, without });
    if narrowing.own {
        push(t.ratings_chip_own(place), Narrowing { own: false, ..narrowing.clone() });
    }
    if let Some(key) = &narrowing.facet {
        let unnamed = || if key.key == 0 { t.ratings_facet_unnamed() } else { t.ratings_facet_chosen() };
        let name = facet.filter(|name| !name.is_empty()).map_or_else(unnamed, str::to_owned);
        push(t.ratings_chip_facet(key.facet.word(t), name), Narrowing { facet: None, ..narrowing.clone() });
    }
    // The quick filter of the same name says it already.
    if let Some(no) = narrowing.assess_no.filter(|_| Quick::of(narrowing) != Some(Quick::FollowUps)) {
        push(t.ratings_chip_facet(t.ratings_assess(), super::said(t, &no)), Narrowing { assess_no: None, ..narrowing.clone() });
    }
    if let Some(day) = narrowing.weekday {
        push(t.ratings_chip_weekday(weekday(day, t)), Narrowing { weekday: None, ..narrowing.clone() });
    }
    if let Some(hour) = narrowing.hour {
        let name = t.ratings_chip_hour(hour.to_string(), (hour + 1).to_string());
        push(name, Narrowing { hour: None, ..narrowing.clone() });
    }
    chips
}

/// Filters that are one click away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quick {
    /// Every rating.
    All,
    /// 差评 that count.
    Bad,
    /// With words.
    Words,
    /// 追评
    FollowUps,
}

impl Quick {
    /// In the order of the bar.
    pub const ALL: [Self; 4] = [Self::All, Self::Bad, Self::Words, Self::FollowUps];

    /// Its name.
    pub fn name(self, t: &Texts) -> String {
        match self {
            Self::All => t.ratings_preset_all(),
            Self::Bad => t.ratings_preset_bad(),
            Self::Words => t.ratings_preset_words(),
            Self::FollowUps => t.ratings_preset_follow_up(),
        }
    }

    /// Its filter.
    pub fn narrowing(self) -> Narrowing {
        match self {
            Self::All => Narrowing::default(),
            Self::Bad => Narrowing::bad(),
            Self::Words => Narrowing { with_comment: true, ..Narrowing::default() },
            Self::FollowUps => Narrowing { assess_no: Some(AssessNo::FollowUp), ..Narrowing::default() },
        }
    }

    /// The quick filter that a filter is, if it is one.
    pub fn of(narrowing: &Narrowing) -> Option<Self> {
        Self::ALL.into_iter().find(|quick| quick.narrowing() == *narrowing)
    }
}

/// The grades from best to worst, as the menu lists them.
pub fn grades() -> Vec<Grade> {
    Grade::ALL.iter().rev().copied().collect()
}

/// The channels in the order of their numbers.
pub fn channels() -> &'static [Channel] {
    Channel::ALL
}

/// The standings in the order of their numbers.
pub fn standings() -> &'static [Standing] {
    Standing::ALL
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::figures::Facet;
    use texts::Lang;

    #[test]
    fn chips_say_what_a_door_has_set() {
        let t = Texts::load(Lang::Zh);
        let narrowing = Narrowing { weekday: Some(0), hour: Some(9), own: true, ..Narrowing::bad() }.with_facet(Facet::Item, 3);
        let chips = chips(&t, &narrowing, "太平镇", Some("医疗报销"));
        let names: Vec<_> = chips.iter().map(|chip| chip.name.as_str()).collect();
        assert_eq!(names, ["只看太平镇本级", "事项：医疗报销", "周一", "9:00—10:00"]);
        assert_eq!(chips[1].without, Narrowing { facet: None, ..narrowing.clone() });
        let unnamed = Narrowing::bad().with_facet(Facet::Body, 0);
        assert_eq!(super::chips(&t, &unnamed, "", None)[0].name, "承办部门：未注明");
        assert!(super::chips(&t, &Narrowing::bad(), "", None).is_empty());
        assert!(super::chips(&t, &Quick::FollowUps.narrowing(), "", None).is_empty());
        let bad_follow_ups = Narrowing { assess_no: Some(AssessNo::FollowUp), ..Narrowing::bad() };
        assert_eq!(super::chips(&t, &bad_follow_ups, "", None)[0].name, "评价次数：追评");
    }

    #[test]
    fn quick_filters_know_themselves() {
        for quick in Quick::ALL {
            assert_eq!(Quick::of(&quick.narrowing()), Some(quick));
        }
        assert_eq!(Quick::of(&Narrowing::active()), None);
    }
}
