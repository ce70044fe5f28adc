//! Rows of an entry as offices write them into one cell: a line each, without the marks of our own files (see
//! [`crate::catalogue::rows_text`]): `1.《殡葬管理条例》第八条第一款：……`, `受理责任：公示条件……`.

use super::DutyPart;
use crate::catalogue::rows_text;

/// Most characters of what stands before a colon and names a step.
const STEP_NAME: usize = 20;

/// What a step is called that an office has given no name.
const STEP: &str = "责任事项";

/// The rows of a cell: lines with marks are rows by cells; others are taken apart as far as their form tells how.
pub fn rows(part: DutyPart, text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    // Only what was read so loosely itself goes on in the next line.
    let mut is_loose = false;
    for cells in rows_text::read(text) {
        let [line] = cells.as_slice() else {
            rows.push(cells);
            is_loose = false;
            continue;
        };
        let (body, is_numbered) = unnumbered(line);
        let goes_on = is_loose && !is_numbered && !rows.is_empty();
        match part {
            DutyPart::Basis => basis(&mut rows, goes_on, body),
            DutyPart::Steps => step(&mut rows, goes_on, body),
            DutyPart::Risks => rows.push(vec![body.to_owned()]),
        }
        is_loose = true;
    }
    rows
}

/// The line without the number before it: `1.`, `2、`, `（三）`, `四、`; whether there was one.
fn unnumbered(line: &str) -> (&str, bool) {
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let line = line.trim();
    if let Some(inner) = line.strip_prefix(['（', '('])
        && let Some((number, rest)) = inner.split_once(['）', ')'])
        && !number.is_empty()
        && number.chars().all(is_digit)
    {
        return (rest.trim_start(), true);
    }
    let rest = line.trim_start_matches(is_digit);
    match rest.strip_prefix(['、', '.', '．']).filter(|_| rest.len() < line.len()) {
        // 3.5 is no number of a line.
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => (rest.trim_start(), true),
        _ => (line, false),
    }
}

/// Adds a line to a cell of the last row.
fn go_on(rows: &mut [Vec<String>], at: usize, line: &str) {
    if let Some(row) = rows.last_mut() {
        row.resize(row.len().max(at + 1), String::new());
        if let Some(cell) = row.get_mut(at) {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(line);
        }
    }
}

/// `《law》第八条第一款：text`
fn basis(rows: &mut Vec<Vec<String>>, goes_on: bool, line: &str) {
    let quoted = line.strip_prefix('《').and_then(|inner| inner.split_once('》'));
    let Some((law, rest)) = quoted else {
        if goes_on {
            go_on(rows, 3, line);
        } else {
            // What is too long for a law's name is refused by the form's own rule.
            rows.push(vec![line.to_owned()]);
        }
        return;
    };
    // （2019年修正） belongs to the law.
    let (law, rest) = match rest.strip_prefix('（').and_then(|inner| inner.split_once('）')) {
        Some((edition, rest)) => (format!("{law}（{edition}）"), rest),
        None => (law.to_owned(), rest),
    };
    let (article, rest) = numbered(rest, &["条"]);
    let (clause, rest) = numbered(rest, &["款", "项", "目"]);
    let text = rest.trim_start_matches(['：', ':', '，', ',', '。', '；']).trim();
    rows.push(vec![law, article.to_owned(), clause.to_owned(), text.to_owned()]);
}

/// `第八条`, `第一款第（二）项`: as much as is numbered so, and the rest.
fn numbered<'t>(text: &'t str, units: &[&str]) -> (&'t str, &'t str) {
    let text = text.trim_start();
    let mut end = 0;
    loop {
        let rest = &text[end..];
        if !rest.starts_with('第') {
            break;
        }
        // The nearest unit, not far behind the number.
        let near: usize = rest.char_indices().nth(12).map_or(rest.len(), |(at, _)| at);
        let found = units.iter().filter_map(|unit| rest[..near].find(unit).map(|at| at + unit.len())).min();
        match found {
            Some(found) => end += found,
            None => break,
        }
    }
    // 第八条之一
    let mut rest = &text[end..];
    if end > 0 && rest.starts_with('之') {
        let more: usize = rest.chars().take_while(|c| "之一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
        end += more;
        rest = &text[end..];
    }
    (&text[..end], rest)
}

/// `受理责任：公示条件……`
fn step(rows: &mut Vec<Vec<String>>, goes_on: bool, line: &str) {
    let named = line.split_once(['：', ':']).filter(|(name, content)| {
        let n = name.trim().chars().count();
        (1..=STEP_NAME).contains(&n) && !content.trim().is_empty()
    });
    match named {
        Some((name, content)) => rows.push(vec![name.trim().to_owned(), content.trim().to_owned()]),
        None if goes_on => go_on(rows, 1, line),
        None => rows.push(vec![STEP.to_owned(), line.to_owned()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(part: DutyPart, text: &str) -> Vec<Vec<String>> {
        rows(part, text).into_iter().map(|row| row.into_iter().collect()).collect()
    }

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_basis_as_offices_write_it() {
        let text = "1.《殡葬管理条例》（2012年修订）第八条第一款：建设殡仪馆，由县级人民政府提出方案。\n报上级批准。\n2、《慈善法》第二十二条\n“三定”规定";
        let told = [
            row(&["殡葬管理条例（2012年修订）", "第八条", "第一款", "建设殡仪馆，由县级人民政府提出方案。\n报上级批准。"]),
            row(&["慈善法", "第二十二条", "", "“三定”规定"]),
        ];
        assert_eq!(read(DutyPart::Basis, text), told);
        assert_eq!(read(DutyPart::Basis, "部门三定方案"), [row(&["部门三定方案"])]);
        assert_eq!(read(DutyPart::Basis, "《刑法》第一百二十条之一第（二）项"), [row(&["刑法", "第一百二十条之一", "第（二）项", ""])]);
        assert_eq!(read(DutyPart::Basis, "办法｜第三条｜｜原文"), [row(&["办法", "第三条", "", "原文"])]);
    }

    #[test]
    fn steps_as_offices_write_them() {
        let text = "1.受理责任：公示条件。\n一次性告知。\n（二）审查责任: 审查材料。\n三、其他法律法规规定应履行的责任。";
        let told = [
            row(&["受理责任", "公示条件。\n一次性告知。"]),
            row(&["审查责任", "审查材料。"]),
            row(&["责任事项", "其他法律法规规定应履行的责任。"]),
        ];
        assert_eq!(read(DutyPart::Steps, text), told);
        assert_eq!(read(DutyPart::Steps, "受理｜当场告知"), [row(&["受理", "当场告知"])]);
    }

    proptest! {
        /// Whatever stands in a cell: nothing panics, and no line is lost.
        #[test]
        fn no_line_is_lost(text in "[《》第条款项之（）()：:｜|\\\\n一二三1-3.、甲乙\n]{0,60}") {
            for part in DutyPart::ALL {
                let told: String = rows(part, &text).concat().concat();
                for c in text.chars().filter(|c| "甲乙".contains(*c)) {
                    prop_assert!(told.contains(c), "{c} of {text:?} in {told:?}");
                }
            }
        }
    }
}
