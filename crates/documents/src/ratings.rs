//! A row of a rating file, typed. Names stay names; the service resolves them.

use crate::cells::{has_bad_characters, is_cut_number, is_error, is_mangled_code, plain};
use crate::table::Header;
use crate::times;
use csv::StringRecord;
use domain::import::{Form, Problem, RowProblem, form_of};
use domain::period::FIRST_DAY;
use domain::place::PlaceCode;
use domain::rating::{AssessNo, COMMENT_LIMIT, Channel, FIELD_LIMIT, Grade, PersonType, RatedObject};
use domain::time::Instant;

/// A rating as a file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow<'r> {
    /// 数据来源
    pub source: Option<&'r str>,
    /// 评价编号
    pub record_no: Option<&'r str>,
    /// 办件编号
    pub case_no: Option<&'r str>,
    /// 区划代码
    pub place_code: Option<PlaceCode>,
    /// 单位名称
    pub place_name: Option<&'r str>,
    /// 服务站点
    pub point: Option<&'r str>,
    /// 窗口号
    pub window_no: Option<&'r str>,
    /// 工号
    pub staff_no: Option<&'r str>,
    /// 事项编码
    pub item_code: Option<&'r str>,
    /// 事项名称
    pub item_name: Option<&'r str>,
    /// 承办部门
    pub body: Option<&'r str>,
    /// 功能模块
    pub module: Option<&'r str>,
    /// 评价渠道
    pub channel: Channel,
    /// 评价等级
    pub grade: Grade,
    /// 评价次数, first if the file does not say
    pub assess_no: AssessNo,
    /// 评价对象, the case if the file does not say
    pub object: RatedObject,
    /// 评价人属性
    pub person_type: Option<PersonType>,
    /// 测评内容, several separated by 、 ; or |
    pub reasons: Option<&'r str>,
    /// 文字评价
    pub comment: Option<&'r str>,
    /// 评价时间
    pub at: Instant,
    /// 评价人姓名
    pub rater_name: Option<&'r str>,
    /// 评价人电话
    pub rater_phone: Option<&'r str>,
}

impl<'r> RatingRow<'r> {
    /// The single reasons.
    pub fn each_reason(&self) -> impl Iterator<Item = &'r str> {
        self.reasons.unwrap_or_default().split(['、', ';', '\u{ff1b}', '|']).map(str::trim).filter(|r| !r.is_empty())
    }
}

/// Where each field stands, looked up once a file.
#[derive(Clone, Debug)]
pub struct RatingColumns {
    width: usize,
    at: [Option<usize>; 22],
}

const FIELDS: [&str; 22] = [
    "source",
    "record_no",
    "case_no",
    "place_code",
    "place_name",
    "point",
    "window_no",
    "staff_no",
    "item_code",
    "item_name",
    "body",
    "module",
    "channel",
    "grade",
    "assess_no",
    "object",
    "person_type",
    "reasons",
    "comment",
    "at",
    "rater_name",
    "rater_phone",
];
const SOURCE: usize = 0;
const PLACE_CODE: usize = 3;
const CHANNEL: usize = 12;
const GRADE: usize = 13;
const ASSESS_NO: usize = 14;
const OBJECT: usize = 15;
const PERSON_TYPE: usize = 16;
const REASONS: usize = 17;
const COMMENT: usize = 18;
const AT: usize = 19;

impl RatingColumns {
    /// The columns of a header.
    pub fn of(header: &Header) -> Self {
        Self { width: header.headers.len(), at: FIELDS.map(|f| header.index(f)) }
    }
}

/// Collects the problems of one row.
pub(crate) struct Checks {
    pub(crate) row: u64,
    pub(crate) problems: Vec<RowProblem>,
}

impl Checks {
    pub(crate) fn wrong(&mut self, field: &str, value: &str, problem: Problem) {
        self.problems.push(RowProblem { row: self.row, field: Some(field.to_owned()), value: value.chars().take(200).collect(), problem });
    }

