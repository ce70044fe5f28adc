//! The words for an error that came through a door: what happened, and how to go on.
//!
//! By the code's stored name rather than by its type, since this room knows the `domain` only.

use crate::{Texts, format};
use std::collections::BTreeMap;

/// An error in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub what: String,
    /// How to go on.
    pub how: String,
}

/// The words for an error code (`not_found`) and its arguments; `None` for a code that has no words.
pub fn words(code: &str, args: &BTreeMap<String, String>, t: &Texts) -> Option<Words> {
    let arg = |name: &str| args.get(name).map_or("", String::as_str);
    let (what, how) = match code {
        "version_mismatch" => (t.error_version_mismatch_what(), t.error_version_mismatch_how()),
        "unknown_operation" => (t.error_unknown_operation_what(), t.error_unknown_operation_how()),
        "malformed" => (t.error_malformed_what(), t.error_malformed_how()),
        "sign_in_needed" => (t.error_sign_in_needed_what(), t.error_sign_in_needed_how()),
        "session_ended" => (t.error_session_ended_what(), t.error_session_ended_how()),
        "not_permitted" => (t.error_not_permitted_what(), t.error_not_permitted_how()),
        "not_found" => (t.error_not_found_what(), t.error_not_found_how()),
        // Of several the one is named.
        "conflict" if !arg("name").is_empty() => (t.error_conflict_of(arg("name")), t.error_conflict_how()),
        "conflict" => (t.error_conflict_what(), t.error_conflict_how()),
        "invalid" => (t.error_invalid_what(), rule(arg("rule"), args, t)),
        "wrong_credentials" => (t.error_wrong_credentials_what(), wrong_credentials(arg("left"), t)),
        "locked_out" => (t.error_locked_out_what(), locked_out(arg("seconds"), t)),
        "wrong_code" => (t.error_wrong_code_what(), t.error_wrong_code_how()),
        "roles_exclude" => (t.error_roles_exclude_what(), roles_exclude(arg("rule"), t)),
        "demo_only" => (t.error_demo_only_what(), t.error_demo_only_how()),
        "setup_needed" => (t.error_setup_needed_what(), t.error_setup_needed_how()),
        "already_set_up" => (t.error_already_set_up_what(), t.error_already_set_up_how()),
        "file_unreadable" => (t.error_file_unreadable_what(arg("name")), file_unreadable(arg("detail"), args, t)),
        "file_unwritable" => (
            t.error_file_unwritable_what(arg("name")),
            match arg("detail") {
                "too_many_rows" => t.error_file_too_many_rows(),
                "no_typeset" => t.error_paper_no_program(),
                "no_letters" => t.error_paper_no_letters(),
                "not_set" => t.error_paper_not_set(),
                _ => t.error_file_unwritable_how(),
            },
        ),
        "backup_unusable" => (t.error_backup_unusable_what(arg("name")), backup(arg("detail"), t)),
        "packet_unusable" => (t.error_packet_unusable_what(arg("name")), packet(arg("detail"), t)),
        "on_outpost" => (t.error_on_outpost_what(), t.error_on_outpost_how()),
        "key_lost" => (t.error_key_lost_what(), t.error_key_lost_how()),
        "in_use" => (t.error_in_use_what(), t.error_in_use_how()),
        "cancelled" => (t.error_cancelled_what(), t.error_cancelled_how()),
        "job_running" => (t.error_job_running_what(), t.error_job_running_how()),
        "busy" => (t.error_busy_what(), t.error_busy_how()),
        "disk_full" => (t.error_disk_full_what(), t.error_disk_full_how()),
        "read_only" => (t.error_read_only_what(), t.error_read_only_how()),
        "database_newer" => (t.error_database_newer_what(), t.error_database_newer_how(arg("found"), arg("known"))),
        "database_damaged" => (t.error_database_damaged_what(), t.error_database_damaged_how()),
        "unavailable" => (t.error_unavailable_what(), t.error_unavailable_how()),
        "internal" => (t.error_internal_what(), internal(arg("id"), t)),
        _ => return None,
    };
    Some(Words { what, how })
}

