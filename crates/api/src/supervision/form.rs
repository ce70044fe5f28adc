//! 反馈表: a numbered workbook that goes out with a matter, comes back by file, and counts as a report.

use super::{MatterRow, MatterShown};
use crate::file::{InFile, OutFile};
use crate::{ApiError, operation, wire};
use domain::supervision::MatterId;
use domain::supervision::flow::State;
use jiff::civil::Date;

wire! {
    /// Makes a numbered form (反馈表) of a matter that has been handed out, as a workbook.
    pub struct MakeForm {
        /// Which.
        pub id: MatterId,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(MakeForm => FormMade, "supervision.form.make", Supervise, Write);

wire! {
    /// A form that was made.
    pub struct FormMade {
        /// Its number.
        pub number: String,
        /// What is sent along with it; nothing in it is about a person.
        pub text: String,
    }
}

wire! {
    /// Looks at a form that came back, and changes nothing.
    pub struct PreviewForm {
        /// The file.
        pub file: InFile,
    }
}
operation!(PreviewForm => FormPreviewed, "supervision.form.preview", Supervise, Read);

wire! {
    /// What was filled in.
    #[derive(Eq)]
    pub struct FormAnswers {
        /// 填报单位
        pub body: String,
        /// 办理进展
        pub progress: String,
        /// 报请办结
        pub done: bool,
        /// 存在问题
        pub problems: String,
        /// 下一步措施
        pub steps: String,
        /// 申请延期至
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub extend_to: Option<Date>,
        /// 延期理由
        pub extend_reason: String,
        /// 填报人
        pub filler: String,
        /// 填报日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub filled_on: Option<Date>,
    }
}

wire! {
    /// A form as it would be taken.
    pub struct FormPreviewed {
        /// Its number.
        pub number: String,
        /// Its matter as it stands; none: it could not be told.
        pub matter: Option<MatterRow>,
        /// What was filled in; none: something is wrong with it.
        pub answers: Option<FormAnswers>,
        /// Where the matter would stand afterwards.
        pub state: Option<State>,
        /// What is wrong, cell by cell; the row of the file is among the arguments.
        pub problems: Vec<ApiError>,
    }
}

wire! {
    /// Takes a form that came back: it counts as a report, and the matter as signed for.
    pub struct TakeForm {
        /// The file.
        pub file: InFile,
        /// The version of the matter that the preview showed.
        pub version: i64,
    }
}
operation!(TakeForm => MatterShown, "supervision.form.take", Supervise, Write);
