//! Where a person is in a list: order and page in the address, columns among his tastes, ticked rows in memory.

use crate::state::{At, session::Session, use_at, use_session};
use crate::ui::{Align, Column};
use api::page::{Cursor, Edges, PageAt, Sort};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A column of a list.
#[derive(Clone, Copy)]
pub struct ListColumn {
    /// Names it in addresses and tastes, and what the list is ordered by.
    pub key: &'static str,
    /// Its name.
    pub label: Signal<String>,
    /// Where its words stand.
    pub align: Align,
    /// Which way the list is first ordered by it; none: not at all.
    pub sorts: Option<First>,
    /// Least width in characters.
    pub width: Option<u32>,
    /// It can't be left out.
    pub fixed: bool,
    /// It is left out until somebody wants it.
    pub off: bool,
}

/// Which way a list is ordered at the first press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The smallest, oldest, first of the alphabet.
    Up,
    /// The largest, the newest.
    Down,
}

impl ListColumn {
    /// A column of text.
    pub fn new(key: &'static str, label: impl Into<Signal<String>>) -> Self {
        Self { key, label: label.into(), align: Align::Start, sorts: None, width: None, fixed: false, off: false }
    }

    /// Figures.
    #[must_use]
    pub fn figures(self) -> Self {
        Self { align: Align::End, ..self }
    }

    /// The list can be ordered by it, the smallest first at the first press.
    #[must_use]
    pub fn sorts_up(self) -> Self {
        Self { sorts: Some(First::Up), ..self }
    }

    /// The list can be ordered by it, the largest first at the first press.
    #[must_use]
    pub fn sorts_down(self) -> Self {
        Self { sorts: Some(First::Down), ..self }
    }

    /// At least that many characters wide.
    #[must_use]
    pub fn width(self, characters: u32) -> Self {
        Self { width: Some(characters), ..self }
    }

    /// It can't be left out.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }

    /// It is left out until somebody wants it.
    #[must_use]
    pub fn off(self) -> Self {
        Self { off: true, ..self }
    }
}

/// A row as it is drawn.
#[derive(Clone)]
pub struct Line {
    /// Names it.
    pub key: String,
    /// The version that was read, for what is done with ticked rows.
    pub version: i64,
    /// Moves when anything shown in it does; see [`stamp`].
    pub stamp: u64,
    /// What it is, for whoever can't see it.
    pub label: String,
    /// The cell of a column.
    pub cell: Arc<dyn Fn(&'static str) -> AnyView + Send + Sync>,
}

/// A number that differs if what is shown of a row differs.
pub fn stamp(shown: &impl Hash) -> u64 {
    // The compiler's own, always with the same key.
    let mut hasher = std::hash::DefaultHasher::new();
    shown.hash(&mut hasher);
    hasher.finish()
}

/// A page of rows.
#[derive(Clone, Default)]
pub struct Shown {
    /// The rows.
    pub lines: Vec<Line>,
    /// What lies around them.
    pub edges: Edges,
}

/// Where a person is in a list; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct ListState {
    /// Names the list in tastes and named filters.
    pub name: &'static str,
    /// Where the person is.
    pub at: At,
    /// The key of the address that names the row whose details are shown.
    pub row_key: &'static str,
    session: Session,
    columns: StoredValue<Vec<ListColumn>>,
    left_out: RwSignal<BTreeSet<&'static str>>,
    /// Keys of ticked rows with their versions.
    pub ticked: RwSignal<BTreeMap<String, i64>>,
}

/// The key of the address for the page.
pub(super) const PAGE: &str = "page";
/// The key of the address for the order.
pub(super) const SORT: &str = "sort";

impl ListState {
    /// The state of a list; `name` is also what its columns are kept under.
    pub fn new(name: &'static str, columns: Vec<ListColumn>) -> Self {
        let (at, session) = (use_at(), use_session());
        let kept = untrack(|| session.preference(&taste(name)));
        let left_out = columns.iter().filter(|c| !c.fixed && kept.as_deref().map_or(c.off, |kept| !has(kept, c.key))).map(|c| c.key);
        let left_out = RwSignal::new(left_out.collect());
        Self { name, at, row_key: "row", session, columns: StoredValue::new(columns), left_out, ticked: RwSignal::new(BTreeMap::new()) }
    }

    /// With another key of the address for the row whose details are shown.
    #[must_use]
    pub fn row_key(self, row_key: &'static str) -> Self {
        Self { row_key, ..self }
    }

    /// Every column with whether it is shown; tracked.
    pub fn all_columns(&self) -> Vec<(ListColumn, bool)> {
        let all = self.columns.get_value();
        self.left_out.with(|left_out| all.into_iter().map(|column| (column, !left_out.contains(column.key))).collect())
    }

    /// The columns that are shown; tracked.
    pub fn columns(&self) -> Vec<ListColumn> {
        self.all_columns().into_iter().filter(|(_, is_shown)| *is_shown).map(|(column, _)| column).collect()
    }

    /// Shows a column or leaves it out, now and later.
    pub fn show_column(&self, key: &'static str, shown: bool) {
        self.left_out.update(|left_out| {
            if shown {
                left_out.remove(key);
            } else {
                left_out.insert(key);
            }
        });
        self.keep_columns();
    }

