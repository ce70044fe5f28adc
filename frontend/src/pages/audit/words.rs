//! Operations, outcomes and subjects of the audit log in words; no view.

use super::log;
use super::log::Doers;
use crate::pages::catalogue::releases;
use api::audit::Fault;
use api::exception::ExceptionKind;
use domain::account::{AccountState, Role};
use domain::catalogue::availability::OfferState;
use domain::catalogue::codes::{ItemKind, Origin};
use domain::catalogue::{Category, Holds, ModuleState};
use domain::duty::{DutyList, DutyPart, flow};
use domain::place::{Level, PlaceId};
use domain::supervision::{self, flow as matter};
use domain::task::Group;
use domain::task::flow::{TaskAct, TaskState};
use texts::Texts;
use texts::words::Word;
pub use texts::words::who;

macro_rules! operations {
    ($($name:literal => $message:ident),+ $(,)?) => {
        /// What an operation does, in words; its own name where it has none.
        pub fn operation(name: &str, t: &Texts) -> String {
            match name {
                $($name => t.$message(),)+
                other => other.to_owned(),
            }
        }
    };
}

operations! {
    "session.show" => op_session_show, "session.open" => op_session_open, "session.enter" => op_session_enter,
    "session.close" => op_session_close, "session.idle" => op_session_idle, "session.enrol" => op_session_enrol,
    "session.password.change" => op_session_password_change, "session.password.judge" => op_session_password_judge,
    "setup.finish" => op_setup_finish,
    "account.list" => op_account_list, "grant.list" => op_grant_list, "account.create" => op_account_create,
    "account.invite" => op_account_invite, "account.closed.set" => op_account_closed_set, "grant.give" => op_grant_give,
    "grant.end" => op_grant_end,
    "place.tree" => op_place_tree, "place.active.set" => op_place_active_set, "setting.cutoff.set" => op_setting_cutoff_set,
    "body.list" => op_body_list, "body.save" => op_body_save, "source.list" => op_source_list, "source.save" => op_source_save,
    "point.list" => op_point_list, "point.create" => op_point_create, "point.save" => op_point_save,
    "job.show" => op_job_show, "job.list" => op_job_list, "job.cancel" => op_job_cancel,
    "import.preview" => op_import_preview, "import.start" => op_import_start, "import.problems" => op_import_problems,
    "import.returned" => op_import_returned,
    "rating.list" => op_rating_list, "rating.show" => op_rating_show, "rating.rater.show" => op_rating_rater_show,
    "rating.standing.set" => op_rating_standing_set, "rating.export" => op_rating_export,
    "case.list" => op_case_list, "case.export" => op_case_export,
    "overview.summary" => op_overview_summary, "overview.grid" => op_overview_grid, "overview.trend" => op_overview_trend,
    "overview.facets" => op_overview_facets, "overview.hours" => op_overview_hours,
    "import.ratings" => op_import_ratings, "import.cases" => op_import_cases,
    "service.init" => op_service_init, "service.create_demo" => op_service_create_demo,
    "calendar.year.list" => op_calendar_year_list, "calendar.year.show" => op_calendar_year_show,
    "calendar.year.preview" => op_calendar_year_preview, "calendar.year.import" => op_calendar_year_import,
    "calendar.count" => op_calendar_count,
    "change.preview" => op_change_preview, "change.make" => op_change_make, "change.list" => op_change_list,
    "change.revoke" => op_change_revoke, "change.due" => op_change_due,
    "backup.show" => op_backup_show, "backup.make" => op_backup_make, "backup.work.show" => op_backup_work_show,
    "backup.work.cancel" => op_backup_work_cancel, "backup.verify" => op_backup_verify, "backup.drill" => op_backup_drill,
    "backup.restore" => op_backup_restore, "backup.restored" => op_backup_restored,
    "backup.restore.revoke" => op_backup_restore_revoke, "backup.remove" => op_backup_remove,
    "backup.replaced.remove" => op_backup_replaced_remove, "backup.schedule.save" => op_backup_schedule_save,
    "backup.folder.set" => op_backup_folder_set, "backup.due" => op_backup_due, "backup.drill.due" => op_backup_drill_due,
    "backup.rotate" => op_backup_rotate, "key.relocate" => op_key_relocate, "key.renew" => op_key_renew,
    "erasure.show" => op_erasure_show, "erasure.term.save" => op_erasure_term_save, "erasure.run" => op_erasure_run,
    "diagnosis.preview" => op_diagnosis_preview, "diagnosis.write" => op_diagnosis_write,
    "setting.clock.back" => op_setting_clock_back,
    "account.export" => op_account_export, "accounts.close" => op_accounts_close, "audit.count" => op_audit_count,
    "audit.export" => op_audit_export, "audit.people" => op_audit_people, "body.export" => op_body_export,
    "case.count" => op_case_count, "draft.list" => op_draft_list, "draft.show" => op_draft_show,
    "exception.export" => op_exception_export, "exception.list" => op_exception_list, "grant.export" => op_grant_export,
    "grants.end" => op_grants_end, "history.list" => op_history_list, "history.undo" => op_history_undo,
    "home.show" => op_home_show, "home.stations" => op_home_stations, "import.history.export" => op_import_history_export,
    "import.history.list" => op_import_history_list, "import.settle" => op_import_settle, "notice.list" => op_notice_list,
    "rating.count" => op_rating_count, "rating.standings.set" => op_rating_standings_set, "view.list" => op_view_list,
    "body.import" => op_body_import, "body.import.preview" => op_body_import_preview, "body.import.returned" => op_body_import_returned,
    "point.import" => op_point_import, "point.import.preview" => op_point_import_preview, "point.import.returned" => op_point_import_returned,
    "account.import" => op_account_import, "account.import.preview" => op_account_import_preview, "account.import.returned" => op_account_import_returned,
    "place.import" => op_place_import, "place.import.preview" => op_place_import_preview, "place.import.returned" => op_place_import_returned,
    "point.export" => op_point_export, "place.export" => op_place_export, "account.rename" => op_account_rename,
    "module.list" => op_module_list, "module.save" => op_module_save, "module.export" => op_module_export,
    "item.list" => op_item_list, "item.menus" => op_item_menus, "item.show" => op_item_show, "item.save" => op_item_save, "item.verify" => op_item_verify, "item.change.preview" => op_item_change_preview, "item.change" => op_item_change, "duty.verify" => op_duty_verify, "item.export" => op_item_export, "item.guide.export" => op_item_guide_export,
    "item.submit" => op_item_submit, "item.review" => op_item_review, "item.publish" => op_item_publish, "item.due" => op_item_due,
    "item.release.revoke" => op_item_release_revoke, "item.release.list" => op_item_release_list, "item.release.count" => op_item_release_count,
    "item.release.show" => op_item_release_show, "item.release.compare" => op_item_release_compare,
    "item.proposal.list" => op_item_proposal_list, "item.proposal.count" => op_item_proposal_count, "item.proposal.show" => op_item_proposal_show,
    "item.proposal.save" => op_item_proposal_save, "item.proposal.withdraw" => op_item_proposal_withdraw,
    "item.proposal.accept" => op_item_proposal_accept, "item.proposal.refuse" => op_item_proposal_refuse,
    "item.dates.list" => op_item_dates_list, "item.dates.export" => op_item_dates_export,
    "item.dates.compare" => op_item_dates_compare, "item.adjustment.export" => op_item_adjustment_export,
    "item.import" => op_item_import, "item.import.preview" => op_item_import_preview, "item.import.returned" => op_item_import_returned,
    "item.rules.show" => op_item_rules_show, "item.rules.save" => op_item_rules_save,
    "availability.show" => op_availability_show, "availability.list" => op_availability_list, "availability.export" => op_availability_export,
    "availability.coverage" => op_availability_coverage, "availability.item.show" => op_availability_item_show,
    "availability.point.show" => op_availability_point_show, "availability.preview" => op_availability_preview,
    "availability.set" => op_availability_set,
    "provincial.edition.preview" => op_provincial_edition_preview, "provincial.edition.load" => op_provincial_edition_load,
    "provincial.edition.returned" => op_provincial_edition_returned, "provincial.edition.list" => op_provincial_edition_list,
    "provincial.row.list" => op_provincial_row_list, "provincial.row.show" => op_provincial_row_show,
    "provincial.decide.preview" => op_provincial_decide_preview, "provincial.decide" => op_provincial_decide,
    "duty.list" => op_duty_list, "duty.count" => op_duty_count, "duty.tree" => op_duty_tree, "duty.show" => op_duty_show, "duty.draft.list" => op_duty_draft_list, "duty.draft.count" => op_duty_draft_count,
    "duty.draft.save" => op_duty_draft_save, "duty.chart.take" => op_duty_chart_take, "duty.draft.drop" => op_duty_draft_drop, "duty.draft.rebase" => op_duty_draft_rebase,
    "duty.change.preview" => op_duty_change_preview, "duty.change" => op_duty_change,
    "duty.withdraw" => op_duty_withdraw, "duty.submit" => op_duty_submit, "duty.accept" => op_duty_accept, "duty.review" => op_duty_review,
    "duty.publish" => op_duty_publish, "duty.plan.revoke" => op_duty_plan_revoke, "duty.compare" => op_duty_compare,
    "duty.dates.compare" => op_duty_dates_compare, "duty.chain.show" => op_duty_chain_show, "duty.chain.set" => op_duty_chain_set,
    "duty.due" => op_duty_due, "duty.adjustment.export" => op_duty_adjustment_export, "duty.paper.export" => op_duty_paper_export,
    "open.export" => op_open_export, "register.progress" => op_register_progress,
    "duty.export" => op_duty_export, "duty.import.preview" => op_duty_import_preview, "duty.import" => op_duty_import,
    "duty.import.returned" => op_duty_import_returned,
    "supervision.list" => op_supervision_list, "supervision.count" => op_supervision_count,
    "supervision.show" => op_supervision_show, "supervision.linked.list" => op_supervision_linked_list,
    "supervision.propose" => op_supervision_propose, "supervision.save" => op_supervision_save,
    "supervision.revoke" => op_supervision_revoke, "supervision.issue" => op_supervision_issue,
    "supervision.sign" => op_supervision_sign, "supervision.report" => op_supervision_report,
    "supervision.extension.ask" => op_supervision_extension_ask,
    "supervision.extension.decide" => op_supervision_extension_decide, "supervision.review" => op_supervision_review,
    "supervision.return" => op_supervision_return, "supervision.urge" => op_supervision_urge,
    "supervision.halt" => op_supervision_halt, "supervision.resume" => op_supervision_resume,
    "supervision.close" => op_supervision_close, "supervision.rules.show" => op_supervision_rules_show,
    "supervision.rules.save" => op_supervision_rules_save, "supervision.form.make" => op_supervision_form_make,
    "supervision.form.preview" => op_supervision_form_preview, "supervision.form.take" => op_supervision_form_take,
    "supervision.photo.preview" => op_supervision_photo_preview, "supervision.photo.take" => op_supervision_photo_take,
    "attachment.show" => op_attachment_show, "attachment.withdraw" => op_attachment_withdraw,
    "task.group.list" => op_task_group_list, "task.group.save" => op_task_group_save, "task.list" => op_task_list,
    "task.count" => op_task_count, "task.show" => op_task_show, "task.save" => op_task_save, "task.report" => op_task_report,
    "task.form.make" => op_task_form_make, "task.form.preview" => op_task_form_preview, "task.form.take" => op_task_form_take,
    "task.halt" => op_task_halt, "task.resume" => op_task_resume, "task.plan" => op_task_plan, "task.load" => op_task_load,
    "task.building" => op_task_building, "task.export" => op_task_export,
    "meeting.list" => op_meeting_list, "meeting.show" => op_meeting_show, "meeting.save" => op_meeting_save,
    "meeting.issue" => op_meeting_issue, "meeting.revoke" => op_meeting_revoke, "meeting.turn" => op_meeting_turn,
    "meeting.paper.export" => op_meeting_paper_export,
    "inspection.checklist.list" => op_inspection_checklist_list,
    "inspection.checklist.show" => op_inspection_checklist_show,
    "inspection.checklist.save" => op_inspection_checklist_save,
    "inspection.checklist.publish" => op_inspection_checklist_publish,
    "inspection.checklist.export" => op_inspection_checklist_export,
    "inspection.checklist.read" => op_inspection_checklist_read,
    "inspection.plan.list" => op_inspection_plan_list,
    "inspection.plan.count" => op_inspection_plan_count,
    "inspection.plan.show" => op_inspection_plan_show,
    "inspection.plan.save" => op_inspection_plan_save,
    "inspection.plan.submit" => op_inspection_plan_submit,
    "inspection.plan.recall" => op_inspection_plan_recall,
    "inspection.plan.decide" => op_inspection_plan_decide,
    "inspection.plan.revoke" => op_inspection_plan_revoke,
    "inspection.plan.release" => op_inspection_plan_release,
    "inspection.people.list" => op_inspection_people_list,
    "inspection.year.list" => op_inspection_year_list,
    "inspection.year.save" => op_inspection_year_save,
    "inspection.rules.show" => op_inspection_rules_show,
    "inspection.rules.save" => op_inspection_rules_save,
    "inspection.roster.show" => op_inspection_roster_show,
    "inspection.roster.seal" => op_inspection_roster_seal,
    "inspection.draw.make" => op_inspection_draw_make,
    "inspection.certificate.export" => op_inspection_certificate_export,
    "inspection.visit.list" => op_inspection_visit_list,
    "inspection.visit.count" => op_inspection_visit_count,
    "inspection.visit.plan" => op_inspection_visit_plan,
    "inspection.visit.replace" => op_inspection_visit_replace,
    "inspection.form.find" => op_inspection_form_find,
    "inspection.form.export" => op_inspection_form_export,
    "inspection.visit.show" => op_inspection_visit_show,
    "inspection.visit.begin" => op_inspection_visit_begin,
    "inspection.party.save" => op_inspection_party_save,
    "inspection.answer.save" => op_inspection_answer_save,
    "inspection.answer.show" => op_inspection_answer_show,
    "inspection.finding.save" => op_inspection_finding_save,
    "inspection.finding.withdraw" => op_inspection_finding_withdraw,
    "inspection.ledger.read" => op_inspection_ledger_read,
    "inspection.ledger.take" => op_inspection_ledger_take,
    "inspection.finding.list" => op_inspection_finding_list,
    "inspection.finding.count" => op_inspection_finding_count,
    "inspection.finding.show" => op_inspection_finding_show,
    "inspection.finding.answer" => op_inspection_finding_answer,
    "inspection.finding.handle" => op_inspection_finding_handle,
    "inspection.finding.decide" => op_inspection_finding_decide,
    "inspection.finding.confirm" => op_inspection_finding_confirm,
    "inspection.finding.batch" => op_inspection_finding_batch,
    "inspection.finding.reply" => op_inspection_finding_reply,
    "inspection.finding.export" => op_inspection_finding_export,
    "inspection.overview.show" => op_inspection_overview_show,
    "inspection.coverage.list" => op_inspection_coverage_list,
    "inspection.coverage.export" => op_inspection_coverage_export,
    "inspection.finding.paper" => op_inspection_finding_paper,
    "inspection.conclusion.export" => op_inspection_conclusion_export,
    "inspection.bulletin.export" => op_inspection_bulletin_export,
    "inspection.exemplar.list" => op_inspection_exemplar_list,
    "inspection.exemplar.propose" => op_inspection_exemplar_propose,
    "inspection.exemplar.decide" => op_inspection_exemplar_decide,
    "inspection.visit.submit" => op_inspection_visit_submit,
    "inspection.visit.review" => op_inspection_visit_review,
    "inspection.visit.export" => op_inspection_visit_export,
    "inspection.photo.preview" => op_inspection_photo_preview, "inspection.photo.take" => op_inspection_photo_take,
    "inspection.photo.save" => op_inspection_photo_save, "inspection.photo.cover" => op_inspection_photo_cover,
    "inspection.photo.withdraw" => op_inspection_photo_withdraw, "inspection.station.locate" => op_inspection_station_locate,
    "packet.request.make" => op_packet_request_make,
    "packet.request.preview" => op_packet_request_preview,
    "packet.device.enrol" => op_packet_device_enrol,
    "packet.device.list" => op_packet_device_list,
    "packet.device.revoke" => op_packet_device_revoke,
    "packet.grant.preview" => op_packet_grant_preview,
    "packet.grant.take" => op_packet_grant_take,
    "packet.out.preview" => op_packet_out_preview,
    "packet.out.make" => op_packet_out_make,
    "packet.list" => op_packet_list,
    "packet.outpost.show" => op_packet_outpost_show,
    "packet.out.take" => op_packet_out_take,
    "packet.back.make" => op_packet_back_make,
    "packet.back.preview" => op_packet_back_preview,
    "packet.back.merge" => op_packet_back_merge,
    "packet.op.list" => op_packet_op_list,
    "packet.op.settle" => op_packet_op_settle,
    "packet.op.replay" => op_packet_op_replay,
    "supervision.export" => op_supervision_export, "supervision.paper.export" => op_supervision_paper_export,
    "audit.list" => op_audit_list, "audit.verify" => op_audit_verify, "rollup.verify" => op_rollup_verify,
}

