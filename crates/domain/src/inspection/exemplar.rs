//! 典型: what a station does well, recommended from a visit, reviewed by another, spread to all stations (发现典型及时推广).

use super::checklist::Unified;
use crate::catalogue::codes::coded;
use crate::catalogue::problem::{At, ItemProblem, Rule, text_problem, tidy_all};
use serde::{Deserialize, Serialize};

/// Stable key of an exemplar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExemplarId(pub i64);

/// Most characters of its title.
pub const TITLE_LIMIT: usize = 60;
/// Most characters of what is good, and of what to copy.
pub const WORDS_LIMIT: usize = 2_000;

coded! {
    /// How far an exemplar is.
    ExemplarState {
        /// 待审核
        #[default]
        Proposed => "exemplar_proposed",
        /// 已推广: every station can read it.
        Spread => "exemplar_spread",
        /// 未采用
        Declined => "exemplar_declined",
    }
}

/// What a person may edit of an exemplar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExemplarFields {
    /// The line that it is about; empty: about none.
    pub line: String,
    /// 五统一类别
    pub unified: Unified,
    /// 标题
    pub title: String,
    /// 主要做法: what is good.
    pub what: String,
    /// 可借鉴之处: what others should copy.
    pub copy: String,
}

impl ExemplarFields {
    /// The same without blanks around texts.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.line, &mut self.title, &mut self.what, &mut self.copy]);
        self
    }

    /// The first thing that is wrong, in the order of the form.
    pub fn problem(&self) -> Option<ItemProblem> {
        let needed =
            |field: &'static str, text: &str| text.is_empty().then_some(ItemProblem { at: At::Field(field), rule: Rule::Required });
        needed("title", &self.title)
            .or_else(|| text_problem("title", &self.title, TITLE_LIMIT, false))
            .or_else(|| needed("what", &self.what))
            .or_else(|| text_problem("what", &self.what, WORDS_LIMIT, true))
            .or_else(|| needed("copy", &self.copy))
            .or_else(|| text_problem("copy", &self.copy, WORDS_LIMIT, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exemplar_says_what_is_good_and_what_to_copy() {
        let good = ExemplarFields {
            title: "代办不出村".to_owned(),
            what: "专人代办".to_owned(),
            copy: "代办登记簿".to_owned(),
            ..ExemplarFields::default()
        };
        let at = |fields: ExemplarFields| fields.tidy().problem().map(|problem| problem.at.path());
        assert_eq!(at(good.clone()), None);
        assert_eq!(at(ExemplarFields { title: " ".to_owned(), ..good.clone() }).as_deref(), Some("title"));
        assert_eq!(at(ExemplarFields { what: String::new(), ..good.clone() }).as_deref(), Some("what"));
        assert_eq!(at(ExemplarFields { copy: "长".repeat(2_001), ..good }).as_deref(), Some("copy"));
    }
}
