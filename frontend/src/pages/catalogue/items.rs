//! Items: what fields, cells and values are called; no view.

use domain::body::BodyId;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{ItemKind, ItemState, Origin};
use domain::catalogue::item::{ItemFields, ItemProblem, Rule};
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::PartKind;
use domain::place::Level;
use std::collections::BTreeMap;
use texts::Texts;
use texts::format::NONE;
use texts::words::{Word, cell_word};

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
fn listed(words: impl Iterator<Item = String>, t: &Texts) -> String {
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

/// A value of the log: codes in words, rows with the words of what was chosen in them. None where it is a text.
pub fn logged(path: &str, value: &str, t: &Texts) -> Option<String> {
    let key = path.strip_prefix("fields.")?;
    let days = |unit: &str| domain::calendar::Unit::ALL.into_iter().find(|one| code_of(one) == unit).map(|one| one.word(t));
    match key {
        "kind" => ItemKind::from_code(value).map(|word| word.word(t)),
        "origin" => Origin::from_code(value).map(|word| word.word(t)),
        "state" => ItemState::from_code(value).map(|word| word.word(t)),
        "nature" => domain::catalogue::codes::BodyNature::from_code(value).map(|word| word.word(t)),
        "handling" => domain::catalogue::codes::Handling::from_code(value).map(|word| word.word(t)),
        "reach" => domain::catalogue::codes::Reach::from_code(value).map(|word| word.word(t)),
        "legal.unit" | "promised.unit" => days(value),
        "audience" => {
            let word = |code: &str| domain::catalogue::codes::Audience::from_code(code).map_or_else(|| code.to_owned(), |one| one.word(t));
            Some(listed(value.split('、').map(word), t))
        }
        rows => {
            let kind = PartKind::from_code(rows)?;
            let choices = kind.columns().iter().filter(|c| matches!(c.kind, domain::catalogue::parts::CellKind::Choice(_)));
            let keys: Vec<&str> = choices.map(|column| column.key).collect();
            let word = |cell: &str| {
                let worded = keys.iter().map(|key| cell_word(kind, key, cell, t)).find(|word| word != cell);
                worded.unwrap_or_else(|| cell.to_owned())
            };
            Some(value.split(' ').map(word).collect::<Vec<_>>().join(" "))
        }
    }
}

fn code_of(unit: &domain::calendar::Unit) -> String {
    serde_json::to_value(unit).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What is wrong, in words.
pub fn problem_words(problem: &ItemProblem, t: &Texts) -> String {
    let path = problem.at.path();
    let args = |pairs: &[(&str, String)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    match problem.rule {
        Rule::Required => texts::error::rule("required", &args(&[]), t),
        Rule::TooLong(limit) => texts::error::rule("too_long", &args(&[("limit", limit.to_string())]), t),
        Rule::TooMany(max) => texts::error::rule("too_many", &args(&[("max", max.to_string())]), t),
        Rule::Control => texts::error::rule("control", &args(&[]), t),
        Rule::Range(to) => {
            let from = u8::from(path == "legal" || path == "promised").to_string();
            texts::error::rule("range", &args(&[("from", from), ("to", to.to_string())]), t)
        }
        Rule::Order => texts::error::rule("order", &args(&[]), t),
        Rule::Instant => texts::error::rule("instant", &args(&[]), t),
    }
}

/// A value, or the sign that there is none.
pub fn or_none(value: String) -> String {
    if value.is_empty() { NONE.to_owned() } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::item::FIELDS;
    use domain::catalogue::parts::Material;
    use texts::Lang;

    #[test]
    fn every_field_and_cell_has_a_name_of_its_own() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            let mut names: Vec<String> = FIELDS.iter().map(|key| field_name(key, &t).unwrap()).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), FIELDS.len());
            for kind in PartKind::ALL {
                let mut names: Vec<String> = kind.columns().iter().map(|column| texts::words::cell_name(kind, column.key, &t)).collect();
                names.sort();
                names.dedup();
                assert_eq!(names.len(), kind.columns().len(), "{kind:?}");
            }
        }
    }

    #[test]
    fn the_log_is_read_in_words() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(logged("fields.kind", "grant", &t).as_deref(), Some("行政给付"));
        assert_eq!(logged("fields.legal.unit", "workday", &t).as_deref(), Some("工作日"));
        assert_eq!(logged("fields.audience", "person、legal_person", &t).as_deref(), Some("自然人、法人"));
        assert_eq!(logged("fields.materials", "身份证 required original 1", &t).as_deref(), Some("身份证 必要 原件 1"));
        assert_eq!(logged("fields.hours", "全天", &t), None);
        assert_eq!(logged("state", "active", &t), None);
    }

    #[test]
    fn rows_are_read_with_the_words_of_what_was_chosen() {
        let t = Texts::load(Lang::Zh);
        let material = Material { name: "申请书".to_owned(), copies: 2, ..Material::default() };
        let fields = ItemFields { materials: vec![material], ..ItemFields::default() };
        assert_eq!(value(&fields, "materials", &Names::default(), &t), "申请书 必要 原件 纸质或电子 2 申请人自备");
        assert_eq!(value(&fields, "legal", &Names::default(), &t), "无");
    }
}
