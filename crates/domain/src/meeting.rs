//! 领导小组会议: what was agreed there becomes matters of 督办.

use crate::body::BodyId;
use crate::catalogue::codes::coded;
use crate::catalogue::parts::{LINE_LIMIT, TEXT_LIMIT};
use crate::catalogue::problem::{At, ItemProblem, Rule, has_control, once, text_problem, tidy_all, too_long};
use crate::supervision::{HELPERS_LIMIT, TITLE_LIMIT};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stable key of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct MeetingId(pub i64);

/// Stable key of an agreed matter (议定事项).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct AgreedId(pub i64);

/// Most characters of a meeting's number.
pub const NUMBER_LIMIT: usize = 60;

/// Most matters that a meeting agrees on.
pub const AGREED_LIMIT: usize = 50;

coded! {
    /// How far the record of a meeting is.
    MeetingState {
        /// 起草
        #[default]
        Draft => "meeting_draft",
        /// 印发
        Issued => "meeting_issued",
        /// 撤销: given up before it was issued.
        Revoked => "meeting_revoked",
    }
}

/// 议定事项
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Agreed {
    /// What was agreed.
    pub text: String,
    /// 主办单位
    pub lead: Option<BodyId>,
    /// 协办单位
    pub helpers: Vec<BodyId>,
    /// 完成时限
    #[serde(with = "crate::day::MaybeDayText")]
    pub due: Option<Date>,
}

impl Agreed {
    /// What a matter about it is called: the first sentence, as long as titles are.
    pub fn title(&self) -> String {
        let end = |c: char| matches!(c, '。' | '；' | ';' | '\n');
        let first = self.text.split(end).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
        let mut title: String = first.chars().take(TITLE_LIMIT).collect();
        if first.chars().count() > TITLE_LIMIT {
            title.pop();
            title.push('…');
        }
        title
    }

    fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// What a person may edit of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct MeetingFields {
    /// 会议名称
    pub title: String,
    /// 纪要编号: given by the office, needed when it is issued.
    pub number: String,
    /// 会议日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub day: Option<Date>,
    /// 会议地点
    pub venue: String,
    /// 主持人
    pub chair: String,
    /// 参会人员
    pub attended: String,
    /// 会议情况
    pub summary: String,
    /// 议定事项
    pub agreed: Vec<Agreed>,
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 8] = ["title", "number", "day", "venue", "chair", "attended", "summary", "agreed"];

impl MeetingFields {
    /// The same without blanks around texts, and without rows in which nothing stands.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.title, &mut self.number, &mut self.venue, &mut self.chair, &mut self.attended, &mut self.summary]);
        for one in &mut self.agreed {
            tidy_all(vec![&mut one.text]);
            let lead = one.lead;
            one.helpers = once(std::mem::take(&mut one.helpers)).into_iter().filter(|helper| Some(*helper) != lead).collect();
            one.helpers.sort_unstable();
        }
        self.agreed.retain(|one| !one.is_blank());
        self
    }

    /// The first thing that is wrong, in the order of the form; what is needed only when it is issued is asked for by [`Self::unready`].
    pub fn problem(&self) -> Option<ItemProblem> {
        required("title", self.title.trim().is_empty())
            .or_else(|| text_problem("title", &self.title, TITLE_LIMIT, false))
            .or_else(|| text_problem("number", &self.number, NUMBER_LIMIT, false))
            .or_else(|| required("day", self.day.is_none()))
            .or_else(|| text_problem("venue", &self.venue, LINE_LIMIT, false))
            .or_else(|| text_problem("chair", &self.chair, LINE_LIMIT, false))
            .or_else(|| text_problem("attended", &self.attended, TEXT_LIMIT, true))
            .or_else(|| text_problem("summary", &self.summary, TEXT_LIMIT, true))
            .or_else(|| if self.agreed.len() > AGREED_LIMIT { field("agreed", Rule::TooMany(AGREED_LIMIT)) } else { None })
            .or_else(|| self.agreed.iter().enumerate().find_map(|(n, one)| self.wrong_in(n, one)))
    }

    fn wrong_in(&self, n: usize, one: &Agreed) -> Option<ItemProblem> {
        let wrong = |column: &'static str, rule: Rule| Some(ItemProblem { at: At::Cell("agreed", n, column), rule });
        let text = one.text.trim();
        match () {
            () if text.is_empty() => wrong("text", Rule::Required),
            () if too_long(text, TEXT_LIMIT) => wrong("text", Rule::TooLong(TEXT_LIMIT)),
            () if has_control(text, true) => wrong("text", Rule::Control),
            () if one.helpers.len() > HELPERS_LIMIT => wrong("helpers", Rule::TooMany(HELPERS_LIMIT)),
            () if one.due.zip(self.day).is_some_and(|(due, day)| due < day) => wrong("due", Rule::Order),
            () => None,
        }
    }

    /// What is missing before it can be issued: its number, who led it, and who does what until when.
    pub fn unready(&self) -> Option<ItemProblem> {
        required("number", self.number.trim().is_empty()).or_else(|| required("chair", self.chair.trim().is_empty())).or_else(|| {
            self.agreed.iter().enumerate().find_map(|(n, one)| {
                let missing = |column: &'static str| Some(ItemProblem { at: At::Cell("agreed", n, column), rule: Rule::Required });
                match () {
                    () if one.lead.is_none() => missing("lead"),
                    () if one.due.is_none() => missing("due"),
                    () => None,
                }
            })
        })
    }

    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "title" => self.title.clone_from(&from.title),
            "number" => self.number.clone_from(&from.number),
            "day" => self.day = from.day,
            "venue" => self.venue.clone_from(&from.venue),
            "chair" => self.chair.clone_from(&from.chair),
            "attended" => self.attended.clone_from(&from.attended),
            "summary" => self.summary.clone_from(&from.summary),
            "agreed" => self.agreed.clone_from(&from.agreed),
            _ => {}
        }
    }
}

