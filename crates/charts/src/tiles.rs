//! The grid of stations: one tile a station, grouped by town, shaded by one measure.

use crate::canvas::{Area, Drawn, Rect, Type, chart, filled, finite, flag, line, rect, stroke, veil, write, write_within};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::legend::Legend;
use crate::palette::{Hatch, Paint, Token};
use crate::scale::shade;
use crate::text;

/// What is known of a station.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// Measured: the value and its class, counted from 0 (least).
    Measured {
        /// The measure's value, for sorting and for the mark.
        value: f64,
        /// The class that [`crate::scale::Classes`] gave it.
        class: u8,
    },
    /// Too little data to say; hatched.
    NotEnough,
    /// Not in use; hatched otherwise.
    Inactive,
}

/// One station.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// What the tile drills to.
    pub key: String,
    /// Short name for the tile; two lines at most, cut only where even those do not hold it.
    pub name: String,
    /// Full name for the table.
    pub full_name: String,
    /// Accessible name: full name, value, how many it rests on.
    pub label: String,
    /// The value in words (`61.2%`), or the reason why there is none (`样本不足`).
    pub text: String,
    /// How many the value rests on, in words, for the table.
    pub n: String,
    /// Measured or not.
    pub state: State,
}

/// One town with its stations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The town's name.
    pub name: String,
    /// Beside the name, such as how many stations it has.
    pub note: String,
    /// The town's own centre: first in the group, outlined.
    pub centre: Option<Tile>,
    /// The villages.
    pub tiles: Vec<Tile>,
}

/// Which end of the measure is bad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bad {
    /// Neither: a count of cases.
    #[default]
    Neither,
    /// The low end: a share of satisfied persons.
    Low,
    /// The high end: bad ratings per 10,000.
    High,
}

/// The data of the grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiles {
    /// The district's own centre, beside the legend.
    pub district: Option<Tile>,
    /// Towns, in order.
    pub groups: Vec<Group>,
    /// Bounds of each class in words, least first: as many as there are classes.
    pub classes: Vec<String>,
    /// Which end is bad: its outermost class carries a corner flag.
    pub bad: Bad,
}

/// The grid's words.
pub struct TilesWords<'a> {
    /// The measure's name, heading the legend.
    pub measure: String,
    /// `样本不足`.
    pub not_enough: String,
    /// `未启用`.
    pub inactive: String,
    /// Heads of the table: town, station, value, n.
    pub head: [String; 4],
    /// Words the finding.
    pub say: &'a dyn Fn(&TilesFinding<'_>) -> String,
}

/// What the grid shows, for the sentence. Centres are left out: they are compared with each other, not with villages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TilesFinding<'a> {
    /// The station with the highest value.
    pub highest: Option<&'a Tile>,
    /// The station with the lowest value.
    pub lowest: Option<&'a Tile>,
    /// Stations with a value.
    pub measured: usize,
    /// Stations with too little data.
    pub not_enough: usize,
    /// Stations not in use.
    pub inactive: usize,
}

impl Tiles {
    /// What the grid shows.
    pub fn finding(&self) -> TilesFinding<'_> {
        let villages = || self.groups.iter().flat_map(|group| &group.tiles);
        let measured = || villages().filter_map(|tile| tile.value().map(|value| (value, tile)));
        let count = |state: State| villages().filter(|tile| tile.state == state).count();
        TilesFinding {
            // Of equal ones the first in the grid's order.
            highest: measured().reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, tile)| tile),
            lowest: measured().reduce(|best, next| if next.0 < best.0 { next } else { best }).map(|(_, tile)| tile),
            measured: measured().count(),
            not_enough: villages().filter(|tile| tile.value().is_none()).count() - count(State::Inactive),
            inactive: count(State::Inactive),
        }
    }

    fn table(&self, words: &TilesWords<'_>) -> Table {
        let row = |group: &str, tile: &Tile| vec![group.to_owned(), tile.full_name.clone(), tile.text.clone(), tile.n.clone()];
        let mut rows: Vec<Vec<String>> = self.district.iter().map(|tile| row("", tile)).collect();
        for group in &self.groups {
            rows.extend(group.centre.iter().chain(&group.tiles).map(|tile| row(&group.name, tile)));
        }
        Table { head: words.head.to_vec(), rows }
    }
}