    /// A cell's text, `None` if it is empty or wrong (which is noted).
    pub(crate) fn text<'r>(&mut self, field: &str, cell: &'r str, limit: usize, multiline: bool) -> Option<&'r str> {
        let text = plain(cell);
        if text.is_empty() {
            return None;
        }
        if text.len() > limit && text.chars().count() > limit {
            self.wrong(field, text, Problem::TooLong { limit });
            return None;
        }
        if has_bad_characters(text, multiline) {
            self.wrong(field, text, Problem::BadCharacters);
            return None;
        }
        if is_error(text) {
            self.wrong(field, text, Problem::ErrorCell);
            return None;
        }
        if is_cut_number(text) && form_of(field) == Form::Code && field != "place_code" {
            self.wrong(field, text, Problem::NumberCut);
            return None;
        }
        Some(text)
    }

    /// A place code.
    pub(crate) fn code(&mut self, text: Option<&str>) -> Option<PlaceCode> {
        let text = text?;
        let code = PlaceCode::parse(text);
        if code.is_none() {
            let problem = if is_mangled_code(text) { Problem::CodeMangled } else { Problem::UnknownPlaceCode };
            self.wrong("place_code", text, problem);
        }
        code
    }

    /// The row must have as many cells as the header; cells that are missing at the end count as empty only if all
    /// that follow are.
    pub(crate) fn width(&mut self, record: &StringRecord, expected: usize) -> bool {
        let extra = record.iter().skip(expected).any(|c| !c.trim().is_empty());
        if record.len() == expected || (record.len() > expected && !extra) {
            return true;
        }
        let problem = Problem::CellCount { expected, found: record.len() };
        self.problems.push(RowProblem { row: self.row, field: None, value: String::new(), problem });
        false
    }
}

/// Types a row. `now` refuses times of the future (an hour of grace for clocks that differ).
pub fn parse<'r>(columns: &RatingColumns, record: &'r StringRecord, row: u64, now: Instant) -> Result<RatingRow<'r>, Vec<RowProblem>> {
    let mut checks = Checks { row, problems: Vec::new() };
    if !checks.width(record, columns.width) {
        return Err(checks.problems);
    }
    let mut cells: [Option<&'r str>; 22] = [None; 22];
    for (i, column) in columns.at.iter().enumerate() {
        let cell = column.and_then(|c| record.get(c)).unwrap_or_default();
        let (limit, multiline) = if i == COMMENT || i == REASONS { (COMMENT_LIMIT, true) } else { (FIELD_LIMIT, false) };
        cells[i] = checks.text(FIELDS[i], cell, limit, multiline);
    }
    let place_code = checks.code(cells[PLACE_CODE]);
    let channel = required(&mut checks, CHANNEL, &cells, Channel::parse);
    let grade = required(&mut checks, GRADE, &cells, Grade::parse);
    let assess_no = optional(&mut checks, ASSESS_NO, &cells, AssessNo::parse);
    let object = optional(&mut checks, OBJECT, &cells, RatedObject::parse);
    let person_type = optional(&mut checks, PERSON_TYPE, &cells, PersonType::parse);
    let at = moment(&mut checks, cells[AT], now);
    match (channel, grade, at) {
        (Some(channel), Some(grade), Some(at)) if checks.problems.is_empty() => Ok(RatingRow {
            source: cells[SOURCE],
            record_no: cells[1],
            case_no: cells[2],
            place_code,
            place_name: cells[4],
            point: cells[5],
            window_no: cells[6],
            staff_no: cells[7],
            item_code: cells[8],
            item_name: cells[9],
            body: cells[10],
            module: cells[11],
            channel,
            grade,
            assess_no: assess_no.unwrap_or(AssessNo::First),
            object: object.unwrap_or(RatedObject::Case),
            person_type,
            reasons: cells[REASONS],
            comment: cells[COMMENT],
            at,
            rater_name: cells[20],
            rater_phone: cells[21],
        }),
        _ => Err(checks.problems),
    }
}

fn required<T>(checks: &mut Checks, field: usize, cells: &[Option<&str>; 22], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    if cells[field].is_none() && !checks.problems.iter().any(|p| p.field.as_deref() == Some(FIELDS[field])) {
        checks.wrong(FIELDS[field], "", Problem::Missing);
    }
    optional(checks, field, cells, read)
}

fn optional<T>(checks: &mut Checks, field: usize, cells: &[Option<&str>; 22], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = cells[field]?;
    let value = read(text);
    if value.is_none() {
        checks.wrong(FIELDS[field], text, Problem::Unreadable);
    }
    value
}

