//! 反馈表: the form that comes with a notice, is filled in by people without an account, and comes back as a file.
//!
//! Matters have one, and tasks another ([`crate::task::form`]); both are laid out, compared and known alike.
//!
//! A form is known by its number and a code (校验码) over what was printed in it; its cells are known by the words beside them,
//! wherever they have been moved to.

use super::flow::{REASON_LEAST, WORDS_LIMIT};
use crate::catalogue::codes::coded;
use crate::catalogue::parts::LINE_LIMIT;
use crate::catalogue::problem::{has_control, too_long};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// A cell of the form.
    FormField {
        /// 反馈表编号
        #[default]
        Number => "form_number",
        /// 校验码
        Check => "form_check",
        /// 督办事项
        Title => "form_title",
        /// 督办要求
        Demand => "form_demand",
        /// 主办单位
        Lead => "form_lead",
        /// 办理时限
        Due => "form_due",
        /// 填报单位
        Body => "form_body",
        /// 办理进展
        Progress => "form_progress",
        /// 是否办结
        Done => "form_done",
        /// 存在问题
        Problems => "form_problems",
        /// 下一步措施
        Steps => "form_steps",
        /// 申请延期至
        ExtendTo => "form_extend_to",
        /// 延期理由
        ExtendReason => "form_extend_reason",
        /// 填报人
        Filler => "form_filler",
        /// 填报日期
        FilledOn => "form_filled_on",
        /// 工作任务
        Task => "form_task",
        /// 任务要求
        TaskDemand => "form_task_demand",
        /// 工作组
        Group => "form_group",
        /// 完成时限
        TaskDue => "form_task_due",
        /// 当前进度
        Percent => "form_percent",
        /// 进展说明
        Words => "form_words",
        /// 佐证材料
        Proof => "form_proof",
    }
}

/// A form as it is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What it is called.
    pub title: &'static str,
    /// What is filled in before it is handed out, and comes back as it was.
    pub printed: &'static [FormField],
    /// What is to be filled in, below.
    pub open: &'static [FormField],
}

/// The form of a matter.
pub const MATTER: Layout = Layout {
    title: "督办事项反馈表",
    printed: &PRINTED,
    open: &[
        FormField::Body,
        FormField::Progress,
        FormField::Done,
        FormField::Problems,
        FormField::Steps,
        FormField::ExtendTo,
        FormField::ExtendReason,
        FormField::Filler,
        FormField::FilledOn,
    ],
};

/// What is filled in before the form of a matter is handed out, and comes back as it was.
pub const PRINTED: [FormField; 6] =
    [FormField::Number, FormField::Check, FormField::Title, FormField::Demand, FormField::Lead, FormField::Due];

impl FormField {
    /// The words beside the cell. Forms are papers of Chinese offices: they are in Chinese whatever language the console has.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "反馈表编号",
            Self::Check => "校验码",
            Self::Title => "督办事项",
            Self::Demand => "督办要求",
            Self::Lead => "主办单位",
            Self::Due => "办理时限",
            Self::Body => "填报单位",
            Self::Progress => "办理进展",
            Self::Done => "是否办结",
            Self::Problems => "存在问题",
            Self::Steps => "下一步措施",
            Self::ExtendTo => "申请延期至",
            Self::ExtendReason => "延期理由",
            Self::Filler => "填报人",
            Self::FilledOn => "填报日期",
            Self::Task => "工作任务",
            Self::TaskDemand => "任务要求",
            Self::Group => "工作组",
            Self::TaskDue => "完成时限",
            Self::Percent => "当前进度",
            Self::Words => "进展说明",
            Self::Proof => "佐证材料",
        }
    }

    /// How it is to be filled in; nothing for what is printed.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Progress => "必填，写明做了什么、到了哪一步",
            Self::Done => "填“是”或“否”；填“是”即报请办结",
            Self::ExtendTo => "需要延期时填写日期，如2026-12-31",
            Self::ExtendReason => "申请延期的必填",
            Self::FilledOn => "如2026-12-31",
            Self::Percent => "必填，0到100的整数；完成填100",
            Self::Words => "必填，写明做了什么、到了哪一步",
            Self::Proof => "完成的必填，如文号、验收单号或照片存放处",
            Self::Body | Self::Problems | Self::Steps | Self::Filler => "选填",
            Self::Number | Self::Check | Self::Title | Self::Demand | Self::Lead | Self::Due => "",
            Self::Task | Self::TaskDemand | Self::Group | Self::TaskDue => "",
        }
    }

    /// The field of the words beside a cell, however they are spaced.
    pub fn of_label(label: &str) -> Option<Self> {
        let bare: String = label.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '*' | '＊')).collect();
        Self::ALL.iter().copied().find(|field| field.label() == bare)
    }
}

