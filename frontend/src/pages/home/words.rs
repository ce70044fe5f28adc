//! What there is to do and what happened, in words.

use crate::pages;
use crate::pages::audit::words::operation;
use crate::pages::imports::state_word;
use api::home::{Todo, TodoKind, Urgency};
use api::job::JobState;
use api::notice::{Notice, NoticeKind};
use domain::account::Role;
use domain::catalogue::proposal::ProposalState;
use domain::inspection::finding::flow::FindingAct;
use domain::{duty, supervision};
use texts::format::{count, date};
use texts::words::{Word, who};
use texts::{Lang, Texts};

/// How pressing something is.
pub(super) fn urgency(urgency: Urgency, t: &Texts) -> String {
    match urgency {
        Urgency::Wrong => t.home_urgency_wrong(),
        Urgency::Due => t.home_urgency_due(),
        Urgency::Some => t.home_urgency_some(),
    }
}

/// What there is to do.
pub(super) fn todo(todo: &Todo, place: &str, t: &Texts) -> String {
    let (n, span) = (count(todo.n), todo.span.to_string());
    match todo.kind {
        TodoKind::ReturnedRows => t.home_returned_rows(n),
        TodoKind::QuietStations => t.home_quiet_stations(n, span),
        TodoKind::UncoveredStations => t.home_uncovered_stations(n, span),
        TodoKind::BadRatings => t.home_bad_ratings(place, n),
        TodoKind::FailedChanges => t.home_failed_changes(n),
        TodoKind::InvitedAccounts => t.home_invited_accounts(n),
        TodoKind::CodesOver => t.home_codes_over(n),
        TodoKind::LockedAccounts => t.home_locked_accounts(n),
        TodoKind::GrantsEnding => t.home_grants_ending(n, span),
        TodoKind::WithoutGrants => t.home_without_grants(n),
        TodoKind::ProvisionalYears => t.home_provisional_year(span),
        TodoKind::UnprovedChain if todo.urgency == Urgency::Wrong => t.home_unproved_faults(n),
        TodoKind::UnprovedChain if todo.span < 0 => t.home_unproved_never(),
        TodoKind::UnprovedChain => t.home_unproved_days(span),
        TodoKind::Backups if todo.urgency == Urgency::Due => t.home_backup_old(span),
        TodoKind::Backups if todo.span < 0 => t.home_backup_none(),
        TodoKind::Backups => t.home_backup_failed(),
        TodoKind::DutiesWaiting => t.home_duties_waiting(n),
        TodoKind::ReleasesWaiting => t.home_releases_waiting(n),
        TodoKind::ProposalsWaiting => t.home_proposals_waiting(n),
        TodoKind::ProvincialRows => t.home_provincial_rows(n),
        TodoKind::ItemsToCheck => t.home_items_to_check(n),
        TodoKind::DutiesToCheck => t.home_duties_to_check(n),
        TodoKind::MattersWaiting => t.home_matters_waiting(n),
        TodoKind::MattersRed => t.home_matters_red(n),
        TodoKind::TasksRed => t.home_tasks_red(n),
        TodoKind::InspectionsWaiting => t.home_inspections_waiting(n),
        TodoKind::VisitsComing => t.home_visits_coming(n, span),
        TodoKind::VisitsInHand => t.home_visits_in_hand(n),
        TodoKind::VisitsToReview => t.home_visits_to_review(n),
        TodoKind::FindingsToIssue => t.home_findings_to_issue(n),
        TodoKind::FindingsInHand => t.home_findings_in_hand(n),
        TodoKind::FindingsLate => t.home_findings_late(n),
        TodoKind::FindingsToRecheck => t.home_findings_to_recheck(n),
        TodoKind::FindingsAsking => t.home_findings_asking(n),
        TodoKind::FindingsObjected => t.home_findings_objected(n),
        TodoKind::ExemplarsToReview => t.home_exemplars_to_review(n),
        TodoKind::StationsUnvisited => t.home_stations_unvisited(n, span),
        TodoKind::Exceptions => t.home_exceptions(span, n),
    }
}

