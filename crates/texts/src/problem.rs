//! The words for what is wrong with a row of an imported file, the same in the window and in returned rows.

use crate::Texts;
use crate::error::Words;
use domain::import::Problem;
use domain::place::Level;
use domain::point::PointKind;
use domain::register;

/// What is wrong, and how to fix it. `field` is the column's field; none when the row as a whole is meant.
pub fn words(problem: &Problem, field: Option<&str>, t: &Texts) -> Words {
    let list = |names: &[String]| names.join(if t.lang() == crate::Lang::Zh { "、" } else { ", " });
    let (what, how) = match problem {
        Problem::Missing => (t.problem_missing(), t.problem_missing_fix()),
        Problem::Unreadable => (t.problem_unreadable(), unreadable(field, t)),
        Problem::BadTime => (t.problem_bad_time(), t.problem_bad_time_fix()),
        Problem::Future => (t.problem_future(), t.problem_future_fix()),
        Problem::TooOld => (t.problem_too_old(), t.problem_too_old_fix()),
        Problem::TooLong { limit } => (t.problem_too_long(limit.to_string()), t.problem_too_long_fix()),
        Problem::BadCharacters => (t.problem_bad_characters(), t.problem_bad_characters_fix()),
        Problem::CellCount { expected, found } => {
            (t.problem_cell_count(expected.to_string(), found.to_string()), t.problem_cell_count_fix())
        }
        Problem::PlaceMissing => (t.problem_place_missing(), t.problem_place_missing_fix()),
        Problem::UnknownPlaceCode => (t.problem_unknown_place_code(), t.problem_unknown_place_code_fix()),
        Problem::NumberCut => (t.problem_number_cut(), t.problem_number_cut_fix()),
        Problem::ErrorCell => (t.problem_error_cell(), t.problem_error_cell_fix()),
        Problem::CodeMangled => (t.problem_code_mangled(), t.problem_code_mangled_fix()),
        Problem::UnknownPlaceName => (t.problem_unknown_place_name(), t.problem_unknown_place_name_fix()),
        Problem::AmbiguousPlaceName { candidates } => {
            (t.problem_ambiguous_place_name(), t.problem_ambiguous_place_name_fix(list(candidates)))
        }
        Problem::PlaceMismatch { name } => (t.problem_place_mismatch(name), t.problem_place_mismatch_fix()),
        Problem::OutsideScope => (t.problem_outside_scope(), t.problem_outside_scope_fix()),
        Problem::RecordElsewhere => (t.problem_record_elsewhere(), t.problem_record_elsewhere_fix()),
        Problem::PlaceInactive => (t.problem_place_inactive(), t.problem_place_inactive_fix()),
        Problem::PlaceEnded { since, candidates } if candidates.is_empty() => (t.problem_place_closed(since), t.problem_place_closed_fix()),
        Problem::PlaceEnded { since, candidates } => (t.problem_place_split(since), t.problem_place_split_fix(list(candidates))),
        Problem::BodyEnded { since, candidates } if candidates.is_empty() => (t.problem_body_closed(since), t.problem_body_closed_fix()),
        Problem::BodyEnded { since, candidates } => (t.problem_body_split(since), t.problem_body_split_fix(list(candidates))),
        Problem::UnknownPoint { candidates } if candidates.is_empty() => (t.problem_unknown_point(), t.problem_unknown_point_none_fix()),
        Problem::UnknownPoint { candidates } => (t.problem_unknown_point(), t.problem_unknown_point_fix(list(candidates))),
        Problem::UnknownBody => (t.problem_unknown_body(), t.problem_unknown_body_fix()),
        Problem::UnknownModule => (t.problem_unknown_module(), t.problem_unknown_module_fix()),
        Problem::NoRecordNo => (t.problem_no_record_no(), t.problem_no_record_no_fix()),
        Problem::NoSource => (t.problem_no_source(), t.problem_no_source_fix()),
        Problem::DuplicateInFile { row } => (t.problem_duplicate_in_file(row.to_string()), t.problem_duplicate_in_file_fix()),
        Problem::Differs { field, stored } => (t.problem_differs(self::field(field, t), stored), t.problem_differs_fix()),
        Problem::NotACount => (t.problem_not_a_count(), t.problem_not_a_count_fix()),
        Problem::UnknownKey => (t.problem_unknown_key(), t.problem_unknown_key_fix()),
        Problem::Fixed { stored } => (t.problem_fixed(stored), t.problem_fixed_fix()),
        Problem::ChangedMeanwhile { stored } => (t.problem_changed_meanwhile(stored), t.problem_changed_meanwhile_fix()),
        Problem::TwiceInFile { row } => (t.problem_twice_in_file(row.to_string()), t.problem_twice_in_file_fix()),
        Problem::Rule { rule, args } => (t.error_invalid_what(), crate::error::rule(rule, args, t)),
    };
    Words { what, how }
}

