//! What fields, rows and values of a service item are called, and what of them a guide (办事指南) tells in which order: for the page and
//! for papers alike.

use crate::Texts;
use crate::words::{Word, cell_name, cell_word};
use domain::body::BodyId;
use domain::catalogue::ModuleId;
use domain::catalogue::availability::{Offer, OfferState};
use domain::catalogue::item::ItemFields;
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::PartKind;
use domain::place::Level;
use std::collections::BTreeMap;

/// What items refer to, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Bodies.
    pub bodies: BTreeMap<BodyId, String>,
    /// Modules.
    pub modules: BTreeMap<ModuleId, String>,
}

impl Names {
    /// The name of a body.
    pub fn body(&self, id: BodyId) -> String {
        self.bodies.get(&id).cloned().unwrap_or_default()
    }

    /// The name of a module.
    pub fn module(&self, id: ModuleId) -> String {
        self.modules.get(&id).cloned().unwrap_or_default()
    }
}

/// What a cell of the matrix says, in one line.
pub fn offer(offer: &Offer, t: &Texts) -> String {
    let until = offer.until.map(domain::day::text);
    match (offer.state, offer.reason.as_str(), until) {
        (OfferState::Suspended, "", None) => offer.state.word(t),
        (OfferState::Suspended, reason, None) => t.availability_suspended_open(reason),
        (OfferState::Suspended, reason, Some(until)) => t.availability_suspended_until(until, reason),
        (state, ..) => state.word(t),
    }
}

/// The name of a field; none for what is no field of an item.
pub fn field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "name" => t.item_name(),
        "code" => t.item_code(),
        "base_code" => t.item_base_code(),
        "handle_code" => t.item_handle_code(),
        "kind" => t.item_kind(),
        "origin" => t.item_origin(),
        "state" => t.item_state(),
        "verified" => t.item_verified(),
        "body" | "body_name" => t.item_body(),
        "nature" => t.item_nature(),
        "undertaker" => t.item_undertaker(),
        "entrusted_by" => t.item_entrusted_by(),
        "joint" | "joint_names" => t.item_joint(),
        "power_source" => t.item_power_source(),
        "levels" => t.item_levels(),
        "handling" => t.item_handling(),
        "legal" => t.item_legal(),
        "legal_note" => t.item_legal_note(),
        "promised" => t.item_promised(),
        "promised_note" => t.item_promised_note(),
        "audience" => t.item_audience(),
        "special" => t.item_special(),
        "visits" => t.item_visits(),
        "online" => t.item_online(),
        "express" => t.item_express(),
        "booking" => t.item_booking(),
        "terminal" => t.item_terminal(),
        "hall" => t.item_hall(),
        "reach" => t.item_reach(),
        "hours" => t.item_hours(),
        "consult" => t.item_consult(),
        "supervise" => t.item_supervise(),
        "effective" => t.item_effective(),
        "ends" => t.item_ends(),
        "modules" | "module_names" => t.item_modules(),
        "note" => t.item_note(),
        rows => part_name(PartKind::from_code(rows)?, t),
    })
}

/// The name of a kind of rows.
pub fn part_name(kind: PartKind, t: &Texts) -> String {
    match kind {
        PartKind::Basis => t.item_part_basis(),
        PartKind::Conditions => t.item_part_conditions(),
        PartKind::Steps => t.item_part_steps(),
        PartKind::Materials => t.item_part_materials(),
        PartKind::Fees => t.item_part_fees(),
        PartKind::Results => t.item_part_results(),
        PartKind::Channels => t.item_part_channels(),
        PartKind::Questions => t.item_part_questions(),
    }
}

/// A limit in words.
pub fn limit_words(limit: Option<Limit>, t: &Texts) -> String {
    limit.map_or_else(|| t.item_no_limit(), |limit| t.item_limit(limit.days.to_string(), limit.unit.word(t)))
}

