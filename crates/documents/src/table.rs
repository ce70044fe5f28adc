//! Rows of a CSV file, and its header mapped to fields.

use crate::cells::plain;
use crate::decode::{Encoding, FileProblem, Utf8Reader, sniff};
use csv::ReaderBuilder;
pub use csv::StringRecord;
use domain::import::{Column, FILE_LIMIT, LINE_LIMIT, ROW_LIMIT};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

/// More columns than this is no table of ours.
const COLUMN_LIMIT: usize = 200;

/// A column that our exports add for made-up data; known, and not used.
pub const STAMP_HEADER: &str = "数据性质";

/// The header of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Headers as they stand.
    pub headers: Vec<String>,
    /// The field that each was understood as.
    pub fields: Vec<Option<&'static str>>,
}

impl Header {
    fn read(record: &StringRecord, columns: &'static [Column]) -> Result<Self, FileProblem> {
        if record.len() > COLUMN_LIMIT {
            return Err(FileProblem::TooManyColumns(record.len()));
        }
        let headers: Vec<String> = record.iter().map(|h| plain(h).to_owned()).collect();
        let mut fields = Vec::with_capacity(headers.len());
        for header in &headers {
            let found = columns.iter().find(|c| c.headers.iter().any(|known| same(known, header)) || same(c.field, header));
            if let Some(column) = found
                && fields.contains(&Some(column.field))
            {
                return Err(FileProblem::ColumnTwice(header.clone()));
            }
            fields.push(found.map(|c| c.field));
        }
        let missing: Vec<&'static str> =
            columns.iter().filter(|c| c.required && !fields.contains(&Some(c.field))).map(|c| c.headers[0]).collect();
        if !missing.is_empty() {
            return Err(FileProblem::ColumnsMissing(missing));
        }
        Ok(Self { headers, fields })
    }

    /// The column of a field.
    pub fn index(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|f| *f == Some(field))
    }
}

/// Headers are compared without blanks, case, full-width forms and asterisks of required columns.
fn same(known: &str, header: &str) -> bool {
    let fold = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{ff0a}' | '\u{feff}'))
            .map(|c| match c {
                '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
                _ => c,
            })
            .flat_map(char::to_lowercase)
            .collect()
    };
    fold(known) == fold(header)
}

/// Counts bytes on their way, and stops a row that never ends.
struct Guard<R> {
    inner: R,
    since_row: usize,
    limit: usize,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(out)?;
        self.since_row += n;
        if self.since_row > self.limit {
            return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "row too long"));
        }
        Ok(n)
    }
}

/// Buffer of the CSV reader: it may read this much beyond the row it hands out.
const BUFFER: usize = 1 << 16;

/// A CSV file being read.
pub struct Table<R> {
    csv: csv::Reader<Guard<Utf8Reader<BufReader<R>>>>,
    record: StringRecord,
    row: u64,
    /// Its header.
    pub header: Header,
    /// Its encoding.
    pub encoding: Encoding,
    /// The separator.
    pub delimiter: u8,
}

