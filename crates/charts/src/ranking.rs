//! Stations in order, each with the interval within which its true value lies.

use plotters::prelude::*;

use crate::canvas::{Area, Drawn, Rect, Type, chart, filled, finite, line, part, px, stroke, units, unseen, write_between, write_within};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::coord::Ticked;
use crate::palette::{Paint, Token};
use crate::scale::{Axis, Base, Unit};

/// One station.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranked {
    /// What the row drills to.
    pub key: String,
    /// The name on the row.
    pub name: String,
    /// Accessible name: name, value, interval, n.
    pub label: String,
    /// The value; `None` where there is not enough data.
    pub value: Option<f64>,
    /// Lower and upper end of the interval around the value (Wilson's, where it is a share).
    pub interval: Option<(f64, f64)>,
    /// The value in words, or the reason why there is none.
    pub text: String,
    /// How many the value rests on, in words.
    pub n: String,
}

/// A value that all are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The value, in the ranking's unit.
    pub value: f64,
    /// Its name and value in words: `全区 98.2%`.
    pub label: String,
}

/// Which values come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// High values are good and come first.
    #[default]
    HighFirst,
    /// Low values are good and come first.
    LowFirst,
}

/// The data of a ranking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Rows in any order.
    pub rows: Vec<Ranked>,
    /// What the values are.
    pub unit: Unit,
    /// Which come first.
    pub order: Order,
    /// How many of the first are drawn.
    pub first: usize,
    /// How many of the last are drawn. Where first and last meet, all are drawn.
    pub last: usize,
    /// How many of those without enough data are drawn, at the end.
    pub unranked: usize,
    /// The district's value.
    pub reference: Option<Reference>,
}

/// The ranking's words.
pub struct RankingWords<'a> {
    /// Heads of the table: rank, name, value, interval, n. Rank, name, value and n also head the picture's columns.
    pub head: [String; 5],
    /// Heads those without enough data: `样本不足`.
    pub not_enough: String,
    /// In place of those left out in the middle: `另有 84 个`.
    pub omitted: &'a dyn Fn(usize) -> String,
    /// Words the finding.
    pub say: &'a dyn Fn(&RankingFinding<'_>) -> String,
}

/// What a ranking shows, for the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankingFinding<'a> {
    /// The first of the order.
    pub first: Option<&'a Ranked>,
    /// How many share the first rank.
    pub tied_first: usize,
    /// The last of the order.
    pub last: Option<&'a Ranked>,
    /// How many share the last rank.
    pub tied_last: usize,
    /// Rows with a value.
    pub ranked: usize,
    /// Rows without enough data.
    pub not_enough: usize,
}

/// The rows in order, with the numbers of their ranks.
struct Sorted<'a> {
    ranked: Vec<(usize, f64, &'a Ranked)>,
    unranked: Vec<&'a Ranked>,
}

impl Ranking {
    fn sorted(&self) -> Sorted<'_> {
        let mut ranked: Vec<(usize, f64, &Ranked)> =
            self.rows.iter().filter_map(|row| finite(row.value).map(|value| (0, value, row))).collect();
        ranked.sort_by(|a, b| match self.order {
            Order::HighFirst => b.1.total_cmp(&a.1),
            Order::LowFirst => a.1.total_cmp(&b.1),
        });
        // Equal values share a rank, and the next one counts on: 1, 2, 2, 4.
        let mut before: Option<(usize, f64)> = None;
        for (nth, row) in ranked.iter_mut().enumerate() {
            row.0 = match before {
                Some((rank, value)) if value.total_cmp(&row.1).is_eq() => rank,
                _ => nth + 1,
            };
            before = Some((row.0, row.1));
        }
        Sorted { ranked, unranked: self.rows.iter().filter(|row| finite(row.value).is_none()).collect() }
    }

    /// What the ranking shows.
    pub fn finding(&self) -> RankingFinding<'_> {
        self.sorted().finding()
    }

    fn table(&self, sorted: &Sorted<'_>, words: &RankingWords<'_>) -> Table {
        let decimals = self.axis().decimals.max(1);
        let interval = |row: &Ranked| match row.interval() {
            Some((low, high)) => format!("{}–{}", self.unit.format(low, decimals), self.unit.format(high, decimals)),
            None => "—".to_owned(),
        };
        let ranked = sorted
            .ranked
            .iter()
            .map(|(rank, _, row)| vec![rank.to_string(), row.name.clone(), row.text.clone(), interval(row), row.n.clone()]);
        let unranked =
            sorted.unranked.iter().map(|row| vec!["—".to_owned(), row.name.clone(), row.text.clone(), "—".to_owned(), row.n.clone()]);
        Table { head: words.head.to_vec(), rows: ranked.chain(unranked).collect() }
    }

    /// One scale for all rows, drawn or not: it does not move when more rows are shown.
    fn axis(&self) -> Axis {
        let ends = self.rows.iter().filter(|row| finite(row.value).is_some()).flat_map(|row| {
            let (low, high) = row.interval().unzip();
            [finite(row.value), low, high]
        });
        let reference = self.reference.as_ref().and_then(|r| finite(Some(r.value)));
        Axis::new(self.unit, ends.chain([reference]).flatten(), Base::Data, 5)
    }
}

