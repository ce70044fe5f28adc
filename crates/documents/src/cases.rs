//! A row of a case file, typed. Names stay names; the service resolves them.

use crate::ratings::Checks;
use crate::table::Header;
use crate::times;
use csv::StringRecord;
use domain::import::{Problem, RowProblem};
use domain::period::FIRST_DAY;
use domain::place::PlaceCode;
use domain::rating::FIELD_LIMIT;
use domain::time::Instant;
use jiff::civil::Date;

/// More cases than one point handles of one item in a day.
const MOST: i64 = 1_000_000;

/// A count of cases as a file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow<'r> {
    /// 数据来源
    pub source: Option<&'r str>,
    /// 区划代码
    pub place_code: Option<PlaceCode>,
    /// 单位名称
    pub place_name: Option<&'r str>,
    /// 服务站点
    pub point: Option<&'r str>,
    /// 事项编码
    pub item_code: Option<&'r str>,
    /// 事项名称
    pub item_name: Option<&'r str>,
    /// 承办部门
    pub body: Option<&'r str>,
    /// 办结日期
    pub day: Date,
    /// 办件量
    pub cases: i64,
}

const FIELDS: [&str; 9] = ["source", "place_code", "place_name", "point", "item_code", "item_name", "body", "day", "cases"];

/// Where each field stands, looked up once a file.
#[derive(Clone, Debug)]
pub struct CaseColumns {
    width: usize,
    at: [Option<usize>; 9],
}

impl CaseColumns {
    /// The columns of a header.
    pub fn of(header: &Header) -> Self {
        Self { width: header.headers.len(), at: FIELDS.map(|f| header.index(f)) }
    }
}

/// Types a row; days after today are refused.
pub fn parse<'r>(columns: &CaseColumns, record: &'r StringRecord, row: u64, now: Instant) -> Result<CaseRow<'r>, Vec<RowProblem>> {
    let mut checks = Checks { row, problems: Vec::new() };
    if !checks.width(record, columns.width) {
        return Err(checks.problems);
    }
    let mut cells: [Option<&'r str>; 9] = [None; 9];
    for (i, column) in columns.at.iter().enumerate() {
        cells[i] = checks.text(FIELDS[i], column.and_then(|c| record.get(c)).unwrap_or_default(), FIELD_LIMIT, false);
    }
    let place_code = checks.code(cells[1]);
    for field in [7, 8] {
        if cells[field].is_none() && !checks.problems.iter().any(|p| p.field.as_deref() == Some(FIELDS[field])) {
            checks.wrong(FIELDS[field], "", Problem::Missing);
        }
    }
    let day = cells[7].and_then(|text| {
        let problem = match times::day(text) {
            None => Problem::BadTime,
            Some(day) if day > now.day() => Problem::Future,
            Some(day) if day < FIRST_DAY => Problem::TooOld,
            Some(day) => return Some(day),
        };
        checks.wrong("day", text, problem);
        None
    });
    let cases = cells[8].and_then(|text| {
        let count = text.parse::<i64>().ok().filter(|n| (0..=MOST).contains(n) && !text.starts_with('+'));
        if count.is_none() {
            checks.wrong("cases", text, Problem::NotACount);
        }
        count
    });
    match (day, cases) {
        (Some(day), Some(cases)) if checks.problems.is_empty() => Ok(CaseRow {
            source: cells[0],
            place_code,
            place_name: cells[2],
            point: cells[3],
            item_code: cells[4],
            item_name: cells[5],
            body: cells[6],
            day,
            cases,
        }),
        _ => Err(checks.problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;
    use domain::import::CASE_COLUMNS;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::io::Cursor;

    #[test]
    fn counts_and_days() {
        let now = Instant::from_civil(date(2026, 11, 23).at(12, 0, 0, 0)).unwrap();
        let read = |day: &str, cases: &str| {
            let text = format!("区划代码,日期,办件量\n440811100201,{day},{cases}\n");
            let mut table = Table::open(Cursor::new(text.into_bytes()), CASE_COLUMNS).unwrap();
            let columns = CaseColumns::of(&table.header);
            let (row, record) = table.next_row().unwrap().unwrap();
            parse(&columns, record, row, now).map(|r| (r.day, r.cases)).map_err(|p| p[0].problem.clone())
        };
        assert_eq!(read("2026/11/3", "12"), Ok((date(2026, 11, 3), 12)));
        for bad in ["-1", "1.5", "+3", "一", "1000001", "1e3"] {
            assert_eq!(read("2026-11-03", bad), Err(Problem::NotACount), "{bad}");
        }
        assert_eq!(read("2026-11-24", "1"), Err(Problem::Future));
        assert_eq!(read("2026-11-03 08:00", "1"), Err(Problem::BadTime));
        assert_eq!(read("", "1"), Err(Problem::Missing));
    }

    proptest! {
        /// Whatever stands in the cells: typed or refused, never a panic, and every problem names a known field.
        #[test]
        fn any_cells(cells in prop::collection::vec("\\PC{0,30}|[=+@'\"<;,\\-]{1,4}|[0-9.E+\\-]{1,20}|\\x00", 9)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(CASE_COLUMNS.iter().map(|c| c.headers[0])).unwrap();
            writer.write_record(&cells).unwrap();
            let now = Instant::from_civil(date(2026, 11, 23).at(12, 0, 0, 0)).unwrap();
            if let Ok(mut table) = Table::open(Cursor::new(writer.into_inner().unwrap()), CASE_COLUMNS) {
                let columns = CaseColumns::of(&table.header);
                while let Ok(Some((row, record))) = table.next_row() {
                    match parse(&columns, record, row, now) {
                        Ok(read) => prop_assert!((0..=MOST).contains(&read.cases) && (FIRST_DAY..=now.day()).contains(&read.day)),
                        Err(problems) => {
                            prop_assert!(!problems.is_empty());
                            prop_assert!(problems.iter().all(|p| p.field.as_deref().is_none_or(|f| FIELDS.contains(&f))));
                        }
                    }
                }
            }
        }
    }
}
