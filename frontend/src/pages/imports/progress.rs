//! What a job says of itself while it runs and afterwards; no view.

use api::job::{Job, JobState};
use domain::import::ImportKind;

/// The phase a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Started, nothing read yet.
    Opening,
    /// Reading and checking rows.
    Checking,
    /// Everything read, being written.
    Merging,
}

/// The phase of a running job; none once it is over.
pub fn phase(job: &Job) -> Option<Phase> {
    match job.state {
        JobState::Checking if job.at == 0 => Some(Phase::Opening),
        JobState::Checking => Some(Phase::Checking),
        JobState::Merging => Some(Phase::Merging),
        _ => None,
    }
}

/// Percent of the file read, 0…100; none where the size is not known.
pub fn percent(job: &Job) -> Option<u8> {
    if job.state == JobState::Merging {
        return Some(100);
    }
    let done = job.at.min(job.size).saturating_mul(100).checked_div(job.size)?;
    u8::try_from(done).ok()
}

/// Whether the job can still be cancelled.
pub fn can_cancel(job: &Job) -> bool {
    job.state == JobState::Checking
}

/// Whether a job has rows to give back.
pub fn has_returned(job: &Job) -> bool {
    job.state.is_final() && job.counts.returned > 0
}

/// What the job imports.
pub fn kind(job: &Job) -> Option<ImportKind> {
    job.kind.strip_prefix("import.").and_then(ImportKind::from_code)
}

/// How a line or badge about the job is tinted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It runs.
    Running,
    /// All went well.
    Good,
    /// It ended well but rows came back.
    Mixed,
    /// Nothing was taken by somebody's choice.
    Quiet,
    /// It failed.
    Bad,
}

/// The mood of a job.
pub fn mood(job: &Job) -> Mood {
    match job.state {
        JobState::Checking | JobState::Merging => Mood::Running,
        JobState::Done if job.counts.returned > 0 => Mood::Mixed,
        JobState::Done => Mood::Good,
        JobState::Compared if job.counts.returned == 0 && job.counts.absent == 0 => Mood::Good,
        JobState::Refused | JobState::Compared => Mood::Mixed,
        JobState::Cancelled | JobState::Interrupted => Mood::Quiet,
        JobState::Failed => Mood::Bad,
    }
}

#[cfg(test)]
pub(super) mod samples {
    //! A job for the tests of this area.
    use api::job::{ImportCounts, Job, JobState};
    use domain::time::Instant;
    use uuid::Uuid;

    /// A job of 200 bytes in that state.
    pub(crate) fn job(state: JobState) -> Job {
        Job {
            id: Uuid::nil(),
            kind: "import.ratings".to_owned(),
            state,
            file: "评价.csv".to_owned(),
            by: "李".to_owned(),
            started: Instant(0),
            ended: None,
            size: 200,
            at: 0,
            rate: 0,
            counts: ImportCounts::default(),
            error: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::job::ImportCounts;

    fn job(state: JobState, at: u64, returned: u64) -> Job {
        Job { at, counts: ImportCounts { returned, ..ImportCounts::default() }, ..samples::job(state) }
    }

    #[test]
    fn progress_never_passes_the_end() {
        assert_eq!(percent(&job(JobState::Checking, 0, 0)), Some(0));
        assert_eq!(percent(&job(JobState::Checking, 99, 0)), Some(49));
        assert_eq!(percent(&job(JobState::Checking, 500, 0)), Some(100));
        assert_eq!(percent(&job(JobState::Merging, 1, 0)), Some(100));
        assert_eq!(percent(&Job { size: 0, ..job(JobState::Checking, 0, 0) }), None);
    }

    #[test]
    fn phases() {
        assert_eq!(phase(&job(JobState::Checking, 0, 0)), Some(Phase::Opening));
        assert_eq!(phase(&job(JobState::Checking, 1, 0)), Some(Phase::Checking));
        assert_eq!(phase(&job(JobState::Merging, 1, 0)), Some(Phase::Merging));
        assert_eq!(phase(&job(JobState::Done, 200, 0)), None);
        assert!(can_cancel(&job(JobState::Checking, 1, 0)) && !can_cancel(&job(JobState::Merging, 1, 0)));
    }

    #[test]
    fn moods() {
        assert_eq!(mood(&job(JobState::Done, 200, 0)), Mood::Good);
        assert_eq!(mood(&job(JobState::Done, 200, 2)), Mood::Mixed);
        assert_eq!(mood(&job(JobState::Failed, 200, 0)), Mood::Bad);
        assert!(has_returned(&job(JobState::Refused, 200, 2)) && !has_returned(&job(JobState::Checking, 200, 2)));
    }

    #[test]
    fn kinds() {
        assert_eq!(kind(&job(JobState::Done, 0, 0)), Some(ImportKind::Ratings));
        assert_eq!(kind(&Job { kind: "backup".to_owned(), ..job(JobState::Done, 0, 0) }), None);
    }
}
