//! Rows of an item in one cell of a workbook: a row on each line, its cells between `｜`.
//!
//! `|` is understood as well; what is meant as such a mark, a line break inside of a cell or a `\` stands behind a `\`.

/// The mark between cells.
const MARK: char = '｜';

fn is_mark(c: char) -> bool {
    matches!(c, MARK | '|')
}

/// Rows as one text. Empty cells at the end of a row are left out.
pub fn text(rows: &[Vec<String>]) -> String {
    let guarded = |cell: &String| {
        let mut out = String::with_capacity(cell.len());
        for c in cell.trim().chars().filter(|c| *c != '\r') {
            match c {
                '\n' => out.push_str("\\n"),
                c if is_mark(c) || c == '\\' => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
        out
    };
    let line = |cells: &Vec<String>| {
        let last = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
        cells.iter().take(last).map(guarded).collect::<Vec<_>>().join("｜")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The rows of a text; empty lines are none.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (mut cells, mut cell, mut guarded) = (Vec::new(), String::new(), false);
        for c in line.chars() {
            match c {
                c if guarded => {
                    guarded = false;
                    cell.push(if c == 'n' { '\n' } else { c });
                }
                '\\' => guarded = true,
                c if is_mark(c) => cells.push(std::mem::take(&mut cell).trim().to_owned()),
                c => cell.push(c),
            }
        }
        cells.push(cell.trim().to_owned());
        rows.push(cells);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_people_write_them() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(read("身份证 | 必要\n\n户口簿｜必要｜原件\r\n"), [row(&["身份证", "必要"]), row(&["户口簿", "必要", "原件"])]);
        assert_eq!(text(&[row(&["甲", "", "乙", ""]), row(&["丙"])]), "甲｜｜乙\n丙");
        assert!(read(" \n").is_empty());
    }

    proptest! {
        #[test]
        fn rows_come_back(rows in prop::collection::vec(prop::collection::vec("\\PC{0,6}|[|｜n\\\\\n]{0,4}", 1..5), 0..4)) {
            let tidy: Vec<Vec<String>> = rows
                .into_iter()
                .map(|row| row.into_iter().map(|cell| cell.replace(['\u{2028}', '\u{2029}', '\u{85}'], "").trim().to_owned()).collect())
                .collect();
            prop_assume!(tidy.iter().all(|row: &Vec<String>| row.last().is_some_and(|cell| !cell.is_empty())));
            prop_assert_eq!(read(&text(&tidy)), tidy);
        }
    }
}
