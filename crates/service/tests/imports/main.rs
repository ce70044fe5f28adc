//! Files in: what is taken, what comes back, and that the figures follow.

#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use api::import::{Preview, Problems, Returned, Start};
use api::job::{Job, JobState, Show};
use api::overview::{Facets, Grid, Summary};
use api::page::PageAt;
use domain::account::Role;
use domain::change::Basis;
use domain::figures::{Counts, Facet};
use domain::import::{CaseExtent, Differing, ImportKind, Problem, Taking};
use domain::period::Period;
use domain::rating::{Grade, Standing};
use jiff::civil::date;
use testkit::Desk;

mod changed;
mod covering;
mod hostile;
mod merging;
#[expect(unreachable_pub, reason = "shared with the journeys")]
#[path = "../../../../tests/support/messy.rs"]
mod messy;
mod round_trip;
mod workbooks;

const HEADER: &str = "数据来源,评价编号,区划代码,单位名称,事项编码,事项名称,承办部门,评价渠道,评价等级,评价次数,测评内容,文字评价,评价时间,评价人姓名,评价人电话\n";

const WEEK: Period = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };

/// A row of the small files: number, place code, grade, channel, first or follow-up.
fn row(no: &str, code: &str, grade: &str, channel: &str, assess: &str) -> String {
    format!(
        "好差评系统,{no},{code},,A1,养老保险参保登记,,{channel},{grade},{assess},材料齐全、态度好,办得快,2026-11-18 09:30:00,张三,13800001234\n"
    )
}

fn write(desk: &mut Desk, folder: &std::path::Path, name: &str, text: &str) -> api::InFile {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    desk.gives(&path)
}

async fn import(desk: &mut Desk, file: api::InFile, taking: Taking, differing: Differing) -> Job {
    let kind = if file.name.starts_with("cases") { ImportKind::Cases } else { ImportKind::Ratings };
    ended(desk, Start { kind, file, source: None, taking, differing, extent: None, reading: Default::default(), compare_only: false }).await
}

/// Imports a case file that stands for more than its rows show.
async fn import_for(desk: &mut Desk, file: api::InFile, extent: CaseExtent) -> Job {
    let (kind, taking, differing) = (ImportKind::Cases, Taking::Good, Differing::Refuse);
    ended(
        desk,
        Start { kind, file, source: None, taking, differing, extent: Some(extent), reading: Default::default(), compare_only: false },
    )
    .await
}

