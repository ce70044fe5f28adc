//! 工作组 and their tasks: one accountable person, helpers, start, term, progress, proof, what comes before.

use crate::file::{InFile, OutFile};
use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::supervision::{FormMade, Why};
use crate::{ApiError, operation, wire};
use domain::body::BodyId;
use domain::place::{Level, PlaceId};
use domain::supervision::light::Light;
use domain::task::building::Built;
use domain::task::flow::{TaskAct, TaskState};
use domain::task::{Group, GroupFields, TaskFields, TaskId};
use domain::time::Instant;
use jiff::civil::Date;

/// Most tasks of a plan.
pub const PLANNED: u32 = 1_000;

wire! {
    /// The five working groups.
    pub struct ListGroups {}
}
operation!(ListGroups => Groups, "task.group.list", Matters, Read);

wire! {
    /// A working group.
    #[derive(Eq)]
    pub struct GroupRow {
        /// Which.
        pub group: Group,
        /// What was edited of it.
        pub fields: GroupFields,
        /// Its version; 0: nobody has edited it.
        pub version: i64,
        /// Tasks that are not halted.
        pub tasks: i64,
        /// Those that are done.
        pub done: i64,
        /// Those whose light is red.
        pub red: i64,
        /// Those whose light is yellow.
        pub yellow: i64,
    }
}

wire! {
    /// Every group, in order.
    pub struct Groups {
        /// They.
        pub groups: Vec<GroupRow>,
        /// The caller may edit them.
        pub editable: bool,
        /// The caller may add tasks.
        pub may_add: bool,
    }
}

