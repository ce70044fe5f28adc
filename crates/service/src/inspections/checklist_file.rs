//! A checklist as a workbook: written a row for each line, and read back with whatever is wrong at its row and column.

use super::checklists::{keeps, shown};
use super::{Eyes, checklists};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::imports::{self, problems};
use crate::registers::file;
use crate::{files, notes, words};
use api::import::Written;
use api::inspection::{Checklist, ChecklistRead, ExportChecklist, ReadChecklist};
use api::{ApiError, ErrorCode, Lang};
use documents::register::{RegisterRow, RegisterWriter};
use documents::rows::{Cell, FileForm};
use domain::catalogue::parts::{CellKind, Part};
use domain::catalogue::problem::At;
use domain::import::{Problem, Reading, RowProblem};
use domain::inspection::checklist::columns::{LINE_COLUMNS, of_key};
use domain::inspection::checklist::{Line, ListFields, ListProblem};
use domain::inspection::points::Points;
use serde_json::json;
use texts::Texts;
use texts::inspection::line_cell_word;

/// What the mapping of columns is remembered by.
const REMEMBERED: &str = "checklist";

/// Most problems that are told.
const TOLD: usize = 200;

impl Handle for ExportChecklist {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let eyes = Eyes::of(cx).await?;
        let stamp = crate::ratings::stamp(cx).await?;
        let Checklist { no, fields, .. } = shown(cx, &eyes, self.id, self.no).await?.shown;
        // Files have Chinese words whatever the person reads.
        let t = words::texts(Lang::Zh);
        let rows = fields.lines.len() as u64;
        let mut told = notes::of_list(cx, rows, stamp);
        let own = words::texts(cx.lang);
        told.lines.insert(0, (own.notes_content(), format!("{} {}", fields.name, own.inspect_version(no.to_string()))));
        told.lines.extend(notes::of_columns(LINE_COLUMNS, &own, |column| choices(column.field, &own, &t)));
        let (path, name) = (cx.path_out(&self.out)?, self.out.name.clone());
        let unwritable = |e: std::io::Error| files::unwritable(&name, &e);
        let mut file = files::Atomic::create(&path, &name)?;
        let mut writer = RegisterWriter::new(file.writer(), FileForm::of_name(&name), LINE_COLUMNS, &[], stamp).map_err(unwritable)?;
        for line in &fields.lines {
            let said = cells(line, &t);
            writer.write(said.iter().map(|cell| Cell::Text(cell))).map_err(unwritable)?;
        }
        writer.finish(&told).map_err(unwritable)?;
        file.keep(&name)?;
        cx.note(format!("checklist:{}", self.id.0), Some(json!({ "file": name, "no": no, "rows": rows })));
        Ok(Written { rows })
    }
}

/// A line in the words of files.
fn cells(line: &Line, t: &Texts) -> Vec<String> {
    Line::COLUMNS.iter().zip(line.cells()).map(|(column, cell)| line_cell_word(column.key, &cell, t)).collect()
}

/// The words of files for what may be chosen in a column.
fn chosen(key: &str, codes: &[&str], t: &Texts) -> String {
    codes.iter().map(|code| line_cell_word(key, code, t)).collect::<Vec<_>>().join("、")
}

/// The words of a column that has some to choose from: those that are read, whatever language says so.
fn choices(field: &str, own: &Texts, t: &Texts) -> Option<String> {
    let at = LINE_COLUMNS.iter().position(|column| column.field == field)?;
    let column = Line::COLUMNS.get(at)?;
    let CellKind::Choice(codes) = column.kind else { return None };
    Some(own.notes_register_one_of(chosen(column.key, codes, t)))
}

impl Handle for ReadChecklist {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ChecklistRead, Failure> {
        let eyes = Eyes::of(cx).await?;
        if !keeps(&eyes) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let (_, opened) = file::open_as(cx, LINE_COLUMNS, REMEMBERED, &self.file, &Reading::default()).await?;
        opened.header.complete().map_err(|problem| imports::unreadable(&self.file.name, &problem))?;
        let mut wrong: Vec<RowProblem> = opened.problems.kept().cloned().collect();
        let mut more = opened.problems.total - wrong.len() as u64;
        let t = words::texts(Lang::Zh);
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for row in &opened.rows {
            match line(row, &t) {
                Ok(line) => {
                    lines.push(line);
                    rows.push(row);
                }
                Err(problems) => wrong.extend(problems),
            }
        }
        if wrong.is_empty() {
            wrong.extend(whole(&lines, &rows));
        }
        wrong.sort_by_key(|problem| problem.row);
        more += wrong.len() as u64;
        wrong.truncate(TOLD);
        if more > 0 {
            lines.clear();
        }
        Ok(ChecklistRead { sheet: opened.sheet.unwrap_or_default(), lines, problems: wrong, wrong: more })
    }
}

