//! Sums of checked rows, added up in a thread of their own on the rows' way to the staging file: reading and checking a file takes one
//! processor whole, and the sums of millions of rows are a fifth of what there is to do for them.

use super::reading::{Batch, Checked};
use domain::period::Period;
use domain::rating::Standing;
use domain::time::Instant;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, sync_channel};
use store::rollup::{CaseFact, Deltas, Line, Lines, RatingFact};
use tokio::sync::mpsc;

/// Batches that may wait to be added up: the reader is held up beyond.
const WAITING: usize = 2;

/// What checked rows add up to.
#[derive(Default)]
pub(super) struct Summed {
    pub(super) deltas: Deltas,
    /// From the first day to the last.
    pub(super) days: Option<Period>,
    /// The places of case counts.
    pub(super) named: BTreeSet<i64>,
}

/// Where the reader hands its rows to.
pub(super) type Rows = std::sync::mpsc::SyncSender<Vec<Checked>>;

/// Runs a reader whose rows are added up and handed on to the staging file beside it; what it brought, and the sums.
pub(super) fn beside<T>(lines: &Lines, staging: &mpsc::Sender<Batch>, read: impl FnOnce(Rows) -> T) -> (T, Summed) {
    std::thread::scope(|scope| {
        let (rows, checked) = sync_channel(WAITING);
        let adding = scope.spawn(move || Summed::of(checked, lines, staging));
        let read = read(rows);
        let summed = adding.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (read, summed)
    })
}

impl Summed {
    /// Ends early when the staging side is gone, which reports its own error.
    fn of(checked: Receiver<Vec<Checked>>, lines: &Lines, staging: &mpsc::Sender<Batch>) -> Self {
        let mut summed = Self::default();
        for rows in checked {
            let (mut ratings, mut cases) = (Vec::new(), Vec::new());
            for row in rows {
                summed.add(lines, &row);
                match row {
                    Checked::Rating(rating, _) => ratings.push(*rating),
                    Checked::Case(case, _) => cases.push(case),
                }
            }
            let full = [(!ratings.is_empty()).then_some(Batch::Ratings(ratings)), (!cases.is_empty()).then_some(Batch::Cases(cases))];
            if full.into_iter().flatten().any(|batch| staging.blocking_send(batch).is_err()) {
                break;
            }
        }
        summed
    }

    fn add(&mut self, lines: &Lines, row: &Checked) {
        let place = match row {
            Checked::Rating(rating, _) => rating.place,
            Checked::Case(case, _) => {
                self.named.insert(case.place);
                case.place
            }
        };
        let Some(line) = lines.get(&place) else { return };
        let day = add_up(&mut self.deltas, line, row);
        self.days = Some(self.days.map_or(Period { from: day, to: day }, |d| Period { from: d.from.min(day), to: d.to.max(day) }));
    }
}

/// Adds a checked row to the sums; its day.
fn add_up(deltas: &mut Deltas, line: &Line, checked: &Checked) -> Date {
    match checked {
        Checked::Rating(r, reasons) => {
            let civil = Instant(r.at).civil();
            let standing = Standing::from_number(r.standing).unwrap_or(Standing::Counted);
            let fact = RatingFact {
                line,
                day: civil.date(),
                hour: civil.hour(),
                grade: r.grade,
                standing,
                item: r.item.unwrap_or(0),
                body: r.body.unwrap_or(0),
                module: r.module.unwrap_or(0),
                channel: r.channel.into(),
                window: r.window.unwrap_or(0),
                reasons,
            };
            deltas.rating(&fact, 1);
            civil.date()
        }
        Checked::Case(c, day) => {
            deltas.cases(&CaseFact { line, day: *day, item: c.item, body: c.body, cases: c.cases }, 1);
            *day
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::import::StagedCase;

    fn case(row: i64, cases: i64) -> Checked {
        let staged = StagedCase { row, source: 1, place: 3, point: 0, item: 0, body: 0, day: "2026-05-04".to_owned(), cases };
        Checked::Case(staged, jiff::civil::date(2026, 5, 4))
    }

    fn lines() -> Lines {
        [(3, Line { path: vec![3, 1], upper: vec![1] })].into_iter().collect()
    }

    #[test]
    fn what_is_handed_on_is_added_up_and_staged() {
        let (staging, mut staged) = mpsc::channel(100);
        let (sent, summed) =
            beside(&lines(), &staging, |rows| (1..=20).all(|row| rows.send(vec![case(row, 2), case(row + 100, 0)]).is_ok()));
        assert!(sent);
        drop(staging);
        let mut n = 0;
        while let Some(Batch::Cases(cases)) = staged.blocking_recv() {
            n += cases.len();
        }
        assert_eq!(n, 40);
        let day = jiff::civil::date(2026, 5, 4);
        assert_eq!((summed.days, summed.named), (Some(Period { from: day, to: day }), BTreeSet::from([3])));
    }

    #[test]
    fn a_staging_side_that_is_gone_stops_the_reader() {
        let (staging, staged) = mpsc::channel(1);
        drop(staged);
        let (sent, _) = beside(&lines(), &staging, |rows| (1..=20).take_while(|row| rows.send(vec![case(*row, 1)]).is_ok()).count());
        assert!(sent < 20, "{sent} batches were taken");
    }
}
