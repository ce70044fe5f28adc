//! The problems of a running import: kept with their rows up to a limit, counted beyond.

use domain::import::{PROBLEM_BYTES, PROBLEM_LIMIT, RowProblem};

/// Problems with the cells of their rows, both as JSON.
#[derive(Default)]
pub(crate) struct Problems {
    kept: Vec<(RowProblem, String)>,
    bytes: usize,
    /// Rows with at least one problem.
    pub(crate) rows: u64,
    /// Problems in all, also those that are not kept.
    pub(crate) total: u64,
}

impl Problems {
    /// Adds the problems of one row.
    pub(crate) fn add(&mut self, problems: Vec<RowProblem>, cells: &[&str]) {
        self.rows += 1;
        self.total += problems.len() as u64;
        let cells = serde_json::to_string(cells).unwrap_or_default();
        for problem in problems {
            if self.kept.len() < PROBLEM_LIMIT && self.bytes < PROBLEM_BYTES {
                self.bytes += cells.len() + problem.value.len() + 64;
                self.kept.push((problem, cells.clone()));
            }
        }
    }

    /// Those that are kept.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &RowProblem> {
        self.kept.iter().map(|(problem, _)| problem)
    }

    /// In row order, as the database keeps them.
    pub(crate) fn into_rows(mut self) -> Vec<(String, String)> {
        self.kept.sort_by_key(|(problem, _)| problem.row);
        self.kept.into_iter().map(|(problem, cells)| (serde_json::to_string(&problem).unwrap_or_default(), cells)).collect()
    }
}

/// At most 200 characters of a value, for showing.
pub(crate) fn shown(value: &str) -> String {
    value.chars().take(200).collect()
}
