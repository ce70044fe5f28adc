//! What the matrix shows of what was loaded: cells, coverage, what a deed would change; no view.

use super::grid::{At, Span};
use api::availability::{Block, Coverage, Matrix, MatrixItem, MatrixPoint, OfferRow, Offers, OffersPlan};
use domain::catalogue::availability::{Offer, OfferState, UNFIT_TEXT, Unfit, cell_text, read_cell};
use domain::catalogue::item::ItemId;
use domain::place::PlaceId;
use domain::point::{PointId, PointKind};
use std::collections::HashMap;
use std::sync::Arc;

/// Items whose rows are asked for at once.
pub const CHUNK: usize = 64;

/// What the cells of one item say.
pub type Row = HashMap<PointId, Offer>;

/// The rows that have come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells(HashMap<ItemId, Arc<Row>>);

/// A row of the reply by point.
pub fn row_of(row: OfferRow) -> Row {
    let OfferRow { offered, planned, suspended, .. } = row;
    let offered = offered.into_iter().map(|point| (point, Offer::offered()));
    let planned = planned.into_iter().map(|point| (point, Offer::planned()));
    let suspended = suspended.into_iter().map(|at| (at.point, Offer::suspended(at.reason, at.until)));
    offered.chain(planned).chain(suspended).collect()
}

impl Cells {
    /// Takes rows in; those that say the same stay as they are.
    pub fn take(&mut self, rows: Vec<OfferRow>) {
        for row in rows {
            let (item, row) = (row.item, row_of(row));
            if self.0.get(&item).is_none_or(|known| **known != row) {
                self.0.insert(item, Arc::new(row));
            }
        }
    }

    /// The row of an item, if it has come.
    pub fn row(&self, item: ItemId) -> Option<Arc<Row>> {
        self.0.get(&item).cloned()
    }
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It has not come yet.
    Waiting,
    /// Nothing is said.
    Nothing,
    /// 可办, 筹办, 暂停.
    Says(OfferState),
    /// 不适用
    Unfit,
}

impl Look {
    /// The class of its mark.
    pub fn class(self) -> &'static str {
        match self {
            Self::Waiting => "is-waiting",
            Self::Nothing => "is-nothing",
            Self::Says(OfferState::Offered) => "is-offered",
            Self::Says(OfferState::Planned) => "is-planned",
            Self::Says(OfferState::Suspended) => "is-suspended",
            Self::Unfit => "is-unfit",
        }
    }
}

/// How a cell looks: `row` is its item's, if it has come.
pub fn look(item: &MatrixItem, point: &MatrixPoint, row: Option<&Row>) -> Look {
    if item.handled.unfit(point.kind).is_some() {
        return Look::Unfit;
    }
    match row {
        None => Look::Waiting,
        Some(row) => row.get(&point.id).map_or(Look::Nothing, |offer| Look::Says(offer.state)),
    }
}

/// Columns that stand under one town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// The town; none: the district's own points.
    pub id: Option<PlaceId>,
    /// Its first column.
    pub first: usize,
    /// How many columns.
    pub n: usize,
}

/// The towns above the columns.
pub fn towns(points: &[MatrixPoint]) -> Vec<Town> {
    let mut towns: Vec<Town> = Vec::new();
    for (column, point) in points.iter().enumerate() {
        match towns.last_mut() {
            Some(town) if town.id == point.town => town.n += 1,
            _ => towns.push(Town { id: point.town, first: column, n: 1 }),
        }
    }
    towns
}

/// A point's name without what all of its kind have in common.
pub fn short_name(point: &MatrixPoint) -> String {
    let ends: &[(&str, &str)] = match point.kind {
        PointKind::DistrictCentre => &[("政务服务中心", "中心"), ("行政服务中心", "中心")],
        PointKind::TownCentre => &[("便民服务中心", "中心"), ("党群服务中心", "中心")],
        PointKind::Station => &[("便民服务站", ""), ("党群服务站", ""), ("公共服务站", "")],
        PointKind::SelfService => &[("24小时自助服务点", "自助"), ("自助服务点", "自助")],
    };
    let short = ends.iter().find_map(|(end, kept)| {
        let rest = point.name.strip_suffix(end).filter(|rest| !rest.is_empty())?;
        Some(format!("{rest}{kept}"))
    });
    short.unwrap_or_else(|| point.name.clone())
}

