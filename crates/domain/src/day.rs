//! Civil days in words: `YYYY-MM-DD` and nothing else, on the wire, in addresses and in fields that people fill in.
//!
//! The calendar's own reader takes many forms of ISO 8601 (`20260501`, `2026-05-01T08:00`), brings its time zones and
//! the words of all of its errors along, and is a twentieth of the page. One form is enough here, and it is stricter.

use jiff::Span;
use jiff::civil::Date;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The day that a text names; `None` if it is not ten characters `YYYY-MM-DD` of a day that exists.
pub fn of_text(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
    let number =
        |digits: &[u8]| digits.iter().try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')));
    let (month, day) = (number(&[m1, m2])?, number(&[d1, d2])?);
    Date::new(number(&[y1, y2, y3, y4])?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day as text.
pub fn text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// `n` days later (earlier if negative), kept inside the calendar.
pub fn later(day: Date, n: i64) -> Date {
    moved(day, n, Span::new().try_days(n))
}

/// `n` months later (earlier if negative), the day kept where the month has it.
pub fn months_later(day: Date, n: i64) -> Date {
    moved(day, n, Span::new().try_months(n))
}

fn moved(day: Date, n: i64, by: Result<Span, jiff::Error>) -> Date {
    match by {
        Ok(by) => day.saturating_add(by),
        Err(_) if n < 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}

/// A day on the wire: `#[serde(with = "DayText")]`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Date"))]
pub struct DayText;

impl DayText {
    /// Writes a day.
    pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        text(*day).serialize(serializer)
    }

    /// Reads a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        read(&String::deserialize(deserializer)?)
    }
}

/// A day that may be missing: `#[serde(default, with = "MaybeDayText")]`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Option<Date>"))]
pub struct MaybeDayText;

impl MaybeDayText {
    /// Writes a day or nothing.
    pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(text).serialize(serializer)
    }

    /// Reads a day or nothing.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(|text| read(&text)).transpose()
    }
}

fn read<E: Error>(text: &str) -> Result<Date, E> {
    of_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &"a day, YYYY-MM-DD"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn only_the_one_form_is_read() {
        assert_eq!(of_text("2026-02-28"), Some(date(2026, 2, 28)));
        for wrong in
            ["", "2026-2-28", "20260228", "2026-02-28T08:00", " 2026-02-28", "2026-02-29", "2026-13-01", "2026/02/28", "２026-02-28"]
        {
            assert_eq!(of_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn moving_stays_inside_the_calendar() {
        assert_eq!(later(date(2026, 2, 28), 1), date(2026, 3, 1));
        assert_eq!(months_later(date(2026, 3, 31), -1), date(2026, 2, 28));
        for n in [i64::MIN, i64::MAX] {
            let end = if n < 0 { Date::MIN } else { Date::MAX };
            assert_eq!((later(date(2026, 1, 1), n), months_later(date(2026, 1, 1), n)), (end, end));
        }
    }

    proptest! {
        #[test]
        fn a_day_comes_back_and_reads_as_the_calendar_writes_it(year in 1_i16..=9999, ordinal in 1_i16..=365) {
            let day = date(year, 1, 1).with().day_of_year(ordinal).build().unwrap();
            prop_assert_eq!(text(day), day.to_string());
            prop_assert_eq!(of_text(&text(day)), Some(day));
        }

        #[test]
        fn any_text_is_read_or_refused(typed in ".{0,12}|[0-9-]{10}") {
            prop_assert_eq!(of_text(&typed).map(text), of_text(&typed).map(|_| typed.clone()));
        }
    }
}
