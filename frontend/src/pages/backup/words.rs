//! What is said of backups and the work on them; no view.

use crate::ui::{NoticeKind, Tint};
use api::backup::{Backup, Protected, Shown, Task, Trigger, Work};
use api::job::JobState;
use domain::backup::Standing;
use texts::Texts;
use texts::format::{bytes, count};

/// How the sentence on top is tinted.
pub fn mood(standing: Standing) -> NoticeKind {
    match standing {
        Standing::Good => NoticeKind::Done,
        Standing::Missing | Standing::Old => NoticeKind::Bad,
        Standing::Unproved => NoticeKind::Warn,
    }
}

/// The sentence on top.
pub fn standing(standing: Standing, t: &Texts) -> String {
    match standing {
        Standing::Good => t.backup_standing_good(),
        Standing::Missing => t.backup_standing_missing(),
        Standing::Old => t.backup_standing_old(),
        Standing::Unproved => t.backup_standing_unproved(),
    }
}

/// What to do about it.
pub fn advice(standing: Standing, t: &Texts) -> Option<String> {
    match standing {
        Standing::Good => None,
        Standing::Missing => Some(t.backup_how_missing()),
        Standing::Old => Some(t.backup_how_old()),
        Standing::Unproved => Some(t.backup_how_unproved()),
    }
}

/// What else is wrong, each in a sentence.
pub fn warnings(shown: &Shown, t: &Texts) -> Vec<String> {
    let mut all = Vec::new();
    match shown.place.problem.as_deref() {
        Some("gone") => all.push(t.backup_folder_gone()),
        Some("full") => all.push(t.backup_folder_full()),
        Some(_) => all.push(t.backup_folder_denied()),
        None => {}
    }
    if shown.place.beside {
        all.push(t.backup_beside());
    }
    all
}

/// Why a backup was made.
pub fn why(trigger: Trigger, t: &Texts) -> String {
    match trigger {
        Trigger::Hand => t.backup_why_hand(),
        Trigger::Schedule => t.backup_why_schedule(),
        Trigger::Upgrade => t.backup_why_upgrade(),
    }
}

/// How it is protected.
pub fn protected(protected: Protected, t: &Texts) -> String {
    match protected {
        Protected::None => t.backup_protected_none(),
        Protected::Passphrase => t.backup_protected_passphrase(),
        Protected::Key => t.backup_protected_key(),
    }
}

/// Whether something can be done with a backup.
pub fn is_usable(backup: &Backup) -> bool {
    backup.problem.is_none()
}

/// What kind of work it is.
pub fn task(task: Task, t: &Texts) -> String {
    match task {
        Task::Make => t.backup_task_make(),
        Task::Verify => t.backup_task_verify(),
        Task::Drill => t.backup_task_drill(),
        Task::Restore => t.backup_task_restore(),
    }
}

/// What is being done.
pub fn doing(work: &Work, t: &Texts) -> String {
    let what = match work.task {
        Task::Make => t.backup_running_make(),
        Task::Verify => t.backup_running_verify(),
        Task::Drill => t.backup_running_drill(),
        Task::Restore => t.backup_running_restore(),
    };
    let phase = match work.phase.as_str() {
        "reading" => t.backup_phase_reading(),
        "loading" => t.backup_phase_loading(),
        "proving" => t.backup_phase_proving(),
        _ => return what,
    };
    format!("{what} · {phase}")
}

/// Percent done, 0…100; none where it is not known.
pub fn percent(work: &Work) -> Option<u8> {
    let percent = work.done.min(work.total).saturating_mul(100).checked_div(work.total)?;
    u8::try_from(percent).ok()
}

/// How many rows of how many.
pub fn rows(work: &Work, t: &Texts) -> String {
    if work.total == 0 { String::new() } else { t.backup_rows_of(count(work.done), count(work.total)) }
}

/// How work ended, and its tint.
pub fn state(state: JobState, t: &Texts) -> (String, Tint) {
    match state {
        JobState::Checking | JobState::Merging => (t.backup_state_running(), Tint::Accent),
        JobState::Done | JobState::Compared => (t.backup_state_done(), Tint::Quiet),
        JobState::Refused | JobState::Failed => (t.backup_state_failed(), Tint::Bad),
        JobState::Cancelled => (t.backup_state_cancelled(), Tint::Quiet),
        JobState::Interrupted => (t.backup_state_interrupted(), Tint::Warn),
    }
}

/// Size of the database, for the line below the sentence.
pub fn database(shown: &Shown, t: &Texts) -> String {
    format!("{} · {}", shown.engine, t.backup_database(bytes(shown.database)))
}

/// `20261123-093005` as a time that is read.
pub fn aside_at(name: &str) -> String {
    let part = |from: usize, to: usize| name.get(from..to).unwrap_or_default();
    if name.len() == 15 && name.as_bytes().get(8) == Some(&b'-') {
        format!("{}-{}-{} {}:{}", part(0, 4), part(4, 6), part(6, 8), part(9, 11), part(11, 13))
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Instant;
    use texts::Lang;
    use uuid::Uuid;

    fn work(done: u64, total: u64, phase: &str) -> Work {
        Work {
            id: Uuid::nil(),
            task: Task::Drill,
            state: JobState::Checking,
            name: "a".to_owned(),
            by: "li".to_owned(),
            started: Instant(0),
            ended: None,
            done,
            total,
            phase: phase.to_owned(),
            error: None,
        }
    }

    #[test]
    fn progress_is_known_or_not_and_never_passes_the_end() {
        assert_eq!(percent(&work(5, 0, "proving")), None);
        assert_eq!(percent(&work(50, 200, "loading")), Some(25));
        assert_eq!(percent(&work(500, 200, "loading")), Some(100));
    }

    #[test]
    fn everything_is_said_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            for phase in ["reading", "loading", "proving"] {
                assert!(doing(&work(0, 1, phase), &t).contains(" · "));
            }
            assert!(rows(&work(1_204, 2_000_001, ""), &t).contains("2,000,001"));
            assert!(advice(Standing::Good, &t).is_none() && advice(Standing::Old, &t).is_some());
        }
    }

    #[test]
    fn a_replaced_database_is_named_by_its_time() {
        assert_eq!(aside_at("20261123-093005"), "2026-11-23 09:30");
        assert_eq!(aside_at("other"), "other");
    }
}
