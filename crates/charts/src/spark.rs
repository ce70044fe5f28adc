//! A tiny trend for a figure's tile: the shape, not the numbers.

use plotters::prelude::*;

use crate::canvas::{Area, Drawn, Rect, chart, filled, finite, px, stroke};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::palette::Token;

/// One point of a spark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparkPoint {
    /// What the point drills to.
    pub key: String,
    /// Its name for the table: `第12周`.
    pub name: String,
    /// Accessible name: name and value.
    pub label: String,
    /// The value; `None` breaks the line.
    pub value: Option<f64>,
    /// The value in words, or why there is none.
    pub text: String,
}

/// The data of a spark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spark {
    /// Points, oldest first.
    pub points: Vec<SparkPoint>,
    /// Height of the picture. Kept within 16 and 200.
    pub height: f32,
}

/// The spark's words.
pub struct SparkWords<'a> {
    /// Heads of the table: name, value.
    pub head: [String; 2],
    /// Words the finding.
    pub say: &'a dyn Fn(&SparkFinding<'_>) -> String,
}

/// What a spark shows, for the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SparkFinding<'a> {
    /// The first point with a value.
    pub first: Option<&'a SparkPoint>,
    /// The last point with a value.
    pub last: Option<&'a SparkPoint>,
    /// How many points have a value.
    pub valued: usize,
}

impl Spark {
    /// What the spark shows.
    pub fn finding(&self) -> SparkFinding<'_> {
        let mut valued = self.points.iter().filter(|point| finite(point.value).is_some());
        let count = valued.clone().count();
        let first = valued.next();
        SparkFinding { first, last: valued.next_back().or(first), valued: count }
    }
}

/// Draws a line with a dot at its end and no axis.
///
/// Marks: the points with a value, oldest first, each as high as the picture.
pub fn spark(frame: &Frame, data: &Spark, words: &SparkWords<'_>) -> Chart {
    let height = if data.height.is_finite() { data.height } else { 28.0 }.clamp(16.0, 200.0);
    let sentence = (words.say)(&data.finding());
    let rows = data.points.iter().map(|point| vec![point.name.clone(), point.text.clone()]).collect();
    let table = Table { head: words.head.to_vec(), rows };
    chart(frame, height, 0.0, table, sentence, |area| draw(area, frame.usable_width(), height, data))
}

fn draw(area: &Area<'_>, width: f32, height: f32, data: &Spark) -> Drawn<Vec<Mark>> {
    let values: Vec<Option<f64>> = data.points.iter().map(|point| finite(point.value)).collect();
    let known = || values.iter().flatten().copied();
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    if low > high {
        return Ok(Vec::new());
    }
    // A flat line lies in the middle, not on the floor.
    let room = if high > low { 0.0 } else { high.abs().max(1.0) };
    let count = values.len();
    let margin = px(3.5);
    let mut plot = ChartBuilder::on(area).margin(margin).build_cartesian_2d(0.0..(count.max(2) - 1) as f64, low - room..high + room)?;
    let points: Vec<Option<(f64, f64)>> = values.iter().enumerate().map(|(at, v)| v.map(|v| (at as f64, v))).collect();
    for run in points.split(Option::is_none).filter(|run| !run.is_empty()) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        // A point between two gaps would be a line of no length.
        if let [only] = run.as_slice() {
            plot.draw_series([Circle::new(*only, px(1.2), filled(Token::Ink2))])?;
        } else {
            plot.draw_series(LineSeries::new(run, stroke(Token::Ink2, 1.4)))?;
        }
    }
    if let Some(last) = points.iter().flatten().last() {
        plot.draw_series([Circle::new(*last, px(2.8), filled(Token::Accent))])?;
    }
    let band = width / count.max(1) as f32;
    let marks = data.points.iter().enumerate().filter(|(at, _)| values[*at].is_some());
    Ok(marks
        .map(|(at, point)| {
            let place = Rect { x: at as f32 * band, y: 0.0, w: band, h: height };
            place.mark(&point.key, &point.label, finite(point.value))
        })
        .collect())
}
