//! The thread that reads a workbook: first how every sheet begins, then all rows of the one that was chosen.

use super::cell::text;
use super::ods::{self, Told};
use super::old;
use super::package::{damaged, scan, sheets, zip_problem};
use super::{BookKind, BookRow, COLUMNS, HEAD_ROWS, Head, Merge, SHEETS};
use crate::decode::FileProblem;
use calamine::{Data, DataRef, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use csv::StringRecord;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use zip::ZipArchive;

/// Rows handed on at a time.
const BATCH: usize = 512;
/// Batches that may wait.
const WAITING: usize = 4;

/// A workbook being read.
pub(crate) struct Book {
    pub(crate) kind: BookKind,
    pub(crate) heads: Vec<Head>,
    /// Dates are counted from 1904.
    pub(crate) is_1904: bool,
    choose: Sender<usize>,
    rows: Receiver<Message>,
    batch: std::vec::IntoIter<BookRow>,
    read: Arc<AtomicU64>,
}

enum Message {
    Heads(Vec<Head>, bool),
    Rows(Vec<BookRow>),
    End,
    Failed(FileProblem),
}

impl Book {
    /// Begins to read, and waits until it is known how every sheet begins.
    pub(crate) fn open<R: Read + Seek + Send + 'static>(file: R, kind: BookKind) -> Result<Self, FileProblem> {
        let (choose, chosen) = mpsc::channel();
        let (send, rows) = mpsc::sync_channel(WAITING);
        let read = Arc::new(AtomicU64::new(0));
        let file = Counted { inner: file, read: Arc::clone(&read) };
        // A library that panics on a broken file ends its thread, and the channel says so.
        std::thread::Builder::new().name("workbook".to_owned()).spawn(move || work(file, kind, &send, &chosen))?;
        match rows.recv() {
            Ok(Message::Heads(heads, is_1904)) => Ok(Self { kind, heads, is_1904, choose, rows, batch: Vec::new().into_iter(), read }),
            Ok(Message::Failed(problem)) => Err(problem),
            _ => Err(damaged("the reader gave up")),
        }
    }

    /// Rows of this sheet come from now on.
    pub(crate) fn choose(&self, sheet: usize) {
        // A thread that is gone is told by the next row.
        let _ = self.choose.send(sheet);
    }

    /// The next row that is not empty.
    pub(crate) fn next(&mut self) -> Result<Option<BookRow>, FileProblem> {
        loop {
            if let Some(row) = self.batch.next() {
                return Ok(Some(row));
            }
            match self.rows.recv() {
                Ok(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(Message::End) => return Ok(None),
                Ok(Message::Failed(problem)) => return Err(problem),
                Ok(Message::Heads(..)) | Err(_) => return Err(damaged("the reader gave up")),
            }
        }
    }

    /// Bytes of the file that were read since the sheet was chosen.
    pub(crate) fn position(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(out)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}

fn work<R: Read + Seek>(file: Counted<R>, kind: BookKind, send: &SyncSender<Message>, chosen: &Receiver<usize>) {
    let read = Arc::clone(&file.read);
    let last = match serve(file, kind, send, chosen, &read) {
        Ok(()) => Message::End,
        Err(problem) => Message::Failed(problem),
    };
    // Whoever asked may be gone.
    let _ = send.send(last);
}

/// Opens, tells the heads, waits for the choice, sends the rows.
fn serve<R: Read + Seek>(
    file: Counted<R>,
    kind: BookKind,
    send: &SyncSender<Message>,
    chosen: &Receiver<usize>,
    read: &AtomicU64,
) -> Result<(), FileProblem> {
    let mut source = Source::open(file, kind)?;
    let heads = source.heads()?;
    if heads.is_empty() {
        return Err(FileProblem::Empty);
    }
    let merges: Vec<Vec<Merge>> = heads.iter().map(|h| h.merges.clone()).collect();
    let is_1904 = source.is_1904();
    if send.send(Message::Heads(heads, is_1904)).is_err() {
        return Ok(());
    }
    let Ok(sheet) = chosen.recv() else { return Ok(()) };
    read.store(0, Ordering::Relaxed);
    let mut fill = Fill::new(merges.get(sheet).map(Vec::as_slice).unwrap_or_default());
    let mut batch = Vec::with_capacity(BATCH);
    source.walk(sheet, |mut row| {
        fill.down(&mut row);
        batch.push(row);
        if batch.len() == BATCH && send.send(Message::Rows(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let _ = send.send(Message::Rows(batch));
    Ok(())
}

/// Merged cells that reach down say the same in each of their rows.
struct Fill {
    /// By their first row, the last one first.
    waiting: Vec<Merge>,
    active: Vec<(Merge, String)>,
}

impl Fill {
    fn new(merges: &[Merge]) -> Self {
        let mut waiting: Vec<Merge> = merges.iter().copied().filter(|m| m.bottom > m.top).collect();
        waiting.sort_by_key(|m| std::cmp::Reverse(m.top));
        Self { waiting, active: Vec::new() }
    }

    fn down(&mut self, row: &mut BookRow) {
        if self.waiting.is_empty() && self.active.is_empty() {
            return;
        }
        let at = u32::try_from(row.row - 1).unwrap_or(u32::MAX);
        self.active.retain(|(merge, _)| merge.bottom >= at);
        while self.waiting.last().is_some_and(|m| m.top <= at) {
            let Some(merge) = self.waiting.pop() else { break };
            if merge.top == at {
                self.active.push((merge, row.cells.get(merge.left as usize).unwrap_or_default().to_owned()));
            }
        }
        let filled: Vec<(usize, &str)> = self
            .active
            .iter()
            .filter(|(m, text)| m.top < at && !text.is_empty())
            .map(|(m, text)| (m.left as usize, text.as_str()))
            .collect();
        if filled.is_empty() {
            return;
        }
        let width = row.cells.len().max(filled.iter().map(|(c, _)| c + 1).max().unwrap_or(0));
        row.cells = (0..width)
            .map(|c| {
                let own = row.cells.get(c).unwrap_or_default();
                if own.is_empty() { filled.iter().find(|(at, _)| *at == c).map_or(own, |(_, text)| text) } else { own }
            })
            .collect();
    }
}

/// A file of any kind, open.
enum Source<R: Read + Seek> {
    Xlsx { book: Box<Xlsx<BufReader<Counted<R>>>>, sheets: Vec<(String, bool, Vec<Merge>)>, is_1904: bool },
    Xls { book: Box<Xls<BufReader<Counted<R>>>> },
    Ods { file: Counted<R> },
}

fn xlsx_problem(error: XlsxError) -> FileProblem {
    match error {
        XlsxError::Password => FileProblem::Password,
        XlsxError::Io(io) => FileProblem::Io(io),
        other => damaged(other),
    }
}

impl<R: Read + Seek> Source<R> {
    fn open(mut file: Counted<R>, kind: BookKind) -> Result<Self, FileProblem> {
        match kind {
            BookKind::Ods => Ok(Self::Ods { file }),
            BookKind::Xls => {
                old::look_through(&mut file)?;
                let book = Xls::new(BufReader::new(file)).map_err(|error| match error {
                    XlsError::Password => FileProblem::Password,
                    XlsError::Io(io) => FileProblem::Io(io),
                    other => damaged(other),
                })?;
                Ok(Self::Xls { book: Box::new(book) })
            }
            BookKind::Xlsx => {
                let mut zip = ZipArchive::new(&mut file).map_err(zip_problem)?;
                for part in ["xl/sharedStrings.xml", "xl/styles.xml"] {
                    scan(&mut zip, part)?;
                }
                let mut found = Vec::new();
                for sheet in sheets(&mut zip)?.into_iter().take(SHEETS) {
                    let merges = scan(&mut zip, &sheet.path)?;
                    found.push((sheet.name, sheet.hidden, merges));
                }
                file.seek(SeekFrom::Start(0))?;
                let book = Box::new(Xlsx::new(BufReader::with_capacity(1 << 16, file)).map_err(xlsx_problem)?);
                let is_1904 = book.has_1904_epoch();
                found.retain(|(name, ..)| book.sheet_names().contains(name));
                Ok(Self::Xlsx { book, sheets: found, is_1904 })
            }
        }
    }

    fn is_1904(&self) -> bool {
        match self {
            Self::Xlsx { is_1904, .. } => *is_1904,
            Self::Xls { book } => book.has_1904_epoch(),
            Self::Ods { .. } => false,
        }
    }

    /// How every sheet begins.
    fn heads(&mut self) -> Result<Vec<Head>, FileProblem> {
        if let Self::Ods { file } = self {
            return ods_heads(file);
        }
        let sheets: Vec<(String, bool, Vec<Merge>)> = match self {
            Self::Xlsx { sheets, .. } => sheets.clone(),
            Self::Xls { book } => {
                let all: Vec<(String, bool)> =
                    book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible != SheetVisible::Visible)).take(SHEETS).collect();
                all.into_iter()
                    .map(|(name, hidden)| {
                        let merges = xls_merges(book, &name);
                        (name, hidden, merges)
                    })
                    .collect()
            }
            Self::Ods { .. } => Vec::new(),
        };
        let mut heads = Vec::new();
        for (nth, (name, hidden, merges)) in sheets.into_iter().enumerate() {
            let mut rows = Vec::new();
            let mut fill = Fill::new(&merges);
            self.walk(nth, |mut row| {
                fill.down(&mut row);
                rows.push(row);
                if rows.len() < HEAD_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            heads.push(Head { name, hidden, rows, merges });
        }
        Ok(heads)
    }

    /// All rows of a sheet that are not empty.
    fn walk(&mut self, sheet: usize, mut each: impl FnMut(BookRow) -> ControlFlow<()>) -> Result<(), FileProblem> {
        match self {
            Self::Xlsx { book, sheets, is_1904 } => {
                let Some((name, ..)) = sheets.get(sheet) else { return Ok(()) };
                let mut cells = book.worksheet_cells_reader(name).map_err(xlsx_problem)?;
                let mut open: Option<BookRow> = None;
                while let Some(cell) = cells.next_cell().map_err(xlsx_problem)? {
                    let (row, column) = cell.get_position();
                    let row = u64::from(row) + 1;
                    if open.as_ref().is_none_or(|o| o.row != row) {
                        let fresh = BookRow { row, cells: StringRecord::with_capacity(256, 32) };
                        if let Some(done) = open.replace(fresh).filter(BookRow::has_text)
                            && each(done).is_break()
                        {
                            return Ok(());
                        }
                    }
                    if let Some(open) = &mut open {
                        open.put(column, &text(cell.get_value(), *is_1904));
                    }
                }
                if let Some(done) = open.filter(BookRow::has_text) {
                    let _ = each(done);
                }
                Ok(())
            }
            Self::Xls { book } => {
                let Some(name) = book.sheet_names().get(sheet).cloned() else { return Ok(()) };
                let is_1904 = book.has_1904_epoch();
                let range = book.worksheet_range(&name).map_err(damaged)?;
                let Some((top, left)) = range.start() else { return Ok(()) };
                for (nth, cells) in range.rows().enumerate() {
                    let mut row = BookRow { row: u64::from(top) + nth as u64 + 1, cells: StringRecord::new() };
                    for (column, cell) in (left..).zip(cells) {
                        if *cell != Data::Empty {
                            row.put(column, &text(&borrowed(cell), is_1904));
                        }
                    }
                    if row.has_text() && each(row).is_break() {
                        return Ok(());
                    }
                }
                Ok(())
            }
            Self::Ods { file } => {
                file.seek(SeekFrom::Start(0))?;
                let mut nth: Option<usize> = None;
                ods::walk(file, |told| match told {
                    Told::Sheet(..) => {
                        nth = Some(nth.map_or(0, |n| n + 1));
                        if nth.is_some_and(|n| n > sheet) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                    }
                    Told::Row(row) if nth == Some(sheet) => each(row),
                    _ => ControlFlow::Continue(()),
                })
            }
        }
    }
}

/// A cell without a copy of its text.
fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(at) => DataRef::DateTime(*at),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}

impl BookRow {
    fn has_text(&self) -> bool {
        self.cells.iter().any(|c| !c.is_empty())
    }

    /// Puts a cell into its column; those that come late or stand far away are not looked at.
    fn put(&mut self, column: u32, text: &str) {
        let column = column as usize;
        if text.is_empty() || column < self.cells.len() || column >= COLUMNS as usize {
            return;
        }
        while self.cells.len() < column {
            self.cells.push_field("");
        }
        self.cells.push_field(text);
    }
}

fn xls_merges<R: Read + Seek>(book: &Xls<BufReader<Counted<R>>>, name: &str) -> Vec<Merge> {
    let found = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    found.iter().map(|d| Merge { top: d.start.0, left: d.start.1, bottom: d.end.0, right: d.end.1 }).collect()
}

fn ods_heads<R: Read + Seek>(file: &mut Counted<R>) -> Result<Vec<Head>, FileProblem> {
    let mut heads: Vec<Head> = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    ods::walk(file, |told| {
        match told {
            Told::Sheet(name, hidden) if heads.len() < SHEETS => {
                heads.push(Head { name: name.to_owned(), hidden, rows: Vec::new(), merges: Vec::new() });
            }
            Told::Sheet(..) => return ControlFlow::Break(()),
            Told::Row(row) => {
                if let Some(head) = heads.last_mut().filter(|h| h.rows.len() < HEAD_ROWS) {
                    head.rows.push(row);
                }
            }
            Told::Merge(merge) => {
                if let Some(head) = heads.last_mut() {
                    head.merges.push(merge);
                }
            }
        }
        ControlFlow::Continue(())
    })?;
    for head in &mut heads {
        let mut fill = Fill::new(&head.merges);
        head.rows.iter_mut().for_each(|row| fill.down(row));
    }
    Ok(heads)
}
