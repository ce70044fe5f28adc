//! Numbers and dates as text, the same in window, command line, charts and papers.

use crate::Lang;
use domain::figures::{Measure, Value};
use domain::period::Period;
use domain::time::Instant;
use jiff::civil::Date;

/// What stands for an unknown figure. Never 0, never 100 %.
pub const NONE: &str = "—";

/// A count with thousands separators: 1,204. What no `i64` holds is shown as the largest.
pub fn count(n: impl TryInto<i64>) -> String {
    grouped(n.try_into().unwrap_or(i64::MAX))
}

/// Compiled once for every kind of number.
fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text, or [`NONE`].
pub fn or_none(text: String) -> String {
    if text.is_empty() { NONE.to_owned() } else { text }
}

/// A count, or [`NONE`].
pub fn count_or_none(n: Option<i64>) -> String {
    n.map_or_else(|| NONE.to_owned(), grouped)
}

/// A number with that many decimals and thousands separators; [`NONE`] for what is no number.
pub fn decimal(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let whole: i64 = whole.parse().unwrap_or(i64::MAX);
    let is_zero = whole == 0 && rest.bytes().all(|b| matches!(b, b'.' | b'0'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    format!("{sign}{}{rest}", grouped(whole))
}

/// A fraction 0…1 as a percentage with one decimal: 61.3%.
///
/// What is not quite everything or nothing is not rounded to it: 0.99996 is 99.9% and not 100.0%.
pub fn percent(fraction: f64) -> String {
    if !fraction.is_finite() {
        return NONE.to_owned();
    }
    let shown = if fraction > 0.999 && fraction < 1.0 {
        fraction.min(0.999)
    } else if fraction > 0.0 && fraction < 0.001 {
        fraction.max(0.001)
    } else {
        fraction
    };
    format!("{}%", decimal(shown * 100.0, 1))
}

/// A percentage, or [`NONE`].
pub fn percent_or_none(fraction: Option<f64>) -> String {
    fraction.map_or_else(|| NONE.to_owned(), percent)
}

/// A value per 10,000 with one decimal: 12.4.
pub fn per_10k(value: f64) -> String {
    decimal(value, 1)
}

/// The difference of two fractions in percentage points with its sign: +1.2, −0.4, 0.0.
pub fn points(difference: f64) -> String {
    let text = decimal(difference * 100.0, 1);
    let is_up = difference > 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9'));
    if is_up { format!("+{text}") } else { text }
}

/// A measure's value in its own unit.
pub fn measure(which: Measure, value: f64) -> String {
    match which {
        Measure::Cases => decimal(value, 0),
        Measure::BadPer10k => per_10k(value),
        Measure::RatingRate | Measure::ActiveRate | Measure::SatisfiedRate => percent(value),
    }
}

/// A measure's value, or [`NONE`] where there is none.
pub fn value_or_none<E>(which: Measure, value: &Result<Value, E>) -> String {
    value.as_ref().map_or_else(|_| NONE.to_owned(), |v| measure(which, v.value))
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or(NONE)
}

/// A day: 2026年11月16日, 16 Nov 2026.
pub fn date(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), month_name(day.month()), day.year()),
    }
}

/// A day without its year: 11月16日, 16 Nov.
pub fn day_of_year(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}月{}日", day.month(), day.day()),
        Lang::En => format!("{} {}", day.day(), month_name(day.month())),
    }
}

/// A month kept as `YYYY-MM`: 2026年11月, Nov 2026. Anything else stays as it is.
pub fn month(key: &str, lang: Lang) -> String {
    let parsed = key.split_once('-').and_then(|(y, m)| Some((y, m.parse::<i8>().ok().filter(|m| (1..=12).contains(m))?)));
    match (parsed, lang) {
        (Some((year, month)), Lang::Zh) => format!("{year}年{month}月"),
        (Some((year, month)), Lang::En) => format!("{} {year}", month_name(month)),
        (None, _) => key.to_owned(),
    }
}

