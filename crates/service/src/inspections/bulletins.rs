//! 督查结论 of a visit, 督查通报 and 督查专报 of a plan with their figures. Numbers, seals and what is concluded in words stay blank: they are the
//! office's to write.

use super::finding_papers::day;
use super::ledger::Land;
use super::records::{list, seen};
use super::{Eyes, content, found as found_plan};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::papers::{self, cells, signature, stamped};
use crate::words;
use api::import::Written;
use api::inspection::{BulletinKind, ExportBulletin, ExportConclusion};
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Paper, Sheet};
use domain::inspection::checklist::Unified;
use domain::inspection::checklist::score::{Score, Share};
use domain::inspection::figures::{mean, ranked};
use domain::inspection::finding::{FindingState, Severity};
use domain::inspection::plan::VisitState;
use domain::inspection::points::Points;
use domain::place::PlaceId;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeSet;
use store::inspection::ledger::{self, Listed};
use store::inspection::visit::{self, At, Visit, VisitFilter};
use store::inspection::{finding, record};
use texts::Texts;
use texts::format::NONE;
use texts::words::Word;

/// Stations that are named as good or bad.
const NAMED: usize = 3;
/// Out of a hundred, in tenths: from here on a station is named as good, and below the other as bad.
const GOOD: u32 = 900;
const BAD: u32 = 800;

fn tenths(score: Option<u32>) -> String {
    score.map_or_else(|| NONE.to_owned(), |score| Points(score).to_string())
}

impl Handle for ExportConclusion {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let stamp = crate::ratings::stamp(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let visit = seen(cx, &eyes, self.visit).await?;
        let conn = &mut cx.conn().await?;
        let record = record::find(conn, self.visit).await?;
        let Some(score) = record.as_ref().and_then(|record| record.score.clone()).filter(|_| visit.state == VisitState::Agreed) else {
            return Err(ApiError::invalid("visit", "visit_unreviewed").into());
        };
        let findings = finding::of(conn, self.visit).await?;
        let (list, land) = (list(cx, &visit).await?, Land::read(cx).await?);
        let began = record.and_then(|record| record.party.began).map(|at| at.day());
        let mut blocks = stamped(stamp);
        let place = format!("{}{}", land.name(visit.spot.town), visit.point_name);
        blocks.push(Block::Flush(t.supervision_paper_to(place.as_str())));
        blocks.push(Block::Text(t.finding_paper_conclusion(day(began.or(visit.day)), visit.title.as_str(), place.as_str())));
        blocks.push(Block::Heading(t.finding_paper_score()));
        blocks.push(Block::Text(t.finding_paper_scored(
            tenths(score.all.hundredth()),
            score.all.got.to_string(),
            score.all.of.to_string(),
        )));
        if !score.vetoed.is_empty() {
            blocks.push(Block::Text(t.visit_vetoed(score.vetoed.join(&t.merge_comma()))));
        }
        blocks.push(by_unified(&score, &t));
        blocks.push(Block::Heading(t.visit_findings()));
        let stand: Vec<_> = findings.iter().filter(|one| one.state.stands()).collect();
        if stand.is_empty() {
            blocks.push(Block::Text(t.visit_paper_no_findings()));
        } else {
            let row = |(n, one): (usize, &&finding::Finding)| {
                let line = list.lines.iter().find(|line| line.no == one.fields.line).map(|line| line.text.clone());
                cells([
                    n.to_string(),
                    one.fields.unified.word(&t),
                    line.unwrap_or_else(|| NONE.to_owned()),
                    one.fields.what.clone(),
                    one.fields.remedy.word(&t),
                    day(one.due),
                ])
            };
            blocks.push(Block::Table {
                head: vec![
                    t.finding_ordinal(),
                    t.visit_unified(),
                    t.visit_paper_line(),
                    t.finding_what(),
                    t.visit_remedy(),
                    t.finding_due(),
                ],
                widths: vec![8, 14, 26, 26, 13, 13],
                rows: (1..).zip(&stand).map(row).collect(),
            });
        }
        blocks.push(Block::Heading(t.finding_paper_asked()));
        blocks.push(Block::Text(t.finding_paper_conclusion_ask()));
        blocks.push(Block::Text(t.finding_paper_object()));
        blocks.extend(signature(&t));
        let sheets = vec![Sheet { number: visit.number.clone(), title: t.finding_paper_conclusion_title(), blocks }];
        let rows = stand.len() as u64;
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": "conclusion", "inspection": visit.plan.0, "rows": rows })));
        Ok(Written { rows })
    }
}