impl Ranked {
    /// The interval in order and around the value.
    fn interval(&self) -> Option<(f64, f64)> {
        let (low, high) = self.interval?;
        let value = finite(self.value)?;
        let (low, high) = (finite(Some(low))?, finite(Some(high))?);
        Some((low.min(high).min(value), low.max(high).max(value)))
    }
}

impl<'a> Sorted<'a> {
    fn finding(&self) -> RankingFinding<'a> {
        let tied = |with: Option<&(usize, f64, &Ranked)>| {
            with.map_or(0, |(rank, ..)| self.ranked.iter().filter(|(other, ..)| other == rank).count())
        };
        RankingFinding {
            first: self.ranked.first().map(|(.., row)| *row),
            tied_first: tied(self.ranked.first()),
            last: self.ranked.last().map(|(.., row)| *row),
            tied_last: tied(self.ranked.last()),
            ranked: self.ranked.len(),
            not_enough: self.unranked.len(),
        }
    }
}

/// One line of the picture.
enum Line<'a> {
    Row { rank: usize, value: f64, row: &'a Ranked },
    Unranked(&'a Ranked),
    Omitted(usize),
    NotEnough,
}

const ROW: f32 = 24.0;

/// Draws the first and the last of an order with a dot for the value and a bar for its interval.
///
/// Marks: the rows from top to bottom, as wide as the picture. The picture grows with its rows.
pub fn ranking(frame: &Frame, data: &Ranking, words: &RankingWords<'_>) -> Chart {
    let sorted = data.sorted();
    let lines = lines(data, &sorted);
    let em = frame.em();
    let plan = Plan::new(frame, data, words, &lines);
    let height = if lines.is_empty() { 80.0 * em } else { plan.bottom + 22.0 * em };
    let sentence = (words.say)(&sorted.finding());
    let table = data.table(&sorted, words);
    chart(frame, height, 0.0, table, sentence, |area| if lines.is_empty() { Ok(Vec::new()) } else { plan.draw(area, data, words, &lines) })
}

fn lines<'a>(data: &Ranking, sorted: &Sorted<'a>) -> Vec<Line<'a>> {
    let count = sorted.ranked.len();
    let left_out = count.saturating_sub(data.first.saturating_add(data.last));
    let mut lines = Vec::new();
    for (nth, (rank, value, row)) in sorted.ranked.iter().enumerate() {
        // One row left out takes the place of the line that says so.
        if left_out > 1 && nth >= data.first && nth < data.first + left_out {
            if nth == data.first {
                lines.push(Line::Omitted(left_out));
            }
            continue;
        }
        lines.push(Line::Row { rank: *rank, value: *value, row });
    }
    if !sorted.unranked.is_empty() && data.unranked > 0 {
        lines.push(Line::NotEnough);
        lines.extend(sorted.unranked.iter().take(data.unranked).map(|row| Line::Unranked(row)));
        if let Some(more @ 1..) = sorted.unranked.len().checked_sub(data.unranked) {
            lines.push(Line::Omitted(more));
        }
    }
    lines
}

/// The columns' places.
struct Plan {
    em: f32,
    width: f32,
    axis: Axis,
    /// Right edge of the rank, left edge and width of the name.
    rank: f32,
    name: (f32, f32),
    /// Left edge and right edge of the dots.
    plot: (f32, f32),
    /// Right edges of value and n.
    value: f32,
    n: f32,
    top: f32,
    bottom: f32,
}