fn field(name: &'static str, rule: Rule) -> Option<ItemProblem> {
    Some(ItemProblem { at: At::Field(name), rule })
}

fn required(name: &'static str, is_missing: bool) -> Option<ItemProblem> {
    if is_missing { field(name, Rule::Required) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn agreed(text: &str) -> Agreed {
        Agreed { text: text.to_owned(), lead: Some(BodyId(1)), helpers: Vec::new(), due: Some(date(2026, 12, 1)) }
    }

    fn good() -> MeetingFields {
        MeetingFields {
            title: "第3次领导小组会议".to_owned(),
            number: "〔2026〕3号".to_owned(),
            day: Some(date(2026, 11, 20)),
            chair: "副区长".to_owned(),
            agreed: vec![agreed("改造镇级平台。由民政局牵头")],
            ..MeetingFields::default()
        }
    }

    #[test]
    fn every_field_is_named_and_taken() {
        let value = serde_json::to_value(MeetingFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
        let full = MeetingFields { venue: "甲".to_owned(), attended: "乙".to_owned(), summary: "丙".to_owned(), ..good() };
        for field in FIELDS {
            let mut taken = MeetingFields::default();
            taken.take(field, &full);
            assert_ne!(taken, MeetingFields::default(), "{field}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        let at = |fields: &MeetingFields| fields.problem().or_else(|| fields.unready()).map(|problem| problem.at.path());
        assert_eq!(at(&good()), None);
        assert_eq!(at(&MeetingFields { day: None, ..good() }).as_deref(), Some("day"));
        assert_eq!(at(&MeetingFields { number: String::new(), ..good() }).as_deref(), Some("number"));
        let with = |one: Agreed| MeetingFields { agreed: vec![agreed("甲"), one], ..good() };
        assert_eq!(at(&with(Agreed { text: String::new(), ..agreed("") })).as_deref(), Some("agreed.1.text"));
        assert_eq!(at(&with(Agreed { due: Some(date(2026, 11, 19)), ..agreed("乙") })).as_deref(), Some("agreed.1.due"));
        assert_eq!(at(&with(Agreed { lead: None, ..agreed("乙") })).as_deref(), Some("agreed.1.lead"));
        assert_eq!(with(Agreed::default()).tidy().agreed.len(), 1, "a row in which nothing stands is none");
    }

    #[test]
    fn a_matter_is_called_by_its_first_sentence() {
        assert_eq!(agreed("改造镇级平台。由民政局牵头").title(), "改造镇级平台");
        let long = "长".repeat(TITLE_LIMIT + 5);
        assert_eq!(agreed(&long).title().chars().count(), TITLE_LIMIT);
        assert!(agreed(&long).title().ends_with('…'));
    }
}