/// How to mend a value that breaks a rule; a rule without words of its own gets general ones.
pub fn rule(rule: &str, args: &BTreeMap<String, String>, t: &Texts) -> String {
    let arg = |names: &[&str]| names.iter().find_map(|n| args.get(*n)).map_or("", String::as_str).to_owned();
    match rule {
        "required" | "missing" => t.error_field_required(),
        "taken" => t.error_field_taken(),
        "login" => t.error_field_login(),
        "length" => t.error_field_length(arg(&["min"]), arg(&["max"])),
        "too_long" => t.error_field_too_long(arg(&["limit", "max"])),
        "too_short" => t.error_field_too_short(arg(&["limit", "min"])),
        "too_weak" => t.error_field_too_weak(),
        "same" => t.error_field_same(),
        "order" | "before_from" => t.error_field_order(),
        "range" => t.error_field_range(arg(&["from", "min"]), arg(&["to", "max"])),
        "future" => t.error_field_future(arg(&["max"])),
        "too_early" | "past" => t.error_field_too_early(arg(&["min"])),
        "visit_form_unknown" => t.error_field_visit_form_unknown(),
        "visit_forms_range" => t.error_field_visit_forms_range(arg(&["max"])),
        "one_of" => t.notes_register_one_of(arg(&["words"])),
        "numbers" => t.error_field_numbers(),
        "level" => t.error_field_level(),
        "credit_code" => t.error_field_credit_code(),
        "self" => t.error_field_self(),
        "closed" => t.error_field_closed(),
        "held" => t.error_field_held(),
        "last_of_role" => t.error_field_last_of_role(),
        "same_person" => t.error_field_same_person(),
        "made_by_tool" => t.error_field_made_by_tool(),
        "already_set" => t.error_field_already_set(),
        "not_village" => t.error_field_not_village(),
        "district_only" => t.error_field_district_only(),
        "another_body" => t.error_field_another_body(),
        "not_for_role" => t.error_field_not_for_role(),
        "unchanged" => t.error_field_unchanged(),
        "merging" => t.error_field_merging(),
        "list_unreadable" => t.error_field_list_unreadable(arg(&["detail"])),
        "list_year" => t.error_field_list_year(arg(&["year"])),
        "list_outside" => t.error_field_list_outside(arg(&["day"])),
        "list_twice" => t.error_field_list_twice(arg(&["day"])),
        "list_empty" => t.error_field_list_empty(),
        "list_missing" => t.error_field_list_missing(arg(&["name"])),
        "list_no_year" => t.error_field_list_no_year(),
        "list_weekday" => t.error_field_list_weekday(arg(&["day"])),
        "list_count" => t.error_field_list_count(arg(&["name"]), arg(&["told"]), arg(&["found"])),
        "ended" => t.error_field_unit_ended(),
        "before_last_change" => t.error_field_before_last_change(arg(&["day"])),
        "before_opened" => t.error_field_before_opened(),
        "not_beside" => t.error_field_not_beside(),
        "district" => t.error_field_district(),
        "has_below" => t.error_field_has_below(),
        "only_villages_split" => t.error_field_only_villages_split(),
        "has_no_below" => t.error_field_has_no_below(),
        "place_code" => t.error_field_place_code(),
        "code_form" => t.error_field_code_form(arg(&["prefix"])),
        "code_taken" => t.error_field_code_taken(arg(&["name"])),
        "twice" => t.error_field_twice(),
        "too_many_units" => t.error_field_too_many_units(),
        "too_few" => t.error_field_too_few(),
        "one_of_two" => t.error_field_one_of_two(),
        "too_far" => t.error_field_too_far(),
        "later_change" => t.error_field_later_change(arg(&["no"])),
        "revoked" => t.error_field_revoked(),
        "in_use" => t.error_field_in_use(),
        "not_for_points" => t.error_field_not_for_points(),
        "pending" => t.error_field_pending(),
        "repeat" => t.error_field_repeat(),
        "gone" => t.error_field_gone(),
        "denied" => t.error_field_denied(),
        "full" => t.error_field_full(),
        "changed_since" => t.error_field_changed_since(),
        "not_undoable" => t.error_field_not_undoable(),
        "not_yours" => t.error_field_not_yours(),
        "matter_not_yours" => t.error_field_matter_not_yours(),
        "too_many" => t.error_field_too_many(arg(&["max"])),
        "no_such_above" => t.error_field_no_such_above(),
        "level_below" => t.error_field_level_below(),
        "only_uncounted" => t.error_field_only_uncounted(),
        "locked" => t.error_field_locked(),
        "code_rule" => t.error_field_code_rule(arg(&["pattern"])),
        "breach" => t.error_field_breach(arg(&["begins"]), arg(&["promised"]), arg(&["legal"])),
        "instant" => t.error_field_instant(),
        "control" => t.error_field_control(),
        "unknown" => t.error_field_unknown(),
        "pattern_empty" => t.error_field_pattern_empty(),
        "pattern_repeat" => t.error_field_pattern_repeat("{3}", "{1,20}"),
        "pattern_too_many" => t.error_field_pattern_too_many(),
        "pattern_character" => t.error_field_pattern_character(),
        "not_current" => t.error_field_not_current(),
        "duty_stage" => t.error_field_duty_stage(arg(&["name"])),
        "duty_own" => t.error_field_duty_own(arg(&["name"])),
        "duty_twice" => t.error_field_duty_twice(arg(&["name"])),
        "duty_turn" => t.error_field_duty_turn(arg(&["name"]), arg(&["step"])),
        "duty_verdict" => t.error_field_duty_verdict(),
        "duty_behind" => t.error_field_duty_behind(arg(&["name"])),
        "duty_before" => t.error_field_duty_before(arg(&["name"]), arg(&["min"])),
        "duty_children" => t.error_field_duty_children(arg(&["name"]), arg(&["child"])),
        "duty_parent" => t.error_field_duty_parent(arg(&["name"]), arg(&["parent"])),
        "duty_set_twice" => t.error_field_duty_set_twice(arg(&["name"])),
        "duty_town" => t.error_field_duty_town(),
        "duty_village" => t.error_field_duty_village(),
        "circular" => t.error_field_duty_circular(),
        "duty_not_own" => t.error_field_duty_not_own(),
        "duty_draft_open" => t.error_field_duty_draft_open(),
        "duty_withdraw" => t.error_field_duty_withdraw(),
        "duty_withdrawn" => t.error_field_duty_withdrawn(),
        "duty_not_behind" => t.error_field_duty_not_behind(),
        "duty_same" => t.error_field_duty_same(arg(&["name"])),
        "duty_decided" => t.error_field_duty_decided(),
        "duty_adjustment_stage" => t.error_field_duty_adjustment_stage(arg(&["name"])),
        "duty_paper_empty" => t.error_field_duty_paper_empty(),
        "duty_paper_long" => t.error_field_duty_paper_long(arg(&["n"]), arg(&["limit"])),
        "duty_other" => t.error_field_duty_other(),
        "item_undescribed" => t.error_field_item_undescribed(arg(&["name"])),
        "item_same" => t.error_field_item_same(arg(&["name"])),
        "proposal_same" => t.error_field_proposal_same(),
        "proposal_body" => t.error_field_proposal_body(),
        "proposal_decided" => t.error_field_proposal_decided(arg(&["name"])),
        "item_unverified" => t.error_field_item_unverified(arg(&["name"])),
        "item_never_there" => t.error_field_item_never_there(arg(&["name"])),
        "item_submitted" => t.error_field_item_submitted(arg(&["name"])),
        "matter_state" => t.error_field_matter_state(),
        "circle" => t.error_field_circle(arg(&["path"])),
        "too_late" => t.error_field_too_late(arg(&["max"])),
        "task_state" => t.error_field_task_state(),
        "task_lead" => t.error_field_task_lead(),
        "task_proof" => t.error_field_task_proof(),
        "task_form_body" => t.error_field_task_form_body(),
        "task_waits" => t.error_field_task_waits(arg(&["title"])),
        "meeting_state" => t.error_field_meeting_state(),
        "plan_state" => t.error_field_plan_state(),
        "plan_not_yours" => t.error_field_plan_not_yours(),
        "plan_kind" => t.error_field_plan_kind(),
        "plan_own" => t.error_field_plan_own(),
        "plan_begun" => t.error_field_plan_begun(),
        "visit_state" => t.error_field_visit_state(),
        "visit_no_standby" => t.error_field_visit_no_standby(),
        "visit_out" => t.error_field_visit_out(arg(&["name"])),
        "visit_standby_inspectors" => t.error_field_visit_standby_inspectors(arg(&["name"]), arg(&["people"])),
        "visit_not_yours" => t.error_field_visit_not_yours(),
        "visit_not_sent" => t.error_field_visit_not_sent(),
        "visit_early" => t.error_field_visit_early(arg(&["min"])),
        "visit_missing" => t.error_field_visit_missing(arg(&["n"])),
        "visit_own" => t.error_field_visit_own(),
        "visit_agreed_lines" => t.error_field_visit_agreed_lines(),
        "packet_not_sent" => t.error_field_packet_not_sent(),
        "packet_other_person" => t.error_field_packet_other_person(arg(&["name"])),
        "packet_revoked" => t.error_field_packet_revoked(),
        "packet_visits" => t.error_field_packet_visits(),
        "packet_nothing" => t.error_field_packet_nothing(),
        "finding_withdrawn" => t.error_field_finding_withdrawn(),
        "ledger_unknown" => t.error_field_ledger_unknown(),
        "ledger_moved" => t.error_field_ledger_moved(),
        "ledger_many" => t.error_field_ledger_many(arg(&["max"])),
        "finding_photos_many" => t.error_field_finding_photos_many(arg(&["max"])),
        "ledger_fixed" => t.error_field_ledger_fixed(),
        "ledger_mended" => t.error_field_ledger_mended(),
        "ledger_proof" => t.error_field_ledger_proof(),
        "finding_state" => t.error_field_finding_state(),
        "finding_not_yours" => t.error_field_finding_not_yours(),
        "finding_own" => t.error_field_finding_own(),
        "finding_checked" => t.error_field_finding_checked(),
        "finding_part" => t.error_field_finding_part(),
        "finding_secret" => t.error_field_finding_secret(),
        "finding_asked" => t.error_field_finding_asked(),
        "finding_not_asked" => t.error_field_finding_not_asked(),
        "finding_object_late" => t.error_field_finding_object_late(arg(&["max"])),
        "finding_milestones" => t.error_field_finding_milestones(),
        "finding_milestones_done" => t.error_field_finding_milestones_done(),
        "finding_unsent" => t.error_field_finding_unsent(),
        "visit_unreviewed" => t.error_field_visit_unreviewed(),
        "plan_unvisited" => t.error_field_plan_unvisited(),
        "exemplar_own" => t.error_field_exemplar_own(),
        "plan_open" => t.error_field_plan_open(),
        "plan_over" => t.error_field_plan_over(),
        "plan_undrawn" => t.error_field_plan_undrawn(),
        "inspector_role" => t.error_field_inspector_role(),
        "approver_role" => t.error_field_approver_role(),
        "roster_empty" => t.error_field_roster_empty(),
        "draw_clock" => t.error_field_draw_clock(),
        "witness_self" => t.error_field_witness_self(),
        "checklist_only_if" => t.error_field_checklist_only_if(),
        "checklist_each" => t.error_field_checklist_each(),
        "checklist_no_points" => t.error_field_checklist_no_points(),
        "checklist_no_draft" => t.error_field_checklist_no_draft(),
        "checklist_unpublished" => t.error_field_checklist_unpublished(),
        "plan_approver" => t.error_field_plan_approver(arg(&["name"])),
        "roster_inspectors" => t.error_field_roster_inspectors(arg(&["name"])),
        "roster_wrong" => t.error_field_roster_wrong(arg(&["detail"])),
        "checklist_code" => t.error_field_checklist_code(arg(&["max"])),
        "agreed_turned" => t.error_field_agreed_turned(arg(&["title"])),
        "agreed_none" => t.error_field_agreed_none(),
        "matter_own" => t.error_field_matter_own(),
        "matter_lead" => t.error_field_matter_lead(),
        "matter_later" => t.error_field_matter_later(arg(&["due"])),
        "matter_asking" => t.error_field_matter_asking(),
        "matter_not_asking" => t.error_field_matter_not_asking(),
        "number_parts" => t.error_field_number_parts(arg(&["year"]), arg(&["serial"])),
        "number_character" => t.error_field_number_character(),
        "form_unknown" => t.error_field_form_unknown(arg(&["number"])),
        "form_taken" => t.error_field_form_taken(arg(&["day"])),
        "form_gone" => t.error_field_form_gone(),
        "form_altered" => t.error_field_form_altered(),
        "form_day" => t.error_field_form_day(),
        "form_yes_no" => t.error_field_form_yes_no(),
        "photo_number" => t.error_field_photo_number(arg(&["name"])),
        "photo_withdrawn" => t.error_field_photo_withdrawn(),
        "photo_erased" => t.error_field_photo_erased(),
        "photo_no_place" => t.error_field_photo_no_place(),
        "not_picture" => t.error_field_not_picture(),
        "unfit_level" => t.availability_unfit_level(),
        "unfit_terminal" => t.availability_unfit_terminal(),
        "unfit_cancelled" => t.availability_unfit_cancelled(),
        "unfit_undescribed" => t.availability_unfit_undescribed(),
        "cursor" | "not_sortable" => t.error_field_page_gone(),
        "" => t.error_invalid_how(),
        _ => t.error_field_other(),
    }
}

