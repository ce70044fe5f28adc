//! Rows as they are staged: checked, with names resolved to keys.

/// A rating ready to be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedRating {
    /// Row in the file, the header being 1.
    pub row: i64,
    /// Source.
    pub source: i64,
    /// Record number; for numberless sources `fp:` and a fingerprint.
    pub record_no: String,
    /// The number is a fingerprint made here, since the file gives none.
    pub generated: bool,
    /// 1 first, 2 follow-up.
    pub assess_no: i16,
    /// Hash of everything but the key, to tell identical from different.
    pub content_hash: [u8; 16],
    /// 办件编号
    pub case_no: Option<String>,
    /// Place.
    pub place: i64,
    /// Service point.
    pub point: Option<i64>,
    /// Window.
    pub window: Option<i64>,
    /// 工号
    pub staff_no: Option<String>,
    /// Item.
    pub item: Option<i64>,
    /// Handling body.
    pub body: Option<i64>,
    /// Module.
    pub module: Option<i64>,
    /// Channel's number.
    pub channel: i16,
    /// 1…5
    pub grade: i16,
    /// Rated object's number.
    pub object: i16,
    /// Person type's number.
    pub person_type: Option<i16>,
    /// Reason ids as `,3,17,`.
    pub reasons: Option<String>,
    /// Words.
    pub comment: Option<String>,
    /// Epoch microseconds.
    pub at: i64,
    /// Standing's number.
    pub standing: i16,
    /// Name of the rater.
    pub rater_name: Option<String>,
    /// Phone of the rater.
    pub rater_phone: Option<String>,
}

/// A case count ready to be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedCase {
    /// Row in the file, the header being 1.
    pub row: i64,
    /// Source.
    pub source: i64,
    /// Place.
    pub place: i64,
    /// Service point, 0 if none.
    pub point: i64,
    /// Item, 0 if none.
    pub item: i64,
    /// Body, 0 if none.
    pub body: i64,
    /// `YYYY-MM-DD`
    pub day: String,
    /// How many.
    pub cases: i64,
}

/// Dictionary entries that a file brings along, with the keys given out for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntries {
    /// Key and name.
    pub sources: Vec<(i64, String)>,
    /// Key, code, name.
    pub items: Vec<(i64, String, String)>,
    /// Key and name.
    pub reasons: Vec<(i64, String)>,
    /// Key, place, point (0 unknown), number.
    pub windows: Vec<(i64, i64, i64, String)>,
}