/// How an operation ended.
pub fn outcome(code: &str, t: &Texts) -> String {
    match code {
        "done" => t.audit_outcome_done(),
        "refused" => t.audit_outcome_refused(),
        "failed" => t.audit_outcome_failed(),
        other => other.to_owned(),
    }
}

/// Whose doings are looked at.
pub fn doers(doers: Doers, t: &Texts) -> String {
    match doers {
        Doers::System => Role::SystemAdmin.word(t),
        Doers::Security => Role::SecurityAdmin.word(t),
        Doers::SignIn => t.audit_by_sign_in(),
    }
}

/// A kind of exception.
pub fn exception(kind: ExceptionKind, t: &Texts) -> String {
    match kind {
        ExceptionKind::Standing => t.exception_standing(),
        ExceptionKind::Rater => t.exception_rater(),
        ExceptionKind::Replaced => t.exception_replaced(),
        ExceptionKind::Change => t.exception_change(),
        ExceptionKind::Counted => t.exception_counted(),
        ExceptionKind::Correction => t.exception_correction(),
        ExceptionKind::Undone => t.exception_undone(),
        ExceptionKind::Restored => t.exception_restored(),
    }
}

/// What an entry about a subject changed, in one line.
pub fn summary(values: Option<&str>, of: &str, t: &Texts, place: impl Fn(PlaceId) -> String) -> String {
    let Some(values) = values else { return t.audit_erased() };
    let said = |change: &log::Change| {
        let word = |text: &Option<String>| {
            text.as_ref().map_or_else(|| texts::format::NONE.to_owned(), |v| value(&change.field, v, of, t, &place))
        };
        match &change.before {
            Some(_) => format!("{} {} → {}", field(&change.field, of, t), word(&change.before), word(&change.after)),
            None => format!("{} {}", field(&change.field, of, t), word(&change.after)),
        }
    };
    let lines: Vec<String> = log::changes(values).iter().map(said).collect();
    if lines.is_empty() { texts::format::NONE.to_owned() } else { lines.join(" · ") }
}

