//! From a previewed file to the decision whether and how it can be imported; no view.

use api::body::Source;
use api::import::{ColumnFound, Previewed};
use domain::import::{Mapping, Problem, Taking};

/// A source that this file draws on, and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceUse {
    /// Its name.
    pub name: String,
    /// Its records carry no number.
    pub numberless: bool,
    /// Declared before; otherwise the import makes it known.
    pub known: bool,
    /// Chosen here for the rows that name none.
    pub fallback: bool,
}

/// The sources of a file: those its rows name, and the one chosen for rows that name none.
pub fn sources_used(named: &[String], fallback: Option<&str>, known: &[Source]) -> Vec<SourceUse> {
    let mut used: Vec<SourceUse> = Vec::new();
    let names = named.iter().map(|n| (n.as_str(), false)).chain(fallback.map(|n| (n, true)));
    for (name, is_fallback) in names {
        if let Some(already) = used.iter_mut().find(|u| u.name == name) {
            already.fallback |= is_fallback;
            continue;
        }
        let source = known.iter().find(|s| s.name == name);
        used.push(SourceUse {
            name: name.to_owned(),
            numberless: source.is_some_and(|s| s.numberless),
            known: source.is_some(),
            fallback: is_fallback,
        });
    }
    used
}

/// Whether the import can start, and what a person should know before.
#[derive(Clone, Debug, PartialEq)]
pub enum Readiness {
    /// The file has no data rows.
    Empty,
    /// These columns are not there; nothing could be taken.
    ColumnsMissing(Vec<String>),
    /// Every checked row is wrong, since none names a source: choose one.
    SourceNeeded,
    /// Every row of the whole file is wrong.
    NothingGood,
    /// All or nothing was chosen and some of the rows that were checked are wrong: nothing would be taken.
    WouldRefuse {
        /// Rows with a problem so far.
        bad: u64,
    },
    /// It can start.
    Ready {
        /// Rows with a problem so far; they come back.
        bad: u64,
        /// The whole file was checked, so this number is final.
        whole: bool,
    },
}

impl Readiness {
    /// The start button can be pressed.
    pub fn can_start(&self) -> bool {
        matches!(self, Self::Ready { .. })
    }
}

/// Judges a previewed file against the choice of what to take.
pub fn readiness(previewed: &Previewed, taking: Taking) -> Readiness {
    if !previewed.missing.is_empty() {
        return Readiness::ColumnsMissing(previewed.missing.clone());
    }
    if previewed.checked == 0 {
        return Readiness::Empty;
    }
    let bad = previewed.bad_rows;
    if bad >= previewed.checked {
        let sourceless = previewed.problems.iter().filter(|p| p.problem == Problem::NoSource).count() as u64;
        if sourceless >= previewed.checked {
            return Readiness::SourceNeeded;
        }
        if previewed.whole {
            return Readiness::NothingGood;
        }
    }
    if taking == Taking::AllOrNothing && bad > 0 {
        return Readiness::WouldRefuse { bad };
    }
    Readiness::Ready { bad, whole: previewed.whole }
}

/// The first value that is not empty in a column of the first rows: an example beside the header.
pub fn example(rows: &[Vec<String>], column: usize) -> Option<&str> {
    rows.iter().filter_map(|r| r.get(column)).map(|v| v.trim()).find(|v| !v.is_empty())
}

/// The letter of a column, as a spreadsheet shows it.
pub fn letter(index: usize) -> String {
    let (mut text, mut n) = (String::new(), index + 1);
    while n > 0 {
        let rest = u8::try_from((n - 1) % 26).unwrap_or(0);
        text.insert(0, char::from(b'A' + rest));
        n = (n - 1) / 26;
    }
    text
}

