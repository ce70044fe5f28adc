//! Ratings and case counts as CSV: UTF-8 with byte order mark for Excel and WPS, guarded against formulas, with the
//! headers that the importer reads back.

use crate::cells::guarded;
use crate::table::STAMP_HEADER;
use domain::import::{CASE_COLUMNS, Column, RATING_COLUMNS};
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject, Standing};
use domain::time::Instant;
use jiff::civil::Date;
use std::io::{self, Write};

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

/// Writes guarded rows after a byte order mark.
pub(crate) struct Rows<W: Write> {
    csv: csv::Writer<W>,
    stamp: Option<&'static str>,
}

impl<W: Write> Rows<W> {
    pub(crate) fn new(mut out: W, headers: impl Iterator<Item = String>, stamp: Option<&'static str>) -> io::Result<Self> {
        out.write_all(b"\xef\xbb\xbf")?;
        let csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut rows = Self { csv, stamp: None };
        let stamped = stamp.map(|_| STAMP_HEADER.to_owned());
        let headers: Vec<String> = headers.chain(stamped).collect();
        rows.write(headers.iter().map(String::as_str))?;
        rows.stamp = stamp;
        Ok(rows)
    }

    pub(crate) fn write<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
        for cell in cells {
            self.csv.write_field(guarded(cell).as_bytes())?;
        }
        if let Some(stamp) = self.stamp {
            self.csv.write_field(stamp)?;
        }
        self.csv.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// Headers of exported columns: all but the rater's.
fn headers(columns: &'static [Column]) -> impl Iterator<Item = String> {
    columns.iter().filter(|c| !c.field.starts_with("rater_")).map(|c| c.headers[0].to_owned())
}

/// Columns of exported ratings that an import knows and does not use.
const TOLD_ONLY: [&str; 2] = ["计入情况", "认定原因"];

/// Writes ratings.
pub struct RatingWriter<W: Write>(Rows<W>);

impl<W: Write> RatingWriter<W> {
    /// Writes the header; `stamp` says on every row that the data is made up.
    pub fn new(out: W, stamp: Option<&'static str>) -> io::Result<Self> {
        Rows::new(out, headers(RATING_COLUMNS).chain(TOLD_ONLY.map(str::to_owned)), stamp).map(Self)
    }

    /// Writes a row.
    pub fn write(&mut self, r: &ExportRating<'_>) -> io::Result<()> {
        let reasons = r.reasons.join("、");
        let at = r.at.text();
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
            &at,
            r.standing.word(),
            r.standing_reason.unwrap_or_default(),
        ];
        self.0.write(cells.into_iter())
    }

    /// Writes what is left.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()
    }
}

/// Writes case counts.
pub struct CaseWriter<W: Write>(Rows<W>);

impl<W: Write> CaseWriter<W> {
    /// Writes the header; `stamp` says on every row that the data is made up.
    pub fn new(out: W, stamp: Option<&'static str>) -> io::Result<Self> {
        Rows::new(out, headers(CASE_COLUMNS), stamp).map(Self)
    }

    /// Writes a row.
    pub fn write(&mut self, r: &ExportCase<'_>) -> io::Result<()> {
        let (day, cases) = (r.day.to_string(), r.cases.to_string());
        let cells = [
            r.source,
            r.place_code,
            r.place_name,
            r.point.unwrap_or_default(),
            r.item_code.unwrap_or_default(),
            r.item_name.unwrap_or_default(),
            r.body.unwrap_or_default(),
            &day,
            &cases,
        ];
        self.0.write(cells.into_iter())
    }

    /// Writes what is left.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()
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
        fn round_trip(text in "\\PC{1,30}|[=+@'\\-][a-z\",]{0,9}", grade in 1i16..=5, channel in 1i16..=7, stamped in any::<bool>()) {
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
            let mut out = Vec::new();
            let mut writer = RatingWriter::new(&mut out, stamped.then_some("演示数据")).unwrap();
            writer.write(&row).unwrap();
            writer.finish().unwrap();
            let mut table = Table::open(Cursor::new(out), RATING_COLUMNS).unwrap();
            let columns = RatingColumns::of(&table.header);
            let (n, record) = table.next_row().unwrap().unwrap();
            let read = parse(&columns, record, n, at).unwrap();
            prop_assert_eq!(read.case_no, Some(text.as_str()));
            prop_assert_eq!(read.comment, Some(text.as_str()));
            prop_assert_eq!((read.grade, read.channel, read.at), (row.grade, row.channel, at));
            prop_assert_eq!((read.assess_no, read.object, read.person_type), (row.assess_no, row.object, row.person_type));
        }
    }
}
