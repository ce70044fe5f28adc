//! A measure month by month, against the same months of last year.

use plotters::prelude::*;

use crate::canvas::{Area, Drawn, Rect, Type, chart, filled, finite, line, px, stroke, units, unseen, write_between, write_within};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::coord::Ticked;
use crate::palette::{Paint, Token};
use crate::scale::{Axis, Base, Unit};
use crate::text;

/// One month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Month {
    /// What the month drills to.
    pub key: String,
    /// Under the axis: `3月`.
    pub tick: String,
    /// Under the month where a year begins: `2026`.
    pub year: Option<String>,
    /// Full name for the table: `2026年3月`.
    pub name: String,
    /// Accessible name: month, both values, n.
    pub label: String,
    /// This year's value; `None` breaks the line.
    pub now: Option<f64>,
    /// This year's value in words, or why there is none.
    pub now_text: String,
    /// The same month of last year.
    pub then: Option<f64>,
    /// Last year's value in words, or why there is none.
    pub then_text: String,
    /// How many this year's value rests on, in words.
    pub n: String,
    /// The month is not over: the line to it is dashed and its dot is hollow.
    pub partial: bool,
}

/// The data of a trend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// Months, oldest first.
    pub months: Vec<Month>,
    /// What the values are.
    pub unit: Unit,
    /// Height of the picture at text size 1. Kept within 120 and 800.
    pub height: f32,
}

/// The trend's words.
pub struct TrendWords<'a> {
    /// Names this year's line at its end.
    pub now: String,
    /// Names last year's line at its end.
    pub then: String,
    /// Said where the axis does not begin at zero.
    pub cut: String,
    /// Heads of the table: month, now, then, n.
    pub head: [String; 4],
    /// Words the finding.
    pub say: &'a dyn Fn(&TrendFinding<'_>) -> String,
}

/// What a trend shows, for the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendFinding<'a> {
    /// The latest whole month with a value; the latest partial one where there is no other.
    pub latest: Option<&'a Month>,
    /// The highest of this year's whole months.
    pub highest: Option<&'a Month>,
    /// The lowest of this year's whole months.
    pub lowest: Option<&'a Month>,
    /// Months without a value this year.
    pub missing: usize,
}

impl Trend {
    /// What the trend shows.
    pub fn finding(&self) -> TrendFinding<'_> {
        let valued = || self.months.iter().filter_map(|month| finite(month.now).map(|value| (value, month)));
        let whole = || valued().filter(|(_, month)| !month.partial);
        TrendFinding {
            latest: whole().next_back().or_else(|| valued().next_back()).map(|(_, month)| month),
            highest: whole().reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, month)| month),
            lowest: whole().reduce(|best, next| if next.0 < best.0 { next } else { best }).map(|(_, month)| month),
            missing: self.months.len() - valued().count(),
        }
    }

    fn table(&self, words: &TrendWords<'_>) -> Table {
        let row = |month: &Month| vec![month.name.clone(), month.now_text.clone(), month.then_text.clone(), month.n.clone()];
        Table { head: words.head.to_vec(), rows: self.months.iter().map(row).collect() }
    }

    fn is_empty(&self) -> bool {
        self.months.iter().all(|month| finite(month.now).is_none() && finite(month.then).is_none())
    }
}

/// Draws this year's line, and last year's dashed with square marks. A month without data breaks the line.
///
/// Marks: the months that have any value, oldest first, each as high as the plot.
pub fn trend(frame: &Frame, data: &Trend, words: &TrendWords<'_>) -> Chart {
    let height = if data.height.is_finite() { data.height } else { 240.0 }.clamp(120.0, 800.0) * frame.em();
    let sentence = (words.say)(&data.finding());
    chart(frame, height, 0.0, data.table(words), sentence, |area| {
        if data.is_empty() { Ok(Vec::new()) } else { draw(area, frame, height, data, words) }
    })
}

/// A line's values by month, and whether a month is partial.
type Points = Vec<Option<(f64, bool)>>;

