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
    /// Rows of which nothing is kept.
    pub(crate) untold: u64,
}

impl Problems {
    /// Adds the problems of one row.
    pub(crate) fn add(&mut self, problems: Vec<RowProblem>, cells: &[&str]) {
        self.rows += 1;
        self.total += problems.len() as u64;
        let cells = serde_json::to_string(cells).unwrap_or_default();
        let before = self.kept.len();
        for problem in problems {
            if self.kept.len() < PROBLEM_LIMIT && self.bytes < PROBLEM_BYTES {
                self.bytes += cells.len() + problem.value.len() + 64;
                self.kept.push((problem, cells.clone()));
            }
        }
        self.untold += u64::from(self.kept.len() == before);
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::Problem;

    #[test]
    fn what_is_not_kept_is_counted() {
        let mut problems = Problems::default();
        let one = |row| RowProblem { row, field: None, value: String::new(), problem: Problem::UnknownBody };
        for row in 0..PROBLEM_LIMIT as u64 + 5 {
            problems.add(vec![one(row)], &["1"]);
        }
        assert_eq!((problems.rows, problems.untold, problems.kept().count()), (PROBLEM_LIMIT as u64 + 5, 5, PROBLEM_LIMIT));
    }
}