fn unreadable(field: Option<&str>, t: &Texts) -> String {
    match field {
        Some("grade") => t.problem_unreadable_grade_fix(),
        Some("channel") => t.problem_unreadable_channel_fix(),
        Some("assess_no") => t.problem_unreadable_assess_no_fix(),
        Some("object") => t.problem_unreadable_object_fix(),
        Some("person_type") => t.problem_unreadable_person_type_fix(),
        Some("body_state") => one_of(&[true, false].map(register::body_state), t),
        Some("point_state") => one_of(&[true, false].map(register::point_state), t),
        Some("counted") => one_of(&[true, false].map(register::counted), t),
        Some("point_kind") => one_of(&PointKind::ALL.map(register::kind_word), t),
        Some("unit_level") => one_of(&[Level::Town, Level::Village].map(register::level_word), t),
        _ => t.problem_unreadable_fix(),
    }
}

/// The words of a column as files write them, in any language.
fn one_of(words: &[&str], t: &Texts) -> String {
    t.notes_register_one_of(words.join("、"))
}

/// The name of a field of an imported file. A field without a name keeps its own.
pub fn field(field: &str, t: &Texts) -> String {
    match field {
        line if line.starts_with("line_") => crate::inspection::line_cell_name(domain::inspection::checklist::columns::key(line), t),
        "source" => t.field_source(),
        "record_no" => t.field_record_no(),
        "case_no" => t.field_case_no(),
        "place_code" => t.field_place_code(),
        "place_name" => t.field_place_name(),
        "point" => t.field_point(),
        "window_no" => t.field_window_no(),
        "staff_no" => t.field_staff_no(),
        "item_code" => t.field_item_code(),
        "item_name" => t.field_item_name(),
        "body" => t.field_body(),
        "module" => t.field_module(),
        "channel" => t.field_channel(),
        "grade" => t.field_grade(),
        "assess_no" => t.field_assess_no(),
        "object" => t.field_object(),
        "person_type" => t.field_person_type(),
        "reasons" => t.field_reasons(),
        "comment" => t.field_comment(),
        "at" => t.field_at(),
        "rater_name" => t.field_rater_name(),
        "rater_phone" => t.field_rater_phone(),
        "day" => t.field_day(),
        "cases" => t.field_cases(),
        "key" => t.field_key(),
        "version" => t.field_version(),
        "body_name" => t.field_body_name(),
        "credit_code" => t.field_credit_code(),
        "seat" => t.field_seat(),
        "body_state" => t.field_body_state(),
        "point_kind" => t.field_point_kind(),
        "point_name" => t.field_point_name(),
        "address" => t.field_address(),
        "head" => t.field_head(),
        "staff" => t.field_staff(),
        "phone" => t.field_phone(),
        "hours" => t.field_hours(),
        "leader" => t.field_leader(),
        "cadre" => t.field_cadre(),
        "opened" => t.field_opened(),
        "point_state" => t.field_point_state(),
        "windows" => t.field_windows(),
        "devices" => t.field_devices(),
        "login" => t.field_login(),
        "person_name" => t.field_person_name(),
        "unit_code" => t.field_unit_code(),
        "unit_name" => t.field_unit_name(),
        "unit_level" => t.field_unit_level(),
        "above_code" => t.field_above_code(),
        "above" => t.field_above(),
        "counted" => t.field_counted(),
        "uncounted_reason" => t.field_uncounted_reason(),
        "item_base_code" => t.item_base_code(),
        "item_handle_code" => t.item_handle_code(),
        "item_kind" => t.item_kind(),
        "item_origin" => t.item_origin(),
        "item_state" => t.item_state(),
        "item_verified" => t.item_verified_day(),
        "item_body" => t.item_body(),
        "item_nature" => t.item_nature(),
        "item_undertaker" => t.item_undertaker(),
        "item_entrusted_by" => t.item_entrusted_by(),
        "item_joint" => t.item_joint(),
        "item_power_source" => t.item_power_source(),
        "item_levels" => t.item_levels(),
        "item_basis" => t.item_part_basis(),
        "item_handling" => t.item_handling(),
        "item_legal" => t.item_legal(),
        "item_legal_note" => t.item_legal_note(),
        "item_promised" => t.item_promised(),
        "item_promised_note" => t.item_promised_note(),
        "item_audience" => t.item_audience(),
        "item_conditions" => t.item_part_conditions(),
        "item_special" => t.item_special(),
        "item_steps" => t.item_part_steps(),
        "item_materials" => t.item_part_materials(),
        "item_fees" => t.item_part_fees(),
        "item_results" => t.item_part_results(),
        "item_channels" => t.item_part_channels(),
        "item_questions" => t.item_part_questions(),
        "item_visits" => t.item_visits(),
        "item_online" => t.item_online(),
        "item_express" => t.item_express(),
        "item_booking" => t.item_booking(),
        "item_terminal" => t.item_terminal(),
        "item_hall" => t.item_hall(),
        "item_reach" => t.item_reach(),
        "item_hours" => t.item_hours(),
        "item_consult" => t.item_consult(),
        "item_supervise" => t.item_supervise(),
        "item_effective" => t.item_effective(),
        "item_ends" => t.item_ends(),
        "item_modules" => t.item_modules(),
        "item_note" => t.item_note(),
        "duty_list" => t.duty_list(),
        "duty_code" => t.duty_code(),
        "duty_name" => t.duty_name(),
        "duty_parent" => t.duty_parent(),
        "duty_kind" => t.duty_kind(),
        "duty_body" => t.duty_body(),
        "duty_joint" => t.duty_joint(),
        "duty_undertaker" => t.duty_undertaker(),
        "duty_place" => t.duty_place(),
        "duty_levels" => t.duty_levels(),
        "duty_authority" => t.duty_authority(),
        "duty_body_duty" => t.duty_body_duty(),
        "duty_basis" => t.duty_basis(),
        "duty_measures" => t.duty_measures(),
        "duty_steps" => t.duty_steps(),
        "duty_accountable" => t.duty_accountable(),
        "duty_situations" => t.duty_situations(),
        "duty_accountability_basis" => t.duty_accountability_basis(),
        "duty_risks" => t.duty_risks(),
        "duty_hotline" => t.duty_hotline(),
        "duty_flow_chart" => t.duty_flow_chart(),
        "duty_origin" => t.duty_origin(),
        "duty_note" => t.duty_note(),
        "duty_verified" => t.item_verified_day(),
        "ledger_no" => t.finding_ordinal(),
        "ledger_found" => t.finding_found(),
        "ledger_town" => t.finding_town(),
        "ledger_village" => t.finding_village(),
        "ledger_unified" => t.visit_unified(),
        "ledger_what" => t.finding_what(),
        "ledger_unit" => t.visit_unit(),
        "ledger_leader" => t.visit_leader(),
        "ledger_person" => t.visit_person(),
        "ledger_measures" => t.visit_measures(),
        "ledger_due" => t.finding_due(),
        "ledger_progress" => t.finding_progress(),
        "ledger_proof" => t.finding_proof(),
        "ledger_closed" => t.finding_is_closed(),
        "ledger_checker" => t.finding_checker(),
        "ledger_note" => t.visit_note(),
        "ledger_notice" => t.finding_notice(),
        "ledger_state" => t.inspect_state(),
        "ledger_severity" => t.visit_severity(),
        "ledger_remedy" => t.visit_remedy(),
        "ledger_first_due" => t.finding_first_due(),
        "ledger_again" => t.finding_again(),
        "ledger_mended" => t.finding_is_mended(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use domain::import::ImportKind;
    use domain::register::Register;

    #[test]
    fn fields_are_called_as_in_exported_files() {
        let (zh, en) = (Texts::load(Lang::Zh), Texts::load(Lang::En));
        let files = [ImportKind::Ratings, ImportKind::Cases].map(ImportKind::columns).into_iter();
        let lists =
            [domain::inspection::checklist::columns::LINE_COLUMNS, domain::inspection::finding::columns::LEDGER_COLUMNS].into_iter();
        for columns in files.chain(lists).chain(Register::ALL.map(Register::columns)) {
            for column in columns {
                assert_eq!(field(column.field, &zh), column.headers[0]);
                assert_ne!(field(column.field, &en), column.field);
            }
        }
    }

    #[test]
    fn details_reach_the_words() {
        let t = Texts::load(Lang::Zh);
        let said = |problem: Problem, field: Option<&str>| {
            let Words { what, how } = words(&problem, field, &t);
            format!("{what}|{how}")
        };
        let candidates = vec!["440811100001 甲村".to_owned(), "440811101001 甲村".to_owned()];
        assert!(said(Problem::AmbiguousPlaceName { candidates }, Some("place_name")).contains("440811100001 甲村、440811101001 甲村"));
        assert!(said(Problem::Differs { field: "grade".to_owned(), stored: "满意".to_owned() }, None).contains("评价等级不同"));
        assert!(said(Problem::Unreadable, Some("grade")).contains("非常满意"));
        assert!(said(Problem::UnknownPoint { candidates: Vec::new() }, Some("point")).contains("还没有登记服务点"));
        // Wherever a column knows its words, they are said.
        for (field, word) in [
            ("body_state", "在办"),
            ("point_state", "停用"),
            ("counted", "否"),
            ("point_kind", "24小时自助服务点"),
            ("unit_level", "村（居）"),
        ] {
            assert!(said(Problem::Unreadable, Some(field)).contains(word), "{field}");
        }
    }
}
