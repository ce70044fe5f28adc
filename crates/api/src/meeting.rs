//! 领导小组会议: their records, and what was agreed becomes matters of 督办.

use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Total};
use crate::supervision::MatterRow;
use crate::{operation, wire};
use domain::meeting::{AgreedId, MeetingFields, MeetingId, MeetingState};
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// A page of meetings, the newest first.
    pub struct ListMeetings {
        /// Part of the number, the title, its pinyin or initials, or of what was agreed.
        #[serde(default)]
        pub text: String,
        /// In these states; empty: in all but those that were given up.
        #[serde(default)]
        pub states: Vec<MeetingState>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListMeetings => Meetings, "meeting.list", Matters, Read);

wire! {
    /// A meeting in a list.
    #[derive(Eq)]
    pub struct MeetingRow {
        /// The meeting.
        pub id: MeetingId,
        /// 纪要编号; empty while it is not given.
        pub number: String,
        /// 会议名称
        pub title: String,
        /// 会议日期
        #[serde(with = "domain::day::DayText")]
        pub day: Date,
        /// How far its record is.
        pub state: MeetingState,
        /// When it was issued.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub issued: Option<Date>,
        /// How many matters were agreed on.
        pub agreed: i64,
        /// Of how many a matter of 督办 was made.
        pub turned: i64,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// A page of meetings.
    pub struct Meetings {
        /// Its rows.
        pub meetings: Vec<MeetingRow>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
        /// The caller may record meetings.
        pub may_add: bool,
    }
}

wire! {
    /// What the caller may do with a meeting now.
    pub enum MeetingMay {
        /// 印发
        Issue,
        /// 修改
        Edit,
        /// 撤销
        Revoke,
        /// 转督办
        Turn,
    }
}

wire! {
    /// What became of an agreed matter.
    #[derive(Eq)]
    pub struct AgreedRow {
        /// Which.
        pub id: AgreedId,
        /// The matters of 督办 that were made of it, as far as the caller sees them; the newest first.
        pub matters: Vec<MatterRow>,
        /// One was made of it, whether he sees it or not.
        pub turned: bool,
    }
}

wire! {
    /// A meeting with everything that is known of it.
    pub struct MeetingShown {
        /// As in the list.
        pub row: MeetingRow,
        /// Its text.
        pub fields: MeetingFields,
        /// What became of what was agreed, in the same order.
        pub agreed: Vec<AgreedRow>,
        /// What the caller may do with it now; the next step first.
        pub may: Vec<MeetingMay>,
    }
}

wire! {
    /// One meeting.
    pub struct ShowMeeting {
        /// Which.
        pub id: MeetingId,
    }
}
operation!(ShowMeeting => MeetingShown, "meeting.show", Matters, Read);

wire! {
    /// Records a meeting, or edits a draft.
    pub struct SaveMeeting {
        /// Which; none: a new one.
        #[serde(default)]
        pub id: Option<MeetingId>,
        /// Its text.
        pub fields: MeetingFields,
        /// The version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveMeeting => MeetingShown, "meeting.save", Instruct, Write);

wire! {
    /// 印发: from now on its text stands, and matters can be made of it.
    pub struct IssueMeeting {
        /// Which.
        pub id: MeetingId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(IssueMeeting => MeetingShown, "meeting.issue", Supervise, Write);

wire! {
    /// 撤销: gives a draft up; it stays to be read by who records meetings.
    pub struct RevokeMeeting {
        /// Which.
        pub id: MeetingId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RevokeMeeting => MeetingShown, "meeting.revoke", Instruct, Write);

wire! {
    /// 转督办: makes a matter of what was agreed, of some or of all that have none; all of them or nothing.
    pub struct TurnAgreed {
        /// Which meeting.
        pub id: MeetingId,
        /// Of which; empty: of all that have none.
        #[serde(default)]
        pub agreed: Vec<AgreedId>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(TurnAgreed => MeetingShown, "meeting.turn", Instruct, Write);

wire! {
    /// Writes 会议纪要 as DOCX, with blanks for signature and seal.
    pub struct ExportMinutes {
        /// Of which meeting.
        pub id: MeetingId,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportMinutes => Written, "meeting.paper.export", Matters, AuditedRead);
