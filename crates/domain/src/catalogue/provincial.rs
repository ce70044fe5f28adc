//! 省级事项清单: an edition of the province's list against the items here, and what claiming (认领) a row does.
//!
//! The province settles what an item is and what it asks for; who does it, where, how fast beyond the law and through which doors
//! is the district's. So claiming a row changes only the fields of [`PROVINCE`], and of them only those whose columns the file has.

use super::codes::{Audience, Handling, ItemState, Origin};
use super::item::{FIELDS, ItemFields, ItemId};
use super::parts::{CellKind, PartColumn, PartKind};
use super::problem::ItemProblem;
use super::wording::{Mark, Piece, likeness, pieces};
use crate::body::BodyId;
use crate::place::Level;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// What the province settles of an item. Which of them a file speaks about, its columns say; where it comes from always.
pub const PROVINCE: [&str; 15] = [
    "name",
    "base_code",
    "kind",
    "origin",
    "power_source",
    "basis",
    "legal",
    "legal_note",
    "audience",
    "conditions",
    "special",
    "steps",
    "materials",
    "fees",
    "results",
];

/// Most characters of an edition's name and of its 文号.
pub const EDITION_NAME_LIMIT: usize = 100;

/// Characters of the reason why a row is declined.
pub const REASON_CHARS: (usize, usize) = (2, 200);

/// Stable key of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct EditionId(pub i64);

/// Stable key of a row of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct RowId(pub i64);

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$about:meta])* $variant:ident => $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$about])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word stored.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What a stored word says.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

words! {
    /// What a row means here.
    Standing {
        /// 新增: nothing here is this item.
        New => "new",
        /// 调整: the item here says something else.
        Changed => "changed",
        /// 取消: an item of 省统一 here that the edition does not have any more.
        Withdrawn => "withdrawn",
        /// 一致: nothing is to be done.
        Same => "same",
    }
}

words! {
    /// What was decided about a row.
    Decision {
        /// 待处理
        Open => "open",
        /// 认领; of a withdrawn one: its item was stopped as the province did.
        Claimed => "claimed",
        /// 不认领; of a withdrawn one: its item stays as 本地补充.
        Declined => "declined",
    }
}

words! {
    /// By what a row was found to be an item here.
    MatchedBy {
        /// 基本编码
        BaseCode => "base_code",
        /// 实施编码, also one that the item had before.
        Code => "code",
        /// The same name, where neither has a code to tell.
        Name => "name",
    }
}

/// What an item here is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The item.
    pub id: ItemId,
    /// 实施编码
    pub code: String,
    /// 基本编码
    pub base_code: String,
    /// 业务办理项编码
    pub handle_code: String,
    /// 事项名称
    pub name: String,
}

/// Finds the items here that the rows of an edition are about, each at most once.
#[derive(Debug)]
pub struct Matcher {
    held: Vec<Held>,
    former: HashMap<String, ItemId>,
    by_base: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    found: HashSet<ItemId>,
}

impl Matcher {
    /// Over the items that are described here, and codes that some of them had before.
    pub fn new(held: Vec<Held>, former: HashMap<String, ItemId>) -> Self {
        let (mut by_base, mut by_code, mut by_name) = (HashMap::<_, Vec<_>>::new(), HashMap::new(), HashMap::<_, Vec<_>>::new());
        for (at, item) in held.iter().enumerate() {
            if !item.base_code.is_empty() {
                by_base.entry(item.base_code.clone()).or_default().push(at);
            }
            by_code.insert(item.code.clone(), at);
            by_name.entry(item.name.clone()).or_default().push(at);
        }
        Self { held, former, by_base, by_code, by_name, found: HashSet::new() }
    }

    /// The item that a row is about. Several items may share a 基本编码: then the 业务办理项编码, the code or the name decides.
    pub fn find(&mut self, row: &ItemFields) -> Option<(ItemId, MatchedBy)> {
        let found = self.by_base(row).or_else(|| self.by_code(row)).or_else(|| self.by_name(row))?;
        self.found.insert(found.0);
        Some(found)
    }

