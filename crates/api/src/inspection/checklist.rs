//! 检查表: lists of what is looked at, each in versions that are fixed once they are published.

use crate::import::Written;
use crate::{InFile, OutFile, operation, wire};
use domain::import::RowProblem;
use domain::inspection::checklist::{ChecklistId, Line, ListFields, ListStage, Target};
use domain::inspection::points::Points;
use domain::time::Instant;

wire! {
    /// Every checklist, by code. Drafts are seen by who keeps them.
    pub struct ListChecklists {}
}
operation!(ListChecklists => Checklists, "inspection.checklist.list", Inspections, Read);

wire! {
    /// Checklists by code.
    pub struct Checklists {
        /// The lists.
        pub checklists: Vec<ChecklistRow>,
        /// The caller may write and publish them.
        pub may_edit: bool,
    }
}

wire! {
    /// A checklist without its lines.
    #[derive(Eq)]
    pub struct ChecklistRow {
        /// Which.
        pub id: ChecklistId,
        /// 编码
        pub code: String,
        /// 名称, as its newest version that the caller sees has it.
        pub name: String,
        /// 适用对象
        pub target: Target,
        /// 当前发布版本; none: it was never published.
        #[serde(default)]
        pub published: Option<i64>,
        /// A version that is being written.
        #[serde(default)]
        pub draft: Option<i64>,
        /// Its versions that the caller sees, the newest first.
        pub versions: Vec<VersionRow>,
        /// Moves by one with every change of any of its versions.
        pub version: i64,
    }
}

wire! {
    /// A version of a checklist without its lines.
    #[derive(Eq)]
    pub struct VersionRow {
        /// 版本号, from 1 on.
        pub no: i64,
        /// 草稿 or 已发布
        pub stage: ListStage,
        /// How many lines it has.
        pub lines: i64,
        /// 总分
        pub full: Points,
        /// Who wrote it last.
        pub saved_by: String,
        /// When.
        pub saved_at: Instant,
        /// Who published it.
        #[serde(default)]
        pub published_by: String,
        /// When.
        #[serde(default)]
        pub published_at: Option<Instant>,
    }
}

wire! {
    /// A version of a checklist with its lines.
    pub struct ShowChecklist {
        /// Which list.
        pub id: ChecklistId,
        /// Which version; none: the newest that the caller sees.
        #[serde(default)]
        pub no: Option<i64>,
    }
}
operation!(ShowChecklist => ChecklistShown, "inspection.checklist.show", Inspections, Read);

wire! {
    /// What a version says.
    pub struct Checklist {
        /// 版本号
        pub no: i64,
        /// 草稿 or 已发布
        pub stage: ListStage,
        /// Its name, lines and note.
        pub fields: ListFields,
    }
}

wire! {
    /// A checklist with one of its versions.
    pub struct ChecklistShown {
        /// As in the list.
        pub row: ChecklistRow,
        /// The version that was asked for.
        pub shown: Checklist,
        /// The caller may write the next version, or go on with the draft.
        pub may_edit: bool,
    }
}

wire! {
    /// Begins a list, begins its next version, or goes on with its draft.
    pub struct SaveChecklist {
        /// Which; none: a new one.
        #[serde(default)]
        pub id: Option<ChecklistId>,
        /// 编码 of a new one; of no account for one that is there.
        #[serde(default)]
        pub code: String,
        /// What the draft says. For whom a list is does not change once a version of it is published.
        pub fields: ListFields,
        /// The version of the row that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveChecklist => ChecklistShown, "inspection.checklist.save", PlanInspections, Write);

wire! {
    /// Publishes the draft: it is fixed for ever, and new plans begin with it.
    pub struct PublishChecklist {
        /// Which list.
        pub id: ChecklistId,
        /// The version of the row that was read.
        pub version: i64,
    }
}
operation!(PublishChecklist => ChecklistShown, "inspection.checklist.publish", PlanInspections, Write);

wire! {
    /// A version of a checklist as a workbook or CSV, a row for each line; [`ReadChecklist`] reads it back.
    pub struct ExportChecklist {
        /// Which list.
        pub id: ChecklistId,
        /// Which version; none: the newest that the caller sees.
        #[serde(default)]
        pub no: Option<i64>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportChecklist => Written, "inspection.checklist.export", Inspections, AuditedRead);

wire! {
    /// Reads the lines of a checklist from a workbook or CSV; nothing is kept, a draft is made of them with [`SaveChecklist`].
    pub struct ReadChecklist {
        /// The file.
        pub file: InFile,
    }
}
operation!(ReadChecklist => ChecklistRead, "inspection.checklist.read", PlanInspections, Read);

wire! {
    /// What a file says.
    pub struct ChecklistRead {
        /// The sheet that was read; empty where there is none.
        pub sheet: String,
        /// Its lines, in order; none while something is wrong.
        pub lines: Vec<Line>,
        /// What is wrong, in row order; at most 200.
        pub problems: Vec<RowProblem>,
        /// How much is wrong in all.
        pub wrong: u64,
    }
}
