//! 省级事项清单: editions of the province's list, how they differ from the items here, and claiming (认领) their rows.
//!
//! An edition is loaded from a file and kept as it came. The newest one is worked on: every row is decided about, one by one or many
//! at once; older ones stay to be looked at.

use crate::file::{InFile, OutFile};
use crate::import::{self, Written};
use crate::page::{Edges, PageAt, Total};
use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::catalogue::provincial::{Decision, Differing, EditionId, MatchedBy, RowId, Standing};
use domain::import::{Reading, RowProblem, Taking};
use domain::time::Instant;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Most rows of an edition, and most that are decided about at once.
pub const ROWS_LIMIT: u64 = 20_000;

wire! {
    /// How many rows mean what.
    #[derive(Copy, Eq, Default)]
    pub struct Counts {
        /// 新增
        pub new: i64,
        /// 调整
        pub changed: i64,
        /// 取消
        pub withdrawn: i64,
        /// 一致
        pub same: i64,
    }
}

impl Counts {
    /// Of one kind.
    pub fn of(&self, what: Standing) -> i64 {
        match what {
            Standing::New => self.new,
            Standing::Changed => self.changed,
            Standing::Withdrawn => self.withdrawn,
            Standing::Same => self.same,
        }
    }

    /// One kind, to be set.
    pub fn of_mut(&mut self, what: Standing) -> &mut i64 {
        match what {
            Standing::New => &mut self.new,
            Standing::Changed => &mut self.changed,
            Standing::Withdrawn => &mut self.withdrawn,
            Standing::Same => &mut self.same,
        }
    }

    /// What something has to be decided about.
    pub fn to_decide(&self) -> i64 {
        self.new + self.changed + self.withdrawn
    }
}

wire! {
    /// Says what a file of the province would mean here, and changes nothing.
    pub struct PreviewEdition {
        /// The file.
        pub file: InFile,
        /// Which sheet, header and columns; what is not said is found, or remembered from last time.
        #[serde(default)]
        pub reading: Reading,
    }
}
operation!(PreviewEdition => EditionPreview, "provincial.edition.preview", Catalogue, Read);

wire! {
    /// What a file of the province means here.
    pub struct EditionPreview {
        /// What it looks like, and its problems; every row was checked.
        pub table: import::Previewed,
        /// How many problems there are; the table tells the first 500.
        pub problem_count: u64,
        /// What its good rows mean.
        pub counts: Counts,
        /// The edition that the very same file was loaded as.
        pub loaded_as: Option<String>,
        /// Open rows of the present edition, which a new one takes the place of.
        pub left_open: i64,
    }
}

wire! {
    /// Loads an edition: it is the one that is worked on from then on.
    pub struct LoadEdition {
        /// The file.
        pub file: InFile,
        /// How it is read.
        #[serde(default)]
        pub reading: Reading,
        /// The good rows, or all or nothing.
        pub taking: Taking,
        /// What the edition is called; no other one is called so.
        pub name: String,
        /// The day on which the province issued it.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub issued_on: Option<Date>,
        /// 文号, or where it comes from.
        #[serde(default)]
        pub paper: String,
    }
}
operation!(LoadEdition => EditionLoaded, "provincial.edition.load", Catalogue, Write);

wire! {
    /// What came of loading.
    pub struct EditionLoaded {
        /// The edition; none: nothing was loaded, since some rows are wrong and all or nothing was asked for.
        pub edition: Option<Edition>,
        /// Rows that are in it.
        pub taken: u64,
        /// Rows that are wrong.
        pub returned: u64,
        /// The first problems, at most 500.
        pub problems: Vec<RowProblem>,
        /// How many there are.
        pub problem_count: u64,
    }
}

