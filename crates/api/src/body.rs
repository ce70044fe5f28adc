//! Bodies (部门) and what else ratings name: modules, sources.

use crate::{operation, wire};
use domain::body::{Body, BodyId};
use domain::place::PlaceId;

wire! {
    /// All bodies.
    pub struct List {}
}
operation!(List => Listed, "body.list", SignedIn, Read);

wire! {
    /// Bodies by name.
    pub struct Listed {
        /// The bodies.
        pub bodies: Vec<Body>,
    }
}

wire! {
    /// Makes a body, or saves a changed one.
    pub struct Save {
        /// The body; none makes a new one.
        pub id: Option<BodyId>,
        /// 统一社会信用代码
        pub code: Option<String>,
        /// Name.
        pub name: String,
        /// Where it sits.
        pub place: PlaceId,
        /// Still handling cases.
        pub active: bool,
        /// The version that was read; 0 for a new one.
        pub version: i64,
    }
}
operation!(Save => Body, "body.save", Bodies, Write);

wire! {
    /// Where rating and case files come from.
    pub struct ListSources {}
}
operation!(ListSources => Sources, "source.list", Import, Read);

wire! {
    /// The sources.
    pub struct Sources {
        /// By name.
        pub sources: Vec<Source>,
    }
}

wire! {
    /// A source of files.
    pub struct Source {
        /// Name, as in the file's column 数据来源 or chosen at import.
        pub name: String,
        /// Its records carry no number; rows are told apart by a fingerprint and an ordinal.
        pub numberless: bool,
    }
}

wire! {
    /// Declares a source, or changes whether it is numberless.
    pub struct SaveSource {
        /// The source.
        pub source: Source,
    }
}
operation!(SaveSource => Source, "source.save", Import, Write);