/// On what: the kind in words, with its name or key. `place` names a place.
pub fn subject(text: &str, t: &Texts, place: impl Fn(PlaceId) -> String) -> String {
    let (kind, key) = log::subject(text);
    let kind = match kind {
        "account" => t.subject_account(),
        "grant" => t.subject_grant(),
        "place" => {
            let name = key.parse().map(|id| place(PlaceId(id))).unwrap_or_default();
            return if name.is_empty() { format!("{} {key}", t.subject_place()) } else { name };
        }
        "point" => t.subject_point(),
        "body" => t.subject_body(),
        "source" => t.subject_source(),
        "rating" => t.subject_rating(),
        "job" => t.subject_job(),
        "file" => t.subject_file(),
        "login" => t.subject_login(),
        "setting" => t.subject_setting(),
        "calendar" => t.subject_calendar(),
        "change" => t.subject_change(),
        "backup" => t.subject_backup(),
        "replaced" => t.subject_replaced(),
        "database" => t.subject_database(),
        "keys" => t.subject_keys(),
        "erasure" => t.subject_erasure(),
        "diagnosis" => t.subject_diagnosis(),
        "module" => t.subject_module(),
        "item" => t.subject_item(),
        "proposal" => t.subject_proposal(),
        "availability" => t.subject_availability(),
        "edition" => t.subject_edition(),
        "duty" => t.subject_duty(),
        "matter" => t.subject_matter(),
        "task" => t.subject_task(),
        "task_group" => t.subject_task_group(),
        "meeting" => t.subject_meeting(),
        "inspection" => t.subject_inspection(),
        "checklist" => t.subject_checklist(),
        "inspection_visit" => t.subject_inspection_visit(),
        "packet_device" => t.subject_packet_device(),
        "packet" => t.subject_packet(),
        "inspection_year" => t.subject_inspection_year(),
        _ => return text.to_owned(),
    };
    format!("{kind} {key}")
}