wire! {
    /// Writes the rows of a file that would not be loaded, each with the reason and how to fix it.
    pub struct ReturnEdition {
        /// The file.
        pub file: InFile,
        /// How it is read.
        #[serde(default)]
        pub reading: Reading,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ReturnEdition => Written, "provincial.edition.returned", Catalogue, AuditedRead);

wire! {
    /// Every edition, the newest first.
    pub struct ListEditions {}
}
operation!(ListEditions => Editions, "provincial.edition.list", SignedIn, Read);

wire! {
    /// Editions.
    pub struct Editions {
        /// The newest first; it is the one that is worked on.
        pub editions: Vec<Edition>,
    }
}

wire! {
    /// An edition.
    #[derive(Eq)]
    pub struct Edition {
        /// Key.
        pub id: EditionId,
        /// What it is called.
        pub name: String,
        /// The day on which the province issued it.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub issued_on: Option<Date>,
        /// 文号, or where it comes from.
        pub paper: String,
        /// Name of its file.
        pub file_name: String,
        /// SHA-256 of its file.
        pub file_hash: String,
        /// Who loaded it.
        pub loaded_by: String,
        /// When.
        pub loaded_at: Instant,
        /// It is the one that is worked on.
        pub is_current: bool,
        /// Rows that nobody has decided about.
        pub open: Counts,
        /// Rows that were claimed; withdrawn ones: whose items were stopped.
        pub claimed: Counts,
        /// Rows that were declined; withdrawn ones: whose items stay as 本地补充.
        pub declined: Counts,
    }
}

wire! {
    /// Which rows.
    #[derive(Default, Eq)]
    pub struct RowFilter {
        /// Of this edition; none: of the one that is worked on.
        #[serde(default)]
        pub edition: Option<EditionId>,
        /// Only what means one of these; empty: all.
        #[serde(default)]
        pub what: Vec<Standing>,
        /// Decided so only.
        #[serde(default)]
        pub decision: Option<Decision>,
        /// Part of a code, the name, its pinyin or initials, or of the 实施主体.
        #[serde(default)]
        pub text: String,
        /// Of this body only: the item's here, else the one that the file names.
        #[serde(default)]
        pub body: Option<BodyId>,
    }
}

wire! {
    /// A page of rows, in the order of the file; withdrawn ones at the end.
    pub struct ListRows {
        /// Which.
        #[serde(default)]
        pub filter: RowFilter,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListRows => Rows, "provincial.row.list", SignedIn, Read);

wire! {
    /// A page of rows.
    pub struct Rows {
        /// The edition; none: none was loaded yet.
        pub edition: Option<EditionId>,
        /// The rows.
        pub rows: Vec<Row>,
        /// What lies around them.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
        /// How many would fit of each kind, whatever kinds were asked for.
        pub counts: Counts,
    }
}

wire! {
    /// A row of an edition.
    #[derive(Eq)]
    pub struct Row {
        /// Key.
        pub id: RowId,
        /// Row in the file; none: the file does not have it (withdrawn).
        pub file_row: Option<u64>,
        /// What it means here; of one that was decided about, what it meant then.
        pub what: Standing,
        /// By what it was found to be an item here.
        pub matched: Option<MatchedBy>,
        /// 基本编码
        pub base_code: String,
        /// 实施编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 事项类型
        pub kind: ItemKind,
        /// 实施主体 as the file names it.
        pub body_name: String,
        /// The body here: the item's, else the one of that name.
        pub body: Option<BodyId>,
        /// The item here.
        pub item: Option<ItemId>,
        /// The fields that claiming it changes.
        pub fields: Vec<String>,
        /// What was decided.
        pub decision: Decision,
        /// Why.
        pub reason: String,
        /// Who decided.
        pub decided_by: String,
        /// When.
        pub decided_at: Option<Instant>,
        /// Moves by one with every decision.
        pub version: i64,
    }
}

wire! {
    /// A row beside the item here.
    pub struct ShowRow {
        /// The row.
        pub id: RowId,
    }
}
operation!(ShowRow => RowShown, "provincial.row.show", SignedIn, Read);

wire! {
    /// A row beside the item here.
    pub struct RowShown {
        /// The row.
        pub row: Row,
        /// Its edition's name.
        pub edition: String,
        /// It can be decided about: its edition is the one that is worked on.
        pub is_current: bool,
        /// What the item is or was before it was decided about; none: it is new.
        pub before: Option<ItemFields>,
        /// What it becomes or became by claiming; of a withdrawn one, by stopping.
        pub after: ItemFields,
        /// Field by field what differs. Of a new one nothing.
        pub differing: Vec<Differing>,
        /// Of a new one the fields that the file does not say: they are filled in, and have to be checked.
        pub assumed: Vec<String>,
        /// The item here as it is now.
        pub item: Option<Item>,
        /// What was decided about the same row of the edition before.
        pub earlier: Option<Earlier>,
    }
}

wire! {
    /// What was decided earlier.
    #[derive(Eq)]
    pub struct Earlier {
        /// The edition.
        pub edition: String,
        /// What.
        pub decision: Decision,
        /// Why.
        pub reason: String,
    }
}

wire! {
    /// What is to be done with rows.
    #[derive(Eq)]
    pub struct Ruling {
        /// 认领, 不认领, or taking back what was decided.
        pub decision: Decision,
        /// Why; needed for 不认领.
        #[serde(default)]
        pub reason: String,
        /// 实施主体 of new items whose file names none that is known here.
        #[serde(default)]
        pub body: Option<BodyId>,
    }
}

wire! {
    /// Says what deciding would do, and changes nothing.
    pub struct PreviewDecision {
        /// These rows; empty: all that the filter lets through.
        #[serde(default)]
        pub rows: Vec<RowId>,
        /// Which, if none are named.
        #[serde(default)]
        pub filter: RowFilter,
        /// What is to be done with them.
        pub ruling: Ruling,
    }
}
operation!(PreviewDecision => DecisionPlan, "provincial.decide.preview", Catalogue, Read);

wire! {
    /// Decides about rows, exactly as the preview said.
    pub struct Decide {
        /// These rows; empty: all that the filter lets through.
        #[serde(default)]
        pub rows: Vec<RowId>,
        /// Which, if none are named.
        #[serde(default)]
        pub filter: RowFilter,
        /// What is to be done with them.
        pub ruling: Ruling,
        /// The preview's stamp.
        pub stamp: String,
    }
}
operation!(Decide => DecisionPlan, "provincial.decide", Catalogue, Write);

wire! {
    /// What deciding does.
    pub struct DecisionPlan {
        /// Rows that are decided about, by what they mean.
        pub done: Counts,
        /// Rows where nothing is to be decided, or that were decided so already.
        pub skipped: i64,
        /// New items for which somebody has to say the 实施主体.
        pub without_body: i64,
        /// The first rows that can't be decided so, at most 100; they are left as they are.
        pub refused: Vec<RowRefused>,
        /// How many these are.
        pub refused_count: i64,
        /// The rows that are decided about: taking back names them.
        pub rows: Vec<RowId>,
        /// To be sent along with the decision.
        pub stamp: String,
    }
}

wire! {
    /// A row that can't be decided so.
    #[derive(Eq)]
    pub struct RowRefused {
        /// The row.
        pub id: RowId,
        /// Its name.
        pub name: String,
        /// The field of the item that is in the way.
        pub field: Option<String>,
        /// The rule.
        pub rule: String,
        /// What the rule needs.
        pub args: BTreeMap<String, String>,
    }
}
