//! plotters' drawing written as SVG.
//!
//! plotters counts in whole pixels. The canvas that it sees is ten times larger than the picture, and coordinates are
//! divided when written, so that lines fall where they belong and not on the next pixel.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{FontStyle, FontTransform};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use crate::chart::Ink;
use crate::palette::{Hatch, Paint, Theme, Token};
use crate::text;

/// Canvas pixels in one viewBox unit.
pub(crate) const FINE: f32 = 10.0;

/// Text size that needs no attribute because the root element says it, in canvas pixels.
pub(crate) const TEXT: i32 = 130;

/// Fonts named on paper; on the screen the page's font is inherited.
const PAPER_FONTS: &str = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif";

type Written = Result<(), DrawingErrorKind<Infallible>>;

/// What has been drawn so far.
#[derive(Debug, Default)]
pub(crate) struct Body {
    svg: String,
    unsure: bool,
    inactive: bool,
}

/// Writes into a [`Body`].
pub(crate) struct SvgBackend<'a> {
    body: &'a mut Body,
    size: (u32, u32),
    ink: Ink,
    id: &'a str,
    /// Radius of filled rectangles' corners, in canvas pixels.
    corner: i32,
}

impl<'a> SvgBackend<'a> {
    pub(crate) fn new(body: &'a mut Body, size: (u32, u32), ink: Ink, id: &'a str, corner: i32) -> Self {
        Self { body, size, ink, id, corner }
    }

    fn point(&mut self, (x, y): BackendCoord) {
        text::tenths(&mut self.body.svg, x);
        self.body.svg.push(' ');
        text::tenths(&mut self.body.svg, y);
    }

    fn attribute(&mut self, name: &str, canvas: i32) {
        let _ = write!(self.body.svg, " {name}=\"");
        text::tenths(&mut self.body.svg, canvas);
        self.body.svg.push('"');
    }

    fn paint(&mut self, name: &str, color: BackendColor) {
        let _ = write!(self.body.svg, " {name}=\"");
        match Paint::from_rgb(color.rgb) {
            Some(Paint::Plain(token) | Paint::Dashed(token)) => {
                write_token(&mut self.body.svg, token, self.ink);
            }
            Some(Paint::Hatch(hatch)) => {
                match hatch {
                    Hatch::Unsure => self.body.unsure = true,
                    Hatch::Inactive => self.body.inactive = true,
                }
                let _ = write!(self.body.svg, "url(#{}-{})", self.id, hatch_name(hatch));
            }
            None => {
                let (r, g, b) = color.rgb;
                let _ = write!(self.body.svg, "#{r:02x}{g:02x}{b:02x}");
            }
        }
        self.body.svg.push('"');
        if color.alpha < 1.0 {
            let _ = write!(self.body.svg, " {name}-opacity=\"{:.2}\"", color.alpha.max(0.0));
        }
    }

    fn surface<S: BackendStyle>(&mut self, style: &S, fill: bool) {
        if fill {
            self.paint("fill", style.color());
        } else {
            self.body.svg.push_str(" fill=\"none\"");
            self.stroke(style);
        }
    }

    fn stroke<S: BackendStyle>(&mut self, style: &S) {
        self.paint("stroke", style.color());
        let width = i32::try_from(style.stroke_width()).unwrap_or(i32::MAX);
        self.attribute("stroke-width", width);
        if matches!(Paint::from_rgb(style.color().rgb), Some(Paint::Dashed(_))) {
            self.body.svg.push_str(" stroke-dasharray=\"4 3\"");
        }
        // Hairlines stay hairlines when the picture is scaled; a datum's line grows with the picture.
        if width <= 10 {
            self.body.svg.push_str(" vector-effect=\"non-scaling-stroke\"");
        }
    }
}

fn invisible(color: BackendColor) -> bool {
    color.alpha <= 0.0
}

fn hatch_name(hatch: Hatch) -> &'static str {
    match hatch {
        Hatch::Unsure => "unsure",
        Hatch::Inactive => "inactive",
    }
}