impl Plan {
    fn new(frame: &Frame, data: &Ranking, words: &RankingWords<'_>, lines: &[Line<'_>]) -> Self {
        let (em, width) = (frame.em(), frame.usable_width());
        let body = Type::new(13.0 * em);
        let head = Type::new(12.0 * em);
        let rows = || {
            lines.iter().filter_map(|line| match line {
                Line::Row { row, .. } | Line::Unranked(row) => Some(*row),
                Line::Omitted(_) | Line::NotEnough => None,
            })
        };
        let widest =
            |column: &dyn Fn(&Ranked) -> &str, title: &str| rows().map(|row| body.width(column(row))).fold(head.width(title), f32::max);
        let n = widest(&|row| &row.n, &words.head[4]).min(width * 0.16);
        let value = widest(&|row| &row.text, &words.head[2]).min(width * 0.2);
        let rank = (24.0 * em).max(head.width(&words.head[0])).min(width * 0.1);
        let name = widest(&|row| &row.name, &words.head[1]).min(width * 0.3);
        let gap = (14.0 * em).min(width * 0.025);
        let right = width - n - gap - value - gap;
        let top = if data.reference.is_some() { 38.0 } else { 22.0 } * em;
        Self {
            em,
            width,
            axis: data.axis(),
            rank,
            name: (rank + gap, name),
            plot: (rank + gap + name + gap * 1.4, right - gap * 0.6),
            value: width - n - gap,
            n: width,
            top,
            bottom: top + lines.len() as f32 * ROW * em,
        }
    }

    fn draw(&self, area: &Area<'_>, data: &Ranking, words: &RankingWords<'_>, lines: &[Line<'_>]) -> Drawn<Vec<Mark>> {
        let em = self.em;
        let (left, right) = self.plot;
        let stripe = Rect { x: left, y: self.top, w: right - left, h: self.bottom - self.top + 20.0 * em };
        let look = Type::new(12.0 * em).color(Token::Ink2);
        let ticks = Ticked::axis(&self.axis, look, self.width);
        let ticks = ticks.with_room(look, self.plot, self.width);
        let mut plot =
            ChartBuilder::on(&part(area, stripe)).x_label_area_size(px(20.0 * em)).build_cartesian_2d(ticks, lines.len() as f64..0.0)?;
        plot.configure_mesh()
            .disable_y_mesh()
            .axis_style(unseen())
            .bold_line_style(stroke(Token::Rule, 1.0))
            .light_line_style(stroke(Token::Rule, 1.0))
            .x_label_style(look.style())
            .set_all_tick_mark_size(px(2.0))
            .draw()?;

        self.head(area, words)?;
        let mut marks = Vec::new();
        for (nth, entry) in lines.iter().enumerate() {
            let at = Rect { x: 0.0, y: self.top + nth as f32 * ROW * em, w: self.width, h: ROW * em };
            match entry {
                Line::Row { rank, row, .. } => {
                    self.words(area, at, &rank.to_string(), row, Token::Ink)?;
                    marks.push(at.mark(&row.key, &row.label, finite(row.value)));
                }
                Line::Unranked(row) => {
                    self.words(area, at, "—", row, Token::Ink2)?;
                    marks.push(at.mark(&row.key, &row.label, None));
                }
                Line::Omitted(count) => self.remark(area, at, &(words.omitted)(*count))?,
                Line::NotEnough => self.remark(area, at, &words.not_enough)?,
            }
        }
        // Intervals first, so that every dot lies on its own.
        let bars = lines.iter().enumerate().filter_map(|(nth, entry)| match entry {
            Line::Row { row, .. } => row.interval().map(|ends| (nth, ends)),
            _ => None,
        });
        plot.draw_series(bars.map(|(nth, (low, high))| {
            let y = nth as f64 + 0.5;
            PathElement::new(vec![(low, y), (high, y)], stroke(Token::Accent, 1.6))
        }))?;
        let dots = lines.iter().enumerate().filter_map(|(nth, entry)| match entry {
            Line::Row { value, .. } => Some((*value, nth as f64 + 0.5)),
            _ => None,
        });
        plot.draw_series(dots.map(|at| Circle::new(at, px(4.0 * em), filled(Token::Accent))))?;
        if let Some(reference) = &data.reference
            && let Some(value) = finite(Some(reference.value))
        {
            let x = units(plot.backend_coord(&(value, 0.0)).0);
            let look = Type::new(12.0 * em).color(Token::Accent2);
            line(area, (x, self.top - 4.0 * em), (x, self.bottom), stroke(Paint::Dashed(Token::Accent2), 1.2))?;
            let y = self.top - 12.0 * em;
            write_between(area, look, x, y, &reference.label, (0.0, self.width))?;
        }
        Ok(marks)
    }

    fn head(&self, area: &Area<'_>, words: &RankingWords<'_>) -> Drawn {
        let look = Type::new(12.0 * self.em).color(Token::Ink2);
        let y = 10.0 * self.em;
        let [rank, name, value, _, n] = &words.head;
        write_within(area, look.right(), self.rank, y, rank, self.rank)?;
        write_within(area, look, self.name.0, y, name, self.name.1)?;
        write_within(area, look.right(), self.value, y, value, self.value - self.plot.1)?;
        write_within(area, look.right(), self.n, y, n, self.n - self.value)?;
        let rule = self.top - 2.0 * self.em;
        line(area, (0.0, rule), (self.width, rule), stroke(Token::Ink, 1.0))
    }

    fn words(&self, area: &Area<'_>, at: Rect, rank: &str, row: &Ranked, color: Token) -> Drawn {
        let look = Type::new(13.0 * self.em).color(color);
        let quiet = look.color(Token::Ink2);
        let y = at.y + at.h / 2.0;
        write_within(area, quiet.right(), self.rank, y, rank, self.rank)?;
        write_within(area, look, self.name.0, y, &row.name, self.name.1)?;
        write_within(area, look.right(), self.value, y, &row.text, self.value - self.plot.1)?;
        write_within(area, quiet.right(), self.n, y, &row.n, self.n - self.value)
    }

    /// A line of words between rows.
    fn remark(&self, area: &Area<'_>, at: Rect, words: &str) -> Drawn {
        let look = Type::new(12.0 * self.em).color(Token::Ink2);
        let y = at.y + at.h / 2.0;
        line(area, (0.0, at.y + 1.0), (self.width, at.y + 1.0), stroke(Token::Rule, 1.0))?;
        write_within(area, look, self.name.0, y, words, self.width - self.name.0)
    }
}