/// The name of a field that an entry about a subject changed; its own where it has none.
pub fn field(path: &str, of: &str, t: &Texts) -> String {
    // Bodies and people have a code and a name of another kind.
    match (log::subject(of).0, path) {
        ("item", "code") => return t.item_code(),
        ("item", "name") => return t.item_name(),
        ("duty", "code") => return t.duty_code(),
        ("duty", "name") => return t.duty_name(),
        _ => {}
    }
    // A limit of an item is a number and a unit.
    match path {
        // Of cells of the matrix; a grant's day is called otherwise.
        "offer" => return t.availability_field_offer(),
        "offered" => return OfferState::Offered.word(t),
        "planned" => return OfferState::Planned.word(t),
        "suspended" => return OfferState::Suspended.word(t),
        "none" => return t.availability_field_none(),
        "suspended_until" => return t.availability_until(),
        "items" => return t.availability_field_items(),
        "points" => return t.availability_field_points(),
        "item_name" => return t.subject_item(),
        "point_name" => return t.subject_point(),
        // Of a station that was replaced.
        "point_before" => return t.inspect_replaced_from(),
        "point_after" => return t.inspect_replaced_to(),
        "goers" => return t.inspect_goers(),
        // Of an edition of the province's list.
        "edition" => return t.provincial_field_edition(),
        "decision" => return t.provincial_decision(),
        "counts.new" => return t.word_standing_new(),
        "counts.changed" => return t.word_standing_changed(),
        "counts.withdrawn" => return t.word_standing_withdrawn(),
        "counts.same" => return t.word_standing_same(),
        // Bodies and people have theirs at the top.
        "fields.code" => return t.item_code(),
        "fields.name" => return t.module_name(),
        // Of an entry of the responsibility lists, and what was done with it.
        "act" => return t.duty_field_act(),
        "deed" => return t.duty_deed(),
        "step" => return t.duty_field_step(),
        "opinion" => return t.duty_opinion(),
        "no" => return t.duty_field_version(),
        "effective" => return t.duty_effective(),
        "paper" => return t.duty_paper(),
        "countersigned" => return t.duty_countersigned(),
        "fields" => return t.release_fields(),
        "both" => return t.duty_field_both(),
        // Of a matter of 督办, and what was done with it.
        "number" => return t.supervision_number(),
        "title" => return t.supervision_matter_title(),
        "words" => return t.supervision_words(),
        "matter_state" => return t.supervision_state(),
        "due_before" => return t.supervision_field_due_before(),
        "due_after" => return t.supervision_due(),
        "form" => return t.supervision_field_form(),
        "photos" => return t.supervision_photos(),
        "filler" => return t.supervision_field_filler(),
        "relit" => return t.supervision_light(),
        "proof" => return t.task_proof(),
        "progress_before" => return t.task_field_progress_before(),
        "progress_after" => return t.task_progress(),
        "task_state" => return t.task_state(),
        "matters" => return t.subject_matter(),
        path if path.starts_with("task.") => return task_field(path.trim_start_matches("task."), t),
        "task_group.name" => return t.task_group_name(),
        "task_group.lead" | "task_group.lead_name" => return t.task_group_body(),
        "task_group.leader" => return t.task_group_leader(),
        "meeting.agreed_names" => return t.meeting_agreed(),
        path if path.starts_with("meeting.") => {
            let of = path.trim_start_matches("meeting.");
            return texts::task::meeting_field_name(of.split('.').next().unwrap_or(of), t).unwrap_or_else(|| of.to_owned());
        }
        path if path.starts_with("matter.") => return matter_field(path.trim_start_matches("matter."), t),
        path if path.starts_with("duty.") => {
            let of = path.trim_start_matches("duty.");
            return duty_field(of, t);
        }
        "fields.legal.days" | "fields.legal.unit" => return t.item_legal(),
        "fields.promised.days" | "fields.promised.unit" => return t.item_promised(),
        _ => {}
    }
    match log::last(path) {
        "name" => t.account_name(),
        "login" => t.account_login(),
        "state" => t.account_state(),
        "role" => t.grant_role(),
        "place" => t.subject_place(),
        "body" => t.subject_body(),
        "from" => t.grant_from(),
        "until" => t.grant_until(),
        "account" => t.subject_account(),
        "grant" => t.subject_grant(),
        "reason" => t.place_reason(),
        "purpose" => t.ratings_rater_purpose(),
        "standing" => t.ratings_standing(),
        "operation" => t.audit_column_operation(),
        "rows" => t.audit_field_rows(),
        "entries" => t.audit_field_entries(),
        "faults" => t.audit_field_faults(),
        "head" => t.audit_head(),
        "text" => t.audit_field_words(),
        "to" => t.common_to(),
        "size" => t.audit_field_size(),
        "undoes" => t.audit_field_undoes(),
        "category" => t.module_category(),
        "holds" => t.module_holds(),
        "owner_name" => t.module_owner(),
        "levels" => t.module_levels(),
        "note" => t.module_note(),
        "file" => t.subject_file(),
        "active" => t.point_field_active(),
        "code" => t.body_code(),
        "numberless" => t.import_source_numberless(),
        "read" => t.import_count_read(),
        "taken" => t.import_count_taken(),
        "identical" => t.import_count_identical(),
        "replaced" => t.import_count_replaced(),
        "returned" => t.import_count_returned(),
        other => crate::pages::catalogue::items::field_name(other, t).unwrap_or_else(|| crate::pages::places::field_name(other, t)),
    }
}

