//! What fields, rows and values of an entry of the responsibility lists (权责事项) are called: for the page and for papers alike.

use crate::Texts;
use crate::words::Word;
use domain::body::BodyId;
use domain::duty::{DutyFields, DutyId, DutyPart, RiskLevel};
use domain::place::PlaceId;
use std::collections::BTreeMap;

/// What entries refer to, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Bodies.
    pub bodies: BTreeMap<BodyId, String>,
    /// Places.
    pub places: BTreeMap<PlaceId, String>,
    /// Main entries.
    pub duties: BTreeMap<DutyId, String>,
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

/// The name of a field; none for what is no field of an entry.
pub fn field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "list" => t.duty_list(),
        "code" => t.duty_code(),
        "name" => t.duty_name(),
        "parent" => t.duty_parent(),
        "kind" => t.duty_kind(),
        "body" => t.duty_body(),
        "joint" => t.duty_joint(),
        "undertaker" => t.duty_undertaker(),
        "place" => t.duty_place(),
        "levels" => t.duty_levels(),
        "authority" => t.duty_authority(),
        "body_duty" => t.duty_body_duty(),
        "basis" => t.duty_basis(),
        "measures" => t.duty_measures(),
        "steps" => t.duty_steps(),
        "accountable" => t.duty_accountable(),
        "situations" => t.duty_situations(),
        "accountability_basis" => t.duty_accountability_basis(),
        "risks" => t.duty_risks(),
        "hotline" => t.duty_hotline(),
        "flow_chart" => t.duty_flow_chart(),
        "flow_chart_file" => t.duty_flow_chart_file(),
        "origin" => t.duty_origin(),
        "verified" => t.duty_verified(),
        "note" => t.duty_note(),
        _ => return None,
    })
}

/// The name of a cell of a row.
pub fn cell_name(part: DutyPart, column: &str, t: &Texts) -> String {
    match (part, column) {
        (DutyPart::Basis, "law") => t.duty_cell_law(),
        (DutyPart::Basis, "article") => t.duty_cell_article(),
        (DutyPart::Basis, "clause") => t.duty_cell_clause(),
        (DutyPart::Basis, _) => t.duty_cell_text(),
        (DutyPart::Steps, "name") => t.duty_cell_step(),
        (DutyPart::Steps, "content") => t.duty_cell_content(),
        (DutyPart::Steps, _) => t.duty_cell_step_basis(),
        (DutyPart::Risks, "stage") => t.duty_cell_risk_stage(),
        (DutyPart::Risks, "form") => t.duty_cell_risk_form(),
        (DutyPart::Risks, "level") => t.duty_cell_risk_level(),
        (DutyPart::Risks, "measure") => t.duty_cell_risk_measure(),
        (DutyPart::Risks, _) => t.duty_cell_risk_person(),
    }
}

/// The word of a cell in which something is chosen; the text itself elsewhere.
pub fn cell_word(part: DutyPart, column: &str, cell: &str, t: &Texts) -> String {
    let word = if (part, column) == (DutyPart::Risks, "level") { RiskLevel::from_code(cell).map(|level| level.word(t)) } else { None };
    word.unwrap_or_else(|| cell.to_owned())
}

/// Whether a field says something of an entry: it is not as it usually is, or always told.
pub fn is_said(fields: &DutyFields, field: &str) -> bool {
    let mut emptied = fields.clone();
    emptied.take(field, &DutyFields::default());
    emptied != *fields || matches!(field, "list" | "kind" | "origin" | "verified")
}

fn listed(words: impl Iterator<Item = String>, t: &Texts) -> String {
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(&t.merge_comma())
}

/// The value of a field as a person reads it. Empty where there is nothing.
pub fn value(fields: &DutyFields, key: &str, names: &Names, t: &Texts) -> String {
    if let Some(text) = fields.text(key) {
        return text.trim().to_owned();
    }
    match key {
        "list" => fields.list.word(t),
        "parent" => fields.parent.and_then(|parent| names.duties.get(&parent)).cloned().unwrap_or_default(),
        "kind" => fields.kind.word(t),
        "body" => fields.body.map(|body| names.body(body)).unwrap_or_default(),
        "joint" => listed(fields.joint.iter().map(|body| names.body(*body)), t),
        "place" => fields.place.map(|place| names.place(place)).unwrap_or_default(),
        "levels" => listed(fields.levels.iter().map(|level| level.word(t)), t),
        "origin" => fields.origin.word(t),
        "flow_chart_file" => {
            fields.flow_chart_file.as_ref().map(|chart| t.duty_flow_chart_named(&chart.name, chart.mark())).unwrap_or_default()
        }
        "verified" => fields.verified.map_or_else(|| t.duty_unverified(), |day| t.duty_verified_on(domain::day::text(day))),
        rows => DutyPart::from_code(rows).map(|part| rows_words(fields, part, t)).unwrap_or_default(),
    }
}

/// Rows of a kind, a line each.
fn rows_words(fields: &DutyFields, part: DutyPart, t: &Texts) -> String {
    let line = |cells: Vec<String>| {
        let worded = part.columns().iter().zip(cells).map(|(column, cell)| cell_word(part, column.key, cell.trim(), t));
        worded.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    fields.rows(part).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use domain::duty::{FIELDS, RiskPoint};

    #[test]
    fn every_field_has_a_name_and_a_value() {
        let t = Texts::load(Lang::Zh);
        let names = Names { bodies: BTreeMap::from([(BodyId(3), "区民政局".to_owned())]), ..Names::default() };
        let risk = RiskPoint { stage: "审查".to_owned(), level: RiskLevel::High, ..RiskPoint::default() };
        let fields = DutyFields { name: "许可".to_owned(), body: Some(BodyId(3)), risks: vec![risk], ..DutyFields::default() };
        assert!(FIELDS.iter().all(|field| field_name(field, &t).is_some()));
        assert_eq!(value(&fields, "body", &names, &t), "区民政局");
        assert_eq!(value(&fields, "risks", &names, &t), "审查 高");
        assert_eq!(value(&fields, "verified", &names, &t), "待核实");
        assert_eq!(field_name("version", &t), None);
    }
}
