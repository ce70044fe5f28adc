//! A plan over time: bars from begin to term, how far each is, and what waits for what.

use plotters::prelude::*;

use crate::canvas::{Area, Drawn, Rect, Type, chart, filled, flag, line, px, rect, stroke, veil, write, write_between, write_within};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::palette::{Hatch, Paint, Token};

/// How a bar stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Its term is over; a corner says so too.
    Late,
    /// It needs attention.
    Soon,
    /// It is on its way.
    #[default]
    Well,
    /// It is done.
    Done,
    /// It stands still: crossed lines.
    Still,
}

impl Standing {
    /// Every one, in the order of the legend.
    pub const ALL: [Self; 5] = [Self::Late, Self::Soon, Self::Well, Self::Done, Self::Still];

    fn paint(self) -> Paint {
        match self {
            Self::Late => Paint::Plain(Token::Bad),
            Self::Soon => Paint::Plain(Token::Warn),
            Self::Well => Paint::Plain(Token::Accent),
            Self::Done => Paint::Plain(Token::Ink2),
            Self::Still => Paint::Hatch(Hatch::Inactive),
        }
    }

    fn edge(self) -> Token {
        match self {
            Self::Late => Token::Bad,
            Self::Soon => Token::Warn,
            Self::Well => Token::Accent,
            Self::Done | Self::Still => Token::Ink2,
        }
    }
}

/// One bar. Days are counted from any one day on, the same for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What the bar drills to.
    pub key: String,
    /// Heads this row and those behind it: the group; empty: as the row before.
    pub heading: String,
    /// Its name.
    pub name: String,
    /// Accessible name: name, days, how far, how it stands.
    pub label: String,
    /// The day on which it begins.
    pub from: i32,
    /// The last day.
    pub to: i32,
    /// How far it is, in percent.
    pub progress: u8,
    /// How it stands.
    pub standing: Standing,
    /// Which bars have to be done before, by their place among the bars.
    pub before: Vec<usize>,
    /// Its row of the table.
    pub cells: Vec<String>,
}

/// The data of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Bars in the order of drawing.
    pub bars: Vec<Bar>,
    /// First days of months with their names, in order.
    pub months: Vec<(i32, String)>,
    /// Today.
    pub today: i32,
}

/// The plan's words.
pub struct PlanWords<'a> {
    /// Heads of the table.
    pub head: Vec<String>,
    /// What each standing is called, in the order of [`Standing::ALL`].
    pub standings: [String; 5],
    /// Stands at the line of today.
    pub today: String,
    /// Words the finding.
    pub say: &'a dyn Fn(&PlanFinding) -> String,
}

/// What a plan shows, for the sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanFinding {
    /// How many bars there are.
    pub count: usize,
    /// How many of them are late.
    pub late: usize,
    /// How many begin before something is due that has to be done before.
    pub clash: usize,
}

impl Plan {
    /// What the plan shows.
    pub fn finding(&self) -> PlanFinding {
        let clashes = |bar: &&Bar| bar.before.iter().any(|n| self.bars.get(*n).is_some_and(|before| before.to >= bar.from));
        PlanFinding {
            count: self.bars.len(),
            late: self.bars.iter().filter(|bar| bar.standing == Standing::Late).count(),
            clash: self.bars.iter().filter(clashes).count(),
        }
    }