/// A field of an entry of the responsibility lists; bodies and the main entry are told by their names beside their keys.
fn duty_field(of: &str, t: &Texts) -> String {
    match of {
        "body_name" => t.duty_body(),
        "joint_names" => t.duty_joint(),
        "parent_name" => t.duty_parent(),
        of => texts::duty::field_name(of, t).unwrap_or_else(|| of.to_owned()),
    }
}

/// The name of a field of a matter of 督办; of a term and a cycle whichever part of it.
fn matter_field(of: &str, t: &Texts) -> String {
    let whole = of.split('.').next().unwrap_or(of);
    match whole {
        "lead_name" => t.supervision_lead(),
        "helper_names" => t.supervision_helpers(),
        whole => texts::supervision::field_name(whole, t).unwrap_or_else(|| of.to_owned()),
    }
}

/// The name of a field of a task.
fn task_field(of: &str, t: &Texts) -> String {
    match of.split('.').next().unwrap_or(of) {
        "lead_name" => t.task_lead(),
        "helper_names" => t.task_helpers(),
        "before_names" => t.task_before(),
        whole => texts::task::field_name(whole, t).unwrap_or_else(|| of.to_owned()),
    }
}

/// A value of a matter of 督办, or of a task, in words, where it is a code.
fn matter_value(path: &str, value: &str, t: &Texts) -> Option<String> {
    Some(match path {
        "act" => match matter::Act::from_code(value) {
            Some(act) => act.word(t),
            None => TaskAct::from_code(value)?.word(t),
        },
        "task_state" => TaskState::from_code(value)?.word(t),
        "task.group" => Group::from_code(value)?.word(t),
        "matter_state" => matter::State::from_code(value)?.word(t),
        "matter.source" => supervision::Source::from_code(value)?.word(t),
        _ => return None,
    })
}