/// How many items a point, or how many points an item should have, with how many it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Should be.
    pub due: i64,
    /// Are.
    pub n: Offers,
}

/// Coverage by column, by row and in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covers {
    /// By point, in the order of the columns.
    pub columns: Vec<Covered>,
    /// By item, in the order of the rows.
    pub rows: Vec<Covered>,
    /// Of all cells.
    pub all: Covered,
}

fn long(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What should be, counted here from items and points, beside what is, counted in the database.
pub fn covers(matrix: &Matrix, coverage: &Coverage) -> Covers {
    let kinds = PointKind::ALL.map(|kind| long(matrix.points.iter().filter(|point| point.kind == kind).count()));
    let due_at = PointKind::ALL.map(|kind| long(matrix.items.iter().filter(|item| item.handled.is_due_at(kind)).count()));
    let of_point: HashMap<PointId, Offers> = coverage.points.iter().map(|c| (c.point, c.n)).collect();
    let of_item: HashMap<ItemId, Offers> = coverage.items.iter().map(|c| (c.item, c.n)).collect();
    let nth = |kind: PointKind, of: &[i64; 4]| PointKind::ALL.iter().zip(of).find(|(k, _)| **k == kind).map_or(0, |(_, n)| *n);
    let columns: Vec<Covered> = matrix
        .points
        .iter()
        .map(|point| Covered { due: nth(point.kind, &due_at), n: of_point.get(&point.id).copied().unwrap_or_default() })
        .collect();
    let rows: Vec<Covered> = matrix
        .items
        .iter()
        .map(|item| {
            let due = PointKind::ALL.iter().zip(kinds).filter(|(kind, _)| item.handled.is_due_at(**kind)).map(|(_, n)| n).sum();
            Covered { due, n: of_item.get(&item.id).copied().unwrap_or_default() }
        })
        .collect();
    let mut all = Covered::default();
    for row in &rows {
        all.due += row.due;
        all.n.offered += row.n.offered;
        all.n.planned += row.n.planned;
        all.n.suspended += row.n.suspended;
    }
    Covers { columns, rows, all }
}

/// The cells of a span as one block.
pub fn block(matrix: &Matrix, span: Span, to: Option<Offer>) -> Block {
    let items = matrix.items.get(span.top..=span.bottom).unwrap_or_default();
    let points = matrix.points.get(span.left..=span.right).unwrap_or_default();
    Block { items: items.iter().map(|item| item.id).collect(), points: points.iter().map(|point| point.id).collect(), to }
}

/// Why nothing can be set in any cell of a span; none if something can.
pub fn unfit(matrix: &Matrix, span: Span) -> Option<Unfit> {
    let items = matrix.items.get(span.top..=span.bottom).unwrap_or_default();
    let points = matrix.points.get(span.left..=span.right).unwrap_or_default();
    let cells = items.iter().flat_map(|item| points.iter().map(move |point| (item, point)));
    let mut first = None;
    for (item, point) in cells {
        let why = if point.editable { item.handled.unfit(point.kind) } else { Some(Unfit::Elsewhere) };
        match why {
            None => return None,
            Some(why) => first = first.or(Some(why)),
        }
    }
    first
}

/// A cell of a pasted text that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its row in the text, from 1.
    pub row: usize,
    /// Its column, from 1.
    pub column: usize,
    /// What it says.
    pub text: String,
}

/// What a pasted text asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Cells and what they are to say.
    pub blocks: Vec<Block>,
    /// What can't be read; then nothing is written.
    pub unread: Vec<Unread>,
    /// Cells of the text that lie beyond the matrix.
    pub beyond: usize,
    /// Cells that are meant.
    pub cells: usize,
}

