//! 名录, its seal, 抽取, and the certificate.

use super::PlanShown;
use crate::file::OutFile;
use crate::import::Written;
use crate::{operation, wire};
use domain::inspection::draw::{Drawn, Roster};
use domain::inspection::plan::PlanId;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::time::Instant;

wire! {
    /// A draw of a plan, from its seal on.
    #[derive(Eq)]
    pub struct AttemptRow {
        /// Which attempt, from 1 on.
        pub no: u32,
        /// SHA-256 of the roster, as it was sealed.
        pub digest: String,
        /// Who sealed it.
        pub sealed_by: String,
        /// When.
        pub sealed_at: Instant,
        /// Service points on the roster.
        pub objects: i64,
        /// Of those, left out.
        pub excluded: i64,
        /// How many are drawn.
        pub take: u32,
        /// What was entered in front of the witnesses; empty: not drawn yet.
        #[serde(default)]
        pub nonce: String,
        /// 见证人
        #[serde(default)]
        pub witnesses: Vec<String>,
        /// Who drew.
        #[serde(default)]
        pub drawn_by: String,
        /// When.
        #[serde(default)]
        pub drawn_at: Option<Instant>,
        /// 作废原因; empty: it counts.
        #[serde(default)]
        pub void: String,
    }
}

wire! {
    /// The roster of a plan: as it was sealed, or, before that, as it would be sealed now.
    pub struct ShowRoster {
        /// Of which plan.
        pub id: PlanId,
        /// Of which attempt; none: the last one, or what would be sealed now.
        #[serde(default)]
        pub attempt: Option<u32>,
    }
}
operation!(ShowRoster => RosterShown, "inspection.roster.show", Inspections, Read);

wire! {
    /// Why nothing can be drawn from a roster as it is.
    pub enum RosterWrong {
        /// 抽取数量 is 0, or more than there are.
        Take,
        /// Somewhere too few inspectors may go.
        Inspectors,
        /// There is nothing of the kind that the checklist is for.
        Empty,
        /// Anything else.
        Other,
    }
}

wire! {
    /// A roster.
    pub struct RosterShown {
        /// 名录. Its plan has no number before the plan is agreed to.
        pub roster: Roster,
        /// SHA-256 of its canonical JSON.
        pub digest: String,
        /// It is sealed; else it is what would be sealed now.
        pub sealed: bool,
        /// Which service points its codes are, in the same order.
        pub points: Vec<WeighedPoint>,
        /// Why nothing can be drawn from it.
        #[serde(default)]
        pub wrong: Option<RosterWrong>,
        /// Of which object or with which number that is so.
        #[serde(default)]
        pub wrong_at: String,
        /// What came of the draw.
        #[serde(default)]
        pub drawn: Option<Drawn>,
        /// Which stations stepped in for which since then, the first one first.
        #[serde(default)]
        pub replaced: Vec<ReplacedStation>,
    }
}

wire! {
    /// 替补: a station that stood by stepped in for one that could not be visited.
    #[derive(Eq)]
    pub struct ReplacedStation {
        /// The station that was drawn.
        pub from: String,
        /// The one that stepped in.
        pub to: String,
        /// Why.
        pub reason: String,
        /// Who did it, by name.
        pub who: String,
        /// When.
        pub at: Instant,
    }
}

wire! {
    /// A service point of a roster, and what its weight comes from.
    #[derive(Eq)]
    pub struct WeighedPoint {
        /// Which.
        pub point: PointId,
        /// The place that it serves.
        pub place: PlaceId,
        /// Its town.
        pub town: PlaceId,
        /// 差评 of the last twelve months; none where risk does not count, or the roster is sealed.
        #[serde(default)]
        pub bad: Option<i64>,
        /// Days since the last visit, where one is known.
        #[serde(default)]
        pub days_since: Option<i64>,
        /// The last score that was agreed to, in thousandths of what could be reached, where one is known.
        #[serde(default)]
        pub rate: Option<i64>,
        /// Findings that are neither closed nor struck out; none where risk does not count, or the roster is sealed.
        #[serde(default)]
        pub open: Option<i64>,
    }
}

wire! {
    /// 封存名录: freezes the roster of an agreed plan; its digest stands in the audit log before anything is drawn.
    ///
    /// With `void`: the last draw does not count, and the next attempt is sealed. That stands on the certificate for ever.
    pub struct SealRoster {
        /// Of which plan.
        pub id: PlanId,
        /// 作废原因 of the draw before; none for the first attempt.
        #[serde(default)]
        pub void: Option<String>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SealRoster => PlanShown, "inspection.roster.seal", PlanInspections, Write);

wire! {
    /// 抽取: the draw follows from the sealed roster and from what is entered in front of witnesses.
    pub struct MakeDraw {
        /// Of which plan.
        pub id: PlanId,
        /// What is entered: dice, a lottery's number.
        pub nonce: String,
        /// 见证人, at least one who is not drawing himself.
        pub witnesses: Vec<String>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(MakeDraw => PlanShown, "inspection.draw.make", PlanInspections, Write);

wire! {
    /// How a certificate is written.
    pub enum CertificateKind {
        /// JSON, to be computed anew by anybody.
        Json,
        /// A paper, DOCX or PDF by the ending of its name.
        Paper,
    }
}

wire! {
    /// Writes 抽取证书 of a plan that was drawn.
    pub struct ExportCertificate {
        /// Of which plan.
        pub id: PlanId,
        /// As what.
        pub kind: CertificateKind,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportCertificate => Written, "inspection.certificate.export", Inspections, AuditedRead);