/// A value of an entry of the responsibility lists in words, where it is a code.
fn duty_value(path: &str, value: &str, t: &Texts) -> Option<String> {
    Some(match path {
        "act" => flow::Act::from_code(value)?.word(t),
        "deed" => flow::Deed::from_code(value)?.word(t),
        "duty.list" => DutyList::from_code(value)?.word(t),
        "duty.kind" => ItemKind::from_code(value)?.word(t),
        "duty.origin" => Origin::from_code(value)?.word(t),
        "duty.risks" => {
            let word = |cell: &str| texts::duty::cell_word(DutyPart::Risks, "level", cell, t);
            value.split(' ').map(word).collect::<Vec<_>>().join(" ")
        }
        "both" => {
            let named = value.split('、').map(|field| duty_field(field, t));
            named.collect::<Vec<_>>().join(&t.merge_comma())
        }
        _ => return None,
    })
}

/// A value of a text of an item that was handed in, in words, where it is a code.
fn release_value(path: &str, value: &str, of: &str, t: &Texts) -> Option<String> {
    Some(match (log::subject(of).0, path) {
        ("item", "act") => releases::act_word(flow::Act::from_code(value)?, t),
        ("item", "fields") => texts::item::listed(value.split('、').filter_map(|field| texts::item::field_name(field, t)), t),
        _ => return None,
    })
}

