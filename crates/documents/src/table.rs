//! Rows of a CSV file or of a sheet of a workbook, with its header mapped to fields.

use crate::book::{self, Book, Head};
use crate::cells::{narrowed, plain};
use crate::decode::{FileProblem, Utf8Reader, sniff};
use crate::header;
pub use crate::header::Header;
use crate::quotes::Quotes;
use csv::ReaderBuilder;
pub use csv::StringRecord;
use domain::import::{Column, FILE_LIMIT, Form, LINE_LIMIT, ROW_LIMIT, Reading};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

/// A column that our exports add for made-up data; known, and not used.
pub const STAMP_HEADER: &str = "数据性质";

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

/// A CSV file or a sheet of a workbook being read.
pub struct Table<R> {
    source: Source<R>,
    /// Rows that were read while the header was looked for.
    ahead: VecDeque<Result<(u64, StringRecord), FileProblem>>,
    record: StringRecord,
    tidy: Vec<(usize, Tidy)>,
    required: Vec<usize>,
    /// Its header.
    pub header: Header,
    /// Its encoding, or the kind of workbook.
    pub encoding: &'static str,
    /// The separator; none in a workbook.
    pub delimiter: Option<u8>,
    /// Name of the sheet; none in a CSV file.
    pub sheet: Option<String>,
    /// All sheets of a workbook.
    pub sheets: Vec<SheetFound>,
    /// Rows that are no data: totals, signatures, remarks, headers that are repeated on each page.
    pub asides: Vec<u64>,
    /// Columns of the widest row read so far, whatever the header says.
    pub widest: usize,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFound {
    /// Its name.
    pub name: String,
    /// Not shown by the spreadsheet program.
    pub hidden: bool,
    /// Nothing stands in it.
    pub empty: bool,
}

enum Source<R> {
    Csv { csv: Box<csv::Reader<Guard<Quotes<Utf8Reader<BufReader<R>>>>>>, row: u64 },
    Book(Box<Book>),
}

/// How a cell is brought into the form that its parser reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tidy {
    /// Full-width letters and digits become plain ones.
    Plain,
    /// And a bare number is a day as spreadsheets count them, from 1900 or 1904.
    Day { is_1904: bool, of_book: bool },
}

/// Days that a bare number in a column of days can mean: 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_500.0;

impl Tidy {
    fn of(column: &Column, is_1904: bool, of_book: bool) -> Option<Self> {
        match column.form {
            Form::Text => None,
            Form::Code | Form::Count => Some(Self::Plain),
            Form::Day => Some(Self::Day { is_1904, of_book }),
        }
    }

    /// The cell in another form; none: it is as it should be.
    fn changed(self, cell: &str) -> Option<String> {
        if let Some(narrow) = narrowed(cell) {
            return Some(self.changed(&narrow).unwrap_or(narrow));
        }
        match self {
            Self::Day { is_1904, of_book: true } if cell.len() >= 5 && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
                cell.parse().ok().filter(|n| SERIALS.contains(n)).and_then(|n| crate::book::serial(n, is_1904))
            }
            _ => None,
        }
    }
}

