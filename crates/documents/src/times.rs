//! Dates and times as service windows write them.

use domain::time::Instant;
use jiff::civil::{Date, DateTime};

/// A civil time from any of the usual forms. A date without a time is taken as its midnight. Two-digit years, serial
/// numbers of spreadsheets and days that don't exist are refused.
pub fn time(text: &str) -> Option<Instant> {
    let text = text.trim();
    exchange(text).or_else(|| loose(text)).and_then(Instant::from_civil)
}

/// A civil day from any of the usual forms; a time after it must be midnight.
pub fn day(text: &str) -> Option<Date> {
    let civil = exchange(text.trim()).or_else(|| loose(text.trim()))?;
    (civil.hour() == 0 && civil.minute() == 0 && civil.second() == 0).then(|| civil.date())
}

/// The form of the exchange interface, `yyyy-MM-dd HH:mm:ss`, read without searching.
fn exchange(text: &str) -> Option<DateTime> {
    let b = text.as_bytes();
    if b.len() != 19 || b[4] != b'-' || b[7] != b'-' || !matches!(b[10], b' ' | b'T') || b[13] != b':' || b[16] != b':' {
        return None;
    }
    let number =
        |from: usize, to: usize| b[from..to].iter().try_fold(0_i16, |n, d| d.is_ascii_digit().then(|| n * 10 + i16::from(d - b'0')));
    build(number(0, 4)?, number(5, 7)?, number(8, 10)?, number(11, 13)?, number(14, 16)?, number(17, 19)?)
}

fn build(year: i16, month: i16, day: i16, hour: i16, minute: i16, second: i16) -> Option<DateTime> {
    let small = |n: i16| i8::try_from(n).ok();
    DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()
}

/// Everything else: other separators, Chinese units, fourteen digits.
fn loose(text: &str) -> Option<DateTime> {
    if text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) {
        let n = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
        return build(n(0, 4)?, n(4, 6)?, n(6, 8)?, n(8, 10)?, n(10, 12)?, n(12, 14)?);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let n = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
        return build(n(0, 4)?, n(4, 6)?, n(6, 8)?, 0, 0, 0).filter(|at| at.year() >= 1900);
    }
    let numerals;
    let text = match chinese(text) {
        None => text,
        Some(digits) => {
            numerals = digits;
            numerals.as_str()
        }
    };
    // Fractions of a second and a trailing zone of +08:00 or Z are what other systems' exports carry; a zone that is
    // not the district's would move the day, so only +08:00 is taken.
    let text = text.strip_suffix("+08:00").unwrap_or(text);
    let mut numbers: [i16; 6] = [0; 6];
    let mut count = 0;
    let mut digits = 0;
    let mut separators = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(d) = c.to_digit(10) {
            if digits == 0 {
                if count == 6 {
                    return None;
                }
                count += 1;
            }
            digits += 1;
            if digits > 4 {
                return None;
            }
            numbers[count - 1] = numbers[count - 1] * 10 + i16::try_from(d).ok()?;
            if count == 1 && digits == 4 && chars.peek().is_some_and(char::is_ascii_digit) {
                return None;
            }
            continue;
        }
        if count == 1 && digits != 4 {
            return None;
        }
        if digits > 0 || c == ' ' || c == 'T' || "日时分秒点".contains(c) {
            separators.push(c);
        } else {
            return None;
        }
        digits = 0;
        if c == '.' && count == 6 {
            // A fraction of a second is dropped.
            return chars
                .all(|c| c.is_ascii_digit())
                .then(|| build(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))?;
        }
    }
    let well_separated = separators.chars().all(|c| "-/.年月日 T:\u{ff1a}时点分秒".contains(c));
    if !well_separated || !matches!(count, 3 | 5 | 6) || numbers[0] < 1900 {
        return None;
    }
    build(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
}

/// 二〇二六年三月五日 with digits: each numeral of the year is one, day and month are counted.
fn chinese(text: &str) -> Option<String> {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let value = |c: char| if c == '零' || c == '○' { Some(0) } else { NUMERALS.chars().position(|n| n == c) };
    let (year, rest) = text.split_once('年')?;
    let year: String = year.chars().map(|c| value(c).and_then(|n| char::from_digit(u32::try_from(n).ok()?, 10))).collect::<Option<_>>()?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix(['日', '号'])?;
    let counted = |text: &str| -> Option<usize> {
        let (tens, ones) = match text.split_once('十') {
            None => (0, text),
            Some(("", ones)) => (1, ones),
            Some((tens, ones)) => (value(tens.chars().next()?)?, ones),
        };
        let ones = if ones.is_empty() && tens > 0 { 0 } else { value(ones.chars().next().filter(|_| ones.chars().count() == 1)?)? };
        Some(tens * 10 + ones)
    };
    Some(format!("{year}-{:02}-{:02}", counted(month.trim())?, counted(day.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn forms_of_one_time() {
        let expected = Instant::from_civil(date(2026, 3, 5).at(8, 5, 0, 0));
        for text in [
            "2026-03-05 08:05:00",
            "2026-03-05T08:05:00",
            "2026/3/5 8:05",
            "2026.03.05 08:05",
            "2026年3月5日 8时5分",
            "2026年3月5日8:05",
            "20260305080500",
            "2026-03-05 08:05:00.123",
            "2026-03-05T08:05:00+08:00",
            "2026-03-05 08:05",
        ] {
            assert_eq!(time(text), expected, "{text}");
        }
        assert_eq!(time("2026-03-05"), Instant::from_civil(date(2026, 3, 5).at(0, 0, 0, 0)));
        assert_eq!(day("2026年3月5日"), Some(date(2026, 3, 5)));
        assert_eq!(day("20260305"), Some(date(2026, 3, 5)));
        for (text, expected) in [
            ("二〇二六年三月五日", date(2026, 3, 5)),
            ("二零二六年十一月二十日", date(2026, 11, 20)),
            ("二〇二六年十月三十一日", date(2026, 10, 31)),
        ] {
            assert_eq!(day(text), Some(expected), "{text}");
        }
        assert_eq!(day("2026/3/5 0:00"), Some(date(2026, 3, 5)));
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "26-03-05",
            "2026-02-30 08:00:00",
            "2026-13-01",
            "46086",
            "46086.33",
            "2026-03-05 25:00:00",
            "明天",
            "2026",
            "2026-03",
            "2026-03-05 08:05:00Z",
            "2026-03-05 08:05:61",
            "'; DROP TABLE rating",
            "2026--03-05",
            "99999-01-01",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
        assert_eq!(day("2026-03-05 08:05"), None);
    }
}
