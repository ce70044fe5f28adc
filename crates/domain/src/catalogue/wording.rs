//! Which words of two texts differ, so that long texts can be compared at a glance.
//!
//! Chinese is compared sign by sign, numbers and words in letters as wholes. A single sign that happens to be the same between
//! two changes would only tear them apart, so it counts as changed.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// How a piece of two texts stands in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// In both.
    Same,
    /// Only in the old one.
    Old,
    /// Only in the new one.
    New,
}

/// A piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// Where it stands.
    pub mark: Mark,
    /// Its words.
    pub text: String,
}

/// Signs and words; put together they are the text again.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            begun.get_or_insert(at);
            continue;
        }
        tokens.extend(begun.take().and_then(|from| text.get(from..at)));
        tokens.extend(text.get(at..at + c.len_utf8()));
    }
    tokens.extend(begun.and_then(|from| text.get(from..)));
    tokens
}

/// A stretch that both texts share, or that one or both have otherwise.
struct Stretch {
    is_same: bool,
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
}

/// Stretches in order, no two changed ones next to each other. Only lengths are taken from the operations: where one text has nothing, the
/// place that they name in it may be another one.
fn stretches(ops: &[DiffOp], old: &[&str]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::with_capacity(ops.len());
    let (mut old_at, mut new_at) = (0, 0);
    for (n, op) in ops.iter().enumerate() {
        let (old_end, new_end) = (old_at + op.old_range().len(), new_at + op.new_range().len());
        let is_between = n > 0 && n + 1 < ops.len();
        let is_single = old_end == old_at + 1 && old.get(old_at).is_some_and(|token| token.chars().count() == 1 && *token != "\n");
        let is_same = op.tag() == DiffTag::Equal && !(is_between && is_single);
        match found.last_mut().filter(|last| last.is_same == is_same) {
            Some(last) => (last.old.end, last.new.end) = (old_end, new_end),
            None => found.push(Stretch { is_same, old: old_at..old_end, new: new_at..new_end }),
        }
        (old_at, new_at) = (old_end, new_end);
    }
    found
}

/// Two texts as one, each piece marked; nothing for two empty ones.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut found = Vec::new();
    let mut add = |mark, tokens: Option<&[&str]>| {
        let text = tokens.unwrap_or_default().concat();
        if !text.is_empty() {
            found.push(Piece { mark, text });
        }
    };
    for stretch in stretches(&ops, &old) {
        if stretch.is_same {
            add(Mark::Same, old.get(stretch.old));
        } else {
            add(Mark::Old, old.get(stretch.old));
            add(Mark::New, new.get(stretch.new));
        }
    }
    found
}

/// How much of two texts is the same, from 0 to 100.
pub fn likeness(old: &str, new: &str) -> usize {
    let length = |text: &str| text.chars().count();
    let all = length(old) + length(new);
    if all == 0 {
        return 100;
    }
    let same: usize = pieces(old, new).iter().filter(|piece| piece.mark == Mark::Same).map(|piece| length(&piece.text)).sum();
    2 * same * 100 / all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(old: &str, new: &str) -> String {
        let shown = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Old => format!("[-{}]", piece.text),
            Mark::New => format!("[+{}]", piece.text),
        };
        pieces(old, new).iter().map(shown).collect()
    }

    #[test]
    fn what_differs_is_marked_where_it_stands() {
        assert_eq!(told("自受理之日起二十个工作日内", "自受理之日起十五个工作日内"), "自受理之日起[-二十][+十五]个工作日内");
        assert_eq!(told("申请表", "申请表（一式两份）"), "申请表[+（一式两份）]");
        assert_eq!(told("限20日", "限120日"), "限[-20][+120]日", "numbers as wholes");
        assert_eq!(told("", "新"), "[+新]");
        assert_eq!(told("同", "同"), "同");
        assert!(pieces("", "").is_empty());
    }

    #[test]
    fn likeness_is_of_what_is_shared() {
        assert_eq!((likeness("身份证", "身份证"), likeness("", ""), likeness("甲", "乙")), (100, 100, 0));
        assert!(likeness("居民身份证原件", "居民身份证复印件") > 60);
    }

    proptest! {
        #[test]
        fn both_texts_come_back(old in "[甲乙丙ab1\\n]{0,30}", new in "[甲乙丙ab1\\n]{0,30}") {
            let pieces = pieces(&old, &new);
            let of = |mark| pieces.iter().filter(|p| p.mark == Mark::Same || p.mark == mark).map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(of(Mark::Old), old.clone());
            prop_assert_eq!(of(Mark::New), new.clone());
            prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
            prop_assert!(likeness(&old, &new) <= 100);
        }
    }
}
