//! Rows of a register's file (bodies, service points, accounts, units), and such files written. Names stay names; the service
//! resolves them.
//!
//! A column that a file does not have says nothing about its field; an empty cell empties it.

use crate::cells::{is_mangled_code, narrow, plain};
use crate::ratings::Checks;
use crate::rows::{Cell, FileForm, Notes, Rows};
use crate::table::Header;
use csv::StringRecord;
use domain::import::{Column, Form, Problem, RowProblem, form_of};
use domain::rating::FIELD_LIMIT;
use std::io::{self, Seek, Write};

/// Most characters of a cell that lists parts: 200 windows with their names, or the materials of an item.
const PARTS_LIMIT: usize = 30_000;

/// Where each field stands, looked up once a file.
#[derive(Clone, Debug)]
pub struct RegisterColumns {
    width: usize,
    at: Vec<(&'static str, usize)>,
}

impl RegisterColumns {
    /// The columns of a header.
    pub fn of(header: &Header, columns: &'static [Column]) -> Self {
        let at = columns.iter().filter_map(|c| Some((c.field, header.index(c.field)?))).collect();
        Self { width: header.headers.len(), at }
    }
}

/// A row of a register's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Row in the file, as a spreadsheet shows it.
    pub row: u64,
    /// Its cells as they stand in the file's order, for handing them back.
    pub cells: Vec<String>,
    fields: Vec<(&'static str, String)>,
}

impl RegisterRow {
    /// What the file says of a field; none: it has no such column.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, text)| text.as_str())
    }

    /// The same; nothing where there is no such column or nothing in it.
    pub fn filled(&self, field: &str) -> Option<&str> {
        self.get(field).filter(|text| !text.is_empty())
    }
}

/// Reads a row; what is wrong with single cells whatever they are about.
pub fn parse(columns: &RegisterColumns, record: &StringRecord, row: u64) -> Result<RegisterRow, Vec<RowProblem>> {
    let mut checks = Checks { row, problems: Vec::new() };
    if !checks.width(record, columns.width) {
        return Err(checks.problems);
    }
    let mut fields = Vec::with_capacity(columns.at.len());
    for (field, at) in &columns.at {
        let cell = record.get(*at).unwrap_or_default();
        let (form, is_parts) = (form_of(field), matches!(*field, "windows" | "devices") || is_of_item(field));
        let text = checks.text(field, cell, if is_parts { PARTS_LIMIT } else { FIELD_LIMIT }, form == Form::Text);
        if matches!(*field, "unit_code" | "above_code" | "place_code")
            && let Some(text) = text.filter(|text| is_mangled_code(text))
        {
            checks.wrong(field, text, Problem::CodeMangled);
        }
        fields.push((*field, text.unwrap_or_default().to_owned()));
    }
    if checks.problems.is_empty() {
        Ok(RegisterRow { row, cells: record.iter().map(str::to_owned).collect(), fields })
    } else {
        Err(checks.problems)
    }
}

/// What an item, an entry of the lists or a finding says: texts and rows, whose lengths its own rules know.
fn is_of_item(field: &str) -> bool {
    field.starts_with("item_") || field.starts_with("duty_") || field.starts_with("ledger_")
}

/// Whether a stored value is what a file says, as the file would come back from a spreadsheet: without blanks around it, guards
/// and, in codes and numbers, full-width forms.
pub fn is_same(field: &str, stored: &str, file: &str) -> bool {
    let folded = |text: &str| -> String {
        let lines: Vec<&str> = plain(text).lines().collect();
        let text = lines.join("\n");
        if form_of(field) == Form::Text { text } else { text.chars().map(narrow).collect() }
    };
    stored == file || folded(stored) == folded(file)
}

/// Writes the rows of a register.
pub struct RegisterWriter<W: Write + Seek + Send>(Rows<W>);