    fn free<'h>(&'h self, at: Option<&'h Vec<usize>>) -> Vec<&'h Held> {
        let all = at.into_iter().flatten().filter_map(|at| self.held.get(*at));
        all.filter(|item| !self.found.contains(&item.id)).collect()
    }

    fn by_base(&self, row: &ItemFields) -> Option<(ItemId, MatchedBy)> {
        let free = self.free(self.by_base.get(&row.base_code));
        let fits: [&dyn Fn(&Held) -> bool; 3] = [
            &|item| !row.handle_code.is_empty() && item.handle_code == row.handle_code,
            &|item| !row.code.is_empty() && item.code == row.code,
            &|item| item.name == row.name,
        ];
        let told = fits.iter().find_map(|fits| free.iter().find(|item| fits(item)));
        // A 业务办理项 that another one of the same 基本编码 is not.
        let other = |item: &&&Held| !row.handle_code.is_empty() && !item.handle_code.is_empty();
        told.or_else(|| free.iter().find(|item| !other(item))).map(|item| (item.id, MatchedBy::BaseCode))
    }

    fn by_code(&self, row: &ItemFields) -> Option<(ItemId, MatchedBy)> {
        let code = if row.code.is_empty() { &row.base_code } else { &row.code };
        if code.is_empty() {
            return None;
        }
        let now = self.by_code.get(code).and_then(|at| self.held.get(*at)).map(|item| item.id);
        let id = now.or_else(|| self.former.get(code).copied()).filter(|id| !self.found.contains(id))?;
        Some((id, MatchedBy::Code))
    }

    /// By name only where the item here has no 基本编码 that says it is another one, and no other item is called so.
    fn by_name(&self, row: &ItemFields) -> Option<(ItemId, MatchedBy)> {
        let free = self.free(self.by_name.get(&row.name));
        match free.as_slice() {
            [one] if one.base_code.is_empty() || row.base_code.is_empty() => Some((one.id, MatchedBy::Name)),
            _ => None,
        }
    }

    /// No row was about the item so far, nor has any its 基本编码.
    pub fn is_missing(&self, id: ItemId) -> bool {
        !self.found.contains(&id)
    }
}

/// The fields that a file speaks about, by the columns that it has.
pub fn told_by<'c>(columns: impl IntoIterator<Item = &'c str>) -> Vec<&'static str> {
    let columns: HashSet<&str> = columns.into_iter().filter_map(|column| column.strip_prefix("item_")).collect();
    FIELDS.into_iter().filter(|field| columns.contains(field)).collect()
}

/// What a row of rows has otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowDiffering {
    /// In both, with other cells; only in the old ones; only in the new ones; or the same.
    pub change: RowChange,
    /// Each cell by its column, marked where it differs; empty ones are left out.
    pub cells: Vec<CellDiffering>,
}

words! {
    /// What became of a row.
    RowChange {
        /// As it was.
        Kept => "kept",
        /// Cells are other.
        Changed => "changed",
        /// It is new.
        Added => "added",
        /// It is gone.
        Removed => "removed",
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellDiffering {
    /// Its column.
    pub column: String,
    /// Its words. What is chosen or counted is not torn apart.
    pub pieces: Vec<Piece>,
}

/// A field that two states of an item have otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Differing {
    /// The field.
    pub field: String,
    /// Its words, if it is a text; empty where a value is chosen or counted.
    pub pieces: Vec<Piece>,
    /// Its rows, if it holds rows. All of them kept: only their order is another one.
    pub rows: Vec<RowDiffering>,
}

fn text_of<'f>(fields: &'f ItemFields, field: &str) -> Option<&'f str> {
    Some(match field {
        "name" => &fields.name,
        "base_code" => &fields.base_code,
        "power_source" => &fields.power_source,
        "legal_note" => &fields.legal_note,
        "special" => &fields.special,
        _ => return None,
    })
}

fn is_same(ours: &ItemFields, theirs: &ItemFields, field: &str) -> bool {
    let mut taken = ours.clone();
    taken.take(field, theirs);
    taken == *ours
}

