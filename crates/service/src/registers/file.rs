//! A register's file into rows, all of them: a register is small.

use crate::context::Cx;
use crate::failure::Failure;
use crate::imports::problems::{Problems, shown};
use crate::imports::{self, SHOWN_ROWS, described, memory};
use api::InFile;
use api::import::Previewed;
use api::register::Sheet;
use documents::decode::FileProblem;
use documents::register::{RegisterColumns, RegisterRow, parse};
use documents::table::Header;
use domain::import::{Column, Reading};
use domain::register::{ROWS, Register};
use std::path::Path;

/// What was read of a file.
pub(crate) struct Opened {
    pub(crate) header: Header,
    /// The sheet of a workbook.
    pub(crate) sheet: Option<String>,
    /// Columns of the widest row.
    pub(crate) widest: usize,
    /// The first rows as they stand.
    pub(crate) first: Vec<Vec<String>>,
    /// Rows that are no data.
    pub(crate) asides: Vec<u64>,
    /// Good rows, as far as cells by themselves can be good.
    pub(crate) rows: Vec<RegisterRow>,
    /// The others.
    pub(crate) problems: Problems,
}

/// An open file whose columns need not all be known.
async fn table(path: &Path, name: &str, columns: &'static [Column], reading: &Reading) -> Result<imports::Opened, Failure> {
    let (path, name, reading) = (path.to_owned(), name.to_owned(), reading.clone());
    Ok(tokio::task::spawn_blocking(move || imports::open_as(&path, &name, columns, &reading)).await??)
}

/// Opens a register's file as a person said, or as the last time, and reads all its rows; what it looks like.
pub(crate) async fn open(cx: &mut Cx<'_>, register: Register, sheet: &Sheet) -> Result<(Previewed, Opened), Failure> {
    open_as(cx, register.columns(), register.code(), &sheet.file, &sheet.reading).await
}

/// The same for any columns; `word` is what the mapping is remembered by.
pub(crate) async fn open_as(
    cx: &mut Cx<'_>,
    columns: &'static [Column],
    word: &str,
    file: &InFile,
    reading: &Reading,
) -> Result<(Previewed, Opened), Failure> {
    let path = cx.path_in(file)?;
    let (name, mut reading) = (file.name.clone(), reading.clone());
    let mut table = self::table(&path, &name, columns, &reading).await?;
    let mut remembered = false;
    // Nothing was said: perhaps it was the last time.
    if reading.mapping.is_empty()
        && let Some(mapping) = memory::of(&mut cx.conn().await?, word, &table.header.headers).await?
    {
        (reading.mapping, remembered) = (mapping, true);
        table = self::table(&path, &name, columns, &reading).await?;
    }
    let database = crate::sessions::kind(&mut cx.conn().await?).await?;
    imports::refuse_made_up(database, &table, &name)?;
    let read = tokio::task::spawn_blocking(move || {
        let mut described = described(&table);
        described.remembered = remembered;
        described.reading.header_row = reading.header_row;
        described.reading.mapping = reading.mapping;
        let (header, sheet) = (table.header.clone(), table.sheet.clone());
        let parsed = RegisterColumns::of(&header, columns);
        let is_known = described.missing.is_empty();
        let (mut first, mut rows, mut problems) = (Vec::new(), Vec::new(), Problems::default());
        let unreadable = |problem: &FileProblem| imports::unreadable(&name, problem);
        let mut n = 0;
        while let Some((row, record)) = table.next_row().map_err(|e| unreadable(&e))? {
            n += 1;
            if n > ROWS {
                return Err(unreadable(&FileProblem::TooLarge));
            }
            if first.len() < SHOWN_ROWS {
                first.push(record.iter().map(shown).collect());
            } else if !is_known {
                break;
            }
            if !is_known {
                continue;
            }
            match parse(&parsed, record, row) {
                Ok(row) => rows.push(row),
                Err(wrong) => problems.add(wrong, &record.iter().collect::<Vec<_>>()),
            }
        }
        let (asides, widest) = (table.asides.clone(), table.widest);
        Ok((described, Opened { header, sheet, widest, first, asides, rows, problems }))
    });
    Ok(read.await??)
}