/// Lays a pasted text over the matrix, from the first cell of the selection on. One cell, one row or one column fills a selection that
/// is larger, as in a spreadsheet.
pub fn paste(matrix: &Matrix, span: Span, text: &[Vec<String>]) -> Pasted {
    let mut pasted = Pasted::default();
    let (tall, wide) = (text.len(), text.iter().map(Vec::len).max().unwrap_or(0));
    if tall == 0 || wide == 0 {
        return pasted;
    }
    let rows = if tall == 1 { span.rows() } else { tall };
    let columns = if wide == 1 { span.columns() } else { wide };
    let empty = String::new();
    let mut unread_seen = std::collections::HashSet::new();
    for r in 0..rows {
        let line = text.get(r % tall);
        let mut by_offer: Vec<(Option<Offer>, Vec<PointId>)> = Vec::new();
        for c in 0..columns {
            let cell = line.and_then(|line| line.get(c % wide)).unwrap_or(&empty);
            let (item, point) = (matrix.items.get(span.top + r), matrix.points.get(span.left + c));
            let (Some(item), Some(point)) = (item, point) else {
                pasted.beyond += 1;
                continue;
            };
            let Ok(offer) = read_cell(cell) else {
                let (row, column) = (r % tall + 1, c % wide + 1);
                if unread_seen.insert((row, column)) {
                    pasted.unread.push(Unread { row, column, text: cell.chars().take(30).collect() });
                }
                continue;
            };
            // What is copied from a cell where nothing applies says nothing; it is no wish to set it.
            if offer.is_none() && item.handled.unfit(point.kind).is_some() {
                continue;
            }
            pasted.cells += 1;
            match by_offer.iter_mut().find(|(known, _)| *known == offer) {
                Some((_, points)) => points.push(point.id),
                None => by_offer.push((offer, vec![point.id])),
            }
        }
        if let Some(item) = matrix.items.get(span.top + r) {
            pasted.blocks.extend(by_offer.into_iter().map(|(to, points)| Block { items: vec![item.id], points, to }));
        }
    }
    pasted
}

