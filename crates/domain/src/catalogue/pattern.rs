//! 编码规则: how the codes of items are formed. Codes are not uniform from province to province, so the rule is a setting.
//!
//! A pattern reads like the code: `9` a digit, `A` a capital letter, `X` a digit or capital letter, anything else itself;
//! `{3}` repeats what stands before it, `{1,20}` that often. Several forms are separated by `|`. 武山 writes
//! `9{8}AA-AA-9{4}`, 湖北 `9{16}`, 贵州 `9{10}`.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest code that is stored, whatever the rule: the national column has 36 characters.
pub const CODE_LIMIT: usize = 36;

/// Longest rule.
pub const RULE_LIMIT: usize = 200;

/// Until somebody settles one: digits, letters and hyphens.
pub const USUAL: &str = "";

/// What is wrong with a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleError {
    /// Longer than [`RULE_LIMIT`].
    #[error("too long")]
    TooLong,
    /// A form between two bars, or before or after one, is empty.
    #[error("an empty form")]
    EmptyForm,
    /// `{` without a number and `}`, or without something before it.
    #[error("a repetition that can't be read")]
    Repeat,
    /// It allows codes longer than [`CODE_LIMIT`].
    #[error("longer than a code can be")]
    TooMany,
    /// A character that can't stand in a code.
    #[error("a character that can't stand in a code")]
    Character,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Digit,
    Capital,
    Either,
    Itself(char),
}

impl Class {
    fn fits(self, c: char) -> bool {
        match self {
            Self::Digit => c.is_ascii_digit(),
            Self::Capital => c.is_ascii_uppercase(),
            Self::Either => c.is_ascii_digit() || c.is_ascii_uppercase(),
            Self::Itself(own) => c == own,
        }
    }
}

/// What a code may be made of at all.
fn may_stand(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')
}

/// A rule that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Forms: classes with how often at least and at most. None: any code.
    forms: Vec<Vec<(Class, usize, usize)>>,
}

impl Pattern {
    /// Reads a rule; an empty one allows any code.
    pub fn read(rule: &str) -> Result<Self, RuleError> {
        let rule = rule.trim();
        if rule.chars().count() > RULE_LIMIT {
            return Err(RuleError::TooLong);
        }
        if rule.is_empty() {
            return Ok(Self { forms: Vec::new() });
        }
        Ok(Self { forms: rule.split('|').map(|form| read_form(form.trim())).collect::<Result<_, _>>()? })
    }

    /// Whether a code follows the rule.
    pub fn fits(&self, code: &str) -> bool {
        let chars: Vec<char> = code.chars().collect();
        if chars.is_empty() || chars.len() > CODE_LIMIT || !chars.iter().copied().all(may_stand) {
            return false;
        }
        self.forms.is_empty() || self.forms.iter().any(|form| matches(form, &chars))
    }
}

fn read_form(form: &str) -> Result<Vec<(Class, usize, usize)>, RuleError> {
    let mut read: Vec<(Class, usize, usize)> = Vec::new();
    let mut rest = form;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '{' {
            let (inside, after) = rest.split_once('}').ok_or(RuleError::Repeat)?;
            let number = |text: &str| text.parse::<usize>().map_err(|_| RuleError::Repeat);
            let (least, most) = match inside.split_once(',') {
                Some((least, most)) => (number(least)?, number(most)?),
                None => (number(inside)?, number(inside)?),
            };
            let last = read.last_mut().filter(|(_, a, b)| (*a, *b) == (1, 1) && least <= most && most > 0).ok_or(RuleError::Repeat)?;
            (last.1, last.2) = (least, most);
            rest = after;
            continue;
        }
        let class = match c {
            '9' => Class::Digit,
            'A' => Class::Capital,
            'X' => Class::Either,
            c if may_stand(c) => Class::Itself(c),
            _ => return Err(RuleError::Character),
        };
        read.push((class, 1, 1));
    }
    if read.is_empty() {
        return Err(RuleError::EmptyForm);
    }
    // Saturating: a rule may ask for more than a number can say.
    let most = read.iter().fold(0_usize, |sum, (.., most)| sum.saturating_add(*most));
    if most > CODE_LIMIT { Err(RuleError::TooMany) } else { Ok(read) }
}

/// Whether the characters follow a form: the places that can be reached, class by class.
fn matches(form: &[(Class, usize, usize)], chars: &[char]) -> bool {
    let mut reached = vec![false; chars.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for (class, least, most) in form {
        let mut next = vec![false; chars.len() + 1];
        for start in (0..reached.len()).filter(|at| reached.get(*at) == Some(&true)) {
            let run = chars.iter().skip(start).take(*most).take_while(|c| class.fits(**c)).count();
            for end in (start + least)..=(start + run) {
                if let Some(there) = next.get_mut(end) {
                    *there = true;
                }
            }
        }
        reached = next;
    }
    reached.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_the_forms_in_use() {
        let table = [
            ("", "440811003100001", true),
            ("", "中文", false),
            ("", "", false),
            ("9{16}", "4208010021000001", true),
            ("9{16}", "420801002100001", false),
            ("9{8}AA-AA-9{4}", "62052400MZ-XK-0001", true),
            ("9{8}AA-AA-9{4}", "62052400mz-XK-0001", false),
            ("9{10} | X{18}9{13}", "1234567890", true),
            ("9{10} | X{18}9{13}", "11440811MB2C123456", false),
            ("9{10} | X{18}9{13}", "11440811MB2C1234560123456789012", true),
            ("9{1,3}9", "12", true),
            ("9{1,3}9", "1234", true),
            ("9{1,3}9", "1", false),
            ("A{0,2}9", "7", true),
        ];
        for (rule, code, fits) in table {
            assert_eq!(Pattern::read(rule).unwrap().fits(code), fits, "{rule} {code}");
        }
        assert!(!Pattern::read("").unwrap().fits(&"9".repeat(CODE_LIMIT + 1)));
    }

    #[test]
    fn a_rule_that_says_nothing_clear_is_refused() {
        let table = [
            ("9|", RuleError::EmptyForm),
            ("{3}", RuleError::Repeat),
            ("9{3", RuleError::Repeat),
            ("9{x}", RuleError::Repeat),
            ("9{3,1}", RuleError::Repeat),
            ("9{0}", RuleError::Repeat),
            ("9{3}{2}", RuleError::Repeat),
            ("9{37}", RuleError::TooMany),
            ("9{99999999999999999999}", RuleError::Repeat),
            ("区9", RuleError::Character),
        ];
        for (rule, error) in table {
            assert_eq!(Pattern::read(rule), Err(error), "{rule}");
        }
        assert_eq!(Pattern::read(&"9".repeat(201)), Err(RuleError::TooLong));
    }
}