/// What every column is once one of them was said to be something: nothing else is that any more.
pub fn remapped(columns: &[ColumnFound], changed: usize, field: Option<&str>) -> Vec<Mapping> {
    let said = |(index, column): (usize, &ColumnFound)| {
        let header = if column.header.trim().is_empty() { letter(index) } else { column.header.clone() };
        let before = column.field.clone().filter(|own| field != Some(own.as_str()));
        Mapping { header, field: if index == changed { field.map(str::to_owned) } else { before } }
    };
    columns.iter().enumerate().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::RowProblem;

    fn columns(fields: &[&str]) -> Vec<ColumnFound> {
        fields.iter().map(|f| ColumnFound { header: (*f).to_owned(), field: Some((*f).to_owned()) }).collect()
    }

    fn previewed(checked: u64, bad_rows: u64, whole: bool, problem: Option<Problem>) -> Previewed {
        let problems = problem.map_or_else(Vec::new, |problem| {
            (0..bad_rows).map(|n| RowProblem { row: n + 2, field: None, value: String::new(), problem: problem.clone() }).collect()
        });
        Previewed {
            encoding: "utf-8".to_owned(),
            delimiter: ",".to_owned(),
            sheets: Vec::new(),
            reading: domain::import::Reading::default(),
            remembered: false,
            header_row: 1,
            missing: Vec::new(),
            asides: Vec::new(),
            difference: None,
            columns: columns(&["place_code", "channel", "grade", "at"]),
            rows: Vec::new(),
            checked,
            problems,
            bad_rows,
            whole,
            sources: Vec::new(),
        }
    }

    #[test]
    fn a_column_is_said_to_be_something() {
        let all = remapped(&columns(&["grade", "at"]), 1, Some("grade"));
        let told: Vec<(&str, Option<&str>)> = all.iter().map(|m| (m.header.as_str(), m.field.as_deref())).collect();
        assert_eq!(told, [("grade", None), ("at", Some("grade"))]);
        assert_eq!((letter(0), letter(25), letter(26)), ("A".to_owned(), "Z".to_owned(), "AA".to_owned()));
    }

    #[test]
    fn sources_are_named_once() {
        let known = [Source { name: "评价仪".to_owned(), numberless: true }];
        let used = sources_used(&["评价仪".to_owned(), "小程序".to_owned()], Some("评价仪"), &known);
        assert_eq!(used.len(), 2);
        assert_eq!((used[0].numberless, used[0].known, used[0].fallback), (true, true, true));
        assert_eq!((used[1].numberless, used[1].known, used[1].fallback), (false, false, false));
    }

    #[test]
    fn readiness_says_what_stands_in_the_way() {
        assert_eq!(readiness(&previewed(0, 0, true, None), Taking::Good), Readiness::Empty);
        assert_eq!(readiness(&previewed(10, 0, true, None), Taking::AllOrNothing), Readiness::Ready { bad: 0, whole: true });
        assert_eq!(readiness(&previewed(10, 3, true, Some(Problem::BadTime)), Taking::Good), Readiness::Ready { bad: 3, whole: true });
        assert_eq!(readiness(&previewed(10, 3, false, Some(Problem::BadTime)), Taking::AllOrNothing), Readiness::WouldRefuse { bad: 3 });
        assert_eq!(readiness(&previewed(10, 10, true, Some(Problem::BadTime)), Taking::Good), Readiness::NothingGood);
        assert_eq!(readiness(&previewed(10, 10, false, Some(Problem::NoSource)), Taking::Good), Readiness::SourceNeeded);
        // The rest of a long file may well be good.
        assert!(readiness(&previewed(1_000, 1_000, false, Some(Problem::BadTime)), Taking::Good).can_start());
    }

    #[test]
    fn missing_columns_come_before_everything() {
        let missing = vec!["区划代码 / 单位名称".to_owned()];
        let p = Previewed { missing: missing.clone(), ..previewed(0, 0, true, None) };
        assert_eq!(readiness(&p, Taking::Good), Readiness::ColumnsMissing(missing));
    }

    #[test]
    fn examples_skip_empty_cells() {
        let rows = vec![vec![String::new(), "a".to_owned()], vec![" 二 ".to_owned()]];
        assert_eq!((example(&rows, 0), example(&rows, 1), example(&rows, 2)), (Some("二"), Some("a"), None));
    }
}