impl Tile {
    fn value(&self) -> Option<f64> {
        match self.state {
            State::Measured { value, .. } => finite(Some(value)),
            State::NotEnough | State::Inactive => None,
        }
    }

    fn hatch(&self) -> Option<Hatch> {
        match self.state {
            State::Inactive => Some(Hatch::Inactive),
            State::NotEnough => Some(Hatch::Unsure),
            State::Measured { value, .. } => (!value.is_finite()).then_some(Hatch::Unsure),
        }
    }
}

/// Draws the grid of stations.
///
/// Towns stand side by side where the width allows, so that each is one block. With 104 tiles and 1080 units the
/// picture is about 500 high. Marks: the district centre, then town by town the centre and its villages, by rows.
pub fn tiles(frame: &Frame, data: &Tiles, words: &TilesWords<'_>) -> Chart {
    let plan = Plan::new(frame, data, words);
    let sentence = (words.say)(&data.finding());
    chart(frame, plan.height, 2.0, data.table(words), sentence, |area| plan.draw(area, data, words))
}

/// Lengths at text size 1.
const TILE_MIN: f32 = 74.0;
const TILE_HEIGHT: f32 = 42.0;
const GAP: f32 = 4.0;
const TOWN_GAP: f32 = 24.0;
const HEADING: f32 = 30.0;
const PAD: f32 = 6.0;

/// Where everything goes.
struct Plan {
    em: f32,
    width: f32,
    height: f32,
    tile: f32,
    district: Option<Rect>,
    legend: (f32, f32, f32),
    towns: Vec<Town>,
}

/// One town's block.
struct Town {
    block: Rect,
    columns: usize,
}

impl Plan {
    fn new(frame: &Frame, data: &Tiles, words: &TilesWords<'_>) -> Self {
        let (em, width) = (frame.em(), frame.usable_width());
        let tile_height = TILE_HEIGHT * em;

        // The head: district centre on the left, legend on the right or below.
        let legend = legend(data, words, em);
        let centre_width = ((TILE_MIN * 2.0 + GAP) * em).min(width);
        let district = data.district.as_ref().map(|_| Rect { x: 1.0, y: 1.0, w: centre_width - 2.0, h: tile_height });
        let beside = if district.is_some() { width - centre_width - TOWN_GAP } else { width };
        let (legend_width, legend_height) = legend.size(beside);
        let (legend, head) = if district.is_none() {
            ((0.0, 0.0, width), legend_height)
        } else if legend_width <= beside && legend_height <= tile_height * 1.6 {
            let drop = ((tile_height - legend_height) / 2.0).max(0.0);
            ((width - legend_width, drop, legend_width), tile_height.max(legend_height) + 2.0)
        } else {
            let below = tile_height + 10.0;
            ((0.0, below, width), below + legend.size(width).1)
        };

        // The towns: as many side by side as leave each at least three columns (all that there are, when stacked).
        let min = TILE_MIN * em;
        let counts: Vec<usize> = data.groups.iter().map(cells).collect();
        let fits = |beside: usize| columns_in(width - TOWN_GAP * (beside as f32 - 1.0), min) >= 3 * beside;
        let beside = (1..=counts.len()).rev().find(|n| fits(*n)).unwrap_or(1);
        let mut towns = Vec::new();
        let mut top = head + 14.0;
        for band in counts.chunks(beside.max(1)) {
            let room = width - TOWN_GAP * (band.len() as f32 - 1.0);
            let columns = share_columns(band, columns_in(room, min));
            let all: usize = columns.iter().sum();
            // One tile width in the whole band; the gaps inside a town are narrower than those between towns.
            let inner = all as f32 - band.len() as f32;
            let tile = ((room - GAP * inner) / all.max(1) as f32).min(min * 1.9);
            let mut left = 0.0;
            let mut lowest = top;
            for (cells, columns) in band.iter().zip(columns) {
                let rows = cells.div_ceil(columns).max(1);
                let w = tile * columns as f32 + GAP * (columns as f32 - 1.0);
                let h = HEADING * em + rows as f32 * (tile_height + GAP) - GAP;
                towns.push(Town { block: Rect { x: left, y: top, w, h }, columns });
                left += w + TOWN_GAP;
                lowest = lowest.max(top + h);
            }
            top = lowest + 16.0;
        }
        let height = if towns.is_empty() { head + 2.0 } else { top - 14.0 };
        Self { em, width, height, tile: tile_height, district, legend, towns }
    }