impl<R: Read + Seek> Table<R> {
    /// Finds encoding and separator and reads the header.
    pub fn open(mut file: R, columns: &'static [Column]) -> Result<Self, FileProblem> {
        let size = file.seek(SeekFrom::End(0))?;
        if size > FILE_LIMIT {
            return Err(FileProblem::TooLarge);
        }
        let encoding = sniff(&mut file)?;
        let delimiter = {
            let mut first = String::new();
            BufReader::new(Utf8Reader::new((&mut file).take(LINE_LIMIT as u64), encoding)).read_line(&mut first).map_err(not_text)?;
            [b',', b'\t', b';'].into_iter().max_by_key(|d| (first.bytes().filter(|b| b == d).count(), *d == b',')).unwrap_or(b',')
        };
        file.seek(SeekFrom::Start(0))?;
        let guard = Guard {
            inner: Utf8Reader::new(BufReader::with_capacity(BUFFER, file), encoding),
            since_row: 0,
            limit: LINE_LIMIT + 2 * BUFFER,
        };
        let mut csv =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).buffer_capacity(BUFFER).from_reader(guard);
        let mut record = StringRecord::new();
        if !csv.read_record(&mut record).map_err(|e| broken(e, 1))? || record.iter().all(|c| c.trim().is_empty()) {
            return Err(FileProblem::Empty);
        }
        csv.get_mut().since_row = 0;
        let header = Header::read(&record, columns)?;
        Ok(Self { csv, record, row: 1, header, encoding, delimiter })
    }

    /// The next row that is not empty: its number (the header is row 1) and its cells.
    pub fn next_row(&mut self) -> Result<Option<(u64, &StringRecord)>, FileProblem> {
        loop {
            let row = self.row + 1;
            self.csv.get_mut().since_row = 0;
            if !self.csv.read_record(&mut self.record).map_err(|e| broken(e, row))? {
                return Ok(None);
            }
            if self.record.as_slice().len() > LINE_LIMIT {
                return Err(FileProblem::LineTooLong(row));
            }
            self.row = row;
            if row > ROW_LIMIT + 1 {
                return Err(FileProblem::TooLarge);
            }
            if self.record.iter().any(|c| !c.trim().is_empty()) {
                return Ok(Some((row, &self.record)));
            }
        }
    }

    /// Bytes of decoded text read so far.
    pub fn position(&self) -> u64 {
        self.csv.position().byte()
    }
}

fn not_text(error: std::io::Error) -> FileProblem {
    if error.kind() == std::io::ErrorKind::InvalidData { FileProblem::NotText } else { FileProblem::Io(error) }
}

fn broken(error: csv::Error, row: u64) -> FileProblem {
    match error.into_kind() {
        csv::ErrorKind::Io(io) if io.kind() == std::io::ErrorKind::FileTooLarge => FileProblem::LineTooLong(row),
        csv::ErrorKind::Io(io) => not_text(io),
        csv::ErrorKind::Utf8 { .. } => FileProblem::NotText,
        _ => FileProblem::LineTooLong(row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::{CASE_COLUMNS, RATING_COLUMNS};
    use proptest::prelude::*;
    use std::io::Cursor;

    fn open(text: &str) -> Result<Table<Cursor<Vec<u8>>>, FileProblem> {
        Table::open(Cursor::new(text.as_bytes().to_vec()), RATING_COLUMNS)
    }

    #[test]
    fn synonyms_and_unknown_columns() {
        let table = open("满意度*; pf ;评价时间;别的\n5;1;2026-01-01;x\n").unwrap();
        assert_eq!(table.delimiter, b';');
        assert_eq!(table.header.fields, [Some("grade"), Some("channel"), Some("at"), None]);
    }

    #[test]
    fn broken_headers() {
        assert!(matches!(open("评价等级,评价渠道\n"), Err(FileProblem::ColumnsMissing(m)) if m == ["评价时间"]));
        assert!(matches!(open("评价等级,满意度,评价渠道,评价时间\n"), Err(FileProblem::ColumnTwice(_))));
        assert!(matches!(open(&"a,".repeat(500)), Err(FileProblem::TooManyColumns(_))));
        assert!(matches!(open("\n\n"), Err(FileProblem::Empty)));
    }

    #[test]
    fn an_unclosed_quote_ends_with_an_error() {
        let mut text = "评价等级,评价渠道,评价时间\n5,1,\"2026".to_owned();
        text.push_str(&"x,\n".repeat(1 << 20));
        let mut table = open(&text).unwrap();
        assert!(matches!(table.next_row(), Err(FileProblem::LineTooLong(2))));
    }

    proptest! {
        /// Whatever the bytes: an error or rows, never a panic.
        #[test]
        fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..4000), with_header in any::<bool>()) {
            let mut file = if with_header { "日期,办件量\n".as_bytes().to_vec() } else { Vec::new() };
            file.extend(bytes);
            if let Ok(mut table) = Table::open(Cursor::new(file), CASE_COLUMNS) {
                while let Ok(Some(_)) = table.next_row() {}
            }
        }
    }
}
