//! What every chart is given and what every chart returns.

use serde::{Deserialize, Serialize};

/// Where colours go: to a style sheet or onto a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// `var(--c-…)`; the page's theme decides, and the page's font is inherited.
    #[default]
    Screen,
    /// Literal colours of the light theme and a font family by name; for programs that know no CSS variables.
    Paper,
}

/// Where a chart will stand. What is common to all charts and is not data.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Unique among the charts of a page; ids inside the picture begin with it. Characters other than ASCII letters,
    /// digits, `-` and `_` are dropped.
    pub id: String,
    /// The chart's name, read out first.
    pub title: String,
    /// Said in place of the picture when there is nothing to draw: what would be here.
    pub empty: String,
    /// Width in viewBox units; the CSS pixels that the chart gets. Kept within 160 and 4000.
    pub width: f32,
    /// Size of text against normal (1.0), for the large-text mode (1.25). Kept within 0.75 and 2.
    pub text: f32,
    /// Screen or paper.
    pub ink: Ink,
}

impl Frame {
    /// A frame for the screen with normal text.
    pub fn new(id: impl Into<String>, title: impl Into<String>, width: f32) -> Self {
        Self { id: id.into(), title: title.into(), empty: String::new(), width, text: 1.0, ink: Ink::Screen }
    }

    /// The same frame with what is said when there is nothing to draw.
    #[must_use]
    pub fn or_say(mut self, empty: impl Into<String>) -> Self {
        self.empty = empty.into();
        self
    }

    /// The same frame with text of another size.
    #[must_use]
    pub fn text(mut self, factor: f32) -> Self {
        self.text = factor;
        self
    }

    /// The same frame for papers.
    #[must_use]
    pub fn on_paper(mut self) -> Self {
        self.ink = Ink::Paper;
        self
    }

    pub(crate) fn usable_width(&self) -> f32 {
        let width = if self.width.is_finite() { self.width } else { 640.0 };
        width.clamp(160.0, 4000.0).round()
    }

    pub(crate) fn em(&self) -> f32 {
        let factor = if self.text.is_finite() { self.text } else { 1.0 };
        factor.clamp(0.75, 2.0)
    }
}

/// A chart: picture, hit areas, rows and finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// A complete `<svg>` element. All text in it is escaped: it may be set as inner HTML.
    pub svg: String,
    /// The viewBox's width. Its origin is 0, 0.
    pub width: f32,
    /// The viewBox's height.
    pub height: f32,
    /// One for each datum drawn, in the order in which the keyboard walks them.
    pub marks: Vec<Mark>,
    /// The same data as rows.
    pub table: Table,
    /// The finding in words; also the picture's description.
    pub sentence: String,
}

impl Chart {
    /// A mark's place in percent of the chart: left, top, width, height. For an overlay that scales with the picture.
    pub fn place(&self, mark: &Mark) -> [f32; 4] {
        let (w, h) = (self.width.max(1.0) / 100.0, self.height.max(1.0) / 100.0);
        [mark.x / w, mark.y / h, mark.w / w, mark.h / h]
    }
}

/// The hit area of one datum, in viewBox units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
    /// What to drill to, as the caller named it.
    pub key: String,
    /// Accessible name and tooltip: what it is, its value and how many it rests on. Plain text, not escaped.
    pub label: String,
    /// The drawn value; `None` where there is not enough data.
    pub value: Option<f64>,
}

/// A chart's data as rows of text. Every row is as long as the head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Names of the columns.
    pub head: Vec<String>,
    /// One row for each datum, in the order of the chart.
    pub rows: Vec<Vec<String>>,
}