impl<R: Read + Seek + Send + 'static> Table<R> {
    /// Finds encoding, separator and header; columns that are needed have to be there.
    pub fn open(file: R, columns: &'static [Column]) -> Result<Self, FileProblem> {
        let table = Self::open_as(file, columns, &Reading::default())?;
        table.header.complete()?;
        Ok(table)
    }

    /// The same as a person said: which sheet, which row is the header, which column is what. Columns may be missing; see
    /// [`Header::complete`].
    pub fn open_as(mut file: R, columns: &'static [Column], reading: &Reading) -> Result<Self, FileProblem> {
        let size = file.seek(SeekFrom::End(0))?;
        if size > FILE_LIMIT {
            return Err(FileProblem::TooLarge);
        }
        match book::kind_of(&mut file)? {
            Some(kind) => Self::of_book(Book::open(file, kind)?, columns, reading),
            None => Self::of_csv(file, columns, reading),
        }
    }

    fn of_csv(mut file: R, columns: &'static [Column], reading: &Reading) -> Result<Self, FileProblem> {
        let encoding = sniff(&mut file)?;
        let delimiter = {
            let mut start = BufReader::new(Utf8Reader::new((&mut file).take(LINE_LIMIT as u64), encoding));
            separator(&mut start)?
        };
        file.seek(SeekFrom::Start(0))?;
        let guard = Guard {
            inner: Quotes::new(Utf8Reader::new(BufReader::with_capacity(BUFFER, file), encoding), delimiter),
            since_row: 0,
            limit: LINE_LIMIT + 2 * BUFFER,
        };
        let csv = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).buffer_capacity(BUFFER).from_reader(guard);
        let mut source = Source::Csv { csv: Box::new(csv), row: 0 };
        let mut ahead = VecDeque::new();
        let most = reading.header_row.map_or(header::LOOKED_AT, |row| usize::try_from(row).unwrap_or(usize::MAX).min(1_000));
        while ahead.len() < most {
            let mut record = StringRecord::new();
            match source.next(&mut record) {
                Ok(Some(row)) => ahead.push_back(Ok((row, record))),
                Ok(None) => break,
                Err(problem) => {
                    ahead.push_back(Err(problem));
                    break;
                }
            }
        }
        if let Some(Err(_)) = ahead.front()
            && let Some(Err(problem)) = ahead.pop_front()
        {
            return Err(problem);
        }
        let rows: Vec<(u64, &StringRecord)> = ahead.iter().map_while(|r| r.as_ref().ok().map(|(row, record)| (*row, record))).collect();
        let header = Header::find(&rows, &[], columns, reading)?;
        ahead.retain(|r| r.as_ref().map_or(true, |(row, _)| *row > header.row));
        Ok(Self::new(source, ahead, header, columns, encoding.name(), Some(delimiter)))
    }

    fn of_book(book: Book, columns: &'static [Column], reading: &Reading) -> Result<Self, FileProblem> {
        let sheets: Vec<SheetFound> =
            book.heads.iter().map(|h| SheetFound { name: h.name.clone(), hidden: h.hidden, empty: h.rows.is_empty() }).collect();
        let found = |head: &Head| {
            let rows: Vec<(u64, &StringRecord)> = head.rows.iter().map(|r| (r.row, &r.cells)).collect();
            Header::find(&rows, &head.merges, columns, reading)
        };
        let chosen = match &reading.sheet {
            Some(name) => {
                let at = book.heads.iter().position(|h| h.name == *name).ok_or_else(|| FileProblem::SheetMissing(name.clone()))?;
                (at, found(&book.heads[at])?)
            }
            None => {
                let mut best: Option<(usize, Header)> = None;
                let mut first_problem = None;
                for (at, head) in book.heads.iter().enumerate() {
                    match found(head) {
                        Ok(header) => {
                            let rank = |header: &Header, at: usize| (header.score(), !sheets[at].hidden);
                            if best.as_ref().is_none_or(|(before, b)| rank(&header, at) > rank(b, *before)) {
                                best = Some((at, header));
                            }
                        }
                        Err(problem) => first_problem = first_problem.or(Some(problem)),
                    }
                }
                best.ok_or(first_problem.unwrap_or(FileProblem::Empty))?
            }
        };
        let (at, header) = chosen;
        book.choose(at);
        let (kind, name) = (book.kind.name(), sheets[at].name.clone());
        let mut table = Self::new(Source::Book(Box::new(book)), VecDeque::new(), header, columns, kind, None);
        (table.sheet, table.sheets) = (Some(name), sheets);
        Ok(table)
    }

    fn new(
        source: Source<R>,
        ahead: VecDeque<Result<(u64, StringRecord), FileProblem>>,
        header: Header,
        columns: &'static [Column],
        encoding: &'static str,
        delimiter: Option<u8>,
    ) -> Self {
        let (is_1904, of_book) = match &source {
            Source::Book(book) => (book.is_1904, true),
            Source::Csv { .. } => (false, false),
        };
        let at = |c: &Column| header.index(c.field);
        let tidy = columns.iter().filter_map(|c| Some((at(c)?, Tidy::of(c, is_1904, of_book)?))).collect();
        let required = columns.iter().filter(|c| c.required).filter_map(at).collect();
        Self {
            source,
            ahead,
            record: StringRecord::new(),
            tidy,
            required,
            header,
            encoding,
            delimiter,
            sheet: None,
            sheets: Vec::new(),
            asides: Vec::new(),
            widest: 0,
        }
    }

    /// The next row of data: its number, as a spreadsheet shows it, and its cells.
    pub fn next_row(&mut self) -> Result<Option<(u64, &StringRecord)>, FileProblem> {
        loop {
            let row = match self.ahead.pop_front() {
                Some(Ok((row, record))) => {
                    self.record = record;
                    row
                }
                Some(Err(problem)) => return Err(problem),
                None => match self.source.next(&mut self.record)? {
                    Some(row) => row,
                    None => return Ok(None),
                },
            };
            let Some(last) = (0..self.record.len()).rfind(|at| !self.record[*at].trim().is_empty()).filter(|_| row > self.header.row)
            else {
                continue;
            };
            self.widest = self.widest.max(last + 1);
            if self.is_aside() {
                self.asides.push(row);
                continue;
            }
            let width = self.header.headers.len();
            // A sheet keeps no empty cells, and what stands beside the table belongs to no column of it; a line of text may end
            // in separators.
            let is_sheet = self.delimiter.is_none();
            if is_sheet && self.record.len() != width || !is_sheet && self.record.len() > width && last < width {
                self.record = (0..width).map(|at| self.record.get(at).unwrap_or_default()).collect();
            }
            if self.tidy.iter().any(|(at, tidy)| self.record.get(*at).is_some_and(|c| tidy.changed(c).is_some())) {
                self.record = tidied(&self.record, &self.tidy);
            }
            return Ok(Some((row, &self.record)));
        }
    }

    /// Totals, signatures, remarks; or the header once more.
    fn is_aside(&self) -> bool {
        let first = self.record.iter().map(plain).find(|c| !c.is_empty()).unwrap_or_default();
        if header::is_signature(first) && self.required.iter().any(|at| self.record.get(*at).is_none_or(|c| plain(c).is_empty())) {
            return true;
        }
        let mut used = self.header.fields.iter().enumerate().filter(|(_, f)| f.is_some()).peekable();
        used.peek().is_some() && used.all(|(at, _)| self.record.get(at).map(plain) == Some(self.header.headers[at].as_str()))
    }

    /// Bytes of the file (of decoded text, in a CSV file) read so far.
    pub fn position(&self) -> u64 {
        match &self.source {
            Source::Csv { csv, .. } => csv.position().byte(),
            Source::Book(book) => book.position(),
        }
    }
}

