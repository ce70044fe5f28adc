//! 督查检查概况: what is under cover moves nobody's figures who may not know of it; coverage, findings, lines; the same rows in lists.

use crate::visits::{Village, finding};
use crate::{code, invalid};
use api::inspection::{
    CoverageFilter, CoverageRow, ExportCoverage, FindingFilter, InspectionOverview, ListCoverage, ListFindings, ReleasePlan, SaveFinding,
    ShowInspectionOverview, ShowPlan, VisitFilter, VisitVerdict,
};
use api::page::{PageAt, Sort};
use api::{ApiError, ErrorCode};
use domain::account::AccountId;
use domain::day::later;
use domain::inspection::overview::Covered;
use domain::inspection::plan::{Cover, PlanId, VisitId, VisitState};
use domain::period::Period;
use domain::place::PlaceId;

impl Village {
    fn days(&self) -> Period {
        let today = self.desk.service.now().day();
        Period { from: later(today, -30), to: today }
    }

    async fn overview_at(&self, who: AccountId, place: Option<PlaceId>) -> Result<InspectionOverview, ApiError> {
        self.by(who, ShowInspectionOverview { place, period: self.days(), months: 6 }).await
    }

    async fn overview(&self, who: AccountId) -> InspectionOverview {
        self.overview_at(who, None).await.unwrap()
    }

    async fn stations(&self, who: AccountId, states: &[Covered]) -> Vec<CoverageRow> {
        let filter = CoverageFilter { states: states.to_vec(), ..CoverageFilter::default() };
        self.by(who, ListCoverage { filter, sort: None, page: PageAt::First, limit: 200 }).await.unwrap().stations
    }

    /// A reviewed visit at which something was found.
    async fn visited(&self, cover: Cover) -> (PlanId, VisitId) {
        let begun = self.begun(cover).await;
        let id = begun.visit.id;
        self.filled(&begun).await;
        self.by(self.office, SaveFinding { visit: id, id: None, fields: finding(5), version: 0 }).await.unwrap();
        self.submit(self.office, id).await.unwrap();
        assert_eq!(self.overview(self.office).await.visits, 0, "it waits for its review");
        self.review(self.leader, id, VisitVerdict::Agree, Vec::new()).await.unwrap();
        (begun.visit.plan, id)
    }
}

