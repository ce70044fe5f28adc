//! How things are called; no view.

use crate::pages::visit::words::{finding_field, finding_value, party_field, party_value};
use crate::ui::Tint;
use api::inspection::Goer;
use api::packet::{OpRow, Value};
use domain::account::AccountId;
use domain::inspection::visit::{Filled, PartyFields};
use domain::inspection::{finding, visit};
use domain::packet::OpState;
use texts::Texts;
use texts::format::{instant, or_none};
use texts::words::Word;

/// How far an operation is, in a word.
pub(super) fn state(state: OpState, t: &Texts) -> String {
    match state {
        OpState::Waiting => t.packet_state_waiting(),
        OpState::Done | OpState::Settled => t.packet_state_done(),
        OpState::Conflict => t.packet_state_conflict(),
        OpState::Failed => t.packet_state_failed(),
    }
}

/// How it is tinted.
pub(super) fn tint(state: OpState) -> Tint {
    match state {
        OpState::Waiting => Tint::Warn,
        OpState::Done | OpState::Settled => Tint::Quiet,
        OpState::Conflict | OpState::Failed => Tint::Bad,
    }
}

/// What an operation was about.
pub(super) fn subject(row: &OpRow, t: &Texts) -> String {
    match row.operation.as_str() {
        "inspection.answer.save" => t.packet_about_line(&row.line),
        "inspection.party.save" => t.packet_about_party(),
        "inspection.finding.save" | "inspection.finding.withdraw" => t.packet_about_finding(),
        "inspection.visit.submit" => t.packet_about_submit(),
        _ => t.packet_about_begin(),
    }
}

/// A value, a line for each thing that it says, with who said it and when. Of who was there that is seen in which it differs from the other
/// value; of a finding, too, and what it is.
pub(super) fn lines(value: &Value, other: Option<&Value>, goers: &[Goer], t: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if !value.reason.is_empty() {
        lines.push(t.packet_withdrawn(&value.reason));
    }
    lines.extend(value.answer.as_ref().map(|filled| answered(filled, t)));
    if let Some(party) = &value.party {
        let beside = other.and_then(|other| other.party.as_ref());
        let differs = |field: &str| {
            beside.map(|beside| {
                let mut joined = party.clone();
                joined.take(field, beside);
                joined != *party
            })
        };
        let present = present(party, goers, t);
        lines.extend(seen(&visit::FIELDS, party_field, differs, |field| party_value(field, party, &present, t), t));
    }
    if let Some(finding) = &value.finding {
        let beside = other.and_then(|other| other.finding.as_ref());
        let differs = |field: &str| {
            beside.filter(|_| field != "what").map(|beside| {
                let mut joined = finding.clone();
                joined.take(field, beside);
                joined != *finding
            })
        };
        let said = |field: &str| match field {
            "days" if !finding.remedy.has_days() => String::new(),
            field => finding_value(field, finding, t),
        };
        lines.extend(seen(&finding::FIELDS, finding_field, differs, said, t));
    }
    lines.extend(value.at.map(|at| t.packet_list_by(&value.who, instant(at))));
    if lines.is_empty() {
        lines.push(or_none(String::new()));
    }
    lines
}

/// Fields with their names: those that differ or, where nothing stands beside them, those that say something.
fn seen(
    fields: &[&'static str],
    name: fn(&str, &Texts) -> Option<String>,
    differs: impl Fn(&str) -> Option<bool>,
    said: impl Fn(&str) -> String,
    t: &Texts,
) -> Vec<String> {
    let line = |field: &'static str| {
        let said = said(field);
        let is_seen = differs(field).unwrap_or(!said.is_empty());
        is_seen.then(|| t.packet_field(name(field, t).unwrap_or_default(), or_none(said)))
    };
    fields.iter().copied().filter_map(line).collect()
}

/// The answer to a line.
fn answered(filled: &Filled, t: &Texts) -> String {
    let mut parts: Vec<String> = filled.answer.map(|answer| answer.word(t)).into_iter().collect();
    if filled.faults > 0 {
        parts.push(t.packet_faults(filled.faults.to_string()));
    }
    parts.push(filled.words.clone());
    parts.retain(|part| !part.is_empty());
    or_none(parts.join(&t.merge_comma()))
}

/// Those who were there, by name; nothing as long as it is not known who goes.
fn present(party: &PartyFields, goers: &[Goer], t: &Texts) -> String {
    if goers.is_empty() {
        return String::new();
    }
    let name = |account: &AccountId| {
        let goer = goers.iter().find(|goer| goer.account == *account);
        goer.map_or_else(|| t.packet_other_goer(), |goer| goer.name.clone())
    };
    party.present.iter().map(name).collect::<Vec<_>>().join(&t.merge_comma())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::inspection::finding::{FindingFields, Severity};
    use uuid::Uuid;

    #[test]
    fn of_two_findings_is_seen_in_what_they_differ() {
        let t = Texts::load(texts::Lang::Zh);
        let fields = FindingFields { what: "值班表没有更新".to_owned(), days: 5, ..FindingFields::default() };
        let other = FindingFields { spot: "服务窗口".to_owned(), severity: Severity::Grave, ..fields.clone() };
        let here = Value { finding: Some(fields), ..Value::default() };
        let outside = Value { finding: Some(other), reason: "重复登记".to_owned(), ..Value::default() };
        let said = lines(&outside, Some(&here), &[], &t);
        assert_eq!(said.first().map(String::as_str), Some("撤回：重复登记"));
        assert_eq!(said.len(), 4, "why, what, where, how grave: {said:?}");
        assert_eq!(lines(&here, Some(&outside), &[], &t).len(), 3, "what, where, how grave");
        assert!(lines(&here, None, &[], &t).iter().all(|line| !line.ends_with('—')), "what says nothing is not seen");
    }

    #[test]
    fn who_was_there_is_seen_by_name() {
        let t = Texts::load(texts::Lang::Zh);
        let goers = [Goer { account: AccountId(Uuid::from_u128(1)), name: "张三".to_owned() }];
        let value = |present: Vec<AccountId>| Value { party: Some(PartyFields { present, ..PartyFields::default() }), ..Value::default() };
        let (outside, here) = (value(vec![AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2))]), value(Vec::new()));
        assert_eq!(lines(&outside, Some(&here), &goers, &t), [t.packet_field(t.visit_present(), "张三、其他人员")]);
        assert_eq!(lines(&here, Some(&outside), &goers, &t), [t.packet_field(t.visit_present(), or_none(String::new()))]);
    }
}
