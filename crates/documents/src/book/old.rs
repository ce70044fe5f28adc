//! Looks through an old workbook (XLS) before the library reads it. That lays each sheet out whole between its outermost cells, and makes
//! room for as many cells as the sheet says it has: a few bytes of a hostile file would ask for hundreds of gigabytes, and end the program.

use super::package::damaged;
use crate::decode::FileProblem;
use cfb::CompoundFile;
use std::io::{Read, Seek, SeekFrom};

/// Cells between the outermost ones of all sheets: what a single sheet of the format has, 65,536 rows of 256.
const MOST_CELLS: u64 = 65_536 * 256;

// Records, by their numbers in [MS-XLS] 2.3.
const BOUND_SHEET: u16 = 0x0085;
const FILE_PASS: u16 = 0x002F;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const MANY_NUMBERS: u16 = 0x00BD;
/// Those that begin with a row and a column.
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x0205, 0x0006, 0x00D6, 0x00FD, 0x027E, MANY_NUMBERS];

/// Refuses a workbook whose sheets would take more room than any has. The file stands at its beginning again afterwards.
pub(super) fn look_through<R: Read + Seek>(file: &mut R) -> Result<(), FileProblem> {
    let stream = workbook(file)?;
    file.seek(SeekFrom::Start(0))?;
    let mut sheets = Vec::new();
    for (number, data) in records(&stream) {
        match number {
            // Its records can't be read; the library says that it is locked.
            FILE_PASS => return Ok(()),
            BOUND_SHEET => sheets.extend(word(data, 0).zip(word(data, 2)).map(|(low, high)| usize::from(low) | usize::from(high) << 16)),
            END => break,
            _ => {}
        }
    }
    let mut all = 0;
    for at in sheets {
        let Some(sheet) = stream.get(at..) else { return Err(damaged("a sheet begins behind the end")) };
        all += cells(sheet)?;
        if all > MOST_CELLS {
            return Err(FileProblem::Bomb);
        }
    }
    Ok(())
}

/// The stream with the workbook's records, which the format knows by two names.
fn workbook<R: Read + Seek>(file: &mut R) -> Result<Vec<u8>, FileProblem> {
    file.seek(SeekFrom::Start(0))?;
    let mut container = CompoundFile::open(file).map_err(damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name)).ok_or_else(|| damaged("no workbook in it"))?;
    let mut stream = Vec::new();
    container.open_stream(name).map_err(damaged)?.read_to_end(&mut stream).map_err(damaged)?;
    Ok(stream)
}

/// Records by number, each with its bytes, until the stream ends or one is cut off.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (number, length) = (word(rest, 0)?, usize::from(word(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((number, data))
    })
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Cells between the first one there can be and the outermost one of a sheet.
fn cells(sheet: &[u8]) -> Result<u64, FileProblem> {
    let (mut rows, mut columns) = (0_u64, 0_u64);
    // What is embedded in a sheet, such as a chart, begins and ends as the sheet does.
    let mut inside = 0_u32;
    for (number, data) in records(sheet) {
        match number {
            BEGIN => inside += 1,
            END if inside <= 1 => break,
            END => inside -= 1,
            DIMENSIONS if claimed(data) > MOST_CELLS => return Err(FileProblem::Bomb),
            number if CELLS.contains(&number) => {
                let (Some(row), Some(first)) = (word(data, 0), word(data, 2)) else { continue };
                let last = if number == MANY_NUMBERS { word(data, data.len().saturating_sub(2)) } else { None };
                rows = rows.max(u64::from(row) + 1);
                columns = columns.max(u64::from(first.max(last.unwrap_or(first))) + 1);
            }
            _ => {}
        }
    }
    Ok(rows * columns)
}

/// As many cells as a sheet says it has: first row, row behind the last, first column, column behind the last; rows in two words each from
/// Excel 97 on.
fn claimed(data: &[u8]) -> u64 {
    let word = |at| u64::from(word(data, at).unwrap_or_default());
    let (rows, columns) = if data.len() >= 14 {
        let row = |at| word(at) | word(at + 2) << 16;
        (row(4).saturating_sub(row(0)), word(10).saturating_sub(word(8)))
    } else {
        (word(2).saturating_sub(word(0)), word(6).saturating_sub(word(4)))
    };
    (rows + 1) * (columns + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::io::Cursor;

    fn record(number: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&number.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// A workbook with these sheets.
    fn book(sheets: &[Vec<u8>]) -> Cursor<Vec<u8>> {
        let begins = |at: usize| record(BOUND_SHEET, &u32::try_from(at).unwrap().to_le_bytes());
        let end = record(END, &[]);
        let globals = sheets.len() * begins(0).len() + end.len();
        let mut at = globals;
        let mut stream = Vec::new();
        for sheet in sheets {
            stream.extend(begins(at));
            at += sheet.len() + end.len();
        }
        stream.extend(&end);
        for sheet in sheets {
            stream.extend(sheet);
            stream.extend(&end);
        }
        let mut container = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut container.create_stream("/Workbook").unwrap(), &stream).unwrap();
        container.into_inner()
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[words(&[row, column, 0]), vec![0; 8]].concat())
    }

    #[test]
    fn what_would_take_more_room_than_a_sheet_has_is_refused() {
        let many = |first: u16, last: u16| record(MANY_NUMBERS, &words(&[65_535, first, 0, 0, 0, last]));
        let claims = |rows: u32, columns: u16| record(DIMENSIONS, &[&[0; 4][..], &rows.to_le_bytes(), &words(&[0, columns, 0])].concat());
        let whole = cell(65_535, 255);
        let table = [
            (vec![cell(0, 0)], false),
            (vec![whole.clone()], false),
            (vec![cell(0, 65_535)], false),
            (vec![[cell(65_535, 0), cell(0, 256)].concat()], true),
            (vec![whole.clone(), whole], true),
            (vec![[record(BEGIN, &[]), record(BEGIN, &[]), record(END, &[]), cell(65_535, 256)].concat()], true),
            (vec![many(0, 255)], false),
            (vec![many(0, 256)], true),
            (vec![claims(65_535, 255)], false),
            (vec![claims(u32::MAX, 1)], true),
            (vec![record(DIMENSIONS, &words(&[0, 65_535, 0, 65_535, 0]))], true),
        ];
        for (at, (sheets, expected)) in table.into_iter().enumerate() {
            let mut file = book(&sheets);
            let refused = look_through(&mut file);
            assert_eq!(matches!(refused, Err(FileProblem::Bomb)), expected, "{at}: {refused:?}");
            assert!(expected || refused.is_ok(), "{at}: {refused:?}");
        }
    }

    #[test]
    fn what_is_no_workbook_is_said_to_be_damaged() {
        let mut container = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        container.create_stream("/WordDocument").unwrap();
        let behind = record(BOUND_SHEET, &u32::MAX.to_le_bytes());
        let mut broken = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut broken.create_stream("/Book").unwrap(), &behind).unwrap();
        for mut file in [container.into_inner(), broken.into_inner(), Cursor::new(b"\xd0\xcf\x11\xe0".to_vec())] {
            assert!(matches!(look_through(&mut file), Err(FileProblem::Damaged(_))));
        }
    }
}