/// A period, saying what both ends share once: 2026年11月16日至22日, 16–22 Nov 2026.
pub fn period(period: Period, lang: Lang) -> String {
    let Period { from, to } = period;
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    if from == to {
        return date(from, lang);
    }
    if same_month && from.day() == 1 && to == to.last_of_month() {
        return month(&domain::time::month_of(from), lang);
    }
    match lang {
        Lang::Zh if same_month => format!("{}至{}日", date(from, lang), to.day()),
        Lang::Zh if same_year => format!("{}至{}", date(from, lang), day_of_year(to, lang)),
        Lang::Zh => format!("{}至{}", date(from, lang), date(to, lang)),
        Lang::En if same_month => format!("{}–{}", from.day(), date(to, lang)),
        Lang::En if same_year => format!("{} – {}", day_of_year(from, lang), date(to, lang)),
        Lang::En => format!("{} – {}", date(from, lang), date(to, lang)),
    }
}

/// A point in time by the district's clocks, to the minute: 2026-11-16 09:05. The same in both languages, so that
/// columns of it line up and sort.
pub fn instant(at: Instant) -> String {
    let c = at.civil();
    format!("{} {:02}:{:02}", c.date(), c.hour(), c.minute())
}

/// A number of bytes: 812 B, 3.4 MB.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut value = n as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    let decimals = usize::from(unit > 0 && value < 100.0);
    format!("{} {}", decimal(value, decimals), UNITS.get(unit).copied().unwrap_or("B"))
}

/// Seconds as minutes and seconds: 1:05.
pub fn clock(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Text without the invisible marks that set its direction; files and comparisons are better off without.
pub fn strip_bidi(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !is_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn counts_have_separators() {
        let shown: Vec<String> = [0_i64, 7, 999, 1_000, 1_204, -12_345, 1_234_567, i64::MIN].into_iter().map(count).collect();
        assert_eq!(shown, ["0", "7", "999", "1,000", "1,204", "−12,345", "1,234,567", "−9,223,372,036,854,775,808"]);
        assert_eq!((count(1_204_usize), count(7_u8), count(u64::MAX)), ("1,204".to_owned(), "7".to_owned(), count(i64::MAX)));
        assert_eq!(count_or_none(None), "—");
    }

    #[test]
    fn rates_never_round_to_all_or_nothing() {
        assert_eq!(percent(0.6131), "61.3%");
        assert_eq!(percent(0.999_96), "99.9%");
        assert_eq!(percent(1.0), "100.0%");
        assert_eq!(percent(0.000_01), "0.1%");
        assert_eq!(percent(0.0), "0.0%");
        assert_eq!(percent(f64::NAN), "—");
        assert_eq!(percent_or_none(None), "—");
    }

    #[test]
    fn other_numbers() {
        assert_eq!(per_10k(1_234.56), "1,234.6");
        assert_eq!(points(0.012), "+1.2");
        assert_eq!(points(-0.004), "−0.4");
        assert_eq!(points(-0.000_01), "0.0");
        assert_eq!(points(0.000_01), "0.0");
        assert_eq!(bytes(812), "812 B");
        assert_eq!(bytes(3_400_000), "3.4 MB");
        assert_eq!(clock(65), "1:05");
    }

    #[test]
    fn periods_say_once_what_both_ends_share() {
        let p = |a, b| Period { from: a, to: b };
        let week = p(day(2026, 11, 16), day(2026, 11, 22));
        assert_eq!(period(week, Lang::Zh), "2026年11月16日至22日");
        assert_eq!(period(week, Lang::En), "16–22 Nov 2026");
        let month = p(day(2026, 2, 1), day(2026, 2, 28));
        assert_eq!(period(month, Lang::Zh), "2026年2月");
        assert_eq!(period(month, Lang::En), "Feb 2026");
        let long = p(day(2025, 12, 29), day(2026, 1, 4));
        assert_eq!(period(long, Lang::Zh), "2025年12月29日至2026年1月4日");
        assert_eq!(period(p(day(2026, 1, 1), day(2026, 3, 2)), Lang::En), "1 Jan – 2 Mar 2026");
    }

    #[test]
    fn marks_go() {
        assert_eq!(strip_bidi("a\u{2068}张三\u{2069}b"), "a张三b");
    }
}