    fn draw(&self, area: &Area<'_>, data: &Tiles, words: &TilesWords<'_>) -> Drawn<Vec<Mark>> {
        let mut marks = Vec::new();
        if let (Some(place), Some(tile)) = (self.district, &data.district) {
            marks.push(self.tile(area, place, tile, data, true)?);
        }
        if !data.groups.is_empty() || data.district.is_some() {
            let (left, top, max) = self.legend;
            legend(data, words, self.em).draw(area, left, top, max)?;
        }
        for (town, group) in self.towns.iter().zip(&data.groups) {
            self.heading(area, town.block, group)?;
            let mut cell = 0;
            if let Some(centre) = &group.centre {
                let wide = centre_cells(town.columns);
                marks.push(self.tile(area, self.cell(town, cell, wide), centre, data, true)?);
                cell += wide;
            }
            for tile in &group.tiles {
                marks.push(self.tile(area, self.cell(town, cell, 1), tile, data, false)?);
                cell += 1;
            }
        }
        debug_assert!(marks.iter().all(|mark| mark.x + mark.w <= self.width + 0.5), "a tile is outside");
        Ok(marks)
    }

    fn heading(&self, area: &Area<'_>, block: Rect, group: &Group) -> Drawn {
        let em = self.em;
        let (name, note) = (Type::new(14.0 * em).bold(), Type::new(12.0 * em).color(Token::Ink2));
        let middle = block.y + 10.0 * em;
        let shown = text::fit(&group.name, name.size, block.w);
        write(area, name, block.x, middle, &shown)?;
        let left = name.width(&shown) + 10.0 * em;
        if block.w - left > 24.0 * em {
            write_within(area, note, block.x + left, middle, &group.note, block.w - left)?;
        }
        let rule = block.y + (HEADING - 8.0) * em;
        line(area, (block.x, rule), (block.x + block.w, rule), stroke(Token::Ink, 1.0))
    }

    fn cell(&self, town: &Town, cell: usize, wide: usize) -> Rect {
        let w = (town.block.w + GAP) / town.columns as f32;
        Rect {
            x: town.block.x + (cell % town.columns) as f32 * w,
            y: town.block.y + HEADING * self.em + (cell / town.columns) as f32 * (self.tile + GAP),
            w: w * wide as f32 - GAP,
            h: self.tile,
        }
    }

    fn tile(&self, area: &Area<'_>, at: Rect, tile: &Tile, data: &Tiles, centre: bool) -> Drawn<Mark> {
        let em = self.em;
        let (ground, class) = match (tile.hatch(), tile.state) {
            (None, State::Measured { class, .. }) => (Token::Seq(shade(class, data.classes.len())), Some(class)),
            (Some(hatch), _) => {
                rect(area, at, filled(Paint::Hatch(hatch)))?;
                (Token::Ground, None)
            }
            (None, _) => (Token::Ground, None),
        };
        if class.is_some() {
            rect(area, at, filled(ground))?;
        }
        let color = if class.is_some() { ground.text_on() } else { Token::Ink2 };
        // Strokes lie inside, or the picture's edge would cut them in half.
        rect(area, at.inset(0.4), stroke(Token::Rule, 0.8))?;
        if centre {
            // Two outlines, one in the colour of the tile's words: seen on every shade in every theme.
            rect(area, at.inset(0.6), stroke(Token::Ink, 1.2))?;
            rect(area, at.inset(2.6), stroke(color, 1.0))?;
        }
        for (look, y, content) in words(at, tile, centre, em) {
            if class.is_none() {
                // Ground behind the words of a hatched tile, so that they can be read.
                let plate = Rect { x: at.x + PAD - 2.0, y: y - look.size * 0.6, w: look.width(&content) + 4.0, h: look.size * 1.2 };
                rect(area, plate, veil(Token::Ground, 0.85))?;
            }
            write(area, look.color(color), at.x + PAD, y, &content)?;
        }
        if class.is_some_and(|class| is_bad(class, data)) {
            flag(area, at, 9.0 * em)?;
        }
        Ok(at.mark(&tile.key, &tile.label, tile.value()))
    }
}

