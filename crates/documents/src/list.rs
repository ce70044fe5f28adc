//! Any list as CSV or as a workbook, headers in the reader's language; nothing reads it back.

use crate::rows::{Cell, FileForm, Notes, Rows};
use domain::import::Form;
use std::io::{self, Seek, Write};

/// Writes the rows of a list.
pub struct ListWriter<W: Write + Seek + Send>(Rows<W>);

impl<W: Write + Seek + Send> ListWriter<W> {
    /// Writes the header; `stamp` says on every row that the data is made up.
    pub fn new(out: W, form: FileForm, headers: &[String], stamp: Option<&'static str>) -> io::Result<Self> {
        let headers: Vec<(String, Form)> = headers.iter().map(|h| (h.clone(), Form::Text)).collect();
        Rows::new(out, form, &headers, stamp).map(Self)
    }

    /// Writes a row.
    pub fn write(&mut self, cells: &[String]) -> io::Result<()> {
        self.0.write(cells.iter().map(|text| Cell::Text(text)))
    }

    /// Writes what is left; a workbook says what it is on a second sheet.
    pub fn finish(self, notes: &Notes) -> io::Result<()> {
        self.0.finish(notes)
    }
}