/// Since when, or until when.
pub(super) fn since(todo: &Todo, lang: Lang, t: &Texts) -> Option<String> {
    let day = date(todo.oldest?, lang);
    Some(match todo.kind {
        TodoKind::BadRatings | TodoKind::Exceptions | TodoKind::ProvisionalYears => return None,
        TodoKind::GrantsEnding | TodoKind::InvitedAccounts | TodoKind::VisitsComing | TodoKind::FindingsInHand => t.home_nearest(day),
        TodoKind::UnprovedChain | TodoKind::Backups => t.home_last(day),
        _ => t.home_since(day),
    })
}

/// What happened.
pub(super) fn news(notice: &Notice, lang: Lang, t: &Texts) -> String {
    let arg = |name: &str| notice.args.get(name).cloned().unwrap_or_default();
    let role = || Role::from_code(&arg("role")).map(|role| role.word(t)).unwrap_or_default();
    match notice.kind {
        NoticeKind::JobEnded => {
            let kind = arg("job_kind");
            let what = operation(&kind, t);
            let state = JobState::from_code(&arg("state")).map(|state| state_word(state, t)).unwrap_or_default();
            if kind.starts_with("import.") {
                t.news_import(arg("file"), what, state, arg("taken"), arg("returned"))
            } else {
                t.news_job(arg("file"), what, state)
            }
        }
        NoticeKind::BackupFailed => t.news_backup_failed(arg("file")),
        NoticeKind::OwnGrantEnds => t.news_own_grant(role(), arg("place"), arg("until")),
        NoticeKind::GrantEnds => t.news_grant(arg("name"), role(), arg("place"), arg("until")),
        NoticeKind::ChangeDone => t.news_change_done(arg("no")),
        NoticeKind::ChangeFailed => t.news_change_failed(arg("no")),
        NoticeKind::MatterMoved => {
            let act = supervision::flow::Act::from_code(&arg("act")).map(|act| act.word(t)).unwrap_or_default();
            said(t.news_matter(inner(&arg("title")), who(&arg("who"), t), act), arg("words"), t)
        }
        NoticeKind::MatterRed => {
            let day = arg("day");
            t.news_matter_red(inner(&arg("title")), domain::day::of_text(&day).map_or(day, |day| date(day, lang)))
        }
        NoticeKind::FindingMoved => {
            let act = FindingAct::from_code(&arg("act")).map(|act| act.word(t)).unwrap_or_default();
            said(t.news_finding(arg("point"), inner(&arg("what")), who(&arg("who"), t), act), arg("words"), t)
        }
        NoticeKind::FindingDue => {
            let (point, what, day) = (arg("point"), inner(&arg("what")), arg("day"));
            let day = domain::day::of_text(&day).map_or(day, |day| date(day, lang));
            if arg("late").is_empty() { t.news_finding_due(point, what, day) } else { t.news_finding_late(point, what, day) }
        }
        NoticeKind::ExemplarSpread => t.news_exemplar(arg("point"), inner(&arg("title"))),
        NoticeKind::DutyDecided | NoticeKind::ItemDecided | NoticeKind::ProposalDecided => {
            let act = match notice.kind {
                NoticeKind::ProposalDecided => ProposalState::from_code(&arg("act")).map(|state| state.word(t)),
                _ => duty::flow::Act::from_code(&arg("act")).map(|act| act.word(t)),
            };
            let act = act.unwrap_or_default();
            let (name, by) = (inner(&arg("name")), who(&arg("who"), t));
            let n = arg("n").parse::<i64>().unwrap_or(1);
            let line = if n > 1 { t.news_duties(name, count(n), by, act) } else { t.news_duty(name, by, act) };
            said(line, arg("words"), t)
        }
    }
}

