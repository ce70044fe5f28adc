//! Operations, outcomes and subjects of the audit log in words; no view.

use super::log;
use api::audit::Fault;
use texts::Texts;

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

/// Who did it: a person's name stays as it is.
pub fn who(name: &str, t: &Texts) -> String {
    match name {
        "system" => t.audit_who_system(),
        "nobody" => t.audit_who_nobody(),
        "local operator" => t.audit_who_local_operator(),
        name => name.to_owned(),
    }
}

/// On what: the kind in words, with its key.
pub fn subject(text: &str, t: &Texts) -> String {
    let (kind, key) = log::subject(text);
    let kind = match kind {
        "account" => t.subject_account(),
        "grant" => t.subject_grant(),
        "place" => t.subject_place(),
        "point" => t.subject_point(),
        "body" => t.subject_body(),
        "source" => t.subject_source(),
        "rating" => t.subject_rating(),
        "job" => t.subject_job(),
        "file" => t.subject_file(),
        "login" => t.subject_login(),
        "setting" => t.subject_setting(),
        _ => return text.to_owned(),
    };
    format!("{kind} {key}")
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
        assert_eq!(subject("rating:17", &t), "评价 17");
        assert_eq!(subject("other", &t), "other");
    }
}