wire! {
    /// Saves the name and the lead of a group.
    pub struct SaveGroup {
        /// Which.
        pub group: Group,
        /// Its text.
        pub fields: GroupFields,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SaveGroup => GroupRow, "task.group.save", Supervise, Write);

wire! {
    /// Which tasks.
    #[derive(Default, Eq)]
    pub struct TaskFilter {
        /// Part of the title, its pinyin or initials, or of the person's name.
        #[serde(default)]
        pub text: String,
        /// Of these groups; empty: of all.
        #[serde(default)]
        pub groups: Vec<Group>,
        /// In these states; empty: in all.
        #[serde(default)]
        pub states: Vec<TaskState>,
        /// With this light only.
        #[serde(default)]
        pub light: Option<Light>,
        /// Of this body only, as lead or helper.
        #[serde(default)]
        pub body: Option<BodyId>,
        /// About units at and below this place only.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// About units of this level only.
        #[serde(default)]
        pub level: Option<Level>,
        /// Of this person only, by his full name.
        #[serde(default)]
        pub person: String,
        /// That run on this day or later; what is open runs until today at least.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// That run on this day or before.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub to: Option<Date>,
        /// Only what counts for how far platforms are built.
        #[serde(default)]
        pub builds: bool,
    }
}

wire! {
    /// A page of the ledger of tasks.
    pub struct ListTasks {
        /// Which.
        #[serde(default)]
        pub filter: TaskFilter,
        /// By `urgency` (the worst first, as they come), `due` or `start`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListTasks => Tasks, "task.list", Matters, Read);

wire! {
    /// A task in a list.
    #[derive(Eq)]
    pub struct TaskRow {
        /// The task.
        pub id: TaskId,
        /// 工作组
        pub group: Group,
        /// 任务
        pub title: String,
        /// 责任人
        pub responsible: String,
        /// 责任单位
        pub lead: Option<BodyId>,
        /// How many bodies help.
        pub helpers: u32,
        /// 建设地点
        pub place: PlaceId,
        /// 开始日期
        #[serde(with = "domain::day::DayText")]
        pub start: Date,
        /// 完成时限
        #[serde(with = "domain::day::DayText")]
        pub due: Date,
        /// 任务状态
        pub state: TaskState,
        /// 督办灯; none where nothing runs.
        pub light: Option<Light>,
        /// 进度, in percent.
        pub progress: u8,
        /// For how many tasks it waits that are not done.
        pub waits: u32,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// A page of the ledger.
    pub struct Tasks {
        /// Its rows.
        pub tasks: Vec<TaskRow>,
        /// What lies around it.
        pub edges: Edges,
    }
}

wire! {
    /// How many tasks there are by light, state, group and person, within the rest of the filter.
    pub struct CountTasks {
        /// Which.
        #[serde(default)]
        pub filter: TaskFilter,
    }
}
operation!(CountTasks => TaskCounts, "task.count", Matters, Read);

wire! {
    /// Counts for the filters of the ledger.
    pub struct TaskCounts {
        /// How many fit.
        pub total: Total,
        /// By light.
        pub lights: Vec<(Light, i64)>,
        /// By state.
        pub states: Vec<(TaskState, i64)>,
        /// By group.
        pub groups: Vec<(Group, i64)>,
        /// By person.
        pub persons: Vec<(String, i64)>,
    }
}

wire! {
    /// What the caller may do with a task now.
    pub enum TaskMay {
        /// 填报进度
        Report,
        /// 完成
        Finish,
        /// 修改
        Edit,
        /// 中止
        Halt,
        /// 恢复, or 重新打开 of what was done
        Resume,
        /// 生成进度反馈表 for any of its bodies
        Form,
    }
}

wire! {
    /// One step in the life of a task.
    #[derive(Eq)]
    pub struct TaskStep {
        /// What was done.
        pub act: TaskAct,
        /// What was said about it.
        pub words: String,
        /// 佐证: a paper's number, where pictures are kept.
        pub proof: String,
        /// Percent before.
        pub progress_before: u8,
        /// Percent afterwards.
        pub progress_after: u8,
        /// The term before, where it was moved.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_before: Option<Date>,
        /// The term afterwards.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_after: Option<Date>,
        /// The returned form that said it; empty: none.
        #[serde(default)]
        pub form: String,
        /// Who filled it in, and of which body.
        #[serde(default)]
        pub filler: String,
        /// By name.
        pub who: String,
        /// When.
        pub at: Instant,
    }
}

wire! {
    /// A task beside another one.
    #[derive(Eq)]
    pub struct TaskBeside {
        /// Which.
        pub id: TaskId,
        /// 任务
        pub title: String,
        /// 责任人
        pub responsible: String,
        /// 任务状态
        pub state: TaskState,
        /// 督办灯
        pub light: Option<Light>,
        /// 完成时限
        #[serde(with = "domain::day::DayText")]
        pub due: Date,
        /// What comes afterwards begins before this one is due.
        pub overlaps: bool,
    }
}

wire! {
    /// A form (进度反馈表) that was made for one of a task's bodies.
    #[derive(Eq)]
    pub struct TaskForm {
        /// Its number.
        pub number: String,
        /// For whom; none: for the person who answers for a task that no body does.
        pub body: Option<BodyId>,
        /// When it was made.
        pub made_at: Instant,
        /// When it came back.
        pub taken_at: Option<Instant>,
    }
}

wire! {
    /// A task with everything that is known of it.
    pub struct TaskShown {
        /// As in the ledger.
        pub row: TaskRow,
        /// Its text.
        pub fields: TaskFields,
        /// Why its light is what it is.
        pub why: Vec<Why>,
        /// When it was done.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub done: Option<Date>,
        /// What it waits for.
        pub before: Vec<TaskBeside>,
        /// What waits for it.
        pub after: Vec<TaskBeside>,
        /// What was done, in turn.
        pub steps: Vec<TaskStep>,
        /// Its forms, the newest first.
        #[serde(default)]
        pub forms: Vec<TaskForm>,
        /// What the caller may do with it now; the next step first.
        pub may: Vec<TaskMay>,
    }
}

wire! {
    /// One task.
    pub struct ShowTask {
        /// Which.
        pub id: TaskId,
    }
}
operation!(ShowTask => TaskShown, "task.show", Matters, Read);

wire! {
    /// Adds a task, or edits one.
    pub struct SaveTask {
        /// Which; none: a new one.
        #[serde(default)]
        pub id: Option<TaskId>,
        /// Its text.
        pub fields: TaskFields,
        /// The version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveTask => TaskShown, "task.save", Instruct, Write);

wire! {
    /// 填报进度: how far it is; at 100 it is done, which the body that answers for it tells with its proof.
    pub struct ReportTask {
        /// Which.
        pub id: TaskId,
        /// 进度, 0 to 100.
        pub progress: u8,
        /// What was done.
        pub words: String,
        /// 佐证; needed at 100.
        #[serde(default)]
        pub proof: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReportTask => TaskShown, "task.report", Answer, Write);

wire! {
    /// Makes a numbered form (进度反馈表) of a task for one of its bodies, as a workbook: who has no account tells progress by it.
    pub struct MakeTaskForm {
        /// Which.
        pub id: TaskId,
        /// For whom: 责任单位 or one of 协助单位; none: for the person who answers for it.
        #[serde(default)]
        pub body: Option<BodyId>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(MakeTaskForm => FormMade, "task.form.make", Supervise, Write);

wire! {
    /// Looks at a form of a task that came back, and changes nothing.
    pub struct PreviewTaskForm {
        /// The file.
        pub file: InFile,
    }
}
operation!(PreviewTaskForm => TaskFormPreviewed, "task.form.preview", Supervise, Read);

wire! {
    /// What was filled in.
    #[derive(Eq)]
    pub struct TaskFormAnswers {
        /// 当前进度, in percent.
        pub progress: u8,
        /// 进展说明
        pub words: String,
        /// 佐证材料
        pub proof: String,
        /// 填报人
        pub filler: String,
        /// 填报日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub filled_on: Option<Date>,
    }
}

wire! {
    /// A form as it would be taken.
    pub struct TaskFormPreviewed {
        /// Its number.
        pub number: String,
        /// Its task as it stands; none: it could not be told.
        pub task: Option<TaskRow>,
        /// Whose progress it tells; empty: the accountable person's own.
        pub body: String,
        /// What was filled in; none: something is wrong with it.
        pub answers: Option<TaskFormAnswers>,
        /// Where the task would stand afterwards.
        pub state: Option<TaskState>,
        /// It tells of less than the task has reached, or something was told of it since the form was made.
        #[serde(default)]
        pub below: bool,
        /// What is wrong, cell by cell; the row of the file is among the arguments.
        pub problems: Vec<ApiError>,
    }
}

wire! {
    /// Takes a form that came back: it counts as progress told by the body that it was made for.
    pub struct TakeTaskForm {
        /// The file.
        pub file: InFile,
        /// The version of the task that the preview showed.
        pub version: i64,
    }
}
operation!(TakeTaskForm => TaskShown, "task.form.take", Supervise, Write);

wire! {
    /// 中止
    pub struct HaltTask {
        /// Which.
        pub id: TaskId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(HaltTask => TaskShown, "task.halt", Instruct, Write);

wire! {
    /// 恢复 of what was halted, 重新打开 of what was done.
    pub struct ResumeTask {
        /// Which.
        pub id: TaskId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ResumeTask => TaskShown, "task.resume", Instruct, Write);

wire! {
    /// Tasks as a plan, group by group in the order in which they begin: for the Gantt chart, and to pick from.
    pub struct PlanTasks {
        /// Which.
        #[serde(default)]
        pub filter: TaskFilter,
        /// At most so many, up to 1,000.
        pub limit: u32,
    }
}
operation!(PlanTasks => Plan, "task.plan", Matters, Read);

wire! {
    /// A task in a plan.
    #[derive(Eq)]
    pub struct PlanRow {
        /// As in the ledger.
        pub row: TaskRow,
        /// What it waits for.
        pub before: Vec<TaskId>,
    }
}

wire! {
    /// A plan.
    pub struct Plan {
        /// Its rows.
        pub rows: Vec<PlanRow>,
        /// There are more than were asked for.
        pub more: bool,
    }
}

wire! {
    /// 任务负荷: who has how many open tasks, month by month from this one on.
    pub struct LoadTasks {
        /// Of which tasks; its states and days do not narrow.
        #[serde(default)]
        pub filter: TaskFilter,
    }
}
operation!(LoadTasks => TaskLoads, "task.load", Matters, Read);

wire! {
    /// A person's load.
    #[derive(Eq)]
    pub struct TaskLoad {
        /// 责任人
        pub person: String,
        /// All of his open tasks.
        pub open: i64,
        /// How many run in each month.
        pub months: Vec<i64>,
    }
}

wire! {
    /// Everybody's load.
    #[derive(Eq)]
    pub struct TaskLoads {
        /// The months, as `2026-11`.
        pub months: Vec<String>,
        /// Who has most first, at most 20.
        pub persons: Vec<TaskLoad>,
        /// How many more persons there are.
        pub others: i64,
    }
}

wire! {
    /// 平台建设进度 of the district, and town by town.
    pub struct ShowBuilding {}
}
operation!(ShowBuilding => Building, "task.building", Matters, Read);

wire! {
    /// How far platforms are built in some place, by the level of platforms.
    #[derive(Default, Eq)]
    pub struct BuildingRow {
        /// Where; none: everywhere.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// Its name: who looks may not see the place itself.
        #[serde(default)]
        pub name: String,
        /// 区级平台; a town has none.
        pub district: Built,
        /// 镇级平台
        pub town: Built,
        /// 村级平台
        pub village: Built,
    }
}

wire! {
    /// How far platforms are built.
    #[derive(Eq)]
    pub struct Building {
        /// Everywhere first, then town by town.
        pub rows: Vec<BuildingRow>,
    }
}

wire! {
    /// Writes exactly the filtered ledger of tasks as a workbook or as CSV.
    pub struct ExportTasks {
        /// Which.
        #[serde(default)]
        pub filter: TaskFilter,
        /// In which order.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportTasks => Written, "task.export", Matters, AuditedRead);
