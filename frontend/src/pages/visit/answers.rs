//! What stands on the screen at each line, and upon what it was made; no view.
//!
//! A line is dirty while what is typed differs from what is stored. Where somebody else has answered meanwhile, both are kept beside each other
//! until the person has chosen.

use api::inspection::AnswerRow;
use domain::inspection::checklist::score::Answer;
use domain::inspection::visit::Filled;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cell {
    /// What stands on the screen.
    pub(super) typed: Filled,
    /// What is stored, as far as is known here.
    pub(super) stored: Filled,
    /// Of which version that is; 0: nothing is.
    pub(super) version: i64,
}

impl Cell {
    /// There is something to be saved.
    pub(super) fn is_dirty(&self) -> bool {
        self.typed.clone().tidy() != self.stored
    }
}

/// All lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    cells: BTreeMap<String, Cell>,
    /// Where somebody else has answered: what he answered.
    clashes: BTreeMap<String, AnswerRow>,
    /// Lines that are not sent again until they are typed in anew.
    refused: BTreeSet<String>,
}

impl Sheet {
    /// What is stored of a visit.
    pub(super) fn of(rows: &[AnswerRow]) -> Self {
        let mut sheet = Self::default();
        sheet.read(rows);
        sheet
    }

    /// Takes over what is stored by now; what is typed stays.
    pub(super) fn read(&mut self, rows: &[AnswerRow]) {
        for row in rows {
            let cell = self.cells.entry(row.line.clone()).or_default();
            // An answer to an older question may come late.
            if cell.is_dirty() || row.version <= cell.version {
                continue;
            }
            *cell = Cell { typed: row.filled.clone(), stored: row.filled.clone(), version: row.version };
        }
    }

    /// What stands at a line.
    pub(super) fn typed(&self, line: &str) -> Filled {
        self.cells.get(line).map(|cell| cell.typed.clone()).unwrap_or_default()
    }

    /// The answer at a line.
    pub(super) fn answer(&self, line: &str) -> Option<Answer> {
        self.cells.get(line).and_then(|cell| cell.typed.answer)
    }

    /// The version that is stored at a line.
    pub(super) fn version(&self, line: &str) -> i64 {
        self.cells.get(line).map_or(0, |cell| cell.version)
    }

    /// All that stands there, to be reckoned with.
    pub(super) fn filled(&self) -> BTreeMap<String, Filled> {
        self.cells.iter().map(|(line, cell)| (line.clone(), cell.typed.clone())).collect()
    }

    /// Types something at a line.
    pub(super) fn set(&mut self, line: &str, change: impl FnOnce(&mut Filled)) {
        change(&mut self.cells.entry(line.to_owned()).or_default().typed);
        self.refused.remove(line);
    }

    /// What somebody else has answered at a line.
    pub(super) fn clash(&self, line: &str) -> Option<&AnswerRow> {
        self.clashes.get(line)
    }

    /// How many lines are not saved.
    pub(super) fn dirty(&self) -> usize {
        self.cells.values().filter(|cell| cell.is_dirty()).count()
    }

    /// The next line to be saved, with what stands there and upon what.
    pub(super) fn next(&self) -> Option<(String, Filled, i64)> {
        let waits = |line: &String, cell: &Cell| cell.is_dirty() && !self.clashes.contains_key(line) && !self.refused.contains(line);
        let found = self.cells.iter().find(|(line, cell)| waits(line, cell));
        found.map(|(line, cell)| (line.clone(), cell.typed.clone().tidy(), cell.version))
    }

    /// A line was saved. What was typed since stays.
    pub(super) fn saved(&mut self, row: &AnswerRow) {
        let cell = self.cells.entry(row.line.clone()).or_default();
        (cell.stored, cell.version) = (row.filled.clone(), row.version);
    }

    /// Somebody else had answered: both stand there.
    pub(super) fn clashed(&mut self, row: AnswerRow) {
        self.clashes.insert(row.line.clone(), row);
    }

    /// A line was refused.
    pub(super) fn refuse(&mut self, line: &str) {
        self.refused.insert(line.to_owned());
    }

    /// What the other one answered holds.
    pub(super) fn take_theirs(&mut self, line: &str) {
        if let Some(row) = self.clashes.remove(line) {
            let cell = Cell { typed: row.filled.clone(), stored: row.filled, version: row.version };
            self.cells.insert(line.to_owned(), cell);
        }
    }

    /// What stands here holds: it is saved upon what the other one answered.
    pub(super) fn keep_mine(&mut self, line: &str) {
        if let Some(row) = self.clashes.remove(line) {
            self.saved(&row);
        }
    }