fn wrong_credentials(left: &str, t: &Texts) -> String {
    match left {
        "" => t.error_wrong_credentials_how(),
        left if t.lang() == crate::Lang::En => {
            format!("{} {}", t.error_wrong_credentials_left(left), t.error_wrong_credentials_how())
        }
        left => format!("{}{}", t.error_wrong_credentials_left(left), t.error_wrong_credentials_how()),
    }
}

fn locked_out(seconds: &str, t: &Texts) -> String {
    t.error_locked_out_how(format::clock(seconds.parse().unwrap_or(60)))
}

fn roles_exclude(rule: &str, t: &Texts) -> String {
    match rule {
        "business" => t.error_roles_exclude_business(),
        "auditor" => t.error_roles_exclude_auditor(),
        _ => t.error_roles_exclude_custodians(),
    }
}

fn file_unreadable(detail: &str, args: &BTreeMap<String, String>, t: &Texts) -> String {
    let arg = |name: &str| args.get(name).map_or("", String::as_str).to_owned();
    match detail {
        "gone" => t.error_file_gone(),
        "denied" => t.error_file_denied(),
        "not_text" => t.error_file_not_text(),
        "broken_text" => t.error_file_broken_text(arg("row")),
        "folder" => t.error_file_folder(),
        "xlsx" => t.error_file_xlsx(),
        "pdf" => t.error_file_pdf(),
        "ole" => t.error_file_ole(),
        "zip" => t.error_file_zip(),
        "empty" => t.error_file_empty(),
        "too_large" => t.error_file_too_large(),
        "header" => t.error_file_header(),
        "html" => t.error_file_html(),
        "xlsb" => t.error_file_xlsb(),
        "docx" | "odt" => t.error_file_document(),
        "password" => t.error_file_password(),
        "bomb" => t.error_file_bomb(),
        "damaged" => t.error_file_damaged(),
        "sheet_missing" => t.error_file_sheet_missing(arg("sheet")),
        "not_form" => t.error_file_not_form(),
        "not_photo" => t.error_file_not_photo(),
        "photo_too_large" => t.error_file_photo_too_large(),
        "photo_damaged" => t.error_file_photo_damaged(),
        "photo_depth" => t.error_file_photo_depth(),
        "no_photos_here" => t.error_file_no_photos_here(),
        "photo_pixels" => t.error_file_photo_pixels(arg("n"), arg("max")),
        "no_good_rows" => t.error_file_no_good_rows(),
        "columns_missing" => t.error_file_columns_missing(arg("columns")),
        "column_twice" => t.error_file_column_twice(arg("columns")),
        "too_many_columns" => t.error_file_too_many_columns(arg("columns")),
        "line_too_long" => t.error_file_line_too_long(arg("row")),
        "quote_open" => t.error_file_quote_open(arg("row")),
        "broken" => t.error_file_broken(),
        "made_up" => t.error_file_made_up(),
        _ => t.error_file_unreadable_how(),
    }
}

