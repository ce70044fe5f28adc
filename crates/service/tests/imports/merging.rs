//! What a file may do to what is stored: within the importer's reach, raters and standings included.

use crate::{HEADER, counts, import, proved, row, write};
use api::import::Problems;
use api::page::PageAt;
use api::rating::{Filter, List, SetStanding};
use domain::account::Role;
use domain::import::{Differing, Problem, Taking};
use domain::rating::{Rating, Standing};
use testkit::Desk;

/// A village of 麻章镇, where the demonstration's town administrator works, and one of another town.
const HERE: &str = "440811100201";
const ELSEWHERE: &str = "440811101201";

async fn stored(desk: &Desk) -> Vec<Rating> {
    let place = desk.place("麻章区").await;
    let filter = Filter {
        place,
        below: true,
        period: crate::WEEK,
        grades: Vec::new(),
        standings: Vec::new(),
        channels: Vec::new(),
        assess_no: None,
        facet: None,
        weekday: None,
        hour: None,
        with_comment: false,
        text: None,
        basis: domain::change::Basis::Now,
    };
    desk.operate(List { filter, sort: None, page: PageAt::First, limit: 100 }).await.unwrap().ratings
}

async fn standing(desk: &Desk, no: &str, assess: domain::rating::AssessNo) -> Standing {
    let all = stored(desk).await;
    all.iter().find(|r| r.record_no == no && r.assess_no == assess).unwrap().standing
}