fn write_token(out: &mut String, token: Token, ink: Ink) {
    match ink {
        Ink::Screen => {
            let _ = write!(out, "var(--c-{})", token.name());
        }
        Ink::Paper => out.push_str(token.literal(Theme::Light)),
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Written {
        Ok(())
    }

    fn present(&mut self) -> Written {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Written {
        self.draw_rect((x, y), (x.saturating_add(1), y.saturating_add(1)), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Written {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, (x0, y0): BackendCoord, (x1, y1): BackendCoord, style: &S, fill: bool) -> Written {
        if invisible(style.color()) {
            return Ok(());
        }
        let (w, h) = (x1.saturating_sub(x0).max(0), y1.saturating_sub(y0).max(0));
        self.body.svg.push_str("<rect");
        self.attribute("x", x0);
        self.attribute("y", y0);
        self.attribute("width", w);
        self.attribute("height", h);
        if self.corner > 0 && w.min(h) > 4 * self.corner {
            self.attribute("rx", self.corner);
        }
        self.surface(style, fill);
        self.body.svg.push_str("/>\n");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Written {
        if invisible(style.color()) {
            return Ok(());
        }
        let mut points = path.into_iter();
        let Some(first) = points.next() else {
            return Ok(());
        };
        self.body.svg.push_str("<path d=\"M");
        self.point(first);
        for point in points {
            self.body.svg.push('L');
            self.point(point);
        }
        self.body.svg.push_str("\" fill=\"none\"");
        self.stroke(style);
        self.body.svg.push_str("/>\n");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Written {
        if invisible(style.color()) {
            return Ok(());
        }
        self.body.svg.push_str("<circle");
        self.attribute("cx", x);
        self.attribute("cy", y);
        self.attribute("r", i32::try_from(radius).unwrap_or(i32::MAX));
        self.surface(style, fill);
        self.body.svg.push_str("/>\n");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Written {
        if invisible(style.color()) {
            return Ok(());
        }
        self.body.svg.push_str("<polygon points=\"");
        for (nth, point) in vert.into_iter().enumerate() {
            if nth > 0 {
                self.body.svg.push(' ');
            }
            self.point(point);
        }
        self.body.svg.push('"');
        self.paint("fill", style.color());
        self.body.svg.push_str("/>\n");
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, content: &str, style: &T, (x, y): BackendCoord) -> Written {
        let content = text::clean(content);
        if invisible(style.color()) || content.is_empty() {
            return Ok(());
        }
        let size = style.size().clamp(0.0, 1_000_000.0).round();
        // From the anchor to the baseline, so that Han characters and figures look centred: no program needs to know
        // `dominant-baseline`.
        let drop = match style.anchor().v_pos {
            VPos::Top => 0.88,
            VPos::Center => 0.37,
            VPos::Bottom => -0.14,
        };
        let (size, shift) = (whole(size), whole(size * drop));
        let turn = match style.transform() {
            FontTransform::None => 0,
            FontTransform::Rotate90 => 90,
            FontTransform::Rotate180 => 180,
            FontTransform::Rotate270 => 270,
        };
        self.body.svg.push_str("<text");
        self.attribute("x", x);
        self.attribute("y", y.saturating_add(shift));
        if size != TEXT {
            self.attribute("font-size", size);
        }
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.body.svg.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.body.svg.push_str(" text-anchor=\"end\""),
        }
        // No slanted Han characters: italics and obliques are drawn upright.
        if matches!(style.style(), FontStyle::Bold) {
            self.body.svg.push_str(" font-weight=\"600\"");
        }
        if Paint::from_rgb(style.color().rgb) != Some(Paint::Plain(Token::Ink)) || style.color().alpha < 1.0 {
            self.paint("fill", style.color());
        }
        if turn != 0 {
            let _ = write!(self.body.svg, " transform=\"rotate({turn} ");
            self.point((x, y));
            self.body.svg.push_str(")\"");
        }
        self.body.svg.push('>');
        text::escape_into(&mut self.body.svg, &content);
        self.body.svg.push_str("</text>\n");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, content: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size().clamp(0.0, 1_000_000.0);
        let width = f64::from(text::width(content, 1.0)) * size;
        Ok((whole(width.ceil()).unsigned_abs(), whole(size.ceil()).unsigned_abs()))
    }

    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Written {
        Ok(())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "float to integer saturates, and a canvas is far below i32::MAX")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// The complete picture around what was drawn.
pub(crate) fn document(body: &Body, id: &str, (width, height): (f32, f32), title: &str, description: &str, ink: Ink) -> String {
    let mut out = String::with_capacity(body.svg.len() + 1024);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" font-size=\"13\""
    );
    if ink == Ink::Paper {
        let _ = write!(out, " font-family=\"{PAPER_FONTS}\"");
    }
    out.push_str(" stroke-linejoin=\"round\" stroke-linecap=\"butt\" fill=\"");
    write_token(&mut out, Token::Ink, ink);
    let _ = write!(out, "\">\n<title id=\"{id}-t\">");
    text::escape_into(&mut out, title);
    let _ = write!(out, "</title>\n<desc id=\"{id}-d\">");
    text::escape_into(&mut out, description);
    out.push_str("</desc>\n");
    if body.unsure || body.inactive {
        out.push_str("<defs>\n");
        if body.unsure {
            pattern(&mut out, id, Hatch::Unsure, "M-1 7L7 -1M5 7L7 5M-1 1L1 -1", ink);
        }
        if body.inactive {
            pattern(&mut out, id, Hatch::Inactive, "M0 0L6 6M6 0L0 6", ink);
        }
        out.push_str("</defs>\n");
    }
    if ink == Ink::Paper {
        // A paper is white wherever it is looked at.
        let ground = Token::Ground.literal(Theme::Light);
        let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>");
    }
    out.push_str(&body.svg);
    out.push_str("</svg>");
    out
}

fn pattern(out: &mut String, id: &str, hatch: Hatch, lines: &str, ink: Ink) {
    let name = hatch_name(hatch);
    let _ = write!(out, "<pattern id=\"{id}-{name}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">");
    out.push_str("<rect width=\"6\" height=\"6\" fill=\"");
    write_token(out, Token::Ground, ink);
    let _ = write!(out, "\"/><path d=\"{lines}\" fill=\"none\" stroke-width=\"1\" stroke=\"");
    write_token(out, Token::Rule, ink);
    out.push_str("\"/></pattern>\n");
}

/// `id` with only what is safe in an attribute and in `url(#…)`.
pub(crate) fn safe_id(id: &str) -> String {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    if safe.starts_with(|c: char| c.is_ascii_alphabetic()) { safe } else { format!("chart{safe}") }
}
