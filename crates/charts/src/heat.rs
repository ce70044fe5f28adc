//! When people come: weekday by hour.

use plotters::prelude::*;

use crate::canvas::{Area, Drawn, Rect, Type, chart, filled, finite, part, px, stroke, units, write_between, write_within};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::legend::Legend;
use crate::palette::{Hatch, Paint, Token};
use crate::scale::shade;
use crate::text;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// What the cell drills to.
    pub key: String,
    /// Accessible name: weekday, hour, value.
    pub label: String,
    /// The value and its class, counted from 0 (least); `None` is hatched.
    pub value: Option<(f64, u8)>,
    /// The value in words, for the table.
    pub text: String,
}

/// The data of a heat chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// Names of the rows: weekdays.
    pub rows: Vec<String>,
    /// Names of the columns: hours.
    pub columns: Vec<String>,
    /// Cells by rows; what is missing is left blank, what is too much is left out.
    pub cells: Vec<HeatCell>,
    /// Bounds of each class in words, least first.
    pub classes: Vec<String>,
}

/// The heat chart's words.
pub struct HeatWords<'a> {
    /// The measure's name, heading the legend.
    pub measure: String,
    /// Said for hatched cells in the legend.
    pub not_enough: String,
    /// Heads the table's first column.
    pub corner: String,
    /// Words the finding.
    pub say: &'a dyn Fn(&HeatFinding<'_>) -> String,
}

/// What a heat chart shows, for the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatFinding<'a> {
    /// The cell with the highest value; the first of equal ones.
    pub peak: Option<&'a HeatCell>,
    /// Its row's name.
    pub row: Option<&'a str>,
    /// Its column's name.
    pub column: Option<&'a str>,
    /// How many cells have a value.
    pub valued: usize,
}

impl HeatCell {
    fn known(&self) -> Option<(f64, u8)> {
        self.value.and_then(|(value, class)| finite(Some(value)).map(|value| (value, class)))
    }
}

impl Heat {
    fn places(&self) -> impl Iterator<Item = (usize, usize, &HeatCell)> {
        let columns = self.columns.len().max(1);
        let cells = if self.columns.is_empty() { 0 } else { self.rows.len() * columns };
        self.cells.iter().take(cells).enumerate().map(move |(nth, cell)| (nth / columns, nth % columns, cell))
    }

    /// What the heat chart shows.
    pub fn finding(&self) -> HeatFinding<'_> {
        let valued = || self.places().filter_map(|(row, column, cell)| cell.known().map(|(value, _)| (value, row, column, cell)));
        let peak = valued().reduce(|best, next| if next.0 > best.0 { next } else { best });
        HeatFinding {
            peak: peak.map(|(.., cell)| cell),
            row: peak.and_then(|(_, row, ..)| self.rows.get(row)).map(String::as_str),
            column: peak.and_then(|(_, _, column, _)| self.columns.get(column)).map(String::as_str),
            valued: valued().count(),
        }
    }

    fn table(&self, words: &HeatWords<'_>) -> Table {
        let head = std::iter::once(words.corner.clone()).chain(self.columns.iter().cloned()).collect();
        let mut rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|name| std::iter::once(name.clone()).chain(self.columns.iter().map(|_| "—".to_owned())).collect())
            .collect();
        for (row, column, cell) in self.places() {
            if let Some(place) = rows.get_mut(row).and_then(|r| r.get_mut(column + 1)) {
                place.clone_from(&cell.text);
            }
        }
        Table { head, rows }
    }

    fn legend<'a>(&'a self, words: &'a HeatWords<'_>, em: f32) -> Legend<'a> {
        let unsure = self.places().any(|(.., cell)| cell.known().is_none());
        let hatches = if unsure { vec![(Hatch::Unsure, words.not_enough.as_str())] } else { Vec::new() };
        Legend { measure: &words.measure, classes: &self.classes, flagged: None, hatches, em }
    }
}

/// Draws the cells, row by row, with the legend above.
///
/// Marks: all cells by rows.
pub fn heat(frame: &Frame, data: &Heat, words: &HeatWords<'_>) -> Chart {
    let (em, width) = (frame.em(), frame.usable_width());
    let sentence = (words.say)(&data.finding());
    let legend = data.legend(words, em);
    let (_, legend_height) = legend.size(width);
    let empty = data.places().next().is_none();
    let row = 26.0 * em;
    let top = legend_height + 8.0 * em;
    let height = if empty { 80.0 * em } else { top + data.rows.len() as f32 * row + 22.0 * em };
    chart(frame, height, 0.0, data.table(words), sentence, |area| {
        if empty {
            return Ok(Vec::new());
        }
        legend.draw(area, 0.0, 0.0, width)?;
        let look = Type::new(13.0 * em);
        let left = data.rows.iter().map(|name| look.width(name)).fold(0.0, f32::max).min(width * 0.3) + 8.0 * em;
        for (nth, name) in data.rows.iter().enumerate() {
            write_within(area, look.right(), left - 8.0 * em, top + (nth as f32 + 0.5) * row, name, left - 8.0 * em)?;
        }
        let grid = Rect { x: left, y: top, w: width - left, h: data.rows.len() as f32 * row };
        cells(area, grid, em, data)
    })
}

fn cells(area: &Area<'_>, grid: Rect, em: f32, data: &Heat) -> Drawn<Vec<Mark>> {
    let (rows, columns) = (data.rows.len() as f64, data.columns.len() as f64);
    let mut plot = ChartBuilder::on(&part(area, grid)).build_cartesian_2d(0.0..columns, rows..0.0)?;
    let mut marks = Vec::new();
    for (row, column, cell) in data.places() {
        let corners = [(column as f64, row as f64), (column as f64 + 1.0, row as f64 + 1.0)];
        let paint = match cell.known() {
            Some((_, class)) => Paint::Plain(Token::Seq(shade(class, data.classes.len()))),
            None => Paint::Hatch(Hatch::Unsure),
        };
        // Each cell has its own outline, so that the least shade is still a cell in high contrast.
        for style in [filled(paint), stroke(Token::Rule, 0.6)] {
            let mut cell = Rectangle::new(corners, style);
            let gap = px(0.8).unsigned_abs();
            cell.set_margin(gap, gap, gap, gap);
            plot.draw_series([cell])?;
        }
        let (x0, y0) = plot.backend_coord(&corners[0]);
        let (x1, y1) = plot.backend_coord(&corners[1]);
        let at = Rect { x: units(x0), y: units(y0), w: units(x1 - x0), h: units(y1 - y0) };
        marks.push(at.mark(&cell.key, &cell.label, cell.known().map(|(value, _)| value)));
    }
    let look = Type::new(12.0 * em).color(Token::Ink2);
    let band = grid.w / data.columns.len().max(1) as f32;
    let widest = data.columns.iter().map(|name| look.width(name)).fold(1.0, f32::max) + 6.0;
    let every = [1, 2, 3, 4, 6, 12].into_iter().find(|n| *n as f32 * band >= widest).unwrap_or(24);
    for (nth, name) in data.columns.iter().enumerate().filter(|(nth, _)| nth % every == 0) {
        let name = text::fit(name, look.size, band * every as f32);
        let x = grid.x + (nth as f32 + 0.5) * band;
        write_between(area, look, x, grid.y + grid.h + 11.0 * em, &name, (grid.x, grid.x + grid.w))?;
    }
    Ok(marks)
}