fn by_unified(score: &Score, t: &Texts) -> Block {
    let row = |(unified, share): &(Unified, Share)| {
        cells([unified.word(t), share.got.to_string(), share.of.to_string(), tenths(share.hundredth())])
    };
    Block::Table {
        head: vec![t.visit_unified(), t.finding_paper_got(), t.finding_paper_of(), t.finding_paper_hundredth()],
        widths: vec![34, 22, 22, 22],
        rows: score.by.iter().map(row).collect(),
    }
}

/// What a plan's papers are made of.
struct Figures {
    visits: Vec<(Visit, Score)>,
    /// How many stations are to be visited.
    asked: i64,
    findings: Vec<Listed>,
}

impl Figures {
    async fn read(cx: &mut Cx<'_>, eyes: &Eyes, plan: domain::inspection::plan::PlanId) -> Result<Self, Failure> {
        let today = cx.today();
        let of = |states: Vec<VisitState>| VisitFilter {
            plan: Some(plan),
            states,
            seeing: eyes.seeing.clone(),
            today: Some(today),
            ..VisitFilter::default()
        };
        let all = of(VisitState::ALL.iter().copied().filter(|state| state.counts()).collect());
        let agreed = of(vec![VisitState::Agreed]);
        let conn = &mut cx.conn().await?;
        let (mut visits, mut next) = (Vec::new(), Some(At::First));
        while let Some(at) = next {
            let page = visit::page(conn, &agreed, &at, crate::lists::EXPORT_PAGE).await?;
            for visit in page.rows {
                let score = record::find(conn, visit.id).await?.and_then(|record| record.score).unwrap_or_default();
                visits.push((visit, score));
            }
            next = page.after.map(At::After);
        }
        let asked = visit::count(conn, &all).await?;
        Ok(Self { visits, asked, findings: ledger::of_plan(conn, plan, &eyes.seeing, today).await? })
    }

    /// Findings that stand: what was struck out since is told of nobody.
    fn standing(&self) -> impl Iterator<Item = &Listed> {
        self.findings.iter().filter(|listed| listed.finding.state.stands())
    }

    fn n(&self, fits: impl Fn(&Listed) -> bool) -> usize {
        self.standing().filter(|listed| fits(listed)).count()
    }

    fn towns(&self) -> BTreeSet<PlaceId> {
        self.visits.iter().map(|(visit, _)| visit.spot.town).collect()
    }
}

fn is_late(listed: &Listed, today: Date) -> bool {
    listed.finding.state.days_late(listed.finding.due, today).is_some()
}

fn is_closed(listed: &Listed) -> bool {
    listed.finding.state == FindingState::Closed
}

/// Of towns: rank, visits, mean score, findings, closed, late.
fn by_town(figures: &Figures, land: &Land, today: Date, t: &Texts) -> Block {
    let scores = |town: PlaceId| figures.visits.iter().filter(move |(visit, _)| visit.spot.town == town).map(|(_, score)| score.all);
    let means = figures.towns().into_iter().map(|town| (town, mean(scores(town))));
    let row = |(rank, town, mean): (Option<usize>, PlaceId, Option<u32>)| {
        cells([
            rank.map_or_else(|| NONE.to_owned(), |rank| rank.to_string()),
            land.name(town),
            scores(town).count().to_string(),
            tenths(mean),
            figures.n(|one| one.town == town).to_string(),
            figures.n(|one| one.town == town && is_closed(one)).to_string(),
            figures.n(|one| one.town == town && is_late(one, today)).to_string(),
        ])
    };
    Block::Table {
        head: vec![
            t.finding_paper_rank(),
            t.finding_town(),
            t.finding_paper_visited(),
            t.finding_paper_mean(),
            t.visit_findings(),
            t.finding_paper_closed(),
            t.finding_paper_late(),
        ],
        widths: vec![10, 20, 14, 14, 14, 14, 14],
        rows: ranked(means).into_iter().map(row).collect(),
    }
}

