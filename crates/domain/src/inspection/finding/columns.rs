//! Columns of the 整改台账 as a file: as it goes out in either language, and as it comes back with what was done.

use crate::import::{Column, column, form_of};

/// The columns, in their order.
pub const LEDGER_COLUMNS: &[Column] = &[
    column!("ledger_no", false, "序号", "No."),
    column!("ledger_found", false, "发现日期", "Found on"),
    column!("ledger_town", false, "镇", "Town"),
    column!("ledger_village", false, "村", "Village"),
    column!("ledger_unified", false, "五统一类别", "Part of the five"),
    column!("ledger_what", false, "问题", "Finding"),
    column!("ledger_unit", false, "责任单位", "Unit in charge"),
    column!("ledger_leader", false, "责任领导", "Leader in charge"),
    column!("ledger_person", false, "责任人", "Person in charge"),
    column!("ledger_measures", false, "整改措施", "Measures"),
    column!("ledger_due", false, "整改时限", "Due"),
    column!("ledger_progress", false, "整改情况", "What was done"),
    column!("ledger_proof", false, "佐证", "Proof"),
    column!("ledger_closed", false, "是否销号", "Closed"),
    column!("ledger_checker", false, "复查人", "Re-checked by"),
    column!("ledger_note", false, "备注", "Note"),
    column!("ledger_notice", false, "通知书编号", "Notice"),
    column!("ledger_state", false, "状态", "State"),
    column!("ledger_severity", false, "严重程度", "Severity"),
    column!("ledger_remedy", false, "处理方式", "Remedy"),
    column!("ledger_first_due", false, "原定时限", "First due"),
    column!("ledger_again", false, "重复问题", "Found again"),
    column!("ledger_mended", false, "整改完成", "Put right"),
    column!("key", true, "系统编号", "System key", "key"),
    column!("version", true, "系统版本", "System version", "version"),
];

/// What the checked side may write there: what was done, its proof, and that it is put right.
pub const ANSWERED: [&str; 3] = ["ledger_progress", "ledger_proof", "ledger_mended"];

/// What is not compared: by what a row is known, and what differs by who reads it or by the day.
const LOOSE: [&str; 5] = ["key", "version", "ledger_no", "ledger_state", "ledger_again"];

/// Columns in which nothing is changed by file.
pub fn fixed() -> impl Iterator<Item = &'static str> {
    LEDGER_COLUMNS.iter().map(|column| column.field).filter(|field| !ANSWERED.contains(field) && !LOOSE.contains(field))
}

/// A day as a spreadsheet may have rewritten it (`2026/11/30`, `2026年11月30日`), as we write it; any other text as it is.
pub fn day_of(text: &str) -> String {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let date = match parts.as_slice() {
        [year, month, day, ..] if year.len() == 4 => {
            let part = |text: &str| text.parse::<i8>().ok();
            year.parse::<i16>().ok().zip(part(month)).zip(part(day)).and_then(|((y, m), d)| jiff::civil::Date::new(y, m, d).ok())
        }
        _ => None,
    };
    date.map_or_else(|| text.trim().to_owned(), crate::day::text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_means_two_columns() {
        let mut all: Vec<&str> = LEDGER_COLUMNS.iter().flat_map(|column| column.headers).copied().collect();
        let there = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), there);
        assert_eq!(fixed().count(), LEDGER_COLUMNS.len() - ANSWERED.len() - LOOSE.len());
    }

    #[test]
    fn days_come_back_in_another_form() {
        for text in ["2026-11-30", "2026/11/30", "2026年11月30日", "2026-11-30 00:00:00"] {
            assert_eq!(day_of(text), "2026-11-30");
        }
        assert_eq!((day_of("—").as_str(), day_of("2026/13/1").as_str()), ("—", "2026/13/1"));
    }
}
