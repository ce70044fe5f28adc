//! How things are called; no view.

use crate::ui::Tint;
use api::packet::{OpRow, Value};
use domain::packet::OpState;
use texts::Texts;
use texts::format::instant;
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

/// A value in a line, with who said it and when.
pub(super) fn value(value: &Value, t: &Texts) -> String {
    let mut parts = Vec::new();
    if let Some(filled) = &value.answer {
        parts.extend(filled.answer.map(|answer| answer.word(t)));
        if filled.faults > 0 {
            parts.push(t.packet_faults(filled.faults.to_string()));
        }
        parts.push(filled.words.clone());
    }
    if let Some(party) = &value.party {
        parts.push(party.receiver.clone());
        parts.push(party.signing.word(t));
        parts.extend(party.began.map(instant));
        parts.extend(party.ended.map(instant));
    }
    if let Some(finding) = &value.finding {
        parts.push(finding.what.clone());
        parts.push(finding.severity.word(t));
        parts.push(finding.remedy.word(t));
    }
    parts.push(value.who.clone());
    parts.extend(value.at.map(instant));
    parts.retain(|part| !part.is_empty());
    parts.join(&t.merge_comma())
}
