//! Rows that were not taken, each with the reason and how to fix it, for the person to mend and hand in again.

use crate::cells::plain;
use crate::rows::{Cell, FileForm, Notes, Rows};
use crate::table::STAMP_HEADER;
use domain::import::Form;
use std::io::{self, Seek, Write};

/// The words for one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// Name of the column as the file's header has it, or empty for the row as a whole.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// How to fix it.
    pub fix: String,
}

/// Writes returned rows: 行号, 列名, 原值, 原因, 处理办法, then the row as it stood.
pub struct ReturnedWriter<W: Write + Seek + Send> {
    rows: Rows<W>,
    width: usize,
}

impl<W: Write + Seek + Send> ReturnedWriter<W> {
    /// Writes the header: `words` are the five leading headers in the person's language, `header` the file's own.
    /// `stamp` says on every row that the data is made up; a file that came with a stamp has it already.
    pub fn new(out: W, form: FileForm, words: [String; 5], header: &[String], stamp: Option<&'static str>) -> io::Result<Self> {
        let stamp = stamp.filter(|_| !header.iter().any(|h| h == STAMP_HEADER));
        let all: Vec<(String, Form)> = words.into_iter().chain(header.iter().cloned()).map(|h| (h, Form::Code)).collect();
        let rows = Rows::new(out, form, &all, stamp)?;
        Ok(Self { rows, width: header.len() })
    }

    /// Writes one problem with the cells of its row. A guard or wrapping that the file had is taken off before its cells
    /// are guarded anew, so that handing rows to and fro adds nothing to them.
    pub fn write(&mut self, row: u64, value: &str, worded: &Worded, cells: &[String]) -> io::Result<()> {
        let number = row.to_string();
        let lead = [number.as_str(), worded.column.as_str(), value, worded.reason.as_str(), worded.fix.as_str()];
        let padding = std::iter::repeat_n("", self.width.saturating_sub(cells.len()));
        self.rows.write(lead.into_iter().chain(cells.iter().map(|cell| plain(cell))).chain(padding).map(Cell::Text))
    }

    /// Writes what is left.
    pub fn finish(self) -> io::Result<()> {
        self.rows.finish(&Notes::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(header: &[&str], cells: &[&str], stamp: Option<&'static str>) -> String {
        let header: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
        let cells: Vec<String> = cells.iter().map(|c| (*c).to_owned()).collect();
        let words = ["行号", "列名", "原值", "原因", "处理办法"].map(str::to_owned);
        let mut out = std::io::Cursor::new(Vec::new());
        let mut writer = ReturnedWriter::new(&mut out, FileForm::Csv, words, &header, stamp).unwrap();
        let worded = Worded { column: "文字评价".into(), reason: "不对".into(), fix: "改".into() };
        writer.write(2, "=1+1", &worded, &cells).unwrap();
        writer.finish().unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_guard_is_not_guarded_again() {
        let text = written(&["区划代码", "文字评价"], &["=\"440811100201\"", "'=1+1"], None);
        assert!(text.ends_with("2,文字评价,'=1+1,不对,改,440811100201,'=1+1\r\n"), "{text}");
    }

    #[test]
    fn made_up_rows_say_so_once() {
        let text = written(&["文字评价"], &["好"], Some("演示数据"));
        assert!(text.contains("文字评价,数据性质\r\n") && text.ends_with("好,演示数据\r\n"), "{text}");
        let text = written(&["文字评价", "数据性质"], &["好", "演示数据"], Some("演示数据"));
        assert_eq!(text.matches("演示数据").count(), 1);
    }
}
