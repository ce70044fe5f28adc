//! A cell of a workbook as the text that the parsers read.

use crate::cells::guarded;
use calamine::{CellErrorType, DataRef, ExcelDateTime};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use std::borrow::Cow;

/// The first number that a spreadsheet can't keep to its last digit: it keeps fifteen.
const CUT: f64 = 1e15;

/// Text of a cell; empty cells are empty.
pub(super) fn text<'c>(cell: &'c DataRef<'_>, is_1904: bool) -> Cow<'c, str> {
    match cell {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::String(text) => shielded(text),
        DataRef::SharedString(text) => shielded(text),
        DataRef::Int(n) => number(*n as f64).into(),
        DataRef::Float(n) => number(*n).into(),
        DataRef::Bool(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(at) => moment(*at, is_1904).into(),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cow::Borrowed(text),
        DataRef::Error(error) => Cow::Borrowed(error_text(error)),
    }
}

/// A workbook's text needs no guard; the readers take one off, so one is put on where theirs would be taken.
fn shielded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let shielded = guarded(text);
    if text.starts_with(['-', '+']) && text.len() > 1 && text[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        // A number that stands as text is what it says.
        return Cow::Borrowed(text);
    }
    shielded
}

/// A number as a person would write it: whole ones without `.0`; what has lost digits as a spreadsheet shows it, `4.40811E+17`.
pub(super) fn number(n: f64) -> String {
    if n.abs() >= CUT {
        let scientific = format!("{n:E}");
        return match scientific.split_once('E') {
            Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}E+{exponent}"),
            _ => scientific,
        };
    }
    // Whole numbers below the limit are exact.
    format!("{n}")
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}

/// `2026-03-05T08:05:00` as the parsers like it; a midnight is a day.
fn iso(text: &str) -> Cow<'_, str> {
    match text.split_once('T') {
        None => Cow::Borrowed(text),
        Some((day, time)) if time.trim_end_matches(['0', '.', ':']).is_empty() => Cow::Borrowed(day),
        Some((day, time)) => format!("{day} {}", time.split('.').next().unwrap_or(time)).into(),
    }
}

fn moment(at: ExcelDateTime, is_1904: bool) -> String {
    let n = at.as_f64();
    if at.is_duration() {
        return clock(n);
    }
    serial(n, is_1904).unwrap_or_else(|| number(n))
}

/// Hours, minutes and seconds of a part of a day.
fn clock(n: f64) -> String {
    let seconds = (n * 86_400.0).round();
    if !(0.0..1e9).contains(&seconds) {
        return number(n);
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the range checked above")]
    let seconds = seconds as i64;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The day or moment of a serial number: `2026-03-05`, `2026-03-05 08:05:00`.
///
/// In the 1900 system day 60 is a 29 February that never was (Lotus 1-2-3 counted it, and everybody since): days before it
/// are one less, and it itself is no day.
pub(crate) fn serial(n: f64, is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&n) {
        return None;
    }
    if n < 1.0 && !is_1904 {
        return Some(clock(n));
    }
    let seconds = (n.fract() * 86_400.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "within the range checked above")]
    let (days, seconds) = (n.trunc() as i64, seconds as i64);
    let first: Date = match (is_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 60) => return None,
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let at: DateTime = first.checked_add(days.days()).ok()?.at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()?;
    let midnight = at.hour() == 0 && at.minute() == 0 && at.second() == 0;
    Some(if midnight { at.date().to_string() } else { format!("{} {:02}:{:02}:{:02}", at.date(), at.hour(), at.minute(), at.second()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(-3.0), "-3");
        assert_eq!(number(0.1), "0.1");
        assert_eq!(number(440_811_100_201.0), "440811100201");
        assert_eq!(number(999_999_999_999_999.0), "999999999999999");
        assert_eq!(number(440_811_100_201_000_000.0), "4.40811100201E+17");
    }

    #[test]
    fn serial_numbers_of_both_systems() {
        assert_eq!(serial(46_086.0, false).as_deref(), Some("2026-03-05"));
        assert_eq!(serial(46_086.0 - 1_462.0, true).as_deref(), Some("2026-03-05"));
        assert_eq!(serial(46_086.336_805_555_6, false).as_deref(), Some("2026-03-05 08:05:00"));
        // Rounded into the next day.
        assert_eq!(serial(46_086.999_999_99, false).as_deref(), Some("2026-03-06"));
        // The day that never was, and those before it.
        assert_eq!(serial(60.0, false), None);
        assert_eq!((serial(59.0, false).as_deref(), serial(61.0, false).as_deref()), (Some("1900-02-28"), Some("1900-03-01")));
        assert_eq!(serial(-1.0, false), None);
        assert_eq!(serial(0.5, false).as_deref(), Some("12:00:00"));
    }

    #[test]
    fn text_survives_the_readers_that_take_guards_off() {
        for text in ["=1+1", "'=1", "'quoted'", "@a", "=\"x\"", "普通", "-5", "+3.5", "-a"] {
            let cell = DataRef::String(text.to_owned());
            assert_eq!(crate::cells::plain(&self::text(&cell, false)), text);
        }
    }
}