impl<R: Read> Source<R> {
    /// Reads the next row; its number. Rows of a CSV file may be empty.
    fn next(&mut self, record: &mut StringRecord) -> Result<Option<u64>, FileProblem> {
        let row = match self {
            Self::Csv { csv, row } => {
                let next = *row + 1;
                csv.get_mut().since_row = 0;
                if !csv.read_record(record).map_err(|e| broken(e, next))? {
                    return Ok(None);
                }
                *row = next;
                let end = csv.position().byte();
                // A cell with something behind its quotes is only untidy; one that also runs over lines has swallowed them.
                let has_lines = || record.iter().any(|cell| cell.contains(['\n', '\r']));
                let quotes = &mut csv.get_mut().inner;
                if quotes.is_cut() || quotes.fault_before(end) && has_lines() {
                    return Err(FileProblem::QuoteOpen(next));
                }
                next
            }
            Self::Book(book) => match book.next()? {
                None => return Ok(None),
                Some(next) => {
                    *record = next.cells;
                    next.row
                }
            },
        };
        if record.as_slice().len() > LINE_LIMIT {
            return Err(FileProblem::LineTooLong(row));
        }
        if row > ROW_LIMIT + 1 {
            return Err(FileProblem::TooLarge);
        }
        Ok(Some(row))
    }
}

fn tidied(record: &StringRecord, tidy: &[(usize, Tidy)]) -> StringRecord {
    let cell = |(at, cell): (usize, &str)| {
        let how = tidy.iter().find(|(column, _)| *column == at);
        how.and_then(|(_, how)| how.changed(cell)).unwrap_or_else(|| cell.to_owned())
    };
    record.iter().enumerate().map(cell).collect()
}

/// The separator of the first line that has one: a title above the header has none.
fn separator(start: &mut impl BufRead) -> Result<u8, FileProblem> {
    const KNOWN: [u8; 3] = [b',', b'\t', b';'];
    let mut line = String::new();
    for _ in 0..20 {
        line.clear();
        if start.read_line(&mut line).map_err(not_text)? == 0 {
            break;
        }
        let count = |d: u8| line.bytes().filter(|b| *b == d).count();
        if let Some(best) = KNOWN.into_iter().filter(|d| count(*d) > 0).max_by_key(|d| (count(*d), *d == b',')) {
            return Ok(best);
        }
    }
    Ok(b',')
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
        assert_eq!(table.delimiter, Some(b';'));
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

    /// The row whose quotes do not pair is told, in place of the rows that it swallowed; untidy quotes within a row are read as they always were.
    #[test]
    fn rows_that_a_quote_has_swallowed_are_told() {
        let row = |n: u32, comment: &str| format!("5,1,2026-01-{n:02},{comment}\n");
        let read = |rows: &[String]| {
            let mut table = open(&["评价等级,评价渠道,评价时间,文字评价\n".to_owned(), rows.concat()].concat()).unwrap();
            let mut comments = Vec::new();
            loop {
                match table.next_row() {
                    Ok(Some((_, record))) => comments.push(record[3].to_owned()),
                    Ok(None) => return Ok(comments),
                    Err(problem) => return Err(problem),
                }
            }
        };
        let many = |from: u32| (from..from + 5).map(|n| row(n, "好"));
        let open_end: Vec<String> = many(1).chain([row(6, "\"很好")]).chain(many(7)).collect();
        let closed_later: Vec<String> = open_end.iter().cloned().chain([row(12, "\"也好\"")]).chain(many(13)).collect();
        for rows in [open_end, closed_later] {
            assert!(matches!(read(&rows), Err(FileProblem::QuoteOpen(7))));
        }
        assert_eq!(
            read(&[row(1, "\"好\"的"), row(2, "五\"寸"), row(3, "\"两\n行，\"\"好\"\"\"")]).unwrap(),
            ["好的", "五\"寸", "两\n行，\"好\""]
        );
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
