//! What fields, terms, cycles and lights of 督办 are called: for the page and for papers alike.

use crate::Texts;
use crate::words::Word;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::place::PlaceId;
use domain::supervision::cycle::Cycle;
use domain::supervision::light::Cause;
use domain::supervision::{MatterFields, Term};
use std::collections::BTreeMap;

/// How often progress is told.
pub fn cycle(cycle: Cycle, t: &Texts) -> String {
    match cycle {
        Cycle::None => t.supervision_cycle_none(),
        Cycle::Days(days) => t.supervision_cycle_days(days.to_string()),
        Cycle::Weekly => t.supervision_cycle_weekly(),
        Cycle::HalfMonthly => t.supervision_cycle_half_monthly(),
        Cycle::Monthly => t.supervision_cycle_monthly(),
    }
}

/// A term as it was set.
pub fn term(term: Term, t: &Texts) -> String {
    match term {
        Term::Day(day) => domain::day::text(day),
        Term::After { days, unit: Unit::Workday } => t.supervision_term_workdays(days.to_string()),
        Term::After { days, unit: Unit::Day | Unit::NaturalDay } => t.supervision_term_days(days.to_string()),
    }
}

/// Why a light is what it is, for so many days.
pub fn cause(cause: Cause, days: i64, t: &Texts) -> String {
    let days = days.to_string();
    match cause {
        Cause::Overdue => t.supervision_cause_overdue(days),
        Cause::Late => t.supervision_cause_late(),
        Cause::MissedLong => t.supervision_cause_missed_long(days),
        Cause::Missed => t.supervision_cause_missed(days),
        Cause::Soon => t.supervision_cause_soon(),
        Cause::Unsigned => t.supervision_cause_unsigned(),
    }
}

/// What matters refer to, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Bodies.
    pub bodies: BTreeMap<BodyId, String>,
    /// Places.
    pub places: BTreeMap<PlaceId, String>,
}

impl Names {
    /// The name of a body.
    pub fn body(&self, id: BodyId) -> String {
        self.bodies.get(&id).cloned().unwrap_or_default()
    }

    /// The name of a place.
    pub fn place(&self, id: PlaceId) -> String {
        self.places.get(&id).cloned().unwrap_or_default()
    }
}

/// The name of a field; none for what is no field of a matter.
pub fn field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "title" => t.supervision_matter_title(),
        "source" => t.supervision_source(),
        "instructor" => t.supervision_instructor(),
        "instruction" => t.supervision_instruction(),
        "instructed" => t.supervision_instructed(),
        "demand" => t.supervision_demand(),
        "leader" => t.supervision_leader(),
        "lead" => t.supervision_lead(),
        "helpers" => t.supervision_helpers(),
        "responsible" => t.supervision_responsible(),
        "place" => t.supervision_place(),
        "term" => t.supervision_term(),
        "cycle" => t.supervision_cycle(),
        "note" => t.supervision_note(),
        "link" => t.supervision_link(),
        _ => return None,
    })
}

/// The value of a field in words; nothing where it says nothing.
pub fn value(fields: &MatterFields, key: &str, names: &Names, t: &Texts) -> String {
    match key {
        "title" => fields.title.clone(),
        "source" => fields.source.word(t),
        "instructor" => fields.instructor.clone(),
        "instruction" => fields.instruction.clone(),
        "instructed" => fields.instructed.map(domain::day::text).unwrap_or_default(),
        "demand" => fields.demand.clone(),
        "leader" => fields.leader.clone(),
        "lead" => fields.lead.map(|body| names.body(body)).unwrap_or_default(),
        "helpers" => fields.helpers.iter().map(|body| names.body(*body)).collect::<Vec<_>>().join(&t.merge_comma()),
        "responsible" => fields.responsible.clone(),
        "place" => fields.place.map(|place| names.place(place)).unwrap_or_default(),
        "term" => term(fields.term, t),
        "cycle" => cycle(fields.cycle, t),
        "note" => fields.note.clone(),
        _ => String::new(),
    }
}