/// What stands between quotation marks has its own within: ‘’ (GB/T 15834).
fn inner(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// With what was said on it.
fn said(line: String, words: String, t: &Texts) -> String {
    if words.is_empty() { line } else { t.news_said(line, words) }
}

/// Where it is looked at, with what is opened there.
pub(super) fn news_path(notice: &Notice) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let arg = |name: &str| notice.args.get(name).cloned().unwrap_or_default();
    let path = match notice.kind {
        NoticeKind::JobEnded if notice.args.get("job_kind").is_some_and(|kind| kind.starts_with("import.")) => "/imports",
        NoticeKind::JobEnded | NoticeKind::BackupFailed => "/system/backup",
        NoticeKind::OwnGrantEnds => return None,
        NoticeKind::GrantEnds => "/system/grants",
        NoticeKind::ChangeDone | NoticeKind::ChangeFailed => "/places/changes",
        NoticeKind::MatterMoved | NoticeKind::MatterRed => return Some((pages::supervision::PATH, vec![("matter", arg("matter"))])),
        NoticeKind::FindingMoved | NoticeKind::FindingDue => {
            return Some((pages::inspection::FINDINGS, vec![("finding", arg("finding"))]));
        }
        NoticeKind::ExemplarSpread => return Some((pages::inspection::EXEMPLARS, vec![("exemplar", arg("exemplar"))])),
        // A set is looked for in the list.
        NoticeKind::DutyDecided if arg("n") != "1" => pages::duties::PATH,
        NoticeKind::ItemDecided if arg("n") != "1" => "/catalogue/items",
        NoticeKind::ItemDecided => return Some(("/catalogue/items", vec![("item", arg("item"))])),
        NoticeKind::ProposalDecided => {
            return Some((pages::catalogue::proposals::PATH, vec![(pages::catalogue::proposals::ROW, arg("proposal"))]));
        }
        NoticeKind::DutyDecided => return Some((pages::duties::PATH, vec![("duty", arg("duty")), ("version", arg("version"))])),
    };
    Some((path, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Instant;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_to_do_reads_as_an_official_would_write_it() {
        let t = Texts::load(Lang::Zh);
        let of = |kind, n, span| Todo { kind, urgency: Urgency::Due, n, oldest: None, span, place: None };
        assert_eq!(todo(&of(TodoKind::QuietStations, 3, 4), "", &t), "3个站连续4周没有办件");
        assert_eq!(todo(&of(TodoKind::BadRatings, 2, 0), "太平镇", &t), "太平镇上周有2条差评");
        assert_eq!(todo(&of(TodoKind::GrantsEnding, 5, 30), "", &t), "5项授权30天内到期");
        assert_eq!(todo(&of(TodoKind::UnprovedChain, 1, -1), "", &t), "操作日志还没有核验过");
        assert_eq!(todo(&of(TodoKind::Backups, 1, 9), "", &t), "已9天没有备份");
    }

    #[test]
    fn news_say_what_and_how() {
        let t = Texts::load(Lang::Zh);
        let args = [("file", "评价.xlsx"), ("job_kind", "import.ratings"), ("state", "done"), ("taken", "295"), ("returned", "5")];
        let args: BTreeMap<String, String> = args.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let notice = Notice { id: 1, kind: NoticeKind::JobEnded, subject: "job:1".to_owned(), args, at: Instant(0), read: false };
        let words = news(&notice, Lang::Zh, &t);
        assert!(words.starts_with("“评价.xlsx”") && words.ends_with("收下295行，退回5行"), "{words}");
    }

    #[test]
    fn news_of_matters_and_drafts_say_who_did_what() {
        let t = Texts::load(Lang::Zh);
        let told = |kind, args: &[(&str, &str)]| {
            let args = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            Notice { id: 1, kind, subject: String::new(), args, at: Instant(0), read: false }
        };
        let matter = [("matter", "7"), ("act", "urged"), ("title", "太平镇“社保卡”窗口排队"), ("who", "王某"), ("words", "周五前反馈")];
        let urged = told(NoticeKind::MatterMoved, &matter);
        assert_eq!(news(&urged, Lang::Zh, &t), "督办“太平镇‘社保卡’窗口排队”：王某催办（周五前反馈）");
        assert_eq!(news_path(&urged), Some(("/supervision", vec![("matter", "7".to_owned())])));
        let red = told(NoticeKind::MatterRed, &[("matter", "7"), ("title", "太平镇窗口排队"), ("day", "2026-11-27")]);
        assert_eq!(news(&red, Lang::Zh, &t), "督办“太平镇窗口排队”2026年11月27日起亮红灯");
        let set =
            [("duty", "3"), ("version", "9"), ("act", "returned"), ("name", "医疗费用报销"), ("n", "12"), ("who", "李某"), ("words", "")];
        let returned = told(NoticeKind::DutyDecided, &set);
        assert_eq!(news(&returned, Lang::Zh, &t), "“医疗费用报销”等12项：李某退回");
        assert_eq!(news_path(&returned), Some(("/catalogue/duties", Vec::new())));
    }
}
