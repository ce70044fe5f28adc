//! Points (分) of a checklist, in tenths: schemes deduct 0.2 or 0.5 for a fault.

use crate::catalogue::parts::{Cell, CellKind};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Tenths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Points(pub u32);

impl Points {
    /// The most that a line gives.
    pub const MOST: Self = Self(10_000);

    /// Of a text: 20, 0.5; empty is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self(0));
        }
        let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(tenth) || tenth.len() > 1 {
            return None;
        }
        let points = Self(whole.parse::<u32>().ok()? * 10 + tenth.parse::<u32>().ok()?);
        (points <= Self::MOST).then_some(points)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

impl Cell for Points {
    const KIND: CellKind = CellKind::Line;
    fn text(&self) -> String {
        if self.0 == 0 { String::new() } else { self.to_string() }
    }
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole_or_tenths() {
        for (text, tenths) in [("20", 200), ("0.5", 5), (" 3.0 ", 30), ("", 0), ("1000", 10_000)] {
            assert_eq!(Points::parse(text), Some(Points(tenths)), "{text}");
        }
        for wrong in ["-1", "1.25", ".5", "5.", "1000.1", "99999", "五", "1e2", "1,5"] {
            assert_eq!(Points::parse(wrong), None, "{wrong}");
        }
        assert_eq!((Points(205).to_string(), Points(30).to_string()), ("20.5".to_owned(), "3".to_owned()));
    }
}