/// Why a backup can't be used; also for the list of backups.
pub fn backup(detail: &str, t: &Texts) -> String {
    match detail {
        "not_ours" => t.error_backup_not_ours(),
        "damaged" => t.error_backup_damaged(),
        "passphrase_needed" => t.error_backup_passphrase_needed(),
        "passphrase_wrong" => t.error_backup_passphrase_wrong(),
        "other_key" => t.error_backup_other_key(),
        "newer" => t.error_backup_newer(),
        "other_kind" => t.error_backup_other_kind(),
        "unfit" => t.error_backup_unfit(),
        "unproved" => t.error_backup_unproved(),
        _ => t.error_backup_how(),
    }
}

/// Why a packet can't be used, and how to go on.
fn packet(detail: &str, t: &Texts) -> String {
    match detail {
        "not_ours" => t.error_packet_not_ours(),
        "newer" => t.error_packet_newer(),
        "half" => t.error_packet_half(),
        "altered" => t.error_packet_altered(),
        "other" => t.error_packet_other(),
        "other_kind" => t.error_packet_other_kind(),
        "other_district" => t.error_packet_other_district(),
        "other_use" => t.error_packet_other_use(),
        "unknown" => t.error_packet_unknown(),
        "revoked" => t.error_packet_revoked(),
        "old" => t.error_packet_old(),
        "expired" => t.error_packet_expired(),
        "too_large" => t.error_packet_too_large(),
        "not_outside" => t.error_packet_not_outside(),
        "own" => t.error_packet_own(),
        "barred" => t.error_packet_barred(),
        "unknown_office" => t.error_packet_unknown_office(),
        "grant_used" => t.error_packet_grant_used(),
        "other_print" => t.error_packet_other_print(),
        _ => t.error_packet_how(),
    }
}

fn internal(id: &str, t: &Texts) -> String {
    match id {
        "" => t.error_internal_how_plain(),
        id => t.error_internal_how(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn arguments_reach_the_words() {
        let t = Texts::load(Lang::Zh);
        let args = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let locked = words("locked_out", &args(&[("seconds", "125")]), &t).unwrap();
        assert!(locked.how.contains("2:05"), "{}", locked.how);
        let wrong = words("wrong_credentials", &args(&[("left", "2")]), &t).unwrap();
        assert!(wrong.how.starts_with("再错2次"), "{}", wrong.how);
        assert_eq!(rule("too_long", &args(&[("limit", "100")]), &t), "太长，最多100个字。");
        assert_eq!(words("no_such_code", &args(&[]), &t), None);
    }
}
