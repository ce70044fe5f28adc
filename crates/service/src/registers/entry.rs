//! A row beside what is stored: what it asks for, as a request of the form.

use documents::register::{RegisterRow, is_same};
use domain::import::{Problem, RowProblem};

/// A field that the file has otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) row: u64,
    pub(super) field: &'static str,
    pub(super) stored: String,
    pub(super) file: String,
}

/// What is stored under a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) key: String,
    pub(super) version: i64,
    /// So many of its latest changes gave it nothing but another code than the row shows, which a row does not overwrite: a town
    /// was recoded, and the file shows the former code of a village.
    pub(super) recoded: i64,
}

/// What a row asks for.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// None: it is new.
    pub(super) stored: Option<Stored>,
    /// What is other; of a new one nothing.
    pub(super) changes: Vec<Told>,
    /// What is to be done.
    pub(super) act: Act,
    /// Lower ones are done before higher ones.
    pub(super) order: u8,
}

/// What is to be done, through the operation of the form.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Body(api::body::Save),
    NewPoint(api::point::Create),
    Point(api::point::Save),
    NewAccount(api::account::Create),
    Rename(api::account::Rename),
    Unit(super::units::UnitAct),
    Item(Box<api::item::SaveItem>),
    Duty(Box<super::duties::DutyAct>),
}

/// A problem with the field it belongs to.
pub(super) type Wrong = (&'static str, Problem);

/// Compares a row field by field with what is stored, and collects what is wrong.
pub(super) struct Compare<'r> {
    pub(super) row: &'r RegisterRow,
    pub(super) changes: Vec<Told>,
    pub(super) problems: Vec<RowProblem>,
}

impl<'r> Compare<'r> {
    pub(super) fn new(row: &'r RegisterRow) -> Self {
        Self { row, changes: Vec::new(), problems: Vec::new() }
    }

    /// Notes a problem with the value that stands in the file.
    pub(super) fn wrong(&mut self, field: &'static str, problem: Problem) {
        let value = crate::imports::problems::shown(self.row.get(field).unwrap_or_default());
        self.problems.push(RowProblem { row: self.row.row, field: Some(field.to_owned()), value, problem });
    }

    pub(super) fn changed(&mut self, field: &'static str, stored: &str, file: &str) {
        self.changes.push(Told { row: self.row.row, field, stored: stored.to_owned(), file: file.to_owned() });
    }

    /// A text as it is to be: the file's where it says something else, with the difference noted; of something new, the file's.
    pub(super) fn text(&mut self, field: &'static str, stored: Option<&str>) -> String {
        match (stored, self.row.get(field)) {
            (Some(stored), None) => stored.to_owned(),
            (Some(stored), Some(file)) if is_same(field, stored, file) => stored.to_owned(),
            (Some(stored), Some(file)) => {
                self.changed(field, stored, file);
                file.to_owned()
            }
            (None, file) => file.unwrap_or_default().to_owned(),
        }
    }

    /// A yes or no as it is to be. An empty cell says nothing.
    pub(super) fn flag(&mut self, field: &'static str, stored: Option<bool>, word: fn(bool) -> &'static str) -> bool {
        let usual = stored.unwrap_or(true);
        let Some(text) = self.row.filled(field) else { return usual };
        let Some(told) = domain::register::yes_or_no(text) else {
            self.wrong(field, Problem::Unreadable);
            return usual;
        };
        if let Some(stored) = stored.filter(|stored| *stored != told) {
            self.changed(field, word(stored), word(told));
        }
        told
    }

    /// Says what was found, unless something is wrong.
    pub(super) fn entry(self, stored: Option<Stored>, act: Act, order: u8) -> Result<Entry, Vec<RowProblem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let changes = if stored.is_some() { self.changes } else { Vec::new() };
        Ok(Entry { stored, changes, act, order })
    }
}

/// A number that the console gave.
pub(super) fn key_of(row: &RegisterRow) -> Option<Result<i64, Wrong>> {
    row.filled("key").map(|text| text.parse().map_err(|_| ("key", Problem::UnknownKey)))
}
