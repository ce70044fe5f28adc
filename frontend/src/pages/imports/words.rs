//! Files, problems and jobs in words; no view.

use super::plan::Readiness;
use super::progress::{Phase, phase};
use api::job::{Job, JobState};
use domain::import::ImportKind;
use texts::Texts;
use texts::format::count;

/// What a file of that kind holds, row by row.
pub fn kind_hint(kind: ImportKind, t: &Texts) -> String {
    match kind {
        ImportKind::Ratings => t.import_kind_ratings_hint(),
        ImportKind::Cases => t.import_kind_cases_hint(),
    }
}

/// An encoding as the preview names it.
pub fn encoding(code: &str, t: &Texts) -> String {
    match code {
        "utf-8" => t.import_encoding_utf_8(),
        "utf-8-bom" => t.import_encoding_utf_8_bom(),
        "utf-16" => t.import_encoding_utf_16(),
        "gb18030" => t.import_encoding_gb18030(),
        other => other.to_uppercase(),
    }
}

/// A separator in words.
pub fn delimiter(separator: &str, t: &Texts) -> String {
    match separator {
        "," => t.import_delimiter_comma(),
        ";" => t.import_delimiter_semicolon(),
        "\t" => t.import_delimiter_tab(),
        "|" => t.import_delimiter_bar(),
        other => other.to_owned(),
    }
}

/// Whether the import can start, and if not, what to do.
pub fn readiness(readiness: &Readiness, t: &Texts) -> String {
    match readiness {
        Readiness::Empty => t.import_not_empty(),
        Readiness::ColumnsMissing(columns) => t.import_not_columns(columns.join("、")),
        Readiness::SourceNeeded => t.import_not_source(),
        Readiness::NothingGood => t.import_not_good(),
        Readiness::WouldRefuse { bad } => t.import_not_all(count(*bad)),
        Readiness::Ready { bad: 0, whole: true } => t.import_ready(),
        Readiness::Ready { bad: 0, whole: false } => t.import_ready_part(),
        Readiness::Ready { bad, whole: true } => t.import_ready_some_bad(count(*bad)),
        Readiness::Ready { bad, whole: false } => t.import_ready_part_bad(count(*bad)),
    }
}

/// The state of a job in a word or two.
pub fn state(job: &Job, t: &Texts) -> String {
    match job.state {
        JobState::Done if job.counts.returned > 0 => t.import_state_done_some(),
        state => state_word(state, t),
    }
}

/// A state in a word or two, whatever the job has done.
pub fn state_word(state: JobState, t: &Texts) -> String {
    match state {
        JobState::Checking => t.import_state_checking(),
        JobState::Merging => t.import_state_merging(),
        JobState::Done => t.import_state_done(),
        JobState::Refused => t.import_state_refused(),
        JobState::Compared => t.import_state_compared(),
        JobState::Failed => t.import_state_failed(),
        JobState::Cancelled => t.import_state_cancelled(),
        JobState::Interrupted => t.import_state_interrupted(),
    }
}

/// What a running job is doing; none once it is over.
pub fn doing(job: &Job, t: &Texts) -> Option<String> {
    phase(job).map(|phase| match phase {
        Phase::Opening => t.import_phase_opening(),
        Phase::Checking => t.import_phase_checking(),
        Phase::Merging => t.import_phase_merging(),
    })
}

/// What a finished job did, in sentences; none while it runs.
pub fn result(job: &Job, t: &Texts) -> Vec<String> {
    let counts = &job.counts;
    match job.state {
        JobState::Checking | JobState::Merging => Vec::new(),
        JobState::Refused => vec![t.import_result_refused(count(counts.read), count(counts.returned))],
        JobState::Compared => {
            let bad = counts.returned.saturating_sub(counts.differing);
            let mut said = vec![t.import_result_compared(count(counts.read))];
            said.push(t.import_result_compared_counts(count(counts.taken), count(counts.differing), count(counts.identical), count(bad)));
            said.extend((counts.absent > 0).then(|| t.import_result_absent(count(counts.absent))));
            said.extend((counts.asides > 0).then(|| t.import_result_asides(count(counts.asides))));
            said
        }
        JobState::Failed => vec![t.import_result_failed()],
        JobState::Cancelled => vec![t.import_result_cancelled()],
        JobState::Interrupted => vec![t.import_result_interrupted()],
        JobState::Done => {
            let mut said = vec![t.import_result_done(count(counts.read), count(counts.taken))];
            said.extend((counts.identical > 0).then(|| t.import_result_identical(count(counts.identical))));
            said.extend((counts.replaced > 0).then(|| t.import_result_replaced(count(counts.replaced))));
            said.extend((counts.zeroed > 0).then(|| t.import_result_zeroed(count(counts.zeroed))));
            said.push(match counts.returned {
                0 => t.import_result_none_returned(),
                n => t.import_result_returned(count(n)),
            });
            said.extend((counts.asides > 0).then(|| t.import_result_asides(count(counts.asides))));
            said
        }
    }
}