/// A value of an entry about a subject: codes, yes and no and places in words.
pub fn value(path: &str, value: &str, of: &str, t: &Texts, place: impl Fn(PlaceId) -> String) -> String {
    let worded = match log::last(path) {
        // A module or an item; an account's stands by itself.
        "state" if path == "fields.state" => {
            ModuleState::from_code(value).map(|state| state.word(t)).or_else(|| crate::pages::catalogue::items::logged(path, value, t))
        }
        "offer" => {
            OfferState::from_code(value).map(|state| state.word(t)).or_else(|| (value == "none").then(|| t.availability_field_none()))
        }
        "decision" => domain::catalogue::provincial::Decision::from_code(value).map(|decision| decision.word(t)),
        "category" => Category::from_code(value).map(|category| category.word(t)),
        "holds" => Holds::from_code(value).map(|holds| holds.word(t)),
        "levels" => Some(levels(value, t)),
        "role" => Role::from_code(value).map(|role| role.word(t)),
        "state" => AccountState::from_code(value).map(|state| state.word(t)),
        "standing" => crate::pages::ratings::address::standing_of_code(value).map(|standing| Word::word(&standing, t)),
        "operation" => Some(operation(value, t)),
        "place" => value.parse().ok().map(|id| place(PlaceId(id))).filter(|name| !name.is_empty()),
        _ => None,
    };
    let worded = worded.or_else(|| release_value(path, value, of, t)).or_else(|| matter_value(path, value, t));
    let worded = worded.or_else(|| duty_value(path, value, t)).or_else(|| crate::pages::catalogue::items::logged(path, value, t));
    worded.unwrap_or_else(|| match value {
        "true" => t.common_yes(),
        "false" => t.common_no(),
        value => value.to_owned(),
    })
}

