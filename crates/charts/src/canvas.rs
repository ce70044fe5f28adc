//! The drawing surface as the charts use it: viewBox units in, plotters' canvas pixels out.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::backend::{self, Body, FINE, SvgBackend};
use crate::chart::{Chart, Frame, Mark, Table};
use crate::palette::{Paint, Token};
use crate::text;

/// The whole picture, or a rectangle in it, as plotters sees it.
pub(crate) type Area<'a> = DrawingArea<SvgBackend<'a>, Shift>;

/// What drawing returns. The backend never fails; plotters itself might.
pub(crate) type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<Infallible>>;

/// A viewBox length in canvas pixels.
#[expect(clippy::cast_possible_truncation, reason = "float to integer saturates, and a canvas is far below i32::MAX")]
pub(crate) fn px(units: f32) -> i32 {
    (units * FINE).round() as i32
}

/// A canvas length in viewBox units.
pub(crate) fn units(px: i32) -> f32 {
    px as f32 / FINE
}

/// A rectangle in viewBox units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

impl Rect {
    /// The rectangle smaller by `by` on every side.
    pub(crate) fn inset(self, by: f32) -> Self {
        let (w, h) = ((self.w - 2.0 * by).max(0.0), (self.h - 2.0 * by).max(0.0));
        Self { x: self.x + by, y: self.y + by, w, h }
    }

    pub(crate) fn mark(self, key: &str, label: &str, value: Option<f64>) -> Mark {
        Mark { x: self.x, y: self.y, w: self.w, h: self.h, key: key.to_owned(), label: label.to_owned(), value }
    }
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) color: Token,
    h: HPos,
    v: VPos,
}

impl Type {
    /// Text that begins at its point and is centred on it vertically.
    pub(crate) fn new(size: f32) -> Self {
        Self {
            // As it will be written: what is measured is what is drawn.
            size: units(px(size)),
            bold: false,
            color: Token::Ink,
            h: HPos::Left,
            v: VPos::Center,
        }
    }

    pub(crate) fn color(self, color: Token) -> Self {
        Self { color, ..self }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn right(self) -> Self {
        Self { h: HPos::Right, ..self }
    }

    pub(crate) fn centered(self) -> Self {
        Self { h: HPos::Center, ..self }
    }

    /// The style as plotters wants it.
    pub(crate) fn style(self) -> TextStyle<'static> {
        let font = ("sans-serif", f64::from(self.size * FINE)).into_font();
        let font = if self.bold { font.style(FontStyle::Bold) } else { font };
        font.color(&Paint::Plain(self.color).rgb()).pos(Pos::new(self.h, self.v))
    }

    pub(crate) fn width(self, content: &str) -> f32 {
        text::width(content, self.size)
    }
}

/// A stroke of `width` viewBox units.
pub(crate) fn stroke(paint: impl Into<Paint>, width: f32) -> ShapeStyle {
    paint.into().rgb().stroke_width(px(width).unsigned_abs())
}

/// A filled surface.
pub(crate) fn filled(paint: impl Into<Paint>) -> ShapeStyle {
    paint.into().rgb().filled()
}

/// A filled surface through which one sees; `alpha` from 0 to 1.
pub(crate) fn veil(token: Token, alpha: f64) -> ShapeStyle {
    Paint::Plain(token).rgb().mix(alpha).filled()
}

/// A stroke that is not written. plotters drops an axis' labels with its line, so the line stays and is not seen.
pub(crate) fn unseen() -> ShapeStyle {
    Paint::Plain(Token::Rule).rgb().mix(0.0).stroke_width(0)
}

pub(crate) fn write(area: &Area<'_>, look: Type, x: f32, y: f32, content: &str) -> Drawn {
    area.draw_text(content, &look.style(), (px(x), px(y)))
}

/// Writes `content` cut to `max`.
pub(crate) fn write_within(area: &Area<'_>, look: Type, x: f32, y: f32, content: &str, max: f32) -> Drawn {
    write(area, look, x, y, &text::fit(content, look.size, max))
}