fn draw(area: &Area<'_>, frame: &Frame, height: f32, data: &Trend, words: &TrendWords<'_>) -> Drawn<Vec<Mark>> {
    let (em, width) = (frame.em(), frame.usable_width());
    let now: Points = data.months.iter().map(|m| finite(m.now).map(|v| (v, m.partial))).collect();
    let then: Points = data.months.iter().map(|m| finite(m.then).map(|v| (v, false))).collect();
    let all = now.iter().chain(&then).flatten().map(|(value, _)| *value);
    let axis = Axis::new(data.unit, all, Base::Fitting, 4);
    let count = data.months.len();

    let tick_look = Type::new(12.0 * em).color(Token::Ink2);
    let numbers = axis.ticks.iter().map(|t| tick_look.width(&axis.label(*t)));
    let left = (numbers.fold(0.0, f32::max) + 10.0).min(width * 0.4);
    let ends = ends(data, words, &now, &then, em);
    let right = ends.iter().map(|end| end.width).fold(0.0, f32::max).min(width * 0.4 - 14.0 * em) + 14.0 * em;
    let top = if axis.cut { 24.0 } else { 10.0 } * em;
    let bottom = if data.months.iter().any(|m| m.year.is_some()) { 38.0 } else { 24.0 } * em;
    let plot_width = width - left - right;

    let ticks = (0u32..).zip(&data.months).map(|(at, month)| (f64::from(at), month.tick.clone()));
    let months = Ticked::new(-0.5..count as f64 - 0.5, ticks);
    let months = months.with_room(tick_look, (left, left + plot_width), width);
    let mut plot = ChartBuilder::on(area)
        .margin_top(px(top))
        .margin_bottom(px(bottom - 20.0 * em))
        .margin_right(px(width - left - plot_width))
        .y_label_area_size(px(left))
        .x_label_area_size(px(20.0 * em))
        .build_cartesian_2d(months, Ticked::axis(&axis, tick_look, left - 8.0))?;
    plot.configure_mesh()
        .disable_x_mesh()
        .axis_style(unseen())
        .bold_line_style(stroke(Token::Rule, 1.0))
        .light_line_style(stroke(Token::Rule, 1.0))
        .x_label_style(tick_look.style())
        .y_label_style(tick_look.style())
        .set_all_tick_mark_size(px(3.0))
        .draw()?;

    let floor = units(plot.backend_coord(&(0.0, axis.low)).1);
    let roof = units(plot.backend_coord(&(0.0, axis.high)).1);
    let x_of = |at: usize| units(plot.backend_coord(&(at as f64, axis.low)).0);
    line(area, (left, floor), (left + plot_width, floor), stroke(Token::Ink2, 1.0))?;
    if axis.cut {
        cut(area, left, floor, em)?;
        write_within(area, tick_look, 0.0, 8.0 * em, &words.cut, width)?;
    }
    for (at, month) in data.months.iter().enumerate() {
        if let Some(year) = &month.year {
            let y = height - 8.0 * em;
            write_between(area, tick_look, x_of(at), y, year, (0.0, width))?;
        }
    }

    for run in runs(&then) {
        plot.draw_series(LineSeries::new(run.iter().map(|(at, v, _)| (*at as f64, *v)), stroke(Paint::Dashed(Token::Accent2), 1.4)))?;
    }
    plot.draw_series(then.iter().enumerate().filter_map(|(at, p)| p.map(|(v, _)| (at as f64, v))).map(|at| {
        let half = px(2.2 * em);
        EmptyElement::at(at) + Rectangle::new([(-half, -half), (half, half)], filled(Token::Accent2))
    }))?;
    for run in runs(&now) {
        for (from, to) in run.iter().zip(run.iter().skip(1)).filter(|(_, to)| to.2) {
            plot.draw_series(LineSeries::new([(from.0 as f64, from.1), (to.0 as f64, to.1)], stroke(Paint::Dashed(Token::Accent), 2.0)))?;
        }
        for whole in run.split_inclusive(|(.., partial)| *partial) {
            let whole = whole.iter().filter(|(.., partial)| !partial).map(|(at, v, _)| (*at as f64, *v));
            plot.draw_series(LineSeries::new(whole, stroke(Token::Accent, 2.0)))?;
        }
    }
    for (at, (value, partial)) in now.iter().enumerate().filter_map(|(at, p)| p.map(|p| (at, p))) {
        let dot = |radius: f32, style: ShapeStyle| Circle::new((at as f64, value), px(radius * em), style);
        if partial {
            plot.draw_series([dot(3.6, filled(Token::Ground)), dot(3.2, stroke(Token::Accent, 1.6))])?;
        } else {
            plot.draw_series([dot(3.2, filled(Token::Accent))])?;
        }
    }

    let places = ends.iter().map(|end| units(plot.backend_coord(&(end.at as f64, end.value)).1)).collect::<Vec<_>>();
    for (end, y) in ends.iter().zip(apart(&places, 16.0 * em, roof - 2.0, floor - 2.0)) {
        let look = if end.bold { Type::new(13.0 * em).bold() } else { Type::new(13.0 * em) };
        let x = left + plot_width + 4.0 * em;
        write_within(area, look.color(end.color), x, y, &end.words, width - x)?;
    }

    let band = plot_width / count.max(1) as f32;
    let marks = data.months.iter().enumerate().filter(|(at, _)| now[*at].is_some() || then[*at].is_some());
    Ok(marks
        .map(|(at, month)| {
            let x = left + at as f32 * band;
            Rect { x, y: roof, w: band.min(width - x), h: floor - roof }.mark(&month.key, &month.label, finite(month.now))
        })
        .collect())
}

