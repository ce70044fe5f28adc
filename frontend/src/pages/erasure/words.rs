//! What is said of terms; no view.

use domain::retention::{Kept, Source};
use texts::Texts;

/// What is kept.
pub fn kept(kept: Kept, t: &Texts) -> String {
    match kept {
        Kept::Raters => t.erasure_kept_raters(),
        Kept::Photos => t.erasure_kept_photos(),
        Kept::WithdrawnPhotos => t.erasure_kept_withdrawn_photos(),
        Kept::AuditValues => t.erasure_kept_audit_values(),
        Kept::ReturnedRows => t.erasure_kept_returned_rows(),
        Kept::Files => t.erasure_kept_files(),
        Kept::Replaced => t.erasure_kept_replaced(),
        Kept::Logs => t.erasure_kept_logs(),
    }
}

/// What is to be known of it.
pub fn hint(kept: Kept, t: &Texts) -> String {
    match kept {
        Kept::Raters => t.erasure_kept_raters_hint(),
        Kept::Photos => t.erasure_kept_photos_hint(),
        Kept::WithdrawnPhotos => t.erasure_kept_withdrawn_photos_hint(),
        Kept::AuditValues => t.erasure_kept_audit_values_hint(),
        Kept::ReturnedRows => t.erasure_kept_returned_rows_hint(),
        Kept::Files => t.erasure_kept_files_hint(),
        Kept::Replaced => t.erasure_kept_replaced_hint(),
        Kept::Logs => t.erasure_kept_logs_hint(),
    }
}

/// The rule behind a term.
pub fn source(source: Source, t: &Texts) -> String {
    match source {
        Source::PersonalInformation => t.erasure_source_personal_information(),
        Source::NetworkLogs => t.erasure_source_network_logs(),
    }
}

/// The days that were typed, if they may be set.
pub fn read_days(typed: &str, least: u32, most: u32) -> Option<u32> {
    typed.trim().parse().ok().filter(|days| (least..=most).contains(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn everything_has_words() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            let mut names: Vec<String> = Kept::ALL.into_iter().map(|k| kept(k, &t)).collect();
            assert!(Kept::ALL.into_iter().all(|k| !hint(k, &t).is_empty() && !source(k.source(), &t).is_empty()));
            names.sort();
            names.dedup();
            assert_eq!(names.len(), Kept::ALL.len());
        }
    }

    #[test]
    fn days_stand_between_their_bounds() {
        assert_eq!(read_days(" 184 ", 184, 3650), Some(184));
        assert_eq!(read_days("183", 184, 3650), None);
        assert_eq!(read_days("半年", 184, 3650), None);
    }
}
