//! Any list as CSV: UTF-8 with byte order mark, guarded against formulas, headers in the reader's language.

use crate::export::Rows;
use std::io::{self, Write};

/// Writes the rows of a list.
pub struct ListWriter<W: Write>(Rows<W>);

impl<W: Write> ListWriter<W> {
    /// Writes the header; `stamp` says on every row that the data is made up.
    pub fn new(out: W, headers: &[String], stamp: Option<&'static str>) -> io::Result<Self> {
        Rows::new(out, headers.iter().cloned(), stamp).map(Self)
    }

    /// Writes a row.
    pub fn write(&mut self, cells: &[String]) -> io::Result<()> {
        self.0.write(cells.iter().map(String::as_str))
    }

    /// Writes what is left.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()
    }
}