    /// The columns as they were at first.
    pub fn reset_columns(&self) {
        let off = self.columns.with_value(|columns| columns.iter().filter(|c| c.off).map(|c| c.key).collect());
        self.left_out.set(off);
        self.keep_columns();
    }

    fn keep_columns(&self) {
        let shown: Vec<&str> = untrack(|| self.columns()).into_iter().map(|c| c.key).collect();
        self.session.keep(taste(self.name), shown.join(","));
    }

    /// How the list is ordered, if it was chosen; tracked.
    pub fn sort(&self) -> Option<Sort> {
        let word = self.at.get(SORT)?;
        let (by, down) = word.strip_prefix('-').map_or((word.as_str(), false), |by| (by, true));
        let is_known = self.columns.with_value(|columns| columns.iter().any(|c| c.sorts.is_some() && c.key == by));
        is_known.then(|| Sort { by: by.to_owned(), down })
    }

    /// Orders by a column; the other way round at the second press.
    pub fn press_sort(&self, key: &'static str) {
        let now = untrack(|| self.sort()).filter(|sort| sort.by == key);
        let first = self.columns.with_value(|columns| columns.iter().find(|c| c.key == key).and_then(|c| c.sorts));
        let down = now.map_or(first == Some(First::Down), |sort| !sort.down);
        self.set(&[(SORT, if down { format!("-{key}") } else { key.to_owned() })], false);
    }

    /// Which page is asked for; tracked.
    pub fn page(&self) -> PageAt {
        page_of(self.at.get(PAGE).as_deref()).0
    }

    /// The number of the page's first row, counted from 0, if it is known; tracked.
    pub fn offset(&self) -> Option<i64> {
        page_of(self.at.get(PAGE).as_deref()).1
    }

    /// Goes to another page. `offset`: the number of its first row.
    pub fn go_to(&self, page: &PageAt, offset: Option<i64>) {
        self.at.set(&[(PAGE, page_word(page, offset)), (self.row_key, String::new())], false);
    }

    /// A value of the address; tracked.
    pub fn get(&self, key: &str) -> Option<String> {
        self.at.get(key)
    }

    /// Narrows or orders otherwise: begins at the first page, without the details of a row.
    pub fn set(&self, changes: &[(&str, String)], replace: bool) {
        let mut all: Vec<(&str, String)> = changes.to_vec();
        all.extend([(PAGE, String::new()), (self.row_key, String::new())]);
        self.ticked.set(BTreeMap::new());
        self.at.set(&all, replace);
    }

    /// The row whose details are shown; tracked.
    pub fn opened(&self) -> Option<String> {
        self.at.get(self.row_key).filter(|key| !key.is_empty())
    }

    /// Shows the details of a row, or of none.
    pub fn open(&self, key: &str) {
        self.at.set(&[(self.row_key, key.to_owned())], false);
    }
}

/// The taste that a list's columns are kept as.
fn taste(name: &str) -> String {
    format!("columns.{name}")
}

fn has(kept: &str, key: &str) -> bool {
    kept.split(',').any(|word| word == key)
}

/// The page of an address, and the number of its first row.
fn page_of(word: Option<&str>) -> (PageAt, Option<i64>) {
    let first = (PageAt::First, Some(0));
    let Some(word) = word else { return first };
    if word == "last" {
        return (PageAt::Last, None);
    }
    let mut parts = word.splitn(3, '~');
    let (Some(way), Some(offset), Some(cursor)) = (parts.next(), parts.next(), parts.next()) else { return first };
    let (cursor, offset) = (Cursor(cursor.to_owned()), offset.parse().ok());
    match way {
        "a" => (PageAt::After(cursor), offset),
        "b" => (PageAt::Before(cursor), offset),
        _ => first,
    }
}

fn page_word(page: &PageAt, offset: Option<i64>) -> String {
    let offset = offset.map(|n| n.to_string()).unwrap_or_default();
    match page {
        PageAt::First => String::new(),
        PageAt::Last => "last".to_owned(),
        PageAt::After(cursor) => format!("a~{offset}~{}", cursor.0),
        PageAt::Before(cursor) => format!("b~{offset}~{}", cursor.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_survives_the_address() {
        let cursor = || Cursor("0.1795392000000000.-7".to_owned());
        for (page, offset) in
            [(PageAt::First, Some(0)), (PageAt::Last, None), (PageAt::After(cursor()), Some(50)), (PageAt::Before(cursor()), None)]
        {
            let word = page_word(&page, offset);
            assert_eq!(page_of(Some(&word).filter(|w| !w.is_empty()).map(String::as_str)), (page, offset));
        }
        for nonsense in ["", "x", "a~1", "c~1~2"] {
            assert_eq!(page_of(Some(nonsense)).0, PageAt::First);
        }
    }

    #[test]
    fn a_stamp_tells_rows_apart() {
        assert_eq!(stamp(&("a", 1)), stamp(&("a", 1)));
        assert_ne!(stamp(&("a", 1)), stamp(&("a", 2)));
    }
}
