//! Of which places and days the cases are known, and what a fixed 统计截止日 leaves out.

use crate::{HEADER, WEEK, import, import_for, row, write};
use api::import::{Problems, Start};
use api::job::JobState;
use api::overview::{Grid, Hours, Summary, Trend};
use api::place::SetCutoff;
use domain::account::Role;
use domain::change::Basis;
use domain::import::{CaseExtent, Differing, ImportKind, Taking};
use domain::period::Period;
use domain::place::PlaceId;
use jiff::civil::{Date, date};
use testkit::Desk;

const CASES: &str = "数据来源,区划代码,单位名称,事项编码,事项名称,承办部门,日期,办件量\n";

fn cases(code: &str, day: Date, n: i64) -> String {
    format!("一体机,{code},,A1,养老保险参保登记,,{day},{n}\n")
}

async fn known(desk: &mut Desk, place: PlaceId, period: Period) -> Option<i64> {
    desk.call(Summary { place, period, basis: Basis::Now }).await.unwrap().counts.cases
}

async fn own(desk: &mut Desk, place: PlaceId) -> Option<i64> {
    let district = desk.place("麻章区").await;
    let rows = desk.call(Grid { place: district, period: WEEK, basis: Basis::Now }).await.unwrap().rows;
    rows.iter().find(|r| r.place == place).unwrap().counts.cases
}

