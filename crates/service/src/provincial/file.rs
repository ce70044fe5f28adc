//! A file of the province into rows: what cells say by themselves, and which rows can't be loaded.

use crate::context::Cx;
use crate::failure::Failure;
use crate::imports::problems::{Problems, shown};
use crate::items::check;
use crate::registers::file::{Opened, open_as};
use crate::registers::items::{Wording, pieces};
use crate::registers::run::refused;
use api::InFile;
use api::import::Previewed;
use api::provincial::ROWS_LIMIT;
use documents::decode::FileProblem;
use documents::register::RegisterRow;
use documents::table::Header;
use domain::catalogue::item::ItemFields;
use domain::catalogue::provincial::{problem, told_by};
use domain::import::{Problem, Reading, RowProblem};
use domain::place::Level;
use domain::register::{PROVINCIAL_COLUMNS, Register};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Read as _;

/// By what the mapping of columns is remembered.
pub(super) const MEMORY: &str = "provincial";

/// A good row.
#[derive(Debug)]
pub(super) struct Good {
    pub(super) row: u64,
    pub(super) fields: ItemFields,
    /// 实施主体 as the file names it.
    pub(super) body_name: String,
}

/// What was read.
pub(super) struct Read {
    pub(super) table: Previewed,
    pub(super) header: Header,
    pub(super) sheet: Option<String>,
    pub(super) widest: usize,
    /// Fields that the columns speak about.
    pub(super) told: Vec<&'static str>,
    pub(super) good: Vec<Good>,
    pub(super) problems: Problems,
    pub(super) hash: String,
}

/// Levels as the province writes them. Those above the district are not ours to exercise and say nothing here.
fn level(word: &str) -> Result<Option<Level>, Problem> {
    Ok(Some(match word.trim_end_matches('级') {
        "国家" | "省" | "市" | "地市" | "地级市" => return Ok(None),
        "县" | "区" | "县区" | "县（市、区）" | "区县" => Level::District,
        "乡" | "镇" | "乡镇" | "镇街" | "镇（街道）" | "乡镇（街道）" | "街道" => Level::Town,
        "村" | "居" | "村居" | "村（居）" | "村（社区）" | "社区" => Level::Village,
        _ => return Err(Problem::Unreadable),
    }))
}

/// One cell into the fields.
fn take(wording: &Wording, good: &mut Good, column: &str, text: &str) -> Result<(), Problem> {
    let text = text.replace("\r\n", "\n");
    match column {
        "item_body" => {
            good.fields.body = wording.body(&text).ok();
            good.body_name = text;
        }
        "item_levels" => {
            let all: Vec<Option<Level>> = pieces(&text.replace(['(', ')'], "")).map(level).collect::<Result<_, _>>()?;
            good.fields.levels = all.into_iter().flatten().collect();
        }
        _ => wording.read_into(&mut good.fields, column, &text)?,
    }
    Ok(())
}

/// A row as an item, or what is wrong with it.
fn read_row(wording: &Wording, row: &RegisterRow) -> Result<Result<Good, Vec<RowProblem>>, Failure> {
    let mut good = Good { row: row.row, fields: ItemFields::default(), body_name: String::new() };
    let mut wrong = Vec::new();
    let told = |field: &str, problem| RowProblem {
        row: row.row,
        field: Some(field.to_owned()),
        value: shown(row.get(field).unwrap_or_default()),
        problem,
    };
    for column in PROVINCIAL_COLUMNS {
        let Some(text) = row.filled(column.field) else { continue };
        if let Err(problem) = take(wording, &mut good, column.field, text) {
            wrong.push(told(column.field, problem));
        }
    }
    good.fields = good.fields.tidy();
    if good.fields.base_code.is_empty() && good.fields.code.is_empty() {
        wrong.push(told("item_base_code", Problem::Missing));
    }
    if wrong.is_empty()
        && let Some(problem) = problem(&good.fields)
    {
        wrong.push(refused(Register::Items, row, &check::wrong(&problem))?);
    }
    Ok(if wrong.is_empty() { Ok(good) } else { Err(wrong) })
}

/// SHA-256 of a file.
fn hash(path: &std::path::Path, name: &str) -> Result<String, api::ApiError> {
    let unreadable = |e: std::io::Error| crate::imports::unreadable(name, &e.into());
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let n = file.read(&mut buffer).map_err(unreadable)?;
        if n == 0 {
            break;
        }
        hasher.update(buffer.get(..n).unwrap_or_default());
    }
    Ok(hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Reads a file of the province as a person said, or as the last time.
pub(super) async fn read(cx: &mut Cx<'_>, file: &InFile, reading: &Reading) -> Result<Read, Failure> {
    let (path, name) = (cx.path_in(file)?, file.name.clone());
    let (mut table, opened) = open_as(cx, PROVINCIAL_COLUMNS, MEMORY, file, reading).await?;
    let Opened { header, sheet, widest, first, asides, rows, mut problems } = opened;
    let codes = ["item_base_code", "item_code"];
    if codes.iter().all(|field| header.index(field).is_none()) {
        let first = |field: &str| PROVINCIAL_COLUMNS.iter().find(|c| c.field == field).map_or("", |c| c.headers[0]);
        table.missing.push(codes.map(first).join(" / "));
    }
    table.rows = first;
    table.asides = asides;
    let told = told_by(header.fields.iter().copied().flatten());
    let hash = {
        let name = name.clone();
        tokio::task::spawn_blocking(move || hash(&path, &name)).await??
    };
    if !table.missing.is_empty() {
        return Ok(Read { table, header, sheet, widest, told, good: Vec::new(), problems: Problems::default(), hash });
    }
    if rows.len() as u64 > ROWS_LIMIT {
        return Err(crate::imports::unreadable(&name, &FileProblem::TooLarge).into());
    }
    table.checked = rows.len() as u64 + problems.rows;
    let wording = Wording::read(&mut cx.conn().await?).await?;
    let mut seen: HashMap<(String, String, String), u64> = HashMap::with_capacity(rows.len());
    let mut good = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut read = read_row(&wording, row)?;
        if let Ok(good) = &read {
            let fields = &good.fields;
            let key = (fields.base_code.clone(), fields.handle_code.clone(), fields.code.clone());
            if let Some(earlier) = seen.get(&key) {
                let problem = Problem::TwiceInFile { row: *earlier };
                read = Err(vec![RowProblem { row: row.row, field: None, value: String::new(), problem }]);
            } else {
                seen.insert(key, row.row);
            }
        }
        match read {
            Ok(row) => good.push(row),
            Err(wrong) => problems.add(wrong, &row.cells.iter().map(String::as_str).collect::<Vec<_>>()),
        }
    }
    table.bad_rows = problems.rows;
    table.problems = crate::registers::first_problems(&problems);
    Ok(Read { table, header, sheet, widest, told, good, problems, hash })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_as_the_province_writes_them() {
        let read = |word| level(word).ok();
        assert_eq!((read("省级"), read("市级")), (Some(None), Some(None)));
        assert_eq!(
            (read("县级"), read("乡镇"), read("村级")),
            (Some(Some(Level::District)), Some(Some(Level::Town)), Some(Some(Level::Village)))
        );
        assert_eq!((read("区"), read("村（居）"), read("其他")), (Some(Some(Level::District)), Some(Some(Level::Village)), None));
    }
}
