//! Rows that were not taken, each with the reason and how to fix it, for the person to mend and hand in again.

use crate::export::Rows;
use std::io::{self, Write};

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
pub struct ReturnedWriter<W: Write> {
    rows: Rows<W>,
    width: usize,
}

impl<W: Write> ReturnedWriter<W> {
    /// Writes the header: `words` are the five leading headers in the person's language, `header` the file's own.
    pub fn new(out: W, words: [String; 5], header: &[String]) -> io::Result<Self> {
        let rows = Rows::new(out, words.into_iter().chain(header.iter().cloned()), None)?;
        Ok(Self { rows, width: header.len() })
    }

    /// Writes one problem with the cells of its row.
    pub fn write(&mut self, row: u64, value: &str, worded: &Worded, cells: &[String]) -> io::Result<()> {
        let number = row.to_string();
        let lead = [number.as_str(), worded.column.as_str(), value, worded.reason.as_str(), worded.fix.as_str()];
        let padding = std::iter::repeat_n("", self.width.saturating_sub(cells.len()));
        self.rows.write(lead.into_iter().chain(cells.iter().map(String::as_str)).chain(padding))
    }

    /// Writes what is left.
    pub fn finish(self) -> io::Result<()> {
        self.rows.finish()
    }
}