testkit::on_both! {
    /// A town's administrator neither learns nor replaces what is stored of another town, by no way round.
    async fn another_towns_records_stay_out_of_reach(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = [
            HEADER,
            &row("1", ELSEWHERE, "5", "2", "首次"),
            &row("2", ELSEWHERE, "1", "2", "首次"),
            &row("3", ELSEWHERE, "4", "2", "追评"),
        ].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        assert_eq!(import(&mut desk, file, Taking::Good, Differing::Refuse).await.counts.taken, 3);
        let before = stored(&desk).await;

        desk.enter(Role::TownAdmin).await;
        // The same key with a place of one's own; a follow-up to another's first; a first to another's follow-up.
        let text = [
            HEADER,
            &row("1", HERE, "1", "2", "首次"),
            &row("2", HERE, "5", "2", "追评"),
            &row("3", HERE, "5", "2", "首次"),
            &row("4", HERE, "5", "2", "首次"),
        ].concat();
        for (name, differing) in [("mine.csv", Differing::Refuse), ("mine-again.csv", Differing::Replace)] {
            let file = write(&mut desk, scratch.folder(), name, &text);
            let job = import(&mut desk, file, Taking::Good, differing).await;
            assert_eq!((job.counts.replaced, job.counts.returned), (0, 3), "{differing:?}");
            let problems = desk.call(Problems { job: job.id, limit: 10 }).await.unwrap().problems;
            let told: Vec<(u64, &str, &Problem)> = problems.iter().map(|p| (p.row, p.value.as_str(), &p.problem)).collect();
            assert_eq!(told, [(2, "1", &Problem::RecordElsewhere), (3, "2", &Problem::RecordElsewhere), (4, "3", &Problem::RecordElsewhere)]);
        }
        let after: Vec<Rating> = stored(&desk).await.into_iter().filter(|r| r.record_no != "4").collect();
        assert_eq!(after, before);
        proved(&desk).await;
    }

    /// Who rated is part of a record: another phone is a difference, told masked, and replaced with the rest.
    async fn a_rater_is_compared_and_replaced(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = [HEADER, &row("1", HERE, "5", "2", ""), &row("2", HERE, "5", "2", "")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        import(&mut desk, file, Taking::Good, Differing::Refuse).await;

        let changed = text.replacen("张三,13800001234", "张三,13900005678", 1);
        let file = write(&mut desk, scratch.folder(), "ratings-2.csv", &changed);
        let job = import(&mut desk, file.clone(), Taking::Good, Differing::Refuse).await;
        assert_eq!((job.counts.identical, job.counts.returned), (1, 1));
        let problems = desk.call(Problems { job: job.id, limit: 10 }).await.unwrap().problems;
        assert_eq!(problems[0].problem, Problem::Differs { field: "rater_phone".into(), stored: "138****1234".into() });
        let people = "SELECT p.name || ' ' || p.phone FROM rating_person p JOIN rating r ON r.id = p.rating_id ORDER BY r.record_no";
        assert_eq!(scratch.texts(people).await, ["张三 13800001234", "张三 13800001234"]);

        let job = import(&mut desk, file, Taking::Good, Differing::Replace).await;
        assert_eq!((job.counts.identical, job.counts.replaced), (1, 1));
        assert_eq!(scratch.texts(people).await, ["张三 13900005678", "张三 13800001234"]);

        // A file that leaves the rater out says nothing about him.
        let without = changed.replace("张三,13900005678", ",").replace("非常满意", "5").replacen(",5,,", ",4,,", 1);
        let file = write(&mut desk, scratch.folder(), "ratings-3.csv", &without);
        let job = import(&mut desk, file, Taking::Good, Differing::Replace).await;
        assert_eq!(job.counts.replaced, 1);
        assert_eq!(scratch.texts(people).await, ["张三 13900005678", "张三 13800001234"]);
    }

    /// Rows of a numberless source come and go with the numbers they were given; a number that only looks like one of
    /// those is a number.
    async fn numberless_rows_return_as_themselves(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        desk.operate(api::body::SaveSource { source: api::body::Source { name: "纸质表".into(), numberless: true } }).await.unwrap();
        let paper = |no: &str| row(no, HERE, "5", "2", "").replace("好差评系统", "纸质表");
        let text = [HEADER, &paper(""), &paper("")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings.csv", &text);
        assert_eq!(import(&mut desk, file.clone(), Taking::Good, Differing::Refuse).await.counts.taken, 2);
        let again = import(&mut desk, file, Taking::Good, Differing::Refuse).await.counts;
        assert_eq!((again.taken, again.identical), (0, 2));

        let numbers = scratch.texts("SELECT record_no FROM rating ORDER BY record_no").await;
        assert!(numbers.iter().all(|no| no.starts_with("fp:")), "{numbers:?}");
        let text = [HEADER, &paper(&numbers[0]), &paper(&numbers[1]), &paper("FP:7"), &paper("fp:8")].concat();
        let file = write(&mut desk, scratch.folder(), "ratings-2.csv", &text);
        let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await.counts;
        assert_eq!((job.taken, job.identical), (2, 2));
        assert_eq!(scratch.texts("SELECT record_no FROM rating WHERE record_no LIKE '%8' AND record_no < 'fp:9' AND length(record_no) < 8").await, ["fp:8"]);
    }

    /// Replacing settles anew what supersedes what; a decision stays whatever the file says.
    async fn replacing_settles_standings(scratch) {
        use domain::rating::AssessNo::{First, FollowUp};
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let file_of = |channel: &str| [HEADER, &row("1", HERE, "1", "2", "首次"), &row("1", HERE, "4", channel, "追评")].concat();
        let replace = async |desk: &mut Desk, name: &str, text: &str| {
            let file = write(desk, scratch.folder(), name, text);
            import(desk, file, Taking::Good, Differing::Replace).await
        };
        replace(&mut desk, "ratings-1.csv", &file_of("2")).await;
        assert_eq!((standing(&desk, "1", First).await, standing(&desk, "1", FollowUp).await), (Standing::Superseded, Standing::Counted));
        // The follow-up turns out to be the system's: the first one counts again, and the case is rated once.
        assert_eq!(replace(&mut desk, "ratings-2.csv", &file_of("7")).await.counts.replaced, 1);
        assert_eq!((standing(&desk, "1", First).await, standing(&desk, "1", FollowUp).await), (Standing::Counted, Standing::Superseded));
        let found = counts(&mut desk).await;
        assert_eq!((found.grades, found.by_default, found.superseded, found.rated()), ([1, 0, 0, 0, 0], 0, 1, 1));
        // Excluded stays excluded, also when the file brings another grade.
        let first = stored(&desk).await.into_iter().find(|r| r.assess_no == First).unwrap();
        desk.enter(Role::Approver).await;
        desk.call(SetStanding { rating: first.id, standing: Standing::Excluded, reason: "恶意评价".into(), version: first.version }).await.unwrap();
        desk.enter(Role::CatalogueAdmin).await;
        let text = file_of("2").replacen(",1,首次", ",2,首次", 1);
        assert_eq!(replace(&mut desk, "ratings-3.csv", &text).await.counts.replaced, 2);
        assert_eq!((standing(&desk, "1", First).await, standing(&desk, "1", FollowUp).await), (Standing::Excluded, Standing::Counted));
        proved(&desk).await;
    }

    /// A default rating beside a real one, in any order of files, is counted once.
    async fn a_default_beside_a_real_one(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let texts = [
            [row("1", HERE, "5", "7", "首次"), row("1", HERE, "4", "2", "追评")].concat(),
            row("2", HERE, "5", "7", "首次"),
            row("2", HERE, "4", "2", "追评"),
            row("3", HERE, "4", "2", "追评"),
            row("3", HERE, "5", "7", "首次"),
            row("4", HERE, "5", "7", "追评"),
            row("4", HERE, "4", "2", "首次"),
            row("5", HERE, "5", "7", "首次"),
        ];
        for (nth, text) in texts.iter().enumerate() {
            let file = write(&mut desk, scratch.folder(), &format!("ratings-{nth}.csv"), &[HEADER, text].concat());
            import(&mut desk, file, Taking::AllOrNothing, Differing::Refuse).await;
        }
        let found = counts(&mut desk).await;
        assert_eq!((found.grades, found.by_default, found.superseded, found.rated()), ([0, 0, 0, 4, 0], 1, 4, 5));
        proved(&desk).await;
    }
}