/// A row as a line, whatever the words of its choices.
fn line(row: &RegisterRow, t: &Texts) -> Result<Line, Vec<RowProblem>> {
    let mut wrong = Vec::new();
    let mut told = Vec::with_capacity(Line::COLUMNS.len());
    for (column, known) in Line::COLUMNS.iter().zip(LINE_COLUMNS) {
        let said = row.get(known.field).unwrap_or_default().trim();
        let at = |problem| RowProblem { row: row.row, field: Some(known.field.to_owned()), value: problems::shown(said), problem };
        if said.is_empty() && known.required {
            wrong.push(at(Problem::Missing));
        }
        let cell = match column.kind {
            // Where nothing is said the usual one.
            CellKind::Choice(codes) if said.is_empty() => codes.first().copied().unwrap_or_default().to_owned(),
            CellKind::Choice(codes) => {
                let fits = |code: &&&str| **code == said || line_cell_word(column.key, code, t) == said;
                codes.iter().find(fits).map_or_else(
                    || {
                        wrong.push(at(rule("one_of", [("words", chosen(column.key, codes, t))])));
                        String::new()
                    },
                    |code| (*code).to_owned(),
                )
            }
            _ => said.to_owned(),
        };
        told.push((known.field, cell));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let cells: Vec<String> = told.iter().map(|(_, cell)| cell.clone()).collect();
    // Only points can be told wrongly now.
    Line::of_cells(&cells).ok_or_else(|| {
        let points = told.iter().filter(|(field, cell)| matches!(*field, "line_points" | "line_each") && Points::parse(cell).is_none());
        let most = Points::MOST.0 / 10;
        points
            .map(|(field, cell)| RowProblem {
                row: row.row,
                field: Some((*field).to_owned()),
                value: problems::shown(cell),
                problem: rule("range", [("from", "0".to_owned()), ("to", most.to_string())]),
            })
            .collect()
    })
}

fn rule<const N: usize>(rule: &str, args: [(&str, String); N]) -> Problem {
    Problem::Rule { rule: rule.to_owned(), args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
}

/// What only all lines together show, at its row. Name and note are the form's, so that a list without them is asked about.
fn whole(lines: &[Line], rows: &[&RegisterRow]) -> Option<RowProblem> {
    let list = ListFields { name: "-".to_owned(), lines: lines.to_vec(), ..ListFields::default() };
    let problem = list.problem()?;
    let at = |row: usize, key: &str, problem| {
        let (row, column) = (rows.get(row)?, of_key(key)?);
        let value = problems::shown(row.get(column.field).unwrap_or_default());
        Some(RowProblem { row: row.row, field: Some(column.field.to_owned()), value, problem })
    };
    let ApiError { mut args, .. } = checklists::wrong(&problem);
    let rule = args.remove("rule").unwrap_or_default();
    match (&problem, problem.at()) {
        (ListProblem::Twice(row), At::Cell(_, _, key)) => {
            let no = lines.get(*row).map(|line| line.no.as_str());
            let earlier = lines.iter().position(|line| Some(line.no.as_str()) == no).and_then(|at| rows.get(at)).map_or(0, |row| row.row);
            at(*row, key, Problem::TwiceInFile { row: earlier })
        }
        (_, At::Cell(_, row, key)) => at(row, key, Problem::Rule { rule, args }),
        (_, At::Field(_)) => {
            let row = rows.first().map_or(0, |row| row.row);
            Some(RowProblem { row, field: None, value: String::new(), problem: Problem::Rule { rule, args } })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_has_words_in_the_notes() {
        let (own, t) = (words::texts(Lang::En), words::texts(Lang::Zh));
        let column = Line::COLUMNS.iter().find(|column| of_key(column.key).is_some_and(|known| known.field == "line_veto")).unwrap();
        let CellKind::Choice(codes) = column.kind else { panic!("no choice") };
        assert!(choices("line_veto", &own, &t).is_some_and(|words| words.contains(&chosen(column.key, codes, &t))), "what is said is read");
        assert_eq!(choices("line_text", &own, &t), None);
    }
}
