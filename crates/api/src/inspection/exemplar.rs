//! 典型: what a station does well, spread to all of them.

use crate::page::{Edges, PageAt, Total};
use crate::{operation, wire};
use domain::inspection::exemplar::{ExemplarFields, ExemplarId, ExemplarState};
use domain::inspection::plan::VisitId;
use domain::place::PlaceId;
use domain::time::Instant;

wire! {
    /// A page of exemplars, the newest first. What was spread is everybody's to read; what was not is the district's, and whoever recommended it.
    pub struct ListExemplars {
        /// In these states; none: in any.
        #[serde(default)]
        pub states: Vec<ExemplarState>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most so many; 1 to 200.
        pub limit: u32,
    }
}
operation!(ListExemplars => Exemplars, "inspection.exemplar.list", Inspections, Read);

wire! {
    /// A page of exemplars.
    pub struct Exemplars {
        /// Its rows.
        pub exemplars: Vec<ExemplarRow>,
        /// What lies around.
        pub edges: Edges,
        /// How many there are altogether.
        pub total: Total,
    }
}

wire! {
    /// An exemplar.
    #[derive(Eq)]
    pub struct ExemplarRow {
        /// Which.
        pub id: ExemplarId,
        /// From which visit.
        pub visit: VisitId,
        /// The station.
        pub point_name: String,
        /// Its place.
        pub place: PlaceId,
        /// The town in which it lies.
        pub town: PlaceId,
        /// How far it is.
        pub state: ExemplarState,
        /// What it says.
        pub fields: ExemplarFields,
        /// Who recommended it.
        pub who: String,
        /// When.
        pub at: Instant,
        /// 审核意见; the district's, and whoever recommended it.
        #[serde(default)]
        pub opinion: String,
        /// Who reviewed it.
        #[serde(default)]
        pub decided_by: String,
        /// When.
        #[serde(default)]
        pub decided_at: Option<Instant>,
        /// The caller may open its visit.
        pub may_open: bool,
        /// The caller may decide about it.
        pub may_decide: bool,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// Recommends what is done well at a station, by one of those who were sent there, once the visit is handed in.
    pub struct ProposeExemplar {
        /// From which visit.
        pub visit: VisitId,
        /// What it says.
        pub fields: ExemplarFields,
    }
}
operation!(ProposeExemplar => ExemplarRow, "inspection.exemplar.propose", VisitStations, Write);

wire! {
    /// Spreads it, or declines, by somebody else than who recommended it.
    pub struct DecideExemplar {
        /// Which.
        pub id: ExemplarId,
        /// It is spread.
        pub spread: bool,
        /// 审核意见; where it is declined it says why.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(DecideExemplar => ExemplarRow, "inspection.exemplar.decide", ApproveInspections, Write);
