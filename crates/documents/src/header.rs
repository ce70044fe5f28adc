//! Finding the header of a table among title rows, and what its columns are.

use crate::book::Merge;
use crate::book::package::letters;
use crate::cells::{narrow, plain};
use crate::decode::FileProblem;
use csv::StringRecord;
use domain::import::{Column, Reading};

/// Rows among which the header is looked for.
pub(crate) const LOOKED_AT: usize = 30;
/// More columns than this is no table of ours.
const COLUMN_LIMIT: usize = 200;

/// With what rows below a table begin: totals, who filled it in, remarks.
const SIGNATURES: [&str; 21] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总合计",
    "填表人",
    "填报人",
    "制表人",
    "填表单位",
    "填报单位",
    "填表日期",
    "填报日期",
    "制表日期",
    "审核人",
    "审核",
    "负责人",
    "经办人",
    "备注",
    "说明",
    "注",
];

/// The header of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Headers as they stand.
    pub headers: Vec<String>,
    /// The field that each was understood as.
    pub fields: Vec<Option<&'static str>>,
    /// Its row, the lower one of two; data follows.
    pub row: u64,
    /// The first headers of columns that are needed and not there.
    pub missing: Vec<&'static str>,
    /// A header whose field stands in an earlier column.
    pub twice: Option<String>,
}

impl Header {
    /// Finds it among the first rows of a table.
    pub(crate) fn find(
        rows: &[(u64, &StringRecord)],
        merges: &[Merge],
        columns: &'static [Column],
        reading: &Reading,
    ) -> Result<Self, FileProblem> {
        let rows: Vec<(u64, &StringRecord)> = rows.iter().copied().filter(|(_, r)| r.iter().any(|c| !c.trim().is_empty())).collect();
        if rows.is_empty() {
            return Err(FileProblem::Empty);
        }
        let single = |(row, record): &(u64, &StringRecord)| Self::of(*row, texts(record), columns, reading);
        if let Some(wanted) = reading.header_row {
            let found = rows.iter().find(|(row, _)| *row == wanted).ok_or(FileProblem::Empty)?;
            return Self::checked(single(found));
        }
        let looked_at = &rows[..rows.len().min(LOOKED_AT)];
        let mut best: Option<Self> = None;
        for (nth, one) in looked_at.iter().enumerate() {
            let mut candidates = vec![single(one)];
            if let Some(below) = looked_at.get(nth + 1).filter(|below| below.0 == one.0 + 1) {
                candidates.push(Self::of(below.0, two_lines(*one, *below, merges, columns), columns, reading));
            }
            for candidate in candidates {
                if best.as_ref().is_none_or(|b| candidate.score() > b.score()) {
                    best = Some(candidate);
                }
            }
        }
        if let Some(best) = best.filter(|b| b.score() >= 2) {
            return Self::checked(best);
        }
        // Nothing is known: the first row that is about as wide as the widest.
        let width = |record: &StringRecord| {
            let mut cells: Vec<&str> = record.iter().map(plain).filter(|c| !c.is_empty()).collect();
            cells.sort_unstable();
            cells.dedup();
            cells.len()
        };
        let widest = looked_at.iter().map(|(_, r)| width(r)).max().unwrap_or(0);
        let found = looked_at.iter().find(|(_, r)| width(r) * 10 >= widest * 6).unwrap_or(&looked_at[0]);
        Self::checked(single(found))
    }

    fn checked(header: Self) -> Result<Self, FileProblem> {
        if header.headers.len() > COLUMN_LIMIT { Err(FileProblem::TooManyColumns(header.headers.len())) } else { Ok(header) }
    }

    fn of(row: u64, headers: Vec<String>, columns: &'static [Column], reading: &Reading) -> Self {
        let (mut fields, mut twice): (Vec<Option<&'static str>>, _) = (Vec::with_capacity(headers.len()), None);
        for (at, header) in headers.iter().enumerate() {
            let place = letters(u32::try_from(at).unwrap_or(u32::MAX));
            let said = reading.mapping.iter().find(|m| same(&m.header, header) && !header.is_empty() || m.header == place);
            let found = match said {
                Some(said) => said.field.as_deref().and_then(|field| columns.iter().find(|c| c.field == field)),
                None => columns.iter().find(|c| c.headers.iter().any(|known| same(known, header)) || same(c.field, header)),
            };
            // What a person said of another column stands before what a header seems to say.
            let taken = |c: &Column| {
                fields.contains(&Some(c.field)) || said.is_none() && reading.mapping.iter().any(|m| m.field.as_deref() == Some(c.field))
            };
            match found {
                Some(column) if taken(column) => {
                    twice = twice.or_else(|| reading.mapping.is_empty().then(|| header.clone()));
                    fields.push(None);
                }
                found => fields.push(found.map(|c| c.field)),
            }
        }
        let missing = columns.iter().filter(|c| c.required && !fields.contains(&Some(c.field))).map(|c| c.headers[0]).collect();
        Self { headers, fields, row, missing, twice }
    }

    /// How much of it is understood.
    pub(crate) fn score(&self) -> usize {
        let known = self.fields.iter().flatten().count();
        if self.missing.is_empty() && known > 0 { known + 100 } else { known }
    }

    /// Every column that is needed is there, once.
    pub fn complete(&self) -> Result<(), FileProblem> {
        if let Some(header) = &self.twice {
            return Err(FileProblem::ColumnTwice(header.clone()));
        }
        if self.missing.is_empty() { Ok(()) } else { Err(FileProblem::ColumnsMissing(self.missing.clone())) }
    }

    /// The column of a field.
    pub fn index(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|f| *f == Some(field))
    }
}

