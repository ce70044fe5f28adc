//! 编号: how matters are numbered, counted anew each year: 麻督〔2026〕12号.

use serde::{Deserialize, Serialize};

/// Most characters of a pattern.
pub const PATTERN_LIMIT: usize = 40;

/// Stands for the year in a pattern.
pub const YEAR: &str = "{年}";

/// Stands for the number in a pattern.
pub const SERIAL: &str = "{号}";

/// A character of a number as numbers are kept, whatever brackets, dashes and widths somebody writes them with.
pub fn plain(c: char) -> char {
    match c {
        '[' | '［' | '【' | '(' | '（' => '〔',
        ']' | '］' | '】' | ')' | '）' => '〕',
        '－' | '—' | '–' | '‐' | '−' => '-',
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

/// A pattern of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Pattern(pub String);

impl Default for Pattern {
    fn default() -> Self {
        Self(format!("麻督〔{YEAR}〕{SERIAL}号"))
    }
}

/// What is wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternProblem {
    /// Year and number stand in it once each, or two matters would have the same number.
    Parts,
    /// Longer than [`PATTERN_LIMIT`].
    Length,
    /// Line breaks, other braces, or what a file's name or a form's cell can't hold.
    Character,
}

impl Pattern {
    /// The first thing that is wrong.
    pub fn problem(&self) -> Option<PatternProblem> {
        let text = self.0.trim();
        if text.chars().count() > PATTERN_LIMIT {
            return Some(PatternProblem::Length);
        }
        if text.matches(YEAR).count() != 1 || text.matches(SERIAL).count() != 1 {
            return Some(PatternProblem::Parts);
        }
        let rest = text.replace(YEAR, "").replace(SERIAL, "");
        let is_wrong = |c: char| c.is_control() || matches!(c, '{' | '}' | '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#');
        // The number and the year must not run into other digits: 〔2026〕1号 and 〔2026〕11号 would be hard to tell apart.
        let beside = text
            .split(YEAR)
            .flat_map(|part| part.split(SERIAL))
            .any(|part| part.starts_with(|c: char| c.is_numeric()) || part.ends_with(|c: char| c.is_numeric()));
        let is_joined = text.contains(&format!("{YEAR}{SERIAL}")) || text.contains(&format!("{SERIAL}{YEAR}"));
        (rest.contains(is_wrong) || beside || is_joined).then_some(PatternProblem::Character)
    }

    /// The number of a year's nth matter.
    pub fn number(&self, year: i16, serial: i64) -> String {
        self.0.trim().replace(YEAR, &year.to_string()).replace(SERIAL, &serial.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn patterns() {
        let table = [
            ("麻督〔{年}〕{号}号", None),
            ("督字{号}号（{年}）", None),
            ("麻督〔{年}〕号", Some(PatternProblem::Parts)),
            ("{号}-{年}-{号}", Some(PatternProblem::Parts)),
            ("{年}{号}", Some(PatternProblem::Character)),
            ("{年}-1{号}", Some(PatternProblem::Character)),
            ("{年}/{号}", Some(PatternProblem::Character)),
            ("{年}{x}{号}", Some(PatternProblem::Character)),
        ];
        for (text, expected) in table {
            assert_eq!(Pattern(text.to_owned()).problem(), expected, "{text}");
        }
        assert_eq!(Pattern::default().problem(), None);
        assert_eq!(Pattern("长".repeat(41)).problem(), Some(PatternProblem::Length));
        assert_eq!(Pattern::default().number(2026, 12), "麻督〔2026〕12号");
    }

    proptest! {
        #[test]
        fn no_two_matters_have_one_number(a in 1_i64..5000, b in 1_i64..5000, year in 2020_i16..2030, other in 2020_i16..2030) {
            let pattern = Pattern::default();
            prop_assert_eq!(pattern.number(year, a) == pattern.number(other, b), a == b && year == other);
        }
    }
}
