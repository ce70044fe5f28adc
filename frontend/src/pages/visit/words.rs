//! How things are called and tinted; no view.

use crate::ui::Tint;
use domain::inspection::checklist::score::Answer;
use domain::inspection::checklist::{Deduct, Line};
use domain::inspection::finding::FindingFields;
use domain::inspection::points::Points;
use domain::inspection::visit::{Missing, PartyFields};
use domain::time::Instant;
use jiff::civil::DateTime;
use texts::Texts;
use texts::words::Word;

/// An element's id for a line: numbers have dots.
pub(super) fn element_id(prefix: &str, line: &str) -> String {
    let tail: String = line.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("{prefix}-{tail}")
}

/// The key of an answer.
pub(super) fn key_of(answer: Answer) -> &'static str {
    match answer {
        Answer::Fits => "1",
        Answer::Partly => "2",
        Answer::Fails => "3",
        Answer::NotApplicable => "0",
    }
}

/// The answer of a key.
pub(super) fn answer_of(key: &str) -> Option<Answer> {
    Answer::ALL.iter().copied().find(|answer| key_of(*answer) == key)
}

/// How points are lost at a line.
pub(super) fn rule(line: &Line, t: &Texts) -> String {
    let points = line.points.to_string();
    match line.deduct {
        _ if line.points == Points(0) => t.visit_rule_question(),
        Deduct::PerFault => t.visit_rule_per_fault(points, line.each.to_string()),
        Deduct::Graded => t.visit_rule_graded(points),
    }
}

/// What is missing, in words.
pub(super) fn missed(missing: &Missing, t: &Texts) -> String {
    match missing {
        Missing::Answer(line) => t.visit_missing_answer(line),
        Missing::Words(line) => t.visit_missing_words(line),
        Missing::Evidence(line) => t.visit_missing_evidence(line),
        Missing::Inspectors => t.visit_missing_inspectors(),
        Missing::Receiver => t.visit_missing_receiver(),
        Missing::Signing => t.visit_missing_signing(),
        Missing::Refusal => t.visit_missing_refusal(),
        Missing::Times => t.visit_missing_times(),
    }
}

/// The name of a field of who was there.
pub(in crate::pages) fn party_field(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "present" => t.visit_present(),
        "began" => t.visit_began(),
        "ended" => t.visit_ended(),
        "receiver" => t.visit_receiver(),
        "post" => t.visit_post(),
        "phone" => t.visit_phone(),
        "signing" => t.visit_signing(),
        "refusal" => t.visit_refusal(),
        _ => return None,
    })
}

/// The name of a field of a finding.
pub(in crate::pages) fn finding_field(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "line" => t.visit_of_line(),
        "unified" => t.visit_unified(),
        "what" => t.visit_what(),
        "spot" => t.visit_spot(),
        "severity" => t.visit_severity(),
        "remedy" => t.visit_remedy(),
        "days" => t.visit_days(),
        "unit" => t.visit_unit(),
        "leader" => t.visit_leader(),
        "person" => t.visit_person(),
        "measures" => t.visit_measures(),
        "note" => t.visit_note(),
        _ => return None,
    })
}

/// A field of who was there as a person reads it; those who were, by name.
pub(in crate::pages) fn party_value(key: &str, fields: &PartyFields, present: &str, t: &Texts) -> String {
    match key {
        "present" => present.to_owned(),
        "began" => moment(fields.began),
        "ended" => moment(fields.ended),
        "receiver" => fields.receiver.clone(),
        "post" => fields.post.clone(),
        "phone" => fields.phone.clone(),
        "signing" => fields.signing.word(t),
        _ => fields.refusal.clone(),
    }
}

/// A field of a finding as a person reads it.
pub(in crate::pages) fn finding_value(key: &str, fields: &FindingFields, t: &Texts) -> String {
    match key {
        "what" => fields.what.clone(),
        "spot" => fields.spot.clone(),
        "severity" => fields.severity.word(t),
        "remedy" => fields.remedy.word(t),
        "days" => fields.days.to_string(),
        "line" => fields.line.clone(),
        "unified" => fields.unified.word(t),
        "unit" => fields.unit.clone(),
        "leader" => fields.leader.clone(),
        "person" => fields.person.clone(),
        "measures" => fields.measures.clone(),
        _ => fields.note.clone(),
    }
}

/// A moment as an input of day and time has it.
pub(super) fn moment_typed(at: Option<Instant>) -> String {
    at.map(|at| at.text().chars().take(16).map(|c| if c == ' ' { 'T' } else { c }).collect()).unwrap_or_default()
}

/// What such an input says.
pub(super) fn moment_of(typed: &str) -> Option<Instant> {
    typed.trim().parse::<DateTime>().ok().and_then(Instant::from_civil)
}

/// A moment as people read it.
pub(super) fn moment(at: Option<Instant>) -> String {
    at.map(|at| at.text().chars().take(16).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_answer_has_its_key() {
        assert_eq!(
            ["1", "2", "3", "0"].map(answer_of),
            [Some(Answer::Fits), Some(Answer::Partly), Some(Answer::Fails), Some(Answer::NotApplicable)]
        );
        assert_eq!(answer_of("4"), None);
        assert_eq!(element_id("visit-line", "1.2"), "visit-line-1-2");
    }

    #[test]
    fn moments_are_typed_by_the_minute() {
        let at = Instant::from_civil(date(2026, 12, 1).at(9, 5, 0, 0));
        assert_eq!((moment_typed(at).as_str(), moment(at).as_str()), ("2026-12-01T09:05", "2026-12-01 09:05"));
        assert_eq!(moment_of("2026-12-01T09:05"), at);
        assert_eq!((moment_of("2026-12-01"), moment_of("")), (Instant::from_civil(date(2026, 12, 1).at(0, 0, 0, 0)), None));
    }

    #[test]
    fn every_field_has_a_name() {
        let t = Texts::load(texts::Lang::Zh);
        assert!(domain::inspection::visit::FIELDS.iter().all(|field| party_field(field, &t).is_some()));
        assert!(domain::inspection::finding::FIELDS.iter().all(|field| finding_field(field, &t).is_some()));
        assert!(party_field("x", &t).is_none() && finding_field("x", &t).is_none());
    }
}
