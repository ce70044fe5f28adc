//! What draws most: items, bodies, reasons, as bars from one line.

use plotters::prelude::*;

use crate::canvas::{Area, Drawn, Rect, Type, chart, filled, finite, line, part, stroke, units, write, write_within};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::palette::Token;
use crate::text;

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What the bar drills to.
    pub key: String,
    /// What is counted, on one or two lines.
    pub name: String,
    /// Accessible name: name, count, per 10,000.
    pub label: String,
    /// The bar's length; below zero is drawn as zero.
    pub value: f64,
    /// The length in words, at the bar's end.
    pub text: String,
    /// In the last column: the frequency per 10,000, or why there is none.
    pub beside: String,
}

/// The data of a bar chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// Bars in the order of drawing.
    pub bars: Vec<Bar>,
    /// Whether what is counted is bad.
    pub bad: bool,
}

/// The bar chart's words.
pub struct BarsWords<'a> {
    /// Heads of the table and of the picture's columns: name, count, beside.
    pub head: [String; 3],
    /// Words the finding.
    pub say: &'a dyn Fn(&BarsFinding<'_>) -> String,
}

/// What a bar chart shows, for the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarsFinding<'a> {
    /// The longest bar; the first of equal ones.
    pub longest: Option<&'a Bar>,
    /// All bars together.
    pub total: f64,
    /// How many bars there are.
    pub count: usize,
}

impl Bar {
    fn length(&self) -> f64 {
        finite(Some(self.value)).unwrap_or(0.0).max(0.0)
    }
}

impl Bars {
    /// What the bar chart shows.
    pub fn finding(&self) -> BarsFinding<'_> {
        BarsFinding {
            longest: self.bars.iter().reduce(|best, next| if next.length() > best.length() { next } else { best }),
            total: self.bars.iter().map(Bar::length).sum(),
            count: self.bars.len(),
        }
    }
}

/// Draws bars with their names before and their counts at the end; the picture grows with its bars.
///
/// Marks: the bars from top to bottom, each as wide as the picture.
pub fn bars(frame: &Frame, data: &Bars, words: &BarsWords<'_>) -> Chart {
    let plan = Plan::new(frame, data, words);
    let sentence = (words.say)(&data.finding());
    let rows = data.bars.iter().map(|bar| vec![bar.name.clone(), bar.text.clone(), bar.beside.clone()]);
    let table = Table { head: words.head.to_vec(), rows: rows.collect() };
    chart(frame, plan.height, 1.0, table, sentence, |area| if data.bars.is_empty() { Ok(Vec::new()) } else { plan.draw(area, data, words) })
}

const HEAD: f32 = 24.0;

struct Plan {
    em: f32,
    width: f32,
    height: f32,
    name: f32,
    /// Left edge of the bars, and their greatest length.
    left: f32,
    length: f32,
    /// Width of the last column.
    beside: f32,
    /// For each bar its name's lines, upper edge and height.
    rows: Vec<(Vec<String>, f32, f32)>,
}

impl Plan {
    fn new(frame: &Frame, data: &Bars, words: &BarsWords<'_>) -> Self {
        let (em, width) = (frame.em(), frame.usable_width());
        let (body, head) = (Type::new(13.0 * em), Type::new(12.0 * em));
        let widest = |column: &dyn Fn(&Bar) -> &str, title: &str, share: f32| {
            data.bars.iter().map(|bar| body.width(column(bar))).fold(head.width(title), f32::max).min(width * share)
        };
        let name = widest(&|bar| &bar.name, &words.head[0], 0.38);
        let text = widest(&|bar| &bar.text, &words.head[1], 0.2);
        let beside = widest(&|bar| &bar.beside, &words.head[2], 0.22);
        let gap = (12.0 * em).min(width * 0.03);
        let left = name + gap;
        let mut top = HEAD * em;
        let rows = data
            .bars
            .iter()
            .map(|bar| {
                let lines = text::wrap(&bar.name, body.size, name, 2);
                let height = if lines.len() > 1 { 42.0 } else { 26.0 } * em;
                let row = (lines, top, height);
                top += height;
                row
            })
            .collect();
        let height = if data.bars.is_empty() { 80.0 * em } else { top + 2.0 };
        let length = (width - left - 6.0 * em - text - gap - beside).max(8.0);
        Self { em, width, height, name, left, length, beside, rows }
    }

    fn draw(&self, area: &Area<'_>, data: &Bars, words: &BarsWords<'_>) -> Drawn<Vec<Mark>> {
        let em = self.em;
        let (body, head) = (Type::new(13.0 * em), Type::new(12.0 * em).color(Token::Ink2));
        let quiet = body.color(Token::Ink2);
        let [name, count, beside] = &words.head;
        write_within(area, head, 0.0, 9.0 * em, name, self.name)?;
        write_within(area, head, self.left, 9.0 * em, count, self.width - self.left - self.beside)?;
        write_within(area, head.right(), self.width, 9.0 * em, beside, self.beside)?;
        let rule = (HEAD - 4.0) * em;
        line(area, (0.0, rule), (self.width, rule), stroke(Token::Ink, 1.0))?;

        let most = data.bars.iter().map(Bar::length).fold(0.0, f64::max);
        let (top, bottom) = (f64::from(HEAD * em), f64::from(self.height));
        let stripe = Rect { x: self.left, y: HEAD * em, w: self.length, h: self.height - HEAD * em };
        let mut plot = ChartBuilder::on(&part(area, stripe)).build_cartesian_2d(0.0..if most > 0.0 { most } else { 1.0 }, bottom..top)?;
        let color = if data.bad { Token::Bad } else { Token::Accent };
        let thick = f64::from(14.0 * em);
        plot.draw_series(data.bars.iter().zip(&self.rows).filter(|(bar, _)| bar.length() > 0.0).map(|(bar, (_, y, h))| {
            let y = f64::from(*y) + (f64::from(*h) - thick) / 2.0;
            Rectangle::new([(0.0, y), (bar.length(), y + thick)], filled(color))
        }))?;
        let mut marks = Vec::new();
        for (bar, (lines, y, h)) in data.bars.iter().zip(&self.rows) {
            let middle = y + h / 2.0;
            let pitch = body.size * 1.25;
            let first = middle - pitch * 0.5 * (lines.len() as f32 - 1.0);
            for (nth, content) in lines.iter().enumerate() {
                write(area, body, 0.0, first + nth as f32 * pitch, content)?;
            }
            let end = units(plot.backend_coord(&(bar.length(), top)).0) + 6.0 * em;
            write_within(area, body, end, middle, &bar.text, self.width - self.beside - end)?;
            write_within(area, quiet.right(), self.width, middle, &bar.beside, self.beside)?;
            let at = Rect { x: 0.0, y: *y, w: self.width, h: *h };
            marks.push(at.mark(&bar.key, &bar.label, finite(Some(bar.value))));
        }
        line(area, (self.left, HEAD * em), (self.left, self.height), stroke(Token::Ink2, 1.0))?;
        Ok(marks)
    }
}