impl<W: Write + Seek + Send> RegisterWriter<W> {
    /// Writes the header: the register's columns, then `told` ones that an import knows and does not use. `stamp` says on every
    /// row that the data is made up.
    pub fn new(out: W, form: FileForm, columns: &[Column], told: &[&str], stamp: Option<&'static str>) -> io::Result<Self> {
        let own = columns.iter().map(|c| (c.headers[0].to_owned(), c.form));
        let headers: Vec<(String, Form)> = own.chain(told.iter().map(|h| ((*h).to_owned(), Form::Text))).collect();
        Rows::new(out, form, &headers, stamp).map(Self)
    }

    /// Writes a row.
    pub fn write<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        self.0.write(cells)
    }

    /// Writes what is left; a workbook says what it is on a second sheet.
    pub fn finish(self, notes: &Notes) -> io::Result<()> {
        self.0.finish(notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;
    use domain::register::{BODY_COLUMNS, POINT_COLUMNS};
    use std::io::Cursor;

    #[test]
    fn columns_that_are_not_there_say_nothing() {
        let text = "部门名称,统一社会信用代码\n区教育局,\n";
        let mut table = Table::open(Cursor::new(text.as_bytes().to_vec()), BODY_COLUMNS).unwrap();
        let columns = RegisterColumns::of(&table.header, BODY_COLUMNS);
        let (n, record) = table.next_row().unwrap().unwrap();
        let row = parse(&columns, record, n).unwrap();
        assert_eq!((row.get("body_name"), row.get("credit_code"), row.get("seat")), (Some("区教育局"), Some(""), None));
        assert_eq!(row.filled("credit_code"), None);
    }

    #[test]
    fn what_a_spreadsheet_did_to_codes_is_told() {
        let text = "部门名称,统一社会信用代码,区划代码\n区教育局,1.14408E+17,4.40811E+11\n";
        let mut table = Table::open(Cursor::new(text.as_bytes().to_vec()), BODY_COLUMNS).unwrap();
        let columns = RegisterColumns::of(&table.header, BODY_COLUMNS);
        let (n, record) = table.next_row().unwrap().unwrap();
        let problems = parse(&columns, record, n).unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.field.as_deref().unwrap(), &p.problem)).collect();
        assert_eq!(told, [("credit_code", &Problem::NumberCut), ("place_code", &Problem::CodeMangled)]);
    }

    #[test]
    fn the_same_whatever_a_spreadsheet_made_of_it() {
        assert!(is_same("phone", "０７５９-１", "0759-1") && !is_same("address", "０７５９", "0759"));
        assert!(is_same("address", " '=x", "=x") && is_same("windows", "1=a\n2=b", "1=a\r\n2=b") && !is_same("head", "张", "李"));
    }

    #[test]
    fn what_is_written_reads_back() {
        for form in [FileForm::Csv, FileForm::Xlsx] {
            let mut out = Cursor::new(Vec::new());
            let mut writer = RegisterWriter::new(&mut out, form, POINT_COLUMNS, &["说明"], Some("演示数据")).unwrap();
            let cells = POINT_COLUMNS.iter().map(|c| match c.form {
                Form::Count => Cell::Count(3),
                Form::Day => Cell::Day(jiff::civil::date(2026, 1, 2)),
                _ => Cell::Text("=1\n甲"),
            });
            writer.write(cells.chain([Cell::Text("")])).unwrap();
            writer.finish(&Notes::default()).unwrap();
            let mut table = Table::open(Cursor::new(out.into_inner()), POINT_COLUMNS).unwrap();
            let columns = RegisterColumns::of(&table.header, POINT_COLUMNS);
            let (n, record) = table.next_row().unwrap().unwrap();
            let problems = parse(&columns, record, n).unwrap_err();
            // Codes have no second line; everything else is there.
            assert!(
                problems.iter().all(|p| p.problem == Problem::BadCharacters && form_of(p.field.as_deref().unwrap()) != Form::Text),
                "{problems:?}"
            );
        }
    }
}