fn all_unified(figures: &Figures, t: &Texts) -> Block {
    let row = |unified: &Unified| {
        let shares = figures.visits.iter().flat_map(|(_, score)| &score.by).filter(|(one, _)| one == unified).map(|(_, share)| *share);
        let of = |fits: &dyn Fn(&Listed) -> bool| figures.n(|one| one.finding.fields.unified == *unified && fits(one)).to_string();
        cells([
            unified.word(t),
            tenths(mean(shares)),
            of(&|_| true),
            of(&|one| one.finding.fields.severity != Severity::Minor),
            of(&|one| one.again),
        ])
    };
    Block::Table {
        head: vec![t.visit_unified(), t.finding_paper_mean(), t.visit_findings(), t.finding_paper_serious(), t.finding_again()],
        widths: vec![30, 18, 18, 17, 17],
        rows: Unified::ALL.iter().map(row).collect(),
    }
}

fn by_state(figures: &Figures, t: &Texts) -> Block {
    let n = |state: FindingState| figures.findings.iter().filter(|one| one.finding.state == state).count();
    let row = |state: &FindingState| (n(*state) > 0).then(|| cells([state.word(t), n(*state).to_string()]));
    Block::Table {
        head: vec![t.inspect_state(), t.finding_paper_number()],
        widths: vec![60, 40],
        rows: FindingState::ALL.iter().filter_map(row).collect(),
    }
}

/// Stations that are named: from the best or from the worst, as far as they are good or bad.
fn named<'f>(figures: &'f Figures, is_good: bool) -> Vec<&'f (Visit, Score)> {
    let fits = |one: &&(Visit, Score)| {
        let hundredth = one.1.all.hundredth();
        let is_vetoed = !one.1.vetoed.is_empty();
        if is_good { !is_vetoed && hundredth >= Some(GOOD) } else { is_vetoed || hundredth.is_some_and(|score| score < BAD) }
    };
    let mut all: Vec<&'f (Visit, Score)> = figures.visits.iter().filter(fits).collect();
    all.sort_by_key(|(visit, score)| (score.all.hundredth(), visit.id));
    if is_good {
        all.reverse();
    }
    all.truncate(NAMED);
    all
}

fn cases(figures: &Figures, is_good: bool, land: &Land, t: &Texts) -> Block {
    let row = |(visit, score): &(Visit, Score)| {
        let mut said = vec![(t.visit_score(), tenths(score.all.hundredth()))];
        if !score.vetoed.is_empty() {
            said.push((t.finding_paper_vetoed(), score.vetoed.join(&t.merge_comma())));
        }
        let of = figures.standing().filter(|one| one.finding.visit == visit.id).map(|one| one.finding.fields.what.clone());
        let findings: Vec<String> = of.take(NAMED).collect();
        if !findings.is_empty() {
            said.push((t.visit_findings(), findings.join("；")));
        }
        (format!("{}{}", land.name(visit.spot.town), visit.point_name), said)
    };
    let rows: Vec<_> = named(figures, is_good).into_iter().map(row).collect();
    if rows.is_empty() { Block::Text(t.finding_paper_none()) } else { Block::Rows(rows) }
}

