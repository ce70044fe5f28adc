//! 未开始—进行中—已完成, with 中止 and 恢复; how far a task is, and how its light follows.

use crate::catalogue::codes::coded;
use crate::supervision::flow::State;
use crate::supervision::light::{Cause, Facts};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Progress of what is done, in percent.
pub const DONE: u8 = 100;

coded! {
    /// 任务状态
    TaskState {
        /// 未开始
        #[default]
        Planned => "planned_task",
        /// 进行中
        Underway => "underway",
        /// 已完成
        Done => "done_task",
        /// 已中止
        Halted => "halted_task",
    }
    /// What somebody did with a task.
    TaskAct {
        /// 登记
        #[default]
        Added => "task_added",
        /// 修改
        Edited => "task_edited",
        /// 填报进度
        Reported => "task_reported",
        /// 完成
        Finished => "task_finished",
        /// 中止
        Halted => "task_halted",
        /// 恢复
        Resumed => "task_resumed",
        /// 重新打开: it was not done after all.
        Reopened => "task_reopened",
    }
}

impl TaskState {
    /// Somebody still has to do something about it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Underway)
    }
}

impl TaskAct {
    /// Whoever does it says why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Halted | Self::Resumed | Self::Reopened)
    }
}

/// Where an act leads from a state; `progress` as it was last told. None: it can't be done there.
pub fn next(state: TaskState, act: TaskAct, progress: u8) -> Option<TaskState> {
    use TaskState::{Done, Halted, Planned, Underway};
    Some(match (state, act) {
        (Planned | Underway | Halted, TaskAct::Edited) => state,
        (Planned | Underway, TaskAct::Reported) => Underway,
        (Planned | Underway, TaskAct::Finished) => Done,
        (Planned | Underway, TaskAct::Halted) => Halted,
        (Halted, TaskAct::Resumed) if progress == 0 => Planned,
        (Halted, TaskAct::Resumed) | (Done, TaskAct::Reopened) => Underway,
        _ => return None,
    })
}

/// What its light depends on, in the words of 督办: a task that has not begun is like a matter that nobody has signed for, one that has is
/// in hand; what is done or halted has no light.
pub fn facts(state: TaskState, start: Date, due: Date) -> Option<Facts> {
    let state = match state {
        TaskState::Planned => State::Unsigned,
        TaskState::Underway => State::InHand,
        TaskState::Done | TaskState::Halted => return None,
    };
    Some(Facts { state, issued: start, due, feedback: None, submitted: None })
}

/// Whether a cause is one that tasks have; the others belong to feedback and review.
pub fn is_cause(cause: Cause) -> bool {
    matches!(cause, Cause::Overdue | Cause::Soon | Cause::Unsigned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::light::{Light, LightRule, light, turns, why};
    use jiff::civil::date;

    #[test]
    fn every_act_in_every_state() {
        use TaskAct::{Edited, Finished, Halted as Halt, Reopened, Reported, Resumed};
        use TaskState::{Done, Halted, Planned, Underway};
        let table: &[(TaskState, &[(TaskAct, TaskState)])] = &[
            (Planned, &[(Edited, Planned), (Reported, Underway), (Finished, Done), (Halt, Halted)]),
            (Underway, &[(Edited, Underway), (Reported, Underway), (Finished, Done), (Halt, Halted)]),
            (Done, &[(Reopened, Underway)]),
            (Halted, &[(Edited, Halted), (Resumed, Underway)]),
        ];
        assert_eq!(table.len(), TaskState::ALL.len());
        for (state, leads) in table {
            for act in TaskAct::ALL {
                let expected = leads.iter().find(|(one, _)| one == act).map(|(_, to)| *to);
                assert_eq!(next(*state, *act, 40), expected, "{state:?} {act:?}");
            }
        }
        assert_eq!(next(Halted, Resumed, 0), Some(Planned), "what had not begun has not");
    }

    #[test]
    fn lights_as_those_of_matters() {
        let (rule, start, due) = (LightRule::default(), date(2026, 11, 2), date(2026, 11, 30));
        let table = [
            (TaskState::Planned, (2026, 10, 1), Some(Light::Green)),
            (TaskState::Planned, (2026, 11, 4), Some(Light::Green)),
            (TaskState::Planned, (2026, 11, 5), Some(Light::Yellow)),
            (TaskState::Underway, (2026, 11, 26), Some(Light::Green)),
            (TaskState::Underway, (2026, 11, 27), Some(Light::Yellow)),
            (TaskState::Underway, (2026, 12, 1), Some(Light::Red)),
            (TaskState::Done, (2026, 12, 9), None),
            (TaskState::Halted, (2026, 12, 9), None),
        ];
        for (state, (y, m, d), expected) in table {
            let (facts, today) = (facts(state, start, due), date(y, m, d));
            let found = facts.and_then(|facts| turns(&facts, &rule)).map(|turns| light(&turns, today));
            assert_eq!(found, expected, "{state:?} {today}");
            let causes = facts.map(|facts| why(&facts, &rule, today)).unwrap_or_default();
            assert!(causes.iter().all(|(cause, _)| is_cause(*cause)), "{state:?} {today}");
        }
    }
}