    /// What is not saved yet, to survive a crash; none if all is.
    pub(super) fn kept(&self) -> Option<String> {
        let dirty: BTreeMap<&String, &Cell> = self.cells.iter().filter(|(_, cell)| cell.is_dirty()).collect();
        if dirty.is_empty() { None } else { serde_json::to_string(&dirty).ok() }
    }

    /// Puts back what was kept: upon the version on which it was typed, so that nothing is written over unseen.
    pub(super) fn put_back(&mut self, kept: &str) {
        let Ok(kept) = serde_json::from_str::<BTreeMap<String, Cell>>(kept) else { return };
        for (line, cell) in kept {
            let now = self.cells.entry(line).or_default();
            // It was saved before the crash after all.
            if now.stored != cell.typed.clone().tidy() {
                *now = cell;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Instant;

    fn row(line: &str, answer: Answer, version: i64) -> AnswerRow {
        let filled = Filled { answer: Some(answer), faults: 0, words: String::new() };
        AnswerRow { line: line.to_owned(), filled, who: "张三".to_owned(), at: Instant(0), version }
    }

    #[test]
    fn what_is_typed_while_it_is_saved_is_saved_next() {
        let mut sheet = Sheet::of(&[row("1", Answer::Fits, 1)]);
        assert_eq!((sheet.next(), sheet.kept()), (None, None));
        sheet.set("1", |filled| filled.words = "有人".to_owned());
        let (line, sent, version) = sheet.next().unwrap();
        assert_eq!((line.as_str(), sent.words.as_str(), version), ("1", "有人", 1));
        sheet.set("1", |filled| filled.words = "有人在岗 ".to_owned());
        sheet.saved(&AnswerRow { filled: sent, ..row("1", Answer::Fits, 2) });
        let (_, sent, version) = sheet.next().unwrap();
        assert_eq!((sent.words.as_str(), version), ("有人在岗", 2));
        sheet.saved(&AnswerRow { filled: sent, ..row("1", Answer::Fits, 3) });
        assert_eq!((sheet.next(), sheet.typed("1").words.as_str()), (None, "有人在岗 "), "what stands in the field is not touched");
        // What others answered is read, what comes late is not.
        sheet.read(&[row("1", Answer::Fails, 2), row("2", Answer::Fails, 1)]);
        assert_eq!((sheet.answer("1"), sheet.answer("2")), (Some(Answer::Fits), Some(Answer::Fails)));
    }

    #[test]
    fn both_answers_stand_until_one_is_chosen() {
        let clashed = || {
            let mut sheet = Sheet::default();
            sheet.set("1", |filled| filled.answer = Some(Answer::Fits));
            sheet.clashed(row("1", Answer::Fails, 4));
            assert_eq!((sheet.next(), sheet.dirty()), (None, 1));
            assert_eq!(sheet.clash("1").and_then(|row| row.filled.answer), Some(Answer::Fails));
            sheet
        };
        let mut theirs = clashed();
        theirs.take_theirs("1");
        assert_eq!((theirs.answer("1"), theirs.next(), theirs.version("1")), (Some(Answer::Fails), None, 4));
        let mut mine = clashed();
        mine.keep_mine("1");
        assert_eq!(mine.next().map(|(_, sent, version)| (sent.answer, version)), Some((Some(Answer::Fits), 4)));
    }

    #[test]
    fn what_was_not_saved_survives() {
        let mut sheet = Sheet::of(&[row("1", Answer::Fits, 1), row("2", Answer::Fits, 1)]);
        sheet.set("1", |filled| filled.answer = Some(Answer::Partly));
        sheet.set("2", |filled| filled.words = "告示在".to_owned());
        let kept = sheet.kept().unwrap();
        // The first had reached the database, the second had not; somebody else has answered it meanwhile.
        let mut again = Sheet::of(&[row("1", Answer::Partly, 2), row("2", Answer::Fails, 2)]);
        again.put_back(&kept);
        assert_eq!(again.next().map(|(line, _, version)| (line, version)), Some(("2".to_owned(), 1)), "made upon what had been read");
        again.put_back("{");
        assert_eq!(again.dirty(), 1);
    }

    #[test]
    fn what_is_refused_waits_until_it_is_mended() {
        let mut sheet = Sheet::default();
        sheet.set("1", |filled| filled.words = "长".repeat(2_000));
        sheet.refuse("1");
        assert_eq!(sheet.next(), None);
        sheet.set("1", |filled| filled.words = "短".to_owned());
        assert!(sheet.next().is_some());
    }
}
