//! Words that several parts of the overview share.

use super::numbers;
use domain::figures::{Absent, Counts, MIN_CASES, MIN_RATINGS, Measure, Value};
use domain::period::{Period, Preset};
use texts::format;
use texts::words::Word;
use texts::{Lang, Texts};

/// A period as a sentence begins with it: its name, and its dates where the name is a preset's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodName {
    /// 上周, or the dates themselves.
    pub name: String,
    /// The dates that the name means; none where it is the dates.
    pub days: Option<String>,
}

impl PeriodName {
    /// Names a period; `preset` is how it was chosen, if by name.
    pub fn new(t: &Texts, period: Period, preset: Option<Preset>) -> Self {
        match preset {
            Some(preset) => Self { name: preset.word(t), days: Some(days(period, t.lang())) },
            None => Self { name: format::period(period, t.lang()), days: None },
        }
    }
}

/// Dates without the year where both ends are in one: 11月16日至22日.
pub fn days(period: Period, lang: Lang) -> String {
    let Period { from, to } = period;
    if from.year() != to.year() {
        return format::period(period, lang);
    }
    let (first, last) = (format::day_of_year(from, lang), format::day_of_year(to, lang));
    match lang {
        _ if from == to => first,
        Lang::Zh if from.month() == to.month() => format!("{first}至{}日", to.day()),
        Lang::Zh => format!("{first}至{last}"),
        Lang::En if from.month() == to.month() => format!("{}–{last}", from.day()),
        Lang::En => format!("{first} – {last}"),
    }
}

/// A measure's value for a row, or the reason why there is none to compare: `61.2%`, 样本不足.
pub fn value_or_reason(t: &Texts, measure: Measure, value: &Result<Value, Absent>) -> String {
    match value {
        Ok(value) if value.too_few => t.overview_short_too_few(),
        Ok(value) => numbers::value_with_sign(measure, value),
        Err(absent) => absent.word(t),
    }
}

/// The same where there is little room: 无评价.
pub fn value_or_short_reason(t: &Texts, measure: Measure, value: &Result<Value, Absent>) -> String {
    match value {
        Ok(_) => value_or_reason(t, measure, value),
        Err(Absent::NoCaseData) => format::NONE.to_owned(),
        Err(Absent::ZeroCases) => t.overview_short_zero_cases(),
        Err(Absent::NoRatings) => t.overview_short_no_ratings(),
        Err(Absent::CasesIncomplete) => t.overview_short_incomplete(),
    }
}

/// Sentences one after another, as the language sets them.
pub fn joined(t: &Texts, sentences: &[String]) -> String {
    sentences.join(match t.lang() {
        Lang::Zh => "",
        Lang::En => " ",
    })
}

/// How many a measure rests on, in words.
pub fn sample(t: &Texts, measure: Measure, counts: &Counts) -> String {
    match measure {
        Measure::RatingRate | Measure::ActiveRate => {
            counts.cases.map_or_else(|| Absent::NoCaseData.word(t), |n| t.overview_figure_n_cases(format::count(n)))
        }
        Measure::Cases | Measure::BadPer10k | Measure::SatisfiedRate => t.overview_figure_n_ratings(format::count(counts.valid())),
    }
}

/// Why a value on few rows is only a guide.
pub fn too_few(t: &Texts, measure: Measure) -> String {
    match measure {
        Measure::Cases | Measure::RatingRate | Measure::ActiveRate => t.overview_too_few_cases(MIN_CASES),
        Measure::BadPer10k | Measure::SatisfiedRate => t.overview_too_few_ratings(MIN_RATINGS),
    }
}

/// The accessible name of a mark: what it is, its value, how many it rests on; or why there is no value.
pub fn mark_label(t: &Texts, name: &str, measure: Measure, counts: &Counts) -> String {
    let which = measure.word(t);
    match measure.of(counts) {
        Err(absent) => t.overview_mark_label_absent(name, which, absent.word(t)),
        Ok(value) => {
            let shown = numbers::value_with_sign(measure, &value);
            let n = sample(t, measure, counts);
            if value.too_few { t.overview_mark_label_too_few(name, which, shown, n) } else { t.overview_mark_label(name, which, shown, n) }
        }
    }
}

/// The value to compare by, if there is enough to compare.
pub fn comparable(measure: Measure, counts: &Counts) -> Option<Value> {
    measure.of(counts).ok().filter(|value| !value.too_few)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_are_named() {
        let t = Texts::load(Lang::Zh);
        let week = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };
        let name = PeriodName::new(&t, week, Some(Preset::LastWeek));
        assert_eq!((name.name.as_str(), name.days.as_deref()), ("上周", Some("11月16日至22日")));
        assert_eq!(PeriodName::new(&t, week, None), PeriodName { name: "2026年11月16日至22日".to_owned(), days: None });
        let across = Period { from: date(2026, 10, 26), to: date(2026, 11, 1) };
        assert_eq!(days(across, Lang::Zh), "10月26日至11月1日");
        assert_eq!(days(across, Lang::En), "26 Oct – 1 Nov");
        assert_eq!(days(week, Lang::En), "16–22 Nov");
    }

    #[test]
    fn small_samples_are_told() {
        let t = Texts::load(Lang::Zh);
        let few = Counts { grades: [0, 0, 0, 0, 5], ..Counts::default() };
        assert_eq!(value_or_reason(&t, Measure::SatisfiedRate, &Measure::SatisfiedRate.of(&few)), "样本不足");
        let label = mark_label(&t, "洋村东村委会", Measure::SatisfiedRate, &few);
        assert_eq!(label, "洋村东村委会，样本不足，满意率100%，有效评价5条");
        let label = mark_label(&t, "洋村东村委会", Measure::Cases, &few);
        assert!(label.starts_with("洋村东村委会，办件量 —，"), "{label}");
    }
}
