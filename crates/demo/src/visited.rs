//! Visits of the months before, all reviewed: what figures of inspections are made of. The later ones got more; nothing is open from them.

use crate::create::Failure;
use api::inspection::{
    BeginVisit, DecidePlan, ListVisits, MakeDraw, PlanVerdict, ReviewVisit, SaveAnswer, SaveParty, SavePlan, SealRoster, ShowVisit,
    SubmitPlan, SubmitVisit, VisitFilter, VisitRow, VisitVerdict,
};
use api::page::PageAt;
use domain::account::AccountId;
use domain::day::later;
use domain::inspection::checklist::score::Answer;
use domain::inspection::plan::{Cover, Coverage, ListVersion, PlanFields, PlanKind, Sent};
use domain::inspection::visit::{Filled, PartyFields, Signing};
use domain::time::Instant;
use jiff::civil::{Date, Weekday};
use service::Service;
use std::sync::Arc;

/// Stations that were visited.
const VISITS: u32 = 14;
/// Days from one visit to the next, and from the last one to today.
const APART: i64 = 23;
const AGO: i64 = 12;

/// The day of a visit, the newest first; on weekends nobody goes.
fn day(today: Date, nth: i64) -> Date {
    let day = later(today, -AGO - APART * nth);
    match day.weekday() {
        Weekday::Saturday => later(day, -1),
        Weekday::Sunday => later(day, -2),
        _ => day,
    }
}

/// Whether something is to be said of a line: of more lines the longer ago the visit was.
fn is_lacking(nth: usize, line: usize) -> bool {
    (line * 7 + nth * 3).is_multiple_of(19_usize.saturating_sub(nth).max(1))
}

/// Makes a patrol of the last year, and writes what was seen.
pub(crate) async fn patrol(
    service: &Arc<Service>,
    (office, leader): (AccountId, AccountId),
    inspectors: &[Sent],
    checklist: Option<ListVersion>,
) -> Result<(), Failure> {
    let today = service.now().day();
    let fields = PlanFields {
        title: "村级公共服务站日常巡查".to_owned(),
        kind: PlanKind::Patrol,
        cover: Cover::Open,
        coverage: Coverage::Sample,
        from: Some(later(day(today, i64::from(VISITS)), -7)),
        until: Some(later(today, 1)),
        checklist,
        inspectors: inspectors.to_vec(),
        take: VISITS,
        standby: 0,
        approver: Some(leader),
        basis: format!("{}年度巡查计划", today.year()),
        content: "站点日常运行情况，五个方面逐项查看。".to_owned(),
        ..PlanFields::default()
    };
    let made = service.run_for(office, SavePlan { id: None, fields, version: 0 }).await?.row;
    let handed_in = service.run_for(office, SubmitPlan { id: made.id, version: made.version }).await?.row;
    let opinion = "同意。".to_owned();
    let decide = DecidePlan { id: made.id, verdict: PlanVerdict::Approve, opinion, version: handed_in.version };
    let agreed = service.run_for(leader, decide).await?.row;
    let sealed = service.run_for(office, SealRoster { id: made.id, void: None, version: agreed.version }).await?.row;
    let witnesses = vec!["区纪委监委派员".to_owned()];
    service.run_for(office, MakeDraw { id: made.id, nonce: "2 6 4 1 5 3".to_owned(), witnesses, version: sealed.version }).await?;
    let filter = VisitFilter { plan: Some(made.id), ..VisitFilter::default() };
    let visits = service.run_for(office, ListVisits { filter, page: PageAt::First, limit: 200 }).await?.visits;
    for (nth, row) in visits.iter().enumerate() {
        Box::pin(visited(service, leader, row, nth, day(today, i64::try_from(nth).unwrap_or(0)))).await?;
    }
    Ok(())
}

/// One of the visits, from its first answer to its review.
async fn visited(service: &Arc<Service>, leader: AccountId, row: &VisitRow, nth: usize, day: Date) -> Result<(), Failure> {
    let Some(writer) = row.inspectors.first().map(|goer| goer.account) else { return Ok(()) };
    let begun = service.run_for(writer, BeginVisit { id: row.id, version: row.version }).await?;
    for (n, line) in begun.list.lines.into_iter().enumerate() {
        let filled = if is_lacking(nth, n) {
            Filled { answer: Some(Answer::Partly), faults: 1, words: "与要求有出入，已当场指出并改正。".to_owned() }
        } else {
            Filled { answer: Some(Answer::Fits), ..Filled::default() }
        };
        service.run_for(writer, SaveAnswer { visit: row.id, line: line.no, filled, version: 0 }).await?;
    }
    let Some(record) = service.run_for(writer, ShowVisit { id: row.id }).await?.record else { return Ok(()) };
    let fields = PartyFields {
        receiver: "站点负责人".to_owned(),
        post: "站长".to_owned(),
        signing: Signing::Signed,
        began: Instant::from_civil(day.at(9, 30, 0, 0)),
        ended: Instant::from_civil(day.at(11, 0, 0, 0)),
        ..record.party.fields
    };
    service.run_for(writer, SaveParty { visit: row.id, fields, version: record.party.version }).await?;
    let version = service.run_for(writer, ShowVisit { id: row.id }).await?.visit.version;
    let submitted = service.run_for(writer, SubmitVisit { id: row.id, version }).await?.visit;
    let opinion = "记录完整，同意。".to_owned();
    let review = ReviewVisit { id: row.id, verdict: VisitVerdict::Agree, opinion, reasons: Vec::new(), version: submitted.version };
    service.run_for(leader, review).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_workdays_and_go_back() {
        let today = date(2026, 11, 30);
        let days: Vec<Date> = (0..=i64::from(VISITS)).map(|nth| day(today, nth)).collect();
        assert!(days.windows(2).all(|pair| pair[1] < pair[0]) && days[0] < today);
        assert!(days.iter().all(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)));
    }

    #[test]
    fn later_visits_lack_less() {
        let lacking = |nth: usize| (0..60).filter(|line| is_lacking(nth, *line)).count();
        assert!(lacking(0) > 0 && lacking(0) < lacking(13), "{} {}", lacking(0), lacking(13));
    }
}