fn moment(checks: &mut Checks, text: Option<&str>, now: Instant) -> Option<Instant> {
    let Some(text) = text else {
        if !checks.problems.iter().any(|p| p.field.as_deref() == Some("at")) {
            checks.wrong("at", "", Problem::Missing);
        }
        return None;
    };
    let problem = match times::time(text) {
        None => Problem::BadTime,
        Some(at) if at > now.plus_seconds(3600) => Problem::Future,
        Some(at) if at.day() < FIRST_DAY => Problem::TooOld,
        Some(at) => return Some(at),
    };
    checks.wrong("at", text, problem);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;
    use domain::import::RATING_COLUMNS;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn now() -> Instant {
        Instant::from_civil(date(2026, 11, 23).at(12, 0, 0, 0)).unwrap()
    }

    /// A file of one row from pairs of header and cell.
    fn file(cells: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(cells.iter().map(|c| c.0)).unwrap();
        writer.write_record(cells.iter().map(|c| c.1)).unwrap();
        writer.into_inner().unwrap()
    }

    fn problems(cells: &[(&str, &str)]) -> Vec<(String, Problem)> {
        let mut table = Table::open(Cursor::new(file(cells)), RATING_COLUMNS).unwrap();
        let columns = RatingColumns::of(&table.header);
        let (row, record) = table.next_row().unwrap().unwrap();
        match parse(&columns, record, row, now()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|p| (p.field.unwrap_or_default(), p.problem)).collect(),
        }
    }

    const GOOD: [(&str, &str); 4] =
        [("区划代码", "440811100201"), ("评价渠道", "2"), ("评价等级", "非常满意"), ("评价时间", "2026-11-20 09:30:00")];

    fn with<'a>(header: &'a str, cell: &'a str) -> Vec<(&'a str, &'a str)> {
        GOOD.into_iter().filter(|c| c.0 != header).chain([(header, cell)]).collect()
    }

    #[test]
    fn a_good_row() {
        assert_eq!(problems(&GOOD), []);
    }

    #[test]
    fn each_field_wrong_in_its_ways() {
        let long = "长".repeat(2_001);
        for (header, cell, field, problem) in [
            ("评价等级", "", "grade", Problem::Missing),
            ("评价等级", "6", "grade", Problem::Unreadable),
            ("评价等级", "5.0", "grade", Problem::Unreadable),
            ("评价渠道", "电报", "channel", Problem::Unreadable),
            ("评价时间", "", "at", Problem::Missing),
            ("评价时间", "2026-02-30 09:00:00", "at", Problem::BadTime),
            ("评价时间", "2026-11-24 09:00:00", "at", Problem::Future),
            ("评价时间", "2009-12-31 09:00:00", "at", Problem::TooOld),
            ("区划代码", "4.40811E+11", "place_code", Problem::CodeMangled),
            ("区划代码", "abc", "place_code", Problem::UnknownPlaceCode),
            ("评价次数", "三次", "assess_no", Problem::Unreadable),
            ("文字评价", &long, "comment", Problem::TooLong { limit: 2_000 }),
            ("办件编号", "a\u{7}b", "case_no", Problem::BadCharacters),
        ] {
            assert_eq!(problems(&with(header, cell)), [(field.to_owned(), problem)], "{header}={cell}");
        }
    }

    proptest! {
        /// Whatever stands in the cells: typed or refused, never a panic, and every problem names a known field.
        #[test]
        fn any_cells(cells in prop::collection::vec("\\PC{0,30}|[=+@'\"<;,\\-]{1,4}|[0-9.E+\\-]{1,20}|\\x00", 22)) {
            let headers = RATING_COLUMNS.iter().map(|c| c.headers[0]);
            let row: Vec<(&str, &str)> = headers.zip(cells.iter().map(String::as_str)).collect();
            let bytes = file(&row);
            if let Ok(mut table) = Table::open(Cursor::new(bytes), RATING_COLUMNS) {
                let columns = RatingColumns::of(&table.header);
                while let Ok(Some((row, record))) = table.next_row() {
                    if let Err(problems) = parse(&columns, record, row, now()) {
                        prop_assert!(!problems.is_empty());
                        for p in problems {
                            prop_assert!(p.field.is_none_or(|f| FIELDS.contains(&f.as_str())));
                        }
                    }
                }
            }
        }
    }
}
