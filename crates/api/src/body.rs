//! Bodies (部门) and what else ratings name: modules, sources.

use crate::file::OutFile;
use crate::import::Written;
use crate::page::Sort;
use crate::{operation, wire};
use domain::body::{Body, BodyId};
use domain::place::PlaceId;

wire! {
    /// All bodies.
    pub struct List {}
}
operation!(List => Listed, "body.list", SignedIn, Read);

wire! {
    /// Bodies by the pinyin of their names.
    pub struct Listed {
        /// The bodies.
        pub bodies: Vec<Body>,
    }
}

wire! {
    /// Which bodies.
    #[derive(Default)]
    pub struct Filter {
        /// Part of name or code.
        #[serde(default)]
        pub text: String,
        /// Still handling cases, or not any more.
        #[serde(default)]
        pub active: Option<bool>,
    }
}

impl Filter {
    /// Those that fit, in order: by `name` (as they come), `code` or `state`.
    pub fn of(&self, mut bodies: Vec<Body>, sort: Option<&Sort>) -> Vec<Body> {
        let part = self.text.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&part);
        bodies.retain(|b| (has(&b.name) || b.code.as_deref().is_some_and(has)) && self.active.is_none_or(|active| b.active == active));
        match sort.map_or("", |s| s.by.as_str()) {
            // Without a code comes last.
            "code" => bodies.sort_by(|a, b| (a.code.is_none(), &a.code).cmp(&(b.code.is_none(), &b.code))),
            "state" => bodies.sort_by_key(|b| !b.active),
            _ => {}
        }
        if sort.is_some_and(|s| s.down) {
            bodies.reverse();
        }
        bodies
    }
}

wire! {
    /// Writes exactly the filtered bodies as a workbook or CSV that an import takes back.
    pub struct Export {
        /// Which.
        #[serde(default)]
        pub filter: Filter,
        /// By `name`, `code` or `state`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(Export => Written, "body.export", Bodies, AuditedRead);

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