/// A cell as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormCell {
    /// Row, as a spreadsheet shows it.
    pub row: u64,
    /// Which.
    pub field: FormField,
    /// What stands in it.
    pub text: String,
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormRule {
    /// The form has no such row any more.
    Gone,
    /// It stands in the form twice.
    Twice,
    /// It has to be filled in.
    Required,
    /// Longer than so many characters.
    TooLong(usize),
    /// Shorter than so many.
    TooShort(usize),
    /// Control characters, or what a spreadsheet leaves of a formula that failed.
    Control,
    /// No day.
    Day,
    /// A day that has not come yet.
    Future,
    /// Neither 是 nor 否.
    YesNo,
    /// It is not as it was printed.
    Altered,
    /// No whole number up to 100.
    Percent,
    /// What is done has to be proved.
    Unproved,
}

/// A cell that can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormProblem {
    /// Row, as a spreadsheet shows it; none: there is no such row.
    pub row: Option<u64>,
    /// Which.
    pub field: FormField,
    /// Why.
    pub rule: FormRule,
}

/// What was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// 填报单位
    pub body: String,
    /// 办理进展
    pub progress: String,
    /// 是否办结
    pub is_done: bool,
    /// 存在问题
    pub problems: String,
    /// 下一步措施
    pub steps: String,
    /// 申请延期至
    pub extend_to: Option<Date>,
    /// 延期理由
    pub extend_reason: String,
    /// 填报人
    pub filler: String,
    /// 填报日期
    pub filled_on: Option<Date>,
}

/// What a spreadsheet leaves of a formula that failed.
fn is_broken(text: &str) -> bool {
    text.starts_with('#') && text.ends_with(['!', '?', 'A']) && text.is_ascii()
}

/// The one cell of a field.
pub fn cell(cells: &[FormCell], field: FormField) -> Result<&FormCell, FormProblem> {
    let mut found = cells.iter().filter(|cell| cell.field == field);
    let Some(first) = found.next() else { return Err(FormProblem { row: None, field, rule: FormRule::Gone }) };
    match found.next() {
        None => Ok(first),
        Some(again) => Err(FormProblem { row: Some(again.row), field, rule: FormRule::Twice }),
    }
}

/// Compares what was printed with what came back; blanks and line breaks count for nothing.
pub fn altered(cells: &[FormCell], printed: &[(FormField, String)]) -> Vec<FormProblem> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let differs = |(field, said): &(FormField, String)| match cell(cells, *field) {
        Ok(cell) if bare(&cell.text) == bare(said) => None,
        Ok(cell) => Some(FormProblem { row: Some(cell.row), field: *field, rule: FormRule::Altered }),
        Err(problem) => Some(problem),
    };
    printed.iter().filter_map(differs).collect()
}

/// What stands in the one cell of a field, without the blanks around it, and its row; what is wrong with it is told.
pub(crate) fn stands(
    cells: &[FormCell],
    field: FormField,
    limit: usize,
    several: bool,
    problems: &mut Vec<FormProblem>,
) -> (String, Option<u64>) {
    let found = match cell(cells, field) {
        Err(problem) => {
            problems.push(problem);
            return (String::new(), None);
        }
        Ok(found) => found,
    };
    let said = found.text.trim();
    let rule = if too_long(said, limit) {
        Some(FormRule::TooLong(limit))
    } else if has_control(said, several) || is_broken(said) {
        Some(FormRule::Control)
    } else {
        None
    };
    problems.extend(rule.map(|rule| FormProblem { row: Some(found.row), field, rule }));
    (said.to_owned(), Some(found.row))
}

