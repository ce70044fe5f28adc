//! A rating filter in the address, so that every view can be linked to, reloaded and gone back to.
//!
//! Place and period belong to the frame and are kept in the address by it. What narrows the list further is here: each
//! part has one short key, an absent key means no limit, and what cannot be read is dropped rather than guessed.

use api::rating::{FacetKey, Filter};
use domain::change::Basis;
use domain::figures::Facet;
use domain::period::Period;
use domain::place::PlaceId;
use domain::rating::{AssessNo, Channel, Grade, Standing};

/// The key of the basis, here and on the overview.
pub const BASIS: &str = "basis";

/// By which units, as an address says it.
pub fn basis_of(value: Option<String>) -> Basis {
    if value.as_deref() == Some("then") { Basis::Then } else { Basis::Now }
}

/// The word of an address; the usual basis has none.
pub fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Now => "",
        Basis::Then => "then",
    }
}

/// Every key that a narrowing uses in the address.
pub const KEYS: [&str; 11] = ["own", "grade", "standing", "channel", "assess", "facet", "weekday", "hour", "words", "q", BASIS];

/// All of a rating filter but place and period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrowing {
    /// Only what happened at the place itself, nothing below it.
    pub own: bool,
    /// Grades; empty means any.
    pub grades: Vec<Grade>,
    /// Standings; empty means any.
    pub standings: Vec<Standing>,
    /// Channels; empty means any.
    pub channels: Vec<Channel>,
    /// First or follow-up.
    pub assess_no: Option<AssessNo>,
    /// One item, body, module, reason or window.
    pub facet: Option<FacetKey>,
    /// Monday = 0.
    pub weekday: Option<u8>,
    /// 0…23.
    pub hour: Option<u8>,
    /// Only those with words.
    pub with_comment: bool,
    /// Words or numbers that are looked for.
    pub text: Option<String>,
    /// By which units.
    pub basis: Basis,
}

impl Narrowing {
    /// The ratings that count in rates.
    pub fn valid() -> Self {
        Self { standings: vec![Standing::Counted], ..Self::default() }
    }

    /// Those of them that are 差评.
    pub fn bad() -> Self {
        Self { grades: Grade::ALL.iter().copied().filter(|grade| grade.is_bad()).collect(), ..Self::valid() }
    }

    /// Cases rated by the person himself, each once: [`domain::figures::Counts::active`].
    pub fn active() -> Self {
        Self { standings: vec![Standing::Counted, Standing::Excluded, Standing::AppealUpheld], ..Self::default() }
    }

    /// Cases rated at all, each once: [`domain::figures::Counts::rated`].
    pub fn rated() -> Self {
        let standings = vec![Standing::Counted, Standing::Default, Standing::Excluded, Standing::AppealUpheld];
        Self { standings, ..Self::default() }
    }

    /// The same for one value of a facet.
    #[must_use]
    pub fn with_facet(self, facet: Facet, key: i64) -> Self {
        Self { facet: Some(FacetKey { facet, key }), ..self }
    }

    /// The filter that the operation takes.
    pub fn filter(&self, place: PlaceId, period: Period) -> Filter {
        Filter {
            place,
            below: !self.own,
            period,
            grades: self.grades.clone(),
            standings: self.standings.clone(),
            channels: self.channels.clone(),
            assess_no: self.assess_no,
            facet: self.facet.clone(),
            weekday: self.weekday,
            hour: self.hour,
            with_comment: self.with_comment,
            text: self.text.clone(),
            basis: self.basis,
        }
    }

    /// What a filter says beyond place and period.
    #[cfg(test)]
    pub fn of_filter(filter: &Filter) -> Self {
        Self {
            own: !filter.below,
            grades: filter.grades.clone(),
            standings: filter.standings.clone(),
            channels: filter.channels.clone(),
            assess_no: filter.assess_no,
            facet: filter.facet.clone(),
            weekday: filter.weekday,
            hour: filter.hour,
            with_comment: filter.with_comment,
            text: filter.text.clone(),
            basis: filter.basis,
        }
    }

    /// Nothing is narrowed.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Keys and values for the address, in the order of [`KEYS`]; values are not escaped yet.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let flag = |on: bool| on.then(|| "1".to_owned());
        let values = [
            flag(self.own),
            list(&self.grades, |grade| grade.number().to_string()),
            list(&self.standings, |standing| standing_code(*standing).to_owned()),
            list(&self.channels, |channel| channel.number().to_string()),
            self.assess_no.map(|no| no.number().to_string()),
            self.facet.as_ref().map(|facet| format!("{}:{}", facet_code(facet.facet), facet.key)),
            self.weekday.map(|day| day.to_string()),
            self.hour.map(|hour| hour.to_string()),
            flag(self.with_comment),
            self.text.clone().filter(|text| !text.is_empty()),
            (self.basis == Basis::Then).then(|| basis_word(self.basis).to_owned()),
        ];
        KEYS.into_iter().zip(values).filter_map(|(key, value)| value.map(|value| (key, value))).collect()
    }

    /// Reads the keys of an address; `value_of` gives the unescaped value of a key.
    pub fn from_pairs(value_of: impl Fn(&str) -> Option<String>) -> Self {
        let flag = |key: &str| value_of(key).is_some_and(|value| value == "1");
        Self {
            own: flag("own"),
            grades: read_list(value_of("grade"), |word| Grade::from_number(word.parse().ok()?)),
            standings: read_list(value_of("standing"), standing_of_code),
            channels: read_list(value_of("channel"), |word| Channel::from_number(word.parse().ok()?)),
            assess_no: value_of("assess").and_then(|word| AssessNo::from_number(word.parse().ok()?)),
            facet: value_of("facet").and_then(|word| read_facet(&word)),
            weekday: value_of("weekday").and_then(|word| word.parse().ok()).filter(|day| *day < 7),
            hour: value_of("hour").and_then(|word| word.parse().ok()).filter(|hour| *hour < 24),
            with_comment: flag("words"),
            text: value_of("q").filter(|text| !text.is_empty()),
            basis: basis_of(value_of(BASIS)),
        }
    }
}

