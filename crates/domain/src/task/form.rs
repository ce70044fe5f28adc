//! 进度反馈表: the form of a task for one of its bodies, filled in by people without an account, that comes back as a file.
//!
//! It is a form like that of a matter ([`crate::supervision::form`]), with cells of its own: how far it is, what was done, what proves it.

use super::flow::DONE;
use crate::catalogue::parts::LINE_LIMIT;
use crate::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use crate::supervision::form::{FormCell, FormField, FormProblem, FormRule, Layout, stands};
use jiff::civil::Date;

/// The form of a task; whom it is for is printed, since progress counts as that body's.
pub const TASK: Layout = Layout {
    title: "工作任务进度反馈表",
    printed: &[
        FormField::Number,
        FormField::Check,
        FormField::Task,
        FormField::TaskDemand,
        FormField::Group,
        FormField::Body,
        FormField::TaskDue,
    ],
    open: &[FormField::Percent, FormField::Words, FormField::Proof, FormField::Filler, FormField::FilledOn],
};

/// What was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskAnswers {
    /// 当前进度, in percent.
    pub progress: u8,
    /// 进展说明
    pub words: String,
    /// 佐证材料
    pub proof: String,
    /// 填报人
    pub filler: String,
    /// 填报日期
    pub filled_on: Option<Date>,
}

/// Reads what was filled in, or everything that is wrong with it; `day` reads a day as people write it.
///
/// # Errors
/// Every cell that can't be taken.
pub fn answers(cells: &[FormCell], today: Date, day: impl Fn(&str) -> Option<Date>) -> Result<TaskAnswers, Vec<FormProblem>> {
    let mut problems = Vec::new();
    let mut text = |field: FormField, limit: usize, several: bool| stands(cells, field, limit, several, &mut problems);
    let (percent, percent_row) = text(FormField::Percent, LINE_LIMIT, false);
    let (words, words_row) = text(FormField::Words, WORDS_LIMIT, true);
    let (proof, proof_row) = text(FormField::Proof, LINE_LIMIT, false);
    let (filler, _) = text(FormField::Filler, LINE_LIMIT, false);
    let (on, on_row) = text(FormField::FilledOn, LINE_LIMIT, false);
    // A row that is gone has been told of already.
    let mut wrong = |row: Option<u64>, field: FormField, rule: FormRule| {
        if row.is_some() {
            problems.push(FormProblem { row, field, rule });
        }
    };
    // Input methods write digits in full width, too.
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let digits: String = percent.trim_end_matches(['%', '％']).trim_end().chars().map(narrow).collect();
    let number = digits.parse::<u8>().ok().filter(|progress| *progress <= DONE);
    match number {
        None if percent.is_empty() => wrong(percent_row, FormField::Percent, FormRule::Required),
        None => wrong(percent_row, FormField::Percent, FormRule::Percent),
        Some(DONE) if proof.is_empty() => wrong(proof_row, FormField::Proof, FormRule::Unproved),
        Some(_) => {}
    }
    match words.chars().count() {
        0 => wrong(words_row, FormField::Words, FormRule::Required),
        n if n < REASON_LEAST => wrong(words_row, FormField::Words, FormRule::TooShort(REASON_LEAST)),
        _ => {}
    }
    let filled_on = day(&on);
    if filled_on.is_none() && !on.is_empty() {
        wrong(on_row, FormField::FilledOn, FormRule::Day);
    }
    if filled_on.is_some_and(|day| day > today) {
        wrong(on_row, FormField::FilledOn, FormRule::Future);
    }
    match number {
        Some(progress) if problems.is_empty() => Ok(TaskAnswers { progress, words, proof, filler, filled_on }),
        _ => {
            problems.sort_by_key(|problem| (problem.row, problem.field));
            problems.dedup();
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn form(filled: &[(FormField, &str)]) -> Vec<FormCell> {
        let said = |field: FormField| filled.iter().find(|(one, _)| *one == field).map_or("", |(_, text)| *text);
        let all = TASK.printed.iter().chain(TASK.open);
        (1..).zip(all).map(|(row, field)| FormCell { row, field: *field, text: said(*field).to_owned() }).collect()
    }

    fn read(cells: &[FormCell]) -> Result<TaskAnswers, Vec<(FormField, FormRule)>> {
        let told = |all: Vec<FormProblem>| all.into_iter().map(|one| (one.field, one.rule)).collect();
        answers(cells, date(2026, 11, 28), crate::day::of_text).map_err(told)
    }

    #[test]
    fn a_form_that_is_filled_in_well() {
        use FormField::{FilledOn, Filler, Percent, Proof, Words};
        let cells = form(&[(Percent, " ６0％"), (Words, "设备已到场，\n正在安装"), (Filler, "李某"), (FilledOn, "2026-11-27")]);
        let told = read(&cells).unwrap();
        assert_eq!((told.progress, told.words.as_str(), told.filled_on), (60, "设备已到场，\n正在安装", Some(date(2026, 11, 27))));
        let done = form(&[(Percent, "100"), (Words, "已验收"), (Proof, "验收单1号")]);
        assert_eq!(read(&done).map(|told| (told.progress, told.proof)), Ok((DONE, "验收单1号".to_owned())));
    }

    #[test]
    fn every_cell_that_is_wrong_is_told() {
        use FormField::{FilledOn, Percent, Proof, Words};
        assert_eq!(read(&form(&[])), Err(vec![(Percent, FormRule::Required), (Words, FormRule::Required)]));
        assert_eq!(read(&form(&[(Percent, "100%"), (Words, "已验收")])), Err(vec![(Proof, FormRule::Unproved)]));
        for percent in ["101", "-1", "0.6", "一半", "256", "%"] {
            assert_eq!(read(&form(&[(Percent, percent), (Words, "已进场")])), Err(vec![(Percent, FormRule::Percent)]), "{percent}");
        }
        let mut cells = form(&[(Percent, "30"), (Words, "办"), (FilledOn, "2026-11-29")]);
        cells.retain(|cell| cell.field != Proof);
        let expected = vec![(Proof, FormRule::Gone), (Words, FormRule::TooShort(REASON_LEAST)), (FilledOn, FormRule::Future)];
        assert_eq!(read(&cells), Err(expected));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_it_is_taken_as_it_is_or_told(text in "\\PC{0,60}") {
            match read(&form(&[(FormField::Percent, "10"), (FormField::Words, &text)])) {
                Ok(told) => prop_assert_eq!(told.words, text.trim()),
                Err(problems) => prop_assert!(problems.iter().all(|(field, _)| *field == FormField::Words)),
            }
        }
    }
}