/// Words joined as a language joins them.
pub fn listed(words: impl Iterator<Item = String>, t: &Texts) -> String {
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(&t.merge_comma())
}

/// Levels in words.
pub fn levels_words(levels: &[Level], t: &Texts) -> String {
    listed(levels.iter().map(|level| level.word(t)), t)
}

/// The value of a field as a person reads it, for guides and for comparing two edits. Empty where there is nothing.
pub fn value(fields: &ItemFields, key: &str, names: &Names, t: &Texts) -> String {
    let yes_no = |yes: bool| if yes { t.common_yes() } else { t.common_no() };
    let text = |text: &str| text.trim().to_owned();
    match key {
        "name" => text(&fields.name),
        "code" => text(&fields.code),
        "base_code" => text(&fields.base_code),
        "handle_code" => text(&fields.handle_code),
        "kind" => fields.kind.word(t),
        "origin" => fields.origin.word(t),
        "state" => fields.state.word(t),
        "verified" => fields.verified.map_or_else(|| t.item_unverified(), |day| t.item_verified_on(domain::day::text(day))),
        "body" => fields.body.map(|body| names.body(body)).unwrap_or_default(),
        "nature" => fields.nature.word(t),
        "undertaker" => text(&fields.undertaker),
        "entrusted_by" => text(&fields.entrusted_by),
        "joint" => listed(fields.joint.iter().map(|body| names.body(*body)), t),
        "power_source" => text(&fields.power_source),
        "levels" => levels_words(&fields.levels, t),
        "handling" => fields.handling.word(t),
        "legal" => limit_words(fields.legal, t),
        "legal_note" => text(&fields.legal_note),
        "promised" => limit_words(fields.promised, t),
        "promised_note" => text(&fields.promised_note),
        "audience" => listed(fields.audience.iter().map(|one| one.word(t)), t),
        "special" => text(&fields.special),
        "visits" => t.item_n_visits(fields.visits.to_string()),
        "online" => yes_no(fields.online),
        "express" => yes_no(fields.express),
        "booking" => yes_no(fields.booking),
        "terminal" => yes_no(fields.terminal),
        "hall" => yes_no(fields.hall),
        "reach" => fields.reach.word(t),
        "hours" => text(&fields.hours),
        "consult" => text(&fields.consult),
        "supervise" => text(&fields.supervise),
        "effective" => fields.effective.map(domain::day::text).unwrap_or_default(),
        "ends" => fields.ends.map(domain::day::text).unwrap_or_default(),
        "modules" => listed(fields.modules.iter().map(|module| names.module(*module)), t),
        "note" => text(&fields.note),
        rows => PartKind::from_code(rows).map(|kind| rows_words(fields, kind, t)).unwrap_or_default(),
    }
}