/// Levels as the log joins them.
fn levels(value: &str, t: &Texts) -> String {
    let of = |code: &str| match code {
        "district" => Level::District.word(t),
        "town" => Level::Town.word(t),
        "village" => Level::Village.word(t),
        other => other.to_owned(),
    };
    value.split('、').map(of).collect::<Vec<_>>().join(&t.merge_comma())
}

/// An entry that does not fit.
pub fn fault(fault: &Fault, t: &Texts) -> String {
    let no = fault.no.to_string();
    match fault.what.as_str() {
        "altered" => t.audit_fault_altered(no),
        "missing" => t.audit_fault_missing(no),
        "reordered" => t.audit_fault_reordered(no),
        "cut_off" => t.audit_fault_cut_off(no),
        "values_altered" => t.audit_fault_values_altered(no),
        "values_missing" => t.audit_fault_values_missing(no),
        "erased_unrecorded" => t.audit_fault_erased_unrecorded(),
        other => t.audit_fault_other(no, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn every_operation_has_words() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            for name in log::operations() {
                assert_ne!(operation(name, &t), name);
            }
        }
    }

    #[test]
    fn names_of_people_stay() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(who("system", &t), "系统自动");
        assert_eq!(who("陈系统", &t), "陈系统");
        let place = |id: PlaceId| if id.0 == 9 { "洋村东村委会".to_owned() } else { String::new() };
        assert_eq!(subject("rating:17", &t, place), "评价 17");
        assert_eq!(subject("place:9", &t, place), "洋村东村委会");
        assert_eq!(subject("place:8", &t, place), "地方 8");
        assert_eq!(subject("other", &t, place), "other");
    }

    #[test]
    fn what_changed_is_said_in_words() {
        let t = Texts::load(Lang::Zh);
        let nowhere = |_: PlaceId| String::new();
        assert_eq!(field("after.fields.phone", "point:1", &t), t.point_field_phone());
        assert_eq!(field("something.new", "", &t), "new");
        assert_eq!(value("role", "town_admin", "", &t, nowhere), "镇管理员");
        assert_eq!(value("fields.active", "false", "", &t, nowhere), t.common_no());
        assert_eq!(value("place", "3", "", &t, |_| "太平镇".to_owned()), "太平镇");
        assert_eq!(value("phone", "110", "", &t, nowhere), "110");
    }

    #[test]
    fn what_was_done_with_a_text_of_an_item_is_said_in_its_words() {
        let t = Texts::load(Lang::Zh);
        let nowhere = |_: PlaceId| String::new();
        assert_eq!(field("name", "item:7", &t), "事项名称");
        assert_eq!(value("act", "submitted", "item:7", &t, nowhere), "送审");
        assert_eq!(value("act", "submitted", "duty:7", &t, nowhere), "申报");
        assert_eq!(value("fields", "name、state", "item:7", &t, nowhere), "事项名称、事项状态");
    }
}
