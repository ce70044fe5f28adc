//! The district's charts: plotters draws, our backend writes SVG, and every chart comes with its marks, its table and
//! its sentence.
//!
//! # What a chart is
//!
//! A chart function takes a [`Frame`] (where it will stand), its data, and its words, and returns a [`Chart`]:
//!
//! - `svg`: the picture, one string for light, dark and high contrast (colours are `var(--c-…)`), or with literal
//!   colours for papers;
//! - `marks`: rectangles over the drawn data in the order of keyboard walking, each with the key that it drills to and
//!   its accessible name;
//! - `table`: the same data as rows;
//! - `sentence`: the finding in words.
//!
//! There is no way to get one without the others.
//!
//! # What this crate does not do
//!
//! It reads no clock, no file and no database, it knows no language (every word is handed in, and sentences are worded
//! by a closure over the chart's own finding), and it never decides what a measure means. It runs alike natively and in
//! wasm: text is measured by rule, so the layout is the same everywhere, byte for byte.
//!
//! # Units
//!
//! Lengths are viewBox units. Give the width in CSS pixels that the chart will get and one unit is one pixel.

mod backend;
pub mod bars;
mod canvas;
mod chart;
mod coord;
pub mod gantt;
pub mod heat;
mod legend;
pub mod palette;
pub mod ranking;
pub mod scale;
pub mod spark;
pub mod text;
pub mod tiles;
pub mod trend;
pub mod walk;

pub use chart::{Chart, Frame, Ink, Mark, Table};
pub use scale::Unit;