/// Rows of a kind, a line each.
fn rows_words(fields: &ItemFields, kind: PartKind, t: &Texts) -> String {
    let line = |cells: Vec<String>| {
        let worded = kind.columns().iter().zip(cells).map(|(column, cell)| cell_word(kind, column.key, cell.trim(), t));
        worded.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    fields.rows(kind).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a guide (办事指南) tells at its top.
pub const GUIDE_FACTS: [&str; 8] = ["body", "audience", "levels", "handling", "legal", "promised", "visits", "reach"];

/// What it tells below the rows.
pub const GUIDE_SERVICE: [&str; 15] = [
    "legal_note",
    "promised_note",
    "special",
    "hours",
    "consult",
    "supervise",
    "online",
    "express",
    "booking",
    "terminal",
    "hall",
    "undertaker",
    "joint",
    "modules",
    "note",
];

/// What only whoever keeps the catalogue looks for.
pub const GUIDE_KEEPING: [&str; 10] =
    ["code", "base_code", "handle_code", "kind", "origin", "nature", "entrusted_by", "power_source", "effective", "ends"];

/// Its rows, in the order in which a person needs them.
pub const GUIDE_ROWS: [PartKind; 8] = [
    PartKind::Conditions,
    PartKind::Materials,
    PartKind::Steps,
    PartKind::Fees,
    PartKind::Results,
    PartKind::Channels,
    PartKind::Questions,
    PartKind::Basis,
];

/// A row of a guide: what it is about, alone, then each cell that says something, under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideRow {
    /// What it is about.
    pub title: String,
    /// Names and words.
    pub cells: Vec<(String, String)>,
}

/// The rows of a kind as a guide tells them.
pub fn guide_rows(fields: &ItemFields, kind: PartKind, t: &Texts) -> Vec<GuideRow> {
    let head = kind.columns().iter().position(|column| column.required).unwrap_or(0);
    let row = |cells: Vec<String>| {
        let title = cells.get(head).cloned().unwrap_or_default();
        let rest = kind.columns().iter().zip(cells).enumerate().filter(|(at, (_, cell))| *at != head && says_something(cell));
        let cells = rest.map(|(_, (column, cell))| (cell_name(kind, column.key, t), cell_word(kind, column.key, &cell, t)));
        GuideRow { title, cells: cells.collect() }
    };
    fields.rows(kind).into_iter().map(row).collect()
}

/// What a guide says where there are no rows of a kind.
pub fn guide_none(kind: PartKind, t: &Texts) -> String {
    if kind == PartKind::Fees { t.item_no_fee() } else { t.item_part_none() }
}

/// Neither empty nor a number of copies that nobody has given.
fn says_something(cell: &str) -> bool {
    !cell.trim().is_empty() && cell != "0"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use domain::catalogue::item::FIELDS;
    use domain::catalogue::parts::Material;

    #[test]
    fn every_field_and_cell_has_a_name_of_its_own() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            let mut names: Vec<String> = FIELDS.iter().map(|key| field_name(key, &t).unwrap()).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), FIELDS.len());
            for kind in PartKind::ALL {
                let mut names: Vec<String> = kind.columns().iter().map(|column| cell_name(kind, column.key, &t)).collect();
                names.sort();
                names.dedup();
                assert_eq!(names.len(), kind.columns().len(), "{kind:?}");
            }
        }
    }

    #[test]
    fn rows_are_read_with_the_words_of_what_was_chosen() {
        let t = Texts::load(Lang::Zh);
        let material = Material { name: "申请书".to_owned(), copies: 2, ..Material::default() };
        let fields = ItemFields { materials: vec![material], ..ItemFields::default() };
        assert_eq!(value(&fields, "materials", &Names::default(), &t), "申请书 必要 原件 纸质或电子 2 申请人自备");
        assert_eq!(value(&fields, "legal", &Names::default(), &t), "无");
    }

    #[test]
    fn a_guide_leaves_out_only_what_is_said_of_it_otherwise() {
        let told: Vec<&str> = GUIDE_FACTS.iter().chain(&GUIDE_SERVICE).chain(&GUIDE_KEEPING).copied().collect();
        let rows = GUIDE_ROWS.map(|kind| part_name(kind, &Texts::load(Lang::Zh)));
        let left: Vec<&&str> = FIELDS.iter().filter(|key| !told.contains(*key) && PartKind::from_code(key).is_none()).collect();
        assert_eq!(left, [&"name", &"state", &"verified"]);
        assert_eq!(rows.len(), PartKind::ALL.len());
    }

    #[test]
    fn a_row_of_a_guide_stands_under_what_it_is_about() {
        let t = Texts::load(Lang::Zh);
        let material = Material { name: "申请书".to_owned(), copies: 2, ..Material::default() };
        let fields = ItemFields { materials: vec![material], ..ItemFields::default() };
        let rows = guide_rows(&fields, PartKind::Materials, &t);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].title, "申请书");
        assert!(rows[0].cells.iter().any(|(_, words)| words == "2"), "{rows:?}");
        assert!(rows[0].cells.iter().all(|(_, words)| words != "申请书"));
    }
}