testkit::on_both! {
    /// One village's file says nothing of the others; a town's file says 0 of those of its villages that it leaves out.
    async fn a_place_without_a_file_is_unknown(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let district = desk.place("麻章区").await;
        let town = desk.place("麻章镇").await;
        let [one, two, other] = {
            let all = desk.operate(api::place::Tree {}).await.unwrap().places;
            ["440811100201", "440811100202", "440811101201"].map(|code| all.iter().find(|p| p.code.as_str() == code).unwrap().id)
        };
        // Monday to Friday stands for the week, since windows are closed at weekends.
        let week = |code: &str| (16..=20).map(|day| cases(code, date(2026, 11, day), 2)).collect::<String>();
        let file = write(&mut desk, scratch.folder(), "cases-1.csv", &[CASES, &week("440811100201")].concat());
        import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!((own(&mut desk, one).await, own(&mut desk, two).await), (Some(10), None));
        assert_eq!((known(&mut desk, one, WEEK).await, known(&mut desk, town, WEEK).await, known(&mut desk, district, WEEK).await), (Some(10), None, None));
        let summary = desk.call(Summary { place: district, period: WEEK, basis: Basis::Now }).await.unwrap();
        assert_eq!((summary.cases_unknown.len(), summary.without_cases), (99, None));

        let file = write(&mut desk, scratch.folder(), "cases-2.csv", &[CASES, &week("440811100202"), &week("440811100203")].concat());
        import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!((known(&mut desk, town, WEEK).await, known(&mut desk, district, WEEK).await), (Some(30), None));
        let longer = Period { from: date(2026, 11, 13), to: WEEK.to };
        assert_eq!(known(&mut desk, town, longer).await, None, "the Friday before is in no file");
        assert_eq!(own(&mut desk, other).await, None);

        // Told to stand for the places it names only, and for the days it was exported for.
        let days = Period { from: date(2026, 11, 1), to: date(2026, 11, 22) };
        let file = write(&mut desk, scratch.folder(), "cases-3.csv", &[CASES, &cases("440811101201", date(2026, 11, 18), 1), &cases("440811102201", date(2026, 11, 18), 1)].concat());
        import_for(&mut desk, file, CaseExtent { days: Some(days), named_only: true, zero_absent: false }).await;
        assert_eq!((own(&mut desk, other).await, known(&mut desk, district, WEEK).await), (Some(1), None));
        assert_eq!(known(&mut desk, other, days).await, Some(1));
        let wrong = CaseExtent { days: Some(Period { from: date(2026, 11, 9), to: date(2026, 11, 1) }), named_only: false, zero_absent: false };
        let file = write(&mut desk, scratch.folder(), "cases-4.csv", CASES);
        let start = Start { kind: ImportKind::Cases, file, source: None, taking: Taking::Good, differing: Differing::Refuse, extent: Some(wrong), reading: Default::default(), compare_only: false };
        assert_eq!(desk.call(start).await.unwrap_err().arg("rule"), "order");
    }

    /// A whole file is compared without taking anything: each row, however far down, and what is stored and not in it. Where the file is right,
    /// that becomes 0.
    async fn a_file_is_compared_and_is_right(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let town = desk.place("麻章镇").await;
        let item = |n: usize, count: i64| format!("一体机,440811100201,,A{n},事项{n},,2026-11-18,{count}\n");
        let first: String = (0..1_500).map(|n| item(n, 2)).collect();
        let elsewhere = cases("440811100202", date(2026, 11, 18), 7).replace("一体机", "另一系统");
        let file = write(&mut desk, scratch.folder(), "cases-first.csv", &[CASES, &first, &elsewhere, &cases("440811100202", date(2026, 11, 17), 5)].concat());
        import_for(&mut desk, file, CaseExtent { days: Some(WEEK), named_only: false, zero_absent: false }).await;
        assert_eq!(known(&mut desk, town, WEEK).await, Some(3_012));

        // The last row differs, one is new, two are wrong; ten of the village's and the other village's are missing.
        let second: String = (10..1_499).map(|n| item(n, 2)).chain([item(1_499, 3), item(2_000, 1), item(3, -1), item(4, -1)]).collect();
        let text = [CASES, &second].concat();
        let start = |file, compare_only, zero_absent| {
            let extent = Some(CaseExtent { days: Some(WEEK), named_only: true, zero_absent });
            let (taking, differing) = (Taking::Good, Differing::Replace);
            Start { kind: ImportKind::Cases, file, source: None, taking, differing, extent, reading: Default::default(), compare_only }
        };
        let file = write(&mut desk, scratch.folder(), "cases-second.csv", &text);
        let compared = crate::ended(&mut desk, start(file, true, true)).await;
        let c = &compared.counts;
        assert_eq!((compared.state, c.read, c.taken, c.identical, c.differing, c.returned), (JobState::Compared, 1_493, 1, 1_489, 1, 3));
        assert_eq!((c.absent, c.zeroed), (10, 0), "the others' rows and those of another system are not the file's");
        assert_eq!(known(&mut desk, town, WEEK).await, Some(3_012), "nothing was taken");
        let told = desk.call(Problems { job: compared.id, limit: 10 }).await.unwrap();
        assert_eq!(told.problems.iter().map(|p| p.row).collect::<Vec<_>>(), [1_491, 1_493, 1_494]);

        let file = write(&mut desk, scratch.folder(), "cases-third.csv", &text);
        let kept = crate::ended(&mut desk, start(file, false, false)).await;
        assert_eq!((kept.state, kept.counts.replaced, kept.counts.taken, kept.counts.zeroed), (JobState::Done, 1, 1, 0));
        assert_eq!(known(&mut desk, town, WEEK).await, Some(3_014));
        let file = write(&mut desk, scratch.folder(), "cases-fourth.csv", &text);
        let right = crate::ended(&mut desk, start(file, false, true)).await;
        assert_eq!((right.state, right.counts.absent, right.counts.zeroed), (JobState::Done, 10, 10));
        assert_eq!(known(&mut desk, town, WEEK).await, Some(2_994));
        assert_eq!(desk.operate(api::audit::VerifyRollups {}).await.unwrap().differing, 0);
        let file = write(&mut desk, scratch.folder(), "cases-fifth.csv", &text);
        assert_eq!(crate::ended(&mut desk, start(file, false, true)).await.counts.absent, 0, "what is 0 is not missed again");
    }

    /// With a fixed last day nothing newer is in any figure: months, hours, the month so far.
    async fn nothing_newer_than_the_fixed_last_day(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let at = |no: &str, day: &str| row(no, "440811100201", "5", "2", "").replace("2026-11-18", day);
        let text = [HEADER, &at("1", "2026-10-20"), &at("2", "2026-11-02"), &at("3", "2026-11-10"), &at("4", "2026-11-18")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        import(&mut desk, file, Taking::AllOrNothing, Differing::Refuse).await;
        let place = desk.place("麻章区").await;
        let told = async |desk: &mut Desk| {
            let trend = desk.call(Trend { place, until: "2026-11".into(), basis: Basis::Now }).await.unwrap();
            let months: Vec<i64> = trend.months[22..].iter().map(|m| m.counts.valid()).collect();
            let hours = desk.call(Hours { place, from: "2026-10".into(), to: "2026-11".into(), basis: Basis::Now }).await.unwrap();
            let summary = desk.call(Summary { place, period: WEEK, basis: Basis::Now }).await.unwrap();
            let hours_sum: i64 = hours.cells.iter().map(|c| c.counts.valid()).sum();
            (months, summary.months[12].counts.valid(), hours_sum, summary.month_counts.valid(), trend.last_day, hours.last_day)
        };
        let last = date(2026, 11, 18);
        assert_eq!(told(&mut desk).await, (vec![1, 3], 3, 4, 3, last, last));
        desk.call(SetCutoff { day: Some(date(2026, 11, 9)) }).await.unwrap();
        let last = date(2026, 11, 9);
        assert_eq!(told(&mut desk).await, (vec![1, 1], 1, 2, 1, last, last));
        desk.call(SetCutoff { day: Some(date(2026, 10, 31)) }).await.unwrap();
        let last = date(2026, 10, 31);
        assert_eq!(told(&mut desk).await, (vec![1, 0], 0, 1, 1, last, last));
    }
}
