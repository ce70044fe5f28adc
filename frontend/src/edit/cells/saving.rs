//! Cells that were typed, saved one after the other: what is typed into a row whose last cell is still on its way goes out with the
//! version that this one gives it, so that nobody is in his own way.

use super::Sheet;
use super::change::problem_words;
use crate::backend::call;
use crate::edit::done_undoable;
use crate::list::{Edit, Mark};
use crate::state::{Wording, error_line};
use crate::ui::Notices;
use api::cells::CellChange;
use api::{ApiError, ErrorCode};
use leptos::prelude::*;
use std::collections::{BTreeMap, VecDeque};
use std::marker::PhantomData;

type Marks = RwSignal<BTreeMap<(String, &'static str), Mark>>;

/// What waits to be saved; a `Copy` handle.
pub(super) struct Saving<S> {
    waiting: StoredValue<VecDeque<Edit>>,
    busy: StoredValue<bool>,
    /// Versions that own changes gave, by row.
    own: StoredValue<BTreeMap<String, i64>>,
    marks: Marks,
    notices: Notices,
    t: Wording,
    of: PhantomData<fn() -> S>,
}

impl<S> Clone for Saving<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Saving<S> {}

impl<S: Sheet> Saving<S> {
    pub(super) fn new(marks: Marks, notices: Notices, t: Wording) -> Self {
        let (waiting, busy) = (StoredValue::new(VecDeque::new()), StoredValue::new(false));
        Self { waiting, busy, own: StoredValue::new(BTreeMap::new()), marks, notices, t, of: PhantomData }
    }

    /// Saves a cell, once those before it are.
    pub(super) fn save(self, edit: Edit) {
        self.waiting.update_value(|waiting| waiting.push_back(edit));
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        leptos::task::spawn_local(async move {
            while let Some(edit) = self.waiting.try_update_value(VecDeque::pop_front).flatten() {
                self.one(edit).await;
            }
            self.busy.try_update_value(|busy| *busy = false);
        });
    }

    async fn one(self, edit: Edit) {
        let Edit { key, label, version, column, text } = edit;
        let Ok(id) = key.parse::<i64>() else { return };
        let own = self.own.try_with_value(|own| own.get(&key).copied()).flatten();
        let read = version;
        let version = own.map_or(read, |own| own.max(read));
        let mut change = CellChange { row: id, version, field: column.to_owned(), text: text.clone() };
        let mut answer = call(S::change(vec![change.clone()])).await;
        // What he had changed was taken back meanwhile: the row is again what the list shows.
        if version != read && answer.as_ref().is_err_and(|error| error.code == ErrorCode::Conflict) {
            self.own.try_update_value(|own| own.remove(&key));
            change.version = read;
            answer = call(S::change(vec![change.clone()])).await;
        }
        let version = change.version;
        let mark = match answer {
            Ok(done) => {
                let now = done.rows.first().map_or(version, |row| row.version);
                self.own.try_update_value(|own| own.insert(key.clone(), now));
                if done.cells > 0 {
                    self.told(&label, &change);
                }
                Mark::Saved(text, now)
            }
            Err(error) => Mark::Refused(text, self.why(&error, change).await),
        };
        self.marks.try_update(|marks| {
            // Saved without a change: the row comes no more.
            if matches!(&mark, Mark::Saved(_, now) if *now == version) {
                marks.remove(&(key, column));
            } else {
                marks.insert((key, column), mark);
            }
        });
    }

    /// Says what was done, with the way back.
    fn told(self, name: &str, change: &CellChange) {
        let words = self.t.with_untracked(|t| S::done(t, name, S::field_name(&change.field, t).unwrap_or_default()));
        done_undoable(self.notices, self.t, words, format!("{}:{}", S::SUBJECT, change.row));
    }

    /// Why a cell was refused: what a preview finds wrong with it, in words that say what is stored now.
    async fn why(self, error: &ApiError, change: CellChange) -> String {
        let seen = call(S::preview(vec![change])).await.ok().and_then(|seen| seen.cells.into_iter().next());
        self.t.with_untracked(|t| seen.and_then(|seen| problem_words::<S>(&seen, t)).unwrap_or_else(|| error_line(error, t)))
    }
}