/// One row beside another.
fn cells(columns: &[PartColumn], old: &[String], new: &[String]) -> Vec<CellDiffering> {
    let empty = String::new();
    let cell = |(at, column): (usize, &PartColumn)| {
        let (old, new) = (old.get(at).unwrap_or(&empty), new.get(at).unwrap_or(&empty));
        let whole = |mark, text: &String| Piece { mark, text: text.clone() };
        let told = match column.kind {
            CellKind::Line | CellKind::Text => pieces(old, new),
            CellKind::Count | CellKind::Choice(_) if old == new => vec![whole(Mark::Same, old)],
            CellKind::Count | CellKind::Choice(_) => vec![whole(Mark::Old, old), whole(Mark::New, new)],
        };
        let told: Vec<Piece> = told.into_iter().filter(|piece| !piece.text.is_empty()).collect();
        (!told.is_empty()).then(|| CellDiffering { column: column.key.to_owned(), pieces: told })
    };
    columns.iter().enumerate().filter_map(cell).collect()
}

/// Rows that are this alike, of 100, are one row that was changed.
const ALIKE: usize = 50;

/// What was typed into a row: what is chosen or counted is alike in many.
fn typed(columns: &[PartColumn], row: &[String]) -> String {
    let cells = columns.iter().zip(row).filter(|(column, _)| matches!(column.kind, CellKind::Line | CellKind::Text));
    cells.map(|(_, cell)| cell.as_str()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Which old row each new one is: the same one, else the one of the same first cell, else one that is much like it.
fn paired(columns: &[PartColumn], old: &[Vec<String>], new: &[Vec<String>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let fits: [&dyn Fn(&[String], &[String]) -> bool; 3] =
        [&|a, b| a == b, &|a, b| a.first() == b.first(), &|a, b| likeness(&typed(columns, a), &typed(columns, b)) >= ALIKE];
    for fits in fits {
        for (pair, row) in pairs.iter_mut().zip(new) {
            if pair.is_some() {
                continue;
            }
            let at = old.iter().zip(&taken).position(|(before, taken)| !taken && fits(before, row));
            if let Some(at) = at {
                *pair = Some(at);
                if let Some(taken) = taken.get_mut(at) {
                    *taken = true;
                }
            }
        }
    }
    pairs
}

/// Rows of a kind beside each other: those that are there now in their order, then those that are gone.
pub(crate) fn rows(columns: &[PartColumn], old: &[Vec<String>], new: &[Vec<String>]) -> Vec<RowDiffering> {
    let pairs = paired(columns, old, new);
    let mut told = Vec::with_capacity(old.len() + new.len());
    for (row, pair) in new.iter().zip(&pairs) {
        let before = pair.and_then(|at| old.get(at));
        let change = match before {
            None => RowChange::Added,
            Some(before) if before == row => RowChange::Kept,
            Some(_) => RowChange::Changed,
        };
        told.push(RowDiffering { change, cells: cells(columns, before.map_or(&[], Vec::as_slice), row) });
    }
    for (at, row) in old.iter().enumerate() {
        if !pairs.contains(&Some(at)) {
            told.push(RowDiffering { change: RowChange::Removed, cells: cells(columns, row, &[]) });
        }
    }
    told
}

/// Field by field what one state of an item has otherwise than another.
pub fn differing(ours: &ItemFields, theirs: &ItemFields, fields: impl IntoIterator<Item = &'static str>) -> Vec<Differing> {
    let one = |field: &'static str| {
        if is_same(ours, theirs, field) {
            return None;
        }
        let pieces = match (text_of(ours, field), text_of(theirs, field)) {
            (Some(old), Some(new)) => pieces(old, new),
            _ => Vec::new(),
        };
        let rows = PartKind::from_code(field).map(|kind| rows(kind.columns(), &ours.rows(kind), &theirs.rows(kind))).unwrap_or_default();
        Some(Differing { field: field.to_owned(), pieces, rows })
    };
    fields.into_iter().filter_map(one).collect()
}

/// What of an item the edition's row would change, if it is claimed: the fields of the province that the file speaks about. An
/// item that was cancelled here comes back.
pub fn changed_fields(ours: &ItemFields, theirs: &ItemFields, told: &[&str]) -> Vec<&'static str> {
    let after = claimed(ours, theirs, told);
    FIELDS.into_iter().filter(|field| *field != "verified" && !is_same(ours, &after, field)).collect()
}

/// An item after its row was claimed: what the province settles is the edition's, everything else stays. What has changed has to be
/// checked anew, so it is not marked as checked (已核实) any more.
pub fn claimed(ours: &ItemFields, theirs: &ItemFields, told: &[&str]) -> ItemFields {
    let mut after = ours.clone();
    let is_silent = |field: &str| match field {
        "origin" => false,
        // An empty code says nothing: rows are also known by others.
        "base_code" => theirs.base_code.is_empty(),
        field => !told.contains(&field),
    };
    for field in PROVINCE.into_iter().filter(|field| !is_silent(field)) {
        after.take(field, theirs);
    }
    after.origin = Origin::Province;
    if after.state == ItemState::Cancelled {
        after.state = ItemState::Active;
    }
    if after != *ours {
        after.verified = None;
    }
    after
}

/// A new item of a row. What a file of the province need not say is what is surely right or has to be looked at anyway, since it is
/// 待核实: without levels the district's own, without 服务对象 everybody, promised what the law allows.
pub fn begun(theirs: &ItemFields, body: Option<BodyId>) -> ItemFields {
    let mut fields = theirs.clone();
    fields.origin = Origin::Province;
    fields.state = ItemState::Active;
    fields.verified = None;
    fields.body = fields.body.or(body);
    if fields.code.is_empty() {
        fields.code.clone_from(&fields.base_code);
    }
    if fields.levels.is_empty() {
        fields.levels = vec![Level::District];
    }
    if fields.audience.is_empty() {
        fields.audience = Audience::ALL.to_vec();
    }
    match fields.handling {
        Handling::Promised => fields.promised = fields.promised.or(fields.legal),
        Handling::Instant => fields.promised = None,
    }
    fields
}

/// The fields of a new item that its row does not say: they are filled in by [`begun`], and have to be checked.
pub fn assumed(theirs: &ItemFields, begun: &ItemFields) -> Vec<String> {
    // Where it comes from and that it is in use are no guesses.
    let is_said = |field: &str| matches!(field, "origin" | "state" | "verified" | "body") || is_same(begun, theirs, field);
    FIELDS.into_iter().filter(|field| !is_said(field)).map(str::to_owned).collect()
}

/// An item that is stopped, since the province does not have it any more.
pub fn stopped(ours: &ItemFields) -> ItemFields {
    ItemFields { state: ItemState::Cancelled, ..ours.clone() }
}

/// An item that stays although the province does not have it any more: as the district's own, to be checked anew.
pub fn kept(ours: &ItemFields) -> ItemFields {
    ItemFields { origin: Origin::Local, verified: None, ..ours.clone() }
}

/// An item here without a row in the edition is withdrawn if the province gave it and it is still there.
pub fn is_withdrawn(ours: &ItemFields) -> bool {
    ours.origin == Origin::Province && ours.state != ItemState::Cancelled
}

/// What is wrong with a row by itself: what a new item of it would be refused for, but for what the district has to say.
pub fn problem(theirs: &ItemFields) -> Option<ItemProblem> {
    let mut fields = begun(theirs, Some(BodyId(0)));
    if fields.code.is_empty() {
        fields.code = "0".to_owned();
    }
    if fields.handling == Handling::Promised && fields.promised.is_none() {
        fields.handling = Handling::Instant;
    }
    fields.problem()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Unit;
    use crate::catalogue::limit::Limit;
    use crate::catalogue::parts::{Basis, Condition, Material};
    use jiff::civil::date;
    use proptest::prelude::*;

    const ALL: [&str; 3] = ["name", "conditions", "materials"];

    fn limit(days: u32) -> Option<Limit> {
        Some(Limit { days, unit: Unit::Workday })
    }

    fn material(name: &str, copies: u32) -> Material {
        Material { name: name.to_owned(), copies, ..Material::default() }
    }

    fn ours() -> ItemFields {
        ItemFields {
            code: "440811001".to_owned(),
            base_code: "000100001000".to_owned(),
            name: "临时救助".to_owned(),
            origin: Origin::Province,
            verified: Some(date(2026, 11, 2)),
            body: Some(BodyId(3)),
            levels: vec![Level::Village],
            legal: limit(20),
            promised: limit(5),
            hours: "工作日".to_owned(),
            conditions: vec![Condition { text: "本区户籍".to_owned() }],
            materials: vec![material("身份证", 1), material("申请表", 1)],
            ..ItemFields::default()
        }
    }

    fn held(id: i64, code: &str, base: &str, handle: &str, name: &str) -> Held {
        let text = |text: &str| text.to_owned();
        Held { id: ItemId(id), code: text(code), base_code: text(base), handle_code: text(handle), name: text(name) }
    }

    fn row(base: &str, code: &str, handle: &str, name: &str) -> ItemFields {
        let text = |text: &str| text.to_owned();
        ItemFields { base_code: text(base), code: text(code), handle_code: text(handle), name: text(name), ..ItemFields::default() }
    }

    #[test]
    fn rows_find_their_items_by_what_they_share() {
        let all = vec![
            held(1, "A", "100", "", "甲"),
            held(2, "B", "200", "200-1", "乙一"),
            held(3, "C", "200", "200-2", "乙二"),
            held(4, "D", "", "", "丁"),
            held(5, "E", "", "", "同名"),
            held(6, "F", "", "", "同名"),
            held(7, "G", "700", "", "庚"),
        ];
        let mut matcher = Matcher::new(all, HashMap::from([("OLD".to_owned(), ItemId(4))]));
        let by = |id, by| Some((ItemId(id), by));
        assert_eq!(matcher.find(&row("200", "", "200-2", "乙")), by(3, MatchedBy::BaseCode), "its 业务办理项");
        assert_eq!(matcher.find(&row("200", "", "200-3", "别的")), None, "another 业务办理项 of the same code");
        assert_eq!(matcher.find(&row("200", "", "", "乙一")), by(2, MatchedBy::BaseCode));
        assert_eq!(matcher.find(&row("200", "", "", "再来")), None, "each item once");
        assert_eq!(matcher.find(&row("100", "", "", "改了名")), by(1, MatchedBy::BaseCode));
        assert_eq!(matcher.find(&row("999", "OLD", "", "丁改")), by(4, MatchedBy::Code), "a code that it had before");
        assert_eq!(matcher.find(&row("555", "", "", "同名")), None, "two are called so");
        assert_eq!(matcher.find(&row("701", "", "", "庚")), None, "its 基本编码 says that it is another one");
        assert!(matcher.is_missing(ItemId(7)) && !matcher.is_missing(ItemId(1)));
    }

    #[test]
    fn claiming_takes_what_the_province_settles_and_keeps_the_rest() {
        let theirs = ItemFields {
            base_code: ours().base_code,
            name: "临时救助金给付".to_owned(),
            conditions: vec![Condition { text: "本省户籍".to_owned() }],
            promised: limit(3),
            hours: "全天".to_owned(),
            levels: vec![Level::District],
            ..ItemFields::default()
        };
        let after = claimed(&ours(), &theirs, &ALL);
        assert_eq!((after.name.as_str(), &after.conditions, after.materials.len()), ("临时救助金给付", &theirs.conditions, 0));
        assert_eq!(
            (after.promised, after.hours.as_str(), &after.levels, after.body),
            (limit(5), "工作日", &ours().levels, Some(BodyId(3)))
        );
        assert_eq!((after.legal, after.verified), (limit(20), None), "no column, nothing said; to be checked anew");
        assert_eq!(changed_fields(&ours(), &theirs, &ALL), ["name", "conditions", "materials"]);
        let same = ItemFields { name: ours().name, ..ItemFields::default() };
        assert_eq!(claimed(&ours(), &same, &["name"]), ours(), "nothing differs, so it stays checked");
        let cancelled = ItemFields { state: ItemState::Cancelled, ..ours() };
        assert_eq!(changed_fields(&cancelled, &same, &["name"]), ["state"], "the province still has it");
        let own = ItemFields { origin: Origin::Local, ..ours() };
        assert_eq!(changed_fields(&own, &same, &["name"]), ["origin"]);
    }

    #[test]
    fn what_differs_is_told_field_by_field_and_row_by_row() {
        let theirs = ItemFields {
            conditions: vec![Condition { text: "本省户籍".to_owned() }],
            materials: vec![material("户口簿", 1), material("身份证", 2)],
            basis: vec![Basis { law: "办法".to_owned(), ..Basis::default() }],
            ..ours()
        };
        let told = differing(&ours(), &theirs, ["name", "conditions", "materials", "basis"]);
        let fields: Vec<&str> = told.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["conditions", "materials", "basis"]);
        let changes = |at: usize| told[at].rows.iter().map(|row| row.change).collect::<Vec<_>>();
        assert_eq!(changes(0), [RowChange::Changed], "most of it is the same");
        assert_eq!(changes(1), [RowChange::Added, RowChange::Changed, RowChange::Removed]);
        assert_eq!(changes(2), [RowChange::Added]);
        let copies: Vec<_> = told[1].rows[1].cells.iter().filter(|cell| cell.column == "copies").flat_map(|cell| &cell.pieces).collect();
        assert_eq!(copies.iter().map(|piece| (piece.mark, piece.text.as_str())).collect::<Vec<_>>(), [(Mark::Old, "1"), (Mark::New, "2")]);
        let moved = ItemFields { materials: ours().materials.into_iter().rev().collect(), ..ours() };
        let told = differing(&ours(), &moved, ["materials"]);
        assert!(told[0].rows.iter().all(|row| row.change == RowChange::Kept), "only their order");
    }

    #[test]
    fn a_new_item_has_what_a_form_asks_for() {
        let theirs = ItemFields { legal: limit(20), ..row("000100002000", "", "", "新事项") };
        let fields = begun(&theirs, Some(BodyId(9)));
        assert_eq!((fields.code.as_str(), fields.body, fields.promised), ("000100002000", Some(BodyId(9)), limit(20)));
        assert_eq!((fields.problem(), problem(&theirs), fields.origin), (None, None, Origin::Province));
        assert_eq!(assumed(&theirs, &fields), ["code", "levels", "promised", "audience"]);
        assert_eq!(begun(&ItemFields { body: Some(BodyId(1)), ..theirs.clone() }, Some(BodyId(9))).body, Some(BodyId(1)), "the file's own");
        assert_eq!(problem(&ItemFields { name: String::new(), ..theirs.clone() }).unwrap().at.path(), "name");
        assert_eq!(problem(&ItemFields { materials: vec![material("", 100)], ..theirs }).unwrap().at.path(), "materials.0.name");
    }

    #[test]
    fn what_the_province_gave_up_is_stopped_or_kept() {
        assert!(is_withdrawn(&ours()) && !is_withdrawn(&stopped(&ours())) && !is_withdrawn(&kept(&ours())));
        assert_eq!(stopped(&ours()).unlocks(&ours()), None);
        assert_eq!(kept(&ours()).unlocks(&ours()), None);
    }

    #[test]
    fn every_word_and_field_is_known() {
        assert!(PROVINCE.iter().all(|field| FIELDS.contains(field)));
        assert!(Standing::ALL.iter().all(|one| Standing::from_code(one.code()) == Some(*one)));
        assert!(Decision::ALL.iter().all(|one| Decision::from_code(one.code()) == Some(*one)));
        assert_eq!(told_by(["item_name", "item_legal", "key"]), ["name", "legal"]);
    }

    proptest! {
        #[test]
        fn after_claiming_nothing_differs(name in "[甲乙]{1,3}", legal in 1u32..30, texts in prop::collection::vec("[甲乙丙]{1,4}", 0..4)) {
            let conditions = texts.into_iter().map(|text| Condition { text }).collect();
            let theirs = ItemFields { name, legal: limit(legal), conditions, base_code: "1".to_owned(), ..ItemFields::default() };
            let told = ["name", "legal", "conditions", "base_code"];
            let after = claimed(&ours(), &theirs, &told);
            prop_assert!(changed_fields(&after, &theirs, &told).is_empty());
            prop_assert_eq!(claimed(&after, &theirs, &told), after.clone());
            prop_assert!(after.unlocks(&ours()).is_none(), "a claim is never refused for what is locked");
        }
    }
}