testkit::on_both! {
    async fn what_is_under_cover_counts_once_it_is_released(scratch) {
        let village = Village::new(&scratch).await;
        let (town, clerk) = (village.overview(village.town).await, village.overview(village.clerk).await);
        let (town_list, clerk_list) = (village.stations(village.town, &[]).await, village.stations(village.clerk, &[]).await);
        assert_eq!((town.visits, town.coverage.within, clerk.findings.raised, clerk_list.len()), (0, 0, 0, 1));
        assert_eq!(clerk_list[0].state, Covered::Never);

        let (plan, id) = village.visited(Cover::Covert).await;
        let score = village.show(village.office, id).await.unwrap().visit.score.unwrap();
        for who in [village.office, village.leader] {
            let all = village.overview(who).await;
            assert_eq!((all.visits, all.visited, all.rate.mean, all.rate.n), (1, 1, score.hundredth(), 1));
            assert_eq!((all.coverage.within, all.coverage.stations), (1, all.coverage.within + all.coverage.longer + all.coverage.never));
            assert_eq!((all.findings.raised, all.findings.open, all.findings.ages, all.findings.closed), (1, 1, [1, 0, 0, 0], 0));
        }
        assert_eq!(village.overview(village.town).await, town, "to the town nothing has happened");
        assert_eq!(village.overview(village.clerk).await, clerk);
        assert_eq!(village.stations(village.town, &[]).await, town_list);
        assert_eq!(village.stations(village.clerk, &[]).await, clerk_list);

        let head = village.by(village.office, ShowPlan { id: plan }).await.unwrap().row;
        let release = ReleasePlan { id: plan, day: village.days().to, version: head.version };
        village.by(village.office, release).await.unwrap();
        for who in [village.town, village.clerk] {
            let now = village.overview(who).await;
            assert_eq!((now.visits, now.rate.mean, now.findings.open, now.coverage.within), (1, score.hundredth(), 1, 1));
            assert_eq!(village.stations(who, &[Covered::Within]).await[0].score, Some(score));
        }
    }

    async fn figures_are_those_of_the_rows_behind_them(scratch) {
        let village = Village::new(&scratch).await;
        let (_, id) = village.visited(Cover::Open).await;
        let all = village.overview(village.leader).await;
        let shown = village.show(village.leader, id).await.unwrap();
        let score = shown.record.unwrap().score;

        // 五统一, lines, the station, its town, the month: each by hand.
        let rates: Vec<_> = all.unified.iter().filter(|one| one.rate.n > 0).map(|one| (one.unified, one.rate.mean)).collect();
        let by_hand: Vec<_> = score.by.iter().filter(|(_, share)| share.of.0 > 0).map(|(unified, share)| (*unified, share.hundredth())).collect();
        assert_eq!(rates, by_hand);
        assert!(all.unified.iter().all(|one| one.change.is_none()) && all.change.is_none(), "too few to compare");
        let lost: Vec<_> = all.worst.iter().map(|line| (line.line.clone(), line.failed, line.asked)).collect();
        assert_eq!(lost, score.lost.iter().map(|(line, _)| (line.clone(), 1, 1)).collect::<Vec<_>>());
        assert_eq!(all.stations.iter().map(|one| (one.place, one.score, one.open)).collect::<Vec<_>>(), [(village.place, score.all, 1)]);
        let towns: Vec<_> = all.towns.iter().filter(|town| town.visits > 0).map(|town| (town.place, town.rate.mean, town.open, town.late)).collect();
        assert_eq!(towns, [(shown.visit.town, score.all.hundredth(), 1, 0)]);
        let last = all.by_month.last().unwrap();
        assert_eq!((all.by_month.len(), last.rate.n, last.raised, last.closed), (24, 1, 1, 0));

        // The lists behind them have as many rows.
        let (from, to) = (Some(village.days().from), Some(village.days().to));
        let visits = VisitFilter { made: true, from, to, states: vec![VisitState::Agreed], ..VisitFilter::default() };
        assert_eq!(village.listed(village.leader, visits.clone()).await.len(), 1);
        let worst = &all.worst[0];
        let at_line = |line: &str| VisitFilter { list: Some(worst.list), line: line.to_owned(), ..visits.clone() };
        assert_eq!(village.listed(village.leader, at_line(&worst.line)).await.len(), 1);
        assert!(village.listed(village.leader, at_line("9.9")).await.is_empty());
        let station = &all.stations[0];
        let there = VisitFilter { point: Some(station.point), ..visits.clone() };
        assert_eq!(village.listed(village.leader, there).await.len(), 1);
        let found = |filter: FindingFilter| ListFindings { filter, page: PageAt::First, limit: 50 };
        let there = FindingFilter { point: Some(station.point), ..FindingFilter::default() };
        assert_eq!(village.by(village.leader, found(there)).await.unwrap().findings.len(), 1);
        let raised = FindingFilter { from, to, ..FindingFilter::default() };
        assert_eq!(village.by(village.leader, found(raised.clone())).await.unwrap().findings.len(), 1);
        assert!(village.by(village.leader, found(FindingFilter { closed: true, ..raised })).await.unwrap().findings.is_empty());

        // What happened before the period, and what is elsewhere, does not count.
        let past = Period { from: later(village.days().from, -60), to: later(village.days().from, -1) };
        let before = village.by(village.leader, ShowInspectionOverview { place: None, period: past, months: 6 }).await.unwrap();
        assert_eq!((before.visits, before.findings.raised, before.findings.open, before.coverage.within), (0, 0, 1, 0));
        let elsewhere = all.towns.iter().find(|town| town.visits == 0 && town.place != shown.visit.town);
        if let Some(town) = elsewhere {
            let there = village.overview_at(village.leader, Some(town.place)).await.unwrap();
            assert_eq!((there.visits, there.findings.open, there.coverage.within), (0, 0, 0));
        }
    }

    async fn nobody_looks_beyond_his_places(scratch) {
        let mut village = Village::new(&scratch).await;
        let tree = village.desk.operate(api::place::Tree {}).await.unwrap().places;
        let district = tree[0].id;
        assert_eq!(code(village.overview_at(village.clerk, Some(district)).await), ErrorCode::NotFound);
        assert_eq!(code(village.overview_at(village.town, Some(district)).await), ErrorCode::NotFound);
        assert!(village.overview_at(village.clerk, Some(village.place)).await.is_ok());
        let asked = |period, months| ShowInspectionOverview { place: None, period, months };
        let days = village.days();
        for months in [0, 61] {
            assert_eq!(invalid(village.by(village.office, asked(days, months)).await), ("months".to_owned(), "range".to_owned()));
        }
        let turned = Period { from: days.to, to: days.from };
        assert_eq!(invalid(village.by(village.office, asked(turned, 6)).await), ("period".to_owned(), "order".to_owned()));

        // The list in other orders, and as a file.
        let rows = village.stations(village.office, &[]).await;
        assert!(rows.iter().all(|row| row.state == Covered::Never && row.last.is_none()));
        let by = |by: &str| Some(Sort { by: by.to_owned(), down: true });
        let list = |sort| ListCoverage { filter: CoverageFilter::default(), sort, page: PageAt::First, limit: 200 };
        let most = village.by(village.office, list(by("open"))).await.unwrap();
        assert_eq!((most.stations.len(), most.total.n), (rows.len(), i64::try_from(rows.len()).unwrap()));
        assert_eq!(invalid(village.by(village.office, list(by("name"))).await).1, "not_sortable");
        let file = scratch.file("覆盖.csv");
        let export = ExportCoverage { filter: CoverageFilter::default(), sort: None, out: village.desk.takes(&file) };
        assert_eq!(village.desk.run_with_files(export).await.unwrap().rows, u64::try_from(rows.len()).unwrap());
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("从未检查"), "{text}");
    }
}
