//! 工作组 and their tasks.
//!
//! - `page`: the ledger with its lights; the same tasks as a Gantt chart or as loads, when asked for (`gantt`, `load`).
//! - `show`: one task with its light, what it waits for and its history; `answer` the dialogs of what is done with it.
//! - `papers`: forms (进度反馈表) for its bodies, out; `take` those that came back.
//! - `form`: the form of a task. `groups`: the five groups, and how far platforms are built.

mod answer;
mod form;
mod gantt;
mod groups;
mod load;
mod page;
mod papers;
mod show;
mod take;

pub use groups::Groups;
pub use page::TaskLedger;

use domain::task::{Group, TaskId};
use std::collections::BTreeMap;
use texts::Texts;
use texts::supervision::Names;
use texts::words::Word;

/// The ledger's address.
pub const PATH: &str = "/tasks";
/// The address of the groups.
pub const GROUPS: &str = "/groups";

/// What tasks refer to, by name.
#[derive(Clone, Debug, Default, PartialEq)]
struct TaskNames {
    /// Bodies and places.
    units: Names,
    /// Groups that have a name of their own.
    groups: BTreeMap<Group, String>,
    /// Tasks.
    tasks: BTreeMap<TaskId, String>,
}

impl TaskNames {
    /// The name of a group.
    fn group(&self, group: Group, t: &Texts) -> String {
        self.groups.get(&group).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| group.word(t))
    }

    /// The title of a task.
    fn task(&self, id: TaskId) -> String {
        self.tasks.get(&id).cloned().unwrap_or_default()
    }
}