/// Two short strokes across the foot of the axis: it does not begin at zero.
fn cut(area: &Area<'_>, x: f32, floor: f32, em: f32) -> Drawn {
    for drop in [4.0, 7.0] {
        let y = floor - drop * em;
        line(area, (x - 4.0 * em, y + 2.0 * em), (x + 4.0 * em, y - 2.0 * em), stroke(Token::Ink2, 1.0))?;
    }
    Ok(())
}

/// Months in one unbroken piece of line: position, value, partial.
fn runs(points: &Points) -> Vec<Vec<(usize, f64, bool)>> {
    let mut runs: Vec<Vec<(usize, f64, bool)>> = Vec::new();
    let mut open = false;
    for (at, point) in points.iter().enumerate() {
        if let Some((value, partial)) = *point {
            match runs.last_mut() {
                Some(run) if open => run.push((at, value, partial)),
                _ => runs.push(vec![(at, value, partial)]),
            }
        }
        open = point.is_some();
    }
    runs
}

/// The words at the end of a line.
struct End {
    at: usize,
    value: f64,
    words: String,
    width: f32,
    color: Token,
    bold: bool,
}

fn ends(data: &Trend, words: &TrendWords<'_>, now: &Points, then: &Points, em: f32) -> Vec<End> {
    let end = |points: &Points, name: &str, text_of: &dyn Fn(&Month) -> String, color: Token, bold: bool| {
        let (at, value) = points.iter().enumerate().rev().find_map(|(at, p)| p.map(|(v, _)| (at, v)))?;
        let words = text::clean(&format!("{name} {}", text_of(data.months.get(at)?)));
        let width = text::width(&words, 13.0 * em);
        Some(End { at, value, words, width, color, bold })
    };
    let now = end(now, &words.now, &|m| m.now_text.clone(), Token::Accent, true);
    let then = end(then, &words.then, &|m| m.then_text.clone(), Token::Accent2, false);
    now.into_iter().chain(then).collect()
}

/// Moves two heights apart until they do not touch, within `roof` and `floor`.
fn apart(places: &[f32], least: f32, roof: f32, floor: f32) -> Vec<f32> {
    let mut out = places.to_vec();
    if let [a, b] = out.as_mut_slice() {
        let push = (least - (*a - *b).abs()).max(0.0) / 2.0;
        let (upper, lower) = if *a <= *b { (a, b) } else { (b, a) };
        *upper -= push;
        *lower += push;
        let down = (roof - *upper).max(0.0);
        let up = (*lower - floor).max(0.0);
        *upper += down - up;
        *lower += down - up;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_month_breaks_the_line() {
        let points = vec![Some((1.0, false)), None, Some((2.0, false)), Some((3.0, true)), None];
        assert_eq!(runs(&points), [vec![(0, 1.0, false)], vec![(2, 2.0, false), (3, 3.0, true)]]);
    }

    #[test]
    fn words_at_the_ends_do_not_touch() {
        assert_eq!(apart(&[50.0, 52.0], 16.0, 0.0, 100.0), [43.0, 59.0]);
        assert_eq!(apart(&[50.0, 50.0], 16.0, 0.0, 100.0), [42.0, 58.0]);
        assert_eq!(apart(&[99.0, 97.0], 16.0, 0.0, 100.0), [100.0, 84.0]);
        assert_eq!(apart(&[0.0, 60.0], 16.0, 4.0, 100.0), [4.0, 64.0]);
        assert_eq!(apart(&[5.0], 16.0, 0.0, 100.0), [5.0]);
    }
}