    /// The first day and the one behind the last.
    fn span(&self) -> (f32, f32) {
        let days = self.bars.iter().flat_map(|bar| [bar.from, bar.to.max(bar.from)]).chain([self.today]);
        let (first, last) = days.fold((i32::MAX, i32::MIN), |(a, b), day| (a.min(day), b.max(day)));
        if first > last { (0.0, 1.0) } else { (day(first) - 2.0, day(last) + 3.0) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of some years are far below 2^24")]
fn day(day: i32) -> f32 {
    day.clamp(-3_000_000, 3_000_000) as f32
}

/// Draws the plan; the picture grows with its bars.
///
/// Marks: the bars from top to bottom, each as wide as the picture.
pub fn gantt(frame: &Frame, data: &Plan, words: &PlanWords<'_>) -> Chart {
    let layout = Layout::new(frame, data, words);
    let table = Table { head: words.head.clone(), rows: data.bars.iter().map(|bar| bar.cells.clone()).collect() };
    chart(frame, layout.height, 2.0, table, (words.say)(&data.finding()), |area| {
        if data.bars.is_empty() { Ok(Vec::new()) } else { layout.draw(area, data, words) }
    })
}

/// Heights at normal text.
const ROW: f32 = 26.0;
const HEADING: f32 = 28.0;
const LEGEND: f32 = 24.0;
const AXIS: f32 = 24.0;

struct Layout {
    em: f32,
    width: f32,
    height: f32,
    /// Left edge of the days.
    left: f32,
    /// The first day, and units of a day.
    first: f32,
    scale: f32,
    /// Upper edge of the rows.
    top: f32,
    /// Where each bar's row begins.
    rows: Vec<f32>,
    /// Where each entry of the legend stands.
    legend: Vec<(f32, f32)>,
}

impl Layout {
    fn new(frame: &Frame, data: &Plan, words: &PlanWords<'_>) -> Self {
        let (em, width) = (frame.em(), frame.usable_width());
        let body = Type::new(13.0 * em);
        let names = data.bars.iter().map(|bar| body.width(&bar.name)).fold(0.0, f32::max);
        let left = names.min(width * 0.32) + 10.0 * em;
        let small = Type::new(12.0 * em);
        let (mut x, mut y, mut legend) = (0.0, 0.0, Vec::new());
        for word in &words.standings {
            let wide = small.width(word) + 34.0 * em;
            if x > 0.0 && x + wide > width {
                (x, y) = (0.0, y + LEGEND * em);
            }
            legend.push((x, y));
            x += wide;
        }
        let top = y + (LEGEND + AXIS) * em;
        let mut next = top;
        let rows = data
            .bars
            .iter()
            .map(|bar| {
                if !bar.heading.is_empty() {
                    next += HEADING * em;
                }
                let at = next;
                next += ROW * em;
                at
            })
            .collect();
        let (first, last) = data.span();
        let scale = (width - left).max(8.0) / (last - first).max(1.0);
        let height = if data.bars.is_empty() { 80.0 * em } else { next + 6.0 * em };
        Self { em, width, height, left, first, scale, top, rows, legend }
    }

    fn x(&self, at: f32) -> f32 {
        self.left + (at - self.first) * self.scale
    }

    /// The bar itself; a day is as wide as a day.
    fn bar(&self, row: f32, bar: &Bar) -> Rect {
        let (from, to) = (self.x(day(bar.from)), self.x(day(bar.to.max(bar.from)) + 1.0));
        Rect { x: from, y: row + 6.0 * self.em, w: (to - from).max(3.0), h: (ROW - 12.0) * self.em }
    }

    fn draw(&self, area: &Area<'_>, data: &Plan, words: &PlanWords<'_>) -> Drawn<Vec<Mark>> {
        let em = self.em;
        let (body, small) = (Type::new(13.0 * em), Type::new(12.0 * em).color(Token::Ink2));
        for ((standing, word), (x, y)) in Standing::ALL.iter().zip(&words.standings).zip(&self.legend) {
            let swatch = Rect { x: *x, y: y + 4.0 * em, w: 18.0 * em, h: 12.0 * em };
            rect(area, swatch, filled(standing.paint()))?;
            rect(area, swatch, stroke(standing.edge(), 1.0))?;
            if *standing == Standing::Late {
                flag(area, Rect { h: 0.0, ..swatch }, 7.0 * em)?;
            }
            write_within(area, small, x + 23.0 * em, y + 10.0 * em, word, self.width - x - 23.0 * em)?;
        }
        self.axis(area, data, words)?;
        let mut marks = Vec::with_capacity(data.bars.len());
        for (bar, row) in data.bars.iter().zip(&self.rows) {
            if !bar.heading.is_empty() {
                let at = row - HEADING * em;
                line(area, (0.0, at + 4.0 * em), (self.width, at + 4.0 * em), stroke(Token::Rule, 1.0))?;
                write_within(area, small.bold(), 0.0, at + 17.0 * em, &bar.heading, self.width)?;
            }
            write_within(area, body, 0.0, row + ROW * em / 2.0, &bar.name, self.left - 10.0 * em)?;
            let at = self.bar(*row, bar);
            match bar.standing {
                Standing::Still => rect(area, at, filled(bar.standing.paint()))?,
                _ => {
                    rect(area, at, veil(bar.standing.edge(), 0.22))?;
                    let w = at.w * f32::from(bar.progress.min(100)) / 100.0;
                    if w > 0.0 {
                        rect(area, Rect { w, ..at }, filled(bar.standing.paint()))?;
                    }
                }
            }
            rect(area, at, stroke(bar.standing.edge(), 1.0))?;
            if bar.standing == Standing::Late {
                flag(area, at, (7.0 * em).min(at.w))?;
            }
            let whole = Rect { x: 0.0, y: *row, w: self.width, h: ROW * em };
            marks.push(whole.mark(&bar.key, &bar.label, Some(f64::from(bar.progress))));
        }
        self.arrows(area, data)?;
        Ok(marks)
    }

    /// Months above, their lines below them, and today.
    fn axis(&self, area: &Area<'_>, data: &Plan, words: &PlanWords<'_>) -> Drawn {
        let em = self.em;
        let small = Type::new(12.0 * em).color(Token::Ink2);
        let base = self.top - AXIS * em;
        let seen = |at: f32| at >= self.left && at <= self.width;
        let mut free = self.left;
        for (first, name) in &data.months {
            let at = self.x(day(*first));
            if !seen(at) {
                continue;
            }
            line(area, (at, base + 18.0 * em), (at, self.height), stroke(Token::Rule, 1.0))?;
            if at >= free && at + small.width(name) <= self.width {
                write(area, small, at, base + 8.0 * em, name)?;
                free = at + small.width(name) + 8.0 * em;
            }
        }
        let today = self.x(day(data.today));
        if seen(today) {
            line(area, (today, base + 27.0 * em), (today, self.height), stroke(Paint::Dashed(Token::Ink), 1.5))?;
            // Where months are named already it stands at the foot of the line.
            write_between(area, small.bold(), today, base + 20.0 * em, &words.today, (self.left, self.width))?;
        }
        Ok(())
    }

    /// From the end of what comes before to the begin of what waits for it.
    fn arrows(&self, area: &Area<'_>, data: &Plan) -> Drawn {
        let em = self.em;
        for (bar, row) in data.bars.iter().zip(&self.rows) {
            let to = self.bar(*row, bar);
            for n in &bar.before {
                let Some((before, at)) = data.bars.get(*n).zip(self.rows.get(*n)) else { continue };
                let from = self.bar(*at, before);
                let (x0, y0) = (from.x + from.w, from.y + from.h / 2.0);
                let (x1, down) = (to.x + 4.0 * em, to.y > from.y);
                let y1 = if down { to.y } else { to.y + to.h };
                let turn = (x0 + 5.0 * em).max(x1).min(self.width - 1.0);
                let way = [
                    (x0, y0),
                    (turn, y0),
                    (turn, if down { y1 - 5.0 * em } else { y1 + 5.0 * em }),
                    (x1, if down { y1 - 5.0 * em } else { y1 + 5.0 * em }),
                    (x1, y1),
                ];
                let points: Vec<(i32, i32)> = way.iter().map(|(x, y)| (px(*x), px(*y))).collect();
                area.draw(&PathElement::new(points, stroke(Token::Ink2, 1.0)))?;
                let tip = if down { -4.0 * em } else { 4.0 * em };
                let head = [(x1, y1), (x1 - 3.0 * em, y1 + tip), (x1 + 3.0 * em, y1 + tip)];
                let head: Vec<(i32, i32)> = head.iter().map(|(x, y)| (px(*x), px(*y))).collect();
                area.draw(&Polygon::new(head, filled(Token::Ink2)))?;
            }
        }
        Ok(())
    }
}