async fn ended(desk: &mut Desk, start: Start) -> Job {
    let job = desk.call(start).await.unwrap();
    for _ in 0..600 {
        let shown = desk.call(Show { job: job.id }).await.unwrap();
        if shown.state.is_final() {
            return shown;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the job does not end");
}

async fn counts(desk: &mut Desk) -> Counts {
    let place = desk.place("麻章区").await;
    desk.call(Summary { place, period: WEEK, basis: Basis::Now }).await.unwrap().counts
}

async fn proved(desk: &Desk) {
    let verified = desk.operate(api::audit::VerifyRollups {}).await.unwrap();
    assert_eq!(verified.differing, 0, "{:?}", verified.examples);
}

testkit::on_both! {
    /// Good rows are taken, the others come back with reason and row; the figures are those of the good rows.
    async fn good_rows_are_taken_and_the_rest_comes_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = [
            HEADER.to_owned(),
            row("1", "440811100201", "5", "2", ""),
            row("2", "440811100202", "1", "2", ""),
            row("3", "440811100203", "5", "7", ""),
            row("4", "999999999999", "5", "2", ""),
            row("5", "440811100007", "5", "2", ""),
            row("6", "440811100201", "九", "2", ""),
            row("", "440811100201", "5", "2", ""),
        ].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);

        let preview = desk.call(Preview { kind: ImportKind::Ratings, file: file.clone(), source: None, reading: Default::default() }).await.unwrap();
        assert_eq!((preview.checked, preview.bad_rows, preview.whole), (7, 4, true));
        assert_eq!(counts(&mut desk).await.valid(), 0, "a preview changes nothing");

        let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!(job.state, JobState::Done, "{:?}", job.error);
        assert_eq!((job.counts.read, job.counts.taken, job.counts.returned), (7, 3, 4));
        let found = counts(&mut desk).await;
        assert_eq!((found.grades, found.by_default, found.cases), ([1, 0, 0, 0, 1], 1, None));

        let problems = desk.call(Problems { job: job.id, limit: 100 }).await.unwrap();
        let told: Vec<(u64, &str, &Problem)> =
            problems.problems.iter().map(|p| (p.row, p.field.as_deref().unwrap_or(""), &p.problem)).collect();
        assert_eq!(told, [
            (5, "place_code", &Problem::UnknownPlaceCode),
            (6, "place_code", &Problem::PlaceInactive),
            (7, "grade", &Problem::Unreadable),
            (8, "record_no", &Problem::NoRecordNo),
        ]);

        let path = scratch.file("returned.csv");
        let out = desk.takes(&path);
        assert_eq!(desk.call(Returned { job: job.id, out }).await.unwrap().rows, 4);
        let returned = std::fs::read_to_string(&path).unwrap();
        assert!(returned.starts_with("\u{feff}行号,列名,原值,原因,处理办法,数据来源"), "{returned}");
        assert!(returned.contains("7,评价等级,九,"), "{returned}");
        proved(&desk).await;
    }

    /// The same file again changes nothing; other content is refused with both values, or replaces.
    async fn identical_is_skipped_and_different_is_refused_or_replaced(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let first = [HEADER, &row("1", "440811100201", "5", "2", ""), &row("2", "440811100202", "4", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &first);
        import(&mut desk, file.clone(), Taking::Good, Differing::Refuse).await;
        let again = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!((again.counts.taken, again.counts.identical, again.counts.returned), (0, 2, 0));

        let changed = [HEADER, &row("1", "440811100201", "2", "2", ""), &row("2", "440811100202", "4", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings-2.csv", &changed);
        let refused = import(&mut desk, file.clone(), Taking::Good, Differing::Refuse).await;
        assert_eq!((refused.counts.identical, refused.counts.returned), (1, 1));
        let problems = desk.call(Problems { job: refused.id, limit: 10 }).await.unwrap().problems;
        assert_eq!(problems[0].problem, Problem::Differs { field: "grade".into(), stored: "非常满意".into() });
        assert_eq!((problems[0].row, problems[0].value.as_str()), (2, "不满意"));
        assert_eq!(counts(&mut desk).await.grades, [0, 0, 0, 1, 1]);

        let nothing = import(&mut desk, file.clone(), Taking::AllOrNothing, Differing::Refuse).await;
        assert_eq!(nothing.state, JobState::Refused);
        let replaced = import(&mut desk, file, Taking::AllOrNothing, Differing::Replace).await;
        assert_eq!((replaced.state, replaced.counts.replaced), (JobState::Done, 1));
        assert_eq!(counts(&mut desk).await.grades, [0, 1, 0, 1, 0]);
        proved(&desk).await;
    }

    /// A follow-up replaces the first rating in rates, whichever file and order they come in; both are kept.
    async fn a_follow_up_replaces_the_first(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let one_file = [HEADER, &row("1", "440811100201", "1", "2", "首次"), &row("1", "440811100201", "5", "2", "追评")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings-1.csv", &one_file);
        import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        for (name, no, assess) in [("ratings-2.csv", "2", "首次"), ("ratings-3.csv", "2", "追评"), ("ratings-4.csv", "3", "追评"), ("ratings-5.csv", "3", "首次")] {
            let grade = if assess == "首次" { "1" } else { "4" };
            let text = [HEADER, &row(no, "440811100202", grade, "2", assess)].concat();
            let file = write(&mut desk, scratch.folder(), name, &text);
            import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        }
        let found = counts(&mut desk).await;
        assert_eq!((found.grades, found.superseded), ([0, 0, 0, 2, 1], 3));
        proved(&desk).await;
    }

    /// A key that stands twice in a file: identical is skipped, different is refused and names the first row.
    async fn keys_that_stand_twice(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let good = row("1", "440811100201", "5", "2", "");
        let text = [HEADER, &good, &good, &row("1", "440811100201", "4", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!((job.counts.taken, job.counts.identical, job.counts.returned), (1, 1, 1));
        let problems = desk.call(Problems { job: job.id, limit: 10 }).await.unwrap().problems;
        assert_eq!((problems[0].row, &problems[0].problem), (4, &Problem::DuplicateInFile { row: 2 }));
        proved(&desk).await;
    }

    /// A source that is declared numberless: identical rows are told apart by an ordinal, and the file imports once.
    async fn numberless_sources(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let source = api::body::Source { name: "好差评系统".into(), numberless: true };
        desk.call(api::body::SaveSource { source }).await.unwrap();
        let blank = row("", "440811100201", "5", "2", "");
        let text = [HEADER, &blank, &blank, &row("", "440811100202", "1", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        let job = import(&mut desk, file.clone(), Taking::Good, Differing::Refuse).await;
        assert_eq!((job.counts.taken, job.counts.returned), (3, 0));
        let again = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!((again.counts.taken, again.counts.identical), (0, 3));
        proved(&desk).await;
    }

    /// Cases give the rates their denominators; a place without rows within their days had none.
    async fn cases_and_rates(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let ratings = [HEADER, &row("1", "440811100201", "5", "2", ""), &row("2", "440811100201", "5", "7", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &ratings);
        import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        let cases = "数据来源,区划代码,事项编码,事项名称,办结日期,办件量\n办件系统,440811100201,A1,养老保险参保登记,2026-11-18,40\n办件系统,440811101201,A1,养老保险参保登记,2026-11-19,2\n";
        let file = write(&mut desk, scratch.folder(), "cases.csv", cases);
        let month = Period { from: date(2026, 11, 1), to: date(2026, 11, 23) };
        let job = import_for(&mut desk, file.clone(), CaseExtent { days: Some(month), named_only: false, zero_absent: false }).await;
        assert_eq!(job.counts.taken, 2, "{:?}", job.error);
        let again = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!(again.counts.identical, 2);
        let place = desk.place("麻章区").await;
        let summary = desk.call(Summary { place, period: WEEK, basis: Basis::Now }).await.unwrap();
        assert_eq!((summary.counts.cases, summary.counts.rated(), summary.counts.active()), (Some(42), 2, 1));
        assert_eq!(summary.stations, 100);
        assert_eq!(summary.without_cases.map(|w| w.len()), Some(98));
        let grid = desk.call(Grid { place, period: WEEK, basis: Basis::Now }).await.unwrap();
        assert_eq!(grid.rows.len(), 105);
        assert_eq!(grid.rows.iter().filter_map(|r| r.counts.cases).sum::<i64>(), 42);
        for period in [WEEK, month] {
            let items = desk.call(Facets { place, period, facet: Facet::Item, limit: 10, basis: Basis::Now }).await.unwrap();
            assert_eq!((items.rows[0].name.as_str(), items.rows[0].counts.cases), ("养老保险参保登记", Some(42)));
            let reasons = desk.call(Facets { place, period, facet: Facet::Reason, limit: 10, basis: Basis::Now }).await.unwrap();
            assert_eq!(reasons.rows.iter().map(|r| r.counts.valid()).collect::<Vec<_>>(), [1, 1]);
        }
        proved(&desk).await;
    }

    /// A decision moves a rating out of the rates and back, and the sums with it.
    async fn decisions_move_the_sums(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = [HEADER, &row("1", "440811100201", "1", "2", ""), &row("2", "440811100201", "5", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        desk.enter(Role::Approver).await;
        let place = desk.place("麻章区").await;
        let filter = api::rating::Filter {
            place, below: true, period: WEEK, grades: vec![Grade::VeryBad, Grade::Bad], standings: vec![], channels: vec![], assess_no: None,
            facet: None, weekday: Some(2), hour: Some(9), with_comment: true, text: Some("办得".into()), basis: Basis::Now,
        };
        let counted = desk.call(api::rating::Count { filter: filter.clone() }).await.unwrap();
        let listed = desk.call(api::rating::List { filter, sort: None, page: PageAt::First, limit: 10 }).await.unwrap();
        assert_eq!((counted.n, counted.exact, listed.ratings.len()), (1, true, 1));
        let bad = &listed.ratings[0];
        assert_eq!((bad.reasons.as_slice(), bad.has_rater), (["材料齐全".to_owned(), "态度好".to_owned()].as_slice(), true));
        let shown = desk.call(api::rating::Show { rating: bad.id }).await.unwrap();
        assert_eq!((shown.rater_name.as_deref(), shown.rater_phone.as_deref()), (Some("张*"), Some("138****1234")));
        let exclude = api::rating::SetStanding { rating: bad.id, standing: Standing::Excluded, reason: "误点".into(), version: bad.version };
        let excluded = desk.call(exclude.clone()).await.unwrap();
        assert_eq!(excluded.standing, Standing::Excluded);
        assert!(desk.call(exclude).await.is_err(), "the version has moved");
        let found = counts(&mut desk).await;
        assert_eq!((found.bad(), found.excluded, found.active()), (0, 1, 2));
        let back = api::rating::SetStanding { rating: bad.id, standing: Standing::Counted, reason: "复核后恢复".into(), version: excluded.version };
        desk.call(back).await.unwrap();
        assert_eq!(counts(&mut desk).await.bad(), 1);
        proved(&desk).await;
    }

    /// What is exported imports into an empty database and gives the same counts for every place.
    async fn exported_and_imported_again(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = [HEADER, &row("1", "440811100201", "1", "2", ""), &row("1", "440811100201", "5", "2", "追评"), &row("=2", "440811101", "5", "7", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        import(&mut desk, file, Taking::AllOrNothing, Differing::Refuse).await;
        let place = desk.place("麻章区").await;
        let filter = api::rating::Filter {
            place, below: true, period: WEEK, grades: vec![], standings: vec![], channels: vec![], assess_no: None, facet: None, weekday: None,
            hour: None, with_comment: false, text: None, basis: Basis::Now,
        };
        let path = scratch.file("ratings-out.csv");
        let out = desk.takes(&path);
        assert_eq!(desk.call(api::rating::Export { filter, out }).await.unwrap().rows, 3);
        let here = desk.call(Grid { place, period: WEEK, basis: Basis::Now }).await.unwrap();
        // Into the same database: nothing is new.
        let again = desk.gives(&path);
        let job = import(&mut desk, again, Taking::Good, Differing::Refuse).await;
        assert_eq!((job.counts.identical, job.counts.returned), (3, 0));
        // Into an empty one: the same figures.
        let other = testkit::Scratch::sqlite();
        let mut empty = Desk::demo(&other).await;
        empty.enter(Role::CatalogueAdmin).await;
        let file = empty.gives(&path);
        let job = import(&mut empty, file, Taking::AllOrNothing, Differing::Refuse).await;
        assert_eq!((job.state, job.counts.taken), (JobState::Done, 3));
        let there = empty.call(Grid { place, period: WEEK, basis: Basis::Now }).await.unwrap();
        assert_eq!(here, there);
    }

    /// Files that are no table: a clear error, and the database as it was.
    async fn files_that_are_no_table(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        for (name, bytes, detail) in [
            ("ratings-a.csv", b"".as_slice(), "empty"),
            ("ratings-b.csv", b"PK\x03\x04....", "damaged"),
            ("ratings-c.csv", b"\x00\x01\x02", "not_text"),
            ("ratings-d.csv", b"a,b\n1,2\n", "columns_missing"),
        ] {
            let path = scratch.file(name);
            std::fs::write(&path, bytes).unwrap();
            let file = desk.gives(&path);
            let preview = Preview { kind: ImportKind::Ratings, file: file.clone(), source: None, reading: Default::default() };
            match desk.call(preview).await {
                Err(error) => assert_eq!(error.arg("detail"), detail),
                // A person can still say which column is which.
                Ok(preview) => assert!(detail == "columns_missing" && !preview.missing.is_empty() && preview.checked == 0),
            }
            let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
            assert_eq!(job.state, JobState::Failed);
            assert_eq!(job.error.unwrap().arg("detail"), detail);
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM rating").await, [0]);
        assert_eq!(std::fs::read_dir(scratch.folder().join("staging")).unwrap().count(), 0, "staging files are removed");
    }

    /// A town's administrator imports for his town only.
    async fn outside_of_ones_town(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::TownAdmin).await;
        let text = [HEADER, &row("1", "440811100201", "5", "2", ""), &row("2", "440811101201", "5", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        assert_eq!((job.counts.taken, job.counts.returned), (1, 1));
        let problems = desk.call(Problems { job: job.id, limit: 10 }).await.unwrap().problems;
        assert_eq!(problems[0].problem, Problem::OutsideScope);
    }
}
