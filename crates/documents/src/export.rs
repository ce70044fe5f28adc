//! Ratings and case counts as files, with the headers that the importer reads back.

use crate::rows::{Cell, FileForm, Notes, Rows};
use domain::import::{CASE_COLUMNS, Column, Form, RATING_COLUMNS};
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject, Standing};
use domain::time::Instant;
use jiff::civil::Date;
use std::io::{self, Seek, Write};

/// A rating to be written; name and phone of the rater are left out.
#[derive(Clone, Copy, Debug)]
pub struct ExportRating<'r> {
    /// 数据来源
    pub source: &'r str,
    /// 评价编号
    pub record_no: Option<&'r str>,
    /// 办件编号
    pub case_no: Option<&'r str>,
    /// 区划代码
    pub place_code: &'r str,
    /// 单位名称
    pub place_name: &'r str,
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
    /// 评价次数
    pub assess_no: AssessNo,
    /// 评价对象
    pub object: RatedObject,
    /// 评价人属性
    pub person_type: Option<PersonType>,
    /// 测评内容
    pub reasons: &'r [String],
    /// 文字评价
    pub comment: Option<&'r str>,
    /// 评价时间
    pub at: Instant,
    /// 计入情况; told to whoever reads the file. An import does not take it: a decision is made in the console.
    pub standing: Standing,
    /// Why it was decided so.
    pub standing_reason: Option<&'r str>,
}

/// A count of cases to be written.
#[derive(Clone, Copy, Debug)]
pub struct ExportCase<'r> {
    /// 数据来源
    pub source: &'r str,
    /// 区划代码
    pub place_code: &'r str,
    /// 单位名称
    pub place_name: &'r str,
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

/// Headers of exported columns: all but the rater's.
fn headers(columns: &'static [Column]) -> Vec<(String, Form)> {
    columns.iter().filter(|c| !c.field.starts_with("rater_")).map(|c| (c.headers[0].to_owned(), c.form)).collect()
}

/// Columns of exported ratings that an import knows and does not use.
const TOLD_ONLY: [&str; 2] = ["计入情况", "认定原因"];

/// An empty form of these columns, for an import: its header and what it is.
pub fn empty_form<W: Write + Seek + Send>(out: W, form: FileForm, columns: &'static [Column], notes: &Notes) -> io::Result<()> {
    let headers: Vec<_> = columns.iter().map(|c| (c.headers[0].to_owned(), c.form)).collect();
    Rows::new(out, form, &headers, None)?.finish(notes)
}

/// Writes ratings.
pub struct RatingWriter<W: Write + Seek + Send>(Rows<W>);

impl<W: Write + Seek + Send> RatingWriter<W> {
    /// Writes the header; `stamp` says on every row that the data is made up.
    pub fn new(out: W, form: FileForm, stamp: Option<&'static str>) -> io::Result<Self> {
        let mut all = headers(RATING_COLUMNS);
        all.extend(TOLD_ONLY.map(|h| (h.to_owned(), Form::Text)));
        Rows::new(out, form, &all, stamp).map(Self)
    }

    /// Writes a row.
    pub fn write(&mut self, r: &ExportRating<'_>) -> io::Result<()> {
        let reasons = r.reasons.join("、");
        let cells = [
            r.source,
            r.record_no.unwrap_or_default(),
            r.case_no.unwrap_or_default(),
            r.place_code,
            r.place_name,
            r.point.unwrap_or_default(),
            r.window_no.unwrap_or_default(),
            r.staff_no.unwrap_or_default(),
            r.item_code.unwrap_or_default(),
            r.item_name.unwrap_or_default(),
            r.body.unwrap_or_default(),
            r.module.unwrap_or_default(),
            r.channel.word(),
            r.grade.word(),
            r.assess_no.word(),
            r.object.word(),
            r.person_type.map_or("", PersonType::word),
            &reasons,
            r.comment.unwrap_or_default(),
        ];
        let last = [r.standing.word(), r.standing_reason.unwrap_or_default()];
        self.0.write(cells.into_iter().map(Cell::Text).chain([Cell::Moment(r.at.civil())]).chain(last.into_iter().map(Cell::Text)))
    }

