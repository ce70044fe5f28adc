//! Service points (服务站点).

use crate::file::OutFile;
use crate::import::Written;
use crate::{operation, wire};
use domain::place::PlaceId;
use domain::point::{Point, PointFields, PointId, PointKind};

wire! {
    /// The service points at and below a place.
    pub struct List {
        /// The place.
        pub place: PlaceId,
    }
}
operation!(List => Listed, "point.list", SignedIn, Read);

wire! {
    /// Service points by place code and name.
    pub struct Listed {
        /// The points.
        pub points: Vec<Point>,
    }
}

wire! {
    /// Makes a service point.
    pub struct Create {
        /// Where.
        pub place: PlaceId,
        /// Its kind.
        pub kind: PointKind,
        /// Its fields.
        pub fields: PointFields,
    }
}
operation!(Create => Point, "point.create", Points, Write);

wire! {
    /// Saves an edited service point.
    pub struct Save {
        /// The point.
        pub id: PointId,
        /// Its fields.
        pub fields: PointFields,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(Save => Point, "point.save", Points, Write);

wire! {
    /// Writes service points at and below a place as a workbook or CSV that an import takes back.
    pub struct Export {
        /// The place.
        pub place: PlaceId,
        /// Only these: those that a filter leaves in sight.
        #[serde(default)]
        pub only: Option<Vec<PointId>>,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "point.export", Points, AuditedRead);