pub(crate) fn line(area: &Area<'_>, from: (f32, f32), to: (f32, f32), style: ShapeStyle) -> Drawn {
    area.draw(&PathElement::new(vec![(px(from.0), px(from.1)), (px(to.0), px(to.1))], style))
}

pub(crate) fn rect(area: &Area<'_>, r: Rect, style: ShapeStyle) -> Drawn {
    area.draw(&Rectangle::new([(px(r.x), px(r.y)), (px(r.x + r.w), px(r.y + r.h))], style))
}

/// Writes `content` centred on `x`, or as near to it as `from`..`to` allows, cut to that room.
pub(crate) fn write_between(area: &Area<'_>, look: Type, x: f32, y: f32, content: &str, (from, to): (f32, f32)) -> Drawn {
    let content = text::fit(content, look.size, to - from);
    let half = look.width(&content) / 2.0;
    write(area, look.centered(), x.min(to - half).max(from + half), y, &content)
}

/// A corner of the bad colour on `at`: a shape that tells the bad end without its shade.
pub(crate) fn flag(area: &Area<'_>, at: Rect, side: f32) -> Drawn {
    let (right, top, side) = (px(at.x + at.w), px(at.y), px(side));
    let corners = vec![(right - side, top), (right, top), (right, top + side)];
    area.draw(&Polygon::new(corners, filled(Token::Bad)))
}

/// The part of the picture at `r`.
pub(crate) fn part<'a>(area: &Area<'a>, r: Rect) -> Area<'a> {
    let (w, h) = area.dim_in_pixel();
    let (w, h) = (i32::try_from(w).unwrap_or(i32::MAX), i32::try_from(h).unwrap_or(i32::MAX));
    area.margin(px(r.y), h - px(r.y + r.h), px(r.x), w - px(r.x + r.w))
}

/// Draws on a fresh canvas and puts the chart together.
///
/// `draw` returns the marks of what it drew. Where there are none, the frame's empty words stand in the picture.
pub(crate) fn chart(
    frame: &Frame,
    height: f32,
    corner: f32,
    table: Table,
    sentence: String,
    draw: impl FnOnce(&Area<'_>) -> Drawn<Vec<Mark>>,
) -> Chart {
    let id = backend::safe_id(&frame.id);
    let width = frame.usable_width();
    let height = height.clamp(1.0, 100_000.0).ceil();
    let size = (px(width).unsigned_abs(), px(height).unsigned_abs());

    let mut body = Body::default();
    let drawn = {
        let area = SvgBackend::new(&mut body, size, frame.ink, &id, px(corner)).into_drawing_area();
        draw(&area)
    };
    // plotters refusing to lay something out has not been seen; the table and the sentence would still be right.
    let marks = drawn.unwrap_or_default();
    if marks.is_empty() {
        body = Body::default();
        let area = SvgBackend::new(&mut body, size, frame.ink, &id, 0).into_drawing_area();
        let size = (13.0 * frame.em()).min(height * 0.7);
        let look = Type::new(size).color(Token::Ink2).centered();
        let room = if height < look.size * 3.0 { 1 } else { 2 };
        let lines = text::wrap(&frame.empty, look.size, width - 16.0, room);
        let top = height / 2.0 - look.size * 0.7 * (lines.len() as f32 - 1.0);
        for (nth, content) in lines.iter().enumerate() {
            let _ = write(&area, look, width / 2.0, top + nth as f32 * look.size * 1.4, content);
        }
    }
    let svg = backend::document(&body, &id, (width, height), &frame.title, &sentence, frame.ink);
    Chart { svg, width, height, marks, table, sentence }
}

/// `value` if it is a number that can be drawn. Figures stay far inside ±10¹².
pub(crate) fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite()).map(|v| v.clamp(-1e12, 1e12))
}