/// Reads what was filled in, or everything that is wrong with it; `day` reads a day as people write it.
///
/// # Errors
/// Every cell that can't be taken.
pub fn answers(cells: &[FormCell], today: Date, day: impl Fn(&str) -> Option<Date>) -> Result<Answers, Vec<FormProblem>> {
    let mut problems = Vec::new();
    let mut text = |field: FormField, limit: usize, several: bool| stands(cells, field, limit, several, &mut problems);
    let (progress, progress_row) = text(FormField::Progress, WORDS_LIMIT, true);
    let (done, done_row) = text(FormField::Done, LINE_LIMIT, false);
    let (obstacles, _) = text(FormField::Problems, WORDS_LIMIT, true);
    let (steps, _) = text(FormField::Steps, WORDS_LIMIT, true);
    let (to, to_row) = text(FormField::ExtendTo, LINE_LIMIT, false);
    let (reason, reason_row) = text(FormField::ExtendReason, WORDS_LIMIT, true);
    let (body, _) = text(FormField::Body, LINE_LIMIT, false);
    let (filler, _) = text(FormField::Filler, LINE_LIMIT, false);
    let (on, on_row) = text(FormField::FilledOn, LINE_LIMIT, false);
    // A row that is gone has been told of already.
    let mut wrong = |row: Option<u64>, field: FormField, rule: FormRule| {
        if row.is_some() {
            problems.push(FormProblem { row, field, rule });
        }
    };
    match progress.chars().count() {
        0 => wrong(progress_row, FormField::Progress, FormRule::Required),
        n if n < REASON_LEAST => wrong(progress_row, FormField::Progress, FormRule::TooShort(REASON_LEAST)),
        _ => {}
    }
    let is_done = match done.to_lowercase().as_str() {
        "是" | "已办结" | "yes" | "y" => true,
        "" | "否" | "未办结" | "no" | "n" => false,
        _ => {
            wrong(done_row, FormField::Done, FormRule::YesNo);
            false
        }
    };
    let mut read = |said: &str, row: Option<u64>, field: FormField| {
        let found = day(said);
        if found.is_none() && !said.is_empty() {
            wrong(row, field, FormRule::Day);
        }
        found
    };
    let (extend_to, filled_on) = (read(&to, to_row, FormField::ExtendTo), read(&on, on_row, FormField::FilledOn));
    if filled_on.is_some_and(|day| day > today) {
        wrong(on_row, FormField::FilledOn, FormRule::Future);
    }
    if extend_to.is_some() && reason.chars().count() < REASON_LEAST {
        wrong(reason_row, FormField::ExtendReason, FormRule::Required);
    }
    if problems.is_empty() {
        Ok(Answers { body, progress, is_done, problems: obstacles, steps, extend_to, extend_reason: reason, filler, filled_on })
    } else {
        problems.sort_by_key(|problem| (problem.row, problem.field));
        problems.dedup();
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn form(filled: &[(FormField, &str)]) -> Vec<FormCell> {
        let said = |field: FormField| filled.iter().find(|(one, _)| *one == field).map_or("", |(_, text)| *text);
        (1..).zip(FormField::ALL).map(|(row, field)| FormCell { row, field: *field, text: said(*field).to_owned() }).collect()
    }

    fn read(cells: &[FormCell]) -> Result<Answers, Vec<(FormField, FormRule)>> {
        let told = |all: Vec<FormProblem>| all.into_iter().map(|one| (one.field, one.rule)).collect();
        answers(cells, date(2026, 11, 28), crate::day::of_text).map_err(told)
    }

    #[test]
    fn a_form_that_is_filled_in_well() {
        use FormField::{Done, ExtendReason, ExtendTo, FilledOn, Filler, Progress};
        let cells = form(&[
            (Progress, "已约谈窗口人员，\n整改到位"),
            (Done, "是"),
            (ExtendTo, "2026-12-15"),
            (ExtendReason, "等省厅批复"),
            (Filler, "张某"),
            (FilledOn, "2026-11-27"),
        ]);
        let read = read(&cells).unwrap();
        assert!(read.is_done && read.problems.is_empty());
        assert_eq!((read.extend_to, read.filled_on), (Some(date(2026, 12, 15)), Some(date(2026, 11, 27))));
        assert_eq!(read.progress, "已约谈窗口人员，\n整改到位");
    }

    #[test]
    fn every_cell_that_is_wrong_is_told() {
        use FormField::{Done, ExtendReason, ExtendTo, FilledOn, Filler, Progress, Steps};
        assert_eq!(read(&form(&[])), Err(vec![(Progress, FormRule::Required)]));
        let long = "长".repeat(WORDS_LIMIT + 1);
        let cells = form(&[
            (Progress, &long),
            (Done, "也许"),
            (Steps, "#REF!"),
            (ExtendTo, "月底"),
            (Filler, "张\u{7}某"),
            (FilledOn, "2026-11-29"),
        ]);
        let expected = vec![
            (Progress, FormRule::TooLong(WORDS_LIMIT)),
            (Done, FormRule::YesNo),
            (Steps, FormRule::Control),
            (ExtendTo, FormRule::Day),
            (Filler, FormRule::Control),
            (FilledOn, FormRule::Future),
        ];
        assert_eq!(read(&cells), Err(expected));
        let asked = form(&[(Progress, "进行中"), (ExtendTo, "2026-12-01")]);
        assert_eq!(read(&asked), Err(vec![(ExtendReason, FormRule::Required)]));
        let mut twice = form(&[(Progress, "进行中")]);
        twice.push(FormCell { row: 99, field: Progress, text: "别的".to_owned() });
        twice.retain(|cell| cell.field != Done);
        assert_eq!(read(&twice), Err(vec![(Done, FormRule::Gone), (Progress, FormRule::Twice)]));
    }

    #[test]
    fn what_was_printed_has_to_come_back() {
        let printed = vec![(FormField::Number, "麻督〔2026〕1号-1".to_owned()), (FormField::Demand, "甲\n乙".to_owned())];
        let cells = form(&[(FormField::Number, " 麻督〔2026〕1号-1"), (FormField::Demand, "甲 乙")]);
        assert_eq!(altered(&cells, &printed), []);
        let other = form(&[(FormField::Number, "麻督〔2026〕1号-1"), (FormField::Demand, "甲")]);
        let expected = FormProblem { row: Some(4), field: FormField::Demand, rule: FormRule::Altered };
        assert_eq!(altered(&other, &printed), [expected]);
    }

    #[test]
    fn a_form_asks_for_everything_once() {
        for layout in [MATTER, crate::task::form::TASK] {
            let mut all: Vec<FormField> = layout.printed.iter().chain(layout.open).copied().collect();
            let n = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), n, "{}", layout.title);
            assert_eq!(layout.printed.get(..2), Some([FormField::Number, FormField::Check].as_slice()));
        }
    }

    #[test]
    fn labels_are_found_however_they_are_spaced() {
        for field in FormField::ALL {
            assert_eq!(FormField::of_label(field.label()), Some(*field));
        }
        assert_eq!(FormField::of_label(" 办理 进展： "), Some(FormField::Progress));
        assert_eq!(FormField::of_label("*填报人"), Some(FormField::Filler));
        assert_eq!(FormField::of_label("合计"), None);
    }

    proptest! {
        #[test]
        fn whatever_stands_in_it_is_taken_as_it_is_or_told(text in "\\PC{0,60}") {
            match read(&form(&[(FormField::Progress, &text)])) {
                Ok(read) => prop_assert_eq!(read.progress, text.trim()),
                Err(problems) => prop_assert!(problems.iter().all(|(field, _)| *field == FormField::Progress)),
            }
        }
    }
}