/// The counts of a job for a table, those that are not 0: 新收1,204 相同3.
pub fn counts(job: &Job, t: &Texts) -> String {
    // While it runs they change faster than anybody reads; the job's card shows them.
    if !job.state.is_final() {
        return texts::format::NONE.to_owned();
    }
    let c = &job.counts;
    if job.state == JobState::Compared {
        let named = [
            (t.import_difference_new(), c.taken),
            (t.import_difference_changed(), c.differing),
            (t.import_difference_same(), c.identical),
            (t.import_count_absent(), c.absent),
        ];
        return told(&named);
    }
    told(&[
        (t.import_count_taken(), c.taken),
        (t.import_count_identical(), c.identical),
        (t.import_count_replaced(), c.replaced),
        (t.import_count_zeroed(), c.zeroed),
        (t.import_count_returned(), c.returned),
    ])
}

/// Counts with their names, those that are not 0.
fn told(named: &[(String, u64)]) -> String {
    let shown: Vec<String> = named.iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("{name} {}", count(*n))).collect();
    if shown.is_empty() { texts::format::NONE.to_owned() } else { shown.join(" · ") }
}

/// How long a finished job took.
pub fn took(job: &Job, t: &Texts) -> String {
    let Some(ended) = job.ended else { return texts::format::NONE.to_owned() };
    let seconds = (ended.0 - job.started.0).max(0) as f64 / 1_000_000.0;
    if seconds < 120.0 {
        t.import_took_seconds(texts::format::decimal(seconds, usize::from(seconds < 10.0)))
    } else {
        t.import_took_minutes(texts::format::decimal(seconds / 60.0, 0))
    }
}

/// The name proposed for the file of returned rows: 三月.csv → 三月-退回.csv.
pub fn returned_name(file: &str, t: &Texts) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    // A workbook comes back as a workbook: the person's own, marked.
    let ending = if matches!(ending.as_str(), "xlsx" | "xls" | "ods") { "xlsx" } else { "csv" };
    format!("{}.{ending}", t.import_returned_name(stem))
}

#[cfg(test)]
mod tests {
    use super::super::progress::samples::job;
    use super::*;
    use api::job::ImportCounts;
    use domain::time::Instant;
    use texts::Lang;

    #[test]
    fn a_result_says_every_count_once() {
        let t = Texts::load(Lang::Zh);
        let counts = ImportCounts { read: 12_004, taken: 11_000, identical: 1_000, replaced: 0, returned: 4, ..ImportCounts::default() };
        let done = Job { counts, ..job(JobState::Done) };
        let said = result(&done, &t).join("");
        for part in ["12,004", "11,000", "1,000", "退回4行"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains("替换"));
        assert!(result(&job(JobState::Merging), &t).is_empty());
        assert_eq!(super::counts(&done, &t), "新收 11,000 · 相同 1,000 · 退回 4");
        assert_eq!(super::counts(&job(JobState::Failed), &t), "—");
    }

    #[test]
    fn every_state_and_readiness_has_words() {
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            for code in ["checking", "merging", "done", "refused", "compared", "failed", "cancelled", "interrupted"] {
                let job = job(JobState::from_code(code).unwrap());
                assert!(!state(&job, &t).is_empty());
                assert_eq!(result(&job, &t).is_empty(), !job.state.is_final());
                assert_eq!(doing(&job, &t).is_some(), !job.state.is_final());
            }
        }
    }

    #[test]
    fn names_and_times() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(returned_name("三月.v2.csv", &t), "三月.v2-退回.csv");
        assert_eq!(returned_name("三月.XLS", &t), "三月-退回.xlsx");
        assert_eq!(returned_name("三月", &t), "三月-退回.csv");
        let done = Job { started: Instant(0), ended: Some(Instant(3_240_000)), ..job(JobState::Done) };
        assert_eq!(took(&done, &t), "3.2秒");
        assert_eq!(took(&Job { ended: Some(Instant(180_000_000)), ..done }, &t), "3分钟");
        assert_eq!(took(&job(JobState::Checking), &t), "—");
        assert_eq!(delimiter("\t", &t), "制表符");
    }
}