/// A tile's lines from top to bottom, with their middles: the name on one or two, then the value.
fn words(at: Rect, tile: &Tile, centre: bool, em: f32) -> Vec<(Type, f32, String)> {
    let inner = at.w - 2.0 * PAD;
    let (name, size) = lay_name(&tile.name, inner, em);
    let (first, low) = if name.len() > 1 { (8.5, 7.5) } else { (13.0, 11.0) };
    let look = if centre { Type::new(size).bold() } else { Type::new(size) };
    let value = Type::new(if name.len() > 1 { 11.0 } else { 12.0 } * em);
    let mut words = Vec::with_capacity(3);
    for (nth, line) in name.into_iter().enumerate() {
        words.push((look, at.y + first * em + nth as f32 * size * 1.14, line));
    }
    words.push((value, at.y + at.h - low * em, text::fit(&tile.text, value.size, inner)));
    words.retain(|(.., content)| !content.is_empty());
    words
}

/// The class at the bad end, where there is one and a class to tell it from.
fn bad_class(data: &Tiles) -> Option<usize> {
    let last = data.classes.len().checked_sub(1).filter(|last| *last > 0)?;
    match data.bad {
        Bad::Neither => None,
        Bad::Low => Some(0),
        Bad::High => Some(last),
    }
}

fn is_bad(class: u8, data: &Tiles) -> bool {
    bad_class(data) == Some(usize::from(class).min(data.classes.len().saturating_sub(1)))
}

/// A name broken into lines, and the largest size that holds it.
fn lay_name(name: &str, inner: f32, em: f32) -> (Vec<String>, f32) {
    for size in [13.0, 12.0] {
        let look = Type::new(size * em);
        if look.width(name) <= inner {
            return (vec![text::clean(name)], look.size);
        }
    }
    let look = Type::new(11.0 * em);
    (text::wrap(name, look.size, inner, 2), look.size)
}

fn legend<'a>(data: &'a Tiles, words: &'a TilesWords<'_>, em: f32) -> Legend<'a> {
    let all = || {
        let towns = data.groups.iter().flat_map(|group| group.centre.iter().chain(&group.tiles));
        data.district.iter().chain(towns)
    };
    let mut hatches = Vec::new();
    for (hatch, said) in [(Hatch::Unsure, &words.not_enough), (Hatch::Inactive, &words.inactive)] {
        if all().any(|tile| tile.hatch() == Some(hatch)) {
            hatches.push((hatch, said.as_str()));
        }
    }
    Legend { measure: &words.measure, classes: &data.classes, flagged: bad_class(data), hatches, em }
}

/// Cells that a town's centre takes: two where the town has room, being a different kind of place with a longer name.
fn centre_cells(columns: usize) -> usize {
    columns.clamp(1, 2)
}

fn cells(group: &Group) -> usize {
    group.tiles.len() + if group.centre.is_some() { 2 } else { 0 }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 1, and a width is at most 4000")]
fn columns_in(width: f32, tile: f32) -> usize {
    ((width + GAP) / (tile + GAP)).floor().clamp(1.0, 4000.0) as usize
}

/// Gives each town columns so that the tallest is as low as can be, without giving any more than it fills.
fn share_columns(cells: &[usize], all: usize) -> Vec<usize> {
    let least = if all >= cells.len() * 2 { 2 } else { 1 };
    let mut columns = vec![least; cells.len()];
    let mut left = all.saturating_sub(least * cells.len());
    while left > 0 {
        let tallest = (0..cells.len())
            .filter(|at| columns[*at] < cells[*at])
            .max_by_key(|at| (cells[*at].div_ceil(columns[*at]), std::cmp::Reverse(*at)));
        let Some(at) = tallest else { break };
        columns[at] += 1;
        left -= 1;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_where_the_rows_are() {
        assert_eq!(share_columns(&[43, 33, 31], 13), [5, 4, 4]);
        assert_eq!(share_columns(&[2, 1], 13), [2, 2]);
        assert_eq!(share_columns(&[40], 1), [1]);
        assert!(share_columns(&[], 5).is_empty());
    }
}
