//! 任务负荷: who has how many open tasks, month by month.

use crate::day::months_later;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Months that are looked at, the current one first.
pub const MONTHS: usize = 6;

/// Most persons that are told by name.
pub const PERSONS: usize = 20;

/// An open task, as far as it is a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// 责任人
    pub person: String,
    /// 开始日期
    pub start: Date,
    /// 完成时限
    pub due: Date,
}

/// A person's load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// 责任人
    pub person: String,
    /// All of his open tasks, whenever they run.
    pub open: i64,
    /// How many run in each month.
    pub months: Vec<i64>,
}

/// The first days of the months from today's on.
pub fn months(today: Date) -> Vec<Date> {
    (0..).take(MONTHS).map(|n| months_later(today.first_of_month(), n)).collect()
}

/// Whether an open task runs between two days: from its start to its term, and until today where it is late.
pub fn runs(start: Date, due: Date, today: Date, from: Date, to: Date) -> bool {
    start <= to && due.max(today) >= from
}

/// Everybody's load, who has most first; then by name.
pub fn loads(tasks: &[Open], today: Date) -> Vec<Load> {
    let months = months(today);
    let mut all: BTreeMap<&str, Load> = BTreeMap::new();
    for task in tasks {
        let load = all.entry(&task.person).or_insert_with(|| Load { person: task.person.clone(), open: 0, months: vec![0; months.len()] });
        load.open += 1;
        for (n, first) in load.months.iter_mut().zip(&months) {
            *n += i64::from(runs(task.start, task.due, today, *first, first.last_of_month()));
        }
    }
    let mut all: Vec<Load> = all.into_values().collect();
    all.sort_by_key(|load| std::cmp::Reverse(load.open));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_task_counts_in_every_month_in_which_it_runs() {
        let today = date(2026, 11, 28);
        let open = |person: &str, start, due| Open { person: person.to_owned(), start, due };
        let tasks = [
            open("乙", date(2026, 12, 1), date(2027, 1, 31)),
            open("甲", date(2026, 9, 1), date(2026, 10, 1)),
            open("甲", date(2026, 11, 30), date(2026, 12, 1)),
        ];
        let loads = loads(&tasks, today);
        assert_eq!(loads[0], Load { person: "甲".to_owned(), open: 2, months: vec![2, 1, 0, 0, 0, 0] }, "what is late is to be done now");
        assert_eq!(loads[1], Load { person: "乙".to_owned(), open: 1, months: vec![0, 1, 1, 0, 0, 0] });
        assert_eq!(months(today)[5], date(2027, 4, 1));
    }
}