/// What asks for the leaders' attention: what is grave, late or found again.
fn pressing(figures: &Figures, land: &Land, today: Date, t: &Texts) -> Block {
    let presses =
        |one: &&Listed| one.finding.state.is_open() && (one.again || is_late(one, today) || one.finding.fields.severity == Severity::Grave);
    let row = |one: &Listed| {
        let fields = &one.finding.fields;
        let mut marks = vec![fields.severity.word(t)];
        marks.extend(is_late(one, today).then(|| t.finding_late()));
        marks.extend(one.again.then(|| t.finding_again()));
        let said = [
            (t.finding_paper_why(), marks.join(&t.merge_comma())),
            (t.inspect_state(), one.finding.state.word(t)),
            (t.finding_due(), day(one.finding.due)),
            (t.visit_unit(), fields.unit.clone()),
        ];
        let title = format!("{}{}：{}", land.name(one.town), one.point_name, fields.what);
        (title, said.into_iter().filter(|(_, words)| !words.is_empty()).collect())
    };
    let rows: Vec<_> = figures.findings.iter().filter(presses).map(row).collect();
    if rows.is_empty() { Block::Text(t.finding_paper_none()) } else { Block::Rows(rows) }
}

impl Handle for ExportBulletin {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (t, today) = (words::texts(cx.lang), cx.today());
        let stamp = crate::ratings::stamp(cx).await?;
        let eyes = Eyes::of(cx).await?;
        // It compares all towns.
        if !eyes.sees_all() {
            return Err(ErrorCode::NotFound.into());
        }
        let head = found_plan(cx, &eyes, self.plan).await?;
        let fields = content(cx, self.plan).await?;
        let (figures, land) = (Box::pin(Figures::read(cx, &eyes, self.plan)).await?, Land::read(cx).await?);
        if figures.visits.is_empty() {
            return Err(ApiError::invalid("plan", "plan_unvisited").into());
        }
        let period = t.inspect_days(day(head.from), day(head.until));
        let mut blocks = stamped(stamp);
        blocks.push(Block::Under(t.supervision_paper_issue()));
        blocks.push(Block::Text(t.finding_paper_summary(
            period,
            head.title.as_str(),
            figures.visits.len().to_string(),
            figures.asked.to_string(),
            tenths(mean(figures.visits.iter().map(|(_, score)| score.all))),
            figures.standing().count().to_string(),
            figures.n(is_closed).to_string(),
            figures.n(|one| is_late(one, today)).to_string(),
        )));
        if !fields.content.is_empty() {
            blocks.push(Block::Text(t.finding_paper_content(fields.content.as_str())));
        }
        let title = match self.kind {
            BulletinKind::Bulletin => {
                blocks.push(Block::Heading(t.finding_paper_towns()));
                blocks.push(by_town(&figures, &land, today, &t));
                blocks.push(Block::Heading(t.finding_paper_unified()));
                blocks.push(all_unified(&figures, &t));
                blocks.push(Block::Heading(t.finding_paper_states()));
                blocks.push(by_state(&figures, &t));
                blocks.push(Block::Heading(t.finding_paper_good()));
                blocks.push(cases(&figures, true, &land, &t));
                blocks.push(Block::Heading(t.finding_paper_bad()));
                blocks.push(cases(&figures, false, &land, &t));
                t.finding_paper_bulletin_title()
            }
            BulletinKind::Brief => {
                blocks.push(Block::Heading(t.finding_paper_pressing()));
                blocks.push(pressing(&figures, &land, today, &t));
                blocks.push(Block::Heading(t.finding_paper_unified()));
                blocks.push(all_unified(&figures, &t));
                t.finding_paper_brief_title()
            }
        };
        blocks.push(Block::Heading(t.finding_paper_next()));
        blocks.push(Block::Text(t.supervision_paper_advice_blank()));
        blocks.extend(signature(&t));
        blocks.push(Block::Facts(vec![
            (t.supervision_paper_reported_to(), String::new()),
            (t.supervision_paper_sent_to(), String::new()),
            (t.supervision_paper_signed_off(), String::new()),
        ]));
        let sheets = vec![Sheet { number: head.number.clone(), title, blocks }];
        let rows = figures.visits.len() as u64;
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": self.kind, "inspection": self.plan.0, "rows": rows })));
        Ok(Written { rows })
    }
}