fn texts(record: &StringRecord) -> Vec<String> {
    let mut texts: Vec<String> = record.iter().map(|h| plain(h).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    texts
}

/// A header in two lines: the lower one says more, where it says anything.
fn two_lines(
    (row, upper): (u64, &StringRecord),
    (_, lower): (u64, &StringRecord),
    merges: &[Merge],
    columns: &'static [Column],
) -> Vec<String> {
    let (mut above, below) = (texts(upper), texts(lower));
    let at = u32::try_from(row - 1).unwrap_or(u32::MAX);
    for merge in merges.iter().filter(|m| m.top == at && m.right > m.left) {
        let (left, right) = (merge.left as usize, (merge.right as usize).min(COLUMN_LIMIT));
        let text = above.get(left).cloned().unwrap_or_default();
        above.resize(above.len().max(right + 1), String::new());
        above[left..=right].fill(text);
    }
    let known = |text: &str| columns.iter().any(|c| c.headers.iter().any(|h| same(h, text)));
    let cell = |i: usize| {
        let (a, b) = (above.get(i).map_or("", String::as_str), below.get(i).map_or("", String::as_str));
        let whole = format!("{a}{b}");
        if b.is_empty() || known(a) && !known(b) {
            a.to_owned()
        } else if known(b) || !known(&whole) {
            b.to_owned()
        } else {
            whole
        }
    };
    (0..above.len().max(below.len())).map(cell).collect()
}

/// A row that begins so belongs below a table.
pub(crate) fn is_signature(first: &str) -> bool {
    let text: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    SIGNATURES.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '\u{ff1a}', '('])))
}

/// Headers are compared without blanks, case, full-width forms and asterisks of required columns.
pub(crate) fn same(known: &str, header: &str) -> bool {
    let fold = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{ff0a}' | '\u{feff}'))
            .map(narrow)
            .flat_map(char::to_lowercase)
            .collect()
    };
    fold(known) == fold(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::{CASE_COLUMNS, Mapping};

    fn find(rows: &[&[&str]], reading: &Reading) -> Header {
        let records: Vec<StringRecord> = rows.iter().map(|r| r.iter().collect()).collect();
        let rows: Vec<(u64, &StringRecord)> = (1..).zip(&records).collect();
        Header::find(&rows, &[], CASE_COLUMNS, reading).unwrap()
    }

    #[test]
    fn below_titles_and_in_two_lines() {
        let one = find(
            &[&["2026年办件量"], &["单位:件"], &["区划代码", "日期", "办件量"], &["440811100201", "2026-11-03", "3"]],
            &Reading::default(),
        );
        assert_eq!((one.row, one.score()), (3, 103));
        let two = find(&[&["单位", "", "统计", ""], &["区划代码", "单位名称", "日期", "办件量"]], &Reading::default());
        assert_eq!((two.row, two.missing.len()), (2, 0));
        let split = find(&[&["区划代码", "办结", "办件"], &["", "日期", "量"]], &Reading::default());
        assert_eq!(split.fields, [Some("place_code"), Some("day"), Some("cases")], "{:?}", split.headers);
    }

    #[test]
    fn unknown_headers_are_no_dead_end() {
        let rows: &[&[&str]] = &[&["统计表"], &["编码", "哪天", "多少"], &["440811100201", "2026-11-03", "3"]];
        let unknown = find(rows, &Reading::default());
        assert_eq!((unknown.row, unknown.missing.as_slice()), (2, ["办结日期", "办件量"].as_slice()));
        let said = |header: &str, field: &str| Mapping { header: header.to_owned(), field: Some(field.to_owned()) };
        let reading =
            Reading { mapping: vec![said("编码", "place_code"), said("哪天", "day"), said("C", "cases")], ..Reading::default() };
        assert!(find(rows, &reading).complete().is_ok());
    }

    #[test]
    fn rows_below_a_table() {
        assert!(is_signature("合 计") && is_signature("填表人：张三") && !is_signature("合计村委会") && !is_signature("注册登记"));
    }
}
