//! 平台建设进度: how far platforms of district, towns and villages are built.
//!
//! No source with an official formula could be read; the definition here is the project's, and every screen shows it beside the figure.
//! What is unknown is [`None`], never 0 or 100 %.

use super::flow::TaskState;
use serde::{Deserialize, Serialize};

/// What was counted of the tasks of the groups that build platforms, for some level and place. Halted ones do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Built {
    /// Tasks that are not halted.
    pub tasks: i64,
    /// Those that are done.
    pub done: i64,
    /// Their progress in percent, added up.
    pub progress: i64,
}

impl Built {
    /// One task as it counts.
    pub fn of(state: TaskState, progress: u8) -> Self {
        match state {
            TaskState::Halted => Self::default(),
            _ => Self { tasks: 1, done: i64::from(state == TaskState::Done), progress: i64::from(progress) },
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { tasks: self.tasks + other.tasks, done: self.done + other.done, progress: self.progress + other.progress }
    }

    /// 建设进度: the mean of the tasks' progress, each counted alike, from 0 to 1; none where there is no task.
    pub fn rate(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "percents of some tasks are far below 2^53")]
        let rate = || self.progress as f64 / (self.tasks as f64 * f64::from(super::flow::DONE));
        (self.tasks > 0).then(rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_by_hand() {
        assert_eq!(Built::default().rate(), None, "no task is not 0 %");
        let all = [(TaskState::Done, 100), (TaskState::Underway, 40), (TaskState::Planned, 0), (TaskState::Halted, 80)];
        let built = all.into_iter().map(|(state, progress)| Built::of(state, progress)).fold(Built::default(), Built::plus);
        assert_eq!(built, Built { tasks: 3, done: 1, progress: 140 });
        assert!((built.rate().unwrap() - 140.0 / 300.0).abs() < 1e-12);
    }
}
