//! Problems of a file's rows, gathered so that a person mends each kind once; no view.

use domain::import::{Problem, RowProblem};

/// Rows shown of one group; the returned file holds them all.
const ROWS_OF_A_GROUP: usize = 5;

/// Problems of one kind in one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The field that is meant; none for the row as a whole.
    pub field: Option<String>,
    /// The first of them: the words for the group.
    pub problem: Problem,
    /// The first rows of it, in row order.
    pub rows: Vec<RowProblem>,
    /// How many there are among those that were given.
    pub count: usize,
}

/// Gathers problems by field and kind: those that strike most rows first, then in the order of the file.
pub fn grouped(problems: Vec<RowProblem>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for found in problems {
        let kind = std::mem::discriminant(&found.problem);
        let same = groups.iter_mut().find(|g| g.field == found.field && std::mem::discriminant(&g.problem) == kind);
        if let Some(group) = same {
            group.count += 1;
            if group.rows.len() < ROWS_OF_A_GROUP {
                group.rows.push(found);
            }
        } else {
            let (field, problem) = (found.field.clone(), found.problem.clone());
            groups.push(Group { field, problem, rows: vec![found], count: 1 });
        }
    }
    // A stable sort: equal counts stay in the order of the file.
    groups.sort_by_key(|g| std::cmp::Reverse(g.count));
    groups
}

/// The problem is said of the whole file rather than of a value: it goes away by a choice on this page, not in the file.
pub fn mended_here(problem: &Problem) -> bool {
    matches!(problem, Problem::NoSource | Problem::NoRecordNo | Problem::Differs { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: u64, field: &str, problem: Problem) -> RowProblem {
        RowProblem { row, field: Some(field.to_owned()), value: format!("v{row}"), problem }
    }

    #[test]
    fn the_commonest_problem_comes_first_and_keeps_few_rows() {
        let mut problems = vec![at(2, "grade", Problem::Unreadable)];
        problems.extend((3..20).map(|row| at(row, "at", Problem::BadTime)));
        problems.push(at(20, "at", Problem::Future));
        let groups = grouped(problems);
        let seen: Vec<_> = groups.iter().map(|g| (g.field.as_deref(), g.count, g.rows.len())).collect();
        assert_eq!(seen, [(Some("at"), 17, 5), (Some("grade"), 1, 1), (Some("at"), 1, 1)]);
        assert_eq!(groups[0].rows[0].row, 3);
    }

    #[test]
    fn details_do_not_split_a_group() {
        let one = |name: &str| Problem::PlaceMismatch { name: name.to_owned() };
        let groups = grouped(vec![at(2, "place_name", one("甲")), at(3, "place_name", one("乙"))]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].problem, one("甲"));
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(grouped(Vec::new()).is_empty());
    }

    #[test]
    fn sources_are_mended_on_the_page() {
        assert!(mended_here(&Problem::NoSource));
        assert!(!mended_here(&Problem::BadTime));
    }
}