    /// Writes what is left; a workbook says what it is on a second sheet.
    pub fn finish(self, notes: &Notes) -> io::Result<()> {
        self.0.finish(notes)
    }
}

/// Writes case counts.
pub struct CaseWriter<W: Write + Seek + Send>(Rows<W>);

impl<W: Write + Seek + Send> CaseWriter<W> {
    /// Writes the header; `stamp` says on every row that the data is made up.
    pub fn new(out: W, form: FileForm, stamp: Option<&'static str>) -> io::Result<Self> {
        Rows::new(out, form, &headers(CASE_COLUMNS), stamp).map(Self)
    }

    /// Writes a row.
    pub fn write(&mut self, r: &ExportCase<'_>) -> io::Result<()> {
        let cells = [
            r.source,
            r.place_code,
            r.place_name,
            r.point.unwrap_or_default(),
            r.item_code.unwrap_or_default(),
            r.item_name.unwrap_or_default(),
            r.body.unwrap_or_default(),
        ];
        self.0.write(cells.into_iter().map(Cell::Text).chain([Cell::Day(r.day), Cell::Count(r.cases)]))
    }

    /// Writes what is left; a workbook says what it is on a second sheet.
    pub fn finish(self, notes: &Notes) -> io::Result<()> {
        self.0.finish(notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ratings::{RatingColumns, parse};
    use crate::table::Table;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::io::Cursor;

    proptest! {
        /// What is exported reads back the same, stamped or not.
        #[test]
        fn round_trip(text in "\\PC{1,30}|[=+@'\\-][a-z\",]{0,9}|['＇=＝@＠][=＝@＠a]{0,3}", grade in 1i16..=5, channel in 1i16..=7, stamped in any::<bool>(), book in any::<bool>()) {
            let text = crate::cells::plain(&text).trim().to_owned();
            prop_assume!(!text.is_empty());
            prop_assume!(!crate::cells::has_bad_characters(&text, false));
            let wrapped = text.starts_with("=\"") && text.ends_with('"');
            prop_assume!(!wrapped);
            let at = Instant::from_civil(date(2026, 1, 2).at(3, 4, 5, 0)).unwrap();
            let row = ExportRating {
                source: "来源", record_no: Some("1"), case_no: Some(&text), place_code: "440811100201", place_name: "鸭曹村委会",
                point: None, window_no: None, staff_no: Some(&text), item_code: None, item_name: Some(&text), body: None, module: None,
                channel: Channel::from_number(channel).unwrap(), grade: Grade::from_number(grade).unwrap(), assess_no: AssessNo::FollowUp,
                object: RatedObject::Staff, person_type: Some(PersonType::Organisation), reasons: &[], comment: Some(&text), at, standing: Standing::Excluded, standing_reason: Some(&text),
            };
            let mut out = Cursor::new(Vec::new());
            let form = if book { FileForm::Xlsx } else { FileForm::Csv };
            let mut writer = RatingWriter::new(&mut out, form, stamped.then_some("演示数据")).unwrap();
            writer.write(&row).unwrap();
            writer.finish(&Notes::default()).unwrap();
            let out = out.into_inner();
            let mut table = Table::open(Cursor::new(out), RATING_COLUMNS).unwrap();
            let columns = RatingColumns::of(&table.header);
            let (n, record) = table.next_row().unwrap().unwrap();
            let read = parse(&columns, record, n, at).unwrap();
            // A code is read in half-width forms, whatever an input method made of it.
            let code: String = text.chars().map(crate::cells::narrow).collect();
            prop_assert_eq!(read.case_no, Some(code.as_str()));
            prop_assert_eq!(read.comment, Some(text.as_str()));
            prop_assert_eq!((read.grade, read.channel, read.at), (row.grade, row.channel, at));
            prop_assert_eq!((read.assess_no, read.object, read.person_type), (row.assess_no, row.object, row.person_type));
        }
    }
}