/// The cells of a span as a spreadsheet takes them.
pub fn copy(matrix: &Matrix, span: Span, cells: &Cells) -> String {
    let items = matrix.items.get(span.top..=span.bottom).unwrap_or_default();
    let points = matrix.points.get(span.left..=span.right).unwrap_or_default();
    let line = |item: &MatrixItem| {
        let row = cells.row(item.id);
        let text = |point: &MatrixPoint| match look(item, point, row.as_deref()) {
            Look::Unfit => UNFIT_TEXT.to_owned(),
            _ => cell_text(row.as_ref().and_then(|row| row.get(&point.id))),
        };
        points.iter().map(text).collect::<Vec<_>>().join("\t")
    };
    items.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Blocks with a reason and a day where a suspension has none of its own.
pub fn reasoned(blocks: &[Block], reason: &str, until: Option<jiff::civil::Date>) -> Vec<Block> {
    let with = |block: &Block| {
        let to = block.to.clone().map(|offer| match offer.state {
            OfferState::Suspended if offer.reason.trim().is_empty() => Offer::suspended(reason, offer.until.or(until)),
            _ => offer,
        });
        Block { to, ..block.clone() }
    };
    blocks.iter().map(with).collect()
}

/// A suspension among blocks still needs a reason.
pub fn needs_reason(blocks: &[Block]) -> bool {
    blocks.iter().filter_map(|block| block.to.as_ref()).any(|to| to.state == OfferState::Suspended && to.reason.trim().is_empty())
}

/// What Space says in a selection: 可办 where the active cell isn't, nothing where it is.
pub fn toggled(now: Option<&Offer>) -> Option<Offer> {
    match now.map(|offer| offer.state) {
        Some(OfferState::Offered) => None,
        _ => Some(Offer::offered()),
    }
}

/// What a letter says; none if it says nothing. In pinyin (可办, 筹办, 暂停) and in English.
pub fn lettered(key: &str) -> Option<Option<Offer>> {
    match key {
        "k" | "K" | "o" | "O" => Some(Some(Offer::offered())),
        "c" | "C" | "p" | "P" => Some(Some(Offer::planned())),
        "z" | "Z" | "s" | "S" => Some(Some(Offer::suspended("", None))),
        "Delete" | "Backspace" => Some(None),
        _ => None,
    }
}

/// A change of a single cell that needs no further question.
pub fn is_plain(plan: &OffersPlan) -> bool {
    plan.changed == 1 && plan.refused.is_empty()
}

/// The row of an item or the column of a point that an address names, as a selection.
pub fn named(matrix: &Matrix, item: Option<i64>, point: Option<i64>) -> Option<(At, At)> {
    let row = item.and_then(|id| matrix.items.iter().position(|item| item.id.0 == id));
    let column = point.and_then(|id| matrix.points.iter().position(|point| point.id.0 == id));
    let (rows, columns) = (matrix.items.len().checked_sub(1)?, matrix.points.len().checked_sub(1)?);
    match (row, column) {
        (None, None) => None,
        (Some(row), None) => Some((At { row, column: columns }, At { row, column: 0 })),
        (None, Some(column)) => Some((At { row: rows, column }, At { row: 0, column })),
        (Some(row), Some(column)) => Some((At { row, column }, At { row, column })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::availability::{ItemCovered, PointCovered, SuspendedAt};
    use domain::catalogue::availability::Handled;
    use domain::catalogue::codes::ItemState;
    use domain::place::Level;
    use jiff::civil::date;

    fn point(id: i64, town: Option<i64>, kind: PointKind, name: &str) -> MatrixPoint {
        let town = town.map(PlaceId);
        MatrixPoint { id: PointId(id), place: PlaceId(id), town, kind, name: name.to_owned(), active: true, editable: id != 4 }
    }

    fn item(id: i64, levels: &[Level], state: ItemState) -> MatrixItem {
        let handled = Handled { levels: levels.to_vec(), terminal: false, state };
        MatrixItem { id: ItemId(id), code: id.to_string(), name: format!("事项{id}"), handled }
    }

    fn matrix() -> Matrix {
        Matrix {
            on: date(2026, 11, 27),
            points: vec![
                point(1, None, PointKind::DistrictCentre, "麻章区政务服务中心"),
                point(2, Some(7), PointKind::TownCentre, "太平镇便民服务中心"),
                point(3, Some(7), PointKind::Station, "洋村东便民服务站"),
                point(4, Some(8), PointKind::Station, "便民服务站"),
            ],
            items: vec![
                item(10, &[Level::District, Level::Town, Level::Village], ItemState::Active),
                item(11, &[Level::Village], ItemState::Active),
                item(12, &[Level::Village], ItemState::Suspended),
            ],
            undescribed: 0,
        }
    }

    fn span(top: usize, bottom: usize, left: usize, right: usize) -> Span {
        Span { top, bottom, left, right }
    }

    #[test]
    fn columns_stand_under_their_towns_with_short_names() {
        let matrix = matrix();
        let of = |id: Option<i64>, first, n| Town { id: id.map(PlaceId), first, n };
        assert_eq!(towns(&matrix.points), [of(None, 0, 1), of(Some(7), 1, 2), of(Some(8), 3, 1)]);
        let short: Vec<String> = matrix.points.iter().map(short_name).collect();
        assert_eq!(short, ["麻章区中心", "太平镇中心", "洋村东", "便民服务站"]);
    }

    #[test]
    fn what_should_be_is_counted_by_levels_and_states() {
        let offers = |offered| Offers { offered, ..Offers::default() };
        let coverage = Coverage {
            points: vec![PointCovered { point: PointId(3), n: offers(2) }],
            items: vec![ItemCovered { item: ItemId(10), n: offers(1) }, ItemCovered { item: ItemId(11), n: offers(1) }],
        };
        let covers = covers(&matrix(), &coverage);
        assert_eq!(covers.columns.iter().map(|c| c.due).collect::<Vec<_>>(), [1, 1, 2, 2], "what is paused is not missed");
        assert_eq!(covers.rows.iter().map(|c| c.due).collect::<Vec<_>>(), [4, 2, 0]);
        assert_eq!((covers.all.due, covers.all.n.offered, covers.columns[2].n.offered), (6, 2, 2));
    }

    #[test]
    fn cells_look_as_they_say() {
        let matrix = matrix();
        let mut cells = Cells::default();
        let suspended = vec![SuspendedAt { point: PointId(3), reason: "停电".to_owned(), until: None }];
        cells.take(vec![OfferRow { item: ItemId(11), offered: vec![PointId(1), PointId(4)], planned: Vec::new(), suspended }]);
        let row = cells.row(ItemId(11));
        let looks: Vec<Look> = matrix.points.iter().map(|p| look(&matrix.items[1], p, row.as_deref())).collect();
        assert_eq!(looks, [Look::Unfit, Look::Unfit, Look::Says(OfferState::Suspended), Look::Says(OfferState::Offered)]);
        assert_eq!(look(&matrix.items[0], &matrix.points[0], None), Look::Waiting);
        assert_eq!(copy(&matrix, span(1, 1, 1, 3), &cells), "不适用\t暂停（停电）\t可办");
    }

    #[test]
    fn a_pasted_block_lies_from_the_selections_first_cell_on() {
        let matrix = matrix();
        let text = |rows: &[&[&str]]| rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect::<Vec<Vec<String>>>();
        let pasted = paste(&matrix, span(1, 1, 2, 2), &text(&[&["可办", "筹办", "可办"], &["", "也许"]]));
        assert_eq!(pasted.unread, [Unread { row: 2, column: 2, text: "也许".to_owned() }]);
        // Beyond the last column: one cell of the first row, and the third of the second row.
        assert_eq!((pasted.beyond, pasted.cells), (2, 3));
        let first = &pasted.blocks[0];
        assert_eq!(
            (first.items.clone(), first.points.clone(), first.to.clone()),
            (vec![ItemId(11)], vec![PointId(3)], Some(Offer::offered()))
        );
        let filled = paste(&matrix, span(0, 2, 2, 3), &text(&[&["可办"]]));
        assert_eq!((filled.cells, filled.blocks.len()), (6, 3), "one cell fills the selection");
        let unfit = paste(&matrix, span(1, 1, 0, 0), &text(&[&["不适用", "—"]]));
        assert_eq!((unfit.cells, unfit.blocks.len()), (0, 0));
    }

    #[test]
    fn a_reason_is_given_where_there_is_none() {
        let block = |to| Block { items: vec![ItemId(1)], points: vec![PointId(1)], to: Some(to) };
        let blocks = [block(Offer::suspended("", None)), block(Offer::suspended("停电", None)), block(Offer::offered())];
        assert!(needs_reason(&blocks) && !needs_reason(&blocks[1..]));
        let until = Some(date(2026, 12, 31));
        let told: Vec<Offer> = reasoned(&blocks, "装修", until).into_iter().filter_map(|b| b.to).collect();
        assert_eq!(told, [Offer::suspended("装修", until), Offer::suspended("停电", None), Offer::offered()]);
    }

    #[test]
    fn what_cannot_be_set_says_why() {
        let matrix = matrix();
        assert_eq!(unfit(&matrix, span(1, 1, 0, 1)), Some(Unfit::Level));
        assert_eq!(unfit(&matrix, span(1, 1, 3, 3)), Some(Unfit::Elsewhere));
        assert_eq!(unfit(&matrix, span(0, 2, 0, 3)), None, "a part of it can");
        assert_eq!(block(&matrix, span(0, 1, 2, 3), None).points, [PointId(3), PointId(4)]);
    }

    #[test]
    fn keys_say_what_they_mean() {
        assert_eq!(lettered("z"), Some(Some(Offer::suspended("", None))));
        assert_eq!((lettered("Delete"), lettered("x")), (Some(None), None));
        assert_eq!((toggled(None), toggled(Some(&Offer::offered()))), (Some(Offer::offered()), None));
        assert_eq!(named(&matrix(), None, Some(3)), Some((At { row: 2, column: 2 }, At { row: 0, column: 2 })));
        assert_eq!(named(&matrix(), Some(99), None), None);
    }
}