fn list<T>(values: &[T], word: impl Fn(&T) -> String) -> Option<String> {
    (!values.is_empty()).then(|| values.iter().map(word).collect::<Vec<_>>().join(","))
}

fn read_list<T>(value: Option<String>, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    value.iter().flat_map(|value| value.split(',')).filter_map(read).collect()
}

/// The word of a standing in the address.
fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "counted",
        Standing::Default => "default",
        Standing::Superseded => "superseded",
        Standing::Excluded => "excluded",
        Standing::AppealUpheld => "appeal_upheld",
    }
}

fn standing_of_code(code: &str) -> Option<Standing> {
    Standing::ALL.iter().copied().find(|standing| standing_code(*standing) == code)
}

/// The word of a facet in the address.
fn facet_code(facet: Facet) -> &'static str {
    match facet {
        Facet::Item => "item",
        Facet::Body => "body",
        Facet::Module => "module",
        Facet::Channel => "channel",
        Facet::Reason => "reason",
        Facet::Window => "window",
    }
}

fn read_facet(word: &str) -> Option<FacetKey> {
    let (code, key) = word.split_once(':')?;
    let facet = Facet::ALL.into_iter().find(|facet| facet_code(*facet) == code)?;
    Some(FacetKey { facet, key: key.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::figures::Counts;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
        prop::collection::vec(prop::sample::select(all), 0..5)
    }

    fn narrowing() -> impl Strategy<Value = Narrowing> {
        let facet = (prop::sample::select(&Facet::ALL[..]), any::<i64>()).prop_map(|(facet, key)| FacetKey { facet, key });
        let lists = (any_of(Grade::ALL), any_of(Standing::ALL), any_of(Channel::ALL));
        let ones = (
            prop::option::of(prop::sample::select(AssessNo::ALL)),
            prop::option::of(facet),
            prop::option::of(0u8..7),
            prop::option::of(0u8..24),
            prop::option::of("\\PC{1,12}"),
        );
        (any::<(bool, bool, bool)>(), lists, ones).prop_map(|((own, with_comment, then), lists, ones)| Narrowing {
            own,
            grades: lists.0,
            standings: lists.1,
            channels: lists.2,
            assess_no: ones.0,
            facet: ones.1,
            weekday: ones.2,
            hour: ones.3,
            with_comment,
            text: ones.4,
            basis: if then { Basis::Then } else { Basis::Now },
        })
    }

    fn there_and_back(narrowing: &Narrowing) -> Narrowing {
        let pairs = narrowing.pairs();
        Narrowing::from_pairs(|key| pairs.iter().find(|(k, _)| *k == key).map(|(_, value)| value.clone()))
    }

    proptest! {
        #[test]
        fn a_filter_survives_the_address(narrowing in narrowing(), place in any::<i64>()) {
            let period = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };
            let filter = narrowing.filter(PlaceId(place), period);
            let back = there_and_back(&Narrowing::of_filter(&filter)).filter(PlaceId(place), period);
            prop_assert_eq!(back, filter);
        }

        #[test]
        fn nonsense_is_dropped(words in prop::collection::vec("\\PC{0,20}", 11)) {
            let read = Narrowing::from_pairs(|key| KEYS.iter().position(|k| *k == key).and_then(|at| words.get(at).cloned()));
            prop_assert_eq!(there_and_back(&read), read);
        }
    }

    #[test]
    fn nothing_narrowed_leaves_the_address_alone() {
        assert!(Narrowing::default().pairs().is_empty());
        assert!(Narrowing::default().is_open());
    }

    /// The rows behind a figure are those that the figure counts.
    #[test]
    fn doors_lead_to_what_is_counted() {
        for grade in Grade::ALL {
            for standing in Standing::ALL {
                let mut one = Counts::default();
                match standing {
                    Standing::Counted => one.grades[usize::try_from(grade.number() - 1).unwrap()] = 1,
                    Standing::Default => one.by_default = 1,
                    Standing::Superseded => one.superseded = 1,
                    Standing::Excluded => one.excluded = 1,
                    Standing::AppealUpheld => one.appeal_upheld = 1,
                }
                let holds = |door: &Narrowing| {
                    i64::from(
                        (door.grades.is_empty() || door.grades.contains(grade))
                            && (door.standings.is_empty() || door.standings.contains(standing)),
                    )
                };
                assert_eq!(holds(&Narrowing::valid()), one.valid(), "valid {grade:?} {standing:?}");
                assert_eq!(holds(&Narrowing::bad()), one.bad(), "bad {grade:?} {standing:?}");
                assert_eq!(holds(&Narrowing::active()), one.active(), "active {grade:?} {standing:?}");
                assert_eq!(holds(&Narrowing::rated()), one.rated(), "rated {grade:?} {standing:?}");
            }
        }
    }
}
